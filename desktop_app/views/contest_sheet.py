"""A contest as it is filled in (评选表), without a pixel: who is put forward, votes typed, who is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.models.reviews import Contest
from desktop_app.rules.contests import Ballot, Polled, against_votes, elected, read_votes, standings
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services.candidates import Candidate, Ranked, candidates, judges_of, ranking
from desktop_app.services.contest_minutes import Entry
from desktop_app.services.contests import VOIDS, decided_of
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

_BESIDE = (
    ("没有得票", "没有得票，写明决定的理由"),
    ("同得", "还有同票的，由领导小组决定，写明理由"),
    ("多于", "另有得票更多的，写明决定的理由"),
)
"""What a choice beside the votes is called for short, by a word of its full sentence."""


@dataclass
class Line:
    """A case of the table; ``bad`` keeps votes as typed that could not be read."""

    category: BestWorst
    case_no: str
    name: str
    department: str
    handler: str
    handler_id: int | None
    score: int | None
    rank: int | None = None
    why: str = ""
    grade: str = ""
    findings: int = 0
    serious: int = 0
    nominated: bool = False
    votes: int | None = None
    judges: tuple[int, ...] = ()
    chosen: bool = False
    bad: str = ""


@dataclass
class Sheet:
    """The lines of both classes, and what the contest says; ``by_hand`` are classes the officer chose in himself."""

    contest_id: int
    name: str
    places: int
    most: int
    rule: str
    judges: tuple[int, ...]
    meeting_on: date | None
    lines: dict[BestWorst, list[Line]]
    reasons: dict[BestWorst, str]
    by_hand: set[BestWorst] = field(default_factory=set)

    def polled(self, category: BestWorst) -> list[Polled]:
        """The cases put forward in a class; the key is the line's place."""
        return [
            Polled(at, line.case_no, category, line.votes, line.score)
            for at, line in enumerate(self.lines[category])
            if line.nominated
        ]

    def chosen(self, category: BestWorst) -> list[Line]:
        return [line for line in self.lines[category] if line.chosen]

    def nominated(self, category: BestWorst) -> list[Line]:
        return [line for line in self.lines[category] if line.nominated]

    def turn_nominated(self, line: Line) -> None:
        """Put a case forward, or no longer. Refuses one too many."""
        if not line.nominated and len(self.nominated(line.category)) >= self.most:
            raise Refusal(f"{line.category}已提名 {self.most} 件，到了限报数。先去掉一件，或在评选里改“每类限报”")
        line.nominated = not line.nominated
        line.chosen = line.chosen and line.nominated
        self._elect(line.category)

    def turn_chosen(self, line: Line) -> None:
        """Choose a case by hand, or no longer; with one place the other one gives way."""
        if not line.nominated:
            raise Refusal("没有提名的案件不能评定。先按 Space 提名")
        line.chosen = not line.chosen
        self.by_hand.add(line.category)
        others = [other for other in self.chosen(line.category) if other is not line]
        if line.chosen and self.places == 1:
            for other in others:
                other.chosen = False
        elif line.chosen and len(others) >= self.places:
            line.chosen = False
            raise Refusal(f"{line.category}已评定 {self.places} 件。先去掉一件，或在评选里改“每类评定”")

    def put_votes(self, line: Line, text: str, judges: Mapping[int, str]) -> None:
        """Votes as typed. Raises Refusal and keeps the text beside the votes that stood there."""
        if not line.nominated:
            raise Refusal("没有提名的案件不计票。先按 Space 提名")
        try:
            ballot = read_votes(text, judges)
        except Unreadable as fault:
            line.bad = text
            raise Refusal(fault.said) from fault
        line.bad = ""
        line.votes, line.judges = (ballot.count, ballot.judges) if isinstance(ballot, Ballot) else (None, ())
        self._elect(line.category)

    def _elect(self, category: BestWorst) -> None:
        """Choose whom the votes choose, unless the officer chose himself."""
        if category in self.by_hand:
            return
        sure, _ = elected(standings(self.polled(category)), self.places)
        for at, line in enumerate(self.lines[category]):
            line.chosen = at in sure

    def elect_all(self) -> None:
        for category in BestWorst:
            self._elect(category)

    def tied(self, line: Line) -> bool:
        """Whether another of its class has as many votes."""
        same = [other for other in self.nominated(line.category) if other.votes == line.votes]
        return bool(line.nominated and line.votes and len(same) > 1)

    def asked(self, category: BestWorst) -> tuple[str, str]:
        """What a class still has to say: the word of the field and why, both empty where the votes tell all."""
        stands = standings(self.polled(category))
        chosen = [stand.polled.key for stand in stands if self.lines[category][stand.polled.key].chosen]
        if chosen:
            why = against_votes(stands, chosen)
            return ("决定理由", next(said for word, said in _BESIDE if word in why)) if why else ("", "")
        _, equal = elected(stands, self.places)
        if equal:
            return "空缺理由", f"同票 {len(equal)} 件，由领导小组决定：按 F6 评定，或写空缺理由"
        return "空缺理由", "没有评定案件"

    def own_votes(self) -> list[Line]:
        """Cases their own handler voted for."""
        every = (line for lines in self.lines.values() for line in lines if line.nominated)
        return [line for line in every if line.handler_id is not None and line.handler_id in line.judges]

    @property
    def bad(self) -> list[Line]:
        return [line for lines in self.lines.values() for line in lines if line.nominated and line.bad]

    def entries(self) -> tuple[Entry, ...]:
        """What is to be written."""
        return tuple(
            Entry(line.category, line.case_no, line.votes, line.judges, line.chosen)
            for category in BestWorst
            for line in self.nominated(category)
        )


def read_sheet(facts: Facts, contest_id: int) -> Sheet:
    """The contest as it stands: its candidates in order, a voting sheet of old among them. Refuses a confirmed one."""
    contest = facts.session.get_one(Contest, contest_id)
    if contest.state == ContestState.CONFIRMED:
        raise Refusal(f"{contest.period} 的评选已确认，不再改。先“撤回确认”，写明原因")
    known = candidates(facts, contest.period)
    put = {category: ranking(facts, contest.period, category) for category in BestWorst}
    lines = {category: _lines(category, known, put[category]) for category in BestWorst}
    sheet = Sheet(
        contest_id,
        contest.name,
        contest.places,
        contest.most,
        contest.rule,
        judges_of(facts.session, contest),
        contest.meeting_on,
        lines,
        {category: _reason(contest, category, put[category]) for category in BestWorst},
    )
    sheet.by_hand = {category for category in BestWorst if sheet.chosen(category) or sheet.reasons[category]}
    sheet.elect_all()
    return sheet


def _reason(contest: Contest, category: BestWorst, put: Iterable[Ranked]) -> str:
    decided = next((said for one in put if one.chosen and (said := decided_of(one.note))), "")
    return decided or str(getattr(contest, VOIDS[category].key) or "")


def _lines(category: BestWorst, known: Sequence[Candidate], put: Sequence[Ranked]) -> list[Line]:
    """Candidates by rank, then cases put forward that are none (of an old ledger)."""
    there = {one.case_no: one for one in put}
    own = [_line(one, there.get(one.case_no)) for one in known if one.category == category]
    numbers = {line.case_no for line in own}
    others = {one.case_no: one for one in known}
    return [*own, *(_stranger(one, others.get(one.case_no)) for one in put if one.case_no not in numbers)]


def _line(one: Candidate, put: Ranked | None) -> Line:
    line = Line(
        one.category,
        one.case_no,
        one.name,
        one.department,
        one.handler,
        one.handler_id,
        one.score,
        one.rank,
        one.why,
        one.grade,
        one.findings,
        one.serious,
    )
    return _voted(line, put) if put is not None else line


def _stranger(put: Ranked, known: Candidate | None) -> Line:
    """A case put forward that the rule does not give to this class."""
    line = Line(put.category, put.case_no, put.name, put.department, put.handler, put.handler_id, put.score)
    line.grade = known.grade if known is not None else ""
    line.why = f"审定为{line.grade}" if line.grade else "本季没有审定等次"
    return _voted(line, put)


def _voted(line: Line, put: Ranked) -> Line:
    line.nominated, line.votes, line.judges, line.chosen = True, put.votes, put.judges, put.chosen
    return line
