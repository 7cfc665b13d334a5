"""Drawings of figures: Altair to SVG on the server, without a script, readable in grey and in print.

Altair and its renderer are imported only when a drawing is made: they cost half a second and 60 MB.
"""

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair

INK, SOFT, LINE, PRIMARY = "#1A1A1A", "#595959", "#D3DAE1", "#0B4F8A"
"""The page's own neutral colours; what differs also differs in shape or in words."""
FONT = "Liberation Sans, Arial, sans-serif"
VEGA_LITE = "6.1"
COMMA = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}

_CONFIG: dict[str, Any] = {
    "background": "white",
    # Room for a browser whose font is wider than the one the drawing was measured with.
    "padding": {"left": 24, "right": 12, "top": 6, "bottom": 6},
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 13,
        "titleColor": INK,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelLimit": 260,
    },
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK},
    "header": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK},
    "text": {"fontSize": 13, "color": INK, "font": FONT},
}
_INNER_ROLES = re.compile(r' (?:role|aria-(?:roledescription|label|hidden))="[^"]*"')


def printable(text: str) -> str:
    """The text with a blank for every character that no drawing can hold: one of those ends the whole process."""
    return "".join(c if c.isprintable() else " " for c in text)


def render(chart: "altair.TopLevelMixin", description: str) -> bytes:
    """The chart as an SVG file that says `description` to those who do not see it.

    Its marks say nothing of their own: the figures stand in the table beside the drawing.
    """
    import vl_convert

    spec = chart.to_dict()
    spec["config"] = _CONFIG | spec.get("config", {})
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, format_locale=COMMA)
    opening, rest = svg.split(">", 1)
    name = f' role="img" aria-label="{escape(description)}"'
    return f"{opening}{name}>{_INNER_ROLES.sub('', rest)}\n".encode()
