"""What was typed into 成批登记, read as a ledger is: cases with their items, and what is wrong with each cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.layout import LedgerRow
from desktop_app.exchange.links import Links
from desktop_app.exchange.parting import Dictionaries
from desktop_app.exchange.taking import RowReader
from desktop_app.models.cases import CaseFile
from desktop_app.models.seizures import ItemProcedure, SeizedItem, Seizure, StoragePlace
from desktop_app.registers.seizure_ledgers import PROCEDURES, SEAL, act_told, place_told
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.spec import Register
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import read_date
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.rules.vocabulary import CustodyAct, ProcedureState
from desktop_app.services.burst import HEAD, ITEM, Laws, Line, Route, Taking, promised, routes
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.money import is_money
from desktop_app.views.custody.burst_columns import CASE_NO, NUMBER, Col, meaning

CASE, PLACE = SeizedItem.seizure_id.key, SeizedItem.written_place.key
DAY, PAPER = Seizure.seized_on.key, Seizure.paper_no.key
STATE = SeizedItem.written_state.key
Texts = tuple[str, ...]
WHOLE = -1
"""The column of what is said of a row as a whole."""


@dataclass
class Read:
    """A row as read: its draft, faults and notes by column."""

    draft: Draft
    faults: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    known: int | None = None


@dataclass(frozen=True)
class Wish:
    """What the officer wants done with all items: points of the checklist that are there, items put away at once.

    ``place`` is the shelf of items whose line names none.
    """

    there: frozenset[str] = frozenset()
    storing: bool = False
    on: date | None = None
    place: str = ""
    found_places: bool = False


@dataclass
class Whole:
    """Everything as read: the rows of both grids by place (blank ones left out), and the cases in order."""

    heads: dict[int, Read] = field(default_factory=dict)
    items: dict[int, Read] = field(default_factory=dict)
    takings: list[Taking] = field(default_factory=list)
    order: list[list[int]] = field(default_factory=list)
    """The rows of the items' grid behind each taking's lines."""

    @property
    def routed(self) -> str:
        """Where items go at once, with their number: ，入库 3 件，存入专户 2 件."""
        return "".join(f"，{act} {many} 件" for act, many in routes(self.takings).items())

    def faulty(self, rows: Mapping[int, Read]) -> list[int]:
        return [at for at, read in rows.items() if read.faults]


@dataclass
class Reader:
    """Reads both grids; a row that did not change is not read again."""

    heads: Sequence[Col]
    items: Sequence[Col]
    _kept: dict[object, Read] = field(default_factory=dict)

    def read(self, facts: Facts, heads: Sequence[Texts], items: Sequence[Texts], wish: Wish) -> Whole:
        """Everything as it stands. ``facts`` must be the caller's own: new cases are remembered in it meanwhile."""
        whole = Whole()
        known = _known(facts)
        readers = [_reader(register, cols, facts) for register, cols in ((SEIZURES, self.heads), (ITEMS, self.items))]
        fresh: dict[object, Read] = {}
        by_case: dict[str, list[int]] = {}
        for at, texts in enumerate(heads):
            if any(texts):
                whole.heads[at] = self._head(readers[0], texts, known, by_case, whole.heads, at, facts, fresh)
        _remembered(facts, whole.heads)
        used = _Numbers(facts)
        places = {str(row["name"]) for row in facts.live(StoragePlace.__tablename__)}
        lines: dict[int, list[tuple[int, Line]]] = {at: [] for at in whole.heads}
        for at, texts in enumerate(items):
            if any(texts):
                read, head = self._item(readers[1], texts, by_case, whole.heads, facts, fresh)
                whole.items[at] = read = used.judged(read, self._at(NUMBER), ITEMS.numbering.gives_way)
                read, route = _routed(read, wish, places, self._at(PLACE))
                whole.items[at] = _ticked(read, wish.there)
                if head is not None:
                    lines[head].append((at, Line(whole.items[at].draft, route)))
        _forgotten(facts)
        self._kept = fresh
        for at, read in whole.heads.items():
            if lines[at]:
                whole.takings.append(Taking(read.draft, [line for _, line in lines[at]], read.known))
                whole.order.append([row for row, _ in lines[at]])
            else:
                read.notes.setdefault(WHOLE, "还没有物品，不登记")
        return whole

    def _at(self, name: str) -> int:
        return next((at for at, col in enumerate(self.items) if col.name == name), WHOLE)

    def _head(
        self,
        reader: RowReader,
        texts: Texts,
        known: Mapping[str, Sequence[Row]],
        by_case: dict[str, list[int]],
        heads: Mapping[int, Read],
        at: int,
        facts: Facts,
        fresh: dict[object, Read],
    ) -> Read:
        key = case_key(texts[0])
        before = by_case.setdefault(key, []) if key else []
        kept = self._kept.get((HEAD, texts)) or _read(reader, texts, self.heads, facts)
        fresh[HEAD, texts] = kept
        read = Read(kept.draft, dict(kept.faults), dict(kept.notes))
        typed = {col.name: text for col, text in zip(self.heads, texts, strict=True)}
        another = (bool(typed[DAY]) and read.draft.values.get(DAY) is None) or bool(before and not typed[DAY])
        there = None if another else _meant(known.get(key, ()), read.draft)
        if there is not None:
            said = f"已登记为 {there['number']}，物品加到它下面。另一次扣押的，改文书号或扣押日期"
            read = Read(Draft(Seizure, values={**there}), notes={WHOLE: said}, known=there["id"])
        again = next((row for row in before if _taking(heads[row].draft) == _taking(read.draft)), None)
        if again is not None:
            said = "同一次扣押只列一行，删去一行；另一次扣押的，改文书号或扣押日期"
            read.faults[0] = f"受案号与第 {again + 1} 行重复。{said}"
        else:
            before.append(at)
        return read

    def _item(
        self,
        reader: RowReader,
        texts: Texts,
        by_case: Mapping[str, Sequence[int]],
        heads: Mapping[int, Read],
        facts: Facts,
        fresh: dict[object, Read],
    ) -> tuple[Read, int | None]:
        case, day_at = texts[0], self._at(SeizedItem.seized_on.key)
        rows = list(heads) if not case and len(heads) == 1 else by_case.get(case_key(case), ()) if case else ()
        several = len(rows) > 1
        if several:
            rows = [row for row in rows if _on(texts[day_at], facts) == heads[row].draft.values.get(DAY)]
        head = rows[0] if len(rows) == 1 else None
        over = heads[head] if head is not None else None
        day = over.draft.values.get(Seizure.seized_on.key) if over is not None else None
        key = (ITEM, texts, head, several, day, over.known if over is not None else None)
        kept = self._kept.get(key)
        if kept is None:
            own = None if over is None else over.known if over.known is not None else -1 - (head or 0)
            kept = _read(reader, ("", *texts[1:]), self.items, facts, {CASE: own}, {SeizedItem.seized_on.key: day})
            if several and head is None:
                kept.faults[day_at] = "这一案有几次扣押。扣押日期填哪一次的日期；日期相同的两次，分两批登记"
            elif head is None:
                said = f"上面没有“{case}”这一案。在上面登记这一案，或改受案号" if case else "没填受案号。填上是哪一案的"
                kept.faults[0] = said
        fresh[key] = kept
        return Read(kept.draft, dict(kept.faults), dict(kept.notes)), head


def _reader(register: Register, cols: Sequence[Col], facts: Facts) -> RowReader:
    found = replace(meaning(register, cols), year=facts.today.year)
    return RowReader(found, Links(facts, facts.today), _no_adopting, Dictionaries(facts))


def _no_adopting(_kind: str, name: str) -> int:
    raise Unreadable("unknown_record", f"没有{quoted(name)}。先登记，或改为已有的名称")


def _known(facts: Facts) -> dict[str, list[Row]]:
    """Takings there are by the key of their case, the newest first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(facts.live(HEAD), key=lambda row: -int(row["id"])):
        if row[CASE_NO] and row["id"] > 0:
            found.setdefault(case_key(str(row[CASE_NO])), []).append(row)
    return found


def _taking(draft: Draft) -> tuple[date | None, str]:
    """What tells takings of one case apart: day and paper."""
    return draft.values.get(DAY), tight(str(draft.values.get(PAPER) or ""))


def _meant(there: Sequence[Row], draft: Draft) -> Row | None:
    """The taking registered before that a line means: that of its day and paper; of a line without them the newest."""
    day, paper = _taking(draft)
    fits = (row for row in there if day in (None, row[DAY]) and paper in ("", tight(str(row[PAPER] or ""))))
    return next(fits, None)


def _on(text: str, facts: Facts) -> date | None:
    try:
        return read_date(text, facts.today.year)
    except Unreadable:
        return None


def _remembered(facts: Facts, heads: Mapping[int, Read]) -> None:
    facts.rows(HEAD)
    for at, read in heads.items():
        if read.known is None:
            row = {"party": "", **read.draft.values, "id": -1 - at, "number": "", "retired_at": None}
            facts.remember(HEAD, row)


def _forgotten(facts: Facts) -> None:
    for row_id in [row_id for row_id in facts.rows(HEAD) if row_id < 0]:
        del facts.tables[HEAD][row_id]


def _read(
    reader: RowReader,
    texts: Texts,
    cols: Sequence[Col],
    facts: Facts,
    given: Mapping[str, Any] | None = None,
    blank: Mapping[str, Any] | None = None,
) -> Read:
    """One row by the law of its register; ``given`` values stand for certain, ``blank`` ones where nothing does."""
    register = reader.found.register
    taken = reader.take(LedgerRow(1, tuple(text or None for text in texts)))
    if register is ITEMS and register.together is not None:
        register.together([taken], facts)
    draft = taken.draft(reader.found)
    draft.values |= given or {}
    draft.values |= {name: value for name, value in (blank or {}).items() if draft.values.get(name) is None}
    register.derive(draft, facts)
    read = Read(draft)
    bad = {problem.field for problem in taken.problems}
    told = [*taken.problems, *(one for one in register.problems(draft, facts) if one.field not in bad)]
    for problem in told:
        if given is None or problem.field != CASE:
            _say(read, problem, taken, cols)
    return read


def _say(read: Read, problem: Problem, taken: Taken, cols: Sequence[Col]) -> None:
    into = read.faults if problem.fault.refuses else read.notes
    at = next((at for at, col in enumerate(cols) if col.name == problem.field and not col.word), WHOLE)
    place = taken.origins.get((problem.field, *problem.at)) if problem.at is not None else None
    into.setdefault(place[1] if place is not None else at, problem.said)


@dataclass
class _Numbers:
    """Numbers written in the block: those used already, or twice in it, are given anew."""

    facts: Facts
    seen: set[str] = field(default_factory=set)

    def judged(self, read: Read, column: int, gives_way: bool) -> Read:
        number = str(read.draft.values.get("number") or "")
        if not number:
            return read
        rows = self.facts.rows(ITEM)
        if not self.seen:
            self.seen = {str(row["number"]) for row in rows.values()}
        if number in self.seen and gives_way:
            values = {name: value for name, value in read.draft.values.items() if name != "number"}
            read = replace(read, draft=replace(read.draft, values=values))
            read.notes[column] = f"编号 {number} 已用过，另给新号"
        self.seen.add(number)
        return read


def _ticked(read: Read, there: Collection[str]) -> Read:
    """The points the officer says are there for all; what a row says of itself goes before."""
    rows = read.draft.parts.get(PROCEDURES, [])
    told = {row[ItemProcedure.word.key] for row in rows}
    more = [{"word": word, "state": ProcedureState.THERE} for word in sorted(there) if word not in told]
    if not more:
        return read
    values = dict(read.draft.values)
    if SEAL in there and SEAL not in told and values.get(SeizedItem.sealed.key) is None:
        values[SeizedItem.sealed.key] = ProcedureState.THERE
    parts = {**read.draft.parts, PROCEDURES: [*rows, *more]}
    return replace(read, draft=replace(read.draft, values=values, parts=parts))


def _routed(read: Read, wish: Wish, places: Collection[str], column: int) -> tuple[Read, Route | None]:
    """Where an item goes at once, told by its line; what it names as a place and is none is a fault.

    Money of which the line says nothing goes into the special account (专户), not on a shelf.
    """
    if not wish.storing:
        return read, None
    values = read.draft.values
    text = str(values.get(PLACE) or "").strip()
    day = values.get(SeizedItem.stored_on.key)
    act = act_told({**values, SeizedItem.stored_on.key: day or wish.on or date.max})
    act_of = act[0] if act is not None else None
    reason = str(values.get(SeizedItem.kept_reason.key) or "")
    if act_of is CustodyAct.STORED and not text and not values.get(STATE) and is_money(values):
        read.notes.setdefault(column, "款项存入专户。作为证据要入库的，在存放位置写库位")
        act_of = CustodyAct.DEPOSITED
    if act_of is None or (not text and not wish.place and act_of is CustodyAct.STORED):
        return read, None
    if act_of is CustodyAct.KEPT and not reason:
        read.notes.setdefault(column, "没写不入库理由，先按未移送登记")
        return read, None
    place = (text if text in places else place_told(text)) if text else wish.place
    if act_of is CustodyAct.STORED and not place:
        read.faults.setdefault(column, f"{quoted(text)}不是库位。写库位（如 A1-06）、专户或就地保管")
    elif act_of is CustodyAct.STORED and place not in places and not wish.found_places:
        read.faults.setdefault(column, f"没有库位{quoted(place)}。改库位，或勾选“没有的库位一并登记”")
    return read, Route(act_of, place, day, values.get(SeizedItem.keeper_id.key), reason)


def looked_up(facts: Facts, case: str) -> dict[str, str]:
    """What is known of a case by its number: its taking, else the register of cases (案件), as texts by attribute."""
    key = case_key(case)
    if not tight(case):
        return {}
    there = next(facts.having(HEAD, CASE_NO, key), None)
    if there is not None:
        names = (Seizure.case_name.key, Seizure.party.key, Seizure.paper_no.key, Seizure.witness.key)
        told = {name: str(there.get(name) or "") for name in names}
        day = there.get(Seizure.seized_on.key)
        told |= {Seizure.measure.key: str(there.get(Seizure.measure.key) or "")}
        told |= {Seizure.seized_on.key: day.isoformat() if day is not None else ""}
        return told | {Seizure.department_id.key: facts.label("department", there.get(Seizure.department_id.key))}
    row = next(facts.having(CaseFile.__tablename__, CaseFile.number.key, key), None)
    if row is None:
        return {}
    department = facts.label("department", row["department_id"])
    return {
        Seizure.case_name.key: str(row["name"]),
        Seizure.party.key: str(row["party"] or ""),
        Seizure.department_id.key: department,
    }


def read_all(
    desk: Desk, laws: Laws, reader: Reader, heads: Sequence[Texts], items: Sequence[Texts], wish: Wish
) -> tuple[Whole, list[str], list[list[str]]]:
    """Everything read, and the numbers that would be given; by itself, for the worker may do it."""
    with desk.facts() as facts:
        whole = reader.read(facts, heads, items, wish)
        numbers = promised(facts, laws, whole.takings)
    return whole, *numbers
