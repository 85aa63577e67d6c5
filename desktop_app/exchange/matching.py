"""Is this row in the file already (认旧账): by identity, each stored record met once, undone imports met again."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from desktop_app.exchange.crowds import ANY, FEW, Crowd, Outs, questions
from desktop_app.exchange.gathering import Merged, mergeable, merged, same_totals
from desktop_app.registers.spec import Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import tight
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts, Row
from desktop_app.services.records import part_link
from desktop_app.store.undo import REASON

Key = tuple[Any, ...]


def folded(value: Any) -> Any:
    """A value as it is compared for identity: text without blanks or width."""
    return tight(value) if isinstance(value, str) else value


def revivable(row: Row) -> bool:
    """Whether a record was taken back by an undo, so that importing its row again brings it back."""
    return row.get("retired_at") is not None and row.get("retired_reason") == REASON


def _usable(row: Row) -> bool:
    return row.get("retired_at") is None or revivable(row)


@dataclass
class Match:
    """What a row met: a stored record, and which earlier row of this import met it too; or why it cannot be.

    ``twin`` is an earlier row of the same identity and other contents. ``borne_by`` is how the record is called that
    bears the row's number and is another one: the number gives way.
    """

    row: Row | None = None
    earlier: str = ""
    refused: Problem | None = None
    twin: str = ""
    borne_by: str = ""


@dataclass
class Matcher:
    """The stored records of one register by identity. ``met`` maps a record to the ledger row that met it first, as
    file, sheet and Excel row; ``page`` and ``line`` are the file, the sheet and the row being read. ``claimed`` are
    those a row of this import named by its own number: no other number means them. ``borne`` are the numbers in the
    ledgers of this import.
    """

    register: Register
    facts: Facts
    by_key: dict[Key, dict[int, None]] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    met: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    page: tuple[str, str] = ("", "")
    line: int = 0
    claimed: set[int] = field(default_factory=set)
    borne: set[str] = field(default_factory=set)
    here: dict[tuple[str, str, int], int] = field(default_factory=dict)
    """The row of each sheet that met a record, by file, sheet and record."""
    written: dict[int, dict[str, list[Values]]] = field(default_factory=dict)
    _parts: dict[str, dict[int, list[Row]]] = field(default_factory=dict)
    _rests: dict[tuple[str, ...], dict[Key, list[int]]] = field(default_factory=dict)
    _crowds: dict[Key, Crowd] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.facts.rows(self.register.kind).values():
            self._index(row)

    def _index(self, row: Row) -> None:
        key = self._key(row)
        self.by_key.setdefault(key, {})[row["id"]] = None
        if key in self._crowds:
            self._crowds[key].add(row["id"])
        self.by_number[self.register.spelt(str(row["number"]))] = row["id"]

    @cached_property
    def numbered(self) -> bool:
        """Whether the number itself is the ledger's key (工号)."""
        return "number" in {attr.key for attr in self.register.identity}

    def _key(self, values: Row) -> Key:
        names = [attr.key for attr in self.register.identity if attr.key != "number"]
        return tuple(folded(values.get(name)) for name in names)

    def row(self, record_id: int) -> Row:
        return self.facts.rows(self.register.kind)[record_id]

    def find(self, draft: Draft, given: set[str]) -> Match:
        """The stored record a derived draft is the same as, if any."""
        number = self.register.spelt(str(draft.values.get("number") or "")) if "number" in given else ""
        if self.numbered and number and number in self.by_number:
            row = self.row(self.by_number[number])
            if not self._gives_way or self._meant(draft, row):
                return self._by_number(draft, number)
            return replace(self._by_identity(draft, given, number), borne_by=self._called(row))
        own = self.bearing(draft, number)
        if own is not None and own["id"] not in self.met and not self.same_identity(draft):
            return Match(own)
        return self._by_identity(draft, given, number)

    def bearing(self, draft: Draft, number: str) -> Row | None:
        """The record that bears a number of this file and names the same, where the rest of what it is known by is
        left out (a list exported without its 检查日期) or agrees.
        """
        row = self.row(self.by_number[number]) if number in self.by_number else None
        if row is None or self.numbered or (row.get("retired_at") is not None and not revivable(row)):
            return None
        return row if self._said(draft, row) and not self._contradicted(draft, row, days=True) else None

    @property
    def _gives_way(self) -> bool:
        return self.register.numbering.gives_way

    def _meant(self, draft: Draft, row: Row) -> bool:
        """Whether a number that may be a slip means the record that bears it: said the same, or not yet met and of
        the same nature and place.
        """
        said = self._said(draft, row)
        if row["id"] in self.met:
            return said and not self._contradicted(draft, row, days=True)
        gone = row.get("retired_at") is not None and not revivable(row)
        return said or not (gone or self._contradicted(draft, row) or self._elsewhere(draft, row))

    def _said(self, draft: Draft, row: Row) -> bool:
        subject = self.register.subject
        return bool(folded(row.get(subject.key)) == folded(draft[subject]))

    def _contradicted(self, draft: Draft, row: Row, days: bool = False) -> bool:
        """Whether what both say of their identity differs, apart from number and subject."""
        own = {"number", self.register.subject.key}
        names = [attr.key for attr in self.register.identity if attr.key not in own]
        pairs = [(draft.values.get(name), row.get(name)) for name in names]
        return any(
            given != kept and None not in (given, kept) and (days or not isinstance(given, date))
            for given, kept in pairs
        )

    def _elsewhere(self, draft: Draft, row: Row) -> bool:
        """Whether the file knows what the draft says under another number, which no row of this import bears."""
        number = self.register.spelt(str(row["number"]))
        crowd = self._crowd(draft)
        ids = self.same_identity(draft) if crowd is None else crowd.each("any")
        others = (self.row(record_id) for record_id in ids if record_id != row["id"])
        return any(not self._named_otherwise(other, number) for other in others)

    def _called(self, row: Row) -> str:
        return self.where(row["id"]) or f"库里的“{str(row.get(self.register.subject.key))[:20]}”"

    def where(self, record_id: int) -> str:
        """The row of this import that met a record first, as a sentence names it; empty for none."""
        file, sheet, row = self.met.get(record_id, ("", "", 0))
        if not row:
            return ""
        apart = "".join(f"“{name}”" for name, here in zip((file, sheet), self.page, strict=True) if name != here)
        return f"{apart}第 {row} 行"

    def _by_identity(self, draft: Draft, given: set[str], number: str) -> Match:
        """The stored record of the same identity: one that says nothing else, or one no row has met yet."""
        strong = self.numbered and bool(number) and not self._gives_way
        rows = [self.row(record_id) for record_id in self._candidates(draft, given, number)] or self._unnamed(draft)
        rows = rows or self._dated_since(draft, given)
        usable = [row for row in rows if _usable(row)]
        open_to = [row for row in usable if not self._named_otherwise(row, number)]
        same = [row for row in open_to if not self.differences(draft, given - {"number"}, row)]
        free = [row for row in open_to if row["id"] not in self.met]
        if same:
            best = next((row for row in same if row["id"] not in self.met), same[0])
            return Match(best, self._met_by(best))
        if free and not strong:
            return Match(free[0])
        if open_to and any(mergeable(group) and draft.parts.get(group.name) for group in self.register.parts):
            return Match(open_to[0], self.where(open_to[0]["id"]))
        going_on = self._going_on(draft, given, open_to)
        if going_on is not None:
            return going_on
        alike = [row for row in usable if not (number and self._numbered_apart(row))]
        twin = self.where(alike[0]["id"]) if alike else ""
        if rows and self._unique():
            return self._taken_name(draft, twin)
        return Match(twin=twin)

    def _unnamed(self, draft: Draft) -> list[Row]:
        """Records whose own name says nothing yet (a training known from its sign-in list): alike in all else."""
        law = self.register
        if law.grows is None or law.over is not None:
            return []
        others = [attr.key for attr in law.identity if attr is not law.subject]
        return [
            row
            for row in self.facts.rows(law.kind).values()
            if law.subject.key in law.grows(row) and all(row.get(name) == draft.values.get(name) for name in others)
        ]

    def _dated_since(self, draft: Draft, given: set[str]) -> list[Row]:
        """Records whose first day the ledger leaves open and somebody filled in since: read from this very row, or
        alike in department and name, and in all the ledger says.
        """
        law = self.register
        keys = [attr.key for attr in law.identity]
        open_days = [name for name in keys if name in draft.values and draft.values[name] is None]
        rest = [name for name in keys if name not in open_days]
        days = all(
            getattr(law.by_name.get(name), "shape", None) is Shape.DAY or (law.nameless and name == law.subject.key)
            for name in open_days
        )
        if not open_days or not days or law.grows is not None or any(draft.values.get(name) is None for name in rest):
            return []
        key = tuple(folded(draft.values[name]) for name in rest)
        return [
            row
            for record_id in self._by_rest(rest).get(key, ())
            if record_id not in self.met and (row := self.row(record_id)).get("retired_at") is None
            if (row.get("source") == self._source or (len(rest) > 1 and law.subject.key not in open_days))
            and not self.differences(draft, given - {"number"}, row)
        ]

    @property
    def _source(self) -> str:
        """Where the line being read stands, as records keep it."""
        return f"{self.page[0]}/{self.page[1]}/{self.line}"

    def _by_rest(self, names: list[str]) -> dict[Key, list[int]]:
        """The records that stood here before by some of what they are known by."""
        if tuple(names) not in self._rests:
            found: dict[Key, list[int]] = {}
            for row in self.facts.rows(self.register.kind).values():
                found.setdefault(tuple(folded(row.get(name)) for name in names), []).append(row["id"])
            self._rests[tuple(names)] = found
        return self._rests[tuple(names)]

    def _going_on(self, draft: Draft, given: set[str], rows: list[Row]) -> Match | None:
        """The record a further ledger goes on with, of a kind several tell of (成绩册、补考登记): what is open is
        filled, what contradicts is given back. Who is not known for certain may be another of that name.
        """
        register = self.register
        if register.grows is None or not rows:
            return None
        row = rows[0]
        open_to = register.says_nothing(row) | set(row.get("gaps") or {})
        if set(self.differences(draft, given, row)) <= open_to:
            return Match(row)
        named = all(draft.values.get(attr.key) is not None for attr in register.identity)
        certain = register.over is not None and named
        return Match(row, self._met_by(row)) if certain else None

    def _met_by(self, row: Row) -> str:
        """The earlier row a record repeats; where several ledgers tell of it, one of the same sheet."""
        if self.register.grows is None:
            return self.where(row["id"])
        number = self.here.get((*self.page, row["id"]))
        return f"第 {number} 行" if number else ""

    def _named_otherwise(self, row: Row, number: str) -> bool:
        """Whether another row of this import means a record by its number."""
        if not self.numbered:
            return False
        kept = self.register.spelt(str(row["number"]))
        claimed = bool(number) and row["id"] in self.claimed
        return claimed or (self._gives_way and kept != number and kept in self.borne)

    def _numbered_apart(self, row: Row) -> bool:
        """Whether this import gives a record a number of its own too: alike things with two numbers are two."""
        return self.numbered and self._gives_way and row["id"] in self.claimed

    def _taken_name(self, draft: Draft, twin: str) -> Match:
        called = f"{self.register.title}“{draft[self.register.subject]}”"
        if twin:
            said = f"{called}与{twin}同名而内容不同，名称不能重复。核对名称"
            return Match(refused=Problem(self.register.subject.key, Fault.IDENTITY, "duplicate_name", said))
        said = f"{called}已删除，先恢复再导入"
        return Match(refused=Problem(self.register.subject.key, Fault.IDENTITY, "retired_record", said))

    def same_identity(self, draft: Draft) -> Collection[int]:
        """Records of the same identity; rows that say too little match nothing."""
        key = self._key(draft.values)
        if not key or all(part in (None, "") for part in key):
            return ()
        ids = self.by_key.get(key, {})
        if self._goes_by_source(draft):
            return [record_id for record_id in ids if self.row(record_id).get("source") == self._source]
        return ids

    def _goes_by_source(self, draft: Draft) -> bool:
        return self.register.nameless and draft.values.get(self.register.subject.key) is None

    def _candidates(self, draft: Draft, given: set[str], number: str) -> list[int]:
        """Records of the same identity, live ones first; of many, those that decide what the row means."""
        crowd = self._crowd(draft)
        ids = self.same_identity(draft) if crowd is None else self._deciding(crowd, draft, given, number)
        return sorted(ids, key=lambda record_id: (self.row(record_id).get("retired_at") is not None, record_id))

    def _deciding(self, crowd: Crowd, draft: Draft, given: set[str], number: str) -> set[int]:
        told = given - {"number"}
        values = {name: draft.values[name] for name in told if name in draft.values}
        found = crowd.deciding(bool(number), values, lambda one: not self.differences(draft, told, self.row(one)))
        bearer = self.by_number.get(number) if number else None
        return found | {bearer} if bearer in crowd.ids else found

    def _crowd(self, draft: Draft) -> Crowd | None:
        """The records of the draft's identity, where they are many."""
        ids = self.same_identity(draft)
        if len(ids) <= FEW or self._goes_by_source(draft):
            return None
        key = self._key(draft.values)
        if key not in self._crowds:
            self._crowds[key] = Crowd(self.row, self._outs, self.by_key[key])
        return self._crowds[key]

    @cached_property
    def _outs(self) -> Outs:
        return questions(
            lambda one: not _usable(self.row(one)),
            lambda one, numbered: self._named_otherwise(self.row(one), ANY if numbered else ""),
            lambda one: self._numbered_apart(self.row(one)),
            self.met,
        )

    def _by_number(self, draft: Draft, number: str) -> Match:
        row = self.row(self.by_number[number])
        subject = self.register.subject
        if row.get("retired_at") is not None and not revivable(row):
            said = f"{self.register.number_label} {number} 的记录已删除，先恢复再导入"
            return Match(refused=Problem("number", Fault.IDENTITY, "retired_record", said))
        if subject in self.register.identity and not (self._gives_way or self._said(draft, row)):
            said = f"{self.register.number_label} {number} 已是{row.get(subject.key)}，号码不重用。核对号码"
            return Match(refused=Problem("number", Fault.IDENTITY, "duplicate_number", said))
        return Match(row, self.where(row["id"]))

    def _unique(self) -> bool:
        return any(attr.property.columns[0].unique for attr in self.register.identity if attr.key != "number")

    def differences(self, draft: Draft, given: set[str], row: Row) -> list[str]:
        """Names of given values and part lists that differ from a stored record.

        Lists of entries (措施、进展) differ where they have one the record lacks.
        """
        own = [name for name in sorted(given) if name in draft.values and draft.values[name] != row.get(name)]
        lists = [kind for kind, rows in draft.parts.items() if not self._same_part(kind, rows, row["id"])]
        return own + lists

    def _same_part(self, kind: str, rows: list[Values], record_id: int) -> bool:
        group = next(part for part in self.register.parts if part.name == kind)
        if group.across is not None:
            return self._same_across(group, rows, record_id)
        lead = group.lead.name
        given, kept = ({folded(row[lead]) for row in some} for some in (rows, self.stored(kind, record_id)))
        return given == kept or (group.apart is not None and not group.single and given <= kept and bool(given))

    def _same_across(self, group: Parts, rows: list[Values], record_id: int) -> bool:
        """Whether rows of a wide ledger say nothing that the record does not say."""
        kept = self.stored(group.name, record_id)
        if not mergeable(group):
            return same_totals(group, kept, rows)
        found = merged(group, kept, rows)
        return not (found.added or found.clashes)

    def adds(self, draft: Draft, row: Row) -> bool:
        """Whether a further ledger row brings rows for a record and contradicts none (a sheet for each 卡)."""
        found = self.merges(draft, row)
        return any(one.added for one in found.values()) and not any(one.clashes for one in found.values())

    def merges(self, draft: Draft, row: Row) -> dict[str, Merged]:
        """By part what a ledger row comes to, put together with the rows a record has."""
        groups = [group for group in self.register.parts if mergeable(group) and draft.parts.get(group.name)]
        return {
            group.name: merged(group, self.stored(group.name, row["id"]), draft.parts[group.name]) for group in groups
        }

    def stored(self, kind: str, record_id: int) -> list[Row]:
        """Part rows of a record as they stand, those written in this import included."""
        if kind in self.written.get(record_id, {}):
            return list(self.written[record_id][kind])
        if kind not in self._parts:
            group = next(part for part in self.register.parts if part.name == kind)
            link = part_link(group.part, self.register.model)
            found: dict[int, list[Row]] = {}
            for row in self.facts.rows(kind).values():
                found.setdefault(row[link], []).append(row)
            self._parts[kind] = found
        return self._parts[kind].get(record_id, [])

    def meet(self, record_id: int, ledger_row: int, given: set[str], draft: Draft | None = None) -> None:
        """Remember that a ledger row met this record, what it gave, and what was written for it."""
        self.met.setdefault(record_id, (*self.page, ledger_row))
        self.here.setdefault((*self.page, record_id), ledger_row)
        if "number" in given:
            self.claimed.add(record_id)
        if draft is not None:
            self.written.setdefault(record_id, {}).update(draft.parts)
            self._index(self.row(record_id))
