"""What faults of a record come to (校验结果): what refuses the save, what is written as 待补, what is only said."""

from enum import StrEnum

from desktop_app.rules.problems import Fault, Problem
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.system.errors import Refusal

GAPS = (Fault.MISSING, Fault.OWED)
"""Faults that leave a field 待补."""


class Mode(StrEnum):
    """Who is writing: the officer at the desk, or an old ledger being taken in (导入)."""

    DESK = "desk"
    LEDGER = "ledger"


def judged_faults(
    law: Law, draft: Draft, facts: Facts, found: list[Problem], mode: Mode
) -> tuple[dict[str, str], list[Problem]]:
    """Gaps by attribute and what is said beside; refuses what the typing brought in, and a record without identity."""
    identity = [problem for problem in found if problem.fault is Fault.IDENTITY]
    if identity:
        raise Refusal(identity[0].said, identity[0].field)
    open_ended = {p.field: p.said for p in found if p.fault in (*GAPS, Fault.UNREADABLE)}
    if mode is Mode.LEDGER:
        return open_ended, found
    before = set() if draft.is_new else _known_faults(law, draft, facts)
    fresh_faults = [p for p in found if p.fault.refuses and (p.field, p.code) not in before]
    if fresh_faults:
        raise Refusal(fresh_faults[0].said, fresh_faults[0].field)
    return open_ended, [p for p in found if not p.fault.refuses]


def _known_faults(law: Law, draft: Draft, facts: Facts) -> set[tuple[str, str]]:
    """Faults the typing did not bring in: those of the record as loaded, and what else is missing once a gap is filled.

    So history is mended gap by gap: who fills in one is not refused for the next.
    """
    found = law.problems(draft.as_loaded(), facts)
    if any(problem.fault is Fault.MISSING for problem in found):
        filled = law.problems(_filled_in(draft), facts)
        found += [p for p in filled if p.fault is Fault.MISSING and p.field not in draft.changed]
    return {(problem.field, problem.code) for problem in found}


def _filled_in(draft: Draft) -> Draft:
    """The record as loaded, with what was typed into its empty fields and lists."""
    filled = draft.as_loaded()
    for name in draft.changed:
        if name in draft.parts and not draft.loaded_parts.get(name):
            filled.parts[name] = draft.parts[name]
        elif name in draft.values and draft.loaded.get(name) in (None, ""):
            filled.values[name] = draft.values[name]
    return filled


def kept_gaps(kept: Values, law: Law, draft: Draft, facts: Facts, gaps: dict[str, str]) -> Values:
    """Gaps still open: those found now, and older ones whose field is still empty.

    A cell that could not be read stays 待补 in its own words; what the rules asked for before and no longer ask is no
    gap any more.
    """
    asked = {problem.field for problem in law.problems(draft.as_loaded(), facts) if problem.fault in GAPS}
    empty = {name: said for name, said in kept.items() if _is_empty(draft, name)}
    return {**gaps, **{name: said for name, said in empty.items() if name in gaps or name not in asked}}


def _is_empty(draft: Draft, name: str) -> bool:
    """Whether a field or list of the draft holds nothing; of a list that was not loaded nothing is known to be new."""
    if name in draft.values:
        return draft.values[name] in (None, "")
    return not draft.parts.get(name)
