"""A quiz form as plain text: what was asked, and what was right when that may be told."""

from ..domain.quiz import Question, QuizForm, version_name


def questionnaire(form: QuizForm, shows_key: bool) -> bytes:
    """The form's questions in their stored order; people met them, and their options, in drawn orders."""
    head = [
        f"Modul {form.module_slug}, paket soal {form.letter}, versi {version_name(form.version)}",
        "Urutan soal dan pilihan diundi untuk setiap orang."
        if shows_key
        else "Urutan soal dan pilihan diundi untuk setiap orang. Kunci belum boleh ditampilkan.",
    ]
    parts = [_question(number, q, shows_key) for number, q in enumerate(form.questions, 1)]
    return ("\n\n".join(["\n".join(head), *parts]) + "\n").encode()


def _question(number: int, question: Question, shows_key: bool) -> str:
    kind = "pilih semua yang benar" if question.is_multiple else "pilih satu"
    lines = [
        f"{number}. [{question.id}] ({kind})",
        question.stem.strip(),
        *(
            f"   {'*' if shows_key and c.is_right else ' '} {c.id}) {c.text}"
            for c in question.choices
        ),
        f"   Tujuan belajar: {question.objective}. Tahapan: {question.stage.value}."
        f" Kesulitan: {question.difficulty.value}. Dasar: {', '.join(question.bases)}.",
    ]
    if shows_key:
        lines.append("   Tanda * adalah jawaban yang benar.")
    return "\n".join(lines)
