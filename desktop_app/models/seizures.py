"""Seized property: what was taken for a case, every item of it, its chain of custody, money, freezes, stocktakes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import (
    CountResult,
    CountScope,
    CustodyAct,
    Disposal,
    FreezeState,
    ItemNature,
    ItemState,
    Measure,
    MoneyKind,
    PlaceKind,
    Pool,
    ProcedureState,
    StocktakeState,
)


class Seizure(Record):
    """One taking of property for a case (涉案财物案件): by which paper, from whom, before which witness.

    ``case_no`` is the case's 受案号 as text. ``origin`` is where it came from (来源), ``copies`` how many copies of the
    list were made, ``in_dossier`` whether one lies in the dossier (附卷). ``judgment_on`` is the day the judgment took
    effect (判决生效), ``extension_no`` the approval of a longer time to dispose after the case was dropped (延长批准).
    """

    __tablename__ = "seizure"

    case_no: Mapped[str] = mapped_column(default="")
    case_name: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    measure: Mapped[Measure | None]
    paper_no: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    seized_on: Mapped[date | None]
    origin: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")
    copies: Mapped[int | None]
    in_dossier: Mapped[bool] = mapped_column(default=False)
    told_items: Mapped[int | None]
    judgment_on: Mapped[date | None]
    extension_no: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_seizure_case_no", "case_no"),)


class SeizureHandler(Part):
    """Somebody who carried a taking out (办案人): two of them by law."""

    __tablename__ = "seizure_handler"
    __table_args__ = (Index("ix_seizure_handler_seizure_id", "seizure_id"),)

    seizure_id: Mapped[int] = mapped_column(ForeignKey("seizure.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class StoragePlace(Record):
    """A place in the store (库位): a room, a cabinet in it, a shelf of that (库-柜-格)."""

    __tablename__ = "storage_place"

    name: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(default=PlaceKind.SHELF)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("storage_place.id"))
    note: Mapped[str] = mapped_column(default="")


class SeizedItem(Record):
    """One item (涉案物品). ``quantity`` is in thousandths of ``unit``, ``amount`` in 分.

    ``state``, ``place_id``, ``inside``, ``out`` and ``gone`` follow from the custody events, ``lacking`` (the points of
    the checklist that are not there, 清单、照片) and ``checked`` from the checklist, ``due_on`` and ``due_for`` (the
    next day on which something is owed of it, and what) from both and the rules; they are typed nowhere, and kept so
    that lists can be sorted and counted by them. ``written_state`` and ``written_place`` are a ledger's own words.
    ``kept_reason`` says why an item need not go to the warehouse (不入库原因); ``unrelated_on`` is the day on which it
    was found to have nothing to do with the case, ``noticed_on`` that of a public notice to its unknown owner
    (招领公告). ``parent_id`` is the item it was parted from.
    """

    __tablename__ = "seized_item"

    seizure_id: Mapped[int | None] = mapped_column(ForeignKey("seizure.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("seized_item.id"))
    category: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    features: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int | None]
    unit: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    nature: Mapped[ItemNature | None]
    seized_on: Mapped[date | None]
    moved_on: Mapped[date | None]
    stored_on: Mapped[date | None]
    sealed: Mapped[ProcedureState | None]
    seal_no: Mapped[str] = mapped_column(default="")
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    kept_reason: Mapped[str] = mapped_column(default="")
    unrelated_on: Mapped[date | None]
    noticed_on: Mapped[date | None]
    written_place: Mapped[str] = mapped_column(default="")
    written_state: Mapped[str] = mapped_column(default="")
    state: Mapped[ItemState] = mapped_column(default=ItemState.HELD)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("storage_place.id"))
    inside: Mapped[int] = mapped_column(default=0)
    out: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0)
    lacking: Mapped[str] = mapped_column(default="")
    checked: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    due_for: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
            CheckConstraint("inside >= 0 AND out >= 0 AND gone >= 0", name="pools"),
            living_index("ix_seized_item_seizure_id", "seizure_id", "number"),
            living_index("ix_seized_item_state", "state", "number"),
            living_index("ix_seized_item_due_on", "due_on"),
        )


class ItemProcedure(Part):
    """One point of an item's checklist (手续), in the dictionary's word (清单, 签名), and whether it is there."""

    __tablename__ = "item_procedure"
    __table_args__ = (Index("ix_item_procedure_item_id", "item_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("seized_item.id"))
    word: Mapped[str]
    state: Mapped[ProcedureState] = mapped_column(default=ProcedureState.THERE)
    mended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class CustodyEvent(Record):
    """One event of an item's chain of custody (保管流水): what happened, when, how much, by whom, on whose approval.

    Only added: a written value is never changed, an empty one may still be filled in, a mistake is struck out by an
    event 更正 whose ``refers_id`` it is. ``giver_id`` hands over, ``taker_id`` takes; ``outside`` is the other side
    where it is not of the house (法院, 领取人). ``pool`` is the pool taken from, where the act does not tell.
    """

    __tablename__ = "custody_event"
    only_added = True

    item_id: Mapped[int | None] = mapped_column(ForeignKey("seized_item.id"))
    act: Mapped[CustodyAct | None]
    way: Mapped[Disposal | None]
    happened_on: Mapped[date | None]
    clock: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int | None]
    amount: Mapped[int | None]
    pool: Mapped[Pool | None]
    refers_id: Mapped[int | None] = mapped_column(ForeignKey("custody_event.id"))
    other_item_id: Mapped[int | None] = mapped_column(ForeignKey("seized_item.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("storage_place.id"))
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    outside: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    paper_no: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")
    seal_no: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("giver_id IS NULL OR taker_id IS NULL OR giver_id <> taker_id", name="two_hands"),
            living_index("ix_custody_event_item_id", "item_id", "happened_on"),
            living_index("ix_custody_event_due_on", "due_on"),
        )


class MoneyEntry(Record):
    """One line of the special account (专户收支), in 分; ``voucher`` is its 凭证号.

    ``written_balance`` is the running balance a ledger states, held against the sum.
    """

    __tablename__ = "money_entry"

    voucher: Mapped[str] = mapped_column(default="")
    booked_on: Mapped[date | None]
    case_no: Mapped[str] = mapped_column(default="")
    kind: Mapped[MoneyKind | None]
    said: Mapped[str] = mapped_column(default="")
    income: Mapped[int | None]
    outgo: Mapped[int | None]
    written_balance: Mapped[int | None]
    paper_no: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("seized_item.id"))
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("(income IS NULL OR income >= 0) AND (outgo IS NULL OR outgo >= 0)", name="sides"),
            living_index("ix_money_entry_case_no", "case_no", "booked_on"),
        )


class Freeze(Record):
    """One freeze (冻结) of an account or of securities; ``to_on`` is the last day in force, renewals included.

    ``account`` stands masked as the ledger has it. ``told_renewals`` is the number a ledger states; ``behind`` names
    the freeze this one waits for (轮候).
    """

    __tablename__ = "freeze"

    case_no: Mapped[str] = mapped_column(default="")
    case_name: Mapped[str] = mapped_column(default="")
    asset: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    paper_no: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    told_renewals: Mapped[int | None]
    behind: Mapped[str] = mapped_column(default="")
    released_on: Mapped[date | None]
    release_no: Mapped[str] = mapped_column(default="")
    state: Mapped[FreezeState] = mapped_column(default=FreezeState.LIVE)
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_freeze_to_on_state", "to_on", "state"),)


class FreezeRenewal(Part):
    """A renewal of a freeze (续冻): the last day before and after, by which paper, why for longer than is usual."""

    __tablename__ = "freeze_renewal"
    __table_args__ = (Index("ix_freeze_renewal_freeze_id", "freeze_id"),)

    freeze_id: Mapped[int] = mapped_column(ForeignKey("freeze.id"))
    renewed_on: Mapped[date | None]
    old_on: Mapped[date | None]
    new_on: Mapped[date]
    paper_no: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="")


class Stocktake(Record):
    """A stocktake (盘点): what is counted, by whom, under whose eyes; a sample keeps its seed and rule.

    A change of custodian (``from_keeper_id`` → ``to_keeper_id``) is a full count with a double-signed list.
    """

    __tablename__ = "stocktake"

    title: Mapped[str]
    counted_on: Mapped[date | None]
    scope: Mapped[CountScope] = mapped_column(default=CountScope.ALL)
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    from_keeper_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    to_keeper_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    seed: Mapped[str] = mapped_column(default="")
    sample_rule: Mapped[str] = mapped_column(default="")
    state: Mapped[StocktakeState] = mapped_column(default=StocktakeState.PREPARED)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class StocktakeCounter(Part):
    """Somebody who counts (盘点人)."""

    __tablename__ = "stocktake_counter"
    __table_args__ = (Index("ix_stocktake_counter_stocktake_id", "stocktake_id"),)

    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class CountLine(Record):
    """One line of a stocktake (盘点明细): the books' quantity and place, what was counted where, in thousandths.

    An unexpected thing has no ``item_id``; ``name`` says what it is. ``issue_id`` is the problem it became.
    """

    __tablename__ = "count_line"

    stocktake_id: Mapped[int | None] = mapped_column(ForeignKey("stocktake.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("seized_item.id"))
    name: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    written_place: Mapped[str] = mapped_column(default="")
    found_place: Mapped[str] = mapped_column(default="")
    booked: Mapped[int | None]
    counted: Mapped[int | None]
    told_difference: Mapped[int | None]
    result: Mapped[CountResult | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    settled_on: Mapped[date | None]
    settled: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_count_line_stocktake_id", "stocktake_id", "item_id"),)
