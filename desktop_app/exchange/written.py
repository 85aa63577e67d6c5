"""Kinds whose written values stay (只增不改): one brought back is filled; told otherwise now it is another record."""

from desktop_app.models.seizures import CustodyEvent
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Row

_ONCE = frozenset({CustodyEvent.__tablename__})
_EMPTY = (None, "")


def rewrites(draft: Draft, row: Row) -> bool:
    """Whether a ledger says otherwise than what is written for good."""
    pairs = ((value, row.get(name)) for name, value in draft.values.items() if name != "number")
    return draft.kind in _ONCE and any(
        given != kept and given not in _EMPTY and kept not in _EMPTY for given, kept in pairs
    )


def told_anew(draft: Draft, stored: Draft) -> Values:
    """What a ledger tells of a record that comes back: all of it, or what is not written yet."""
    own = {name for name, value in stored.values.items() if value not in _EMPTY and draft.kind in _ONCE}
    return {name: value for name, value in draft.values.items() if name not in own}
