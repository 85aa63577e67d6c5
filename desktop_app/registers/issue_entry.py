"""What a new problem is asked, in the order of an inspection, and what the actions write of a problem."""

from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueCategory,
    IssueClosure,
    IssueExtension,
    IssueLookBack,
    IssueMeasure,
    IssueOfficer,
)
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.vocabulary import Correction

NEWLY = Newly(
    front=(
        Issue.nature,
        Issue.department_id,
        Issue.name,
        Issue.showing,
        Issue.matter,
        IssueCase,
        IssueOfficer,
        Issue.no_case,
        Issue.due_on,
        Issue.leader_id,
        Issue.origin,
        IssueCategory,
        Issue.found_on,
        Issue.correction,
        IssueMeasure,
    ),
    behind=(Issue.line, Issue.finder, Issue.standard_id, Issue.cause, Issue.cause_kind, Issue.goal, Issue.note),
    carried=(
        *(Issue.nature, Issue.department_id, Issue.line, Issue.matter, IssueCase, Issue.no_case, IssueCategory),
        *(Issue.origin, Issue.found_on, Issue.finder, Issue.leader_id, Issue.correction, Issue.due_on),
    ),
    left_out=(IssueMeasure.done_on,),
    presets={Issue.found_on: lambda facts: facts.today, Issue.correction: lambda _facts: Correction.BY_DEADLINE},
)
"""What a new problem is asked, and what stays the same through one inspection."""

TOLD = (
    Parts(
        IssueExtension,
        "延期",
        (
            Field(IssueExtension.changed_on, "日期"),
            Field(IssueExtension.old_due_on, "原期限"),
            Field(IssueExtension.new_due_on, "新期限"),
            Field(IssueExtension.reason, "原因"),
            Field(IssueExtension.approver_id, "批准人"),
            Field(IssueExtension.doc_no, "批准文号"),
        ),
    ),
    Parts(
        IssueClosure,
        "历次销号",
        (
            Field(IssueClosure.round, "轮次"),
            Field(IssueClosure.closed_on, "销号日期"),
            Field(IssueClosure.verifier_id, "验收人"),
            Field(IssueClosure.verified_on, "验收日期"),
            Field(IssueClosure.opinion, "验收意见"),
            Field(IssueClosure.approver_id, "批准人"),
            Field(IssueClosure.completion, "完成情况"),
            Field(IssueClosure.evidence, "佐证材料"),
            Field(IssueClosure.due_on, "期限"),
        ),
    ),
    Parts(
        IssueLookBack,
        "回头看",
        (
            Field(IssueLookBack.round, "轮次"),
            Field(IssueLookBack.checked_on, "日期"),
            Field(IssueLookBack.result, "结果"),
            Field(IssueLookBack.checker_id, "检查人"),
            Field(IssueLookBack.note, "情况"),
        ),
    ),
)
"""Rows of the actions: extensions, closures of former rounds, looks back."""
