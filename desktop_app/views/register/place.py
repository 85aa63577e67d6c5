"""One register at its place in a tab: the list, the panel, and the verbs between them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.store import attachments, snapshot, undo
from desktop_app.store.preferences import Preferences
from desktop_app.system.errors import Refusal
from desktop_app.views.bus import Bus
from desktop_app.views.dialogs import ask_reason
from desktop_app.views.inspecting import office_only, refused
from desktop_app.views.jobs import Jobs
from desktop_app.views.register import story
from desktop_app.views.register.attached import AttachmentDialog
from desktop_app.views.register.blocks import Blocks
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.form import Form
from desktop_app.views.register.history import HistoryDialog, take_back
from desktop_app.views.register.keeper import Keeper, KeptForm
from desktop_app.views.register.known import Known
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.panel import Panel
from desktop_app.views.register.parts_list import lists_of
from desktop_app.views.register.parts_told import told_rows
from desktop_app.views.register.stepping import Steps, rebased
from desktop_app.views.register.verbs import ActionDialog, ask, takes_many


class Place(QObject):
    """A register on the screen. ``told``: its status changed; ``back_asked``: the cursor belongs into the list."""

    told = Signal()
    back_asked = Signal()

    def __init__(
        self,
        register: Register,
        known: Known,
        bus: Bus,
        jobs: Jobs,
        preferences: Preferences,
        recent: Recent,
        dialogs: Mapping[str, ActionDialog],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.register, self.known, self.bus = register, known, bus
        self.desk = known.desk
        self._recent, self._dialogs, self._jobs = recent, dialogs, jobs
        self._window = parent
        self._last_saved: int | None = None
        self._kept: KeptForm | None = None
        self.keeper = Keeper(self.desk.store, register)
        self.listing = Listing(register, known, jobs, preferences)
        self.form = Form(register, known, self.used, self.before_panel, recent)
        self.panel = Panel(register, self.form)
        maker = Maker(known, self.used, recent=recent, segments=False)
        self.blocks = Blocks(parent, self.listing, bus, maker, self._committed, jobs)
        self.steps = Steps(parent, register, known, recent, lambda *asked: ask_reason(*asked))
        self.entry: Entry | None = None
        self._connect()

    def _connect(self) -> None:
        self.listing.picked.connect(self._picked)
        self.listing.shown.connect(self.told)
        self.listing.opened.connect(lambda _id: self.edit())
        self.panel.save_asked.connect(self.save)
        self.panel.step_asked.connect(self.step)
        self.panel.deed_asked.connect(self.act)
        self.panel.restore_asked.connect(self.blocks.restore)
        self.listing.row_verbs = self.row_verbs
        for rows in lists_of(self.form.seats.values()):
            rows.ticked.connect(partial(self.tick, rows.group))
        self.panel.keep_asked.connect(self.keep)
        self.panel.kept_answered.connect(self._answer_kept)
        self.panel.left.connect(self.back_asked)
        self.form.wanting.connect(partial(self.register_missing, self.form))
        self.panel.attachments.clicked.connect(self.show_attachments)
        self.panel.history.clicked.connect(self.show_history)
        self.panel.tail.files_asked.connect(self.show_attachments)
        self.panel.tail.story_asked.connect(self.show_history)

    # what the panel shows

    @property
    def record_id(self) -> int | None:
        """The record in the panel."""
        return self.panel.line.id if self.panel.line is not None else None

    def _picked(self) -> None:
        current = self.listing.table.current_id()
        if current != self.record_id:
            self.park()
            self.show_record(current)
        self.panel.show_many(self.listing.table.selected_count())
        self.told.emit()

    def show_record(self, record_id: int | None) -> None:
        """Load a record into the panel; offer what was kept of it."""
        line = self.listing.line(record_id) if record_id is not None else None
        if line is None or record_id is None:
            self.panel.show_line(None, None, 7)
            return
        self.panel.show_line(line, self._load(record_id), self._near())
        self._show_tail(record_id)
        self._kept = self.keeper.find(record_id)
        if self._kept is not None and self._kept.names:
            self.panel.offer_kept(self._kept, line.version)

    def _load(self, record_id: int) -> Draft:
        with self.desk.store.read() as session:
            return records.load(session, self.register.model, record_id, [group.part for group in self.register.parts])

    def _near(self) -> int:
        with self.known.facts() as facts:
            return int(facts.unit.get("near_days") or 7)

    def _show_tail(self, record_id: int) -> None:
        with self.known.facts() as facts:
            files = attachments.of_record(facts.session, self.register.kind, record_id)
            facts.session.expunge_all()
            told = story.chapters(facts, self.register, record_id)
            self.panel.show_told(told_rows(facts, self.register, record_id), facts)
        self.panel.show_tail(files, told)

    def _answer_kept(self, take: bool) -> None:
        """接着改: lay what was kept over the record. 不要了: forget it, and what is typed now."""
        if (record_id := self.record_id) is None:
            return
        if take and self._kept is not None:
            self.panel.note.hide()
            self.form.load(self._kept.over(self._load(record_id)), self._kept.names)
        else:
            self.keeper.drop(record_id)
            self.show_record(record_id)

    def refresh(self, keep: int | None = None) -> None:
        """Read the list and the record anew; typing that is not saved stays."""
        self.listing.refresh(keep)
        if not self.form.is_changed:
            self.show_record(self.listing.table.current_id())
        self.told.emit()

    # drafts

    def keep(self) -> bool:
        """Keep what is typed in the panel."""
        return self.form.is_changed and self.keeper.keep(self.form.draft)

    def park(self) -> None:
        """Going to another record: what is typed is kept and said."""
        if self.panel.line is not None and self.keep():
            number = self.panel.line.values.get("number")
            self.bus.said.emit(f"{number} 的修改没保存，已留作草稿，回到这条可接着改")

    def leave(self) -> bool:
        """The window closes or locks."""
        self.keep()
        if self.entry is not None:
            self.entry.keep()
        return True

    # values to carry over

    def used(self, item: Field) -> list[str]:
        """Phrases already written in a field, most used first."""
        if item.shape is not Shape.TEXT or item.attr.class_ is not self.register.model:
            return []
        with self.known.facts() as facts:
            counted = snapshot.values_with_counts(facts.session, item.attr, limit=40)
        return [str(value) for value, _count in counted if value]

    def _values(self, record_id: int | None) -> Mapping[str, Any]:
        if record_id is None:
            return {}
        draft = self._load(record_id)
        return {**draft.values, **draft.parts}

    def before_panel(self) -> Mapping[str, Any]:
        """The record above the one in the panel."""
        place = self.listing.grid.place(self.record_id) if self.record_id is not None else None
        return self._values(self.listing.grid.id_at(place - 1)) if place else {}

    def before_entry(self) -> Mapping[str, Any]:
        """The record saved last, else the one the cursor is on."""
        return self._values(self._last_saved or self.listing.table.current_id())

    # verbs

    def _committed(self, outcome: Outcome) -> None:
        self.bus.committed.emit(outcome)
        for warning in outcome.warnings[:1]:
            self.bus.said.emit(f"{outcome.said}。注意：{warning.said}")

    def edit(self) -> None:
        """Enter: the cursor goes into the panel's first field."""
        self.panel.show()
        self.form.focus_first()

    def edit_subject(self) -> None:
        """F2: the cursor goes into the subject of the record."""
        if self.record_id is not None:
            self.panel.show()
            self.form.focus_title()

    def relate(self) -> None:
        """Alt+L: to the cases and persons of the record."""
        self.panel.show()
        self.panel.relate()

    @office_only
    def new(self) -> None:
        """新增: the dialog for new records."""
        form = Form(self.register, self.known, self.used, self.before_entry, self._recent, short=True)
        form.wanting.connect(partial(self.register_missing, form))
        keep = partial(records.save, self.desk, self.register)
        self.entry = Entry(self._window, self.register, form, self.keeper, keep, self._jobs)
        self.entry.fit(self._window.window().height() - 60)
        self.entry.saved.connect(self._saved_new)
        self.entry.finished.connect(self.entry.deleteLater)
        self.entry.finished.connect(self._entry_gone)
        self.entry.open()

    @office_only
    def register_missing(self, form: Form, name: str, typed: str) -> None:
        """F8 in a link field: register the missing record, then go on with the form."""
        if (register := BY_KIND.get(form.wanted_kind(name))) is None:
            return
        inner = Form(register, self.known, self.used, dict, self._recent, short=True)
        keeper, saves = Keeper(self.desk.store, register), partial(records.save, self.desk, register)
        entry = Entry(form, register, inner, keeper, saves)
        entry.fit(self._window.window().height() - 60)
        entry.saved.connect(partial(self._registered, form, name))
        if typed:
            inner.put(register.subject.key, typed)
        entry.open()

    def _registered(self, form: Form, name: str, outcome: Outcome) -> None:
        self._committed(outcome)
        form.put_wanted(name, outcome.ids[0])

    def _saved_new(self, outcome: Outcome) -> None:
        self._last_saved = outcome.ids[0]
        self._committed(outcome)
        self.listing.refresh(outcome.ids[0])
        if self.listing.table.current_id() != outcome.ids[0]:
            self.listing.widen(outcome.ids[0])

    def _entry_gone(self, ended: int) -> None:
        self.entry = None
        self.back_asked.emit()
        if ended:
            self.act(self.register.then, self._last_saved)

    def save(self) -> bool:
        """Save what is typed in the panel, or go to the first fault."""
        if not self.form.is_changed or not self.form.ask_all():
            return False
        try:
            outcome = records.save(self.desk, self.register, self.form.draft)
        except Refusal as trouble:
            self._refused(trouble)
            return False
        self._after_save(outcome)
        return True

    def _refused(self, trouble: Refusal) -> None:
        if trouble.field in self.form.seats:
            self.form.refused(trouble.field, trouble.said)
        else:
            self.bus.failed.emit(trouble.said)

    def _after_save(self, outcome: Outcome) -> None:
        record_id = outcome.ids[0]
        self._last_saved = record_id
        self.keeper.drop(record_id)
        self.form.load(saved := self._load(record_id))
        self._committed(outcome)
        if self.form.draft is saved or self.record_id != record_id:
            self.show_record(record_id)

    @office_only
    def step(self, verb: str) -> None:
        """One step along the lifecycle, with what is typed; several selected records take it together."""
        lifecycle, ids = self.register.lifecycle, self.blocks.live_ids
        if self.panel.line is None or lifecycle is None:
            return
        move = lifecycle.move(verb, self.panel.state)
        if len(ids) > 1 and not self.form.is_changed:
            self._carry_out(lambda: self.steps.take_all(ids, verb))
        elif (own := f"{self.register.kind}:{verb}") in self._dialogs:
            if not self.form.is_changed or self.save():
                self.act(own)
        elif move is not None and self.form.ask_all():
            self._carry_out(lambda: self.steps.take(self.form.draft, move), self._after_save)

    def _carry_out(self, act: Callable[[], Outcome | None], after: Callable[[Outcome], None] | None = None) -> None:
        """Do it and tell; a refusal stands under its field."""
        try:
            outcome = act()
        except Refusal as trouble:
            self._refused(trouble)
            return
        if outcome is not None:
            (after or self._committed)(outcome)

    @office_only
    def tick(self, group: Parts, row_id: int, on: bool) -> None:
        """A measure was ticked: saved at once; what else is typed stays typed."""
        if (record_id := self.record_id) is None:
            return
        form, kept = self.form, self._load(record_id)
        try:
            outcome = self.steps.tick(kept, group, row_id, on)
        except Refusal as trouble:
            form.load(form.draft, form.draft.changed)
            form.refused(group.name, trouble.said)
            return
        if form.is_changed:
            row = next(row for row in kept.parts[group.name] if row.get("id") == row_id)
            names = form.draft.changed
            form.load(rebased(form, self._load(record_id), {group.name: {row_id: row}}), names)
        self._committed(outcome)

    def row_verbs(self) -> list[tuple[str, Callable[[], object]]]:
        """Steps of the selected records and the actions on a single one, for the menu of the list."""
        ids, many = self.blocks.live_ids, {code for code, made in self._dialogs.items() if takes_many(made)}
        deeds = [deed for deed in self.panel.deeds if len(ids) == 1 or (ids and deed.code in many)]
        offered = [(f"{deed.label}…\t{deed.key}", partial(self.act, deed.code)) for deed in deeds]
        return [*((said, partial(self.step, verb)) for said, verb in self.steps.offered(ids)), *offered]

    def save_or_step(self) -> None:
        """Ctrl+Enter: save; with nothing to save, the next step of the record, or of all selected."""
        ids = self.blocks.live_ids
        if self.form.is_changed:
            self.save()
        elif self.panel.is_retired:
            self.blocks.restore()
        elif len(ids) > 1 and self.register.lifecycle is not None:
            self._carry_out(lambda: self.steps.take_all(ids))
        elif self.panel.next_move is not None:
            self.panel.go_on()

    def act(self, code: str, about: int | None = None, chosen: Sequence[int] = ()) -> None:
        """One of the register's own verbs, about the record in the panel (or all selected) unless others are named."""
        if not self.register.reads(code) and refused(self.desk, self.bus):
            return
        dialog, record_id = self._dialogs.get(code), self.record_id if about is None else about
        record_id = 0 if record_id is None and self.register.begins_anew(code) else record_id
        if dialog is None or record_id is None:
            return
        chosen = self.blocks.live_ids if about is None else chosen
        outcome = ask(dialog, self._window, self.known, self._recent, record_id, chosen)
        if outcome is not None:
            self._committed(outcome)
            self.show_record(self.record_id)

    # attachments and history

    def show_attachments(self) -> None:
        """附件 of the record in the panel."""
        line = self.panel.line
        if line is not None:
            dialog = AttachmentDialog(self._window, self.desk, self.register, line.id, self.register.call(line.values))
            dialog.changed.connect(self._committed)
            dialog.exec()
            dialog.deleteLater()
            self._show_tail(line.id)

    def history_dialog(self) -> HistoryDialog | None:
        line = self.panel.line
        if line is None:
            return None
        with self.known.facts() as facts:
            told = story.chapters(facts, self.register, line.id)
            last = None if self.desk.inspecting else undo.undoable(facts.session)
            last_said = last.act if last is not None and told and last.id == told[0].batch_id else ""
        return HistoryDialog(self._window, self.register.call(line.values), told, last_said, self.take_back)

    def show_history(self) -> None:
        """变更历史 of the record in the panel."""
        dialog = self.history_dialog()
        if dialog is not None:
            dialog.exec()
            dialog.deleteLater()

    def take_back(self) -> bool:
        """撤销 the last act."""
        return take_back(self.desk, self.bus)
