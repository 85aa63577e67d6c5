"""What a register's fields and lists are declared with: label, aliases, width, editor, links, dictionaries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from desktop_app.models.base import Attr, Part, Record
from desktop_app.registers.shapes import Draw, Shape
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

Needed = bool | Callable[[Draft], bool]
Words = Callable[[Mapping[str, Any], Facts], tuple[str, str]]
"""What a cell says and its tone (red, amber, green, quiet, or none), from the attributes of a record."""


@dataclass(frozen=True)
class Field:
    """One field (字段) of a register or of a part.

    ``aliases`` are header texts of old ledgers, two-level heads as 组|列. ``words`` names an editable dictionary that
    offers values. ``width`` in pixels makes it a grid column, 0 keeps it out of the grid; ``stretch`` takes the rest.
    ``hidden`` columns keep their width but are shown only when the officer asks for them. ``head`` is a shorter word.
    ``fixed`` fields are changed only by an action. ``adopt`` lets an import create the record it links to.
    ``beside`` is a quiet note under the editor, as 原期限 under a moved deadline. ``context`` is the field whose value
    puts choices first; when it changes, a value carried over is let go. Enter passes ``aside`` ones by. People named
    in ``elsewhere`` are not of the row's own department (评查员). Blank cells of a column that ``runs_on`` say what
    stands above them (补考登记的考试名称). What is wrong with it stands in the column of ``told_by`` where it has none.
    Where one cell tells a first and a last day, a single day is both of a ``same_day`` one (离岗).
    A ``signed`` quantity may be below zero (盘亏). Of several records a cell may mean, the one whose value agrees is
    meant, by ``same``: the attribute here and the one there. ``titled`` is what a title over rows says of a text.
    In lists ``told`` says the cell, from this value and those of the attributes ``of`` (数量 with its unit). A field of
    the record that ``through`` links to is only seen (案件的措施): it sorts and narrows, and is typed there.
    ``offers`` are the values a text begins with where no dictionary holds them: titles of another register (文书种类).
    """

    attr: Attr[Any]
    label: str
    aliases: tuple[str, ...] = ()
    required: Needed = False
    shape_as: Shape | None = None
    words: str = ""
    offers: Callable[[Facts], Iterable[str]] | None = None
    lines: int = 1
    width: int = 0
    hidden: bool = False
    stretch: bool = False
    draw: Draw = Draw.PLAIN
    unit: str = ""
    hint: str = ""
    in_form: bool = True
    fixed: bool = False
    searched: bool = False
    summed: bool = False
    adopt: bool = False
    code: str = ""
    context: Attr[Any] | None = None
    head: str = ""
    beside: Callable[[Draft, Facts], str] | None = None
    aside: bool = False
    elsewhere: bool = False
    runs_on: bool = False
    told_by: Attr[Any] | None = None
    same_day: bool = False
    signed: bool = False
    same: tuple[Attr[Any], Attr[Any]] | None = None
    titled: Callable[[str], Any] | None = None
    told: Words | None = None
    of: tuple[Attr[Any], ...] = ()
    through: Attr[Any] | None = None

    @property
    def name(self) -> str:
        return str(self.attr.key)

    @cached_property
    def column(self) -> Any:
        return self.attr.property.columns[0]

    @cached_property
    def link_kind(self) -> str:
        """Kind of the record this field points to, empty for values."""
        return str(next((key.column.table.name for key in self.column.foreign_keys), ""))

    @property
    def owner(self) -> type[Record]:
        """The model a field that is only seen belongs to."""
        found: type[Record] = self.attr.class_  # type: ignore[assignment]
        return found

    @property
    def linked(self) -> str:
        """Kind of that record."""
        return str(self.owner.__tablename__)

    @cached_property
    def word_type(self) -> type[StrEnum] | None:
        found = getattr(self.column.type, "enum_class", None)
        return found if found and issubclass(found, StrEnum) else None

    @cached_property
    def shape(self) -> Shape:
        if self.shape_as is not None:
            return self.shape_as
        if self.link_kind:
            return Shape.LINK
        if self.word_type is not None:
            return Shape.WORD
        python = self.column.type.python_type
        return {bool: Shape.TICK, int: Shape.WHOLE, date: Shape.DAY}.get(python, Shape.TEXT)

    @property
    def right(self) -> bool:
        """Numbers stand right-aligned."""
        return self.shape in (Shape.WHOLE, Shape.PERCENT, Shape.FEN, Shape.POINTS, Shape.QUANTITY)

    def needed(self, draft: Draft) -> bool:
        return self.required(draft) if callable(self.required) else self.required


@dataclass(frozen=True)
class Parts:
    """Rows that belong to a record: ``fields`` of the part's table; ``single`` shows them as one list.

    ``apart`` parts the text of a ledger's cell into rows; without it the cell is a list of names. ``lead`` is the
    field such a row and a one-line cell consist of: the first required one, else the first. ``required`` marks the
    label; a test of the register says what is missing. In the grid stands the first row and how many there are, in
    ``unit``; ``Draw.COUNT`` shows only the number, ``Draw.DONE`` how many rows have ``done`` filled in. Rows written in
    an editor of their own are not ``in_form``.

    ``across`` names the field that the headings of a wide ledger tell (一行多组): under 办案告知卡 stand 卡号, 发放日期
    and the others of one row. Where such a ledger has one row each instead, rows of one record are gathered into it.
    Where it links to an officer, the headings are people (评委). ``heads`` are headings that name a row by themselves
    where no other stands over them (清单 | 签字 | 照片), and the name. ``listed`` maps headings of columns that list
    names to what they say of each (请假人员). ``over`` are words that mean the part only over several columns
    (存在问题). ``bracket`` is what stands in brackets behind a listed name says of it (出差). ``value`` is what a
    cell under such a heading means where that is no number (手续: 有、缺). ``besides`` maps headings to the rows a cell
    speaks of, by what is said of them, and to what it says (对责任人处理 is the outcome of those with 直接责任).
    """

    part: type[Part]
    label: str
    fields: tuple[Field, ...]
    aliases: tuple[str, ...] = ()
    single: bool = False
    width: int = 0
    hidden: bool = False
    defaults: Mapping[str, Any] = field(default_factory=dict)
    newest_first: bool = False
    apart: Callable[[str], Sequence[str]] | None = None
    required: Needed = False
    draw: Draw = Draw.PLAIN
    unit: str = ""
    done: Attr[Any] | None = None
    head: str = ""
    in_form: bool = True
    across: Attr[Any] | None = None
    heads: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    over: tuple[str, ...] = ()
    bracket: Callable[[str], Mapping[str, Any]] | None = None
    value: Attr[Any] | None = None
    besides: Mapping[str, tuple[Mapping[str, Any], Attr[Any]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.part.__tablename__)

    @property
    def tick(self) -> Field | None:
        """The day a row was done on (完成日期): rows that have one are a checklist, ticked off in the panel."""
        return next((item for item in self.fields if self.done is not None and item.name == self.done.key), None)

    def needed(self, draft: Draft) -> bool:
        return self.required(draft) if callable(self.required) else self.required

    @property
    def lead(self) -> Field:
        """The field that names a row."""
        return next((item for item in self.fields if item.required is True), self.fields[0])


@dataclass(frozen=True)
class Page:
    """What a ledger says besides its rows: titles over the head and foot lines (``titles``), sheet and file name, year.

    ``headings`` are the headings read, by attribute; ``cells`` the filled cells below each.
    """

    titles: Sequence[str]
    name: str = ""
    stem: str = ""
    year: int | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Sequence[object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Over:
    """The one record all rows of a ledger belong to (成绩册 → 考试), told by the ledger itself.

    ``link`` points to it. ``told`` gives its values, nothing where the ledger tells none. ``apart`` is what two of one
    name differ in; ``behind`` is that value as it is put behind the name of the second. ``fresh`` says of a stored one
    that it is no more than a name yet. ``called`` are the names one goes by. ``people`` are those the rows name (评委).
    ``follows`` is what all its rows together tell of it where nobody said so. ``names`` are the people titles name, by
    the attribute or part they belong to (监盘、盘点人).
    """

    link: Attr[Any]
    told: Callable[[Page], Mapping[str, Any]]
    apart: Attr[Any]
    behind: Callable[[Any], str]
    fresh: Callable[[Mapping[str, Any]], bool]
    called: Callable[[Mapping[str, Any]], Sequence[str]]
    people: Attr[Any] | None = None
    follows: Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Any]] | None = None
    names: Callable[[Page], Mapping[str, Sequence[str]]] | None = None


@dataclass(frozen=True)
class Shares:
    """Columns that share out one value among more parts than a record keeps (选择题、判断题、简答题、案例分析).

    ``called`` is the name of such a column by its heading, empty for another one. ``kept`` are the attributes of a
    record that keeps as many. ``apart`` says which of the named columns cannot be kept, ``whole_of`` whether these add
    up to ``whole``; ``turned`` are attributes a row has in place of it.
    """

    whole: Attr[Any]
    kept: tuple[Attr[Any], ...]
    called: Callable[[str], str]
    apart: Callable[[Mapping[int, str]], dict[int, str]]
    whole_of: Callable[[Mapping[int, str]], bool]
    turned: tuple[str, ...] = ()
