"""盘点: what was counted against the books, line by line."""

from desktop_app.models.seizures import CountLine, SeizedItem, Stocktake, StocktakeCounter
from desktop_app.registers import seizure_looks as looks
from desktop_app.registers import stocktake_tests as tests
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.newly import Newly
from desktop_app.registers.seizure_ledgers import COUNT_OVER, no_number
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.stocktakes import STOCKTAKE
from desktop_app.rules.vocabulary import CountResult, StocktakeState
from desktop_app.services.coming_stocktake import coming
from desktop_app.store.snapshot import Equals, HasGaps, Order

STOCKTAKES = Register(
    model=Stocktake,
    public="stocktakes",
    title="盘点",
    tab="seizures",
    measure="次",
    subject=Stocktake.title,
    numbering=Numbering("stocktake"),
    titles=("盘点一览",),
    identity=(Stocktake.title,),
    sections=(
        Section(
            "盘点",
            (
                Field(Stocktake.title, "名称", ("盘点名称",), required=True, width=200, stretch=True, draw=Draw.KEY),
                Field(Stocktake.scope, "范围", ("盘点范围",), required=True, width=108, draw=Draw.TAG),
                Field(Stocktake.counted_on, "盘点日期", ("盘点日期",), required=True, width=92),
                Parts(
                    StocktakeCounter,
                    "盘点人",
                    (Field(StocktakeCounter.officer_id, "盘点人", required=True, elsewhere=True),),
                    ("盘点人",),
                    single=True,
                    width=120,
                ),
                Field(Stocktake.supervisor_id, "监盘人", ("监盘", "监盘人"), width=84, elsewhere=True),
                Field(Stocktake.from_keeper_id, "交出保管人", elsewhere=True),
                Field(Stocktake.to_keeper_id, "接手保管人", elsewhere=True),
                Field(Stocktake.sample_rule, "抽样规则", fixed=True, lines=3),
                Field(Stocktake.seed, "抽样种子", fixed=True),
                Field(Stocktake.state, "状态", width=92, draw=Draw.PILL),
                Field(Stocktake.state_reason, "退回原因", in_form=False),
                Field(Stocktake.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(Stocktake.counted_on, descending=True),),
    lifecycle=STOCKTAKE,
    state=Stocktake.state,
    actions=(
        Action("prepare_count", "拟盘点", "Alt+B", only=(StocktakeState.PREPARED,)),
        Action("count_items", "录入盘点", "Alt+M"),
    ),
    tests=tests.STOCKTAKE_TESTS,
    held=tests.lines_held,
    papers=("stocktake_blind", "stocktake_sheet", "stocktake_report", "keeper_handover"),
    newly=Newly(
        (Stocktake.title, Stocktake.scope, Stocktake.counted_on, StocktakeCounter, Stocktake.supervisor_id),
        presets={
            Stocktake.title: lambda facts: coming(facts).title,
            Stocktake.counted_on: lambda facts: facts.today,
            StocktakeCounter: lambda facts: [{"officer_id": who} for who in coming(facts).counters],
            Stocktake.supervisor_id: lambda facts: coming(facts).supervisor,
        },
        then="prepare_count",
    ),
    empty="还没有盘点。按 Ctrl+N 立一次，存后接着拟出应盘明细",
)

COUNT_LINES = Register(
    model=CountLine,
    public="count_lines",
    title="盘点明细",
    tab="seizures",
    measure="件",
    subject=CountLine.name,
    numbering=Numbering("count_line"),
    number_label="明细号",
    titles=("涉案物品盘点表", "盘点表", "盘点明细", "清查盘点表", "财物盘点", "清点表"),
    identity=(CountLine.stocktake_id, CountLine.item_id, CountLine.name),
    looks_up=(SeizedItem, Stocktake),
    over=COUNT_OVER,
    instead=no_number,
    sections=(
        Section(
            "明细",
            (
                Field(CountLine.stocktake_id, "盘点", width=120, adopt=True),
                Field(
                    CountLine.item_id,
                    "物品",
                    ("物品编号", "财物编号", "编号"),
                    width=150,
                    searched=True,
                    code="unknown_item",
                    told=looks.number,
                ),
                Field(
                    CountLine.name,
                    "物品名称",
                    ("物品名称", "财物名称", "名称"),
                    required=True,
                    width=120,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(CountLine.unit, "单位", ("单位", "计量单位"), width=48),
                Field(
                    CountLine.written_place,
                    "账面位置",
                    ("存放位置", "库位", "账面位置", "存放地点", "保管位置"),
                    width=84,
                ),
                Field(CountLine.found_place, "实际位置", ("实际位置", "实存位置"), width=84),
                Field(
                    CountLine.booked,
                    "账面数",
                    ("账面数", "账存数", "账面数量", "账面", "账存", "账存数量"),
                    shape_as=Shape.QUANTITY,
                    width=72,
                ),
                Field(
                    CountLine.counted,
                    "实盘数",
                    (
                        "实盘数",
                        "实存数",
                        "实盘数量",
                        "盘点数",
                        "实有数量",
                        "实有数",
                        "实存数量",
                        "清点数",
                        "实点数",
                        "盘点数量",
                    ),
                    shape_as=Shape.QUANTITY,
                    width=72,
                ),
                Field(
                    CountLine.told_difference,
                    "差异",
                    ("差异", "盈亏", "差异数", "盈亏数", "盘盈/盘亏", "盈（+）亏（-）"),
                    shape_as=Shape.QUANTITY,
                    width=64,
                    signed=True,
                ),
                Field(CountLine.result, "结果", ("盘点结果", "结果", "结论"), width=84, draw=Draw.TAG),
                Field(CountLine.issue_id, "转问题", fixed=True),
                Field(CountLine.settled_on, "处理日期", ("处理日期",)),
                Field(CountLine.settled, "处理情况", ("处理情况",), lines=2),
                Field(CountLine.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(CountLine.stocktake_id), Order(CountLine.number)),
    tests=tests.COUNT_TESTS,
    held=tests.counting_held,
    chips=(
        Chip("无实物", lambda facts: (Equals(CountLine.result, CountResult.MISSING),), "red"),
        Chip("无账", lambda facts: (Equals(CountLine.result, CountResult.UNKNOWN),), "red"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    actions=(inquire(CountLine),),
    newly=Newly((CountLine.stocktake_id, CountLine.item_id, CountLine.name, CountLine.booked, CountLine.counted)),
    empty="还没有盘点明细",
)
