"""Closed cases, the three cards, case reviews with sealed draws, score standards, quarterly contests."""

from alembic import op

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

revision = "0004"
down_revision = "0003"

RATINGS = "满意 基本满意 不满意"
CARD_STATES = "未发齐 已发 已收回 待处理 已处理 已归档"
REVIEW_STATES = "待评 评查中 待反馈 异议复评 已定级 已归档 已撤出"
SEVERITIES = "提示 轻微 一般 严重 一票否决"
SEALED = "(SELECT pool_sha256 FROM review_round WHERE id = {}.round_id) <> ''"


def upgrade() -> None:
    _cases()
    _cards()
    _standards()
    _rounds()
    _reviews()
    _contests()
    for part, owner in (
        ("case_handler", "case_id"),
        ("case_mark", "case_id"),
        ("case_card", "set_id"),
        ("score_item", "standard_id"),
        ("score_defect", "standard_id"),
        ("round_reviewer", "round_id"),
        ("pool_case", "round_id"),
        ("drawn_case", "round_id"),
        ("review_handler", "review_id"),
        ("reviewer", "review_id"),
        ("review_finding", "review_id"),
        ("review_finding", "issue_id"),
        ("contest_judge", "contest_id"),
        ("nominee_vote", "nominee_id"),
    ):
        index(part, owner)
    _sealed()


def _cases() -> None:
    create_record(
        "case_file",
        text("name"),
        text("kind"),
        text("cause"),
        text("party"),
        link("department_id", "department"),
        day("accepted_on"),
        day("closed_on"),
        text("result"),
        text("way"),
        text("coercion"),
        text("note"),
    )
    living_index("case_file", "closed_on", "kind", name="ix_case_file_closed_on")
    create_part(
        "case_handler",
        link("case_id", "case_file", required=True),
        link("officer_id", "officer", required=True),
    )
    create_part("case_mark", link("case_id", "case_file", required=True), text("word"))


def _cards() -> None:
    create_record(
        "card_template",
        text("title"),
        text("aliases"),
        whole("position"),
        text("audience"),
        text("promise"),
        text("questions"),
        text("contact"),
        text("note"),
    )
    create_record(
        "card_set",
        text("case_no"),
        text("name"),
        link("handler_id", "officer"),
        link("department_id", "department"),
        text("problem"),
        text("handling"),
        day("handled_on"),
        link("handled_by_id", "officer"),
        text("follow_up"),
        link("registrar_id", "officer"),
        day("filed_on"),
        day("due_on"),
        word("state", "cardstate", CARD_STATES, required=True),
        text("note"),
    )
    for name in ("state", "due_on", "case_no"):
        living_index("card_set", name, name=f"ix_card_set_{name}")
    create_part(
        "case_card",
        link("set_id", "card_set", required=True),
        text("kind"),
        text("card_no"),
        day("issued_on"),
        text("issued_to"),
        link("issuer_id", "officer"),
        day("due_on"),
        day("returned_on"),
        text("way"),
        word("rating", "cardrating", RATINGS),
        text("said"),
    )


def _standards() -> None:
    create_record(
        "grade_scheme",
        text("title"),
        day("valid_from"),
        text("scale"),
        text("committee"),
        flag("disputed"),
        text("source"),
        text("note"),
    )
    create_record(
        "score_standard",
        text("title"),
        text("version_no"),
        day("valid_from"),
        text("case_kinds"),
        whole("full"),
        text("basis"),
        text("note"),
    )
    owner = link("standard_id", "score_standard", required=True)
    create_part("score_item", owner, text("code"), text("item"), text("clause"), whole("points"))
    create_part(
        "score_defect",
        link("standard_id", "score_standard", required=True),
        text("code"),
        text("clause_code"),
        text("text"),
        whole("points"),
        word("severity", "severity", SEVERITIES, required=True),
    )


def _rounds() -> None:
    create_record(
        "review_round",
        text("name"),
        word("kind", "roundkind", "常规评查 重点评查 专项评查", required=True),
        text("period"),
        text("plan_no"),
        day("from_on"),
        day("to_on"),
        text("case_kind"),
        link("department_id", "department"),
        text("cause"),
        text("method"),
        word("stratum", "stratum", "按承办人 按部门 不分层", required=True),
        whole("ratio"),
        whole("minimum"),
        whole("target", required=False),
        link("standard_id", "score_standard"),
        link("scheme_id", "grade_scheme"),
        link("leader_id", "officer"),
        whole("pool_count", required=False),
        text("pool_sha256"),
        day("sealed_on"),
        text("seed"),
        text("witnesses"),
        day("drawn_on"),
        whole("drawn_count", required=False),
        day("finished_on"),
        text("bulletin_no"),
        day("bulletin_on"),
        word("state", "roundstate", "拟定 已封存 已抽取 已完成 作废", required=True),
        text("state_reason"),
        text("note"),
        check("ratio", "ratio BETWEEN 0 AND 100"),
        check("minimum", "minimum >= 0"),
    )
    living_index("review_round", "period", name="ix_review_round_period")
    create_part(
        "round_reviewer",
        link("round_id", "review_round", required=True),
        link("officer_id", "officer", required=True),
    )
    owner = link("round_id", "review_round", required=True)
    create_part("pool_case", owner, text("case_no"), text("stratum"), text("must"))
    create_part(
        "drawn_case",
        link("round_id", "review_round", required=True),
        whole("position"),
        text("case_no"),
        word("drawn_as", "drawnas", "必查 随机 递补", required=True),
        text("digest"),
        whole("instead_of", required=False),
        day("struck_on"),
        text("struck_reason"),
    )


def _reviews() -> None:
    create_record(
        "case_review",
        link("round_id", "review_round"),
        text("case_no"),
        text("name"),
        text("kind"),
        link("department_id", "department"),
        word("drawn_as", "drawnas", "必查 随机 递补"),
        text("must"),
        word("way", "reviewway", "网上 案卷 网上+案卷"),
        day("reviewed_on"),
        link("standard_id", "score_standard"),
        text("scale"),
        whole("score", required=False),
        text("suggested"),
        whole("agreement", required=False),
        text("comment"),
        text("problems"),
        text("basis"),
        day("sent_on"),
        day("due_on"),
        text("reply"),
        day("replied_on"),
        word("answer", "handlerreply", "无异议 无异议（无反馈意见） 有异议"),
        text("objection_result"),
        day("joint_on"),
        text("joint_opinion"),
        day("committee_on"),
        text("committee_opinion"),
        text("grade"),
        text("grade_reason"),
        text("decided_by"),
        day("decided_on"),
        text("demand"),
        day("correct_by"),
        day("corrected_on"),
        text("correction"),
        flag("discipline"),
        text("discipline_note"),
        text("no_inquiry"),
        word("state", "reviewstate", REVIEW_STATES, required=True),
        text("state_reason"),
        text("note"),
    )
    for name in ("round_id", "case_no", "state"):
        living_index("case_review", name, name=f"ix_case_review_{name}")
    living_index("case_review", "due_on", "state", name="ix_case_review_due_on_state")
    for part, *own in (("review_handler",), ("reviewer", whole("turn"))):
        officer = link("officer_id", "officer", required=True)
        create_part(part, link("review_id", "case_review", required=True), officer, *own)
    create_part(
        "review_finding",
        link("review_id", "case_review", required=True),
        whole("sheet"),
        text("item"),
        text("clause"),
        text("code"),
        text("text"),
        text("page"),
        whole("points"),
        word("severity", "severity", SEVERITIES),
        link("issue_id", "issue"),
    )


def _contests() -> None:
    create_record(
        "contest",
        text("name"),
        text("period"),
        whole("places"),
        whole("most"),
        text("rule"),
        day("meeting_on"),
        day("confirmed_on"),
        text("confirmed_by"),
        text("best_void"),
        text("worst_void"),
        flag("hide_names"),
        word("state", "conteststate", "提名 投票 已确认", required=True),
        text("state_reason"),
        text("note"),
    )
    living_index("contest", "period", name="ix_contest_period")
    create_part(
        "contest_judge",
        link("contest_id", "contest", required=True),
        link("officer_id", "officer", required=True),
    )
    create_record(
        "nominee",
        text("period"),
        word("category", "bestworst", "最佳 最差"),
        text("case_no"),
        text("name"),
        link("department_id", "department"),
        link("handler_id", "officer"),
        whole("score", required=False),
        whole("votes", required=False),
        flag("chosen"),
        text("reason"),
        text("note"),
    )
    living_index("nominee", "period", "category", name="ix_nominee_period")
    create_part(
        "nominee_vote",
        link("nominee_id", "nominee", required=True),
        link("officer_id", "officer", required=True),
    )


def _sealed() -> None:
    """A sealed pool and a made draw hold against any SQL; a drawn case may once be struck through (封存)."""
    for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        _refuse("pool_case", act, SEALED.format(row))
    _refuse("pool_case", "INSERT", _replaced("pool_case"), "replace")
    _refuse("drawn_case", "INSERT", _replaced("drawn_case"), "replace")
    _refuse("drawn_case", "DELETE", "1")
    kept = ("id", "round_id", "position", "case_no", "drawn_as", "digest", "instead_of")
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in kept)
    _refuse("drawn_case", "UPDATE", f"{moved} OR OLD.struck_on IS NOT NULL")
    sealed = ("period", "kind", "from_on", "to_on", "case_kind", "department_id", "cause", "pool_sha256", "pool_count")
    drawing = ("stratum", "ratio", "minimum", "target")
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in (*sealed, *drawing))
    _refuse("review_round", "UPDATE", f"OLD.pool_sha256 <> '' AND ({moved})")
    _refuse("review_round", "UPDATE", "OLD.seed <> '' AND (OLD.seed <> NEW.seed OR OLD.drawn_on IS NOT NEW.drawn_on)",
            "seed")  # fmt: skip
    _refuse("review_round", "INSERT", "EXISTS (SELECT 1 FROM review_round WHERE pool_sha256 <> '' "
            "AND (id = NEW.id OR number = NEW.number))", "replace")  # fmt: skip


def _replaced(table: str) -> str:
    """Whether INSERT OR REPLACE would take a sealed row away: it calls no trigger for what it deletes."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND {SEALED.format(table)})"


def _refuse(table: str, act: str, when: str, name: str = "") -> None:
    called = f"{table}_sealed_{act.lower()}{f'_{name}' if name else ''}"
    op.execute(
        f"CREATE TRIGGER {called} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{table}: sealed'); END"
    )
