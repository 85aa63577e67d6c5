"""What is asked of a paper, and what every paper says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.reports.blocks import UnitLine
from desktop_app.reports.styles import Footer, Meta, Numbers
from desktop_app.rules import chain
from desktop_app.rules.dates import long_day
from desktop_app.rules.paper_code import plain_code
from desktop_app.rules.periods import Period
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store import history

PRACTICE = "演练"
ANCHOR = "操作记录 "
"""What the head of the history chain is called at the foot of a paper."""


@dataclass(frozen=True)
class Request:
    """One paper asked for: the desk, the day it speaks of, a period or record where it needs one, its options."""

    desk: Desk
    as_of: date
    period: Period | None = None
    record: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def meta(request: Request, facts: Facts, subject: str = "") -> Meta:
    """Author and moment of a paper."""
    return Meta(str(facts.unit.get("name") or ""), request.desk.clock.now(), subject)


def unit_line(request: Request, facts: Facts, office: str = "") -> UnitLine:
    """填报单位 at the left, 截至日期 at the right."""
    name = str(facts.unit.get("name") or "")
    return UnitLine(f"填报单位：{name}{f'（{office}）' if office else ''}", f"截至{long_day(request.as_of)}")


def footer(request: Request, facts: Facts, left: tuple[str, ...] = ("填表人：", "审核人：")) -> Footer:
    """Signatures, page numbers, the head of the history chain in words and as a square code, 演练 in practice."""
    count, head = history.head(facts.session)
    mark, code = (f"{ANCHOR}{chain.anchor(count, head)}", plain_code(count, head)) if count else ("", "")
    return Footer(left, Numbers.COUNTED, mark, PRACTICE if request.desk.store.practice else "", code)
