"""复核录入: every mark keyed again without sight of the first, then the differences alone, settled one by one."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.registers.exams import SITTINGS
from desktop_app.rules.marks import misfit
from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import ExamState, SittingCode
from desktop_app.services.marking import Difference, MarkSheet, differences, key_again, settle, sheet
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog, tell
from desktop_app.views.exam_cells import KeyCells, KeyTable
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

_SCORES = ("first", "second", "total")
_WIDE, _TALL = 760, 460
_FIXED = 3
"""Columns before the cells to key: seat, name, department."""
_SETTLED = 5
"""The column of the mark that stands in the end."""


class KeyAgainDialog(Dialog):
    """Two pages: names down with empty cells, then the differences. Every cell is kept as it is keyed; Esc ends."""

    def __init__(self, parent: QWidget | None, known: Known, exam_id: int) -> None:
        super().__init__(parent, "复核录入", _WIDE)
        self.known, self.exam_id = known, exam_id
        self.outcome: Outcome | None = None
        self.sheet: MarkSheet = self._read()
        if self.sheet.exam["state"] != ExamState.CHECKING:
            raise Refusal("还没有提交复核。阅卷完成、提交复核后再办")
        self.lines = [line for line in self.sheet.lines if line.code == SittingCode.SAT]
        self.fields = self.sheet.labels
        self.gaps: list[Difference] = []
        self.decided: dict[tuple[int, str], int] = {}
        self._ids: list[int] = []
        self.title = label("", "title")
        self.about = label("", "meta2")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._keying())
        self.pages.addWidget(self._settling())
        for widget in (self.title, self.about):
            self.body.addWidget(widget)
        self.body.addWidget(self.pages, 1)
        self.hint("Enter", "下一人")
        if len(self.fields) > 1:
            self.hint("Tab", "下一类题")
        self.hint("1 2", "看不一致时：取初录、取复核")
        self.hint("F2", "改填")
        self.add_cancel("录完")
        self.turn = self.add_button("看不一致", "Ctrl+Enter", self.turn_page, PRIMARY)
        self._tell()
        self.table.go(*self._first_open())
        self.table.setFocus()

    def _read(self) -> MarkSheet:
        with self.known.facts() as facts:
            return sheet(facts, self.exam_id)

    # keying

    def _keying(self) -> QWidget:
        heads = [f"{said} {points(full)}" for _, said, full in self.fields]
        keyed = range(_FIXED, _FIXED + len(heads))
        self.cells = KeyCells(("座号", "姓名", "部门", *heads), keyed, frozenset({0, *keyed}))
        self.table = KeyTable(self.cells, (56, 88, 0, *(110 for _ in heads)), 2, "复核录入")
        self.table.setMinimumHeight(px(_TALL))
        self.cells.fill(
            [
                [
                    str(line.seat or ""),
                    line.name,
                    line.department,
                    *(_shown(line.again[_SCORES.index(name)]) for name, _, _ in self.fields),
                ]
                for line in self.lines
            ]
        )
        self.table.keyed.connect(self._key)
        self.table.left.connect(self._behind)
        return self.table

    def _first_open(self) -> tuple[int, int]:
        """The first cell not keyed yet, column by column."""
        cells = [(row, column) for column in self.cells.keyed for row in range(len(self.lines))]
        return next((cell for cell in cells if not self.cells.text(*cell)), (0, _FIXED))

    def _key(self, row: int, column: int, text: str) -> None:
        """One mark keyed again: kept at once, or refused with the text still in its cell."""
        name, said, full = self.fields[column - _FIXED]
        self.say("")
        try:
            mark = read_points(text)
            wrong = misfit(mark, full, self.sheet.terms.step, said)
            if wrong:
                raise Refusal(wrong)
            if _shown(mark) != self.cells.text(row, column):
                self._keep(key_again(self.known.desk, SITTINGS, self.lines[row].id, self._values(row, name, mark)))
        except (Refusal, Unreadable) as refused:
            self.say(refused.said)
            self.table.reopen(text)
            return
        self.cells.put(row, column, _shown(mark))
        self._tell()
        self.table.go_on()

    def _values(self, row: int, name: str, mark: int | None) -> dict[str, Any]:
        """The cell, with the others of the row, so that their total follows."""
        cells = {field: self.cells.text(row, _FIXED + at) for at, (field, _, _) in enumerate(self.fields)}
        given = {field: read_points(text) for field, text in cells.items()} | {name: mark}
        bare = self.sheet.terms.parted and None in given.values()
        return {**given, "total": None} if bare else given

    def _keep(self, done: Outcome) -> None:
        self.known.forget()
        self._ids += done.ids
        ids = tuple(dict.fromkeys(self._ids))
        self.outcome = replace(done, ids=ids, said=f"已复核录入 {len(ids)} 人")

    def _behind(self) -> None:
        """Enter in the last cell: on to the differences."""
        self.turn.setFocus()
        self.turn_page()

    def _tell(self) -> None:
        total = len(self.lines) * len(self.fields)
        done = sum(bool(self.cells.text(row, column)) for row in range(len(self.lines)) for column in self.cells.keyed)
        self.title.setText(f"{self.sheet.exam['title']}　复核录入 {done} / {total}")
        self.about.setText("照试卷再录一遍，初录的分数不显示；录一格存一格，缺考、缓考的不在内")

    # differences

    def _settling(self) -> QWidget:
        self.gap_cells = KeyCells(
            ("座号", "姓名", "项目", "初录", "复核", "定为"), (_SETTLED,), frozenset({0, 3, 4, _SETTLED})
        )
        self.gap_table = KeyTable(self.gap_cells, (56, 88, 0, 90, 90, 110), 2, "不一致的成绩", digits=2)
        self.gap_table.chosen.connect(self._choose)
        self.gap_table.keyed.connect(self._type)
        self.gap_table.left.connect(lambda: self.turn.setFocus())
        return self.gap_table

    def turn_page(self) -> None:
        """To the differences, or back to the keying."""
        self.say("")
        if self.pages.currentIndex() == 1:
            self._back()
            return
        with self.known.facts() as facts:
            self.gaps = [one for one in differences(facts, self.exam_id) if one.second is not None]
        open_cells = sum(not self.cells.text(row, at) for row in range(len(self.lines)) for at in self.cells.keyed)
        if not self.gaps:
            said = f"两次录入一致。还有 {open_cells} 格没有复核录入" if open_cells else "两次录入全部一致，可以公布"
            self.say(f"✓ {said}", "note")
            return
        self.decided = {}
        self.gap_cells.fill([_gap(one) for one in self.gaps])
        self.pages.setCurrentIndex(1)
        rename(self.turn, "回到录入")
        self.title.setText(f"{self.sheet.exam['title']}　不一致 {len(self.gaps)} 处")
        self.about.setText("核对试卷：1 初录对，2 复核对，都不对的按 F2 填正确的分数；一人的都定了就存")
        self.gap_table.go(0, _SETTLED)
        self.gap_table.setFocus()

    def _back(self) -> None:
        self.pages.setCurrentIndex(0)
        rename(self.turn, "看不一致")
        self._tell()
        self.table.setFocus()

    def _choose(self, row: int, digit: int) -> None:
        one = self.gaps[row]
        mark = one.first if digit == 1 else one.second
        if mark is None:
            self.say(f"{one.name} 的{one.label}初录时没有录。核对试卷，按 F2 填分数")
        else:
            self._decide(row, mark)

    def _type(self, row: int, column: int, text: str) -> None:  # noqa: ARG002
        one = self.gaps[row]
        full = next(full for name, _, full in self.fields if name == one.field)
        try:
            mark = read_points(text)
            wrong = misfit(mark, full, self.sheet.terms.step, one.label)
            if wrong:
                raise Refusal(wrong)
        except (Refusal, Unreadable) as refused:
            self.say(refused.said)
            self.gap_table.reopen(text)
            return
        if mark is not None:
            self._decide(row, mark)

    def _decide(self, row: int, mark: int) -> None:
        """What a mark is; once all of a candidate are decided, both keyings become it."""
        self.say("")
        one = self.gaps[row]
        self.decided[one.id, one.field] = mark
        own = [gap.field for gap in self.gaps if gap.id == one.id]
        if all((one.id, name) in self.decided for name in own):
            try:
                values = {name: self.decided[one.id, name] for name in own}
                self._keep(settle(self.known.desk, SITTINGS, one.id, values))
            except Refusal as refused:
                self.say(refused.said)
                return
            self._show_settled(one.id)
        else:
            self.gap_cells.put(row, _SETTLED, points(mark))
        left = sum((gap.id, gap.field) not in self.decided for gap in self.gaps)
        self.title.setText(f"{self.sheet.exam['title']}　不一致 {len(self.gaps)} 处，还有 {left} 处没定")
        self.gap_table.go_on()
        if not left:
            self.say("✓ 全部定了，可以公布", "note")

    def _show_settled(self, sitting_id: int) -> None:
        line = next(at for at, one in enumerate(self.lines) if one.id == sitting_id)
        for row, one in enumerate(self.gaps):
            if one.id == sitting_id:
                mark = points(self.decided[one.id, one.field])
                self.gap_cells.put(row, _SETTLED, f"✓ {mark}")
                at = next(at for at, (name, _, _) in enumerate(self.fields) if name == one.field)
                self.cells.put(line, _FIXED + at, mark)


def _shown(mark: int | None) -> str:
    return "" if mark is None else points(mark)


def _gap(one: Difference) -> list[str]:
    return [str(one.seat or ""), one.name, one.label, _shown(one.first), _shown(one.second), ""]


def ask_again(parent: QWidget | None, known: Known, recent: Recent, exam_id: int) -> Outcome | None:  # noqa: ARG001
    """复核录入 (Alt+B): all that was kept while the dialog stood, or None when nothing was."""
    try:
        dialog = KeyAgainDialog(parent, known, exam_id)
    except Refusal as refused:
        tell(parent, "复核录入", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome
