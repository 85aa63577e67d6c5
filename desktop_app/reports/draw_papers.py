"""Papers of a draw: 候选名单 when the pool is sealed, 抽取名单 with all that repeats the draw (decision 0014)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from desktop_app.models.reviews import ReviewRound
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Ledger,
    Para,
    Row,
    Signatures,
    Spacer,
    Together,
)
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Font, Style
from desktop_app.rules.draws import digest, quotas
from desktop_app.rules.vocabulary import DrawnAs, RoundKind, RoundState
from desktop_app.services.draw_pool import ask_of, candidates, days_of, round_of
from desktop_app.services.draws import DrawnLine, PoolLine, drawn, pool
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

POOL_TITLE, LIST_TITLE = "案件质量评查候选名单", "案件质量评查抽取名单"
OFFICE = "案件管理办公室"
HEAD = Style(Font.HEI, 12, 20)
TEXT = Style(Font.SONG, 12, 20)
CENTRE = Align.CENTRE
POOL_COLUMNS = (
    Column("序号", align=CENTRE),
    Column("受案号"),
    Column("案件名称", weight=1),
    Column("办案部门"),
    Column("承办人"),
    Column("办结日期", align=CENTRE),
    Column("办理结果"),
    Column("分层"),
    Column("必查情形"),
)
QUOTA_COLUMNS = (
    Column("层号", align=CENTRE),
    Column("分层", weight=1),
    Column("候选", align=Align.RIGHT),
    Column("必查", align=Align.RIGHT),
    Column("随机应抽", align=Align.RIGHT),
)
LIST_COLUMNS = (
    Column("次序", align=CENTRE),
    Column("受案号"),
    Column("案件名称", weight=1),
    Column("办案部门"),
    Column("承办人"),
    Column("方式", align=CENTRE),
    Column("排序值（前 20 位）"),
    Column("撤出、递补"),
)
ABREAST = 3
"""Cases of the annex side by side."""
ANNEX_COLUMNS = ABREAST * (
    Column("序号", align=CENTRE),
    Column("受案号", weight=1),
    Column("层号", align=CENTRE),
    Column("必查", align=CENTRE),
)
SEAL_SAID = "校验值的算法：名单里的受案号按字符编码顺序排列，每个后面接一个换行符（LF），按 UTF-8 编码求 SHA-256。"
SHOWN = 20


def draw_pool(request: Request) -> Document:
    """《候选名单》 of the round named by ``record``: every case with its stratum, and the seal once there is one."""
    only_options(request, POOL_TITLE)
    with request.desk.facts() as facts:
        row = _round(request, facts)
        lines = pool(facts, row.id)
        sealed = bool(row.pool_sha256)
        title = _titled(POOL_TITLE, row, "" if sealed else "（未封存）")
        blocks: tuple[Block, ...] = (
            Heading(title),
            unit_line(request, facts, OFFICE),
            *_said((*_voided(row), *_pool_words(row, lines, facts)), keep=True),
            Spacer(1.5),
            Ledger(POOL_COLUMNS, [_pool_row(at, line) for at, line in enumerate(lines, 1)], style=SMALL,
                   head_style=SMALL_HEAD, note=SEAL_SAID if sealed else ""),
            Signatures(("制表人：", "见证人：", "负责人：")),
        )  # fmt: skip
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _round(request: Request, facts: Facts) -> ReviewRound:
    """The round asked for by number or month; the newest when none is named."""
    rows = list(facts.live(ReviewRound.__tablename__))
    if request.record:
        rows = [row for row in rows if request.record in (row["number"], row["period"])]
    if not rows:
        named = f"没有评查轮次“{request.record}”。写编号，如 LC-001" if request.record else "还没有评查轮次"
        raise Refusal(named, "record")
    newest = max(rows, key=lambda row: (row["period"], row["id"]))
    return round_of(facts.session, int(newest["id"]))


def _titled(title: str, row: ReviewRound, mark: str = "") -> str:
    return f"{title}（作废）" if row.state == RoundState.VOID else title + mark


def _voided(row: ReviewRound) -> Iterator[str]:
    if row.state == RoundState.VOID:
        yield f"本轮已作废：{row.state_reason}。"


def _pool_words(row: ReviewRound, lines: Sequence[PoolLine], facts: Facts) -> Iterator[str]:
    first, last = days_of(row)
    must = sum(1 for line in lines if line.reasons)
    yield f"{row.name}（{row.number}，{row.kind}）。抽取范围：{first} 至 {last} 办结的案件{_narrowed(row, facts)}。"
    yield f"候选案件 {len(lines)} 件，其中必查 {must} 件。"
    if row.pool_sha256:
        yield f"封存日期 {row.sealed_on}。候选名单校验值（SHA-256）：{row.pool_sha256}"


def _narrowed(row: ReviewRound, facts: Facts) -> str:
    """What else keeps a case of these days out of the pool."""
    place = facts.label("department", row.department_id)
    told = [word for word in (place, row.case_kind, row.cause) if word]
    told += ["限必查案件"] if row.kind == RoundKind.KEY else []
    within = f"（{'、'.join(told)}）" if told else ""
    return f"{within}，此前常规评查抽过的除外" if row.kind == RoundKind.REGULAR else within


def _pool_row(at: int, line: PoolLine) -> Row:
    return (
        str(at),
        line.number,
        line.name,
        line.department,
        line.handlers,
        _day(line.closed_on),
        line.result,
        line.stratum,
        Cell(line.must, strong=True),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said(paragraphs: Iterable[str], keep: bool = False) -> Iterator[Para]:
    for text in paragraphs:
        yield Para(text, TEXT, Align.LEFT, first_indent=2, keep=keep)


def draw_list(request: Request) -> Document:
    """《抽取名单》 of the round named by ``record``: rule, quotas, order, struck and substituted cases, the whole pool.

    From its text alone the draw can be repeated. Refuses a round that was not drawn.
    """
    only_options(request, LIST_TITLE)
    with request.desk.facts() as facts:
        row = _round(request, facts)
        if not row.seed:
            raise Refusal(f"{row.number} 还没有抽取。先封存名单、掷骰抽取", "record")
        lines, taken = pool(facts, row.id), drawn(facts, row.id)
        strata = {name: str(at) for at, name in enumerate(dict.fromkeys(line.stratum for line in lines), 1)}
        title = _titled(LIST_TITLE, row)
        blocks: tuple[Block, ...] = (
            Heading(title),
            unit_line(request, facts, OFFICE),
            *_part("一、抽取依据", _basis(row, lines, facts)),
            *_part("二、抽取规则", _rule(row)),
            Spacer(1.5),
            _quotas(row, lines, strata),
            Spacer(2),
            *_part("三、抽取结果", _result(row, lines, taken), keep=True),
            Ledger(LIST_COLUMNS, [_drawn_row(line) for line in taken], style=SMALL, head_style=SMALL_HEAD),
            Signatures(("掷骰人：", "见证人：", "记录人：", "负责人：")),
            Together((Spacer(2), *_part("四、核验方法", _proof(row, taken)))),
            Spacer(2),
            *_part("附：候选名单", ("按封存时的次序。层号见第二部分。",), keep=True),
            Ledger(ANNEX_COLUMNS, _annex(lines, strata), style=SMALL, head_style=SMALL_HEAD),
        )  # fmt: skip
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _part(title: str, paragraphs: Iterable[str], keep: bool = False) -> Iterator[Para]:
    """A heading with its text; with ``keep`` both stay on the page of the table under them."""
    yield Para(title, HEAD, Align.LEFT, first_indent=0, keep=True)
    yield from _said(paragraphs, keep)


def _basis(row: ReviewRound, lines: Sequence[PoolLine], facts: Facts) -> Iterator[str]:
    yield from _voided(row)
    yield from _pool_words(row, lines, facts)
    yield f"抽取日期 {row.drawn_on}。见证人：{row.witnesses}。"
    yield f"种子（现场掷骰的数字）：{row.seed}"


def _rule(row: ReviewRound) -> Iterator[str]:
    ask = ask_of(row)
    target = f"全轮不足 {ask.target} 件的，不分层按排序值补足到 {ask.target} 件。" if ask.target else "全轮不另补足。"
    yield (
        f"必查案件全部抽取，计入本层应抽数。其余{row.stratum}分层，每层抽 {ask.ratio}%（不足一件的进一件），"
        f"每层至少 {ask.minimum} 件。{target}"
    )
    yield (
        "排序值是“种子”后面紧接“受案号”（UTF-8 编码，中间没有空格）的 SHA-256，十六进制，小的在前；"
        "每层从小到大抽足应抽数。撤出的案件划去并注明原因，由同层排序值次小的案件递补，同层没有的在全部候选里递补。"
    )


def _quotas(row: ReviewRound, lines: Sequence[PoolLine], strata: dict[str, str]) -> Ledger:
    given = quotas(candidates(lines), ask_of(row))
    rows = [(strata[one.stratum], one.stratum, str(one.cases), str(one.must), str(one.lot)) for one in given]
    sums = (str(sum(counts)) for counts in zip(*((one.cases, one.must, one.lot) for one in given), strict=True))
    return Ledger(QUOTA_COLUMNS, rows, total=("", "合计", *sums), style=SMALL, head_style=SMALL_HEAD)


def _result(row: ReviewRound, lines: Sequence[PoolLine], taken: Sequence[DrawnLine]) -> Iterator[str]:
    """How the number came about: must-review cases, lots of the strata, those that fill up the round."""
    first = [line for line in taken if line.instead_of is None]
    must = sum(1 for line in first if line.drawn_as == DrawnAs.MUST)
    lots = sum(quota.lot for quota in quotas(candidates(lines), ask_of(row)))
    filled = f"，补足 {len(first) - must - lots} 件" if row.target is not None else ""
    struck = sum(1 for line in taken if line.struck_on is not None)
    left = f"此后撤出 {struck} 件，递补 {len(taken) - len(first)} 件。" if struck else ""
    yield f"共抽取 {len(first)} 件：必查 {must} 件，各层随机 {lots} 件{filled}。{left}按次序如下。"


def _drawn_row(line: DrawnLine) -> Row:
    gone = line.struck_on is not None
    told = [f"{line.struck_on} 撤出：{line.struck_reason}"] if gone else []
    told += [f"替第 {line.instead_of} 件"] if line.instead_of is not None else []
    way = f"{line.drawn_as}\n{line.must}" if line.must else str(line.drawn_as)
    cells = (str(line.position), line.number, line.name, line.department, line.handler, way, line.digest[:SHOWN])
    return (*(Cell(text, struck=gone) for text in cells), "；".join(told))


def _proof(row: ReviewRound, taken: Sequence[DrawnLine]) -> Iterator[str]:
    """How anybody computes one place in the lot with what comes with the system, shown on the first case."""
    first = taken[0].number
    yield f"以第 1 件为例，排序值应为 {digest(row.seed, first)}"
    yield f"Linux：printf '%s' '{row.seed}{first}' | sha256sum"
    yield (
        f"Windows（PowerShell）：$b=[Text.Encoding]::UTF8.GetBytes('{row.seed}{first}'); "
        "-join([Security.Cryptography.SHA256]::Create().ComputeHash($b)|%{$_.ToString('x2')})"
    )
    yield SEAL_SAID


def _annex(lines: Sequence[PoolLine], strata: dict[str, str]) -> list[Row]:
    """The pool, three cases a row, from left to right."""
    cells = [
        (str(at), line.number, strata[line.stratum], "必查" if line.reasons else "—")
        for at, line in enumerate(lines, 1)
    ]
    cells += [("", "", "", "")] * (-len(cells) % ABREAST)
    return [tuple(chain.from_iterable(cells[at : at + ABREAST])) for at in range(0, len(cells), ABREAST)]
