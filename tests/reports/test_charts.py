"""Drawings: an SVG that a strict page takes, with one name, in the page's neutral colours."""

from xml.etree import ElementTree

import altair

from neutrality_course.reports.charts import render

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
