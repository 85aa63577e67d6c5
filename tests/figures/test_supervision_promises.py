"""S9–S11 and Y1–Y4: nothing is said before anything is kept; then who breaks them, one, many or none, as of a day."""

from datetime import UTC, date, datetime

import pytest

from desktop_app.figures.catalogue import ask as figure
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import Judged, judge
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.plan import Phase
from desktop_app.models.reviews import CaseReview
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.models.whole import Tie
from desktop_app.rules.vocabulary import (
    Blame,
    BulletinKind,
    BulletinState,
    InquiryState,
    Leg,
    OfficerStatus,
    ReviewState,
    Verdict,
)
from desktop_app.services.desk import Desk
from tests.kit.office import officer
from tests.kit.oversight import FOUND, document, duty, habit, indicator, inquiry

DAY = date(2015, 5, 31)
KEPT, BROKEN, OPEN, NONE = Verdict.KEPT, Verdict.BROKEN, Verdict.INCOMPLETE, Verdict.NOT_APPLICABLE


def answer(desk: Desk, promise: str, day: date = DAY) -> Judged:
    with desk.store.read() as session:
        return judge(BY_ID[promise], Question(session, day))


def found(desk: Desk, promise: str, day: date = DAY) -> tuple[Verdict, int, int, str]:
    one = answer(desk, promise, day)
    return one.verdict, one.count, one.finding.total, one.finding.said


def offenders(desk: Desk, promise: str, day: date = DAY) -> tuple[Behind, ...]:
    return answer(desk, promise, day).finding.offenders


@pytest.mark.parametrize("promise", ["S9", "S10", "S11", "Y1", "Y2", "Y3", "Y4"])
def test_nothing_is_said_before_anything_is_kept(desk: Desk, promise: str) -> None:
    assert found(desk, promise)[:3] == (NONE, 0, 0)


def bulletin(desk: Desk, state: BulletinState, sent_on: date | None) -> int:
    with desk.store.unit("督查通报") as unit:
        row = Bulletin(
            number="TB-2015-001", kind=BulletinKind.HABITS, title="督查通报", as_of=FOUND, state=state,
            sent_on=sent_on, search_text="",
        )  # fmt: skip
        unit.session.add(row)
        unit.session.flush()
        return row.id


def test_s9_a_bulletin_issued_by_the_day_or_a_written_reason(desk: Desk) -> None:
    habit(desk, bulletin_no="督查通报第1期", bulletin_on=date(2015, 5, 13))
    assert found(desk, "S9") == (KEPT, 0, 1, "督查发现 1 起，没有漏报")
    assert found(desk, "S9", date(2015, 5, 12))[:2] == (BROKEN, 1), "told a day later"
    assert found(desk, "S9", date(2015, 5, 10))[0] is NONE, "found a day later"
    habit(desk, "脱岗", no_bulletin="情节轻微，经批准不单独通报")
    bare = habit(desk, "上班时间网上购物")
    assert found(desk, "S9") == (BROKEN, 1, 3, "督查发现 3 起，1 起未通报，1 起写明原因不通报")
    assert offenders(desk, "S9") == (("habit", bare),)
    assert answer(desk, "S9").finding.late == 17, "三个工作日 after 11 May is 14 May"


def test_s9_a_draft_tells_nothing_and_an_issue_without_day_cannot_be_judged(desk: Desk) -> None:
    one, two = bulletin(desk, BulletinState.DRAFT, None), habit(desk, bulletin_no="督查通报第1期")
    assert found(desk, "S9") == (OPEN, 1, 1, "督查发现 1 起，没有漏报，1 起没填通报日期")
    with desk.store.unit("关联") as unit:
        unit.session.get_one(Habit, two).bulletin_id = one
        unit.session.get_one(Habit, two).bulletin_no = ""
    assert offenders(desk, "S9") == (("habit", two),)


@pytest.mark.parametrize("by_hand", [False, True])
def test_s9_a_bulletin_of_this_file_counts_from_the_day_it_went_out(desk: Desk, by_hand: bool) -> None:
    with desk.store.unit("督查通报") as unit:
        told = Bulletin(
            number="TB-2015-001", kind=BulletinKind.HABITS, title="督查通报", as_of=FOUND, doc_no="清检督〔2015〕1号",
            state=BulletinState.ISSUED, sent_on=date(2015, 5, 14), search_text="",
        )  # fmt: skip
        unit.session.add(told)
        unit.session.flush()
        bulletin_id = told.id
    one = habit(desk, bulletin_id=None if by_hand else bulletin_id)
    if by_hand:
        with desk.store.unit("关联") as unit:
            unit.session.add(Tie(kind="habit", record_id=one, other_kind="bulletin", other_id=bulletin_id))
    assert found(desk, "S9")[0] is KEPT
    assert found(desk, "S9", date(2015, 5, 13))[0] is BROKEN


def test_s10_no_reply_in_time_and_no_reply_unverified_for_fifteen_days(desk: Desk) -> None:
    silent = document(desk, "清检纠违〔2015〕1号")
    assert found(desk, "S10", date(2015, 5, 26))[0] is KEPT, "the fifteenth day is in time"
    assert found(desk, "S10", date(2015, 5, 27)) == (BROKEN, 1, 1, "监督文书 1 份，1 份逾期未回复")
    assert answer(desk, "S10").finding.late == 5
    replied = document(desk, "清检纠违〔2015〕2号", replied_on=date(2015, 5, 15))
    assert found(desk, "S10", date(2015, 6, 1))[3] == "监督文书 2 份，1 份逾期未回复", "30 May is a Saturday: 1 June"
    assert found(desk, "S10", date(2015, 6, 2))[3] == "监督文书 2 份，1 份逾期未回复、1 份已回复超期未核查"
    assert offenders(desk, "S10", date(2015, 6, 2)) == (
        ("supervision_document", silent), ("supervision_document", replied),
    )  # fmt: skip


def test_s10_withdrawn_and_unsent_documents_do_not_count_and_without_a_day_nothing_is_judged(desk: Desk) -> None:
    document(desk, "", sent_on=None, delivered_on=None)
    one = document(desk, "清检纠违〔2015〕1号")
    with desk.store.unit("撤回") as unit:
        unit.session.get_one(SupervisionDocument, one).withdrawn_on = date(2015, 5, 28)
    assert found(desk, "S10")[:3] == (NONE, 0, 0)
    assert found(desk, "S10", date(2015, 5, 27))[:3] == (BROKEN, 1, 1), "withdrawn a day later"
    with desk.store.unit("没有规则") as unit:
        rule = unit.session.query(DeadlineRuleRow).filter_by(number="document_verify").one()
        rule.retired_at = datetime(2015, 5, 1, tzinfo=UTC)
    document(desk, "清检纠违〔2015〕2号", replied_on=date(2015, 5, 15))
    assert found(desk, "S10") == (OPEN, 1, 1, "监督文书 1 份，1 份没有期限")


def test_s11_a_document_and_a_day(desk: Desk) -> None:
    indicator(desk, "批准逮捕数同比增长")
    assert found(desk, "S11") == (KEPT, 0, 1, "空泛指标 1 项，都已废止")
    assert found(desk, "S11", date(2015, 4, 9))[0] is BROKEN
    bare = indicator(desk, "追捕追诉人数", doc_no="", abolished_on=None)
    assert found(desk, "S11") == (BROKEN, 1, 2, "空泛指标 2 项，1 项没有废止文号或日期")
    assert offenders(desk, "S11") == (("indicator", bare),)


def test_s11_one_nobody_judged_is_open(desk: Desk) -> None:
    indicator(desk, "接访批次", hollow=None, doc_no="", abolished_on=None)
    assert found(desk, "S11") == (OPEN, 1, 1, "空泛指标 1 项，1 项没判定虚、假、空")


def campaign(desk: Desk, start: date) -> None:
    with desk.store.unit("阶段") as unit:
        unit.session.query(Phase).filter_by(position=1).one().start_on = start


def test_y1_everybody_who_leads_signs_and_does_something_every_quarter(desk: Desk) -> None:
    campaign(desk, date(2014, 12, 25))
    head = officer(desk, "张雪梅", post="科长")
    deputy = officer(desk, "董长青", post="副科长")
    away = officer(desk, "邓超", post="科长", status=OfficerStatus.SECONDED)
    chief = officer(desk, "萧思源", "院领导", post="检察长")
    duty(desk, chief, date(2015, 3, 31), date(2015, 4, 2))
    assert found(desk, "Y1") == (BROKEN, 1, 2, "领导干部 2 人，1 人没有责任清单")
    assert offenders(desk, "Y1") == (("officer", head),)
    own = duty(desk, head, date(2015, 4, 1))
    assert offenders(desk, "Y1") == (("duty", own),), "nothing was done in the first quarter"
    assert found(desk, "Y1")[3] == "领导干部 2 人，1 人有季度没有履责记录"
    assert found(desk, "Y1", date(2015, 3, 30)) == (KEPT, 0, 2, "领导干部 2 人，都已签订责任书")
    assert found(desk, "Y1", date(2015, 1, 19))[:2] == (BROKEN, 2), "signed on the 20th"
    assert {deputy, away}.isdisjoint(id_ for kind, id_ in offenders(desk, "Y1") if kind == "officer")


def test_y1_undated_numbers_fill_one_quarter_each(desk: Desk) -> None:
    campaign(desk, date(2015, 1, 1))
    head = officer(desk, "张雪梅", post="科长")
    duty(desk, head, date(2015, 5, 4), told_talks=1, told_checks=0)
    assert found(desk, "Y1")[0] is KEPT, "the talk without a day stands for the first quarter"
    assert found(desk, "Y1", date(2015, 7, 1))[0] is KEPT
    assert found(desk, "Y1", date(2015, 10, 1))[0] is BROKEN


def review(desk: Desk, number: str, case_no: str, **more: object) -> int:
    with desk.store.unit("旧评查") as unit:
        row = CaseReview(
            number=number, case_no=case_no, name="盗窃案", state=ReviewState.GRADED, reviewed_on=date(2015, 4, 10),
            decided_on=date(2015, 4, 20), search_text="", **more,
        )  # fmt: skip
        unit.session.add(row)
        unit.session.flush()
        return row.id


def test_y2_every_lead_has_an_investigation_or_a_reason(desk: Desk) -> None:
    failed = review(desk, "PC-1", "清源检诉受[2015]61902300020号", grade="不合格")
    review(desk, "PC-2", "清源检诉受[2015]61902300021号", grade="合格")
    flagged = habit(desk, "收受当事人礼品", discipline=True, discipline_note="收受礼品")
    assert found(desk, "Y2", date(2015, 4, 19))[0] is NONE, "decided on the 20th"
    said = "应查 2 件，2 件没有双查，也没写不予立项理由"
    assert found(desk, "Y2") == (BROKEN, 2, 2, said)
    inquiry(
        desk, "双查-1", InquiryState.LEAD, case_no="清源检诉受〔2015〕61902300020号", registered_on=date(2015, 5, 5)
    )
    assert offenders(desk, "Y2") == (("habit", flagged),)
    assert ("case_review", failed) in offenders(desk, "Y2", date(2015, 5, 4)), "registered a day later"
    with desk.store.unit("不予立项") as unit:
        unit.session.get_one(Habit, flagged).no_inquiry = "查无实据"
    assert found(desk, "Y2") == (KEPT, 0, 2, "应查 2 件，都已双查或写明不予立项")


def test_y2_a_tie_is_seen_from_both_sides_and_a_record_counts_once(desk: Desk) -> None:
    both = review(desk, "PC-1", "清源检诉受[2015]61902300020号", grade="不合格", discipline=True)
    other = habit(desk, discipline=True, discipline_note="线索")
    assert found(desk, "Y2")[1:3] == (2, 2)
    one = inquiry(desk, "双查-1", InquiryState.LEAD, registered_on=date(2015, 5, 20))
    with desk.store.unit("关联") as unit:
        unit.session.add(Tie(kind="case_review", record_id=both, other_kind="inquiry", other_id=one))
        unit.session.add(Tie(kind="inquiry", record_id=one, other_kind="habit", other_id=other))
    assert found(desk, "Y2")[0] is KEPT


def test_y3_what_was_decided_is_carried_out(desk: Desk) -> None:
    one = officer(desk, "刘涛")
    guilty = {"officer_id": one, "outcome": "诫勉", "blame": Blame.RESPONSIBLE}
    free = {"officer_id": officer(desk, "杜瑶"), "outcome": "不予追究", "blame": Blame.NOT_RESPONSIBLE}
    inquiry(desk, "双查-1", InquiryState.DROPPED, free, started_on=date(2015, 4, 1), ended_on=date(2015, 5, 14))
    assert found(desk, "Y3") == (NONE, 0, 0, "没有作出处理决定的双查")
    broken = inquiry(desk, "双查-2", InquiryState.DECIDED, guilty, ended_on=date(2015, 4, 12))
    assert found(desk, "Y3") == (BROKEN, 1, 1, "已作处理决定 1 件，1 件有责任的没有执行处理")
    assert (offenders(desk, "Y3"), answer(desk, "Y3").finding.late) == ((("inquiry", broken),), 49)
    inquiry(desk, "双查-3", InquiryState.DECIDED, free, ended_on=date(2015, 4, 12))
    done = {**guilty, "carried_out_on": date(2015, 4, 20)}
    inquiry(desk, "双查-4", InquiryState.ARCHIVED, done, ended_on=date(2015, 4, 12), carried_out_on=date(2015, 4, 20))
    assert found(desk, "Y3")[:3] == (BROKEN, 1, 3)
    assert found(desk, "Y3", date(2015, 4, 19))[1] == 2, "carried out a day later"
    assert found(desk, "Y3", date(2015, 4, 11))[0] is NONE


def test_y3_both_legs_and_those_nobody_judged(desk: Desk) -> None:
    direct = {"officer_id": officer(desk, "刘涛"), "outcome": "诫勉", "carried_out_on": date(2015, 4, 20)}
    leader = {"officer_id": officer(desk, "袁倩"), "leg": Leg.LEADING, "outcome": "批评教育"}
    inquiry(desk, "双查-1", InquiryState.DECIDED, direct, ended_on=date(2015, 4, 12))
    assert found(desk, "Y3") == (KEPT, 0, 1, "已作处理决定 1 件，处理都已执行")
    bare = inquiry(desk, "双查-2", InquiryState.DECIDED, ended_on=date(2015, 4, 12))
    assert found(desk, "Y3") == (OPEN, 1, 2, "已作处理决定 2 件，1 件没写责任认定和处理")
    half = inquiry(desk, "双查-3", InquiryState.DECIDED, direct, leader, ended_on=date(2015, 4, 12))
    one = answer(desk, "Y3")
    assert (one.finding.offenders, one.finding.unknown) == ((("inquiry", half),), (("inquiry", bare),))
    with desk.store.read() as session:
        told = figure("accountability.persons", Question(session, DAY))
    assert told.groups == {"直接责任": {"诫勉": 2}, "重要领导责任": {"批评教育": 1}}


def test_y4_every_finding_is_handled(desk: Desk) -> None:
    habit(desk, handled_on=date(2015, 5, 12))
    assert found(desk, "Y4") == (KEPT, 0, 1, "督查发现 1 起，都已处理")
    assert found(desk, "Y4", FOUND)[0] is BROKEN, "handled a day later"
    bare = habit(desk, "脱岗", handling="")
    assert found(desk, "Y4") == (BROKEN, 1, 2, "督查发现 2 起，1 起没有处理")
    assert (offenders(desk, "Y4"), answer(desk, "Y4").finding.late) == ((("habit", bare),), 20)
