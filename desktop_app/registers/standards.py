"""The 13 执法办案标准 the plan promises."""

from desktop_app.models.plan import Standard
from desktop_app.registers.spec import Chip, Draw, Field, Numbering, Register, Section, in_order, missing
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import StandardState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Equals, Order


def _issued_complete(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Standard.state] != StandardState.ISSUED:
        return None
    if not draft[Standard.doc_no]:
        return missing(Standard.doc_no, "doc_no_missing", "已印发但没有文号。填好再存")
    if draft[Standard.effective_on] is None:
        return missing(Standard.effective_on, "effective_on_missing", "已印发但没有施行日期。填好再存")
    return None


STANDARDS = Register(
    model=Standard,
    public="standards",
    title="办案标准",
    tab="plan",
    measure="项",
    subject=Standard.name,
    numbering=Numbering("standard", width=2),
    titles=("办案标准", "执法办案标准"),
    identity=(Standard.name,),
    sections=(
        Section(
            "标准",
            (
                Field(
                    Standard.name,
                    "标准名称",
                    ("标准名称", "名称", "办案标准名称"),
                    required=True,
                    width=260,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Standard.line, "适用条线", ("适用条线", "条线", "适用范围"), words="条线", width=110, searched=True
                ),
                Field(Standard.doc_no, "印发文号", ("印发文号", "文号", "发文字号"), width=160, searched=True),
                Field(Standard.issued_on, "印发日期", ("印发日期", "发布日期"), width=92),
                Field(Standard.effective_on, "施行日期", ("施行日期", "实施日期", "生效日期"), width=92),
                Field(Standard.basis, "制定依据", ("制定依据", "依据"), lines=2, searched=True),
                Field(Standard.drafter_id, "起草部门", ("起草部门", "制定部门", "责任部门"), width=120),
                Field(Standard.state, "状态", ("状态", "制定状态"), width=92, draw=Draw.PILL),
                Field(Standard.position, "排序"),
                Field(Standard.note, "备注", ("备注",)),
            ),
        ),
    ),
    order=(Order(Standard.number),),
    tests=(
        _issued_complete,
        in_order(
            Standard.issued_on,
            Standard.effective_on,
            "effective_before_issued",
            "施行日期 {last} 早于印发日期 {first}，核对",
        ),
    ),
    state=Standard.state,
    chips=(
        Chip("已印发", lambda facts: (Equals(Standard.state, StandardState.ISSUED),)),
        Chip("在拟", lambda facts: (AnyOf(Standard.state, (StandardState.DRAFT, StandardState.CONSULTING)),), "amber"),
    ),
    empty="还没有办案标准。新增 Ctrl+N，或从 Excel 导入目录。",
)
