"""The base dialog, the questions asked by dialog, and the error bar that stays until mended."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.views.controls import DANGER, PLAIN, PRIMARY, HintButton, keycap, label, link, mark_bad, restyle
from desktop_app.views.theme import px

GIVE_UP = "填了还没存。再按一次 Esc 放弃"


class Dialog(QDialog):
    """A dialog: body, optional hint bar, foot with a note on the left and buttons on the right.

    Buttons are added from left to right; 取消 comes first and answers Esc. What was typed is not lost by one Esc:
    it takes a second one while ``typed`` says the same.
    """

    def __init__(self, parent: QWidget | None, title: str, width: int = 560) -> None:
        super().__init__(parent)
        self.answered = False
        self._warned = ""
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(px(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        ground = QWidget()
        ground.setProperty("ground", "surface")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(ground)
        self.body.setContentsMargins(px(24), px(20), px(24), px(20))
        self.body.setSpacing(px(8))
        column.addWidget(ground, 1)
        self._hints = self._bar(px(30))
        self._hints.hide()
        self._foot = self._bar(px(56))
        column.addWidget(self._hints)
        column.addWidget(self._foot)
        self.said = label("")
        self.said.setWordWrap(True)
        self._row(self._foot).addWidget(self.said, 1)

    def exec(self) -> int:
        """Wait for the answer. Unlike Qt's own, hiding the dialog (the window is locked) does not answer it."""
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.show()
        loop.exec()
        return self.result()

    @property
    def typed(self) -> str:
        """What would be lost by closing, in any words; empty when nothing would."""
        return ""

    @property
    def unkept(self) -> bool:
        """Whether what was typed is in this dialog alone, in no draft."""
        return bool(self.typed)

    def keep(self) -> None:
        """Keep what is typed as a draft, in a dialog that has one; the others wait hidden while it is locked."""

    def reject(self) -> None:
        """Esc, 取消, the close button: what was typed is given up when asked twice."""
        typed = self.typed
        if typed and typed != self._warned:
            self._warned = typed
            self.say(GIVE_UP, "note")
            return
        super().reject()

    def done(self, result: int) -> None:
        """Answered: locking and unlocking will not bring it back."""
        self.answered = True
        super().done(result)

    def _bar(self, height: int) -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "foot")
        bar.setMinimumHeight(height)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(24), 0, px(24), 0)
        row.setSpacing(px(8))
        return bar

    @staticmethod
    def _row(bar: QFrame) -> QHBoxLayout:
        row = bar.layout()
        assert isinstance(row, QHBoxLayout)
        return row

    def hint(self, key: str, text: str) -> None:
        """One ``[key] text`` in the hint bar; an empty key gives text alone."""
        row = self._row(self._hints)
        if row.count():
            row.takeAt(row.count() - 1)
        if key:
            row.addWidget(keycap(key))
        row.addWidget(label(text, "meta2"))
        row.addSpacing(px(8))
        row.addStretch(1)
        self._hints.show()

    def add_button(self, text: str, hint: str, clicked: Callable[[], object], kind: str = PLAIN) -> HintButton:
        """A button of the foot; its shortcut is ``hint`` unless the dialog answers that key anyway (Esc)."""
        button = HintButton(text, hint, kind, clicked=clicked)
        if hint and hint != "Esc":
            for key in _keys(hint):
                QShortcut(QKeySequence(key), self, button.click)
        self._row(self._foot).addWidget(button)
        return button

    def add_cancel(self, text: str = "取消") -> HintButton:
        return self.add_button(text, "Esc", self.reject)

    def say(self, text: str, role: str = "error") -> None:
        """The note at the foot; empty takes it away."""
        self.said.setText(text)
        restyle(self.said, role=role)


def _keys(hint: str) -> tuple[str, ...]:
    return (hint, hint.replace("Enter", "Return")) if "Enter" in hint else (hint,)


class ReasonDialog(Dialog):
    """Asks why (原因) before a step that needs it; never lets an empty reason through."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, verb: str, phrases: Sequence[str], dangerous: bool
    ) -> None:
        super().__init__(parent, title, 480)
        asked = label(sentence)
        asked.setWordWrap(True)
        self.body.addWidget(asked)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("原因")
        self.reason.setPlaceholderText("写明原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(84))
        self.body.addWidget(self.reason)
        for phrase in phrases:
            self.body.addWidget(link(phrase, partial(self.reason.setPlainText, phrase)))
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(verb, "Ctrl+Enter", self._accept, DANGER if dangerous else PRIMARY)
        self.reason.setFocus()

    def _accept(self) -> None:
        empty = not self.text
        mark_bad(self.reason, empty)
        if empty:
            self.say("没写原因。写一句再继续")
            self.reason.setFocus()
        else:
            self.accept()

    @property
    def text(self) -> str:
        return self.reason.toPlainText().strip()

    @property
    def typed(self) -> str:
        return self.text


def ask_reason(
    parent: QWidget | None,
    title: str,
    sentence: str,
    verb: str,
    phrases: Sequence[str] = (),
    *,
    dangerous: bool = False,
) -> str | None:
    """The reason typed, or None when the officer stepped back. ``verb`` names the deed: 删除 3 条."""
    dialog = ReasonDialog(parent, title, sentence, verb, phrases, dangerous)
    return dialog.text if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_text(parent: QWidget | None, title: str, caption: str, verb: str, given: str = "") -> str | None:
    """One line of text under its caption; None when the officer stepped back. Enter does the deed."""
    dialog = Dialog(parent, title, 440)
    line = QLineEdit(given)
    line.selectAll()
    dialog.body.addWidget(label(caption, "label", line))
    dialog.body.addWidget(line)
    dialog.add_cancel()
    go = dialog.add_button(verb, "Enter", dialog.accept, PRIMARY)
    go.setDefault(True)
    line.setFocus()
    return line.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None


def confirm(parent: QWidget | None, title: str, sentence: str, verb: str, keep: str, *, dangerous: bool = True) -> bool:
    """Ask with the result said: ``删除 3 条问题？…可撤销。`` · 删除 3 条 / 不删. The safe answer is the default."""
    dialog = Dialog(parent, title, 440)
    said = label(sentence)
    said.setWordWrap(True)
    dialog.body.addWidget(said)
    stay = dialog.add_button(keep, "Esc", dialog.reject)
    go = dialog.add_button(verb, "", dialog.accept, DANGER if dangerous else PRIMARY)
    (stay if dangerous else go).setDefault(True)
    (stay if dangerous else go).setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


def tell(parent: QWidget | None, title: str, sentence: str) -> None:
    """Say something that must be read before going on."""
    dialog = Dialog(parent, title, 440)
    said = label(sentence)
    said.setWordWrap(True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(said)
    known = dialog.add_button("知道了", "Esc", dialog.accept, PRIMARY)
    known.setDefault(True)
    known.setFocus()
    dialog.exec()


class ErrorBar(QFrame):
    """The red bar above a table or form: stays until mended or closed; may offer one deed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "error")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(4), px(8), px(4))
        self._said = label("", "error")
        self._said.setWordWrap(True)
        row.addWidget(self._said, 1)
        self._deed: QPushButton | None = None
        self._row = row
        self._close = HintButton("关闭", "", "quiet", clicked=self.clear)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        return self._said.text() if not self.isHidden() else ""

    def show_fault(self, said: str, deed: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a sentence; ``deed`` names the button that mends it."""
        self.clear()
        self._said.setText(f"! {said}")
        if act is not None:
            self._deed = HintButton(deed, clicked=act)
            self._row.insertWidget(1, self._deed)
        self.setAccessibleName(said)
        self.show()

    def clear(self) -> None:
        if self._deed is not None:
            self._deed.deleteLater()
            self._deed = None
        self.hide()
