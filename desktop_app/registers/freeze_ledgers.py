"""What old ledgers of freezes tell of renewals (续冻): further last days of a line, or a line for each renewal."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop_app.models.seizures import Freeze, FreezeRenewal
from desktop_app.registers.spec import Told
from desktop_app.rules.cases import case_key
from desktop_app.rules.unreadable import tight
from desktop_app.services.facts import Facts

RENEWALS = FreezeRenewal.__tablename__
_FROM, _TO = Freeze.from_on.key, Freeze.to_on.key


def days_apart(text: str) -> list[str]:
    """The last days a cell lists: 2015-05-30；2015-11-29."""
    return [one.strip() for one in re.split(r"[;；、，,\n]+", text) if one.strip()]


def renewed(rows: Sequence[Told]) -> Mapping[int, int]:
    """Lines that renew what an earlier line of the same account began, by place: the first line of the freeze.

    A line renews where it begins on the day on which the other ends, or on the next.
    """
    found: dict[int, int] = {}
    ends: dict[tuple[str, str], tuple[int, date]] = {}
    for place, row in enumerate(rows):
        start, end = row.values.get(_FROM), row.values.get(_TO)
        key = (_flat(row, Freeze.account.key), case_key(_flat(row, Freeze.case_no.key)))
        first, last = ends.get(key, (place, None))
        if last is not None and start is not None and end is not None and start - last in (_NONE, _DAY):
            found[place] = first
            _renew(rows[first], row, last, end)
        else:
            first = place
        if end is not None and key[0]:
            ends[key] = (first, end)
    return found


_NONE, _DAY = timedelta(0), timedelta(days=1)


def _flat(row: Told, name: str) -> str:
    return tight(str(row.values.get(name) or ""))


def _renew(first: Told, row: Told, old: date, new: date) -> None:
    """The renewal among those of the first line; the last day in force is the renewal's."""
    told: dict[str, Any] = {FreezeRenewal.old_on.key: old, FreezeRenewal.new_on.key: new}
    told |= {FreezeRenewal.renewed_on.key: row.values[_FROM]}
    told |= {FreezeRenewal.paper_no.key: row.values.get(Freeze.paper_no.key) or ""}
    first.parts.setdefault(RENEWALS, []).append(told)
    first.values[_TO] = new
    for name in (Freeze.released_on.key, Freeze.release_no.key):
        if row.values.get(name):
            first.values[name] = row.values[name]


def renewals_told(rows: Sequence[Told], facts: Facts) -> None:
    """Renewals listed in a line, each from the last day before it; the last of them is the freeze's last day."""
    for row in rows:
        last = row.values.get(_TO)
        for one in row.parts.get(RENEWALS, ()):
            if one.get(FreezeRenewal.old_on.key) is None and last is not None:
                one[FreezeRenewal.old_on.key] = last
            last = one.get(FreezeRenewal.new_on.key) or last
        if last is not None and last != row.values.get(_TO):
            row.values[_TO] = last
