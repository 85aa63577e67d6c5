"""无问题自查: the signed statements of departments that found no problem."""

from desktop_app.models.issues import SelfCheck
from desktop_app.registers.spec import Draw, Field, Numbering, Register, Section
from desktop_app.store.snapshot import Order

SELF_CHECKS = Register(
    model=SelfCheck,
    public="self_checks",
    title="无问题自查",
    tab="issues",
    measure="份",
    subject=SelfCheck.department_id,
    numbering=Numbering("self_check"),
    titles=("无问题自查", "自查报告", "零问题报告"),
    identity=(SelfCheck.department_id, SelfCheck.signed_on),
    sections=(
        Section(
            "无问题自查",
            (
                Field(
                    SelfCheck.department_id,
                    "部门",
                    ("部门", "自查部门", "科室", "单位"),
                    required=True,
                    width=160,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(SelfCheck.signed_on, "签字日期", ("签字日期", "自查日期", "报告日期"), required=True, width=110),
                Field(SelfCheck.signer_id, "签字人", ("签字人", "负责人", "部门负责人"), required=True, width=110),
                Field(SelfCheck.scope, "自查范围", ("自查范围", "范围", "自查内容"), width=320, stretch=True, lines=2),
                Field(SelfCheck.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(SelfCheck.signed_on), Order(SelfCheck.number)),
    empty="没有无问题自查。查过没有问题的部门，由负责人签字后在这里登记。新增 Ctrl+N。",
)
