"""Writes the holiday table (节假日表) for the years given from the chinesecalendar package, which holds the notices.

Usage: python installer/make_holidays.py [FIRST_YEAR LAST_YEAR] > resources/holidays/holidays.csv
"""

import csv
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

from chinese_calendar import constants

_NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip


def rows(first_year: int, last_year: int) -> Iterator[tuple[str, str, str, str]]:
    """Every marked day of the years, in order: ISO date, 休 or 班, name of the holiday, source."""
    source = f"国务院办公厅节假日安排通知（据 chinesecalendar {version('chinesecalendar')}）"
    marked = [(day, "休", name) for day, name in constants.holidays.items()]
    marked += [(day, "班", f"{_NAMES[name]}调休") for day, name in constants.workdays.items()]
    for day, mark, name in sorted(marked):
        if first_year <= day.year <= last_year:
            yield day.isoformat(), mark, _NAMES.get(name, name), source


def last_covered() -> date:
    """The last day the package marks."""
    return max(max(constants.holidays), max(constants.workdays))


def main() -> None:
    """Write the table to standard output."""
    first, last = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) == 3 else (2013, last_covered().year)
    out = sys.stdout
    out.write(f"# 节假日表 {first}—{last}，由 chinesecalendar {version('chinesecalendar')} 整理；")
    out.write(f"标记到 {last_covered().isoformat()} 为止，此后只按周末计\n")
    out.write("# 休=放假，班=调休上班；次年元旦前后的调休见次年通知\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("date", "mark", "name", "source"))
    writer.writerows(rows(first, last))


if __name__ == "__main__":
    main()
