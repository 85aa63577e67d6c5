"""What follows of a rotation and a batch from what was typed, and what a step taken back takes back with it."""

from desktop_app.models.rotations import Rotation, RotationBatch
from desktop_app.rules.rotations import OPEN, month_after
from desktop_app.rules.vocabulary import BatchState, RotationState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

_OVER = (RotationState.DONE, RotationState.ENDED)


def rotation_derived(draft: Draft, facts: Facts) -> None:
    """The department left is the officer's own, the end follows from the batch, an early end's note is its reason."""
    if draft[Rotation.from_department_id] is None and draft.is_new:
        draft[Rotation.from_department_id] = facts.department_of(draft[Rotation.officer_id]).get("id")
    batch = facts.row(RotationBatch.__tablename__, draft[Rotation.batch_id])
    begins = draft[Rotation.planned_from_on]
    if draft[Rotation.planned_to_on] is None and begins is not None and batch:
        draft[Rotation.planned_to_on] = month_after(begins, int(batch["months"]))
    _stepped_back(draft)
    if draft[Rotation.state] == RotationState.ENDED and not draft[Rotation.end_reason]:
        draft[Rotation.end_reason] = draft[Rotation.note] or ""


def _stepped_back(draft: Draft) -> None:
    """What a step wrote as its day is taken back with the step: nobody has left who is still there."""
    was, now = draft.was(Rotation.state), draft[Rotation.state]
    if was in _OVER and now in OPEN and draft[Rotation.actual_to_on] == draft.was(Rotation.actual_to_on):
        draft[Rotation.actual_to_on] = None
        draft[Rotation.end_reason] = ""
    if was == RotationState.RUNNING and now in (RotationState.HANDED, RotationState.APPROVED):
        draft[Rotation.actual_from_on] = None
    if was == RotationState.HANDED and now == RotationState.APPROVED:
        draft[Rotation.handed_on] = None
    if was == RotationState.APPRAISED and now == RotationState.RUNNING:
        draft[Rotation.appraisal] = draft[Rotation.appraised_on] = None


def batch_derived(draft: Draft, facts: Facts) -> None:
    """Approval taken back takes its day back with it (撤回批准)."""
    was, now = draft.was(RotationBatch.state), draft[RotationBatch.state]
    approved = draft[RotationBatch.approved_on]
    if (was, now) == (BatchState.APPROVED, BatchState.DRAFT) and approved == draft.was(RotationBatch.approved_on):
        draft[RotationBatch.approved_on] = None
