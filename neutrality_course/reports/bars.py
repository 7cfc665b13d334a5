"""Horizontal bars for shares of 100, as an SVG to stand inside a page: no style and no script in it.

Bars are placed in percent and letters keep their size, so it is as readable on a narrow phone as in print; what a
bar says stands above it in words, so it needs no colour.
"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

LETTERS_A_LINE = 26
"""What stays clear of the number at 320 px."""
LINE_HEIGHT, BAR_HEIGHT, GAP = 22, 16, 18


class Bar(NamedTuple):
    label: str
    percent: str
    """0 to 100, with a dot."""
    shown: str
    """The number as people read it: "50,76%"."""


def bars_svg(title: str, bars: Sequence[Bar]) -> str:
    """A drawing of the bars in their order; `title` is its accessible name, which names the figures too."""
    parts, top = [], 0
    for bar in bars:
        lines = wrap(bar.label, LETTERS_A_LINE) or [""]
        parts += [_bar(bar, lines, top)]
        top += len(lines) * LINE_HEIGHT + BAR_HEIGHT + GAP
    name = f"{title}: " + "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    return (
        f'<svg class="bars" width="100%" height="{top - GAP}" role="img" aria-label="{escape(name)}">'
        f"{''.join(parts)}</svg>"
    )


def _bar(bar: Bar, lines: Sequence[str], top: int) -> str:
    """The label's lines with the number at the end of the last, and the bar on its track below."""
    texts = [
        f'<text class="bars-text" x="0" y="{top + (n + 1) * LINE_HEIGHT - 6}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    ]
    base = top + len(lines) * LINE_HEIGHT
    return "".join(
        [
            *texts,
            f'<text class="bars-number" x="100%" y="{base - 6}" text-anchor="end">',
            f"{escape(bar.shown)}</text>",
            f'<rect class="bars-track" x="0" y="{base}" width="100%" height="{BAR_HEIGHT}"/>',
            f'<rect class="bars-bar" x="0" y="{base}" width="{float(bar.percent):g}%"',
            f' height="{BAR_HEIGHT}"/>',
        ]
    )
