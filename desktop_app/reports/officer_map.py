"""《轮岗履历表》: the departments an officer served in over the years and never, or everybody by departments."""

from collections.abc import Iterator, Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import Map, Stop, Visit, map_of
from desktop_app.figures.rotation_standing import every_rotation, of_officers, young
from desktop_app.models.people import Department, Officer
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.form_rows import BETWEEN, iso, pair
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.rotation_rows import Turn, turns
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.services.rotation_limits import limit_of
from desktop_app.system.errors import Refusal

TITLE = "轮岗履历表"
PAGE = PageSetup(margins=Margins(18, 20, 20, 22))
FACTS = (19.0, 37.0, 19.0, 37.0, 19.0, 37.0)
HEAD = Style(Font.HEI, 12, 20)
CENTRE = Align.CENTRE
COLUMNS = (
    Column("序号", mm=12, align=CENTRE),
    Column("部门", mm=38),
    Column("经历", mm=20, align=CENTRE),
    Column("起", mm=23, align=CENTRE),
    Column("止", mm=23, align=CENTRE),
    Column("带教人", mm=20, align=CENTRE),
    Column("鉴定、备注", weight=1),
)
OWN, TURN, BEFORE, BARRED, OUTSIDE = "本", "●", "○", "避", "—"
KEY = (
    f"{OWN} 本部门　{TURN} 登记的轮岗　{BEFORE} 摸底时填报轮过　{BARRED} 应回避　"
    f"{OUTSIDE} 不轮岗到此　空白为没有去过，没去含应回避的"
)


def officer_map(request: Request) -> Document:
    """《轮岗履历表》 of each officer named by ``record`` (工号, name, or the number of his rotation; parted by 、).

    None named: the young officers and whoever was rotated by departments, on one sheet.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        wanted = [word for word in BETWEEN.split(request.record.strip()) if word]
        blocks: list[Block] = []
        for officer in dict.fromkeys(_officer(facts, ask, word) for word in wanted):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(request, facts, ask, officer)
        page = PAGE if blocks else LEDGER_PAGE
        told = tuple(blocks) or tuple(_everybody(request, facts, ask))
        return Document(TITLE, page, told, meta(request, facts, TITLE), footer(request, facts))


def _officer(facts: Facts, ask: Question, word: str) -> int:
    by_turn = next((row.officer_id for row in every_rotation(ask) if row.number == word.upper()), None)
    if by_turn is not None:
        return by_turn
    live = list(facts.live(Officer.__tablename__))
    found = [row for row in live if row["number"] == word] or [row for row in live if row["name"] == word]
    if len(found) > 1:
        numbers = "、".join(str(row["number"]) for row in found)
        raise Refusal(f"有 {len(found)} 名干警叫{word}。写工号：{numbers}", "record")
    if not found:
        raise Refusal(f"没有工号、姓名或轮岗编号是“{word}”的干警。几人之间用、隔开", "record")
    return int(found[0]["id"])


def _one(request: Request, facts: Facts, ask: Question, officer_id: int) -> Iterator[Block]:
    told, officer = map_of(ask, officer_id), facts.row(Officer.__tablename__, officer_id)
    known = {row.stand.id: row for row in turns(facts, every_rotation(ask)) if row.stand}
    rows = list(_visits(told, known))
    yield Heading(TITLE)
    yield UnitLine(f"单位：{facts.unit.get('name') or ''}", f"截至{long_day(request.as_of)}")
    yield Form(FACTS, tuple(_facts(facts, told, officer)), Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14))
    yield Spacer(3)
    yield Para("一、轮岗经历", HEAD, Align.LEFT, 0, after=2, keep=True)
    yield Ledger(COLUMNS, rows, empty="（还没有轮过岗）")
    yield Spacer(3)
    yield Para("二、没有去过的部门", HEAD, Align.LEFT, 0, after=2, keep=True)
    free = [stop.department for stop in told.never if not stop.barred]
    plain = Style(Font.SONG, 10.5, 16)
    yield Para("、".join(free) or "无", plain, Align.LEFT, 0)
    barred = [f"{stop.department}（{stop.barred}）" for stop in told.stops if stop.barred]
    if barred:
        yield Spacer(3)
        yield Para("三、应回避的部门", HEAD, Align.LEFT, 0, after=2, keep=True)
        yield Para("、".join(barred), plain, Align.LEFT, 0)


def _facts(facts: Facts, told: Map, officer: Stored) -> Iterator[FormRow]:
    limit = limit_of(facts, told.officer_id)
    wish = facts.label("department", limit.get("wish_id"))
    visited = sum(bool(stop.visits) for stop in told.stops)
    for pairs in (
        (
            ("姓名", str(officer.get("name") or "")),
            ("工号", str(officer.get("number") or "")),
            ("部门", told.department),
        ),
        (
            ("职务", str(officer.get("post") or "")),
            ("轮过", f"{visited}个部门"),
            ("没去过", _never(told)),
        ),
        (("本人意愿", wish), ("特殊情况", str(limit.get("special") or "")), ("入院", _day(officer.get("entered_on")))),
    ):
        yield FormRow(tuple(box for label, text in pairs for box in pair(label, text)), 8)


def _never(told: Map) -> str:
    """How many departments he was never in, and how many of them he must not go to."""
    barred = sum(bool(stop.barred) for stop in told.never)
    return f"{len(told.never)}个部门" + (f"\n（{barred}个应回避）" if barred else "")


def _day(day: object) -> str:
    return str(day) if day else ""


def _visits(told: Map, known: dict[int, Turn]) -> Iterator[Row]:
    """Every visit by its first day, those from the survey first; his own department last."""
    stays = [(stop, visit) for stop in told.stops for visit in stop.visits]
    stays.sort(key=lambda pair: str(pair[1].first or ""))
    for at, (stop, visit) in enumerate(stays, 1):
        yield (str(at), stop.department, visit.word, *_rest(visit, known))


def _rest(visit: Visit, known: dict[int, Turn]) -> tuple[str, ...]:
    turn = known.get(visit.rotation_id)
    if turn is None or turn.stand is None:
        return ("—", "—", "", "摸底时填报")
    appraisal = str(turn.stand.appraisal or "")
    remarks = "；".join(filter(None, (appraisal, turn.remarks)))
    return (iso(visit.first), iso(visit.last), turn.mentor, remarks)


def _everybody(request: Request, facts: Facts, ask: Question) -> Iterator[Block]:
    people = list(dict.fromkeys([*young(ask), *of_officers(every_rotation(ask))]))
    maps = [map_of(ask, one) for one in people]
    stops = _columns(facts, maps)
    columns = (
        Column("序号", mm=11, align=CENTRE),
        Column("姓名", mm=25 if stops else 0, align=CENTRE),
        *(Column(_stacked(short), weight=1, align=CENTRE) for short in stops.values()),
        Column("轮过", mm=12, align=Align.RIGHT),
        Column("没去", mm=12, align=Align.RIGHT),
    )
    rows = [_line(facts, told, at, tuple(stops)) for at, told in enumerate(maps, 1)]
    yield Heading(f"干警{TITLE}")
    yield unit_line(request, facts)
    yield Ledger(
        columns,
        rows,
        note=f"注：{KEY}。" if rows else "",
        min_row_mm=6,
        style=SMALL,
        head_style=SMALL_HEAD,
        note_style=SMALL,
        empty="（没有青年干警，也没有轮岗）",
    )


def _stacked(short: str) -> str:
    """A short name of more than two characters over two lines."""
    half = -(-len(short) // 2)
    return short if len(short) <= 2 else f"{short[:half]}\n{short[half:]}"


def _columns(facts: Facts, maps: Sequence[Map]) -> dict[str, str]:
    """Every department on anybody's map with its short name, in the order of the office."""
    known = sorted(facts.live(Department.__tablename__), key=lambda row: (row["position"], row["name"]))
    place = {str(row["name"]): at for at, row in enumerate(known)}
    found = {stop.department: stop.short for told in maps for stop in told.stops}
    return dict(sorted(found.items(), key=lambda one: place.get(one[0], len(place))))


def _line(facts: Facts, told: Map, at: int, columns: Sequence[str]) -> Row:
    name = facts.short_label(Officer.__tablename__, told.officer_id)
    visited = sum(bool(stop.visits) for stop in told.stops)
    own = {stop.department: _mark(stop) for stop in told.stops}
    return (str(at), name, *(own.get(column, OUTSIDE) for column in columns), str(visited), str(len(told.never)))


def _mark(stop: Stop) -> str | Cell:
    marks = [OWN] if stop.own else []
    marks += [TURN if visit.rotation_id else BEFORE for visit in stop.visits]
    marks += [BARRED] if stop.barred else []
    return Cell("".join(dict.fromkeys(marks)), strong=stop.own or bool(stop.barred))
