"""What a record is traced to (到事、到案、到人) as lines to read, until the section is opened to edit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.registers import words
from desktop_app.registers.spec import Field, Parts, Section, Shape
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.controls import label, link
from desktop_app.views.theme import px

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
SHOWN = 3
"""Lines of each list shown; the rest behind 全部."""

_NAMED = 3
"""The most fields that stand side by side, each with its name."""


class TraceFace(QWidget):
    """The section in words: texts with their name as a tag, links after them, lists side by side below."""

    def __init__(self, section: Section, open_: Callable[[], object]) -> None:
        super().__init__()
        self._items = section.items
        self.all = link("", open_)
        self.notes = label("", "caution")
        self.notes.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(2), 0, 0, 0)
        self._column.setSpacing(px(4))
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        self._column.addWidget(self.notes)

    def show_draft(self, draft: Draft, notes: Sequence[str], facts: Facts) -> None:
        """Show the record; ``notes`` are what is missing or wrong in the section."""
        fresh = QWidget()
        inside = QVBoxLayout(fresh)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(2))
        if self._is_long:
            inside.addWidget(self._in_one(draft, facts))
        else:
            inside.addLayout(self._first_line(draft, facts))
        lists = [item for item in self._items if isinstance(item, Parts)]
        told = [(group, _texts(group, draft.parts.get(group.name, ()), facts)) for group in lists]
        inside.addLayout(_lists([texts for _group, texts in told]))
        self._column.replaceWidget(self._lines, fresh)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh
        self._count(told)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.setAccessibleName("，".join(made.text() for made in fresh.findChildren(QLabel)))

    def _count(self, told: Sequence[tuple[Parts, Sequence[str]]]) -> None:
        """全部 6 案 4 人, where not all of them are shown."""
        counts = " ".join(f"{len(texts)} {group.unit}" for group, texts in told if texts)
        self.all.setText(f"全部 {counts} ▸")
        self.all.setAccessibleName(f"全部 {counts}")
        self.all.setVisible(any(len(texts) > SHOWN for _group, texts in told))

    @property
    def _is_long(self) -> bool:
        """More texts than stand side by side with their names."""
        return sum(isinstance(item, Field) for item in self._items) > _NAMED

    def _in_one(self, draft: Draft, facts: Facts) -> QLabel:
        """Many short facts as one text: 清检诉[2015]31号　盗窃　公诉科."""
        fields = [item for item in self._items if isinstance(item, Field)]
        told = label("　".join(filter(None, (_said(item, draft, facts) for item in fields))), "meta2")
        told.setWordWrap(True)
        return told

    def _first_line(self, draft: Draft, facts: Facts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for item in self._items:
            if isinstance(item, Parts):
                continue
            said = words.text(item, draft.values.get(item.name), facts)
            if item.shape is Shape.TICK:
                row.addWidget(label(item.label if draft.values.get(item.name) else "", "meta"))
            elif item.shape is Shape.LINK:
                row.addWidget(label(f"{item.label} {said}" if said else "", "meta"), 0, _RIGHT)
            else:
                _tagged(row, item, said)
        return row


def _said(item: Field, draft: Draft, facts: Facts) -> str:
    """A value in words, a tick as its name."""
    value = draft.values.get(item.name)
    if item.shape is Shape.TICK:
        return item.label if value else ""
    return words.text(item, value, facts)


def _tagged(row: QHBoxLayout, item: Field, said: str) -> None:
    tag = label(item.label, "tag")
    tag.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    text = label(said or "—", "" if said else "meta")
    text.setWordWrap(True)
    row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)


def _texts(group: Parts, rows: Sequence[Mapping[str, Any]], facts: Facts) -> list[str]:
    return [words.text(group.lead, row.get(group.lead.name), facts) for row in rows]


def _lists(lists: Sequence[Sequence[str]]) -> QGridLayout:
    """The first list at the left, the others at the right, line by line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(0, 1)
    for column, texts in enumerate(lists):
        for at, text in enumerate(texts[:SHOWN]):
            made = label(text, "trace")
            made.setMinimumHeight(px(22))
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(made, at, column, Qt.AlignmentFlag.AlignLeft if column == 0 else _RIGHT)
    return grid
