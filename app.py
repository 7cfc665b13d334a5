from neutrality_course import create_app

app = create_app()
