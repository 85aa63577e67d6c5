"""Bulletins counted: where they stand, which are late, which were issued, which numbers were left out."""

from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures import catalogue
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Answer, Question
from desktop_app.models.bulletins import Bulletin, DocNumber, DocSeries
from desktop_app.rules.periods import Period, month_period
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, DocNumberState
from desktop_app.services.desk import Desk

MAY = month_period(2015, 5)
TODAY = date(2015, 5, 31)


def ask(desk: Desk, figure: str, day: date = TODAY, period: Period | None = None) -> Answer:
    with desk.store.read() as session:
        return catalogue.ask(figure, Question(session, day, period))


def kept(desk: Desk, *rows: dict[str, Any]) -> list[int]:
    """Bulletins as an old ledger leaves them."""
    ids = []
    with desk.store.unit("录入旧台账") as unit:
        for at, more in enumerate(rows, 1):
            told = {"kind": BulletinKind.BRIEFING, "as_of": date(2015, 4, 30), "title": f"简报{at}", **more}
            row = Bulletin(number=f"TB-{at:03}", search_text="", **told)
            unit.session.add(row)
            unit.session.flush()
            ids.append(row.id)
    return ids


ISSUED = {"state": BulletinState.ISSUED, "sent_on": date(2015, 5, 6), "due_on": date(2015, 5, 5)}


def test_each_stands_where_the_day_saw_it(desk: Desk) -> None:
    kept(desk, {}, ISSUED, {"kind": BulletinKind.PROGRESS, "as_of": TODAY})
    assert ask(desk, "bulletins.count").groups == {"工作简报": {"起草": 1, "已印发": 1}, "整改进展通报": {"起草": 1}}
    assert ask(desk, "bulletins.count", date(2015, 5, 5)).groups == {"工作简报": {"起草": 1, "已签发": 1}}
    assert ask(desk, "bulletins.count", period=MAY).groups == {"整改进展通报": {"起草": 1}}


def test_late_is_what_was_not_issued_by_its_day(desk: Desk) -> None:
    due = {"due_on": date(2015, 5, 8)}
    first, *_ = kept(desk, due, {**due, "state": BulletinState.DROPPED}, {**ISSUED, **due}, {})
    assert ask(desk, "bulletins.overdue", date(2015, 5, 8)).value == 0, "the day itself is in time"
    late = ask(desk, "bulletins.overdue", date(2015, 5, 9))
    assert (late.behind, late.groups) == ((("bulletin", first),), {"工作简报": 1})


def test_one_issued_late_was_late_until_then(desk: Desk) -> None:
    kept(desk, ISSUED)
    assert [ask(desk, "bulletins.overdue", date(2015, 5, day)).value for day in (5, 6, 7)] == [0, 0, 0]
    kept_late = {**ISSUED, "sent_on": date(2015, 5, 20)}
    with desk.store.unit("改正") as unit:
        unit.session.scalars(select(Bulletin)).one().sent_on = kept_late["sent_on"]
    assert [ask(desk, "bulletins.overdue", date(2015, 5, day)).value for day in (5, 6, 19, 20)] == [0, 1, 1, 0]


def test_issued_by_kind_and_month(desk: Desk) -> None:
    kept(desk, ISSUED, {**ISSUED, "sent_on": date(2015, 4, 7)}, {**ISSUED, "sent_on": date(2015, 6, 1)}, {})
    assert ask(desk, "bulletins.issued").groups == {"工作简报": {"2015-05": 1, "2015-04": 1}}
    assert ask(desk, "bulletins.issued", period=MAY).groups == {"工作简报": {"2015-05": 1}}


def test_numbers_left_out_are_counted_by_series(desk: Desk) -> None:
    with desk.store.unit("录入旧台账") as unit:
        series = unit.session.scalars(select(DocSeries).where(DocSeries.word == "清检发")).one().id
        for serial in (3, 4, 7):
            told = {"series_id": series, "year": 2015, "serial": serial, "state": DocNumberState.USED}
            unit.session.add(DocNumber(number=f"清检发〔2015〕{serial}号", search_text="", **told))
    found = ask(desk, "doc_numbers.gaps")
    assert (found.value, found.groups) == (2, {"清检发": 2})
    assert len(found.behind) == 1, "the number that follows the gap"
    kept(desk, {"doc_no": "清检发[2015]第5号"})
    assert ask(desk, "doc_numbers.gaps").value == 1, "an old paper bears 5"


def test_what_is_on_its_way_is_owed(desk: Desk) -> None:
    late, soon, *_ = kept(desk, {"due_on": date(2015, 5, 8)}, {"due_on": date(2015, 6, 5)}, ISSUED)
    with desk.store.read() as session:
        owed = due_list(Question(session, TODAY))
    assert [(one.behind, one.said, one.left) for one in owed.overdue] == [(("bulletin", late), "印发：简报1", -23)]
    assert [one.behind for one in owed.coming] == [("bulletin", soon)]
