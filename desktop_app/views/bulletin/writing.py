"""编辑: one bulletin on the desk — outline, text, the pages it will be, and what the checks say of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models.bulletins import Bulletin, BulletinWaiver
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.reports.bulletin_checks import UNPRINTABLE
from desktop_app.rules.bulletins import BULLETIN, TEXT_OPEN, read_doc_number
from desktop_app.rules.deadlines import countdown
from desktop_app.rules.vocabulary import BulletinState
from desktop_app.services import manuscripts, records
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.preferences import Preferences
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin import making
from desktop_app.views.bulletin.bar import EditBar, Standing
from desktop_app.views.bulletin.checks_strip import ChecksStrip
from desktop_app.views.bulletin.choosing import choices
from desktop_app.views.bulletin.drift_dialog import DriftBar
from desktop_app.views.bulletin.judging import Judged, Ways, check_marks, judged, source_marks
from desktop_app.views.bulletin.latest import Latest, Work
from desktop_app.views.bulletin.note_bar import NoteBar
from desktop_app.views.bulletin.preview_pane import PreviewPane
from desktop_app.views.bulletin.text_pane import TextPane
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.bar import Outside
from desktop_app.views.register.cells import days_left, left_tone
from desktop_app.views.register.keeper import EVERY_MS, Keeper
from desktop_app.views.register.known import Known
from desktop_app.views.register.nothing import Nothing
from desktop_app.views.register.showing import Showing
from desktop_app.views.theme import px

WORD = "编辑"
SAVE = "保存"
LAST = "bulletin-open"
"""Under which habit the bulletin opened last is kept."""
SPLIT = "bulletin-split"
PAPER_WIDE = 727
"""Pixels of the pages at 1366."""


class Writing(QWidget):
    """The text of one bulletin. ``told``: status or deeds changed; ``shown_id`` is the bulletin on the desk."""

    told = Signal()
    ways_asked = Signal(str, object)

    def __init__(self, known: Known, bus: Bus, jobs: Jobs, preferences: Preferences, outside: Outside) -> None:
        super().__init__()
        self.known, self.bus, self.jobs, self.preferences = known, bus, jobs, preferences
        self.desk = known.desk
        self.keeper = Keeper(self.desk.store, BULLETINS)
        self.draft: Draft | None = None
        self.found = Judged()
        self._dirty = False
        self.bar = EditBar(WORD, outside)
        self.note = NoteBar()
        self.moved = DriftBar(partial(self.ways_asked.emit, "drift", None))
        self.text = TextPane()
        self.preview = PreviewPane(jobs)
        self.strip = ChecksStrip()
        self.judge = Latest(jobs, self)
        self.nothing = Nothing()
        self._seat()
        self._connect()
        self._keeping = QTimer(self)
        self._keeping.setInterval(EVERY_MS)
        self._keeping.timeout.connect(self.keep)
        self._keeping.start()

    # what it is made of

    def _seat(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.note)
        column.addWidget(self.moved)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.text)
        self.split.addWidget(self._paper())
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(lambda *_moved: self.preferences.put(SPLIT, self.split.sizes()))
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.nothing)
        if sizes := self.preferences.get(SPLIT, None):
            self.split.setSizes([int(size) for size in sizes])
        else:
            self.split.setSizes([px(639), px(PAPER_WIDE)])

    def _paper(self) -> QFrame:
        made = QFrame()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.strip)
        return made

    def _connect(self) -> None:
        self.bar.picker.picked.connect(self.open)
        editor = self.text.editor
        editor.changed.connect(self._edited)
        editor.figure_asked.connect(self.preview.mark)
        self.preview.figure_asked.connect(self.text.go_to_figure)
        self.preview.shown.connect(self._paged)
        self.judge.answered.connect(self._judged)
        self.judge.refused.connect(lambda said: self.preview.say(f"! {said}"))
        self.nothing.new_asked.connect(partial(self.ways_asked.emit, "new", None))
        self.nothing.import_asked.connect(lambda: self.bus.import_asked.emit(BULLETINS.kind))

    # which bulletin

    @property
    def shown_id(self) -> int | None:
        return self.draft.record_id if self.draft is not None else None

    @property
    def state(self) -> BulletinState:
        assert self.draft is not None
        return BulletinState(self.draft.values["state"])

    @property
    def frozen(self) -> bool:
        """Issued: nothing of it changes any more."""
        return self.draft is not None and bool(self.draft.values.get("snapshot"))

    @property
    def writable(self) -> bool:
        open_ = self.draft is not None and not self.frozen and self.state in TEXT_OPEN
        return open_ and not self.desk.inspecting

    def open(self, bulletin_id: int) -> None:
        """Show another bulletin; what is typed in this one is kept."""
        if bulletin_id != self.shown_id:
            self.keep()
            self._show(bulletin_id)
            self.preferences.put(LAST, bulletin_id)

    def take_focus(self) -> None:
        """The cursor into the text, or to what an empty tab offers."""
        (self.text.editor if self.draft is not None else self.nothing).setFocus()

    def refresh(self) -> None:
        """Read anew: something was written. What is being typed stays."""
        here = self.shown_id
        with self.known.facts() as facts:
            live = {row["id"] for row in facts.live(BULLETINS.kind)}
            if here not in live:
                kept = int(self.preferences.get(LAST, 0))
                offered = choices(facts)
                here = kept if kept in live else offered[0].id if offered else None
        if here != self.shown_id or not self._typing:
            self._show(here)
        else:
            self._tell_all()
            self.ask()

    @property
    def _typing(self) -> bool:
        """Whether something is typed that is not saved yet."""
        return not self.frozen and self.draft is not None and bool(self.typed().changed)

    def _show(self, bulletin_id: int | None) -> None:
        self.note.clear()
        self.moved.show_count(0)
        self._dirty = False
        if bulletin_id is None:
            self.draft = None
            self.nothing.show_for(BULLETINS, Showing())
            self.stack.setCurrentWidget(self.nothing)
            self._tell_all()
            self.ask(at_once=True)
            return
        self.stack.setCurrentWidget(self.split)
        with self.known.facts() as facts:
            draft = manuscripts.loaded(facts, bulletin_id)
            kept = self.keeper.find(bulletin_id)
            self.draft = draft
            if kept is not None and kept.names and self.writable:
                if kept.version == draft.version:
                    kept.over(draft)
                    self._dirty = True
                self._offer_kept(same=kept.version == draft.version)
            self.text.show_draft(draft, facts, writable=self.writable)
        self._tell_all()
        self.ask(at_once=True)

    def _offer_kept(self, *, same: bool) -> None:
        """What was typed and not saved goes on, or waits to be taken up when the bulletin was changed meanwhile."""
        if same:
            self.note.say("已接着上次没保存的修改。Ctrl+S 保存", ("不要了", self._forget))
        else:
            said = "这份通报后来改过，上次没保存的修改没有套上"
            self.note.say(said, ("套上接着改", self._take_kept), ("不要了", self._forget))

    def _take_kept(self) -> None:
        kept = self.keeper.find(self.shown_id)
        if kept is not None and self.draft is not None:
            kept.over(self.draft)
            with self.known.facts() as facts:
                self.text.show_draft(self.draft, facts, writable=self.writable)
            self.note.clear()
            self._edited()

    def _forget(self) -> None:
        """不要了: as it stands in the file."""
        self.keeper.drop(self.shown_id)
        self._show(self.shown_id)

    # what is typed

    def typed(self) -> Draft:
        """The bulletin with what is typed."""
        assert self.draft is not None
        return self.text.editor.write_into(self.draft) if self.writable else self.draft

    def put(self, values: Mapping[str, Any]) -> None:
        """Other elements of the paper: seal, 主送, 版记, …"""
        draft = self.typed()
        draft.values.update(values)
        with self.known.facts() as facts:
            self.text.show_draft(draft, facts, writable=self.writable)
        self._edited()
        if not self.writable:
            self.save()

    def take(self, draft: Draft) -> None:
        """The same bulletin with figures taken anew."""
        self.draft = draft
        with self.known.facts() as facts:
            self.text.editor.take(draft, facts)

    def _edited(self) -> None:
        """Something was typed, or taken back to what is saved."""
        was, self._dirty = self._dirty, self._typing
        if was != self._dirty:
            self._turned()
        self.ask()
        self.told.emit()

    def _turned(self) -> None:
        """The first letter typed, or the last one taken back."""
        if not self._dirty:
            self.keeper.drop(self.shown_id)
            self.note.clear()
        with self.known.facts() as facts:
            self.bar.show_standing(self._standing(facts))

    def keep(self) -> None:
        """Keep what is typed and not saved."""
        if self._dirty and self._typing and self.draft is not None:
            self.keeper.keep(self.draft)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed and not saved."""
        return self._dirty

    def save(self) -> bool:
        """Ctrl+S. False when it was refused; the sentence stands above."""
        if self.draft is None or self.frozen:
            return True
        draft = self.typed()
        if not draft.changed:
            return True
        try:
            outcome = records.save(self.desk, BULLETINS, draft)
        except Refusal as refused:
            self.bus.failed.emit(refused.said)
            return False
        self.bus.mended.emit()
        self.written(outcome)
        return True

    def written(self, outcome: Any) -> None:
        """Something of this bulletin was written: read it anew, tell everybody."""
        self.keeper.drop(self.shown_id)
        self.known.forget()
        self._show(self.shown_id)
        self.bus.committed.emit(outcome)

    # the worker's questions

    def ask(self, *, at_once: bool = False) -> None:
        """Set the pages and ask the checks anew."""
        self.preview.ask(self._to_set, at_once=at_once)
        self.judge.ask(self._to_judge, at_once=at_once)

    def _to_set(self) -> Work | None:
        if self.draft is None:
            return None
        draft = making.copied(self.typed())
        if self.frozen:
            return lambda _progress: making.frozen(self.desk, draft)
        with self.known.facts() as facts:
            number = making.expected_number(facts, draft)
        return lambda progress: making.made(self.desk, draft, number, lambda _at, _whole: not progress.stopped)

    def _to_judge(self) -> Work | None:
        return partial(judged, self.desk, making.copied(self.typed())) if self.draft is not None else None

    def _paged(self) -> None:
        """Other pages are shown."""
        self._tell_checks()
        self.told.emit()

    def _judged(self, found: Judged | None) -> None:
        self.found = found or Judged()
        self._tell_checks()
        ways = self._ways
        note = "" if self.found.drifted or self.frozen else "台账有变动时提示重取"
        self.strip.show_sources(source_marks(self.found, ways), note)
        self.moved.show_count(len(self.found.drifted) if self.writable else 0)
        self.told.emit()

    @property
    def _ways(self) -> Ways:
        return Ways(*(partial(self.ways_asked.emit, name) for name in ("check", "audit")),
                    *(partial(self.ways_asked.emit, name, None) for name in ("drift", "typed")))  # fmt: skip

    def _tell_checks(self) -> None:
        """The check list: what the words tell, then what the pages shown tell."""
        made, checked = self.preview.made, self.found.checked
        if checked and made is not None and UNPRINTABLE not in {one.code for one in checked}:
            checked = (*checked, *made.checks)
        self.strip.show_checks(check_marks(checked, self._ways))

    # what is told

    def _tell_all(self) -> None:
        with self.known.facts() as facts:
            self.bar.picker.show_choices(choices(facts, self.shown_id), self.shown_id)
            self.bar.show_standing(self._standing(facts) if self.draft is not None else None)
            self._tell_due(facts)
        self.bar.allow(writing=self.writable)
        self.strip.setVisible(self.draft is not None)
        self.told.emit()

    def _standing(self, facts: Facts) -> Standing:
        assert self.draft is not None
        days, near = self._days(facts)
        late = "" if days is None else f"逾期 {-days} 天" if days < 0 else countdown(days) if days <= near else ""
        move = BULLETIN.next_move(self.state)
        tone = "red" if days is not None and days < 0 else "amber"
        verb = SAVE if self._dirty else move.verb if move is not None else ""
        return Standing(self.state, late, tone, verb)

    def _days(self, facts: Facts) -> tuple[int | None, int]:
        assert self.draft is not None
        return days_left(BULLETINS, self.draft.values, facts.today), int(facts.unit.get("near_days") or 7)

    def _tell_due(self, facts: Facts) -> None:
        due = self.draft[Bulletin.due_on] if self.draft is not None else None
        if due is None or self.draft is None:
            self.strip.show_due("")
            return
        days, near = self._days(facts)
        day = f"{due:%m-%d}" if due.year == facts.today.year else due.isoformat()
        tone = left_tone(days, near) if days is not None else ""
        self.strip.show_due(f"印发期限 {day}" + (f"，{countdown(days)}" if days is not None else ""), tone)

    def status(self) -> list[str]:
        """第 18 号 · 起草 / 412 字 · 2 页 / 数字 10 / 10."""
        if self.draft is None:
            return []
        counts, made = self.text.editor.counts, self.preview.made
        pages = f" · {len(made.pages)} 页" if made is not None else ""
        return [
            f"{self._number()} · {self.state}{' · 没保存' if self._dirty else ''}",
            f"{counts.words} 字{pages}",
            f"数字 {counts.numbers.said}",
        ]

    def _number(self) -> str:
        assert self.draft is not None
        read = read_doc_number(self.draft[Bulletin.doc_no] or "")
        issue_no = self.draft[Bulletin.issue_no]
        return f"第 {read[2]} 号" if read else f"第 {issue_no} 期" if issue_no else "未编号"

    @property
    def waivers(self) -> list[dict[str, Any]]:
        return self.draft.rows(BulletinWaiver) if self.draft is not None else []
