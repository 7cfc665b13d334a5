"""Colours: every one has a name, and every pair in use has the contrast that makes it readable."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", (CSS / "tokens.css").read_text()))
HEX = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl)a?\(")

TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-soft") for ground in ("paper", "mist")],
    *[
        ("ink", ground, TEXT)
        for ground in ("primary-soft", "success-soft", "warning-soft", "error-soft")
    ],
    *[("ink-soft", ground, TEXT) for ground in ("primary-soft", "success-soft", "error-soft")],
    *[("primary", ground, TEXT) for ground in ("paper", "mist", "primary-soft", "warning-soft")],
    *[("primary-deep", ground, TEXT) for ground in ("paper", "mist", "primary-soft")],
    *[(kind, f"{kind}-soft", TEXT) for kind in ("success", "warning", "error")],
    *[(kind, "paper", TEXT) for kind in ("success", "warning", "error")],
    *[("paper", ground, TEXT) for ground in ("primary", "primary-deep", "error", "ink")],
    ("focus-ink", "focus", TEXT),
    ("error", "focus", TEXT),
    ("border", "paper", SHAPE),
    ("border", "mist", SHAPE),
    *[("focus-ink", ground, SHAPE) for ground in ("paper", "mist", "primary-soft", "warning-soft")],
]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == 21


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_is_readable(front: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[front], TOKENS[ground]) >= least


def test_every_colour_is_a_token() -> None:
    strays = {
        f"{file.name}: {stray}"
        for file in CSS.rglob("*.css")
        if file.name != "tokens.css"
        for stray in HEX.findall(file.read_text())
    }
    assert strays == set()


def test_every_token_used_exists() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", (CSS / "tokens.css").read_text()))
    used = {
        name
        for file in CSS.rglob("*.css")
        for name in re.findall(r"var\((--[a-z0-9-]+)\)", file.read_text())
    }
    assert used - defined == set()
    assert defined - used == set()
