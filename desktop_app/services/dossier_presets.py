"""The standard dossiers are checked by when an office begins (归档检查预设), and the items judges score by."""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from desktop_app.models.base import Part, Record
from desktop_app.models.dossiers import DossierItem, DossierProfile
from desktop_app.system.paths import RESOURCES

_POINT = 100


@cache
def _presets() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "standards" / "dossiers-2015.toml").read_text("utf-8"))


def profiles(number: Callable[[str], str]) -> Iterator[Record]:
    """The profile, to be given a number and added."""
    row = _presets()["profile"]
    yield DossierProfile(
        number=number(DossierProfile.__tablename__),
        title=row["title"],
        valid_from=row["valid_from"],
        full=row["full"] * _POINT,
        scale=row["scale"],
        orders="\n".join(row["orders"]),
        basis=row["basis"],
    )


def profile_rows(profile_id: int) -> list[Part]:
    """The items of the profile."""
    return [
        DossierItem(profile_id=profile_id, code=code, topic=topic["name"], item=item, points=round(points * _POINT))
        for topic in _presets()["topic"]
        for code, item, points in topic["items"]
    ]


def award_items() -> list[tuple[str, int]]:
    """The items of the judges' sheet with their points in hundredths (评分项目)."""
    return [(item, points * _POINT) for item, points in _presets()["award"]["items"]]
