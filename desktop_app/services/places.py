"""Places of the store as they are named (库位): the way down to one, and which of them a text names."""

from collections.abc import Iterator

from desktop_app.models.seizures import StoragePlace
from desktop_app.rules import places
from desktop_app.rules.unreadable import tight
from desktop_app.services.facts import Facts, Row

PLACES = StoragePlace.__tablename__


def upwards(facts: Facts, place_id: int | None) -> Iterator[int]:
    """A place and those it stands in, the innermost first; a ring is left where it closes."""
    return places.upwards(place_id, lambda at: facts.row(PLACES, at).get("parent_id"))


def path_of(facts: Facts, place_id: int | None) -> str:
    """库-柜-格; empty for none."""
    names = [str(facts.row(PLACES, at).get("name") or "") for at in upwards(facts, place_id)]
    return places.joined(reversed(names))


def places_told(facts: Facts, text: str) -> list[Row]:
    """The living places of that number, name or path."""
    wanted = tight(text).upper()
    return [row for row in facts.live(PLACES) if wanted in _names(facts, row)] if wanted else []


def place_told(facts: Facts, text: str) -> Row:
    """The first of them; empty for none."""
    return next(iter(places_told(facts, text)), {})


def _names(facts: Facts, row: Row) -> tuple[str, str, str]:
    return row["number"].upper(), tight(row["name"]).upper(), tight(path_of(facts, row["id"])).upper()
