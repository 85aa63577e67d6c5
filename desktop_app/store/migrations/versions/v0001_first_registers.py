"""The first registers: basics, people, the plan, meetings, and what the program keeps beside them."""

import sqlalchemy as sa
from alembic import op

from desktop_app.store.migrations.pieces import (
    append_only,
    check,
    create_part,
    create_record,
    day,
    flag,
    index,
    keep,
    key,
    link,
    living_index,
    map_,
    moment,
    text,
    whole,
    word,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _basics()
    _people()
    _plan()
    _meetings()
    _keeping()
    _history()


def _basics() -> None:
    create_record(
        "unit",
        text("name"),
        text("short"),
        whole("year"),
        text("profile"),
        text("keeper"),
        link("keeper_department_id", "department"),
        whole("near_days"),
        whole("ahead_days"),
        day("young_on"),
        whole("young_age"),
    )
    create_record(
        "term",
        text("dictionary"),
        text("word"),
        whole("position"),
        link("parent_id", "term"),
        text("aliases"),
        text("note"),
    )
    index("term", "dictionary")
    create_record(
        "deadline_rule",
        text("title"),
        whole("n"),
        word("unit", "dayunit", "日 工作日 月 年", required=True),
        flag("roll"),
        flag("include_start"),
        text("source"),
        text("mark"),
        day("valid_from"),
        check("n", "n >= 0"),
    )
    create_record(
        "holiday",
        day("day", required=True, unique=True),
        word("mark", "daymark", "休 班", required=True),
        text("name"),
        text("basis"),
    )
    create_record(
        "number_series",
        text("title"),
        text("prefix"),
        whole("width"),
    )


def _people() -> None:
    create_record(
        "department",
        text("name", unique=True),
        text("short"),
        text("aliases"),
        text("line"),
        flag("business"),
        whole("position"),
        day("valid_from"),
        day("valid_to"),
        link("successor_id", "department"),
        text("note"),
    )
    create_record(
        "officer",
        text("name"),
        word("sex", "sex", "男 女"),
        day("birth_on"),
        link("department_id", "department"),
        text("post"),
        text("legal_post"),
        text("rank"),
        text("party"),
        text("education"),
        day("joined_on"),
        day("entered_on"),
        day("post_since_on"),
        text("phone"),
        word("status", "officerstatus", "在岗 借调 驻村 离退", required=True),
        text("note"),
        text("initials"),
        text("pinyin"),
    )
    index("officer", "name")
    index("officer", "department_id")
    create_record(
        "kinship",
        link("officer_id", "officer"),
        text("relation"),
        text("relative_name"),
        link("relative_id", "officer"),
        text("relative_unit"),
        word("inside", "inside", "院内 院外"),
        text("note"),
    )


def _plan() -> None:
    create_record(
        "plan",
        text("title"),
        text("doc_no"),
        day("issued_on"),
        link("signer_id", "officer"),
        word("state", "planstate", "起草 已印发", required=True),
        text("group_doc_no"),
        link("group_office_id", "department"),
        text("goal"),
        text("note"),
    )
    create_record(
        "phase",
        whole("position"),
        text("name", unique=True),
        day("start_on"),
        day("end_on"),
        text("goal"),
    )
    create_record(
        "task",
        link("phase_id", "phase"),
        text("name"),
        text("wording"),
        link("leader_id", "officer"),
        link("department_id", "department"),
        link("officer_id", "officer"),
        day("start_on"),
        day("due_on"),
        day("base_start_on"),
        day("base_due_on"),
        text("output"),
        word("panel", "panel", "快 细 实 严"),
        whole("progress"),
        word("state", "taskstate", "未开始 进行中 待验收 已完成 暂缓 取消", required=True),
        day("done_on"),
        text("state_reason"),
        link("after_id", "task"),
        text("note"),
        check("progress", "progress BETWEEN 0 AND 100"),
    )
    living_index("task", "due_on", "state", name="ix_task_due_on_state")
    living_index("task", "phase_id", "state", name="ix_task_phase_id_state")
    create_part(
        "task_partner",
        link("task_id", "task", required=True),
        link("department_id", "department", required=True),
    )
    index("task_partner", "task_id")
    create_part(
        "task_note",
        link("task_id", "task", required=True),
        day("noted_on"),
        text("text"),
        link("officer_id", "officer"),
    )
    index("task_note", "task_id")
    create_part(
        "deadline_change",
        link("task_id", "task", required=True),
        day("changed_on", required=True),
        day("old_start_on"),
        day("old_due_on"),
        day("new_start_on"),
        day("new_due_on", required=True),
        text("reason"),
        link("approver_id", "officer", required=True),
        text("doc_no"),
        link("moved_with_id", "task"),
    )
    index("deadline_change", "task_id")
    create_record(
        "group_member",
        word("role", "grouprole", "组长 副组长 成员 办公室主任 办公室成员"),
        link("officer_id", "officer"),
        text("post"),
        text("duty"),
        whole("position"),
    )
    create_record(
        "standard",
        whole("position"),
        text("name"),
        text("line"),
        text("doc_no"),
        day("issued_on"),
        day("effective_on"),
        text("basis"),
        link("drafter_id", "department"),
        word("state", "standardstate", "起草 征求意见 已印发 已废止", required=True),
        text("note"),
    )


def _meetings() -> None:
    create_record(
        "meeting",
        word("kind", "meetingkind", "党组会 动员会 推进会 集中学习 座谈会 其他会议"),
        text("title"),
        day("held_on"),
        text("clock"),
        text("place"),
        link("host_id", "officer"),
        whole("expected", required=False),
        whole("present", required=False),
        text("content"),
        text("minutes_no"),
        link("recorder_id", "officer"),
        text("note"),
    )
    living_index("meeting", "held_on", name="ix_meeting_held_on")
    create_part(
        "attendance",
        link("meeting_id", "meeting", required=True),
        link("officer_id", "officer", required=True),
        word("state", "attendancestate", "出勤 请假 缺席", required=True),
        text("note"),
    )
    index("attendance", "meeting_id")


def _keeping() -> None:
    op.create_table(
        "blob",
        text("sha256", primary=True),
        whole("size"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    create_part(
        "attachment",
        text("kind"),
        whole("record_id"),
        text("name"),
        link("sha256", "blob", required=True, column="sha256"),
        whole("size"),
        moment("added_at"),
        text("note"),
    )
    index("attachment", "kind", "record_id", name="ix_attachment_record")
    op.create_table(
        "kept_draft",
        text("key", primary=True),
        text("kind"),
        whole("record_id", required=False),
        whole("version"),
        map_("kept"),
        moment("kept_at"),
    )
    op.create_table(
        "counter",
        text("kind", primary=True),
        text("prefix", primary=True),
        whole("last"),
    )
    op.create_table(
        "preference",
        text("key", primary=True),
        map_("value"),
    )


def _history() -> None:
    op.create_table(
        "batch",
        key(),
        moment("at"),
        text("who"),
        text("act"),
        text("reason"),
        link("undoes", "batch"),
        flag("undoable"),
    )
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), primary_key=True),
        link("batch_id", "batch", required=True),
        moment("at"),
        text("kind"),
        whole("record_id"),
        text("number"),
        text("parent_kind"),
        whole("parent_id", required=False),
        text("op"),
        map_("changes"),
        text("algorithm"),
        text("previous"),
        text("hash"),
    )
    index("history", "batch_id")
    index("history", "parent_kind", "parent_id", name="ix_history_parent")
    index("history", "kind", "record_id", name="ix_history_kind_record_id")
    for table in ("batch", "history"):
        keep(table, "UPDATE")
        keep(table, "DELETE")
    append_only()
