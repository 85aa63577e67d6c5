"""What a board (专门视图) owes the 台账 screen it stands in: a Gantt, a matrix, a chart instead of the table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.bar import Bar
from desktop_app.views.register.known import Known
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.output import Shown, shown_of
from desktop_app.views.register.place import Place
from desktop_app.views.register.split import Split


class Board(Protocol):
    """A special view of the main register's records; always a QWidget.

    ``selected`` says which record the cursor is on, ``opened`` that the officer wants to edit it. The screen calls
    ``refresh`` after every write and when the board is shown, and ``show_ids`` whenever the filter changes.
    """

    @property
    def selected(self) -> SignalInstance: ...

    @property
    def opened(self) -> SignalInstance: ...

    @property
    def title(self) -> str:
        """The word on the view switch: 甘特图."""
        ...

    def refresh(self, facts: Facts) -> None:
        """Read the records anew."""
        ...

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """Show only these records; all when None."""
        ...

    def select(self, record_id: int) -> None:
        """Put the cursor on a record without saying ``selected`` again."""
        ...


@runtime_checkable
class FigureBoard(Board, Protocol):
    """A board of numbers instead of records: every number opens exactly its rows.

    ``narrowed`` carries the ids and the sentence that names them; the screen shows just these in the list. ``paper``
    is the id of the paper that says the same, ``once`` names what ``gather`` keeps by ``Facts.once``.
    """

    once: str

    @property
    def narrowed(self) -> SignalInstance: ...

    @property
    def paper(self) -> str: ...

    def gather(self, facts: Facts) -> object:
        """Everything ``refresh`` needs, read once; also called in the worker."""
        ...


@runtime_checkable
class CountingBoard(FigureBoard, Protocol):
    """A board of numbers alone: it has no place for one record, which is shown in the list instead."""

    counts_only: bool


@runtime_checkable
class DeepBoard(FigureBoard, Protocol):
    """A board of numbers that reads ``each`` other records for one of the register's: an item with its events."""

    each: int


@runtime_checkable
class AskingBoard(FigureBoard, Protocol):
    """A board of numbers told from several registers of its tab; it stands although the first of them is empty.

    ``asked`` carries kind, ids and sentence of records that are not the first register's; ``about`` is the number of
    the record its paper is of, empty for a paper of the office.
    """

    @property
    def asked(self) -> SignalInstance: ...

    @property
    def about(self) -> str: ...


@runtime_checkable
class LeadingBoard(Board, Protocol):
    """A board from which records of another register are opened; ``led`` carries kind and id."""

    @property
    def led(self) -> SignalInstance: ...


@runtime_checkable
class DraftBoard(Board, Protocol):
    """A board that writes in the draft of the panel beside it: a score sheet (评分表).

    ``scope`` is a control of its own in the bar behind the view switch (月份, 场次); None without one.
    """

    @property
    def scope(self) -> QWidget | None: ...

    def sit_at(self, place: Place) -> None:
        """Take part in the place of the main register: its list, its panel, its draft."""
        ...


@runtime_checkable
class BeginningBoard(Board, Protocol):
    """A board that begins something of its own in place of a new record: 抽样 instead of 新增."""

    @property
    def begins(self) -> str:
        """The word on the button of Ctrl+N."""
        ...

    def begin(self) -> None:
        """Ctrl+N on the board."""
        ...


@runtime_checkable
class RosterBoard(DraftBoard, Protocol):
    """A board with rows of its own, all under one record of the register ``kind``: 成绩录入 of an exam.

    That record stands in the panel. Chips and filter of the bar narrow the board's rows, not the register's list;
    ``paper`` and ``shown`` are what print and export give: a paper with its record's number, and the rows.
    """

    kind: str
    chips: Sequence[tuple[str, str]]
    chip: int
    text: str

    @property
    def counts(self) -> Sequence[int]:
        """Of all rows, and of each chip."""
        ...

    def narrow(self, chip: int | None = None, text: str | None = None) -> None:
        """Show the rows of a chip (-1: of none), or those a text meets; None leaves it as it is."""
        ...

    def status(self) -> list[str]:
        """What the status bar says."""
        ...

    def shown(self) -> Shown:
        """The rows on show, for a workbook."""
        ...

    @property
    def paper(self) -> tuple[str, str]:
        """Id of the paper that says the same, and the number of the record it is about."""
        ...


@runtime_checkable
class WholeBoard(Board, Protocol):
    """A board that takes the room of the panel too; the panel stands beside it only while somebody works in it."""

    whole: bool


BoardMaker = Callable[[Desk], Board]
"""Builds a board for the open desk; the screen gives it its place."""


def home(board: Board, registers: Sequence[Register]) -> Register:
    """The register a board belongs to: the one it names, else the first of the tab."""
    kind = board.kind if isinstance(board, RosterBoard) else ""
    return next((register for register in registers if register.kind == kind), registers[0])


def seat(boards: Iterable[Board], place: Place, registers: Sequence[Register]) -> None:
    """Let the boards that write in the panel's draft take part in the place of their register."""
    for board in boards:
        if isinstance(board, DraftBoard) and home(board, registers) is place.register:
            board.sit_at(place)


def tell(board: Board | None, listing: Listing, bar: Bar) -> None:
    """Counts, the chip pressed and the text filtered by, in the bar."""
    narrowed = board if isinstance(board, RosterBoard) else listing.showing
    bar.chips.show_counts(board.counts if isinstance(board, RosterBoard) else listing.counts)
    bar.chips.choose(narrowed.chip)
    bar.filter.show_text(narrowed.text)


def dress(board: Board | None, register: Register, bar: Bar, split: Split) -> None:
    """The bar for a view: what narrows it, what Ctrl+N begins, its chips; the room it takes."""
    split.give_room(isinstance(board, WholeBoard) and board.whole)
    bar.show_scope(scope_of(board), begins(board))
    if isinstance(board, RosterBoard):
        bar.chips.show_chips(board.chips)
    else:
        bar.chips.show_register(register)


def status(board: Board | None, listing: Listing) -> list[str]:
    """What the status bar says of the view shown."""
    return board.status() if isinstance(board, RosterBoard) else listing.status()


def shown(board: Board | None, listing: Listing) -> Shown:
    """What the view shows just now, for paper and workbook."""
    return board.shown() if isinstance(board, RosterBoard) else shown_of(listing)


def paper_of(board: Board | None) -> tuple[str, str]:
    """The paper that says what a board shows, and the number of the record it is about; empty when it has none."""
    if isinstance(board, RosterBoard):
        return board.paper
    if isinstance(board, AskingBoard):
        return board.paper, board.about
    return (board.paper if isinstance(board, FigureBoard) else "", "")


def lead(
    board: Board,
    here: Callable[[Sequence[int], str], object],
    bus: Bus,
    elsewhere: Callable[[str, int], object],
) -> None:
    """Let a board open records: ``here`` those behind its numbers, ``elsewhere`` one of another register."""
    if isinstance(board, FigureBoard):
        board.narrowed.connect(here)
    if isinstance(board, AskingBoard):
        board.asked.connect(bus.open_records)
    if isinstance(board, LeadingBoard):
        board.led.connect(elsewhere)


def gives_way(board: Board | None, listing: Listing) -> bool:
    """Whether a board has nothing to show: its register is empty, and it counts no other."""
    return board is not None and listing.is_empty and not isinstance(board, AskingBoard)


def count_all(listing: Listing) -> None:
    """Numbers are counted over what chips and filters leave, not over the rows behind the number opened last."""
    if listing.showing.only is not None:
        listing.show_as(replace(listing.showing, only=None, only_said=""))


def scope_of(board: Board | None) -> QWidget | None:
    """What the bar shows behind the view switch for a board."""
    return board.scope if isinstance(board, DraftBoard) else None


def begins(board: Board | None) -> str:
    """The word on the button of Ctrl+N."""
    return board.begins if isinstance(board, BeginningBoard) else "新增"


def begin(board: Board | None, place: Place) -> None:
    """Ctrl+N: what the board begins, else a new record; of a register written by acts alone, where they are done."""
    if isinstance(board, BeginningBoard):
        board.begin()
    elif place.register.by_acts:
        place.bus.failed.emit(place.register.by_acts)
    else:
        place.new()


def renew(board: Board, known: Known, jobs: Jobs, listing: Listing, again: Callable[[], object]) -> bool:
    """Read a board anew, of the records the list shows; False while the worker reads the numbers of a large register.

    The board then keeps what it showed, and ``again`` is called when they are there.
    """
    if isinstance(board, FigureBoard):
        count = listing.total * (board.each if isinstance(board, DeepBoard) else 1)
        if not known.at_hand(jobs, count, board.once, board.gather, again):
            return False
    with known.facts() as facts:
        board.refresh(facts)
    board.show_ids(list(listing.grid.ids) if listing.showing.is_narrowed else None)
    return True
