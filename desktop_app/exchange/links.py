"""Names in cells to records (按名找人、找部门): aliases, successors, namesakes told apart by department."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from desktop_app.exchange.layout import title_readings
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.names import clean, split_names
from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.services.facts import Facts, Row

_BRACKETED = re.compile(r"^([^(（]+)[(（]([^)）]*)[)）]$")
_AND_OTHERS = re.compile(r"等\d*人?$|等[一二三四五六七八九十]+人$")


@dataclass
class Links:
    """Finds records by what ledgers call them. ``on`` is the ledger's day: departments abolished by then give way;
    ``year`` is the ledger's year, 0 where it tells none.
    """

    facts: Facts
    on: date
    year: int = 0
    index: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def learn(self, kind: str, row: Row) -> None:
        """A record written in the running act."""
        if kind in self.index:
            for name in _names(kind, row):
                self.index[kind].setdefault(name, []).append(row)

    def find(self, kind: str, text: str, near: int | None = None, among: Collection[int] = ()) -> int | None:
        """The id of the record a cell names; None for nobody. ``near`` is the department to look in first; of namesakes
        no department tells apart, the one ``among`` these is meant.

        Raises Unreadable: unknown_person, ambiguous_person, unknown_department, unknown_record, ambiguous_record, and
        what the readings of the kind raise.
        """
        if kind == "officer":
            return self._officer(text, near, among)
        for reading in dict.fromkeys((text, *title_readings(text), *self._readings(kind, text))):
            rows = self._named(kind, _spelt(kind, reading))
            if len(rows) == 1:
                return self._current(kind, rows[0])
            if rows:
                raise Unreadable("ambiguous_record", f"叫{quoted(text)}的不止一条，写明编号")
        raise self._unknown(kind, text)

    def called(self, kind: str, text: str) -> list[Row]:
        """Every record a cell may mean by its name."""
        readings = dict.fromkeys((text, *title_readings(text), *self.readings(kind, text)))
        return next((rows for reading in readings if (rows := self._named(kind, _spelt(kind, reading)))), [])

    def readings(self, kind: str, text: str) -> list[str]:
        """What a name may mean in a ledger of this year (1月 → 2015年1月); nothing where it means several."""
        try:
            return self._readings(kind, text)
        except Unreadable:
            return []

    def _readings(self, kind: str, text: str) -> list[str]:
        read = BY_KIND[kind].readings if kind in BY_KIND else None
        year = self.year or int(self.facts.unit.get("year") or self.on.year)
        return list(read(text, year)) if read is not None else []

    def may_mean(self, kind: str, text: str) -> bool:
        """Whether a title may name a record of a kind; of one whose names are known, only by one of them (第一批)."""
        return BY_KIND[kind].readings is None or bool(self.readings(kind, text))

    def _current(self, kind: str, row: Row) -> int:
        """A department abolished before the ledger's day gives way to its successor."""
        seen: set[int] = set()
        while kind == "department" and row["id"] not in seen and row["valid_to"] and row["valid_to"] < self.on:
            seen.add(row["id"])
            row = self.facts.row(kind, row["successor_id"]) or row
        return int(row["id"])

    def _officer(self, text: str, near: int | None, among: Collection[int]) -> int | None:
        name, told = clean(text), ""
        if not split_names(text):
            return None
        rows = self._named("officer", name)
        if not rows and (found := _BRACKETED.match(name)):
            name, told = found[1], found[2]
            rows = self._named("officer", name)
        rows = rows or self._with_post(name)
        if not rows:
            raise self._unknown("officer", text)
        if len(rows) > 1:
            rows = self._told_apart(rows, name, told, near, among)
        return int(rows[0]["id"])

    def _with_post(self, name: str) -> list[Row]:
        """王超主任, 办公室王超: a name with the post behind it or the department before it."""
        found = []
        for known, rows in self._index("officer").items():
            if known in name and len(known) > 1:
                rest = name.replace(known, "", 1)
                found += [row for row in rows if rest in self._spoken_of(row)]
        return list({row["id"]: row for row in found}.values())

    def _spoken_of(self, row: Row) -> set[str]:
        place = self.facts.row("department", row["department_id"])
        posts = {tight(str(row[part])) for part in ("post", "legal_post") if row[part]}
        places = set(_names("department", place)) if place else set()
        return posts | places | {f"{where}{post}" for where in places for post in posts}

    def _told_apart(self, rows: list[Row], name: str, told: str, near: int | None, among: Collection[int]) -> list[Row]:
        """Namesakes: the one whose department is written with the name, else the one of the row's department, else
        the only one the ledger can mean.
        """
        departments = [self._try("department", told) if told else None, near]
        for department in departments:
            close = [row for row in rows if department is not None and row["department_id"] == department]
            if len(close) == 1:
                return close
        meant = [row for row in rows if row["id"] in among] if not any(departments) else []
        if len(meant) == 1:
            return meant
        places = "、".join(self.facts.label("department", row["department_id"]) or "未写部门" for row in rows)
        raise Unreadable("ambiguous_person", f"叫{name}的有 {len(rows)} 人（{places}），写明部门")

    def _try(self, kind: str, text: str) -> int | None:
        try:
            return self.find(kind, text)
        except Unreadable:
            return None

    def department(self, cell: str) -> int | None:
        """The department a cell names for certain, else None."""
        return self._try("department", cell) if cell else None

    def _unknown(self, kind: str, text: str) -> Unreadable:
        known = list(self._index(kind))
        name = clean(text)
        close = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"是不是{'、'.join(close)}？核对后改正" if close else ""
        if kind == "officer":
            return Unreadable("unknown_person", f"花名册里没有{quoted(text)}，{hint or '核对姓名，或先录入干警'}")
        if kind == "department":
            remedy = hint or "核对名称，或在部门的“其他写法”里加上"
            return Unreadable("unknown_department", f"没有部门{quoted(text)}，{remedy}")
        return Unreadable("unknown_record", f"没有{quoted(text)}这一条，{hint or '核对名称'}")

    def _named(self, kind: str, name: str) -> list[Row]:
        rows = self._index(kind).get(name, [])
        return list({row["id"]: row for row in rows}.values())

    def _index(self, kind: str) -> dict[str, list[Row]]:
        if kind not in self.index:
            found: dict[str, list[Row]] = {}
            for row in self.facts.live(kind):
                for name in _names(kind, row):
                    found.setdefault(name, []).append(row)
            self.index[kind] = found
        return self.index[kind]


def _names(kind: str, row: Mapping[str, Any]) -> Iterable[str]:
    """What a record is called in ledgers."""
    if kind == "officer":
        return (str(row["name"]),)
    own = (str(row.get(part) or "") for part in ("number", "name", "title", "word", "short"))
    called = BY_KIND[kind].called if kind in BY_KIND else None
    others = called(row) if called is not None else ()
    names = (*own, *split_names(str(row.get("aliases") or "")), *others)
    return {_spelt(kind, name) for name in names if tight(name)}


def _spelt(kind: str, name: str) -> str:
    """A name as it is compared; of a kind whose numbers have one spelling, in that."""
    return BY_KIND[kind].spelt(name) if kind in BY_KIND else tight(name)


def listed(text: str) -> list[str]:
    """The names in a list cell, without a closing 等3人."""
    return [name for raw in split_names(text) if (name := _AND_OTHERS.sub("", raw))]
