"""Who answers a template from the file (取数): figures, group words, the records behind a number."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import standing_of
from desktop_app.figures.ledgers import BY_ID
from desktop_app.figures.traced import ANY, Aspect, Trace, Traced, kinds
from desktop_app.models.catalogue import KINDS
from desktop_app.models.dossiers import AwardEntry
from desktop_app.models.exams import Sitting
from desktop_app.models.issues import Issue, IssueOfficer
from desktop_app.models.reviews import CaseReview, Contest, Nominee, ReviewHandler
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.rules.manuscript import clean, mark
from desktop_app.rules.numbers import points
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import BestWorst, IssueNature
from desktop_app.rules.wording import Asked, Number, Side, Words
from desktop_app.rules.wording_people import marker
from desktop_app.services.drafting_learning import entry_words, sitting_words
from desktop_app.services.drafting_supervision import document_words, habit_words
from desktop_app.services.drafting_times import Times
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import persons

_SUBJECTS = ("name", "title", "word")
_NOBODY = "—"


class FileAnswers:
    """Answers of one draft; each figure is asked once a day and period."""

    def __init__(self, facts: Facts, at: Times) -> None:
        self.facts, self.at = facts, at
        self.sources = facts.sources
        self._marked = marker(persons(facts).values())

    def trace(self, asked: Asked) -> Trace:
        """The trace that gives a number of the text."""
        at = self.at
        period = at.period if asked.in_period else ""
        former = at.since_period if asked.in_period else ""
        since = self._since(asked.in_period)
        if asked.side is Side.BEFORE and since is not None:
            return Trace(asked.figure, since, former, asked.path)
        if asked.side is Side.CHANGE:
            return Trace(asked.figure, at.as_of, period, asked.path, Aspect.CHANGE, since, former)
        aspect = Aspect.KINDS if asked.side is Side.KINDS else Aspect.VALUE
        return Trace(asked.figure, at.as_of, period, asked.path, aspect)

    def _since(self, in_period: bool) -> date | None:
        """What happened in a period is compared with the period before, whole; what stands, with the nearest day."""
        if in_period and self.at.since_period and self.at.settled_later:
            return self.at.as_of
        return read_period(self.at.since_period).last if in_period and self.at.since_period else self.at.since

    def traced(self, asked: Asked) -> Traced:
        return self.sources.trace(self.trace(asked))

    def known(self, figure: str) -> bool:
        return figure in BY_ID

    def number(self, asked: Asked) -> Number:
        found = self.traced(asked)
        return Number(found.value, found.digits, found.is_share)

    def words(self, asked: Asked, by_count: bool) -> Sequence[str]:
        answer = self.sources.answer(asked.figure, self.at.as_of, self.at.period if asked.in_period else "")
        inside = _inside(answer.groups, asked.path)
        found = kinds(answer, asked.path) or [str(word) for word in inside]
        return found if by_count else sorted(found, key=lambda word: inside.index(word) if word in inside else 0)

    def said(self, word: str) -> str:
        return self._marked(word, "")

    def records(self, asked: Asked) -> Sequence[Words]:
        behind = self.traced(asked).behind
        kind = behind[0][0] if behind else ""
        ids = [id_ for one, id_ in behind if one == kind]
        told: dict[str, Callable[[list[int]], Sequence[Words]]] = {
            Issue.__tablename__: self._issues,
            CaseReview.__tablename__: self._reviews,
            Nominee.__tablename__: self._nominees,
            Contest.__tablename__: self._contests,
            Sitting.__tablename__: lambda some: sitting_words(self.sources.question(self.at.as_of), some),
            AwardEntry.__tablename__: lambda some: entry_words(self.sources.question(self.at.as_of), some),
            Habit.__tablename__: self._habits,
            SupervisionDocument.__tablename__: self._documents,
        }
        words = told.get(kind)
        return words(ids) if words is not None else [self._record(kind, id_) for id_ in ids]

    def _habits(self, ids: list[int]) -> list[Words]:
        """Findings of inspections; whoever is named in them is said as the paper names people."""
        rows = habit_words(self.sources.question(self.at.as_of), ids)
        return [{**row, "name": self._marked(row["name"], row["department"])} for row in rows]

    def _documents(self, ids: list[int]) -> list[Words]:
        """Supervision documents; a person a unit is called by is said as the paper names people."""
        rows = document_words(self.sources.question(self.at.as_of), ids)
        return [{**row, "unit": self._marked(row["unit"], row["department"])} for row in rows]

    def _reviews(self, ids: list[int]) -> list[Words]:
        """Reviews by the number of their case, so that no party is named, with handlers, score and grade."""
        owners: dict[int, list[int]] = {}
        asked = select(ReviewHandler.review_id, ReviewHandler.officer_id).where(ReviewHandler.review_id.in_(ids))
        for review_id, officer_id in self._told(asked.order_by(ReviewHandler.id)):
            owners.setdefault(review_id, []).append(officer_id)
        rows = {row.id: row for row in self.facts.session.scalars(select(CaseReview).where(CaseReview.id.in_(ids)))}
        return [self._reviewed(rows[id_], owners.get(id_, ())) for id_ in ids]

    def _reviewed(self, row: CaseReview, handlers: Sequence[int]) -> Words:
        department = clean(self.facts.label("department", row.department_id))
        return {
            "number": clean(row.case_no),
            "name": clean(row.case_no),
            "department": department or _NOBODY,
            "people": _people(handlers) or _NOBODY,
            "owner": department + _people(handlers) or _NOBODY,
            "due": _day(row.correct_by, self.at.as_of),
            "state": str(row.grade or row.suggested or row.state),
            "score": points(row.score) if row.score is not None else _NOBODY,
        }

    def _nominees(self, ids: list[int]) -> list[Words]:
        """Cases of a contest by number; of the worst the department alone, where the contest hides names (对外隐名)."""
        rows = {row.id: row for row in self.facts.session.scalars(select(Nominee).where(Nominee.id.in_(ids)))}
        contests = select(Contest.period).where(Contest.retired_at.is_(None), Contest.hide_names.is_(False))
        shown = set(self.facts.session.scalars(contests))
        return [self._nominated(rows[id_], rows[id_].period in shown) for id_ in ids]

    def _nominated(self, row: Nominee, all_named: bool) -> Words:
        department = clean(self.facts.label("department", row.department_id))
        named = row.handler_id is not None and (row.category == BestWorst.BEST or all_named)
        handler = mark("p", row.handler_id) if named and row.handler_id is not None else ""
        return {
            "number": clean(row.case_no),
            "name": clean(row.case_no),
            "department": department or _NOBODY,
            "people": handler or _NOBODY,
            "owner": department + handler or _NOBODY,
            "state": str(row.category or ""),
            "score": points(row.score) if row.score is not None else _NOBODY,
            "votes": str(row.votes) if row.votes is not None else _NOBODY,
        }

    def _contests(self, ids: list[int]) -> list[Words]:
        """Contests with why a class stayed empty (空缺理由)."""
        rows = {row.id: row for row in self.facts.session.scalars(select(Contest).where(Contest.id.in_(ids)))}
        return [
            {
                "number": clean(rows[id_].number),
                "name": clean(rows[id_].name),
                "best_void": self._marked(rows[id_].best_void, "").rstrip("。"),
                "worst_void": self._marked(rows[id_].worst_void, "").rstrip("。"),
            }
            for id_ in ids
        ]

    def _issues(self, ids: list[int]) -> list[Words]:
        """Problems as the day saw them, with those responsible."""
        question = Question(self.facts.session, self.at.as_of)
        stands = standing_of(question, select(Issue.id).where(Issue.id.in_(ids)))
        asked_names = select(Issue.id, Issue.name, Issue.nature, Issue.matter).where(Issue.id.in_(ids))
        names = {id_: _subject(name, nature, matter) for id_, name, nature, matter in self._told(asked_names)}
        owners: dict[int, list[int]] = {}
        asked = select(IssueOfficer.issue_id, IssueOfficer.officer_id).where(IssueOfficer.issue_id.in_(ids))
        for issue_id, officer_id in self._told(asked.order_by(IssueOfficer.id)):
            owners.setdefault(issue_id, []).append(officer_id)
        place = {id_: at for at, id_ in enumerate(ids)}
        return [
            {
                "number": clean(row.number),
                "name": self._marked(names[row.id], row.department),
                "department": clean(row.department),
                "people": _people(owners.get(row.id, ())) or _NOBODY,
                "owner": clean(row.department) + _people(owners.get(row.id, ())),
                "due": _day(row.due_on, self.at.as_of),
                "state": row.state.value,
            }
            for row in sorted(stands, key=lambda row: place[row.id])
        ]

    def _told(self, statement: Any) -> list[Any]:
        return list(self.facts.session.execute(statement))

    def _record(self, kind: str, record_id: int) -> Words:
        """Any other record by the columns most kinds have."""
        row = self.facts.session.get_one(KINDS[kind], record_id)
        department = clean(self.facts.label("department", getattr(row, "department_id", None)))
        subject = next((str(getattr(row, name)) for name in _SUBJECTS if hasattr(row, name)), "")
        officer = getattr(row, "officer_id", None)
        return {
            "number": clean(str(getattr(row, "number", ""))),
            "name": self._marked(subject, department),
            "department": department or _NOBODY,
            "people": mark("p", officer) if officer else _NOBODY,
            "owner": department + (mark("p", officer) if officer else ""),
            "due": _day(getattr(row, "due_on", None), self.at.as_of),
            "state": str(getattr(row, "state", "")),
        }


def _people(ids: Sequence[int]) -> str:
    return "、".join(mark("p", id_) for id_ in ids)


def _subject(name: str, nature: IssueNature | None, matter: str) -> str:
    """A problem of one case is called by its matter (事项), so that no party to the case is named."""
    return matter if nature == IssueNature.INDIVIDUAL and matter else name


def _inside(groups: Any, path: tuple[str, ...]) -> list[Any]:
    """The words a path leads to in the order the figure gives them; a figure may end in lists of words."""
    found = [groups]
    for word in path:
        inner = [one for one in found if isinstance(one, Mapping)]
        found = [part for one in inner for key, part in one.items() if word in (ANY, key)]
    return list(dict.fromkeys(key for one in found if isinstance(one, Mapping | list | tuple) for key in one))


def _day(day: date | None, as_of: date) -> str:
    if day is None:
        return _NOBODY
    return f"{day.month}月{day.day}日" if day.year == as_of.year else f"{day.year}年{day.month}月{day.day}日"
