"""Sign-in lists into the file (写签到): every officer's sign is a row of its session's list; nobody is lost.

Sessions are the training records of that day, title or place in the year; one the file lacks is made. Who is not
known for certain stays in the session's note, and the session as 待补.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from desktop_app.exchange.cells import blank, shown, text_of
from desktop_app.exchange.findings import Fate, SheetFindings
from desktop_app.exchange.headings import Column
from desktop_app.exchange.layout import LedgerRow, body_of
from desktop_app.exchange.matrix import Block, Session, SignList
from desktop_app.exchange.pen import Pen
from desktop_app.exchange.recognised import Recognised
from desktop_app.exchange.sessions import Sessions
from desktop_app.registers.training import PRESENCE, TRAININGS
from desktop_app.rules.dates import read_date
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.training import read_sign
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services.draft import Draft, Values
from desktop_app.services.records import Mode, load, write

STRANGERS = "签到表上未认出："


@dataclass
class Heard:
    """What a sheet says of one session: rows of its list with the place of each, people and signs nobody understood."""

    rows: dict[int, tuple[Values, int, int]] = field(default_factory=dict)
    strangers: list[tuple[str, Problem, int]] = field(default_factory=list)


@dataclass
class SignWriter:
    """Writes one sign-in list inside the running import."""

    writer: Pen
    findings: SheetFindings
    found: Recognised
    layout: SignList
    heard: dict[int, Heard] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    """Excel rows that brought something new."""

    def take(self, step: Callable[[], None]) -> None:
        """Read every line, then write each session's list once."""
        body = body_of(self.findings.sheet, self.found)
        self.findings.skipped = body.skipped
        sessions = Sessions(self.writer, self.findings, [one for block in self.layout.blocks for one in block.sessions])
        seen: dict[tuple[int, int], int] = {}
        for row in body.rows:
            step()
            for block in self.layout.blocks:
                self._line(row, block, sessions, seen)
        for training_id, heard in self.heard.items():
            self._write(training_id, heard, training_id in sessions.revived)
        for row in body.rows:
            self.findings.fates[row.number] = Fate.NEW if row.number in self.fresh else Fate.UNCHANGED

    def _line(self, row: LedgerRow, block: Block, sessions: Sessions, seen: dict[tuple[int, int], int]) -> None:
        name = text_of(row.cell(block.name))
        if not split_names(name):
            return
        near = self.writer.links.department(text_of(row.cell(block.place))) if block.place is not None else None
        officer, stranger = self._officer(name, near)
        for session, cell, remark in self._signs(row, block):
            training_id = sessions.find(self._session(row, session))
            if training_id is None:
                self._no_session(row, block, name)
                continue
            heard = self.heard.setdefault(training_id, Heard())
            sign, unread = _sign(cell, name, remark)
            problem = stranger or unread
            if problem is not None:
                at = block.name if stranger is not None else session.column
                heard.strangers.append((f"{name} {cell or remark}".strip(), problem, row.number))
                self._note(row.number, problem, at)
                stranger = replace(stranger, said="") if stranger is not None else None
            elif sign is None:
                self._unsigned(row, session, name)
            elif officer is not None:
                self._keep(heard, officer, name, sign, row, session, seen)

    def _signs(self, row: LedgerRow, block: Block) -> Iterator[tuple[Session, str, str]]:
        remark = text_of(row.cell(block.remark)) if block.remark is not None else ""
        for session in block.sessions:
            cell = row.cell(session.column)
            if not blank(cell) or shown(cell).strip() or remark or len(block.sessions) == 1:
                yield session, shown(cell).strip(), remark if len(block.sessions) == 1 else ""

    def _session(self, row: LedgerRow, session: Session) -> Session:
        """The session of a cell: its column's, or the one its line tells."""
        if self.layout.title is None and self.layout.day is None:
            return session
        title = text_of(row.cell(self.layout.title)) if self.layout.title is not None else session.title
        on = session.on
        if self.layout.day is not None:
            try:
                on = read_date(row.cell(self.layout.day), self.found.year)
            except Unreadable as unread:
                self._note(row.number, Problem("held_on", Fault.CAUTION, unread.code, unread.said), self.layout.day)
        return Session(session.column, on, title)

    def _officer(self, name: str, near: int | None) -> tuple[int | None, Problem | None]:
        try:
            return self.writer.links.find("officer", name, near), None
        except Unreadable as unread:
            said = f"姓名：{unread.said}。签到记在该次培训的备注里"
            return None, Problem(PRESENCE, Fault.UNREADABLE, unread.code, said)

    def _keep(
        self,
        heard: Heard,
        officer: int,
        name: str,
        sign: Values,
        row: LedgerRow,
        session: Session,
        seen: dict[tuple[int, int], int],
    ) -> None:
        kept = heard.rows.get(officer)
        if kept is None:
            heard.rows[officer] = ({"officer_id": officer, **sign}, row.number, session.column)
            return
        differs = kept[0]["state"] != sign["state"]
        if (officer, row.number) not in seen or differs:
            seen[officer, row.number] = kept[1]
            said = f"{name}的签到与第 {kept[1]} 行{'不同，取了前一行的。核对' if differs else '重复，没有再写一遍'}"
            code = "signed_twice" if differs else "duplicate_row"
            at = session.column if differs else self.layout.blocks[0].name
            self._note(row.number, Problem(PRESENCE, Fault.CAUTION, code, said), at)

    def _unsigned(self, row: LedgerRow, session: Session, name: str) -> None:
        """On the list of one session, a name without a sign or a reason says nothing for certain."""
        said = f"{name}没有签到，也没写事由，没有记出勤情况。问清后补上"
        self._note(row.number, Problem(PRESENCE, Fault.CAUTION, "sign_missing", said), session.column)

    def _no_session(self, row: LedgerRow, block: Block, name: str) -> None:
        said = f"{name}这一行没写是哪一次培训，没有写入。补上培训名称或日期再导入"
        self._note(row.number, Problem("title", Fault.MISSING, "title_missing", said), block.name)

    def _note(self, row: int, problem: Problem, place: int) -> None:
        if problem.said:
            self.findings.note(row, problem, stands=self._column(place))

    def _column(self, place: int) -> Column | None:
        return next((column for column in self.layout.columns if column.index == place), None)

    def _write(self, training_id: int, heard: Heard, anew: bool) -> None:
        """The list of one session: rows it lacks are added, those it has stay as they are."""
        writer = self.writer
        draft = load(writer.unit.session, TRAININGS.model, training_id, TRAININGS.lists)
        self._add_rows(draft, heard)
        if anew:
            draft.values["note"] = str(draft.values.get("note") or "").partition(STRANGERS)[0].rstrip()
        unread = self._add_strangers(draft, heard)
        if not draft.changed and not unread:
            return
        record, problems = write(writer.unit, TRAININGS, draft, writer.facts, Mode.LEDGER, unread)
        row = {**writer.facts.row(TRAININGS.kind, record.id), "gaps": dict(record.gaps or {})}
        where = writer.matcher(TRAININGS).met.get(record.id)
        writer.keep(TRAININGS, row, draft)
        for problem in problems:
            if problem.code == "attendance_mismatch" and not heard.strangers:
                self._told_there(heard, problem, where)

    def _add_rows(self, draft: Draft, heard: Heard) -> None:
        rows = draft.parts.setdefault(PRESENCE, [])
        kept = {row["officer_id"]: row for row in rows}
        for officer, (given, number, column) in heard.rows.items():
            if officer not in kept:
                rows.append(given)
                self.fresh.add(number)
            elif kept[officer]["state"] != given["state"]:
                here, there = kept[officer]["state"], given["state"]
                name = self.writer.facts.label("officer", officer)
                said = f"{name}的签到在库里是“{here}”，这份表里是“{there}”，没有改动。核对后自行修改"
                self._note(number, Problem(PRESENCE, Fault.CAUTION, "differs", said), column)

    def _add_strangers(self, draft: Draft, heard: Heard) -> list[Problem]:
        """People and signs nobody understood, kept in the note; those already there are known to be open."""
        note = str(draft.values.get("note") or "")
        new = [one for one in heard.strangers if tight(one[0]) not in tight(note)]
        if not new:
            return []
        self.fresh.update(number for _, _, number in new)
        told = "、".join(said for said, _, _ in new)
        opened = note if STRANGERS in note else "\n".join([*([note] if note else []), STRANGERS])
        draft.values["note"] = opened + ("、" if STRANGERS in note else "") + told
        said = f"签到：{STRANGERS}{told}。核对姓名和签到，补进签到名单"
        return [Problem(PRESENCE, Fault.UNREADABLE, new[0][1].code, said)]

    def _told_there(self, heard: Heard, problem: Problem, where: tuple[str, str, int] | None) -> None:
        """Head counts that do not fit the list: told where the register wrote them, else over the column."""
        there = self.writer.page(*where) if where is not None and where[2] else None
        if there is not None and where is not None:
            if (where[2], problem.code) not in {(one.row, one.code) for one in there.findings}:
                there.note(where[2], problem)
            return
        column = next((column for _, _, column in heard.rows.values()), self.layout.blocks[0].name)
        self._note(self.layout.first_row, problem, column)


def _sign(cell: str, name: str, remark: str) -> tuple[Values | None, Problem | None]:
    """State and cause of a sign, a signature or, without both, a remark; or why it cannot be told."""
    if tight(cell) and tight(cell) == tight(name):
        return {"state": AttendanceState.PRESENT, "cause": ""}, None
    try:
        read = read_sign(cell) or _remarked(remark)
    except Unreadable as unread:
        return None, Problem(PRESENCE, Fault.UNREADABLE, unread.code, f"{unread.said}。签到记在该次培训的备注里")
    if read is None:
        return None, None
    state, cause = read
    away = state is not AttendanceState.PRESENT
    return {"state": state, "cause": cause or (remark if away else "")}, None


def _remarked(remark: str) -> tuple[AttendanceState, str] | None:
    try:
        return read_sign(remark)
    except Unreadable:
        return None


def take_signs(writer: Pen, findings: SheetFindings, step: Callable[[], None]) -> None:
    """Take a sign-in list; ``step`` is called once a line."""
    found = findings.found
    assert isinstance(found, Recognised)
    assert found.signs is not None
    SignWriter(writer, findings, found, found.signs).take(step)
