"""Questions in Moodle XML, already rendered: Moodle shows them as this course does."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...domain.quiz import Question
from ..quiz_file import QuestionSource
from .marks import is_multiple, tags_of, weight_text, weights

_OWN_LINK = re.compile(r'<a href="/[^"]*">(.*?)</a>', re.DOTALL)


def moodle_xml(module_slug: str, questions: Iterable[tuple[QuestionSource, Question]]) -> bytes:
    """Each question as written and as built, as one UTF-8 file."""
    quiz = Element("quiz")
    category = ""
    for source, question in questions:
        form = f"$course$/{module_slug}/{source.value('Paket')}"
        if form != category:
            category = form
            _texted(SubElement(quiz, "question", type="category"), "category", category)
        quiz.append(_question(source, question))
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"


def _question(source: QuestionSource, question: Question) -> Element:
    element = Element("question", type="multichoice")
    _texted(element, "name", source.id)
    _texted(element, "questiontext", _portable(question.stem_html), format="html")
    bases = "; ".join(question.bases)
    _texted(element, "generalfeedback", f"Dasar hukum: {bases}", format="plain_text")
    _valued(element, "defaultgrade", "1")
    _valued(element, "penalty", "0.3333333")
    _valued(element, "hidden", "0")
    _valued(element, "idnumber", source.id)
    _valued(element, "single", "false" if is_multiple(source) else "true")
    _valued(element, "shuffleanswers", "true" if question.is_shuffled else "false")
    _valued(element, "answernumbering", "abc")
    for choice, weight in zip(question.choices, weights(source), strict=True):
        answer = SubElement(element, "answer", fraction=weight_text(weight), format="html")
        _valued(answer, "text", _portable(choice.text_html))
        _texted(answer, "feedback", _portable(choice.reason_html), format="html")
    tags = SubElement(element, "tags")
    for tag in tags_of(source):
        _texted(tags, "tag", tag)
    return element


def _portable(html: str) -> str:
    """Without links into this course, which lead nowhere on another site; their words stay."""
    return _OWN_LINK.sub(r"\1", html)


def _texted(parent: Element, name: str, text: str, **attributes: str) -> None:
    _valued(SubElement(parent, name, attributes), "text", text)


def _valued(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
