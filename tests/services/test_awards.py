"""The choice of the best dossiers as the officer holds it: nominated, numbered, scored, chosen, approved."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import AwardEntry, AwardScore, DossierAward
from desktop_app.registers.awards import AWARDS, ENTRIES
from desktop_app.registers.cases import CASES
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services import awards, records
from desktop_app.services.awards import Settled
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.awards import LAWS, Jury, award, begun, checked, codes, entry, jury, marks, nominated, seen
from tests.kit.cases import case, case_no
from tests.kit.contests import ledger

GIVEN = {1: (95, 94, 93), 2: (93, 93, 93.5), 3: (93.5, 93, 93), 4: (90, 91, 90.5)}


@pytest.fixture
def who(desk: Desk) -> Jury:
    return jury(desk)


def listed(desk: Desk, award_id: int) -> list[tuple[str, str]]:
    with desk.facts() as facts:
        return [(one.case_no[-4:-1], one.why) for one in awards.candidates(facts, award_id)]


def told(desk: Desk, award_id: int) -> dict[str, tuple[Decimal | None, int | None, bool]]:
    with desk.facts() as facts:
        lines = awards.sheet(facts, award_id).lines
    return {line.case_no[-4:-1]: (line.averaged.mean, line.rank, line.chosen) for line in lines}


def test_passed_dossiers_are_offered_by_department_and_a_full_department_says_so(desk: Desk, who: Jury) -> None:
    for serial in (1, 2, 3, 4):
        checked(desk, who, serial)
    checked(desk, who, 5, ("缺送达回证", 8_00), correct_by=date(2015, 6, 10))
    checked(desk, who, 6, ("页码编错", 1_00))
    award_id = award(desk, who)
    assert listed(desk, award_id) == [("001", ""), ("003", ""), ("002", ""), ("004", ""), ("006", "")]
    nominated(desk, award_id, 2, 4)
    assert listed(desk, award_id)[2:] == [
        ("002", "已参评"),
        ("004", "已参评"),
        ("006", "公诉科已报 2 卷，每部门限报 2 卷"),
    ]


def test_a_department_puts_forward_no_more_than_its_quota(desk: Desk, who: Jury) -> None:
    for serial in (2, 4, 6):
        checked(desk, who, serial)
    award_id = award(desk, who)
    with pytest.raises(Refusal, match="公诉科已报 2 卷，每部门限报 2 卷"):
        nominated(desk, award_id, 2, 4, 6)
    put = nominated(desk, award_id, 2, 4)
    done = awards.nominate(desk, ENTRIES, award_id, [case_no(6)], {case_no(6): "装订规范"}, back=[put[2]])
    assert done.said == "已提名 1 卷，撤回 1 卷"
    assert entry(desk, done.ids[0])[AwardEntry.reason] == "装订规范"
    with desk.facts() as facts:
        assert [row.case_no for row in awards.entries(facts.session, award_id)] == [case_no(4), case_no(6)]
    undo(desk.store)
    with desk.facts() as facts:
        assert [row.case_no for row in awards.entries(facts.session, award_id)] == [case_no(2), case_no(4)]


def test_who_brought_too_many_in_an_old_ledger_holds_up_no_other_department(desk: Desk, who: Jury) -> None:
    for serial in (1, 2, 3, 4):
        checked(desk, who, serial)
    award_id = award(desk, who)
    nominated(desk, award_id, 2, 4)
    fewer = seen(desk, award_id)
    fewer[DossierAward.quota] = 1
    records.save(desk, AWARDS, fewer)
    nominated(desk, award_id, 1)
    with pytest.raises(Refusal, match="侦查监督科已报 1 卷，每部门限报 1 卷"):
        nominated(desk, award_id, 3)


def test_an_old_sheet_keeps_its_numbers_and_its_slips_are_mended_before_the_approval(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who, places=1)
    awards.score(
        desk, LAWS, award_id, marks(who, put, {serial: given for serial, given in GIVEN.items() if serial > 1})
    )
    old = new_draft(AwardEntry, {"award_id": award_id, "case_no": case_no(9), "name": "旧案", "number": "07"})
    old.rows(AwardScore).extend(
        {"officer_id": id_, "points": mark} for id_, mark in zip(who.judges, (980_00, 95_00, 95_00), strict=True)
    )
    assert entry(desk, ledger(desk, ENTRIES, old))[AwardEntry.code] == "07"
    awards.score(desk, LAWS, award_id, marks(who, put, {1: GIVEN[1]}))
    with desk.facts() as facts:
        line = next(line for line in awards.sheet(facts, award_id).lines if line.code == "07")
    assert (line.averaged.mean, line.averaged.counted, line.rank) == (Decimal("95.00"), 2, 1)
    awards.choose(desk, LAWS, award_id, [line.id])
    with pytest.raises(Refusal, match="07 号有一个评分 980 不在 0 和满分 100 之间"):
        awards.approve(desk, LAWS, award_id, "检察长", date(2015, 5, 30))
    awards.score(desk, LAWS, award_id, {(line.id, who.judges[0]): 98_00})
    awards.approve(desk, LAWS, award_id, "检察长", date(2015, 5, 30))


def test_a_closed_case_is_put_forward_by_its_number_and_others_say_why_not(desk: Desk, who: Jury) -> None:
    award_id = award(desk, who)
    case(desk, 7, [who.handlers[1]])
    ledger(desk, CASES, new_draft(CaseFile, {"number": case_no(8), "name": "第8号盗窃案"}))
    checked(desk, who, 9, ("缺送达回证", 8_00), correct_by=date(2015, 6, 10))
    nominated(desk, award_id, 7)
    for serial, said in ((7, "已参评"), (8, "还没有办结"), (9, "检查结论是退卷补正"), (99, "都没有")):
        with pytest.raises(Refusal, match=said):
            nominated(desk, award_id, serial)
    with pytest.raises(Refusal, match="没填受案号"):
        awards.nominate(desk, ENTRIES, award_id, [" "])


def test_the_marking_begins_with_blind_numbers_that_stay(desk: Desk, who: Jury) -> None:
    for serial in (1, 2, 3, 4, 6):
        checked(desk, who, serial)
    award_id = award(desk, who, quota=3)
    with pytest.raises(Refusal, match="还没有参评案卷"):
        awards.begin(desk, LAWS, award_id)
    nominated(desk, award_id, 1, 2, 3, 4)
    with pytest.raises(Refusal, match="还没有盲号"):
        records.move(desk, AWARDS, seen(desk, award_id), "开始评分")
    assert awards.begin(desk, LAWS, award_id, "清源").said.endswith("，4 卷编了盲号")
    first = codes(desk, award_id)
    assert sorted(first.values()) == ["01", "02", "03", "04"]
    with pytest.raises(Refusal, match="参评案卷不再增减"):
        nominated(desk, award_id, 6)
    changed = entry(desk, entry_of(desk, award_id, 1))
    changed[AwardEntry.code] = "09"
    with pytest.raises(Refusal, match="已用于评分，不再改"):
        records.save(desk, ENTRIES, changed)
    records.move(desk, AWARDS, seen(desk, award_id), "退回提名", "漏报一卷")
    nominated(desk, award_id, 6)
    awards.begin(desk, LAWS, award_id)
    assert codes(desk, award_id) == {**first, case_no(6): "05"}


def entry_of(desk: Desk, award_id: int, serial: int) -> int:
    with desk.facts() as facts:
        return next(row.id for row in awards.entries(facts.session, award_id) if row.case_no == case_no(serial))


def test_marks_come_to_means_and_ranks_and_are_undone_as_one(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who)
    awards.score(desk, LAWS, award_id, marks(who, put, GIVEN))
    assert told(desk, award_id) == {
        "001": (Decimal("94.00"), 1, False),
        "002": (Decimal("93.17"), 2, False),
        "003": (Decimal("93.17"), 2, False),
        "004": (Decimal("90.50"), 4, False),
    }
    assert entry(desk, put[2])[AwardEntry.average] == 93_17
    assert seen(desk, award_id)[DossierAward.scored_on] == desk.today
    awards.score(desk, LAWS, award_id, {(put[1], who.judges[0]): None})
    assert [row["points"] for row in entry(desk, put[1]).rows(AwardScore)] == [94_00, 93_00]
    undo(desk.store)
    undo(desk.store)
    assert told(desk, award_id)["001"] == (None, None, False)


def test_an_entry_of_an_approved_choice_is_not_moved_to_another_to_be_changed(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who, places=1)
    given = Settled(who.judges, marks(who, put, GIVEN), (put[1],), "", "检察长", date(2015, 5, 31))
    awards.settle(desk, LAWS, award_id, given, approved=True)
    typed = entry(desk, put[1])
    typed[AwardEntry.award_id] = award(desk, who, name="另一次评选")
    with pytest.raises(Refusal, match="评选已审批，参评案卷不再改"):
        records.save(desk, ENTRIES, typed)


def test_marks_out_of_range_or_finer_than_half_a_point_are_refused(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who)
    for mark, said in ((100.5, "超过满分 100"), (-1, "不能是负数"), (92.3, "不是 0.5 分的整倍数")):
        with pytest.raises(Refusal, match=said):
            awards.score(desk, LAWS, award_id, marks(who, put, {1: (mark, 90, 90)}))
    assert told(desk, award_id)["001"] == (None, None, False)


def test_a_judge_scores_neither_his_department_nor_his_own_case_and_strangers_score_nothing(
    desk: Desk, who: Jury
) -> None:
    award_id, put = begun(desk, who, own_barred=False)
    judges = (*who.judges, who.handlers[0])
    with pytest.raises(Refusal, match="不是本次评委"):
        awards.score(desk, LAWS, award_id, {(put[1], who.handlers[0]): 90_00})
    awards.score(desk, LAWS, award_id, {(put[1], who.handlers[0]): 90_00}, judges)
    with pytest.raises(Refusal, match=r"号是张雪梅本人承办的案卷，应回避"):
        awards.score(desk, LAWS, award_id, {(put[2], who.handlers[0]): 90_00})
    with pytest.raises(Refusal, match="张雪梅已评 1 卷，不能从评委里去掉"):
        awards.score(desk, LAWS, award_id, {}, who.judges)


def test_the_own_department_stands_aside_also_in_the_plain_form(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who)
    judges = (*who.judges, who.handlers[0])
    with pytest.raises(Refusal, match="张雪梅本部门案卷，应回避"):
        awards.score(desk, LAWS, award_id, {(put[4], who.handlers[0]): 90_00}, judges)
    typed = entry(desk, put[4])
    typed.rows(AwardScore).append({"officer_id": who.handlers[0], "points": 90_00})
    with pytest.raises(Refusal, match="评委张雪梅给本部门案卷评了分，应回避"):
        records.save(desk, ENTRIES, typed)


def test_ties_over_the_limit_are_decided_with_a_reason(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who)
    awards.score(desk, LAWS, award_id, marks(who, put, GIVEN))
    with pytest.raises(Refusal, match=r"号平均分相同，超过表彰名额 2 卷。写明决定的理由"):
        awards.choose(desk, LAWS, award_id, [put[1], put[2]])
    awards.choose(desk, LAWS, award_id, [put[1], put[2]], "证据卷编排更清楚")
    assert seen(desk, award_id)[DossierAward.note] == "名次以外的决定：证据卷编排更清楚"
    assert [place[2] for place in told(desk, award_id).values()].count(True) == 2
    with pytest.raises(Refusal, match="选了 3 卷"):
        awards.choose(desk, LAWS, award_id, [put[1], put[2], put[4]], "都好")
    with pytest.raises(Refusal, match="不在评分表上"):
        awards.choose(desk, LAWS, award_id, [999])


def test_an_approved_choice_is_closed_until_the_approval_is_taken_back(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who, places=1)
    with pytest.raises(Refusal, match="评分不足 3 人"):
        awards.approve(desk, LAWS, award_id, "检察长", date(2015, 5, 30))
    given = Settled(who.judges, marks(who, put, GIVEN), (put[1],), "", "检察长", date(2015, 5, 30))
    done = awards.settle(desk, LAWS, award_id, given, approved=True)
    assert done.said.startswith("已审批 ")
    early = "审批日期 2015-05-30 早于评分日期 2015-05-31，核对两处日期"
    assert [problem.said for problem in done.warnings] == [early]
    row = seen(desk, award_id)
    assert (row[DossierAward.state], row[DossierAward.approved_by]) == (AwardState.APPROVED, "检察长")
    for act in (
        lambda: awards.score(desk, LAWS, award_id, {(put[1], who.judges[0]): 80_00}),
        lambda: awards.choose(desk, LAWS, award_id, [put[2]], "改选"),
        lambda: nominated(desk, award_id, 6),
        lambda: awards.begin(desk, LAWS, award_id),
    ):
        with pytest.raises(Refusal, match="已审批，不再改。先“撤回审批”"):
            act()
    records.move(desk, AWARDS, row, "撤回审批", "漏计一名评委")
    awards.score(desk, LAWS, award_id, {(put[4], judge): 99_00 for judge in who.judges})
    with pytest.raises(Refusal, match="名次在表彰名额以内，没有评定"):
        awards.approve(desk, LAWS, award_id, "检察长", date(2015, 5, 30))
    undo(desk.store)
    undo(desk.store)
    undo(desk.store)
    assert seen(desk, award_id)[DossierAward.state] == AwardState.SCORING
    assert told(desk, award_id)["001"] == (None, None, False)


@pytest.mark.parametrize(
    ("state", "verb", "said"),
    [
        (AwardState.NOMINATING, "score", "还没有开始评分"),
        (AwardState.NOMINATING, "choose", "还没有开始评分"),
        (AwardState.NOMINATING, "approve", "“提名”时不能审批"),
        (AwardState.SCORING, "begin", "“评分”时不能开始评分"),
    ],
)
def test_every_verb_waits_for_its_state(desk: Desk, who: Jury, state: AwardState, verb: str, said: str) -> None:
    award_id, put = begun(desk, who)
    if state is AwardState.NOMINATING:
        records.move(desk, AWARDS, seen(desk, award_id), "退回提名", "补报")
    acts = {
        "score": lambda: awards.score(desk, LAWS, award_id, marks(who, put, GIVEN)),
        "choose": lambda: awards.choose(desk, LAWS, award_id, [put[1]]),
        "approve": lambda: awards.approve(desk, LAWS, award_id, "检察长", date(2015, 5, 30)),
        "begin": lambda: awards.begin(desk, LAWS, award_id),
    }
    with pytest.raises(Refusal, match=said):
        acts[verb]()


def test_without_enough_judges_the_marking_does_not_begin(desk: Desk, who: Jury) -> None:
    checked(desk, who, 1)
    award_id = award(desk, Jury(who.handlers, who.judges[:2]))  # type: ignore[arg-type]
    nominated(desk, award_id, 1)
    with pytest.raises(Refusal, match="评委 2 人，至少要 3 人"):
        awards.begin(desk, LAWS, award_id)
    assert codes(desk, award_id) == {case_no(1): ""}
