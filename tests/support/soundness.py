"""What every HTML page of ours must be: valid, with one heading, nothing inline, every reference met."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import html5lib
from bs4 import BeautifulSoup, Tag
from html5lib.constants import E as PARSE_ERRORS

TOKEN = re.compile(rb'(name="csrf[_-]token"[^>]*?(?:value|content)=")[^"]*')
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")
CONTROLS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit")
EXECUTABLE = ("javascript:", "data:", "vbscript:")


def without_tokens(body: bytes) -> bytes:
    """The page without its CSRF tokens, which are new every time."""
    return TOKEN.sub(rb"\1", body)


def page_faults(body: bytes) -> tuple[str, ...]:
    """What is wrong with an HTML page; nothing when it is as it must be."""
    return _page_faults(without_tokens(body))


@lru_cache(maxsize=1000)  # many requests of many tests are answered with the very same page
def _page_faults(body: bytes) -> tuple[str, ...]:
    soup = BeautifulSoup(body.decode(), "html.parser")
    elements = soup.find_all(True)
    return (
        *syntax_faults(body),
        *heading_faults(soup),
        *reference_faults(elements),
        *inline_faults(elements),
        *form_faults(elements),
    )


def syntax_faults(body: bytes) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parse(body, transport_encoding="utf-8")
    lines = body.decode().splitlines()
    for (line, _column), code, details in parser.errors:
        text = "".join(lines[line - 1 : line]).strip()
        yield f"line {line}: {PARSE_ERRORS[code] % details}: {text}"


def heading_faults(soup: BeautifulSoup) -> Iterator[str]:
    if soup.html is None or soup.html.get("lang") != "id":
        yield "html has no lang=id"
    headings = [heading_words(heading) for heading in soup.find_all("h1")]
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    if len(headings) != 1:
        yield f"{len(headings)} h1: {headings}"
    elif not title.removeprefix("Galat: ").startswith(headings[0]):
        yield f"title {title!r} does not begin with the h1 {headings[0]!r}"


def heading_words(heading: Tag) -> str:
    """The heading without the caption above it."""
    texts = heading.find_all(string=True)
    return " ".join("".join(t for t in texts if not t.find_parent(class_="caption")).split())


def reference_faults(elements: Iterable[Tag]) -> Iterator[str]:
    ids = Counter(str(element["id"]) for element in elements if element.has_attr("id"))
    yield from (f"id {id_!r} {count} times" for id_, count in ids.items() if count > 1)
    for element in elements:
        for attribute in REFERENCES:
            for id_ in attribute_words(element, attribute):
                if id_ not in ids:
                    yield f"{element.name} {attribute}={id_!r}: no such id"
        href = str(element.get("href", ""))
        if element.name == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"link to {href}: no such id"


def attribute_words(element: Tag, attribute: str) -> Iterable[str]:
    value = element.get(attribute) or ()
    return value.split() if isinstance(value, str) else value


def inline_faults(elements: Iterable[Tag]) -> Iterator[str]:
    for element in elements:
        for attribute, value in element.attrs.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{element.name} has {attribute}={value!r}"
            if str(value).strip().lower().startswith(EXECUTABLE):
                yield f"{element.name} {attribute} leads to {value!r}"
        if element.name == "style":
            yield "a style element"
        if element.name == "script" and (not element.get("src") or element.get_text().strip()):
            yield "a script inside the page"


def form_faults(elements: Iterable[Tag]) -> Iterator[str]:
    labelled = {str(element.get("for")) for element in elements if element.name == "label"}
    for element in elements:
        if element.name == "form":
            posts = str(element.get("method", "get")).lower() == "post"
            tokens = element.find_all("input", attrs={"type": "hidden", "name": "csrf_token"})
            if len(tokens) != (1 if posts else 0):
                yield f"form {element.get('action')} has {len(tokens)} CSRF tokens"
        if is_control(element) and not has_label(element, labelled):
            yield f"{element.name} {element.get('name')!r} has no label"


def is_control(element: Tag) -> bool:
    return element.name in CONTROLS and element.get("type") not in UNLABELLED


def has_label(control: Tag, labelled: set[str]) -> bool:
    return (
        control.has_attr("aria-label")
        or control.has_attr("aria-labelledby")
        or str(control.get("id")) in labelled
        or control.find_parent("label") is not None
    )
