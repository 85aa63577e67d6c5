"""The look: colour tokens, type sizes, scale, fonts, palette and the one style sheet made from them."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from re import RegexFlag
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.rules.department_colours import COLOURS
from desktop_app.system.paths import RESOURCES

SCALES = (90, 100, 115, 130)
"""Percentages offered by 编辑 → 字号."""

_INSTALLED = ("Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC")
_SHIPPED = RESOURCES / "fonts" / "NotoSansSC_400Regular.ttf"


@dataclass(frozen=True)
class Tokens:
    """Colours by meaning, as #RRGGBB. Red only for overdue, missing procedure, broken promise, wrong input."""

    ink: str = "#1B2430"
    ink2: str = "#465160"
    ink3: str = "#566272"
    bg: str = "#F3F5F8"
    head: str = "#EAEEF3"
    surface: str = "#FFFFFF"
    line: str = "#CFD6DF"
    soft: str = "#E4E8EE"
    field: str = "#8793A1"
    blue8: str = "#12366A"
    blue7: str = "#1A4B8C"
    blue6: str = "#2460AC"
    blueM: str = "#5C8CC8"  # noqa: N815
    blueL: str = "#C9DAEF"  # noqa: N815
    blueDone: str = "#8FB0DA"  # noqa: N815
    blue2: str = "#BFD3EC"
    blue1: str = "#DCE8F7"
    blue0: str = "#EEF4FB"
    on_blue: str = "#D3E1F3"
    red7: str = "#B3261E"
    red0: str = "#FCEBE9"
    amber7: str = "#8A5200"
    amber0: str = "#FFF2DA"
    amberM: str = "#BF7F12"  # noqa: N815
    green7: str = "#1C6B43"
    green0: str = "#E4F3EA"
    grey0: str = "#E9EDF2"


T = Tokens()

DEPARTMENTS: Mapping[str, tuple[str, str]] = {name: (found.fill, found.ink) for name, found in COLOURS.items()}
"""Department short name to (fill, text on it); others are ``grey0`` with ``ink2``."""

TEXT = 4.5
MARK = 3.0
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("ink", "ink2", "ink3") for ground in ("surface", "bg", "head", "blue1", "blue0")),
    *((tone, ground, TEXT) for tone in ("blue6", "red7", "amber7", "green7") for ground in ("surface", "bg", "blue1")),
    ("field", "surface", MARK),
    ("blue8", "blue1", TEXT),
    ("blue8", "blue2", TEXT),
    ("surface", "blue7", TEXT),
    ("on_blue", "blue7", TEXT),
    ("surface", "blue6", TEXT),
    ("blueM", "surface", MARK),
    ("amberM", "surface", MARK),
    ("red7", "red0", TEXT),
    ("amber7", "amber0", TEXT),
    ("green7", "green0", TEXT),
    ("ink2", "grey0", TEXT),
)
"""Every foreground on ground the program draws, with the least contrast it must keep (WCAG 2)."""


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two #RRGGBB colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Role(Enum):
    """Type roles: pixel size at 100 % and weight. Strong is 700: faces without a bold cut are thickened from there."""

    SCORE = (36, 700)
    FIGURE = (24, 700)
    WIZARD = (20, 700)
    TITLE = (16, 700)
    PANEL = (14, 700)
    TAB = (14, 400)
    TAB_NOW = PANEL
    BODY = (13, 400)
    KEY = (13, 500)
    STRONG = (13, 700)
    HEAD = (12, 700)
    PILL = (12, 500)
    META = (12, 400)
    HINT = (11, 400)
    BADGE = (11, 700)


def scale() -> int:
    """The officer's scale in per cent, kept as a property of the application."""
    app = QApplication.instance()
    return int(app.property("scale") or 100) if app is not None else 100


def px(size: float) -> int:
    """A design size in pixels at the officer's scale."""
    return round(size * scale() / 100)


def font(role: Role) -> QFont:
    """A screen font of one role; family and fallbacks are the application's."""
    made = QFont(QApplication.font())
    size, weight = role.value
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    return made


def colour(name: str) -> QColor:
    """A token as QColor."""
    return QColor(getattr(T, name))


def screen_families(installed: list[str]) -> list[str]:
    """The screen font chain: what the workstation has of it, else the shipped one; Qt falls back beyond."""
    return [family for family in _INSTALLED if family in installed][:1] or _shipped_family()


def _shipped_family() -> list[str]:
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_SHIPPED)))


def palette() -> QPalette:
    """The one palette; highlight is a tint with ink on it, not white on blue."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "bg"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "bg"),
        (role.Text, "ink"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.Highlight, "blue1"),
        (role.HighlightedText, "ink"),
        (role.PlaceholderText, "ink3"),
        (role.Link, "blue6"),
        (role.LinkVisited, "blue6"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "ink"),
        (role.Light, "surface"),
        (role.Midlight, "soft"),
        (role.Mid, "line"),
        (role.Dark, "field"),
        (role.Accent, "blue6"),
    ):
        made.setColor(target, colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, colour("ink3"))
    return made


class _Sheet(Template):
    """The style sheet with ``@token`` colours and ``@12px`` sizes."""

    delimiter = "@"
    idpattern = r"(?a:[a-zA-Z_][a-zA-Z0-9_]*|[0-9]+px)"
    flags = RegexFlag.NOFLAG


def style_sheet() -> str:
    """resources/style.qss with colours and scaled sizes put in; an unknown token is an error."""
    source = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    sizes = {f"{size}px": f"{px(size)}px" for size in range(121)}
    icons = (RESOURCES / "icons").as_posix()
    return _Sheet(source).substitute({**asdict(T), **sizes, "icons": icons})


def apply(app: QApplication, percent: int = 100) -> None:
    """Dress the application: Fusion, palette, fonts, style sheet, at ``percent`` of the design sizes.

    One dressed so already is left alone: going through every widget takes a second.
    """
    first, wanted = not app.property("scale"), percent if percent in SCALES else 100
    if app.property("scale") == wanted and app.styleSheet():
        return
    app.setProperty("scale", wanted)
    if first:
        app.setStyle("Fusion")
        app.setPalette(palette())
    chosen = QFont()
    chosen.setFamilies(screen_families(QFontDatabase.families()) if first else app.font().families())
    chosen.setPixelSize(px(13))
    chosen.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    with _nothing_collected(first):
        app.setFont(chosen)
        app.setStyleSheet(style_sheet())


@contextmanager
def _nothing_collected(first: bool) -> Iterator[None]:
    """No widget is taken away by the collector while Qt goes through all of them: it would meet a dead one."""
    if not first:
        gc.collect()
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
