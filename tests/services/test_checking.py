"""Before a bulletin is issued: what does not balance, what may pass with a reason, and the check list."""

from datetime import date
from typing import Any

import pytest

from desktop_app.figures.traced import Trace
from desktop_app.models.bulletins import Bulletin, BulletinLine, BulletinWaiver, DocNumber
from desktop_app.models.issues import Issue
from desktop_app.registers.bulletins import BULLETINS, DOC_NUMBERS
from desktop_app.rules.manuscript import figure
from desktop_app.rules.vocabulary import (
    BulletinKind,
    DocNumberState,
    LineKind,
    Naming,
    PaperFormat,
    Sealing,
    Secrecy,
)
from desktop_app.services import records
from desktop_app.services.checking import Audited, Checked, Mark, audits, checks, hindrances, waive
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.system.errors import Refusal
from tests.figures.test_audits import written
from tests.kit.bulletins import AS_OF, bulletin, draft, seen
from tests.kit.issues import Team, change, closed, issue, team
from tests.kit.office import officer

FIRST, SECOND, THIRD = LineKind.FIRST, LineKind.SECOND, LineKind.THIRD


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


def audited(desk: Desk, draft_: Draft) -> dict[str, Audited]:
    with desk.facts() as facts:
        return {one.id: one for one in audits(facts, draft_)}


def checked(desk: Desk, draft_: Draft) -> dict[str, Checked]:
    with desk.facts() as facts:
        return {one.code: one for one in checks(facts, draft_)}


def stopped(desk: Desk, bulletin_id: int) -> list[str]:
    kept = seen(desk, bulletin_id)
    with desk.facts() as facts:
        return hindrances(facts, kept)


def one(desk: Desk, code: str, *texts: Any, **more: Any) -> tuple[str, str]:
    """Mark and words of one check of a bulletin not yet saved."""
    found = checked(desk, draft(desk, *texts, **more))[code]
    return found.verdict.value, found.said


def test_a_sound_bulletin_is_hindered_by_nothing(desk: Desk, who: Team) -> None:
    closed(desk, who)
    bulletin_id = bulletin(desk)
    assert stopped(desk, bulletin_id) == []
    assert {mark.verdict for mark in checked(desk, seen(desk, bulletin_id)).values()} <= {Mark.OK, Mark.NA}


def test_what_does_not_balance_hinders_with_its_records(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    written(desk, Issue, issue_id, verifier_id=None)
    bulletin_id = bulletin(desk)
    found = audited(desk, seen(desk, bulletin_id))["issues.grounds"]
    assert (found.kept, found.left, found.right, found.rows) == (False, 1, 0, (("issue", issue_id),))
    assert stopped(desk, bulletin_id) == [
        "销号有据不平（已销号 = 有验收人、有佐证的）：已销号 1 条中 1 条依据不足（缺验收人 1 条）：2015-侦监-个-001。"
        "改正或写明说明"
    ]


def test_a_waiver_lets_it_pass_until_what_was_found_changes(desk: Desk, who: Team) -> None:
    written(desk, Issue, closed(desk, who), verifier_id=None)
    bulletin_id = bulletin(desk)
    done = waive(desk, BULLETINS, bulletin_id, "issues.grounds", "验收人调离，验收单在卷", who.leader)
    assert done.said.startswith("已写明说明 ")
    assert done.said.endswith(" 销号有据")
    found = audited(desk, seen(desk, bulletin_id))["issues.grounds"]
    assert found.waiver is not None
    assert (found.waiver.reason, found.waiver.approver, found.waiver.on) == (
        "验收人调离，验收单在卷",
        "袁倩",
        desk.today,
    )
    assert stopped(desk, bulletin_id) == []
    written(desk, Issue, closed(desk, who, "权利告知书漏送"), verifier_id=None)
    found = audited(desk, seen(desk, bulletin_id))["issues.grounds"]
    assert found.waiver is None
    assert found.stale is not None
    assert len(stopped(desk, bulletin_id)) == 1
    waive(desk, BULLETINS, bulletin_id, "issues.grounds", "两份验收单都在卷", who.leader)
    assert stopped(desk, bulletin_id) == []
    assert len(seen(desk, bulletin_id).rows(BulletinWaiver)) == 1


def test_a_waiver_of_other_records_with_the_same_count_does_not_hold(desk: Desk, who: Team) -> None:
    first, second = closed(desk, who), closed(desk, who, "权利告知书漏送")
    written(desk, Issue, first, verifier_id=None)
    bulletin_id = bulletin(desk)
    waive(desk, BULLETINS, bulletin_id, "issues.grounds", "验收单在卷", who.leader)
    written(desk, Issue, first, verifier_id=who.checker)
    written(desk, Issue, second, verifier_id=None)
    assert audited(desk, seen(desk, bulletin_id))["issues.grounds"].hinders


@pytest.mark.parametrize(
    ("audit", "reason", "approver", "said"),
    [
        ("issues.grounds", " ", True, "没写说明。写明为什么不平仍可印发"),
        ("issues.grounds", "在卷", False, "没选批准人。选好再存"),
        ("issues.nothing", "在卷", True, "没有 issues.nothing 这项核对。刷新后再写说明"),
        ("issues.order", "在卷", True, "销号先后已经平了，不用说明"),
    ],
)
def test_a_waiver_says_why_and_who_and_only_of_what_is_broken(
    desk: Desk, who: Team, audit: str, reason: str, approver: bool, said: str
) -> None:
    written(desk, Issue, closed(desk, who), verifier_id=None)
    bulletin_id = bulletin(desk)
    with pytest.raises(Refusal) as refused:
        waive(desk, BULLETINS, bulletin_id, audit, reason, who.leader if approver else None)
    assert refused.value.said == said


def test_a_waiver_is_one_act_with_its_reason(desk: Desk, who: Team) -> None:
    written(desk, Issue, closed(desk, who), verifier_id=None)
    bulletin_id = bulletin(desk)
    batch = waive(desk, BULLETINS, bulletin_id, "issues.grounds", "验收单在卷", who.leader).batch
    again = waive(desk, BULLETINS, bulletin_id, "issues.grounds", "验收单在卷，已补签", who.leader).batch
    assert batch is not None
    assert again is not None
    assert again > batch


def test_formulas_of_meetings_concern_papers_that_speak_of_them(desk: Desk) -> None:
    about = draft(desk, f"开会{figure('n1')}", traces=(Trace("meetings.count", AS_OF),), kind=BulletinKind.OTHER)
    found = audited(desk, about)
    assert "meetings.attendance" in found
    assert "issues.lines" not in found


def test_secrecy_needs_a_copy_number(desk: Desk) -> None:
    assert one(desk, "secrecy") == ("na", "不适用")
    assert one(desk, "secrecy", secrecy=Secrecy.SECRET) == ("bad", "涉密公文要标 6 位份号")
    told = one(desk, "secrecy", secrecy=Secrecy.SECRET, secrecy_term="1年", copy_no="000001")
    assert told == ("ok", "秘密★1年")
    assert one(desk, "secrecy", secrecy_term="1年")[0] == "bad"


def number(desk: Desk, serial: int, state: DocNumberState = DocNumberState.USED, **more: Any) -> None:
    with desk.facts() as facts:
        series = next(row["id"] for row in facts.live("doc_series"))
    told = {"series_id": series, "year": 2015, "serial": serial, "state": state, "title": "程序外发文", **more}
    records.save(desk, DOC_NUMBERS, new_draft(DocNumber, told))


def test_numbers_run_without_an_unexplained_gap(desk: Desk) -> None:
    assert one(desk, "number") == ("ok", "印发时取号")
    number(desk, 15)
    number(desk, 17)
    mark, said = one(desk, "number")
    assert mark == "caution"
    assert "16号，登记作废、预留或已用" in said
    number(desk, 16, DocNumberState.VOID, reason="打错")
    assert one(desk, "number")[0] == "ok"
    assert one(desk, "number", format=PaperFormat.BRIEFING) == ("na", "不编文号")


@pytest.mark.parametrize(
    ("title", "mark", "word"),
    [
        ("关于4月整改情况的通报。", "bad", "标题不用标点"),
        ("4月整改情况", "bad", "结尾"),
        ("关于“回头看”整改情况的通报", "caution", "能不用就不用"),
        ("关于2015年4月份规范司法行为专项整治工作对照检查阶段问题整改进展情况和下一步打算的通报", "caution", "三行"),
    ],
)
def test_titles(desk: Desk, title: str, mark: str, word: str) -> None:
    found = one(desk, "title", title=title)
    assert found[0] == mark
    assert word in found[1]


def test_the_addressee_ends_without_a_mark(desk: Desk) -> None:
    assert one(desk, "addressee") == ("ok", "各科、室、局、队")
    assert one(desk, "addressee", addressee="各科室。")[0] == "bad"
    assert one(desk, "addressee", addressee="各科室：") == ("ok", "各科室")
    assert one(desk, "addressee", addressee="")[0] == "bad"
    assert one(desk, "addressee", addressee="", format=PaperFormat.BRIEFING) == ("na", "不适用")
    assert one(desk, "addressee", addressee="市院、县委", format=PaperFormat.UPWARD)[0] == "caution"


def test_the_day_of_the_paper(desk: Desk) -> None:
    assert one(desk, "dated") == ("na", "印发时填")
    assert one(desk, "dated", dated_on=AS_OF) == ("ok", "2015年5月31日")
    assert one(desk, "dated", dated_on=date(2015, 5, 20))[0] == "bad"
    assert one(desk, "dated", dated_on=AS_OF, signed_on=date(2015, 6, 1))[0] == "bad"
    assert one(desk, "dated", dated_on=date(2015, 6, 3))[0] == "caution"


def test_seal_and_imprint(desk: Desk) -> None:
    told = {"signed_as": "清源县人民检察院", "issuer": "清源县人民检察院办公室"}
    assert one(desk, "seal", **told) == ("ok", "印章位置已留")
    assert one(desk, "seal", format=PaperFormat.MINUTES) == ("na", "不盖章")
    assert one(desk, "seal", sealing=Sealing.STAMP, **told)[0] == "bad"
    assert one(desk, "seal", sealing=Sealing.STAMP, signed_as="检察长") == ("ok", "签名章位置已留")
    assert one(desk, "imprint", **told) == ("ok", "印发机关")
    assert one(desk, "imprint", copied_to="县委政法委，", **told)[0] == "bad"
    assert one(desk, "imprint", copied_to="县委政法委，县人大常委会。", **told) == ("ok", "抄送、印发机关")
    assert one(desk, "imprint", issuer="")[0] == "bad"


def test_levels(desk: Desk) -> None:
    assert one(desk, "levels", (FIRST, "评查结果"), (SECOND, "文书制作"), "正文") == ("ok", "2 个标题")
    found = checked(desk, draft(desk, (FIRST, "评查结果"), (THIRD, "文书"), (FIRST, "二、主要问题")))["levels"]
    assert found.verdict is Mark.BAD
    assert found.said == "“1.文书”跳了一级；“二、二、主要问题”又写了序号"
    assert found.places == (2, 3)


def test_numbers_are_traced_or_named(desk: Desk, who: Team) -> None:
    issue(desk, who)
    assert one(desk, "sources") == ("ok", "1 / 1 可追溯")
    assert one(desk, "sources", f"共{figure('n1')}", "另有4件") == ("caution", "1 / 2 可追溯；手工数字：第2段 4")
    assert one(desk, "sources", f"共{figure('n7')}")[0] == "bad"
    kept = draft(desk)
    issue(desk, who, "权利告知书漏送")
    found = checked(desk, kept)["sources"]
    assert (found.verdict, found.said) == (Mark.CAUTION, "1 / 1 可追溯；1 处台账有变动，F5 重取")


def test_no_name_stands_where_people_are_coded(desk: Desk) -> None:
    officer(desk, "叶国栋")
    table = {"caption": "情况表", "columns": ["责任人"], "rows": [["叶 国栋"]], "landscape": False}
    made = draft(desk, "叶国栋所办案件已补正。", (LineKind.TABLE, ""), addressee="叶国栋")
    made.rows(BulletinLine)[1]["grid"] = table
    found = checked(desk, made)["names"]
    assert found.verdict is Mark.BAD
    assert found.said == "主送机关有“叶国栋”、第1段有“叶国栋”、第2段（表）有“叶国栋”，改用部门加某"
    assert found.places == (-1, 1, 2)
    made[Bulletin.naming] = Naming.NAMED
    assert checked(desk, made)["names"].verdict is Mark.NA


@pytest.mark.parametrize("said", ["叶·国栋所办案件", "叶\u200b国栋所办案件", "叶　国 栋所办案件"])
def test_no_name_hides_behind_what_stands_inside_it(desk: Desk, said: str) -> None:
    officer(desk, "叶国栋")
    assert one(desk, "names", said) == ("bad", "第1段有“叶国栋”，改用部门加某")


def test_no_name_stands_in_the_imprint_nor_that_of_who_signs_in_the_text(desk: Desk) -> None:
    leader = officer(desk, "袁倩")
    assert one(desk, "names", issuer="袁倩办公室")[0] == "bad"
    assert one(desk, "names", "袁倩所办案件已补正。", signer_id=leader)[0] == "bad"
    assert one(desk, "names", "已补正。", signer_id=leader, format=PaperFormat.UPWARD)[0] == "ok"


def test_numbers_given_elsewhere_leave_no_gap(desk: Desk) -> None:
    """An old paper bears 16, the ledger of numbers 15 and 17."""
    number(desk, 15)
    number(desk, 17)
    with desk.facts() as facts:
        word = next(row["word"] for row in facts.live("doc_series"))
    old = draft(desk, doc_no=f"{word}〔2015〕16号")
    records.save(desk, BULLETINS, old)
    assert one(desk, "number")[0] == "ok"


def test_annexes_are_those_of_the_note(desk: Desk) -> None:
    annex = (LineKind.ANNEX, "问题清单")
    assert one(desk, "attachments") == ("na", "没有附件")
    assert one(desk, "attachments", "正文", annex, attachments="问题清单") == ("ok", "1 个")
    assert one(desk, "attachments", "正文", annex, attachments="问题清单。")[0] == "bad"
    assert one(desk, "attachments", "正文", annex)[1] == "附件说明 0 个，附件 1 个"
    assert one(desk, "attachments", "正文", annex, attachments="台账")[1] == "附件1“台账”与附件的标题不一致"
    assert one(desk, "attachments", "正文", attachments="台账")[0] == "caution"


def test_the_period_of_title_bulletin_and_day(desk: Desk) -> None:
    assert one(desk, "period") == ("ok", "2015年5月")
    assert one(desk, "period", period="2015-04")[1] == "标题是2015年5月，期间填2015年4月"
    assert one(desk, "period", as_of=date(2015, 5, 20))[0] == "caution"
    assert one(desk, "period", period="")[0] == "na"


def test_words_left_standing_are_named_with_their_place(desk: Desk) -> None:
    found = checked(desk, draft(desk, "会议时间待定。", copied_to="××科"))["phrases"]
    assert found.verdict is Mark.BAD
    assert found.said == "抄送“××”、第1段“待定”"


def test_a_changed_ledger_changes_nothing_of_the_answer_at_its_day(desk: Desk, who: Team) -> None:
    """Checks ask at the end of the bulletin's day, not today."""
    issue_id = closed(desk, who)
    made = draft(desk, as_of=date(2015, 4, 10), period="2015-03", title="关于2015年3月整改进展情况的通报")
    assert audited(desk, made)["issues.standing"].said == "销号 0＋逾期 0＋未逾期 1＝1，总数 1"
    change(desk, issue_id, note="已归档")
    assert audited(desk, made)["issues.standing"].left == 1
