"""The papers of the plan say what the registers say."""

import io
import re
from collections.abc import Iterator
from datetime import date

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from desktop_app.models.meetings import Meeting
from desktop_app.models.plan import GroupMember, Plan, Task, TaskPartner
from desktop_app.models.reviews import Contest, Nominee
from desktop_app.registers.campaign import GROUP
from desktop_app.registers.contests import CONTESTS, NOMINEES
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.reports.catalogue import BY_ID, PAPERS, PaperKind, make_pdf, paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import BestWorst, GroupRole, MeetingKind
from desktop_app.services import awards, draws, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.plan import move_deadline
from desktop_app.store import history
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit import bulletins, exam_papers
from tests.kit.awards import LAWS, award, jury, nominated
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import founded, id_of, loaded, officer, task
from tests.kit.paper import Mark, characters, page_texts, printed

MM = 72 / 25.4
ABOUT = {"person_dossier": "史海燕", "case_dossier": case_no(1), "saved_table": "TJ-01"}
"""What those papers are about that have nothing to say of everybody."""


def text_of(desk: Desk, paper_id: str, **asked: object) -> str:
    out = io.BytesIO()
    make_pdf(paper_id, Request(desk, date(2015, 5, 31), **asked), out)  # type: ignore[arg-type]
    return "\n".join(page_texts(out.getvalue())).replace("\r\n", "\n")


def drawn(desk: Desk) -> None:
    """A round drawn from two cases, and a contest with a case put forward."""
    handler = officer(desk, "张雪梅")
    for serial in (1, 2):
        case(desk, serial, [handler])
    round_id = month_round(desk)
    draws.seal(desk, ROUNDS, round_id)
    draws.draw(desk, ROUNDS, REVIEWS, round_id, "3526142561", "监察科 马静怡")
    records.save(desk, CONTESTS, new_draft(Contest, {"name": "一季度评选", "period": "2015Q1"}))
    put_forward = {"period": "2015Q1", "category": BestWorst.BEST, "case_no": case_no(1)}
    records.save(desk, NOMINEES, new_draft(Nominee, put_forward))


def plan(desk: Desk) -> None:
    """Two tasks, one with a partner, the head of the group, a meeting, a bulletin."""
    who = officer(desk, "史海燕", "案件管理办公室")
    task(desk, "涉案财物全面盘点<b>&", who)
    second = loaded(desk, TASKS, task(desk, "㛃案归档", officer(desk, "李㛃"), due_on=date(2015, 7, 31)))
    second.rows(TaskPartner).append({"department_id": id_of(desk, "department", "反贪污贿赂局")})
    records.save(desk, TASKS, second)
    head = officer(desk, "萧思源", "院领导")
    records.save(desk, GROUP, new_draft(GroupMember, {"role": GroupRole.HEAD, "officer_id": head, "post": "检察长"}))
    meeting = {"kind": MeetingKind.LEARNING, "title": "学习涉案财物管理规定", "held_on": date(2015, 4, 22)}
    records.save(desk, MEETINGS, new_draft(Meeting, meeting))
    bulletins.bulletin(desk, "本月没有新发现的问题。", traces=())


@pytest.fixture
def planned(desk: Desk) -> Desk:
    plan(desk)
    return desk


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Something for every paper to tell; only read."""
    desk = founded(tmp_path_factory.mktemp("whole"), TurnedClock(date(2015, 5, 31)))
    plan(desk)
    drawn(desk)
    exam_papers.exam(desk, 20)
    exam_papers.failed(desk, 15)
    who = jury(desk)
    nominated(desk, award(desk, who), 1, 2)
    with desk.facts() as facts:
        awards.begin(desk, LAWS, next(int(row["id"]) for row in facts.live("dossier_award")))
    yield desk
    desk.store.close()


def test_the_task_table_names_task_people_and_lateness(planned: Desk) -> None:
    text = text_of(planned, "task_table")
    flat = text.replace("\n", "")
    for said in (
        "任务分解表",
        "涉案财物全面盘点<b>&",
        "㛃案归档",
        "反贪污贿赂局",
        "2015-04-28",
        "逾期",
        "截至2015年5月31日",
    ):
        assert said in flat, said


def test_the_leading_group_and_the_sign_in_sheet(planned: Desk) -> None:
    assert "萧思源" in text_of(planned, "leading_group")
    sheet = text_of(planned, "sign_in", record="HY-001").replace("\n", "")
    for said in ("学习涉案财物管理规定", "2015年4月22日（周三）", "李㛃", "应到 3 人"):
        assert said in sheet, said
    with pytest.raises(Refusal, match="没有编号为 HY-009 的会议"):
        text_of(planned, "sign_in", record="HY-009")


def test_the_roadmap_needs_dates_and_then_shows_them(desk: Desk, planned: Desk) -> None:
    assert "超 33 天" in text_of(planned, "roadmap").replace("\n", "")
    assert "对照检查" in text_of(planned, "roadmap_poster")
    assert "原定期限" in text_of(planned, "roadmap", options={"show": "table"}).replace("\n", "")


@pytest.mark.parametrize("entry", PAPERS, ids=lambda entry: entry.id)
def test_every_paper_bears_the_head_of_the_history_chain(whole: Desk, entry: PaperKind) -> None:
    with whole.store.read() as session:
        _, head = history.head(session)
    text = text_of(whole, entry.id, record=ABOUT.get(entry.id, ""))
    assert head[:4] in text


def test_practice_papers_bear_the_watermark(planned: Desk) -> None:
    planned.store.practice = True
    assert "演练" in text_of(planned, "leading_group")


def test_an_unknown_paper_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="task_table"):
        paper("x")
    assert len(BY_ID) == len(PAPERS)


def pdf_of(desk: Desk, paper_id: str, **asked: object) -> bytes:
    out = io.BytesIO()
    make_pdf(paper_id, Request(desk, date(2015, 5, 31), **asked), out)  # type: ignore[arg-type]
    return out.getvalue()


def placed(pdf: bytes, word: str, page: int = 0) -> list[Mark]:
    """The characters of the first place where ``word`` stands."""
    marks = list(characters(pdf, page))
    at = "".join(mark.char for mark in marks).index(word)
    return marks[at : at + len(word)]


def one_line(pdf: bytes, word: str) -> bool:
    return len({round(mark.top, 1) for mark in placed(pdf, word)}) == 1


def test_the_task_table_as_an_annex(planned: Desk) -> None:
    pdf = pdf_of(planned, "task_table", options={"annex": "1"})
    mark, title = placed(pdf, "附件1"), placed(pdf, "规范司法行为专项整治工作任务分解表")
    assert mark[0].left == pytest.approx(15 * MM, abs=0.5)
    assert mark[0].right - mark[0].left == pytest.approx(15.75, abs=0.1)
    assert 28.95 < title[0].top - mark[0].top < 3 * 28.95
    assert "附件" not in text_of(planned, "task_table")
    with pytest.raises(Refusal, match="附件序号“一”不是数字"):
        text_of(planned, "task_table", options={"annex": "一"})


def test_a_moved_deadline_stands_over_the_original_and_gaps_are_told(planned: Desk) -> None:
    with planned.facts() as facts:
        by_name = {row["name"]: row["id"] for row in facts.live("officer")}
    moved = task(planned, "推进轮岗", by_name["史海燕"], due_on=date(2015, 6, 10))
    move_deadline(planned, moved, date(2016, 1, 20), "上级部署调整", by_name["萧思源"])
    vague = task(planned, "无期任务", by_name["史海燕"])
    with planned.store.unit("期限待补") as unit:
        unit.session.get_one(Task, vague).due_on = None
    pdf = pdf_of(planned, "task_table")
    assert one_line(pdf, "待补")
    old, new = placed(pdf, "原2015-06-10"), placed(pdf, "2016-01-20")
    assert 10 < old[0].top - new[0].top < 20
    assert abs(old[0].left + old[-1].right - new[0].left - new[-1].right) < 2
    assert "一、动员部署（尚未安排任务）" in text_of(planned, "task_table")


def test_departments_stay_whole_in_the_task_table(planned: Desk) -> None:
    who = officer(planned, "叶新民", "案件管理办公室")
    task(planned, "逐项对照检查" * 15, who, department_id=id_of(planned, "department", "案件管理办公室"))
    assert one_line(pdf_of(planned, "task_table"), "案件管理办公室")


def test_the_leading_group_names_its_office_and_number(planned: Desk) -> None:
    with planned.store.unit("设办公室") as unit:
        plan = unit.session.scalars(select(Plan)).first() or Plan(number="FA-1", title="工作方案")
        plan.group_office_id = id_of(planned, "department", "案件管理办公室")
        plan.group_doc_no = "清检发〔2015〕3号"
        unit.session.add(plan)
    said = text_of(planned, "leading_group").replace("\n", "")
    assert "领导小组办公室设在案件管理办公室，负责日常工作。成立文号：清检发〔2015〕3号。" in said


@pytest.mark.parametrize("count", [3, 40, 58])
def test_the_sign_in_sheet_is_one_page_with_room_to_sign(desk: Desk, count: int) -> None:
    for number in range(count):
        officer(desk, f"欧阳静{number}")
    pdf = pdf_of(desk, "sign_in")
    assert len(page_texts(pdf)) == 1
    first, second = placed(pdf, "欧阳静0")[0], placed(pdf, "欧阳静1")[0]
    assert second.top - first.top >= (7 if count > 50 else 9) * MM - 0.5
    title, head = placed(pdf, "会议（学习）签到表")[0], placed(pdf, "名称")[0]
    assert head.top - title.bottom > 6
    assert max(mark.bottom for mark in characters(pdf)) < (297 - 5) * MM


def test_the_foot_says_what_the_anchor_is(planned: Desk) -> None:
    for paper_id in ("task_table", "roadmap", "roadmap_poster", "leading_group", "sign_in", "ledger.tasks"):
        assert re.search(r"操作记录 ?\d{6}·", text_of(planned, paper_id)), paper_id


def test_the_same_paper_has_the_same_bytes(planned: Desk) -> None:
    for paper_id in ("task_table", "roadmap", "roadmap_poster"):
        document = paper(paper_id).make(Request(planned, date(2015, 5, 31)))
        assert printed(document) == printed(document)


def test_ledgers_print_the_columns_that_matter(planned: Desk) -> None:
    tasks = text_of(planned, "ledger.tasks").replace("\n", "")
    assert "牵头部门" in tasks
    assert "责任领导" not in tasks
    assert "advice_reply" not in text_of(planned, "ledger.rules")
    day = "2015-10-01"
    assert text_of(planned, "ledger.holidays").count(day) == 1


@pytest.mark.parametrize("entry", PAPERS, ids=lambda entry: entry.id)
def test_every_paper_is_nine_points_inside_the_printable_area_with_its_fonts(whole: Desk, entry: PaperKind) -> None:
    pdf = pdf_of(whole, entry.id, record=ABOUT.get(entry.id, ""))
    sheet = pdfium.PdfDocument(pdf)[0]
    marks = list(characters(pdf))
    assert round(min(mark.bottom - mark.top for mark in marks), 2) >= 9
    assert min(mark.left for mark in marks) >= 5 * MM
    assert max(mark.right for mark in marks) <= sheet.get_width() - 5 * MM
    assert max(mark.bottom for mark in marks) <= sheet.get_height() - 5 * MM
    assert b"Helvetica" not in pdf
    assert pdfium.PdfDocument(pdf).get_metadata_dict()["Author"] == "清源县人民检察院"
