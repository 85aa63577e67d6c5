"""People (干警): age, who counts as young, avoidance between relatives, and attendance that does not add up."""

from dataclasses import dataclass
from datetime import date

from desktop_app.rules.unreadable import tight


@dataclass(frozen=True, slots=True)
class Standing:
    """What the avoidance rule asks of one of two relatives (任职情况): department, and whether it handles cases."""

    department: str | None
    business: bool
    prosecutor: bool
    chief: bool = False


def age_on(birth: date, on: date) -> int:
    """Completed years of age (周岁); a birthday on 29 February comes on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def is_young(birth: date | None, on: date, limit: int = 35) -> bool:
    """Whether an officer counts as young (年轻干警): completed age up to ``limit``; False if the birth is unknown."""
    return birth is not None and age_on(birth, on) <= limit


def same_business_department(first: Standing, second: Standing) -> bool:
    """Whether two relatives are prosecutors of one business department (同一业务部门的检察员)."""
    here, there = tight(first.department or ""), tight(second.department or "")
    same = bool(here) and here == there and first.business and second.business
    return same and first.prosecutor and second.prosecutor


def must_avoid(first: Standing, second: Standing) -> str | None:
    """Why two relatives may not hold their posts together, in Chinese; None if they may.

    检察官法 (2019) art. 24: (1)(2) two chiefs (``chief``: 检察长, 副检察长, 检委会委员), or a chief and a prosecutor of
    one procuratorate; (3) two prosecutors of one business department. For relatives within the degrees named there.
    """
    if first.chief and second.chief:
        return "两人同为院领导或检委会委员，应当任职回避，请报政工部门调整"
    if (first.chief and second.prosecutor) or (second.chief and first.prosecutor):
        return "一人为院领导，另一人为检察员，应当任职回避，请报政工部门调整"
    if same_business_department(first, second):
        return f"两人同在{first.department}任检察员，应当任职回避，请调整其中一人的部门"
    return None


def attendance_gap(expected: int, present: int, excused: int) -> int:
    """People expected who neither came nor were excused (应到−实到−请假); negative if too many are given."""
    return expected - present - excused
