"""Figures and promises of the case reviews counted again by hand: rows of the tables in plain Python."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.models.cases import CardSet, CaseCard, CaseFile, CaseHandler
from desktop_app.models.catalogue import KINDS
from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Phase
from desktop_app.models.reviews import CaseReview, Contest, DrawnCase, Nominee, ReviewFinding, ReviewRound
from desktop_app.rules.periods import Period, month_period, quarter_period, year_period
from desktop_app.rules.reviews import CLEAN
from desktop_app.rules.vocabulary import (
    BestWorst,
    ContestState,
    DrawnAs,
    HandlerReply,
    ReviewState,
    RoundKind,
    RoundState,
)
from desktop_app.services.desk import Desk

FIRST, LAST = date(2015, 1, 1), date(2015, 9, 30)
GONE = datetime(2015, 5, 1, 9, 0)
GRADES = ("优秀", "合格", "瑕疵", "不合格")
ITEMS = ("实体处理", "办案程序", "证据审查")
CARDS = ("办案告知卡", "执法监督卡", "质量评查卡")
DONE, TOLD = ("已定级", "已归档"), ("待反馈", "异议复评", "已定级", "已归档")
Row = dict[str, Any]


@dataclass
class Office:
    """Cases, rounds, reviews, contests and cards made up at random; every choice of the dice."""

    session: Session
    dice: random.Random
    serials: Any

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days))

    def perhaps(self, value: Any, odds: float = 0.75) -> Any:
        return value if self.dice.random() < odds else None

    def add(self, record: Any) -> Any:
        if hasattr(record, "number"):
            record.number = record.number or f"R-{next(self.serials)}"
            record.search_text = ""
            if self.dice.random() < 0.08:
                record.retired_at, record.retired_reason = GONE, "误录"
        self.session.add(record)
        self.session.flush()
        return record

    def fill(self) -> None:
        departments = [row.id for row in self.session.query(Department)]
        people = [self.add(Officer(name=f"人{n}", department_id=self.dice.choice(departments))).id for n in range(6)]
        numbers = [self._case(departments, people) for _ in range(30)]
        for month in range(1, 9):
            for _ in range(self.dice.choice([0, 1, 1, 2])):
                self._round(month, departments, self.dice.sample(numbers, self.dice.randrange(6)))
        for number in self.dice.sample(numbers, 4):
            self._review(None, number, departments)
        for quarter in (1, 2, 3):
            self._contest(f"2015Q{quarter}", numbers)
        for number in self.dice.sample(numbers, 12):
            self._cards(number)

    def _case(self, departments: list[int], people: list[int]) -> str:
        number = f"清源检诉受[2015]619023{next(self.serials):05d}号"
        where = self.perhaps(self.dice.choice(departments))
        kind = self.dice.choice(["", "审查起诉", "审查逮捕"])
        made = self.add(
            CaseFile(number=number, name="案", kind=kind, closed_on=self.perhaps(self.day()), department_id=where)
        )
        for officer in self.dice.sample(people, self.dice.randrange(3)):
            self.add(CaseHandler(case_id=made.id, officer_id=officer))
        return number

    def _round(self, month: int, departments: list[int], cases: list[str]) -> None:
        state = self.dice.choice([*RoundState, RoundState.DONE, RoundState.DONE])
        drawn = state in (RoundState.DRAWN, RoundState.DONE)
        made = self.add(
            ReviewRound(
                name="评查",
                kind=self.dice.choice([*RoundKind, RoundKind.REGULAR, RoundKind.REGULAR]),
                period=self.dice.choice([f"2015-{month:02d}"] * 5 + ["", "2015Q1"]),
                state=state,
                pool_count=self.perhaps(self.dice.randrange(10, 60)),
                drawn_count=self.perhaps(len(cases)),
                finished_on=self.perhaps(self.day()) if state == RoundState.DONE else None,
                bulletin_no=self.dice.choice(["", "第1期"]),
                bulletin_on=self.perhaps(self.day(), 0.5),
            )
        )
        listed = drawn and self.dice.random() < 0.5
        if listed:
            made.drawn_on = self.day()
        for place, number in enumerate(cases, 1):
            struck = self.perhaps(self.day(), 0.2)
            if listed:
                self.session.add(
                    DrawnCase(
                        round_id=made.id,
                        position=place,
                        case_no=number,
                        drawn_as=DrawnAs.LOT,
                        digest="",
                        struck_on=struck,
                    )
                )
            self._review(made.id, number, departments)
        self.session.flush()

    def _review(self, round_id: int | None, number: str, departments: list[int]) -> None:
        state = self.dice.choice([*ReviewState, *[ReviewState.GRADED] * 6])
        grade = self.dice.choice(GRADES) if state in DONE else ""
        made = self.add(
            CaseReview(
                round_id=round_id,
                case_no=number,
                department_id=self.perhaps(self.dice.choice(departments)),
                state=state,
                reviewed_on=self.perhaps(self.day(), 0.9),
                decided_on=self.perhaps(self.day(), 0.5) if grade else None,
                score=self.perhaps(self.dice.randrange(5000, 10001)),
                suggested=self.dice.choice(GRADES),
                grade=grade,
                scale=self.dice.choice(["", "优秀95、合格85、瑕疵70、不合格0"]),
                answer=self.perhaps(self.dice.choice(list(HandlerReply))),
                replied_on=self.perhaps(self.day(), 0.3),
                discipline=self.dice.random() < 0.2,
            )
        )
        for _ in range(self.dice.randrange(4)):
            clean = self.dice.random() < 0.2
            item, text = ("", CLEAN) if clean else (self.dice.choice(ITEMS), "漏签")
            self.add(
                ReviewFinding(
                    review_id=made.id,
                    sheet=self.dice.choice([1, 1, 1, 2, 3]),
                    item=item,
                    text=text,
                    points=0 if clean else self.dice.choice([0, 50, 100, 300]),
                )
            )

    def _contest(self, quarter: str, numbers: list[str]) -> None:
        for _ in range(self.dice.choice([0, 1, 1, 2])):
            self.add(
                Contest(
                    name="评选",
                    period=quarter,
                    state=self.dice.choice([*ContestState, *[ContestState.CONFIRMED] * 3]),
                    confirmed_on=self.perhaps(self.day()),
                    worst_void=self.dice.choice(["", "没有不合格案件"]),
                )
            )
        for number in self.dice.sample(numbers, 4):
            votes = {"votes": self.perhaps(self.dice.randrange(8)), "chosen": self.dice.random() < 0.4}
            self.add(Nominee(period=quarter, category=self.dice.choice(list(BestWorst)), case_no=number, **votes))

    def _cards(self, number: str) -> None:
        made = self.add(CardSet(case_no=number))
        for kind in CARDS:
            issued = self.perhaps(self.day(), 0.8)
            if issued is None and self.dice.random() < 0.5:
                continue
            back = issued + timedelta(days=self.dice.randrange(60)) if issued and self.dice.random() < 0.6 else None
            due = self.perhaps(issued + timedelta(days=30)) if issued else None
            self.add(CaseCard(set_id=made.id, kind=kind, issued_on=issued, returned_on=back, due_on=due))


class Recount:
    """What the figures and promises must say of a day, from the rows alone."""

    def __init__(self, session: Session, day: date, period: Period | None) -> None:
        self.day, self.period = day, period
        kinds = (
            *("case_file", "case_handler", "review_round", "drawn_case", "case_review", "review_finding"),
            *("contest", "nominee", "card_set", "case_card", "officer"),
        )
        self.tables = {kind: [dict(row) for row in session.execute(KINDS[kind].__table__.select()).mappings()]
                       for kind in kinds}  # fmt: skip
        self.start = min(row[0] for row in session.query(Phase.start_on) if row[0])
        self.rounds = {row["id"]: row for row in self.live("review_round") if row["state"] != "作废"}

    def live(self, kind: str) -> list[Row]:
        return [row for row in self.tables[kind] if row["retired_at"] is None]

    def month(self, row: Row) -> str:
        """2015-05: the month its round names, else that of its day."""
        named = self.rounds[row["round_id"]]["period"] if row["round_id"] else ""
        on = self.made(row)
        return named if len(named) == 7 else f"{on:%Y-%m}" if on else "未填"

    def made(self, row: Row) -> date | None:
        own = self.rounds.get(row["round_id"], {"finished_on": None, "period": ""})
        last = None
        if len(own["period"]) == 7:
            last = month_period(2015, int(own["period"][5:])).last
        return row["reviewed_on"] or row["decided_on"] or own["finished_on"] or last

    def reviews(self, whole: bool = False) -> list[Row]:
        """Reviews that count, of the period."""
        rows = [row for row in self.live("case_review") if row["state"] != "已撤出"]
        rows = [row for row in rows if row["round_id"] is None or row["round_id"] in self.rounds]
        if self.period is None or whole:
            return rows
        months = {f"{date(2015, n, 1):%Y-%m}" for n in range(1, 13) if date(2015, n, 1) in self.period}
        return [row for row in rows if self.month(row) in months]

    def by(self, day: date | None) -> bool:
        return day is None or day <= self.day

    def assessed(self) -> list[Row]:
        return [row for row in self.reviews() if row["state"] in TOLD and self.by(self.made(row))]

    def graded(self, whole: bool = False) -> list[Row]:
        rows = [row for row in self.reviews(whole) if row["state"] in DONE and row["grade"]]
        return [row for row in rows if self.by(row["decided_on"] or self.made(row))]

    def closed(self) -> list[Row]:
        rows = [row for row in self.live("case_file") if row["closed_on"] and row["closed_on"] <= self.day]
        return [row for row in rows if self.period is None or row["closed_on"] in self.period]

    def drawn(self) -> set[str]:
        rows = [row for row in self.tables["drawn_case"] if row["round_id"] in self.rounds]
        rows = [row for row in rows if self.by(self.rounds[row["round_id"]]["drawn_on"])]
        numbers = {row["case_no"] for row in rows if row["struck_on"] is None or row["struck_on"] > self.day}
        return numbers | {row["case_no"] for row in self.reviews(whole=True) if self.by(self.made(row))}

    def handlers(self, case: Row) -> list[int]:
        rows = [row for row in self.tables["case_handler"] if row["case_id"] == case["id"]]
        return [row["officer_id"] for row in sorted(rows, key=lambda row: row["id"])]

    def findings(self) -> list[Row]:
        counted = {row["id"] for row in self.assessed()}
        rows = [row for row in self.tables["review_finding"] if row["review_id"] in counted]
        return [row for row in rows if row["sheet"] == 1 and row["text"] != CLEAN]

    def quarter_over(self, period: str) -> bool:
        quarter = quarter_period(2015, int(period[-1]))
        asked = self.period is None or (quarter.first in self.period and quarter.last in self.period)
        return asked and quarter.last <= self.day

    def confirmed(self, row: Row) -> bool:
        return row["state"] == "已确认" and self.by(row["confirmed_on"])

    def figures(self) -> dict[str, tuple[Any, set[int]]]:
        drawn, closed = self.drawn(), self.closed()
        bare = [row for row in closed if row["number"] not in drawn]
        seen = {id_ for row in closed for id_ in self.handlers(row)}
        covered = {id_ for row in closed if row["number"] in drawn for id_ in self.handlers(row)}
        objected = [row for row in self.assessed() if row["answer"] == "有异议" and self.by(row["replied_on"])]
        scores = [row["score"] for row in self.assessed() if row["score"] is not None]
        taken = [row for row in self.findings() if row["points"]]
        forward = [row for row in self.live("nominee") if self.quarter_over(row["period"])]
        decided = {row["period"] for row in self.live("contest") if self.confirmed(row)}
        cards = self.cards()
        told = {
            "cases.closed": closed,
            "reviews.never_drawn": bare,
            "reviews.grades": self.graded(),
            "reviews.first_grades": self.assessed(),
            "reviews.by_department": self.graded(),
            "reviews.objections": objected,
            "reviews.leads": [row for row in self.assessed() if row["discipline"]],
            "reviews.best_worst": forward,
            "reviews.winners": [row for row in forward if row["chosen"] and row["period"] in decided],
        }
        found: dict[str, tuple[Any, set[int]]] = {
            name: (len(rows), {row["id"] for row in rows}) for name, rows in told.items()
        }
        found["reviews.uncovered"] = (len(seen - covered), seen - covered)
        found["reviews.score_mean"] = (
            round(sum(scores) / len(scores) / 100, 2) if scores else None,
            {row["id"] for row in self.assessed() if row["score"] is not None},
        )
        found["reviews.deductions"] = (sum(row["points"] for row in taken) / 100, {row["review_id"] for row in taken})
        found["reviews.findings"] = (len(self.findings()), {row["review_id"] for row in self.findings()})
        found["cards.state"] = (len(cards), set(cards))
        return found

    def cards(self) -> dict[int, dict[str, Row]]:
        """Cards given out by the day, of every case whose first card is not still to come."""
        found: dict[int, dict[str, Row]] = {}
        for one in self.live("card_set"):
            own = [row for row in self.tables["case_card"] if row["set_id"] == one["id"] and row["issued_on"]]
            out = {row["kind"]: row for row in own if row["issued_on"] <= self.day}
            if out or not own:
                found[one["id"]] = out
        return found

    def grades(self) -> dict[str, dict[str, int]]:
        groups: dict[str, dict[str, int]] = {}
        for row in self.graded():
            own = groups.setdefault(self.month(row), {})
            own[row["grade"]] = own.get(row["grade"], 0) + 1
        return groups

    def months(self) -> list[str]:
        every = [month_period(2015, month) for month in range(1, 13)]
        return [f"{one.first:%Y-%m}" for one in every if one.first >= self.start and one.last <= self.day]

    def regular(self) -> list[Row]:
        """Regular rounds of finished months, not drawn later than the day."""
        rows = [row for row in self.rounds.values() if row["kind"] == "常规评查" and row["period"] in self.months()]
        return [row for row in rows if self.by(row["drawn_on"]) or not self.is_drawn(row)]

    def is_drawn(self, row: Row) -> bool:
        return row["state"] in ("已抽取", "已完成")

    def carried_out(self, row: Row) -> bool | None:
        done = {one["case_no"] for one in self.graded(whole=True) if one["round_id"] == row["id"]}
        made = [one for one in self.reviews(whole=True) if one["round_id"] == row["id"]]
        listed = [one for one in self.tables["drawn_case"] if one["round_id"] == row["id"]]
        if not self.is_drawn(row):
            return False
        if listed:
            wanted = {one["case_no"] for one in listed if one["struck_on"] is None or one["struck_on"] > self.day}
            return bool(wanted) and not wanted - done
        if row["drawn_count"] is None:
            return None if made and len(done) == len(made) else False
        return len(done) >= max(1, int(row["drawn_count"]))

    def promises(self) -> dict[str, tuple[set[int], set[str]]]:
        """Offenders and what is absent, of the promises that have either."""
        open_ = {row["id"] for row in self.regular() if self.carried_out(row) is False}
        bare = {
            row["id"]
            for row in self.regular()
            if self.is_drawn(row)
            and not (row["bulletin_on"] and row["bulletin_on"] <= self.day)
            and not (row["bulletin_no"] and row["bulletin_on"] is None)
        }
        missing = set(self.months()) - {row["period"] for row in self.regular()}
        quarters = [f"2015Q{n}" for n in (1, 2, 3, 4) if f"2015-{n * 3:02d}" in self.months()]
        held: dict[str, list[Row]] = {word: [] for word in quarters}
        for row in self.live("contest"):
            held.get(row["period"], []).append(row)
        unsettled = {rows[-1]["id"] for rows in held.values() if rows and not any(map(self.settled, rows))}
        return {
            "S5": (open_, missing),
            "S6": (bare, set()),
            "S7": (unsettled, {word for word, rows in held.items() if not rows}),
            "S8": ({set_id for set_id, cards in self.cards().items() if self.loose(cards)}, set()),
        }

    def settled(self, row: Row) -> bool:
        chosen = {one["category"] for one in self.live("nominee") if one["chosen"] and one["period"] == row["period"]}
        return self.confirmed(row) and "最佳" in chosen and ("最差" in chosen or bool(row["worst_void"]))

    def loose(self, cards: dict[str, Row]) -> bool:
        return len(cards) < len(CARDS) or any(map(self.outstanding, cards.values()))

    def outstanding(self, card: Row) -> bool:
        back = card["returned_on"] if card["returned_on"] and card["returned_on"] <= self.day else None
        if card["due_on"] is None:
            return back is None
        return bool(back > card["due_on"] if back else card["due_on"] < self.day)


@pytest.mark.parametrize("seed", range(6))
def test_everything_told_of_reviews_is_counted_again_by_hand(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    with desk.store.unit("一个县院") as unit:
        Office(unit.session, dice, count(1)).fill()
    days = [date(2014, 12, 31), date(2015, 3, 31), date(2015, 6, 30), date(2015, 12, 31)]
    days += [FIRST + timedelta(days=dice.randrange(300)) for _ in range(8)]
    periods = (None, month_period(2015, 4), quarter_period(2015, 1), year_period(2015))
    with desk.store.read() as session:
        for day in days:
            for period in periods:
                _compare(session, day, period)
            _compare_promises(session, day)


def _compare(session: Session, day: date, period: Period | None) -> None:
    ask, recount = Question(session, day, period), Recount(session, day, period)
    for name, wanted in recount.figures().items():
        answer = catalogue.ask(name, ask)
        assert (answer.value, {id_ for _, id_ in answer.behind}) == wanted, (name, day, period)
    assert catalogue.ask("reviews.grades", ask).groups == recount.grades()


def _compare_promises(session: Session, day: date) -> None:
    promises = Recount(session, day, None).promises()
    for name, wanted in promises.items():
        finding = judge(BY_ID[name], Question(session, day)).finding
        assert ({id_ for _, id_ in finding.offenders}, set(finding.absent)) == wanted, (name, day, finding.said)
