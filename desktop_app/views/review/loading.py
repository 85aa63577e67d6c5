"""What every dialog about a review begins with: the review as it stands, and its name."""

from desktop_app.models.reviews import CaseReview
from desktop_app.registers.reviews import REVIEWS
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.views.controls import label
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog


def load(known: Known, review_id: int) -> Draft:
    """The review with its parts."""
    with known.desk.store.read() as session:
        return records.load(session, CaseReview, review_id, REVIEWS.lists)


def titled(dialog: VerbDialog, draft: Draft) -> None:
    """Number, case and name over the dialog."""
    name = str(draft[CaseReview.name] or "")
    title = label(f"{REVIEWS.call(draft.values)}　{name}".strip(), "title")
    title.setWordWrap(True)
    dialog.body.addWidget(title)
