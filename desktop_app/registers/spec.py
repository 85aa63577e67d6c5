"""How a 台账 is declared: fields with labels and aliases, sections, chips, checks, lifecycle, papers.

Attributes are named as mapped attributes, never strings; editor, alignment, reader of old cells, PDF column and
xlsx type follow from the attribute's Python type (``Shape``).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from desktop_app.models.base import Attr, Part, Record
from desktop_app.registers.fields import Field as Field
from desktop_app.registers.fields import Needed as Needed
from desktop_app.registers.fields import Over as Over
from desktop_app.registers.fields import Page as Page
from desktop_app.registers.fields import Parts as Parts
from desktop_app.registers.fields import Shares as Shares
from desktop_app.registers.newly import Asked, Newly, name_of
from desktop_app.registers.shapes import Draw as Draw
from desktop_app.registers.shapes import Shape as Shape
from desktop_app.rules.dates import days_told as days_told
from desktop_app.rules.lifecycle import Lifecycle
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.search import search_text
from desktop_app.rules.unreadable import tight
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.numbers import peek
from desktop_app.services.outcome import Twin
from desktop_app.store.snapshot import Condition, Order

Check = Callable[[Draft, Facts], Problem | None]


class Told(Protocol):
    """A row of an old ledger as read: values by attribute, part rows by kind."""

    values: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]
    problems: list[Problem]


@dataclass(frozen=True)
class Section:
    """A folding section (分组) of the form. ``lines``: in the panel it stands as lines to read until it is opened.

    A ``folded`` one shows only its title there until then.
    """

    title: str
    items: tuple[Field | Parts, ...]
    lines: bool = False
    folded: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter chip (筛选片) with its count; ``where`` gets the day's facts. Tone: plain, red or amber.

    ``once`` names what ``where`` reads by ``Facts.once`` when that takes going through every record, and ``each`` how
    many other records have to be read for one of the register's own.
    """

    label: str
    where: Callable[[Facts], Sequence[Condition]]
    tone: str = "plain"
    once: str = ""
    each: int = 1


@dataclass(frozen=True)
class Action:
    """A verb of one kind beyond saving (操作): the views carry it out through a dialog registered under ``code``.

    ``over`` holds the states in which there is nothing left for it to do, ``only`` those it is kept to. ``anew`` begins
    something new: where no record is there it is about none (0). ``reads``: it changes nothing, an
    inspector has it too.
    """

    code: str
    label: str
    key: str = ""
    over: tuple[StrEnum, ...] = ()
    only: tuple[StrEnum, ...] = ()
    anew: bool = False
    reads: bool = False

    def fits(self, state: str) -> bool:
        """Whether there is something to do in this state."""
        return state not in self.over and (not self.only or state in self.only)


@dataclass(frozen=True)
class Numbering:
    """How numbers are given: a series code of 基础台账, or a prefix worked out from the draft's attributes ``of``.

    ``gives_way``: a number met a second time in a ledger is replaced by a new one, instead of refusing the row.
    """

    series: str = ""
    prefix: Callable[[Draft, Facts], str] | None = None
    width: int = 3
    of: tuple[Attr[Any], ...] = ()
    gives_way: bool = False


@dataclass(frozen=True)
class Register:
    """One register (台账), declared once for screen, form, import, export, print and history.

    ``public`` is its name on the command line and in reports read by other programs.
    ``identity`` names the attributes by which an imported row is recognised as already present. ``titles`` are words
    in sheet titles that speak for this kind. ``due``/``state`` feed lamps; the deadline
    ``runs_in`` these states, else in all open ones. ``tests`` are checks over several fields.
    ``told`` are rows the actions write: read in the history, typed nowhere. ``alike`` finds what a new record may
    repeat, asked while it is typed; ``recurs`` says which of the records just saved came back. ``newly`` is its dialog.
    ``held`` says why records may not be deleted, ``alone`` what must hold again when a deleted one comes back.
    ``spelt`` gives a number its one spelling (受案号); ``looks_up`` are
    kinds that are taken from ledgers before this one; ``heard`` is what the titles over a ledger tell of all its rows,
    ``together`` what its rows tell of each other, ``joined`` which of them go on with which (续冻).
    ``called`` are other names ledgers know a record by, and
    ``readings`` what a name may mean in a ledger of a year (1月 → 2015年1月). ``near`` is the department of what the
    subject names (受案号), by which namesakes are told apart. ``over`` is the one record all rows of a ledger are of.
    ``instead`` is what a cell says of several attributes, by the one it stands under, its text and the ledger's year
    (缺考 where a mark would stand). ``shares`` are columns that share out a mark (题型得分). ``echoes`` are headings of
    columns that only say again what the record linked to says (物品名称 beside 物品编号). A ``nameless`` row is kept as
    待补 where nobody knows whom its subject means.
    ``seen`` are fields of linked records that a list may show, ``listed`` the names of its columns where they are not
    simply ``columns``; the status bar counts the states ``tallied``.
    ``by_acts`` says where the records of a register are made that nothing is typed in (月结).
    ``turned`` are attributes that the titles turn into others (成绩 of a 补考成绩册 is the retake's). Several ledgers
    tell of one record where ``grows`` is given: it names what of a stored one says nothing yet, empty values aside.
    """

    model: type[Record]
    public: str
    title: str
    tab: str
    measure: str
    subject: Attr[Any]
    numbering: Numbering
    sections: tuple[Section, ...]
    identity: tuple[Attr[Any], ...]
    order: tuple[Order, ...] = ()
    tests: tuple[Check, ...] = ()
    derived: Callable[[Draft, Facts], None] | None = None
    alike: Callable[[Draft, Facts], Sequence[Twin]] | None = None
    recurs: Callable[[Sequence[int], Facts], str] | None = None
    held: Callable[[Sequence[int], Facts], str] | None = None
    alone: tuple[Check, ...] = ()
    newly: Newly | None = None
    chips: tuple[Chip, ...] = ()
    lifecycle: Lifecycle | None = None
    state: Attr[Any] | None = None
    due: Attr[Any] | None = None
    done: Attr[Any] | None = None
    runs_in: tuple[StrEnum, ...] = ()
    actions: tuple[Action, ...] = ()
    told: tuple[Parts, ...] = ()
    papers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    number_label: str = "编号"
    number_aliases: tuple[str, ...] = ()
    number_width: int = 76
    spelt: Callable[[str], str] = tight
    looks_up: tuple[type[Record], ...] = ()
    heard: Callable[[Sequence[str]], Mapping[str, Any]] | None = None
    together: Callable[[Sequence[Told], Facts], None] | None = None
    joined: Callable[[Sequence[Told]], Mapping[int, int]] | None = None
    called: Callable[[Mapping[str, Any]], Iterable[str]] | None = None
    readings: Callable[[str, int], Iterable[str]] | None = None
    near: Callable[[str, Facts], int | None] | None = None
    over: Over | None = None
    turned: Callable[[Sequence[str], Collection[str]], Mapping[str, str]] | None = None
    grows: Callable[[Mapping[str, Any]], Collection[str]] | None = None
    shares: Shares | None = None
    echoes: tuple[str, ...] = ()
    nameless: bool = False
    instead: Callable[[str, str, int | None], Mapping[str, Any]] | None = None
    empty: str = ""
    columns_first: tuple[Attr[Any], ...] = ()
    marks: Callable[[Mapping[str, Any], Facts], Sequence[str]] | None = None
    seen: tuple[Field, ...] = ()
    listed: tuple[str, ...] = ()
    tallied: tuple[StrEnum, ...] = ()
    by_acts: str = ""

    def may_write(self, draft: Draft, name: str) -> bool:
        """Whether a form may write a field: of what is only added, a saved record's empty ones."""
        return not self.model.only_added or draft.is_new or draft.loaded.get(name) in (None, "")

    @property
    def kind(self) -> str:
        return str(self.model.__tablename__)

    @property
    def state_name(self) -> str:
        return self.state.key if self.state is not None else ""

    @cached_property
    def number_field(self) -> Field:
        return Field(
            self.model.number,
            self.number_label,
            self.number_aliases,
            width=self.number_width,
            draw=Draw.KEY,
            searched=True,
        )

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the record itself, in form order, without the number."""
        return tuple(item for section in self.sections for item in section.items if isinstance(item, Field))

    @cached_property
    def parts(self) -> tuple[Parts, ...]:
        return tuple(item for section in self.sections for item in section.items if isinstance(item, Parts))

    @property
    def lists(self) -> tuple[type[Part], ...]:
        """The parts a record is typed with."""
        return tuple(group.part for group in self.parts)

    @cached_property
    def by_name(self) -> dict[str, Field | Parts]:
        items: tuple[Field | Parts, ...] = (self.number_field, *self.fields, *self.parts, *self.seen)
        return {item.name: item for item in items}

    @cached_property
    def columns(self) -> tuple[Field | Parts, ...]:
        """Grid columns from left to right: number, the ones named first, then form order; deadline and state last."""
        shown: list[Field | Parts] = [item for section in self.sections for item in section.items if item.width]
        first = [self.by_name[attr.key] for attr in self.columns_first]
        ends = [attr.key for attr in (self.due, self.state) if attr is not None]
        rest = [item for item in shown if item not in first and item.name not in ends]
        last = [item for end in ends for item in shown if item.name == end and item not in first]
        return (self.number_field, *first, *rest, *last)

    @cached_property
    def grid(self) -> tuple[Field | Parts, ...]:
        """The columns a list shows until the officer chooses others."""
        named = tuple(self.by_name[name] for name in self.listed)
        return named or tuple(item for item in self.columns if item.width and not item.hidden)

    def blank(self, facts: Facts) -> Draft:
        """A new record as its dialog begins."""
        presets = self.newly.presets if self.newly is not None else {}
        told = {asked: preset(facts) for asked, preset in presets.items()}
        made = new_draft(self.model, {name_of(asked): value for asked, value in told.items() if not _is_part(asked)})
        made.parts |= {name_of(asked): list(value) for asked, value in told.items() if _is_part(asked)}
        return made

    def label_of(self, name: str) -> str:
        """The Chinese label of an attribute or part."""
        item = self.by_name.get(name)
        return item.label if item else name

    def problems(self, draft: Draft, facts: Facts) -> list[Problem]:
        """Everything wrong with a draft: required fields first, then the checks in order."""
        missing = [
            Problem(
                item.name, *self._missing(item), f"没填{item.label}。{'选' if item.shape is Shape.LINK else '填'}好再存"
            )
            for item in self.fields
            if item.needed(draft) and draft.values.get(item.name) in (None, "")
        ]
        found = (check(draft, facts) for check in self.tests)
        return [*missing, *(problem for problem in found if problem is not None)]

    def _missing(self, item: Field) -> tuple[Fault, str]:
        names_it = item.attr.key == self.subject.key and not self.nameless
        return (Fault.IDENTITY if names_it else Fault.MISSING), item.code or f"{item.name}_missing"

    def derive(self, draft: Draft, facts: Facts) -> None:
        if self.derived is not None:
            self.derived(draft, facts)

    @property
    def then(self) -> str:
        """The action that follows registering a new record; empty for none."""
        return self.newly.then if self.newly is not None else ""

    def begins_anew(self, code: str) -> bool:
        """Whether an action begins something new, about no record where there is none."""
        return any(action.code == code and action.anew for action in self.actions)

    def reads(self, code: str) -> bool:
        """Whether an action changes nothing."""
        return any(action.code == code and action.reads for action in self.actions)

    def prefix(self, draft: Draft, facts: Facts) -> tuple[str, int]:
        if self.numbering.prefix is not None:
            return self.numbering.prefix(draft, facts), self.numbering.width
        row = next((row for row in facts.live("number_series") if row["number"] == self.numbering.series), None)
        return (row["prefix"], row["width"]) if row else (self.numbering.series, self.numbering.width)

    def promised(self, draft: Draft, facts: Facts) -> str:
        """The number a new record will get; empty while it cannot be told, or when the kind shows none."""
        if not self.number_width or any(draft.values.get(attr.key) is None for attr in self.numbering.of):
            return ""
        return str(draft.values.get("number") or "") or peek(facts.session, self.model, *self.prefix(draft, facts))

    def words(self, row: Mapping[str, Any], parts: Mapping[str, Sequence[Mapping[str, Any]]], facts: Facts) -> str:
        """Folded search text of a record: number, searched fields, labels of links and their initials."""
        texts, names = [str(row.get("number") or "")], []
        for item in self.fields:
            value = row.get(item.name)
            if not item.searched or value in (None, ""):
                continue
            if item.shape is Shape.LINK:
                names.append(facts.label(item.link_kind, value))
            elif item.attr.key == "name" or item.attr.key == self.subject.key:
                names.append(str(value))
            else:
                texts.append(str(value))
        for group in self.parts:
            names += self._part_words(group, parts.get(group.name, ()), facts)
        return search_text(texts, names)

    def _part_words(self, group: Parts, rows: Sequence[Mapping[str, Any]], facts: Facts) -> list[str]:
        lead = group.lead
        if not lead.searched:
            return []
        if lead.shape is Shape.LINK:
            return [facts.label(lead.link_kind, row.get(lead.name)) for row in rows]
        return [str(row.get(lead.name) or "") for row in rows]

    def says_nothing(self, row: Mapping[str, Any]) -> set[str]:
        """Attributes of a stored record that a further ledger may still tell."""
        empty = {name for name, value in row.items() if value in (None, "")}
        return empty | (set(self.grows(row)) if self.grows is not None else set())

    def call(self, row: Mapping[str, Any], facts: Facts | None = None) -> str:
        """How a record is named in a sentence: number and subject; whom it is about where ``facts`` know him."""
        subject = row.get(self.subject.key)
        item = self.by_name.get(self.subject.key)
        if facts is not None and isinstance(item, Field) and item.link_kind:
            subject = facts.label(item.link_kind, subject)
        return f"{row.get('number') or ''} {subject if isinstance(subject, str) else ''}".strip()


def _is_part(asked: Asked) -> bool:
    return isinstance(asked, type)


def broken(attr: Attr[Any], code: str, said: str) -> Problem:
    """A broken rule: refused at the keyboard, written with a warning from a ledger."""
    return Problem(attr.key, Fault.BROKEN, code, said)


def missing(attr: Attr[Any], code: str, said: str) -> Problem:
    """A value the rules ask for: refused at the keyboard, kept as 待补 from a ledger."""
    return Problem(attr.key, Fault.MISSING, code, said)


def caution(attr: Attr[Any], code: str, said: str) -> Problem:
    """Something to look at; never refused."""
    return Problem(attr.key, Fault.CAUTION, code, said)


def owed(attr: Attr[Any], code: str, said: str) -> Problem:
    """What is still to come: written and marked 待补, at the keyboard too."""
    return Problem(attr.key, Fault.OWED, code, said)


def in_order(first: Attr[Any], last: Attr[Any], code: str, said: str) -> Check:
    """A check that ``first`` is not later than ``last``; ``said`` may use {first} and {last}."""

    def check(draft: Draft, facts: Facts) -> Problem | None:
        earlier, later = draft.values.get(first.key), draft.values.get(last.key)
        if earlier is None or later is None or earlier <= later:
            return None
        told = days_told(earlier, later)
        return broken(last, code, said.format(first=told[0], last=told[1]))

    return check
