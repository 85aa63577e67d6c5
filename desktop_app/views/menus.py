"""The menu strip with the search box: one widget, because a corner widget is clipped by QMenuBar."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QMenuBar

from desktop_app.views.commands import MENUS, Choice, Command
from desktop_app.views.controls import keycap, label
from desktop_app.views.icons import icon
from desktop_app.views.theme import T, px


class MenuStrip(QFrame):
    """Menus and search. ``asked`` carries a command code, ``chosen`` a choice with its value.

    ``ready`` tells which codes can be carried out now; it is asked each time a menu opens. ``mark`` stands beside the
    search box: 演练.
    """

    asked = Signal(str)
    chosen = Signal(str, int)

    def __init__(self, ready: Callable[[str], bool], current: Callable[[str], int], mark: str = "") -> None:
        super().__init__()
        self._ready = ready
        self._current = current
        self._actions: dict[str, QAction] = {}
        self._choices: list[tuple[str, int, QAction]] = []
        self.setProperty("frame", "strip")
        self.setFixedHeight(px(36) + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(16), 0)
        self.bar = QMenuBar()
        for title, entries in MENUS:
            self._fill(self.bar.addMenu(title), entries)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        if mark:
            row.addWidget(label(mark, "mark"), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(px(12))
        self.search = SearchBox()
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fill(self, menu: QMenu, entries: tuple[Command | Choice | None, ...]) -> None:
        menu.aboutToShow.connect(self.update_ready)
        menu.aboutToHide.connect(self._revive)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Choice):
                self._add_choice(menu.addMenu(entry.text), entry)
            else:
                self._add(menu, entry)

    def _add(self, menu: QMenu, command: Command) -> None:
        said = command.text if command.bound or not command.key else f"{command.text}\t{command.key}"
        action = menu.addAction(said)
        if command.bound:
            action.setShortcut(command.key)
        action.triggered.connect(lambda _checked=False, code=command.code: self.asked.emit(code))
        self._actions[command.code] = action

    def _add_choice(self, menu: QMenu, choice: Choice) -> None:
        group = QActionGroup(self)
        for value, said in choice.options:
            action = menu.addAction(said)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, code=choice.code, value=value: self.chosen.emit(code, value)
            )
            self._choices.append((choice.code, value, action))

    def update_ready(self) -> None:
        """Grey what cannot be done now; a key that is bound stays alive and is refused with a sentence."""
        for code, action in self._actions.items():
            action.setEnabled(self._ready(code))
        for code, value, action in self._choices:
            action.setChecked(self._current(code) == value)
            action.setEnabled(self._ready(code))

    def _revive(self) -> None:
        """What rested in the open menu hears its key again."""
        for action in self._actions.values():
            action.setEnabled(True)

    def action(self, code: str) -> QAction:
        return self._actions[code]


class SearchBox(QLineEdit):
    """搜索全部台账, Ctrl+K; ↓ and Enter go to the hits. ``stepped`` carries +1 or -1."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("搜索全部台账：编号、案号、姓名或首字母")
        self.setAccessibleName("搜索全部台账")
        self.setProperty("look", "search")
        self.setFixedWidth(px(372))
        self.addAction(icon("search", T.ink2), QLineEdit.ActionPosition.LeadingPosition)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(8), 0)
        row.addStretch(1)
        row.addWidget(keycap("Ctrl+K"))
        self.setTextMargins(0, 0, px(56), 0)
        self.setMaxLength(200)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.stepped.emit(step)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
                return True
        return super().event(event)
