"""考试: exam sessions with their rooms and lines; 成绩: every candidate with seat, marks and retake."""

from datetime import date

from desktop_app.models.exams import (
    Exam,
    ExamDepartment,
    ExamException,
    ExamInvigilator,
    ExamRoom,
    MarkChange,
    Sitting,
)
from desktop_app.registers.exam_tests import (
    EXAM_TESTS,
    SITTING_ALONE,
    SITTING_TESTS,
    derive_exam,
    derive_sitting,
    exams_held,
    sitting_marks,
    sittings_held,
)
from desktop_app.registers.learning_ledgers import (
    EXAM_OVER,
    exam_called,
    exams_instead,
    sittings_grow,
    sittings_heard,
    sittings_together,
    sittings_turned,
)
from desktop_app.registers.newly import Newly
from desktop_app.registers.score_cells import KINDS, sittings_instead
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.exams import EXAM
from desktop_app.rules.vocabulary import ExamState, SittingCode
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Condition, Equals, HasGaps, Natural, Order

SITTINGS = Register(
    model=Sitting,
    public="sittings",
    title="成绩",
    tab="exams",
    measure="人次",
    subject=Sitting.name,
    numbering=Numbering("sitting"),
    titles=("成绩册", "考试成绩", "成绩登记表", "成绩表", "成绩单", "成绩汇总", "闭卷考试", "补考成绩", "补考", "考试"),
    identity=(Sitting.exam_id, Sitting.officer_id, Sitting.name),
    sections=(
        Section(
            "应试人",
            (
                Field(
                    Sitting.name,
                    "姓名",
                    ("姓名", "考生姓名", "应试人", "干警姓名", "考生", "参考人员"),
                    required=True,
                    width=80,
                    draw=Draw.KEY,
                    searched=True,
                    in_form=False,
                ),
                Field(Sitting.officer_id, "应试人", hint="写姓名或首字母，同名的看部门", told_by=Sitting.name),
                Field(
                    Sitting.department_id,
                    "部门",
                    ("部门", "科室", "所在部门", "单位", "所属部门", "内设机构"),
                    width=64,
                    searched=True,
                ),
                Field(
                    Sitting.exam_id,
                    "考试",
                    ("考试名称", "考试", "考试科目", "场次"),
                    width=150,
                    adopt=True,
                    required=True,
                    runs_on=True,
                ),
                Field(
                    Sitting.ticket,
                    "准考证号",
                    ("准考证号", "准考证", "考号", "原准考证号", "考生编号"),
                    width=84,
                    searched=True,
                ),
                Field(Sitting.room, "考场", ("考场", "考场号")),
                Field(Sitting.seat, "座号", ("座号", "座位号", "座位"), width=48),
            ),
        ),
        Section(
            "成绩",
            (
                Field(
                    Sitting.first,
                    "客观题",
                    (
                        "客观题",
                        "客观分",
                        "客观题得分",
                        "成绩|客观题",
                        "选择题",
                        "卷一",
                        "第一卷",
                        "选择题得分",
                        "客观题成绩",
                    ),
                    shape_as=Shape.POINTS,
                    width=60,
                ),
                Field(
                    Sitting.second,
                    "主观题",
                    (
                        "主观题",
                        "主观分",
                        "主观题得分",
                        "成绩|主观题",
                        *("论述题", "卷二", "第二卷", "论述题得分", "主观题成绩", "简答题", "案例分析题", "问答题"),
                    ),
                    shape_as=Shape.POINTS,
                    width=60,
                ),
                Field(
                    Sitting.total,
                    "总分",
                    ("总分", "成绩", "成绩|总分", "得分", "分数", "考试成绩", "总成绩", "合计得分"),
                    shape_as=Shape.POINTS,
                    width=56,
                ),
                Field(Sitting.code, "情况", ("情况", "参考情况", "考试情况", "是否参考", "状态"), width=64),
                Field(Sitting.cause, "缺考事由", ("缺考事由", "缺考原因")),
                Field(Sitting.excuse, "说明", ("说明", "事由")),
                Field(Sitting.written_rank, "原名次", ("名次", "排名", "排序", "位次"), fixed=True),
                Field(Sitting.note, "备注", ("备注",), lines=2, width=120, stretch=True, searched=True),
            ),
        ),
        Section(
            "补考与复核",
            (
                Field(Sitting.retake_on, "补考日期", ("补考日期", "补考时间")),
                Field(
                    Sitting.retake_total,
                    "补考成绩",
                    ("补考成绩", "补考分数", "补考得分", "补考", "补考总分"),
                    shape_as=Shape.POINTS,
                    width=64,
                ),
                Field(Sitting.retake_code, "补考情况", ("补考情况",)),
                Field(Sitting.again_first, "复核客观题", shape_as=Shape.POINTS, fixed=True),
                Field(Sitting.again_second, "复核主观题", shape_as=Shape.POINTS, fixed=True),
                Field(Sitting.again_total, "复核总分", shape_as=Shape.POINTS, fixed=True),
            ),
            lines=True,
        ),
    ),
    columns_first=(Sitting.name, Sitting.department_id, Sitting.exam_id),
    order=(Order(Sitting.exam_id, descending=True), Order(Sitting.seat), Natural(Sitting.number)),
    over=EXAM_OVER,
    heard=sittings_heard,
    turned=sittings_turned,
    together=sittings_together,
    grows=sittings_grow,
    instead=sittings_instead,
    shares=KINDS,
    tests=SITTING_TESTS,
    derived=derive_sitting,
    held=sittings_held,
    alone=SITTING_ALONE,
    marks=sitting_marks,
    told=(
        Parts(
            MarkChange,
            "改分",
            (
                Field(MarkChange.changed_on, "日期"),
                Field(MarkChange.field, "项目"),
                Field(MarkChange.old, "原成绩"),
                Field(MarkChange.new, "新成绩"),
                Field(MarkChange.reason, "原因", lines=2),
                Field(MarkChange.witness_id, "复核人"),
            ),
            newest_first=True,
        ),
    ),
    chips=(
        Chip("未录", lambda facts: (Equals(Sitting.code, SittingCode.SAT), Equals(Sitting.total, None)), "amber"),
        Chip("缺考", lambda facts: (Equals(Sitting.code, SittingCode.ABSENT),), "amber"),
        Chip("缓考", lambda facts: (Equals(Sitting.code, SittingCode.DEFERRED),)),
        Chip("违纪", lambda facts: (Equals(Sitting.code, SittingCode.BREACH),), "red"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(Sitting.exam_id, Sitting.officer_id, Sitting.department_id, Sitting.ticket, Sitting.room, Sitting.seat),
        behind=(Sitting.code, Sitting.cause, Sitting.excuse, Sitting.note),
        carried=(Sitting.exam_id, Sitting.room),
    ),
    actions=(Action("change_mark", "改分", "Alt+M"), Action("name_persons", "认人", "Alt+B")),
    empty="还没有应试人。先新增考试，再“列名单、排座”；旧账从 Excel 导入成绩册。",
)


def _not_published(facts: Facts) -> tuple[Condition, ...]:
    """Held, and not published yet (待公布)."""
    return (
        Before(Exam.held_on, facts.today),
        AnyOf(Exam.state, (ExamState.SAT, ExamState.MARKED, ExamState.CHECKING)),
    )


def _today(facts: Facts) -> date:
    return facts.today


EXAMS = Register(
    model=Exam,
    public="exams",
    title="考试",
    tab="exams",
    measure="场",
    subject=Exam.title,
    numbering=Numbering("exam"),
    titles=("考试安排", "考试登记", "考试一览", "考试计划", "考试台账"),
    identity=(Exam.title,),
    sections=(
        Section(
            "场次",
            (
                Field(
                    Exam.title,
                    "名称",
                    ("考试名称", "名称", "考试科目", "科目"),
                    required=True,
                    width=240,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Exam.form, "方式", ("方式", "考试方式", "形式"), width=52),
                Field(Exam.paper, "卷别", ("卷别",)),
                Field(Exam.held_on, "考试日期", ("考试日期", "日期", "考试时间", "时间"), width=92, required=True),
                Field(Exam.clock, "开始", ("开始时间",), shape_as=Shape.CLOCK),
                Field(Exam.until, "结束", ("结束时间",), shape_as=Shape.CLOCK),
                Field(Exam.place, "地点", ("地点", "考试地点"), words="会议地点", width=110),
                Field(Exam.subjects, "科目范围", ("科目范围", "考试范围", "考试内容"), lines=2),
                Field(Exam.state, "状态", ("状态",), width=84, draw=Draw.PILL, fixed=True),
            ),
        ),
        Section(
            "满分与名次",
            (
                Field(Exam.full, "满分", ("满分", "总分"), shape_as=Shape.POINTS, required=True),
                Field(Exam.pass_mark, "及格线", ("及格线", "及格分"), shape_as=Shape.POINTS, required=True),
                Field(Exam.excellent, "优秀线", ("优秀线",), shape_as=Shape.POINTS, required=True),
                Field(Exam.step, "给分间隔", shape_as=Shape.POINTS, hint="0.5 是半分"),
                Field(Exam.first_name, "第一类题"),
                Field(Exam.first_full, "第一类满分", shape_as=Shape.POINTS, hint="不分题型的空着"),
                Field(Exam.second_name, "第二类题"),
                Field(Exam.second_full, "第二类满分", shape_as=Shape.POINTS),
                Field(Exam.scale, "等次", hint="优秀90、良好80、及格60、不及格0"),
                Field(Exam.ties, "并列排名"),
            ),
            lines=True,
        ),
        Section(
            "应考与考场",
            (
                Field(Exam.roster, "应考范围"),
                Parts(
                    ExamDepartment,
                    "应考部门",
                    (Field(ExamDepartment.department_id, "部门", searched=True),),
                    single=True,
                ),
                Field(Exam.young_age, "青年干警年龄", unit="岁"),
                Parts(
                    ExamException,
                    "不列入名单",
                    (
                        Field(ExamException.officer_id, "姓名", required=True, searched=True),
                        Field(ExamException.reason, "原因"),
                    ),
                ),
                Parts(
                    ExamRoom,
                    "考场",
                    (
                        Field(ExamRoom.name, "考场", required=True),
                        Field(ExamRoom.ranks, "排数"),
                        Field(ExamRoom.files, "每排座数"),
                    ),
                ),
                Field(Exam.ticket_prefix, "准考证号前缀", hint="空着按考试日期编"),
                Field(Exam.seed, "排座种子", fixed=True),
            ),
            lines=True,
        ),
        Section(
            "考务与补考",
            (
                Field(Exam.setter, "命题人", ("命题人", "命题")),
                Parts(
                    ExamInvigilator,
                    "监考",
                    (Field(ExamInvigilator.officer_id, "监考", searched=True, elsewhere=True),),
                    ("监考", "监考人", "监考人员"),
                    single=True,
                ),
                Field(Exam.marker_id, "阅卷人", ("阅卷人", "阅卷")),
                Field(Exam.checker_id, "复核人", ("复核人", "复核")),
                Field(Exam.retake_policy, "补考认定"),
                Field(Exam.retake_by, "补考期限", ("补考期限",), width=92),
                Field(Exam.retake_on, "补考日期", ("补考日期",)),
                Field(Exam.retake_place, "补考地点", words="会议地点"),
                Field(Exam.published_on, "公布日期", ("公布日期",)),
                Field(Exam.bulletin_no, "通报文号", ("通报文号",), searched=True),
                Field(Exam.note, "备注", ("备注",), lines=2),
            ),
            lines=True,
        ),
    ),
    columns_first=(Exam.title, Exam.held_on),
    order=(Order(Exam.held_on, descending=True), Natural(Exam.number)),
    called=exam_called,
    instead=exams_instead,
    tests=EXAM_TESTS,
    derived=derive_exam,
    held=exams_held,
    chips=(
        Chip("筹备中", lambda facts: (AnyOf(Exam.state, (ExamState.PREPARING, ExamState.SEATED)),)),
        Chip("待公布", _not_published, "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Exam.title,
            Exam.held_on,
            Exam.clock,
            Exam.until,
            Exam.place,
            Exam.roster,
            ExamDepartment,
            ExamRoom,
            Exam.first_full,
            Exam.second_full,
        ),
        behind=(
            Exam.form,
            Exam.full,
            Exam.pass_mark,
            Exam.excellent,
            Exam.scale,
            Exam.ties,
            Exam.retake_policy,
            Exam.setter,
            ExamInvigilator,
            ExamException,
        ),
        presets={Exam.held_on: _today},
    ),
    lifecycle=EXAM,
    state=Exam.state,
    actions=(
        Action("seat_candidates", "列名单、排座", "Alt+M", only=(ExamState.PREPARING, ExamState.SEATED)),
        Action("key_again", "复核录入", "Alt+B", only=(ExamState.CHECKING,)),
    ),
    papers=(
        "exam_seats",
        "exam_seats_posted",
        "exam_tickets",
        "exam_desk_cards",
        "exam_sign_in",
        "exam_marks",
        "exam_results",
        "exam_results_anonymous",
        "exam_retake",
        "exam_analysis",
    ),
    empty="还没有考试。新增 Ctrl+N，再“列名单、排座”。",
)
