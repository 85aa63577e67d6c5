"""Stocktakes (盘点) as their papers read them: which is asked for, its lines, who counted, the words of cells."""

from dataclasses import dataclass

from desktop_app.models.people import Officer
from desktop_app.models.seizures import SeizedItem, StocktakeCounter
from desktop_app.reports.form_rows import said
from desktop_app.rules.numbers import quantity
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services.counting import group
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.services.stocktake_ends import issues_of
from desktop_app.services.stocktakes import STOCKTAKES, lines_of
from desktop_app.system.errors import Refusal


@dataclass(frozen=True)
class Line:
    """A line of a stocktake in the words of its papers; ``number`` is empty for what the books do not know."""

    row: Stored
    number: str
    name: str
    group: CountGroup
    issue: str

    @property
    def place(self) -> str:
        """Where the books have it; of a thing found, where it lay."""
        return str(self.row["written_place"] or self.row["found_place"] or "")

    @property
    def moved(self) -> str:
        """Where it lay when that is another place."""
        return str(self.row["found_place"] or "") if self.row["found_place"] != self.row["written_place"] else ""

    @property
    def doubtful(self) -> bool:
        """Whether a ledger calls it 相符 although its numbers differ."""
        counted = self.row["counted"]
        return self.group is CountGroup.AGREES and counted is not None and counted != (self.row["booked"] or 0)

    @property
    def result(self) -> str:
        """The group in a word; the ledger's own where that says more, and what its numbers say against it."""
        said = str(self.row["result"]) if self.group is CountGroup.OTHER else str(self.group)
        return f"{said}（数不等）" if self.doubtful else said

    @property
    def settled(self) -> str:
        """What became of a difference: its problem, the words and day that settled it."""
        on = self.row["settled_on"]
        words = "".join(filter(None, (f"{on:%m-%d} " if on else "", str(self.row["settled"] or ""))))
        return "\n".join(filter(None, (self.issue, words)))

    def much(self, name: str) -> str:
        """A quantity; empty when not told."""
        return "" if self.row[name] is None else quantity(self.row[name])

    @property
    def difference(self) -> str:
        """实盘减账面, with its sign; empty where nothing differs or was not counted."""
        if self.row["counted"] is None:
            return ""
        off = self.row["counted"] - (self.row["booked"] or 0)
        return f"+{quantity(off)}" if off > 0 else quantity(off) if off else ""


@dataclass(frozen=True)
class Count:
    """One stocktake: its head, its lines by place, the names of who did it."""

    head: Stored
    lines: tuple[Line, ...]
    counters: str
    supervisor: str
    from_keeper: str
    to_keeper: str

    @property
    def day(self) -> str:
        return said(self.head["counted_on"]) if self.head.get("counted_on") else ""

    def of(self, *groups: CountGroup) -> list[Line]:
        """The lines of these groups, in the order of the sheet."""
        return [line for line in self.lines if line.group in groups]


def count_named(facts: Facts, record: str, *scopes: CountScope) -> Count | None:
    """The stocktake of that number or title; the latest (of these scopes) when none is named, None where there is none.

    Raises Refusal for a name there is not.
    """
    every = sorted(facts.live(STOCKTAKES), key=lambda row: (str(row["counted_on"] or ""), row["id"]))
    if not record.strip() and scopes:
        every = [row for row in every if row["scope"] in scopes]
    wanted = tight(record).upper()
    found = [row for row in every if wanted in ("", row["number"].upper(), tight(row["title"]).upper())]
    if not found and wanted:
        raise Refusal(f"没有“{record}”这次盘点。写盘点编号或名称", "record")
    return None if not found else count_of(facts, found[-1]["id"])


def count_of(facts: Facts, stocktake_id: int) -> Count:
    """One stocktake; its lines keep the order they were prepared in, so that rows are those of the blind sheet."""
    head, rows = facts.row(STOCKTAKES, stocktake_id), lines_of(facts, stocktake_id)
    issues = issues_of(facts, rows)
    lines = [_line(facts, row, issues.get(row["issue_id"], "")) for row in rows]
    counters = facts.having(StocktakeCounter.__tablename__, StocktakeCounter.stocktake_id.key, head["id"])
    return Count(
        head,
        tuple(lines),
        "、".join(_who(facts, row["officer_id"]) for row in counters),
        *(_who(facts, head[name]) for name in ("supervisor_id", "from_keeper_id", "to_keeper_id")),
    )


def _line(facts: Facts, row: Stored, issue: str) -> Line:
    item = facts.row(SeizedItem.__tablename__, row["item_id"])
    return Line(row, str(item.get("number") or ""), str(row["name"] or item.get("name") or ""), group(row), issue)


def _who(facts: Facts, officer_id: int | None) -> str:
    return facts.label(Officer.__tablename__, officer_id)
