"""Exams (考试场次) as their papers read them: which one is asked for, its rooms, and the words of its marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.models.exams import Exam, ExamInvigilator, ExamRoom, Sitting
from desktop_app.registers import reading
from desktop_app.registers.exams import SITTINGS
from desktop_app.registers.words import weekday
from desktop_app.reports.request import Request
from desktop_app.rules import seating
from desktop_app.rules.dates import long_day
from desktop_app.rules.exams import PUBLISHED
from desktop_app.rules.marks import Tally, Terms, to_retake
from desktop_app.rules.numbers import points, rounded
from desktop_app.rules.vocabulary import RetakePolicy, SittingCode, TieRule
from desktop_app.services.facts import Facts, Row
from desktop_app.services.marking import MarkLine, MarkSheet, sheet
from desktop_app.store.snapshot import Equals
from desktop_app.system.errors import Refusal

NO_ROOM = "未排考场"
RANKING = {
    TieRule.SKIP: "名次按总分从高到低排，同分并列，后面的名次顺延（如 1、2、2、4）",
    TieRule.DENSE: "名次按总分从高到低排，同分并列，后面的名次不空（如 1、2、2、3）",
}
POLICIES = {
    RetakePolicy.HIGHER: "补考的取两次中的高分",
    RetakePolicy.LAST: "补考的以补考成绩为准",
    RetakePolicy.CAPPED: "补考及格的按及格线 {line} 分计",
}


@dataclass(frozen=True)
class Room:
    """A room (考场) with those who sit in it, by seat; ``ranks`` rows from the front of ``files`` seats each.

    ``base`` is the number of its first seat: seats are numbered through all rooms.
    """

    name: str
    ranks: int
    files: int
    base: int
    lines: tuple[MarkLine, ...]

    def place(self, line: MarkLine) -> tuple[int, int] | None:
        """Rank from the front and file from the left of who faces the front, both from 0; None outside the grid."""
        at = (line.seat or 0) - self.base
        return divmod(at, self.files) if line.seat is not None and 0 <= at < self.ranks * self.files else None


@dataclass(frozen=True)
class Held:
    """The exam a paper is about: its score sheet, and the one candidate asked for, if it was one."""

    sheet: MarkSheet
    facts: Facts
    only: str = ""

    @property
    def exam(self) -> Row:
        return self.sheet.exam

    @property
    def title(self) -> str:
        return str(self.exam["title"])

    @property
    def terms(self) -> Terms:
        return self.sheet.terms

    @property
    def published(self) -> bool:
        return self.exam["state"] in PUBLISHED

    @property
    def lines(self) -> tuple[MarkLine, ...]:
        """All candidates, or the one asked for."""
        return tuple(line for line in self.sheet.lines if self.only in ("", line.number))

    @property
    def unit(self) -> str:
        return str(self.facts.unit.get("name") or "")

    @property
    def day(self) -> str:
        """2015年4月24日（周五）, empty while no day is set."""
        held = self.exam["held_on"]
        return f"{long_day(held)}（{weekday(held)}）" if held else ""

    @property
    def clock(self) -> str:
        """9:00–11:00."""
        return "–".join(filter(None, (str(self.exam["clock"] or ""), str(self.exam["until"] or ""))))

    @property
    def when(self) -> str:
        return " ".join(filter(None, (self.day, self.clock)))

    @property
    def place(self) -> str:
        return str(self.exam["place"] or "")

    @property
    def invigilators(self) -> tuple[str, ...]:
        rows = self.facts.rows(ExamInvigilator.__tablename__).values()
        return tuple(
            self.facts.label("officer", row["officer_id"]) for row in rows if row["exam_id"] == self.exam["id"]
        )

    def officer(self, name: str) -> str:
        """An officer the exam names (阅卷人, 复核人)."""
        return self.facts.label("officer", self.exam[name])

    def rooms(self) -> list[Room]:
        """The rooms in the order entered, others of the score sheet behind; a room without candidates is left out."""
        rows = self.facts.rows(ExamRoom.__tablename__).values()
        rooms = [
            seating.Room(str(row["name"]), int(row["ranks"]), int(row["files"]))
            for row in rows
            if row["exam_id"] == self.exam["id"]
        ]
        base = {place.room: place.number for place in reversed(seating.places(rooms))}
        known = {room.name: room for room in rooms}
        names = dict.fromkeys((*known, *(line.room for line in self.lines)))
        found = [_room(name, known.get(name), base.get(name, 1), self.sheet.lines) for name in names]
        wanted = {line.id for line in self.lines}
        return [room for room in found if any(line.id in wanted for line in room.lines)]


def _room(name: str, known: seating.Room | None, base: int, every: Sequence[MarkLine]) -> Room:
    """A room with its people; of one nobody described the grid follows from their seats."""
    lines = [one for one in every if one.room == name]
    ordered = tuple(sorted(lines, key=lambda one: (one.seat is None, one.seat or 0, one.ticket, one.id)))
    seats = [one.seat for one in ordered if one.seat is not None]
    if known is not None:
        inside = not seats or min(seats) >= base
        return Room(name, known.ranks, known.files, base if inside else 1, ordered)
    first = min(seats, default=1)
    base = first if first > seating.FILES else 1
    return Room(name, *_measures(name, max(seats, default=base - 1) - base + 1), base, ordered)


def _measures(name: str, people: int) -> tuple[int, int]:
    room = seating.room_for(name, people)
    return room.ranks, room.files


def exam_asked(request: Request, facts: Facts) -> Held:
    """The exam named by ``record``: its number or title, or the number of one of its candidates; else the newest.

    Refuses an unknown one.
    """
    rows = sorted(facts.live(Exam.__tablename__), key=lambda row: (str(row["held_on"] or ""), row["id"]))
    wanted = request.record.strip()
    if not rows:
        raise Refusal("还没有考试。先在学习考试里新增考试")
    if not wanted:
        return Held(sheet(facts, int(rows[-1]["id"])), facts)
    found = [row for row in rows if wanted in (row["number"], row["title"])]
    if found:
        return Held(sheet(facts, int(found[-1]["id"])), facts)
    return _of_candidate(facts, wanted)


def _of_candidate(facts: Facts, wanted: str) -> Held:
    number = wanted.upper()
    ids = reading.ids(facts, SITTINGS, (Equals(Sitting.number, number),), limit=1)
    rows = reading.lines(facts, SITTINGS, ids)
    if not rows or rows[0].values["exam_id"] is None:
        raise Refusal(f"没有“{wanted}”这场考试。写考试编号（如 KS-001）或名称", "record")
    return Held(sheet(facts, int(rows[0].values["exam_id"])), facts, number)


def with_candidates(held: Held) -> Held:
    """The same exam; refused while nobody stands on its roster."""
    if not held.lines:
        raise Refusal(f"“{held.title}”还没有应考名单。先用“列名单、排座”办理，再打印", "record")
    return held


def seated(held: Held) -> Held:
    """The same exam; refused while nobody has a seat."""
    if all(line.seat is None for line in with_candidates(held).sheet.lines):
        raise Refusal(f"“{held.title}”还没有排座。先用“列名单、排座”办理，再打印", "record")
    return held


def titled(held: Held, title: str) -> str:
    """The exam's title before the paper's, 考试 said once."""
    return f"{held.title.removesuffix('考试') if title.startswith('考试') else held.title}{title}"


def room_name(room: Room) -> str:
    return room.name or NO_ROOM


def seat_words(line: MarkLine) -> str:
    """12 号, empty without a seat."""
    return f"{line.seat}号" if line.seat is not None else ""


def standing_words(line: MarkLine) -> str:
    """How a candidate stands who has no mark: 缺考（公差）, 缓考（住院）, 未录; empty for who has one."""
    if line.code == SittingCode.SAT:
        return "未录" if line.total is None else ""
    why = line.cause or line.excuse
    return f"{line.code}（{why}）" if why else str(line.code)


def note_words(line: MarkLine) -> str:
    """The remark of a candidate, unless it says only why there is no mark."""
    said = line.note.strip()
    return "" if said and said in standing_words(line) else said


def retake_words(line: MarkLine) -> str:
    """What became of the retake: its mark, 缺考, or empty where there was none."""
    if line.retake_total is not None:
        return points(line.retake_total)
    return str(line.retake_code) if line.retake_code not in (None, SittingCode.SAT) else ""


def owes(line: MarkLine, terms: Terms) -> bool:
    """Whether a candidate has to sit the retake (应补考): it is owed, and no retake mark stands yet."""
    return to_retake(line.mark, terms) and line.mark.retake is None


def why_retake(line: MarkLine) -> str:
    """不及格（52.5 分）, 缺考（病假）, 缓考（住院）, 违纪."""
    if line.code == SittingCode.SAT and line.total is not None:
        return f"不及格（{points(line.total)} 分）"
    return standing_words(line)


def tally_words(tally: Tally) -> str:
    """应考 57 人，实考 54 人，缺考 2 人…及格 51 人，及格率 94.4%，平均分 81.25 分: always told together."""
    codes = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH)
    said = [
        f"应考 {tally.expected} 人",
        f"实考 {tally.sat} 人",
        *(f"{code} {tally.by_code[code]} 人" for code in codes),
        f"及格 {tally.passed} 人",
        f"及格率 {rate_words(tally.pass_rate)}",
        f"平均分 {mean_words(tally)}",
    ]
    exempt = tally.by_code[SittingCode.EXEMPT]
    more = [f"另有免考 {exempt} 人，不计入应考"] if exempt else []
    if tally.open:
        more.append(f"未录 {tally.open} 人")
    return "，".join(said) + "".join(f"；{one}" for one in more)


def mean_words(tally: Tally) -> str:
    return str(tally.mean) if tally.mean is not None else "—"


def rate_words(share: float | None) -> str:
    """96.36%, to the last digit of the figure; — where there is nothing to share."""
    return "—" if share is None else f"{rounded(100 * share, 2)}%"


def mark_words(value: int | None) -> str:
    """A mark in points, empty without one."""
    return points(value) if value is not None else ""


def ranking_words(terms: Terms) -> str:
    """How ranks are told, and which mark counts after a retake."""
    policy = POLICIES[terms.policy].format(line=points(terms.pass_mark))
    return f"{RANKING[terms.ties]}；{policy}"


def lines_words(terms: Terms) -> str:
    """满分 100，及格 60，优秀 90."""
    return f"满分 {points(terms.full)}，及格 {points(terms.pass_mark)}，优秀 {points(terms.excellent)}"


def code_order(line: MarkLine) -> tuple[Any, ...]:
    """The order of a score sheet: by rank, then who has no mark by how he stands, then by ticket."""
    codes = list(SittingCode)
    return (line.rank is None, line.rank or 0, codes.index(line.code), line.ticket, line.seat or 0, line.id)
