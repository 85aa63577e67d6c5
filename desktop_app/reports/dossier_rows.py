"""Checked dossiers (归档检查) as their papers read them: which are asked for, what is known and was found of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.dossiers import FULL, DossierCheck, DossierDefect, DossierProfile
from desktop_app.registers import reading
from desktop_app.registers.dossiers import CHECKS
from desktop_app.registers.words import cell
from desktop_app.reports.request import Request
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day
from desktop_app.rules.dossiers import SCALE, days_late
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.unreadable import tight
from desktop_app.services.dossiers import items, profile_on
from desktop_app.services.facts import Facts, Row
from desktop_app.store.snapshot import Condition, Equals, Retired
from desktop_app.system.errors import Refusal

DEFECTS = DossierDefect.__tablename__
OTHERS = "其他"
_BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True)
class Asked:
    """One item of the check list on paper: what the profile knows of it, and the defects found under it."""

    code: str
    item: str
    full: int
    found: tuple[Row, ...] = ()

    @property
    def off(self) -> int:
        """Points taken off under it, in hundredths."""
        return sum(abs(int(row.get("points") or 0)) for row in self.found)

    @property
    def said(self) -> str:
        """Where and how, each defect apart."""
        return "；".join(text for row in self.found if (text := str(row.get("said") or "").strip()))


@dataclass(frozen=True)
class Checked:
    """One check on paper, or a form of none (no ``values``): fields in words, defects, what it is checked by."""

    facts: Facts
    day: date
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether no check is named."""
        return not self.values

    @property
    def number(self) -> str:
        return str(self.values.get("number") or "")

    @property
    def done(self) -> bool:
        """Whether the dossier was looked at."""
        return self.values.get(DossierCheck.checked_on.key) is not None

    def of(self, attr: Attr[Any]) -> str:
        """A field in words, empty when not filled in."""
        return cell(CHECKS.by_name[attr.key], self.values, self.facts) if self.values else ""

    def said_day(self, attr: Attr[Any]) -> str:
        """A day in official words (2015年3月31日), empty when not filled in."""
        day: date | None = self.values.get(attr.key)
        return long_day(day) if day else ""

    @property
    def late(self) -> int:
        """Days filed after the last day, or past it without a filing day on the day of the paper (超期天数)."""
        due, filed = self.values.get(DossierCheck.due_on.key), self.values.get(DossierCheck.filed_on.key)
        return days_late(due, filed, self.day)

    @property
    def profile(self) -> Row:
        """What the dossier is checked by: the profile it names, else the one in force."""
        named = self.facts.row(DossierProfile.__tablename__, self.values.get(DossierCheck.profile_id.key))
        return named or profile_on(self.facts, self.values.get(DossierCheck.checked_on.key) or self.day)

    @property
    def full(self) -> int:
        return int(self.profile.get("full") or FULL)

    @property
    def scale(self) -> str:
        return self.of(DossierCheck.scale) or str(self.profile.get("scale") or "") or SCALE

    @property
    def defects(self) -> Sequence[Row]:
        rows: Sequence[Row] = self.values.get(DEFECTS, ())
        return rows

    @property
    def off(self) -> int:
        """All points taken off, in hundredths."""
        return sum(abs(int(row.get("points") or 0)) for row in self.defects)

    def topics(self) -> Iterator[tuple[str, list[Asked]]]:
        """The items of the profile under their topics; defects under no item of it stand last (其他)."""
        left = list(self.defects)
        grouped: dict[str, list[Asked]] = {}
        for row in items(self.facts, self.profile.get("id")):
            mine = tuple(one for one in left if tight(str(one["item"])) == tight(str(row["item"])))
            left = [one for one in left if one not in mine]
            asked = Asked(str(row["code"]), str(row["item"]), int(row["points"]), mine)
            grouped.setdefault(str(row["topic"]) or OTHERS, []).append(asked)
        grouped.setdefault(OTHERS, []).extend(Asked("", str(one["item"]), 0, (one,)) for one in left)
        yield from grouped.items()


def scale_words(scale: str) -> str:
    """合格95、退卷补正88、不合格0 as a sentence: 95分以上为合格，88分以上不满95分为退卷补正，不满88分为不合格."""
    read = scale_or_none(scale)
    if read is None:
        return scale
    said, above = [], ""
    for word, floor in read.steps:
        over = f"{points(floor)}分以上" if floor else ""
        said.append(f"{over}{above}为{word}")
        above = f"不满{points(floor)}分"
    return "，".join(said)


def checks_asked(request: Request, facts: Facts) -> list[Checked]:
    """The checks named by number, case number or file number, several parted by 、; none when none is named.

    An unknown one is refused.
    """
    found: dict[int, Checked] = {}
    for wanted in filter(None, _BETWEEN.split(request.record.strip())):
        rows = _named(facts, wanted)
        if not rows:
            raise Refusal(f"没有编号为 {wanted} 的归档检查。写检查编号、受案号或档号，几卷之间用、隔开", "record")
        found |= {line.id: Checked(facts, request.as_of, line.values) for line in rows}
    return list(found.values())


def all_checks(request: Request, facts: Facts, *conditions: Condition) -> list[Checked]:
    """Every live check that meets the conditions, in the order of the register."""
    lines = _having(facts, *conditions)
    return [Checked(facts, request.as_of, line.values) for line in lines]


def _named(facts: Facts, wanted: str) -> list[reading.Line]:
    for condition in (
        Equals(DossierCheck.number, tight(wanted).upper()),
        Equals(DossierCheck.case_no, case_key(wanted)),
        Equals(DossierCheck.file_no, tight(wanted)),
    ):
        if found := _having(facts, condition):
            return found[:1]
    return []


def _having(facts: Facts, *conditions: Condition) -> list[reading.Line]:
    return reading.all_lines(facts, CHECKS, (), (*conditions, Retired(False)))
