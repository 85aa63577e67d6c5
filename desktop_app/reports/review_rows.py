"""Reviews (评查) as their papers read them: which are asked for, what is known of each and of its case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import CaseReview, GradeScheme, Reviewer, ReviewHandler, ReviewRound, ScoreStandard
from desktop_app.registers import reading
from desktop_app.registers.cases import CASES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.words import cell
from desktop_app.reports.request import Request
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.rules.periods import read_period
from desktop_app.rules.reviews import MAIN
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import ReviewState, RoundState
from desktop_app.services import records
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.score_sheets import ScoreLine, ScoreSheet, sheet
from desktop_app.store.snapshot import Condition, Equals, Retired
from desktop_app.system.errors import Refusal

OFFICE = "案件管理办公室"
PEN_DAY = "　　　　年　　月　　日"
"""A day left to the pen."""
MISSING = "（待补）"
ROUND = ReviewRound.__tablename__

_CASE_FIELDS = tuple(
    CASES.by_name[attr.key]
    for attr in (CaseFile.cause, CaseFile.party, CaseFile.accepted_on, CaseFile.closed_on, CaseFile.result)
)


@dataclass(frozen=True)
class Reviewed:
    """One review on paper, or a form of none (``draft`` new): its fields in words, its case, its score sheet."""

    facts: Facts
    draft: Draft
    sheet: ScoreSheet
    case: Mapping[str, Any] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether no review is named."""
        return self.draft.is_new

    @property
    def number(self) -> str:
        return "" if self.blank else str(self.draft.values["number"])

    def of(self, attr: Attr[Any]) -> str:
        """A field of the review in words, empty when not filled in."""
        return cell(REVIEWS.by_name[attr.key], self.draft.values, self.facts)

    def day(self, attr: Attr[Any]) -> str:
        """A day of the review in official words (2015年5月6日)."""
        return said_day(self.draft.values.get(attr.key))

    def of_case(self, attr: Attr[Any]) -> str:
        """A field of the case in words; empty where the case is not in the pool."""
        return cell(CASES.by_name[attr.key], self.case, self.facts) if self.case else ""

    def case_day(self, attr: Attr[Any]) -> str:
        return said_day(self.case.get(attr.key))

    @property
    def round(self) -> Row:
        return self.facts.row(ROUND, self.draft.values.get(CaseReview.round_id.key))

    @property
    def handlers(self) -> str:
        return self._people(self.draft.parts.get(ReviewHandler.__tablename__, ()))

    def reviewers(self, turn: int = 1) -> str:
        """Who reviewed: 1 first, 2 after an objection."""
        rows = self.draft.parts.get(Reviewer.__tablename__, ())
        return self._people(row for row in rows if int(row.get("turn") or 1) == turn)

    def _people(self, rows: Iterable[Mapping[str, Any]]) -> str:
        return "、".join(filter(None, (self.facts.label("officer", row.get("officer_id")) for row in rows)))

    @property
    def how(self) -> str:
        """How the case came into the round: 必查：不起诉, 随机."""
        return "：".join(filter(None, (self.of(CaseReview.drawn_as), self.of(CaseReview.must))))

    @property
    def standard(self) -> str:
        """The standard with its version: 《案件质量评查评分标准》（2015）."""
        return standard_words(self.facts, self.draft.values.get(CaseReview.standard_id.key))

    @property
    def scored(self) -> bool:
        """Whether a score is kept."""
        return self.draft.values.get(CaseReview.score.key) is not None

    @property
    def score(self) -> str:
        return self.of(CaseReview.score)

    @property
    def lines(self) -> list[ScoreLine]:
        """Lines of the sheet with something on them."""
        return [line for group in self.sheet.groups for line in group.lines if line.findings]


def standard_words(facts: Facts, standard_id: int | None) -> str:
    """A score standard with its version, empty for none."""
    row = facts.row(ScoreStandard.__tablename__, standard_id)
    version = str(row.get("version_no") or "")
    return f"《{row['title']}》{f'（{version}）' if version else ''}" if row else ""


def said_day(value: date | None) -> str:
    return long_day(value) if value else ""


def finding_words(finding: Mapping[str, Any], line: ScoreLine, off: str = "扣{}分") -> str:
    """A finding as half a sentence: 权利告知超期（卷一第12页），扣1分; without an ``off`` the points are left out."""
    text = str(finding.get("text") or "").strip().rstrip("。；;") or line.clause or line.item
    page = str(finding.get("page") or "").strip()
    worth = points(int(finding.get("points") or 0))
    tail = off.format(worth) if worth != "0" else str(finding.get("severity") or "")
    return "，".join(filter(None, (f"{text}{f'（{page}）' if page else ''}", tail)))


def reviews_asked(request: Request, facts: Facts) -> list[Reviewed]:
    """The review named by its number or case number, or every one of a round (number or month) not withdrawn.

    One empty form when none is named. An unknown number is refused.
    """
    wanted = request.record.strip()
    if not wanted:
        return [empty(facts, request.as_of)]
    ids = _ids(facts, wanted)
    if not ids:
        said = f"没有编号为 {wanted} 的评查。写评查编号（如 PC-2015-05-01）、受案号，或轮次编号、月份"
        raise Refusal(said, "record")
    return [reviewed(facts, id_) for id_ in ids]


def _ids(facts: Facts, wanted: str) -> list[int]:
    found = _having(facts, Equals(CaseReview.number, tight(wanted).upper()))
    found = found or _having(facts, Equals(CaseReview.case_no, case_key(wanted)))[-1:]
    return found or [id_ for round_id in rounds_named(facts, wanted)[:1] for id_ in of_round(facts, round_id)]


def _having(facts: Facts, condition: Condition) -> list[int]:
    return list(reading.ids(facts, REVIEWS, (condition, Retired(False))))


def of_round(facts: Facts, round_id: int) -> list[int]:
    """Reviews of a round in their order, withdrawn ones left out."""
    ids = _having(facts, Equals(CaseReview.round_id, round_id))
    kept = reading.lines(facts, REVIEWS, ids, (REVIEWS.by_name[CaseReview.state.key],))
    return [line.id for line in kept if line.values[CaseReview.state.key] != ReviewState.WITHDRAWN]


def rounds_named(facts: Facts, wanted: str) -> list[int]:
    """Rounds of that number, or of that month, the newest first."""
    rows = [row for row in facts.live(ROUND) if wanted.strip() in (row["number"], row["name"])]
    if not rows:
        month = month_key(wanted)
        rows = [row for row in facts.live(ROUND) if month and row["period"] == month]
    return [int(row["id"]) for row in sorted(rows, key=lambda row: int(row["id"]), reverse=True)]


def month_key(text: str) -> str:
    """2015-05 of a month as typed; empty when it is none."""
    try:
        period = read_period(text)
    except Unreadable:
        return ""
    return f"{period.first:%Y-%m}" if period.first.month == period.last.month else ""


def round_asked(request: Request, facts: Facts) -> Row:
    """The round named by number, name, month or one of its reviews; the newest when none is named; maybe none."""
    if not request.record.strip():
        live = [row for row in facts.live(ROUND) if row["state"] != RoundState.VOID]
        return max(live, key=lambda row: (row["period"], row["id"]), default={})
    named = rounds_named(facts, request.record)
    if not named:
        ids = _having(facts, Equals(CaseReview.number, tight(request.record).upper()))
        named = [row.values["round_id"] for row in reading.lines(facts, REVIEWS, ids) if row.values["round_id"]]
    if not named:
        raise Refusal(f"没有评查轮次“{request.record.strip()}”。写轮次编号（如 LC-001）或月份（2015-05）", "record")
    return facts.row(ROUND, named[0])


def reviewed(facts: Facts, review_id: int, no: int = MAIN) -> Reviewed:
    """One review with its case and its sheet."""
    draft = records.load(facts.session, CaseReview, review_id, REVIEWS.lists)
    found = reading.all_lines(facts, CASES, _CASE_FIELDS, (Equals(CaseFile.number, draft[CaseReview.case_no]),))
    return Reviewed(facts, draft, sheet(facts, draft, no), found[0].values if found else {})


def empty(facts: Facts, day: date) -> Reviewed:
    """A form of no review, by the standard in force on a day and the scheme of the newest round."""
    standards = [row for row in facts.live(ScoreStandard.__tablename__) if (row["valid_from"] or day) <= day]
    newest = max(standards, key=lambda row: (row["valid_from"] or date.min, row["id"]), default={})
    rounds = [row for row in facts.live(ROUND) if row["scheme_id"] is not None]
    last = max(rounds, key=lambda row: row["id"], default={})
    schemes = sorted(facts.live(GradeScheme.__tablename__), key=lambda row: int(row["id"]))
    scheme = facts.row(GradeScheme.__tablename__, last.get("scheme_id")) or next(iter(schemes), {})
    draft = new_draft(CaseReview, {"standard_id": newest.get("id"), "scale": str(scheme.get("scale") or "")})
    return Reviewed(facts, draft, sheet(facts, draft))
