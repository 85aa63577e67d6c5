"""Import (导入): a dry run and the act itself are one road, taken back at its end or kept as one undoable act."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.exchange.beside import exams_beside, halves
from desktop_app.exchange.concluding import conclude
from desktop_app.exchange.concluding_custody import conclude_custody
from desktop_app.exchange.findings import FileFindings, ImportPlan, SheetFindings
from desktop_app.exchange.lexicon import Dictionary, dictionary
from desktop_app.exchange.links import Links
from desktop_app.exchange.mapping import SheetMap, map_of, parse_maps
from desktop_app.exchange.owners import tells_owner
from desktop_app.exchange.periods import rotations_beside
from desktop_app.exchange.property_beside import property_beside
from desktop_app.exchange.property_sheets import property_tidied
from desktop_app.exchange.recognise import Recognised, Unrecognised, recognise
from desktop_app.exchange.returning import returned_workbook
from desktop_app.exchange.stacked import pairs_stacked
from desktop_app.exchange.tables import tables_of
from desktop_app.exchange.workbooks import Sheet, Workbook, read_workbook
from desktop_app.exchange.writing import Writer
from desktop_app.registers.catalogue import REGISTERS, by_public
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Outcome
from desktop_app.store.backup import backup
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

__all__ = ["ImportPlan", "carry_out", "fill", "has_returned", "in_order", "plan_import", "report", "returned_workbook"]

Progress = Callable[[int, int, str], None]
"""Told how many rows of how many are done, and what is being done; may raise to stop, which leaves nothing."""


def _silent(done: int, total: int, said: str) -> None:
    """Nobody watches."""


class _TakenBack(Exception):
    """Ends a dry run; the unit leaves nothing."""


def plan_import(
    desk: Desk,
    files: Sequence[Path],
    kind: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read the files and try every row, writing nothing. ``kind`` names the register of sheets no map speaks of;
    ``mapping`` is a mapping file's JSON, or sheet maps by 文件名/工作表.

    Raises Refusal when no file can be read; a file among several that cannot is told in its ``trouble``.
    """
    tell = progress or _silent
    plan = _read(files, by_public(kind) if kind else None, parse_maps(mapping or {}), tell)
    try:
        with desk.store.unit("导入预检") as unit:
            _take_all(desk, unit, plan, tell)
            raise _TakenBack
    except _TakenBack:
        return plan


def fill(desk: Desk, files: Sequence[Path]) -> None:
    """Read the files and keep what they tell at once: for a data file nobody has worked in, where there is nothing
    to compare and nothing to lose.

    Raises Refusal as ``plan_import`` does.
    """
    plan = _read(files, None, {}, _silent)
    with desk.store.unit("导入") as unit:
        _take_all(desk, unit, plan, _silent)


def _read(files: Sequence[Path], register: Register | None, maps: Mapping[str, SheetMap], tell: Progress) -> ImportPlan:
    plan = ImportPlan([_looked_at(path, register, maps, tell) for path in files])
    if plan.troubles and len(plan.troubles) == len(plan.files):
        raise Refusal(plan.troubles[0])
    return plan


def _looked_at(path: Path, register: Register | None, maps: Mapping[str, SheetMap], tell: Progress) -> FileFindings:
    tell(0, 0, f"正在读 {path.name}")
    try:
        book = read_workbook(path, lambda: tell(0, 0, f"正在读 {path.name}"))
    except Refusal as refused:
        return FileFindings(path, [], refused.said)
    return FileFindings(path, list(_recognised(book, register, maps)))


def _recognised(book: Workbook, register: Register | None, maps: Mapping[str, SheetMap]) -> Iterable[SheetFindings]:
    """A kind named by hand goes to the only sheet; among several, to those that do not tell their own kind.

    Tables below each other on one sheet are read one by one, unless a map speaks of the sheet; the year the first
    tells holds for the others.
    """
    known = dictionary()
    alone = sum(bool(sheet.rows) and not sheet.hidden for sheet in book.sheets) == 1
    for sheet in book.sheets:
        named = SheetMap(register) if register and not sheet.hidden else None
        mapped = map_of(maps, book.path, sheet.name)
        first: Recognised | None = None
        for table, found in _tables(sheet, book.path.stem, mapped or (named if alone else None), mapped is None, known):
            if named and isinstance(found, Unrecognised):
                found = recognise(table, book.path.stem, named, known)
            if isinstance(found, Recognised):
                first = first or found
                found = replace(found, year=found.year or first.year, as_of=found.as_of or first.as_of)
            yield SheetFindings(book.path, table, found)


def _tables(
    sheet: Sheet, stem: str, wanted: SheetMap | None, parted: bool, known: Dictionary
) -> Iterator[tuple[Sheet, Recognised | Unrecognised]]:
    """The tables of a sheet, below and beside each other; one that goes on to the right only where all is understood.

    A sheet that a map speaks of is not ``parted``.
    """
    for whole in map(pairs_stacked, tables_of(sheet, known)) if parted else [sheet]:
        beside = property_beside(property_tidied(whole)) if parted and wanted is None else []
        for one, register in beside:
            yield one, recognise(one, stem, SheetMap(register), known)
        if beside:
            continue
        table = property_tidied(whole) if parted else whole
        several = exams_beside(table) or rotations_beside(table, stem) if parted and wanted is None else []
        for one in several or [table]:
            found = recognise(one, stem, wanted, known)
            apart = halves(one) if isinstance(found, Unrecognised) and parted and not one.hidden else []
            told = [(half, recognise(half, stem, wanted, known)) for half in apart]
            known_all = told and all(isinstance(half, Recognised) for _, half in told)
            yield from told if known_all else [(one, found)]


def _take_all(desk: Desk, unit: UnitOfWork, plan: ImportPlan, tell: Progress) -> dict[str, list[int]]:
    """Take every recognised sheet, those that others point to first; fates and problems are told anew."""
    facts = Facts(unit.session, desk.today)
    writer = Writer(desk, unit, facts, Links(facts, desk.today))
    total = sum(len(sheet.sheet.rows) for sheet in plan.recognised)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        tell(done, total, f"正在核对 {sheet.sheet.name}")

    for sheet in plan.recognised:
        writer.expect(sheet)
    for sheet in in_order(plan.recognised):
        sheet.fates, sheet.findings, sheet.refused, sheet.concluded = {}, [], [], []
        writer.sheet(sheet, step)
    conclude(writer, plan.recognised, writer.ids)
    conclude_custody(writer, plan.recognised, writer.ids)
    return writer.ids


def in_order(sheets: Iterable[SheetFindings]) -> list[SheetFindings]:
    """Sheets with registers that others link to first, whatever order the files came in."""
    rank = {register.kind: place for place, register in enumerate(_by_dependence(REGISTERS))}
    return sorted(sheets, key=lambda sheet: (rank[_kind(sheet)], not tells_owner(sheet), _goes_on(sheet)))


def _goes_on(sheet: SheetFindings) -> bool:
    """Ledgers that go on with records come after those that begin them (补考登记、签到表)."""
    assert isinstance(sheet.found, Recognised)
    return sheet.found.signs is not None or (bool(sheet.found.heard) and sheet.found.register.grows is not None)


def _kind(sheet: SheetFindings) -> str:
    assert isinstance(sheet.found, Recognised)
    return sheet.found.register.kind


def _by_dependence(registers: Sequence[Register]) -> list[Register]:
    by_kind = {register.kind: register for register in registers}
    ordered: dict[str, Register] = {}

    def visit(register: Register, waiting: Mapping[str, Register]) -> None:
        if register.kind in ordered or register.kind in waiting:
            return
        for kind in _points_to(register):
            if kind in by_kind:
                visit(by_kind[kind], {**waiting, register.kind: register})
        ordered[register.kind] = register

    for register in registers:
        visit(register, {})
    return list(ordered.values())


def _points_to(register: Register) -> list[str]:
    parts = [item for group in register.parts for item in group.fields]
    looked_up = [model.__tablename__ for model in register.looks_up]
    return [*looked_up, *(item.link_kind for item in (*register.fields, *parts) if item.link_kind)]


def carry_out(desk: Desk, plan: ImportPlan, progress: Progress | None = None) -> Outcome:
    """Write what the plan says, as one undoable act after a verified backup; nothing to write leaves no trace.

    The rows are judged again, so that nothing is written twice even if the file changed since the dry run.
    """
    tell = progress or _silent
    if not plan.writes:
        plan.done = True
        return Outcome("", (), _said(plan), None)
    tell(0, 0, "正在备份")
    backup(desk.store, desk.store.folder.backups, desk.clock, why="导入前")
    with desk.store.unit(f"导入 {_named(plan)}") as unit:
        ids = _take_all(desk, unit, plan, tell)
    plan.done = True
    kind = next(iter(ids), "")
    return Outcome(kind, tuple(ids.get(kind, ())), _said(plan), unit.batch_id, touched=frozenset(ids))


def _named(plan: ImportPlan) -> str:
    names = list(dict.fromkeys(sheet.file.name for sheet in plan.recognised if sheet.taken))
    return "、".join(names[:3]) + (f" 等 {len(names)} 个文件" if len(names) > 3 else "")


def _said(plan: ImportPlan) -> str:
    """The sentence for the status bar."""
    incomplete = sum(sheet.incomplete for sheet in plan.recognised)
    said = f"已导入 {plan.writes} 行" if plan.writes else "没有新内容，库里都已有"
    said += f"，其中待补 {incomplete} 行" if incomplete else ""
    return said + (f"；退回 {plan.returned} 行" if plan.returned else "")


def report(plan: ImportPlan) -> dict[str, Any]:
    """The plan as ``import --json`` prints it."""
    return {"files": [file.told() for file in plan.files]}


def has_returned(plan: ImportPlan) -> bool:
    """Whether there are refused rows to give back."""
    return plan.returned > 0
