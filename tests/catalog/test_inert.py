"""Whatever an author writes, nothing in the page runs, loads from elsewhere, or looks like a form."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from neutrality_course.catalog import ContentError, load_catalog
from neutrality_course.catalog.render import QuizMarkdown, render_page
from neutrality_course.domain.quiz import Question
from tests.catalog import course

ALLOWED_TAGS = {
    *("a", "abbr", "br", "code", "em", "strong", "sub", "sup", "p", "h2", "ul", "ol", "li", "dl"),
    *("dt", "dd", "blockquote", "pre", "hr", "div", "img", "table", "thead", "tbody", "tr", "th"),
    "td",
}
ALLOWED_ATTRIBUTES = {
    *("alt", "class", "colspan", "dir", "height", "href", "id", "lang", "loading"),
    *("role", "scope", "src", "start", "title", "width"),
}
TAGS = [
    *("script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "base"),
    *("textarea", "meta", "link", "svg", "math", "video", "audio", "details", "marquee", "body"),
    *("template", "noscript", "xmp", "plaintext", "frameset", "applet", "dialog", "portal"),
]
HANDLERS = [
    *("onclick", "onerror", "onload", "onmouseover", "onfocus", "ontoggle", "onanimationstart"),
    *("onpointerdown", "onbeforeinput", "ONCLICK", "OnError"),
]
SCHEMES = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "javascript&colon;a()"),
    *("java&#115;cript:alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)"),
    *("java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "javascript\\:alert(1)"),
    *("data:text/html,<b>", "data:text/html;base64,PGI+", "vbscript:msgbox(1)", "blob:https://a"),
    *("file:///etc/passwd", "ftp://contoh.id/", "//contoh.id/a", "\\\\contoh.id\\a", "http://a.id"),
    *("mailto:a@contoh.id", "tel:+62", "feed:javascript:alert(1)", "view-source:x", "/keluar"),
    *("../../etc/passwd", "?hapus=1", "#isi", "modul:../../keluar", "modul:uji/../../keluar"),
]


def vectors() -> Iterator[str]:
    for tag in TAGS:
        yield f"<{tag}>alert(1)</{tag}>"
        yield f"<{tag.upper()} src=//contoh.id/x.js>"
    for handler in HANDLERS:
        yield f"<img src=x {handler}=alert(1)>"
        yield f"<p {handler}='alert(1)'>a</p>"
        yield f"*a*{{{handler}=alert(1)}}"
        yield f"![a](alur.svg){{{handler}=alert(1)}}"
    for scheme in SCHEMES:
        yield f"[a]({scheme})"
        yield f"[a](<{scheme}>)"
        yield f"![a]({scheme})"
        yield f"<{scheme}>"
        yield f"[a](https://contoh.id){{href='{scheme}'}}"
        yield f"![a](alur.svg){{src='{scheme}'}}"
        yield f"[a][b]\n\n[b]: {scheme}"
    yield from [
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<script>alert(1)",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php alert(1) ?>",
        "`<script>alert(1)</script>`",
        "    <script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "\\<script\\>alert(1)\\</script\\>",
        '[a](https://contoh.id "x\\" onclick=alert(1)")',
        '![x" onerror="alert(1)](alur.svg)',
        "[<img src=x onerror=alert(1)>](https://contoh.id)",
        '*[A]: "><script>alert(1)</script>\n\nA',
        "a[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
        '!!! note "<script>alert(1)</script>"\n    a',
        "!!! note onclick=alert(1)\n    a",
        "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
        "*a*{style='position:fixed'}",
        "*a*{id=csrf_token name=x action=/keluar}",
        "*a*{class='tombol-utama tersembunyi'}",
        "*a*{srcdoc=x formaction=/keluar srcset=//contoh.id/a}",
        "<a href='jav\tascript:alert(1)'>a</a>",
        "<svg><animate onbegin=alert(1)>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ]


VECTORS = list(vectors())


def assert_inert(html: str) -> None:
    """No tag, attribute or address beyond what pages are made of."""
    for element in BeautifulSoup(html, "html5lib").select("body *"):
        assert element.name in ALLOWED_TAGS, html
        for name, value in element.attrs.items():
            assert name in ALLOWED_ATTRIBUTES, html
            if name in ("href", "src"):
                address = unescape(str(value))
                assert re.match(r"https://\w|/modul/[a-z]|#fn", address), html
                assert ".." not in address, html
            if name == "id":
                assert str(value).startswith("fn"), html
            if name == "class":
                assert "tersembunyi" not in value, html


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 150


@pytest.mark.parametrize("vector", VECTORS)
def test_every_rendered_text_is_inert(vector: str) -> None:
    quiz = QuizMarkdown()
    pieces, _ = render_page(f"Awal.\n\n{vector}\n\n> {vector}\n\n- {vector}", "uji", {})
    for html in (*pieces, quiz.stem(vector)[0], quiz.line(vector)[0], quiz.line(f"a {vector}")[0]):
        assert_inert(html)


def all_html(folder: Path, files: course.Files) -> list[str]:
    """Every piece of HTML of the module, or nothing where the content is refused."""
    try:
        module = load_catalog(course.write(folder, files)).module("uji")
    except ContentError:
        return []
    found = [part for page in module.pages for part in page.parts if isinstance(part, str)]
    questions: list[Question] = [*module.forms["A"].questions, *module.practice.values()]
    for question in questions:
        found.append(question.stem_html)
        for choice in question.choices:
            found += [choice.text_html, choice.reason_html]
    return found


PLACES = {
    "page": ("uji/module.md", "Lanjut ke halaman lain."),
    "alternative": ("uji/module.md", "Dua kotak yang dihubungkan satu panah"),
    "box title": ("uji/module.md", "Di kantor"),
    "heading": ("uji/module.md", "### Contoh"),
    "stem": ("uji/quiz.md", "Bu Rina menghadapi kasus 001."),
    "option": ("uji/quiz.md", "Jawaban p untuk kasus 001"),
    "reason": ("uji/quiz.md", "Begitu aturannya."),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("vector", [v for v in VECTORS if "\n" not in v][::25])
def test_loaded_content_is_refused_or_inert(tmp_path: Path, place: str, vector: str) -> None:
    file, text = PLACES[place]
    old = f"{text}"
    new = f"### {vector}" if place == "heading" else vector
    for html in all_html(tmp_path, course.changed(file, old, new)):
        assert_inert(html)


def test_titles_are_plain_text_that_templates_escape(tmp_path: Path) -> None:
    title = "<script>alert(1)</script>"
    files = course.changed("uji/module.md", '"Modul uji: satu"', f'"{title}"')
    files["uji/module.md"] = str(files["uji/module.md"]).replace("Modul kecil", f"{title} kecil")
    module = load_catalog(course.write(tmp_path, files)).module("uji")
    assert module.title == title
    for text in (module.title, module.summary, module.pages[0].title, module.objectives[0].text):
        assert type(text) is str  # no Markup: Jinja escapes it
    assert Markup.escape(module.title) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_raw_html_in_a_page_title_is_refused(tmp_path: Path) -> None:
    files = course.changed("uji/module.md", "## Awal", "## <script>alert(1)</script>")
    with pytest.raises(ContentError, match=r"module\.md:19: GALAT M06"):
        load_catalog(course.write(tmp_path, files))


def test_attributes_by_author_are_dropped_and_the_text_stays() -> None:
    pieces, _ = render_page("*a*{onclick=x() style=y class=z title=Judul lang=en}", "uji", {})
    assert pieces == ['<p><em lang="en" title="Judul">a</em></p>']


def test_tables_are_aligned_by_class() -> None:
    pieces, _ = render_page("| A | B |\n|:-:|--:|\n| 1 | 2 |", "uji", {})
    assert pieces == [
        "<table>\n<thead>\n"
        '<tr>\n<th class="align-center" scope="col">A</th>\n'
        '<th class="align-right" scope="col">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="align-center">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n'
        "</table>"
    ]


def test_footnotes_work_within_a_page() -> None:
    pieces, seen = render_page(
        "Satu[^a].\n\n[[soal: UJI-101]]\n\nDua.\n\n[^a]: Catatan.", "uji", {}
    )
    assert (
        pieces[0]
        == '<p>Satu<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>.</p>'
    )
    assert 'title="Kembali ke rujukan catatan kaki 1"' in pieces[1]
    assert (seen.links, seen.ids, len(pieces)) == ([], [], 2)
