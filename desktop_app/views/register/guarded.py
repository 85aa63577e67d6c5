"""A 台账 screen with sensitive registers: they stand behind a curtain (再输口令) until the password opens them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.views.controls import PRIMARY, HintButton, label, mark_bad, restyle
from desktop_app.views.front import PRACTICE_PASSWORD
from desktop_app.views.register.deeds import Deeds
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.sensitive import Sensitive, is_sensitive
from desktop_app.views.theme import px
from desktop_app.views.unlock import SecretField

ALWAYS = ("Ctrl+Tab", "Ctrl+Shift+Tab", "Alt+Left", "Alt+Right")
"""Keys that work before a curtain: on to another view."""


class Curtain(QFrame):
    """What stands in the place of a sensitive register: why, and a field for the password. Enter opens."""

    def __init__(self, guard: Sensitive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guard = guard
        self.setProperty("frame", "panel")
        self.secret = SecretField("口令", "Alt+V")
        self.secret.setFixedWidth(px(320))
        self.secret.returned.connect(self.attempt)
        self.title, self.said = label("", "title"), label("", "meta2")
        self.said.setWordWrap(True)
        self.said.setFixedWidth(px(420))
        self.open = HintButton("打开", "Enter", PRIMARY)
        self.open.clicked.connect(self.attempt)
        column = QVBoxLayout(self)
        column.setSpacing(px(12))
        column.addStretch(2)
        for widget in (self.title, self.said, self.secret, self.open):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self.secret)
        guard.refused.connect(self._refused)

    def name(self, title: str) -> None:
        """Which register stands behind it."""
        self.title.setText(f"{title}：再输一次口令")
        if not self.guard.busy:
            self.secret.clear()
            mark_bad(self.secret.line, False)
            self._say(self._hint, "meta2")

    @property
    def _hint(self) -> str:
        minutes = self.guard.settings.sensitive_minutes
        practice = f"演练口令：{PRACTICE_PASSWORD}。" if self.guard.practice else ""
        return f"{practice}敏感台账，{minutes} 分钟不用就再锁上。填了没存的还在"

    def attempt(self) -> None:
        """Try what is typed."""
        if self.secret.text:
            self._say("正在核对口令", "meta2")
            self.guard.attempt(self.secret.text)
        else:
            self._refused("没输口令。输入后打开")

    def _refused(self, said: str) -> None:
        if not isValid(self) or not self.isVisible():
            return
        self.secret.clear()
        mark_bad(self.secret.line, True)
        self._say(f"! {said}", "error")
        self.secret.setFocus()

    def _say(self, said: str, role: str) -> None:
        self.said.setText(said)
        restyle(self.said, role=role)


class GuardedScreen(RegisterScreen):
    """The same screen with a curtain before its sensitive views; behind it nothing can be seen, changed or printed."""

    curtain: Curtain | None = None
    _then: Callable[[], object] | None = None
    _drawn = False
    _named = ""

    def guard_by(self, guard: Sensitive) -> None:
        """Put a curtain before what is sensitive."""
        self.guard = guard
        self.curtain = Curtain(guard)
        self.views.addWidget(self.curtain)
        guard.opened.connect(self._opened)
        guard.shut.connect(self._shut)
        guard.watch(self.shows)
        self.destroyed.connect(partial(guard.forget, self.shows))
        self._refresh_board()

    def shows(self) -> bool:
        """Whether sensitive records are on the screen now."""
        return isValid(self) and self.isVisible() and not self.is_drawn and self._sensitive

    @property
    def _chip(self) -> str:
        """The word of the chip pressed."""
        register, at = self.place.register, self.place.listing.showing.chip
        return register.chips[at].label if 0 <= at < len(register.chips) else ""

    @property
    def _sensitive(self) -> bool:
        """Whether the view chosen is one of sensitive records."""
        return self.board is None and is_sensitive(self.place.register.kind, self._chip)

    @property
    def is_drawn(self) -> bool:
        """Whether the curtain stands before the view chosen."""
        own = self.curtain is not None and self.board is None
        return own and not self.guard.is_open(self.place.register.kind, self._chip)

    @property
    def _front(self) -> QWidget:
        return self.curtain if self.curtain is not None and self.is_drawn else super()._front

    def _refresh_board(self) -> None:
        super()._refresh_board()
        self._arrange()

    def _arrange(self) -> None:
        """Keys, buttons and panel rest while the curtain is drawn."""
        drawn = self.is_drawn
        if self.curtain is not None and drawn and self._named != self.place.register.kind:
            self.curtain.name(self.place.register.title)
        self._named = self.place.register.kind if drawn else ""
        if drawn != self._drawn:
            for key in self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
                key.setEnabled(not drawn or key.key().toString() in ALWAYS)
            for button in (self.bar.print_button, self.bar.excel, self.bar.filter):
                button.setEnabled(not drawn)
            self.bar.new.setEnabled(not drawn and not self.desk.inspecting)
        self._drawn = drawn
        if drawn:
            self.panels.hide()
        elif not self.split.hidden:
            self.panels.show()

    def _opened(self) -> None:
        if not isValid(self):
            return
        had = self.curtain is not None and self.curtain.isVisible()
        then, self._then = self._then, None
        self._refresh_board()
        if then is not None:
            then()
        elif had:
            self.back()
        self.told.emit()

    def _shut(self) -> None:
        if isValid(self):
            self._refresh_board()
            if self.is_drawn and self.isVisible():
                self.back()
            self.told.emit()

    # what is not done behind the curtain

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:
        done = super().show_only(kind, ids, said)
        if done and self.is_drawn:
            self._front.setFocus()
        return done

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show the register; a record behind the curtain is opened once the password was given."""
        register = self._kept(kind)
        if register is not None:
            self.show_kind(register)
            if self.is_drawn:
                self._then = partial(super().open_record, kind, record_id)
                self._front.setFocus()
                return True
        return super().open_record(kind, record_id)

    def reveal(self, kind: str, record_id: int) -> bool:
        register = self._kept(kind)
        if register is not None and self.curtain is not None and not self.guard.is_open(kind):
            self.show_kind(register)
            self._then = partial(super().reveal, kind, record_id)
            self._front.setFocus()
            return True
        return super().reveal(kind, record_id)

    def new_record(self) -> None:
        if not self.is_drawn:
            super().new_record()

    def _narrow(self, **by: Any) -> None:
        super()._narrow(**by)
        self._arrange()

    def deeds(self) -> Deeds:
        return {} if self.is_drawn else super().deeds()

    def status(self) -> list[str]:
        return [] if self.is_drawn else super().status()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.is_drawn:
            event.ignore()
        else:
            super().keyPressEvent(event)
