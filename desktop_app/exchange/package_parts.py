"""What goes into a monthly package (资料包内容): registers, papers of the month, bulletins as issued, data."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.exchange.exporting import export_register
from desktop_app.figures import catalogue as figures
from desktop_app.figures import promises
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import PROMISES
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.spec import Register
from desktop_app.reports import pdf
from desktop_app.reports.blocks import Document, UnitLine
from desktop_app.reports.catalogue import PaperKind, paper
from desktop_app.reports.ledgers import register_ledger
from desktop_app.reports.monthly import MASKS, MONTHLY, OF_A_ROUND, SENSITIVE
from desktop_app.reports.package_list import LeftOut
from desktop_app.reports.request import Request
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BulletinState, CopyKind, Naming
from desktop_app.services.facts import Facts, Row
from desktop_app.services.issuing import Copy, copies, copy_bytes
from desktop_app.services.moment import StillDesk
from desktop_app.system.errors import Refusal

LEDGERS, PAPERS, REVIEWS, BULLETINS, DATA = "台账", "报表", "评查", "通报", "数据"
"""Folders of a package."""
OVERVIEW = "overview"
"""The tab that keeps no register: its papers are about all of them."""
AS_ISSUED = "印发时的存档件"
LOCKED = "敏感台账，制作时没有打开"

Beat = Callable[[], object]
"""Called while a paper is made; raises to stop."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a package: the month, tabs by code with their names (all when none are given), 密级, masked."""

    period: Period
    tabs: Mapping[str, str] = field(default_factory=dict)
    secrecy: str = ""
    masked: bool = False

    def has(self, tab: str) -> bool:
        return not self.tabs or tab in self.tabs


@dataclass(frozen=True)
class Part:
    """One file to be: its path, what it is, by which reading, and what writes it and answers its pages.

    ``write`` raises Refusal before anything is written where the records do not give the paper.
    """

    file: str
    title: str
    reading: str
    write: Callable[[Path, Beat], int]


def parts(desk: StillDesk, wanted: Wanted, entries: int) -> Iterator[Part | LeftOut]:
    """Everything that goes in, in order; ``entries`` is how far the history reaches."""
    facts = desk.reading
    request = Request(desk, desk.today, wanted.period)
    yield from _ledgers(request, wanted, f"按现状，操作记录第 {entries} 条止")
    dated = f"截至 {desk.today}"
    for place, kind in enumerate(_papers(wanted), 1):
        if kind.kind in desk.withheld:
            yield LeftOut(kind.title, LOCKED)
            continue
        masks = MASKS.get(kind.id, {}) if wanted.masked else {}
        yield _paper(f"{PAPERS}/{place:02} {kind.title}", kind, replace(request, options=masks), dated)
    if wanted.has(BY_KIND["review_round"].tab):
        yield from _rounds(request, facts, wanted.period, dated)
    if wanted.has(BY_KIND["bulletin"].tab):
        yield from _bulletins(facts, wanted)
    yield from _data(facts, wanted.period, dated)


def _ledgers(request: Request, wanted: Wanted, stands: str) -> Iterator[Part | LeftOut]:
    place = 0
    for register in REGISTERS:
        if not wanted.has(register.tab):
            continue
        title = f"{register.title}台账"
        if wanted.masked and register.kind in SENSITIVE:
            yield LeftOut(title, "写明受调查人员，隐名的资料包不收")
            continue
        if register.kind in request.desk.withheld:
            yield LeftOut(title, LOCKED)
            continue
        place += 1
        name = f"{LEDGERS}/{place:02} {title}"
        yield Part(f"{name}.pdf", title, stands, _ledger_writer(request, register, stands))
        yield Part(f"{name}.xlsx", f"{title}（表格）", stands, _workbook_writer(request, register, stands))


def _ledger_writer(request: Request, register: Register, stands: str) -> Callable[[Path, Beat], int]:
    return lambda path, beat: _set(_standing(register_ledger(request, register), stands), path, beat)


def _standing(document: Document, stands: str) -> Document:
    """A ledger that says how far the history reaches where another says a day."""
    blocks = (replace(one, right=stands) if isinstance(one, UnitLine) else one for one in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _workbook_writer(request: Request, register: Register, stands: str) -> Callable[[Path, Beat], int]:
    def write(path: Path, beat: Beat) -> int:
        def passing(_done: int, _whole: int, _said: str) -> None:
            beat()

        export_register(request.desk, register, path, progress=passing, stands=stands)
        return 0

    return write


def _papers(wanted: Wanted) -> Iterator[PaperKind]:
    for kind in map(paper, MONTHLY):
        if wanted.has(BY_KIND[kind.kind].tab if kind.kind else OVERVIEW):
            yield kind


def _paper(name: str, kind: PaperKind, request: Request, reading: str) -> Part:
    title = f"{kind.title}（{request.record}）" if request.record else kind.title
    return Part(f"{name}.pdf", title, reading, lambda path, beat: _set(kind.make(request), path, beat))


def _rounds(request: Request, facts: Facts, period: Period, reading: str) -> Iterator[Part]:
    rows = [row for row in facts.live("review_round") if _is(row["period"], period)]
    for place, row in enumerate(sorted(rows, key=lambda row: int(row["id"])), 1):
        for kind in map(paper, OF_A_ROUND):
            asked = replace(request, record=str(row["number"]))
            yield _paper(f"{REVIEWS}/{place:02} {kind.title}", kind, asked, reading)


def _is(told: str | None, period: Period) -> bool:
    """Whether a text names this very period."""
    try:
        return bool(told) and read_period(told or "") == period
    except Unreadable:
        return False


def _bulletins(facts: Facts, wanted: Wanted) -> Iterator[Part | LeftOut]:
    """Bulletins sent in the month, and those about it sent later, in the order they went out."""
    period = wanted.period
    sent = [row for row in facts.live("bulletin") if row["state"] == BulletinState.ISSUED]
    mine = [row for row in sent if row["sent_on"] in period or _is(row["period"], period)]
    place = 0
    for row in sorted(mine, key=lambda row: (row["sent_on"] or period.last, row["id"])):
        called = f"{row['doc_no'] or row['number']} {row['title']}"
        if not row["snapshot"]:
            yield LeftOut(called, "旧台账补录的，没有存档件")
            continue
        place += 1
        yield from _copies(facts, row, f"{BULLETINS}/{place:02} {row['kind']}", called, wanted.masked)


def _copies(facts: Facts, row: Row, name: str, called: str, masked: bool) -> Iterator[Part | LeftOut]:
    """The paper as it went out; what stays in the office too, unless names are to be masked."""
    kept = {(one.kind, one.naming): one for one in copies(facts, int(row["id"]))}
    chosen = Naming.DEPARTMENT if masked else row["naming"]
    inside = (
        () if masked else ((CopyKind.INTERNAL, Naming.NAMED, " 内部留存稿.pdf"), (CopyKind.DATA, None, " 数据.json"))
    )
    for kind, naming, ending in ((CopyKind.PAPER, chosen, ".pdf"), *inside):
        one = kept.get((kind, naming))
        if one is None:
            yield LeftOut(f"{called} {kind}", "没有这一种存档件")
        else:
            yield Part(f"{name}{ending}", f"{called} {kind}", AS_ISSUED, _copy_writer(facts, one))


def _copy_writer(facts: Facts, one: Copy) -> Callable[[Path, Beat], int]:
    def write(path: Path, beat: Beat) -> int:
        beat()
        path.write_bytes(copy_bytes(facts, one.id))
        return one.pages

    return write


def _data(facts: Facts, period: Period, reading: str) -> Iterator[Part]:
    """The answers as the command line prints them (product §5)."""
    day = facts.today

    def judged() -> dict[str, Any]:
        found = promises.judged(PROMISES, Question(facts.session, day))
        return promises.told(found, facts.session, day)

    told: tuple[tuple[str, str, Callable[[], dict[str, Any]]], ...] = (
        ("figures.json", "全部指标", lambda: figures.report(Question(facts.session, day))),
        ("figures_month.json", f"{period.label}指标", lambda: figures.report(Question(facts.session, day, period))),
        ("promises.json", "承诺核查", judged),
    )
    for name, title, ask in told:
        yield Part(f"{DATA}/{name}", title, reading, _json_writer(ask))


def _json_writer(ask: Callable[[], dict[str, Any]]) -> Callable[[Path, Beat], int]:
    def write(path: Path, beat: Beat) -> int:
        beat()
        path.write_bytes(as_json(ask()))
        return 0

    return write


def as_json(told: dict[str, Any]) -> bytes:
    """A report as the command line prints it."""
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _set(document: Document, path: Path, beat: Beat) -> int:
    """A paper as PDF; answers its pages."""
    out = io.BytesIO()

    def watched(_done: int, _whole: int) -> bool:
        beat()
        return True

    pages = pdf.render(document, out, progress=watched).pages
    path.write_bytes(out.getbuffer())
    return pages


def made(part: Part, path: Path, beat: Beat) -> int | LeftOut:
    """Write a part; what cannot be made of the records is left out, with the reason in their words."""
    try:
        return part.write(path, beat)
    except Refusal as refused:
        if path.suffix != ".pdf":
            raise
        return LeftOut(part.title, refused.said)
