"""Which training a column of signs belongs to (认场次): by its day, its title, or its place in the year's register."""

from datetime import date

from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.matching import revivable
from desktop_app.exchange.matrix import Session
from desktop_app.exchange.pen import Pen
from desktop_app.registers.training import TRAININGS, placeholder
from desktop_app.rules.unreadable import tight
from desktop_app.services.draft import Values, new_draft
from desktop_app.services.facts import Row
from desktop_app.services.records import Mode, restore, write

LEAST = 4
"""Characters a title must have to be known again inside a longer one."""


class Sessions:
    """The trainings of one sign-in list; a session is looked up once."""

    def __init__(self, writer: Pen, findings: SheetFindings, told: list[Session]) -> None:
        self.writer, self.findings = writer, findings
        self.revived: set[int] = set()
        """Sessions taken back before and met again: what they said of this list is said anew."""
        self._found: dict[tuple[date | None, str, int], int | None] = {}
        self._sure = {row["id"] for session in told if (row := self._by_day(session) or self._by_title(session))}

    def find(self, session: Session) -> int | None:
        """The id of the training; made where the file has none. None where nothing tells which."""
        key = (session.on, tight(session.title), session.ordinal)
        if key not in self._found:
            self._found[key] = self._look(session)
        return self._found[key]

    def _look(self, session: Session) -> int | None:
        row = self._by_day(session) or self._by_title(session) or self._by_place(session)
        if row is not None:
            if revivable(row):
                restore(self.writer.desk, TRAININGS, [row["id"]])
                self.writer.unit.session.flush()
                self.revived.add(int(row["id"]))
            return int(row["id"])
        return self._made(session) if session.on or session.title or session.ordinal else None

    def _rows(self) -> list[Row]:
        rows = self.writer.facts.rows(TRAININGS.kind).values()
        usable = [row for row in rows if row.get("retired_at") is None or revivable(row)]
        return sorted(usable, key=lambda row: (row["held_on"] or date.max, row["id"]))

    def _by_day(self, session: Session) -> Row | None:
        """The training of that day; of several, the one of its title, or the first if it names none."""
        rows = [row for row in self._rows() if session.on is not None and row["held_on"] == session.on]
        named = [row for row in rows if _same(row, session)]
        if session.title and len(rows) > 1:
            return next(iter(named), None)
        open_to = [row for row in rows if not session.title or row in named or placeholder(row) or not session.ordinal]
        return next(iter(named), None) or (open_to[0] if len(open_to) == 1 or (not session.title and open_to) else None)

    def _by_title(self, session: Session) -> Row | None:
        rows = [row for row in self._rows() if session.title and _same(row, session)]
        fits = [row for row in rows if session.on is None or row["held_on"] is None]
        return next(iter(fits), None)

    def _by_place(self, session: Session) -> Row | None:
        """The n-th of the register in the same book, else of the year, where no other column means it."""
        if not session.ordinal or session.title:
            return None
        met, file = self.writer.matcher(TRAININGS).met, self.findings.file.name
        year = (session.on or self.writer.links.on).year
        own = [row for row in self._rows() if met.get(row["id"], ("",))[0] == file]
        rows = own or [row for row in self._rows() if row["held_on"] is not None and row["held_on"].year == year]
        row = rows[session.ordinal - 1] if session.ordinal <= len(rows) else None
        return row if row is not None and row["id"] not in self._sure else None

    def _made(self, session: Session) -> int:
        writer = self.writer
        named = session.title or (f"第{session.ordinal}次培训" if session.ordinal and session.on is None else "")
        day = session.on
        title = named or (f"培训（{day.year}年{day.month}月{day.day}日）" if day is not None else "培训")
        values: Values = {"title": title, "held_on": day}
        draft = new_draft(TRAININGS.model, values)
        TRAININGS.derive(draft, writer.facts)
        source = f"{self.findings.file.name}/{self.findings.sheet.name}"
        record, _ = write(writer.unit, TRAININGS, draft, writer.facts, Mode.LEDGER, (), source)
        row = {**writer.facts.row(TRAININGS.kind, record.id), "gaps": dict(record.gaps or {})}
        writer.keep(TRAININGS, row, draft)
        return int(record.id)


def _same(row: Row, session: Session) -> bool:
    """Whether a title is the training's, or goes on in it (刑诉法辅导 in 修改后刑诉法辅导)."""
    mine, its = tight(session.title).strip("《》"), tight(str(row["title"])).strip("《》")
    short, long = sorted((mine, its), key=len)
    return bool(short) and (short == long or (len(short) >= LEAST and short in long))
