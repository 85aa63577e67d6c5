"""习惯性督查 and 废止指标: what inspections found and where it was told; indicators judged 虚、假、空 and abolished."""

from functools import partial

from desktop_app.models.bulletins import Bulletin
from desktop_app.models.cases import CaseFile
from desktop_app.models.supervision import Habit, HabitInspector, HabitOfficer, Indicator
from desktop_app.registers import habit_tests as tests
from desktop_app.registers import supervision_ledgers as ledgers
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.vocabulary import HabitState, Hollow
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, Equals, HasGaps, IsEmpty, Order


def _hollow(word: Hollow, facts: Facts) -> tuple[Condition, ...]:
    return (Equals(Indicator.hollow, word),)


HABITS = Register(
    model=Habit,
    public="habits",
    title="习惯性督查",
    tab="inspections",
    measure="起",
    subject=Habit.name,
    numbering=Numbering("habit"),
    titles=("习惯性", "督查登记", "执法督查", "督查发现问题", "检务督察登记", "督察登记", "明察暗访"),
    identity=(Habit.inspected_on, Habit.department_id, Habit.name),
    looks_up=(CaseFile, Bulletin),
    sections=(
        Section(
            "发现",
            (
                Field(
                    Habit.inspected_on,
                    "督查日期",
                    ("督查日期", "督察日期", "检查日期", "日期", "时间", "督查时间"),
                    required=True,
                    width=92,
                ),
                Parts(
                    HabitInspector,
                    "督查人员",
                    (Field(HabitInspector.officer_id, "督查人员", searched=True, elsewhere=True),),
                    ("督查人员", "督察人员", "检查人", "督查人", "督查组", "督察组", "检查人员"),
                    single=True,
                    width=120,
                ),
                Field(
                    Habit.department_id,
                    "被督查部门",
                    ("被督查部门", "被督察部门", "被检查部门", "部门", "被查部门", "科室", "责任部门"),
                    required=True,
                    width=84,
                    head="部门",
                    searched=True,
                ),
                Parts(
                    HabitOfficer,
                    "涉及人员",
                    (Field(HabitOfficer.officer_id, "涉及人员", searched=True),),
                    ("涉及人员", "责任人", "涉及干警", "当事人", "相关人员", "被督查人"),
                    single=True,
                    width=96,
                ),
                Field(
                    Habit.name,
                    "发现的问题",
                    ("发现的问题", "发现问题", "督查情况", "行为"),
                    required=True,
                    width=240,
                    stretch=True,
                    lines=2,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Habit.category,
                    "类别",
                    ("类别", "类型"),
                    words="督查类别",
                    width=80,
                    draw=Draw.TAG,
                    searched=True,
                ),
                Field(Habit.place, "地点", ("地点", "督查地点", "场所")),
                Field(Habit.case_no, "涉及案件", ("涉及案件", "受案号", "案号"), searched=True),
            ),
        ),
        Section(
            "处理与通报",
            (
                Field(
                    Habit.handling,
                    "处理方式",
                    ("处理方式", "处理情况", "处理结果", "整改要求", "处理", "处理意见"),
                    words="督查处理方式",
                    width=88,
                    searched=True,
                ),
                Field(Habit.handled_on, "处理日期", ("处理日期", "处理时间")),
                Field(
                    Habit.bulletin_no,
                    "通报期号",
                    ("通报期号", "通报文号", "期号", "通报期数", "通报编号", "通报情况"),
                    width=120,
                    searched=True,
                    told=tests.bulletin_told,
                    of=(Habit.bulletin_id,),
                ),
                Field(Habit.bulletin_on, "通报日期", ("通报日期", "通报时间", "印发日期"), width=92),
                Field(Habit.bulletin_id, "本库通报", fixed=True),
                Field(
                    Habit.no_bulletin,
                    "未通报原因",
                    ("未通报原因", "不通报原因", "未通报理由", "不通报理由"),
                    lines=2,
                    searched=True,
                ),
                Field(Habit.no_bulletin_approver_id, "不通报批准人", ("批准人", "不通报批准人"), elsewhere=True),
                Field(Habit.issue_id, "已转问题", fixed=True),
                Field(Habit.state, "状态", ("是否通报", "状态"), width=84, draw=Draw.PILL, fixed=True),
            ),
        ),
        Section(
            "违纪线索",
            (
                Field(Habit.discipline, "违纪线索", ("违纪线索", "是否违纪线索", "是否移送线索")),
                Field(Habit.discipline_note, "线索说明", ("线索说明",), lines=2),
                Field(Habit.no_inquiry, "不予立项理由", ("不予立项理由",), lines=2),
                Field(Habit.note, "备注", ("备注",), lines=2, searched=True),
            ),
            folded=True,
        ),
    ),
    instead=ledgers.habits_instead,
    order=(Order(Habit.inspected_on, descending=True), Order(Habit.number)),
    tests=tests.HABIT_TESTS,
    derived=tests.derive_habit,
    marks=tests.habit_marks,
    state=Habit.state,
    chips=(
        Chip("待通报", lambda facts: (Equals(Habit.state, HabitState.UNTOLD),), "red"),
        Chip("未处理", lambda facts: (IsEmpty(Habit.handling),), "amber"),
        Chip("不通报", lambda facts: (Equals(Habit.state, HabitState.EXCUSED),)),
        Chip("已通报", lambda facts: (Equals(Habit.state, HabitState.TOLD),)),
        Chip("违纪线索", lambda facts: (Equals(Habit.discipline, True),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    actions=(
        Action("habit_bulletin", "单件通报", "Alt+M", only=(HabitState.UNTOLD,)),
        Action("habit_issue", "转问题", "Alt+B"),
        Action("habit_excuse", "不通报", "Alt+W", only=(HabitState.UNTOLD,)),
        Action("habit_drop", "违纪线索不予立项", "Alt+K"),
        inquire(Habit),
    ),
    newly=Newly(
        front=(
            Habit.inspected_on,
            HabitInspector,
            Habit.department_id,
            HabitOfficer,
            Habit.name,
            Habit.category,
            Habit.handling,
        ),
        behind=(Habit.place, Habit.case_no, Habit.discipline, Habit.discipline_note, Habit.note),
        carried=(Habit.inspected_on, HabitInspector, Habit.department_id),
        presets={Habit.inspected_on: lambda facts: facts.today},
    ),
    empty="还没有督查发现的问题。按 Ctrl+N 登记；或从 Excel 导入督查登记表。",
)


INDICATORS = Register(
    model=Indicator,
    public="indicators",
    title="废止指标",
    tab="inspections",
    measure="项",
    subject=Indicator.name,
    numbering=Numbering("indicator"),
    titles=("废止指标", "考核指标", "空洞量化", "废止", "清理废止"),
    identity=(Indicator.name,),
    instead=ledgers.indicators_instead,
    echoes=("处理意见", "处理情况", "是否废止"),
    sections=(
        Section(
            "指标",
            (
                Field(
                    Indicator.name,
                    "指标名称",
                    ("废止指标名称", "指标名称", "指标", "考核指标", "名称", "废止指标"),
                    required=True,
                    width=260,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Indicator.hollow,
                    "类型",
                    ("类型（虚/假/空）", "类型", "虚/假/空", "性质", "类别", "虚假空"),
                    width=56,
                    draw=Draw.TAG,
                ),
                Field(
                    Indicator.points,
                    "原分值",
                    ("原分值", "分值", "原考核分值"),
                    shape_as=Shape.POINTS,
                    width=64,
                    unit="分",
                    summed=True,
                ),
                Field(
                    Indicator.reason, "废止原因", ("废止原因", "原因", "废止理由"), width=160, lines=2, searched=True
                ),
                Field(
                    Indicator.doc_no,
                    "依据文号",
                    ("依据文号", "文号", "废止文号", "废止依据", "文件依据", "依据", "废止文件"),
                    width=150,
                    searched=True,
                ),
                Field(Indicator.abolished_on, "废止日期", ("废止日期", "废止时间"), width=92),
                Field(
                    Indicator.replacement,
                    "替代指标",
                    ("替代指标", "替代", "替换指标", "新指标"),
                    width=170,
                    searched=True,
                ),
                Field(Indicator.department_id, "适用部门", ("适用部门", "部门", "条线")),
                Field(Indicator.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(Indicator.number),),
    tests=tests.INDICATOR_TESTS,
    chips=(
        Chip("未废止", lambda facts: (IsEmpty(Indicator.abolished_on),), "red"),
        *(Chip(str(word), partial(_hollow, word)) for word in Hollow),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Indicator.name,
            Indicator.hollow,
            Indicator.points,
            Indicator.reason,
            Indicator.doc_no,
            Indicator.abolished_on,
        ),
        behind=(Indicator.replacement, Indicator.department_id, Indicator.note),
        carried=(Indicator.doc_no, Indicator.abolished_on),
    ),
    empty="还没有清理的考核指标。按 Ctrl+N 登记；或从 Excel 导入废止指标一览表。",
)
