"""逐案账: the special account of one case, each line with its custody event; Enter mends what lacks its partner."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import EntryStand
from desktop_app.figures.money import CaseBook, MoneyMove, books
from desktop_app.figures.seizure_standing import case_name
from desktop_app.registers.accounts import MONEY
from desktop_app.registers.words import yuan
from desktop_app.rules.money import APART, Balanced
from desktop_app.rules.vocabulary import MoneyKind
from desktop_app.services.money import book_line, proposed
from desktop_app.services.outcome import Outcome
from desktop_app.store.keys import READ_ONLY
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, restyle
from desktop_app.views.custody.money_mend import MendDialog
from desktop_app.views.dialogs import Dialog, tell
from desktop_app.views.draw.press import Press
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

PAPER = "money_ledger"
_HEADS = ("日期", "凭证、编号", "摘要", "类别", "收", "付", "结存", "对账")
_WIDTHS = (96, 96, 200, 76, 116, 116, 124, 0)
_RIGHT, _SAID = frozenset({4, 5, 6}), 7
_WIDE, _TALL = 1120, 380


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: one of the account, or a custody event no line tells."""

    texts: tuple[str, ...]
    tone: str
    entry: EntryStand | None = None
    move: MoneyMove | None = None

    @property
    def lacks(self) -> bool:
        """Whether Enter has something to mend here."""
        return self.move is not None or self.tone == "amber7"


def rows_of(book: CaseBook) -> list[Row]:
    """The lines of a case in the order they were entered, then the events without a line."""
    alone = {row.id for row in book.alone}
    lines = [_line(book, row, at, row.id in alone) for row, at in zip(book.lines, book.balances, strict=True)]
    return [*lines, *(_unbooked(move) for move in book.unbooked)]


def _line(book: CaseBook, row: EntryStand, at: Balanced, alone: bool) -> Row:
    events = len(book.partners.get(row.id, ()))
    if alone:
        said = "◆ 没有存入专户的流水" if row.income else "◆ 没有处置的流水"
    elif row.kind in APART or not row.sum:
        said = "不动物品"
    else:
        said = "相符" if events == 1 else f"相符，{events} 笔流水"
    if at.off:
        more = "多" if at.off > 0 else "少"
        said = f"! 账上结存写 {yuan(at.told or 0)}，应为 {yuan(at.due or 0)}，{more} {yuan(abs(at.off))}；{said}"
    tone = "red7" if at.off else "amber7" if alone else "ink"
    texts = (
        f"{row.on or '待补'}",
        row.voucher or row.number,
        row.said,
        str(row.kind or ""),
        yuan(row.income) if row.income else "",
        yuan(row.outgo) if row.outgo else "",
        yuan(at.left),
        said,
    )
    return Row(texts, "amber7" if alone and not at.off else tone, entry=row)


def _unbooked(move: MoneyMove) -> Row:
    what = f"{move.item.number} {move.item.name}{move.way or move.act}"
    coming = move.sum > 0
    sides = (yuan(move.sum) if coming else "", yuan(-move.sum) if move.sum < 0 else "")
    return Row((f"{move.on or '待补'}", move.number, what, "", *sides, "", "! 专户没有记这一笔"), "red7", move=move)


def headline(book: CaseBook) -> str:
    """收 256,400　付 128,200（退还 128,200）　利息 0　结存 128,200 元."""
    paid = ((kind, -book.total(kind)) for kind in (MoneyKind.REFUND, MoneyKind.TREASURY, MoneyKind.HANDED_ON))
    parts = "、".join(f"{kind} {yuan(sum_)}" for kind, sum_ in paid if sum_)
    outgo = f"付 {yuan(book.outgo)}" + (f"（{parts}）" if parts else "")
    interest = book.total(MoneyKind.INTEREST)
    told = [f"收 {yuan(book.income)}" + (f"（利息 {yuan(interest)}）" if interest else ""), outgo]
    return "　".join([*told, f"结存 {yuan(book.balance)} 元"])


class MoneyBookDialog(Dialog):
    """PgUp and PgDn leaf through the cases, F3 finds the next that does not agree, Enter mends the line under it."""

    def __init__(
        self, parent: QWidget | None, known: Known, recent: Recent, entry_id: int, press: Press | None = None
    ) -> None:
        super().__init__(parent, "逐案账", _WIDE)
        self.known, self.recent, self.press = known, recent, press
        self.outcome: Outcome | None = None
        self.books: Sequence[CaseBook] = ()
        self.at = 0
        self.rows: list[Row] = []
        self.title, self.sums, self.state = label("", "title"), label("", "strong"), label("", "meta2")
        self.cells = Cells(_HEADS, _RIGHT)
        self.table = table(self.cells, _WIDTHS, _SAID, "专户收支")
        self.table.setMinimumHeight(min(px(_TALL), round(self.screen().availableGeometry().height() * 0.5)))
        for widget in (self.title, self.sums, self.state):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self._finish()
        self._read()
        with known.facts() as facts:
            case = case_name(Question(facts.session, known.desk.today), facts.row(MONEY.kind, entry_id).get("case_no"))
        self.show_case(self._place(case), entry_id)
        self.table.setFocus()

    def _finish(self) -> None:
        for key, text in (("PgUp PgDn", "上一案、下一案"), ("F3", "下一个对不上的案"), ("Enter", "补上缺的一笔")):
            self.hint(key, text)
        keys = ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1))
        for key_, step in keys:
            QShortcut(QKeySequence(key_), self, lambda step=step: self.show_case(self.at + step))
        QShortcut(QKeySequence(Qt.Key.Key_F3), self, self.next_off)
        self.add_button("关闭", "Esc", self.reject)
        if self.press is not None:
            self.add_button("打印", "Ctrl+P", self._print)
        self.verb = self.add_button("补上", "", self.mend, PRIMARY)
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(enter), self.table, self.mend)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())

    def _read(self) -> None:
        with self.known.facts() as facts:
            self.books = list(books(Question(facts.session, self.known.desk.today)).values())
        if not self.books:
            raise Refusal("专户还没有收支。按 Ctrl+N 记一笔")

    def _place(self, case: str) -> int:
        cases = [own.case for own in self.books]
        return cases.index(case) if case in cases else 0

    @property
    def book(self) -> CaseBook:
        """The case that is shown."""
        return self.books[self.at]

    def show_case(self, at: int, entry_id: int = 0) -> None:
        """Another case; the cursor on a line, else on the first that lacks something."""
        self.at = at % len(self.books)
        self.rows = rows_of(self.book)
        self.title.setText(f"{self.book.case}　{self.at + 1} / {len(self.books)} 案")
        self.sums.setText(headline(self.book))
        off = [book for book in self.books if not book.agrees]
        here = "账账相符" if self.book.agrees else _lacking(self.book)
        self.state.setText(f"{here}　{all_off(off) if off else '各案都对上了'}")
        restyle(self.state, role="meta2" if self.book.agrees else "error")
        self.cells.show_rows([row.texts for row in self.rows], [row.tone for row in self.rows])
        wanted = next(
            (n for n, row in enumerate(self.rows) if row.entry is not None and row.entry.id == entry_id), None
        )
        lacking = next((n for n, row in enumerate(self.rows) if row.lacks), 0)
        self.table.selectRow(lacking if wanted is None else wanted)
        self._offer()

    def next_off(self) -> None:
        """The next case whose books do not agree, round and round."""
        order = [*range(self.at + 1, len(self.books)), *range(self.at + 1)]
        found = next((at for at in order if not self.books[at].agrees), None)
        if found is None:
            self.say("各案都对上了", "note")
        else:
            self.show_case(found)

    @property
    def current(self) -> Row | None:
        row = self.table.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _offer(self) -> None:
        """What Enter would do here."""
        row = self.current
        lacks = row is not None and row.lacks
        self.verb.setEnabled(lacks and not self.known.desk.inspecting)
        rename(self.verb, "补记专户收支" if row is not None and row.move is not None else "补记保管流水")
        self.say("")

    def mend(self) -> None:
        """Enter the partner of the line under the cursor; the window stays, read anew."""
        row = self.current
        if self.known.desk.inspecting:
            self.say(READ_ONLY, "note")
            return
        if row is None or not row.lacks:
            self.say("这一笔不缺对应的流水" if row is not None else "", "note")
            return
        try:
            done = self._mended(row)
        except Refusal as refused:
            self.say(refused.said)
            return
        if done is None:
            return
        self.outcome = done
        self.known.forget()
        case = self.book.case
        self._read()
        self.show_case(self._place(case))
        self.say(done.said, "note")

    def _mended(self, row: Row) -> Outcome | None:
        if row.move is not None:
            return book_line(self.known.desk, MONEY, row.move.event, row.move.sum)
        assert row.entry is not None
        with self.known.facts() as facts:
            asked = proposed(facts, row.entry.id)
        return answered(MendDialog(self, self.known, self.recent, asked))

    def _print(self) -> None:
        if self.press is not None:
            self.press.show(self, PAPER, self.book.case)


def all_off(off: Sequence[CaseBook]) -> str:
    """全部对不上的 9 案：8 笔收支没有保管流水，3 笔流水没有专户收支. The first is the count of the chip 缺保管流水."""
    counts = (
        (sum(len(book.alone) for book in off), "笔收支没有保管流水"),
        (sum(len(book.unbooked) for book in off), "笔流水没有专户收支"),
        (sum(len(book.off) for book in off), "笔账上结存不符"),
    )
    return f"全部对不上的 {len(off)} 案：{'，'.join(f'{count} {said}' for count, said in counts if count)}"


def _lacking(book: CaseBook) -> str:
    told = (
        f"! {len(book.off)} 笔账上结存与累计不符" if book.off else "",
        f"! {len(book.unbooked)} 笔流水没有专户收支" if book.unbooked else "",
        f"◆ {len(book.alone)} 笔收支没有保管流水" if book.alone else "",
    )
    return "　".join(filter(None, told))


def ask_money_book(
    press: Press | None, parent: QWidget | None, known: Known, recent: Recent, entry_id: int
) -> Outcome | None:
    """逐案账 (Alt+M) of the case of one line: the last thing mended, None when nothing was."""
    try:
        dialog = MoneyBookDialog(parent, known, recent, entry_id, press)
    except Refusal as refused:
        tell(parent, "逐案账", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome
