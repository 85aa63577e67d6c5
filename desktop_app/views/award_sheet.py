"""A marking sheet as it is filled in (评分表), without a pixel: marks typed, judges, who is chosen and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop_app.models.dossiers import DossierAward
from desktop_app.rules.awards import STEP, beside, decided_of, proposed, unfit
from desktop_app.rules.marks import misfit
from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.award_sheets import AwardLine, AwardSheet, Judge, judges, told
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

Cell = tuple[int, int]
"""A dossier and a judge, by id."""


@dataclass
class Marking:
    """The sheet with what was typed over it; ``bad`` keeps marks that could not be taken, by cell.

    ``by_hand``: the officer chose himself, so the ranks no longer do.
    """

    kept: AwardSheet
    now: AwardSheet
    bad: dict[Cell, str] = field(default_factory=dict)
    chosen: set[int] = field(default_factory=set)
    reason: str = ""
    by_hand: bool = False

    @classmethod
    def of(cls, sheet: AwardSheet) -> "Marking":
        """A sheet as it is kept."""
        chosen = {line.id for line in sheet.lines if line.chosen}
        made = cls(sheet, sheet, {}, chosen, decided_of(str(sheet.award.get(DossierAward.note.key) or "")))
        made.by_hand = bool(chosen)
        made._propose()
        return made

    @property
    def lines(self) -> tuple[AwardLine, ...]:
        return self.now.lines

    @property
    def judges(self) -> tuple[Judge, ...]:
        return self.now.judges

    def barred(self, line: AwardLine, judge: Judge) -> str:
        """Why this cell takes no mark; empty when it does. A mark of an old ledger stays in reach."""
        return "" if judge.id in line.points else self.now.barred(line, judge)

    def text(self, line: AwardLine, judge: Judge) -> str:
        """A mark as it is typed."""
        if (line.id, judge.id) in self.bad:
            return self.bad[line.id, judge.id]
        given = line.points.get(judge.id)
        return "" if given is None else points(given)

    def put(self, line: AwardLine, judge: Judge, text: str) -> None:
        """A mark as typed, empty takes it away. Raises Refusal and keeps the text beside the mark that stood there."""
        cell = (line.id, judge.id)
        if why := self.barred(line, judge):
            raise Refusal(f"{line.code} 号是{judge.name}{why}，应回避，不评分")
        try:
            mark = read_points(text) if text.strip() else None
            said = misfit(mark, self.now.full, STEP, f"{judge.name}评 {line.code} 号的分")
        except Unreadable as fault:
            said = f"{judge.name}评 {line.code} 号：{fault.said}"
        if said:
            self.bad[cell] = text
            raise Refusal(said)
        self.bad.pop(cell, None)
        self.now = told(self.now, *cell, mark)
        self._propose()

    def name_judges(self, facts: Facts, ids: Iterable[int]) -> None:
        """Other judges; whoever has given marks stays."""
        marked = {judge for line in self.lines for judge in line.points}
        wanted = dict.fromkeys([*ids, *(one.id for one in self.judges if one.id in marked)])
        self.now = replace(self.now, judges=judges(facts, wanted))

    def turn_chosen(self, line: AwardLine) -> None:
        """Choose a dossier by hand, or no longer. Refuses one that cannot be."""
        wanted = self.chosen ^ {line.id}
        if said := unfit(self.now.averages, self.now.places, wanted, self.now.codes):
            raise Refusal(said)
        self.chosen, self.by_hand = wanted, True

    def _propose(self) -> None:
        """Choose whom the ranks choose once every dossier has its marks, unless the officer chose himself."""
        if self.by_hand:
            return
        ready = not any(self.now.short(line) for line in self.lines)
        self.chosen = set(proposed(self.now.averages, self.now.places).sure) if ready else set()

    def propose_anew(self) -> None:
        """按名次: what the officer chose is given up for the ranks."""
        self.by_hand = False
        self._propose()

    @property
    def asked(self) -> str:
        """Why a reason is asked for; empty while the ranks tell all."""
        return beside(self.now.averages, self.now.places, self.chosen, self.now.codes)

    @property
    def open_ties(self) -> tuple[str, ...]:
        """Blind numbers of those tied over the limit."""
        equal = proposed(self.now.averages, self.now.places).equal
        return tuple(sorted(self.now.codes[id_] for id_ in equal))

    @property
    def strange(self) -> tuple[str, ...]:
        """Marks of an old sheet that the mean leaves out, or that a judge should not have given."""
        every = ((line, judge, line.points.get(judge.id)) for line in self.lines for judge in self.judges)
        return tuple(
            f"{line.code} 号{judge.name}评 {points(mark)}"
            for line, judge, mark in every
            if mark is not None and (not self.now.fits(mark) or self.now.barred(line, judge))
        )

    @property
    def marks(self) -> dict[Cell, int | None]:
        """What is to be written: marks other than those kept."""
        return dict(_changes({line.id: line.points for line in self.kept.lines}, self.lines))


def _changes(kept: Mapping[int, Mapping[int, int]], lines: Iterable[AwardLine]) -> Iterable[tuple[Cell, int | None]]:
    for line in lines:
        was = kept.get(line.id, {})
        for judge in dict.fromkeys([*was, *line.points]):
            if was.get(judge) != line.points.get(judge):
                yield (line.id, judge), line.points.get(judge)
