"""The registers of a tab as they stood at the end of a day (截至某日): lists, panel, paper and workbook, read only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.registers import reading
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.controls import HintButton, label
from desktop_app.views.jobs import Jobs
from desktop_app.views.past.panel import PastPanel
from desktop_app.views.past.since import Story, story
from desktop_app.views.register import output
from desktop_app.views.register.bar import Bar
from desktop_app.views.register.keys import TYPING
from desktop_app.views.register.known import Known
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.split import Split
from desktop_app.views.screen import Deeds
from desktop_app.views.theme import px

AGAIN = "Ctrl+H"
"""The key that asks for a day, in menu and band."""


class PastScreen(QWidget):
    """Stands in the place of a tab's screen until ``left``; ``again``: another day is asked for."""

    told = Signal()
    left = Signal()
    again = Signal()

    def __init__(
        self,
        past: Desk,
        desk: Desk,
        bus: Bus,
        jobs: Jobs,
        registers: Sequence[Register],
        register: Register,
        settings: Settings,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.past, self.desk, self.bus, self.jobs = past, desk, bus, jobs
        self.settings, self.preferences = settings, preferences
        self.registers = tuple(registers)
        self.known = Known(past)
        self._listings: dict[str, Listing] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band())
        self.bar = Bar([kept.title for kept in self.registers])
        self.bar.new.hide()
        self.bar.excel.setText("导出")
        column.addWidget(self.bar)
        self.split = Split(registers[0].tab, preferences)
        self.panel = PastPanel()
        self.split.panels.addWidget(self.panel)
        column.addWidget(self.split, 1)
        self._connect()
        self.show_view(self.registers.index(register))

    def _band(self) -> QFrame:
        """What is looked at, in words that cannot be missed."""
        band = QFrame()
        band.setProperty("frame", "note")
        row = QHBoxLayout(band)
        row.setContentsMargins(px(16), px(4), px(8), px(4))
        said = f"截至 {self.past.today} 终了时的样子 · 只读 · Esc 返回现在"
        self.said = label(said, "note")
        band.setAccessibleName(said)
        row.addWidget(self.said, 1)
        row.addWidget(HintButton("换一天", AGAIN, "quiet", clicked=self.again.emit))
        row.addWidget(HintButton("返回现在", "Esc", "quiet", clicked=self.left.emit))
        return band

    def _connect(self) -> None:
        bar = self.bar
        bar.views.chosen.connect(self.show_view)
        bar.chips.chosen.connect(lambda at: self._narrow(chip=at))
        bar.filter.settled.connect(lambda text: self._narrow(text=text))
        bar.filter.done.connect(self.back)
        bar.print_button.clicked.connect(self.print_view)
        bar.excel.clicked.connect(self.export_view)
        bar.more_views.setVisible(False)
        self.panel.now_asked.connect(self._open_now)
        self.bus.committed.connect(self._committed)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+P": self.print_view,
            "Ctrl+E": self.export_view,
            "Ctrl+F": self.to_filter,
            "F4": self.split.toggle,
            "F6": self.next_pane,
            "F5": self.refresh,
            "Ctrl+Tab": bar.views.next,
            "Ctrl+Shift+Tab": bar.views.back,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self, deed)

    # which list

    @property
    def register(self) -> Register:
        return self.registers[self.bar.views.current]

    @property
    def listing(self) -> Listing:
        """The list shown, made when first needed."""
        kind = self.register.kind
        if kind not in self._listings:
            made = Listing(self.register, self.known, self.jobs, self.preferences)
            self._listings[kind] = made
            self.split.views.addWidget(made)
            made.shown.connect(partial(self._shown, made))
            made.picked.connect(partial(self._picked, made))
            made.opened.connect(lambda _record_id: self.panel.open.setFocus())
            made.refresh()
        return self._listings[kind]

    def show_view(self, at: int) -> None:
        """Show a register of the tab."""
        self.bar.views.choose(at)
        self.bar.chips.show_register(self.register)
        listing = self.listing
        self.split.views.setCurrentWidget(listing)
        self._shown(listing)
        self._picked(listing)
        self.bar.arrange()
        if self.isVisible():
            self.back()

    def _shown(self, listing: Listing) -> None:
        nothing = listing.nothing
        if not listing.showing.is_narrowed:
            nothing.said.setText(f"截至 {self.past.today} 还没有{listing.register.title}。")
        nothing.new.hide()
        nothing.take_in.hide()
        if listing is self._listings.get(self.register.kind):
            self.bar.chips.show_counts(listing.counts)
            self.bar.chips.choose(listing.showing.chip)
            self.bar.filter.show_text(listing.showing.text)
            self.told.emit()

    def _picked(self, listing: Listing) -> None:
        if listing is self._listings.get(self.register.kind):
            self.panel.show_story(self._story(listing))
            self.told.emit()

    def _story(self, listing: Listing) -> Story | None:
        record_id = listing.table.current_id()
        then = listing.line(record_id) if record_id is not None else None
        if then is None:
            return None
        with self.known.facts() as past, self.desk.facts() as present:
            now = next(iter(reading.lines(present, listing.register, [then.id])), None)
            return story(listing.register, then, past, now, present)

    def _narrow(self, **by: Any) -> None:
        self.listing.show_as(replace(self.listing.showing, **by))

    # verbs

    def shown(self) -> output.Shown:
        """The list as it is shown, with its day in the title."""
        return replace(output.shown_of(self.listing), stood_on=self.past.today)

    def print_view(self) -> None:
        """打印: the list as it stood."""
        output.print_shown(self, self.past, self.shown(), self.jobs, self.settings, self.bus)

    def export_view(self) -> None:
        """导出: the same as a workbook."""
        output.export_shown(self, self.past, self.shown(), self.jobs, self.settings, self.bus)

    def to_filter(self) -> None:
        """Ctrl+F, /, 、."""
        self.bar.filter.setFocus()
        self.bar.filter.selectAll()

    def next_pane(self) -> None:
        """F6: bar → list → panel."""
        focus = QApplication.focusWidget()
        if focus is not None and self.bar.isAncestorOf(focus):
            self.back()
        elif focus is not None and self.split.views.isAncestorOf(focus) and not self.split.hidden:
            self.panel.open.setFocus()
        else:
            self.bar.filter.setFocus()

    def back(self) -> None:
        """The cursor goes back into the list."""
        self.listing.setFocus()

    def _open_now(self) -> None:
        record_id = self.listing.table.current_id()
        if record_id is not None:
            self.bus.open_record.emit(self.register.kind, record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        typing = isinstance(QApplication.focusWidget(), TYPING)
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.panel.open.hasFocus():
            self._open_now()
        elif event.text() in ("/", "、") and not typing:
            self.to_filter()
        elif self.listing.table.hasFocus() and event.text().strip() and event.text().isprintable():
            self.bar.filter.begin(event.text())
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        """Esc: from the panel to the list, then the filters off, then to the present."""
        if self.panel.open.hasFocus():
            self.back()
        elif self.listing.showing.is_narrowed:
            self.listing.widen()
        else:
            self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.back()

    # what the window asks

    def _committed(self, _outcome: object) -> None:
        """What was written changes nothing of then, only what stands beside it."""
        if self.isVisible():
            self._picked(self.listing)

    def refresh(self) -> None:
        """Compare with what is kept now."""
        self._picked(self.listing)

    def status(self) -> list[str]:
        return [f"截至 {self.past.today}", *self.listing.status()]

    def deeds(self) -> Deeds:
        """What can be done with what is over."""
        return {
            "find": self.to_filter,
            "print": self.print_view,
            "export": self.export_view,
            "panel": self.split.toggle,
            "refresh": self.refresh,
        }

    def reveal(self, kind: str, record_id: int) -> bool:  # noqa: ARG002
        """A record is shown as it is now."""
        return False

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:  # noqa: ARG002
        """The rows behind a figure are shown as they are now."""
        return False

    def begin(self, kind: str) -> bool:  # noqa: ARG002
        """Nothing begins in the past."""
        return False

    def arrive(self) -> None: ...

    def leave(self) -> bool:
        """Nothing is typed here."""
        return True
