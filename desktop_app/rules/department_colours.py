"""Colours of departments (部门颜色) on charts and papers: by short name, always shown with that name beside them.

Source: the visual design of the house, section 2; text on its fill keeps a contrast of at least 6.9 : 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DepartmentColour:
    """A fill and the ink of text on it, each as #RRGGBB."""

    fill: str
    ink: str


COLOURS: Mapping[str, DepartmentColour] = {
    "侦监": DepartmentColour("#CFE0F4", "#173F73"),
    "公诉": DepartmentColour("#CDE9E6", "#0F4F4B"),
    "反贪": DepartmentColour("#DFD8F0", "#43307A"),
    "反渎": DepartmentColour("#EFD9EA", "#6B2C5E"),
    "民行": DepartmentColour("#DCEBCF", "#35531D"),
    "监所": DepartmentColour("#F2E6C6", "#5F4708"),
    "控申": DepartmentColour("#D8E2E8", "#2F4A5A"),
    "案管": DepartmentColour("#E9DDD3", "#5E3F27"),
}
"""Short name of a department to its colours."""

OTHER = DepartmentColour("#E9EDF2", "#465160")
"""Every other department: grey."""


def colour_of(short: str) -> DepartmentColour:
    """The colours of a department by its short name; full names of the eight (公诉科, 反贪局) are known too."""
    return next((found for name, found in COLOURS.items() if short.startswith(name)), OTHER)
