"""What a coordinator types and chooses. Filters and the steps of an assignment come by GET, in Indonesian names."""

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from ...domain.assignments import AudienceKind
from ...domain.members import AccountState, LearningState
from ...domain.terms import JobLevel
from ..labels import label
from .admin import Filter, Pairs, choices

NO_UNIT = "tanpa  unit"
"""In addresses, for members without a unit. No unit is called so: names keep no double blanks."""

ACCOUNT_STATES = {
    AccountState.ACTIVE: "Aktif",
    AccountState.WAITING: "Belum diaktifkan",
    AccountState.DISABLED: "Dinonaktifkan",
}
LEARNING_STATES = {
    LearningState.NOT_STARTED: "Belum mulai",
    LearningState.STARTED: "Sedang berjalan",
    LearningState.FINISHED: "Selesai",
}
AUDIENCES = {
    AudienceKind.EVERYBODY: "Semua anggota",
    AudienceKind.UNIT: "Satu unit kerja",
    AudienceKind.JOB_LEVEL: "Satu jenjang jabatan",
    AudienceKind.LISTED: "Daftar NIP yang saya tempel",
}
LEVELS = [(level.value, label(level)) for level in JobLevel]


def unit_pairs(units: Sequence[str]) -> list[tuple[str, str]]:
    return [(unit or NO_UNIT, unit or "Tanpa unit") for unit in units]


def unit_of(value: str) -> str:
    """The unit that a choice of `unit_pairs` stands for."""
    return "" if value == NO_UNIT else value


class ListFilter(Filter):
    """A choice that is not offered is as if nothing were chosen, so that old addresses keep working."""

    unit = SelectField("Unit kerja", default="")
    jenjang = SelectField(
        "Jenjang jabatan", choices=choices([("", "Semua jenjang"), *LEVELS]), default=""
    )
    urut = HiddenField(default="")

    def __init__(self, query: MultiDict[str, str], units: Sequence[str]) -> None:
        super().__init__(query)
        self.unit.choices = choices([("", "Semua unit"), *unit_pairs(units)])
        self.forget_strange_choices()

    def address(self) -> dict[str, str]:
        """The parameters that ask for the same list again, but for its order and page."""
        filled = {field.short_name: field.data for field in self if field.short_name != "urut"}
        return {name: "1" if data is True else str(data) for name, data in filled.items() if data}

    @property
    def wanted_unit(self) -> str | None:
        return unit_of(self.unit.data) if self.unit.data else None

    @property
    def wanted_level(self) -> JobLevel | None:
        return JobLevel(self.jenjang.data) if self.jenjang.data else None

    def order(self, orders: Sequence[str]) -> tuple[str, bool]:
        """What to sort by, and whether downwards; by name unless one of `orders` is asked for."""
        asked = self.urut.data or ""
        name = asked.removeprefix("-")
        return (name, asked.startswith("-")) if name in orders else ("nama", False)


class MemberFilterInput(ListFilter):
    cari = StringField("Nama, NIP, atau unit")
    status = SelectField(
        "Status akun",
        choices=choices([("", "Semua status"), *ACCOUNT_STATES.items()]),
        default="",
        id="status-akun",  # the page's own live region is called status
    )

    @property
    def wanted_text(self) -> str:
        return " ".join((self.cari.data or "").split())

    @property
    def wanted_state(self) -> AccountState | None:
        return AccountState(self.status.data) if self.status.data else None


class ProgressFilterInput(ListFilter):
    modul = SelectField("Modul", default="")
    keadaan = SelectField(
        "Keadaan", choices=choices([("", "Semua keadaan"), *LEARNING_STATES.items()]), default=""
    )
    lewat = BooleanField("Hanya yang lewat tenggat")

    def __init__(
        self, query: MultiDict[str, str], units: Sequence[str], modules: Mapping[str, str]
    ) -> None:
        super().__init__(query, units)
        self.modul.choices = choices([("", "Semua modul"), *modules.items()])
        self.modul.data = query.get("modul", "")
        self.forget_strange_choices()

    @property
    def wanted_state(self) -> LearningState | None:
        return LearningState(self.keadaan.data) if self.keadaan.data else None


class RosterFileInput(FlaskForm):
    berkas = FileField("Berkas CSV anggota", [FileRequired("Pilih berkas CSV")])


class CheckedRosterInput(FlaskForm):
    """The file that has been checked, sealed, on its way to being taken in."""

    berkas = HiddenField()


class CodesInput(Filter):
    unit = SelectField("Untuk siapa", default="")

    def __init__(self, answers: MultiDict[str, str], waiting: Sequence[tuple[str, int]]) -> None:
        """`waiting` is how many people of each unit have no password yet."""
        super().__init__(answers)
        self.people = sum(people for _unit, people in waiting)
        offered: Pairs = [
            (unit or NO_UNIT, f"{unit or 'Tanpa unit'} ({people} orang)")
            for unit, people in waiting
        ]
        self.unit.choices = choices([("", f"Semua unit ({self.people} orang)"), *offered])
        if self.unit.data not in {choice.value for choice in self.unit.choices}:
            self.unit.data = ""

    @property
    def wanted_unit(self) -> str | None:
        return unit_of(self.unit.data) if self.unit.data else None


class AssignInput(Filter):
    """The answers so far to the questions of an assignment, each with what is wrong with it."""

    modul = RadioField(  # type: ignore[call-arg]  # newer than its stubs
        "Modul mana yang ditugaskan?",
        [InputRequired("Pilih satu modul")],
        invalid_choice_message="Pilih satu modul",
    )
    untuk = RadioField(  # type: ignore[call-arg]  # newer than its stubs
        "Untuk siapa?",
        [InputRequired("Pilih untuk siapa")],
        choices=choices(AUDIENCES.items()),
        invalid_choice_message="Pilih untuk siapa",
    )
    unit = SelectField(  # type: ignore[call-arg]  # newer than its stubs
        "Unit kerja", [InputRequired("Pilih unit kerja")], invalid_choice_message="Pilih unit kerja"
    )
    jenjang = SelectField(  # type: ignore[call-arg]  # newer than its stubs
        "Jenjang jabatan",
        [InputRequired("Pilih jenjang jabatan")],
        choices=choices([("", "Pilih jenjang"), *LEVELS]),
        invalid_choice_message="Pilih jenjang jabatan",
    )
    orang = HiddenField(validators=[InputRequired("Tempel daftar NIP")])
    tenggat = DateField(  # type: ignore[call-arg]  # newer than its stubs
        "Tanggal tenggat",
        [InputRequired("Isi tanggal tenggat")],
        invalid_value_message="Isi tanggal yang ada di kalender",
    )

    def __init__(
        self,
        answers: MultiDict[str, str],
        modules: Mapping[str, str],
        units: Sequence[str],
    ) -> None:
        super().__init__(answers)
        self.modul.choices = choices(modules.items())
        self.unit.choices = choices([("", "Pilih unit"), *unit_pairs(units)])

    def questions(self) -> list[Field]:
        """Those to be answered, in their order: who is meant decides what else is asked."""
        detail: dict[str, list[Field]] = {
            AudienceKind.UNIT.value: [self.unit],
            AudienceKind.JOB_LEVEL.value: [self.jenjang],
            AudienceKind.LISTED.value: [self.orang],
        }
        return [self.modul, self.untuk, *detail.get(self.untuk.data, []), self.tenggat]


class NipListInput(FlaskForm):
    nip = TextAreaField(
        "Daftar NIP, satu NIP satu baris",
        [
            InputRequired("Tempel paling sedikit satu NIP"),
            Length(max=100_000, message="Daftar ini terlalu panjang"),
        ],
    )
