"""监督文书: what was sent out, when it is answered, and whether it landed."""

from functools import partial

from desktop_app.models.cases import CaseFile
from desktop_app.models.supervision import DocumentUrging, SupervisionDocument
from desktop_app.registers import document_tests as tests
from desktop_app.registers import supervision_ledgers as ledgers
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section
from desktop_app.rules.documents import DOCUMENT, OPEN
from desktop_app.rules.vocabulary import DocumentState
from desktop_app.services.cases import department_of_case
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, Equals, HasGaps, Natural, Order


def _of_kind(kind: str, facts: Facts) -> tuple[Condition, ...]:
    return (Equals(SupervisionDocument.kind, kind),)


DOCUMENTS = Register(
    model=SupervisionDocument,
    public="documents",
    title="监督文书",
    tab="inspections",
    measure="份",
    subject=SupervisionDocument.name,
    numbering=Numbering("supervision_document"),
    titles=(
        "文书跟踪",
        "检察建议",
        "纠正违法",
        "流程监控通知书",
        "侦查活动监督",
        "监督文书",
        "文书台账",
        "回复台账",
        "发出文书",
    ),
    identity=(SupervisionDocument.doc_no, SupervisionDocument.sent_on, SupervisionDocument.name),
    looks_up=(CaseFile,),
    near=department_of_case,
    heard=ledgers.kind_heard,
    echoes=("是否回复", "是否按期回复", "是否逾期", "是否送达"),
    sections=(
        Section(
            "文书",
            (
                Field(
                    SupervisionDocument.kind,
                    "文书种类",
                    ("文书种类", "种类", "文书类型", "文书名称", "类别", "类型"),
                    required=True,
                    offers=tests.kind_titles,
                    width=104,
                    draw=Draw.TAG,
                    searched=True,
                ),
                Field(
                    SupervisionDocument.doc_no,
                    "文号",
                    (
                        "文号",
                        "文书号",
                        "文书文号",
                        "编号",
                        "发文字号",
                        "文书编号",
                        "建议书文号",
                        "通知书文号",
                        "建议书编号",
                        "通知书编号",
                    ),
                    width=170,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    SupervisionDocument.case_no,
                    "涉及案件",
                    ("涉及案件", "受案号", "案号", "关联案件", "案件编号", "案件"),
                    searched=True,
                ),
                Field(
                    SupervisionDocument.department_id,
                    "承办部门",
                    ("承办部门", "制发部门", "发出部门", "部门", "科室"),
                    width=72,
                    head="部门",
                    searched=True,
                ),
                Field(
                    SupervisionDocument.handler_id,
                    "承办人",
                    ("承办人", "经办人", "制作人", "承办检察官"),
                    width=76,
                    hidden=True,
                    searched=True,
                    context=SupervisionDocument.department_id,
                ),
                Field(
                    SupervisionDocument.unit,
                    "发往单位",
                    ("发往单位", "被建议单位", "被监督单位", "受文单位", "对象单位", "送达单位", "单位", "主送单位"),
                    required=True,
                    offers=tests.units,
                    width=104,
                    searched=True,
                ),
                Field(SupervisionDocument.to_department_id, "本院对象部门", ("对象部门",), elsewhere=True),
                Field(
                    SupervisionDocument.name,
                    "主要内容",
                    (
                        "主要内容",
                        "内容",
                        "建议内容",
                        "违法事实",
                        "纠正事项",
                        "建议事项",
                        "事项",
                        "监督事项",
                        "案由事由",
                    ),
                    required=True,
                    width=100,
                    stretch=True,
                    lines=2,
                    searched=True,
                ),
                Field(SupervisionDocument.facts, "违法事实或问题", lines=3),
                Field(SupervisionDocument.basis, "法律依据", ("法律依据", "依据"), lines=2),
                Field(SupervisionDocument.approver_id, "批准人", ("批准人", "签发人", "审批人"), elsewhere=True),
                Field(SupervisionDocument.approved_on, "批准日期", ("批准日期", "审批日期", "签发日期")),
            ),
        ),
        Section(
            "发出与回复",
            (
                Field(
                    SupervisionDocument.sent_on,
                    "发出日期",
                    ("发出日期", "发文日期", "制发日期", "发出时间", "制发时间"),
                    width=92,
                    hidden=True,
                ),
                Field(
                    SupervisionDocument.delivered_on,
                    "送达日期",
                    ("送达日期", "送达时间", "签收日期", "收到日期"),
                ),
                Field(SupervisionDocument.proof, "送达回证", ("送达回证", "送达方式")),
                Field(
                    SupervisionDocument.stated_days,
                    "文书写明的期限",
                    ("期限（日）", "回复期限（日）"),
                    unit="日",
                    hint="不填按基础台账里这种文书的规则",
                ),
                Field(
                    SupervisionDocument.due_on,
                    "应回复日期",
                    ("应回复日期", "回复期限", "应回复日", "应答复日期", "回复截止日期", "期限"),
                    width=116,
                    told=tests.due_told,
                    of=(SupervisionDocument.state,),
                ),
                Field(
                    SupervisionDocument.replied_on,
                    "回复日期",
                    ("回复日期", "回复|日期", "回复时间", "答复日期", "复函日期", "回函日期"),
                    width=92,
                    hidden=True,
                ),
                Field(
                    SupervisionDocument.reply_no,
                    "回复文号",
                    ("回复文号", "回复|文号", "复函文号", "回函文号", "答复文号"),
                ),
                Field(
                    SupervisionDocument.reply,
                    "回复内容",
                    ("回复内容", "回复情况", "整改情况", "回复摘要", "回复|内容", "回复|情况"),
                    lines=3,
                ),
                Field(SupervisionDocument.adoption, "采纳情况", ("采纳情况", "是否采纳", "采纳")),
                Parts(
                    DocumentUrging,
                    "督促",
                    (
                        Field(DocumentUrging.urged_on, "督促日期", ("督促日期", "催办日期"), required=True),
                        Field(DocumentUrging.way, "方式", words="督促方式"),
                        Field(DocumentUrging.officer_id, "督促人", elsewhere=True),
                        Field(DocumentUrging.note, "情况"),
                    ),
                    ("督促", "催办", "督促情况"),
                    newest_first=True,
                    draw=Draw.COUNT,
                    unit="次",
                ),
                Field(SupervisionDocument.reported_on, "报上级日期", ("报上级日期", "上报日期")),
                Field(SupervisionDocument.reported_to, "报送机关", ("报送机关", "上报机关")),
            ),
        ),
        Section(
            "落实核查",
            (
                Field(
                    SupervisionDocument.verified_on,
                    "核查日期",
                    (
                        "核查日期",
                        "落实核查|核查日期",
                        "核实日期",
                        "回访日期",
                        "跟踪回访日期",
                        "跟踪回访时间",
                        "回访时间",
                        "核查时间",
                        "核实时间",
                    ),
                ),
                Field(
                    SupervisionDocument.verify_way,
                    "核查方式",
                    ("核查方式", "落实核查|方式", "核实方式", "回访方式"),
                    words="核查方式",
                ),
                Field(
                    SupervisionDocument.verifier_id,
                    "核查人",
                    ("核查人", "落实核查|核查人", "核实人", "回访人"),
                    elsewhere=True,
                ),
                Field(
                    SupervisionDocument.landing,
                    "落实情况",
                    ("落实情况", "落实核查|落实情况", "落实", "整改落实情况"),
                    width=84,
                    draw=Draw.PILL,
                ),
                Field(SupervisionDocument.evidence, "核查证据", ("核查证据", "核查情况", "佐证材料"), lines=2),
                Field(SupervisionDocument.closed_on, "办结日期", ("办结日期", "结案日期")),
                Field(SupervisionDocument.state, "状态", ("状态", "办理状态"), width=84, draw=Draw.PILL, fixed=True),
                Field(SupervisionDocument.state_reason, "原因", in_form=False),
                Field(SupervisionDocument.issue_id, "已转问题", fixed=True),
                Field(SupervisionDocument.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
        Section(
            "复查与公开",
            (
                Field(SupervisionDocument.objected_on, "申请复查日期", ("申请复查日期", "异议日期")),
                Field(SupervisionDocument.objection, "复查理由", lines=2),
                Field(SupervisionDocument.reviewed_on, "复查日期", ("复查日期",)),
                Field(SupervisionDocument.review_result, "复查结果", lines=2),
                Field(SupervisionDocument.announced, "公开宣告", ("公开宣告", "是否公开宣告")),
                Field(SupervisionDocument.copied_to, "抄送", ("抄送", "抄送单位")),
                Field(SupervisionDocument.filed_with, "备案", ("备案", "备案情况")),
                Field(SupervisionDocument.withdrawn_on, "撤回日期", ("撤回日期",)),
            ),
            folded=True,
        ),
    ),
    columns_first=(SupervisionDocument.doc_no, SupervisionDocument.kind),
    order=(Order(SupervisionDocument.sent_on, descending=True), Natural(SupervisionDocument.doc_no)),
    tests=tests.DOCUMENT_TESTS,
    derived=tests.derive_document,
    lifecycle=DOCUMENT,
    state=SupervisionDocument.state,
    due=SupervisionDocument.due_on,
    done=SupervisionDocument.replied_on,
    runs_in=(DocumentState.WAITING,),
    chips=(
        Chip("逾期未回复", tests.unanswered, "red"),
        Chip("已回复未核查", tests.unverified, "amber"),
        Chip("未送达", tests.undelivered, "amber"),
        Chip("未办结", tests.on_paper),
        *(Chip(kind, partial(_of_kind, kind)) for kind in ("检察建议", "纠正违法通知书")),
        Chip("办结", lambda facts: (Equals(SupervisionDocument.state, DocumentState.CLOSED),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    actions=(
        Action(
            "urge_document",
            "督促",
            "Alt+M",
            only=(DocumentState.SENT, DocumentState.WAITING, DocumentState.REPLIED, DocumentState.VERIFIED),
        ),
        Action("document_issue", "转问题", "Alt+B", only=(*OPEN, DocumentState.CLOSED)),
        Action("report_document", "报上级", "Alt+W", only=OPEN[1:]),
        Action("review_document", "复查", "Alt+K", only=OPEN[1:]),
        inquire(SupervisionDocument),
    ),
    newly=Newly(
        front=(
            SupervisionDocument.kind,
            SupervisionDocument.doc_no,
            SupervisionDocument.case_no,
            SupervisionDocument.handler_id,
            SupervisionDocument.unit,
            SupervisionDocument.name,
        ),
        behind=(
            SupervisionDocument.approver_id,
            SupervisionDocument.approved_on,
            SupervisionDocument.sent_on,
            SupervisionDocument.delivered_on,
            SupervisionDocument.stated_days,
        ),
        carried=(SupervisionDocument.kind, SupervisionDocument.handler_id, SupervisionDocument.unit),
    ),
    papers=("document_ledger", "document_urging", "document_visit"),
    empty="还没有监督文书。按 Ctrl+N 登记；或从 Excel 导入检察建议、纠正违法通知书跟踪台账。",
)
