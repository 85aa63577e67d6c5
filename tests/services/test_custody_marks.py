"""What a list shows of an item beside its place: what its checklist lacks, and what is owed of it next."""

from datetime import date
from typing import Any

from desktop_app.models.seizures import ItemProcedure, SeizedItem
from desktop_app.registers.basics import RULES
from desktop_app.registers.cases import CASES
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.spec import Register
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ProcedureState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from tests.kit.cases import case
from tests.kit.cases import case_no as spelt
from tests.kit.office import loaded, officer
from tests.kit.property import SEIZED, event, item, taking


def change(desk: Desk, register: Register, record_id: int, **values: Any) -> None:
    draft = loaded(desk, register, record_id)
    draft.values |= values
    records.save(desk, register, draft)


def told(desk: Desk, item_id: int) -> tuple[str, date | None, str]:
    with desk.store.read() as session:
        row = session.get_one(SeizedItem, item_id)
        return row.lacking, row.due_on, row.due_for


def test_a_point_that_lacks_stands_on_the_item_until_it_is_mended(desk: Desk) -> None:
    phone = item(desk, taking(desk), lacking=("清单", "照片"))
    assert told(desk, phone)[0] == "清单、照片"
    draft = loaded(desk, ITEMS, phone)
    for row in draft.rows(ItemProcedure):
        if row["word"] == "照片":
            row["state"] = ProcedureState.THERE
        if row["word"] == "清单":
            row["mended_on"] = SEIZED
    records.save(desk, ITEMS, draft)
    assert told(desk, phone)[0] == ""
    undo(desk.store)
    assert told(desk, phone)[0] == "清单、照片"


def test_a_list_in_three_copies_lacks_on_every_item_of_the_taking(desk: Desk) -> None:
    one = taking(desk, copies=3)
    phone, purse = item(desk, one), item(desk, one, "钱包", lacking=("签名",))
    assert [told(desk, thing)[0] for thing in (phone, purse)] == ["清单4份", "签名、清单4份"]
    change(desk, SEIZURES, one, copies=4)
    assert [told(desk, thing)[0] for thing in (phone, purse)] == ["", "签名"]


def test_nobody_has_gone_through_the_checklist_of_an_item_without_points(desk: Desk) -> None:
    bare = item(desk, taking(desk))
    with desk.store.read() as session:
        assert session.get_one(SeizedItem, bare).checked
    draft = loaded(desk, ITEMS, bare)
    draft.rows(ItemProcedure).clear()
    records.save(desk, ITEMS, draft)
    with desk.store.read() as session:
        assert not session.get_one(SeizedItem, bare).checked


def test_what_is_owed_of_an_item_changes_with_its_chain(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    assert told(desk, phone)[1:] == (date(2015, 5, 14), "移送入库、存专户")
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    assert told(desk, phone)[1:] == (None, "")
    lent = event(desk, phone, CustodyAct.LENT, date(2015, 5, 18), due_on=date(2015, 5, 20))
    assert told(desk, phone)[1:] == (date(2015, 5, 20), "调用归还")
    event(desk, phone, CustodyAct.CORRECTED, date(2015, 5, 19), refers_id=lent)
    assert told(desk, phone)[1:] == (None, "")


def test_a_case_that_is_dropped_sets_a_day_to_its_property(desk: Desk) -> None:
    handler = officer(desk, "赵启明", "公诉科")
    known = case(desk, 7, [handler], result="提起公诉", closed_on=date(2015, 5, 20))
    one = taking(desk, spelt(7))
    phone = item(desk, one)
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    assert told(desk, phone)[1:] == (None, "")
    change(desk, CASES, known, result="撤销案件")
    assert told(desk, phone)[1:] == (date(2015, 6, 19), "撤案后处理")
    change(desk, SEIZURES, one, extension_no="清检延〔2015〕1号")
    assert told(desk, phone)[1] == date(2015, 7, 20), "60 days end on a Sunday"
    change(desk, CASES, known, result="不起诉")
    assert told(desk, phone)[1:] == (date(2015, 5, 20), "不起诉后解除、返还")
    event(desk, phone, CustodyAct.DISPOSED, date(2015, 5, 25), way=Disposal.VICTIM)
    assert told(desk, phone)[1:] == (None, "")


def test_the_earliest_of_several_stands_on_the_item(desk: Desk) -> None:
    one = taking(desk, judgment_on=date(2015, 5, 18))
    phone = item(desk, one, unrelated_on=date(2015, 5, 12))
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    assert told(desk, phone)[1:] == (date(2015, 5, 15), "解除、退还无关财物")
    change(desk, ITEMS, phone, unrelated_on=None, noticed_on=date(2015, 5, 14))
    assert told(desk, phone)[1:] == (date(2015, 6, 17), "判决生效后处理")


def test_a_changed_rule_moves_the_days_of_everything_still_kept(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    with desk.facts() as facts:
        rule = next(row["id"] for row in facts.live("deadline_rule") if row["number"] == "property_transfer")
    change(desk, RULES, rule, n=5)
    assert told(desk, phone)[1] == date(2015, 5, 18), "five days end on a Saturday"
