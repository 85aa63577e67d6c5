"""Figures of the closed cases (办结案件) and of who among their handlers was never drawn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_standing import every_review
from desktop_app.models.basics import Term
from desktop_app.models.cases import CaseFile, CaseHandler, CaseMark
from desktop_app.models.people import Department, Officer
from desktop_app.models.reviews import DrawnCase, ReviewRound
from desktop_app.rules.draws import must_reasons
from desktop_app.rules.names import split_names
from desktop_app.rules.vocabulary import RoundState

KIND = CaseFile.__tablename__
MUST = "必查情形"
"""The dictionary of reasons why a case must be reviewed; other spellings of a word are the texts that tell it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A case closed by the day asked for."""

    id: int
    number: str
    kind: str
    department: str
    closed_on: date
    result: str
    way: str
    note: str


@dataclass(frozen=True, slots=True)
class Handling:
    """Who handles cases: name and department of an officer."""

    id: int
    name: str
    department: str


def closed(ask: Question) -> list[Closed]:
    """Cases closed by the day and in the period, in the order they were closed."""
    rows = ask.once("cases.closed", _read_closed)
    return [row for row in rows if ask.period is None or row.closed_on in ask.period]


def _read_closed(ask: Question) -> list[Closed]:
    found = ask.session.execute(
        select(
            CaseFile.id, CaseFile.number, CaseFile.kind, Department.name, CaseFile.closed_on, CaseFile.result,
            CaseFile.way, CaseFile.note,
        )
        .outerjoin(Department, Department.id == CaseFile.department_id)
        .where(CaseFile.retired_at.is_(None), CaseFile.closed_on <= ask.as_of)
        .order_by(CaseFile.closed_on, CaseFile.number)
    )  # fmt: skip
    return [
        Closed(id_, number, kind, department or "未填", on, *texts)
        for id_, number, kind, department, on, *texts in found
        if on is not None
    ]


def handlers(ask: Question) -> dict[int, list[Handling]]:
    """The handlers of every case by its id, the one in charge first."""
    return ask.once("cases.handlers", _read_handlers)


def _read_handlers(ask: Question) -> dict[int, list[Handling]]:
    found: dict[int, list[Handling]] = {}
    rows = ask.session.execute(
        select(CaseHandler.case_id, Officer.id, Officer.name, Department.name)
        .join(Officer, Officer.id == CaseHandler.officer_id)
        .outerjoin(Department, Department.id == Officer.department_id)
        .order_by(CaseHandler.id)
    )
    for case_id, officer_id, name, department in rows:
        found.setdefault(case_id, []).append(Handling(officer_id, name, department or "未填"))
    return found


def drawn_numbers(ask: Question) -> frozenset[str]:
    """Numbers of the cases that were in a round by the day: drawn and not struck, or reviewed."""
    return ask.once("cases.drawn", _read_drawn)


def _read_drawn(ask: Question) -> frozenset[str]:
    drawn = ask.session.scalars(
        select(DrawnCase.case_no)
        .join(ReviewRound, ReviewRound.id == DrawnCase.round_id)
        .where(ReviewRound.retired_at.is_(None), ReviewRound.state != RoundState.VOID)
        .where(or_(ReviewRound.drawn_on.is_(None), ReviewRound.drawn_on <= ask.as_of))
        .where(or_(DrawnCase.struck_on.is_(None), DrawnCase.struck_on > ask.as_of))
    )
    every = every_review(ask)
    reviewed = (row.case_no for row in every if row.on is None or row.on <= ask.as_of)
    return frozenset((*drawn, *reviewed))


def _closed(ask: Question) -> Answer:
    return tally(KIND, ((row.id, f"{row.closed_on:%Y-%m}", row.kind) for row in closed(ask)))


def _must(ask: Question) -> Answer:
    """Closed cases that must be reviewed by reason (必查情形); one with several counts under each."""
    patterns, marks = _patterns(ask), _marks(ask)
    told = (
        (row, must_reasons((row.result, row.way, row.note), marks.get(row.id, ()), patterns)) for row in closed(ask)
    )
    return under_each((KIND, row.id, reasons) for row, reasons in told if reasons)


def under_each(rows: Iterable[tuple[str, int, Collection[str]]]) -> Answer:
    """Records counted under each of their words, once in the whole."""
    cells: dict[tuple[str, ...], list[Behind]] = {}
    behind: dict[Behind, None] = {}
    for kind, record_id, words in rows:
        behind[kind, record_id] = None
        for word in words:
            cells.setdefault((word,), []).append((kind, record_id))
    groups = {word: len(found) for (word,), found in cells.items()}
    return Answer(len(behind), tuple(behind), groups, {path: tuple(found) for path, found in cells.items()})


def _patterns(ask: Question) -> dict[str, tuple[str, ...]]:
    rows = ask.session.execute(
        select(Term.word, Term.aliases)
        .where(Term.retired_at.is_(None), Term.dictionary == MUST)
        .order_by(Term.position, Term.id)
    )
    return {word: tuple(split_names(aliases or "")) or (word,) for word, aliases in rows}


def _marks(ask: Question) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for case_id, word in ask.session.execute(select(CaseMark.case_id, CaseMark.word).order_by(CaseMark.id)):
        found.setdefault(case_id, []).append(word)
    return found


def _never_drawn(ask: Question) -> Answer:
    """Closed cases that were in no round, by the handler in charge."""
    drawn, own = drawn_numbers(ask), handlers(ask)
    return tally(
        KIND,
        ((row.id, own[row.id][0].name if own.get(row.id) else "") for row in closed(ask) if row.number not in drawn),
    )


def _uncovered(ask: Question) -> Answer:
    """Handlers none of whose closed cases was ever in a round, by department."""
    drawn, own = drawn_numbers(ask), handlers(ask)
    seen: dict[int, Handling] = {}
    covered: set[int] = set()
    for row in closed(ask):
        for officer in own.get(row.id, ()):
            seen.setdefault(officer.id, officer)
            if row.number in drawn:
                covered.add(officer.id)
    bare = sorted((one for one in seen.values() if one.id not in covered), key=lambda one: (one.department, one.id))
    return tally(Officer.__tablename__, ((one.id, one.department) for one in bare))


FIGURES = (
    Figure("cases.closed", "办结案件", "件", _closed),
    Figure("cases.must", "必查案件", "件", _must),
    Figure("reviews.never_drawn", "从未抽评的办结案件", "件", _never_drawn),
    Figure("reviews.uncovered", "从未被抽评的承办人", "人", _uncovered),
)
