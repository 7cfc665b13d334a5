"""The one kind of error by which an action says no to a person."""

from typing import ClassVar


class Refused(Exception):
    """A change that the rules do not allow. Its text is one Indonesian sentence for the person who
    asked.
    """

    words: ClassVar[str]

    def __init__(self, words: str = "") -> None:
        super().__init__(words or self.words)
