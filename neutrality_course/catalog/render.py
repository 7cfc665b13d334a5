"""Markdown to HTML that is safe to show, once, when content is loaded.

Python-Markdown lets `<script>`, `onerror` and `javascript:` through; here raw HTML is only text,
links and images are rewritten on the tree, and an allow-list sanitiser has the last word.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.blockprocessors import EmptyBlockProcessor, ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

ADMONITIONS = ("note", "contoh", "hati-hati", "kutipan")
PLACEMENT = re.compile(r"\[\[(?P<kind>soal|survei): *(?P<id>[^\]]*?) *\]\]")

_INLINE_TAGS = {"a", "abbr", "br", "code", "em", "strong", "sub", "sup"}
_BLOCK_TAGS = {
    *("p", "h2", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "div", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "role"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"scope", "colspan"},
}
_CLASSES = {
    "div": {"admonition", *ADMONITIONS, "footnote"},
    "p": {"admonition-title"},
    "a": {"footnote-ref", "footnote-backref"},
    "th": _ALIGNED,
    "td": _ALIGNED,
}
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d*:[\w-]+")
_FOOTNOTE_LINK = re.compile("#" + _FOOTNOTE_ID.pattern)
_SAFE_ADDRESS = re.compile(
    rf"https://\S+|/modul/[a-z0-9/-]+(?:\.svg)?|/(?:perbuatan|bolehkah|tahapan)/[A-Za-z0-9-]+"
    rf"|{_FOOTNOTE_LINK.pattern}"
)
MODULE_LINK = re.compile(r"modul:(?P<module>[a-z0-9-]+)(?:/(?P<page>[a-z0-9-]+))?")
REFERENCE_LINK = re.compile(r"(?P<kind>perbuatan|bolehkah|tahapan):(?P<id>[A-Za-z0-9-]+)")

MAX_CHARACTERS = 8_000
MAX_INDENT = 24
MAX_MARKS = 400
MAX_NESTING = 5
_NESTING = re.compile(rf"\s*(?:(?:>\s*|(?:[-*+:]|\d+[.)])\s+)){{{MAX_NESTING + 1}}}")


@dataclass(slots=True)
class Seen:
    """What a text turned out to hold, for the rules to judge."""

    links: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def refusal(lines: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    """Line and message of what would take Python-Markdown too long or too deep, or None.

    Within these bounds a page takes well under a second. Without them the time grows with the
    square of its length, and a few hundred nested lists end in a RecursionError.
    """
    for number, line in lines:
        if len(line) - len(line.lstrip()) > MAX_INDENT:
            return number, f"Baris menjorok lebih dari {MAX_INDENT} spasi. Kurangi tingkatnya."
        if _NESTING.match(line):
            return number, f"Daftar atau kutipan lebih dari {MAX_NESTING} tingkat. Sederhanakan."
    text = "\n".join(line for _, line in lines)
    first = lines[0][0]
    if len(text) > MAX_CHARACTERS:
        return first, f"Teks lebih dari {MAX_CHARACTERS} karakter. Pecah menjadi beberapa bagian."
    for mark in "[]()<>*_`!|":
        if text.count(mark) > MAX_MARKS:
            return first, f"Tanda {mark} muncul lebih dari {MAX_MARKS} kali. Pecah teks ini."
    return None


def render_page(
    text: str, module_slug: str, image_sizes: Mapping[str, tuple[int, int]]
) -> tuple[list[str], Seen]:
    """The page as safe HTML, cut where practice questions and charts stand, and what was seen in it."""
    mark = "soal" + sha256(text.encode()).hexdigest()[:24]
    lines = [
        f"\n{mark}\n" if PLACEMENT.fullmatch(line.rstrip()) else line for line in text.split("\n")
    ]
    course = _CourseMarkdown(module_slug, image_sizes)
    reader = markdown.Markdown(
        extensions=["tables", "admonition", "def_list", "abbr", "attr_list", "footnotes", course],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "footnotes": {"BACKLINK_TITLE": "Kembali ke rujukan catatan kaki {}"},
        },
    )
    pieces = reader.convert("\n".join(lines)).split(f"<p>{mark}</p>")
    return [_sanitised(piece, _BLOCK_TAGS | _INLINE_TAGS).strip() for piece in pieces], course.seen


class QuizMarkdown:
    """Renders the short texts of a quiz, all with one reader: making one takes longer than a text.

    Only paragraphs are known: an option "2. Hukuman sedang" is no list, a stem "# 1" is no heading.
    """

    def __init__(self) -> None:
        self._course = _CourseMarkdown("", {})
        self._reader = markdown.Markdown(extensions=[self._course])
        parser = self._reader.parser
        parser.blockprocessors = Registry()
        parser.blockprocessors.register(EmptyBlockProcessor(parser), "empty", 2)
        parser.blockprocessors.register(ParagraphProcessor(parser), "paragraph", 1)

    def stem(self, text: str) -> tuple[str, Seen]:
        """Paragraphs as safe HTML."""
        return _sanitised(self._convert(text), _INLINE_TAGS | {"p"}), self._course.seen

    def line(self, text: str) -> tuple[str, Seen]:
        """An option or a reason as safe HTML without a paragraph around it."""
        return _sanitised(self._convert(text), _INLINE_TAGS), self._course.seen

    def _convert(self, text: str) -> str:
        self._course.seen = Seen()
        return str(self._reader.reset().convert(text))


def _sanitised(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag == "*" or tag in tags},
        allowed_classes={tag: names for tag, names in _CLASSES.items() if tag in tags},
        attribute_filter=_kept_attribute,
        clean_content_tags={"script", "style"},
        link_rel=None,
        url_schemes={"https"},
    )


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src"):
        return value if _SAFE_ADDRESS.fullmatch(value) else None
    if name == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    return value


class _CourseMarkdown(Extension):
    """No raw HTML; addresses and tables as our pages need them."""

    def __init__(self, module_slug: str, image_sizes: Mapping[str, tuple[int, int]]) -> None:
        super().__init__()
        self.module_slug = module_slug
        self.image_sizes = image_sizes
        self.seen = Seen()

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.deregister("setextheader")
        # Below every other tree processor: it must see the final links, ids and tables.
        md.treeprocessors.register(_FinishTree(md, self), "course", -1)


class _FinishTree(Treeprocessor):
    def __init__(self, md: markdown.Markdown, course: _CourseMarkdown) -> None:
        super().__init__(md)
        self._course = course

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            element_id = element.get("id")
            if element_id and not _FOOTNOTE_ID.fullmatch(element_id):
                self._course.seen.ids.append(element_id)
            if element.tag == "a":
                self._finish_link(element)
            elif element.tag == "img":
                self._finish_image(element)
            elif re.fullmatch("h[1-6]", element.tag):
                # The page's own title, level 2 in the file, is the only h1 of the page it becomes.
                element.tag = f"h{max(int(element.tag[1]) - 1, 2)}"
            elif element.tag in ("th", "td"):
                _finish_cell(element)
            elif element.tag == "p" and element.get("class") == "admonition-title":
                element.text = "Catatan" if element.text == "Note" else element.text

    def _finish_link(self, element: Element) -> None:
        href = element.get("href", "")
        if _FOOTNOTE_LINK.fullmatch(href):
            return
        self._course.seen.links.append(href)
        if found := MODULE_LINK.fullmatch(href):
            element.set("href", "/".join(["/modul", *filter(None, found.groups())]))
        elif found := REFERENCE_LINK.fullmatch(href):
            element.set("href", f"/{found['kind']}/{found['id']}")

    def _finish_image(self, element: Element) -> None:
        name = element.get("src", "")
        self._course.seen.images.append((name, element.get("alt", "")))
        element.set("src", f"/modul/{self._course.module_slug}/gambar/{name}")
        element.set("loading", "lazy")
        if name in self._course.image_sizes:
            width, height = self._course.image_sizes[name]
            element.set("width", str(width))
            element.set("height", str(height))


def _finish_cell(element: Element) -> None:
    if align := element.attrib.pop("align", None):
        element.set("class", f"align-{align}")
    if element.tag == "th":
        element.set("scope", "col")
