"""Marks by more kinds of questions than a record keeps apart (题型得分): kept as words, and added up."""

from collections.abc import Mapping

from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.noted import NOTE
from desktop_app.exchange.recognised import Recognised
from desktop_app.registers.spec import Register, Shares
from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight


def add_up(taken: Taken, found: Recognised) -> None:
    """The parts of a row in its note; their sum where the ledger has no mark, a warning where it has another."""
    law = found.register.shares
    if law is None or not found.shares:
        return
    given: dict[str, int] = {}
    for index, name in found.shares.items():
        cell = taken.row.cell(index)
        if blank(cell):
            continue
        try:
            mark = read_points(cell)
        except Unreadable:
            _said_instead(taken, found, law, name, shown(cell).strip())
            continue
        if mark is not None:
            given[name] = mark
    _noted(taken, "；".join(f"{name} {points(mark)}" for name, mark in given.items()))
    if given and law.whole_of(found.shares):
        _compared(taken, law, given, len(given) == len(found.shares))


def _said_instead(taken: Taken, found: Recognised, law: Shares, name: str, text: str) -> None:
    """缺考 in every kind's column is said once, of the candidate; what nobody understands stays in the note."""
    register: Register = found.register
    told: Mapping[str, object] = (
        register.instead(law.whole.key, text, found.year) if register.instead is not None else {}
    )
    for attribute, value in told.items():
        taken.values.setdefault(attribute, value)
    if not told:
        _noted(taken, f"{name} {text}")


def _noted(taken: Taken, said: str) -> None:
    kept = str(taken.values.get(NOTE) or "")
    if said and tight(said) not in tight(kept):
        taken.values[NOTE] = f"{kept}；{said}" if kept else said


def _compared(taken: Taken, law: Shares, given: Mapping[str, int], whole: bool) -> None:
    name, added = law.whole.key, sum(given.values())
    unread = any(problem.field == name for problem in taken.problems)
    written = taken.values.get(name)
    if written is None and whole and not unread and not {*law.turned} & taken.values.keys():
        taken.values[name] = added
    elif written is not None and written != added:
        said = f"总分 {points(written)} 与各类题合计 {points(added)} 不符。核对试卷后改正"
        taken.problems.append(Problem(name, Fault.CAUTION, "total_mismatch", said))
