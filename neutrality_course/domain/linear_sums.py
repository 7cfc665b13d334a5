"""Which of some sums give another sum by adding and subtracting them.

A sum is a set of parts, as the bits of a whole number. The reckoning is modulo 3: exact for whole factors and
for halves, and cheap. Where only a factor of three falls away, a sum is taken to follow though it does not: the
mistake is on the safe side. A third of a figure, which it would miss, needs three tables that share no total.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class _Vector(NamedTuple):
    """Factors of 1 and of -1, as bits; all others are 0."""

    plus: int
    minus: int

    @property
    def top(self) -> int:
        return (self.plus | self.minus).bit_length()

    def added(self, other: "_Vector", is_subtracted: bool) -> "_Vector":
        plus, minus = (other.minus, other.plus) if is_subtracted else other
        neither_other, neither_own = ~(plus | minus), ~(self.plus | self.minus)
        return _Vector(
            (self.plus & neither_other) | (plus & neither_own) | (self.minus & minus),
            (self.minus & neither_other) | (minus & neither_own) | (self.plus & plus),
        )


class Sums:
    """Known sums, reduced so that asking is cheap."""

    def __init__(self, known: Sequence[int]) -> None:
        self._by_top: dict[int, tuple[_Vector, _Vector]] = {}
        """Highest part to a sum that has it, and which of the known ones it is made of."""
        for number, parts in enumerate(known):
            rest, used = self._reduce(_Vector(parts, 0), _Vector(1 << number, 0))
            if rest.top:
                self._by_top[rest.top] = rest, used

    def of(self, wanted: int) -> list[int]:
        """The places of the known sums that together give `wanted`; none when they do not."""
        rest, used = self._reduce(_Vector(wanted, 0), _Vector(0, 0))
        return [] if rest.top else list(_bits(used.plus | used.minus))

    def _reduce(self, rest: _Vector, used: _Vector) -> tuple[_Vector, _Vector]:
        while (top := rest.top) in self._by_top:
            parts, made_of = self._by_top[top]
            same_sign = bool(rest.plus >> top - 1 & 1) == bool(parts.plus >> top - 1 & 1)
            rest, used = rest.added(parts, same_sign), used.added(made_of, same_sign)
        return rest, used


def _bits(number: int) -> Iterable[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
