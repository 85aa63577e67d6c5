"""A thing that came back damaged becomes a problem of who brought it back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.issue_marks import issue_marks
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.custody_issues import ORIGIN, issues_of_events, to_issue
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.custody import property_room
from tests.kit.office import furnished, id_of
from tests.kit.property import event, item, taking

HARM = "屏幕碎裂，缺充电器"


def furnish(desk: Desk) -> tuple[int, int]:
    """A telephone that was lent and came back with a broken screen, and its storing in good order."""
    property_room(desk)
    phone = item(desk, taking(desk), "手机", unit="部")
    stored = event(desk, phone, CustodyAct.STORED, date(2015, 5, 13), condition="完好")
    lent = event(desk, phone, CustodyAct.LENT, date(2015, 5, 20), outside="清源县人民法院")
    giver, taker = (id_of(desk, "officer", name) for name in ("李㛃", "姚思齐"))
    hands: dict[str, Any] = {"giver_id": giver, "taker_id": taker, "refers_id": lent, "condition": HARM}
    return stored, event(desk, phone, CustodyAct.RETURNED, date(2015, 5, 22), **hands)


def test_damage_at_the_return_becomes_a_problem_once_and_is_undone_whole(tmp_path: Path) -> None:
    desk, (stored, back) = furnished("harm", furnish, tmp_path / "data", TurnedClock(date(2015, 5, 31)))
    with pytest.raises(Refusal, match="没有要整改的"):
        to_issue(desk, ISSUES, stored)
    made = to_issue(desk, ISSUES, back)
    with desk.facts() as facts:
        number = facts.row(CustodyEvent.__tablename__, back)["number"]
        problem = facts.row(ISSUES.kind, made.ids[0])
        assert issues_of_events(facts) == {number: problem["number"]}
        assert issue_marks(problem, facts) == [f"流水 {number}"]
        (named,) = facts.having("issue_officer", "issue_id", made.ids[0])
        (case,) = facts.having("issue_case", "issue_id", made.ids[0])
        assert facts.label("officer", named["officer_id"]) == "李㛃"
    assert problem["showing"] == f"{number} 2015-05-22 归还：{HARM}"
    assert (problem["origin"], problem["finder"], problem["found_on"]) == (ORIGIN, "姚思齐", date(2015, 5, 22))
    assert case["case_no"]
    with pytest.raises(Refusal, match="已转问题"):
        to_issue(desk, ISSUES, back)
    undo.undo(desk.store)
    with desk.facts() as facts:
        assert not issues_of_events(facts), "a problem taken back leaves the event free again"
    to_issue(desk, ISSUES, back)
    desk.store.close()


def test_what_was_struck_out_is_no_problem(tmp_path: Path) -> None:
    desk, (_, back) = furnished("harm", furnish, tmp_path / "data", TurnedClock(date(2015, 5, 31)))
    with desk.facts() as facts:
        phone = facts.row(CustodyEvent.__tablename__, back)["item_id"]
    event(desk, phone, CustodyAct.CORRECTED, date(2015, 5, 22), 0, refers_id=back, reason="登记有误")
    with pytest.raises(Refusal, match="已更正"):
        to_issue(desk, ISSUES, back)
    desk.store.close()
