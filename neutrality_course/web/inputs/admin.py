"""What an admin types and chooses. Filters come by GET and carry Indonesian names: they are addresses."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ...domain.agencies import AgencyFacts, read_agency, read_agency_code, read_staff_count
from ...domain.levels import Cuts
from ...domain.people import PersonFacts, read_own_nip, read_person
from ...domain.provinces import PROVINCES
from ...domain.slices import Slice
from ...domain.terms import COURSE, AgencyKind, Employment, JobLevel, KeyShown, Role, TimeZone
from ...domain.text import email_address, one_line, optional_line
from ...domain.waves import WaveFacts
from ...models import Wave
from ..labels import label
from .account import one_line_called, reads

DAYS_OF_A_WAVE = 30
A_PERCENT = "Isi dengan bilangan bulat 1 sampai 100"

# What a field says of a value that is none: the type stubs of WTForms do not know these arguments yet.
NOT_LISTED: dict[str, Any] = {"invalid_choice_message": "Pilih salah satu dari daftar"}
NOT_A_NUMBER: dict[str, Any] = {"invalid_value_message": A_PERCENT}
NO_DAY: dict[str, Any] = {"invalid_value_message": "Isi tanggal yang ada di kalender"}

Pairs = Iterable[tuple[str, str]]


def choices(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice(value, text) for value, text in pairs]


def kinds(first: str) -> list[SelectChoice]:
    return choices([("", first), *((kind.value, label(kind)) for kind in AgencyKind)])


def all_provinces(names: Sequence[str]) -> list[SelectChoice]:
    return choices([("", "Semua provinsi"), *((name, name) for name in names)])


class Filter(FlaskForm):
    """Read from the address: what is left empty is as if it were not there."""

    class Meta:
        csrf = False

    def __init__(self, query: MultiDict[str, str]) -> None:
        filled = MultiDict((name, text) for name, text in query.items(multi=True) if text.strip())
        super().__init__(formdata=filled)

    def forget_strange_choices(self) -> None:
        """A choice that is not offered is as if nothing were chosen, so that old addresses keep working."""
        for field in self:
            if isinstance(field, SelectField):
                offered = {value for value, *_ in field.iter_choices()}
                field.data = field.data if field.data in offered else ""


class WaveFilter(Filter):
    """Which wave's figures, and of which module."""

    wave: Wave | None = None
    """The one chosen."""
    gelombang = SelectField("Gelombang")
    modul = SelectField("Modul", default=COURSE)

    def offer_waves(self, waves: Pairs) -> None:
        """The first one is chosen unless another is asked for."""
        self.gelombang.choices = choices(waves)
        self.gelombang.data = self.gelombang.data or self.gelombang.choices[0].value

    def offer_modules(self, modules: Pairs) -> None:
        self.modul.choices = choices([(COURSE, "Seluruh kursus"), *modules])


class IndicatorFilter(WaveFilter):
    jenis = SelectField("Jenis instansi", choices=kinds("Semua jenis"), default="")
    provinsi = SelectField("Provinsi", default="")
    urut = SelectField(
        "Urutkan menurut",
        choices=choices([("nama", "Nama instansi"), ("cakupan", "Cakupan, terendah dahulu")]),
        default="nama",
    )

    def offer_provinces(self, provinces: Sequence[str]) -> None:
        self.provinsi.choices = all_provinces(provinces)

    def choose_module(self, module: str) -> None:
        """For a page about one module: the whole course cannot be chosen, and this one is."""
        self.modul.choices = [
            choice
            for choice in self.modul.choices or ()
            if isinstance(choice, SelectChoice) and choice.value != COURSE
        ]
        self.modul.data = module

    @property
    def kind(self) -> AgencyKind | None:
        return AgencyKind(self.jenis.data) if self.jenis.data else None

    @property
    def province(self) -> str | None:
        return self.provinsi.data or None


SLICES = [
    (Slice.KIND, "Jenis instansi"),
    (Slice.PROVINCE, "Provinsi"),
    (Slice.REGION, "Pulau"),
    (Slice.JOB_LEVEL, "Jenjang jabatan"),
    (Slice.EMPLOYMENT, "Jenis kepegawaian"),
]


class SliceFilter(WaveFilter):
    irisan = SelectField("Menurut", choices=choices(SLICES), default=Slice.KIND)
    silang = SelectField("Silangkan dengan", choices=choices([("", "Tidak"), *SLICES]), default="")

    @property
    def cuts(self) -> tuple[Slice, ...]:
        """One property or two different ones."""
        asked = (self.irisan.data, self.silang.data)
        return tuple(dict.fromkeys(Slice(text) for text in asked if text))


class AgencyFilter(Filter):
    cari = StringField("Nama atau kode")
    jenis = SelectField("Jenis instansi", choices=kinds("Semua jenis"), default="")
    provinsi = SelectField("Provinsi", default="")

    def offer_provinces(self, provinces: Sequence[str]) -> None:
        self.provinsi.choices = all_provinces(provinces)


class PersonFilter(Filter):
    cari = StringField("NIP atau nama")
    peran = SelectField(
        "Peran",
        choices=choices([("", "Semua peran"), *((role.value, label(role)) for role in Role)]),
        default="",
    )
    instansi = StringField("Kode instansi")


class LogFilter(Filter):
    tindakan = SelectField("Tindakan", default="")

    def offer_actions(self, actions: Pairs) -> None:
        self.tindakan.choices = choices([("", "Semua tindakan"), *actions])


def modules_field() -> SelectMultipleField:
    return SelectMultipleField(
        "Modul dalam gelombang ini",
        [InputRequired("Pilih paling sedikit satu modul")],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        **NOT_LISTED,
    )


def is_percent(_form: FlaskForm, field: IntegerField) -> None:
    if field.data is not None and not 1 <= field.data <= 100:
        raise ValidationError(A_PERCENT)


def cut_field(name: str, default: int) -> IntegerField:
    return IntegerField(
        name,
        [
            InputRequired(A_PERCENT),
            is_percent,
        ],
        default=default,
        **NOT_A_NUMBER,
    )


class ModulesInput(FlaskForm):
    modules = modules_field()

    def offer_modules(self, modules: Pairs) -> None:
        self.modules.choices = choices(modules)


class CutsInput(FlaskForm):
    cut_good = cut_field("Batas baik (persen)", Cuts().good)
    cut_fair = cut_field("Batas cukup (persen)", Cuts().fair)

    def validate_cut_fair(self, cut_fair: IntegerField) -> None:
        good, fair = self.cut_good.data, cut_fair.data
        if good is not None and fair is not None and fair >= good:
            raise ValidationError("Batas cukup harus di bawah batas baik")

    def cuts(self) -> Cuts:
        """Only of a form that has been found right."""
        return Cuts(good=self.cut_good.data or 0, fair=self.cut_fair.data or 0)


class WaveInput(ModulesInput, CutsInput):
    title = StringField("Judul gelombang", [one_line_called("judul gelombang")])
    first_on = DateField(
        "Hari pertama tes",
        [InputRequired("Isi hari pertama")],
        **NO_DAY,
    )
    last_on = DateField(
        "Hari terakhir tes",
        [InputRequired("Isi hari terakhir")],
        **NO_DAY,
    )
    # Named again so that an error summary lists the fields in the order of the page.
    modules = modules_field()
    cut_good = cut_field("Batas baik (persen)", Cuts().good)
    cut_fair = cut_field("Batas cukup (persen)", Cuts().fair)
    key_shown = RadioField(
        "Kunci jawaban dan pembahasan tampil",
        choices=choices((when.value, label(when)) for when in KeyShown),
        default=KeyShown.AFTER_POST_TEST.value,
        **NOT_LISTED,
    )

    def validate_last_on(self, last_on: DateField) -> None:
        if self.first_on.data and last_on.data and last_on.data < self.first_on.data:
            raise ValidationError("Hari terakhir tidak boleh sebelum hari pertama")

    def suggest(self, today: date, core_slugs: Sequence[str]) -> None:
        """Fill in what most would choose."""
        self.first_on.data = today
        self.last_on.data = today + timedelta(days=DAYS_OF_A_WAVE)
        self.modules.data = list(core_slugs)

    def wave(self) -> WaveFacts:
        """Only of a form that has been found right."""
        return WaveFacts(
            title=one_line("judul gelombang", self.title.data or ""),
            first_on=self.first_on.data or date.min,
            last_on=self.last_on.data or date.min,
            module_slugs=self.modules.data or [],
            cuts=self.cuts(),
            key_shown=KeyShown(self.key_shown.data),
        )


class AgencyCodeInput(FlaskForm):
    code = StringField("Kode instansi", [reads(read_agency_code)])


class AgencyInput(FlaskForm):
    """An agency that exists; a new one has a code too."""

    name = StringField("Nama instansi", [one_line_called("nama instansi")])
    kind = SelectField(
        "Jenis instansi",
        [InputRequired("Pilih jenis instansi")],
        choices=kinds("Pilih jenis"),
        **NOT_LISTED,
    )
    province = SelectField(
        "Provinsi kantor",
        [InputRequired("Pilih provinsi")],
        **NOT_LISTED,
    )
    zone = SelectField(
        "Zona waktu",
        [InputRequired("Pilih zona waktu")],
        choices=choices([("", "Pilih zona"), *((zone.value, zone.value) for zone in TimeZone)]),
        **NOT_LISTED,
    )
    staff_count = StringField("Jumlah pegawai", [reads(read_staff_count)])

    def offer_provinces(self, own: str = "") -> None:
        """The 38, and the one an agency stands in already."""
        texts = {name: f"{name} ({zone.value})" for name, zone in PROVINCES.items()}
        texts.setdefault(own or "", own or "Pilih provinsi")
        self.province.choices = choices(sorted(texts.items()))

    def fill_in(self, facts: AgencyFacts) -> None:
        self.name.data = facts.name
        self.kind.data = facts.kind.value
        self.province.data = facts.province
        self.zone.data = facts.zone.value
        self.staff_count.data = str(facts.staff_count or "")

    def facts(self, code: str) -> AgencyFacts:
        """Only of a form that has been found right."""
        fields: tuple[Any, ...] = (self.name, self.kind, self.province, self.zone, self.staff_count)
        return read_agency(code, *(field.data or "" for field in fields))


class NewAgencyInput(AgencyInput, AgencyCodeInput):
    """An agency with its code, which stands first on the page and so in the error summary."""


class AgencyFileInput(FlaskForm):
    file = FileField("Berkas CSV", [FileRequired("Pilih berkas")])


class AgencyListInput(FlaskForm):
    """The list that the dry run has read, on its way to the import."""

    daftar = StringField()


def job_words(words: type[JobLevel] | type[Employment]) -> list[SelectChoice]:
    return choices([("", "Belum diisi"), *((w.value, w.value) for w in words if w.value != "-")])


def agency_field(name: str) -> SelectField:
    return SelectField(name, [InputRequired("Pilih instansi")], **NOT_LISTED)


class PersonInput(FlaskForm):
    nip = StringField("NIP", [InputRequired("Isi NIP"), reads(read_own_nip)])
    name = StringField("Nama", [one_line_called("nama")])
    agency = agency_field("Instansi")
    role = RadioField(
        "Peran",
        choices=choices((r.value, label(r)) for r in Role),
        **NOT_LISTED,
    )
    unit = StringField("Unit kerja", [reads(lambda text: optional_line("unit", text))])
    job_level = SelectField("Jenjang jabatan", choices=job_words(JobLevel), **NOT_LISTED)
    employment = SelectField("Jenis kepegawaian", choices=job_words(Employment), **NOT_LISTED)
    email = StringField("Surel", [reads(email_address)])

    def offer_agencies(self, agencies: Pairs) -> None:
        self.agency.choices = choices([("", "Pilih instansi"), *agencies])

    def facts(self) -> PersonFacts:
        """Only of a form that has been found right."""
        fields: tuple[Any, ...] = (
            self.nip,
            self.name,
            self.unit,
            self.job_level,
            self.employment,
            self.email,
        )
        return read_person(*(field.data or "" for field in fields))


class MoveInput(FlaskForm):
    agency = agency_field("Instansi tujuan")

    def offer_agencies(self, agencies: Pairs) -> None:
        self.agency.choices = choices([("", "Pilih instansi"), *agencies])
