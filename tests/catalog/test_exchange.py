"""Questions leave as GIFT and Moodle XML and come back as they were, whatever signs stand in them."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from neutrality_course.catalog import (
    Draft,
    DraftModule,
    GiftError,
    gift_text,
    load_draft,
    moodle_xml,
    quiz_text,
    read_gift,
)
from neutrality_course.catalog.exchange.marks import guarded, tags_of, unguarded, weights
from neutrality_course.catalog.faults import Faults
from neutrality_course.catalog.files import HIDDEN
from neutrality_course.catalog.quiz_file import ChoiceSource, QuestionSource, read_quiz
from neutrality_course.domain.terms import Difficulty, Stage
from tests.catalog import course
from tests.support.node import read_gift as read_by_another

CONTENT = Path(__file__).parents[2] / "content"

# A question is a dozen texts, so that drawing one takes long on a busy machine.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)

# ------------------------------------------------------------------------------------- hard texts

SIGNS = st.sampled_from(
    [
        *"~=#{}:\\%[]`*_<>\"'->/.)(;",
        "\\n",
        "::",
        "####",
        "->",
        "//",
        "%50%",
        "[html]",
        "é",
        "ก",
        "😀",
    ]
)
PLAIN = st.characters(
    codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\ufffe\uffff"
)
PIECE = st.one_of(SIGNS, PLAIN, st.just(" "))
_MARK = re.compile(r"\{(?:id|salah):[^{}\n]*\}$")


def _one_line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


LINE = (
    st.lists(PIECE, min_size=1, max_size=8)
    .map(_one_line)
    .filter(lambda text: text and not re.search(f"[{HIDDEN}]", text) and not _MARK.search(text))
)
STEM_LINE = LINE.filter(lambda line: not line.startswith("#") and not line.startswith("- ["))
STEM = st.lists(STEM_LINE, min_size=1, max_size=4).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda end: end.join(lines))
)
REASON = st.lists(LINE, min_size=0, max_size=3).map("\n".join)
NAME = st.from_regex(r"[a-z0-9]{1,7}(-[a-z0-9]{1,7})?", fullmatch=True)
BASIS = LINE.filter(lambda text: ";" not in text)
FIELDS = st.fixed_dictionaries(
    {
        "Tujuan": st.sampled_from(["T1", "T12"]),
        "Tahapan": st.sampled_from([stage.value for stage in Stage]),
        "Kesulitan": st.sampled_from([level.value for level in Difficulty]),
        "Dasar": st.lists(BASIS, min_size=1, max_size=3).map("; ".join),
    },
    optional={"Acak": st.just("tidak"), "Ditinjau": st.just("2026-11-22")},
)
ORDER = ("Tujuan", "Paket", "Tahapan", "Kesulitan", "Dasar", "Jenis", "Acak", "Ditinjau")


@st.composite
def a_question(draw: st.DrawFn) -> QuestionSource:
    several = draw(st.booleans())
    total = draw(st.integers(3, 5))
    right = draw(
        st.sets(
            st.integers(0, total - 1),
            min_size=2 if several else 1,
            max_size=total - 1 if several else 1,
        )
    )
    fields = draw(FIELDS)
    fields["Paket"] = "latihan" if several else draw(st.sampled_from(["A", "B", "C", "latihan"]))
    if several:
        fields["Jenis"] = "banyak"
    texts = draw(st.lists(LINE, min_size=total, max_size=total, unique=True))
    choices = []
    for place, text in enumerate(texts):
        is_right = place in right
        choices.append(
            ChoiceSource(
                0,
                is_right,
                text,
                draw(REASON),
                0,
                draw(st.none() | NAME),
                None if is_right else draw(st.none() | NAME),
            )
        )
    question_id = draw(st.from_regex(r"[A-Z][A-Z0-9]{1,7}-[0-9]{3}", fullmatch=True))
    written = {name: (0, fields[name]) for name in ORDER if name in fields}
    return QuestionSource(question_id, 0, written, draw(STEM), 0, choices)


def without_lines(question: QuestionSource) -> object:
    """Everything a question says, without where it stands."""
    choices = [
        (c.is_right, c.text, c.reason, c.written_id, c.misconception) for c in question.choices
    ]
    fields = {name: value for name, (_, value) in question.fields.items()}
    return question.id, fields, question.stem, choices


def all_without_lines(questions: list[QuestionSource]) -> list[object]:
    return [without_lines(question) for question in questions]


# --------------------------------------------------------------------------------- there and back


@unhurried
@given(a_question())
def test_gift_gives_the_same_question_back(question: QuestionSource) -> None:
    questions = [question, question]
    back = read_gift(gift_text("uji", questions))
    assert all_without_lines(back) == all_without_lines(questions)


@unhurried
@given(a_question())
def test_quiz_md_gives_the_same_question_back(question: QuestionSource) -> None:
    questions = [question, question]
    faults = Faults()
    back = read_quiz(quiz_text(questions), faults.of("quiz.md"))
    assert all_without_lines(back) == all_without_lines(questions)
    assert faults.sorted() == []


@given(st.lists(PIECE, max_size=30).map("".join))
@example("2. Hukuman sedang")
@example("2\\. Hukuman")
@example("- satu\n- dua\n# tiga\n> empat\n---")
def test_guarding_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2. Hukuman sedang", "2\\. Hukuman sedang"),
        ("1.500 orang", "1.500 orang"),
        ("**tidak** boleh", "**tidak** boleh"),
        ("- 5 derajat", "\\- 5 derajat"),
        ("# satu\n> dua", "\\# satu\n\\> dua"),
    ],
)
def test_only_what_would_open_a_list_is_guarded(text: str, shown: str) -> None:
    assert guarded(text) == shown


@cache
def real() -> Draft:
    return load_draft(CONTENT)


def sources(module: DraftModule) -> list[QuestionSource]:
    return [question.source for question in module.questions]


def test_every_module_comes_back_from_gift_and_from_quiz_md() -> None:
    assert real().modules
    for module in real().modules:
        back = read_gift(gift_text(module.slug, sources(module)))
        assert all_without_lines(back) == all_without_lines(sources(module))
        again = read_quiz(quiz_text(back), Faults().of("quiz.md"))
        assert all_without_lines(again) == all_without_lines(sources(module))


# --------------------------------------------------------------------------------- another reader


def as_another_reads(question: QuestionSource) -> dict[str, object]:
    """What a reader that knows GIFT and nothing of ours should find."""
    is_several = question.value("Jenis") == "banyak"
    return {
        "type": "MC",
        "id": question.id,
        "title": question.id,
        "tags": tags_of(question),
        "format": "markdown",
        "stem": guarded(question.stem),
        "general": guarded(f"Dasar hukum: {question.value('Dasar')}"),
        "choices": [
            {
                "text": guarded(choice.text),
                "isRight": choice.is_right,
                "weight": pytest.approx(weight, abs=0.00001) if is_several else None,
                "feedback": guarded(choice.reason),
            }
            for choice, weight in zip(question.choices, weights(question), strict=True)
        ],
    }


def test_another_reader_finds_every_question_of_every_module() -> None:
    for module in real().modules:
        found = read_by_another(gift_text(module.slug, sources(module)))
        assert found == [as_another_reads(question) for question in sources(module)]


def test_another_reader_finds_hard_texts() -> None:
    hard = [
        "1. ~ = # { } : \\ %",
        "%50% dari [html] yang ada -> satu",
        "bukan // komentar, \\n bukan baris baru",
        "::judul:: #### umum",
        "${}=~ <b>&amp;</b> “é” 😀",
    ]
    choices = [
        ChoiceSource(0, place in (1, 3), text, f"Alasan {text}\nbaris dua")
        for place, text in enumerate(hard)
    ]
    fields = {"Tujuan": "T1", "Paket": "latihan", "Dasar": "PP 94/2021: a = {b}", "Jenis": "banyak"}
    question = QuestionSource(
        "UJI-001",
        0,
        {name: (0, value) for name, value in fields.items()},
        stem="\n\n".join(["Baris satu", *hard[:1]]) + "\ndua",
        choices=choices,
    )
    written = gift_text("uji", [question])
    assert read_by_another(written) == [as_another_reads(question)]
    assert all_without_lines(read_gift(written)) == all_without_lines([question])


# -------------------------------------------------------------------------------------- exactly so


def test_gift_word_for_word() -> None:
    question = course.question(1, "A", "T2", right=1).replace(
        "Begitu aturannya.", "Begitu {salah: jam-kerja}", 1
    )
    source = read_quiz(question, Faults().of("quiz.md"))
    assert gift_text("uji", source) == (
        "$CATEGORY: uji/Paket A\n\n"
        "// [id:UJI-001] [tag:tujuan:T2] [tag:paket:A] [tag:tahapan:umum] [tag:kesulitan:mudah] "
        "[tag:salah:1:jam-kerja] [tag:dasar:PP 94/2021 Pasal 5]\n"
        "// Dasar: PP 94/2021 Pasal 5\n"
        "::UJI-001::[markdown]Bu Rina menghadapi kasus 001. Apa yang tepat? {\n"
        "~[markdown]Jawaban p untuk kasus 001#[markdown]Keliru. Begitu\n"
        "=[markdown]Jawaban q untuk kasus 001#[markdown]Benar. Begitu aturannya.\n"
        "~[markdown]Jawaban r untuk kasus 001#[markdown]Keliru. Begitu aturannya.\n"
        "~[markdown]Jawaban s untuk kasus 001#[markdown]Keliru. Begitu aturannya.\n"
        "####[markdown]Dasar hukum\\: PP 94/2021 Pasal 5\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("right", "total", "expected"),
    [
        (2, 3, ["%50%", "%50%", "%-100%"]),
        (3, 4, ["%33.33333%"] * 3 + ["%-100%"]),
        (2, 5, ["%50%"] * 2 + ["%-33.33333%"] * 3),
        (4, 5, ["%25%"] * 4 + ["%-100%"]),
    ],
)
def test_weights_as_moodle_reads_them(right: int, total: int, expected: list[str]) -> None:
    choices = [ChoiceSource(0, place < right, f"pilihan {place}") for place in range(total)]
    question = QuestionSource("UJI-001", 0, {"Jenis": (0, "banyak")}, "Soal", 0, choices)
    written = re.findall(r"^~(%[^%]*%)", gift_text("uji", [question]), re.MULTILINE)
    assert written == expected
    moodle = re.compile(r"%-*([0-9]{1,2})\.?([0-9]*)%")  # what Moodle's own reader accepts
    assert all(moodle.fullmatch(weight) for weight in written)


# ------------------------------------------------------------------------------------ foreign GIFT


def test_a_foreign_question_is_completed_with_marks() -> None:
    text = (
        "\ufeff// question: 7  name: Satu\r\n::Satu::[html]<p>Apa <b>yang</b> tepat?</p>{\r\n"
        "\t=Betul &amp; benar#Sebab begitu.\r\n\t~Salah\r\n\t~%0%Juga salah#<em>Tidak</em>\r\n}\r\n"
    )
    (question,) = read_gift(text)
    assert without_lines(question) == (
        "IMP-001",
        {
            "Tujuan": "[ISI: Tujuan]",
            "Paket": "[ISI: Paket]",
            "Tahapan": "[ISI: Tahapan]",
            "Kesulitan": "[ISI: Kesulitan]",
            "Dasar": "[ISI: Dasar]",
        },
        "Apa **yang** tepat?",
        [
            (True, "Betul & benar", "Benar. Sebab begitu.", None, None),
            (False, "Salah", "Keliru. [ISI: alasan]", None, None),
            (False, "Juga salah", "Keliru. *Tidak*", None, None),
        ],
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Soal tanpa jawaban", "baris 1: soal ini tidak berbentuk pilihan ganda GIFT"),
        ("Satu{=a ~b}\n\nDua{T}", "baris 3: hanya soal pilihan ganda yang dapat diimpor"),
        ("Satu{=a}", "baris 1: hanya soal pilihan ganda yang dapat diimpor"),
        ("Satu{}", "baris 1: hanya soal pilihan ganda yang dapat diimpor"),
        ("Satu{~a ~b}", "baris 1: tidak ada pilihan yang benar"),
        ("Kota {=a ~b} itu", "baris 1: soal ini tidak berbentuk pilihan ganda GIFT"),
        ("Satu{=a ~%1.2.3%b}", "baris 1: bobot 1.2.3 bukan bilangan"),
        ("Satu{=a\x02 ~b}", "baris 1: ada karakter tak terlihat; hapus dulu"),
    ],
)
def test_what_cannot_be_imported_names_its_line(text: str, message: str) -> None:
    with pytest.raises(GiftError) as raised:
        read_gift(text)
    assert str(raised.value) == message


# -------------------------------------------------------------------------------------- Moodle XML


def test_moodle_xml_holds_every_question_of_every_module() -> None:
    for module in real().modules:
        built = [(q.source, q.question) for q in module.questions if q.question]
        assert len(built) == len(module.questions)
        root = ElementTree.fromstring(moodle_xml(module.slug, built))
        found = root.findall("question[@type='multichoice']")
        assert len(found) == len(built)
        for element, (source, question) in zip(found, built, strict=True):
            assert element.findtext("idnumber") == element.findtext("name/text") == source.id
            assert element.findtext("questiontext/text") == question.stem_html
            assert element.findtext("single") == str(not question.is_multiple).lower()
            assert [tag.text for tag in element.iterfind("tags/tag/text")] == tags_of(source)
            answers = element.findall("answer")
            assert [answer.findtext("text") for answer in answers] == [
                choice.text_html for choice in question.choices
            ]
            assert [float(answer.attrib["fraction"]) > 0 for answer in answers] == [
                choice.is_right for choice in question.choices
            ]
            for answer, choice in zip(answers, question.choices, strict=True):
                feedback = answer.findtext("feedback/text") or ""
                assert 'href="/' not in feedback
                html5lib.HTMLParser(strict=True).parseFragment(feedback)
                assert re.sub("<[^>]*>", "", feedback) == re.sub("<[^>]*>", "", choice.reason_html)


def test_moodle_xml_escapes_and_drops_links_into_the_course(tmp_path: Path) -> None:
    quiz = course.quiz().replace("Apa yang tepat?", "Apa <&> ]]> yang tepat?", 1)
    quiz = quiz.replace("Begitu aturannya.", "Baca [ringkasan](modul:uji/ringkasan).", 1)
    draft = load_draft(course.write(tmp_path, {**course.files(), "uji/quiz.md": quiz}))
    (module,) = draft.modules
    built = [(q.source, q.question) for q in module.questions if q.question]
    root = ElementTree.fromstring(moodle_xml("uji", built))
    first = root.find("question[@type='multichoice']")
    assert first is not None
    assert first.findtext("questiontext/text") == (
        "<p>Bu Rina menghadapi kasus 001. Apa &lt;&amp;&gt; ]]&gt; yang tepat?</p>"
    )
    assert first.findtext("answer/feedback/text") == "Keliru. Baca ringkasan."
