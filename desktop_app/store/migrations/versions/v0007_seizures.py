"""Seized property: takings, items, custody events that are only added, the special account, freezes, stocktakes."""

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

revision = "0007"
down_revision = "0006"

ACTS = "接收 入库 存入专户 就地保管 调用 移送 归还 移库 拆出 拆入 并出 并入 处置 更正"
EVIDENCE = (
    "item_id act way happened_on clock quantity amount pool refers_id other_item_id place_id giver_id taker_id "
    "outside approver_id paper_no basis due_on reason condition seal_no"
)
"""What an event says: filled in once, then kept."""


def upgrade() -> None:
    _seizures()
    _items()
    _events()
    _money()
    _stocktakes()


def _seizures() -> None:
    create_record(
        "seizure",
        text("case_no"),
        text("case_name"),
        text("party"),
        link("department_id", "department"),
        word("measure", "measure", "查封 扣押 冻结 调取 接收 代为上交"),
        text("paper_no"),
        link("approver_id", "officer"),
        day("seized_on"),
        text("origin"),
        text("holder"),
        text("witness"),
        whole("copies", required=False),
        flag("in_dossier"),
        whole("told_items", required=False),
        day("judgment_on"),
        text("extension_no"),
        text("note"),
    )
    living_index("seizure", "case_no", name="ix_seizure_case_no")
    create_part(
        "seizure_handler", link("seizure_id", "seizure", required=True), link("officer_id", "officer", required=True)
    )
    index("seizure_handler", "seizure_id")


def _items() -> None:
    create_record(
        "storage_place",
        text("name"),
        word("kind", "placekind", "库 柜 格", required=True),
        link("parent_id", "storage_place"),
        text("note"),
    )
    create_record(
        "seized_item",
        link("seizure_id", "seizure"),
        link("parent_id", "seized_item"),
        text("category"),
        text("name"),
        text("features"),
        whole("quantity", required=False),
        text("unit"),
        text("currency"),
        whole("amount", required=False),
        word("nature", "itemnature", "违法所得 孳息 供犯罪所用 违禁品 证据 被害人财物 与案件无关"),
        day("seized_on"),
        day("moved_on"),
        day("stored_on"),
        word("sealed", "procedurestate", "有 缺 不需要"),
        text("seal_no"),
        link("keeper_id", "officer"),
        text("kept_reason"),
        day("unrelated_on"),
        day("noticed_on"),
        text("written_place"),
        text("written_state"),
        word("state", "itemstate", "已扣押未移送 在库 已存专户 就地保管 调用中 移送在外 已处理 已拆并", required=True),
        link("place_id", "storage_place"),
        whole("inside"),
        whole("out"),
        whole("gone"),
        text("lacking"),
        flag("checked"),
        day("due_on"),
        text("due_for"),
        text("note"),
        check("pools", "inside >= 0 AND out >= 0 AND gone >= 0"),
        check("quantity", "quantity IS NULL OR quantity > 0"),
    )
    living_index("seized_item", "seizure_id", "number", name="ix_seized_item_seizure_id")
    living_index("seized_item", "state", "number", name="ix_seized_item_state")
    living_index("seized_item", "due_on", name="ix_seized_item_due_on")
    create_part(
        "item_procedure",
        link("item_id", "seized_item", required=True),
        text("word"),
        word("state", "procedurestate", "有 缺 不需要", required=True),
        day("mended_on"),
        text("note"),
    )
    index("item_procedure", "item_id")


def _events() -> None:
    create_record(
        "custody_event",
        link("item_id", "seized_item"),
        word("act", "custodyact", ACTS),
        word("way", "disposal", "随案移送 返还被害人 退还 上缴国库 没收 拍卖变卖 销毁 移送主管机关 解除"),
        day("happened_on"),
        text("clock"),
        whole("quantity", required=False),
        whole("amount", required=False),
        word("pool", "pool", "办案部门 库房 专户 就地 调用 移送 已处理 拆并"),
        link("refers_id", "custody_event"),
        link("other_item_id", "seized_item"),
        link("place_id", "storage_place"),
        link("giver_id", "officer"),
        link("taker_id", "officer"),
        text("outside"),
        link("approver_id", "officer"),
        text("paper_no"),
        text("basis"),
        day("due_on"),
        text("reason"),
        text("condition"),
        text("seal_no"),
        text("note"),
        check("two_hands", "giver_id IS NULL OR taker_id IS NULL OR giver_id <> taker_id"),
    )
    living_index("custody_event", "due_on", name="ix_custody_event_due_on")
    living_index("custody_event", "item_id", "happened_on", name="ix_custody_event_item_id")
    _written_once()


def _written_once() -> None:
    """A value an event has is never changed; an empty one may be filled in."""
    bent = " OR ".join(
        f"(OLD.{name} IS NOT NULL AND OLD.{name} <> '' AND OLD.{name} IS NOT NEW.{name})" for name in EVIDENCE.split()
    )
    op.execute(
        f"CREATE TRIGGER custody_event_is_written_once BEFORE UPDATE ON custody_event WHEN {bent} "
        "BEGIN SELECT RAISE(ABORT, 'custody_event: what was written stays'); END"
    )


def _money() -> None:
    create_record(
        "money_entry",
        text("voucher"),
        day("booked_on"),
        text("case_no"),
        word("kind", "moneykind", "存入 利息 退还 上缴 随案移送 其他"),
        text("said"),
        whole("income", required=False),
        whole("outgo", required=False),
        whole("written_balance", required=False),
        text("paper_no"),
        link("approver_id", "officer"),
        link("item_id", "seized_item"),
        text("note"),
        check("sides", "(income IS NULL OR income >= 0) AND (outgo IS NULL OR outgo >= 0)"),
    )
    living_index("money_entry", "case_no", "booked_on", name="ix_money_entry_case_no")
    create_record(
        "freeze",
        text("case_no"),
        text("case_name"),
        text("asset"),
        text("bank"),
        text("account"),
        text("owner"),
        whole("amount", required=False),
        text("paper_no"),
        day("from_on"),
        day("to_on"),
        whole("told_renewals", required=False),
        text("behind"),
        day("released_on"),
        text("release_no"),
        word("state", "freezestate", "冻结中 轮候 已解除", required=True),
        text("note"),
    )
    living_index("freeze", "to_on", "state", name="ix_freeze_to_on_state")
    create_part(
        "freeze_renewal",
        link("freeze_id", "freeze", required=True),
        day("renewed_on"),
        day("old_on"),
        day("new_on", required=True),
        text("paper_no"),
        link("approver_id", "officer"),
        text("reason"),
    )
    index("freeze_renewal", "freeze_id")


def _stocktakes() -> None:
    create_record(
        "stocktake",
        text("title"),
        day("counted_on"),
        word("scope", "countscope", "全部 抽样 专项检查 保管人交接", required=True),
        link("supervisor_id", "officer"),
        link("from_keeper_id", "officer"),
        link("to_keeper_id", "officer"),
        text("seed"),
        text("sample_rule"),
        word("state", "stocktakestate", "拟定 盘点中 待处理 已办结", required=True),
        text("state_reason"),
        text("note"),
    )
    create_part(
        "stocktake_counter",
        link("stocktake_id", "stocktake", required=True),
        link("officer_id", "officer", required=True),
    )
    index("stocktake_counter", "stocktake_id")
    create_record(
        "count_line",
        link("stocktake_id", "stocktake"),
        link("item_id", "seized_item"),
        text("name"),
        text("unit"),
        text("written_place"),
        text("found_place"),
        whole("booked", required=False),
        whole("counted", required=False),
        whole("told_difference", required=False),
        word("result", "countresult", "相符 数量不符 无实物 无账 存放不当 手续不全 封条破损 超期未处理"),
        link("issue_id", "issue"),
        day("settled_on"),
        text("settled"),
        text("note"),
    )
    living_index("count_line", "stocktake_id", "item_id", name="ix_count_line_stocktake_id")
