"""保管流水: what happened to every item, only added; the special account and the freezes beside it."""

from collections.abc import Sequence
from functools import partial

from desktop_app.models.seizures import CustodyEvent, Freeze, FreezeRenewal, MoneyEntry, SeizedItem
from desktop_app.registers import custody_tests as tests
from desktop_app.registers import freeze_tests
from desktop_app.registers.freeze_ledgers import days_apart, renewals_told, renewed
from desktop_app.registers.money_tests import derive_money, unmatched
from desktop_app.registers.newly import Newly
from desktop_app.registers.property_words import (
    BANKS,
    CASE_NO,
    EVENT_TITLES,
    FREEZE_FROM,
    FREEZE_TITLES,
    FREEZE_TO,
    MONEY_TITLES,
)
from desktop_app.registers.seizure_ledgers import department_of_item, hands_told, running_balance, tidy_case_no
from desktop_app.registers.spec import (
    Action,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    Shape,
)
from desktop_app.registers.taking_ledgers import case_heard, case_titled
from desktop_app.rules.vocabulary import CustodyAct, FreezeState, MoneyKind
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, Equals, HasGaps, Order


def _derive_freeze(draft: Draft, facts: Facts) -> None:
    tidy_case_no(draft, facts)
    tests.derive_freeze(draft, facts)


EVENTS = Register(
    model=CustodyEvent,
    public="custody_events",
    title="保管流水",
    tab="seizures",
    measure="笔",
    subject=CustodyEvent.item_id,
    numbering=Numbering("custody_event"),
    number_label="流水号",
    titles=EVENT_TITLES,
    identity=(CustodyEvent.item_id, CustodyEvent.act, CustodyEvent.happened_on, CustodyEvent.quantity),
    looks_up=(SeizedItem,),
    near=department_of_item,
    nameless=True,
    together=hands_told,
    echoes=("物品名称", "财物名称", "名称", "品名", "单位", "计量单位", "结存数量", "库存数量", "结余数量"),
    instead=tests.movement_told,
    papers=("store_slip", "loan_slip", "return_slip", "sending_list", "release_list", "loan_urging"),
    sections=(
        Section(
            "事件",
            (
                Field(
                    CustodyEvent.item_id,
                    "物品",
                    ("物品编号", "财物编号", "编号", "物品号"),
                    required=True,
                    width=190,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                    code="unknown_item",
                ),
                Field(
                    CustodyEvent.act,
                    "事件",
                    (
                        "类型",
                        "事件",
                        "出入库类型",
                        "流转类型",
                        "操作",
                        "流转情况",
                        "出入库",
                        "业务类型",
                        "流转环节",
                        "出/入库",
                    ),
                    required=True,
                    width=84,
                    draw=Draw.TAG,
                ),
                Field(CustodyEvent.way, "处置方式", ("处置方式", "处理方式"), width=92, draw=Draw.TAG),
                Field(
                    CustodyEvent.happened_on,
                    "日期",
                    ("日期", "出入库日期", "时间", "办理日期", "出入库时间", "流转日期", "发生日期"),
                    required=True,
                    width=92,
                ),
                Field(CustodyEvent.clock, "时刻", ("时刻",), shape_as=Shape.CLOCK),
                Field(
                    CustodyEvent.quantity,
                    "数量",
                    ("数量", "出入库数量"),
                    required=True,
                    shape_as=Shape.QUANTITY,
                    width=72,
                ),
                Field(CustodyEvent.amount, "金额", ("金额",), shape_as=Shape.FEN),
                Field(CustodyEvent.place_id, "库位", ("库位", "存放位置"), width=84, adopt=True),
                Field(CustodyEvent.other_item_id, "拆并物品", ("拆并物品",)),
                Field(CustodyEvent.refers_id, "所指流水", ("所指流水",)),
                Field(CustodyEvent.pool, "取自", ("取自",)),
            ),
        ),
        Section(
            "经手与审批",
            (
                Field(
                    CustodyEvent.giver_id,
                    "交出人",
                    ("交出人", "移交人", "经手人1", "经手人"),
                    width=84,
                    elsewhere=True,
                    searched=True,
                ),
                Field(
                    CustodyEvent.taker_id,
                    "接收人",
                    ("接收人", "保管人", "经手人2", "经手人"),
                    width=84,
                    elsewhere=True,
                    searched=True,
                ),
                Field(
                    CustodyEvent.outside,
                    "对方",
                    ("对方单位", "领取人", "接收单位", "去向", "借用单位", "调用单位"),
                    searched=True,
                ),
                Field(CustodyEvent.approver_id, "批准人", ("批准人", "审批人"), elsewhere=True),
                Field(
                    CustodyEvent.paper_no,
                    "审批文书号",
                    ("审批文书号", "审批单号", "批准文书", "文书号", "批准文号", "审批文号"),
                    width=150,
                    searched=True,
                ),
                Field(CustodyEvent.basis, "依据", ("依据", "处理依据")),
                Field(
                    CustodyEvent.due_on,
                    "预定归还",
                    ("预定归还日", "应还日期", "归还期限", "预计归还日期", "应归还日期"),
                    width=92,
                ),
                Field(
                    CustodyEvent.reason,
                    "事由",
                    ("事由", "用途", "原因", "出库事由", "调用事由", "借用事由"),
                    width=120,
                    searched=True,
                ),
                Field(CustodyEvent.condition, "状况", ("状况检查", "状况", "物品状况")),
                Field(CustodyEvent.seal_no, "封条号", ("封条号",)),
                Field(CustodyEvent.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(CustodyEvent.happened_on, descending=True), Order(CustodyEvent.number, descending=True)),
    tests=tests.EVENT_TESTS,
    alone=tests.EVENT_TESTS,
    held=tests.events_held,
    only_added=True,
    chips=(
        Chip("调用", lambda facts: (Equals(CustodyEvent.act, CustodyAct.LENT),)),
        Chip("处置", lambda facts: (Equals(CustodyEvent.act, CustodyAct.DISPOSED),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        (CustodyEvent.item_id, CustodyEvent.act, CustodyEvent.happened_on, CustodyEvent.quantity),
        behind=(CustodyEvent.giver_id, CustodyEvent.taker_id, CustodyEvent.approver_id, CustodyEvent.paper_no),
        carried=(CustodyEvent.act, CustodyEvent.happened_on, CustodyEvent.giver_id, CustodyEvent.taker_id),
    ),
    empty="还没有保管流水。在物品上按 Alt+J 办交接；或从 Excel 导入出入库登记簿",
)


def _of_kind(kind: MoneyKind, facts: Facts) -> Sequence[Condition]:
    return (Equals(MoneyEntry.kind, kind),)


MONEY = Register(
    model=MoneyEntry,
    public="money_entries",
    title="专户收支",
    tab="seizures",
    measure="笔",
    subject=MoneyEntry.said,
    numbering=Numbering("money_entry"),
    titles=MONEY_TITLES,
    identity=(MoneyEntry.voucher, MoneyEntry.booked_on, MoneyEntry.case_no),
    sections=(
        Section(
            "收支",
            (
                Field(MoneyEntry.voucher, "凭证号", ("凭证号", "凭证编号", "票据号"), width=72, searched=True),
                Field(MoneyEntry.booked_on, "日期", ("日期", "记账日期", "时间"), required=True, width=92),
                Field(MoneyEntry.case_no, "受案号", CASE_NO, width=220, searched=True, titled=case_titled),
                Field(
                    MoneyEntry.said,
                    "摘要",
                    ("摘要", "事由", "说明", "款项内容", "收支事由", "用途"),
                    required=True,
                    width=160,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(MoneyEntry.kind, "类别", ("类别", "收支类别"), width=72, draw=Draw.TAG),
                Field(
                    MoneyEntry.income,
                    "收入",
                    ("收入", "收入（元）", "借方", "存入", "收", "收入金额", "收款", "收款金额", "转入"),
                    required=tests.no_outgo,
                    shape_as=Shape.FEN,
                    width=104,
                    summed=True,
                ),
                Field(
                    MoneyEntry.outgo,
                    "支出",
                    ("支出", "支出（元）", "贷方", "付出", "付", "支出金额", "付款", "付款金额", "转出", "支取"),
                    shape_as=Shape.FEN,
                    width=104,
                    summed=True,
                ),
                Field(
                    MoneyEntry.written_balance,
                    "账上结存",
                    ("结存", "余额", "结余", "结存余额", "账面余额", "账户余额", "结存金额"),
                    shape_as=Shape.FEN,
                    width=112,
                ),
                Field(
                    MoneyEntry.paper_no,
                    "审批文书号",
                    ("审批文书号", "审批单号", "批准文书", "文书号"),
                    width=150,
                    searched=True,
                ),
                Field(MoneyEntry.approver_id, "批准人", ("批准人", "审批人"), elsewhere=True),
                Field(MoneyEntry.item_id, "物品", ("物品编号", "财物编号")),
                Field(MoneyEntry.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(MoneyEntry.booked_on), Order(MoneyEntry.number)),
    tests=tests.MONEY_TESTS,
    derived=derive_money,
    heard=case_heard,
    together=running_balance,
    papers=("money_ledger",),
    actions=(Action("money_book", "逐案账", "Alt+M"),),
    chips=(
        Chip("缺保管流水", unmatched, "red", once="money.unmatched"),
        *(Chip(kind, partial(_of_kind, kind)) for kind in MoneyKind if kind is not MoneyKind.OTHER),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        (MoneyEntry.booked_on, MoneyEntry.case_no, MoneyEntry.said, MoneyEntry.income, MoneyEntry.outgo),
        behind=(MoneyEntry.kind, MoneyEntry.voucher, MoneyEntry.paper_no),
    ),
    empty="还没有专户收支。按 Ctrl+N 记一笔；或从 Excel 导入专户收支明细账",
)

FREEZES = Register(
    model=Freeze,
    public="freezes",
    title="冻结",
    tab="seizures",
    measure="户",
    subject=Freeze.owner,
    numbering=Numbering("freeze"),
    titles=FREEZE_TITLES,
    identity=(Freeze.account, Freeze.from_on, Freeze.case_no),
    sections=(
        Section(
            "账户",
            (
                Field(Freeze.case_no, "受案号", CASE_NO, required=True, width=220, searched=True, titled=case_titled),
                Field(Freeze.case_name, "案件名称", ("案件名称", "案名"), searched=True),
                Field(
                    Freeze.asset, "财产种类", ("财产种类", "种类", "冻结种类"), words="冻结财产种类", hint="不填为存款"
                ),
                Field(
                    Freeze.bank,
                    "金融机构",
                    BANKS,
                    width=150,
                    searched=True,
                ),
                Field(
                    Freeze.account, "账号", ("账号", "账户", "帐号", "卡号"), required=True, width=130, searched=True
                ),
                Field(
                    Freeze.owner,
                    "户名",
                    ("户名", "账户名", "开户人", "账户名称", "被冻结人"),
                    required=True,
                    width=84,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Freeze.amount,
                    "金额",
                    ("冻结金额", "金额", "冻结金额（元）", "冻结数额", "冻结款额"),
                    shape_as=Shape.FEN,
                    width=112,
                    summed=True,
                ),
            ),
        ),
        Section(
            "期限",
            (
                Field(Freeze.paper_no, "通知书号", ("通知书号", "文书号", "冻结通知书号"), width=140, searched=True),
                Field(Freeze.from_on, "冻结日期", FREEZE_FROM, required=freeze_tests.in_force, width=92),
                Field(
                    Freeze.to_on,
                    "到期",
                    FREEZE_TO,
                    required=freeze_tests.in_force,
                    width=184,
                    told=freeze_tests.due_told,
                    of=(Freeze.state,),
                ),
                Field(Freeze.told_renewals, "续冻次数", ("续冻次数",), unit="次"),
                Parts(
                    FreezeRenewal,
                    "续冻",
                    (
                        Field(FreezeRenewal.renewed_on, "办理日期"),
                        Field(FreezeRenewal.old_on, "原到期"),
                        Field(FreezeRenewal.new_on, "续至", required=True),
                        Field(FreezeRenewal.paper_no, "文书号"),
                        Field(FreezeRenewal.approver_id, "批准人", elsewhere=True),
                        Field(FreezeRenewal.reason, "原因", hint="重大、复杂案件续得更长的写明"),
                    ),
                    ("续冻", "续冻至", "续冻到期", "续冻情况", "续冻期限"),
                    apart=days_apart,
                ),
                Field(Freeze.behind, "轮候于", ("轮候", "轮候于", "在先冻结"), hint="在先冻结的机关和文号"),
                Field(Freeze.released_on, "解除日期", ("解除日期", "解冻日期", "解除冻结日期", "解冻时间"), width=92),
                Field(Freeze.release_no, "解除文书号", ("解除文书号", "解除冻结通知书号")),
                Field(Freeze.state, "状态", ("状态",), width=84, draw=Draw.PILL, fixed=True),
                Field(Freeze.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(Freeze.to_on), Order(Freeze.number)),
    tests=freeze_tests.FREEZE_TESTS,
    derived=_derive_freeze,
    heard=case_heard,
    together=renewals_told,
    joined=renewed,
    echoes=("冻结/续冻", "办理类型", "冻结类型"),
    state=Freeze.state,
    due=Freeze.to_on,
    done=Freeze.released_on,
    papers=("freezes_due",),
    marks=freeze_tests.marks,
    actions=(
        Action("renew_freeze", "续冻", "Alt+M", only=(FreezeState.LIVE,)),
        Action("release_freeze", "解除", "Alt+B", over=(FreezeState.RELEASED,)),
        Action("queued_freeze", "轮候生效", "Alt+W", only=(FreezeState.QUEUED,)),
    ),
    chips=(
        Chip("即将到期", freeze_tests.ending, "amber"),
        Chip("已过期", freeze_tests.over, "red"),
        Chip("冻结中", lambda facts: (Equals(Freeze.state, FreezeState.LIVE),)),
        Chip("轮候", lambda facts: (Equals(Freeze.state, FreezeState.QUEUED),)),
        Chip("已解除", lambda facts: (Equals(Freeze.state, FreezeState.RELEASED),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        (Freeze.case_no, Freeze.bank, Freeze.account, Freeze.owner, Freeze.amount, Freeze.from_on, Freeze.to_on),
        behind=(Freeze.paper_no, Freeze.asset),
        carried=(Freeze.case_no, Freeze.from_on, Freeze.to_on),
    ),
    empty="还没有冻结。按 Ctrl+N 登记",
)
