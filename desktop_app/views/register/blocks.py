"""Verbs on several records: delete, restore, change together, copy and paste as blocks."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.registers import reading
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.services.several import save_all
from desktop_app.system.errors import Refusal
from desktop_app.views.bus import Bus
from desktop_app.views.dialogs import ask_reason
from desktop_app.views.register import clipboard
from desktop_app.views.register.alike import with_recurrence
from desktop_app.views.register.bulk import BulkDialog
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.paste import PasteDialog


class Blocks:
    """What is done to the selected records of one list. ``done`` is told every outcome."""

    def __init__(
        self, window: QWidget, listing: Listing, bus: Bus, maker: Maker, done: Callable[[Outcome], object]
    ) -> None:
        self._window, self._listing, self._bus, self._maker, self._done = window, listing, bus, maker, done
        self.register, self.known = listing.register, listing.known
        self.desk = self.known.desk

    @property
    def live_ids(self) -> list[int]:
        """The selected records, unless the list is the 回收站."""
        return [] if self._listing.showing.retired else self._listing.table.selected_ids()

    def _carry_out(self, act: Callable[[], Outcome]) -> None:
        try:
            outcome = act()
        except Refusal as refused:
            self._bus.failed.emit(refused.said)
        else:
            self._done(outcome)

    def delete(self) -> None:
        """删除: retire the selected records, with the reason."""
        ids = self.live_ids
        if not ids:
            return
        verb = f"删除 {len(ids)} {self.register.measure}"
        said = f"{verb}{self.register.title}？编号和历史都留着，可撤销，也可从回收站恢复。"
        reason = ask_reason(self._window, f"删除{self.register.title}", said, verb, dangerous=True)
        if reason is not None:
            self._carry_out(lambda: records.retire(self.desk, self.register, ids, reason))

    def restore(self) -> None:
        """恢复: bring the selected records back from the 回收站."""
        ids = self._listing.table.selected_ids()
        if ids and self._listing.showing.retired:
            self._carry_out(lambda: records.restore(self.desk, self.register, ids))

    def change_many(self) -> None:
        """批量修改 of the selected records."""
        dialog = self.bulk_dialog()
        if dialog is not None and dialog.exec() == QDialog.DialogCode.Accepted and dialog.outcome is not None:
            self._done(dialog.outcome)

    def bulk_dialog(self) -> BulkDialog | None:
        """The dialog; None with nothing selected."""
        ids = self.live_ids
        if not ids:
            return None

        def change(name: str, value: Any, reason: str) -> Outcome:
            return records.change_many(self.desk, self.register, ids, name, value, reason)

        return BulkDialog(self._window, self.register, len(ids), self._maker, change)

    def copy(self) -> None:
        """Ctrl+C: the selected rows, in the columns shown, as tab text."""
        ids, items = self._listing.table.selected_ids(), self._listing.columns.items
        if not ids:
            return
        with self.known.facts() as facts:
            text = clipboard.as_text(reading.lines(facts, self.register, ids, items), items, facts)
        QGuiApplication.clipboard().setText(text)
        self._bus.said.emit(f"已复制 {len(ids)} 行，可粘贴到 Excel")

    def paste(self) -> None:
        """Ctrl+V: the block on the clipboard as new records, after a look."""
        dialog = self.paste_dialog(QGuiApplication.clipboard().text())
        if dialog is not None and dialog.exec() == QDialog.DialogCode.Accepted and dialog.outcome is not None:
            self._done(dialog.outcome)
            self._listing.refresh(dialog.outcome.ids[0])

    def paste_dialog(self, text: str) -> PasteDialog | None:
        """The preview of a block; None when there is nothing in it."""
        table = clipboard.table_of(text)
        if len(table) > clipboard.MOST_ROWS:
            self._bus.failed.emit(f"一次最多粘贴 {clipboard.MOST_ROWS} 行。分次粘贴，或从 Excel 导入")
            return None
        with self.known.facts() as facts:
            pasted = clipboard.read_block(table, self.register, self._listing.columns.items, facts)
        if not pasted.rows:
            self._bus.said.emit("剪贴板里没有可登记的行。先在 Excel 里复制")
            return None
        return PasteDialog(self._window, self.register, pasted, self._save_all)

    def _save_all(self, drafts: Sequence[Draft]) -> Outcome:
        return with_recurrence(save_all(self.desk, self.register, drafts), self.register, self.known)
