"""The format check list (格式核对) of a bulletin: what GB/T 9704-2012 and good sense ask of its elements and text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.figures.traced import read_trace
from desktop_app.models.bulletins import BulletinFigure, BulletinLine, DocSeries
from desktop_app.rules.bulletins import UNNUMBERED, doc_number, read_doc_number
from desktop_app.rules.manuscript import marks, typed_numbers
from desktop_app.rules.periods import read_period
from desktop_app.rules.proofreading import (
    LONG_TITLE,
    left_standing,
    numbered_twice,
    skipped,
    soft_marks,
    title_faults,
    title_period,
)
from desktop_app.rules.said_numbers import paragraph_texts
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import LineKind, Naming, PaperFormat, Sealing
from desktop_app.services import doc_numbers
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.manuscripts import Line, Manuscript


class Mark(StrEnum):
    """How a check came out: right, wrong (no issue), to be looked at, not asked of this paper."""

    OK = "ok"
    BAD = "bad"
    CAUTION = "caution"
    NA = "na"


@dataclass(frozen=True)
class Checked:
    """One line of the check list: stable code, label as shown (发文字号连续), its verdict, what to say.

    ``places`` are positions of the paragraphs it speaks of, as ``BulletinLine.position`` counts them.
    """

    code: str
    label: str
    verdict: Mark
    said: str = ""
    places: tuple[int, ...] = ()


Told = tuple[Mark, str] | tuple[Mark, str, tuple[int, ...]]
_SEALED = (PaperFormat.DOWNWARD, PaperFormat.UPWARD, PaperFormat.LETTER)
_IMPRINTED = (PaperFormat.DOWNWARD, PaperFormat.UPWARD)
_SHOWN = 4
_INSIDE = dict.fromkeys(map(ord, "·•・‧∙⋅"))


@dataclass(frozen=True)
class _Case:
    """What the checks look at."""

    facts: Facts
    draft: Draft
    m: Manuscript

    @property
    def positions(self) -> list[int]:
        return [row["position"] for row in sorted(self.draft.rows(BulletinLine), key=lambda row: row["position"])]

    def texts(self) -> Iterator[tuple[str, int, str]]:
        """Every text of the paper with the name of its place and the position of its paragraph (−1 for elements)."""
        m = self.m
        yield "标题", -1, m.title
        yield from (("主送机关", -1, m.addressee), ("附注", -1, m.annotation), ("抄送", -1, m.copied_to))
        yield from (("印发机关", -1, m.issuer), ("保密期限", -1, m.secrecy_term))
        yield from (("附件说明", -1, name) for name in m.attachments)
        yield from (("署名", -1, name) for name in m.signed_as)
        for at, (position, line) in enumerate(zip(self.positions, m.lines, strict=True), 1):
            yield from ((place_name(line, at), position, text) for text in _texts(line))


def place_name(line: Line, at: int) -> str:
    """How a paragraph is named to the officer: 第3段, 第5段（表）, “一、评查结果”."""
    if line.number:
        words = f"{line.number}{line.text}"
        return f"“{words[:12]}{'…' if len(words) > 12 else ''}”"
    return f"第{at}段（表）" if line.grid else f"第{at}段"


def _texts(line: Line) -> Iterator[str]:
    if line.text:
        yield line.text
    if line.grid is not None:
        yield line.grid.caption
        yield from line.grid.columns
        yield from (cell for row in line.grid.rows for cell in row)


def _secrecy(case: _Case) -> Told:
    m = case.m
    if m.secrecy_term and m.secrecy is None:
        return Mark.BAD, "有保密期限，没有密级"
    if m.secrecy is None and not m.copy_no:
        return Mark.NA, "不适用"
    if m.secrecy is not None and not (m.copy_no.isdigit() and len(m.copy_no) == 6):
        return Mark.BAD, "涉密公文要标 6 位份号"
    return Mark.OK, "★".join(str(part) for part in (m.secrecy, m.secrecy_term) if part) or m.copy_no


def _number(case: _Case) -> Told:
    """No number of a series may be missing below the next one, unless it is kept back, void or used elsewhere."""
    if case.m.format in UNNUMBERED:
        return Mark.NA, "不编文号"
    own = read_doc_number(case.m.number)
    word = own[0].removeprefix(doc_numbers.PRACTICE) if own else None
    asked = [row for row in case.facts.live(DocSeries.__tablename__) if word in (None, row["word"])]
    holes = [hole for series in asked for hole in _holes(case, series, own[2] if own else None)]
    if holes:
        said = f"漏号 {'、'.join(holes[:_SHOWN])}，登记作废、预留或已用"
        return (Mark.BAD if own else Mark.CAUTION), said
    return Mark.OK, case.m.number or "印发时取号"


def _holes(case: _Case, series: Row, mine: int | None) -> Iterator[str]:
    year = (case.m.dated_on or case.facts.today).year
    for serial in doc_numbers.missing(case.facts, series["id"], year, mine):
        yield doc_number(series["word"], year, serial)


def _title(case: _Case) -> Told:
    title, kind = case.m.title, case.m.kind
    faults = title_faults(title, kind)
    if case.m.format is PaperFormat.MINUTES and not title.endswith("纪要"):
        faults = [*(fault for fault in faults if "结尾" not in fault), "纪要的标题以“纪要”结尾"]
    elif case.m.format in (PaperFormat.UPWARD, PaperFormat.LETTER) and title.endswith(("报告", "请示", "函", "复函")):
        faults = [fault for fault in faults if "结尾" not in fault]
    if faults:
        return Mark.BAD, "；".join(faults), (-1,)
    if soft_marks(title):
        return Mark.CAUTION, f"标题里有“{soft_marks(title)}”，能不用就不用", (-1,)
    if len(title) > LONG_TITLE:
        return Mark.CAUTION, f"标题 {len(title)} 字，要排三行", (-1,)
    return Mark.OK, f"{len(title)} 字"


def _addressee(case: _Case) -> Told:
    said = case.m.addressee.strip()
    if not said:
        return (Mark.BAD, "没写主送机关") if case.m.format in _SEALED else (Mark.NA, "不适用")
    if said.rstrip("：:").endswith(("。", "，", "、", "；")):
        return Mark.BAD, "主送机关后只有一个全角冒号，去掉末尾的标点"
    if case.m.format is PaperFormat.UPWARD and "、" in said:
        return Mark.CAUTION, "上行文一般只主送一个上级机关"
    return Mark.OK, said.rstrip("：")


def _dated(case: _Case) -> Told:
    on, signed = case.m.dated_on, case.draft.values.get("signed_on")
    if on is None:
        return Mark.NA, "印发时填"
    if isinstance(signed, date) and on < signed:
        return Mark.BAD, f"成文日期 {on} 早于签发日期 {signed}"
    if on < case.draft.values["as_of"]:
        return Mark.BAD, f"成文日期 {on} 早于截至日 {case.draft.values['as_of']}"
    if on > case.facts.today:
        return Mark.CAUTION, f"成文日期 {on} 晚于今天"
    return Mark.OK, f"{on.year}年{on.month}月{on.day}日"


def _seal(case: _Case) -> Told:
    m = case.m
    if m.format not in _SEALED:
        return Mark.NA, "不盖章"
    if not m.signed_as:
        return Mark.BAD, "没写署名"
    if m.sealing is Sealing.STAMP and m.unit in m.signed_as:
        return Mark.BAD, "盖签名章的署名写职务，不写机关"
    said = {Sealing.SEAL: "印章位置已留", Sealing.BARE: "不盖章", Sealing.STAMP: "签名章位置已留"}
    return Mark.OK, said[m.sealing]


def _imprint(case: _Case) -> Told:
    m, said = case.m, case.m.copied_to.strip()
    if said.rstrip("。；;.").endswith(("、", "，", "：")) or "。" in said.rstrip("。；;."):
        return Mark.BAD, "抄送机关之间用逗号，末尾用句号"
    if m.format not in _IMPRINTED:
        return (Mark.OK, "只有抄送") if said and m.format is PaperFormat.LETTER else (Mark.NA, "不适用")
    if not m.issuer.strip():
        return Mark.BAD, "没写印发机关"
    return Mark.OK, "抄送、印发机关" if said else "印发机关"


def _levels(case: _Case) -> Told:
    kinds = [line.kind for line in case.m.lines]
    places = [(place, "跳了一级") for place in skipped(kinds)]
    places += [(at, "又写了序号") for at, line in enumerate(case.m.lines) if line.number and numbered_twice(line.text)]
    empty = [at for at, line in enumerate(case.m.lines) if line.number and not line.text.strip()]
    places += [(at, "没有文字") for at in empty]
    if places:
        said = "；".join(f"{place_name(case.m.lines[at], at + 1)}{what}" for at, what in sorted(places)[:_SHOWN])
        return Mark.BAD, said, tuple(case.positions[at] for at, _ in sorted(places))
    count = sum(1 for line in case.m.lines if line.number)
    return (Mark.OK, f"{count} 个标题") if count else (Mark.NA, "没有分层标题")


def _sources(case: _Case) -> Told:
    """Every number of the text is traced: n / n, those typed by hand named, those whose ledgers moved counted."""
    rows = {row["key"]: row for row in case.draft.rows(BulletinFigure)}
    lines = sorted(case.draft.rows(BulletinLine), key=lambda row: row["position"])
    heads = case.m.title, str(case.draft.values.get("addressee") or "")
    cited: list[tuple[int, str]] = []
    typed = [("标题、主送", -1, number) for text in heads for number in typed_numbers(text)]
    for at, row in enumerate(lines):
        name = place_name(case.m.lines[at], at + 1)
        for text in paragraph_texts(row):
            cited += [(at, mark.key) for mark in marks(text) if mark.letter == "n"]
            typed += [(name, case.positions[at], number) for number in typed_numbers(text)]
    lost = [at for at, key in cited if key not in rows]
    whole = len(cited) + len(typed)
    said = f"{len(cited) - len(lost)} / {whole} 可追溯" if whole else "没有数字"
    if lost:
        return Mark.BAD, f"{said}；{_named(case, lost)}有数字没有来源", tuple(case.positions[at] for at in lost)
    if typed:
        named = "、".join(f"{name} {number}" for name, _, number in typed[:_SHOWN])
        more = f" 等 {len(typed)} 处" if len(typed) > _SHOWN else ""
        return Mark.CAUTION, f"{said}；手工数字：{named}{more}", tuple(place for _, place, _ in typed)
    moved = _moved(case, {key for _, key in cited})
    return (Mark.CAUTION, f"{said}；{moved} 处台账有变动，F5 重取") if moved else (Mark.OK, said)


def _moved(case: _Case, keys: set[str]) -> int:
    """How many of the numbers would be others if they were taken today."""
    sources = case.facts.sources
    rows = [row for row in case.draft.rows(BulletinFigure) if row["key"] in keys]
    now = [(row["told"], sources.trace(read_trace(row["asked"]))) for row in rows]
    return sum(told.get("value") != new.value or told.get("rows") != new.digest for told, new in now)


def _named(case: _Case, places: list[int]) -> str:
    named = [place_name(case.m.lines[at], at + 1) for at in dict.fromkeys(places)]
    return "、".join(named[:_SHOWN])


def _names(case: _Case) -> Told:
    """With 部门加某 or 只到部门 no name of the roster stands anywhere but where the paper is signed."""
    if case.m.naming is Naming.NAMED:
        return Mark.NA, "具名"
    names = [(name, _run_on(name)) for name in case.m.names if len(name) > 1]
    found = [
        (where, place, name)
        for where, place, text in case.texts()
        if not (where == "署名" and case.m.sealing is Sealing.STAMP)
        for run in (_run_on(text),)
        for name, letters in names
        if letters in run
    ]
    if not found:
        return Mark.OK, str(case.m.naming)
    said = "、".join(dict.fromkeys(f"{where}有“{name}”" for where, _, name in found[: 2 * _SHOWN]))
    return Mark.BAD, f"{said}，改用{case.m.naming}", tuple(dict.fromkeys(place for _, place, _ in found))


def _run_on(text: str) -> str:
    """A text without what may stand inside a name and not be seen as its end: spaces and the middle dot."""
    return "".join(text.split()).translate(_INSIDE)


def _attachments(case: _Case) -> Told:
    names = list(case.m.attachments)
    annexes = [line.text.strip() for line in case.m.lines if line.kind is LineKind.ANNEX]
    if not names and not annexes:
        return Mark.NA, "没有附件"
    if any(name.endswith(("。", "；", "，", "、")) for name in names):
        return Mark.BAD, "附件名称后不加标点"
    if not annexes:
        return Mark.CAUTION, f"附件说明 {len(names)} 个，正文后没有附件"
    if len(names) != len(annexes):
        return Mark.BAD, f"附件说明 {len(names)} 个，附件 {len(annexes)} 个"
    wrong = [
        f"附件{at}“{name}”" for at, (name, annex) in enumerate(zip(names, annexes, strict=True), 1) if name != annex
    ]
    return (Mark.BAD, f"{'、'.join(wrong)}与附件的标题不一致") if wrong else (Mark.OK, f"{len(names)} 个")


def _period(case: _Case) -> Told:
    try:
        own = read_period(case.draft.values.get("period") or "") if case.draft.values.get("period") else None
    except Unreadable as unread:
        return Mark.BAD, unread.said
    as_of = case.draft.values["as_of"]
    titled = title_period(case.m.title, own.first.year if own else as_of.year)
    if own and titled and (own.first, own.last) != (titled.first, titled.last):
        return Mark.BAD, f"标题是{titled.label}，期间填{own.label}", (-1,)
    if own and as_of < own.last:
        return Mark.CAUTION, f"截至 {as_of}，{own.label}还没完"
    return (Mark.OK, own.label) if own else (Mark.NA, "没有期间")


def _phrases(case: _Case) -> Told:
    found = [(where, place, word) for where, place, text in case.texts() for word in left_standing(text)]
    if not found:
        return Mark.OK, "没有"
    said = "、".join(dict.fromkeys(f"{where}“{word}”" for where, _, word in found[: 2 * _SHOWN]))
    return Mark.BAD, said, tuple(dict.fromkeys(place for _, place, _ in found))


_CHECKS: tuple[tuple[str, str, Callable[[_Case], Told]], ...] = (
    ("secrecy", "份号密级", _secrecy),
    ("number", "发文字号连续", _number),
    ("title", "标题", _title),
    ("addressee", "主送机关", _addressee),
    ("dated", "成文日期", _dated),
    ("seal", "印章位置", _seal),
    ("imprint", "版记", _imprint),
    ("levels", "层次序号", _levels),
    ("sources", "数字来源", _sources),
    ("names", "具名", _names),
    ("attachments", "附件说明", _attachments),
    ("period", "期间", _period),
    ("phrases", "未定字样", _phrases),
)


def checks(facts: Facts, draft: Draft, m: Manuscript) -> list[Checked]:
    """The check list in the order of the paper."""
    case = _Case(facts, draft, m)
    return [Checked(code, label, *check(case)) for code, label, check in _CHECKS]
