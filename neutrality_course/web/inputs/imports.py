"""What an admin chooses to bring results in."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from ...domain.terms import AttemptSource
from ..labels import label
from .admin import NOT_LISTED, Pairs, choices

SOURCES = (AttemptSource.IMPORT, AttemptSource.PAPER)


class ImportFileInput(FlaskForm):
    wave = SelectField("Gelombang", [InputRequired("Pilih gelombang")], **NOT_LISTED)
    source = SelectField(
        "Asal hasil",
        choices=choices((source.value, label(source)) for source in SOURCES),
        default=AttemptSource.IMPORT.value,
        **NOT_LISTED,
    )
    file = FileField("Berkas CSV hasil", [FileRequired("Pilih berkas CSV")])

    def offer_waves(self, waves: Pairs) -> None:
        self.wave.choices = choices(waves)


class CheckedImportInput(FlaskForm):
    """The file that has been checked, sealed, on its way to being taken in."""

    wave = HiddenField()
    source = HiddenField()
    name = HiddenField()
    file = HiddenField()
