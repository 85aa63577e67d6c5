"""Words of the window's frame; field words live in the registers, refusals where the rule is."""

from desktop_app import __version__
from desktop_app.rules.tabs import TAB_NAMES as KEPT_TABS

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
    *((digit, code, name) for digit, (code, name) in zip("234567890", KEPT_TABS.items(), strict=True)),
)
"""Digit (with Ctrl), code as registers name it, and Chinese name of every tab, in fixed order."""

TAB_NAMES = {code: name for _, code, name in TABS}


def title(unit: str, year: int, mark: str = "") -> str:
    """The window title: program, unit, year; practice and an inspector are said, cases never."""
    said = " — ".join([NAME, *([unit] if unit else []), *([f"{year}年度"] if year else [])])
    return f"{said} — {mark}" if mark else said
