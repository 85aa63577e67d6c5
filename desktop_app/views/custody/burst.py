"""成批登记: the cases once, then all their items, by paste or by keyboard; saved as one act, labelled and receipted."""

from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from desktop_app.models.seizures import Seizure
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS, PLACES, SEIZURES
from desktop_app.rules.cases import case_key
from desktop_app.services import burst
from desktop_app.services.burst import Done, Laws, Putting, RowRefusal
from desktop_app.services.outcome import Outcome
from desktop_app.store import drafts
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import restyle
from desktop_app.views.custody.burst_blocks import MOST_ROWS, understood
from desktop_app.views.custody.burst_done import DonePage
from desktop_app.views.custody.burst_paste import BlockDialog
from desktop_app.views.custody.burst_reading import Reader, Whole, read_all
from desktop_app.views.custody.burst_table import BurstTable
from desktop_app.views.custody.burst_taken import fill_cases, taken_rows
from desktop_app.views.custody.burst_window import BurstWindow
from desktop_app.views.custody.burst_wish import CONDITION, GIVER, ON, TAKER
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Cancelled, Job, Progress
from desktop_app.views.register.clipboard import table_of
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.keeper import EVERY_MS
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import rename

LAWS = Laws(SEIZURES, ITEMS, EVENTS, PLACES)
KEY, KIND = "burst:new", "burst"
Grids = tuple[list[tuple[str, ...]], list[tuple[str, ...]]]
_SOON_MS, _AT_ONCE = 120, 60
"""What is typed is read a moment later; more new rows than this are read by the worker."""
ASKED = "填了还没存。再按一次 Esc 离开，草稿留着，下次接着填"


class BurstDialog(BurstWindow):
    """Reads while it is typed, keeps drafts, saves by the worker, and then offers what may be printed of it."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, press: Press) -> None:
        super().__init__(parent, known, recent)
        self.press = press
        self.reader, self.whole = Reader(self.heads.columns, self.items.columns), Whole()
        self.job: Job | None = None
        self.page: DonePage | None = None
        self._reading, self._stale, self._saving, self._kept = False, False, False, ""
        self._last: Grids = ([], [])
        self._timers()
        self._listen()
        self._open()
        window = parent.window() if parent is not None else None
        if window is not None:
            self.fit(window.width(), window.height())

    def _timers(self) -> None:
        self._soon, self._keeping = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self._keeping.setInterval(EVERY_MS)
        self._keeping.timeout.connect(self.keep)
        self._keeping.start()

    def _listen(self) -> None:
        for rows in (self.heads, self.items):
            rows.edited.connect(self._soon.start)
        self.heads.edited.connect(self._fill_heads)
        self.wish.changed.connect(self._soon.start)
        for table in (self.cases, self.goods):
            table.pasted.connect(partial(self.paste, table))
            table.at_cell.connect(partial(self.explain, table))
            table.said.connect(lambda said: self.say(said, "meta2"))
        keys = {"F6": self.other_grid, "F8": self.next_fault, "Ctrl+S": self.carry_out}
        keys |= {"Alt+R": self.put_away, "Alt+K": self.wish.found_places.toggle}
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self, deed)

    def edited(self, name: str) -> None:
        super().edited(name)
        self._soon.start()

    # what was kept

    def _open(self) -> None:
        kept = next((one for one in drafts.all_kept(self.known.desk.store) if one.key == KEY), None)
        if kept is not None:
            self.heads.replace_all(kept.values.get("heads", []))
            self.items.replace_all(kept.values.get("items", []))
            self.fresh.show()
            self.say(f"接着上次未存的草稿（{kept.kept_at.astimezone():%m-%d %H:%M}）", "note")
        self._kept = self.typed
        self.cases.go(0, 1)
        self.cases.setFocus()
        self.refresh()

    def begin_with(self, case_no: str) -> None:
        """Add to a case registered before."""
        if case_key(case_no) not in {case_key(texts[0]) for texts in self.heads.texts}:
            self.heads.append([[case_no, *[""] * (len(self.heads.columns) - 1)]], self.heads.count)
            self._kept = self.typed
        self.items.begins = case_no
        self.goods.go(self.items.count, 2)
        self.goods.setFocus()

    @property
    def typed(self) -> str:
        """What stands in the grids."""
        rows = [row for grid in (self.heads, self.items) for row in grid.filled if any(row)]
        return "\n".join("\t".join(row) for row in rows)

    @property
    def unkept(self) -> bool:
        return self.page is None and self.typed not in ("", self._kept)

    def keep(self) -> None:
        """Keep what is typed and not saved."""
        typed = self.typed
        if typed and typed != self._kept and self.page is None and not self._saving:
            rows = {"heads": self.heads.filled, "items": self.items.filled}
            if drafts.keep(self.known.desk.store, KEY, KIND, None, 0, rows):
                self._kept = typed

    def start_afresh(self) -> None:
        """Forget what was kept and begin with empty grids."""
        drafts.drop(self.known.desk.store, KEY)
        for rows in (self.heads, self.items):
            rows.replace_all([])
        self._kept = ""
        self.fresh.hide()
        self.say("")
        self.cases.setFocus()

    # reading it

    def refresh(self) -> None:
        """Read what stands in the grids; much of it by the worker."""
        if self._reading or self._saving or self.page is not None:
            self._stale = True
            return
        heads, items, wish = self.heads.filled, self.items.filled, self.asked_for()
        before, self._last = self._last, (heads, items)
        if _changed(before, self._last) <= _AT_ONCE:
            self._show(read_all(self.known.desk, LAWS, self.reader, heads, items, wish))
            return
        self._reading = True
        work = partial(read_all, self.known.desk, LAWS, self.reader, heads, items, wish)
        self.press.jobs.run(lambda _progress: work(), self._read_done, self._read_failed)

    @property
    def waits(self) -> bool:
        """Whether something typed was not read yet."""
        return self._reading or self._soon.isActive()

    def _read_done(self, found: tuple[Whole, list[str], list[list[str]]]) -> None:
        self._reading = False
        if isValid(self):
            self._show(found)
            if self._stale:
                self._stale = False
                self.refresh()

    def _read_failed(self, error: Exception) -> None:
        self._reading = False
        if not isinstance(error, Cancelled):
            raise error

    def _show(self, found: tuple[Whole, list[str], list[list[str]]]) -> None:
        whole, heads, items = found
        self.whole = whole
        own = {row: number for rows, numbers in zip(whole.order, items, strict=True)
               for row, number in zip(rows, numbers, strict=True)}  # fmt: skip
        cases = [at for at, read in whole.heads.items() if any(read.draft is one.draft for one in whole.takings)]
        self.heads.show_read(whole.heads, dict(zip(cases, heads, strict=False)))
        self.items.show_read(whole.items, own)
        bad = sum(len(read.faults) for rows in (whole.heads, whole.items) for read in rows.values())
        said = f"{len(whole.takings)} 案 {len(whole.items)} 件"
        said += whole.routed
        self.counts.setText(f"{said}　{bad} 处待改（F8）" if bad else said if whole.items else "先填案件，再填物品")
        restyle(self.counts, role="title")
        if self.verb is not None:
            rename(self.verb, f"保存 {len(whole.items)} 件" if whole.items else "保存")
        self.explain(self.cases if self.cases.hasFocus() else self.goods)

    # what the keys do

    def paste(self, table: BurstTable) -> None:
        """Ctrl+V: a block after a look, a single cell into the cell."""
        text = QGuiApplication.clipboard().text()
        block = table_of(text)
        row, column = table.cell
        if len(block) == 1 and len(block[0]) == 1 and column and table.rows.may_edit(row, column):
            table.rows.put(row, column - 1, block[0][0].strip())
            return
        if len(block) + table.rows.count > MOST_ROWS:
            self.say(f"一批最多 {MOST_ROWS} 行。分几批登记，或从 Excel 导入")
            return
        own = table is self.goods
        register, beside = (ITEMS, self.heads.columns) if own else (SEIZURES, ())
        found = understood(block, register, table.rows.columns, beside)
        if not found.rows:
            self.say("剪贴板里没有可登记的行。先在 Excel 里复制")
            return
        dialog = BlockDialog(self, found, table.rows.columns, beside, register.measure)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        if taken:
            self._take(table, dialog)
        dialog.deleteLater()
        table.setFocus()

    def _take(self, table: BurstTable, dialog: BlockDialog) -> None:
        here = self.heads.texts[max(0, self.cases.cell[0])][0]
        rows = taken_rows(dialog.block, table.rows, self.heads, here)
        first = table.rows.count
        table.rows.append(rows, max(table.cell[0], 0) if first else 0)
        table.go(first, 1)
        self.say(f"已取用 {len(rows)} 行", "meta2")

    def _fill_heads(self) -> None:
        """What is known of a case by its number stands in its line where nothing was typed."""
        with self.known.facts() as facts:
            fill_cases(facts, self.heads)

    # doing it

    def carry_out(self) -> None:
        """Save all of it as one act, by the worker; anything to mend is gone to first."""
        if self._saving or self.page is not None:
            return
        if self._reading:
            self._soon.start()
            self.say("正在核对，稍等再存", "meta2")
            return
        self._soon.stop()
        self._show(read_all(self.known.desk, LAWS, self.reader, self.heads.filled, self.items.filled, self.asked_for()))
        whole = self.whole
        faulty = [*whole.faulty(whole.heads), *whole.faulty(whole.items)]
        if faulty:
            self.next_fault()
            self.say(f"{len(faulty)} 行有错，一行也不登记。按 F8 一处处改好再存")
            return
        values = self.read() if self.wish.storing.isChecked() else {}
        if values is not None:
            self._save(whole, values)

    def _save(self, whole: Whole, values: Mapping[str, Any]) -> None:
        putting = None
        if values:
            told = (values[ON], values[GIVER], values[TAKER], str(values[CONDITION] or ""))
            putting = Putting(*told, self.wish.found_places.isChecked())
        self.keep()
        self._busy(True)
        desk = self.known.desk

        def work(progress: Progress) -> Done:
            return burst.register(desk, LAWS, whole.takings, putting, progress)

        self.press.jobs.moved.connect(self._moved)
        self.job = self.press.jobs.run(work, self._saved, self._refused_by, "成批登记")

    def _busy(self, on: bool) -> None:
        self._saving = on
        for part in (self.cases, self.goods, self.wish, self.verb):
            if part is not None:
                part.setEnabled(not on)

    def _moved(self, job: Job, at: int, total: int, _said: str) -> None:
        if job is self.job and isValid(self):
            self.say(f"正在登记 {at}/{total} 件，Esc 停止", "meta2")

    def _over(self) -> None:
        self.press.jobs.moved.disconnect(self._moved)
        self.job = None
        self._busy(False)

    def _saved(self, done: Done) -> None:
        self.outcome = done.outcome
        drafts.drop(self.known.desk.store, KEY)
        self.known.forget()
        if isValid(self):
            self._over()
            self._show_done(done)

    def _refused_by(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._over()
        if isinstance(error, Cancelled):
            self.say("已停止，一件也没有登记", "note")
        elif isinstance(error, RowRefusal):
            self._to_row(error)
        elif isinstance(error, Refusal):
            self._refused(error)
        else:
            raise error

    def _to_row(self, refused: RowRefusal) -> None:
        rows = [row for order in self.whole.order for row in order]
        at = rows[refused.row]
        if (seat := self.seats.get(refused.field)) is not None and seat.editor.read() is None:
            self._refused(Refusal(f"物品第 {at + 1} 行没写{seat.item.label}，这里也没填。填一处", refused.field))
            return
        place = next((n for n, col in enumerate(self.items.columns, 1) if col.name == refused.field), 1)
        self.goods.go(at, place)
        self.goods.setFocus()
        said = refused.said.partition("：")[2] or refused.said
        self.say(f"物品第 {at + 1} 行：{said}")

    def _show_done(self, done: Done) -> None:
        """What was registered, and what may be printed of it."""
        for part in (self.counts, self.cases, self.goods, self.detail, self.wish, self._hints, self.fresh):
            part.hide()
        self.say("")
        self.page = DonePage(self, self.known, self.press, done)
        self.body.addWidget(self.page, 1)
        if self.verb is not None:
            self.verb.hide()
        self.cancel.hide()
        self.add_button("关闭", "Esc", self.reject)
        self.page.offer(self.add_button)

    def reject(self) -> None:
        """Esc: while it is being saved stop; with something typed ask; it is kept for the next time."""
        if self.job is not None:
            self.job.cancel()
            return
        if self.page is not None or not self.typed:
            self._leave()
            return
        if self._warned != self.typed:
            self._warned = self.typed
            self.say(ASKED, "note")
            return
        self.keep()
        self._leave()

    def _leave(self) -> None:
        self._keeping.stop()
        self._soon.stop()
        QDialog.reject(self)


def _changed(before: Grids, now: Grids) -> int:
    """How many items must be read anew: those of a case that changed are all of them, for all that is known here."""
    if before[0] != now[0]:
        return len(now[1])
    return sum(one != other for one, other in zip_longest(before[1], now[1]))


def ask_burst(
    press: Press, on_case: bool, parent: QWidget | None, known: Known, recent: Recent, record_id: int
) -> Outcome | None:
    """成批登记; from the list of cases it goes on with the one under the cursor."""
    dialog = BurstDialog(parent, known, recent, press)
    if on_case:
        with known.facts() as facts:
            case = str(facts.row(Seizure.__tablename__, record_id).get(Seizure.case_no.key) or "")
        if case:
            dialog.begin_with(case)
    dialog.exec()
    outcome = dialog.outcome
    dialog.deleteLater()
    return outcome
