"""The deeds of 编辑: begin, send, sign, issue, correct, retake, waive, print; each saves what is typed first."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from desktop_app.models.bulletins import Bulletin, BulletinFigure
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.rules.bulletins import BULLETIN
from desktop_app.rules.lifecycle import Move
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.services import records
from desktop_app.services.checking import Audited, Checked
from desktop_app.services.correcting import correct
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.bulletin.drift_dialog import ask_retake
from desktop_app.views.bulletin.elements_dialog import ElementsDialog
from desktop_app.views.bulletin.hands import read_only
from desktop_app.views.bulletin.issue_dialog import IssueDialog
from desktop_app.views.bulletin.ledger import ISSUE
from desktop_app.views.bulletin.new_dialog import NewDialog
from desktop_app.views.bulletin.numbers_dialog import ask_numbers
from desktop_app.views.bulletin.outgoing import Entry, Outgoing, opened_menu
from desktop_app.views.bulletin.waiver_dialog import WaiverDialog
from desktop_app.views.bulletin.writing import Writing
from desktop_app.views.dialogs import ask_reason
from desktop_app.views.inspecting import office_only
from desktop_app.views.register.bar import below
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.stepping import Steps
from desktop_app.views.screen import Deeds


class Acts:
    """What the officer does with the bulletin on the desk. Refusals stand in the red bar."""

    def __init__(self, writing: Writing, recent: Recent, settings: Settings, opened: Callable[[int], object]) -> None:
        self.writing, self.recent, self.opened = writing, recent, opened
        self.known, self.bus, self.desk, self.jobs = writing.known, writing.bus, writing.desk, writing.jobs
        self.out = Outgoing(writing, self.desk, self.bus, self.jobs, settings, writing.preferences)
        self.steps = Steps(writing, BULLETINS, self.known, recent, lambda *asked: ask_reason(*asked))

    # beginning

    @office_only
    def new(self, kind: BulletinKind | None = None) -> None:
        """Ctrl+N: a draft of a kind and a period."""
        self.writing.keep()
        dialog = NewDialog(self.writing.window(), self.desk, self.jobs, kind)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        outcome = dialog.outcome
        dialog.deleteLater()
        if taken and outcome is not None:
            self._begun(outcome)

    @office_only
    def correct(self, bulletin_id: int) -> None:
        """更正: an issued paper stays as it is; a new one says what is wrong in it."""
        with self.known.facts() as facts:
            called = BULLETINS.call(facts.row(BULLETINS.kind, bulletin_id))
        reason = ask_reason(self.writing.window(), "发更正通报", f"更正：{called}", "起草更正通报")
        if reason is not None:
            self._try(lambda: self._begun(correct(self.desk, BULLETINS, bulletin_id, reason)))

    def _begun(self, outcome: Outcome) -> None:
        self.known.forget()
        self.bus.committed.emit(outcome)
        self.opened(outcome.ids[0])

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal as refused:
            self.bus.failed.emit(refused.said)
        else:
            self.bus.mended.emit()

    # on its way

    @property
    def next_move(self) -> Move | None:
        return BULLETIN.next_move(self.writing.state) if self.writing.draft is not None else None

    def save_or_step(self) -> None:
        """Ctrl+Enter: save; with nothing to save, the next step."""
        if self.writing.unsaved:
            self.writing.save()
        else:
            self.step()

    @office_only
    def step(self, verb: str = "") -> None:
        """The next step, or the step named; what is typed is saved first."""
        if self.writing.draft is None:
            return
        move = BULLETIN.move(verb, self.writing.state) if verb else self.next_move
        if move is None:
            self._say_read_only()
        if move is None or not self.writing.save():
            return
        if move.verb == ISSUE:
            self.issue()
        else:
            self._try(partial(self._take, move))

    def _take(self, move: Move) -> None:
        assert self.writing.draft is not None
        outcome = self.steps.take(self.writing.draft, move)
        if outcome is not None:
            self.writing.written(outcome)

    def issue(self) -> None:
        """印发: number and freeze."""
        bulletin_id = self.writing.shown_id
        if bulletin_id is None:
            return
        dialog = IssueDialog(self.writing.window(), self.known, self.recent, self.jobs, bulletin_id)
        dialog.way_asked.connect(self.open_found)
        dialog.waiver_asked.connect(lambda found: self.waive(found, dialog))
        dialog.numbers_asked.connect(lambda series, year: self.enter_numbers(series, year, dialog))
        dialog.exec()
        outcome = dialog.outcome
        dialog.deleteLater()
        if outcome is not None:
            self.bus.mended.emit()
            self.writing.written(outcome)

    def enter_numbers(self, series: int, year: int, issuing: IssueDialog) -> None:
        """What became of the numbers left out, entered from the dialog that issues; it goes on there."""
        outcome = ask_numbers(issuing, self.known, self.recent, series, year)
        if outcome is not None:
            self.known.forget()
            self.bus.committed.emit(outcome)
            issuing.explained()

    @office_only
    def drop(self) -> None:
        """Delete a bulletin that was not issued."""
        draft = self.writing.draft
        if draft is None or draft.record_id is None:
            return
        called = BULLETINS.call(draft.values)
        reason = ask_reason(self.writing.window(), "删除通报", f"删除：{called}", "删除通报", dangerous=True)
        if reason is not None:
            self._try(partial(self._dropped, draft.record_id, reason))

    def _dropped(self, bulletin_id: int, reason: str) -> None:
        outcome = records.retire(self.desk, BULLETINS, [bulletin_id], reason)
        self.writing.keeper.drop(bulletin_id)
        self.known.forget()
        self.bus.committed.emit(outcome)

    # the paper and its checks

    @office_only
    def elements(self, first: str = "") -> None:
        """公文要素."""
        draft = self.writing.draft
        if draft is None or self.writing.frozen:
            self._say_read_only()
            return
        dialog = ElementsDialog(self.writing.window(), self.known, self.recent, self.writing.typed(), first)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.writing.put(dialog.values)
        dialog.deleteLater()

    @office_only
    def retake(self) -> None:
        """F5 重取数字: old and new are shown before anything is replaced."""
        if self.writing.draft is None:
            return
        if not self.writing.writable:
            self._say_read_only()
            return
        draft = self.writing.typed()
        taken = ask_retake(self.writing.window(), self.known, draft)
        if taken is not None:
            self.writing.take(taken)
        elif not self.writing.found.drifted:
            self.bus.said.emit(f"{len(draft.rows(BulletinFigure))} 处数字都与台账一致")

    def _say_read_only(self) -> None:
        """Why nothing can be changed here, and the way to change it."""
        if self.writing.draft is not None:
            self.bus.said.emit(read_only(self.writing.draft.values))

    def open_found(self, found: object) -> None:
        """The way to what a check or a cross-check found."""
        if isinstance(found, Audited):
            self.waive(found)
        elif isinstance(found, Checked):
            self.open_check(found)

    def open_check(self, found: Checked) -> None:
        """To the paragraph a check speaks of, else to the elements of the paper."""
        places = [place for place in found.places if place >= 0]
        if places:
            self.writing.text.go_to_line(places[0])
        elif found.code in _OF_TITLE:
            self.writing.text.go_to_line(-1)
        elif not self.writing.frozen and not self.desk.inspecting:
            self.elements(_ELEMENTS.get(found.code, ""))
        self.bus.said.emit(f"{found.label}：{found.said}" if found.said else found.label)

    def waive(self, found: Audited, issuing: IssueDialog | None = None) -> None:
        """What a cross-check found; its waiver. What is typed is saved first: a waiver holds for what was found.

        Asked from the dialog that issues, it goes on there; that one goes when the records are opened instead.
        """
        if self.writing.frozen or self.writing.shown_id is None or self.desk.inspecting:
            self.open_audit(found)
            return
        if not self.writing.save():
            return
        over = issuing or self.writing.window()
        dialog = WaiverDialog(over, self.known, self.recent, self.writing.shown_id, found)
        if issuing is not None:
            dialog.opened.connect(lambda _found: issuing.done(QDialog.DialogCode.Rejected))
        dialog.opened.connect(self.open_audit)
        dialog.exec()
        outcome = dialog.outcome
        dialog.deleteLater()
        if outcome is not None:
            self.writing.written(outcome)
            if issuing is not None:
                issuing.explained()

    def open_audit(self, found: Audited) -> None:
        """The records a cross-check speaks of, else its paragraph."""
        if found.rows:
            kind = found.rows[0][0]
            ids = tuple(record_id for of, record_id in found.rows if of == kind)
            self.bus.open_records.emit(kind, ids, f"{found.title}：{found.said}")
        elif found.places:
            self.writing.text.go_to_line(found.places[0])

    # what leaves the desk

    def print(self) -> None:
        """Ctrl+P: which paper; Enter takes the first."""
        self._offer(self.out.print_entries, self.writing.bar.print_button)

    def export(self) -> None:
        """Ctrl+E: PDF or .docx."""
        self._offer(self.out.save_entries, self.writing.bar.pdf)

    def _offer(self, entries: Callable[[Draft], list[Entry]], under: QWidget) -> None:
        if self.writing.draft is not None and self.writing.save():
            below(opened_menu(self.writing, entries(self.writing.draft)), under)

    # what is offered

    def other(self) -> None:
        """… : the other steps, the elements, what else there is."""
        menu = QMenu(self.writing)
        for words, deed in self.other_entries():
            menu.addAction(words, deed)
        if menu.actions():
            below(menu, self.writing.bar.other)

    def other_entries(self) -> list[Entry]:
        """Everything but the next step."""
        draft = self.writing.draft
        if draft is None or draft.record_id is None:
            return []
        if self.writing.frozen:
            return [("发更正通报…", partial(self.correct, draft.record_id)),
                    ("打开登记", partial(self.bus.open_record.emit, BULLETINS.kind, draft.record_id))]  # fmt: skip
        moves = [move for move in BULLETIN.moves_from(self.writing.state) if move is not self.next_move]
        entries: list[Entry] = [("公文要素…\tAlt+G", self.elements)]
        entries += [(f"{move.verb}{'…' if move.reason or move.asks else ''}", partial(self.step, move.verb))
                    for move in moves]  # fmt: skip
        return [*entries, ("删除…", self.drop)]

    def deeds(self) -> Deeds:
        """What the menus may carry out now."""
        deeds: dict[str, Callable[[], object]] = {"new": self.new}
        writing = self.writing
        if writing.draft is None:
            return deeds
        deeds |= {"print": self.print, "export": self.export}
        if writing.frozen and writing.shown_id is not None:
            return {**deeds, "correct": partial(self.correct, writing.shown_id)}
        deeds |= {"elements": self.elements, "delete": self.drop}
        if writing.writable:
            deeds |= {"save": writing.save, "refresh": self.retake}
        if self.next_move is not None:
            deeds["step"] = self.save_or_step
        back = BULLETIN.back_move(writing.state)
        return {**deeds, "step_back": partial(self.step, back.verb)} if back is not None else deeds


_OF_TITLE = frozenset({"title", "title_lines", "period"})
_ELEMENTS = {
    "secrecy": Bulletin.secrecy.key,
    "number": Bulletin.format.key,
    "addressee": Bulletin.addressee.key,
    "seal": Bulletin.sealing.key,
    "imprint": Bulletin.copied_to.key,
    "names": Bulletin.naming.key,
    "attachments": Bulletin.attachments.key,
}
"""Code of a check to the element it is about."""
