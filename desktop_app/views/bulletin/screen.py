"""The tab 通报简报: 编辑, 台账, 有变, 文号 and 模板 on one switch."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views.bulletin.acts import Acts
from desktop_app.views.bulletin.hands import Hands
from desktop_app.views.bulletin.ledger import Ledger
from desktop_app.views.bulletin.paras import Place
from desktop_app.views.bulletin.wording_view import WORD as TEMPLATES
from desktop_app.views.bulletin.wording_view import WordingView
from desktop_app.views.bulletin.writing import WORD, Writing
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import LEDGER
from desktop_app.views.screen import Deeds

LISTS = (LEDGER, "有变", "文号")
"""The views of the register's screen, as they stand on the switch."""


_PARTS = {Place.CLOSING: "sealing", Place.IMPRINT: "copied_to"}
"""Part of the paper below the text to the element asked first."""


class BulletinScreen(QWidget):
    """The whole tab. ``told`` says that ``status`` or ``deeds`` changed."""

    told = Signal()

    def __init__(self, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences) -> None:
        super().__init__()
        self.desk, self.bus = desk, bus
        self.ledger = Ledger(desk, bus, jobs, settings, preferences, ((WORD,), (TEMPLATES,)))
        self.writing = Writing(self.ledger.known, bus, jobs, preferences, ((), (*LISTS, TEMPLATES)))
        self.wording = WordingView(self.ledger.known, bus, ((WORD, *LISTS), ()))
        self.acts = Acts(self.writing, self.ledger.recent, settings, self.write)
        self.hands = Hands(self.writing.text.editor, self.ledger.known, bus, self._values)
        self.stack = QStackedWidget()
        for view in (self.writing, self.ledger, self.wording):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._connect()
        self._bind()
        self.writing.refresh()

    def _connect(self) -> None:
        for views in (self.writing.bar.views, self.ledger.bar.views, self.wording.bar.views):
            views.left.connect(self.show_view)
        for pane in (self.writing, self.ledger, self.wording):
            pane.told.connect(self.told)
        self.ledger.write_asked.connect(self.write)
        self.ledger.draft_asked.connect(self.acts.new)
        self.ledger.correct_asked.connect(self.acts.correct)
        self.ledger.issue_asked.connect(self._issue)
        bar = self.writing.bar
        bar.step.clicked.connect(self.acts.save_or_step)
        bar.print_button.clicked.connect(self.acts.print)
        bar.pdf.clicked.connect(self.acts.export)
        bar.other.clicked.connect(self.acts.other)
        bar.retake.clicked.connect(self.acts.retake)
        self.writing.ways_asked.connect(self._go)
        self.writing.text.insert_asked.connect(self.hands.insert_figure)
        self.writing.text.editor.part_asked.connect(lambda place: self.acts.elements(_PARTS.get(place, "")))
        self.bus.committed.connect(self._committed)

    def _bind(self) -> None:
        writing, acts = self.writing, self.acts
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+N": acts.new,
            "Ctrl+S": writing.save,
            "Ctrl+P": acts.print,
            "Ctrl+E": acts.export,
            **dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), acts.save_or_step),
            "Alt+G": acts.elements,
            "F5": self.acts.retake,
            "F6": self.next_pane,
            "Ctrl+Tab": writing.bar.views.next,
            "Ctrl+Shift+Tab": writing.bar.views.back,
            "Alt+Left": self.bus.back_asked.emit,
            "Alt+Right": self.bus.forward_asked.emit,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), writing, deed)
        QShortcut(QKeySequence("Ctrl+Tab"), self.wording, self.wording.bar.views.next)
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self.wording, self.wording.bar.views.back)

    def _values(self) -> Mapping[str, Any]:
        """What a number to be inserted goes by: the day and the period of the bulletin."""
        return self.writing.draft.values if self.writing.draft is not None else {}

    # which view

    def show_view(self, at: int) -> None:
        """The view at a place of the switch."""
        if at == 0:
            self._show(self.writing)
        elif at <= len(LISTS):
            self.ledger.show_view(at - 1)
            self._show(self.ledger)
        else:
            self._show(self.wording)

    def _show(self, view: QWidget) -> None:
        if view is self.stack.currentWidget():
            return
        if self.stack.currentWidget() is self.writing:
            self.writing.keep()
        self.stack.setCurrentWidget(view)
        if view is not self.writing:
            view.refresh()  # type: ignore[attr-defined]
        view.setFocus()
        self.told.emit()

    @property
    def view(self) -> QWidget:
        return self.stack.currentWidget()

    def write(self, bulletin_id: int) -> None:
        """Open a bulletin's text."""
        self._show(self.writing)
        self.writing.open(bulletin_id)
        self.writing.text.editor.setFocus()

    def _issue(self, bulletin_id: int) -> None:
        self.write(bulletin_id)
        self.acts.issue()

    def _go(self, way: str, about: object) -> None:
        """Where a mark under the pages leads."""
        if way == "new":
            self.acts.new()
        elif way in ("check", "audit"):
            self.acts.open_found(about)
        elif way == "drift":
            self.acts.retake()
        else:
            self.writing.text.go_to_typed()

    def next_pane(self) -> None:
        """F6: outline → text → pages → checks → bar."""
        writing, focus = self.writing, QApplication.focusWidget()
        panes = (writing.text.outline, writing.text.editor, writing.preview, writing.strip, writing.bar)
        at = next((at for at, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0)
        targets = (
            writing.text.outline.list,
            writing.text.editor.page,
            writing.preview.ground,
            next(iter([*writing.strip.checks.buttons, *writing.strip.sources.buttons]), writing.bar.picker),
            writing.bar.picker,
        )
        targets[(at + 1) % len(targets)].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc in 编辑 goes back into the text."""
        if event.key() == Qt.Key.Key_Escape and self.view is self.writing:
            self.writing.take_focus()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        focus = QApplication.focusWidget()
        if self.view is self.writing and (focus is None or not self.isAncestorOf(focus)):
            self.writing.take_focus()

    # what the window asks

    def _committed(self, _outcome: Outcome) -> None:
        self.writing.known.forget()
        if self.isVisible() and self.view is self.writing:
            self.writing.refresh()

    def status(self) -> Sequence[str]:
        return self.view.status()  # type: ignore[attr-defined, no-any-return]

    def deeds(self) -> Deeds:
        if self.view is self.ledger:
            return self.ledger.deeds()
        if self.view is self.wording:
            return self.wording.deeds()
        return self.acts.deeds()

    def refresh(self) -> None:
        """Read anew: the tab was shown, or something was written elsewhere."""
        self.ledger.known.forget()
        self.writing.refresh()
        if self.view is not self.writing:
            self.view.refresh()  # type: ignore[attr-defined]

    def reveal(self, kind: str, record_id: int) -> bool:
        """A bulletin is shown in its list, where its fields are; its text is one Enter away."""
        if not self.ledger.reveal(kind, record_id):
            return False
        self._show(self.ledger)
        return True

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:
        if not self.ledger.show_only(kind, ids, said):
            return False
        self._show(self.ledger)
        return True

    def begin(self, kind: str) -> bool:
        """A new bulletin is drafted; other kinds are entered in their list. A kind of bulletin may be named too."""
        named = next((one for one in BulletinKind if kind == f"{BULLETINS.kind}:{one.name}"), None)
        if kind == BULLETINS.kind or named is not None:
            self._show(self.writing)
            self.acts.new(named)
            return True
        if self.ledger.begin(kind):
            self._show(self.ledger)
            return True
        return False

    def arrive(self) -> None:
        self.ledger.arrive()

    def leave(self) -> bool:
        """Keep what is typed."""
        self.writing.keep()
        return self.ledger.leave()
