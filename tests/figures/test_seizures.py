"""Figures of seized property, freezes and the special account, as of the day they are asked for."""

from datetime import date, timedelta

from desktop_app.figures.audits import AUDITS
from desktop_app.figures.catalogue import ask
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Answer, Question
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.vocabulary import CountResult, CustodyAct, Disposal, ItemState, MoneyKind, Pool, ProcedureState
from desktop_app.services.desk import Desk
from tests.kit.property import CASE, SEIZED, event, freeze, item, line, money, stocktake, taking

DAY = date(2015, 5, 31)
EVE = timedelta(days=1)


def figure(desk: Desk, name: str, day: date = DAY) -> Answer:
    with desk.store.read() as session:
        return ask(name, Question(session, day))


def said(desk: Desk, day: date = DAY) -> dict[str, int]:
    """What is owed in words, with the days left."""
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    return {owed.said: owed.left for owed in (*found.overdue, *found.coming)}


def test_a_phone_goes_to_court_and_back_and_every_day_is_told_as_it_was(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    lent = event(desk, phone, CustodyAct.LENT, date(2015, 5, 18), due_on=date(2015, 5, 20))
    event(desk, phone, CustodyAct.RETURNED, date(2015, 5, 25))
    event(desk, phone, CustodyAct.DISPOSED, date(2015, 5, 29), way=Disposal.VICTIM)
    stages = {
        SEIZED - EVE: {},
        SEIZED: {ItemState.HELD: 1},
        date(2015, 5, 13): {ItemState.STORED: 1},
        date(2015, 5, 24): {ItemState.LENT: 1},
        date(2015, 5, 28): {ItemState.STORED: 1},
        DAY: {ItemState.DISPOSED: 1},
    }
    assert {day: figure(desk, "seizures.items", day).groups for day in stages} == stages
    late = figure(desk, "seizures.overdue_loans", date(2015, 5, 21))
    assert (late.groups, late.behind) == ({Pool.LENT: 1}, (("custody_event", lent),))
    assert figure(desk, "seizures.overdue_loans", date(2015, 5, 20)).value == 0, "the last day is in time"
    assert figure(desk, "seizures.overdue_loans").value == 0


def test_what_a_correction_strikes_out_never_was(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    stored = event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    event(desk, phone, CustodyAct.CORRECTED, date(2015, 5, 30), refers_id=stored)
    assert figure(desk, "seizures.items", date(2015, 5, 20)).groups == {ItemState.HELD: 1}


def test_the_items_of_a_case_balance(desk: Desk) -> None:
    one = taking(desk)
    things = [item(desk, one, name) for name in ("手机", "电脑", "账册", "现金")]
    for thing in things[:3]:
        event(desk, thing, CustodyAct.STORED, date(2015, 5, 13))
    event(desk, things[0], CustodyAct.LENT, date(2015, 5, 18), due_on=date(2015, 6, 4))
    event(desk, things[1], CustodyAct.DISPOSED, date(2015, 5, 18), way=Disposal.HOLDER)
    told = figure(desk, "seizures.balance")
    assert told.groups == {CASE: {"接收": 4, "在库": 2, "在外": 1, "已处理": 1}}
    assert told.cells[CASE, "在外"] == (("seized_item", things[0]),)


def test_parts_of_an_item_stand_for_it(desk: Desk) -> None:
    """Cash split in two counts as two, each where it is; the money of both is that of the whole."""
    one = taking(desk)
    cash = item(desk, one, "现金", quantity=2_000)
    with desk.store.unit("拆分") as unit:
        for name in ("甲", "乙"):
            part = SeizedItem(number=f"P-{name}", name=name, seizure_id=one, parent_id=cash, quantity=1_000,
                              search_text="")  # fmt: skip
            unit.session.add(part)
            unit.session.flush()
            out = CustodyEvent(number=f"O-{name}", item_id=cash, act=CustodyAct.SPLIT_OUT, quantity=1_000,
                               happened_on=date(2015, 5, 20), other_item_id=part.id, search_text="")  # fmt: skip
            unit.session.add(out)
            unit.session.flush()
            unit.session.add(
                CustodyEvent(number=f"I-{name}", item_id=part.id, act=CustodyAct.SPLIT_IN, quantity=1_000,
                             happened_on=date(2015, 5, 20), other_item_id=cash, refers_id=out.id, search_text="")
            )  # fmt: skip
            unit.session.flush()
    assert figure(desk, "seizures.items", date(2015, 5, 19)).value == 1
    assert figure(desk, "seizures.items").groups == {ItemState.HELD: 2}
    assert figure(desk, "seizures.late_transfer").value == 0, "the whole answers for the day, and is gone"


def test_three_days_from_seizure_and_not_one_more(desk: Desk) -> None:
    one = taking(desk)
    in_time, late, held, kept = (item(desk, one, name) for name in ("准时", "迟了", "未移", "车辆"))
    event(desk, in_time, CustodyAct.STORED, date(2015, 5, 14))
    event(desk, late, CustodyAct.STORED, date(2015, 5, 15))
    event(desk, kept, CustodyAct.KEPT, date(2015, 5, 22))
    told = figure(desk, "seizures.late_transfer")
    assert told.groups == {"公诉科": {"已移送": 1, "未移送": 1}}
    assert set(told.behind) == {("seized_item", late), ("seized_item", held)}
    assert figure(desk, "seizures.late_transfer", date(2015, 5, 14)).value == 0
    assert figure(desk, "seizures.late_transfer", date(2015, 5, 15)).groups == {"公诉科": {"已移送": 1, "未移送": 2}}, (
        "the car, till it is kept"
    )


def test_a_part_left_with_the_handlers_is_not_moved(desk: Desk) -> None:
    cartons = item(desk, taking(desk), "香烟", quantity=10_000)
    event(desk, cartons, CustodyAct.STORED, date(2015, 5, 12), quantity=4_000)
    assert figure(desk, "seizures.late_transfer").groups == {"公诉科": {"未移送": 1}}
    event(desk, cartons, CustodyAct.STORED, date(2015, 5, 13), quantity=6_000)
    assert figure(desk, "seizures.late_transfer").value == 0


def test_the_day_a_ledger_says_it_was_moved_counts(desk: Desk) -> None:
    phone = item(desk, taking(desk), moved_on=date(2015, 5, 14))
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 20))
    assert figure(desk, "seizures.late_transfer").value == 0


def test_points_of_the_checklist_that_are_not_there(desk: Desk) -> None:
    one = taking(desk, copies=2)
    item(desk, one, lacking=("签名", "照片"))
    item(desk, one, sealed=ProcedureState.NOT_NEEDED, lacking=("签名",))
    told = figure(desk, "seizures.missing_procedure")
    assert (told.value, told.groups) == (3, {"签名": 2, "照片": 1})
    assert figure(desk, "seizures.lists_short").groups == {CASE: 2}


def test_freezes_come_near_lapse_and_are_as_the_day_knew_them(desk: Desk) -> None:
    freeze(desk, date(2015, 6, 3), "62284*****0001")
    freeze(desk, date(2015, 6, 8), "62284*****0002")
    past = freeze(desk, date(2015, 5, 30), "62284*****0003")
    freeze(desk, date(2015, 6, 1), "62284*****0004", behind="县公安局 2015-03-01")
    freeze(desk, date(2015, 5, 20), "62284*****0005", released_on=date(2015, 5, 25))
    renewals = [(date(2015, 5, 19), date(2015, 5, 20), date(2015, 11, 20))]
    freeze(desk, date(2015, 11, 20), "62284*****0006", renewed=renewals)
    told = figure(desk, "freezes.expiring")
    assert (told.value, told.groups) == (2, {"3": 1, "7": 1, "15": 2, "30": 2})
    assert figure(desk, "freezes.lapsed").behind == (("freeze", past),)
    assert figure(desk, "freezes.lapsed", date(2015, 5, 24)).value == 1, "released on the 25th, lapsed on the 24th"
    assert figure(desk, "freezes.expiring", date(2015, 5, 18)).groups["3"] == 2, "not yet renewed on the 18th"
    assert said(desk)["报批续冻：孟双喜（县农村信用合作联社）"] == 8


def test_the_account_holds_of_a_case_what_came_less_what_went(desk: Desk) -> None:
    taking(desk)
    money(desk, date(2015, 5, 12), income=46_100_00, written_balance=46_100_00)
    money(desk, date(2015, 5, 13), income=1_00, case_no=CASE.replace("[", "〔").replace("]", "〕"))
    money(desk, DAY, outgo=100_00)
    assert figure(desk, "money.balance", DAY - EVE).groups == {CASE: 46_101_00}
    assert figure(desk, "money.balance").value == 46_001_00


def test_a_stocktakes_differences_stay_open_until_settled(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    one = stocktake(desk, date(2015, 5, 20))
    line(desk, one, phone, CountResult.AGREES, booked=1_000, counted=1_000)
    line(desk, one, phone, CountResult.MISSING, booked=1_000, counted=0, settled_on=date(2015, 5, 28))
    line(desk, one, None, CountResult.UNKNOWN, name="U盘", booked=0, counted=1_000)
    assert figure(desk, "stocktakes.open").groups == {CountResult.UNKNOWN: 1}
    assert figure(desk, "stocktakes.open", date(2015, 5, 27)).value == 2
    assert figure(desk, "stocktakes.open", date(2015, 5, 19)).value == 0


def test_the_morning_tells_what_property_owes(desk: Desk) -> None:
    one = taking(desk)
    phone, other = item(desk, one), item(desk, one, "电脑", unrelated_on=date(2015, 5, 12), number="R-2")
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 12))
    event(desk, phone, CustodyAct.LENT, date(2015, 5, 12), due_on=date(2015, 5, 15))
    told = said(desk, date(2015, 5, 13))
    assert told["移送入库、存专户（3 日内）：电脑"] == 1
    assert next(left for words, left in told.items() if words.startswith("调用归还：手机")) == 2
    assert told["解除、退还无关财物（3 日内）：电脑"] == 2
    event(desk, other, CustodyAct.DISPOSED, date(2015, 5, 13), way=Disposal.HOLDER)
    assert not any("电脑" in words for words in said(desk, date(2015, 5, 13)))
    for n in range(4):
        item(desk, one, f"酒{n}")
    assert said(desk)["4 件涉案财物未移送入库、存专户"] == -17


def audits(desk: Desk) -> dict[str, bool]:
    with desk.store.read() as session:
        return {one.id: one.judge(Question(session, DAY)).kept for one in AUDITS
                if one.id.startswith(("seizures.", "money."))}  # fmt: skip


def test_the_account_is_held_against_the_items_and_its_own_sums(desk: Desk) -> None:
    one = taking(desk)
    cash = item(desk, one, "现金", amount=500_00)
    event(desk, cash, CustodyAct.DEPOSITED, date(2015, 5, 12))
    money(desk, date(2015, 5, 12), income=500_00, written_balance=500_00)
    money(desk, date(2015, 5, 21), income=35, kind=MoneyKind.INTEREST, written_balance=500_35)
    assert all(audits(desk).values())
    money(desk, date(2015, 5, 22), outgo=600_00, written_balance=1_00)
    assert [name for name, kept in audits(desk).items() if not kept] == [
        "money.covered",
        "money.items",
        "money.written",
    ]
