"""The campaign's frame: plan document, phases and leading group."""

from desktop_app.models.plan import GroupMember, Phase, Plan
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Register, Section, in_order, missing
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import GroupRole, PlanState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Equals, Order


def _issued_without_number(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Plan.state] != PlanState.ISSUED or draft[Plan.doc_no]:
        return None
    return missing(Plan.doc_no, "doc_no_missing", "方案已印发但没填文号。填好再存")


PHASES = Register(
    model=Phase,
    public="phases",
    title="阶段",
    tab="plan",
    measure="个",
    subject=Phase.name,
    numbering=Numbering("phase"),
    titles=("阶段安排",),
    identity=(Phase.name,),
    sections=(
        Section(
            "阶段",
            (
                Field(Phase.position, "顺序", ("顺序",), required=True, width=60),
                Field(Phase.name, "名称", ("阶段名称",), required=True, width=140, draw=Draw.KEY, searched=True),
                Field(Phase.start_on, "开始", ("阶段开始", "起"), width=100),
                Field(Phase.end_on, "结束", ("阶段结束", "止"), width=100),
                Field(Phase.goal, "目标", ("阶段目标", "目标"), lines=2, width=300, stretch=True, searched=True),
            ),
        ),
    ),
    order=(Order(Phase.position),),
    tests=(in_order(Phase.start_on, Phase.end_on, "ends_before_start", "结束早于开始，核对两处日期"),),
    empty="还没有阶段。新增 Ctrl+N。",
)

PLANS = Register(
    model=Plan,
    public="plans",
    title="方案",
    tab="plan",
    measure="份",
    subject=Plan.title,
    numbering=Numbering("plan"),
    identity=(Plan.title,),
    sections=(
        Section(
            "方案文件",
            (
                Field(
                    Plan.title, "标题", required=True, width=360, stretch=True, draw=Draw.KEY, searched=True, lines=2
                ),
                Field(Plan.doc_no, "文号", width=160, searched=True),
                Field(Plan.issued_on, "印发日期", width=100),
                Field(Plan.signer_id, "签发人", width=88),
                Field(Plan.goal, "总体目标", lines=3),
                Field(Plan.state, "状态", width=80, draw=Draw.PILL, fixed=True),
            ),
        ),
        Section(
            "领导小组",
            (
                Field(Plan.group_doc_no, "成立文号", width=160, hidden=True),
                Field(Plan.group_office_id, "办公室设在", width=140, hidden=True),
                Field(Plan.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(Plan.number),),
    tests=(_issued_without_number,),
    state=Plan.state,
    actions=(Action("issue_plan", "印发方案", "Alt+M", over=(PlanState.ISSUED,)),),
    empty="还没有方案。新增 Ctrl+N。",
)

GROUP = Register(
    model=GroupMember,
    public="group",
    title="领导小组成员",
    tab="plan",
    measure="人",
    subject=GroupMember.officer_id,
    numbering=Numbering("group"),
    titles=("领导小组名单", "领导小组"),
    identity=(GroupMember.role, GroupMember.officer_id),
    sections=(
        Section(
            "成员",
            (
                Field(
                    GroupMember.role,
                    "组内职务",
                    ("组内职务", "小组职务", "职务分工", "领导小组职务"),
                    required=True,
                    width=100,
                    draw=Draw.TAG,
                ),
                Field(GroupMember.officer_id, "姓名", ("姓名", "成员姓名"), required=True, width=140, searched=True),
                Field(
                    GroupMember.post,
                    "单位职务",
                    ("单位职务", "单位及职务", "行政职务", "职务"),
                    width=220,
                    searched=True,
                ),
                Field(
                    GroupMember.duty,
                    "职责",
                    ("职责", "分工", "主要职责"),
                    width=300,
                    stretch=True,
                    lines=2,
                    searched=True,
                ),
                Field(GroupMember.position, "排序", ("排序",)),
            ),
        ),
    ),
    order=(Order(GroupMember.position), Order(GroupMember.number)),
    chips=(
        Chip("组长", lambda facts: (AnyOf(GroupMember.role, (GroupRole.HEAD, GroupRole.DEPUTY)),)),
        Chip("成员", lambda facts: (Equals(GroupMember.role, GroupRole.MEMBER),)),
    ),
    papers=("leading_group",),
    empty="还没有领导小组成员。新增 Ctrl+N，或从 Excel 导入名单。",
)
