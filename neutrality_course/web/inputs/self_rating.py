"""What a learner says of their own understanding, after the last module."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from ...domain.terms import SelfRating
from ..labels import label


class SelfRatingInput(FlaskForm):
    nilai = RadioField(
        "Seberapa baik Anda memahami aturan netralitas ASN?",
        choices=[SelectChoice(rating.value, label(rating)) for rating in SelfRating],
        validate_choice=False,
    )

    @property
    def rating(self) -> SelfRating | None:
        """The chosen one; None, with an error at the field, where none of them is chosen."""
        try:
            return SelfRating(self.nilai.data)
        except ValueError:
            self.nilai.errors = ["Pilih satu jawaban"]
            return None
