"""What is stored. Ids in addresses are random; moments are UTC. One file for each part of the work."""

from sqlalchemy import MetaData

from ..database import Base
from .attempts import (
    Attempt,
    AttemptImport,
    FormVersion,
    ImportedAttempt,
    PageSeen,
    SelfRatingAnswer,
)
from .cells import AnswerCell, Cell, PairCell, SelfRatingCell
from .people import ActivationCode, Agency, KnownDevice, Person, SetupKey, SignInThrottle
from .records import AuditEntry, ExportJob
from .waves import Assignment, AssignmentPerson, PlaceTarget, Wave, WaveModule, WaveTarget

metadata: MetaData = Base.metadata

__all__ = [
    "ActivationCode",
    "Agency",
    "AnswerCell",
    "Assignment",
    "AssignmentPerson",
    "Attempt",
    "AttemptImport",
    "AuditEntry",
    "Cell",
    "ExportJob",
    "FormVersion",
    "ImportedAttempt",
    "KnownDevice",
    "PageSeen",
    "PairCell",
    "Person",
    "PlaceTarget",
    "SelfRatingAnswer",
    "SelfRatingCell",
    "SetupKey",
    "SignInThrottle",
    "Wave",
    "WaveModule",
    "WaveTarget",
    "metadata",
]
