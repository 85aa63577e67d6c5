"""The open desk: tab bar and one screen per tab, built when first shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.views.bus import Bus
from desktop_app.views.dialogs import ErrorBar
from desktop_app.views.screen import Screen
from desktop_app.views.tabs import Badge, TabBar
from desktop_app.views.theme import px


@dataclass(frozen=True)
class Tab:
    """A tab that exists: its digit, code and name, the kinds kept on it, and how its screen is made."""

    digit: str
    code: str
    name: str
    kinds: frozenset[str]
    make: Callable[[], QWidget]


class Workspace(QWidget):
    """Tabs over screens. ``told`` says that the current screen's status changed."""

    told = Signal()

    def __init__(self, bus: Bus, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.tabs = tuple(tabs)
        self._screens: dict[int, Screen] = {}
        self._covers: dict[int, Screen] = {}
        self._stale: set[int] = set()
        self._origins: dict[int, int] = {}
        self._ahead: dict[int, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self.error = ErrorBar()
        column.addWidget(self.error)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self.show_tab)
        bus.committed.connect(self._committed)
        bus.failed.connect(self.error.show_fault)
        bus.mended.connect(self.error.clear)
        bus.open_record.connect(self.open_record)
        bus.open_records.connect(self.open_records)
        bus.new_asked.connect(self.begin)
        bus.back_asked.connect(self.back)
        bus.forward_asked.connect(self.forward)

    def _bar(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("frame", "tabs")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(16), 0, px(16), 0)
        self.bar = TabBar()
        for at, tab in enumerate(self.tabs):
            self.bar.add(tab.digit, tab.name)
            QShortcut(QKeySequence(f"Ctrl+{tab.digit}"), self, lambda at=at: self.bar.setCurrentIndex(at))
        row.addWidget(self.bar)
        row.addStretch(1)
        return frame

    def show_tab(self, at: int) -> None:
        """Show a tab; its screen is built the first time, refreshed if something was written meanwhile."""
        if at not in self._screens:
            widget = self.tabs[at].make()
            self._stack.addWidget(widget)
            screen: Screen = widget  # type: ignore[assignment]
            self._screens[at] = screen
            screen.told.connect(self._told)
        elif at in self._stale:
            self._screens[at].refresh()
        self._stale.discard(at)
        self._stack.setCurrentWidget(self._widget(at))
        self.bar.setCurrentIndex(at)
        self.told.emit()

    def _widget(self, at: int) -> QWidget:
        widget = self._covers.get(at, self._screens[at])
        assert isinstance(widget, QWidget)
        return widget

    def cover(self, at: int, screen: Screen) -> None:
        """Show a screen in the place of a tab's own until it is uncovered (截至某日)."""
        self.uncover(at)
        assert isinstance(screen, QWidget)
        self._covers[at] = screen
        self._stack.addWidget(screen)
        screen.told.connect(self._told)
        if at == self.bar.currentIndex():
            self.show_tab(at)

    @property
    def covers(self) -> list[Screen]:
        """What stands in the place of tabs' own screens."""
        return list(self._covers.values())

    def uncover(self, at: int) -> None:
        """The tab's own screen again."""
        screen = self._covers.pop(at, None)
        if screen is None:
            return
        assert isinstance(screen, QWidget)
        if at == self.bar.currentIndex():
            self.show_tab(at)
        self._stack.removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    @property
    def screen_now(self) -> Screen | None:
        here = self.bar.currentIndex()
        return self._covers.get(here) or self._screens.get(here)

    @property
    def tab_now(self) -> str:
        return self.tabs[self.bar.currentIndex()].code

    def show_code(self, code: str) -> None:
        """The tab of that code, or the first."""
        codes = [tab.code for tab in self.tabs]
        self.show_tab(codes.index(code) if code in codes else 0)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on the tab where its kind is kept."""
        screen = self._go_where(kind)
        if screen is not None:
            screen.reveal(kind, record_id)

    def open_records(self, kind: str, ids: Sequence[int], said: str) -> None:
        """Show just the records behind a figure on the tab where their kind is kept."""
        screen = self._go_where(kind)
        if screen is not None:
            screen.show_only(kind, ids, said)

    def begin(self, kind: str) -> None:
        """Begin a new record on the tab where its kind is kept; behind a colon may stand what sort of it."""
        screen = self._go_where(kind.partition(":")[0])
        if screen is not None:
            screen.begin(kind)

    def _go_where(self, kind: str) -> Screen | None:
        """The tab where a kind is kept; from another one, the way back is remembered."""
        at = next((at for at, tab in enumerate(self.tabs) if kind in tab.kinds), None)
        if at is None:
            return None
        here = self.bar.currentIndex()
        self.uncover(at)
        self.show_tab(at)
        if at != here:
            self._origins[at] = here
            self._ahead.pop(here, None)
            self._screens[at].arrive()
        return self._screens[at]

    def back(self) -> None:
        """To the tab from which a record or a figure was opened."""
        here = self.bar.currentIndex()
        origin = self._origins.pop(here, None)
        if origin is not None:
            self._ahead[origin] = here
            self.show_tab(origin)

    def forward(self) -> None:
        """To the tab last come back from, as it stands there; Alt+← leads back again."""
        here = self.bar.currentIndex()
        at = self._ahead.pop(here, None)
        if at is not None:
            self._origins[at] = here
            self.show_tab(at)

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Back and forward between tabs, where there is a way."""
        here = self.bar.currentIndex()
        ways = (("back", self._origins, self.back), ("forward", self._ahead, self.forward))
        return {code: deed for code, known, deed in ways if here in known}

    def _told(self) -> None:
        self.told.emit()

    def _committed(self, _outcome: object) -> None:
        """Screens shown hear the bus themselves; hidden ones are refreshed when shown."""
        self.error.clear()
        self._stale |= set(self._screens) - {self.bar.currentIndex()}

    def set_badges(self, badges: Mapping[str, Badge]) -> None:
        for at, tab in enumerate(self.tabs):
            self.bar.set_badge(at, badges.get(tab.code, Badge()))

    def leave(self) -> bool:
        """Let every screen keep what is typed; False when one asks to stay."""
        return all(screen.leave() for screen in self._screens.values())

    def refresh(self) -> None:
        screen = self.screen_now
        if screen is not None:
            screen.refresh()
