"""Drawings: an SVG that a strict page takes, with one name, in the page's neutral colours."""

from xml.etree import ElementTree

import altair
import pytest

from neutrality_course.reports.charts import printable, render
from neutrality_course.reports.indicator_charts import Dumbbell, HeatCell, dumbbells, heat_map

FORBIDDEN = (b"<script", b"style=", b"href", b"<style", b"aria-roledescription")


def bars(value: float) -> altair.Chart:
    data = altair.Data(values=[{"nama": "Kota & <Desa>", "nilai": value}])
    return (
        altair.Chart(data)
        .mark_bar()
        .encode(
            x=altair.X("nilai", type="quantitative", axis=altair.Axis(format=".1f")),
            y=altair.Y("nama", type="nominal"),
        )
    )


def test_the_drawing_has_one_name_and_nothing_active() -> None:
    svg = render(bars(1.5), 'Batang "satu" & <dua>')
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Batang "satu" & <dua>')
    assert [element for element in root.iter() if element is not root and element.get("role")] == []
    assert [word for word in FORBIDDEN if word in svg] == []


def test_numbers_are_indonesian_and_texts_are_text() -> None:
    texts = ["".join(e.itertext()) for e in ElementTree.fromstring(render(bars(1.5), "x")).iter()]
    assert "Kota & <Desa>" in texts
    assert {"0,2", "1,6"} <= set(texts)


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert render(bars(2), "x") == render(bars(2), "x")


@pytest.mark.parametrize(
    "name",
    ["' + alert(1) + '", "\\' + 1 + '", "</svg><script>1</script>", "a\nb", "a\u2028b", "a\x01b"],
)
def test_a_name_is_text_whatever_is_in_it(name: str) -> None:
    bells = dumbbells([Dumbbell(name, 10.0, 20.0, 15.0, 25.0)], 50.0, 93.0, "Uji")
    heat = heat_map([HeatCell(name, "T1", 10.0, "10,00%")], "Uji")
    for drawing in (bells, heat):
        tree = ElementTree.fromstring(drawing)
        texts = ["".join(e.itertext()) for e in tree.iter() if e.tag.endswith("text")]
        assert printable(name) in texts
        assert not [e for e in tree.iter() if e.tag.endswith("script")]
