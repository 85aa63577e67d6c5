"""The detail panel: number, state, days left, title, lifecycle strip, the form, and its foot."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.models.keeping import Attachment
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Action, Parts, Register
from desktop_app.rules.lifecycle import Move
from desktop_app.rules.tones import Tone
from desktop_app.rules.tones import tone as tone_of
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.controls import PRIMARY, HintButton, divider, keycap, label, link, restyle, rule
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.faults import counted
from desktop_app.views.register.form import Form
from desktop_app.views.register.keeper import EVERY_MS, KeptForm
from desktop_app.views.register.panel_head import Head
from desktop_app.views.register.parts_told import Rows, ToldSections
from desktop_app.views.register.parts_trace import TraceFace
from desktop_app.views.register.seats import Fold
from desktop_app.views.register.sight import InSight
from desktop_app.views.register.story import Chapter
from desktop_app.views.register.strip import StepBar
from desktop_app.views.register.tail import Tail
from desktop_app.views.theme import px

TALL = 760
"""Height of a panel in a window of 900 px, from which 附件 and 变更历史 open inside it."""


class Shown(Protocol):
    """What a register tells of the record in the panel beside its fields."""

    def show_record(self, line: Line, draft: Draft, facts: Facts) -> None: ...


class FootButton(QPushButton):
    """附件 2, with its key at the right."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._words, self._count, self._key = words, 0, key
        self.setProperty("kind", "foot")
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.addWidget(label(words, "strong"))
        self._number = label("", "meta")
        row.addWidget(self._number)
        row.addStretch(1)
        row.addWidget(keycap(key))

    def show_count(self, count: int) -> None:
        self._number.setText(str(count))
        self.setAccessibleName(f"{self._words} {count}")


class Panel(QFrame):
    """One record of a register, read and edited in place.

    ``save_asked``, ``step_asked`` (a verb), ``deed_asked`` (an action's code), ``restore_asked``, ``closed`` (F4),
    ``left`` (Esc: back to the table), ``keep_asked`` and ``kept_answered`` (a draft kept, taken up or given up).
    """

    save_asked = Signal()
    step_asked = Signal(str)
    deed_asked = Signal(str)
    restore_asked = Signal()
    closed = Signal()
    left = Signal()
    keep_asked = Signal()
    kept_answered = Signal(bool)

    def __init__(self, register: Register, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.form = form
        self.line: Line | None = None
        self.setProperty("ground", "surface")
        self.setProperty("frame", "panel")
        self.setMinimumWidth(px(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Head(register, form.title.holder if form.title is not None else None)
        self.head.closed.connect(self.closed)
        self.number, self.pill, self.days = self.head.number, self.head.pill, self.head.days
        column.addWidget(self.head)
        self._column = column
        self.gauge: QWidget | None = None
        self.face: Shown | None = None
        self.urged: Action | None = None
        self.note = self._note()
        column.addWidget(self.note)
        column.addWidget(self._steps())
        column.addWidget(self._middle(), 1)
        column.addWidget(self._save_bar())
        column.addWidget(self._foot())
        self.blank = label("选中一条记录，这里显示详情。", "meta")
        self.blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.blank, 1)
        form.changed.connect(self._typed)
        form.settled.connect(self.keep_asked)
        form.ended.connect(lambda: self.save.setFocus())
        form.cancelled.connect(self.left)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep_asked)
        self.show_line(None, None, 7)

    # its parts

    def _note(self) -> QFrame:
        note = QFrame()
        note.setProperty("frame", "note")
        row = QHBoxLayout(note)
        row.setContentsMargins(px(16), px(4), px(16), px(4))
        self.note_said = label("", "note")
        self.note_said.setWordWrap(True)
        row.addWidget(self.note_said, 1)
        self.take_kept = link("接着改", partial(self.kept_answered.emit, True))
        self.drop_kept = link("不要了", partial(self.kept_answered.emit, False))
        row.addWidget(self.take_kept)
        row.addWidget(self.drop_kept)
        note.hide()
        return note

    def _steps(self) -> StepBar:
        self.steps = StepBar(self.register.lifecycle)
        self.strip, self.step, self.more = self.steps.strip, self.steps.step, self.steps.more
        self.strip.setVisible(self.register.lifecycle is not None)
        self.step.clicked.connect(self.go_on)
        self.more.clicked.connect(self._more)
        return self.steps

    def _middle(self) -> QWidget:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(px(16), px(8), px(16), px(12))
        self.column.addWidget(self.form)
        self._trace()
        self.told = ToldSections(self.register)
        self.column.addWidget(self.told)
        self.tail = Tail()
        self.column.addWidget(self.tail)
        self.column.addStretch(1)
        self.area.setWidget(inner)
        self.sight = InSight(self.area)
        return self.area

    def _trace(self) -> None:
        """Sections that stand as lines to read until they are opened; without lists they are only folded."""
        self.faces: list[tuple[Fold, TraceFace]] = []
        for section in self.register.sections:
            told = section.lines and any(isinstance(item, Parts) for item in section.items)
            fold = next((fold for fold in self.form.folds if told and fold.title == section.title), None)
            if fold is not None:
                face = TraceFace(section, partial(fold.open, True))
                fold.show_face(face)
                fold.side.addWidget(face.all)
                fold.side.addWidget(link("关联", self.relate, "Alt+L"))
                self.faces.append((fold, face))

    def relate(self) -> None:
        """关联 (Alt+L): the cursor goes where cases and persons are linked."""
        groups = (item for section in self.register.sections if section.lines for item in section.items)
        first = next((item for item in groups if isinstance(item, Parts)), None)
        if first is not None and self.line is not None:
            self.form.focus_field(first.name)

    def _show_faces(self) -> None:
        if self.line is None:
            return
        with self.form.known.facts() as facts:
            for fold, face in self.faces:
                seats = (seat for seat in self.form.seats.values() if fold.isAncestorOf(seat.holder))
                face.show_draft(self.form.draft, [s.message.text() for s in seats if s.message.text()], facts)

    def _save_bar(self) -> QWidget:
        self.save_bar = QFrame()
        self.save_bar.setProperty("frame", "foot")
        row = QHBoxLayout(self.save_bar)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        self.faults = HintButton("", "", "link", clicked=self._go_to_fault)
        self.faults.setProperty("tone", "red")
        row.addWidget(self.faults)
        row.addStretch(1)
        self.give_up = HintButton("不改了", clicked=partial(self.kept_answered.emit, False))
        self.save = HintButton("保存", "Ctrl+Enter", PRIMARY, clicked=self.save_asked.emit)
        row.addWidget(self.give_up)
        row.addWidget(self.save)
        self.save_bar.hide()
        return self.save_bar

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(0)
        self.attachments = FootButton("附件", "Alt+D")
        self.history = FootButton("变更历史", "Alt+G")
        row.addWidget(self.attachments, 1)
        row.addWidget(divider(36))
        row.addWidget(self.history, 1)
        column.addLayout(row)
        return self.foot

    def seat_gauge(self, gauge: QWidget) -> None:
        """What a board tells of the record between head and steps: score and grade (得分、等次)."""
        self.gauge = gauge
        self._column.insertWidget(1, gauge)
        gauge.setVisible(self.line is not None)

    # what it shows

    def show_line(self, line: Line | None, draft: Draft | None, near: int) -> None:
        """Show a record: its head from the list's line, its form from the draft."""
        self.line = line
        shown = line is not None and draft is not None
        for widget in (self.head, self.steps, self.area, *([self.gauge] if self.gauge is not None else ())):
            widget.setVisible(shown)
        self._fit_height()
        self.blank.setVisible(not shown)
        self.note.hide()
        if line is not None and draft is not None:
            self._show_head(line, draft, near)
            self._show_steps(line)
            self.form.load(draft)
            self._show_face(line, draft)
            self.form.setEnabled(not (self.is_retired or self.reading))
        self._typed()

    def _show_head(self, line: Line, draft: Draft, near: int) -> None:
        with self.form.known.facts() as facts:
            days = self.head.show_line(line, draft, near, facts)
        due = self.form.seats.get(self.register.due.key) if self.register.due is not None else None
        if due is not None and isinstance(due.editor, Editor):
            restyle(due.editor.inner, late=days is not None and days < 0)

    def _show_face(self, line: Line, draft: Draft) -> None:
        if self.face is not None:
            with self.form.known.facts() as facts:
                self.face.show_record(line, draft, facts)

    def _show_steps(self, line: Line) -> None:
        lifecycle, live = self.register.lifecycle, not self.is_retired
        state = line.values.get(self.register.state_name)
        self.strip.show_state(str(state or ""), tone_of(state) if isinstance(state, StrEnum) else Tone.GREY)
        move = lifecycle.next_move(self.state) if lifecycle else None
        deed = self.first_deed
        self.strip.setVisible(lifecycle is not None and live)
        others = len(self.other_moves) + len(self.deeds) - (deed is not None)
        self.more.setVisible(others > 0 and live)
        said = move.verb if move else deed.label if deed else ""
        hint = "Ctrl+Enter" if move or not live else deed.key if deed else ""
        self.steps.say(said if live else "恢复", hint)
        self.steps.allow(not self.reading or (live and move is None))
        self.steps.setVisible(not live or lifecycle is not None or bool(self.deeds))

    def show_many(self, count: int) -> None:
        """Several records are selected: the button takes them all the same step."""
        move = self.next_move
        if move is not None and not self.is_retired:
            one = self.urged.label if self.urged is not None else move.verb
            self.steps.say(f"{move.verb} {count} {self.register.measure}" if count > 1 else one, "Ctrl+Enter")

    def urge(self, deed: Action | None) -> None:
        """Something comes before the next step: the button does that."""
        self.urged = deed
        self.show_many(1)

    def show_told(self, rows: Mapping[str, Rows], facts: Facts) -> None:
        """What the actions wrote down about the record."""
        self.told.show_rows(rows, facts)

    @property
    def state(self) -> str:
        return str(self.line.values.get(self.register.state_name) or "") if self.line else ""

    @property
    def next_move(self) -> Move | None:
        return self.register.lifecycle.next_move(self.state) if self.register.lifecycle and self.line else None

    @property
    def first_deed(self) -> Action | None:
        """The action of the big button where there is no lifecycle."""
        return self.deeds[0] if self.deeds and self.register.lifecycle is None else None

    @property
    def deeds(self) -> list[Action]:
        """The register's own actions that still have something to do in this state."""
        return [deed for deed in self.register.actions if deed.fits(self.state) and (deed.reads or not self.reading)]

    @property
    def reading(self) -> bool:
        """Whether an inspector looks at it."""
        return self.form.known.desk.inspecting

    @property
    def other_moves(self) -> list[Move]:
        """Every move but the one of the button; going back is one of them."""
        lifecycle = self.register.lifecycle
        moves = lifecycle.moves_from(self.state) if lifecycle and not self.reading else ()
        return [move for move in moves if move is not self.next_move or self.urged is not None]

    @property
    def is_retired(self) -> bool:
        """The record shown lies in the 回收站."""
        return self.line is not None and self.line.values.get("retired_at") is not None

    def go_on(self) -> None:
        """What the button says."""
        if self.is_retired:
            self.restore_asked.emit()
        elif self.urged is not None:
            self.deed_asked.emit(self.urged.code)
        elif self.next_move is not None:
            self.step_asked.emit(self.next_move.verb)
        elif self.first_deed is not None:
            self.deed_asked.emit(self.first_deed.code)

    def _more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        """Other moves of the lifecycle, and the register's own actions."""
        menu = QMenu(self)
        for move in self.other_moves:
            action = QAction(f"{move.verb}…" if move.reason else move.verb, menu)
            action.triggered.connect(partial(self.step_asked.emit, move.verb))
            menu.addAction(action)
        if self.other_moves and self.deeds:
            menu.addSeparator()
        for deed in self.deeds:
            action = QAction(f"{deed.label}…\t{deed.key}" if deed.key else f"{deed.label}…", menu)
            action.triggered.connect(partial(self.deed_asked.emit, deed.code))
            menu.addAction(action)
        return menu

    def offer_kept(self, kept: KeptForm, version: int) -> None:
        """Ask in words whether what was kept shall be taken up again."""
        since = "，记录后来改过" if kept.version != version else ""
        self.note_said.setText(f"有未保存的修改（{kept.kept_at.astimezone():%m-%d %H:%M}{since}）")
        self.note.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        tall = self.height() >= px(TALL)
        self.tail.setVisible(tall)
        self.foot.setVisible(self.line is not None and not tall)

    def show_tail(self, files: Sequence[Attachment], chapters: Sequence[Chapter]) -> None:
        """Attachments and history: counted at the foot, listed inside a tall panel."""
        self.attachments.show_count(len(files))
        self.history.show_count(len(chapters))
        self.tail.show_files(files)
        self.tail.show_story(chapters)

    def _typed(self) -> None:
        self._show_faces()
        changed = self.line is not None and self.form.is_changed
        self.save_bar.setVisible(changed)
        faults = self.form.shown_faults
        self.faults.setVisible(bool(faults))
        self.faults.setText(counted(faults, self.register))
        self._timer.start() if changed and not self._timer.isActive() else None
        if not changed:
            self._timer.stop()

    def _go_to_fault(self) -> None:
        first = next(iter(self.form.shown_faults), "")
        self.form.focus_field(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
