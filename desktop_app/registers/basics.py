"""基础台账 the other registers lean on: the unit, dictionaries, deadline rules, holidays, number series."""

from desktop_app.models.basics import DeadlineRuleRow, Holiday, NumberSeries, Term, Unit
from desktop_app.registers.rule_names import title_kept
from desktop_app.registers.spec import Chip, Draw, Field, Numbering, Register, Section
from desktop_app.rules.vocabulary import DayMark
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals, Order


def _holiday_derived(draft: Draft, facts: Facts) -> None:
    """The date is the number of a holiday row."""
    if draft.is_new and draft[Holiday.day] is not None:
        draft[Holiday.number] = draft[Holiday.day].isoformat()


HOLIDAYS = Register(
    model=Holiday,
    public="holidays",
    title="节假日",
    tab="basics",
    measure="天",
    subject=Holiday.day,
    numbering=Numbering("holiday"),
    titles=("节假日", "放假安排"),
    identity=(Holiday.day,),
    sections=(
        Section(
            "节假日",
            (
                Field(Holiday.day, "日期", ("日期",), required=True, width=110, draw=Draw.KEY),
                Field(Holiday.mark, "休/班", ("休/班", "类型"), required=True, width=80, draw=Draw.TAG),
                Field(Holiday.name, "节日", ("节日", "名称"), width=120, searched=True),
                Field(Holiday.basis, "依据", ("依据", "文件"), width=320, stretch=True, searched=True),
            ),
        ),
    ),
    order=(Order(Holiday.day, descending=True),),
    derived=_holiday_derived,
    chips=(
        Chip("休", lambda facts: (Equals(Holiday.mark, DayMark.REST),)),
        Chip("班", lambda facts: (Equals(Holiday.mark, DayMark.WORK),)),
    ),
    number_width=0,
    empty="没有节假日表，期限只按周末推算。新增 Ctrl+N，或从 Excel 导入。",
)

RULES = Register(
    model=DeadlineRuleRow,
    public="rules",
    title="期限规则",
    tab="basics",
    measure="条",
    subject=DeadlineRuleRow.title,
    numbering=Numbering("deadline_rule"),
    titles=("期限规则",),
    identity=(DeadlineRuleRow.number,),
    number_label="代码",
    number_width=150,
    sections=(
        Section(
            "期限规则",
            (
                Field(DeadlineRuleRow.title, "事项", ("事项",), required=True, width=220, draw=Draw.KEY, searched=True),
                Field(DeadlineRuleRow.n, "数", ("期限",), required=True, width=56),
                Field(DeadlineRuleRow.unit, "单位", ("单位",), required=True, width=72),
                Field(DeadlineRuleRow.roll, "遇休顺延", ("顺延",), width=80),
                Field(DeadlineRuleRow.include_start, "当日起算", width=80),
                Field(DeadlineRuleRow.source, "依据", ("依据",), width=280, stretch=True, lines=2, searched=True),
                Field(DeadlineRuleRow.mark, "把握", hint="R 有原文，K 凭记忆，A 本院自定", width=60),
                Field(DeadlineRuleRow.valid_from, "施行日期", width=100),
            ),
        ),
    ),
    order=(Order(DeadlineRuleRow.number),),
    tests=(title_kept,),
    empty="没有期限规则。新增 Ctrl+N。",
)

TERMS = Register(
    model=Term,
    public="terms",
    title="字典项",
    tab="basics",
    measure="项",
    subject=Term.word,
    numbering=Numbering("term", width=4),
    titles=("字典",),
    identity=(Term.dictionary, Term.word),
    sections=(
        Section(
            "字典项",
            (
                Field(Term.dictionary, "字典", ("字典",), required=True, width=140, draw=Draw.TAG, searched=True),
                Field(Term.word, "词", ("词", "名称"), required=True, width=200, draw=Draw.KEY, searched=True),
                Field(Term.position, "排序", width=60),
                Field(Term.parent_id, "上级", width=140),
                Field(
                    Term.aliases, "其他写法", width=220, stretch=True, searched=True, hint="用、隔开，导入旧台账时认得"
                ),
                Field(Term.note, "备注"),
            ),
        ),
    ),
    order=(Order(Term.dictionary), Order(Term.position)),
    empty="还没有字典项。新增 Ctrl+N。",
)

SERIES = Register(
    model=NumberSeries,
    public="series",
    title="编号系列",
    tab="basics",
    measure="个",
    subject=NumberSeries.title,
    numbering=Numbering("number_series"),
    identity=(NumberSeries.number,),
    number_label="代码",
    number_width=150,
    sections=(
        Section(
            "编号系列",
            (
                Field(NumberSeries.title, "用于", required=True, width=200, draw=Draw.KEY, searched=True),
                Field(NumberSeries.prefix, "前缀", width=140),
                Field(NumberSeries.width, "位数", required=True, width=60),
            ),
        ),
    ),
    order=(Order(NumberSeries.number),),
    empty="还没有编号系列。",
)

UNITS = Register(
    model=Unit,
    public="units",
    title="单位信息",
    tab="basics",
    measure="个",
    subject=Unit.name,
    numbering=Numbering("unit"),
    identity=(Unit.name,),
    number_width=0,
    sections=(
        Section(
            "单位信息",
            (
                Field(Unit.name, "单位全称", required=True, width=260, draw=Draw.KEY),
                Field(Unit.short, "简称", width=120),
                Field(Unit.year, "年度", required=True, width=72),
                Field(Unit.profile, "规则版本", hint="2015 或 现行", width=88),
                Field(Unit.keeper, "使用人", width=100),
                Field(Unit.keeper_department_id, "使用人部门", width=160),
                Field(Unit.near_days, "临近提醒", unit="天", width=80),
                Field(Unit.ahead_days, "到期预告", unit="天", width=80, stretch=True),
                Field(Unit.young_on, "青年干警年龄算至", hint="如 2015-03-01"),
                Field(Unit.young_age, "青年干警年龄上限", unit="岁"),
                Field(Unit.superior, "上级院", hint="上行文主送，如 云州市人民检察院"),
                Field(Unit.b_posts, "一人任B岗上限", unit="个"),
                Field(Unit.letter_rule, "信函红线居中", hint="按版心或按纸面，照本院习惯"),
            ),
        ),
    ),
    order=(Order(Unit.number),),
)
