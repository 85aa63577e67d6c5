"""What property owes by what its case came to, each day held against the rule it follows and the rule's source."""

from datetime import date

import pytest

from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.cases import CaseFile
from desktop_app.models.seizures import Freeze
from desktop_app.registers.accounts import FREEZES
from desktop_app.registers.cases import CASES
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of
from tests.kit.property import CASE, event, freeze, item, taking

DAY = date(2015, 5, 31)


def owed(desk: Desk, day: date = DAY) -> dict[str, date]:
    """What the overview tells of property, by its words: the last day."""
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    return {row.said: row.on for row in (*found.overdue, *found.coming)}


def ended(desk: Desk, result: str, on: date, number: str = CASE) -> None:
    """The case came to an end, its number in other brackets than the taking's."""
    given = {"number": number.replace("[", "〔").replace("]", "〕"), "name": "孟双喜敲诈勒索案", "result": result}
    more = {"closed_on": on, "kind": "审查起诉", "department_id": id_of(desk, "department", "公诉科")}
    records.save(desk, CASES, new_draft(CaseFile, {**given, **more}))


def stored(desk: Desk, **head: object) -> int:
    thing = item(desk, taking(desk, **head))  # type: ignore[arg-type]
    event(desk, thing, CustodyAct.STORED, date(2015, 5, 12))
    return thing


def source_of(desk: Desk, code: str) -> str:
    with desk.facts() as facts:
        rows = facts.live(DeadlineRuleRow.__tablename__)
        return next(str(row["source"]) for row in rows if row["number"] == code)


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("property_transfer", "第六百七十三条"),
        ("property_unrelated", "第二百三十四条"),
        ("property_withdrawn", "第二百九十五条"),
        ("property_withdrawn_extended", "第二百九十五条"),
        ("property_judgment", "第四百六十四条"),
    ],
)
def test_every_rule_names_the_article_it_follows(desk: Desk, code: str, article: str) -> None:
    assert article in source_of(desk, code)


def test_a_withdrawn_case_leaves_thirty_days_and_thirty_more_on_approval(desk: Desk) -> None:
    stored(desk)
    ended(desk, "撤销案件", date(2015, 4, 20))
    assert owed(desk)["撤案后处理（30 日内，检察长批准可延至 60 日）：手机"] == date(2015, 5, 20)
    assert not any("撤案后" in said for said in owed(desk, date(2015, 4, 19))), "not known the day before"


def test_with_the_approval_the_longer_rule_counts(desk: Desk) -> None:
    stored(desk, extension_no="清检延〔2015〕1号")
    ended(desk, "撤案", date(2015, 4, 20))
    assert owed(desk, date(2015, 6, 10))["撤案后处理（60 日内）：手机"] == date(2015, 6, 19)


def test_without_charge_it_is_released_with_the_decision(desk: Desk) -> None:
    stored(desk)
    ended(desk, "不起诉（相对）", date(2015, 5, 20))
    assert owed(desk)["不起诉后解除、返还：手机"] == date(2015, 5, 20)


def test_after_a_judgment_and_a_public_notice(desk: Desk) -> None:
    thing = item(desk, taking(desk, judgment_on=date(2015, 5, 4)), "手机", noticed_on=date(2014, 12, 5))
    event(desk, thing, CustodyAct.STORED, date(2015, 5, 12))
    told = owed(desk)
    assert told["判决生效后处理（30 日内）：手机"] == date(2015, 6, 3)
    assert told["招领期满处理（6 月内）：手机"] == date(2015, 6, 5)


def test_what_is_gone_owes_nothing(desk: Desk) -> None:
    thing = stored(desk)
    ended(desk, "撤销案件", date(2015, 4, 20))
    event(desk, thing, CustodyAct.DISPOSED, date(2015, 5, 18), way="退还")
    assert not any("手机" in said for said in owed(desk))


def test_freezes_are_called_to_mind_thirty_days_ahead_though_the_unit_looks_fourteen(desk: Desk) -> None:
    freeze(desk, date(2015, 6, 30), from_on=date(2015, 1, 2))
    freeze(desk, date(2015, 7, 1), "62284*****0002", from_on=date(2015, 1, 2))
    freeze(desk, date(2015, 5, 12), "62284*****0003")
    told = owed(desk)
    assert told == {
        "到期未续冻，已自动解除：孟双喜（县农村信用合作联社）": date(2015, 5, 12),
        "准备续冻：孟双喜（县农村信用合作联社）": date(2015, 6, 30),
    }


def test_a_waiting_freeze_never_lapses_and_is_told_when_it_may_begin(desk: Desk) -> None:
    freeze(desk, date(2015, 6, 8), from_on=date(2014, 12, 8), released_on=date(2015, 5, 20))
    given = {"case_no": CASE, "account": "62284*****0009", "owner": "候某", "behind": "DJ-001"}
    records.save(desk, FREEZES, new_draft(Freeze, {**given, "to_on": date(2015, 5, 1)}))
    told = owed(desk)
    assert told == {"轮候生效：候某（在先的 DJ-001 已结束）": date(2015, 5, 20)}
    assert owed(desk, date(2015, 5, 19)) == {"准备续冻：孟双喜（县农村信用合作联社）": date(2015, 6, 8)}, (
        "before the release the first is in force and the second waits"
    )
