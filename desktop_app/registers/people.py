"""干警花名册, 亲属关系 and 内设机构."""

from collections.abc import Mapping
from typing import Any

from desktop_app.models.people import Department, Kinship, Officer
from desktop_app.registers.spec import (
    Chip,
    Draw,
    Field,
    Numbering,
    Register,
    Section,
    broken,
    caution,
    in_order,
    missing,
)
from desktop_app.rules import names
from desktop_app.rules.people import Standing, same_business_department
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import Inside, OfficerStatus
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals, HasGaps, Order


def _officer_derived(draft: Draft, facts: Facts) -> None:
    name = names.clean(draft[Officer.name] or "")
    draft[Officer.name] = name
    draft[Officer.initials] = " ".join(names.initials(name))
    draft[Officer.pinyin] = names.sort_key(name)


def _same_person(draft: Draft, facts: Facts) -> Problem | None:
    twins = [
        row
        for row in facts.namesakes(draft[Officer.name])
        if row["id"] != draft.record_id and row["department_id"] == draft[Officer.department_id]
    ]
    if not twins:
        return None
    return caution(Officer.name, "same_name_same_department", f"本部门已有同名的{draft[Officer.name]}，核对是否重复")


def _unborn(draft: Draft, facts: Facts) -> Problem | None:
    born = draft[Officer.birth_on]
    if born is None or born <= facts.today:
        return None
    return broken(Officer.birth_on, "born_in_future", f"出生日期 {born} 还没到，核对年份")


OFFICERS = Register(
    model=Officer,
    public="officers",
    title="干警",
    tab="basics",
    measure="人",
    subject=Officer.name,
    numbering=Numbering("officer"),
    number_label="工号",
    number_aliases=("工号", "警号", "人员编号", "工作证号", "干警编号"),
    titles=("花名册", "干警名册", "人员名册"),
    identity=(Officer.number, Officer.name, Officer.department_id),
    sections=(
        Section(
            "人员",
            (
                Field(
                    Officer.name,
                    "姓名",
                    ("姓名", "干警姓名", "人员姓名"),
                    required=True,
                    width=92,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Officer.sex, "性别", ("性别",), width=52, code="sex_missing"),
                Field(Officer.birth_on, "出生日期", ("出生年月", "出生日期", "出生年月日", "生日"), width=100),
                Field(
                    Officer.department_id,
                    "部门",
                    ("部门", "所在部门", "内设机构", "科室", "所属部门", "工作部门"),
                    required=True,
                    width=96,
                    searched=True,
                    adopt=True,
                ),
                Field(
                    Officer.post,
                    "行政职务",
                    ("行政职务", "职务", "现任职务"),
                    words="行政职务",
                    width=120,
                    searched=True,
                ),
                Field(
                    Officer.legal_post, "法律职务", ("法律职务", "法律职称", "检察职务"), words="法律职务", width=100
                ),
                Field(Officer.rank, "等级", ("等级", "检察官等级", "级别"), width=0),
                Field(Officer.status, "状态", ("状态", "人员状态", "在岗情况", "在岗状态"), width=88, draw=Draw.PILL),
            ),
        ),
        Section(
            "履历",
            (
                Field(Officer.party, "政治面貌", ("政治面貌",), words="政治面貌", width=88, hidden=True),
                Field(Officer.education, "学历", ("学历", "文化程度"), words="学历", width=72),
                Field(Officer.joined_on, "参加工作", ("参加工作时间", "参加工作年月", "参加工作日期", "工作时间")),
                Field(Officer.entered_on, "入院时间", ("入院时间", "进院时间", "调入时间", "到院时间")),
                Field(Officer.post_since_on, "现岗起始", ("现岗时间", "任现职时间", "现岗位时间", "到现岗时间")),
                Field(Officer.phone, "联系电话", ("联系电话", "电话", "手机", "手机号", "联系方式")),
                Field(Officer.note, "备注", ("备注", "说明"), lines=2, searched=True, stretch=True, width=120),
            ),
        ),
    ),
    columns_first=(Officer.name, Officer.department_id),
    order=(Order(Officer.number),),
    tests=(
        in_order(
            Officer.joined_on,
            Officer.entered_on,
            "entered_before_joined",
            "入院时间 {last} 早于参加工作时间，核对两处日期",
        ),
        in_order(Officer.birth_on, Officer.joined_on, "joined_before_birth", "参加工作早于出生日期，核对两处日期"),
        _unborn,
        _same_person,
    ),
    derived=_officer_derived,
    state=Officer.status,
    chips=(
        Chip("在岗", lambda facts: (Equals(Officer.status, OfficerStatus.ACTIVE),)),
        Chip("借调", lambda facts: (Equals(Officer.status, OfficerStatus.SECONDED),)),
        Chip("驻村", lambda facts: (Equals(Officer.status, OfficerStatus.VILLAGE),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    papers=("roster", "officer_learning", "person_dossier"),
    empty="还没有干警。新增 Ctrl+N，或从 Excel 导入花名册。",
)


def _kinship_derived(draft: Draft, facts: Facts) -> None:
    """A relative inside the house is found among the officers by name, then by department."""
    draft[Kinship.relative_name] = names.clean(draft[Kinship.relative_name] or "")
    if draft[Kinship.inside] != Inside.INSIDE or draft[Kinship.relative_id] is not None:
        return
    found = [row for row in facts.live("officer") if row["name"] == draft[Kinship.relative_name]]
    unit = tight(draft[Kinship.relative_unit] or "")
    close = [row for row in found if unit in _called(facts.department_of(row["id"]))] or found
    if len(close) == 1:
        draft[Kinship.relative_id] = close[0]["id"]


def _called(department: Mapping[str, Any]) -> set[str]:
    """What a department is called: name, short name, other spellings."""
    told = (str(department.get(name) or "") for name in ("name", "short", "aliases"))
    return {tight(name) for text in told for name in names.split_names(text)}


def _avoidance(draft: Draft, facts: Facts) -> Problem | None:
    """检察官法 art. 24 (3): near relatives may not both be prosecutors of one business department."""
    own, other = (_standing(facts, draft[attr]) for attr in (Kinship.officer_id, Kinship.relative_id))
    if not same_business_department(own, other):
        return None
    said = f"两名检察人员有亲属关系且同在{own.department}，依任职回避规定应报告"
    return caution(Kinship.relative_unit, "avoidance_same_department", said)


def _standing(facts: Facts, officer_id: int | None) -> Standing:
    department = facts.department_of(officer_id)
    legal_post = str(facts.row("officer", officer_id).get("legal_post") or "")
    return Standing(department.get("name"), bool(department.get("business")), "检察" in legal_post)


def _inside_without_officer(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Kinship.inside] != Inside.INSIDE or draft[Kinship.relative_id] is not None:
        return None
    return missing(
        Kinship.relative_name, "unknown_person", f"花名册里没有{draft[Kinship.relative_name]}。核对姓名或改为院外"
    )


KINSHIPS = Register(
    model=Kinship,
    public="kinships",
    title="亲属关系",
    tab="basics",
    measure="对",
    subject=Kinship.officer_id,
    numbering=Numbering("kinship"),
    titles=("亲属关系", "任职回避", "回避关系"),
    identity=(Kinship.officer_id, Kinship.relation, Kinship.relative_name),
    sections=(
        Section(
            "亲属关系",
            (
                Field(
                    Kinship.officer_id,
                    "干警",
                    ("姓名", "干警姓名", "本人姓名"),
                    required=True,
                    width=160,
                    searched=True,
                ),
                Field(Kinship.relation, "关系", ("关系", "亲属关系", "与本人关系"), required=True, width=88),
                Field(
                    Kinship.relative_name,
                    "亲属姓名",
                    ("亲属姓名", "亲属", "亲属名字"),
                    required=True,
                    width=100,
                    searched=True,
                ),
                Field(
                    Kinship.relative_unit,
                    "亲属所在部门（单位）",
                    ("亲属所在部门（单位）", "亲属单位", "亲属所在单位", "工作单位", "亲属部门"),
                    width=200,
                    searched=True,
                ),
                Field(
                    Kinship.inside,
                    "院内/院外",
                    ("院内/院外", "是否本院", "院内外"),
                    required=True,
                    width=88,
                    draw=Draw.TAG,
                ),
                Field(Kinship.relative_id, "院内亲属", in_form=True),
                Field(Kinship.note, "备注", ("备注", "说明"), width=160, stretch=True),
            ),
        ),
    ),
    order=(Order(Kinship.number),),
    tests=(_inside_without_officer, _avoidance),
    derived=_kinship_derived,
    chips=(Chip("院内", lambda facts: (Equals(Kinship.inside, Inside.INSIDE),)),),
    empty="还没有亲属关系登记。新增 Ctrl+N，或从 Excel 导入。",
)


def _succession(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Department.valid_to] is None or draft[Department.successor_id] is not None:
        return None
    return caution(Department.successor_id, "successor_missing", "已撤销的部门没写承接部门，旧台账里的名称将无处归并")


def _circle(draft: Draft, facts: Facts) -> Problem | None:
    seen: set[int | None] = set()
    at = draft[Department.successor_id]
    while at is not None and at != draft.record_id and at not in seen:
        seen.add(at)
        at = facts.row("department", at).get("successor_id")
    if at is None or at != draft.record_id:
        return None
    return broken(Department.successor_id, "successor_circle", "承接部门绕回了本部门，找不到现在的部门。改选承接部门")


DEPARTMENTS = Register(
    model=Department,
    public="departments",
    title="部门",
    tab="basics",
    measure="个",
    subject=Department.name,
    numbering=Numbering("department"),
    titles=("内设机构", "部门名册"),
    identity=(Department.name,),
    sections=(
        Section(
            "部门",
            (
                Field(
                    Department.name,
                    "名称",
                    ("部门名称", "机构名称", "内设机构名称"),
                    required=True,
                    width=160,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Department.short, "简称", ("简称",), width=88, searched=True),
                Field(
                    Department.aliases,
                    "其他写法",
                    ("其他写法", "别名"),
                    hint="用、隔开，导入旧台账时认得",
                    width=220,
                    stretch=True,
                    searched=True,
                ),
                Field(Department.line, "条线", ("条线", "业务条线"), words="条线", width=120),
                Field(Department.business, "业务部门", ("业务部门", "是否业务部门"), width=80),
                Field(Department.position, "排序", ("排序",), width=52),
                Field(Department.valid_from, "设立日期", ("设立日期", "起始日期"), width=100),
                Field(Department.valid_to, "撤销日期", ("撤销日期", "截止日期"), width=100),
                Field(Department.successor_id, "承接部门", ("承接部门", "合并到"), width=120),
                Field(Department.note, "备注", ("备注",)),
            ),
        ),
    ),
    order=(Order(Department.position), Order(Department.number)),
    tests=(
        in_order(Department.valid_from, Department.valid_to, "ends_before_start", "撤销日期早于设立日期，核对两处日期"),
        _succession,
        _circle,
    ),
    chips=(Chip("业务部门", lambda facts: (Equals(Department.business, True),)),),
    empty="还没有部门。新增 Ctrl+N。",
)
