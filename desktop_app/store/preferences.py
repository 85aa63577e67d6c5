"""How the officer likes a screen (偏好): a JSON value per key, at hand in memory, written when the file is free."""

import copy
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from desktop_app.models.keeping import Preference
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal


@dataclass
class Preferences:
    """The preferences of one open file; ``put`` never makes a screen wait for an import."""

    store: Store
    _known: dict[str, Any] = field(default_factory=dict, init=False)
    _unwritten: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        with self.store.read() as session:
            self._known = {row.key: row.value["is"] for row in session.scalars(select(Preference))}

    def get(self, key: str, default: Any = None) -> Any:
        """The value put last, or ``default``."""
        return copy.deepcopy(self._known.get(key, default))

    def put(self, key: str, value: Any) -> None:
        """Remember a JSON value."""
        if key in self._known and self._known[key] == value:
            return
        self._known[key] = copy.deepcopy(value)
        self._unwritten.add(key)
        self.flush()

    def flush(self) -> None:
        """Write what could not be written yet; what still cannot stays for the next time."""
        try:
            with self.store.aside() as session:
                for key in self._unwritten:
                    session.merge(Preference(key=key, value={"is": self._known[key]}))
        except Refusal:
            return
        self._unwritten.clear()
