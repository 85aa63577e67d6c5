"""一岗双责 and 一案双查: duty lists with performance, double investigations with both legs."""

from desktop_app.models.bulletins import Bulletin
from desktop_app.models.cases import CaseFile
from desktop_app.models.responsibility import (
    Duty,
    DutyCheck,
    DutyDeed,
    Inquiry,
    InquiryMember,
    InquiryPerson,
    OutcomeKind,
)
from desktop_app.registers import responsibility_tests as tests
from desktop_app.registers import supervision_ledgers as ledgers
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section
from desktop_app.rules.inquiries import CONCLUDED, INQUIRY, RUNNING
from desktop_app.rules.vocabulary import Leg
from desktop_app.services.cases import department_of_case
from desktop_app.store.snapshot import AnyOf, HasGaps, IsEmpty, Order

_DIRECT, _CHIEF, _LEADING = ({InquiryPerson.leg.key: leg} for leg in Leg)
_LISTED = {
    **dict.fromkeys(("直接责任人", "被查人", "直接责任人员", "被调查人", "直接责任人及处理"), _DIRECT),
    **dict.fromkeys(
        ("领导责任人", "主要领导责任人", "领导责任人员", "监督责任人", "领导责任人及处理"),
        _CHIEF,
    ),
    **dict.fromkeys(("重要领导责任人", "次要领导责任人"), _LEADING),
}
_BESIDES = {
    **dict.fromkeys(
        ("对责任人处理", "责任人处理", "对直接责任人处理", "对当事人处理", "直接责任处理", "处理结果", "处理情况"),
        (_DIRECT, InquiryPerson.outcome),
    ),
    **dict.fromkeys(
        ("对领导责任处理", "领导责任处理", "对领导责任人处理", "对领导处理", "领导责任人处理", "领导责任追究"),
        (_CHIEF, InquiryPerson.outcome),
    ),
    **dict.fromkeys(("重要领导责任处理", "对重要领导责任人处理"), (_LEADING, InquiryPerson.outcome)),
}
"""Columns of ledgers that name who is looked into on each leg, and what followed for them."""

DUTIES = Register(
    model=Duty,
    public="duties",
    title="一岗双责",
    tab="inspections",
    measure="份",
    subject=Duty.officer_id,
    numbering=Numbering("duty"),
    titles=("一岗双责", "责任清单", "履责情况", "党风廉政建设责任"),
    identity=(Duty.officer_id, Duty.post),
    sections=(
        Section(
            "责任清单",
            (
                Field(
                    Duty.officer_id,
                    "姓名",
                    ("姓名", "责任人", "领导姓名", "干部姓名"),
                    required=True,
                    width=84,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Duty.post, "职务", ("职务", "职务名称", "岗位"), words="行政职务", width=120, searched=True),
                Field(
                    Duty.charge,
                    "分管部门",
                    ("分管部门", "分管工作", "分管", "分管条线"),
                    width=200,
                    lines=2,
                    searched=True,
                ),
                Field(
                    Duty.business,
                    "业务职责",
                    ("业务职责", "业务责任", "业务工作职责"),
                    width=200,
                    stretch=True,
                    lines=4,
                    searched=True,
                ),
                Field(
                    Duty.integrity,
                    "廉政职责",
                    ("廉政职责", "廉政责任", "党风廉政职责", "廉政建设职责"),
                    width=200,
                    lines=4,
                    searched=True,
                ),
                Field(
                    Duty.signed_on,
                    "责任书签订日期",
                    (
                        "责任书签订日期",
                        "签订日期",
                        "责任书签订时间",
                        "签订责任书日期",
                        "签订责任书时间",
                        "签订时间",
                        "责任书签订",
                    ),
                    width=108,
                    head="签订日期",
                ),
            ),
        ),
        Section(
            "履责",
            (
                Parts(
                    DutyDeed,
                    "履责记录",
                    (
                        Field(DutyDeed.text, "内容", ("内容",), required=True, lines=2),
                        Field(DutyDeed.done_on, "日期", ("日期",), required=True),
                        Field(DutyDeed.kind, "事项", ("事项", "方式"), words="履责事项"),
                        Field(DutyDeed.officer_id, "对象", ("对象",), elsewhere=True),
                        Field(DutyDeed.evidence, "佐证", ("佐证",)),
                    ),
                    ("履责记录", "履责情况", "履职情况", "履行职责情况"),
                    apart=ledgers.deeds_apart,
                    newest_first=True,
                    draw=Draw.COUNT,
                    unit="次",
                    width=64,
                ),
                Field(
                    Duty.told_talks,
                    "台账记廉政谈话",
                    ("履责情况|廉政谈话（次）", "廉政谈话（次）", "廉政谈话次数", "谈话次数", "廉政谈话"),
                    unit="次",
                    width=64,
                    head="谈话",
                ),
                Field(
                    Duty.told_checks,
                    "台账记检查",
                    ("履责情况|检查（次）", "检查（次）", "检查次数", "检查"),
                    unit="次",
                    width=64,
                    head="检查",
                ),
                Parts(
                    DutyCheck,
                    "履责考核",
                    (
                        Field(DutyCheck.period, "期间", required=True, hint="2015Q1 或 2015"),
                        Field(DutyCheck.grade, "等次", words="履责考核等次"),
                        Field(DutyCheck.problem, "问题", lines=2),
                        Field(DutyCheck.checked_on, "考核日期"),
                        Field(DutyCheck.checker_id, "考核人", elsewhere=True),
                    ),
                    draw=Draw.COUNT,
                    unit="次",
                ),
                Field(Duty.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(Duty.number),),
    tests=tests.DUTY_TESTS,
    derived=tests.derive_duty,
    chips=(
        Chip("未签订", lambda facts: (IsEmpty(Duty.signed_on),), "red"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    actions=(
        Action("duty_deed", "履责记录", "Alt+M"),
        Action("duty_check", "履责考核", "Alt+B"),
        Action("duty_propose", "拟建清单", "Alt+W", anew=True),
    ),
    newly=Newly(
        front=(Duty.officer_id, Duty.post, Duty.charge, Duty.business, Duty.integrity, Duty.signed_on),
        behind=(Duty.note,),
        carried=(Duty.business, Duty.integrity, Duty.signed_on),
    ),
    papers=("duty_list", "duty_letter", "duty_deeds"),
    empty="还没有责任清单。按 Ctrl+N 登记；或从 Excel 导入“一岗双责”责任清单。",
)

INQUIRIES = Register(
    model=Inquiry,
    public="inquiries",
    title="一案双查",
    tab="inspections",
    measure="件",
    subject=Inquiry.name,
    numbering=Numbering("inquiry"),
    number_aliases=("编号", "双查编号", "登记编号"),
    number_width=104,
    titles=("一案双查", "双查登记", "责任追究", "问责登记"),
    identity=(Inquiry.number, Inquiry.name),
    looks_up=(CaseFile, Bulletin, OutcomeKind),
    near=department_of_case,
    sections=(
        Section(
            "线索",
            (
                Field(
                    Inquiry.origin,
                    "线索来源",
                    ("线索来源", "来源", "案件来源"),
                    words="双查线索来源",
                    width=120,
                    searched=True,
                ),
                Field(Inquiry.case_no, "关联案件", ("关联案件", "受案号", "案号"), width=200, searched=True),
                Field(Inquiry.department_id, "部门", ("部门", "责任部门"), width=84, searched=True),
                Field(
                    Inquiry.name,
                    "主要事实",
                    ("主要事实", "事实", "案由", "问题事实", "基本事实", "违纪事实", "基本情况"),
                    required=True,
                    width=200,
                    stretch=True,
                    lines=3,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Inquiry.registered_on, "登记日期", ("线索登记日期",)),
            ),
        ),
        Section(
            "双查",
            (
                Parts(
                    InquiryPerson,
                    "双查对象",
                    (
                        Field(InquiryPerson.officer_id, "姓名", ("姓名",), required=True, searched=True),
                        Field(InquiryPerson.leg, "责任类型", ("责任类型",), required=True),
                        Field(InquiryPerson.fault, "问题", lines=2),
                        Field(InquiryPerson.blame, "责任认定"),
                        Field(InquiryPerson.outcome, "处理", ("处理",), offers=tests.outcome_titles),
                        Field(InquiryPerson.decided_on, "决定日期"),
                        Field(InquiryPerson.doc_no, "决定文号"),
                        Field(InquiryPerson.carried_out_on, "执行日期"),
                        Field(InquiryPerson.until_on, "影响期至", fixed=True),
                    ),
                    ("双查对象",),
                    width=120,
                    listed=_LISTED,
                    bracket=ledgers.outcome_behind,
                    besides=_BESIDES,
                ),
                Field(
                    Inquiry.no_leader,
                    "不查领导责任的理由",
                    ("不查领导责任理由", "领导责任说明"),
                    lines=2,
                ),
                Parts(
                    InquiryMember,
                    "调查人员",
                    (Field(InquiryMember.officer_id, "调查人员", searched=True, elsewhere=True),),
                    ("调查人员", "调查组", "调查人", "承办人"),
                    single=True,
                    width=110,
                ),
                Field(
                    Inquiry.started_on,
                    "启动日期",
                    ("启动日期", "立案日期", "开始日期", "初核日期", "立案时间", "启动时间", "调查时间"),
                    width=92,
                ),
                Field(
                    Inquiry.ended_on,
                    "办结日期",
                    ("办结日期", "结案日期", "处理决定日期", "结束日期", "结案时间", "办结时间", "处理时间"),
                    width=92,
                ),
                Field(Inquiry.decider_id, "决定人", ("决定人", "批准人"), elsewhere=True),
                Field(Inquiry.conclusion, "调查结论", ("调查结论", "结论"), lines=3),
                Field(Inquiry.basis, "问责依据", ("问责依据", "依据"), lines=2),
                Field(Inquiry.mending, "整改", ("整改情况", "整改"), lines=2),
            ),
        ),
        Section(
            "执行与通报",
            (
                Field(Inquiry.carried_out_on, "执行日期", ("执行日期",)),
                Field(Inquiry.revisited_on, "回访日期", ("回访日期",)),
                Field(Inquiry.revisit, "回访情况", ("回访情况",), lines=2),
                Field(Inquiry.bulletin_no, "通报期号", ("通报期号", "通报文号"), width=120, searched=True),
                Field(Inquiry.bulletin_on, "通报日期", ("通报日期",)),
                Field(Inquiry.bulletin_id, "本库通报", fixed=True),
                Field(Inquiry.archived_on, "归档日期", ("归档日期",)),
                Field(
                    Inquiry.state,
                    "状态",
                    ("状态", "办理状态", "进展", "目前状态", "办理情况", "当前状态"),
                    width=84,
                    draw=Draw.PILL,
                ),
                Field(Inquiry.state_reason, "原因", ("了结原因", "不予立项原因"), in_form=False),
                Field(Inquiry.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(Inquiry.number),),
    tests=tests.INQUIRY_TESTS,
    derived=tests.derive_inquiry,
    marks=tests.inquiry_marks,
    lifecycle=INQUIRY,
    state=Inquiry.state,
    chips=(
        Chip("在查", lambda facts: (AnyOf(Inquiry.state, RUNNING),), "amber"),
        Chip("已决定", lambda facts: (AnyOf(Inquiry.state, CONCLUDED),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Inquiry.origin,
            Inquiry.case_no,
            Inquiry.department_id,
            Inquiry.name,
            InquiryPerson,
            Inquiry.registered_on,
        ),
        behind=(InquiryMember, Inquiry.note),
    ),
    papers=("inquiry_form", "outcome_statistics"),
    empty="还没有一案双查。按 Ctrl+N 登记线索；或从 Excel 导入一案双查登记表。",
)
