"""Words of the window's frame; field words live in the registers, refusals where the rule is."""

from desktop_app import __version__

NAME = "规范司法行为专项整治工作台"
SHORT = "规整台"
PRACTICE = "演练"
INSPECTING = "督查人员 · 只读"
"""Stands in title, menu strip and status bar of a desk that cannot write."""

VERSION = f"版本 {__version__}"

OVERVIEW = "overview"
"""The tab that keeps no register."""

TABS: tuple[tuple[str, str, str], ...] = (
    ("1", OVERVIEW, "总览"),
    ("2", "plan", "方案路线图"),
    ("3", "issues", "问题清单"),
    ("4", "exams", "学习考试"),
    ("5", "posts", "岗位轮换"),
    ("6", "reviews", "案件评查"),
    ("7", "seizures", "涉案财物"),
    ("8", "inspections", "督查问责"),
    ("9", "bulletins", "通报简报"),
    ("0", "basics", "基础台账"),
)
"""Digit (with Ctrl), code as registers name it, and Chinese name of every tab, in fixed order."""

TAB_NAMES = {code: name for _, code, name in TABS}


def title(unit: str, year: int, mark: str = "") -> str:
    """The window title: program, unit, year; practice and an inspector are said, cases never."""
    said = " — ".join([NAME, *([unit] if unit else []), *([f"{year}年度"] if year else [])])
    return f"{said} — {mark}" if mark else said
