"""What an admin chooses on the pages of exports."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from ...domain.text import TextError, one_line
from .account import reads
from .admin import NOT_LISTED, Pairs, agency_field, choices

LEAST_REASON = 10

CSV, EXCEL, XLSX = "csv", "excel", "xlsx"


class AnswersExportInput(FlaskForm):
    gelombang = SelectField("Gelombang", [InputRequired("Pilih gelombang")], **NOT_LISTED)
    ragam = RadioField(
        "Bentuk berkas",
        [InputRequired("Pilih bentuk berkas")],
        choices=choices(
            [
                (CSV, "CSV, untuk program statistik"),
                (EXCEL, "CSV untuk Excel (titik koma)"),
                (XLSX, "XLSX, dibuat di belakang layar karena besar"),
            ]
        ),
        default=CSV,
        **NOT_LISTED,
    )

    def offer_waves(self, waves: Pairs) -> None:
        self.gelombang.choices = choices(waves)


def read_reason(text: str) -> str:
    """Why names are to leave, on one line; TextError when it is no reason."""
    reason = one_line("alasan", text)
    if len(reason) < LEAST_REASON:
        raise TextError(f"alasan paling sedikit {LEAST_REASON} huruf")
    return reason


class NamedExportInput(FlaskForm):
    instansi = agency_field("Instansi")
    alasan = StringField("Alasan", [InputRequired("Isi alasan"), reads(read_reason)])
    ragam = RadioField(
        "Bentuk berkas",
        [InputRequired("Pilih bentuk berkas")],
        choices=choices([(CSV, "CSV"), (EXCEL, "CSV untuk Excel (titik koma)")]),
        default=EXCEL,
        **NOT_LISTED,
    )

    def offer_agencies(self, agencies: Pairs) -> None:
        self.instansi.choices = choices([("", "Pilih instansi"), *agencies])

    @property
    def wanted_reason(self) -> str:
        """Only of a form that has been found right."""
        return read_reason(self.alasan.data or "")
