"""What a closed month keeps: every day of every kind of every tab, whatever is tried and by whatever road."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.models.base import Attr, Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.exams import MarkChange
from desktop_app.models.responsibility import Inquiry, InquiryPerson
from desktop_app.models.reviews import DrawnCase
from desktop_app.models.seizures import CustodyEvent, Freeze, FreezeRenewal
from desktop_app.models.supervision import Habit, Indicator, SupervisionDocument
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.rules.month_close import TABS
from desktop_app.services.desk import Desk
from desktop_app.services.month_lock import keep_closed
from desktop_app.services.month_places import BY_KIND, OF_RECORD, PLACES, TIMELESS, Place
from desktop_app.store.file import UnitOfWork
from desktop_app.store.unit import parent_link
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.closing import another, closed, made, row_of
from tests.kit.office import founded

CLOSED, OPEN = date(2015, 5, 12), date(2015, 6, 20)
EVERY = [(tab, place) for tab, places in PLACES.items() for place in places]
CHANGED = [(tab, place) for tab, place in EVERY if place.model not in (MarkChange, DrawnCase, CustodyEvent)]
"""Without what the file itself never changes, closed or not."""
NAMES = [f"{tab}-{place.model.__tablename__}.{place.stage.day}" for tab, place in EVERY]
CHANGED_NAMES = [name for name, pair in zip(NAMES, EVERY, strict=True) if pair in CHANGED]


class _NotKept(Exception):
    """Takes back what a test wrote."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with May closed in every tab; what tests write is taken back."""
    desk = founded(tmp_path_factory.mktemp("closed") / "data", TurnedClock(date(2015, 6, 25)))
    for tab in TABS:
        closed(desk, tab, 5)
    yield desk
    desk.store.close()


class Trying:
    """One act on the office that ends by taking everything back; ``judged`` asks the lock about what was done since."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit, self.session = unit, unit.session

    def settled(self) -> None:
        """What was made so far counts as having been there."""
        self.session.flush()
        self.unit._changes.clear()

    def refused(self, what: str) -> bool:
        """Whether the lock refuses what was done since, in its own words."""
        self.session.flush()
        said = ""
        try:
            keep_closed(self.unit)
        except Refusal as refusal:
            said = refusal.said
        self.unit._changes.clear()
        assert not said or ("已结账" in said and said.endswith("先反结账（写明原因），或另作更正")), (what, said)
        return bool(said)


@pytest.fixture
def trying(office: Desk) -> Iterator[Trying]:
    kept, office.store.closing = office.store.closing, ()
    try:
        with office.store.unit("试一试") as unit:
            yield Trying(unit)
            raise _NotKept
    except _NotKept:
        pass
    finally:
        office.store.closing = kept


@pytest.mark.parametrize(("tab", "place"), EVERY, ids=NAMES)
def test_nothing_comes_into_a_closed_month_and_nothing_goes_out_of_it(trying: Trying, tab: str, place: Place) -> None:
    row_of(trying.session, place, OPEN)
    assert not trying.refused("a row of an open month")
    row = row_of(trying.session, place, CLOSED)
    if place.through is not None:
        trying.settled()
        link = place.through.link.key
        made(trying.session, place.model, **{link: getattr(row, link)})
        assert trying.refused("a row beside it") is not place.stage.grows
        return
    assert trying.refused("a row of a closed month")
    if (tab, place) not in CHANGED:
        return
    setattr(row, place.stage.day, OPEN)
    assert trying.refused("out of the closed month")
    setattr(row, place.stage.day, CLOSED)
    assert trying.refused("into the closed month")


@pytest.mark.parametrize(("tab", "place"), CHANGED, ids=CHANGED_NAMES)
def test_what_is_told_of_a_closed_month_stays_and_what_lives_on_goes_on(trying: Trying, tab: str, place: Place) -> None:
    row = row_of(trying.session, place, CLOSED)
    trying.settled()
    links = {place.through.link.key} if place.through else set()
    for name in (*place.stage.counted, *place.stage.told):
        if name in links:
            continue
        now = getattr(row, name)
        if now in (None, ""):
            now = another(trying.session, place, name, None)
            setattr(row, name, now)
        trying.settled()
        setattr(row, name, another(trying.session, place, name, now))
        assert trying.refused(f"{name} told otherwise")
        setattr(row, name, now)
        trying.settled()
    if hasattr(row, "note") and "note" not in place.stage.told:
        row.note = "后来补记"
        assert not trying.refused("a note")


@pytest.mark.parametrize(("tab", "place"), CHANGED, ids=CHANGED_NAMES)
def test_a_row_of_a_closed_month_is_neither_deleted_nor_brought_back(
    office: Desk, trying: Trying, tab: str, place: Place
) -> None:
    row = row_of(trying.session, place, CLOSED)
    trying.settled()
    if isinstance(row, Part):
        trying.session.delete(row)
        assert trying.refused("deleted")
        return
    row.retired_at = office.clock.now()
    assert trying.refused("deleted")
    row.retired_at = None
    assert trying.refused("brought back")


OWNED = [
    (kind, place)
    for kind, places in OF_RECORD.items()
    for place in places
    if place.model in {p.model for _, p in CHANGED}
]


@pytest.mark.parametrize(("kind", "place"), OWNED, ids=[f"{kind}-{place.stage.day}" for kind, place in OWNED])
def test_a_record_with_a_row_of_a_closed_month_stays(office: Desk, trying: Trying, kind: str, place: Place) -> None:
    row = row_of(trying.session, place, CLOSED)
    owner = trying.session.get(KINDS[kind], getattr(row, parent_link(place.model)[1]))
    assert isinstance(owner, Record)
    trying.settled()
    owner.retired_at = office.clock.now()
    assert trying.refused("deleted with its rows")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (Habit.inspected_on, "handling"),
        (SupervisionDocument.sent_on, "department_id"),
        (Indicator.abolished_on, "hollow"),
        (Inquiry.started_on, "case_no"),
        (Freeze.from_on, "to_on"),
    ],
    ids=str,
)
def test_what_figures_of_a_closed_month_count_is_kept_with_its_day(trying: Trying, day: Attr[Any], name: str) -> None:
    place = next(one for _, one in EVERY if one.model is day.class_ and one.stage.day == day.key)
    row = row_of(trying.session, place, CLOSED)
    setattr(row, name, another(trying.session, place, name, getattr(row, name)))
    trying.settled()
    setattr(row, name, another(trying.session, place, name, getattr(row, name)))
    assert trying.refused(name)


def test_a_freeze_of_a_closed_month_is_renewed_afterwards(trying: Trying) -> None:
    freeze = made(trying.session, Freeze, from_on=CLOSED, to_on=OPEN)
    trying.settled()
    freeze.to_on = date(2015, 12, 20)
    made(trying.session, FreezeRenewal, freeze_id=freeze.id, renewed_on=OPEN, new_on=freeze.to_on)
    assert not trying.refused("renewed")


def test_outcomes_of_an_inquiry_that_ended_in_a_closed_month_stay(trying: Trying) -> None:
    person = made(trying.session, InquiryPerson, outcome="诫勉")
    inquiry = trying.session.get(Inquiry, person.inquiry_id)
    assert inquiry is not None
    inquiry.ended_on = CLOSED
    trying.settled()
    person.outcome = "批评教育"
    assert trying.refused("another outcome")


@pytest.mark.parametrize(("tab", "place"), CHANGED, ids=CHANGED_NAMES)
def test_blanks_are_filled_unless_they_are_counted(trying: Trying, tab: str, place: Place) -> None:
    row = row_of(trying.session, place, CLOSED)
    trying.settled()
    for counted, names in ((True, place.stage.counted), (False, place.stage.told)):
        for name in names:
            if getattr(row, name) in (None, ""):
                setattr(row, name, another(trying.session, place, name, None))
                assert trying.refused(f"{name} filled") is counted, name


def test_every_kind_of_the_tabs_has_a_day_or_is_known_to_have_none() -> None:
    timeless = {model.__tablename__ for model in TIMELESS}
    known = set(BY_KIND) | timeless
    assert not set(BY_KIND) & timeless
    for register in REGISTERS:
        if register.tab in TABS:
            assert register.kind in known, register.title
            assert register.kind in timeless or BY_KIND[register.kind][0] == register.tab
    for kind, model in KINDS.items():
        owner = parent_link(model)[0] if issubclass(model, Part) and kind not in ("tie", "attachment") else ""
        if owner in known:
            assert kind in known, kind
    assert list(PLACES) == list(TABS)


def test_every_tab_with_registers_is_closed_but_the_small_tables() -> None:
    assert set(TABS) == {register.tab for register in REGISTERS} - {"basics"}


def test_no_statement_is_sent_for_an_act_on_what_lies_in_no_month(office: Desk, tmp_path: Path) -> None:
    from sqlalchemy import Engine, event

    from tests.kit.office import officer

    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        officer(office, "无关")
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    assert not any("month_close" in one for one in sent if one.startswith("SELECT"))


def test_records_are_what_lies_in_a_month_of_their_own() -> None:
    for tab, place in EVERY:
        assert issubclass(place.model, Record | Part), tab
