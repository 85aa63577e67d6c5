"""Verbs on several records: delete, restore, change together, copy and paste as blocks."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from desktop_app.registers import reading
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.services.several import save_all
from desktop_app.system.errors import Refusal
from desktop_app.views.bus import Bus
from desktop_app.views.dialogs import ask_reason
from desktop_app.views.inspecting import office_only
from desktop_app.views.jobs import Cancelled, Job, Jobs, Progress
from desktop_app.views.register import clipboard
from desktop_app.views.register.alike import with_recurrence
from desktop_app.views.register.bulk import BulkDialog
from desktop_app.views.register.clipboard import Pasted
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.paste import PasteDialog


class Blocks:
    """What is done to the selected records of one list. ``done`` is told every outcome."""

    def __init__(
        self,
        window: QWidget,
        listing: Listing,
        bus: Bus,
        maker: Maker,
        done: Callable[[Outcome], object],
        jobs: Jobs,
    ) -> None:
        self._window, self._listing, self.bus, self._maker, self._done = window, listing, bus, maker, done
        self._jobs = jobs
        self.job: Job | None = None
        """The reading of a large block, while it runs."""
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
            self.bus.failed.emit(refused.said)
        else:
            self._done(outcome)

    @office_only
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

    @office_only
    def restore(self) -> None:
        """恢复: bring the selected records back from the 回收站."""
        ids = self._listing.table.selected_ids()
        if ids and self._listing.showing.retired:
            self._carry_out(lambda: records.restore(self.desk, self.register, ids))

    @office_only
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
        self.bus.said.emit(f"已复制 {len(ids)} 行，可粘贴到 Excel")

    @office_only
    def paste(self) -> None:
        """Ctrl+V: the block on the clipboard as new records, after a look. A large one is read by the worker."""
        text = QGuiApplication.clipboard().text()
        table = clipboard.table_of(text)
        if clipboard.AT_ONCE < len(table) <= clipboard.MOST_ROWS:
            self._read_by_worker(table)
        else:
            self._look(self.paste_dialog(text))

    def paste_dialog(self, text: str) -> PasteDialog | None:
        """The preview of a block; None when there is nothing in it."""
        table = clipboard.table_of(text)
        if len(table) > clipboard.MOST_ROWS:
            self.bus.failed.emit(f"一次最多粘贴 {clipboard.MOST_ROWS} 行。分次粘贴，或从 Excel 导入")
            return None
        with self.known.facts() as facts:
            return self._preview(clipboard.read_block(table, self.register, self._listing.columns.items, facts))

    def _read_by_worker(self, table: list[list[str]]) -> None:
        """Read a block while the window goes on; one at a time."""
        if self.job is not None:
            return
        desk, register, items = self.desk, self.register, list(self._listing.columns.items)

        def work(progress: Progress) -> Pasted:
            with desk.facts() as facts:
                return clipboard.read_block(table, register, items, facts, progress)

        self.job = self._jobs.run(work, self._read, self._not_read, f"读取要粘贴的 {len(table)} 行")

    def _read(self, pasted: Pasted) -> None:
        self.job = None
        if isValid(self._window):
            self._look(self._preview(pasted))

    def _not_read(self, error: Exception) -> None:
        self.job = None
        if isinstance(error, Cancelled):
            self.bus.said.emit("已停止，一行也没有登记。剪贴板里的还在，可再粘贴")
        elif isinstance(error, Refusal):
            self.bus.failed.emit(error.said)
        else:
            raise error

    def _preview(self, pasted: Pasted) -> PasteDialog | None:
        if not pasted.rows:
            self.bus.said.emit("剪贴板里没有可登记的行。先在 Excel 里复制")
            return None
        return PasteDialog(self._window, self.register, pasted, self._save_all, self._jobs)

    def _look(self, dialog: PasteDialog | None) -> None:
        if dialog is not None and dialog.exec() == QDialog.DialogCode.Accepted and dialog.outcome is not None:
            self._done(with_recurrence(dialog.outcome, self.register, self.known))
            self._listing.refresh(dialog.outcome.ids[0])

    def _save_all(self, drafts: Sequence[Draft], step: Callable[[int, int], object]) -> Outcome:
        return save_all(self.desk, self.register, drafts, step)
