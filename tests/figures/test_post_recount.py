"""Figures and promises of posts, absences and rotations counted again by hand: one day after another, plain rows."""

import random
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import chart, matrix, statistics
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.models.catalogue import KINDS
from desktop_app.rules.periods import Period, month_period, quarter_period
from desktop_app.services.desk import Desk
from tests.kit.post_office import FIRST, PostOffice

Row = dict[str, Any]
DAY, FAR = timedelta(days=1), date(2016, 6, 30)
HELD, STOOD_IN, NAMED, EMPTY, ROTATED = "A岗在岗", "B岗代岗", "另派代岗", "空岗", "轮出空岗"
PLAN, APPROVED, HANDED, RUNNING, APPRAISED, DONE, ENDED = (
    *("拟定", "批准", "已交接", "轮岗中", "期满鉴定", "结束", "提前终止"),
)


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class Recount:
    """What must be said of a day, from the rows alone."""

    def __init__(self, session: Session, day: date, period: Period | None) -> None:
        self.day, self.period = day, period
        kinds = ("post", "absence", "stand_in", "rotation", "rotation_limit", "officer", "department", "unit")
        self.tables = {
            kind: [dict(row) for row in session.execute(KINDS[kind].__table__.select()).mappings()]
            for kind in kinds
        }  # fmt: skip
        self.gone = {row["id"]: self.days_away(row) for row in self.live("absence")}
        self.written = {row["id"]: self.days_away(row, ahead=False) for row in self.live("absence")}
        self.out = [(row, self.days_out(row)) for row in self.live("rotation") if row["state"] != PLAN]

    def live(self, kind: str) -> list[Row]:
        return [row for row in self.tables[kind] if row["retired_at"] is None]

    def days_away(self, row: Row, *, ahead: bool = True) -> set[date]:
        """Without a last day or a return he is away on every day to come; ``ahead`` leaves out those nobody wrote."""
        first, last, back = row["from_on"], row["to_on"], row["returned_on"]
        if first is not None and back is not None and back >= first:
            last = max(first, back - DAY)
        if first is not None and last is None:
            last = FAR if ahead else max(first, self.day)
        return set(days_between(first, last)) if first and last and row["officer_id"] else set()

    def days_out(self, row: Row, *, known: bool = False) -> set[date]:
        first = row["actual_from_on"] or row["planned_from_on"]
        last = row["actual_to_on"] or row["planned_to_on"]
        if row["actual_to_on"] is None and row["state"] in (APPROVED, HANDED, RUNNING, APPRAISED):
            return self.overstayed(row, first, last, known=known)
        return set(days_between(first, last)) if first and last else set()

    def overstayed(self, row: Row, first: date | None, last: date | None, *, known: bool) -> set[date]:
        """Nobody has ended it: every day on which no later rotation of his has begun; as the chart knows it, up to the
        day asked. One not over its planned day ends there.
        """
        begun = [self.begun(other, known=known) for other in self.live("rotation")
                 if row["officer_id"] in (other["officer_id"] or -1,) and self.state(other) != PLAN]  # fmt: skip
        if first is None:
            return set()
        days = set(days_between(first, last or first - DAY))
        until = self.day if known or (last and last >= self.day) else FAR
        for day in days_between((last or first - DAY) + DAY, until):
            if any(other is not None and first < other <= day for other in begun):
                break
            days.add(day)
        return days

    def begun(self, row: Row, *, known: bool) -> date | None:
        on: date | None = row["actual_from_on"]
        return on if on and not (known and on > self.day) else row["planned_from_on"]

    def absent(self, who: int, day: date) -> bool:
        return any(row["officer_id"] == who and day in self.gone[row["id"]] for row in self.live("absence"))

    def elsewhere(self, who: int, day: date, place: int | None) -> bool:
        return any(
            row["officer_id"] == who and day in days and row["to_department_id"] != place for row, days in self.out
        )

    def stands(self, post: Row, day: date) -> bool:
        since, until = post["since_on"], post["until_on"]
        return (since is None or day >= since) and (until is None or day <= until)

    def held(self, post: Row, day: date) -> str:
        pair = [who for who in dict.fromkeys((post["a_id"], post["b_id"])) if who is not None]
        for who in pair:
            if not self.absent(who, day) and not self.elsewhere(who, day, post["department_id"]):
                return HELD if who == post["a_id"] else STOOD_IN
        for row in self.tables["stand_in"]:
            during = row["post_id"] == post["id"] and day in self.gone.get(row["absence_id"], ())
            if during and not self.absent(row["officer_id"], day):
                return NAMED
        return EMPTY if all(self.absent(who, day) for who in pair) else ROTATED

    def known(self, post: Row, day: date) -> bool:
        """Whether an absence that lies behind an empty day is past or written."""
        named = {row["officer_id"] for row in self.tables["stand_in"]
                 if row["post_id"] == post["id"] and row["absence_id"] in self.gone}  # fmt: skip
        gone = {post["a_id"], post["b_id"], *named} - {None}
        return any(row["officer_id"] in gone and day in self.written[row["id"]] for row in self.live("absence"))

    def key(self, post: Row) -> str:
        names = {row["id"]: row["name"] for row in self.tables["department"]}
        return f"{names.get(post['department_id'], '未填部门')} {post['name']}"

    def runs(self, first: date, last: date, *, standing: bool = False) -> tuple[dict[str, dict[str, str]], set[int]]:
        """Runs of empty days by post, and the absences of the pair that lie on them."""
        groups: dict[str, dict[str, str]] = {}
        behind: set[int] = set()
        for post in self.live("post"):
            if not (post["a_id"] or post["b_id"]) or (standing and not self.stands(post, self.day)):
                continue
            bare = {d for d in days_between(first, last) if self.stands(post, d) and self.held(post, d) == EMPTY}
            bare = {d for d in bare if standing or self.known(post, d)}
            for start in sorted(day for day in bare if day - DAY not in bare):
                end = next(day for day in days_between(start, last) if day + DAY not in bare)
                if self.period and (end < self.period.first or start > self.period.last) and not standing:
                    continue
                groups.setdefault(self.key(post), {})[start.isoformat()] = end.isoformat()
                for row in self.live("absence"):
                    if row["officer_id"] in (post["a_id"], post["b_id"]) and self.gone[row["id"]] & set(
                        days_between(start, end)
                    ):
                        behind.add(row["id"])
        return groups, behind

    def posts(self) -> list[Row]:
        return [post for post in self.live("post") if self.stands(post, self.day)]

    def absences(self) -> list[Row]:
        begun = [row for row in self.live("absence") if row["from_on"] and row["from_on"] <= self.day]
        return [row for row in begun if self.meets(self._spell(row))]

    def _spell(self, row: Row) -> set[date]:
        return self.gone[row["id"]] or self.days_away({**row, "officer_id": 1})

    def counted(self, row: Row) -> int:
        """Days away to the day asked, or as written."""
        return len(self.days_away({**row, "officer_id": 1}, ahead=False))

    def meets(self, days: set[date]) -> bool:
        return self.period is None or any(day in self.period for day in days)

    def state(self, row: Row) -> str:
        """The step a rotation had reached by the end of the day."""
        state: str = row["state"]

        def later(on: date | None) -> bool:
            return on is not None and on > self.day

        if state in (DONE, ENDED) and later(row["actual_to_on"]):
            state = APPRAISED if state == DONE and row["appraised_on"] else RUNNING
        if state == APPRAISED and later(row["appraised_on"]):
            state = RUNNING
        if state == RUNNING and later(row["actual_from_on"] or row["planned_from_on"]):
            state = HANDED if row["handover"] == "已完成" else APPROVED
        return APPROVED if state == HANDED and later(row["handed_on"]) else state

    def by_day(self, row: Row) -> set[date]:
        """The days of a rotation as the day knew them: actual ones that had come, else planned ones."""
        known = {name: row[name] if row[name] and row[name] <= self.day else None
                 for name in ("actual_from_on", "actual_to_on")}  # fmt: skip
        return self.days_out({**row, **known, "state": self.state(row)}, known=True)

    def appraisal(self, row: Row) -> str | None:
        on = row["appraised_on"] or (row["actual_to_on"] if row["state"] == DONE else None)
        return row["appraisal"] if on is None or on <= self.day else None

    def handed(self, row: Row) -> str | None:
        over = row["handover"] == "已完成" and row["handed_on"] is not None and row["handed_on"] > self.day
        return "未完成" if over else row["handover"]

    def rotations(self) -> list[Row]:
        return [row for row in self.live("rotation") if self.meets(self.by_day(row))]

    def overdue(self, row: Row) -> bool:
        waiting = self.state(row) in (HANDED, RUNNING)
        return bool(waiting and row["planned_to_on"] and row["planned_to_on"] < self.day)

    def picked(self) -> dict[str, list[Row]]:
        posts, every = self.posts(), self.live("rotation")
        b_of = [post["b_id"] for post in posts]
        near = self.day + timedelta(days=7)
        soon = [row for row in every if row["planned_to_on"] and self.day <= row["planned_to_on"] <= near]
        return {
            "posts.count": posts,
            "posts.coverage": posts,
            "posts.without_b": [post for post in posts if post["b_id"] is None],
            "posts.same_person": [post for post in posts if post["b_id"] and post["b_id"] == post["a_id"]],
            "posts.b_twice": [post for post in posts if post["b_id"] and b_of.count(post["b_id"]) > 2],
            "posts.empty": [post for post in posts if self.held(post, self.day) == EMPTY],
            "posts.rotated_out": [post for post in posts if self.held(post, self.day) == ROTATED],
            "absences.count": self.absences(),
            "absences.now": [row for row in self.absences() if self.day in self._spell(row)],
            "absences.unhanded": [row for row in self.absences() if self.handed(row) == "未完成"],
            "rotations.state": self.rotations(),
            "rotations.by_place": [row for row in self.rotations() if self.state(row) != PLAN],
            "rotations.ending": [row for row in soon if self.state(row) in (HANDED, RUNNING)],
            "rotations.overdue": [row for row in every if self.overdue(row)],
            "rotations.unhanded": [
                row for row in every if self.state(row) == RUNNING and self.handed(row) == "未完成"
            ],
            "rotations.without_mentor": [
                row for row in every if self.state(row) == RUNNING and row["mentor_id"] is None
            ],
            "rotations.unappraised": [
                row for row in every if self.appraisal(row) is None
                and (self.overdue(row) or self.state(row) in (APPRAISED, DONE))
            ],
            "rotations.appraised": [row for row in self.rotations() if self.appraisal(row)],
            "rotations.young": [{"id": who} for who in self.young()],
        }  # fmt: skip

    def young(self) -> list[int]:
        listed = {row["officer_id"] for row in self.live("rotation_limit")}
        if listed:
            left = {row["id"] for row in self.live("officer") if row["status"] == "离退"}
            return sorted(listed - left)
        on = self.tables["unit"][0]["young_on"] or self.day
        known = [row for row in self.live("officer") if row["birth_on"] and row["status"] != "离退"]
        assert all((row["birth_on"].month, row["birth_on"].day) == (6, 1) for row in known)
        return [row["id"] for row in known if on.year - row["birth_on"].year - ((on.month, on.day) < (6, 1)) <= 35]

    def promises(self) -> dict[str, set[int]]:
        ahead = days_between(self.day, self.day + timedelta(days=14))
        bad = {
            post["id"] for post in self.posts()
            if post["b_id"] in (None, post["a_id"])
            or any(self.stands(post, day) and self.held(post, day) == EMPTY for day in ahead)
        }  # fmt: skip
        moved = {row["officer_id"] for row in self.live("rotation") if self.state(row) != PLAN}
        return {"S3": bad, "S4": {who for who in self.young() if who not in moved}}


@pytest.mark.parametrize("seed", range(3))
def test_everything_told_of_posts_is_counted_again_by_hand(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    with desk.store.unit("一个县院") as unit:
        PostOffice(unit.session, dice, count(1)).fill()
    days = [date(2014, 12, 31), date(2015, 6, 1), *(FIRST + timedelta(days=dice.randrange(300)) for _ in range(3))]
    with desk.store.read() as session:
        for day in days:
            for period in (None, month_period(2015, 4), quarter_period(2015, 1)):
                _compare(session, day, period)
            _compare_promises(session, day)
            _compare_boards(session, day)


def _compare(session: Session, day: date, period: Period | None) -> None:
    ask, recount = Question(session, day, period), Recount(session, day, period)
    for name, wanted in recount.picked().items():
        answer, ids = catalogue.ask(name, ask), {row["id"] for row in wanted}
        assert (answer.value, {id_ for _, id_ in answer.behind}) == (len(ids), ids), (name, day, period)
    told = catalogue.ask("rotations.state", ask).by_word
    assert {word: len(rows) for word, rows in told.items()} == _counted(map(recount.state, recount.rotations()))
    gaps = catalogue.ask("posts.uncovered", ask)
    groups, behind = recount.runs(date(2014, 12, 1), date(2016, 3, 31))
    assert gaps.groups == groups, (day, period)
    assert {id_ for _, id_ in gaps.behind} == behind
    assert gaps.value == sum(map(len, groups.values()))


def _counted(words: Any) -> dict[str, int]:
    every = list(words)
    return {word: every.count(word) for word in every}


def _compare_promises(session: Session, day: date) -> None:
    ask, recount = Question(session, day), Recount(session, day, None)
    for name, ids in recount.promises().items():
        finding = judge(BY_ID[name], ask).finding
        assert {id_ for _, id_ in finding.offenders} == ids, (name, day)
    groups, behind = recount.runs(day, day + timedelta(days=14), standing=True)
    ahead = catalogue.ask("posts.uncovered_ahead", ask)
    assert (ahead.groups, {id_ for _, id_ in ahead.behind}) == (groups, behind)


def _compare_boards(session: Session, day: date) -> None:
    """The matrix tells the worst of each week, the statistics what the figures tell, the chart every day once."""
    ask, recount = Question(session, day), Recount(session, day, None)
    worst = (EMPTY, ROTATED, NAMED, STOOD_IN, HELD)
    posts = {post["id"]: post for post in recount.live("post")}
    for row in matrix(ask, day, 2).rows:
        post = posts[row.id]
        for cell in row.weeks:
            held = [recount.held(post, d) for d in days_between(cell.first, cell.last) if recount.stands(post, d)]
            assert cell.state == min(held, key=worst.index, default=None)
            assert len(cell.days) == held.count(cell.state or "")
    board = statistics(ask)
    assert set(board.whole.posts) == {post["id"] for post in recount.posts()}
    assert set(board.gaps) == {id_ for _, id_ in catalogue.ask("posts.uncovered", ask).behind}
    assert {word: len(ids) for word, ids in board.states.items()} == catalogue.ask("rotations.state", ask).groups
    kinds = {kind.word: set(kind.absences) for kind in board.kinds}
    every = recount.live("absence")
    assert kinds == {word: {row["id"] for row in every if (row["kind"] or "未填") == word} for word in kinds}
    assert sum(map(len, kinds.values())) == len(every)
    assert sum(kind.days for kind in board.kinds) == sum(recount.counted(row) for row in every)
    owed = {id_ for _, id_ in catalogue.ask("rotations.unappraised", ask).behind}
    assert set(board.appraisals.get("未填", ())) == owed
    _compare_chart(ask, recount)


def _compare_chart(ask: Question, recount: Recount) -> None:
    """Every day of the year once, in the department a rotation of that day leads to, whoever else is at home."""
    days = {row["id"]: recount.by_day(row) for row in recount.live("rotation")}
    officers = {row["id"]: row["officer_id"] for row in recount.live("rotation")}
    for line in chart(ask, 2015).lines:
        told = [(d, block.rotation_id) for block in line.blocks for d in days_between(block.first, block.last)]
        assert [d for d, _ in told] == days_between(date(2015, 1, 1), date(2015, 12, 31)), line
        for day, id_ in told:
            those = {one for one, out in days.items() if day in out and officers[one] == line.officer_id}
            assert id_ in those if those else not id_, (line.name, day, id_, those)
    drawn = {block.rotation_id for line in chart(ask, 2015).lines for block in line.blocks if block.rotation_id}
    year = set(days_between(date(2015, 1, 1), date(2015, 12, 31)))
    assert drawn <= {id_ for id_, out in days.items() if out & year}
