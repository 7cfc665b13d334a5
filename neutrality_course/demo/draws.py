"""Drawing lots: small helpers around one seeded generator."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def new_id(draw: Random) -> str:
    """Looks like the ids of database.new_id, but follows from the seed."""
    return f"{draw.getrandbits(64):016x}"


def one_of(draw: Random, weights: Mapping[T, float]) -> T:
    return draw.choices(list(weights), list(weights.values()))[0]


def split(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole numbers near these weights whose sum is `total`: the largest remainders round up.

    Each is at least `least` when there is enough for all.
    """
    if total < least * len(weights):
        least = 0
    rest = total - least * len(weights)
    exact = [rest * weight / sum(weights) for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: rest - sum(parts)]:
        parts[i] += 1
    return [least + part for part in parts]
