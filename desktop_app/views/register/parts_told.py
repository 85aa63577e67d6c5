"""What the actions wrote about a record (延期、历次销号、回头看): read-only sections in the panel, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.registers import words
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.services.facts import Facts
from desktop_app.services.records import part_link
from desktop_app.store import snapshot
from desktop_app.views.controls import label, rule
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import px

Rows = Sequence[Mapping[str, Any]]


def told_rows(facts: Facts, register: Register, record_id: int) -> Mapping[str, Rows]:
    """The rows the actions wrote, by the name of their part, newest first."""
    found = {}
    for group in register.told:
        link = part_link(group.part, register.model)
        found[group.name] = snapshot.parts(facts.session, group.part, link, [record_id])[record_id][::-1]
    return found


class ToldSections(QWidget):
    """One folding section for every kind of row there is any of."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = register.told
        self._called = {item.name: item.label for item in register.fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.folds: dict[str, Fold] = {}
        for group in self._groups:
            fold = Fold(group.label)
            inside = QVBoxLayout(fold.body)
            inside.setContentsMargins(px(2), 0, 0, 0)
            inside.setSpacing(px(6))
            column.addWidget(fold)
            fold.hide()
            self.folds[group.name] = fold

    def show_rows(self, rows: Mapping[str, Rows], facts: Facts) -> None:
        for group in self._groups:
            kept, fold = rows.get(group.name, ()), self.folds[group.name]
            fold.setVisible(bool(kept))
            fold.say(f"{len(kept)} 次" if kept else "")
            _refill(fold.body, [_row(group, row, facts, self._called) for row in kept])
        self.setVisible(any(rows.values()))


def _refill(body: QWidget, lines: Sequence[QWidget]) -> None:
    column = body.layout()
    assert isinstance(column, QVBoxLayout)
    while (taken := column.takeAt(0)) is not None:
        if (widget := taken.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for at, line in enumerate(lines):
        if at:
            column.addWidget(rule())
        column.addWidget(line)


def _row(group: Parts, row: Mapping[str, Any], facts: Facts, called: Mapping[str, str]) -> QWidget:
    """Its short values in a line, each with its name; long texts below, each on its own lines.

    A row about one field of the record keeps its attribute as ``field``; it is shown as the field is ``called``.
    """
    shown = {**row, "field": called.get(str(row.get("field")), row.get("field"))}
    told = [(item, words.text(item, shown.get(item.name), facts)) for item in group.fields]
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(8))
    grid.setVerticalSpacing(px(2))
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    short = [(item, said) for item, said in told if said and not _is_long(item)]
    for at, (item, said) in enumerate(short):
        _put(grid, at // 2, at % 2 * 2, item, said, 1)
    below = (len(short) + 1) // 2
    for at, (item, said) in enumerate((item, said) for item, said in told if said and _is_long(item)):
        _put(grid, below + at, 0, item, said, 3)
    made.setAccessibleName("，".join(f"{item.label} {said}" for item, said in told if said))
    return made


def _is_long(item: Field) -> bool:
    return item.shape is Shape.TEXT


def _put(grid: QGridLayout, row: int, column: int, item: Field, said: str, span: int) -> None:
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(label(item.label, "meta2"), row, column, top)
    grid.addWidget(_wrapped(said), row, column + 1, 1, span, top)


def _wrapped(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
