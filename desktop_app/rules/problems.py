"""What is wrong with a record, said once for the form, the import and the save."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """How a fault is treated: at the keyboard, and in rows of an old ledger.

    MISSING and BROKEN refuse a save at the keyboard. From a ledger a MISSING or UNREADABLE value is kept as 待补
    and a BROKEN rule or CAUTION is written as it happened, with a warning. IDENTITY always refuses the row (退回).
    OWED is still to come (责任书 not signed yet): written and marked 待补 by either road.
    """

    IDENTITY = "identity"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    BROKEN = "broken"
    CAUTION = "caution"
    OWED = "owed"

    @property
    def refuses(self) -> bool:
        """Whether it refuses a save at the keyboard."""
        return self not in (Fault.CAUTION, Fault.OWED)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: attribute name, machine code (English, stable), Chinese sentence with the remedy.

    ``at`` is the place of a row and its attribute, where the fault is in a row of a part. ``hint`` is for whoever types
    and can still choose otherwise; of what an old ledger tells nothing is said.
    """

    field: str
    fault: Fault
    code: str
    said: str
    at: tuple[int, str] | None = None
    hint: bool = False
