"""Steps along the lifecycle (流转) from the panel and the list: one record, many at once, a measure ticked off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.registers.asking import blamed
from desktop_app.registers.spec import Parts, Register
from desktop_app.rules.lifecycle import Move
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.store import snapshot
from desktop_app.system.errors import Refusal
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.form import Form
from desktop_app.views.register.known import Known
from desktop_app.views.register.step_dialog import StepDialog
from desktop_app.views.register.steps_dialog import ManyStepsDialog
from desktop_app.views.register.verb_dialog import VerbDialog


class Asks(Protocol):
    """Asks why a step is taken; None when the officer stepped back."""

    def __call__(self, parent: QWidget | None, title: str, sentence: str, verb: str, /) -> str | None: ...


class Steps:
    """What moves records of one register along. Refusals are raised; None is an officer who stepped back."""

    def __init__(self, window: QWidget, register: Register, known: Known, recent: Recent, ask_reason: Asks) -> None:
        self._window, self._register, self._known, self._recent = window, register, known, recent
        self._ask_reason = ask_reason

    # one record

    def take(self, draft: Draft, move: Move) -> Outcome | None:
        """One step of one record, with what is typed; asks what the step asks for, and why where it needs a reason."""
        if move.asks:
            return answered(self.dialog(draft, move))
        reason: str | None = ""
        if move.reason:
            called = self._register.call(draft.values)
            reason = self._ask_reason(self._window, move.verb, f"{move.verb}：{called}", move.verb)
        if reason is None:
            return None
        try:
            return records.move(self._known.desk, self._register, draft, move.verb, reason)
        except Refusal as refused:
            if refused.field == self._register.state_name:
                refused.field = blamed(self._register, draft, move.verb, reason, {})
            raise

    def dialog(self, draft: Draft, move: Move) -> StepDialog:
        """The dialog of a step that asks for something."""
        return StepDialog(self._window, self._register, self._known, self._recent, draft, move)

    # many records

    def common_moves(self, ids: Sequence[int]) -> list[Move]:
        """The moves open to every one of the records, the way they come from the first one's state."""
        lifecycle = self._register.lifecycle
        if lifecycle is None or not ids or self._known.desk.inspecting:
            return []
        first, *others = self._states(ids)
        return [move for move in lifecycle.moves_from(first) if all(lifecycle.move(move.verb, s) for s in others)]

    def next_of_all(self, ids: Sequence[int]) -> Move:
        """The next step the records have in common. Refuses records of different steps."""
        lifecycle = self._register.lifecycle
        found = [lifecycle.next_move(state) for state in self._states(ids)] if lifecycle else []
        first = found[0] if found else None
        if first is None or any(move is None or move.verb != first.verb for move in found):
            measure = self._register.measure
            raise Refusal(f"选中的 {len(ids)} {measure}下一步各不相同。按状态筛选后再选，一次只办同一步")
        return first

    def _states(self, ids: Sequence[int]) -> list[str]:
        """The different states of the records, in the order met."""
        name = self._register.state_name
        with self._known.facts() as facts:
            found = snapshot.block(facts.session, self._register.model, (name,), ids)
        return list(dict.fromkeys(str(found[id_][0]) for id_ in ids if id_ in found))

    def offered(self, ids: Sequence[int]) -> list[tuple[str, str]]:
        """Words and verb of every step the records have in common: 退回整改 3 条…."""
        many = f" {len(ids)} {self._register.measure}" if len(ids) > 1 else ""
        moves = self.common_moves(ids)
        return [(f"{move.verb}{many}{'…' if move.reason or move.asks else ''}", move.verb) for move in moves]

    def take_all(self, ids: Sequence[int], verb: str = "") -> Outcome | None:
        """The same step of many records as one act; the next one when no verb is named."""
        move = next((move for move in self.common_moves(ids) if move.verb == verb), None) or self.next_of_all(ids)
        if move.asks or move.each or move.reason:
            return answered(self.many_dialog(ids, move))
        return records.move_many(self._known.desk, self._register, ids, move.verb)

    def many_dialog(self, ids: Sequence[int], move: Move) -> ManyStepsDialog:
        """The dialog of a step many records take at once."""
        with self._known.desk.store.read() as session:
            drafts = [records.load(session, self._register.model, id_, self._register.lists) for id_ in ids]
        return ManyStepsDialog(self._window, self._register, self._known, self._recent, drafts, move)

    # a checklist

    def tick(self, draft: Draft, group: Parts, row_id: int, on: bool) -> Outcome:
        """A measure done today, or not done after all: saved at once as one act. ``draft`` is the record as kept."""
        tick = group.tick
        assert tick is not None
        rows = draft.parts[group.name]
        row = next(row for row in rows if row.get("id") == row_id)
        row[tick.name] = self._known.desk.today if on else None
        outcome = records.save(self._known.desk, self._register, draft)
        done = sum(kept.get(tick.name) is not None for kept in rows)
        number = draft.values.get("number")
        return replace(outcome, said=f"{number} {group.label}已完成 {done} / {len(rows)}")


def rebased(form: Form, fresh: Draft, ticked: Mapping[str, Mapping[int, Mapping[str, object]]]) -> Draft:
    """What is typed in a form, laid over the record as kept meanwhile; ``ticked`` part rows take their new values."""
    typed = form.draft
    names = typed.changed
    fresh.values.update({name: value for name, value in typed.values.items() if name in names})
    for kind in names & typed.parts.keys():
        kept = ticked.get(kind, {})
        fresh.parts[kind] = [{**row, **kept.get(row.get("id") or 0, {})} for row in typed.parts[kind]]
    return fresh


def answered(dialog: VerbDialog) -> Outcome | None:
    """Show a dialog: what it did, or None when the officer stepped back."""
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.outcome if done else None


def asked(parent: QWidget | None, title: str, make: Callable[[], VerbDialog]) -> Outcome | None:
    """Make a dialog and show it: what it did, None when the officer stepped back or was told why it does not open."""
    try:
        return answered(make())
    except Refusal as refused:
        tell(parent, title, refused.said)
        return None
