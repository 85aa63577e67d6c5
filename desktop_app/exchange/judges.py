"""Who heads a column (评委): found in the roster once for the sheet; marks of an unknown one stay in the note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop_app.exchange.across import value_of
from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.links import Links
from desktop_app.exchange.noted import NOTE
from desktop_app.exchange.people_columns import by_people
from desktop_app.exchange.recognise import Recognised
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight


@dataclass(frozen=True)
class Headed:
    """A sheet whose people are known. ``strangers`` are the headings of columns nobody is found for, by place."""

    found: Recognised
    strangers: Mapping[int, str] = field(default_factory=dict)

    @property
    def people(self) -> list[int]:
        """Those who head a column."""
        return [one.record for one in self.found.across.values() if one.record is not None]


def headed(findings: SheetFindings, links: Links) -> Headed:
    """The sheet with its columns' people; a heading that is nobody known is told once, at the head."""
    found = findings.found
    assert isinstance(found, Recognised)
    across, strangers = dict(found.across), {}
    for index, one in found.across.items():
        if (
            not one.told
            or one.gathers
            or one.listing
            or not by_people(one.group)
            or one.field is not value_of(one.group)
        ):
            continue
        try:
            across[index] = replace(one, record=links.find("officer", one.told))
        except Unreadable as unread:
            del across[index]
            strangers[index] = one.told
            column = next(column for column in found.columns if column.index == index)
            said = f"{one.group.label}的评委“{one.told}”：{unread.said}。这一列的分数记在备注里"
            problem = Problem(one.group.name, Fault.UNREADABLE, unread.code, said)
            findings.note(found.first_row, problem, stands=column)
    return Headed(replace(found, across=across), strangers)


def kept_in_note(taken: Taken, strangers: Mapping[int, str]) -> None:
    """Marks of columns nobody is found for, as words: 评委1 97.5；评委2 96."""
    said = [
        f"{name} {shown(cell).strip()}" for index, name in strangers.items() if not blank(cell := taken.row.cell(index))
    ]
    if said:
        kept = str(taken.values.get(NOTE) or "")
        taken.values[NOTE] = "；".join(
            [*([kept] if kept else []), *(one for one in said if tight(one) not in tight(kept))]
        )


def met_people(rows: Iterable[Taken], headed_by: Headed) -> list[int]:
    """Everybody the rows name in a column of people."""
    groups = {one.group.name: one.group for one in headed_by.found.across.values() if by_people(one.group)}
    return list(
        dict.fromkeys(
            int(row[group.across.key])
            for taken in rows
            for group in groups.values()
            for row in taken.parts.get(group.name, ())
            if group.across is not None and row.get(group.across.key)
        )
    )
