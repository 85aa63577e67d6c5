"""Unsaved forms kept every few seconds, and offered again: nothing typed is lost to a crash or a wrong click."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.registers.spec import Register
from desktop_app.services.draft import Draft
from desktop_app.store import drafts
from desktop_app.store.file import Store

EVERY_MS = 5000
NEW = "new"
_TEXTS, _CARRIED = "~texts", "~carried"


@dataclass(frozen=True)
class KeptForm:
    """What was kept of a form: changed attributes and part rows, the version they were typed over.

    ``texts`` are what was typed and could not be read; ``carried`` names what was taken over from the record before.
    """

    values: Mapping[str, Any]
    parts: Mapping[str, list[dict[str, Any]]]
    version: int
    kept_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()

    def over(self, draft: Draft) -> Draft:
        """The draft with what was kept laid over it."""
        draft.values.update(self.values)
        draft.parts.update({kind: [dict(row) for row in rows] for kind, rows in self.parts.items()})
        return draft

    @property
    def names(self) -> set[str]:
        return {*self.values, *self.parts, *self.texts} - self.carried


@dataclass
class Keeper:
    """The kept forms of one register."""

    store: Store
    register: Register

    def key(self, record_id: int | None) -> str:
        return f"{self.register.kind}:{record_id or NEW}"

    def keep(self, draft: Draft, texts: Mapping[str, str] | None = None, carried: Iterable[str] = ()) -> bool:
        """Keep what differs from the record, or from a blank one; numbers are given anew at every save.

        ``texts`` stand in fields and cannot be read, ``carried`` fields were taken over from the record before.
        """
        changed = set(draft.changed) - {"number"}
        values = {name: value for name, value in draft.values.items() if name in changed}
        parts = {kind: rows for kind, rows in draft.parts.items() if kind in changed}
        beside = {_TEXTS: dict(texts or {}), _CARRIED: sorted(carried)}
        typed = {**values, **parts, **{name: told for name, told in beside.items() if told}}
        key = self.key(draft.record_id)
        return drafts.keep(self.store, key, self.register.kind, draft.record_id, draft.version, typed)

    def drop(self, record_id: int | None) -> None:
        """Saved or given up."""
        drafts.drop(self.store, self.key(record_id))

    def find(self, record_id: int | None) -> KeptForm | None:
        """What was kept for this record, if anything."""
        kept = next((one for one in drafts.all_kept(self.store) if one.key == self.key(record_id)), None)
        if kept is None:
            return None
        groups = {group.name for group in self.register.parts}
        parts = {name: rows for name, rows in kept.values.items() if name in groups}
        values = {name: value for name, value in kept.values.items() if name not in {*groups, _TEXTS, _CARRIED}}
        texts, carried = kept.values.get(_TEXTS, {}), kept.values.get(_CARRIED, ())
        return KeptForm(values, parts, kept.version, kept.kept_at, texts, frozenset(carried))


def unsaved(store: Store, registers: Sequence[Register]) -> str:
    """What was typed and never saved, in words; empty when nothing was."""
    kinds = {register.kind: register.title for register in registers}
    kept = [one for one in drafts.all_kept(store) if one.kind in kinds]
    fresh = "、".join(f"新增{kinds[one.kind]}" for one in kept if one.record_id is None)
    old = sum(one.record_id is not None for one in kept)
    return "；".join(filter(None, [fresh, f"{old} 条改了没存" if old else ""]))
