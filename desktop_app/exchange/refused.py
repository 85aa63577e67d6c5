"""What of a ledger is not taken (退回): a row, or the whole sheet of a record that may not be written."""

from desktop_app.exchange.findings import Fate, Level, SheetFindings
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.layout import body_of
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.spec import Register
from desktop_app.rules.problems import Fault, Problem
from desktop_app.system.errors import Refusal


def recognised_in(findings: SheetFindings) -> Recognised:
    assert isinstance(findings.found, Recognised)
    return findings.found


def no_subject(register: Register, taken: Taken) -> Problem | None:
    """Why a row cannot be a record: what names it is missing or unreadable."""
    subject = register.subject.key
    if subject in taken.values:
        return None
    unread = next((problem for problem in taken.problems if problem.field == subject), None)
    if unread is not None and register.nameless:
        return None
    item = register.by_name[subject]
    missing = Problem(subject, Fault.IDENTITY, f"{subject}_missing", f"没有{item.label}，不能成为一条记录。补上再导入")
    return unread or missing


def all_returned(findings: SheetFindings, found: Recognised, refused: Refusal) -> None:
    """A whole sheet given back: the record all its rows are of lies in a closed month (考试、培训)."""
    problem = Problem(found.register.subject.key, Fault.IDENTITY, "month_closed", refused.said)
    for row in body_of(findings.sheet, found).rows:
        findings.note(row.number, problem, level=Level.RETURNED)
        findings.refused.append(row)
        findings.fates[row.number] = Fate.RETURNED


def returned(findings: SheetFindings, taken: Taken, problem: Problem) -> Fate:
    line, column = taken.place(problem, recognised_in(findings).columns)
    findings.note(line, problem, level=Level.RETURNED, stands=column)
    findings.refused += [taken.row, *taken.also]
    return Fate.RETURNED
