"""What the screens ask of the small tables, read once and kept until something is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts, Row


class Known:
    """Facts kept between two acts (已读的小表), so that a check on every keystroke reads nothing twice."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._tables: dict[str, dict[int, Row]] = {}

    def forget(self) -> None:
        """Something was written: read anew when asked."""
        self._tables = {}

    @contextmanager
    def facts(self) -> Iterator[Facts]:
        with self.desk.store.read() as session:
            yield Facts(session, self.desk.today, self._tables)

    def label(self, kind: str, record_id: Any) -> str:
        """How a linked record is named."""
        with self.facts() as facts:
            return facts.label(kind, record_id)
