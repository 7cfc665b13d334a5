"""No two questions of a module are so alike that who has met one has met the other."""

import re
from itertools import combinations

import pytest

from neutrality_course.catalog import Module
from neutrality_course.domain.quiz import Question

from .real_course import as_read, catalog

TOO_ALIKE = 0.75


@pytest.mark.parametrize("module", catalog().modules, ids=lambda module: module.slug)
def test_no_two_questions_share_three_quarters_of_their_words(module: Module) -> None:
    graded = [question for form in module.forms.values() for question in form.questions]
    words = {q.id: words_of(q) for q in [*graded, *module.practice.values()]}
    pairs = combinations(words, 2)
    assert [pair for pair in pairs if likeness(*(words[q] for q in pair)) >= TOO_ALIKE] == []


def words_of(question: Question) -> frozenset[str]:
    """The words of stem and options, in lower case."""
    pieces = [question.stem_html, *(choice.text_html for choice in question.choices)]
    return frozenset(re.findall(r"\w+", " ".join(map(as_read, pieces)).lower()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's measure: shared words as a part of all words of the two."""
    return len(one & other) / len(one | other)


def test_likeness_is_shared_words_over_all_words() -> None:
    one, other = frozenset({"a", "b", "c"}), frozenset({"b", "c", "d"})
    assert (likeness(one, other), likeness(one, one)) == (0.5, 1.0)
