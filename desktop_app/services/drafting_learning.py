"""Candidates and best dossiers as a text tells of them (成绩、优秀案卷): people are marks, named by the paper."""

from collections.abc import Mapping, Sequence

from desktop_app.figures.awards import awards
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import held
from desktop_app.rules.manuscript import clean, mark
from desktop_app.rules.marks import Mark
from desktop_app.rules.numbers import points

NOBODY = "—"
UNKNOWN = "（姓名待核）"
"""In place of a name no officer bears: a name as written would be printed whatever the naming of the paper."""


def sitting_words(ask: Question, ids: Sequence[int]) -> list[dict[str, str]]:
    """Candidates in the order given: rank, department, person, mark; the retake apart."""
    found: dict[int, dict[str, str]] = {}
    for one in held(ask):
        found |= {
            each.id: _sitting(each, one.attempts[each.id].officer_id, one.ranks, one.attempts[each.id].ticket)
            for each in one.marks
        }
    return [found[id_] for id_ in ids if id_ in found]


def _sitting(one: Mark, officer_id: int | None, ranks: Mapping[int, int], ticket: str) -> dict[str, str]:
    people = mark("p", officer_id) if officer_id is not None else UNKNOWN
    department = clean(one.department)
    return {
        "number": clean(ticket) or NOBODY,
        "name": people,
        "people": people,
        "department": department,
        "owner": department + people,
        "rank": str(ranks.get(one.id, NOBODY)),
        "score": points(one.total) if one.counts and one.total is not None else NOBODY,
        "retake": points(one.retake) if one.retake is not None else NOBODY,
        "state": str(one.code),
    }


def entry_words(ask: Question, ids: Sequence[int]) -> list[dict[str, str]]:
    """Dossiers put forward in the order given: case number, department and handler, mean mark, rank."""
    found: dict[int, dict[str, str]] = {}
    for award in awards(ask):
        for one in award.entries:
            department = clean(one.department)
            people = mark("p", one.handler_id) if one.handler_id is not None else ""
            found[one.id] = {
                "number": clean(one.case_no),
                "name": clean(one.case_no),
                "department": department,
                "people": people or NOBODY,
                "owner": department + people,
                "score": points(one.mean) if one.mean is not None else NOBODY,
                "rank": str(one.rank) if one.rank is not None else NOBODY,
                "state": "评定" if one.chosen else "参评",
            }
    return [found[id_] for id_ in ids if id_ in found]
