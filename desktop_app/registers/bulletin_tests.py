"""What must hold of a bulletin before it is kept, and what follows of itself."""

from collections.abc import Sequence
from datetime import date

from desktop_app.models.bulletins import Bulletin, BulletinLine, DocNumber, DocSeries
from desktop_app.registers.spec import Check, broken, caution, in_order
from desktop_app.rules.bulletins import TEXT_OPEN, doc_number, kind_of, read_doc_number
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.manuscript import clean
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BulletinState, PaperFormat
from desktop_app.services.doc_numbers import beyond
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

DUE = "bulletin"
"""Code of the rule that says how long after its period a bulletin is due (印发期限)."""
_TYPED = ("title", "addressee", "attachments", "annotation", "signed_as", "copied_to", "issuer", "note")
_TEXT = {"title", "addressee", "attachments", "annotation", BulletinLine.__tablename__, "bulletin_figure", "as_of"}


def derive(draft: Draft, facts: Facts) -> None:
    """Signing line and issuing office of the unit, the day it is due."""
    for name in _TYPED:
        draft.values[name] = clean(str(draft.values.get(name) or ""))
    unit = str(facts.unit.get("name") or "")
    if draft.is_new:
        _from_ledger(draft, facts)
        draft[Bulletin.signed_as] = draft[Bulletin.signed_as] or unit
        draft[Bulletin.issuer] = draft[Bulletin.issuer] or (f"{unit}办公室" if unit else "")
        draft[Bulletin.due_on] = draft[Bulletin.due_on] or _due(draft, facts)


def _from_ledger(draft: Draft, facts: Facts) -> None:
    """What an old register of papers leaves unsaid: the kind, the day its numbers speak of, that it was sent out."""
    draft[Bulletin.kind] = draft[Bulletin.kind] or kind_of(str(draft[Bulletin.title] or ""))
    if draft[Bulletin.as_of] is None:
        period = _span(draft)
        sent = draft[Bulletin.sent_on] or draft[Bulletin.dated_on]
        draft[Bulletin.as_of] = period.last if period else sent or facts.today
    if draft[Bulletin.sent_on] is not None and draft[Bulletin.state] in (None, BulletinState.DRAFT):
        draft[Bulletin.state] = BulletinState.ISSUED


def _span(draft: Draft) -> Period | None:
    try:
        return read_period(draft[Bulletin.period]) if draft[Bulletin.period] else None
    except Unreadable:
        return None


def _due(draft: Draft, facts: Facts) -> date | None:
    rule, period = facts.rule(DUE), _span(draft)
    return due_on(rule, period.last, facts.calendar).on if rule and period else None


def _period(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Bulletin.period] and _span(draft) is None:
        return broken(Bulletin.period, "period_unreadable", "期间读不懂。写成 2015-04、2015Q1 或 2015 的样子")
    return None


def _issued(draft: Draft, facts: Facts) -> Problem | None:
    """What was issued never changes (冻结), whoever writes: also a row of a ledger is given back."""
    if not draft.is_new and draft.was(Bulletin.snapshot) and draft.changed:
        return Problem(Bulletin.state.key, Fault.IDENTITY, "issued", "已印发的通报不能改。有误就发更正通报")
    return None


def _number_printed(draft: Draft, facts: Facts) -> Problem | None:
    """A document number that stands on an issued paper is never another's, however it is written."""
    number = draft[Bulletin.doc_no]
    if not number or "doc_no" not in draft.changed:
        return None
    rows = (row for row in facts.live(Bulletin.__tablename__) if row["snapshot"] and row["id"] != draft.record_id)
    same = {number, read_doc_number(number)} - {None}
    other = next((row["number"] for row in rows if {row["doc_no"], read_doc_number(row["doc_no"])} & same), None)
    said = f"{number} 已印在 {other} 上，文号不重用。核对文号"
    return Problem(Bulletin.doc_no.key, Fault.IDENTITY, "doc_no_taken", said) if other else None


def _text_closed(draft: Draft, facts: Facts) -> Problem | None:
    state = None if draft.is_new else draft.was(Bulletin.state)
    if state in (None, *TEXT_OPEN) or not draft.changed & _TEXT or draft[Bulletin.state] in TEXT_OPEN:
        return None
    return broken(Bulletin.title, "text_closed", f"{state}的通报不能改正文。先退回修改")


def _secrecy_term(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Bulletin.secrecy_term] and draft[Bulletin.secrecy] is None:
        return broken(Bulletin.secrecy, "secrecy_missing", "填了保密期限，没选密级。选好再存")
    return None


def _copy_number(draft: Draft, facts: Facts) -> Problem | None:
    copy_no = draft[Bulletin.copy_no]
    if copy_no and not (copy_no.isascii() and copy_no.isdigit() and len(copy_no) == 6):
        return broken(Bulletin.copy_no, "copy_no", "份号是 6 位数字，如 000001。请改")
    if draft[Bulletin.secrecy] is not None and not copy_no:
        return caution(Bulletin.copy_no, "copy_no_missing", "涉密公文要标份号。填 6 位数字")
    return None


def _own_correction(draft: Draft, facts: Facts) -> Problem | None:
    wrong = draft[Bulletin.corrects_id]
    if wrong is not None and (wrong == draft.record_id or not facts.row("bulletin", wrong).get("snapshot")):
        return broken(Bulletin.corrects_id, "corrects", "只能更正已印发的通报。另选一份")
    return None


def _upward(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Bulletin.format] is PaperFormat.UPWARD and draft[Bulletin.addressee].count("、"):
        return caution(Bulletin.addressee, "one_superior", "上行文一般只主送一个上级机关。核对主送机关")
    return None


TESTS: Sequence[Check] = (
    _issued,
    _number_printed,
    _text_closed,
    _period,
    _secrecy_term,
    _copy_number,
    _own_correction,
    _upward,
    in_order(Bulletin.signed_on, Bulletin.sent_on, "sent_before_signed", "印发日期 {last} 早于签发日期 {first}，核对"),
)


def held(ids: Sequence[int], facts: Facts) -> str:
    """Issued bulletins stay."""
    rows = (facts.row("bulletin", record_id) for record_id in ids)
    kept = [row["number"] for row in rows if row.get("state") == BulletinState.ISSUED]
    return f"{'、'.join(kept)} 已印发，不能删除。有误就发更正通报" if kept else ""


def number_derived(draft: Draft, facts: Facts) -> None:
    """The record is called by the document number itself."""
    series = facts.row("doc_series", draft[DocNumber.series_id])
    if draft.is_new and series and not _no_number(draft):
        draft[DocNumber.number] = doc_number(series["word"], draft[DocNumber.year], draft[DocNumber.serial])
    if draft[DocNumber.taken_on] is None:
        draft[DocNumber.taken_on] = facts.today


def number_used(draft: Draft, facts: Facts) -> Problem | None:
    """A number that stands on an issued paper stays used."""
    if not draft.is_new and draft.was(DocNumber.bulletin_id) is not None and draft.changed:
        return broken(DocNumber.state, "number_used", "这个文号已印在通报上，不能改")
    return None


def _no_number(draft: Draft) -> str:
    """Why year and serial make no number; empty when they do."""
    return beyond(draft[DocNumber.year] or 0, draft[DocNumber.serial] or 0)


def number_in_range(draft: Draft, facts: Facts) -> Problem | None:
    """Year and serial are such as an office comes to, also in an old ledger."""
    given = draft[DocNumber.year] is not None and draft[DocNumber.serial] is not None
    if draft.is_new and given and (said := _no_number(draft)):
        return Problem(DocNumber.serial.key, Fault.IDENTITY, "number_beyond", said)
    return None


def series_kept(draft: Draft, facts: Facts) -> Problem | None:
    """A 代字 that numbers were given under keeps its word: they say it themselves."""
    if draft.is_new or "word" not in draft.changed:
        return None
    rows = (row for row in facts.live(DocNumber.__tablename__) if row["series_id"] == draft.record_id)
    given = next((row["number"] for row in rows), None)
    said = f"{given} 已用这个代字，不能改。另增一个代字"
    return broken(DocSeries.word, "series_used", said) if given else None


def number_kept(draft: Draft, facts: Facts) -> Problem | None:
    """An entry is for one number for good: 代字, year and serial stand in the number itself."""
    if not draft.is_new and {"series_id", "year", "serial"} & draft.changed:
        return broken(DocNumber.serial, "number_kept", "登记过的文号不能改代字、年份、序号。删除后另登一个")
    return None


def number_held(ids: Sequence[int], facts: Facts) -> str:
    """Numbers printed on a bulletin stay."""
    rows = (facts.row("doc_number", record_id) for record_id in ids)
    kept = [row["number"] for row in rows if row.get("bulletin_id") is not None]
    return f"{'、'.join(kept)} 已印在通报上，不能删除" if kept else ""
