"""A quiz form as a PDF for offices without internet; nothing on it tells what is right."""

from collections.abc import Sequence
from datetime import datetime
from html.parser import HTMLParser

from ..domain.paper import LETTERS, paper_code, printed_layout
from ..domain.quiz import QuizForm
from .pdf_file import typeset

INSTRUCTIONS = (
    "Isi nama, NIP, instansi, tanggal, dan fase pada halaman ini dan pada lembar jawaban.",
    "Setiap soal punya satu jawaban yang paling tepat. Kerjakan sendiri, tanpa buka catatan.",
    "Hitamkan satu huruf untuk setiap soal pada lembar jawaban di halaman terakhir.",
    "Serahkan semua halaman kepada koordinator. Soal tidak boleh difoto atau disimpan.",
)
GRID_NOTE = "Hitamkan satu huruf untuk setiap soal. Bila salah, beri tanda silang besar dan hitamkan yang lain."


def paper_form(form: QuizForm, title: str, made_at: datetime) -> bytes:
    """The form on A4 with its code on every page. The same form and moment give the same bytes."""
    return typeset(
        "tes.typ",
        {
            "title": title,
            "code": paper_code(form.module_slug, form.letter, form.version),
            "instructions": INSTRUCTIONS,
            "grid-note": GRID_NOTE,
            "questions": [_question(form, *asked) for asked in printed_layout(form)],
        },
        made_at,
    )


def _question(form: QuizForm, question_id: str, choice_ids: Sequence[str]) -> dict[str, object]:
    question = form.question(question_id)
    return {
        "stem": paragraphs(question.stem_html),
        "choices": [
            {"letter": letter, "text": " ".join(paragraphs(question.choice(choice_id).text_html))}
            for letter, choice_id in zip(LETTERS, choice_ids, strict=False)
        ],
    }


def paragraphs(html: str) -> list[str]:
    """The text of each paragraph, list item or table row, on one line."""
    reader = _Paragraphs()
    reader.feed(html)
    reader.close()
    lines = (" ".join(text.split()) for text in reader.found)
    return [line for line in lines if line]


class _Paragraphs(HTMLParser):
    BLOCKS = frozenset({"p", "li", "tr", "br", "ul", "ol", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.BLOCKS:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.found.append("")
        elif tag in ("td", "th"):
            self.found[-1] += " "

    def handle_data(self, data: str) -> None:
        self.found[-1] += data
