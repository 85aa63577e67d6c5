"""立双查线索: the verb by which a finding of any register sets a double investigation off."""

from enum import StrEnum

from desktop_app.models.base import Record
from desktop_app.registers.spec import Action


def inquiry_code(kind: str) -> str:
    """The code of the verb of a kind."""
    return f"inquire:{kind}"


def inquire(model: type[Record], over: tuple[StrEnum, ...] = ()) -> Action:
    """The verb as a register declares it (Alt+I)."""
    return Action(inquiry_code(str(model.__tablename__)), "立双查线索", "Alt+I", over=over)
