"""Numbers as people read them in Indonesian, rounded half up from whole numbers.

Percents are never rounded through a float: 65 of 800 is 8,13%, which `round` would make 8,12.
"""

NO_VALUE = "—"
"""Stands where there is nothing to compute from; never 0."""


def percent(good: int, n: int) -> float | None:
    """100 · good / n as the nearest float, unrounded; None when n is 0."""
    return 100 * good / n if n else None


def round_percent(good: int, n: int) -> str | None:
    """The percent with two decimals and a dot, half up: "93.35"; None when n is 0."""
    return _two_decimals(_hundredths(good, n), ".") if n else None


def display_percent(good: int, n: int) -> str:
    """The percent for a page: "93,35%". Only all is 100,00% and only none is 0,00%."""
    if n == 0:
        return NO_VALUE
    hundredths = _hundredths(good, n)
    if hundredths == 100_00 and good < n:
        return ">99,99%"
    if hundredths == 0 and good > 0:
        return "<0,01%"
    return f"{_two_decimals(hundredths)}%"


def display_change(difference: int, n: int) -> str:
    """A difference of shares in percentage points, with its sign: "+17,00", "−3,50", "0,00"."""
    if n == 0:
        return NO_VALUE
    hundredths = _hundredths(abs(difference), n)
    if hundredths == 0:
        return "0,00"
    return ("+" if difference > 0 else "−") + _two_decimals(hundredths)


def display_share(share: float | None) -> str:
    """A share without whole numbers behind it, such as an interval's end: 0.928605 is "92,86%"."""
    return NO_VALUE if share is None else f"{100 * share:.2f}%".replace(".", ",")


def display_number(number: float | None) -> str:
    """Any other number with two decimals: "0,89", "−0,12"."""
    if number is None:
        return NO_VALUE
    text = f"{abs(number):.2f}".replace(".", ",")
    return f"−{text}" if number < 0 and text != "0,00" else text


def display_p(p: float) -> str:
    """A p-value: "p = 0,012"; below a thousandth no more is said."""
    return "p < 0,001" if p < 0.001 else f"p = {p:.3f}".replace(".", ",")


def display_count(count: int) -> str:
    """Thousands with dots: "10.617"."""
    return f"{count:,}".replace(",", ".")


def display_points(points: int, possible: int) -> str:
    """Points in words, for a score and for a cut: "8 dari 10"."""
    return f"{display_count(points)} dari {display_count(possible)}"


def _hundredths(part: int, n: int) -> int:
    """Hundredths of a percent, half up, in whole numbers all the way."""
    return (2 * 100_00 * part + n) // (2 * n)


def _two_decimals(hundredths: int, comma: str = ",") -> str:
    return f"{hundredths // 100}{comma}{hundredths % 100:02d}"
