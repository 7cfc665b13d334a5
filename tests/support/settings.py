"""Which environment variables the application reads, found by asking it."""

from tempfile import TemporaryDirectory

from neutrality_course.config import read_settings


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    names: set[str]

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # dict has overloads
        self.names.add(name)
        return super().get(name, default)


def settings_read() -> set[str]:
    with TemporaryDirectory() as folder:
        environment = Asked(INSTANCE_DIR=folder)
        environment.names = set()
        read_settings(environment)
        return environment.names
