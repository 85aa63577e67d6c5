"""Acts of custody done with what the dialog 交接 was told, and the slip that belongs to each."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS
from desktop_app.reports.seizure_papers import RELEASE, SENDING
from desktop_app.rules.custody_offers import Deed
from desktop_app.services import custody_acts as acts
from desktop_app.services import custody_parting as parting
from desktop_app.services.custody_acts import Approval, Back, Hands, Kept, Lot
from desktop_app.services.custody_parting import Piece
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.views.custody.handing_items import Held

_SLIPS = {
    Deed.STORE: "store_slip",
    Deed.DEPOSIT: "store_slip",
    Deed.KEEP: "store_slip",
    Deed.LEND: "loan_slip",
    Deed.GIVE_BACK: "return_slip",
    Deed.SEND: "sending_list",
}


def slip_of(deed: Deed, way: object = None) -> str:
    """The paper of an act (入库单、调用单…); empty when none belongs to it."""
    if deed is Deed.DISPOSE:
        return "sending_list" if way in SENDING.ways else "release_list" if way in RELEASE.ways else ""
    return _SLIPS.get(deed, "")


def carry_out(
    desk: Desk, deed: Deed, helds: Sequence[Held], values: Mapping[str, Any], pieces: Sequence[Piece] = ()
) -> Outcome:
    """One act over all of the items, as typed. Raises Refusal with the field it stands under."""
    text = {name: str(values.get(name) or "") for name in ("reason", "basis", "paper_no", "outside")}
    hands, approval = _hands(values), Approval(text["paper_no"], values.get("approver_id"))
    kept = Kept(str(values.get("condition") or ""), str(values.get("seal_no") or ""))
    lots, due, place = _lots(helds, values), values.get("due_on"), values.get("place_id")
    match deed:
        case Deed.STORE:
            return acts.store(desk, EVENTS, lots, place, kept, hands)
        case Deed.DEPOSIT:
            return acts.deposit(desk, EVENTS, lots, hands, text["paper_no"])
        case Deed.KEEP:
            return acts.keep_in_place(desk, EVENTS, lots, text["reason"], hands)
        case Deed.LEND:
            return acts.lend(desk, EVENTS, lots, approval, due, text["reason"], hands)
        case Deed.GIVE_BACK:
            return acts.give_back(desk, EVENTS, _backs(helds, values), kept, hands)
        case Deed.SEND:
            return acts.send(desk, EVENTS, lots, approval, hands, text["reason"], due)
        case Deed.MOVE:
            return acts.move(desk, EVENTS, [held.id for held in helds], place, hands, text["reason"])
        case Deed.DISPOSE:
            return acts.dispose(desk, EVENTS, lots, values.get("way"), text["basis"], approval, hands)
        case Deed.SPLIT:
            return parting.split(desk, EVENTS, ITEMS, helds[0].id, pieces, text["reason"], hands, values.get("pool"))
        case Deed.MERGE:
            target = values["other_item_id"]
            others = [lot for lot in lots if lot.item != target]
            return parting.merge(desk, EVENTS, target, others, text["reason"], hands)
        case Deed.CORRECT:
            return parting.correct(desk, EVENTS, values["refers_id"], text["reason"], hands)


def _hands(values: Mapping[str, Any]) -> Hands:
    said = {name: str(values.get(name) or "") for name in ("outside", "clock", "note")}
    return Hands(values.get("happened_on"), values.get("giver_id"), values.get("taker_id"), **said)


def _lots(helds: Sequence[Held], values: Mapping[str, Any]) -> list[Lot]:
    """How much of each: of one item what was typed, of several all there is."""
    if len(helds) > 1:
        return [Lot(held.id) for held in helds]
    return [Lot(helds[0].id, values.get("quantity"), values.get("amount"), values.get("pool"))]


def _backs(helds: Sequence[Held], values: Mapping[str, Any]) -> list[Back]:
    """What comes back: of one item the loan that was said and how much of it, of several all that is out."""
    place = values.get("place_id")
    if len(helds) > 1:
        return [Back(loan.event, place=place) for held in helds for loan in held.now.loans]
    loan = values.get("refers_id") or helds[0].now.loans[0].event
    return [Back(loan, values.get("quantity"), place)]
