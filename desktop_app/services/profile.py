"""The shipped presets of a year (规则版本): departments, phases, words, deadline rules, holidays."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop_app.rules.deadlines import DeadlineRule, parse_rules
from desktop_app.rules.names import split_names
from desktop_app.rules.workdays import Holiday, parse_holidays
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES

FILES: Mapping[str, str] = {"2015": "2015.toml", "现行": "current.toml"}
Preset = Mapping[str, Any]


@cache
def profile(title: str) -> Preset:
    """One profile as read from resources: department, phase, terms, series."""
    if title not in FILES:
        raise Refusal(f"没有“{title}”这个规则版本。选 {'、'.join(FILES)}", "profile")
    return tomllib.loads((RESOURCES / "profiles" / FILES[title]).read_text("utf-8"))


def deadline_rules(title: str) -> tuple[DeadlineRule, ...]:
    return parse_rules((RESOURCES / "deadlines" / profile(title)["deadlines"]).read_text("utf-8"))


def holidays() -> tuple[Holiday, ...]:
    return parse_holidays((RESOURCES / "holidays" / "holidays.csv").read_text("utf-8"))


def known_department(title: str, name: str) -> Preset:
    """The preset of a department by its name or another spelling, empty when the profile does not know it."""
    for preset in profile(title)["department"]:
        if name == preset["name"] or name in split_names(preset.get("aliases", "")):
            return preset  # type: ignore[no-any-return]
    return {}
