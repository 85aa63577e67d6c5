"""专户收支 and 冻结: the money of cases, in the special account of the office and in the accounts it froze."""

from collections.abc import Sequence
from functools import partial

from desktop_app.models.seizures import Freeze, FreezeRenewal, MoneyEntry
from desktop_app.registers import freeze_tests, money_tests
from desktop_app.registers.freeze_ledgers import days_apart, renewals_told, renewed
from desktop_app.registers.newly import Newly
from desktop_app.registers.property_words import BANKS, CASE_NO, FREEZE_FROM, FREEZE_TITLES, FREEZE_TO, MONEY_TITLES
from desktop_app.registers.seizure_ledgers import running_balance
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.registers.taking_ledgers import case_heard, case_titled
from desktop_app.rules.vocabulary import FreezeState, MoneyKind
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, Equals, FirstThen, HasGaps, Order


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
                    required=money_tests.no_outgo,
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
    tests=money_tests.MONEY_TESTS,
    derived=money_tests.derive_money,
    heard=case_heard,
    together=running_balance,
    papers=("money_ledger",),
    actions=(Action("money_book", "逐案账", "Alt+M", reads=True),),
    chips=(
        Chip("缺保管流水", money_tests.unmatched, "red", once="money.unmatched"),
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
                Field(
                    Freeze.told_renewals,
                    "台账续冻次数",
                    ("续冻次数",),
                    unit="次",
                    head="续冻次数",
                    told=freeze_tests.renewals_counted,
                ),
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
    order=(
        FirstThen(Freeze.state, first=(FreezeState.LIVE, FreezeState.QUEUED)),
        Order(Freeze.to_on),
        Order(Freeze.number),
    ),
    tests=freeze_tests.FREEZE_TESTS,
    derived=freeze_tests.derive_freeze,
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
