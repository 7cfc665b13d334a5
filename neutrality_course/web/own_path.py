"""Where a person may be sent after signing in: to a page of this site and nowhere else."""

import re

LONGEST_PATH = 2000

# One slash, then neither a slash nor a backslash, which browsers read as the start of another
# host; only printable ASCII, since browsers drop tabs and line ends before they look.
_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def own_path(target: str | None) -> str | None:
    """The target if it is a path of this site, else None."""
    if target and len(target) <= LONGEST_PATH and _OWN_PATH.fullmatch(target):
        return target
    return None
