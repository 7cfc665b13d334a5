"""Activation codes as people read, hear and type them."""

from datetime import timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 characters without I, L, O and U, which are taken for 1, 0 and V."""
LENGTH = 16
VALID_FOR = timedelta(days=14)

_TAKEN_FOR = str.maketrans("ILO", "110", "- ")


def display_code(code: str) -> str:
    """In groups of four: "ABCD-1234-EFGH-5678"."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read_code(text: str) -> str | None:
    """The 16 characters somebody typed; case, hyphens and spaces do not matter. None when it is no
    code.
    """
    code = text.strip().upper().translate(_TAKEN_FOR)
    is_code = len(code) == LENGTH and all(character in ALPHABET for character in code)
    return code if is_code else None
