"""AB posts with absences, rotation batches with their officers, and what limits them."""

from desktop_app.store.migrations.pieces import (
    create_part,
    create_record,
    day,
    flag,
    index,
    link,
    living_index,
    remake_record,
    text,
    whole,
    word,
)

revision = "0006"
down_revision = "0005"

HANDOVER = "已完成 未完成 无需移交"
ITEMS = "在办案件 案卷 涉案财物 文书 印章钥匙 账号密码 期限事项 其他"


def upgrade() -> None:
    _unit()
    _posts()
    _absences()
    _batches()
    _rotations()
    _limits()
    for part, column in (
        ("absence_item", "absence_id"),
        ("stand_in", "absence_id"),
        ("stand_in", "post_id"),
        ("stand_in", "officer_id"),
        ("batch_place", "batch_id"),
        ("rotation_item", "rotation_id"),
        ("rotation_extension", "rotation_id"),
        ("visited_department", "limit_id"),
        ("barred_department", "limit_id"),
    ):
        index(part, column)


def _unit() -> None:
    """The unit says of how many posts one officer may be B岗."""
    remake_record(
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
        text("superior"),
        word("letter_rule", "rulecentre", "版心 纸面", required=True),
        whole("b_posts"),
        standing={"b_posts": 2},
    )


def _posts() -> None:
    create_record(
        "post",
        text("name"),
        link("department_id", "department"),
        text("nature"),
        text("duties"),
        link("a_id", "officer"),
        link("b_id", "officer"),
        text("sole"),
        day("since_on"),
        day("until_on"),
        link("approver_id", "officer"),
        text("change_reason"),
        text("note"),
    )
    living_index("post", "department_id", name="ix_post_department_id")
    create_record("post_conflict", text("one"), text("other"), text("basis"), day("valid_from"), text("note"))


def _absences() -> None:
    create_record(
        "absence",
        link("officer_id", "officer"),
        link("department_id", "department"),
        text("cause"),
        word("kind", "absencekind", "休假 学习 出差 病假 事假 借调 其他"),
        day("from_on"),
        day("to_on"),
        whole("days", required=False),
        word("handover", "handoverstate", HANDOVER),
        day("handed_on"),
        link("receiver_id", "officer"),
        link("approver_id", "officer"),
        day("returned_on"),
        text("problems"),
        text("note"),
    )
    living_index("absence", "from_on", "to_on", name="ix_absence_from_on_to_on")
    absence = link("absence_id", "absence", required=True)
    create_part("absence_item", absence, word("kind", "handoverkind", ITEMS), text("said"), day("due_on"), text("note"))
    create_part(
        "stand_in",
        link("absence_id", "absence", required=True),
        link("post_id", "post", required=True),
        link("officer_id", "officer", required=True),
    )


def _batches() -> None:
    create_record(
        "rotation_batch",
        text("title"),
        text("basis"),
        text("meeting"),
        day("approved_on"),
        day("from_on"),
        day("to_on"),
        whole("months"),
        whole("periods"),
        whole("least_months"),
        whole("capacity"),
        flag("not_own"),
        flag("not_visited"),
        flag("within_places"),
        flag("not_kin"),
        flag("not_under_kin"),
        flag("least_stay"),
        flag("keep_cover"),
        flag("spare_unfit"),
        word("state", "batchstate", "拟定 已批准 已结束", required=True),
        text("state_reason"),
        text("note"),
    )
    create_part(
        "batch_place",
        link("batch_id", "rotation_batch", required=True),
        link("department_id", "department", required=True),
        whole("least"),
        whole("most"),
    )


def _rotations() -> None:
    create_record(
        "rotation",
        link("batch_id", "rotation_batch"),
        link("officer_id", "officer"),
        whole("period"),
        link("from_department_id", "department"),
        text("from_post"),
        link("to_department_id", "department"),
        text("to_post"),
        day("planned_from_on"),
        day("planned_to_on"),
        day("actual_from_on"),
        day("actual_to_on"),
        text("deviation"),
        link("mentor_id", "officer"),
        flag("pinned"),
        word("handover", "handoverstate", HANDOVER),
        day("handed_on"),
        whole("open_cases", required=False),
        text("midterm"),
        day("midterm_on"),
        word("appraisal", "appraisal", "优秀 称职 基本称职 不称职"),
        day("appraised_on"),
        text("appraised"),
        word("outcome", "rotationoutcome", "回原岗 留任 再轮岗"),
        text("end_reason"),
        word("state", "rotationstate", "拟定 批准 已交接 轮岗中 期满鉴定 结束 提前终止", required=True),
        text("state_reason"),
        text("note"),
    )
    living_index("rotation", "officer_id", name="ix_rotation_officer_id")
    living_index("rotation", "batch_id", name="ix_rotation_batch_id")
    living_index("rotation", "planned_to_on", "state", name="ix_rotation_planned_to_on_state")
    create_part(
        "rotation_item",
        link("rotation_id", "rotation", required=True),
        word("kind", "handoverkind", ITEMS),
        text("said"),
        link("receiver_id", "officer"),
        day("done_on"),
        text("note"),
    )
    create_part(
        "rotation_extension",
        link("rotation_id", "rotation", required=True),
        day("old_on", required=True),
        day("new_on", required=True),
        text("reason"),
        link("approver_id", "officer"),
    )


def _limits() -> None:
    create_record(
        "rotation_limit", link("officer_id", "officer"), text("special"), link("wish_id", "department"), text("note")
    )
    living_index("rotation_limit", "officer_id", name="ix_rotation_limit_officer_id")
    limit, place = ("limit_id", "rotation_limit"), ("department_id", "department")
    create_part("visited_department", link(*limit, required=True), link(*place, required=True), text("note"))
    create_part("barred_department", link(*limit, required=True), link(*place, required=True), text("reason"))
