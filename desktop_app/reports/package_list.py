"""《月度资料包目录清单》: every file of a package with its hash, under the hash of the manifest that says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    Para,
    Row,
    Spacer,
)
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Font, Style
from desktop_app.services.facts import Facts

TITLE = "月度资料包目录清单"
MARK = Style(Font.HEI, 15.75, 22)
"""The mark of secrecy (密级) at the left over the title."""
_HALF = 32

COLUMNS = (
    Column("序号", align=Align.CENTRE),
    Column("文件", weight=3),
    Column("内容", weight=3),
    Column("口径", weight=2),
    Column("页", align=Align.RIGHT),
    Column("字节", align=Align.RIGHT),
    Column("SHA-256", mm=62),
)


@dataclass(frozen=True)
class Packed:
    """One file of a package: path with slashes, what it is, by which reading, its pages (0 for none), hashes."""

    file: str
    title: str
    reading: str
    pages: int
    size: int
    sha256: str
    sm3: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A paper that is not in a package, and why."""

    title: str
    reason: str


@dataclass(frozen=True)
class Cover:
    """What a package says of itself; ``sha256`` and ``sm3`` are its manifest's."""

    period: str
    as_of: date
    made_at: str
    program: str
    history: str
    secrecy: str
    tabs: str
    masked: bool
    sha256: str
    sm3: str


def package_list(
    request: Request, facts: Facts, cover: Cover, files: Sequence[Packed], left_out: Sequence[LeftOut]
) -> Document:
    """The printed list; whoever holds it can tell whether a package is the one it was printed with."""
    title = f"{cover.period}{TITLE}"
    ledger = Ledger(COLUMNS, [*_rows(files), *_left(left_out)], style=SMALL, head_style=SMALL_HEAD, min_row_mm=9)
    mark: tuple[Block, ...] = (Para(cover.secrecy, MARK, Align.LEFT, 0),) if cover.secrecy else ()
    blocks = (*mark, Heading(title), unit_line(request, facts), _form(cover, len(files)), Spacer(3), ledger)
    return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _rows(files: Sequence[Packed]) -> Iterator[Row]:
    folder = ""
    for place, one in enumerate(files, 1):
        at, _, name = one.file.rpartition("/")
        if at != folder:
            folder = at
            yield GroupRow(at or "资料包")
        pages = str(one.pages) if one.pages else "—"
        yield str(place), name, one.title, one.reading, pages, f"{one.size:,}", halves(one.sha256)


def halves(digest: str) -> str:
    """A hash on two lines."""
    return f"{digest[:_HALF]}\n{digest[_HALF:]}"


def _left(left_out: Sequence[LeftOut]) -> Iterator[Row]:
    if left_out:
        yield GroupRow(f"未收 {len(left_out)} 件")
    for one in left_out:
        yield ("—", Cell(one.title, span=2), Cell(one.reason, span=4))


def _form(cover: Cover, count: int) -> Form:
    told = (
        (("清单校验值", f"SHA-256　{cover.sha256}" + (f"\nSM3　{cover.sm3}" if cover.sm3 else "")),),
        (("期间", f"{cover.period}（截至 {cover.as_of}）"), ("文件", f"{count} 个")),
        (("数据时点", cover.made_at), ("操作记录", cover.history)),
        (("制作程序", cover.program), ("收录页签", cover.tabs + ("（隐名）" if cover.masked else ""))),
    )
    return Form((1, 3.4, 1, 3.4), tuple(FormRow(tuple(_boxes(pairs)), 8) for pairs in told), SMALL, SMALL_HEAD)


def _boxes(pairs: Sequence[tuple[str, str]]) -> Iterator[Box]:
    for label, said in pairs:
        yield Box(label, label=True)
        yield Box(said, columns=3 if len(pairs) == 1 else 1)
