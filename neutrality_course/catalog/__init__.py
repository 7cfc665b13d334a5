"""The content files as objects: modules, pages rendered once, quiz forms, legal bases."""

from .faults import RULES, ContentError, Fault
from .loader import check_content, load_catalog
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
from .types import Basis, Catalog, Misconception, Module, Objective, Page

__all__ = [
    "AUDIO_TYPES",
    "RULES",
    "Act",
    "Audio",
    "Basis",
    "Catalog",
    "ContentError",
    "Fault",
    "Misconception",
    "Module",
    "NarrationError",
    "Objective",
    "Page",
    "PageRef",
    "Reference",
    "Situation",
    "StageCard",
    "Survey",
    "SurveyFigure",
    "SurveyGroup",
    "check_content",
    "load_catalog",
    "narrate",
    "page_audio",
]
