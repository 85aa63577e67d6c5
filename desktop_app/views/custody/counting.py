"""录入盘点: lines keyed by their row of the blind sheet, or labels scanned one by one; every act is kept at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.registers.issues import ISSUES
from desktop_app.registers.seizures import ITEMS
from desktop_app.reports.stocktake_rows import Line as Counted
from desktop_app.rules.count_entries import Keyed, beyond, keyed
from desktop_app.rules.stocktakes import DIFFERENT, CountGroup
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import StocktakeState
from desktop_app.services import counting, stocktake_ends
from desktop_app.services.counting import Heard
from desktop_app.services.outcome import Outcome
from desktop_app.services.places import path_of, place_told
from desktop_app.services.stocktakes import LINES
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, link, restyle
from desktop_app.views.custody.count_ends import LACKING, LAWS, SettleDialog
from desktop_app.views.custody.count_rows import FIGURES, HEADS, NAME, WIDTHS, Sheet, read_sheet, texts, tone
from desktop_app.views.dialogs import Dialog, confirm, tell
from desktop_app.views.draw.press import Press
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

_WIDE, _TALL, _SCAN = 1280, 640, 340
_EDGE = 48
_OPEN = (StocktakeState.PREPARED, StocktakeState.COUNTING)
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12}
_BAD = (Heard.TWICE, Heard.OUTSIDE, Heard.UNKNOWN)


class CountingDialog(Dialog):
    """Enter takes what is typed: a row and what differs, or a label. With nothing typed Del says 缺失, Space 相符.

    ``outcome`` is the last act done, None when nothing was.
    """

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, press: Press, stocktake_id: int) -> None:
        super().__init__(parent, "录入盘点", 1000)
        room = self.screen().availableSize()
        self.resize(min(px(_WIDE), room.width() - _EDGE), min(px(_TALL), room.height() - _EDGE))
        self.known, self.recent, self.press, self.stocktake_id = known, recent, press, stocktake_id
        self.outcome: Outcome | None = None
        self.shelf, self.only = "", ""
        self.acts: list[int] = []
        self.touched: set[str] = set()
        self.shown: list[Counted] = []
        self.sheet = self._sheet()
        if not self.sheet.lines:
            raise Refusal("这次盘点还没有应盘明细。先按 Alt+B“拟盘点”")
        self._build()
        self._finish()
        self.load()
        self.entry.setFocus()

    def _build(self) -> None:
        self.entry = Line()
        self.entry.setAccessibleName("扫码或录入")
        self.entry.setPlaceholderText("扫标签，或录 序号 实盘数 实际位置")
        self.entry.setFixedWidth(px(_SCAN))
        self.entry.installEventFilter(self)
        self.place, self.heard = label("", "strong"), label("", "strong")
        self.moved = label("", "caution")
        self.moved.setWordWrap(True)
        self.strip = QHBoxLayout()
        self.strip.setSpacing(px(14))
        self.cells = Cells(HEADS, FIGURES)
        self.table = table(self.cells, WIDTHS, NAME, "盘点明细")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        for part in (self.entry, self.place, self.heard):
            row.addWidget(part)
        row.addStretch(1)
        self.title = label("", "title")
        self.title.setWordWrap(True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.moved)
        self.body.addLayout(row)
        self.body.addLayout(self.strip)
        self.body.addWidget(self.table, 1)

    def _finish(self) -> None:
        for key, text in (
            ("17 0", "第17行缺失"),
            ("17 2", "实盘2"),
            ("17 B1-02", "在别处"),
            ("Space", "相符"),
            ("Del", "缺失"),
            ("Backspace", "改回未盘"),
            ("Ctrl+PgUp PgDn", "换分组"),
        ):
            self.hint(key, text)
        self.add_button("关闭", "Esc", self.reject)
        self.again = self.add_button("重算账面", "Alt+R", self._recompute)
        self.back = self.add_button("撤销", "Ctrl+Z", self._undo)
        self.add_button("打印", "Ctrl+P", self._print)
        self.settles = self.add_button("写处理", "Alt+S", self._settle)
        self.turns = self.add_button("转问题", "Alt+B", self._to_issue)
        self.turns_all = self.add_button("差异全转", "Ctrl+B", self._all_to_issues)
        self.rest = self.add_button("其余相符", "Ctrl+G", self._agree_rest)
        self.verb = self.add_button("对账", "Ctrl+Enter", self._go_on, PRIMARY)

    # what is shown

    def _sheet(self) -> Sheet:
        with self.known.facts() as facts:
            return read_sheet(facts, self.stocktake_id)

    @property
    def state(self) -> StocktakeState:
        return StocktakeState(self.sheet.count.head["state"])

    @property
    def current(self) -> Counted | None:
        """The line with the cursor."""
        at = self.table.currentIndex().row()
        return self.shown[at] if 0 <= at < len(self.shown) else None

    def load(self, line_id: int | None = None) -> None:
        """Read it anew; the cursor stays on its line, or goes to the one named."""
        keep = line_id if line_id is not None else self.current.row["id"] if self.current is not None else None
        self.sheet = self._sheet()
        self.title.setText(self.sheet.title)
        self._tell_moved()
        self._tell_groups()
        self.shown = [line for line in self.sheet.lines if self.only in ("", line.group)]
        self.cells.show_rows([texts(self.sheet, line) for line in self.shown], [tone(line) for line in self.shown])
        at = next((at for at, line in enumerate(self.shown) if line.row["id"] == keep), 0)
        self._select(at)
        counting_on = self.state in _OPEN
        self.rest.setVisible(counting_on)
        self.back.setEnabled(bool(self.acts))
        self.verb.setVisible(self.state is not StocktakeState.CLOSED)
        rename(self.verb, "对账" if counting_on else "办结")

    def _tell_moved(self) -> None:
        found = [one.said for one in self.sheet.moved]
        more = f" 等 {len(found)} 件" if len(found) > 3 else ""
        self.moved.setText(f"! 拟盘后账面有变动：{'；'.join(found[:3])}{more}。按 Alt+R 重算" if found else "")
        self.moved.setVisible(bool(found))
        self.again.setVisible(bool(found))

    def _tell_groups(self) -> None:
        while (item := self.strip.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        parts = [("", len(self.sheet.lines)), *((str(name), much) for name, much in self.sheet.groups)]
        for name, much in parts:
            said = f"{name or '全部'} {much}"
            here = name == self.only
            self.strip.addWidget(label(said, "strong") if here else link(said, partial(self.show_group, name)))
        self.strip.addStretch(1)

    def show_group(self, name: str) -> None:
        """Only the lines of one group; all of them for an empty name."""
        self.only = name
        self.load()
        self.entry.setFocus()

    def _turn_group(self, by: int) -> None:
        names = ["", *(str(name) for name, _ in self.sheet.groups)]
        at = names.index(self.only) if self.only in names else 0
        self.show_group(names[(at + by) % len(names)])

    def _select(self, row: int) -> None:
        if self.shown:
            self.table.selectRow(max(0, min(row, len(self.shown) - 1)))

    # keys of the entry

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.entry and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return (not self.entry.composing and self._took(event)) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn_group(-1 if key == Qt.Key.Key_PageUp else 1)
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z and not self.entry.text():
            self._undo()
        elif held:
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered()
        elif key in _ROWS:
            self._select(self.table.currentIndex().row() + _ROWS[key])
        else:
            return not self.entry.text() and self._marked(key)
        return True

    def _marked(self, key: Qt.Key) -> bool:
        """With nothing typed a key says what is with the line under the cursor, and goes on to the next."""
        acts: Mapping[Qt.Key, Callable[[int], Outcome]] = {
            Qt.Key.Key_Space: lambda at: counting.put(self.known.desk, LAWS, [at], None),
            Qt.Key.Key_Delete: lambda at: counting.put(self.known.desk, LAWS, [at], 0),
            Qt.Key.Key_Backspace: lambda at: counting.clear(self.known.desk, LAWS, at),
        }
        line = self.current
        if key not in acts or line is None:
            return False
        at = self.table.currentIndex().row()
        self._do(lambda: acts[key](line.row["id"]))
        if not self.only:
            self._select(at + (key != Qt.Key.Key_Backspace))
        return True

    def _entered(self) -> None:
        text = self.entry.text().strip()
        if not text:
            self._select(self.table.currentIndex().row() + 1)
            return
        much = len(self.sheet.lines)
        try:
            typed, strange = keyed(text, much), beyond(text, much)
        except Unreadable as unread:
            self.hear(unread.said, "error")
            return
        if strange is not None:
            self.hear(f"没有第 {strange} 行，只有 {much} 行。改了再录", "error")
            return
        self.entry.clear()
        if typed is not None:
            self._key(typed, text)
        else:
            self._scan(text)

    def _key(self, typed: Keyed, text: str) -> None:
        """What differs in a row of the sheet; the row alone puts the cursor there. What is refused stays."""
        line = self.sheet.lines[typed.row - 1]
        self.only = self.only if line in self.shown else ""
        if typed.bare:
            self.load(line.row["id"])
            self.hear(f"第 {typed.row} 行 {line.name}")
            return

        def act() -> Outcome:
            counted = typed.counted if typed.counted is not None else line.row["counted"]
            place = self._place_of(typed.place) if typed.place else ""
            return counting.put(self.known.desk, LAWS, [line.row["id"]], counted, place)

        if not self._do(act, line.row["id"]):
            self.entry.setText(text)
            self.entry.selectAll()

    def _place_of(self, text: str) -> str:
        with self.known.facts() as facts:
            row = place_told(facts, text)
            if not row:
                raise Refusal(f"没有“{text}”这个库位。写库位名称或编号，没登记的先在基础台账登记")
            return path_of(facts, row["id"])

    def _scan(self, text: str) -> None:
        try:
            heard = counting.scan(self.known.desk, LAWS, self.stocktake_id, text, self.shelf)
        except Refusal as refused:
            self.hear(refused.said, "error")
            return
        self.shelf = heard.shelf
        self.place.setText(f"现在盘 {self.shelf}" if self.shelf else "")
        if heard.outcome is not None:
            self._done(heard.outcome)
        self.load(heard.line)
        self.hear(heard.said, "error" if heard.heard in _BAD else "strong")

    def hear(self, said: str, role: str = "strong") -> None:
        """The answer beside the entry."""
        self.heard.setText(said)
        restyle(self.heard, role=role)

    # acts

    def _do(self, act: Callable[[], Outcome], line_id: int | None = None) -> bool:
        try:
            outcome = act()
        except Refusal as refused:
            self.hear(refused.said, "error")
            return False
        self._done(outcome)
        self.load(line_id)
        self.hear(outcome.said)
        return True

    def _done(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.touched |= {outcome.kind, *outcome.touched}
        self.known.forget()
        if outcome.batch is not None:
            self.acts.append(outcome.batch)

    def _agree_rest(self) -> None:
        self._do(lambda: counting.agree_rest(self.known.desk, LAWS, self.stocktake_id))

    def _recompute(self) -> None:
        if self._do(lambda: counting.recompute(self.known.desk, LAWS, self.stocktake_id)):
            self.hear("账面已重算，盲盘表要重印")

    def _undo(self) -> None:
        """The last act done here."""
        if not self.acts:
            self.hear("这里还没有可撤销的")
            return
        try:
            done = undo(self.known.desk.store, self.acts[-1])
        except Refusal as refused:
            self.hear(refused.said, "error")
            return
        self.acts.pop()
        self.touched |= set(done.ids)
        self.outcome = Outcome(LINES, (), f"已撤销 {done.act}", done.batch_id)
        self.known.forget()
        self.load()
        self.hear(f"已撤销 {done.act}")

    def _to_issue(self) -> None:
        line = self.current
        if line is None or line.group not in DIFFERENT:
            self.hear("光标不在差异上。先选一条差异", "error")
            return
        self._do(lambda: stocktake_ends.to_issues(self.known.desk, LAWS, ISSUES, [line.row["id"]]))

    def _all_to_issues(self) -> None:
        with self.known.facts() as facts:
            ids = [row["id"] for row in stocktake_ends.unresolved(facts, self.stocktake_id)]
        if not ids:
            self.hear("没有待处理的差异")
            return
        self._do(lambda: stocktake_ends.to_issues(self.known.desk, LAWS, ISSUES, ids))

    def _settle(self) -> None:
        line = self.current
        if line is None or line.group not in DIFFERENT:
            self.hear("光标不在差异上。先选一条差异", "error")
            return
        done = answered(SettleDialog(self, self.known, self.recent, line))
        if done is not None:
            self._do(lambda: done)
        self.entry.setFocus()

    def _print(self) -> None:
        begun = len(self.sheet.count.of(CountGroup.UNCOUNTED)) < len(self.sheet.lines)
        paper = "stocktake_report" if begun else "stocktake_blind"
        self.press.show(self, paper, str(self.sheet.count.head["number"]))

    def _go_on(self) -> None:
        """对账, then 办结."""
        if self.state in _OPEN:
            self._compare()
        elif self._do(lambda: stocktake_ends.close(self.known.desk, LAWS, ITEMS, self.stocktake_id)):
            self.accept()

    def _compare(self) -> None:
        left = len(self.sheet.count.of(CountGroup.UNCOUNTED))
        if left and not confirm(self, "对账", LACKING.format(left), f"{left} 件记为缺失", "接着盘"):
            return
        self._do(lambda: stocktake_ends.compare(self.known.desk, LAWS, self.stocktake_id, lacking=bool(left)))


def ask_counting(
    press: Press, parent: QWidget | None, known: Known, recent: Recent, stocktake_id: int
) -> Outcome | None:
    """录入盘点 (Alt+M): the last thing done, None when nothing was."""
    try:
        dialog = CountingDialog(parent, known, recent, press, stocktake_id)
    except Refusal as refused:
        tell(parent, "录入盘点", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    done = dialog.outcome
    return replace(done, touched=frozenset(dialog.touched)) if done is not None else None
