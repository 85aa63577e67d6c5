"""Places of the store as they are named (库位): the way down to one, and which of them a text names."""

from collections.abc import Iterator

from desktop_app.models.seizures import StoragePlace
from desktop_app.rules.unreadable import tight
from desktop_app.services.facts import Facts, Row

PLACES = StoragePlace.__tablename__


def upwards(facts: Facts, place_id: int | None) -> Iterator[int]:
    """A place and those it stands in, the innermost first; a ring is left where it closes."""
    seen: set[int] = set()
    while place_id is not None and place_id not in seen:
        seen.add(place_id)
        yield place_id
        place_id = facts.row(PLACES, place_id).get("parent_id")


def path_of(facts: Facts, place_id: int | None) -> str:
    """库-柜-格; a step whose name the next one already begins with is left out."""
    names: list[str] = []
    for at in upwards(facts, place_id):
        name = str(facts.row(PLACES, at).get("name") or "")
        if not names or not names[0].startswith(name):
            names.insert(0, name)
    return "-".join(names)


def place_told(facts: Facts, text: str) -> Row:
    """The living place of that number, name or path; empty for none."""
    wanted = tight(text).upper()
    for row in facts.live(PLACES) if wanted else ():
        if wanted in (row["number"].upper(), tight(row["name"]).upper(), tight(path_of(facts, row["id"])).upper()):
            return row
    return {}
