"""What a day of 督查问责 begins with: officers, documents at any step, findings, duty lists, double investigations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.responsibility import Duty, Inquiry, InquiryMember, InquiryPerson
from desktop_app.models.supervision import Habit, HabitInspector, HabitOfficer, SupervisionDocument
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.habits import HABITS
from desktop_app.registers.responsibility import DUTIES, INQUIRIES
from desktop_app.rules.documents import DOCUMENT
from desktop_app.rules.vocabulary import Adoption, Landing, Leg
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from tests.kit.office import id_of, loaded, officer


@dataclass(frozen=True)
class House:
    """The people of the tests: who handles, who heads his department, who leads it, two who inspect."""

    handler: int
    head: int
    leader: int
    inspectors: tuple[int, int]


def house(desk: Desk) -> House:
    """Enter them."""
    leader = officer(desk, "董婷婷", "院领导", post="副检察长")
    head = officer(desk, "张雪梅", "公诉科", post="公诉科科长")
    handler = officer(desk, "田涛", "公诉科", post="科员")
    inspectors = officer(desk, "高嘉树", "监察科", post="监察科科长"), officer(desk, "苏俊杰", "监察科", post="副科长")
    return House(handler, head, leader, inspectors)


def document(desk: Desk, who: House, **more: Any) -> int:
    """A document as drafted; days given make it as far as they tell."""
    given = {
        "kind": "检察建议",
        "unit": "县公安局",
        "name": "规范讯问场所录像",
        "handler_id": who.handler,
        "department_id": id_of(desk, "department", "公诉科"),
    }
    return records.save(desk, DOCUMENTS, new_draft(SupervisionDocument, {**given, **more})).ids[0]


def sent(desk: Desk, who: House, serial: int = 1, **more: Any) -> int:
    """A document sent out on 2015-04-01 as 清检建〔2015〕n号."""
    given = {
        "doc_no": f"清检建〔2015〕{serial}号",
        "approver_id": who.leader,
        "approved_on": date(2015, 3, 31),
        "sent_on": date(2015, 4, 1),
    }
    return document(desk, who, **{**given, **more})


def waiting(desk: Desk, who: House, serial: int = 1, **more: Any) -> int:
    """The same, delivered on 2015-04-03: its reply is due on 2015-05-04."""
    return sent(desk, who, serial, **{"delivered_on": date(2015, 4, 3), **more})


REPLY: Mapping[str, Any] = {
    "replied_on": date(2015, 5, 2),
    "reply_no": "清公函〔2015〕9号",
    "reply": "已加装录像",
    "adoption": Adoption.ADOPTED,
}


def verified(who: House, landing: Landing = Landing.DONE, on: date = date(2015, 5, 12)) -> dict[str, Any]:
    """What a verification enters."""
    return {
        **REPLY,
        "verified_on": on,
        "verify_way": "实地回访",
        "verifier_id": who.inspectors[0],
        "landing": landing,
        "evidence": "看了三间讯问室",
    }


def seen(desk: Desk, record_id: int) -> Draft:
    """A document as it stands."""
    return loaded(desk, DOCUMENTS, record_id)


def step(desk: Desk, record_id: int, verb: str, reason: str = "", **asked: Any) -> None:
    """One step of a document."""
    assert DOCUMENT.move(verb, str(seen(desk, record_id)[SupervisionDocument.state])) is not None
    records.move(desk, DOCUMENTS, seen(desk, record_id), verb, reason, asked)


def habit(desk: Desk, who: House, name: str = "案卷带回家中阅看", **more: Any) -> int:
    """A finding of 2015-05-29 about the handler."""
    given = {
        "inspected_on": date(2015, 5, 29),
        "department_id": id_of(desk, "department", "公诉科"),
        "name": name,
        "category": "保密",
    }
    draft = new_draft(Habit, {**given, **more})
    draft.rows(HabitInspector).extend({"officer_id": one} for one in who.inspectors)
    draft.rows(HabitOfficer).append({"officer_id": who.handler})
    return records.save(desk, HABITS, draft).ids[0]


def finding(desk: Desk, habit_id: int) -> Draft:
    """A finding as it stands."""
    return loaded(desk, HABITS, habit_id)


def duty(desk: Desk, officer_id: int, charge: str, **more: Any) -> int:
    """A signed duty list."""
    given = {
        "officer_id": officer_id,
        "charge": charge,
        "business": "规范司法第一责任人",
        "integrity": "廉政建设第一责任人",
        "signed_on": date(2015, 1, 28),
    }
    return records.save(desk, DUTIES, new_draft(Duty, {**given, **more})).ids[0]


def inquiry(desk: Desk, who: House, **more: Any) -> int:
    """A double investigation with both legs and somebody who investigates, as registered."""
    given = {
        "name": "代签送达回证",
        "origin": "信访举报",
        "department_id": id_of(desk, "department", "公诉科"),
        "registered_on": date(2015, 5, 4),
    }
    draft = new_draft(Inquiry, {**given, **more})
    draft.rows(InquiryPerson).append({"officer_id": who.handler, "leg": Leg.DIRECT})
    draft.rows(InquiryPerson).append({"officer_id": who.head, "leg": Leg.CHIEF})
    draft.rows(InquiryMember).append({"officer_id": who.inspectors[0]})
    return records.save(desk, INQUIRIES, draft).ids[0]


def looked_into(desk: Desk, inquiry_id: int) -> Draft:
    """A double investigation as it stands."""
    return loaded(desk, INQUIRIES, inquiry_id)


def go(desk: Desk, inquiry_id: int, *verbs: str, reason: str = "", **asked: Any) -> None:
    """Steps of a double investigation, one after the other."""
    for verb in verbs:
        records.move(desk, INQUIRIES, looked_into(desk, inquiry_id), verb, reason, asked)
