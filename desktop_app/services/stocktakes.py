"""拟盘点: who counts what, the sample by a printed seed, and the lines of what the books say should be there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.models.people import Officer
from desktop_app.models.seizures import CountLine, Stocktake, StocktakeCounter
from desktop_app.rules.count_samples import rule_of, sample
from desktop_app.rules.draws import Ask, read_seed
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import CountScope, StocktakeState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.stocktake_books import Held, default_ask, held
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

LINES = CountLine.__tablename__
STOCKTAKES = Stocktake.__tablename__
COUNTERS, _WATCHER = StocktakeCounter.__tablename__, Stocktake.supervisor_id.key


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws of a stocktake and of its lines."""

    head: Law
    line: Law


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a stocktake is to go (盘点方案): scope, custodians of a change, seed and size of a sample (usual if None).

    ``counters`` and ``supervisor`` take the place of those the stocktake has; None leaves them.
    """

    scope: CountScope
    from_keeper: int | None = None
    to_keeper: int | None = None
    seed: str = ""
    ask: Ask | None = None
    counters: tuple[int, ...] | None = None
    supervisor: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a scheme comes to: the lines, how many were taken for their risk, how many by lot from how many.

    ``elsewhere`` counts goods in the care of other custodians, which a change of custodian leaves out.
    """

    lines: tuple[Held, ...]
    risky: int
    lot: int
    pool: int
    rule: str
    elsewhere: int = 0

    @property
    def by_risk(self) -> Counter[str]:
        """High-risk goods counted in full, by their kinds."""
        return Counter(one.risk for one in self.lines if one.risk)


def preview(facts: Facts, scheme: Scheme) -> Preview:
    """What would be counted. Refuses a seed that is none, and a scheme under which nothing is there to count."""
    keeper = scheme.from_keeper if scheme.scope is CountScope.HANDOVER else None
    every = held(facts, scheme.scope, keeper)
    elsewhere = len(held(facts, scheme.scope)) - len(every) if keeper is not None else 0
    if not every:
        raise Refusal("库里没有要盘的物品。先办入库，或改盘点范围", "scope")
    risky = sum(1 for one in every if one.risk)
    if scheme.scope is not CountScope.SAMPLE:
        return Preview(tuple(every), risky, 0, 0, "", elsewhere)
    ask = _sensible(scheme.ask or default_ask(facts))
    found = sample({one.number: one.risk for one in every}, seed_of(scheme.seed), ask)
    taken = {*found.full, *found.lot}
    lines = tuple(one for one in every if one.number in taken)
    return Preview(lines, len(found.full), len(found.lot), len(found.pool), rule_of(found, ask))


def seed_of(text: str) -> str:
    """The digits of a seed. Raises Refusal."""
    if not text.strip():
        raise Refusal("没填种子。掷骰子填点数，或按 Ctrl+R 随机取数", "seed")
    try:
        return read_seed(text)
    except Unreadable as fault:
        raise Refusal(fault.said, "seed") from fault


def _sensible(ask: Ask) -> Ask:
    if not 1 <= ask.ratio <= 100:
        raise Refusal("抽样比例写 1 到 100。请改", "ratio")
    if ask.minimum < 1:
        raise Refusal("最少件数至少 1 件。请改", "minimum")
    return ask


def prepare(desk: Desk, laws: Laws, stocktake_id: int, scheme: Scheme) -> Outcome:
    """Write the lines of what the books say (拟盘点), as one undoable act; lines of an earlier preparing go.

    Refuses where supervisor, counters and custodians are not different people, and once counting has begun.
    """
    with desk.store.unit("拟盘点") as unit:
        facts = Facts(unit.session, desk.today)
        draft = records.load(unit.session, Stocktake, stocktake_id, laws.head.lists)
        if draft[Stocktake.state] is not StocktakeState.PREPARED:
            raise Refusal(f"{draft.values['number']} {draft[Stocktake.state]}，不能重拟。要重拟先“退回拟定”")
        _takes(draft, scheme)
        seen = preview(facts, scheme)
        independent(facts, draft, seen.lines)
        draft[Stocktake.sample_rule] = seen.rule
        draft[Stocktake.seed] = seed_of(scheme.seed) if scheme.scope is CountScope.SAMPLE else ""
        _forget_lines(desk, unit, facts, stocktake_id)
        records.write(unit, laws.head, draft, facts, records.Mode.DESK)
        for one in seen.lines:
            add_line(unit, laws, facts, stocktake_id, one)
        said = f"已拟 {draft.values['number']}，应盘 {len(seen.lines)} 件"
    return Outcome(STOCKTAKES, (stocktake_id,), said, unit.batch_id, touched=frozenset({LINES}))


def _takes(draft: Draft, scheme: Scheme) -> None:
    change = scheme.scope is CountScope.HANDOVER
    if scheme.counters is not None:
        draft.parts[COUNTERS] = _counting(draft, scheme.counters)
    if scheme.supervisor is not None:
        draft[Stocktake.supervisor_id] = scheme.supervisor
    draft[Stocktake.scope] = scheme.scope
    draft[Stocktake.from_keeper_id] = scheme.from_keeper if change else None
    draft[Stocktake.to_keeper_id] = scheme.to_keeper if change else None
    if change and scheme.from_keeper is None:
        raise Refusal("没填交出保管人。选好再拟", "from_keeper_id")
    if change and scheme.to_keeper is None:
        raise Refusal("没填接手保管人。选好再拟", "to_keeper_id")
    if change and scheme.from_keeper == scheme.to_keeper:
        raise Refusal("交出保管人和接手保管人是同一人。改其中一个", "to_keeper_id")


def _counting(draft: Draft, counters: Sequence[int]) -> list[Values]:
    """The rows of these counters, those there already as they are kept."""
    kept = {row["officer_id"]: row for row in draft.rows(StocktakeCounter)}
    return [kept.get(who, {"officer_id": who}) for who in dict.fromkeys(counters)]


def independent(facts: Facts, draft: Draft, lines: Iterable[Held]) -> None:
    """Supervisor, counters and custodians are different people (监盘、盘点、保管分开). Raises Refusal."""
    counters = [row["officer_id"] for row in draft.rows(StocktakeCounter)]
    watching = draft[Stocktake.supervisor_id]
    if not counters:
        raise Refusal("没填盘点人。填好再拟", COUNTERS)
    if watching is None:
        raise Refusal("没填监盘人。填好再拟", _WATCHER)
    keepers = {one.keeper for one in lines} | {draft[Stocktake.from_keeper_id]}
    _apart(facts, _WATCHER, [watching], {*counters}, "盘点人")
    _apart(facts, _WATCHER, [watching], {*keepers, draft[Stocktake.to_keeper_id]}, "保管人")
    _apart(facts, COUNTERS, counters, keepers, "保管人")


def _apart(facts: Facts, field: str, some: Sequence[int], others: set[int | None], than: str) -> None:
    same = next((who for who in some if who in others), None)
    if same is not None:
        name = facts.label(Officer.__tablename__, same)
        what = "监盘" if field == _WATCHER else "盘点"
        raise Refusal(f"{what}人{name}又是{than}。另换一人{what}", field)


def _forget_lines(desk: Desk, unit: UnitOfWork, facts: Facts, stocktake_id: int) -> None:
    """Lines of an earlier preparing: not counted yet, so they go."""
    old = lines_of(facts, stocktake_id)
    if any(is_counted(row) for row in old):
        raise Refusal("已有盘点结果，不能重拟。另拟一次盘点")
    for row in old:
        retire_line(desk, unit, facts, row, "重拟盘点")


def retire_line(desk: Desk, unit: UnitOfWork, facts: Facts, row: Row, why: str) -> None:
    """Take a line off a stocktake; its number is not used again."""
    record = unit.session.get_one(CountLine, row["id"])
    record.retired_at, record.retired_reason = desk.clock.now(), why
    unit.session.flush()
    facts.remember(LINES, {**row, "retired_at": record.retired_at})


def add_line(unit: UnitOfWork, laws: Laws, facts: Facts, stocktake_id: int, one: Held, **more: object) -> int:
    """A line of what the books say of an item."""
    given: Values = {
        "stocktake_id": stocktake_id,
        "item_id": one.item,
        "name": one.name,
        "unit": one.unit,
        "written_place": one.place,
        "booked": one.quantity,
        **more,
    }
    return int(records.write(unit, laws.line, new_draft(CountLine, given), facts, records.Mode.DESK)[0].id)


def lines_of(facts: Facts, stocktake_id: int) -> list[Row]:
    """The living lines of a stocktake in the order they were written: by place, found things last."""
    rows = facts.having(LINES, CountLine.stocktake_id.key, stocktake_id)
    return sorted(rows, key=lambda row: int(row["id"]))


def is_counted(row: Row) -> bool:
    """Whether a line has been counted, or a ledger says what the count found."""
    return row["counted"] is not None or row["result"] is not None
