"""The 38 provinces as tiles of one size, roughly where they lie: a small one is as easy to see as a large one."""

from collections.abc import Mapping
from dataclasses import dataclass

from .charts import INK, SOFT, render


@dataclass(frozen=True, slots=True)
class Tile:
    column: int
    row: int
    short: str


@dataclass(frozen=True, slots=True)
class Step:
    """A band of shares with its fill and the ink that can be read on it, also in grey."""

    below: int
    """Percent."""
    fill: str
    ink: str


STEPS = (
    Step(20, "#F4F7FA", INK),
    Step(40, "#D9E3EC", INK),
    Step(60, "#B3C9DC", INK),
    Step(80, "#35699B", "#FFFFFF"),
    Step(101, "#0A3C69", "#FFFFFF"),
)
"""Fixed and of one hue, so that two waves can be laid side by side."""
EMPTY = Step(0, "#FFFFFF", SOFT)
SIZE = 54

_ROWS = """
    Aceh:ACEH:0,0  Sumatera Utara:SUMUT:0,1  Riau:RIAU:1,1  Kepulauan Riau:KEPRI:2,1
    Sumatera Barat:SUMBAR:0,2  Jambi:JAMBI:1,2  Kepulauan Bangka Belitung:BABEL:2,2
    Bengkulu:BKULU:0,3  Sumatera Selatan:SUMSEL:1,3  Lampung:LPUNG:1,4
    Banten:BANTEN:1,5  Daerah Khusus Jakarta:DKJ:2,5  Jawa Barat:JABAR:2,6
    Jawa Tengah:JATENG:3,5  DI Yogyakarta:DIY:3,6  Jawa Timur:JATIM:4,5
    Bali:BALI:5,6  Nusa Tenggara Barat:NTB:6,6  Nusa Tenggara Timur:NTT:7,6
    Kalimantan Utara:KALTARA:5,0  Kalimantan Barat:KALBAR:4,1  Kalimantan Timur:KALTIM:5,1
    Kalimantan Tengah:KALTENG:4,2  Kalimantan Selatan:KALSEL:5,2
    Gorontalo:GTALO:7,0  Sulawesi Utara:SULUT:8,0  Sulawesi Tengah:SULTENG:7,1
    Sulawesi Barat:SULBAR:7,2  Sulawesi Tenggara:SULTRA:8,2  Sulawesi Selatan:SULSEL:7,3
    Maluku Utara:MALUT:9,1  Maluku:MALUKU:9,3
    Papua Barat Daya:PBD:10,2  Papua Barat:PB:11,2  Papua:PAPUA:12,2
    Papua Tengah:PT:11,3  Papua Pegunungan:PP:12,3  Papua Selatan:PS:12,4
"""
TILES: dict[str, Tile] = {
    name.strip(): Tile(int(column), int(row), short)
    for line in _ROWS.strip().splitlines()
    for name, short, place in (entry.split(":") for entry in line.strip().split("  "))
    for column, row in (place.split(","),)
}
COLUMNS = 1 + max(tile.column for tile in TILES.values())
ROWS = 1 + max(tile.row for tile in TILES.values())


def step_of(share: float | None) -> Step:
    """The band of a share in percent; white where none is shown."""
    return EMPTY if share is None else next(step for step in STEPS if share < step.below)


def province_tiles(shares: Mapping[str, tuple[float | None, str]], description: str) -> bytes:
    """A tile for each province with its short name and its words: the share, "n<10" or "—".

    `shares` gives percent, None where there is none to show, and the words; a province may be missing.
    """
    import altair as alt

    values = [_values(tile, *shares.get(name, (None, "—"))) for name, tile in TILES.items()]
    base = alt.Chart(alt.Data(values=values)).properties(width=COLUMNS * SIZE, height=ROWS * SIZE)
    across, down = alt.Scale(domain=[0, COLUMNS]), alt.Scale(domain=[ROWS, 0])

    def x(field: str) -> alt.X:
        return alt.X(field, type="quantitative", axis=None, scale=across)

    def y(field: str) -> alt.Y:
        return alt.Y(field, type="quantitative", axis=None, scale=down)

    def colour(field: str) -> alt.Color:
        return alt.Color(field, type="nominal", scale=None)

    tiles = base.mark_rect(stroke=SOFT, strokeWidth=1).encode(
        x=x("x"), x2=alt.X2("x2"), y=y("y"), y2=alt.Y2("y2"), color=colour("isi")
    )
    names, words = (
        base.mark_text(**style).encode(
            x=x("tengah"),
            y=y("baris"),
            text=alt.Text(field, type="nominal"),
            color=colour("tinta"),
        )
        for field, style in (
            ("nama", {"fontSize": 10, "dy": -9}),
            ("angka", {"fontSize": 14, "dy": 9, "fontWeight": "bold"}),
        )
    )
    return render(alt.layer(tiles, names, words), description)


def _values(tile: Tile, share: float | None, words: str) -> dict[str, object]:
    step, gap = step_of(share), 0.03
    return {
        "x": tile.column + gap,
        "x2": tile.column + 1 - gap,
        "y": tile.row + gap,
        "y2": tile.row + 1 - gap,
        "tengah": tile.column + 0.5,
        "baris": tile.row + 0.5,
        "nama": tile.short,
        "angka": words.removesuffix("%"),
        "isi": step.fill,
        "tinta": step.ink,
    }
