"""The status bar: what the screen shows on the left, saved, backup, chain and lock on the right."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from desktop_app.views.controls import HintButton, divider, keycap, label, restyle
from desktop_app.views.theme import px

SECONDS = 6


def moment(at: datetime, today: date) -> str:
    """今天 09:05, 昨天 17:40, or 05-04 17:40."""
    local = at.astimezone()
    days = (today - local.date()).days
    return f"{ {0: '今天', 1: '昨天'}.get(days, f'{local:%m-%d}') } {local:%H:%M}"


class StatusBar(QStatusBar):
    """Left field: counts of the screen, for six seconds what was just done. A failed backup stays red.

    ``pressed`` carries what was clicked: backup, chain or lock.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(px(10), 0, px(20), 0)
        self._left = _Row()
        self.addWidget(self._left, 1)
        self._right = _Row()
        self.addPermanentWidget(self._right)
        self._counts: Sequence[str] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_counts)
        self._parts: dict[str, QLabel | HintButton] = {}

    def front(self, left: str, right: str) -> None:
        """As it stands before a file is open and while it is locked: nothing of a record stays to be read."""
        self._timer.stop()
        self.counts([left])
        self._right.fill([label(right, "meta2")])
        self._parts = {}

    def desk(self, mark: str = "") -> None:
        """As it stands at the open desk; ``mark`` says that nothing is saved there, nor backed up."""
        saved = label(mark or "未改动", "strong" if mark else "meta2")
        backup = HintButton("上次备份 无", "", "quiet", clicked=lambda: self.pressed.emit("backup"))
        chain = HintButton("审计链", "", "quiet", clicked=lambda: self.pressed.emit("verify"))
        lock = HintButton("锁定", "", "quiet", clicked=lambda: self.pressed.emit("lock"))
        self._parts = {"chain": chain} if mark else {"saved": saved, "backup": backup, "chain": chain}
        sound = label("正常", "good")
        self._sound = sound
        kept = [saved] if mark else [saved, backup]
        self._right.fill([*kept, (chain, sound), (lock, keycap("F12"))])

    def counts(self, texts: Sequence[str]) -> None:
        """What the screen shows: 共 64 条 · 显示 18, 已选 1."""
        self._counts = tuple(texts)
        if not self._timer.isActive():
            self._show_counts()

    def say(self, said: str) -> None:
        """What was just done, for six seconds."""
        self._left.fill([label(said, "strong")])
        self._timer.start(SECONDS * 1000)

    def _show_counts(self) -> None:
        self._left.fill([label(said, "meta2") for said in self._counts if said])

    def saved(self, at: datetime) -> None:
        self._set("saved", f"已保存 {at.astimezone():%H:%M}")

    def backup(self, said: str, failed: bool = False) -> None:
        """``上次备份 今天 09:05``, or in red why it failed."""
        self._set("backup", said)
        if "backup" in self._parts:
            restyle(self._parts["backup"], tone="red" if failed else "")

    def chain(self, sound: bool, said: str) -> None:
        """The history chain as last checked: 正常, 核验中, or what is wrong."""
        if self._parts:
            self._sound.setText(said)
            restyle(self._sound, role="good" if sound else "fault")

    def _set(self, part: str, said: str) -> None:
        if part in self._parts:
            self._parts[part].setText(said)
            self._parts[part].setAccessibleName(said)

    @property
    def left(self) -> str:
        return self._left.words()

    @property
    def right(self) -> str:
        return self._right.words()


class _Row(QWidget):
    """Texts with hairlines between them."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(8), 0, 0, 0)
        self._row.setSpacing(px(12))

    def fill(self, items: Sequence[QWidget | tuple[QWidget, QWidget]]) -> None:
        while (taken := self._row.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for item in items:
            if self._row.count():
                self._row.addWidget(divider(14))
            self._row.addWidget(item if isinstance(item, QWidget) else _pair(*item))
        self._row.addStretch(1)

    def words(self) -> str:
        found = (self._row.itemAt(at).widget() for at in range(self._row.count()))
        return " ".join(_words(widget) for widget in found if widget is not None).strip()


def _words(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, HintButton)):
        return widget.text()
    return " ".join(child.text() for child in widget.children() if isinstance(child, (QLabel, HintButton)))


def _pair(one: QWidget, other: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(4))
    row.addWidget(one)
    row.addWidget(other)
    return pair
