"""Kinds of supervision documents and the outcome ladder an office begins with (监督文书种类、问责方式预设)."""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from desktop_app.models.base import Record
from desktop_app.models.responsibility import OutcomeKind
from desktop_app.models.supervision import DocumentKind
from desktop_app.system.paths import RESOURCES


@cache
def _presets() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "standards" / "supervision.toml").read_text("utf-8"))


def document_kinds(number: Callable[[str], str], profile: str = "") -> Iterator[Record]:
    """The kinds in use under a profile (规则版本), to be added one by one."""
    kinds = [row for row in _presets()["kind"] if row.get("since") in (None, profile)]
    for position, row in enumerate(kinds, 1):
        told = {name: value for name, value in row.items() if name != "since"}
        yield DocumentKind(number=number(DocumentKind.__tablename__), position=position, **told)


def outcome_kinds(number: Callable[[str], str]) -> Iterator[Record]:
    """The outcomes from the lightest on, to be added one by one."""
    for position, row in enumerate(_presets()["outcome"], 1):
        yield OutcomeKind(number=number(OutcomeKind.__tablename__), position=position, **row)


def duty_words(leading: bool) -> tuple[str, str]:
    """What a proposed duty list says of business and of conduct (责任清单起草文字)."""
    told = _presets()["duty"]["leader" if leading else "head"]
    return str(told["business"]), str(told["integrity"])
