"""The situations of content/situasi.yml: sound, balanced, and each on a basis that is in force."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from neutrality_course.catalog.faults import Faults
from neutrality_course.catalog.files import SLUG
from neutrality_course.catalog.language import Citations, sentences, word_count
from neutrality_course.catalog.prose import Passage, plain
from neutrality_course.catalog.text_rules import check_text
from neutrality_course.domain.terms import Stage

CONTENT = Path(__file__).parents[2] / "content"
Entry = dict[str, Any]

FIELDS = [
    *("id", "question", "words", "topic", "stages", "answer"),
    *("reason", "step", "binds", "bases", "page", "acts"),
]
TOPICS = {
    *("media-sosial", "foto", "grup-pesan", "keluarga", "kampanye", "kantor", "fasilitas"),
    *("uang-barang", "partai", "pencalonan", "hari-pemungutan", "melapor", "atasan", "lain-lain"),
}
LEAST_OF_EACH = {"boleh": 12, "hati-hati": 14, "belum-pasti": 8, "jangan": 14}
NEEDS_A_STEP = ("hati-hati", "belum-pasti")
FIRST_SEVENTEEN = [
    *("boleh", "jangan", "jangan", "jangan", "jangan", "jangan", "jangan", "hati-hati"),
    *("hati-hati", "jangan", "jangan", "boleh", *["belum-pasti"] * 5),
]
"""The situations that the course was planned with, in their order."""


def read(name: str) -> list[Entry]:
    entries: list[Entry] = yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
    return entries


SITUATIONS = read("situasi.yml")
BASES = {basis["short"]: basis for basis in read("bases.yml")}
each = pytest.mark.parametrize("entry", SITUATIONS, ids=lambda entry: entry["id"])


@cache
def page_addresses() -> set[str]:
    return {
        f"{file.parent.name}/{slug}"
        for file in CONTENT.glob("*/module.md")
        for slug in re.findall(r"^## .*\{#([\w-]+)\}$", file.read_text(encoding="utf-8"), re.M)
    }


def basis_of(citation: str) -> Entry | None:
    """The basis that the citation begins with; the longest name wins."""
    shorts = sorted(BASES, key=len, reverse=True)
    found = (s for s in shorts if re.match(rf"{re.escape(s)}(?![\w/])", citation))
    return BASES.get(next(found, ""))


def readable(entry: Entry) -> list[str]:
    question = f"Bolehkah saya {entry['question']}"
    return [question, entry["reason"], *filter(None, [entry["step"]]), entry["binds"]]


def test_enough_and_none_twice() -> None:
    assert len(SITUATIONS) >= 60
    for field in ("id", "question"):
        times = Counter(entry[field].casefold() for entry in SITUATIONS)
        assert [name for name, count in times.items() if count > 1] == []


def test_answers_are_balanced() -> None:
    times = Counter(entry["answer"] for entry in SITUATIONS)
    assert set(times) == set(LEAST_OF_EACH)
    assert {name: times[name] for name, least in LEAST_OF_EACH.items() if times[name] < least} == {}
    assert times["jangan"] < len(SITUATIONS) / 2


def test_the_planned_situations_come_first_with_their_answers() -> None:
    assert [entry["answer"] for entry in SITUATIONS[:17]] == FIRST_SEVENTEEN


@each
def test_fields(entry: Entry) -> None:
    assert list(entry) == FIELDS
    assert SLUG.fullmatch(entry["id"])
    assert re.fullmatch(r"[a-z(][^?]*\?", entry["question"])
    assert entry["topic"] in TOPICS
    assert entry["words"]
    assert all(isinstance(word, str) for word in entry["words"])
    assert entry["stages"]
    assert set(entry["stages"]) <= set(Stage)
    assert len(set(entry["stages"])) == len(entry["stages"])
    assert all(re.fullmatch(r"NA0\d\d", act) for act in entry["acts"])


@each
def test_a_doubtful_answer_has_a_step(entry: Entry) -> None:
    assert entry["step"] or entry["answer"] not in NEEDS_A_STEP


@each
def test_every_basis_is_known_and_in_force(entry: Entry) -> None:
    found = {citation: basis_of(citation) for citation in entry["bases"]}
    assert found
    assert [name for name, basis in found.items() if not basis or basis["in_force_until"]] == []


@each
def test_page_exists(entry: Entry) -> None:
    assert entry["page"] in page_addresses()


@each
def test_language(entry: Entry) -> None:
    faults = Faults()
    for text in readable(entry):
        check_text(text, 1, Citations(BASES), faults.of("situasi.yml"))
    assert [str(fault) for fault in faults.sorted()] == []


@each
def test_reason_is_short(entry: Entry) -> None:
    found = list(sentences(Passage(1, plain(entry["reason"]), "prose")))
    assert 1 <= len(found) <= 4
    assert all(word_count(sentence.text) <= 30 for sentence in found)


@each
def test_no_amount_of_a_threat_is_printed(entry: Entry) -> None:
    text = " ".join(readable(entry))
    assert not re.search(r"\bRp\s?\d|penjara|kurungan|\bdenda\b", text, re.IGNORECASE)
    assert "dipecat" not in text
