"""What a coordinator types off a sheet of paper."""

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from ...domain.nip import NipError, parse_nip
from ...domain.terms import Phase
from ..labels import label
from .admin import NO_DAY, choices


class SheetInput(FlaskForm):
    """The answers come as letters, or as one choice for each question (`letters` then joins them)."""

    kode = StringField("Kode paket", [InputRequired("Isi kode yang tercetak di lembar")])
    fase = RadioField(  # type: ignore[call-arg]  # newer than its stubs
        "Fase",
        [InputRequired("Pilih tes awal atau tes akhir")],
        choices=choices((phase.value, label(phase)) for phase in Phase),
        invalid_choice_message="Pilih tes awal atau tes akhir",
    )
    tanggal = DateField("Tanggal tes", [InputRequired("Isi tanggal tes")], **NO_DAY)
    nip = StringField("NIP", [InputRequired("Isi NIP")])
    jawaban = StringField("Jawaban", [InputRequired("Isi jawaban")])

    def validate_nip(self, field: StringField) -> None:
        try:
            field.data = parse_nip(field.data or "")
        except NipError as error:
            raise ValidationError(str(error)) from error
