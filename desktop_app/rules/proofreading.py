"""What a careful reader of a bulletin looks for (校对): numbers that do not fit, days too late, words left standing.

Everything here reads text as printed and says what it found; it never mends.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.rules.periods import Period, half_period, month_period, quarter_period, year_period
from desktop_app.rules.vocabulary import BulletinKind, LineKind

_MEASURE = "件|起|份|项|条|人次|人|名|次|个(?!月|工作日|百分点)|宗|本|处|页|家|户|期|批"
_COUNT = re.compile(rf"(?<![\d.〔年第—\-])(\d+)(?:\s*)({_MEASURE})")
_SHARE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[%％]")
_SENTENCE = re.compile(r"[^。；！？\n]+")
_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_MOVED = re.compile(
    r"(?:提高|下降|上升|增长|增加|减少|降低|回升|高于|低于|高出|少了|多了|同比|环比|较[^，。；]{0,12})[^，。；\d]*$"
)
_GOAL = re.compile(r"^[%％]?(?:以上|以下|以内|左右|的目标|目标)")
_WISH = re.compile(r"(?:不低于|不少于|不高于|不超过|达到|力争|确保|目标)[^，。；\d]*$")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_BEFORE = re.compile(r"^(?:\s*[（(][^）)]{1,6}[）)])?(?:之前|以前|前|底前|起|以后|之后)")
_TO_COME = re.compile("将|拟|计划|要求|请|应当|应于|应在|务必|必须|限期|期限|为限|届时|下一步|预计|定于|不迟于|不晚于")
_LEFT = (
    ("待定", re.compile("待定|待填|待核(?!查)|待补(?!考|的|内容)|待写")),
    ("XX", re.compile(r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[Ｘ×✕]{2,}|□{2,}|○{2,}")),
    ("空格线", re.compile("_{2,}|＿{2,}|（\\s*）|\\(\\s*\\)|〔\\s*〕|《\\s*》")),
    ("问号", re.compile("[？?]{2,}")),
    ("标点重复", re.compile("[，。、；：]{2,}|！{2,}|。\\.|\\.。|，\\.|,，")),
    ("连续空格", re.compile("[ \u3000]{2,}(?=\\S)")),
    ("查无此人", re.compile("（查无此人）")),
)
_TITLE_MARKS = "《》〈〉"
_SOFT_MARKS = "、“”‘’（）()—-·〔〕"
_ENDS: dict[BulletinKind, tuple[str, ...]] = {
    BulletinKind.BEST_WORST: ("通报", "结果", "公告"),
    BulletinKind.BRIEFING: (),
    BulletinKind.PHASE: ("小结", "总结", "报告", "通报"),
    BulletinKind.SUMMARY: ("总结", "报告", "总结报告", "通报"),
    BulletinKind.OTHER: ("通报", "报告", "通知", "函", "纪要", "意见", "方案", "决定", "请示", "批复", "总结", "小结"),
}
_USUAL_ENDS = ("通报", "报告")
LONGEST_TITLE, LONG_TITLE = 60, 40
"""Three and two lines of 二号 on 156 mm (GB/T 9704-2012 7.3.1 leaves the number open; practice stops at three)."""
LEVELS = (LineKind.FIRST, LineKind.SECOND, LineKind.THIRD, LineKind.FOURTH)
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、](?!\d)|（\d+）)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its measure word as printed: 12件."""

    value: int
    measure: str
    at: int


def counts(text: str) -> list[Count]:
    """Whole numbers with a measure word, in order; dates, months and document numbers are none."""
    return [Count(int(found[1]), found[2], found.start()) for found in _COUNT.finditer(text)]


def shares(text: str) -> list[tuple[str, int]]:
    """Percentages that say a part of something, with where they stand; changes and goals are left out."""
    return [(found[1], found.start()) for found in _SHARE.finditer(text) if not _is_told_otherwise(text, found)]


def _is_told_otherwise(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() - 1 : found.end() + 4]
    return bool(_MOVED.search(before) or _WISH.search(before) or _GOAL.search(after))


def fits(share: str, numbers: Iterable[int]) -> bool:
    """Whether a printed percentage is one of the numbers over another, to the digits printed."""
    digits = len(share.partition(".")[2])
    found = list(dict.fromkeys(numbers))
    half = 0.5 * 10**-digits + 1e-9
    return any(
        abs(100 * part / whole - float(share)) <= half for part in found for whole in found if part <= whole and whole
    )


def misfits(text: str) -> list[str]:
    """Percentages of a paragraph that no two of its counts give; with fewer than two counts nothing can be said."""
    numbers = [count.value for count in counts(text)]
    return [share for share, _ in shares(text) if len(set(numbers)) > 1 and not fits(share, numbers)]


def later_days(text: str, day: date) -> list[str]:
    """Days later than ``day`` told as if they were over; deadlines, plans and demands may name later ones."""
    return [said for clause in _CLAUSE.findall(text) for said in _late_in(clause, day)]


def _late_in(clause: str, day: date) -> Iterator[str]:
    if _TO_COME.search(clause):
        return
    for found in _DAY.finditer(clause):
        on = _day(int(found[1] or day.year), int(found[2]), int(found[3]))
        if on is not None and on > day and not _BEFORE.match(clause[found.end() :]):
            yield found[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def sentences_with_counts(text: str) -> Iterator[tuple[str, Count]]:
    """What stands in a sentence before each number, with the number: the subject it is said of."""
    for sentence in _SENTENCE.finditer(text):
        for count in counts(sentence[0]):
            yield sentence[0][: count.at].strip(), count


_YEAR_OF = r"(\d{4})年"
_SPANS = (
    (re.compile(rf"{_YEAR_OF}第?([1-4一二三四])季度"), "quarter"),
    (re.compile(rf"{_YEAR_OF}([上下])半年"), "half"),
    (re.compile(rf"{_YEAR_OF}(\d{{1,2}})月(?!\d|[至到—-])"), "month"),
    (re.compile(r"(?<!\d)()第?([1-4一二三四])季度"), "quarter"),
    (re.compile(r"(?<!\d)()([上下])半年"), "half"),
    (re.compile(r"(?<![\d年至到—-])()(\d{1,2})月份?(?!\d|[至到—-])"), "month"),
    (re.compile(rf"{_YEAR_OF}度?(?=$|[^\d第上下])()"), "year"),
)


def title_period(title: str, year: int) -> Period | None:
    """The period a title names (2015年4月, 第一季度, 上半年); ``year`` where it names none; None without a period."""
    for pattern, span in _SPANS:
        if found := pattern.search(title):
            return _period(span, int(found[1] or year), found[2])
    return None


def _period(span: str, year: int, word: str) -> Period | None:
    if span == "month":
        return month_period(year, int(word)) if 1 <= int(word) <= 12 else None
    if span == "quarter":
        return quarter_period(year, int(word) if word.isdecimal() else "一二三四".index(word) + 1)
    return half_period(year, "上下".index(word) + 1) if span == "half" else year_period(year)


def left_standing(text: str) -> list[str]:
    """Words and signs that must not stand in a paper that is issued, each as it stands: 待定, ××, 。。"""
    return [found[0].strip() or name for name, pattern in _LEFT for found in pattern.finditer(text)]


def skipped(kinds: Sequence[LineKind]) -> list[int]:
    """Places of headings that leave out a level: 1. right under 一、, or a text that begins with （一）."""
    levels = [(place, LEVELS.index(kind) if kind in LEVELS else -1) for place, kind in enumerate(kinds)]
    out, before = [], -1
    for place, level in levels:
        if kinds[place] is LineKind.ANNEX:
            before = -1
        elif level >= 0:
            if level > before + 1:
                out.append(place)
            before = level
    return out


def numbered_twice(text: str) -> bool:
    """Whether the words of a heading begin with a number of their own, which is set before it already."""
    return bool(_NUMBERED.match(text))


def title_faults(title: str, kind: BulletinKind) -> list[str]:
    """What a title must not be: empty, with marks but 《》, with a number of marks at its end, too long, unnamed."""
    if not title.strip():
        return ["没写标题"]
    marks = sorted({char for char in title if _is_mark(char) and char not in _TITLE_MARKS + _SOFT_MARKS})
    faults = [f"标题不用标点“{''.join(marks)}”，书名号除外"] if marks else []
    ends = _ENDS.get(kind, _USUAL_ENDS)
    if ends and not title.rstrip().endswith(ends):
        faults.append(f"{kind.value}的标题以“{'”“'.join(ends[:3])}”结尾")
    if len(title) > LONGEST_TITLE:
        faults.append(f"标题 {len(title)} 字，三行排不下")
    return faults


def soft_marks(title: str) -> str:
    """Marks a title is better without, though practice has them."""
    return "".join(sorted({char for char in title if char in "、“”‘’（）()"}))


def _is_mark(char: str) -> bool:
    return char in "，。；：！？,.;:!?…~～" or (
        not char.isalnum() and not char.isspace() and char in "!@#$%^&*_+=|\\/<>[]{}"
    )


def total_faults(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns of a table whose rows do not make the total printed (合计), each as a sentence.

    小计 rows close the rows above them and are left out of 合计. Shares, averages and texts are not added, nor a column
    whose 合计 is a dash: what it counts stands in several rows.
    """
    return [said for column in range(1, len(columns)) for said in _column_faults(columns, rows, column)]


_TOTAL = re.compile("(?:合计|总计|共计|全院)$")
_PART = re.compile("小计$")
_DASHES = ("—", "——", "-", "－", "/")
_UNADDED = re.compile("率|比|均|%|％|分数|得分|中位|期限|日期|天数|名次|排名|序号|编号")


def _column_faults(columns: Sequence[str], rows: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    whole = part = 0.0
    if _UNADDED.search(columns[column]):
        return
    for row in rows:
        value = _number(row[column] if column < len(row) else "")
        head = "".join(row[0].split()) if row else ""
        if value is None:
            return
        if _TOTAL.search(head):
            if row[column].strip() in _DASHES:
                return
            if not _same(value, whole):
                yield f"“{columns[column]}”各行之和 {whole:g}，{head} {value:g}"
            whole = part = 0.0
        elif _PART.search(head):
            if not _same(value, part):
                yield f"“{columns[column]}”各行之和 {part:g}，{head} {value:g}"
            part = 0.0
        else:
            whole, part = whole + value, part + value


def _same(first: float, second: float) -> bool:
    return abs(first - second) < 1e-6


def _number(cell: str) -> float | None:
    """A cell as a number; a dash or nothing counts nothing; None for words."""
    said = re.sub(rf"(?:{_MEASURE}|元|分)$", "", "".join(cell.split()).replace(",", ""))
    if not said or said in _DASHES:
        return 0.0
    return float(said) if re.fullmatch(r"-?\d+(?:\.\d+)?", said) else None
