"""The sheet with what opens in it: cells over rows, the finder, sums below, the keys at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.rules.reviews import MAIN, SECOND
from desktop_app.services.draft import Values
from desktop_app.services.score_sheets import Defect, find_defects
from desktop_app.views.controls import label, mark_bad
from desktop_app.views.review.foot import Hints, Totals
from desktop_app.views.review.grid import Column, Row, ScoreGrid
from desktop_app.views.review.hand import Hand
from desktop_app.views.review.ink import HEAD, ROW
from desktop_app.views.review.sheet import ScoreTable
from desktop_app.views.review.switch import Switch
from desktop_app.views.review.writing import (
    BACK,
    DOWN,
    GIVE_UP,
    ON,
    REASONS,
    UP,
    CellLine,
    DefectFinder,
    PointsCell,
    ReasonCell,
)
from desktop_app.views.theme import px

ON_GROUP = "移到下面的评查点再扣分"
_TALLEST = 16777215


class SheetPane(QWidget):
    """``turned``: PgUp, PgDn ask for the case before and after; ``switched``: another sheet is asked for (主评、复核).

    ``defects`` are those of the standard of the review shown, set with each review.
    """

    turned = Signal(int)
    switched = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hand: Hand | None = None
        self.defects: Sequence[Defect] = ()
        self.grid = ScoreGrid(self)
        self.table = ScoreTable(self.grid, self)
        self.totals, self.hints = Totals(self.table), Hints()
        self.switch = Switch(self.table.heads)
        over = self.table.viewport()
        self.points, self.reason = PointsCell(over), ReasonCell(over)
        self.finder = DefectFinder(self._find, over)
        self.bubble = label("", "bubble")
        self.bubble.setParent(self.table)
        self._open: QWidget | None = None
        self._row: Row | None = None
        for widget in (self.points, self.reason, self.finder, self.bubble):
            widget.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1000)
        column.addWidget(self.totals)
        column.addStretch(1)
        column.addWidget(self.hints)
        self._connect()
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        table = self.table
        table.struck.connect(self._struck)
        table.typed.connect(self._typed)
        table.pressed_twice.connect(self._pressed_twice)
        table.moved.connect(self._follow)
        table.selectionModel().currentRowChanged.connect(lambda *_rows: self.say(""))
        self.points.textEdited.connect(lambda _text: self._points_typed())
        self.points.struck.connect(self._left)
        self.points.gone.connect(self._gone)
        self.reason.edited.connect(self._reason_typed)
        self.reason.struck.connect(self._left)
        for line in (self.reason.text, self.reason.page):
            line.gone.connect(self._gone)
        self.finder.found.connect(self._take)
        self.finder.missed.connect(self.say)
        self.finder.struck.connect(self._left)
        self.finder.gone.connect(self._gone)
        self.switch.asked.connect(self.switched)
        self.hints.declared.connect(self._declare)

    # what is shown

    def show_hand(self, hand: Hand | None, defects: Sequence[Defect] = ()) -> None:
        """Another review, or another sheet of it; the cursor stays on its clause."""
        self.shut()
        key = self.table.row.key if self.table.row is not None else None
        self.hand, self.defects = hand, defects
        self.renew()
        self.table.go(self.grid.place(key) if key is not None else self._first())
        if self.table.row is None:
            self.table.go(self._first())

    def _first(self) -> int:
        return 1 if len(self.grid.rows) > 1 else 0

    def renew(self) -> None:
        """The draft changed, here or in the panel."""
        key = self.table.row.key if self.table.row is not None else None
        sheet = self.hand.sheet() if self.hand is not None else None
        self.grid.load(sheet)
        if key is not None and (self.table.row is None or self.table.row.key != key):
            self.table.go_to(key)
        self.totals.show_sheet(sheet)
        self.switch.show_sheet(sheet)
        self.hints.show_closed(self.hand.closed if self.hand is not None else "", self._may_declare())
        self._fit_height()
        self._follow()

    def _may_declare(self) -> bool:
        """Whether the second reviewer has said nothing yet."""
        sheet, hand = self.grid.sheet, self.hand
        return sheet is not None and hand is not None and hand.no == SECOND and sheet.agreement is None

    def _fit_height(self) -> None:
        """A short sheet ends with its sums; a long one scrolls above them."""
        whole = px(HEAD) + len(self.grid.rows) * px(ROW)
        self.table.setMaximumHeight(whole if self.grid.rows else _TALLEST)

    def _find(self, typed: str) -> Sequence[Defect]:
        """What is met by what is typed; for nothing typed the defects of the clause first, then of its item."""
        met = find_defects(self.defects, typed)
        row = self._row
        if typed.strip() or row is None:
            return met
        clause = row.line.clause if row.line is not None else ""
        return sorted(met, key=lambda one: (one.clause != clause, one.item != row.group.item))

    # what opens over a row

    def shut(self) -> None:
        """Leave the open cell as it is written."""
        opened, self._open, self._row = self._open, None, None
        if opened is None:
            return
        focused = opened.isAncestorOf(self.window().focusWidget() or self) or opened.hasFocus()
        opened.hide()
        if self.hand is not None:
            self.hand.end()
        if focused:
            self.table.setFocus()
        self.say("")

    def _begin(self, widget: QWidget) -> bool:
        """Open a widget over the row with the cursor; False, with the reason said, where nothing may be written."""
        self.shut()
        row, hand = self.table.row, self.hand
        if hand is None or row is None:
            return False
        refused = hand.closed or (ON_GROUP if row.is_group and widget is not self.finder else "")
        if refused:
            self.say(refused)
            return False
        self._row, self._open = row, widget
        hand.begin()
        self._follow()
        widget.show()
        widget.setFocus()
        return True

    def open_points(self, typed: str = "") -> None:
        if self._begin(self.points) and self._row is not None:
            self.points.open_with(typed, self._row.off)
            if typed:
                self._points_typed()

    def open_reason(self, at_page: bool = False) -> None:
        row = self.table.row
        if row is not None and row.many:
            self.table.move_by(1)
        if self._begin(self.reason) and self._row is not None:
            self.reason.open_with(self._row.said, self._row.page, at_page)

    def open_finder(self, typed: str = "") -> None:
        if self._begin(self.finder):
            self.finder.open_with(typed)

    def _follow(self) -> None:
        """The open cell and what is said of it stay over their row."""
        if self._open is None or self._row is None:
            return
        at = self.grid.place(self._row.key)
        first = Column.SAID if self._open is self.reason else Column.OFF
        last = Column.OFF if self._open is self.points else Column.SAID
        box = self.table.cell_box(at, first).united(self.table.cell_box(at, last))
        self._open.setGeometry(box)
        self._place_bubble(box)

    # what is typed

    def _points_typed(self) -> None:
        if self.hand is not None and self._row is not None:
            self._judge(self.points, self.hand.type_points(self._row, self.points.typed))

    def _reason_typed(self) -> None:
        if self.hand is not None and self._row is not None:
            said = self.hand.type_reason(self._row, self.reason.text.text(), self.reason.page.text())
            self._judge(self.reason.text, said)

    def _judge(self, line: CellLine, refused: str) -> None:
        mark_bad(line, bool(refused))
        self.say(refused)

    def _take(self, defect: Defect) -> None:
        """A defect was found: it is entered, and the cursor goes to its page."""
        if self.hand is None:
            return
        self.shut()
        refused = self.hand.take(defect)
        self._go_to(defect)
        if refused:
            self.say(refused)
        else:
            self.open_reason(at_page=True)

    def _go_to(self, defect: Defect) -> None:
        self.grid.fold(defect.item, False)
        met = (at for at, row in enumerate(self.grid.rows) if row.finding is not None and _is(row.finding, defect))
        self.table.go(next(met, self.grid.place((defect.item, defect.clause, -1))))

    def _left(self, how: str) -> None:
        """A cell is left by a key; what cannot be read stays open until it is mended or given up."""
        if how == GIVE_UP:
            self._give_up()
        elif self.bubble.isVisible() and self._open is not self.finder:
            return
        elif how == REASONS:
            self.open_finder()
        else:
            points = self._open is self.points
            self.shut()
            self.table.move_by({DOWN: 1, UP: -1}.get(how, 0))
            if how == ON and points:
                self.open_reason()
            elif how == BACK and not points:
                self.open_points()

    def _give_up(self) -> None:
        if self.hand is not None:
            self.hand.give_up()
        self.shut()

    def _gone(self) -> None:
        """The cursor went elsewhere: what is written stays, what cannot be read goes."""
        opened, focus = self._open, self.window().focusWidget()
        if opened is None or (focus is not None and (opened is focus or opened.isAncestorOf(focus))):
            return
        if self.hand is not None and self.bubble.isVisible() and opened is not self.finder:
            self.hand.give_up()
        self.shut()

    # keys on a row

    def _typed(self, text: str) -> None:
        digit = text.isdigit() or text in ".．。"
        if digit:
            self.open_points(text)
        elif text in "+＋":
            self.open_finder()
        else:
            self.open_finder(text if text.isalnum() else "")

    def _struck(self, key: Qt.Key) -> None:
        row = self.table.row
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in turns:
            self.turned.emit(turns[key])
        elif key == Qt.Key.Key_F7 and self.hand is not None:
            self.switched.emit(SECOND if self.hand.no == MAIN else MAIN)
        elif key == Qt.Key.Key_F8 and self._may_declare():
            self._declare()
        elif key in (Qt.Key.Key_F3, Qt.Key.Key_Insert):
            self.open_finder()
        elif row is None:
            return
        elif key == Qt.Key.Key_Delete:
            self._strike(row)
        elif key == Qt.Key.Key_Tab:
            self.open_reason()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) or row.is_group:
            self._fold(row, key)
        else:
            self.open_points()

    def _fold(self, row: Row, key: Qt.Key) -> None:
        """← folds the group, → unfolds it, Enter on its head does the one or the other."""
        item, on_head = row.group.item, row.is_group
        folded = item in self.grid.folded
        if key == Qt.Key.Key_Left or (on_head and key != Qt.Key.Key_Right and not folded):
            self.grid.fold(item, True)
        else:
            self.grid.fold(item, False)
        self._fit_height()
        self.table.go_to(row.key)

    def _strike(self, row: Row) -> None:
        """Del takes a deduction off the sheet."""
        if self.hand is None or row.line is None:
            return
        findings: Sequence[Values] = (row.finding,) if row.finding is not None else row.line.findings
        if len(findings) == 1:
            self.say(self.hand.strike(findings[0]))
        elif findings:
            self.say(f"这一项有 {len(findings)} 条扣分。移到其中一条再删")

    def _declare(self) -> None:
        if self.hand is not None:
            self.say(self.hand.declare())

    def _pressed_twice(self, column: int) -> None:
        row = self.table.row
        if row is None or row.is_group:
            return
        (self.open_points if column == Column.OFF else self.open_reason)()

    # what is said at the cell

    def say(self, said: str) -> None:
        self.bubble.setText(f"! {said}" if said else "")
        self.bubble.setVisible(bool(said))
        at = self.table.currentIndex().row()
        if said and at >= 0:
            first = Column.OFF if self._open is not self.reason else Column.SAID
            self._place_bubble(self.table.cell_box(at, first))

    @property
    def fault(self) -> str:
        """What is said at the cell."""
        return self.bubble.text().removeprefix("! ")

    def _place_bubble(self, cell: QRect) -> None:
        if not self.bubble.text():
            return
        self.bubble.adjustSize()
        head = self.table.heads.height()
        room = self.table.viewport()
        left = max(0, min(cell.left(), room.width() - self.bubble.width() - px(4)))
        below = cell.bottom() + px(2)
        above = below + self.bubble.height() > room.height() or self.finder.popup.isVisible()
        self.bubble.move(left, head + (cell.top() - self.bubble.height() - px(2) if above else below))
        self.bubble.raise_()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "hints"):
            self.table.renew()
            self.totals.renew()
            self._fit_height()


def _is(finding: Values, defect: Defect) -> bool:
    return finding.get("code") == defect.code and finding.get("text") == defect.text
