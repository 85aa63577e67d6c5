"""督查问责 as counting bases: findings of inspections, supervision documents, duty lists, double investigations.

Persons of a double investigation are told by leg and outcome, never by name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.figures.cross import (
    Base,
    Dimension,
    Measure,
    Weigh,
    by_department,
    by_month,
    by_quarter,
    by_word,
    in_period,
)
from desktop_app.figures.document_standing import DOCUMENT, DocumentStand, documents
from desktop_app.figures.duty_standing import DUTY, DutyStand, duties
from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import HABIT, INDICATOR, HabitStand, IndicatorStand, habits, indicators
from desktop_app.figures.inquiry_standing import KIND as INQUIRY
from desktop_app.figures.inquiry_standing import InquiryStand, PersonStand, inquiries
from desktop_app.figures.post_standing import name_of
from desktop_app.rules.vocabulary import (
    Adoption,
    Blame,
    DocumentStanding,
    HabitState,
    Hollow,
    InquiryState,
    Landing,
    Leg,
)

HABITS = Base[HabitStand](
    id="habits",
    label="督查问题",
    tab="inspections",
    kind=HABIT,
    read=habits,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("类别", lambda row: row.category),
        by_department("部门", lambda row: row.department),
        by_word("通报情况", lambda row: row.state, (HabitState.TOLD, HabitState.EXCUSED, HabitState.UNTOLD)),
        by_word("处理", lambda row: row.handling or "未处理"),
        by_month("督查月份", lambda row: row.inspected_on),
        by_quarter("督查季度", lambda row: row.inspected_on),
    ),
    measures=(
        Measure("件数", "起"),
        Measure("未通报", "起", of=lambda _ask, row: 1 if row.state is HabitState.UNTOLD else None),
        Measure("通报率", "", Weigh.SHARE, lambda _ask, row: int(row.told)),
    ),
    dated="督查日期",
    figure="habits.count",
)


def _replied(_ask: Question, row: DocumentStand) -> int | None:
    """In time among those answered or past their day."""
    return int(row.in_time) if row.replied_on is not None or row.overdue else None


DOCUMENTS = Base[DocumentStand](
    id="documents",
    label="监督文书",
    tab="inspections",
    kind=DOCUMENT,
    read=documents,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("种类", lambda row: row.kind),
        by_word("状态", lambda row: row.state, DocumentStanding),
        by_department("制发部门", lambda row: row.department),
        by_word("发往单位", lambda row: row.unit),
        by_word("采纳情况", lambda row: row.adoption, Adoption),
        by_word("落实情况", lambda row: row.landing, Landing),
        by_month("发出月份", lambda row: row.sent_on),
        by_quarter("发出季度", lambda row: row.sent_on),
    ),
    measures=(
        Measure("份数", "份"),
        Measure("逾期未回复", "份", of=lambda _ask, row: 1 if row.overdue else None),
        Measure("按期回复率", "", Weigh.SHARE, _replied),
        Measure("督促", "次", Weigh.SUM, lambda _ask, row: len(row.urged)),
    ),
    dated="发出日期",
    figure="documents.sent",
)

INDICATORS = Base[IndicatorStand](
    id="indicators",
    label="考核指标",
    tab="inspections",
    kind=INDICATOR,
    read=indicators,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("废止情况", lambda row: "已废止" if row.abolished else "未废止", ("已废止", "未废止")),
        by_word("虚假空", lambda row: row.hollow, Hollow),
        by_month("废止月份", lambda row: row.abolished_on),
    ),
    measures=(Measure("项数", "项"),),
    dated="废止日期",
    figure="indicators.count",
)

SIGNED, UNSIGNED = "已签订", "未签订"


def _signed(ask: Question) -> Iterable[DutyStand]:
    return (row for row in duties(ask) if in_period(ask, row.signed_on))


DUTIES = Base[DutyStand](
    id="duties",
    label="责任清单",
    tab="inspections",
    kind=DUTY,
    read=_signed,
    behind=lambda row: row.behind,
    dimensions=(
        by_department("部门", lambda row: row.department),
        by_word("责任书", lambda row: UNSIGNED if row.signed_on is None else SIGNED, (SIGNED, UNSIGNED)),
        Dimension("责任人", lambda ask, row: name_of(ask, row.officer_id) or row.name),
        by_month("签订月份", lambda row: row.signed_on),
    ),
    measures=(Measure("份数", "份"), Measure("履责", "次", Weigh.SUM, lambda _ask, row: row.done)),
    dated="签订日期",
    figure="duties.count",
)

INQUIRIES = Base[InquiryStand](
    id="inquiries",
    label="一案双查",
    tab="inspections",
    kind=INQUIRY,
    read=inquiries,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("状态", lambda row: row.state, InquiryState),
        by_department("部门", lambda row: row.department),
        by_word("线索来源", lambda row: row.origin),
        by_month("登记月份", lambda row: row.registered_on),
        by_quarter("登记季度", lambda row: row.registered_on),
    ),
    measures=(
        Measure("件数", "件"),
        Measure("在办", "件", of=lambda _ask, row: 1 if row.running else None),
        Measure("涉及人员", "人", Weigh.SUM, lambda _ask, row: len(row.persons)),
    ),
    dated="登记日期",
    figure="accountability.state",
)


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked into, with the double investigation he stands in."""

    inquiry: InquiryStand
    person: PersonStand


def _looked(ask: Question) -> Iterator[Looked]:
    return (Looked(row, one) for row in inquiries(ask) for one in row.persons)


PERSONS = Base[Looked](
    id="inquiry_persons",
    label="双查对象",
    tab="inspections",
    kind=INQUIRY,
    read=_looked,
    behind=lambda row: row.inquiry.behind,
    dimensions=(
        by_word("处理方式", lambda row: row.person.told),
        by_word("责任类型", lambda row: row.person.leg, Leg),
        by_word("责任认定", lambda row: row.person.blame, Blame),
        by_department("部门", lambda row: row.inquiry.department),
        by_month("决定月份", lambda row: row.person.decided_on),
    ),
    measures=(Measure("人数", "人"),),
    dated="登记日期",
    parts=True,
    figure="accountability.persons",
)

BASES = (HABITS, DOCUMENTS, INDICATORS, DUTIES, INQUIRIES, PERSONS)
