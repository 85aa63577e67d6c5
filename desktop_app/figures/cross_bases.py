"""Every counting base (统计对象) by id; the only place that knows them all."""

from collections.abc import Sequence
from typing import Any

from desktop_app.figures import (
    cross_issues,
    cross_learning,
    cross_posts,
    cross_property,
    cross_reviews,
    cross_supervision,
)
from desktop_app.figures.cross import Base, Cross, Dimension, Measure, crossed
from desktop_app.figures.engine import Question
from desktop_app.system.errors import Refusal

BASES: tuple[Base[Any], ...] = (
    *cross_issues.BASES,
    *cross_reviews.BASES,
    *cross_learning.BASES,
    *cross_posts.BASES,
    *cross_property.BASES,
    *cross_supervision.BASES,
)
BY_ID = {base.id: base for base in BASES}
MOST_COLUMNS = 60
"""More words than this cannot be read across a table."""


def base(named: str) -> Base[Any]:
    """The base of that id or name; an unknown one is refused with those there are."""
    found = BY_ID.get(named) or next((one for one in BASES if one.label == named), None)
    if found is None:
        raise Refusal(f"没有“{named}”这个统计对象。可选：{_listed(BASES)}", "base")
    return found


def dimension(of: Base[Any], label: str, field: str) -> Dimension[Any]:
    """The dimension of a base; an unknown one is refused."""
    found = of.dimension(label)
    if found is None:
        raise Refusal(f"{of.label}不能按“{label}”分。可选：{_listed(of.dimensions)}", field)
    return found


def measures(of: Base[Any], labels: str) -> tuple[Measure[Any], ...]:
    """The measures named, joined by 、; the first of the base where none is named."""
    found = []
    for label in filter(None, (one.strip() for one in labels.split("、"))):
        one = of.measure(label)
        if one is None:
            raise Refusal(f"{of.label}没有“{label}”这个指标。可选：{_listed(of.measures)}", "measure")
        found.append(one)
    return tuple(dict.fromkeys(found)) or of.measures[:1]


def _listed(known: Sequence[Base[Any] | Dimension[Any] | Measure[Any]]) -> str:
    return "、".join(one.label for one in known)


def count(ask: Question, named: str, rows: str, columns: str = "", measure: str = "") -> Cross:
    """The table of a base by its words, all named in Chinese. Refuses what the base does not know.

    A base that stands as of a day alone is refused a period.
    """
    of = base(named)
    if ask.period is not None and not of.dated:
        raise Refusal(f"{of.label}只看截至日期，不分期间。把期间清空", "period")
    if rows == columns:
        raise Refusal(f"行和列都是“{rows}”。换一个，或把列清空", "columns")
    across = dimension(of, columns, "columns") if columns else None
    found = crossed(ask, of, dimension(of, rows, "rows"), across, measures(of, measure))
    if len(found.columns) > MOST_COLUMNS:
        said = f"{columns}有 {len(found.columns)} 个，横着排不下。把它换到行，或换一个做列"
        raise Refusal(said, "columns")
    return found
