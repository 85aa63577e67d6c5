"""The columns of 成批登记: those of a case and those of an item, each read as a ledger's column is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from desktop_app.exchange.across import Across, value_of
from desktop_app.exchange.headings import Column
from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.recognise import Recognised
from desktop_app.models.people import Officer
from desktop_app.models.seizures import ItemProcedure, SeizedItem, Seizure, SeizureHandler
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.views.register.editors import choices
from desktop_app.views.register.editors.choices import Choice, Source
from desktop_app.views.register.known import Known

CASE_NO, NUMBER = Seizure.case_no.key, SeizedItem.number.key
CHECKLIST = "手续"


@dataclass(frozen=True)
class Col:
    """One column: what a ledger calls it, how wide, what it means; ``word`` is the point of the checklist it tells."""

    name: str
    label: str
    width: int
    item: Item
    word: str = ""
    right: bool = False
    many: bool = False


_HEAD = (
    (Seizure.case_no, "受案号", 230),
    (Seizure.case_name, "案件名称", 140),
    (Seizure.party, "当事人", 72),
    (Seizure.department_id, "办案部门", 88),
    (SeizureHandler, "办案人", 112),
    (Seizure.measure, "措施", 52),
    (Seizure.paper_no, "文书号", 132),
    (Seizure.approver_id, "批准人", 64),
    (Seizure.seized_on, "扣押日期", 100),
    (Seizure.witness, "见证人", 64),
    (Seizure.holder, "持有人", 64),
    (Seizure.origin, "来源", 72),
    (Seizure.copies, "清单份数", 64),
    (Seizure.in_dossier, "清单附卷", 64),
    (Seizure.note, "备注", 90),
)
_ITEM = (
    (SeizedItem.seizure_id, "受案号", 140),
    (SeizedItem.category, "类别", 92),
    (SeizedItem.name, "物品名称", 116),
    (SeizedItem.features, "特征", 110),
    (SeizedItem.quantity, "数量", 68),
    (SeizedItem.unit, "单位", 44),
    (SeizedItem.amount, "金额", 76),
    (SeizedItem.currency, "币种", 48),
    (SeizedItem.nature, "性质", 84),
    (SeizedItem.seal_no, "封条号", 76),
    (SeizedItem.written_place, "存放位置", 76),
)
_REST = (
    (SeizedItem.keeper_id, "保管人", 64),
    (SeizedItem.seized_on, "扣押日期", 100),
    (SeizedItem.moved_on, "移送日期", 100),
    (SeizedItem.stored_on, "入库日期", 100),
    (SeizedItem.kept_reason, "不入库理由", 92),
    (SeizedItem.written_state, "现状", 72),
    (SeizedItem.note, "备注", 90),
)
_RIGHT = frozenset({Shape.QUANTITY, Shape.FEN})


def _item(register: Register, asked: object) -> Item:
    name = asked.__tablename__ if isinstance(asked, type) else asked.key  # type: ignore[attr-defined]
    groups: dict[str, Item] = {group.name: group for group in register.parts}
    found: Item = groups.get(name) or register.by_name[name]
    return replace(found, adopt=False) if isinstance(found, Field) and found.adopt else found


def _col(register: Register, asked: object, label: str, width: int) -> Col:
    item = _item(register, asked)
    right = isinstance(item, Field) and item.shape in _RIGHT
    return Col(item.name, label, width, item, right=right, many=isinstance(item, Parts))


def head_columns() -> tuple[Col, ...]:
    """The columns of a case."""
    return tuple(_col(SEIZURES, *one) for one in _HEAD)


def item_columns(points: Sequence[str]) -> tuple[Col, ...]:
    """The columns of an item; ``points`` are the words of the checklist."""
    number = Col(NUMBER, "物品编号", 140, ITEMS.number_field)
    group = next(part for part in ITEMS.parts if part.part is ItemProcedure)
    front = [_col(ITEMS, *one) for one in _ITEM]
    ticks = [Col(group.name, word, 52, group, word) for word in points]
    rest = [_col(ITEMS, *one) for one in _REST]
    return (*front, *ticks, *rest, number)


def meaning(register: Register, columns: Sequence[Col]) -> Recognised:
    """The columns as a recognised sheet, so that rows are read as a ledger's are."""
    meant: dict[int, Item] = {at: col.item for at, col in enumerate(columns) if not col.word}
    across = {}
    for at, col in enumerate(columns):
        value = value_of(col.item) if col.word and isinstance(col.item, Parts) else None
        if value is not None and isinstance(col.item, Parts):
            across[at] = Across(col.item, value, col.word)
    heads = tuple(Column(at, col.label, CHECKLIST if col.word else "") for at, col in enumerate(columns))
    return Recognised(register, 0, 0, heads, meant, across=across)


def source(col: Col, known: Known, cases: Callable[[], Sequence[str]]) -> Source | None:
    """What is offered while a cell of the column is typed; None for a column of free text."""
    item = col.item.lead if isinstance(col.item, Parts) and not col.word else col.item
    value = value_of(col.item) if col.word and isinstance(col.item, Parts) else None
    if value is not None:
        return choices.words(value)
    if not isinstance(item, Field):
        return None
    if item.name == SeizedItem.seizure_id.key:
        return lambda: (Choice(said, said) for said in cases())
    if item.shape is Shape.LINK:
        return partial(_linked, choices.records(item.link_kind, known), item.link_kind, known)
    if item.word_type is not None:
        return choices.words(item)
    if item.words:
        return choices.phrases(item, known, tuple)
    return None


def _linked(offered: Source, kind: str, known: Known) -> list[Choice]:
    """Namesakes by the name that tells them apart."""
    shared = kind == Officer.__tablename__
    return [replace(one, label=known.label(kind, one.key)) if shared else one for one in offered()]
