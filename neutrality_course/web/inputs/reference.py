"""What anybody types and chooses on the reference pages. All of it comes by GET and can be linked to."""

from werkzeug.datastructures import MultiDict
from wtforms import SearchField, SelectField

from ...domain.reference import ActKind, Permission, Topic
from ...domain.terms import Stage
from ..labels import label
from .admin import Filter, choices

STAGES = [(stage.value, label(stage)) for stage in Stage if stage is not Stage.GENERAL]


class ReferenceFilter(Filter):
    cari = SearchField("Kata yang dicari")

    def __init__(self, query: MultiDict[str, str]) -> None:
        super().__init__(query)
        self.forget_strange_choices()

    @property
    def text(self) -> str:
        return " ".join((self.cari.data or "").split())

    @property
    def is_filled(self) -> bool:
        return bool(self.text) or any(field.data for field in self if field is not self.cari)


class ActFilter(ReferenceFilter):
    tahap = SelectField("Tahap", choices=choices([("", "Semua tahap"), *STAGES]), default="")
    jenis = SelectField(
        "Jenis perbuatan",
        choices=choices([("", "Semua jenis"), *((kind.value, label(kind)) for kind in ActKind)]),
        default="",
    )

    @property
    def stage(self) -> Stage | None:
        return Stage(self.tahap.data) if self.tahap.data else None

    @property
    def kind(self) -> ActKind | None:
        return ActKind(self.jenis.data) if self.jenis.data else None


class SituationFilter(ReferenceFilter):
    topik = SelectField(
        "Topik",
        choices=choices([("", "Semua topik"), *((topic.value, label(topic)) for topic in Topic)]),
        default="",
    )
    jawaban = SelectField(
        "Jawaban",
        choices=choices([("", "Semua jawaban"), *((one.value, label(one)) for one in Permission)]),
        default="",
    )

    @property
    def topic(self) -> Topic | None:
        return Topic(self.topik.data) if self.topik.data else None

    @property
    def answer(self) -> Permission | None:
        return Permission(self.jawaban.data) if self.jawaban.data else None
