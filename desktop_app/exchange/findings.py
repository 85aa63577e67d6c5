"""What an import found, row by row (导入结果): problems with their cells, and the fate of every sheet."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.exchange.headings import Column
from desktop_app.exchange.layout import LedgerRow
from desktop_app.exchange.recognise import Recognised, Unrecognised
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers.spec import Field
from desktop_app.rules.problems import Fault, Problem


class Level(StrEnum):
    """What a problem did to its row (程度): kept out, kept as 待补, or only worth a look."""

    RETURNED = "returned"
    INCOMPLETE = "incomplete"
    WARNING = "warning"


LEVELS = {
    Fault.IDENTITY: Level.RETURNED,
    Fault.MISSING: Level.INCOMPLETE,
    Fault.OWED: Level.INCOMPLETE,
    Fault.UNREADABLE: Level.INCOMPLETE,
    Fault.BROKEN: Level.WARNING,
    Fault.CAUTION: Level.WARNING,
}


@dataclass(frozen=True)
class Finding:
    """One problem at one cell: Excel row, heading as it stands, level, code, Chinese sentence, 组/列 path."""

    row: int
    column: str
    level: Level
    code: str
    reason: str
    path: str = ""

    def told(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "level": self.level.value,
            "code": self.code,
            "reason": self.reason,
            "path": self.path or self.column,
        }


class Fate(StrEnum):
    """What became of a row (去向)."""

    NEW = "new"
    FILLED = "filled"
    UNCHANGED = "unchanged"
    RETURNED = "returned"


@dataclass
class SheetFindings:
    """One sheet of an import: what it was taken for, its rows' fates, its problems, its refused rows."""

    file: Path
    sheet: Sheet
    found: Recognised | Unrecognised
    fates: dict[int, Fate] = field(default_factory=dict)
    skipped: int = 0
    findings: list[Finding] = field(default_factory=list)
    refused: list[LedgerRow] = field(default_factory=list)
    concluded: list[str] = field(default_factory=list)
    """What the import put in that no cell says, as sentences: nothing is wrong with it, but somebody should know."""

    def count(self, *fates: Fate) -> int:
        return sum(fate in fates for fate in self.fates.values())

    @property
    def taken(self) -> int:
        """Rows written now: new records, and records whose gaps were filled."""
        return self.count(Fate.NEW, Fate.FILLED)

    @property
    def incomplete(self) -> int:
        """Rows written now and marked 待补."""
        open_rows = {finding.row for finding in self.findings if finding.level is Level.INCOMPLETE}
        return sum(self.fates.get(row) in (Fate.NEW, Fate.FILLED) for row in open_rows)

    def note(
        self, row: int, problem: Problem, reason: str = "", level: Level | None = None, stands: Column | None = None
    ) -> None:
        """Keep a problem of a row, at the column its field is read from, or at the one named."""
        assert isinstance(self.found, Recognised)
        item = self.found.register.by_name.get(problem.field)
        column = stands or (self.found.column_of(item) if item else None)
        if column is None and isinstance(item, Field) and item.told_by is not None:
            column = self.found.column_of(self.found.register.by_name[item.told_by.key])
        text = column.text if column else (item.label if item else "")
        path = column.path if column else text
        at = level or LEVELS[problem.fault]
        self.findings.append(Finding(row, text, at, problem.code, reason or problem.said, path))

    def told(self) -> dict[str, Any]:
        """The sheet as the report says it."""
        known = isinstance(self.found, Recognised)
        return {
            "sheet": self.sheet.name,
            "kind": self.found.register.public if isinstance(self.found, Recognised) else None,
            "rows": len(self.fates),
            "taken": self.taken,
            "incomplete": self.incomplete,
            "returned": self.count(Fate.RETURNED),
            "skipped": self.skipped if known else sum(1 for row in self.sheet.rows if row),
            "unchanged": self.count(Fate.UNCHANGED),
            "filled": self.count(Fate.FILLED),
            "unused_columns": [*self.sheet.left, *self.found.unused] if isinstance(self.found, Recognised) else [],
            "concluded": list(self.concluded),
            "problems": [finding.told() for finding in sorted(self.findings, key=lambda f: (f.row, f.path))],
            **(self._unknown() if isinstance(self.found, Unrecognised) else {}),
        }

    def _unknown(self) -> dict[str, Any]:
        assert isinstance(self.found, Unrecognised)
        return {
            "unrecognised": {
                "code": self.found.code,
                "reason": self.found.reason,
                "header_row": self.found.head + 1,
                "seen": list(self.found.seen),
            }
        }


@dataclass
class FileFindings:
    """One file of an import; ``trouble`` says why it could not be read at all."""

    path: Path
    sheets: list[SheetFindings] = field(default_factory=list)
    trouble: str = ""

    def told(self) -> dict[str, Any]:
        said: dict[str, Any] = {"file": self.path.name, "sheets": [sheet.told() for sheet in self.sheets]}
        return {**said, "error": self.trouble} if self.trouble else said


@dataclass
class ImportPlan:
    """What an import would do (导入预检), or did: files, sheets, fates of rows, problems."""

    files: list[FileFindings] = field(default_factory=list)
    done: bool = False

    @property
    def sheets(self) -> list[SheetFindings]:
        return [sheet for file in self.files for sheet in file.sheets]

    @property
    def recognised(self) -> list[SheetFindings]:
        return [sheet for sheet in self.sheets if isinstance(sheet.found, Recognised)]

    @property
    def writes(self) -> int:
        """Rows that are to be written, or were."""
        return sum(sheet.taken for sheet in self.recognised)

    @property
    def returned(self) -> int:
        """Rows refused."""
        return sum(len(sheet.refused) for sheet in self.recognised)

    @property
    def troubles(self) -> tuple[str, ...]:
        """Files that could not be read, each as a sentence."""
        return tuple(file.trouble for file in self.files if file.trouble)
