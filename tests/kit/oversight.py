"""What supervision keeps, record by record: findings, documents, indicators, duty lists, old double investigations."""

from datetime import date
from typing import Any

from desktop_app.models.base import Part, Record
from desktop_app.models.responsibility import Duty, DutyDeed, Inquiry, InquiryPerson
from desktop_app.models.supervision import DocumentUrging, Habit, Indicator, SupervisionDocument
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.habits import HABITS, INDICATORS
from desktop_app.registers.responsibility import DUTIES
from desktop_app.rules.vocabulary import Hollow, InquiryState, Leg
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of

FOUND = date(2015, 5, 11)
"""A Monday."""


def habit(desk: Desk, name: str = "单人提讯", **more: Any) -> int:
    """A finding of 11 May in 公诉科, handled and told nowhere."""
    given = {
        "name": name,
        "inspected_on": FOUND,
        "department_id": id_of(desk, "department", "公诉科"),
        "category": "办案程序",
        "handling": "批评教育",
    }
    return records.save(desk, HABITS, new_draft(Habit, {**given, **more})).ids[0]


def document(desk: Desk, doc_no: str, *urged: date, **more: Any) -> int:
    """A 纠正违法通知书 sent and delivered on 11 May, to be answered within fifteen days."""
    given = {
        "kind": "纠正违法通知书",
        "doc_no": doc_no,
        "department_id": id_of(desk, "department", "公诉科"),
        "unit": "县公安局",
        "name": "讯问未按规定录音录像",
        "sent_on": FOUND,
        "delivered_on": FOUND,
    }
    draft = new_draft(SupervisionDocument, {**given, **more})
    draft.rows(DocumentUrging).extend({"urged_on": on} for on in urged)
    return records.save(desk, DOCUMENTS, draft).ids[0]


def indicator(desk: Desk, name: str, **more: Any) -> int:
    """An indicator judged 虚, abolished on 10 April."""
    given = {"name": name, "hollow": Hollow.INFLATED, "doc_no": "清检办〔2015〕9号", "abolished_on": date(2015, 4, 10)}
    return records.save(desk, INDICATORS, new_draft(Indicator, {**given, **more})).ids[0]


def duty(desk: Desk, officer_id: int, *days: date, **more: Any) -> int:
    """A duty list signed on 20 January with a talk on each of these days."""
    draft = new_draft(Duty, {"officer_id": officer_id, "signed_on": date(2015, 1, 20), **more})
    draft.rows(DutyDeed).extend({"done_on": on, "kind": "廉政谈话", "text": "廉政谈话"} for on in days)
    return records.save(desk, DUTIES, draft).ids[0]


def left(desk: Desk, model: type[Record], record_id: int, **values: Any) -> None:
    """What an old ledger left in a record, past every rule."""
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.get_one(model, record_id)
        for name, value in values.items():
            setattr(row, name, value)


def inquiry(desk: Desk, number: str, state: InquiryState, *persons: dict[str, Any], **more: Any) -> int:
    """A double investigation as an old ledger leaves it, in whatever state."""
    with desk.store.unit("录入旧台账") as unit:
        row = Inquiry(number=number, name="遗漏主要事实", state=state, search_text="", **more)
        unit.session.add(row)
        unit.session.flush()
        parts: list[Part] = [InquiryPerson(inquiry_id=row.id, **{"leg": Leg.DIRECT, **one}) for one in persons]
        unit.session.add_all(parts)
        unit.session.flush()
        return row.id
