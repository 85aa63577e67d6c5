"""岗位 (AB岗), 离岗登记 and 不相容岗位."""

from datetime import date, timedelta

from desktop_app.figures.engine import Question
from desktop_app.figures.posts import posts_bare_ahead
from desktop_app.models.posts import Absence, AbsenceItem, Post, PostConflict, StandIn
from desktop_app.registers import post_tests as tests
from desktop_app.registers.newly import Newly
from desktop_app.registers.post_notes import falls_told
from desktop_app.registers.rotation_ledgers import in_force
from desktop_app.registers.spec import (
    Action,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    caution,
    in_order,
)
from desktop_app.rules.posts import absence_kind
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import AbsenceKind, HandoverState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Equals, HasGaps, IdIn, IsEmpty, Order, Stands

_LONGEST = 31
"""Days that may all be working days without a weekend between them."""

_BOTH = ("AB岗", "AB角", "A/B岗", "A/B角", "A、B岗", "A、B角", "AB岗人员", "AB角人员", "AB岗责任人", "AB岗姓名")
"""One column for the two."""

_OTHERS = ("B岗2", "B角2", "B2岗", "B2角", "第二B岗", "第二B角", "C岗", "C角")
"""A further stand-in: the pair has two."""


def _firsts(side: str) -> tuple[str, ...]:
    """What ledgers head the column of A岗 or of B岗 with."""
    places = [f"{side}{place}" for place in ("岗", "角")]
    numbered = [f"{side}岗1", f"{side}角1", f"{side}1岗", f"{side}1角", f"第一{side}岗", f"第一{side}角"]
    behind = [f"{place}{word}" for place in places for word in ("人员", "责任人", "姓名", "|姓名", "人员|姓名")]
    return (*places, *behind, *numbered)


BARE_AHEAD = "posts.bare_ahead"


def _bare_ahead(facts: Facts) -> tuple[IdIn, ...]:
    """Posts nobody holds on some day from today to fourteen days on (空岗)."""
    return (IdIn(facts.once(BARE_AHEAD, lambda asked: posts_bare_ahead(Question(asked.session, asked.today)))),)


def _standing(facts: Facts) -> Stands:
    """Posts whose pair is the one named today (在设)."""
    return Stands(Post.since_on, Post.until_on, facts.today)


POSTS = Register(
    model=Post,
    public="posts",
    title="AB岗",
    tab="posts",
    measure="岗",
    subject=Post.name,
    numbering=Numbering("post"),
    titles=("AB岗", "AB角", "岗位设置", "AB岗设置", "AB角设置", "岗位一览", "互为AB岗"),
    identity=(Post.department_id, Post.name, Post.since_on),
    looks_up=(PostConflict,),
    heard=in_force,
    sections=(
        Section(
            "岗位",
            (
                Field(
                    Post.department_id,
                    "部门",
                    ("部门", "所在部门", "科室", "内设机构", "责任部门", "责任科室", "所在科室"),
                    required=True,
                    width=96,
                    searched=True,
                    runs_on=True,
                ),
                Field(
                    Post.name,
                    "岗位",
                    ("岗位", "岗位名称", "工作岗位", "工作内容", "工作事项"),
                    required=True,
                    width=150,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Post.nature,
                    "岗位性质",
                    ("岗位性质", "岗位类别"),
                    words="岗位性质",
                    hint="判断不相容时看它，不填看岗位名称",
                    width=84,
                    hidden=True,
                ),
                Field(Post.duties, "职责", ("职责", "岗位职责", "工作职责", "主要职责"), lines=3, searched=True),
                Field(
                    Post.a_id,
                    "A岗",
                    (*_firsts("A"), "主办人", *_BOTH),
                    required=True,
                    width=104,
                    searched=True,
                    context=Post.department_id,
                ),
                Field(
                    Post.b_id,
                    "B岗",
                    (*_firsts("B"), "协办人", "代班人", *_BOTH),
                    width=104,
                    searched=True,
                    context=Post.department_id,
                ),
                Field(Post.sole, "不设B岗理由", ("不设B岗理由", "不设B角理由")),
            ),
        ),
        Section(
            "任期",
            (
                Field(
                    Post.since_on,
                    "起日",
                    ("起始日期", "起日", "开始日期", "起", "自", "设岗日期", "确定日期", "起止日期"),
                    required=True,
                    width=92,
                ),
                Field(Post.until_on, "止日", ("止日", "终止日期", "截止日期", "止", "至", "起止日期"), width=92),
                Field(
                    Post.approver_id,
                    "批准人",
                    ("批准人", "审批人", "批准领导"),
                    width=84,
                    elsewhere=True,
                ),
                Field(Post.change_reason, "换人原因", ("换人原因", "调整原因"), in_form=False),
                Field(Post.note, "备注", ("备注", "说明", *_OTHERS), lines=2, searched=True),
            ),
        ),
    ),
    columns_first=(Post.department_id, Post.name, Post.a_id, Post.b_id),
    order=(Order(Post.number),),
    tests=(
        in_order(Post.since_on, Post.until_on, "ends_before_start", "止日 {last} 早于起日 {first}。核对两处日期"),
        tests.same_person,
        tests.no_second,
        tests.too_many,
        tests.incompatible,
        tests.same_post,
    ),
    alone=(tests.same_person, tests.same_post),
    chips=(
        Chip("在设", lambda facts: (_standing(facts),)),
        Chip("缺B岗", lambda facts: (IsEmpty(Post.b_id), _standing(facts)), "red"),
        Chip("近期空岗", _bare_ahead, "red", once=BARE_AHEAD),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(Post.department_id, Post.name, Post.a_id, Post.b_id, Post.since_on, Post.approver_id),
        behind=(Post.duties, Post.nature, Post.sole, Post.note),
        carried=(Post.department_id, Post.since_on, Post.approver_id),
    ),
    actions=(Action("who_covers", "谁代岗", "Alt+M", reads=True), Action("change_pair", "换人", "Alt+B")),
    papers=("post_table", "duty_roster"),
    empty="还没有岗位。新增 Ctrl+N，或从 Excel 导入 AB岗设置一览表。",
)


_WHEN = ("起止日期", "起止时间", "离岗时间", "请假时间", "请假日期", "外出时间", "休假时间", "出差时间", "离岗起止时间")
"""One column for the first day and the last."""


def _absence_derived(draft: Draft, facts: Facts) -> None:
    """The kind follows from the word written, the department from the officer, the days from the dates."""
    if draft[Absence.kind] is None:
        draft[Absence.kind] = absence_kind(draft[Absence.cause] or "")
    if draft[Absence.department_id] is None:
        draft[Absence.department_id] = facts.department_of(draft[Absence.officer_id]).get("id")
    if draft.is_new and draft[Absence.to_on] is None:
        draft[Absence.to_on] = _lasts(draft[Absence.from_on], draft[Absence.days], facts)
    first, last = draft[Absence.from_on], draft[Absence.to_on]
    if draft[Absence.days] is None and first is not None and last is not None and first <= last:
        draft[Absence.days] = (last - first).days + 1


def _lasts(first: date | None, days: int | None, facts: Facts) -> date | None:
    """The last of so many days, where it is the same whether days or working days are counted."""
    if first is None or not days or not 0 < days <= _LONGEST:
        return None
    whole = [first + timedelta(days=place) for place in range(days)]
    return whole[-1] if days == 1 or all(map(facts.calendar.is_workday, whole)) else None


def _back_first(draft: Draft, facts: Facts) -> Problem | None:
    first, back = draft[Absence.from_on], draft[Absence.returned_on]
    if first is None or back is None or first < back:
        return None
    return caution(Absence.returned_on, "returned_before_leaving", f"返岗 {back} 不晚于离岗 {first}。核对两处日期")


ABSENCES = Register(
    model=Absence,
    public="absences",
    title="离岗",
    tab="posts",
    measure="人次",
    subject=Absence.officer_id,
    numbering=Numbering("absence"),
    titles=("离岗登记", "离岗", "请假登记", "请销假", "外出登记", "休假登记", "出差登记", "考勤登记", "请假"),
    identity=(Absence.officer_id, Absence.from_on),
    looks_up=(Post,),
    sections=(
        Section(
            "离岗",
            (
                Field(
                    Absence.officer_id,
                    "姓名",
                    ("姓名", "干警姓名", "离岗人", "请假人", "外出人员"),
                    required=True,
                    width=84,
                    draw=Draw.KEY,
                    searched=True,
                    context=Absence.department_id,
                ),
                Field(Absence.department_id, "部门", ("部门", "所在部门", "科室"), width=96, searched=True),
                Field(
                    Absence.cause,
                    "事由",
                    ("事由", "离岗事由", "请假事由", "外出事由", "原因", "请假类别", "假别", "请假种类", "请假类型"),
                    words="离岗事由",
                    required=True,
                    width=96,
                    searched=True,
                ),
                Field(Absence.kind, "类别", ("类别",), width=64, draw=Draw.TAG),
                Field(
                    Absence.from_on,
                    "离岗日期",
                    ("离岗日期", "起始日期", "开始日期", "起", "外出日期", "请假时间起", *_WHEN),
                    required=True,
                    width=92,
                ),
                Field(
                    Absence.to_on,
                    "离岗截止日",
                    ("离岗截止日", "销假日期", "截止日期", "结束日期", "止", "请假时间止", *_WHEN),
                    required=True,
                    width=92,
                    beside=falls_told,
                    same_day=True,
                ),
                Field(
                    Absence.days, "天数", ("天数", "离岗天数", "请假天数", "合计天数"), width=52, unit="天", summed=True
                ),
                Field(Absence.approver_id, "批准人", ("批准人", "审批人", "批准领导"), width=84, elsewhere=True),
            ),
        ),
        Section(
            "交接",
            (
                Field(
                    Absence.handover,
                    "交接",
                    ("是否交接", "交接", "交接情况", "工作交接", "是否移交"),
                    width=72,
                    draw=Draw.PILL,
                ),
                Field(Absence.handed_on, "交接日期", ("交接日期", "交接时间")),
                Field(Absence.receiver_id, "接收人", ("接收人", "代岗人", "代班人员"), elsewhere=True),
                Parts(
                    AbsenceItem,
                    "交接清单",
                    (
                        Field(AbsenceItem.said, "事项", ("事项", "交接内容"), required=True),
                        Field(AbsenceItem.kind, "类别", ("类别",)),
                        Field(AbsenceItem.due_on, "期限", ("期限",)),
                        Field(AbsenceItem.note, "备注", ("备注",)),
                    ),
                    draw=Draw.COUNT,
                    unit="项",
                    width=64,
                    hidden=True,
                ),
                Parts(
                    StandIn,
                    "另派代岗",
                    (
                        Field(StandIn.officer_id, "代岗人", ("代岗人",), required=True, elsewhere=True),
                        Field(StandIn.post_id, "岗位", ("岗位",), required=True),
                    ),
                    draw=Draw.COUNT,
                    unit="岗",
                ),
                Field(Absence.returned_on, "返岗日期", ("返岗日期", "实际返岗", "销假时间", "返岗时间"), width=92),
                Field(Absence.problems, "返岗交接发现的问题", ("返岗交接问题",), lines=2),
                Field(Absence.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    columns_first=(Absence.officer_id, Absence.department_id, Absence.cause, Absence.from_on, Absence.to_on),
    order=(Order(Absence.from_on, descending=True), Order(Absence.number)),
    tests=(
        in_order(Absence.from_on, Absence.to_on, "end_before_start", "截止日 {last} 早于离岗 {first}。核对两处日期"),
        tests.days_differ,
        _back_first,
        tests.overlapping,
        tests.stands_twice,
        tests.uncovered,
    ),
    derived=_absence_derived,
    chips=(
        *(
            Chip(kind.value, lambda facts, kind=kind: (Equals(Absence.kind, kind),))  # type: ignore[misc]
            for kind in (AbsenceKind.LEAVE, AbsenceKind.STUDY, AbsenceKind.TRAVEL, AbsenceKind.ILLNESS)
        ),
        Chip("未交接", lambda facts: (AnyOf(Absence.handover, (HandoverState.OPEN,)),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Absence.officer_id,
            Absence.cause,
            Absence.from_on,
            Absence.to_on,
            Absence.handover,
            Absence.approver_id,
        ),
        behind=(AbsenceItem, StandIn, Absence.receiver_id, Absence.handed_on, Absence.note),
        carried=(Absence.approver_id,),
    ),
    actions=(Action("back_to_post", "返岗", "Alt+M"),),
    papers=("hand_over_list",),
    empty="还没有离岗登记。新增 Ctrl+N，或从 Excel 导入请假、外出登记。",
)

CONFLICTS = Register(
    model=PostConflict,
    public="post_conflicts",
    title="不相容岗位",
    tab="basics",
    measure="对",
    subject=PostConflict.one,
    numbering=Numbering("post_conflict"),
    titles=("不相容岗位",),
    identity=(PostConflict.one, PostConflict.other),
    sections=(
        Section(
            "不相容岗位",
            (
                Field(
                    PostConflict.one,
                    "岗位",
                    ("岗位一",),
                    required=True,
                    width=140,
                    draw=Draw.KEY,
                    searched=True,
                    hint="岗位性质或名称里有这个词",
                ),
                Field(PostConflict.other, "不得兼任", ("岗位二", "不得兼任"), required=True, width=140, searched=True),
                Field(PostConflict.basis, "依据", ("依据",), width=320, stretch=True),
                Field(PostConflict.valid_from, "起用日期", ("起用日期",), width=92),
                Field(PostConflict.note, "备注", ("备注",)),
            ),
        ),
    ),
    order=(Order(PostConflict.number),),
    empty="还没有不相容岗位。新增 Ctrl+N。",
)
