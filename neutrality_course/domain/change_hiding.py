"""Where the change between the two tests is left out, beside the figures that are left out anyway.

A change is two shares of the pairs, so both must keep the secret of the hidden agencies. And pairs are not
always all the people: results brought in may lack the test before. Then the pairs can be few though the people
are not, and so can those who are left when the pairs are taken from the people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .disclosure import AgencyCell, Hidden, hide_agencies


@dataclass(frozen=True, slots=True)
class PairedCell:
    """An agency's people and pairs, and how many of each are good; its id is its code."""

    id: str
    kind: str
    province: str
    people: int
    good: int
    pairs: int
    pre_good: int
    post_good: int


def hide_changes(cells: Sequence[PairedCell], hidden: Hidden) -> Hidden:
    """What to hide of the changes: agencies and totals, those `hidden` among them.

    An agency that is shown may have nobody at *baik* before: that is what a course is for. Where that is so of
    the whole wave its total says it of everybody. A total stays shown though fewer than ten of its people lack
    the test before, since it names none of them.
    """
    agencies, totals = hidden.agencies, hidden.totals
    after = [AgencyCell(c.id, c.kind, c.province, c.pairs, c.post_good) for c in cells]
    before = [AgencyCell(c.id, c.kind, c.province, c.pairs, c.pre_good) for c in cells]
    if any(c.pairs != c.people for c in cells):
        without = [
            AgencyCell(c.id, c.kind, c.province, c.people - c.pairs, c.good - c.post_good)
            for c in cells
        ]
        agencies |= hide_agencies(without, hidden_before=agencies).agencies
        found = hide_agencies(after, hidden_before=agencies)
        agencies, totals = agencies | found.agencies, totals | found.totals
    if not any(c.pre_good for c in cells):
        return Hidden(agencies, totals)
    found = hide_agencies(before, homogeneous_below=0, hidden_before=agencies)
    return Hidden(agencies | found.agencies, totals | found.totals)
