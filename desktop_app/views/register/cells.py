"""What stands in the cells of the grid, made ready once per block: text, tone, days left, progress, 待补 mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.models.catalogue import KINDS
from desktop_app.registers import words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Draw, Field, Parts, Register, Shape
from desktop_app.rules import deadlines
from desktop_app.rules.tones import tone as tone_of
from desktop_app.services.facts import Facts

Item = Field | Parts
OVERDUE = "逾期"
GAP = "待补"
GLYPHS = {"grey": "○", "blue": "●", "amber": "◆", "green": "✓", "red": "!"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell ready to draw. ``tail`` stands right (days left); ``bar`` is progress 0–100, -1 for none."""

    text: str = ""
    tail: str = ""
    tone: str = ""
    bar: int = -1
    gap: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class RowCells:
    """One record of the grid: its id and version, its cells in column order."""

    id: int
    version: int
    number: str
    cells: tuple[Cell, ...]


def open_states(register: Register) -> tuple[Any, ...]:
    """States in which a deadline still runs."""
    return register.lifecycle.running if register.lifecycle else ()


def is_open(register: Register, values: Mapping[str, Any]) -> bool:
    """Whether the record's deadline still runs."""
    if register.lifecycle is not None and register.state_name:
        return values.get(register.state_name) in (register.runs_in or open_states(register))
    return register.done is None or values.get(register.done.key) is None


def days_left(register: Register, values: Mapping[str, Any], today: date) -> int | None:
    """Days until the deadline, negative when overdue; None when none runs."""
    due = values.get(register.due.key) if register.due is not None else None
    return deadlines.days_left(due, today) if due is not None and is_open(register, values) else None


def left_tone(days: int, near: int) -> str:
    return "red" if days < 0 else "amber" if days <= near else "quiet"


def is_category(kind: str) -> bool:
    """Kinds kept in an order of their own (departments, phases) are words of a list; others are records to open."""
    return hasattr(KINDS[kind], "position")


def short_day(day: date, today: date) -> str:
    """MM-DD, with two digits of the year when it is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%y-%m-%d}"


@dataclass(frozen=True)
class Drawer:
    """Makes cells for the shown columns of one register on one day."""

    register: Register
    items: Sequence[Item]
    facts: Facts
    near: int
    labels: dict[tuple[str, Any], str] = field(default_factory=dict)

    def _label(self, kind: str, record_id: Any) -> str:
        """The name of a linked record, looked up once a block."""
        key = (kind, record_id)
        if key not in self.labels:
            self.labels[key] = self.facts.short_label(kind, record_id)
        return self.labels[key]

    def row(self, line: Line) -> RowCells:
        gaps = line.gaps
        cells = tuple(self._cell(item, line.values, gaps) for item in self.items)
        return RowCells(line.id, line.version, str(line.values.get("number") or ""), cells)

    def _cell(self, item: Item, values: Mapping[str, Any], gaps: Mapping[str, str]) -> Cell:
        if isinstance(item, Parts):
            return self._parts(item, values.get(item.name, ()))
        gap = item.name in gaps
        if gap and values.get(item.name) in (None, ""):
            return Cell(GAP, tone="amber", gap=True, said=f"{item.label}待补：{gaps[item.name]}")
        made = self._field(item, values, values.get(item.name))
        said = f"{item.label} {made.text} {made.tail}".rstrip()
        return Cell(made.text, made.tail, made.tone, made.bar, gap, said)

    def _field(self, item: Field, values: Mapping[str, Any], value: Any) -> Cell:
        if item.told is not None:
            said, tone = item.told(values, self.facts)
            return Cell(said, tone=tone)
        if item.draw is Draw.DUE and value is not None:
            return self._due(values, value)
        if item.draw is Draw.PILL:
            return self._pill(item, values, value)
        if item.draw is Draw.BAR:
            return self._bar(values, value)
        if item.shape is Shape.DAY and value is not None and item.draw is not Draw.KEY:
            return Cell(self._day(item, value))
        if item.shape is Shape.TICK:
            return Cell("✓" if value else "", tone="green")
        if item.shape is Shape.LINK and value is not None:
            return Cell(self._label(item.link_kind, value), tone="" if is_category(item.link_kind) else "link")
        text = words.text(item, value, self.facts)
        if item.draw is Draw.TAG:
            return Cell(text, tone="blue" if item.word_type and value == next(iter(item.word_type)) else "grey")
        return Cell(text.replace("\n", " "))

    def _day(self, item: Field, value: date) -> str:
        """Narrow columns leave out this year; wide ones have room for it."""
        return value.isoformat() if item.width >= 90 else short_day(value, self.facts.today)

    def _due(self, values: Mapping[str, Any], due: date) -> Cell:
        days = days_left(self.register, values, self.facts.today)
        if days is None:
            return Cell(short_day(due, self.facts.today))
        return Cell(short_day(due, self.facts.today), deadlines.countdown(days), left_tone(days, self.near))

    def _pill(self, item: Field, values: Mapping[str, Any], value: Any) -> Cell:
        days = days_left(self.register, values, self.facts.today)
        if item.name == self.register.state_name and days is not None and days < 0:
            return Cell(OVERDUE, tone="red")
        tone = tone_of(value) if isinstance(value, StrEnum) else ""
        return Cell(words.text(item, value, self.facts), tone=tone)

    def _bar(self, values: Mapping[str, Any], value: Any) -> Cell:
        percent = max(0, min(100, int(value or 0)))
        days = days_left(self.register, values, self.facts.today)
        late = days is not None and days < 0
        return Cell(f"{percent}%", tone="red" if late else "done" if percent == 100 else "blue", bar=percent)

    def _parts(self, group: Parts, rows: Sequence[Mapping[str, Any]]) -> Cell:
        """The first names and how many there are: 宋佳宁 等 5 人; only the number: 2 案; done of all: 2/3."""
        if not rows:
            return Cell()
        if group.draw is Draw.DONE and group.done is not None:
            return self._done(group, group.done.key, rows)
        said = f"{group.label} {words.parts_text(group, rows, self.facts)}"
        if group.draw is Draw.COUNT:
            return Cell(f"{len(rows)} {group.unit}", tone="link", said=said)
        lead = group.lead
        link = lead.shape is Shape.LINK and not is_category(lead.link_kind)
        value = rows[0].get(lead.name)
        linked = lead.shape is Shape.LINK and value is not None
        first = self._label(lead.link_kind, value) if linked else words.text(lead, value, self.facts)
        unit = group.unit or ("人" if link else "项")
        text = first if len(rows) == 1 else f"{first} 等 {len(rows)} {unit}"
        return Cell(text, tone="link" if link else "", said=said)

    def _done(self, group: Parts, done: str, rows: Sequence[Mapping[str, Any]]) -> Cell:
        count, whole = sum(1 for row in rows if row.get(done) is not None), len(rows)
        said = f"{group.label} {whole} {group.unit or '项'}，完成 {count}"
        tone = "done" if count == whole else "blue"
        return Cell(f"{count}/{whole}", tone=tone, bar=100 * count // whole, said=said)
