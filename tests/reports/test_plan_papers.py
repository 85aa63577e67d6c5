"""The papers of the plan say what the registers say."""

import io
from datetime import date

import pytest

from desktop_app.models.meetings import Meeting
from desktop_app.models.plan import GroupMember, TaskPartner
from desktop_app.registers.campaign import GROUP
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.plan import TASKS
from desktop_app.reports.catalogue import BY_ID, PAPERS, make_pdf, paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import GroupRole, MeetingKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import history
from desktop_app.system.errors import Refusal
from tests.kit.office import id_of, loaded, officer, task
from tests.kit.paper import page_texts


def text_of(desk: Desk, paper_id: str, **asked: object) -> str:
    out = io.BytesIO()
    make_pdf(paper_id, Request(desk, date(2015, 5, 31), **asked), out)  # type: ignore[arg-type]
    return "\n".join(page_texts(out.getvalue())).replace("\r\n", "\n")


@pytest.fixture
def planned(desk: Desk) -> Desk:
    who = officer(desk, "史海燕", "案件管理办公室")
    task(desk, "涉案财物全面盘点<b>&", who)
    second = loaded(desk, TASKS, task(desk, "㛃案归档", officer(desk, "李㛃"), due_on=date(2015, 7, 31)))
    second.rows(TaskPartner).append({"department_id": id_of(desk, "department", "反贪污贿赂局")})
    records.save(desk, TASKS, second)
    head = officer(desk, "萧思源", "院领导")
    records.save(desk, GROUP, new_draft(GroupMember, {"role": GroupRole.HEAD, "officer_id": head, "post": "检察长"}))
    meeting = {"kind": MeetingKind.LEARNING, "title": "学习涉案财物管理规定", "held_on": date(2015, 4, 22)}
    records.save(desk, MEETINGS, new_draft(Meeting, meeting))
    return desk


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
def test_every_paper_bears_the_head_of_the_history_chain(planned: Desk, entry: object) -> None:
    with planned.store.read() as session:
        _, head = history.head(session)
    text = text_of(planned, entry.id)  # type: ignore[attr-defined]
    if entry.id != "roadmap_poster":  # type: ignore[attr-defined]
        assert head[:4] in text


def test_practice_papers_bear_the_watermark(planned: Desk) -> None:
    planned.store.practice = True
    assert "演练" in text_of(planned, "leading_group")


def test_an_unknown_paper_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="task_table"):
        paper("x")
    assert len(BY_ID) == len(PAPERS)
