"""Bars in a page: nothing but shapes and words, named for those who do not see them."""

from xml.etree import ElementTree

from neutrality_course.reports.bars import Bar, bars_svg

BARS = [
    Bar("Hubungan kekerabatan", "50.76", "50,76%"),
    Bar("Tingkat pemahaman baik setelah mengikuti sosialisasi", "93.35", "93,35%"),
]


def elements(tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(bars_svg("Penyebab", BARS)).iter(tag))


def test_each_bar_is_as_long_as_its_share() -> None:
    bars = [rect for rect in elements("rect") if rect.get("class") == "bars-bar"]
    assert [bar.get("width") for bar in bars] == ["50.76%", "93.35%"]


def test_long_labels_take_several_lines_above_their_bar() -> None:
    texts = [text.text for text in elements("text")]
    assert texts == [
        *("Hubungan kekerabatan", "50,76%"),
        *("Tingkat pemahaman baik", "setelah mengikuti", "sosialisasi", "93,35%"),
    ]
    tops = [int(rect.get("y", "")) for rect in elements("rect")]
    assert tops == [22, 22, 122, 122]
    assert elements("svg")[0].get("height") == "138"


def test_the_name_says_the_figures() -> None:
    assert elements("svg")[0].get("aria-label") == (
        "Penyebab: Hubungan kekerabatan 50,76%; "
        "Tingkat pemahaman baik setelah mengikuti sosialisasi 93,35%"
    )


def test_what_an_author_writes_stays_text() -> None:
    svg = bars_svg('"><script>', [Bar("<b> & 'c'", "1.00", "1,00%")])
    parsed = ElementTree.fromstring(svg)
    assert {element.tag for element in parsed.iter()} == {"svg", "text", "rect"}
    assert parsed[0].text == "<b> & 'c'"
    assert not [
        name for element in parsed.iter() for name in element.attrib if name in ("style", "onclick")
    ]
