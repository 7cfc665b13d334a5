"""What a skeleton leaves for its writer to fill in: `[ISI: what belongs here]`."""

import re
from collections.abc import Iterable

from .faults import FileFaults

_UNFILLED = re.compile(r"\[ISI:\s*(?P<what>[^\]]*)\]?")


def unfilled(what: str) -> str:
    """The mark of a place that is still to be written."""
    return f"[ISI: {what}]"


def check_filled(name: str, lines: Iterable[tuple[int, str]], faults: FileFaults) -> None:
    """One fault, at the first open place: a new question has nine of them."""
    found = [
        (number, match["what"]) for number, line in lines for match in _UNFILLED.finditer(line)
    ]
    if found:
        number, what = found[0]
        more = f" dan {len(found) - 1} bagian lain" if len(found) > 1 else ""
        faults.add(number, "B04", f"{name}: isi “{what}”{more}, lalu hapus tanda [ISI: ...].")
