"""Supervision and responsibility: inspections, documents, duties, double investigations; ties, month closes, tables."""

from desktop_app.store.migrations.pieces import (
    check,
    create_part,
    create_record,
    day,
    flag,
    index,
    link,
    living_index,
    map_,
    text,
    whole,
    word,
)

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _habits()
    _documents()
    _duties()
    _inquiries()
    _whole()


def _habits() -> None:
    create_record(
        "habit",
        text("name"),
        day("inspected_on"),
        link("department_id", "department"),
        text("place"),
        text("case_no"),
        text("category"),
        text("handling"),
        day("handled_on"),
        text("bulletin_no"),
        day("bulletin_on"),
        link("bulletin_id", "bulletin"),
        text("no_bulletin"),
        link("no_bulletin_approver_id", "officer"),
        flag("discipline"),
        text("discipline_note"),
        text("no_inquiry"),
        link("issue_id", "issue"),
        word("state", "habitstate", "待通报 已通报 不通报", required=True),
        text("note"),
    )
    living_index("habit", "inspected_on", name="ix_habit_inspected_on")
    living_index("habit", "state", name="ix_habit_state")
    for kind in ("habit_inspector", "habit_officer"):
        create_part(kind, link("habit_id", "habit", required=True), link("officer_id", "officer", required=True))
        index(kind, "habit_id")


def _documents() -> None:
    create_record(
        "document_kind",
        text("title"),
        text("aliases"),
        whole("position"),
        text("rule_code"),
        text("other_rules"),
        text("serial_word"),
        flag("inside"),
        text("basis"),
        text("note"),
    )
    create_record(
        "supervision_document",
        text("kind"),
        text("doc_no"),
        text("case_no"),
        link("department_id", "department"),
        link("handler_id", "officer"),
        text("unit"),
        link("to_department_id", "department"),
        text("name"),
        text("facts"),
        text("basis"),
        link("approver_id", "officer"),
        day("approved_on"),
        day("sent_on"),
        day("delivered_on"),
        text("proof"),
        whole("stated_days", required=False),
        day("due_on"),
        day("replied_on"),
        text("reply_no"),
        text("reply"),
        word("adoption", "adoption", "采纳 部分采纳 不采纳"),
        day("objected_on"),
        text("objection"),
        day("reviewed_on"),
        text("review_result"),
        text("verify_way"),
        link("verifier_id", "officer"),
        day("verified_on"),
        word("landing", "landing", "已落实 部分落实 未落实"),
        text("evidence"),
        day("closed_on"),
        day("reported_on"),
        text("reported_to"),
        flag("announced"),
        text("copied_to"),
        text("filed_with"),
        day("withdrawn_on"),
        link("issue_id", "issue"),
        word("state", "documentstate", "拟制 已审批 已发出 待回复 已回复 核实中 已核实 办结 已撤回", required=True),
        text("state_reason"),
        text("note"),
        check("stated_days", "stated_days IS NULL OR stated_days > 0"),
    )
    living_index("supervision_document", "due_on", "state", name="ix_supervision_document_due_on")
    living_index("supervision_document", "state", name="ix_supervision_document_state")
    living_index("supervision_document", "case_no", name="ix_supervision_document_case_no")
    create_part(
        "document_urging",
        link("document_id", "supervision_document", required=True),
        day("urged_on"),
        text("way"),
        link("officer_id", "officer"),
        text("note"),
    )
    index("document_urging", "document_id")
    create_record(
        "indicator",
        text("name"),
        word("hollow", "hollow", "虚 假 空"),
        whole("points", required=False),
        text("reason"),
        text("doc_no"),
        day("abolished_on"),
        text("replacement"),
        link("department_id", "department"),
        text("note"),
    )


def _duties() -> None:
    create_record(
        "duty",
        link("officer_id", "officer"),
        text("post"),
        text("charge"),
        text("business"),
        text("integrity"),
        day("signed_on"),
        whole("told_talks", required=False),
        whole("told_checks", required=False),
        text("note"),
    )
    living_index("duty", "officer_id", name="ix_duty_officer_id")
    create_part(
        "duty_deed",
        link("duty_id", "duty", required=True),
        day("done_on"),
        text("kind"),
        text("text"),
        link("officer_id", "officer"),
        text("evidence"),
    )
    index("duty_deed", "duty_id")
    create_part(
        "duty_check",
        link("duty_id", "duty", required=True),
        text("period"),
        text("grade"),
        text("problem"),
        day("checked_on"),
        link("checker_id", "officer"),
    )
    index("duty_check", "duty_id")


def _inquiries() -> None:
    create_record(
        "outcome_kind",
        text("title"),
        text("aliases"),
        whole("position"),
        text("rule_code"),
        flag("blames"),
        text("basis"),
        text("note"),
    )
    create_record(
        "inquiry",
        text("name"),
        text("origin"),
        text("case_no"),
        link("department_id", "department"),
        day("registered_on"),
        day("started_on"),
        day("ended_on"),
        link("decider_id", "officer"),
        text("no_leader"),
        text("conclusion"),
        text("mending"),
        text("basis"),
        text("bulletin_no"),
        day("bulletin_on"),
        link("bulletin_id", "bulletin"),
        day("carried_out_on"),
        day("revisited_on"),
        text("revisit"),
        day("archived_on"),
        word(
            "state",
            "inquirystate",
            "线索登记 初核 立案 调查 审理 处理决定 执行 回访 归档 了结 不予立项",
            required=True,
        ),
        text("state_reason"),
        text("note"),
    )
    living_index("inquiry", "state", name="ix_inquiry_state")
    living_index("inquiry", "case_no", name="ix_inquiry_case_no")
    create_part(
        "inquiry_person",
        link("inquiry_id", "inquiry", required=True),
        link("officer_id", "officer"),
        word("leg", "leg", "直接责任 主要领导责任 重要领导责任", required=True),
        word("blame", "blame", "有责任 无责任"),
        text("fault"),
        text("outcome"),
        day("decided_on"),
        text("doc_no"),
        day("carried_out_on"),
        day("until_on"),
    )
    index("inquiry_person", "inquiry_id")
    create_part(
        "inquiry_member", link("inquiry_id", "inquiry", required=True), link("officer_id", "officer", required=True)
    )
    index("inquiry_member", "inquiry_id")


def _whole() -> None:
    create_part(
        "tie",
        text("kind"),
        whole("record_id"),
        text("other_kind"),
        whole("other_id"),
        day("tied_on"),
        text("note"),
    )
    index("tie", "kind", "record_id", name="ix_tie_record")
    index("tie", "other_kind", "other_id", name="ix_tie_other")
    create_record(
        "month_close",
        text("tab"),
        text("month"),
        day("closed_on"),
        link("closer_id", "officer"),
        whole("entries"),
        text("head"),
        map_("figures"),
        day("reopened_on"),
        link("reopener_id", "officer"),
        link("approver_id", "officer"),
        text("reason"),
        text("note"),
    )
    living_index("month_close", "tab", "month", name="ix_month_close_tab")
    create_record(
        "saved_table",
        text("title"),
        text("base"),
        text("rows"),
        text("columns"),
        text("measure"),
        text("period"),
        flag("listed"),
        whole("position"),
        text("note"),
    )
