"""轮岗摸底."""

from desktop_app.models.rotations import BarredDepartment, RotationLimit, VisitedDepartment
from desktop_app.registers import rotation_tests as tests
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Draw, Field, Numbering, Parts, Register, Section
from desktop_app.rules.unreadable import is_nothing
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Order


def _nothing_special(draft: Draft, facts: Facts) -> None:
    """无 in the place of a special circumstance is none."""
    if is_nothing(draft[RotationLimit.special] or ""):
        draft[RotationLimit.special] = ""


LIMITS = Register(
    model=RotationLimit,
    public="rotation_limits",
    title="轮岗摸底",
    tab="posts",
    measure="人",
    subject=RotationLimit.officer_id,
    numbering=Numbering("rotation_limit"),
    titles=(
        *("轮岗限制", "轮岗意愿", "轮岗摸底", "意愿摸底", "轮岗意愿和限制情况", "青年干警名单", "年轻干警名单"),
        *("轮岗意向", "轮岗意向摸底", "意向摸底"),
    ),
    identity=(RotationLimit.officer_id,),
    sections=(
        Section(
            "摸底",
            (
                Field(
                    RotationLimit.officer_id,
                    "姓名",
                    ("姓名", "干警姓名"),
                    required=True,
                    width=84,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Parts(
                    VisitedDepartment,
                    "已轮过部门",
                    (
                        Field(VisitedDepartment.department_id, "部门", ("部门",), required=True),
                        Field(VisitedDepartment.note, "说明", ("说明",)),
                    ),
                    (
                        "已轮过部门",
                        "已轮岗部门",
                        "轮过的部门",
                        "轮岗经历",
                        "从事过的工作",
                        "工作过的部门",
                        "曾任职部门",
                    ),
                    single=True,
                    width=200,
                ),
                Parts(
                    BarredDepartment,
                    "应回避部门",
                    (
                        Field(BarredDepartment.department_id, "部门", ("部门",), required=True),
                        Field(BarredDepartment.reason, "理由", ("理由",)),
                    ),
                    ("应回避部门", "回避部门", "不宜轮岗部门", "不能去的部门", "回避情况"),
                    single=True,
                    width=140,
                ),
                Field(
                    RotationLimit.special,
                    "特殊情况",
                    ("特殊情况", "特殊情形", "困难", "家庭困难"),
                    width=110,
                    searched=True,
                ),
                Field(
                    RotationLimit.wish_id,
                    "本人意愿",
                    ("本人意愿", "意愿", "意向部门", "轮岗意愿", "意向", "第一意向", "第一志愿", "轮岗意向"),
                    width=110,
                    searched=True,
                ),
                Field(
                    RotationLimit.note,
                    "备注",
                    ("备注", "说明", "第二意向", "第二志愿", "是否愿意轮岗", "是否愿意"),
                    lines=2,
                    width=120,
                    stretch=True,
                ),
            ),
        ),
    ),
    order=(Order(RotationLimit.number),),
    derived=_nothing_special,
    tests=(tests.one_survey,),
    alone=(tests.one_survey,),
    newly=Newly(
        front=(RotationLimit.officer_id, VisitedDepartment, BarredDepartment, RotationLimit.wish_id),
        behind=(RotationLimit.special, RotationLimit.note),
    ),
    empty="还没有轮岗摸底。新增 Ctrl+N，或从 Excel 导入轮岗意愿和限制情况摸底表。",
)
