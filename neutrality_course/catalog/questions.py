"""From a module's quiz as written to its questions."""

from ..domain.quiz import Choice, Question
from ..domain.terms import Difficulty, Stage
from .faults import FileFaults
from .form_rules import check_forms
from .page_rules import check_link, check_raw_html
from .prose import passages
from .quiz_file import ChoiceSource, QuestionSource
from .quiz_rules import check_citations, check_question, split_citations
from .render import QuizMarkdown, Seen, refusal
from .sources import ModuleFolder, Surroundings
from .text_rules import check_passages, check_text
from .unfilled import check_filled


def load_questions(folder: ModuleFolder, around: Surroundings) -> dict[str, Question]:
    """The module's questions by id; those that cannot be built have left faults."""
    objectives, faults = folder.objectives, folder.quiz_faults
    markdown = QuizMarkdown()
    questions = {}
    for source in folder.questions:
        check_question(source, objectives, around.misconceptions, faults)
        check_filled(source.id, [source.fields.get("Dasar", (0, "")), *source.lines()], faults)
        _check_bases(source, folder, around)
        if reason := refusal(list(source.lines())):
            faults.add(reason[0], "M13", reason[1])
            continue
        _check_language(source, around, faults)
        question = _build(source, markdown, around, faults)
        if question is not None:
            questions[source.id] = question
    check_forms(folder.questions, objectives, faults)
    return questions


def _check_bases(source: QuestionSource, folder: ModuleFolder, around: Surroundings) -> None:
    line = source.line_of("Dasar")
    citations = split_citations(source.value("Dasar"))
    head = folder.module.head
    if around.bases is None:
        return
    for basis in check_citations(citations, around.bases.values(), line, folder.quiz_faults):
        if head and basis.id not in head.legal_bases:
            folder.quiz_faults.add(
                line, "D52", f"{basis.short} belum ada di legal_bases modul. Tambahkan {basis.id}."
            )


def _check_language(source: QuestionSource, around: Surroundings, faults: FileFaults) -> None:
    check_raw_html(source.lines(), faults)
    stem = list(enumerate(source.stem.split("\n"), source.stem_line))
    check_passages(passages(stem), around.citations, faults)
    for choice in source.choices:
        check_text(choice.text, choice.line, around.citations, faults)
        check_text(choice.reason, choice.reason_line, around.citations, faults)


def _build(
    source: QuestionSource, markdown: QuizMarkdown, around: Surroundings, faults: FileFaults
) -> Question | None:
    stem_html, seen = markdown.stem(source.stem)
    _check_plain(source, source.stem_line, seen, faults)
    choices = tuple(
        _build_choice(source, choice, markdown, around, faults) for choice in source.choices
    )
    try:
        stage, difficulty = Stage(source.value("Tahapan")), Difficulty(source.value("Kesulitan"))
    except ValueError:
        return None
    return Question(
        id=source.id,
        stem=source.stem,
        stem_html=stem_html,
        choices=choices,
        objective=source.value("Tujuan"),
        stage=stage,
        difficulty=difficulty,
        bases=split_citations(source.value("Dasar")),
        is_multiple=source.value("Jenis") == "banyak",
        is_shuffled=source.value("Acak") != "tidak",
    )


def _build_choice(
    source: QuestionSource,
    choice: ChoiceSource,
    markdown: QuizMarkdown,
    around: Surroundings,
    faults: FileFaults,
) -> Choice:
    text_html, seen = markdown.line(choice.text)
    _check_plain(source, choice.line, seen, faults)
    reason_html, seen = markdown.line(choice.reason)
    for link in seen.links:
        check_link(link, around.pages_of, around.names, choice.reason_line, faults)
    _check_plain(source, choice.reason_line, Seen(images=seen.images), faults)
    return Choice(
        id=choice.id,
        text=choice.text,
        text_html=text_html,
        is_right=choice.is_right,
        reason_html=reason_html,
        misconception=choice.misconception,
    )


def _check_plain(source: QuestionSource, line: int, seen: Seen, faults: FileFaults) -> None:
    if seen.links or seen.images:
        faults.add(
            line, "Q13", f"{source.id}: soal tanpa gambar, dan tautan hanya dalam alasan. Hapus."
        )
