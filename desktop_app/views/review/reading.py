"""What stands at the left of the score board: the rounds there are, the cases of one, the facts of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.models.cases import CaseFile, CaseMark
from desktop_app.models.reviews import CaseReview, DrawnCase, ReviewHandler, ReviewRound
from desktop_app.registers import reading, words
from desktop_app.registers.cases import CASES
from desktop_app.registers.reading import Line
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.numbers import points
from desktop_app.rules.order import natural
from desktop_app.rules.reviews import DONE
from desktop_app.rules.vocabulary import ReviewState, RoundKind, RoundState
from desktop_app.services import records
from desktop_app.services.cases import find_case
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts, Row
from desktop_app.store.snapshot import Equals, IsEmpty, Natural, Retired

NO_SCORE = "—"
NO_ROUND = "未列入轮次"
_SHOWN = (CaseReview.case_no, CaseReview.score, CaseReview.grade, CaseReview.round_id)


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """A round as it is picked: its id (None for reviews of no round) and its words, 2015年5月."""

    id: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A case of the round in drawn order; one struck has its reason instead of a review that counts."""

    position: str
    case_no: str
    who: str
    score: str
    review_id: int | None
    state: str
    struck: str = ""

    @property
    def is_done(self) -> bool:
        return self.state in DONE


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the case card: label, value, what stands quietly behind it; ``kind`` and ``id`` make it a link."""

    label: str
    value: str
    beside: str = ""
    strong: bool = False
    kind: str = ""
    id: int = 0


def rounds(facts: Facts) -> list[RoundChoice]:
    """The rounds with cases, the newest first; reviews of no round last."""
    kept = [row for row in facts.live(ReviewRound.__tablename__) if row["state"] != RoundState.VOID]
    kept.sort(key=lambda row: (str(row["period"] or ""), natural(str(row["number"]))), reverse=True)
    found = [RoundChoice(row["id"], round_words(row)) for row in kept]
    loose = reading.ids(facts, REVIEWS, (IsEmpty(CaseReview.round_id), Retired(False)), limit=1)
    return [*found, RoundChoice(None, NO_ROUND)] if len(loose) else found


def round_words(row: Row) -> str:
    """2015年5月 for a regular month, else its name."""
    year, _, month = str(row["period"] or "").partition("-")
    regular = row["kind"] == RoundKind.REGULAR and month.isdecimal()
    return f"{year}年{int(month)}月" if regular else str(row["name"])


def entries(facts: Facts, round_id: int | None) -> list[Entry]:
    """The cases of a round as drawn, those struck among them; rounds of old ledgers by number."""
    where = Equals(CaseReview.round_id, round_id) if round_id is not None else IsEmpty(CaseReview.round_id)
    ids = reading.ids(facts, REVIEWS, (where, Retired(False)), (Natural(CaseReview.number),))
    items = [REVIEWS.by_name[name] for name in (*(attr.key for attr in _SHOWN), ReviewHandler.__tablename__)]
    lines = {line.id: line for line in reading.lines(facts, REVIEWS, ids, items)}
    by_case = {str(line.values[CaseReview.case_no.key]): line for line in lines.values()}
    drawn = [_drawn(facts, row, by_case) for row in _draw(facts, round_id)]
    seen = {one.review_id for one in drawn}
    rest = [line for line in lines.values() if line.id not in seen]
    return [*drawn, *(_entry(facts, f"{at:02d}", line) for at, line in enumerate(rest, len(drawn) + 1))]


def _draw(facts: Facts, round_id: int | None) -> list[Values]:
    """The rows of the draw as they stand; none for reviews of no round and for rounds of old ledgers."""
    if round_id is None:
        return []
    rows = records.load(facts.session, ReviewRound, round_id, (DrawnCase,)).rows(DrawnCase)
    return sorted(rows, key=lambda row: int(row["position"]))


def _drawn(facts: Facts, row: Values, by_case: Mapping[str, Line]) -> Entry:
    place, number = f"{row['position']:02d}", str(row["case_no"])
    struck = f"{row['struck_on']:%m-%d} 撤出：{row['struck_reason']}" if row["struck_on"] is not None else ""
    line = by_case.get(number)
    return _entry(facts, place, line, struck) if line else Entry(place, number, "", NO_SCORE, None, "", struck)


def _entry(facts: Facts, place: str, line: Line, struck: str = "") -> Entry:
    values = line.values
    handlers = values[ReviewHandler.__tablename__]
    who = facts.label("officer", handlers[0]["officer_id"]) if handlers else ""
    score = values[CaseReview.score.key]
    told = points(score) if score is not None else NO_SCORE
    state = str(values[REVIEWS.state_name] or "")
    struck = struck or ("已撤出" if state == ReviewState.WITHDRAWN else "")
    return Entry(place, str(values[CaseReview.case_no.key]), who, NO_SCORE if struck else told, line.id, state, struck)


def case_facts(facts: Facts, draft: Draft) -> list[Fact]:
    """The facts of the case reviewed: of the closed case where it is kept, else what the review itself tells."""
    case = find_case(facts.session, str(draft[CaseReview.case_no] or ""))
    line = next(iter(reading.lines(facts, CASES, [case.id])), None) if case is not None else None
    values = line.values if line is not None else {}
    first = Fact(
        "案号", str(draft[CaseReview.case_no] or ""), "", True, CASES.kind if case else "", case.id if case else 0
    )
    told = (
        first,
        Fact("案由", _case(facts, CaseFile.cause.key, values) or _kind(draft), _party(draft, values)),
        *_handlers(facts, draft),
        Fact("受理", _case(facts, CaseFile.accepted_on.key, values)),
        Fact("办结", _case(facts, CaseFile.closed_on.key, values), _case(facts, CaseFile.way.key, values)),
        Fact("结果", _case(facts, CaseFile.result.key, values)),
        Fact("必查", str(draft[CaseReview.must] or "") or _marks(values)),
    )
    return [fact for fact in told if fact.value]


def _case(facts: Facts, name: str, values: Mapping[str, Any]) -> str:
    return words.cell(CASES.by_name[name], values, facts)


def _kind(draft: Draft) -> str:
    return str(draft[CaseReview.kind] or "")


def _party(draft: Draft, values: Mapping[str, Any]) -> str:
    return str(values.get(CaseFile.party.key) or values.get(CaseFile.name.key) or draft[CaseReview.name] or "")


def _handlers(facts: Facts, draft: Draft) -> list[Fact]:
    ids = [row["officer_id"] for row in draft.parts.get(ReviewHandler.__tablename__, ()) if row.get("officer_id")]
    if not ids:
        return []
    department = draft[CaseReview.department_id] or facts.department_of(ids[0]).get("id")
    place = facts.short_label("department", department)
    return [Fact("承办人", "、".join(facts.label("officer", id_) for id_ in ids), place, False, "officer", ids[0])]


def _marks(values: Mapping[str, Any]) -> str:
    rows: Sequence[Mapping[str, Any]] = values.get(CaseMark.__tablename__, ())
    return "、".join(str(row["word"]) for row in rows)
