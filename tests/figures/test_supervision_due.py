"""What supervision owes and where its ledgers do not add up: each line by the rule of its day, each record named."""

from datetime import date

from desktop_app.figures.audit_rules import Balance
from desktop_app.figures.audits import AUDITS
from desktop_app.figures.catalogue import ask as figure
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.inquiry_standing import every_inquiry
from desktop_app.models.plan import Phase
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.rules.periods import Period, month_period
from desktop_app.rules.vocabulary import Adoption, InquiryState, Landing, Leg
from desktop_app.services.desk import Desk
from tests.kit.office import officer
from tests.kit.oversight import FOUND, document, duty, habit, indicator, inquiry, left

DAY = date(2015, 5, 31)


def owed(desk: Desk, day: date = DAY) -> dict[str, tuple[date, int]]:
    """What the first page tells of supervision, by its words: the last day, and the days left."""
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    kinds = ("habit", "supervision_document", "duty", "inquiry")
    return {row.said: (row.on, row.left) for row in (*found.overdue, *found.coming) if row.kind in kinds}


def told(desk: Desk, name: str, period: Period | None = None, day: date = DAY) -> Answer:
    with desk.store.read() as session:
        return figure(name, Question(session, day, period))


def audited(desk: Desk, name: str, period: Period | None = None) -> Balance:
    with desk.store.read() as session:
        return next(audit for audit in AUDITS if audit.id == name).judge(Question(session, DAY, period))


def test_a_document_owes_its_delivery_then_its_reply_then_its_verification(desk: Desk) -> None:
    document(desk, "清检纠违〔2015〕1号", delivered_on=None)
    assert owed(desk) == {"文书送达：清检纠违〔2015〕1号（县公安局）": (date(2015, 5, 26), -5)}
    document(desk, "清检纠违〔2015〕2号", replied_on=date(2015, 5, 20))
    seen = document(desk, "清检建〔2015〕1号", kind="检察建议", replied_on=date(2015, 5, 20))
    left(desk, SupervisionDocument, seen, verified_on=DAY)
    last = document(desk, "清检建〔2015〕2号", kind="检察建议")
    assert owed(desk) == {
        "文书送达：清检纠违〔2015〕1号（县公安局）": (date(2015, 5, 26), -5),
        "核查落实：清检纠违〔2015〕2号（县公安局）": (date(2015, 6, 4), 4),
        "文书回复：清检建〔2015〕2号（县公安局）": (date(2015, 6, 11), 11),
    }
    left(desk, SupervisionDocument, last, withdrawn_on=DAY)
    assert not any("文书回复" in said for said in owed(desk))


def test_replies_stand_one_by_one_and_what_is_to_be_verified_as_one_line(desk: Desk) -> None:
    for n in range(5):
        document(desk, f"清检纠违〔2015〕{n}号")
        document(desk, f"清检建〔2015〕{n}号", replied_on=date(2015, 5, 12 + n))
    found = owed(desk, date(2015, 6, 8))
    assert sum("文书回复" in said for said in found) == 5
    assert found["5 份监督文书已回复未核查"] == (date(2015, 5, 27), -12)


def test_a_finding_is_to_be_told_within_three_working_days(desk: Desk) -> None:
    habit(desk, "脱岗")
    habit(desk, "单人提讯", no_bulletin="经批准不单独通报")
    habit(desk, "网上购物", bulletin_no="督查通报第1期", bulletin_on=FOUND)
    assert owed(desk) == {"通报督查问题：脱岗": (date(2015, 5, 14), -17)}


def test_a_quarter_without_performance_is_owed_by_its_last_day(desk: Desk) -> None:
    with desk.store.unit("阶段") as unit:
        unit.session.query(Phase).filter_by(position=1).one().start_on = date(2014, 12, 25)
    head = officer(desk, "张雪梅", post="科长")
    assert owed(desk, date(2015, 6, 20)) == {}, "who has no list at all breaks the promise, and owes no record"
    duty(desk, head, date(2015, 2, 3))
    assert owed(desk) == {}, "the quarter ends in thirty days, the page looks ahead fourteen"
    assert owed(desk, date(2015, 6, 20)) == {"履责记录：张雪梅（2015年第二季度）": (date(2015, 6, 30), 10)}
    other = officer(desk, "陈少华", "侦查监督科", post="科长")
    duty(desk, other, told_talks=2)
    assert len(owed(desk, date(2015, 6, 20))) == 1, "two talks without days stand for both quarters"
    assert owed(desk, date(2015, 7, 5))["履责记录：张雪梅（2015年第二季度）"] == (date(2015, 6, 30), -5)


def test_a_period_of_effect_is_called_to_mind_until_it_ends(desk: Desk) -> None:
    punished = {"officer_id": officer(desk, "刘涛"), "outcome": "警告", "until_on": date(2015, 6, 8)}
    inquiry(
        desk, "双查-1", InquiryState.ARCHIVED, punished, ended_on=date(2014, 12, 9), carried_out_on=date(2014, 12, 9)
    )
    assert owed(desk) == {"一案双查影响期满（直接责任）": (date(2015, 6, 8), 8)}
    assert owed(desk, date(2015, 6, 8)) == {"一案双查影响期满（直接责任）": (date(2015, 6, 8), 0)}
    assert owed(desk, date(2015, 6, 9)) == {}, "it is over, not overdue"


def test_rates_count_what_they_can_know(desk: Desk) -> None:
    assert told(desk, "documents.reply_rate").value is None
    for number, on, landing, adoption in (
        ("1号", date(2015, 5, 20), Landing.DONE, Adoption.ADOPTED),
        ("2号", date(2015, 5, 28), Landing.NOT, Adoption.REFUSED),
    ):
        one = document(desk, number, replied_on=on, adoption=adoption)
        left(desk, SupervisionDocument, one, verified_on=date(2015, 5, 25), landing=landing)
    document(desk, "3号", replied_on=date(2015, 5, 21))
    document(desk, "4号", delivered_on=None)
    assert (told(desk, "documents.reply_rate").value, told(desk, "documents.adoption_rate").value) == (0.6667, 0.5)
    assert told(desk, "documents.replies").groups == {"按期回复": 2, "逾期回复": 1}
    assert told(desk, "documents.adoptions").groups == {"采纳": 1, "不采纳": 1}
    assert told(desk, "documents.landing_rate").groups == {"纠正违法通知书": 0.5}
    assert told(desk, "documents.landing").groups == {"已落实": 1, "未落实": 1}
    assert told(desk, "documents.landing_rate", day=date(2015, 5, 24)).value is None, "looked at a day later"


def test_a_period_takes_each_thing_by_its_own_day(desk: Desk) -> None:
    april, may = month_period(2015, 4), month_period(2015, 5)
    april_day = date(2015, 4, 10)
    document(desk, "1号", date(2015, 5, 27), date(2015, 5, 29), sent_on=april_day, delivered_on=april_day)
    habit(desk, inspected_on=april_day)
    indicator(desk, "批准逮捕数")
    indicator(desk, "追捕追诉人数", doc_no="", abolished_on=None)
    duty(desk, officer(desk, "张雪梅", post="科长"), april_day, told_talks=3)
    counts = {name: (told(desk, name, april).value, told(desk, name, may).value, told(desk, name).value) for name in (
        "documents.sent", "documents.urgings", "habits.count", "indicators.count", "duties.deeds")}  # fmt: skip
    assert counts == {
        "documents.sent": (1, 0, 1),
        "documents.urgings": (0, 2, 2),
        "habits.count": (1, 0, 1),
        "indicators.count": (1, 0, 2),
        "duties.deeds": (1, 0, 4),
    }
    assert len(told(desk, "documents.urgings").behind) == 1, "urged twice, opened once"


def test_the_step_of_an_investigation_follows_its_days(desk: Desk) -> None:
    days = {"started_on": date(2015, 3, 1), "ended_on": date(2015, 4, 1), "carried_out_on": date(2015, 4, 10)}
    more = {"registered_on": date(2015, 2, 1), "revisited_on": date(2015, 5, 1), "archived_on": date(2015, 5, 10)}
    inquiry(desk, "双查-1", InquiryState.ARCHIVED, **days, **more)
    inquiry(desk, "双查-2", InquiryState.DECIDED, registered_on=date(2015, 2, 1), carried_out_on=date(2015, 4, 10))
    inquiry(desk, "双查-3", InquiryState.NOT_FILED, registered_on=date(2015, 2, 1), ended_on=date(2015, 3, 9))

    def steps(day: date) -> list[str]:
        with desk.store.read() as session:
            return [str(one.state) for one in every_inquiry(Question(session, day))]

    assert steps(date(2015, 1, 31)) == []
    assert steps(date(2015, 2, 28)) == ["线索登记", "处理决定", "线索登记"], "a decision without a day stands at once"
    assert steps(date(2015, 3, 31)) == ["调查", "处理决定", "不予立项"]
    assert [steps(day)[0] for day in (date(2015, 4, 1), date(2015, 4, 10), date(2015, 5, 1), date(2015, 5, 10))] == [
        "处理决定", "执行", "回访", "归档",
    ]  # fmt: skip


def test_documents_without_a_day_of_sending_or_with_days_turned_round_are_named(desk: Desk) -> None:
    good = document(desk, "1号", replied_on=date(2015, 5, 20))
    assert audited(desk, "documents.steps").kept
    assert audited(desk, "documents.order").said == "1 份文书日期先后都对"
    bare = document(desk, "2号", sent_on=None)
    found = audited(desk, "documents.steps")
    assert (found.left, found.right, found.rows) == (1, 2, (("supervision_document", bare),))
    assert "没填发出日期" in found.said
    left(desk, SupervisionDocument, good, replied_on=date(2015, 5, 1))
    turned = audited(desk, "documents.order")
    assert (turned.rows, turned.said) == ((("supervision_document", good),), "文书日期先后不对：1号 回复早于送达")


def test_findings_told_by_no_day_or_by_two_are_named(desk: Desk) -> None:
    one = habit(desk, bulletin_no="督查通报第8期", bulletin_on=date(2015, 5, 13))
    assert audited(desk, "habits.issues").kept
    two = habit(desk, "脱岗")
    left(desk, Habit, two, bulletin_no="督查通报第８期", bulletin_on=date(2015, 5, 15))
    assert set(audited(desk, "habits.issues").rows) == {("habit", one), ("habit", two)}
    undated = habit(desk, "购物", bulletin_no="督查通报第9期", inspected_on=date(2015, 4, 30))
    found = audited(desk, "habits.told")
    assert (found.left, found.right, found.rows) == (3, 2, (("habit", undated),))
    assert audited(desk, "habits.told", month_period(2015, 5)).kept, "May's paper does not wait for April's finding"


def test_both_legs_and_every_outcome(desk: Desk) -> None:
    direct = {"officer_id": officer(desk, "刘涛"), "outcome": "诫勉"}
    leader = {"officer_id": officer(desk, "袁倩"), "leg": Leg.LEADING}
    inquiry(desk, "双查-1", InquiryState.LEAD, direct)
    assert audited(desk, "accountability.legs").left == 0, "a lead need not name both yet"
    one = inquiry(desk, "双查-2", InquiryState.INVESTIGATING, direct)
    inquiry(desk, "双查-3", InquiryState.INVESTIGATING, direct, no_leader="分管领导不知情")
    two = inquiry(desk, "双查-4", InquiryState.DECIDED, direct, leader, ended_on=date(2015, 4, 12))
    assert audited(desk, "accountability.legs").rows == (("inquiry", one),)
    found = audited(desk, "accountability.outcomes")
    assert (found.left, found.right, found.rows) == (2, 1, (("inquiry", two),))
    assert found.said == "处理人数对不上：双查-4 袁倩没有处理"
    assert told(desk, "accountability.outcomes").groups == {"诫勉": 1}
    assert told(desk, "accountability.persons").value == 5
