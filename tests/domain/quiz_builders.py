"""Quiz forms for tests."""

from neutrality_course.domain.quiz import Choice, Question, QuizForm
from neutrality_course.domain.terms import Difficulty, Stage


def a_choice(choice_id: str, is_right: bool = False) -> Choice:
    return Choice(
        id=choice_id,
        text=f"Pilihan {choice_id}",
        text_html=f"<p>Pilihan {choice_id}</p>",
        is_right=is_right,
        reason_html="<p>Benar.</p>" if is_right else "<p>Keliru.</p>",
        misconception=None if is_right else "jam-kerja",
    )


def a_question(
    question_id: str, right: str = "a", objective: str = "T1", is_multiple: bool = False
) -> Question:
    """A question with the options a, b, c and d, of which those in `right` are right."""
    return Question(
        id=question_id,
        stem=f"Soal {question_id}?",
        stem_html=f"<p>Soal {question_id}?</p>",
        choices=tuple(a_choice(letter, letter in right) for letter in "abcd"),
        objective=objective,
        stage=Stage.CAMPAIGN,
        difficulty=Difficulty.MEDIUM,
        bases=("PP 94/2021 Pasal 5 huruf n angka 2",),
        is_multiple=is_multiple,
    )


def a_form(*questions: Question, letter: str = "A") -> QuizForm:
    return QuizForm(module_slug="pasal-5-huruf-n", letter=letter, questions=questions)
