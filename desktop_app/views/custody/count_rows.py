"""A stocktake as the board shows it (盘点录入): its lines, their groups with counts, what is said of it all."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.reports.stocktake_rows import Count, Line, count_of
from desktop_app.rules.numbers import quantity
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.services.counting import Drift, drift
from desktop_app.services.facts import Facts

HEADS = ("序号", "位置", "编号", "名称", "账面", "实盘", "实际位置", "结果", "处理")
WIDTHS = (48, 104, 160, 0, 76, 76, 104, 132, 140)
NAME, FIGURES = 3, frozenset({0, 4, 5})
_TONES = {
    CountGroup.MISSING: "red7",
    CountGroup.UNEXPECTED: "red7",
    CountGroup.QUANTITY: "amber7",
    CountGroup.MISPLACED: "amber7",
    CountGroup.OTHER: "amber7",
    CountGroup.UNCOUNTED: "ink2",
}
ALWAYS = (CountGroup.UNCOUNTED, CountGroup.MISSING, CountGroup.UNEXPECTED, CountGroup.MISPLACED, CountGroup.AGREES)
"""Groups shown even when nothing is in them."""


@dataclass(frozen=True)
class Sheet:
    """The stocktake and what moved since it was prepared."""

    count: Count
    moved: tuple[Drift, ...]

    @property
    def lines(self) -> Sequence[Line]:
        return self.count.lines

    @property
    def title(self) -> str:
        """PD-01 5月盘点　抽样　2015-05-29　盘点 何静宜、许嘉树　监盘 高嘉树."""
        head, count = self.count.head, self.count
        seed = f"种子 {head['seed']}" if head["seed"] else ""
        change = f"{count.from_keeper} 交 {count.to_keeper}" if count.to_keeper else ""
        told = (
            f"{head['number']} {head['title']}",
            str(head["scope"]),
            str(head["counted_on"] or ""),
            f"盘点 {count.counters}" if count.counters else "",
            f"监盘 {count.supervisor}" if count.supervisor else "",
            seed,
            change,
        )
        return "　".join(filter(None, told))

    @property
    def groups(self) -> list[tuple[CountGroup, int]]:
        """The groups and how many lines are in each."""
        counted = [(name, len(self.count.of(name))) for name in CountGroup]
        return [(name, much) for name, much in counted if much or name in ALWAYS]

    def number_of(self, line: Line) -> int:
        """The row of a line on the sheet, from 1."""
        return self.count.lines.index(line) + 1


def read_sheet(facts: Facts, stocktake_id: int) -> Sheet:
    """The stocktake as it stands."""
    return Sheet(count_of(facts, stocktake_id), tuple(drift(facts, stocktake_id)))


def texts(sheet: Sheet, line: Line) -> tuple[str, ...]:
    """The cells of a line."""
    unit = str(line.row["unit"] or "")
    booked, counted = (
        "" if line.row[name] is None else f"{quantity(line.row[name])}{unit}" for name in ("booked", "counted")
    )
    return (
        *(str(sheet.number_of(line)), str(line.row["written_place"] or ""), line.number or "（无编号）", line.name),
        *(booked, counted, str(line.row["found_place"] or ""), line.result, line.settled.replace("\n", "　")),
    )


def tone(line: Line) -> str:
    """Differences in colour beside their word; what was settled or became a problem is quiet."""
    if line.doubtful:
        return "amber7"
    return "ink2" if line.settled else _TONES.get(line.group, "ink")
