"""Questions for other systems and back: GIFT, Moodle XML, and quiz.md itself."""

from .gift_reader import GiftError, read_gift
from .gift_writer import gift_text
from .moodle_xml import moodle_xml
from .quiz_writer import quiz_text

__all__ = ["GiftError", "gift_text", "moodle_xml", "quiz_text", "read_gift"]
