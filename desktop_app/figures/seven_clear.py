"""七清 of seized property: case, people, source, nature, kind, quantity and whereabouts of every item are known."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.seizure_standing import ItemStand, standing
from desktop_app.models.seizures import SeizedItem, Seizure
from desktop_app.rules.vocabulary import ItemState


@dataclass(frozen=True, slots=True)
class Clear:
    """One of the seven: its word, what is looked at, the items that lack it."""

    word: str
    said: str
    lacking: tuple[Behind, ...]


_Judge = Callable[[ItemStand, SeizedItem, Seizure | None], bool]


def _quantity(item: ItemStand, row: SeizedItem, _taking: Seizure | None) -> bool:
    return row.quantity is not None and bool(row.unit) and item.now.balanced


def _way(item: ItemStand, row: SeizedItem, _taking: Seizure | None) -> bool:
    placed = item.now.place is not None or bool(row.written_place)
    return not item.refused and (item.state is not ItemState.STORED or placed)


SEVEN: tuple[tuple[str, str, _Judge], ...] = (
    ("案件清", "每件有所属案件、受案号", lambda _item, _row, taking: taking is not None and bool(taking.case_no)),
    (
        "人头清", "写明当事人或者持有人",
        lambda _item, _row, taking: taking is not None and bool(taking.party or taking.holder),
    ),
    (
        "来源清", "写明来源，或者措施和文书号",
        lambda _item, _row, taking: taking is not None and bool(taking.origin or (taking.measure and taking.paper_no)),
    ),
    ("性质清", "认定了性质", lambda _item, row, _taking: row.nature is not None),
    ("种类清", "归入了类别", lambda _item, row, _taking: bool(row.category)),
    ("数量清", "数量、单位齐全，收支相平", _quantity),
    ("去向清", "在库有库位，流转前后相接", _way),
)  # fmt: skip


def seven(ask: Question) -> list[Clear]:
    """The seven over the items that are things of their own on the day."""
    asked = (
        select(SeizedItem, Seizure)
        .outerjoin(Seizure, Seizure.id == SeizedItem.seizure_id)
        .where(SeizedItem.retired_at.is_(None))
    )
    told = {item.id: (item, taking) for item, taking in ask.session.execute(asked)}
    rows = [(item, *told[item.id]) for item in standing(ask)]
    return [
        Clear(word, said, tuple(item.behind for item, row, taking in rows if not judge(item, row, taking)))
        for word, said, judge in SEVEN
    ]
