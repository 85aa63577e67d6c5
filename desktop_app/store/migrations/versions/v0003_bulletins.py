"""Bulletins with text, figures, waivers and frozen copies; series of document numbers."""

from alembic import op

from desktop_app.store.migrations.pieces import (
    check,
    create_part,
    create_record,
    day,
    flag,
    index,
    keep,
    link,
    living_index,
    map_,
    moment,
    remake_record,
    text,
    whole,
    word,
)

revision = "0003"
down_revision = "0002"

KINDS = (
    "案件质量评查通报 督查通报 考试成绩通报 归档检查通报 涉案财物检查通报 整改进展通报 最佳最差案件评选"
    " 工作简报 阶段小结 总结 其他"
)
NAMINGS = "具名 部门加某 只到部门"
PARTS = ("bulletin_line", "bulletin_figure", "bulletin_waiver", "bulletin_copy")


def upgrade() -> None:
    _unit()
    create_record("doc_series", text("word"), text("title"), text("note"))
    _bulletin()
    _number()
    _parts()
    for part in PARTS:
        index(part, "bulletin_id")
    _frozen()


def _unit() -> None:
    """The unit says which procuratorate is above it and how its letters' rules are centred."""
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
        standing={"superior": "", "letter_rule": "版心"},
    )


def _bulletin() -> None:
    create_record(
        "bulletin",
        word("kind", "bulletinkind", KINDS, required=True),
        text("title"),
        text("period"),
        day("as_of", required=True),
        word("format", "paperformat", "文件 上行文 信函 纪要 简报 内部", required=True),
        word("naming", "naming", NAMINGS, required=True),
        text("addressee"),
        text("attachments"),
        text("annotation"),
        word("sealing", "sealing", "盖章 不盖章 签名章", required=True),
        text("signed_as"),
        day("dated_on"),
        word("secrecy", "secrecy", "秘密 机密 绝密"),
        text("secrecy_term"),
        word("urgency", "urgency", "特急 加急"),
        text("copy_no"),
        text("copied_to"),
        text("issuer"),
        day("sent_on"),
        whole("copies", required=False),
        flag("preprinted"),
        flag("duplex"),
        whole("issue_no", required=False),
        text("doc_no"),
        day("due_on"),
        word("state", "bulletinstate", "起草 送审 已签发 已印发 不发", required=True),
        text("state_reason"),
        link("drafter_id", "officer"),
        link("reviewer_id", "officer"),
        link("signer_id", "officer"),
        day("signed_on"),
        link("corrects_id", "bulletin"),
        text("snapshot"),
        text("note"),
        check("copies", "copies IS NULL OR copies > 0"),
    )
    living_index("bulletin", "state", name="ix_bulletin_state")
    living_index("bulletin", "due_on", name="ix_bulletin_due_on")


def _number() -> None:
    create_record(
        "doc_number",
        link("series_id", "doc_series", required=True),
        whole("year"),
        whole("serial"),
        word("state", "docnumberstate", "预留 已用 作废", required=True),
        text("title"),
        day("taken_on"),
        text("reason"),
        link("bulletin_id", "bulletin"),
        check("serial", "serial > 0"),
    )
    living_index("doc_number", "series_id", "year", "serial", name="ix_doc_number_series")


def _parts() -> None:
    owner = "bulletin_id"
    create_part(
        "bulletin_line",
        link(owner, "bulletin", required=True),
        whole("position"),
        word("kind", "linekind", "正文 一级标题 二级标题 三级标题 四级标题 表格 附件", required=True),
        text("text"),
        map_("grid"),
    )
    create_part(
        "bulletin_figure",
        link(owner, "bulletin", required=True),
        text("key"),
        map_("asked"),
        map_("told"),
        text("shown"),
    )
    create_part(
        "bulletin_waiver",
        link(owner, "bulletin", required=True),
        text("audit"),
        text("said"),
        text("reason"),
        link("approver_id", "officer", required=True),
        day("waived_on", required=True),
    )
    create_part(
        "bulletin_copy",
        link(owner, "bulletin", required=True),
        word("kind", "copykind", "印发稿 内部留存稿 文字稿 数据", required=True),
        word("naming", "naming", NAMINGS),
        link("sha256", "blob", required=True, column="sha256"),
        whole("size"),
        whole("pages"),
        text("anchor"),
        moment("made_at"),
    )


def _frozen() -> None:
    """What was issued never changes: not the record, not its text, figures, waivers and copies (冻结)."""
    for act in ("UPDATE", "DELETE"):
        keep("bulletin_copy", act)
    _refuse("bulletin", "UPDATE", "OLD.snapshot <> ''")
    issued = "(SELECT snapshot FROM bulletin WHERE id = {}.bulletin_id) <> ''"
    _refuse("bulletin", "INSERT", _replaced("bulletin", "snapshot <> '' AND (number = NEW.number OR id = NEW.id)"))
    for part in PARTS:
        frozen = f"id = NEW.id AND {issued.format(part)}"
        _refuse(part, "INSERT", f"{issued.format('NEW')} OR {_replaced(part, frozen)}")
        if part != "bulletin_copy":
            _refuse(part, "UPDATE", f"{issued.format('OLD')} OR {issued.format('NEW')}")
            _refuse(part, "DELETE", issued.format("OLD"))


def _replaced(table: str, rows: str) -> str:
    """Whether INSERT OR REPLACE would take such rows away: it calls no trigger for what it deletes."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE {rows})"


def _refuse(table: str, act: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_frozen_{act.lower()} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: issued, frozen'); END"
    )
