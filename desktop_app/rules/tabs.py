"""The names of the tabs (栏目) by the code registers name them with, in the order they stand."""

from collections.abc import Mapping

BASICS = "basics"
"""The tab of the small tables, where nothing happens on a day."""

TAB_NAMES: Mapping[str, str] = {
    "plan": "方案路线图",
    "issues": "问题清单",
    "exams": "学习考试",
    "posts": "岗位轮换",
    "reviews": "案件评查",
    "seizures": "涉案财物",
    "inspections": "督查问责",
    "bulletins": "通报简报",
    BASICS: "基础台账",
}
