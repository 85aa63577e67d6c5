"""What ledgers of exams and best dossiers say besides their rows (题头): the exam, the retake's day, the choice."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.dossiers import AwardEntry, AwardJudge, DossierAward
from desktop_app.models.exams import EXCELLENT, FULL, HALF, PASS, Exam, Sitting
from desktop_app.registers.score_cells import absence_of
from desktop_app.registers.spec import Over, Page, Told
from desktop_app.rules.dates import read_date
from desktop_app.rules.exams import read_remark
from desktop_app.rules.numbers import read_clock, read_points
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import AwardState, ExamForm, ExamState, SittingCode
from desktop_app.services.facts import Facts

_UNIT = re.compile(r"^.{2,20}?检察院(?:机关)?")
_BRACKET = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")
_LAST_DAY = re.compile(r"(?<!\d)(?:\d{4}|\d{2})[年./-]\d{1,2}[月./-]\d{1,2}日?$")
_SHEET = re.compile(
    r"(?:应考|应试|参考)?(?:人员)?名单$|(?:成绩)?(?:册|单|登记册|(?:登记|汇总|统计|一览|公示|排名)?表|汇总|登记|统计|一览|公示|名册|通报)$|成绩$"
)
_SCORED = re.compile(r"(?:评委)?(?:评分|得分|打分|计分)?(?:汇总|统计|登记|一览|结果|情况)*(?:表|册|单)?$")
_EMPTY_TITLE = frozenset({"", "考试", "闭卷", "闭卷考试", "开卷考试", "考试成绩", "成绩", "测试", "补考", "年度考试"})
_RUN_TO = re.compile(r"截[至止到]+\S*|(?:填报|填表|制表|打印|公布|公示|发布|登记|统计)(?:日期|时间):?\s*\S+")
_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?|(?<!\d)(\d{1,2})月(\d{1,2})日")
_HAN_DAY = re.compile(r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
_COMPACT_DAY = re.compile(r"(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_DAY = re.compile(r"(?<![\d.])1\d\.\d{1,2}\.\d{1,2}(?![\d.])")
_CLOCKS = re.compile(
    r"((?:上午|下午|晚上?)?\d{1,2}[:时点]\d{0,2}分?)\s*[—–~-]+\s*((?:上午|下午|晚上?)?\d{1,2}[:时点]\d{0,2}分?)"
)
_CLOCK = re.compile(r"(?:上午|下午|晚上?)?(?:[01]?\d|2[0-3])[:时点](?:[0-5]\d分?)?(?!\d)")
_CLOCKS_TO = re.compile(r"[至到]")
_PLACE = re.compile(r"地\s*点\s*:\s*([^ ,，;；。、]+)")
_POINTS = r"[:为]?\s*(\d{1,3}(?:\.\d{1,2})?)"
_FULL = re.compile(rf"(?:满\s*分|总\s*分|卷面分?){_POINTS}")
_PASS = re.compile(rf"(?:及格|合格)(?:分数)?(?:线|分)?{_POINTS}")
_EXCELLENT = re.compile(rf"优秀(?:分数)?(?:线|分)?{_POINTS}")
_OF_KIND = re.compile(r"[(\[【]\D{0,4}(\d{1,3}(?:\.\d)?)\s*分?\D{0,2}[)\]】]$")
_PERIOD = re.compile(r"\d{4}年(?:度|第?[一二三四]季度|[上下]半年)?")
_STEPS = (HALF, 25, 10, 5)
_MARKS = ("first", "second", "total")
_SHARE = "share"


def _told(lines: Iterable[str], pattern: re.Pattern[str]) -> int | None:
    """The first points a line tells, in hundredths."""
    found = next((said for line in lines if (said := pattern.search(line))), None)
    return read_points(found[1]) if found is not None else None


def _without_day(line: str) -> str:
    return _RUN_TO.sub("", line)


def _in_digits(line: str) -> str:
    """A line whose days stand in one spelling: 二〇一五年五月八日, 20150508 and 15.5.8 are 2015年5月8日."""
    for spelling in (_HAN_DAY, _COMPACT_DAY, _SHORT_DAY):
        line = spelling.sub(_digits, line)
    return line


def _digits(found: re.Match[str]) -> str:
    try:
        day = read_date(f"20{found[0]}" if _SHORT_DAY.fullmatch(found[0]) else found[0])
    except Unreadable:
        return found[0]
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else found[0]


def _days(lines: Iterable[str], year: int | None) -> Iterator[tuple[date, str]]:
    """Days the lines tell, with the line of each; that a ledger runs to a day says nothing."""
    for line in map(_in_digits, map(_without_day, lines)):
        for found in _DAY.finditer(line):
            told = f"{found[1]}年{found[2]}月{found[3]}日" if found[1] else f"{found[4]}月{found[5]}日"
            try:
                day = read_date(told, year)
            except Unreadable:
                continue
            if day is not None:
                yield day, line[: found.start()][-6:] + "|" + line


def _is_retake(title: str) -> bool:
    return "补考" in title


def held_day(titles: Sequence[str], year: int | None) -> date | None:
    """The day of the exam itself; of a retake's ledger none is told."""
    retake = any(map(_is_retake, (line for line in titles if ":" not in line)))
    return next((day for day, line in _days(titles, year) if not retake and "补考" not in line.split("|")[0]), None)


def retake_day(titles: Sequence[str], year: int | None = None) -> date | None:
    """The day of the retake, as its own title or 补考时间 tells."""
    retake = any(map(_is_retake, (line for line in titles if ":" not in line)))
    said = (day for day, line in _days(titles, year) if retake or "补考" in line.split("|")[0])
    return next(said, None)


def _shorn(title: str, endings: re.Pattern[str]) -> str:
    """A title without the unit before it, what stands in brackets behind it, and what kind of ledger it is."""
    text = _UNIT.sub("", tight(title)).replace("补考", "").removeprefix("关于")
    text = _BRACKET.sub("", _LAST_DAY.sub("", text)).removesuffix("的通报")
    return _BRACKET.sub("", endings.sub("", text)).strip(" -_—、:《》“”")


def _exam_titles(page: Page) -> Iterator[str]:
    for line in page.titles:
        if ":" not in line and len(tight(line)) <= 60 and any(word in line for word in ("考", "测", "成绩", "竞赛")):
            yield _shorn(line, _SHEET)
    if any(word in page.name for word in ("考试", "测试", "测验", "成绩")):
        yield _shorn(page.name, _SHEET)
    if any(
        tight(page.stem).endswith(ending) for ending in ("成绩", "成绩册", "成绩单", "成绩表", "成绩登记表", "考试")
    ):
        yield _shorn(page.stem, _SHEET)


def exam_told(page: Page) -> Mapping[str, Any]:
    """The exam a score sheet is of: title, day, hours, place, full marks and lines; nothing where it names none."""
    held = held_day([*page.titles, page.name], page.year)
    title = next((title for title in _exam_titles(page) if title not in _EMPTY_TITLE), "")
    if not title and held is not None:
        title = "闭卷考试"
    if not title:
        return {}
    if "retake_total" in page.headings and not {*_MARKS} & page.headings.keys():
        return {"title": title}
    form = next((form for form in ExamForm if any(form in line for line in page.titles)), None)
    place = next((found[1] for line in page.titles if (found := _PLACE.search(line))), "")
    told = {
        "title": title,
        "held_on": held,
        "form": form,
        "place": place,
        **_clocks(page.titles),
        **_kinds(page),
        **_lines(page),
        **_came_to(page),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _clocks(lines: Sequence[str]) -> dict[str, str]:
    for line in lines:
        found = _CLOCKS.search(_CLOCKS_TO.sub("-", _DAY.sub(" ", line)))
        if found is None:
            continue
        try:
            first, last = read_clock(found[1]), read_clock(found[2])
        except Unreadable:
            continue
        if found[1].startswith("下午") and not found[2].startswith(("下午", "晚")):
            last = read_clock(f"下午{found[2]}")
        return {"clock": first, "until": last}
    return {}


def _kinds(page: Page) -> dict[str, Any]:
    """The two kinds of questions as the headings name them: 客观题（40分）."""
    told: dict[str, Any] = {}
    for kind in ("first", "second"):
        heading = tight(page.headings.get(kind, ""))
        if heading:
            told[f"{kind}_name"] = _OF_KIND.sub("", heading)
            full = _OF_KIND.search(heading)
            told[f"{kind}_full"] = read_points(full[1]) if full else None
    return told


def _lines(page: Page) -> dict[str, int]:
    """Full marks with pass mark and excellent; a share of the full marks where only these are told."""
    kinds = _kinds(page)
    parts = [kinds.get("first_full"), kinds.get("second_full")]
    whole = _OF_KIND.search(tight(page.headings.get("total", "")))
    full = _told(page.titles, _FULL) or (read_points(whole[1]) if whole else None)
    shared = [_OF_KIND.search(tight(text)) for name, text in page.headings.items() if name.startswith(_SHARE)]
    parts = [read_points(said[1]) if said else None for said in shared] or parts
    full = full or (sum(part for part in parts if part) if None not in parts else None) or FULL
    passing = _told(page.titles, _PASS) or full * PASS // FULL
    excellent = _told(page.titles, _EXCELLENT) or full * EXCELLENT // FULL
    passing = min(passing, full)
    return {"full": full, "pass_mark": passing, "excellent": min(max(excellent, passing), full)}


def _came_to(page: Page) -> dict[str, Any]:
    """Where the exam stands, and in which steps marks are given."""
    marks_in = [name for name in page.cells if name in _MARKS or name.startswith(_SHARE)]
    cells = [cell for name in marks_in for cell in page.cells[name]]
    if not cells:
        return {"state": ExamState.SEATED}
    marks = [mark for cell in cells if (mark := _mark(cell)) is not None]
    step = next((step for step in _STEPS if 10 * sum(mark % step == 0 for mark in marks) >= 9 * len(marks)), 1)
    return {"state": ExamState.PUBLISHED, "step": step}


def _mark(cell: object) -> int | None:
    try:
        return read_points(cell)
    except Unreadable:
        return None


def exam_called(row: Mapping[str, Any]) -> list[str]:
    """What ledgers call an exam: without the day behind it, the year before it, or 闭卷."""
    title = tight(str(row.get("title") or ""))
    bare = _BRACKET.sub("", title)
    names = {bare, re.sub(r"^\d{4}年度?", "", bare), _shorn(bare, _SHEET)}
    return [name for name in {*names, *(name.replace("闭卷", "") for name in names)} if name not in _EMPTY_TITLE]


def _exam_fresh(row: Mapping[str, Any]) -> bool:
    return row.get("held_on") is None and row.get("state") == ExamState.PREPARING


def _day_behind(day: date) -> str:
    return f"（{day.year}年{day.month}月{day.day}日）"


EXAM_OVER = Over(Sitting.exam_id, exam_told, Exam.held_on, _day_behind, _exam_fresh, exam_called)


def sittings_heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """The day of the retake all rows are of."""
    day = retake_day(titles)
    return {Sitting.retake_on.key: day} if day is not None else {}


def sittings_turned(titles: Sequence[str], names: Collection[str]) -> Mapping[str, str]:
    """Under 补考成绩册 the mark is the retake's."""
    if not any(map(_is_retake, (line for line in titles if ":" not in line))):
        return {}
    turned = {"total": "retake_total", "code": "retake_code"}
    return {old: new for old, new in turned.items() if old in names and new not in names and "first" not in names}


def exams_instead(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """3月6日上午9:00-11:00 is a day and its hours."""
    if name != Exam.held_on.key:
        return {}
    day = next((day for day, _ in _days([tight(text)], year)), None)
    rest = _DAY.sub(" ", tight(text))
    alone = _CLOCK.search(rest)
    clocks = _clocks([text]) or ({"clock": read_clock(alone[0])} if alone is not None else {})
    return {"held_on": day, **clocks} if day is not None and clocks else {}


def sittings_together(rows: Sequence[Told], facts: Facts) -> None:
    """Remarks as codes, the day of a retake only where there is one; of two equal 准考证号 the one out of order is told
    and left open.
    """
    again = not any({*_MARKS} & row.values.keys() for row in rows)
    for row in rows:
        _remarked(row, again)
        _caused(row, again)
        held = facts.row(Exam.__tablename__, row.values.get("exam_id")).get("held_on")
        if not again and (
            not {"retake_total", "retake_code"} & row.values.keys() or row.values.get("retake_on") == held
        ):
            row.values.pop("retake_on", None)
    _tickets(rows)


def _remarked(row: Told, again: bool) -> None:
    """缺考（公差） in the remarks; in a ledger of retakes it is said of the retake."""
    said = read_remark(str(row.values.get("note") or ""))
    if said is None or "code" in row.values:
        return
    if again and "retake_on" in row.values and "retake_total" not in row.values:
        row.values.setdefault("retake_code", said[0])
        return
    told = zip(("code", "cause", "excuse"), said, strict=True)
    for name, value in told:
        if value not in (None, ""):
            row.values.setdefault(name, value)


def _caused(row: Told, again: bool) -> None:
    """The remark 病假 of one who has no mark where others have: absent, and why."""
    absent = row.values.get("code") == SittingCode.ABSENT and "cause" not in row.values
    unmarked = "code" not in row.values and not ({*_MARKS, "retake_total"} & row.values.keys()) and not row.problems
    said = absence_of(str(row.values.get("note") or "")) if not again and (absent or unmarked) else None
    if said is not None and said[1] is not None:
        row.values |= {"code": said[0], "cause": said[1]}


def _tickets(rows: Sequence[Told]) -> None:
    bearing = [row for row in rows if row.values.get("ticket")]
    numbers = [(row.values.get("exam_id"), str(row.values["ticket"])) for row in bearing]
    for number in {number for number in numbers if numbers.count(number) > 1}:
        places = [at for at, other in enumerate(numbers) if other == number]
        names = {str(bearing[at].values.get("name")) for at in places}
        if len(names) > 1:
            fits = {at: _fits(numbers, at) for at in places}
            best = max(places, key=lambda at: (fits[at], -at))
            for at in places:
                if at != best:
                    _left_open(bearing[at], number[1], str(bearing[best].values.get("name")))


def _fits(numbers: Sequence[tuple[Any, str]], at: int) -> int:
    """How many neighbours a number follows, or is followed by."""
    own = _serial(numbers[at][1])
    before = _serial(numbers[at - 1][1]) if at else None
    after = _serial(numbers[at + 1][1]) if at + 1 < len(numbers) else None
    return sum(
        own is not None and one == expected for one, expected in ((before, _next(own, -1)), (after, _next(own, 1)))
    )


def _next(own: int | None, by: int) -> int | None:
    return own + by if own is not None else None


def _serial(ticket: str) -> int | None:
    digits = re.sub(r"\D", "", ticket)
    return int(digits) if digits else None


def _left_open(row: Told, ticket: str, other: str) -> None:
    del row.values["ticket"]
    said = f"准考证号 {ticket} 与{other}重复，这一行没有写入准考证号。核对后补上。原文：{ticket}"
    row.problems.append(Problem("ticket", Fault.UNREADABLE, "duplicate_ticket", said))


def sittings_grow(row: Mapping[str, Any]) -> Collection[str]:
    """参考 says nothing of who has no mark yet."""
    return {"code"} if row.get("code") == SittingCode.SAT and row.get("total") is None else ()


def award_told(page: Page) -> Mapping[str, Any]:
    """The choice a sheet of judges' marks is of: its name, and its period where the ledger tells one.

    A list of this program's own (参评案卷台账) is of several choices.
    """
    if any(line.endswith("参评案卷台账") for line in page.titles):
        return {}
    lines = [line for line in (*page.titles, page.name) if ":" not in line]
    named = [_shorn(line, _SCORED) for line in lines if any(word in line for word in ("优秀", "评选", "案卷", "卷宗"))]
    name = next((name for name in named if len(name) > 2), "优秀案卷评选")
    said = (found[0] for line in map(_without_day, page.titles) if (found := _PERIOD.search(tight(line))))
    period = next(said, f"{page.year}年" if page.year else "")
    told = {"name": _PERIOD.sub("", name) or name, "period": period, "full": _told(page.titles, _FULL)}
    return {
        **{key: value for key, value in told.items() if value not in (None, "")},
        "state": AwardState.SCORING,
    }


def award_called(row: Mapping[str, Any]) -> list[str]:
    """What ledgers call a choice: without the period behind it."""
    name = tight(str(row.get("name") or ""))
    return [name, _BRACKET.sub("", name)]


AWARD_OVER = Over(
    AwardEntry.award_id,
    award_told,
    DossierAward.period,
    lambda period: f"（{period}）",
    lambda row: not row.get("period") and row.get("state") == AwardState.NOMINATING,
    award_called,
    AwardJudge.officer_id,
)
