"""The hand that writes on a score sheet: in the draft of the panel, so that sheet and panel never disagree."""

from collections.abc import Callable
from typing import Any

from desktop_app.services import score_sheets
from desktop_app.services.draft import Draft, Values
from desktop_app.services.score_sheets import FINDINGS, Defect, ScoreSheet
from desktop_app.store.keys import READ_ONLY
from desktop_app.system.errors import Refusal
from desktop_app.views.register.form import Form
from desktop_app.views.review.grid import Row

RETIRED = "这条评查已删除，先恢复再改"


class Hand:
    """Writes in the draft of a form. ``no`` is the sheet written on (主评 1、复核 2).

    A cell being typed is begun with ``begin``; each key then writes over what stood before it, and ``give_up`` puts
    that back. What is refused leaves the draft as it was and is answered as a sentence.
    """

    def __init__(self, form: Form, no: int) -> None:
        self.form, self.no = form, no
        self._before: list[Values] | None = None

    @property
    def draft(self) -> Draft:
        return self.form.draft

    def sheet(self) -> ScoreSheet:
        """The sheet of the draft as it stands."""
        with self.form.known.facts() as facts:
            return score_sheets.sheet(facts, self.draft, self.no)

    @property
    def closed(self) -> str:
        """Why nothing may be written now; empty when it may."""
        if self.form.known.desk.inspecting:
            return READ_ONLY
        return score_sheets.closed(self.draft) if self.form.isEnabled() else RETIRED

    def begin(self) -> None:
        self._before = [dict(row) for row in self.draft.parts.get(FINDINGS, [])]

    def end(self) -> None:
        """The cell is left; what is written in it is kept as the panel keeps its own."""
        if self._before is not None:
            self._before = None
            self.form.wrote(FINDINGS)
            self.form.settled.emit()

    def give_up(self) -> None:
        """Esc: as before the cell was begun."""
        if self._before is not None:
            self._restore()
            self.end()

    def _restore(self) -> None:
        if self._before is not None:
            self.draft.parts.setdefault(FINDINGS, [])[:] = [dict(row) for row in self._before]

    def type_points(self, row: Row, typed: str) -> str:
        """Points off as typed so far; empty text is none."""
        given: Values = {"points": typed or 0}
        return self._type(row, given | _place(row)) if row.line is not None else ""

    def type_reason(self, row: Row, text: str, page: str) -> str:
        """Reason and place in the dossier as typed so far."""
        given: Values = {"text": text.strip(), "page": page.strip()}
        at = {"at": row.finding["at"]} if row.finding is not None else {}
        return self._type(row, given | at) if at or any(given.values()) else self._write(lambda _draft: None)

    def _type(self, row: Row, given: Values) -> str:
        line = row.line
        assert line is not None
        bounds = {} if line.full else {"full": None}
        return self._write(lambda draft: score_sheets.put(draft, line.finding(**given, **bounds), self.no))

    def take(self, defect: Defect) -> str:
        """A known defect: clause, points and text in one."""
        return self._at_once(lambda draft: score_sheets.put(draft, defect.finding(), self.no))

    def strike(self, finding: Values) -> str:
        return self._at_once(lambda draft: score_sheets.strike(draft, finding))

    def declare(self) -> str:
        """核对无扣分: the sheet was filled in and has nothing to take off."""
        return self._at_once(lambda draft: score_sheets.declare(draft, self.no))

    def _at_once(self, deed: Callable[[Draft], Any]) -> str:
        self.begin()
        refused = self._write(deed)
        self.end()
        return refused

    def _write(self, deed: Callable[[Draft], Any]) -> str:
        """Do it over what stood before; a refusal stands against saving while the cell is open."""
        self._restore()
        refused = ""
        try:
            deed(self.draft)
        except Refusal as fault:
            self._restore()
            refused = fault.said
        self.form.wrote(FINDINGS, refused)
        return refused


def _place(row: Row) -> Values:
    """One of several findings is named by its place; the only one of a clause is meant by the clause."""
    return {"at": row.finding["at"]} if row.part and row.finding is not None else {}
