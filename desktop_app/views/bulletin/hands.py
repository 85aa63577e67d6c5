"""What the text asks for, answered (应答): the popover of a number, the dialogs to insert, phrases, tables."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from desktop_app.rules.vocabulary import BulletinState
from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.grid_dialog import GridDialog
from desktop_app.views.bulletin.insert_dialog import ask_figure
from desktop_app.views.bulletin.phrase_dialog import ask_keep_phrase, ask_person, ask_phrase
from desktop_app.views.bulletin.popover import FigurePopover
from desktop_app.views.bulletin.source import of_row
from desktop_app.views.bus import Bus
from desktop_app.views.register.known import Known


class Hands(QObject):
    """Connect an editor to its dialogs; ``values`` gives the bulletin's values (day, period) when a figure is asked."""

    def __init__(self, editor: Editor, known: Known, bus: Bus, values: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(editor)
        self.editor, self.known, self.bus, self.values = editor, known, bus, values
        self.popover: FigurePopover | None = None
        editor.installEventFilter(self)
        editor.figure_asked.connect(self.show_source)
        editor.insert_asked.connect(self.insert_figure)
        editor.person_asked.connect(self.insert_person)
        editor.phrase_asked.connect(self.insert_phrase)
        editor.keep_phrase_asked.connect(self.keep_phrase)
        editor.grid_asked.connect(self.edit_grid)
        editor.page.refused.connect(self._refused)
        editor.page.past_ended.connect(lambda deed: self.bus.said.emit(_PAST_ENDED[deed]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The source goes with its text: another tab is shown, the window is locked."""
        if event.type() == QEvent.Type.Hide and self.popover is not None:
            self.popover.shut()
        return super().eventFilter(watched, event)

    def show_source(self, key: str) -> None:
        """The popover under a number."""
        row = self.editor.figure_row(key)
        if row is None:
            self.bus.said.emit("这处数字没有来源。删掉重插 Ctrl+I" if key else "这一段没有可查来源的数字")
            return
        with self.known.facts() as facts:
            source = of_row(facts, row)
        if self.popover is not None:
            self.popover.shut()
        self.editor.light(key)
        self.popover = FigurePopover(source, self.editor.window())
        self.popover.opened.connect(self.bus.open_record)
        self.popover.all_opened.connect(self.bus.open_records)
        self.popover.gone.connect(self._gone)
        self.editor.destroyed.connect(self.popover.deleteLater)
        ground = QRect(self.editor.mapToGlobal(self.editor.rect().topLeft()), self.editor.size())
        self.popover.show_under(self.editor.figure_box(key), ground)

    def _gone(self) -> None:
        if not isValid(self.editor):
            return
        held = self.popover is not None and self.popover.isAncestorOf(QApplication.focusWidget() or self.editor)
        self.popover = None
        self.editor.light(None)
        if held:
            self.editor.setFocus()

    def _refused(self) -> None:
        frozen = self.editor.page.frozen
        self.bus.said.emit(read_only(self.values()) if frozen else "落款、版记不在这里打字。按 Enter 填公文要素")

    def insert_figure(self) -> None:
        """Ctrl+I."""
        row = ask_figure(self.editor.window(), self.known, self.editor.free_key(), self.values())
        if row is not None:
            self.editor.insert_figure(row)
        self.editor.setFocus()

    def insert_person(self) -> None:
        """Alt+L."""
        officer_id = ask_person(self.editor.window(), self.known)
        if officer_id is not None:
            self.editor.insert_person(officer_id)
        self.editor.setFocus()

    def insert_phrase(self) -> None:
        """F3."""
        words = ask_phrase(self.editor.window(), self.known)
        if words is not None:
            self.editor.insert_words(words)
        self.editor.setFocus()

    def keep_phrase(self) -> None:
        """Shift+F3: the selection becomes a set phrase."""
        words = self.editor.selected_words
        if not words:
            self.bus.said.emit("没有选中文字。选一段再存为常用语")
            return
        outcome = ask_keep_phrase(self.editor.window(), self.known, words)
        if outcome is not None:
            self.known.forget()
            self.bus.committed.emit(outcome)
        self.editor.setFocus()

    def edit_grid(self, para: int) -> None:
        """F2 on a table, Ctrl+T for a new one."""
        given = self.editor.text.paras[para].grid if para >= 0 else {}
        dialog = GridDialog(self.editor.window(), given, self.editor.page.saying)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.editor.set_grid(para, dialog.grid)
        self.editor.setFocus()


_PAST_ENDED = {
    "undo": "正文没有可撤销的了。撤销起草、送审等，用“编辑”菜单",
    "redo": "正文没有可重做的了",
}


def read_only(values: Mapping[str, Any]) -> str:
    """Why a text can only be read, and the way to change it."""
    state = values.get("state")
    if state == BulletinState.ISSUED:
        return "已印发，不能再改。有误发更正通报：Alt+R 记录菜单"
    return f"{state}，正文只能看。要改先退回：Alt+R 记录菜单，退回上一步"
