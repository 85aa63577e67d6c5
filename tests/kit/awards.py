"""Checked dossiers of two departments, three judges, and a choice of the best among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.dossiers import AwardJudge, DossierAward, DossierCheck, DossierDefect
from desktop_app.registers.awards import AWARDS, ENTRIES
from desktop_app.registers.dossiers import CHECKS
from desktop_app.services import awards, records
from desktop_app.services.awards import Laws
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from tests.kit.cases import case, case_no
from tests.kit.office import loaded, officer

LAWS = Laws(AWARDS, ENTRIES)


@dataclass(frozen=True)
class Jury:
    """Who handles the cases (公诉、侦监) and who judges: two of the leaders, and the 公诉 handler himself."""

    handlers: tuple[int, int]
    judges: tuple[int, int, int]


def jury(desk: Desk) -> Jury:
    handlers = officer(desk, "张雪梅"), officer(desk, "叶国栋", "侦查监督科")
    leaders = officer(desk, "萧思源", "院领导"), officer(desk, "马静怡", "院领导")
    return Jury(handlers, (*leaders, officer(desk, "汪云飞", "控告申诉检察科")))


def checked(desk: Desk, who: Jury, serial: int, *defects: tuple[str, int], **more: Any) -> int:
    """A closed case whose dossier was checked on 30 May, with its defects (item, hundredths off)."""
    case(desk, serial, [who.handlers[serial % 2]])
    given = {"case_no": case_no(serial), "checked_on": date(2015, 5, 30), "correct_by": None}
    made = new_draft(DossierCheck, {**given, **more})
    made.parts[DossierDefect.__tablename__] = [{"item": item, "points": points} for item, points in defects]
    return records.save(desk, CHECKS, made).ids[0]


def award(desk: Desk, who: Jury, **more: Any) -> int:
    """Enter a choice with its judges: two dossiers a department, two places."""
    given = {"name": "2015年优秀案卷评选", "quota": 2, "places": 2}
    made = new_draft(DossierAward, {**given, **more})
    made.parts[AwardJudge.__tablename__] = [{"officer_id": id_} for id_ in who.judges]
    return records.save(desk, AWARDS, made).ids[0]


def nominated(desk: Desk, award_id: int, *serials: int) -> dict[int, int]:
    """Put dossiers forward; their ids by serial."""
    made = awards.nominate(desk, ENTRIES, award_id, [case_no(serial) for serial in serials])
    return dict(zip(serials, made.ids, strict=True))


def begun(desk: Desk, who: Jury, **more: Any) -> tuple[int, dict[int, int]]:
    """A choice of four passed dossiers whose marking has begun: its id, its entries by serial."""
    for serial in (1, 2, 3, 4):
        checked(desk, who, serial)
    award_id = award(desk, who, **more)
    put = nominated(desk, award_id, 1, 2, 3, 4)
    awards.begin(desk, LAWS, award_id, "清源")
    return award_id, put


def marks(who: Jury, put: dict[int, int], given: dict[int, tuple[float | None, ...]]) -> dict[tuple[int, int], int]:
    """Marks in points by serial, one a judge."""
    return {
        (put[serial], judge): round(mark * 100)
        for serial, row in given.items()
        for judge, mark in zip(who.judges, row, strict=True)
        if mark is not None
    }


def entry(desk: Desk, entry_id: int) -> Draft:
    return loaded(desk, ENTRIES, entry_id)


def seen(desk: Desk, award_id: int) -> Draft:
    return loaded(desk, AWARDS, award_id)


def codes(desk: Desk, award_id: int) -> dict[str, str]:
    """Blind numbers by case number."""
    with desk.facts() as facts:
        return {row.case_no: row.code for row in awards.entries(facts.session, award_id)}
