"""What writes an import, as those who write beside it need it (写入的手): the running unit and what it remembers."""

from typing import Protocol

from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.links import Links
from desktop_app.exchange.matching import Matcher
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.store.file import UnitOfWork


class Pen(Protocol):
    """The writer of a running import."""

    desk: Desk
    unit: UnitOfWork
    facts: Facts
    links: Links

    def matcher(self, register: Register) -> Matcher:
        """The stored records of a register by identity."""

    def keep(self, register: Register, row: Row, draft: Draft) -> None:
        """Remember a record written beside the rows of its own ledger."""

    def page(self, file: str, sheet: str, row: int) -> SheetFindings | None:
        """The sheet of this import in which a row stands."""
