"""What the boards 库位 and 保管链 show: every item with its way through the hands, and the tree of places it stands in.

An item stands in one branch: where its state says; the counts of all branches are those of the figure of items.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import ItemStand, standing
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, StoragePlace
from desktop_app.rules.custody import Event
from desktop_app.rules.custody_path import Stretch, path
from desktop_app.rules.numbers import quantity
from desktop_app.rules.order import natural
from desktop_app.rules.places import joined, upwards
from desktop_app.rules.vocabulary import CustodyAct, ItemState, PlaceKind

ALL, STORE, UNPLACED, OUT = "全部", "在库", "未填库位", "在外"
RETIRED = "已停用"
YUAN = frozenset({"", "人民币", "RMB", "CNY"})
"""Words of the currency sums are counted in."""
_LED = (CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED)
_BRANCHES: tuple[tuple[str, ItemState], ...] = (
    ("就地保管", ItemState.KEPT),
    ("专户", ItemState.DEPOSITED),
    ("未移送", ItemState.HELD),
)
_OUT: tuple[tuple[str, ItemState], ...] = (("调用中", ItemState.LENT), ("移送在外", ItemState.SENT))
_GONE = "已处理"


@dataclass(frozen=True, slots=True)
class Thing:
    """An item as the boards show it (财物).

    ``branch`` is the key of the branch of the tree it stands in, ``where`` that in words. ``amount`` is what the house
    still answers for, in 分, none of what is gone, ``counted`` whether it belongs in a sum of yuan. ``due`` is the day
    something of it has to be back, ``over`` the days that is past; ``waits`` says that it is still to be moved,
    ``late`` how many days it was or is moved too late. ``searched`` is what a typed text is looked for in.
    """

    id: int
    number: str
    name: str
    case: str
    case_name: str
    much: str
    amount: int | None
    counted: bool
    state: ItemState
    branch: str
    where: str
    due: date | None
    over: int
    waits: bool
    late: int
    limit: date | None
    moved_on: date | None
    lacking: bool
    stretches: tuple[Stretch, ...]
    events: tuple[Event, ...]
    refused: frozenset[int]
    searched: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the tree (库位): a place, or those that lie in none. ``above`` are the keys it stands under.

    ``word`` is its step (库, 柜, 格), empty for a branch that is no place.
    """

    key: str
    name: str
    above: tuple[str, ...] = ()
    place: int | None = None
    word: str = ""

    @property
    def depth(self) -> int:
        return len(self.above)


@dataclass(frozen=True, slots=True)
class Custody:
    """Everything the boards show, of the end of a day; ``places`` are paths of places by id, ``ways`` the words of
    disposals and of who has what is out, by event.
    """

    day: date
    things: tuple[Thing, ...]
    branches: tuple[Branch, ...]
    places: Mapping[int, str]
    ways: Mapping[int, str]


@dataclass(slots=True)
class Sum:
    """How many items, and how much in 分; ``money`` whether any of them has an amount."""

    count: int = 0
    fen: int = 0
    money: bool = field(default=False)

    def add(self, thing: Thing) -> None:
        self.count += 1
        if thing.counted and thing.amount is not None:
            self.fen, self.money = self.fen + thing.amount, True


def custody(ask: Question) -> Custody:
    """The items that are things of their own, in the order of their numbers, and the tree they stand in."""
    rows = _places(ask)
    above, paths = {key: _upwards(rows, key) for key in rows}, dict[int, str]()
    for key, over in above.items():
        paths[key] = joined([rows[one].name for one in (*over, key)])
    ways, more = _ways(ask), _more(ask)
    things = tuple(
        _thing(ask.as_of, item, more[item.id], paths, ways)
        for item in sorted(standing(ask), key=lambda one: (natural(one.number), one.id))
    )
    return Custody(ask.as_of, things, tuple(_branches(rows, above, things)), paths, ways)


def sums(custody: Custody, things: Iterable[Thing]) -> dict[str, Sum]:
    """Items and money of every branch with all below it, by key; a branch without items has none."""
    above = {branch.key: branch.above for branch in custody.branches}
    found: dict[str, Sum] = defaultdict(Sum)
    for thing in things:
        for key in (*above[thing.branch], thing.branch):
            found[key].add(thing)
    return found


def below(custody: Custody, key: str) -> frozenset[str]:
    """A branch and all branches under it."""
    return frozenset(branch.key for branch in custody.branches if branch.key == key or key in branch.above)


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    word: PlaceKind
    parent: int | None
    retired: bool


@dataclass(frozen=True, slots=True)
class _More:
    """What an item's own record says besides."""

    case_name: str
    quantity: int | None
    unit: str
    currency: str
    written_place: str
    searched: str


def _places(ask: Question) -> dict[int, _Place]:
    asked = select(StoragePlace.id, StoragePlace.name, StoragePlace.kind, StoragePlace.parent_id,
                   StoragePlace.retired_at)  # fmt: skip
    return {
        key: _Place(name, word, parent, retired is not None)
        for key, name, word, parent, retired in ask.session.execute(asked)
    }


def _upwards(rows: Mapping[int, _Place], key: int) -> tuple[int, ...]:
    """The places a place stands in, the outermost first."""
    above = {at: row.parent for at, row in rows.items() if row.parent in rows}
    return tuple(reversed([*upwards(key, above.get)][1:]))


def _ways(ask: Question) -> dict[int, str]:
    """How something left for good, or who has it, by the event."""
    asked = (
        select(CustodyEvent.id, CustodyEvent.act, CustodyEvent.way, CustodyEvent.outside, Officer.name)
        .outerjoin(Officer, Officer.id == CustodyEvent.taker_id)
        .where(CustodyEvent.retired_at.is_(None), CustodyEvent.act.in_(_LED))
    )
    return {
        key: str(way or "") if act is CustodyAct.DISPOSED else outside or taker or ""
        for key, act, way, outside, taker in ask.session.execute(asked)
    }


def _more(ask: Question) -> dict[int, _More]:
    asked = (
        select(SeizedItem.id, Seizure.case_name, SeizedItem.quantity, SeizedItem.unit, SeizedItem.currency,
               SeizedItem.written_place, SeizedItem.search_text, Seizure.search_text)
        .outerjoin(Seizure, Seizure.id == SeizedItem.seizure_id)
        .where(SeizedItem.retired_at.is_(None))
    )  # fmt: skip
    return {
        key: _More(case or "", much, unit, currency, place, f"{own}\x1f{head or ''}")
        for key, case, much, unit, currency, place, own, head in ask.session.execute(asked)
    }


def _thing(day: date, item: ItemStand, more: _More, paths: Mapping[int, str], ways: Mapping[int, str]) -> Thing:
    stretches = path(item.past)
    dues = [loan.due for loan in item.now.loans if loan.due is not None]
    moved = item.moved_on or (day if item.waits else None)
    much = f"{quantity(more.quantity)}{more.unit}" if more.quantity is not None else ""
    return Thing(
        id=item.id,
        number=item.number,
        name=item.name,
        case=item.case,
        case_name=more.case_name,
        much=much,
        amount=item.left if item.live or not item.now.received else None,
        counted=more.currency in YUAN,
        state=item.state,
        branch=_branch_of(item, paths),
        where=_where(item, more, paths, ways),
        due=min(dues, default=None),
        over=max(0, (day - min(dues)).days) if dues else 0,
        waits=item.waits,
        late=(moved - item.due_on).days if item.late(day) and moved and item.due_on else 0,
        limit=item.due_on,
        moved_on=item.moved_on,
        lacking=item.incomplete,
        stretches=stretches,
        events=item.past,
        refused=frozenset(refused.event for refused in item.refused if refused.event is not None),
        searched=more.searched,
    )


def _branch_of(item: ItemStand, paths: Mapping[int, str]) -> str:
    if item.state is ItemState.STORED:
        return _key(item.now.place) if item.now.place in paths else UNPLACED
    return str(item.state)


def _where(item: ItemStand, more: _More, paths: Mapping[int, str], ways: Mapping[int, str]) -> str:
    """A place of the store; who has what is out; how what is gone left; else what the ledger says."""
    if item.state in (ItemState.LENT, ItemState.SENT):
        return "、".join(dict.fromkeys(filter(None, (ways.get(loan.event, "") for loan in item.now.loans))))
    if item.state is ItemState.DISPOSED:
        out = (ways.get(event.id, "") for event in item.past if event.act is CustodyAct.DISPOSED)
        return "、".join(dict.fromkeys(filter(None, out)))
    if item.state is ItemState.HELD:
        return item.department
    return paths.get(item.now.place or 0, "") or more.written_place


def _key(place: int | None) -> str:
    return f"place:{place}"


def _branches(
    rows: Mapping[int, _Place], above: Mapping[int, tuple[int, ...]], things: Iterable[Thing]
) -> Iterator[Branch]:
    """The tree from top to bottom: the store with its places in their order, then what lies elsewhere."""
    used = {thing.branch for thing in things}
    yield Branch(ALL, ALL)
    yield Branch(STORE, STORE, (ALL,))
    yield from _places_in_order(rows, above, used)
    if UNPLACED in used:
        yield Branch(UNPLACED, UNPLACED, (ALL, STORE))
    for name, state in _BRANCHES:
        yield Branch(str(state), name, (ALL,))
    yield Branch(OUT, OUT, (ALL,))
    for name, state in _OUT:
        yield Branch(str(state), name, (ALL, OUT))
    yield Branch(str(ItemState.DISPOSED), _GONE, (ALL,))


def _places_in_order(
    rows: Mapping[int, _Place], above: Mapping[int, tuple[int, ...]], used: set[str]
) -> Iterator[Branch]:
    """Every place in use or with items, under the one it stands in; retired ones only where something lies there."""
    needed = {one for key in rows if _key(key) in used for one in (*above[key], key)}
    shown = [key for key, row in rows.items() if not row.retired or key in needed]
    for key in sorted(shown, key=lambda one: [(natural(rows[at].name), at) for at in (*above[one], one)]):
        row = rows[key]
        over = tuple(_key(at) for at in above[key] if at in shown)
        name = f"{row.name}（{RETIRED}）" if row.retired else row.name
        yield Branch(_key(key), name, (ALL, STORE, *over), key, str(row.word))
