"""Which questions people have answered, as the content files must keep them."""

from sqlalchemy import or_, select

from ..database import db
from ..domain.quiz import QuizForm
from ..domain.terms import AttemptSource
from ..models import Attempt, FormVersion


def answered_forms() -> list[QuizForm]:
    """Every form as it was met by somebody whose answers are kept, oldest first. Previews do not count."""
    has_answers = or_(Attempt.graded_at.is_not(None), Attempt.revision > 0)
    met = (
        select(Attempt.form_version_id)
        .where(Attempt.source != AttemptSource.PREVIEW, has_answers)
        .distinct()
    )
    rows = db.session.scalars(
        select(FormVersion)
        .where(FormVersion.id.in_(met))
        .order_by(FormVersion.created_at, FormVersion.id)
    )
    return [QuizForm.from_body(row.body) for row in rows]
