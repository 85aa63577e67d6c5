"""Problems with their measures, progress, extensions, closures and looks back; signed self-checks."""

from desktop_app.store.migrations.pieces import (
    check,
    create_part,
    create_record,
    day,
    flag,
    index,
    link,
    living_index,
    text,
    whole,
    word,
)

revision = "0002"
down_revision = "0001"

STATES = "待认领 整改中 申请销号 验收中 已销号 退回整改 长期坚持 已合并 已作废"


def upgrade() -> None:
    _issue()
    _lists()
    _told()
    create_record(
        "self_check",
        link("department_id", "department"),
        day("signed_on"),
        link("signer_id", "officer"),
        text("scope"),
        text("note"),
    )


def _issue() -> None:
    create_record(
        "issue",
        word("nature", "issuenature", "共性 个性"),
        text("line"),
        link("department_id", "department"),
        text("name"),
        text("showing"),
        text("matter"),
        flag("no_case"),
        link("standard_id", "standard"),
        text("origin"),
        day("found_on"),
        text("finder"),
        text("cause"),
        word("cause_kind", "causekind", "主观 客观 制度"),
        text("goal"),
        link("leader_id", "officer"),
        word("correction", "correction", "立行立改 限期整改 长期坚持"),
        day("due_on"),
        day("first_due_on"),
        word("state", "issuestate", STATES, required=True),
        text("state_reason"),
        whole("round"),
        whole("returned"),
        text("completion"),
        text("evidence"),
        text("rule_made"),
        link("verifier_id", "officer"),
        day("verified_on"),
        text("opinion"),
        day("closed_on"),
        link("approver_id", "officer"),
        day("look_back_on"),
        link("merged_into_id", "issue"),
        text("note"),
        check("round", "round > 0"),
        check("returned", "returned >= 0"),
    )
    living_index("issue", "due_on", "state", name="ix_issue_due_on_state")
    living_index("issue", "state", name="ix_issue_state")


def _lists() -> None:
    owner = "issue_id"
    create_part("issue_category", link(owner, "issue", required=True), text("word"))
    create_part("issue_case", link(owner, "issue", required=True), text("case_no"))
    create_part("issue_officer", link(owner, "issue", required=True), link("officer_id", "officer", required=True))
    create_part(
        "issue_measure",
        link(owner, "issue", required=True),
        text("text"),
        link("officer_id", "officer"),
        day("due_on"),
        day("done_on"),
    )
    create_part(
        "issue_note",
        link(owner, "issue", required=True),
        day("noted_on"),
        text("text"),
        link("officer_id", "officer"),
    )
    for part in ("issue_category", "issue_case", "issue_officer", "issue_measure", "issue_note"):
        index(part, owner)


def _told() -> None:
    create_part(
        "issue_extension",
        link("issue_id", "issue", required=True),
        day("changed_on", required=True),
        day("old_due_on"),
        day("new_due_on", required=True),
        text("reason"),
        link("approver_id", "officer", required=True),
        text("doc_no"),
    )
    create_part(
        "issue_closure",
        link("issue_id", "issue", required=True),
        whole("round"),
        day("due_on"),
        text("completion"),
        text("evidence"),
        link("verifier_id", "officer"),
        day("verified_on"),
        text("opinion"),
        day("closed_on"),
        link("approver_id", "officer"),
    )
    create_part(
        "issue_look_back",
        link("issue_id", "issue", required=True),
        whole("round"),
        day("checked_on", required=True),
        word("result", "lookbackresult", "巩固 反弹", required=True),
        link("checker_id", "officer", required=True),
        text("note"),
    )
    for part in ("issue_extension", "issue_closure", "issue_look_back"):
        index(part, "issue_id")
