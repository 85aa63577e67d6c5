"""What a step of a lifecycle asks of the officer, found by asking its guard: which fields, and who is to blame.

A guard speaks a sentence and names no field. It is asked again with one value filled in or left out: where the sentence
changes, that value is the one it speaks of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.services.draft import Draft

_ANY = -1
"""Stands for any value: no officer, no record has this id."""

_SOME_REASON = "-"


def _facts(draft: Draft, reason: str, filled: Mapping[str, Any]) -> dict[str, object]:
    return {**draft.values, **draft.parts, "reason": reason, **filled}


def _refusal(register: Register, draft: Draft, verb: str, facts: Mapping[str, object]) -> str | None:
    assert register.lifecycle is not None
    return register.lifecycle.may(verb, str(draft.loaded[register.state_name]), facts)


def _anything(item: Field | Parts | None) -> Any:
    return [{field.name: _ANY for field in item.fields}] if isinstance(item, Parts) else _ANY


def _own_and_asked(register: Register, draft: Draft, verb: str) -> tuple[str, ...]:
    assert register.lifecycle is not None
    move = register.lifecycle.move(verb, str(draft.loaded[register.state_name]))
    return (*move.asks, *move.each) if move is not None else ()


def hindrance(register: Register, draft: Draft, verb: str) -> str:
    """Why a record cannot take a step whatever is filled in with it; empty if nothing stands in the way."""
    names = _own_and_asked(register, draft, verb)
    facts = _facts(draft, _SOME_REASON, dict.fromkeys(names, _ANY))
    return _refusal(register, draft, verb, facts) or ""


def asked(register: Register, draft: Draft, verb: str, names: Iterable[str]) -> tuple[Field, ...]:
    """The fields of ``names`` in order, required where the guard or the register refuses them empty."""
    given = tuple(names)
    full = dict.fromkeys((*given, *_own_and_asked(register, draft, verb)), _ANY)
    after = _after(register, draft, verb)
    found = []
    for name in given:
        item = register.by_name[name]
        assert isinstance(item, Field), f"a step asks for rows: {name}"
        refused = _refusal(register, draft, verb, _facts(draft, _SOME_REASON, {**full, name: None}))
        found.append(replace(item, required=refused is not None or item.needed(after)))
    return tuple(found)


def _after(register: Register, draft: Draft, verb: str) -> Draft:
    """The draft as it stands after the step."""
    assert register.lifecycle is not None
    state = draft.loaded[register.state_name]
    move = register.lifecycle.move(verb, str(state))
    target = type(state)(move.target) if move is not None else state
    return replace(draft, values={**draft.values, register.state_name: target})


def blamed(register: Register, draft: Draft, verb: str, reason: str, filled: Mapping[str, Any]) -> str:
    """The field or part a guard's refusal speaks of: an empty one, else one just ``filled``; empty if neither."""
    facts = _facts(draft, reason, filled)
    said = _refusal(register, draft, verb, facts)
    if said is None:
        return ""
    empty = [name for name in register.by_name if facts.get(name) in (None, "", [])]
    for name in (*empty, *filled):
        if _refusal(register, draft, verb, {**facts, name: _anything(register.by_name.get(name))}) != said:
            return name
    return ""
