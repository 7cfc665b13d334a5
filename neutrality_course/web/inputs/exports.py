"""What an admin chooses on the pages of exports."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from .admin import NOT_LISTED, Pairs, choices

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
            ]
        ),
        default=CSV,
        **NOT_LISTED,
    )

    def offer_waves(self, waves: Pairs) -> None:
        self.gelombang.choices = choices(waves)
