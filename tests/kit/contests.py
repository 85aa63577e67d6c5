"""A quarter with graded cases, and the people who choose among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.reviews import CaseReview, Contest, Nominee, ReviewFinding, ReviewHandler
from desktop_app.registers.contests import CONTESTS, NOMINEES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import BestWorst, ReviewState, Severity
from desktop_app.services import records
from desktop_app.services.contest_minutes import Entry, Laws, Minutes
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.records import Mode, write
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import loaded, officer

Q1 = "2015Q1"
SCALE = "优质90、合格75、瑕疵60、不合格0"
LAWS = Laws(CONTESTS, NOMINEES)


@dataclass(frozen=True)
class Hall:
    """Who handles the cases, who judges them, and the rounds of the quarter."""

    handlers: tuple[int, int]
    judges: tuple[int, ...]
    rounds: tuple[int, ...]


def hall(desk: Desk) -> Hall:
    """Two handlers, three judges of whom one handles cases himself, the rounds of January and March."""
    handlers = officer(desk, "叶国栋", "侦查监督科"), officer(desk, "张雪梅")
    judges = (officer(desk, "萧思源", "院领导"), officer(desk, "马静怡", "院领导"), handlers[1])
    days = {1: date(2015, 1, 25), 3: date(2015, 3, 25)}
    rounds = tuple(
        month_round(desk, name=f"2015年{month}月份案件质量评查", period=f"2015-{month:02d}", from_on=None, to_on=last)
        for month, last in days.items()
    )
    return Hall(handlers, judges, rounds)


def graded(
    desk: Desk,
    who: Hall,
    serial: int,
    score: int | None,
    grade: str,
    findings: Sequence[Severity | None] = (),
    **more: Any,
) -> str:
    """A case of the quarter with its decided grade, as an old ledger brings it; its number. ``score`` in hundredths."""
    handler = who.handlers[serial % 2]
    case(desk, serial, [handler], accepted_on=date(2014, 12, 1), closed_on=date(2015, 1, 20))
    given = {
        "round_id": who.rounds[serial % 2],
        "case_no": case_no(serial),
        "name": f"第{serial}号盗窃案",
        "reviewed_on": date(2015, 1, 28),
        "scale": SCALE,
        "score": score,
        "grade": grade,
        "suggested": grade,
        "state": ReviewState.GRADED,
        "decided_on": date(2015, 2, 2),
    }
    made = new_draft(CaseReview, {**given, **more})
    made.parts[ReviewHandler.__tablename__] = [{"officer_id": handler}]
    off = 0 if score is None else 100_00 - score
    made.parts[ReviewFinding.__tablename__] = [
        {"item": "文书制作和使用", "text": f"问题{at}", "points": 0 if at else off, "severity": severity, "sheet": 1}
        for at, severity in enumerate(findings)
    ]
    ledger(desk, REVIEWS, made)
    return case_no(serial)


def ledger(desk: Desk, law: Any, draft: Draft) -> int:
    """A row of an old ledger."""
    with desk.store.unit("导入") as unit:
        return write(unit, law, draft, Facts(unit.session, desk.today), Mode.LEDGER)[0].id


def quarter(desk: Desk, who: Hall) -> dict[int, str]:
    """Six graded cases: 1 to 3 优质 (1 before 2 and 3 alike), 4 to 6 below it, 5 the lowest."""
    rows = {
        1: (98_00, "优质", (None,)),
        2: (95_00, "优质", (None,)),
        3: (95_00, "优质", (None,)),
        4: (70_00, "瑕疵", (Severity.SERIOUS,)),
        5: (58_00, "不合格", (Severity.COMMON,)),
        6: (70_00, "瑕疵", (Severity.COMMON, Severity.COMMON)),
    }
    return {serial: graded(desk, who, serial, *told) for serial, told in rows.items()}


def contest(desk: Desk, **more: Any) -> int:
    """Enter the contest of the first quarter."""
    return records.save(desk, CONTESTS, new_draft(Contest, {"period": Q1, **more})).ids[0]


def nominee(desk: Desk, category: BestWorst, number: str, voters: Sequence[int] = (), **more: Any) -> int:
    """A row of a voting sheet of old, with its voters."""
    given = {"period": Q1, "category": category, "case_no": number, "votes": len(voters) or None}
    made = new_draft(Nominee, {**given, **more})
    made.parts["nominee_vote"] = [{"officer_id": id_} for id_ in voters]
    return ledger(desk, NOMINEES, made)


def seen(desk: Desk, contest_id: int) -> Draft:
    return loaded(desk, CONTESTS, contest_id)


def minutes(who: Hall, *entries: Entry, **more: Any) -> Minutes:
    """Minutes of a meeting on 10 April that all judges attended, ready to be confirmed."""
    told = {
        "judges": who.judges,
        "meeting_on": date(2015, 4, 10),
        "confirmed_on": date(2015, 4, 12),
        "confirmed_by": "领导小组",
    }
    return Minutes(entries, **{**told, **more})
