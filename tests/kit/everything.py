"""An office with a record of every register, each filled by something plausible."""

from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.spec import Register
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.office import filled, officer


def enter(desk: Desk, register: Register, mark: str) -> int:
    """A record of a kind, and of those it must point to."""
    with desk.facts() as facts:
        asked = [item for item in register.fields if item.required is True and item.link_kind]
        owners = [BY_KIND[item.link_kind] for item in asked if next(facts.live(item.link_kind), None) is None]
    for owner in owners:
        enter(desk, owner, mark)
    with desk.facts() as facts:
        draft = filled(register, facts, mark)
    return records.save(desk, register, draft).ids[0]


def one_of_everything(desk: Desk) -> list[str]:
    """Somebody, and a record of every kind that can be typed in without more; the kinds entered."""
    officer(desk, "许嘉树", "案件管理办公室")
    entered = []
    for register in REGISTERS:
        try:
            enter(desk, register, "一")
        except Refusal:
            continue
        entered.append(register.kind)
    return entered
