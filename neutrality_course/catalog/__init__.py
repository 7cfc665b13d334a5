"""The content files as objects: modules, pages rendered once, quiz forms, legal bases."""

from .draft import Draft, DraftModule, DraftPage, DraftQuestion, check_content, load_draft
from .exchange import GiftError, gift_text, moodle_xml, quiz_text, read_gift
from .faults import RULES, ContentError, Fault
from .loader import load_catalog
from .narration import TYPES as AUDIO_TYPES
from .narration import Audio, NarrationError, narrate, page_audio
from .reference_types import (
    Act,
    PageRef,
    Reference,
    Situation,
    StageCard,
    Survey,
    SurveyFigure,
    SurveyGroup,
)
from .skeleton import SkeletonError, write_skeleton
from .stats import FormStats, course_stats
from .types import Basis, Catalog, Misconception, Module, Objective, Page

__all__ = [
    "AUDIO_TYPES",
    "RULES",
    "Act",
    "Audio",
    "Basis",
    "Catalog",
    "ContentError",
    "Draft",
    "DraftModule",
    "DraftPage",
    "DraftQuestion",
    "Fault",
    "FormStats",
    "GiftError",
    "Misconception",
    "Module",
    "NarrationError",
    "Objective",
    "Page",
    "PageRef",
    "Reference",
    "Situation",
    "SkeletonError",
    "StageCard",
    "Survey",
    "SurveyFigure",
    "SurveyGroup",
    "check_content",
    "course_stats",
    "gift_text",
    "load_catalog",
    "load_draft",
    "moodle_xml",
    "narrate",
    "page_audio",
    "quiz_text",
    "read_gift",
    "write_skeleton",
]
