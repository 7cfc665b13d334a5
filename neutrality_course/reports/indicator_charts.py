"""The drawings of the indicator: shares by day, agencies before and after, and the funnel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .charts import INK, LINE, PRIMARY, SOFT, printable, render

if TYPE_CHECKING:
    import altair

WIDTH = 640
ROW_HEIGHT = 26
FAR = 4
SHARE = "Pemahaman baik (%)"
BEFORE, AFTER = "Tes awal", "Tes akhir"


@dataclass(frozen=True, slots=True)
class DayPoint:
    day: date
    share: float
    """Percent; days without a shown share are left out."""
    people: int


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    day: date
    people: int
    """Counted on this day or before."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    row: str
    column: str
    percent: float | None
    """None is drawn empty, with its words."""
    words: str


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One agency: shares of its pairs before and after in percent, and the interval after; None is not drawn."""

    name: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None


class FunnelState(StrEnum):
    """What a mark says besides where it lies."""

    INSIDE = "di dalam"
    OUTSIDE = "di luar 99,8%"
    NOT_JUDGED = "kurang dari 30 orang, tidak dinilai"


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    people: int
    share: float
    """Percent."""
    state: FunnelState


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """Limits in percent at a number of people."""

    people: int
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True, slots=True)
class WaveDot:
    """One wave: its share and interval in percent, None where hidden or nobody is counted."""

    name: str
    share: float | None
    low: float | None
    high: float | None
    breaks_below: bool
    """Whether it must not be compared with the next dot."""


def by_day(points: Sequence[DayPoint], description: str) -> bytes:
    """A line of shares with a bar of people under it, by day."""
    import altair as alt

    data = alt.Data(
        values=[{"hari": p.day.isoformat(), "baik": p.share, "orang": p.people} for p in points]
    )
    day = alt.X("hari", type="ordinal", axis=None)
    base = alt.Chart(data).properties(width=WIDTH)
    line = base.mark_line(color=PRIMARY, point=alt.OverlayMarkDef(color=PRIMARY, size=50)).encode(
        x=day, y=alt.Y("baik", type="quantitative", title=SHARE, scale=alt.Scale(domain=[0, 100]))
    )
    bars = base.mark_bar(color=SOFT).encode(
        x=alt.X("hari", type="ordinal", axis=_day_axis()),
        y=alt.Y("orang", type="quantitative", title="Orang"),
    )
    return render(alt.vconcat(line.properties(height=200), bars.properties(height=90)), description)


def dumbbells(
    rows: Sequence[Dumbbell], national: float | None, benchmark: float, description: str
) -> bytes:
    """Before (hollow) and after (filled) of each agency, the interval after, and lines: country and survey."""
    import altair as alt

    values = [
        {
            "nama": f"{n:03}",
            "label": printable(r.name),
            "awal": r.before,
            "akhir": r.after,
            "bawah": r.low,
            "atas": r.high,
        }
        for n, r in enumerate(rows)
    ]
    names = {value["nama"]: value["label"] for value in values}
    base = alt.Chart(alt.Data(values=values)).properties(
        width=WIDTH - 240, height=alt.Step(ROW_HEIGHT)
    )
    expression = " : ".join(
        f"datum.value == {key!r} ? {_quoted(str(name))}" for key, name in names.items()
    )
    y = alt.Y(
        "nama",
        type="ordinal",
        scale=alt.Scale(domain=list(names)),
        axis=alt.Axis(
            title=None, labelExpr=f"{expression} : ''" if names else "''", labelLimit=230
        ),
    )
    scale = alt.Scale(domain=[0, 100])

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", title=SHARE, scale=scale)

    layers = [
        base.mark_rule(color=LINE, strokeWidth=9, strokeCap="round").encode(
            x=x("bawah"), x2=alt.X2("atas"), y=y
        ),
        base.mark_rule(color=SOFT, strokeWidth=1.5).encode(x=x("awal"), x2=alt.X2("akhir"), y=y),
        base.mark_point(color=INK, fill="white", size=70, strokeWidth=1.5).encode(x=x("awal"), y=y),
        base.mark_point(color=PRIMARY, fill=PRIMARY, size=70, shape="square").encode(
            x=x("akhir"), y=y
        ),
        *_lines(national, benchmark, scale),
    ]
    return render(alt.layer(*layers), description)


def funnel(
    points: Sequence[FunnelPoint], limits: Sequence[FunnelLine], national: float, description: str
) -> bytes:
    """Agencies by people and share; inside the funnel differences may be chance."""
    import altair as alt

    lines = alt.Data(
        values=[
            {
                "orang": line.people,
                "b95": line.low95,
                "a95": line.high95,
                "b998": line.low998,
                "a998": line.high998,
            }
            for line in limits
        ]
    )
    dots = alt.Data(
        values=[
            {
                "orang": p.people,
                "baik": p.share,
                "luar": p.state.value,
            }
            for p in points
        ]
    )
    most = max((p.people for p in points), default=10)
    x = alt.X(
        "orang", type="quantitative", title="Orang yang dihitung", scale=alt.Scale(domain=[0, most])
    )

    def y(field: str) -> alt.Y:
        return alt.Y(field, type="quantitative", title=SHARE, scale=alt.Scale(domain=[0, 100]))

    base = alt.Chart(lines).properties(width=WIDTH - 80, height=340)
    curves = [
        base.mark_line(
            color=INK if "998" in field else SOFT,
            strokeDash=[6, 4] if "998" in field else [2, 3],
            strokeWidth=1.5,
        ).encode(x=x, y=y(field))
        for field in ("b95", "a95", "b998", "a998")
    ]
    states = [state.value for state in FunnelState]
    legend = alt.Legend(title=None, orient="top", labelLimit=260)
    cloud = (
        alt.Chart(dots)
        .mark_point(filled=True, size=46, opacity=0.75)
        .encode(
            x=x,
            y=y("baik"),
            shape=alt.Shape(
                "luar",
                type="nominal",
                legend=legend,
                scale=alt.Scale(domain=states, range=["circle", "triangle-up", "cross"]),
            ),
            color=alt.Color(
                "luar",
                type="nominal",
                legend=legend,
                scale=alt.Scale(domain=states, range=[PRIMARY, INK, SOFT]),
            ),
        )
    )
    middle = alt.Chart(alt.Data(values=[{"v": national}])).mark_rule(color=SOFT).encode(y=y("v"))
    return render(alt.layer(*curves, middle, cloud), description)


def coverage_by_day(points: Sequence[CoveragePoint], target: int, description: str) -> bytes:
    """Steps of people counted up to each day, under the line of how many there are."""
    import altair as alt

    data = alt.Data(values=[{"hari": p.day.isoformat(), "orang": p.people} for p in points])
    counted = max((p.people for p in points), default=0)
    # A target far above would press the steps flat: then it stands in words alone.
    top = target if counted <= target <= FAR * counted else counted
    y = alt.Y(
        "orang", type="quantitative", title="Orang yang dihitung", scale=alt.Scale(domain=[0, top])
    )
    bars = (
        alt.Chart(data)
        .mark_bar(color=PRIMARY)
        .encode(x=alt.X("hari", type="ordinal", axis=_day_axis()), y=y)
    )
    line = alt.Chart(alt.Data(values=[{"orang": top}])).mark_rule(color=INK, strokeDash=[6, 4])
    layers = [bars, line.encode(y=y)] if top == target else [bars]
    return render(alt.layer(*layers).properties(width=WIDTH - 80, height=200), description)


def wave_dots(dots: Sequence[WaveDot], description: str) -> bytes:
    """A dot with its interval for each wave, one under another; never joined, a dashed line where a series breaks."""
    import altair as alt

    names = [printable(dot.name) for dot in dots]
    rows = [
        {"baris": n + 0.5, "baik": d.share, "bawah": d.low, "atas": d.high}
        for n, d in enumerate(dots)
    ]
    labels = " : ".join(
        f"datum.value == {n + 0.5} ? {_quoted(name)}" for n, name in enumerate(names)
    )
    y = alt.Y(
        "baris",
        type="quantitative",
        scale=alt.Scale(domain=[0, len(dots)], reverse=True, nice=False),
        axis=alt.Axis(
            title=None,
            values=[n + 0.5 for n in range(len(dots))],
            labelExpr=f"{labels} : ''",
            labelLimit=230,
            grid=False,
            ticks=False,
        ),
    )
    scale = alt.Scale(domain=[0, 100])

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", title=SHARE, scale=scale)

    base = alt.Chart(alt.Data(values=rows)).properties(width=WIDTH - 260, height=40 * len(dots))
    breaks = [{"baris": n + 1} for n, dot in enumerate(dots) if dot.breaks_below]
    layers = [
        base.mark_rule(color=LINE, strokeWidth=14).encode(x=x("bawah"), x2=alt.X2("atas"), y=y),
        base.mark_point(color=PRIMARY, fill=PRIMARY, size=30).encode(x=x("baik"), y=y),
        alt.Chart(alt.Data(values=breaks))
        .mark_rule(color=INK, strokeDash=[6, 4], strokeWidth=1.5)
        .encode(y=y),
    ]
    return render(alt.layer(*layers), description)


def heat_map(cells: Sequence[HeatCell], description: str) -> bytes:
    """Rows by columns, darker for more, with the figure written in every box: readable in grey."""
    import altair as alt

    rows = list(dict.fromkeys(printable(cell.row) for cell in cells))
    columns = list(dict.fromkeys(cell.column for cell in cells))
    data = alt.Data(
        values=[
            {"baris": printable(c.row), "kolom": c.column, "nilai": c.percent, "kata": c.words}
            for c in cells
        ]
    )
    base = (
        alt.Chart(data)
        .encode(
            x=alt.X(
                "kolom",
                type="nominal",
                scale=alt.Scale(domain=columns),
                axis=alt.Axis(title=None, orient="top", labelAngle=0),
            ),
            y=alt.Y(
                "baris",
                type="nominal",
                scale=alt.Scale(domain=rows),
                axis=alt.Axis(title=None, labelLimit=230),
            ),
        )
        .properties(width=WIDTH - 250, height=alt.Step(ROW_HEIGHT))
    )
    boxes = base.mark_rect(stroke="white").encode(
        color=alt.condition(
            "isValid(datum.nilai)",
            alt.Color(
                "nilai",
                type="quantitative",
                legend=None,
                # So light that dark words keep a contrast of 4,5 on every box.
                scale=alt.Scale(domain=[0, 100], range=["#F7F9FB", "#6C9CC8"]),
            ),
            alt.value("white"),
        )
    )
    words = base.mark_text(fontSize=12, color=INK).encode(text=alt.Text("kata", type="nominal"))
    return render(alt.layer(boxes, words), description)


def _day_axis() -> "altair.Axis":
    """Days as 23/11: a day of the week or a year would only take room."""
    import altair as alt

    day, month = "slice(datum.value, 8)", "slice(datum.value, 5, 7)"
    return alt.Axis(title=None, labelExpr=f"{day} + '/' + {month}", labelAngle=-60)


def _lines(national: float | None, benchmark: float, scale: "altair.Scale") -> list["altair.Chart"]:
    import altair as alt

    drawn = []
    for value, dash in ((national, [1, 0]), (benchmark, [6, 4])):
        if value is not None:
            line = alt.Chart(alt.Data(values=[{"v": value}])).mark_rule(
                color=INK, strokeDash=dash, strokeWidth=1.2
            )
            drawn.append(line.encode(x=alt.X("v", type="quantitative", scale=scale)))
    return drawn


def _quoted(text: str) -> str:
    """As a Vega expression has it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
