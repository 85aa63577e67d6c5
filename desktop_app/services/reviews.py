"""Verbs of case reviews beyond saving."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from desktop_app.models.reviews import CaseReview, ReviewRound


def standard_in_use(session: Session, standard_id: int) -> bool:
    """Whether a review was scored, or a pool sealed, by this standard: it then stays as it is."""
    scored = exists().where(CaseReview.standard_id == standard_id, CaseReview.score.is_not(None))
    sealed = exists().where(ReviewRound.standard_id == standard_id, ReviewRound.pool_sha256 != "")
    return bool(session.scalar(select(or_(scored, sealed))))
