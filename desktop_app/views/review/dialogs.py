"""The verbs of a review by the code of their action, and the steps that have a dialog of their own."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.registers.reviews import REVIEWS
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.review.converting import IssueDialog
from desktop_app.views.review.grading import GRADING, REGRADING, GradeDialog
from desktop_app.views.review.replying import ReplyDialog

Made = Callable[[QWidget | None, Known, Recent, int], VerbDialog]


def _asking(title: str, dialog: Made) -> ActionDialog:
    def ask(parent: QWidget, known: Known, recent: Recent, review_id: int) -> Outcome | None:
        try:
            made = dialog(parent, known, recent, review_id)
        except Refusal as refused:
            tell(parent, title, refused.said)
            return None
        return answered(made)

    return ask


DIALOGS: dict[str, ActionDialog] = {
    "review_reply": _asking("承办人意见", ReplyDialog),
    "review_issue": _asking("转问题", IssueDialog),
    f"{REVIEWS.kind}:{GRADING}": _asking(GRADING, GradeDialog),
    f"{REVIEWS.kind}:{REGRADING}": _asking(REGRADING, GradeDialog),
}
"""承办人意见 (Alt+M), 转问题 (Alt+B), 定级 and 复评定级."""
