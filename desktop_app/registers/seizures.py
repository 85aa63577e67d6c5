"""涉案财物: takings for a case, every item of them, and the places of the store."""

from desktop_app.models.seizures import ItemProcedure, SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.registers import seizure_tests as tests
from desktop_app.registers.newly import Newly
from desktop_app.registers.seizure_ledgers import case_readings, derive_seizure, sealed_told
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
    in_order,
)
from desktop_app.rules.cases import case_key
from desktop_app.rules.vocabulary import ItemState, PlaceKind, ProcedureState
from desktop_app.store.snapshot import Equals, HasGaps, Order

_CASE_NO = ("受案号", "案号", "案件编号", "统一受案号", "收案号", "受理号", "所属案件", "案件号")

SEIZURES = Register(
    model=Seizure,
    public="seizure_cases",
    title="涉案财物案件",
    tab="seizures",
    measure="案",
    subject=Seizure.case_name,
    numbering=Numbering("seizure"),
    titles=("涉案财物案件汇总表", "涉案财物汇总", "案件汇总", "扣押案件", "涉案财物案件"),
    identity=(Seizure.case_no, Seizure.paper_no),
    spelt=case_key,
    readings=case_readings,
    derived=derive_seizure,
    called=tests.names_of_seizure,
    sections=(
        Section(
            "案件",
            (
                Field(Seizure.case_no, "受案号", _CASE_NO, required=True, width=220, draw=Draw.KEY, searched=True),
                Field(
                    Seizure.case_name, "案件名称", ("案件名称", "案名", "案件"), width=180, stretch=True, searched=True
                ),
                Field(
                    Seizure.party,
                    "当事人",
                    ("当事人", "犯罪嫌疑人", "嫌疑人", "被告人", "涉案人", "涉案人员"),
                    width=84,
                    searched=True,
                ),
                Field(
                    Seizure.department_id,
                    "办案部门",
                    ("办案部门", "承办部门", "部门", "业务部门", "科室", "移送部门"),
                    width=96,
                    searched=True,
                ),
                Parts(
                    SeizureHandler,
                    "办案人",
                    (Field(SeizureHandler.officer_id, "办案人", required=True),),
                    ("办案人", "办案人（2人）", "办案人员", "承办人", "扣押人", "执行人", "经办人"),
                    single=True,
                    width=110,
                ),
            ),
        ),
        Section(
            "措施",
            (
                Field(
                    Seizure.measure,
                    "措施",
                    ("措施", "措施种类", "强制性措施", "扣押方式", "来源方式"),
                    required=True,
                    width=64,
                    draw=Draw.TAG,
                ),
                Field(
                    Seizure.paper_no,
                    "文书号",
                    ("文书号", "文书编号", "决定书文号", "扣押决定书号", "法律文书号"),
                    width=150,
                    searched=True,
                ),
                Field(Seizure.approver_id, "批准人", ("批准人", "审批人"), elsewhere=True),
                Field(
                    Seizure.seized_on,
                    "扣押日期",
                    ("扣押（接收）日期", "扣押日期", "接收日期", "查封日期", "日期", "扣押时间", "接收时间"),
                    required=True,
                    width=92,
                ),
                Field(Seizure.origin, "来源", ("来源", "财物来源", "移送机关"), searched=True),
                Field(Seizure.holder, "持有人", ("持有人", "被扣押人", "财物持有人"), searched=True),
                Field(Seizure.witness, "见证人", ("见证人",), width=84, searched=True),
                Field(Seizure.copies, "清单份数", ("清单份数", "份数"), unit="份", width=64),
                Field(Seizure.in_dossier, "清单附卷", ("附卷", "清单附卷", "是否附卷")),
                Field(
                    Seizure.told_items,
                    "项数",
                    ("物品项数", "项数", "件数", "物品件数"),
                    unit="项",
                    width=56,
                    summed=True,
                ),
                Field(Seizure.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(Seizure.seized_on), Order(Seizure.number)),
    tests=tests.SEIZURE_TESTS,
    actions=(Action("burst_case", "成批登记", "Alt+B", anew=True),),
    chips=(Chip("待补", lambda facts: (HasGaps(),), "amber"),),
    papers=(),
    newly=Newly(
        (Seizure.case_no, Seizure.measure, Seizure.seized_on, Seizure.paper_no, SeizureHandler, Seizure.witness)
    ),
    empty="还没有涉案财物。按 Ctrl+N 先登记一案，再登记物品；或从 Excel 导入",
    columns_first=(Seizure.case_no, Seizure.case_name),
)

ITEMS = Register(
    model=SeizedItem,
    public="seized_items",
    title="涉案物品",
    tab="seizures",
    measure="件",
    subject=SeizedItem.name,
    numbering=Numbering(prefix=tests.item_prefix, width=2, of=(SeizedItem.seizure_id,), gives_way=True),
    number_label="物品编号",
    number_aliases=("物品编号", "财物编号", "编号", "涉案财物编号", "物品号", "标签号"),
    number_width=150,
    titles=(
        "涉案财物逐案明细账",
        "物品明细",
        "涉案物品明细",
        "涉案财物明细",
        "扣押物品清单",
        "涉案财物台账",
        "赃证物明细",
    ),
    identity=(
        *(SeizedItem.number, SeizedItem.seizure_id, SeizedItem.name, SeizedItem.features),
        *(SeizedItem.quantity, SeizedItem.amount, SeizedItem.seal_no),
    ),
    looks_up=(Seizure,),
    together=sealed_told,
    sections=(
        Section(
            "财物",
            (
                Field(
                    SeizedItem.seizure_id,
                    "案件",
                    _CASE_NO,
                    required=True,
                    width=170,
                    searched=True,
                    runs_on=True,
                    adopt=True,
                ),
                Field(
                    SeizedItem.category,
                    "类别",
                    ("类别", "物品类别", "财物类别", "种类", "财物种类"),
                    required=True,
                    words="涉案物品类别",
                    width=84,
                    draw=Draw.TAG,
                    searched=True,
                ),
                Field(
                    SeizedItem.name,
                    "财物",
                    ("物品名称", "财物名称", "名称", "品名", "物品"),
                    required=True,
                    width=120,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    SeizedItem.features,
                    "特征",
                    ("规格型号、特征", "特征", "规格型号", "规格", "型号", "规格特征", "特征描述"),
                    lines=2,
                    searched=True,
                ),
                Field(
                    SeizedItem.quantity,
                    "数量",
                    ("数量", "件数"),
                    required=True,
                    shape_as=Shape.QUANTITY,
                    width=72,
                ),
                Field(SeizedItem.unit, "单位", ("单位", "计量单位", "数量单位"), width=48),
                Field(
                    SeizedItem.amount,
                    "金额",
                    ("金额（估价）", "金额", "估价", "价值", "面额", "折合金额", "金额（元）"),
                    shape_as=Shape.FEN,
                    width=96,
                    summed=True,
                ),
                Field(SeizedItem.currency, "币种", ("币种",), hint="不填为人民币"),
                Field(
                    SeizedItem.nature,
                    "性质",
                    ("性质", "财物性质", "物品性质"),
                    width=96,
                    draw=Draw.TAG,
                ),
            ),
        ),
        Section(
            "扣押与入库",
            (
                Field(SeizedItem.seized_on, "扣押日期", ("扣押日期", "接收日期", "扣押时间", "查封日期"), width=92),
                Field(SeizedItem.moved_on, "移送日期", ("移送日期", "移交日期", "移送案管日期")),
                Field(SeizedItem.stored_on, "入库日期", ("入库日期", "入库时间", "存入日期")),
                Field(SeizedItem.sealed, "密封", ("手续|密封", "密封", "是否密封", "封存")),
                Field(SeizedItem.seal_no, "封条号", ("封条号", "封条编号"), searched=True),
                Field(SeizedItem.keeper_id, "保管人", ("保管人", "保管员", "管理人"), elsewhere=True),
                Field(SeizedItem.kept_reason, "不入库理由", ("不入库理由", "未入库原因"), words="不入库理由"),
                Field(SeizedItem.unrelated_on, "认定无关日期", ("认定无关日期", "查明无关日期")),
                Field(
                    SeizedItem.written_place,
                    "存放位置",
                    ("存放位置", "存放地点", "库位", "位置", "柜号"),
                    searched=True,
                ),
                Field(SeizedItem.place_id, "库位", width=84, fixed=True, in_form=False),
                Parts(
                    ItemProcedure,
                    "手续",
                    (
                        Field(ItemProcedure.word, "手续", required=True, words="手续"),
                        Field(ItemProcedure.state, "有无", ("有无",), required=True),
                        Field(ItemProcedure.mended_on, "补齐日期"),
                        Field(ItemProcedure.note, "说明"),
                    ),
                    ("手续", "手续情况", "扣押手续"),
                    width=120,
                    across=ItemProcedure.word,
                    value=ItemProcedure.state,
                    defaults={ItemProcedure.state.key: ProcedureState.THERE},
                ),
            ),
        ),
        Section(
            "现状",
            (
                Field(SeizedItem.state, "状态", width=92, draw=Draw.PILL, fixed=True),
                Field(SeizedItem.written_state, "台账现状", ("现状", "物品现状", "状态", "目前状况", "处理情况")),
                Field(SeizedItem.inside, "在管数", shape_as=Shape.QUANTITY, fixed=True),
                Field(SeizedItem.out, "在外数", shape_as=Shape.QUANTITY, fixed=True),
                Field(SeizedItem.gone, "已处理数", shape_as=Shape.QUANTITY, fixed=True),
                Field(SeizedItem.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(SeizedItem.number),),
    tests=(
        in_order(
            SeizedItem.seized_on,
            SeizedItem.stored_on,
            "stored_before_seized",
            "入库日期 {last} 早于扣押日期 {first}。核对两个日期",
        ),
        in_order(
            SeizedItem.seized_on,
            SeizedItem.moved_on,
            "moved_before_seized",
            "移送日期 {last} 早于扣押日期 {first}。核对两个日期",
        ),
        *tests.ITEM_TESTS,
    ),
    state=SeizedItem.state,
    actions=(Action("custody_event", "交接", "Alt+J"), Action("burst", "成批登记", "Alt+B", anew=True)),
    chips=(
        Chip("在库", lambda facts: (Equals(SeizedItem.state, ItemState.STORED),)),
        Chip("调用中", lambda facts: (Equals(SeizedItem.state, ItemState.LENT),), "amber"),
        Chip("未移送", lambda facts: (Equals(SeizedItem.state, ItemState.HELD),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    papers=(),
    newly=Newly(
        (SeizedItem.seizure_id, SeizedItem.category, SeizedItem.name, SeizedItem.features, SeizedItem.quantity),
        behind=(SeizedItem.unit, SeizedItem.amount, SeizedItem.nature, SeizedItem.seal_no, SeizedItem.written_place),
        carried=(SeizedItem.seizure_id, SeizedItem.category, SeizedItem.nature),
    ),
    empty="还没有涉案物品。按 Ctrl+N 登记一件；多件从 Excel 粘贴",
)

PLACES = Register(
    model=StoragePlace,
    public="storage_places",
    title="库位",
    tab="basics",
    measure="处",
    subject=StoragePlace.name,
    numbering=Numbering("storage_place"),
    titles=("库位", "库位表", "货架"),
    identity=(StoragePlace.name, StoragePlace.parent_id),
    sections=(
        Section(
            "库位",
            (
                Field(
                    StoragePlace.name,
                    "库位",
                    ("库位", "库位名称", "柜号", "名称"),
                    required=True,
                    width=160,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(StoragePlace.kind, "层级", ("层级", "类型"), required=True, width=56, draw=Draw.TAG),
                Field(StoragePlace.parent_id, "上级", ("上级", "所在库柜"), width=120),
                Field(StoragePlace.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(StoragePlace.name),),
    chips=(Chip("柜", lambda facts: (Equals(StoragePlace.kind, PlaceKind.CABINET),)),),
    empty="还没有库位。按 Ctrl+N 登记库、柜、格",
)
