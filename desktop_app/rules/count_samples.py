"""The sample of a stocktake (抽样盘点): high-risk goods in full, the others by a lot anybody can draw again.

The lot is that of ``rules.draws``: SHA-256 over the seed followed at once by the item's number, smaller comes first.
The rule is a text that names all it was drawn from, so that the printed sheet alone is enough to draw it again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.rules.draws import WHOLE, Ask, Candidate, draw, seal
from desktop_app.rules.number_ranges import read_short, written_short
from desktop_app.rules.unreadable import tight


@dataclass(frozen=True, slots=True)
class Sample:
    """What is counted: ``full`` all of it, ``lot`` drawn from ``pool`` by the seed; numbers of items."""

    full: tuple[str, ...]
    lot: tuple[str, ...]
    pool: tuple[str, ...]


def sample(risks: Mapping[str, str], seed: str, ask: Ask) -> Sample:
    """The sample of these items, number to why it is counted in any case (empty: by lot)."""
    full = tuple(number for number, risk in risks.items() if risk)
    pool = tuple(number for number, risk in risks.items() if not risk)
    return Sample(full, by_lot(pool, seed, ask), pool)


def by_lot(pool: Sequence[str], seed: str, ask: Ask) -> tuple[str, ...]:
    """The numbers drawn, in the order of the lot."""
    return tuple(one.case_no for one in draw([Candidate(number, WHOLE) for number in pool], seed, ask))


def rule_of(found: Sample, ask: Ask) -> str:
    """The rule as it is kept and printed (抽样规则)."""
    lines = (
        f"高风险类别 {len(found.full)} 件全部盘点；其余 {len(found.pool)} 件按 {ask.ratio}%、不少于 {ask.minimum} 件"
        f"随机抽取 {len(found.lot)} 件。",
        "方法：种子后面紧接物品编号，按 UTF-8 算 SHA-256，十六进制值小的先抽。",
        f"候选校验值：{seal(found.pool)}",
        f"候选编号：{written_short(found.pool)}。",
    )
    return "\n".join(lines)


_ASKED = re.compile(r"按(\d+)%、不少于(\d+)件随机抽取(\d+)件")
_SEAL = re.compile(r"候选校验值[:：]([0-9a-f]{64})")
_POOL = re.compile(r"候选编号[:：]([^。]*)。")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A sample drawn again from a rule's text: the numbers, and whether the pool is the one sealed (校验相符)."""

    lot: tuple[str, ...]
    sealed: bool


def redrawn(rule: str, seed: str) -> Redrawn | None:
    """Draw again from the text of a rule, however paper broke its lines; None where it is no such text."""
    flat = tight(rule)
    asked, sealed, pool = _ASKED.search(flat), _SEAL.search(flat), _POOL.search(flat)
    if asked is None or sealed is None or pool is None:
        return None
    numbers = read_short(_wide(pool[1]))
    return Redrawn(by_lot(numbers, seed, Ask(int(asked[1]), int(asked[2]))), seal(numbers) == sealed[1])


def _wide(text: str) -> str:
    """The signs of a short list as they are written, whatever width reading gave them."""
    return text.translate(str.maketrans("();", "（）；"))
