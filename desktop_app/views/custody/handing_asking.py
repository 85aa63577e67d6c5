"""What the dialog 交接 asks for and offers, by act and by what is selected: fields, choices, first values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.spec import Field
from desktop_app.rules.custody_offers import INDOORS, Deed, divisible, sources
from desktop_app.views.custody import handing_items as items
from desktop_app.views.custody.handing_fields import DUE, ON, OTHER, PLACE, POOL, QUANTITY, REFERS, fields
from desktop_app.views.custody.handing_items import Held
from desktop_app.views.register.editors.choices import Choice
from desktop_app.views.register.known import Known

_OUTSIDE = CustodyEvent.outside.key


class Asking:
    """One act over the selected items (一次交接). Refuses items that were deleted."""

    def __init__(self, known: Known, ids: Sequence[int]) -> None:
        self.known = known
        with known.facts() as facts:
            self.helds = items.read(facts, ids)
            self.deeds = items.deeds(facts, self.helds)
            self.rows = [items.told(facts, held) for held in self.helds]
        self.choices: dict[str, list[Choice]] = {}
        self.first: dict[str, Any] = {}

    @property
    def one(self) -> Held | None:
        """The item, where there is only one."""
        return self.helds[0] if len(self.helds) == 1 else None

    def turn(self, deed: Deed) -> list[Field]:
        """The fields of an act; ``first`` and ``choices`` then are what stands in them and what they offer."""
        self.first = self._usual(deed)
        with self.known.facts() as facts:
            one = self.one
            back = items.loans(facts, one) if one is not None else []
            self.choices = {
                POOL: items.pools(deed, one) if one is not None else [],
                REFERS: items.strikable(facts, self.helds) if deed is Deed.CORRECT else back,
                OTHER: items.targets(facts, self.helds),
                PLACE: items.places(facts),
            }
        if deed is Deed.CORRECT:
            self.first[REFERS] = self.choices[REFERS][0].key
        return self._fields(deed)

    def _fields(self, deed: Deed) -> list[Field]:
        """Of several items everything goes, so quantities are asked of one only, and of that if it can be parted."""
        one, returned = self.one, deed is Deed.GIVE_BACK
        partly = one is not None and deed not in INDOORS and divisible(deed, one.now)
        found = fields(
            deed,
            loan=returned and len(self.choices[REFERS]) > 1,
            pool=len(self.choices[POOL]) > 1 and deed is not Deed.MERGE,
            unit=str(one.row["unit"] or "") if one is not None and partly else None,
            amount=one is not None and partly and deed is Deed.DISPOSE and one.now.amount > 0,
        )
        return found if not returned or self._into_store() else [item for item in found if item.name != PLACE]

    def _into_store(self) -> bool:
        """Whether something that is out lay in the store: it goes back there."""
        return any(loan.place is not None for held in self.helds for loan in held.now.loans)

    def _usual(self, deed: Deed) -> dict[str, Any]:
        """Today, the usual hands, when a loan is due, all there is, where it lay."""
        with self.known.facts() as facts:
            values = items.usual(facts, deed, self.helds)
        values[ON] = self.known.desk.today
        if deed is Deed.LEND:
            values[DUE] = self.due(values[ON])
        one = self.one
        if one is None:
            return values | ({OTHER: self.helds[0].id} if deed is Deed.MERGE else {})
        if deed is Deed.GIVE_BACK:
            loan = one.now.loans[0]
            return values | {REFERS: loan.event, QUANTITY: loan.quantity, PLACE: loan.place}
        found = sources(deed, one.now)
        most = {POOL: found[0], QUANTITY: one.now.of(found[0])} if found else {}
        return values | most | ({PLACE: one.now.place} if deed is Deed.STORE else {})

    def due(self, on: date) -> date | None:
        """When what is lent on a day is due back."""
        with self.known.facts() as facts:
            return items.due(facts, on)

    def available(self, deed: Deed, pool: Any, loan: Any) -> int:
        """How much of the one item there is in a pool, or out by a loan."""
        now = self.helds[0].now
        if deed is Deed.GIVE_BACK:
            return next((found.quantity for found in now.loans if found.event == loan), 0)
        return now.of(pool) if pool in sources(deed, now) else 0

    def silent(self, deed: Deed) -> dict[str, Any]:
        """What is not asked because there is only one answer."""
        if deed is Deed.GIVE_BACK:
            kept: tuple[str, ...] = (_OUTSIDE, QUANTITY, REFERS) if self.one is not None else (_OUTSIDE,)
        else:
            kept = (POOL,) if self.one is not None and deed is not Deed.MERGE else ()
        return {name: self.first.get(name) for name in kept}

    def remark(self, deed: Deed) -> str:
        """How several items go together; empty where nothing has to be said."""
        if self.one is not None or deed not in (Deed.LEND, Deed.SEND, Deed.DISPOSE, Deed.GIVE_BACK):
            return ""
        what = "在外的全部归还，不填库位即放回原处" if deed is Deed.GIVE_BACK else "每件按账面全部数量办"
        return f"{len(self.helds)} 件一起办，{what}；只办一部分的单独办"

    @property
    def nothing(self) -> str:
        """Why there is nothing to be done."""
        if self.one is not None and not self.one.now.received:
            return f"{self.one.row['number']} 还没填数量，没有可办的交接。先补上数量"
        if self.one is not None:
            return f"{self.one.row['number']} 已全部离账，也没有可更正的流水，没有可办的交接"
        return f"选中的 {len(self.helds)} 件现状各不相同，没有能一起办的事项。按状态筛选后再选，一次只办同一事项"
