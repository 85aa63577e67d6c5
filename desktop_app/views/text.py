"""Words of the window's frame; field words live in the registers, refusals where the rule is."""

from desktop_app import __version__

NAME = "规范司法行为专项整治工作台"
SHORT = "规整台"
PRACTICE = "演练"
VERSION = f"版本 {__version__}"

TABS: tuple[tuple[str, str], ...] = (
    ("1", "总览"),
    ("2", "方案路线图"),
    ("3", "问题清单"),
    ("4", "学习考试"),
    ("5", "岗位轮换"),
    ("6", "案件评查"),
    ("7", "涉案财物"),
    ("8", "督查问责"),
    ("9", "通报简报"),
    ("0", "基础台账"),
)
"""Key number (with Ctrl) and name of every tab, in fixed order."""


def title(unit: str, year: int, practice: bool) -> str:
    """The window title: program, unit, year; practice is said, cases never."""
    said = " — ".join([NAME, *([unit] if unit else []), *([f"{year}年度"] if year else [])])
    return f"{said} — {PRACTICE}" if practice else said
