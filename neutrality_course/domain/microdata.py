"""What rows about single persons may say of where the persons are, so that no small group is seen through them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from .disclosure import SHOW_FROM

Group = tuple[str, str, str]
"""Agency id, job level, employment."""


def shown_groups(
    people: Mapping[Group, int], hidden_agencies: Collection[str], threshold: int = SHOW_FROM
) -> frozenset[Group]:
    """The groups whose job level and employment may stand beside their agency.

    Each has `threshold` people or more, and so have those of the agency that are left out together: the
    smallest shown follow them until that is so. A hidden agency's groups are all left out.
    """
    by_agency: dict[str, list[tuple[int, Group]]] = defaultdict(list)
    for group, count in people.items():
        if group[0] not in hidden_agencies:
            by_agency[group[0]].append((count, group))
    return frozenset(
        group for groups in by_agency.values() for group in _shown(sorted(groups), threshold)
    )


def hidden_agencies(
    people: Mapping[Group, int], hidden_before: Collection[str], threshold: int = SHOW_FROM
) -> set[str]:
    """The agencies that may not be named: those `hidden_before`, and those of few people with answers.

    A single one of them, or few people in all, are joined by the smallest named, so that none follows by
    asking which is missing.
    """
    by_agency: Counter[str] = Counter()
    for (agency, _, _), count in people.items():
        by_agency[agency] += count
    hidden = {a for a, count in by_agency.items() if count < threshold or a in hidden_before}
    others = sorted((count, agency) for agency, count in by_agency.items() if agency not in hidden)
    for _, agency in others:
        if not hidden or (len(hidden) > 1 and sum(by_agency[a] for a in hidden) >= threshold):
            break
        hidden.add(agency)
    return hidden | set(hidden_before)


def _shown(groups: list[tuple[int, Group]], threshold: int) -> list[Group]:
    left_out = 0
    for place, (count, _) in enumerate(groups):
        if count >= threshold and (left_out == 0 or left_out >= threshold):
            return [group for _, group in groups[place:]]
        left_out += count
    return []
