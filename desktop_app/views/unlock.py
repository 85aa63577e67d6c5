"""The unlock screen (解锁): shown at start, after idle time and on F12; it holds no case data."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.views import text
from desktop_app.views.controls import PRIMARY, HintButton, label, link, mark_bad, restyle, rule
from desktop_app.views.icons import pixmap
from desktop_app.views.passwords import CapsWatch, accepted, strength
from desktop_app.views.theme import T, px


class SecretField(QWidget):
    """A password field with 显示 Alt+V at its right end."""

    returned = Signal()

    def __init__(self, name: str, show_key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.setProperty("tall", "true")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        self.line.returnPressed.connect(self.returned)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        inside = QHBoxLayout(self.line)
        inside.setContentsMargins(0, 0, px(6), 0)
        self._show = HintButton(f"显示 {show_key}".strip(), "", "link", key=show_key, clicked=self._turn)
        self._show.hint = ""
        self._show.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.addStretch(1)
        inside.addWidget(self._show)
        self.line.setTextMargins(0, 0, px(76) if show_key else px(40), 0)
        self._key = show_key

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._show.setText(f"{'隐藏' if hidden else '显示'} {self._key}".strip())
        if self._key:
            self._show.setShortcut(self._key)

    @property
    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)


class UnlockScreen(QWidget):
    """The card with password, and behind R the way with the recovery key.

    ``tried`` carries the password; ``reset_asked`` the recovery key and the new password; ``left`` asks to quit.
    """

    tried = Signal(str)
    reset_asked = Signal(str, str)
    left = Signal()

    def __init__(self, unit: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.caps = CapsWatch()
        column = QVBoxLayout(self)
        column.addStretch(9)
        column.addWidget(self._card(unit, year), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(44))
        column.addWidget(
            label("单机使用，数据不出本机　•　口令连错 5 次锁 10 分钟　•　F1 帮助", "meta"),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        column.addStretch(2)
        QShortcut(QKeySequence("Esc"), self.back, self.show_password)
        self.password.line.installEventFilter(self)
        self.setFocusProxy(self.password)
        self.show_password()

    def _card(self, unit: str, year: int) -> QFrame:
        card = QFrame()
        card.setProperty("frame", "card")
        card.setFixedWidth(px(440))
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(40), px(32), px(40), px(28))
        inside.setSpacing(px(8))
        inside.addLayout(_head(unit, year))
        inside.addSpacing(px(16))
        inside.addWidget(rule())
        inside.addSpacing(px(12))
        self.front, self.back = self._password_page(), self._reset_page()
        inside.addWidget(self.front)
        inside.addWidget(self.back)
        column.addLayout(inside)
        column.addWidget(self._drafts_line())
        return card

    def _password_page(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        mark = QLabel()
        mark.setPixmap(pixmap("lock", T.ink2, px(16), 2.0))
        row.addWidget(mark)
        self._state = label("请输入口令")
        row.addWidget(self._state, 1)
        column.addLayout(row)
        column.addSpacing(px(8))
        self._keeper_label = label("使用人", "label")
        self._keeper = QLineEdit()
        self._keeper.setReadOnly(True)
        self._keeper.setProperty("tall", "true")
        self._keeper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keeper.setAccessibleName("使用人")
        column.addWidget(self._keeper_label)
        column.addWidget(self._keeper)
        self.password = SecretField("口令", "Alt+V")
        self.password.returned.connect(self._try)
        self.password.line.textEdited.connect(lambda _typed: mark_bad(self.password.line, False))
        column.addSpacing(px(4))
        column.addWidget(label("口令 (&K)", "label", self.password.line))
        column.addWidget(self.password)
        self._said = label("", "caution")
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(px(20))
        column.addWidget(self._said)
        self.go = HintButton("解锁", "Enter", PRIMARY, clicked=self._try)
        self.go.setProperty("tall", "true")
        column.addWidget(self.go)
        column.addSpacing(px(4))
        column.addLayout(self._links())
        self.set_keeper("")
        return page

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(-px(3), 0, -px(3), 0)
        row.addWidget(link("用恢复码重设口令 (&R)", self.show_reset))
        row.addStretch(1)
        row.addWidget(link("退出", self.left.emit, "Alt+F4"))
        return row

    def _reset_page(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        column.addWidget(label("用恢复码重设口令", "strong"))
        self.recovery = QLineEdit()
        self.recovery.setPlaceholderText("信封里的八组字符，横线可省")
        column.addWidget(label("恢复码 (&M)", "label", self.recovery))
        column.addWidget(self.recovery)
        self.first, self.second = SecretField("新口令", "Alt+V"), SecretField("再输一次")
        for said, secret in (("新口令 (&N)", self.first), ("再输一次 (&A)", self.second)):
            column.addWidget(label(said, "label", secret.line))
            column.addWidget(secret)
            secret.returned.connect(self._reset)
        self.recovery.returnPressed.connect(self._reset)
        self.first.line.textChanged.connect(lambda typed: self._say_back(strength(typed)[1] if typed else "", "meta2"))
        self._said_back = label("", "fault")
        self._said_back.setWordWrap(True)
        self._said_back.setMinimumHeight(px(20))
        column.addWidget(self._said_back)
        self.renew = HintButton("重设口令", "Enter", PRIMARY, clicked=self._reset)
        self.renew.setProperty("tall", "true")
        column.addWidget(self.renew)
        column.addWidget(link("返回", self.show_password, "Esc"))
        return page

    def _drafts_line(self) -> QFrame:
        self._foot = QFrame()
        self._foot.setProperty("frame", "foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(px(40), px(10), px(40), px(10))
        row.addWidget(label("未存草稿", "meta2"))
        self._drafts = label("", "meta2")
        row.addWidget(self._drafts, 1)
        self._foot.hide()
        return self._foot

    def set_state(self, said: str) -> None:
        """The line with the lock: 已锁定 14:46，闲置 10 分钟."""
        self._state.setText(said)

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def said(self) -> str:
        """The sentence under the field, with its mark."""
        return self._said.text()

    def set_keeper(self, said: str) -> None:
        """Who uses the file; shown only while the program already knows it."""
        self._keeper.setText(said)
        for widget in (self._keeper_label, self._keeper):
            widget.setVisible(bool(said))

    def set_drafts(self, said: str) -> None:
        """The foot of the card: 1 份（WT-065），解锁后继续; empty hides it."""
        self._drafts.setText(said)
        self._foot.setVisible(bool(said))

    def say(self, said: str, role: str = "fault") -> None:
        """A sentence under the field, with its own mark."""
        mark = {"fault": "! ", "caution": "◆ "}.get(role, "")
        self._said.setText(f"{mark}{said}" if said else "")
        restyle(self._said, role=role)

    def refused(self, said: str) -> None:
        """The password was wrong or may not be tried now."""
        self.set_busy("")
        if not self.back.isHidden():
            self._say_back(f"! {said}")
            return
        self.say(said)
        mark_bad(self.password.line, True)
        self.password.line.selectAll()
        self.password.line.setFocus()

    def set_busy(self, said: str) -> None:
        """While the key is worked out: buttons rest and say so."""
        for button, idle in ((self.go, "解锁"), (self.renew, "重设口令")):
            button.setEnabled(not said)
            button.setText(said or idle)

    def show_password(self) -> None:
        for secret in (self.first, self.second, self.password):
            secret.clear()
        self.recovery.clear()
        self._say_back("")
        self.back.hide()
        self.front.show()
        self.say("")
        self._tell_caps()
        self.password.line.setFocus()

    def show_reset(self) -> None:
        self.front.hide()
        self.back.show()
        self.recovery.setFocus()

    def _try(self) -> None:
        if not self.go.isEnabled():
            return
        if not self.password.text:
            self.say("没输口令。输入口令再解锁")
            self.password.line.setFocus()
            return
        mark_bad(self.password.line, False)
        self.say("")
        self.set_busy("正在解锁…")
        self.tried.emit(self.password.text)

    def _reset(self) -> None:
        said = "没填恢复码。照信封里的纸填" if not self.recovery.text().strip() else ""
        said = said or accepted(self.first.text, self.second.text)
        self._say_back(f"! {said}" if said else "")
        if not said and self.renew.isEnabled():
            self.set_busy("正在重设…")
            self.reset_asked.emit(self.recovery.text(), self.first.text)

    def _say_back(self, said: str, role: str = "fault") -> None:
        self._said_back.setText(said)
        restyle(self._said_back, role=role)

    def _tell_caps(self) -> None:
        if self.caps.on:
            self.say("大写锁定已开，按 CapsLock 关闭", "caution")
        elif self._said.property("role") == "caution":
            self.say("", "caution")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.caps.see(event)
            if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tell_caps()
        return super().eventFilter(watched, event)


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(6))
    return column


def _head(unit: str, year: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(12))
    mark = QLabel()
    mark.setPixmap(pixmap("app", T.ink2, px(40), 2.0))
    row.addWidget(mark)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(text.NAME, "title"))
    words.addWidget(label("　".join(filter(None, [unit, f"{year}年度" if year else ""])) or "本机工作库", "label"))
    row.addLayout(words, 1)
    return row
