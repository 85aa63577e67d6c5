"""Bulletins as they go to the printer: one of each format, and one with a table, two annexes and an imprint."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.reports.blocks import Document
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.styles import Footer, Numbers
from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat, Sealing, Secrecy, Urgency
from desktop_app.services.manuscripts import Grid, Line, Manuscript
from tests.kit.paper import META, printed

UNIT = "清源县人民检察院"
OPENING = "4月，案件管理办公室随机抽取案件12件开展质量评查，覆盖5个业务部门。现将情况通报如下："
ANCHOR = "操作记录 128·3f9a7c21d00e"
CODE = "GZT 128 3F9A7C21D00E"
FOOT = Footer(numbers=Numbers.OFFICIAL, anchor=ANCHOR, code=CODE)
DEPARTMENTS = ("侦查监督科", "公诉科", "反贪污贿赂局", "反渎职侵权局", "民事行政检察科")
HEADS = {
    PaperFormat.DOWNWARD: f"{UNIT}文件",
    PaperFormat.UPWARD: f"{UNIT}文件",
    PaperFormat.LETTER: UNIT,
    PaperFormat.MINUTES: "专项整治工作会议纪要",
    PaperFormat.BRIEFING: "专项整治工作简报",
    PaperFormat.PLAIN: "",
}


def text(*said: str) -> tuple[Line, ...]:
    """Plain paragraphs."""
    return tuple(Line(LineKind.TEXT, "", one) for one in said)


SHORT = (
    *text(OPENING),
    Line(LineKind.FIRST, "一、", "评查结果"),
    *text("评定优质3件、合格7件、瑕疵2件，无不合格案件，平均得分84.7分，较3月提高1.9分。"),
    Line(LineKind.FIRST, "二、", "主要问题"),
    Line(LineKind.SECOND, "（一）", "权利告知不及时，2件。清检诉〔2015〕22号案晚2日，14号案晚1日，均未说明原因。"),
    Line(LineKind.SECOND, "（二）", "扣押清单缺见证人签名"),
    Line(LineKind.THIRD, "1.", "逐案整改。承办部门于5月20日前整改完毕。"),
)
RESULTS = Line(
    LineKind.TABLE,
    "",
    "",
    Grid(
        "表1　4月案件质量评查结果",
        ("部门", "评查件数", "优质", "合格", "瑕疵", "不合格", "平均得分"),
        tuple((name, "3", "1", "2", "0", "0", "84.7") for name in DEPARTMENTS),
    ),
)
FINDINGS = Line(
    LineKind.TABLE,
    "",
    "",
    Grid(
        "",
        ("序号", "案件", "承办部门", "承办人", "问题", "扣分", "整改时限"),
        tuple(
            (str(at), f"清检诉〔2015〕{at}号", "公诉科", "陈某甲", "讯问笔录未记载权利告知", "3.1", "2015年5月20日")
            for at in range(1, 11)
        ),
        landscape=True,
    ),
)
WITH_ANNEXES = (
    *SHORT[:1],
    Line(LineKind.ANNEX, "", "4月案件质量评查问题明细表"),
    FINDINGS,
    Line(LineKind.ANNEX, "", "案件质量评查结果"),
    RESULTS,
)


def manuscript(format_: PaperFormat = PaperFormat.DOWNWARD, lines: Sequence[Line] = SHORT, **more: Any) -> Manuscript:
    """A bulletin of April with everything its format bears."""
    plain = Manuscript(
        1,
        BulletinKind.REVIEWS,
        format_,
        Naming.CODED,
        UNIT,
        HEADS[format_],
        "关于2015年4月案件质量评查情况的通报",
        "清检发〔2015〕18号",
        "各科、室、局、队",
        tuple(lines),
        signers=("袁倩", "陈少华", "阿里木江"),
        signed_as=(UNIT,),
        dated_on=date(2015, 5, 6),
        copied_to="清源县委政法委，云州市人民检察院案件管理处",
        issuer=f"{UNIT}办公室",
        sent_on=date(2015, 5, 6),
        issue_no=6,
        duplex=False,
    )
    return replace(plain, **more)


def marked(format_: PaperFormat) -> Manuscript:
    """The same with copy number, secrecy and urgency."""
    return manuscript(format_, copy_no="000012", secrecy=Secrecy.SECRET, secrecy_term="1年", urgency=Urgency.AT_ONCE)


def three_pages() -> Manuscript:
    """Text, an annex that lies across, an annex with a table and the imprint under it."""
    return manuscript(lines=WITH_ANNEXES, sealing=Sealing.BARE)


def long_text(paragraphs: int, **more: Any) -> Manuscript:
    """A bulletin of so many paragraphs of three lines."""
    return manuscript(lines=text(*["严格督办。逾期未改的，由监察室督办并通报。" * 4] * paragraphs), **more)


def document(m: Manuscript) -> Document:
    return bulletin_document(m, META, FOOT)


def paper(m: Manuscript) -> bytes:
    """The PDF of a manuscript."""
    return printed(document(m))
