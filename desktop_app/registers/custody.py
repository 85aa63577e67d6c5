"""保管流水: what happened to every item, only added."""

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers import custody_tests as tests
from desktop_app.registers import seizure_looks as looks
from desktop_app.registers.newly import Newly
from desktop_app.registers.property_words import EVENT_ACT, EVENT_TITLES
from desktop_app.registers.seizure_ledgers import department_of_item, hands_told
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Register, Section, Shape
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.store.snapshot import Equals, HasGaps, Order

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
                    told=looks.thing,
                ),
                Field(
                    CustodyEvent.act,
                    "事件",
                    EVENT_ACT,
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
                    told=looks.moved,
                    of=(CustodyEvent.item_id,),
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
    actions=(Action("condition_issue", "状况转问题", "Alt+B"),),
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
