"""轮岗 and 轮岗批次."""

from desktop_app.models.rotations import (
    BatchPlace,
    Rotation,
    RotationBatch,
    RotationExtension,
    RotationItem,
    RotationLimit,
)
from desktop_app.registers import rotation_tests as tests
from desktop_app.registers.newly import Newly
from desktop_app.registers.post_notes import holds_told, leaves_work
from desktop_app.registers.rotation_ledgers import (
    BATCH_OVER,
    GONE_TO,
    LEFT,
    LEFT_FROM,
    WENT_TO,
    WHEN,
    batch_called,
    batch_readings,
    gone_already,
)
from desktop_app.registers.spec import (
    Action,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    in_order,
)
from desktop_app.rules.rotations import BATCH, OPEN, ROTATION, month_after
from desktop_app.rules.vocabulary import RotationState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Equals, HasGaps, Order

_EXTENSIONS = Parts(
    RotationExtension,
    "延期",
    (
        Field(RotationExtension.reason, "原因", ("原因",), required=True),
        Field(RotationExtension.old_on, "原期限", ("原期限",)),
        Field(RotationExtension.new_on, "延至", ("延至",)),
        Field(RotationExtension.approver_id, "批准人", ("批准人",)),
    ),
    newest_first=True,
)


_OVER = (RotationState.DONE, RotationState.ENDED)


def _rotation_derived(draft: Draft, facts: Facts) -> None:
    """The department left is the officer's own, the end follows from the batch, an early end's note is its reason."""
    if draft[Rotation.from_department_id] is None and draft.is_new:
        draft[Rotation.from_department_id] = facts.department_of(draft[Rotation.officer_id]).get("id")
    batch = facts.row(RotationBatch.__tablename__, draft[Rotation.batch_id])
    begins = draft[Rotation.planned_from_on]
    if draft[Rotation.planned_to_on] is None and begins is not None and batch:
        draft[Rotation.planned_to_on] = month_after(begins, int(batch["months"]))
    _stepped_back(draft)
    if draft[Rotation.state] == RotationState.ENDED and not draft[Rotation.end_reason]:
        draft[Rotation.end_reason] = draft[Rotation.note] or ""


def _stepped_back(draft: Draft) -> None:
    """What a step wrote as its day is taken back with the step: nobody has left who is still there."""
    was, now = draft.was(Rotation.state), draft[Rotation.state]
    if was in _OVER and now in OPEN and draft[Rotation.actual_to_on] == draft.was(Rotation.actual_to_on):
        draft[Rotation.actual_to_on] = None
        draft[Rotation.end_reason] = ""
    if was == RotationState.RUNNING and now == RotationState.HANDED:
        draft[Rotation.actual_from_on] = None


ROTATIONS = Register(
    model=Rotation,
    public="rotations",
    title="轮岗",
    tab="posts",
    measure="人",
    subject=Rotation.officer_id,
    numbering=Numbering("rotation"),
    titles=("轮岗安排", "交叉轮岗", "轮岗", "轮岗人员", "轮岗交流", "轮岗锻炼", "跟班学习", "交流轮岗"),
    identity=(Rotation.officer_id, Rotation.planned_from_on),
    looks_up=(RotationLimit, RotationBatch),
    over=BATCH_OVER,
    turned=gone_already,
    sections=(
        Section(
            "安排",
            (
                Field(
                    Rotation.officer_id,
                    "姓名",
                    ("姓名", "干警姓名", "轮岗人员", "轮岗干警"),
                    required=True,
                    width=84,
                    draw=Draw.KEY,
                    searched=True,
                    context=Rotation.from_department_id,
                ),
                Field(Rotation.batch_id, "批次", ("批次", "轮岗批次"), width=110, adopt=True, hidden=True),
                Field(Rotation.period, "期次", ("期次",)),
                Field(
                    Rotation.from_department_id,
                    "原部门",
                    ("原部门", "原科室", "原岗位部门", "所在部门", "现部门", "轮出部门", *LEFT_FROM, *LEFT),
                    width=96,
                    searched=True,
                ),
                Field(Rotation.from_post, "原岗位", LEFT),
                Field(
                    Rotation.to_department_id,
                    "轮岗部门",
                    (
                        "轮岗部门",
                        "轮入部门",
                        "新部门",
                        "拟轮岗部门",
                        "接收部门",
                        "轮岗科室",
                        "交流部门",
                        "跟班学习部门",
                        "锻炼部门",
                        *WENT_TO,
                        *GONE_TO,
                    ),
                    required=True,
                    width=96,
                    searched=True,
                ),
                Field(Rotation.to_post, "轮岗岗位", GONE_TO),
                Field(
                    Rotation.planned_from_on,
                    "计划起",
                    ("轮岗时间|起", "计划起", "起", "开始日期", "起始日期", "轮岗开始", "开始时间", "自", *WHEN),
                    required=True,
                    width=92,
                ),
                Field(
                    Rotation.planned_to_on,
                    "计划止",
                    (
                        "轮岗时间|止",
                        "计划止",
                        "止",
                        "结束日期",
                        "截止日期",
                        "轮岗结束",
                        "期限",
                        "结束时间",
                        "至",
                        *WHEN,
                    ),
                    required=True,
                    width=92,
                ),
                Field(
                    Rotation.mentor_id,
                    "带教人",
                    ("带教人", "带教老师", "指导人"),
                    width=104,
                    elsewhere=True,
                    context=Rotation.to_department_id,
                ),
                Field(Rotation.pinned, "固定", ("固定",), hint="重新测算时不动"),
                Field(Rotation.state, "状态", ("状态", "轮岗状态", "进展"), width=84, draw=Draw.PILL),
                Field(Rotation.state_reason, "原因", in_form=False),
            ),
        ),
        Section(
            "实际与交接",
            (
                Field(Rotation.actual_from_on, "实际到岗", ("实际起", "实际到岗", "到岗日期")),
                Field(Rotation.actual_to_on, "实际结束", ("实际结束", "实际止", "实际结束日期")),
                Field(Rotation.deviation, "与计划不同的原因", ("偏差原因",), lines=2),
                Field(
                    Rotation.end_reason,
                    "提前终止原因",
                    ("提前终止原因", "终止原因"),
                    lines=2,
                    told_by=Rotation.note,
                ),
                Field(
                    Rotation.handover,
                    "工作移交",
                    ("工作移交", "移交", "移交情况", "是否移交"),
                    width=84,
                    beside=holds_told,
                ),
                Field(Rotation.handed_on, "移交日期", ("移交日期", "交接日期")),
                Field(
                    Rotation.open_cases,
                    "在办案件",
                    ("在办案件", "在办案件数", "未移交案件"),
                    width=64,
                    hidden=True,
                    unit="件",
                    summed=True,
                ),
                Parts(
                    RotationItem,
                    "移交清单",
                    (
                        Field(RotationItem.said, "事项", ("事项",), required=True),
                        Field(RotationItem.kind, "类别", ("类别",)),
                        Field(RotationItem.receiver_id, "接收人", ("接收人",)),
                        Field(RotationItem.done_on, "移交日期", ("移交日期",)),
                        Field(RotationItem.note, "备注", ("备注",)),
                    ),
                    draw=Draw.DONE,
                    done=RotationItem.done_on,
                    unit="项",
                ),
            ),
        ),
        Section(
            "考核",
            (
                Field(Rotation.midterm, "中期小结", ("中期考核", "中期小结", "中期鉴定", "中期评价"), lines=2),
                Field(Rotation.midterm_on, "中期小结日期", ("中期日期",)),
                Field(
                    Rotation.appraisal,
                    "期满鉴定",
                    ("期满鉴定", "鉴定等次", "期满考核", "鉴定"),
                    width=76,
                    draw=Draw.PILL,
                ),
                Field(Rotation.appraised_on, "鉴定日期", ("鉴定日期",)),
                Field(Rotation.appraised, "鉴定意见", ("鉴定意见",), lines=3),
                Field(Rotation.outcome, "去向", ("去向", "期满去向")),
                Field(Rotation.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    told=(_EXTENSIONS,),
    columns_first=(Rotation.officer_id, Rotation.from_department_id, Rotation.to_department_id),
    order=(Order(Rotation.planned_from_on, descending=True), Order(Rotation.number)),
    lifecycle=ROTATION,
    state=Rotation.state,
    due=Rotation.planned_to_on,
    done=Rotation.actual_to_on,
    tests=(
        in_order(
            Rotation.planned_from_on,
            Rotation.planned_to_on,
            "end_before_start",
            "计划止 {last} 早于计划起 {first}。核对两处日期",
        ),
        in_order(
            Rotation.actual_from_on,
            Rotation.actual_to_on,
            "actual_end_before_start",
            "实际结束 {last} 早于到岗 {first}。核对两处日期",
        ),
        tests.same_department,
        tests.already_visited,
        tests.avoidance,
        tests.overlapping,
        tests.ended_without_reason,
        tests.in_future,
        tests.moved_without_reason,
        tests.mentor_is_himself,
        tests.appraised_poor,
        leaves_work,
    ),
    alone=(tests.overlapping,),
    derived=_rotation_derived,
    chips=(
        Chip("在轮", lambda facts: (AnyOf(Rotation.state, OPEN),)),
        Chip("拟定", lambda facts: (Equals(Rotation.state, RotationState.DRAFT),)),
        Chip("提前终止", lambda facts: (Equals(Rotation.state, RotationState.ENDED),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Rotation.officer_id,
            Rotation.batch_id,
            Rotation.to_department_id,
            Rotation.planned_from_on,
            Rotation.planned_to_on,
            Rotation.mentor_id,
        ),
        behind=(Rotation.from_department_id, Rotation.from_post, Rotation.to_post, Rotation.note),
        carried=(Rotation.batch_id, Rotation.planned_from_on, Rotation.planned_to_on),
    ),
    actions=(
        Action("extend_rotation", "延期", "Alt+M", only=(RotationState.RUNNING,)),
        Action(
            "hand_over", "移交清单", "Alt+B", only=(RotationState.APPROVED, RotationState.HANDED, RotationState.RUNNING)
        ),
    ),
    papers=(
        "rotation_list",
        "hand_over_list",
        "rotation_appraisal",
        "rotation_due",
        "rotation_chart",
        "officer_map",
    ),
    empty="还没有轮岗。先建批次，用“测算方案”排出，或从 Excel 导入轮岗安排表。",
)

BATCHES = Register(
    model=RotationBatch,
    public="rotation_batches",
    title="轮岗批次",
    tab="posts",
    measure="批",
    subject=RotationBatch.title,
    numbering=Numbering("rotation_batch"),
    titles=("轮岗批次",),
    identity=(RotationBatch.title,),
    called=batch_called,
    readings=batch_readings,
    sections=(
        Section(
            "批次",
            (
                Field(
                    RotationBatch.title,
                    "名称",
                    ("批次名称", "名称"),
                    required=True,
                    width=220,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(RotationBatch.basis, "依据文件", ("依据文件", "依据"), width=160, searched=True),
                Field(RotationBatch.meeting, "批准会议", ("批准会议",), width=140),
                Field(RotationBatch.approved_on, "批准日期", ("批准日期",), width=92),
                Field(RotationBatch.from_on, "起日", ("起日", "起始日期"), required=True, width=92),
                Field(RotationBatch.to_on, "止日", ("止日", "截止日期"), width=92),
                Field(RotationBatch.months, "每期月数", ("每期月数",), width=64, unit="月"),
                Field(RotationBatch.periods, "期数", ("期数",), width=52, unit="期"),
                Field(RotationBatch.state, "状态", ("状态",), width=76, draw=Draw.PILL),
                Field(RotationBatch.state_reason, "原因", in_form=False),
            ),
        ),
        Section(
            "测算规则",
            (
                Field(RotationBatch.not_own, "不留原部门"),
                Field(RotationBatch.not_visited, "不去轮过的部门"),
                Field(RotationBatch.within_places, "按接收人数", ("不超接收人数",)),
                Field(RotationBatch.capacity, "各部门接收上限", unit="人", hint="没有单列的部门按它算"),
                Field(RotationBatch.not_kin, "任职回避"),
                Field(RotationBatch.not_under_kin, "不受亲属直接领导"),
                Field(RotationBatch.least_stay, "满最短期限再换"),
                Field(RotationBatch.least_months, "最短期限", unit="月"),
                Field(RotationBatch.keep_cover, "AB岗不同时轮出"),
                Field(RotationBatch.spare_unfit, "有特殊情况的不轮"),
                Parts(
                    BatchPlace,
                    "接收部门",
                    (
                        Field(BatchPlace.department_id, "部门", ("部门",), required=True),
                        Field(BatchPlace.least, "至少", ("至少",), unit="人"),
                        Field(BatchPlace.most, "至多", ("至多",), unit="人"),
                    ),
                    draw=Draw.COUNT,
                    unit="个",
                ),
                Field(RotationBatch.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(RotationBatch.from_on, descending=True), Order(RotationBatch.number)),
    lifecycle=BATCH,
    state=RotationBatch.state,
    tests=(
        in_order(
            RotationBatch.from_on,
            RotationBatch.to_on,
            "ends_before_start",
            "止日 {last} 早于起日 {first}。核对两处日期",
        ),
    ),
    newly=Newly(
        front=(
            RotationBatch.title,
            RotationBatch.from_on,
            RotationBatch.months,
            RotationBatch.periods,
            RotationBatch.basis,
        ),
        behind=(RotationBatch.meeting, RotationBatch.approved_on, RotationBatch.capacity, BatchPlace),
    ),
    actions=(Action("propose", "测算方案", "Alt+M"),),
    papers=("rotation_list",),
    empty="还没有轮岗批次。新增 Ctrl+N，再用“测算方案”排出轮岗。",
)
