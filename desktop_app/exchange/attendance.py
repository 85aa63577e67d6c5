"""Monthly attendance (月考勤): ticks or numbers of days; where it does not say which days, no absence comes of it."""

from desktop_app.exchange import headings
from desktop_app.exchange.cells import shown
from desktop_app.exchange.headings import fold
from desktop_app.exchange.recognised import Recognised, Unrecognised
from desktop_app.exchange.workbooks import Sheet
from desktop_app.models.posts import Absence

DEEPEST = 8
_NAMES = frozenset({"姓名", "干警姓名", "人员"})
_SPEAKS = ("考勤", "出勤")
_OTHERS = ("培训", "学习", "辅导", "会议", "考试")
_COUNTED = (
    "出勤",
    "缺勤",
    "病假",
    "事假",
    "年休",
    "公休",
    "休假",
    "旷工",
    "迟到",
    "早退",
    "婚假",
    "产假",
    "加班",
    "出差",
)
_DATED = ("日期", "时间", "起", "止", "期限")
_DAYS = 20
"""Numbered columns that make a row the head of a month."""

SAID = "没有每次离岗的起止日期，分不清哪天离岗，没有导入。请用写明起止日期的请假、外出登记"


def attendance(sheet: Sheet, stem: str) -> Unrecognised | None:
    """Why a sheet is monthly attendance; None for another sheet."""
    for head in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        texts = [fold(shown(cell)) for cell in sheet.rows[head] if cell is not None]
        if not _NAMES & set(texts):
            continue
        told = "".join([*headings.titles_over(sheet, head), sheet.name, stem])
        speaks = any(word in told for word in _SPEAKS) and not any(word in told for word in _OTHERS)
        return _refused(head, texts) if speaks and (_by_days(sheet, head) or _by_counts(texts)) else None
    return None


def _by_days(sheet: Sheet, head: int) -> bool:
    """Whether the days of a month stand in the head, or beneath it."""
    rows = sheet.rows[head : head + 2]
    return any(len({fold(shown(cell)).strip("日号") for cell in row} & _NUMBERS) >= _DAYS for row in rows)


_NUMBERS = {str(day) for day in range(1, 32)}


def _by_counts(texts: list[str]) -> bool:
    counted = sum(any(word in text for word in _COUNTED) for text in texts)
    return counted >= 2 and not any(word in text for text in texts for word in _DATED)


def undated(found: Recognised) -> Unrecognised | None:
    """Why a ledger of absences that has no column of days is none."""
    read = {item.name for item in found.meant.values()}
    if found.register.model is not Absence or {Absence.from_on.key, Absence.to_on.key} & read:
        return None
    return _refused(found.head, [column.path for column in found.columns])


def _refused(head: int, seen: list[str]) -> Unrecognised:
    return Unrecognised("no_days_told", f"这份表{SAID}", head, tuple(seen))
