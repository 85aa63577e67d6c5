"""归档检查: checked dossiers with their defects; 归档检查标准: what they are checked by."""

from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import DossierCheck, DossierDefect, DossierItem, DossierProfile, FilingTerm
from desktop_app.registers.dossier_tests import (
    CHECK_TESTS,
    PROFILE_TESTS,
    check_marks,
    derive_check,
    heard,
    together,
)
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.dossiers import DOSSIER
from desktop_app.rules.vocabulary import DossierState, DossierVerdict
from desktop_app.services.cases import department_of_case
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Before, Condition, Equals, HasGaps, Natural, Order


def _late(facts: Facts) -> tuple[Condition, ...]:
    """To be corrected, and the day is past (逾期未补正)."""
    return (Before(DossierCheck.correct_by, facts.today), Equals(DossierCheck.state, DossierState.CORRECTING))


def _unfiled(facts: Facts) -> tuple[Condition, ...]:
    """Past the day to be filed by, without a filing day (超期未归档)."""
    return (Before(DossierCheck.due_on, facts.today), Equals(DossierCheck.filed_on, None))


CHECKS = Register(
    model=DossierCheck,
    public="dossiers",
    title="归档检查",
    tab="exams",
    measure="卷",
    subject=DossierCheck.case_no,
    numbering=Numbering("dossier_check"),
    titles=("归档检查", "归档月", "卷宗检查", "案卷检查", "归档情况", "立卷归档", "案卷归档", "归档登记"),
    identity=(DossierCheck.case_no, DossierCheck.checked_on),
    looks_up=(CaseFile, DossierProfile),
    heard=heard,
    together=together,
    near=department_of_case,
    sections=(
        Section(
            "卷宗",
            (
                Field(
                    DossierCheck.case_no,
                    "受案号",
                    ("受案号", "案号", "案件编号", "统一受案号"),
                    required=True,
                    width=224,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    DossierCheck.file_no,
                    "档号",
                    ("档号", "卷号", "案卷号", "档案号"),
                    width=112,
                    hidden=True,
                    searched=True,
                ),
                Field(
                    DossierCheck.name,
                    "案件名称",
                    ("案件名称", "案名", "案卷名称"),
                    width=160,
                    stretch=True,
                    searched=True,
                ),
                Field(DossierCheck.kind, "案件类型", ("案件类型", "案件类别", "类型"), words="案件类型"),
                Field(
                    DossierCheck.department_id,
                    "部门",
                    ("部门", "办案部门", "承办部门", "科室"),
                    width=64,
                    searched=True,
                ),
                Field(
                    DossierCheck.handler_id,
                    "承办人",
                    ("承办人", "承办检察官", "办案人", "立卷人"),
                    width=72,
                    searched=True,
                ),
                Field(DossierCheck.closed_on, "办结日期", ("办结日期", "结案日期", "审结日期")),
                Field(DossierCheck.due_on, "归档期限", ("归档期限", "应归档日期"), hint="按案件类型自动算出"),
                Field(DossierCheck.filed_on, "归档日期", ("归档日期", "归档时间", "移交日期"), width=92, hidden=True),
                Field(DossierCheck.volumes, "册数", ("卷宗|册数", "册数", "卷数"), unit="册", summed=True),
                Field(DossierCheck.pages, "页数", ("卷宗|页数", "页数"), unit="页", summed=True),
                Field(DossierCheck.retention, "保管期限", ("保管期限",), words="保管期限"),
            ),
        ),
        Section(
            "检查",
            (
                Field(DossierCheck.checker_id, "检查人", ("检查人", "检查人员", "检查员"), searched=True),
                Field(DossierCheck.checked_on, "检查日期", ("检查日期", "检查时间")),
                Field(DossierCheck.profile_id, "检查标准"),
                Parts(
                    DossierDefect,
                    "缺陷",
                    (
                        Field(
                            DossierDefect.item,
                            "项目",
                            ("缺陷项目", "检查项目", "缺陷", "存在问题", "缺陷内容"),
                            required=True,
                            searched=True,
                            words="卷宗缺陷",
                        ),
                        Field(DossierDefect.said, "位置、说明"),
                        Field(DossierDefect.points, "扣分", ("扣分值", "扣分分值", "应扣分"), shape_as=Shape.POINTS),
                        Field(DossierDefect.mended_on, "补正日期"),
                        Field(DossierDefect.issue_id, "问题", fixed=True),
                    ),
                    ("缺陷扣分", "扣分情况", "扣分项目", "各项扣分", "检查扣分", "扣分"),
                    draw=Draw.COUNT,
                    unit="处",
                    width=56,
                    across=DossierDefect.item,
                    over=("存在问题", "存在的问题", "发现问题", "缺陷", "缺陷情况", "检查项目", "检查内容", "问题"),
                ),
                Field(
                    DossierCheck.defects,
                    "原登记缺陷",
                    ("检查情况|缺陷及扣分", "缺陷及扣分", "缺陷", "存在问题", "发现问题", "问题及扣分", "检查情况"),
                    lines=2,
                ),
                Field(
                    DossierCheck.score,
                    "得分",
                    ("检查情况|得分", "得分", "评分", "分数"),
                    shape_as=Shape.POINTS,
                    width=52,
                ),
                Field(
                    DossierCheck.verdict,
                    "结论",
                    ("检查情况|结论", "结论", "检查结论", "检查结果", "是否合格"),
                    width=84,
                    draw=Draw.TAG,
                ),
                Field(DossierCheck.scale, "结论标准", hint="合格95、退卷补正88、不合格0"),
            ),
        ),
        Section(
            "补正与复查",
            (
                Field(DossierCheck.correct_by, "补正期限", ("补正期限", "整改期限"), width=124, draw=Draw.DUE),
                Field(DossierCheck.corrected_on, "补正日期", ("补正日期", "补正时间", "整改日期")),
                Field(DossierCheck.rechecked_on, "复查日期", ("复查日期",)),
                Field(DossierCheck.recheck, "复查情况", ("复查情况", "复查结果"), lines=2),
                Field(DossierCheck.state, "状态", width=76, draw=Draw.PILL, fixed=True),
                Field(DossierCheck.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    columns_first=(DossierCheck.case_no, DossierCheck.name),
    order=(Order(DossierCheck.checked_on, descending=True), Natural(DossierCheck.number)),
    tests=CHECK_TESTS,
    derived=derive_check,
    marks=check_marks,
    chips=(
        Chip("待补正", lambda facts: (Equals(DossierCheck.state, DossierState.CORRECTING),), "amber"),
        Chip("逾期未补正", _late, "red"),
        Chip("超期未归档", _unfiled, "red"),
        Chip("不合格", lambda facts: (Equals(DossierCheck.verdict, DossierVerdict.FAILED),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            DossierCheck.case_no,
            DossierCheck.file_no,
            DossierCheck.filed_on,
            DossierCheck.volumes,
            DossierCheck.pages,
            DossierCheck.checker_id,
            DossierCheck.checked_on,
            DossierDefect,
            DossierCheck.correct_by,
        ),
        behind=(
            DossierCheck.name,
            DossierCheck.department_id,
            DossierCheck.handler_id,
            DossierCheck.closed_on,
            DossierCheck.retention,
            DossierCheck.note,
        ),
        carried=(DossierCheck.checker_id, DossierCheck.checked_on),
        left_out=(DossierDefect.mended_on,),
    ),
    lifecycle=DOSSIER,
    state=DossierCheck.state,
    due=DossierCheck.correct_by,
    done=DossierCheck.corrected_on,
    actions=(
        Action("dossier_issue", "转问题", "Alt+B", over=(DossierState.WAITING,)),
        inquire(DossierCheck, over=(DossierState.WAITING,)),
    ),
    papers=("dossier_blank", "dossier_form", "dossier_return", "dossier_statistics"),
    empty="还没有归档检查。新增 Ctrl+N，或从 Excel 导入归档检查登记表。",
)

PROFILES = Register(
    model=DossierProfile,
    public="dossier_profiles",
    title="归档检查标准",
    tab="basics",
    measure="版",
    subject=DossierProfile.title,
    numbering=Numbering("dossier_profile", width=2),
    identity=(DossierProfile.title, DossierProfile.valid_from),
    sections=(
        Section(
            "归档检查标准",
            (
                Field(
                    DossierProfile.title, "名称", required=True, width=280, stretch=True, draw=Draw.KEY, searched=True
                ),
                Field(DossierProfile.valid_from, "施行日期", width=92),
                Field(DossierProfile.full, "满分", shape_as=Shape.POINTS, required=True, width=56),
                Field(
                    DossierProfile.scale,
                    "结论和起点分",
                    required=True,
                    width=220,
                    hint="合格95、退卷补正88、不合格0",
                ),
                Parts(
                    DossierItem,
                    "检查项目",
                    (
                        Field(DossierItem.item, "缺陷", required=True, searched=True),
                        Field(DossierItem.code, "代码"),
                        Field(DossierItem.topic, "类别"),
                        Field(DossierItem.points, "扣分", shape_as=Shape.POINTS),
                    ),
                    draw=Draw.COUNT,
                    unit="项",
                    width=72,
                ),
                Parts(
                    FilingTerm,
                    "归档期限",
                    (
                        Field(FilingTerm.case_kind, "案件类型", required=True, words="案件类型"),
                        Field(FilingTerm.months, "月数", unit="个月"),
                    ),
                    draw=Draw.COUNT,
                    unit="类",
                    width=72,
                ),
                Field(DossierProfile.orders, "卷内顺序", lines=4, hint="一行一种文书"),
                Field(DossierProfile.basis, "依据", lines=2),
                Field(DossierProfile.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(DossierProfile.valid_from, descending=True), Natural(DossierProfile.number)),
    tests=PROFILE_TESTS,
    empty="还没有归档检查标准。新增 Ctrl+N。",
)
