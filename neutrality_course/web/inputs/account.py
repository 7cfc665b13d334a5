"""What people type to sign in, to set a password, and to set the product up."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ...domain.activation import read_code
from ...domain.agencies import AgencyFacts, read_agency, read_agency_code, read_staff_count
from ...domain.passwords import LONGEST, SHORTEST, PasswordFault
from ...domain.people import PersonFacts, read_own_nip, read_person
from ...domain.provinces import PROVINCES
from ...domain.terms import AgencyKind
from ...domain.text import one_line, word_of
from ...domain.waves import WaveFacts
from ..labels import label

CARRIED_LENGTH = 20_000
DAYS_OF_FIRST_WAVE = 30

PASSWORD_FAULTS = {
    PasswordFault.SHORT: f"Kata sandi paling sedikit {SHORTEST} karakter",
    PasswordFault.LONG: f"Kata sandi paling banyak {LONGEST} karakter",
    PasswordFault.COMMON: "Kata sandi ini sering dipakai orang dan mudah ditebak. Pilih yang lain",
    PasswordFault.PERSONAL: (
        "Kata sandi ini tersusun dari nama, NIP, tanggal lahir, instansi, atau kata seperti korpri"
        f" dan netral. Tambahkan sampai ada {SHORTEST} karakter lain"
    ),
}


def reads(reader: Callable[[str], Any]) -> Callable[[FlaskForm, Any], None]:
    """A validator that lets through what a reader of the domain can read, and else says what it
    says.
    """

    def check(_form: FlaskForm, field: Any) -> None:
        try:
            reader(field.data or "")
        except ValueError as error:
            words = str(error)
            raise ValidationError(words[:1].upper() + words[1:]) from error

    return check


def one_line_called(name: str) -> Callable[[FlaskForm, Any], None]:
    return reads(lambda text: one_line(name, text))


def new_password_field() -> PasswordField:
    return PasswordField(
        "Kata sandi baru",
        [
            InputRequired("Isi kata sandi baru"),
            Length(min=SHORTEST, message=PASSWORD_FAULTS[PasswordFault.SHORT]),
            Length(max=LONGEST, message=PASSWORD_FAULTS[PasswordFault.LONG]),
        ],
    )


def repeated_password_field() -> PasswordField:
    return PasswordField(
        "Ulangi kata sandi baru",
        [EqualTo("password", "Isian ini belum sama dengan kata sandi baru")],
    )


class SignInInput(FlaskForm):
    nip = StringField("NIP", [InputRequired("Isi NIP")])
    password = PasswordField("Kata sandi", [InputRequired("Isi kata sandi")])
    next = HiddenField()
    simpanan = HiddenField(validators=[Length(max=CARRIED_LENGTH)])


class ActivateInput(FlaskForm):
    nip = StringField("NIP", [InputRequired("Isi NIP")])
    code = StringField("Kode sekali pakai", [InputRequired("Isi kode sekali pakai")])
    password = new_password_field()
    password_again = repeated_password_field()

    def validate_code(self, code: StringField) -> None:
        if read_code(code.data or "") is None:
            raise ValidationError("Kode terdiri atas 16 huruf dan angka")


class ChangePasswordInput(FlaskForm):
    current = PasswordField("Kata sandi sekarang", [InputRequired("Isi kata sandi sekarang")])
    password = new_password_field()
    password_again = repeated_password_field()


class SetUpInput(FlaskForm):
    nip = StringField("NIP", [InputRequired("Isi NIP"), reads(read_own_nip)])
    name = StringField("Nama", [one_line_called("nama")])
    password = new_password_field()
    password_again = repeated_password_field()
    agency_code = StringField("Kode instansi", [reads(read_agency_code)])
    agency_name = StringField("Nama instansi", [one_line_called("nama instansi")])
    kind = SelectField(
        "Jenis instansi",
        [
            InputRequired("Pilih jenis instansi"),
            reads(lambda text: word_of(AgencyKind, "jenis", text)),
        ],
        choices=[SelectChoice("", "Pilih jenis")]
        + [SelectChoice(kind.value, label(kind)) for kind in AgencyKind],
        validate_choice=False,
    )
    province = SelectField(
        "Provinsi kantor",
        choices=[SelectChoice("", "Pilih provinsi")]
        + [
            SelectChoice(name, f"{name} ({zone.value})") for name, zone in sorted(PROVINCES.items())
        ],
        validate_choice=False,
    )
    staff_count = StringField("Jumlah pegawai", [reads(read_staff_count)])
    title = StringField("Judul gelombang", [one_line_called("judul gelombang")])
    first_on = DateField(  # type: ignore[call-arg]  # newer than its stubs
        "Hari pertama tes",
        [InputRequired("Isi hari pertama")],
        invalid_value_message="Isi tanggal yang ada di kalender",
    )
    last_on = DateField(  # type: ignore[call-arg]  # newer than its stubs
        "Hari terakhir tes",
        [InputRequired("Isi hari terakhir")],
        invalid_value_message="Isi tanggal yang ada di kalender",
    )
    modules = SelectMultipleField(
        "Modul dalam gelombang ini",
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        validate_choice=False,
    )

    def validate_province(self, province: SelectField) -> None:
        if province.data not in PROVINCES:
            raise ValidationError("Pilih provinsi")

    def validate_last_on(self, last_on: DateField) -> None:
        if self.first_on.data and last_on.data and last_on.data < self.first_on.data:
            raise ValidationError("Hari terakhir tidak boleh sebelum hari pertama")

    def offer_modules(self, modules: Iterable[tuple[str, str]]) -> None:
        self.modules.choices = [SelectChoice(slug, title) for slug, title in modules]

    def suggest(self, today: date, core_slugs: list[str]) -> None:
        """Fill in what most would choose."""
        self.title.data = f"Gelombang 1 tahun {today.year}"
        self.first_on.data = today
        self.last_on.data = today + timedelta(days=DAYS_OF_FIRST_WAVE)
        self.modules.data = core_slugs

    def admin(self) -> PersonFacts:
        return read_person(_text(self.nip), _text(self.name))

    def agency(self) -> AgencyFacts:
        province = _text(self.province)
        return read_agency(
            code=_text(self.agency_code),
            name=_text(self.agency_name),
            kind=_text(self.kind),
            province=province,
            zone=PROVINCES[province].value,
            staff_count=_text(self.staff_count),
        )

    def wave(self) -> WaveFacts:
        """Only of a form that has been found right."""
        return WaveFacts(
            title=one_line("judul gelombang", _text(self.title)),
            first_on=self.first_on.data or date.min,
            last_on=self.last_on.data or date.min,
            module_slugs=self.modules.data or [],
        )


def _text(field: Any) -> str:
    return field.data or ""
