"""Figures of duties (一岗双责) and double investigations (一案双查): signed, performed, looked into, answered for."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.figures.duty_standing import CHECK, DUTY, TALK, LeaderStand, duties, leaders
from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally, tally_of
from desktop_app.figures.habit_standing import in_period
from desktop_app.figures.inquiry_standing import KIND, InquiryStand, PersonStand, every_inquiry, inquiries, leads
from desktop_app.rules.vocabulary import InquiryState, Leg

SIGNED, UNSIGNED = "已签订", "未签订"
NO_LIST, NO_LETTER, NO_DEED = "没有责任清单", "没有签责任书", "季度没有履责记录"


def _each_once(found: Answer) -> Answer:
    """A record that counts several times is opened once."""
    return replace(found, behind=tuple(dict.fromkeys(found.behind)))


def _count(ask: Question) -> Answer:
    rows = sorted(duties(ask), key=lambda row: row.signed_on is None)
    return tally(DUTY, ((row.id, UNSIGNED if row.signed_on is None else SIGNED) for row in rows))


def _signed(ask: Question) -> Answer:
    """Duty lists signed by the day (in the period), by department."""
    rows = (row for row in duties(ask) if row.signed_on is not None and in_period(ask, row.signed_on))
    return tally(DUTY, ((row.id, row.department) for row in rows))


def _deeds(ask: Question) -> Answer:
    """Performance by kind; undated numbers of an old ledger count where no period is asked for."""
    return _each_once(tally_of(_performed(ask)))


def _performed(ask: Question) -> Iterator[tuple[Behind, str]]:
    for row in duties(ask):
        yield from ((row.behind, deed.kind) for deed in row.deeds if in_period(ask, deed.on))
        if ask.period is None:
            yield from ((row.behind, TALK) for _ in range(row.talks))
            yield from ((row.behind, CHECK) for _ in range(row.checks))


def lacking(row: LeaderStand) -> str:
    """What a leader lacks first of all; empty where he lacks nothing."""
    if not row.lists:
        return NO_LIST
    return NO_LETTER if not row.signed else NO_DEED if row.bare else ""


def _unfulfilled(ask: Question) -> Answer:
    """Leaders and heads of departments who lack something, by what; the same as break Y1."""
    order = (NO_LIST, NO_LETTER, NO_DEED)
    rows = [(row.behind, lacking(row)) for row in leaders(ask) if not row.kept and duties(ask)]
    return tally_of(sorted(rows, key=lambda row: order.index(row[1])))


def _state(ask: Question) -> Answer:
    """Double investigations by step; in a period those registered or started in it."""
    order = list(InquiryState)
    return tally(KIND, ((row.id, row.state) for row in sorted(inquiries(ask), key=lambda row: order.index(row.state))))


def looked_into(ask: Question) -> list[tuple[InquiryStand, PersonStand]]:
    """Everybody looked into, the direct leg first."""
    order = list(Leg)
    rows = ((row, one) for row in inquiries(ask) for one in row.persons)
    return sorted(rows, key=lambda pair: order.index(pair[1].leg))


def _persons(ask: Question) -> Answer:
    """Persons looked into by leg and outcome; a double investigation is opened once."""
    return _each_once(tally(KIND, ((row.id, one.leg, one.told) for row, one in looked_into(ask))))


def _outcomes(ask: Question) -> Answer:
    """Persons with an outcome decided by the day (in the period), by outcome."""
    pairs = ((row, one) for row in every_inquiry(ask) for one in row.persons if one.outcome)
    return _each_once(tally(KIND, ((row.id, one.outcome) for row, one in pairs if in_period(ask, one.decided_on))))


def _leads(ask: Question) -> Answer:
    """Leads (违纪线索、不合格案件) by what they are and what became of them."""
    return tally_of((row.behind, row.why, row.state) for row in leads(ask) if in_period(ask, row.on))


FIGURES = (
    Figure("duties.count", "责任清单", "份", _count),
    Figure("duties.signed", "已签订责任书", "份", _signed),
    Figure("duties.deeds", "履责记录", "次", _deeds, counted=False),
    Figure("duties.unfulfilled", "一岗双责未落实", "人", _unfulfilled),
    Figure("accountability.state", "一案双查", "件", _state),
    Figure("accountability.persons", "双查对象", "人", _persons, counted=False),
    Figure("accountability.outcomes", "问责处理", "人", _outcomes, counted=False),
    Figure("accountability.leads", "应查线索", "件", _leads),
)
