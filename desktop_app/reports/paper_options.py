"""What a paper may be asked in its preview (选项): the words of each option, the values it may take, what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from desktop_app.reports import (
    archive_papers,
    bulletin_request,
    contest_papers,
    exam_results,
    exam_seats,
    issue_letters,
    issue_rows,
    label_sheets,
    labels,
    money_papers,
    naming_asked,
    post_papers,
    rotation_chart,
    rotation_due,
    saved_table,
)
from desktop_app.reports.card_papers import KIND
from desktop_app.reports.request import Request
from desktop_app.rules.dates import read_date
from desktop_app.rules.periods import Period
from desktop_app.rules.typed_periods import typed_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.card_finding import live_templates
from desktop_app.system.errors import Refusal

Choices = tuple[tuple[str, str], ...]
"""Values an option may take with the words for each; the empty value leaves it out."""
RECORD, AS_OF, PERIOD = "record", "as_of", "period"
"""What is asked beside options: which records the paper is about, the day it speaks of, its period."""
_ASIDE = (RECORD, AS_OF, PERIOD)


class Entry(Enum):
    """How an option is entered."""

    CHOICE = "choice"
    COUNT = "count"
    SHIFT = "shift"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    """One option (选项): its name on the command line, its words and key in the window.

    ``offers`` gives the choices; ``first`` is what a count of none is called (从第1格起); ``hint`` stands in an empty
    box; ``kept`` is false for what belongs to one printing only.
    """

    name: str
    label: str
    key: str
    entry: Entry = Entry.CHOICE
    offers: Callable[[Request], Choices] = lambda _request: ()
    first: int = 0
    most: int = 0
    hint: str = ""
    kept: bool = True


@dataclass(frozen=True)
class Offered:
    """The options of a paper; papers of one ``memory`` remember theirs together.

    ``printed`` answers what its options become once all pages of a request are printed.
    """

    options: tuple[Option, ...]
    memory: str = ""
    printed: Callable[[Request], Mapping[str, str]] | None = None


def among(*choices: tuple[str, str]) -> Callable[[Request], Choices]:
    return lambda _request: choices


def _sheets(_request: Request) -> Choices:
    return tuple((sheet.code, sheet.title) for sheet in label_sheets.sheets())


def _departments(request: Request) -> Choices:
    with request.desk.facts() as facts:
        return (("", "全部"), *((str(row["name"]), str(row["name"])) for row in facts.departments()))


def _cards(request: Request) -> Choices:
    with request.desk.facts() as facts:
        return (("", "全部"), *((str(row["title"]), str(row["title"])) for row in live_templates(facts)))


SHEET = Option(label_sheets.SHEET, "标签纸", "L", offers=_sheets)
START = Option(label_sheets.SKIP, "从第几格起", "S", Entry.COUNT, first=1, most=200)
RIGHT = Option(label_sheets.RIGHT, "右移毫米", "R", Entry.SHIFT)
DOWN = Option(label_sheets.DOWN, "下移毫米", "D", Entry.SHIFT)
DEPARTMENT = Option(issue_rows.DEPARTMENT, "部门", "B", offers=_departments, kept=False)
ANNEX = Option(post_papers.ANNEX, "附件序号", "J", Entry.TEXT, hint="不作附件")
SHOW = Option(
    rotation_chart.SHOW, "内容", "N",
    offers=among((rotation_chart.CHART, "图"), (rotation_chart.TABLE, "表"), (rotation_chart.BOTH, "图和表")),
)  # fmt: skip
SIZE = Option(rotation_chart.PAPER, "纸张", "Z", offers=among(("A4", "A4"), ("A3", "A3")))
NAMING = Option(
    bulletin_request.NAMING,
    "具名",
    "M",
    offers=among(("", "按通报"), *((str(one), str(one)) for one in Naming)),
    kept=False,
)
RESULT = Option(contest_papers.INNER, "份样", "W", offers=among(("", "对外件"), ("1", "内部件")))
REPLY_BY = Option(issue_letters.REPLY_BY, "回复期限", "H", Entry.TEXT, hint="如 2015-06-15，空着手填", kept=False)
RESULTS = (
    Option(
        exam_results.NAMES, "具名", "M",
        offers=among(*((one, one) for one in (exam_results.NAMED, exam_results.TICKET, exam_results.DEPARTMENT))),
    ),
    Option(exam_results.RANKING, "名次", "C", offers=among(("", "列名次"), ("0", "不列名次"))),
)  # fmt: skip


SINCE = Option(money_papers.SINCE, "期初", "Q", Entry.TEXT, hint="从头列；或 2015-04-01，之前的并作期初", kept=False)
DAY = Option(AS_OF, "截至", "Y", Entry.TEXT, hint="今天", kept=False)
OVER = Option(PERIOD, "时段", "U", Entry.TEXT, hint="如 1-3月、2015Q1、2015-05", kept=False)


def about(hint: str) -> Option:
    """Which records the paper is about."""
    return Option(RECORD, "范围", "F", Entry.TEXT, hint=hint, kept=False)


LISTED = Option(
    saved_table.LIST, "明细", "X", offers=among(("", "按存的"), ("1", "后附明细"), ("0", "不附")), kept=False
)
HOW_NAMED = Option(
    naming_asked.NAMING, "具名", "M", offers=among(*((str(one), str(one)) for one in Naming)), kept=False
)
RELATIVES = Option(archive_papers.KIN, "亲属", "Q", offers=among(("", "不列姓名"), ("1", "列姓名")), kept=False)
ON_DAY = Option(archive_papers.DAY, "某日在岗", "G", Entry.TEXT, hint="同截至日期", kept=False)
_LABELS, _ITEMS = "labels", "物品编号、受案号或库位，几个用、隔开"
_SLIP = about("审批文书号、日期、流水或物品编号；空着印空白表")
OFFERED: Mapping[str, Offered] = {
    "item_labels": Offered((about(_ITEMS), SHEET, START, RIGHT, DOWN), _LABELS, labels.items_printed),
    "place_labels": Offered((about("库位名称或编号"), SHEET, START, RIGHT, DOWN), _LABELS, labels.places_printed),
    "label_calibration": Offered((SHEET, RIGHT, DOWN), _LABELS),
    "custody_history": Offered((about(_ITEMS), DAY)),
    "money_ledger": Offered((about("受案号，几个用、隔开；空着印全部"), SINCE, DAY)),
    "freezes_due": Offered((DAY,)),
    "loan_urging": Offered((about("姓名、单位或物品编号；空着印全部"), DAY)),
    "case_ledger": Offered((about("受案号、登记号或文书号，几个用、隔开；空着印全部"), DAY)),
    "stock_ledger": Offered((about(f"{_ITEMS}；空着印全部"), DAY)),
    "special_check": Offered((DAY,)),
    "person_dossier": Offered((about("工号或姓名"), HOW_NAMED, RELATIVES, ON_DAY, OVER, DAY)),
    "case_dossier": Offered((about("受案号"), HOW_NAMED, RELATIVES, OVER, DAY)),
    **dict.fromkeys(("issue_statistics", "dossier_statistics", "training_ledger"), Offered((OVER,))),
    "document_ledger": Offered((about("文书种类；空着印全部"), OVER, DAY)),
    "document_urging": Offered((about("部门、发往单位或文号；空着印全部"), DAY)),
    "document_visit": Offered((about("文号或编号，几份用、隔开；空着印全部未核查的"), DAY)),
    "duty_list": Offered((DAY,)),
    "duty_letter": Offered((about("姓名，几人用、隔开；空着印全部"),)),
    "duty_deeds": Offered((about("姓名，几人用、隔开；空着印全部"), OVER, DAY)),
    "inquiry_form": Offered((about("登记编号；空着印全部"), HOW_NAMED, DAY)),
    "outcome_statistics": Offered((HOW_NAMED, OVER, DAY)),
    "saved_table": Offered((about("统计表编号或表名"), OVER, DAY, LISTED)),
    "rotation_chart": Offered((SHOW, SIZE, OVER)),
    "duty_roster": Offered((DEPARTMENT, OVER)),
    **dict.fromkeys(("store_slip", "loan_slip", "return_slip", "sending_list", "release_list"), Offered((_SLIP,))),
    "roadmap": Offered((SHOW, SIZE)),
    "task_table": Offered((ANNEX,)),
    "rotation_list": Offered((ANNEX,)),
    "post_table": Offered((DEPARTMENT, ANNEX)),
    **dict.fromkeys(("officer_learning", "exam_retake"), Offered((DEPARTMENT,))),
    **dict.fromkeys(("issues_common", "issues_individual", "issues_ledger"), Offered((DEPARTMENT,))),
    **dict.fromkeys(("issue_notice", "issue_urge"), Offered((DEPARTMENT, REPLY_BY))),
    "rotation_due": Offered((Option(rotation_due.DAYS, "几天内到期", "T", Entry.TEXT, hint="按设置"), DEPARTMENT)),
    "exam_results": Offered(RESULTS),
    "exam_results_anonymous": Offered(RESULTS[1:]),
    "exam_seats": Offered((Option(exam_seats.VIEW, "给谁看", "G", offers=among(
        (exam_seats.WATCHER, exam_seats.WATCHER), (exam_seats.CANDIDATE, exam_seats.CANDIDATE))),)),
    "cards": Offered((Option(KIND, "卡片", "K", offers=_cards),)),
    "bulletin": Offered((NAMING,)),
    **dict.fromkeys(("contest_result", "award_result"), Offered((RESULT,))),
}  # fmt: skip
NONE = Offered(())


def offered(paper_id: str) -> Offered:
    """The options of a paper; none for most."""
    return OFFERED.get(paper_id, NONE)


def asked_with(request: Request, values: Mapping[str, str]) -> Request:
    """The request with options as chosen; an empty one is left out.

    Refuses a day that cannot be read or is not yet over, and a period that cannot be read.
    """
    options = {name: value for name, value in values.items() if value and name not in _ASIDE}
    return replace(
        request,
        record=values.get(RECORD, request.record),
        as_of=_day(request, values.get(AS_OF, "")),
        period=_period(request, values[PERIOD]) if values.get(PERIOD) else request.period,
        options={**request.options, **options},
    )


def _day(request: Request, written: str) -> date:
    if not written:
        return request.as_of
    try:
        day = read_date(written, request.as_of.year)
    except Unreadable:
        day = None
    if day is None:
        raise Refusal(f"截至日期“{written}”不是日期。写成 {request.as_of} 这样", AS_OF)
    if day > request.desk.today:
        raise Refusal(f"截至日期 {day} 还没到。写今天或以前的日期", AS_OF)
    return day


def _period(request: Request, written: str) -> Period | None:
    try:
        return typed_period(written, request.desk.today)
    except Unreadable as fault:
        raise Refusal(f"时段“{written}”不认识。写成 1-3月、2015-05 或 2015Q1", PERIOD) from fault
