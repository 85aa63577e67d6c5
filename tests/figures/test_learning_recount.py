"""Figures and promises of training, exams, dossiers and awards counted again by hand: rows in plain Python."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.figures.rulebook import calendar_in_force
from desktop_app.models.catalogue import KINDS
from desktop_app.rules.deadlines import add_months
from desktop_app.rules.periods import Period, month_period, quarter_period, year_period
from desktop_app.services.desk import Desk
from tests.kit.learning_office import FIRST, LearningOffice

EXCUSED = ("病假", "公差", "事假")
Row = dict[str, Any]


class Recount:
    """What the figures and promises must say of a day, from the rows alone."""

    def __init__(self, session: Session, day: date, period: Period | None) -> None:
        self.day, self.period = day, period
        kinds = (
            *("training", "training_presence", "exam", "sitting", "case_file", "dossier_check", "dossier_defect"),
            *("dossier_award", "award_entry", "award_score", "officer", "department", "meeting"),
        )
        self.tables = {kind: [dict(row) for row in session.execute(KINDS[kind].__table__.select()).mappings()]
                       for kind in kinds}  # fmt: skip
        self.calendar = calendar_in_force(session)

    def live(self, kind: str) -> list[Row]:
        return [row for row in self.tables[kind] if row["retired_at"] is None]

    def of(self, kind: str, link: str, id_: int) -> list[Row]:
        rows = (row for row in self.tables[kind] if row[link] == id_)
        return [row for row in rows if row.get("retired_at") is None]

    def asked(self, day: date | None) -> bool:
        """Whether a day is not after the day asked for, and in the period; no day only where no period is asked."""
        if day is None:
            return self.period is None
        return day <= self.day and (self.period is None or day in self.period)

    def trainings(self) -> list[Row]:
        return [row for row in self.live("training") if self.asked(row["held_on"])]

    def exams(self) -> list[Row]:
        return [row for row in self.live("exam") if self.asked(row["held_on"])]

    def sittings(self, exams: Iterable[Row]) -> list[tuple[Row, Row]]:
        return [(exam, row) for exam in exams for row in self.of("sitting", "exam_id", exam["id"])]

    def retake(self, row: Row) -> int | None:
        told = row["retake_code"] in (None, "参考") and (row["retake_on"] is None or row["retake_on"] <= self.day)
        again: int | None = row["retake_total"]
        return again if told else None

    def final(self, exam: Row, row: Row) -> int | None:
        """The mark that counts by the policy of the exam."""
        again, own = self.retake(row), row["total"]
        if again is None:
            return int(own) if own is not None else None
        if exam["retake_policy"] == "补考及格按及格线计":
            return max(own or 0, min(again, 6000))
        return again if exam["retake_policy"] == "取补考" or own is None else max(own, again)

    def to_retake(self, row: Row) -> bool:
        if row["code"] == "免考" or (row["code"] == "参考" and row["total"] is None):
            return False
        return row["total"] is None or row["total"] < 6000

    def last_retake(self, exam: Row) -> date:
        own: date | None = exam["retake_by"]
        return own or self.calendar.next_workday(exam["held_on"] + timedelta(days=15))

    def checks(self) -> list[Row]:
        rows = [row for row in self.live("dossier_check") if row["verdict"] or row["checked_on"]]
        return [row for row in rows if self.asked(row["checked_on"])]

    def bad(self, row: Row) -> bool:
        return row["verdict"] in ("退卷补正", "不合格")

    def mended(self, row: Row) -> bool:
        return any(on and on <= self.day for on in (row["corrected_on"], row["rechecked_on"]))

    def filings(self) -> list[tuple[int, date, date | None]]:
        """Record, filing day and filing date of every case closed by the day; a check's id is told below 0."""
        checks = self.live("dossier_check")
        checks.sort(key=lambda row: (row["checked_on"] is None, row["checked_on"] or FIRST, row["id"]))
        cases = self.live("case_file")
        told = [(row, [one for one in checks if one["case_no"] == row["number"]]) for row in cases]
        kept = {row["number"] for row in cases}
        alone: dict[str, list[Row]] = {}
        for one in checks:
            if one["case_no"] not in kept:
                alone.setdefault(one["case_no"], []).append(one)
        found = []
        for head, own in (*told, *((rows[-1], rows[:-1]) for rows in alone.values())):
            whole = [head, *own] if head["number"] in kept else [*own, head]
            closed = next((one["closed_on"] for one in whole if one["closed_on"]), None)
            kind = next((one["kind"] for one in whole if one["kind"]), "")
            filed = min((one["filed_on"] for one in whole if one["filed_on"]), default=None)
            if closed is not None and closed <= self.day:
                due = self.last_to_file(closed, kind)
                id_ = head["id"] if head["number"] in kept else -head["id"]
                found.append((id_, due, filed if filed and filed <= self.day else None))
        return found

    def last_to_file(self, closed: date, kind: str) -> date:
        short = kind == "审查逮捕" and closed >= date(2015, 4, 1)
        return self.calendar.next_workday(add_months(closed, 1 if short else 3))

    def filed_late(self, check: Row) -> bool:
        """Whether a dossier checked was filed after its day, or is past it and not filed."""
        if check["closed_on"] is None:
            return False
        filed = check["filed_on"] if check["filed_on"] and check["filed_on"] <= self.day else self.day
        return bool(filed > self.last_to_file(check["closed_on"], check["kind"]))

    def figures(self) -> dict[str, tuple[Any, set[int]]]:
        every = self.sittings(self.exams())
        sat = [row for _, row in every if row["total"] is not None]
        owed = [(exam, row) for exam, row in every if self.to_retake(row)]
        due = [one for one in self.filings() if self.period is None or one[1] in self.period]
        rows = self.checks()
        defects = [one for row in rows for one in self.of("dossier_defect", "check_id", row["id"])]
        picked: dict[str, list[Row]] = {
            "training.attendance": self.trainings(),
            "exams.results": self.exams(),
            "exams.by_department": sat,
            "exams.ranking": sat,
            "exams.bands": sat,
            "exams.retakes": [row for _, row in owed if self.retake(row) is not None],
            "exams.not_passed": [row for exam, row in owed if (self.final(exam, row) or 0) < 6000],
            "exams.retakes_owed": [row for _, row in owed if self.retake(row) is None],
            "dossiers.checked": rows,
            "dossiers.uncorrected": [row for row in rows if self.bad(row) and not self.mended(row)],
            "dossiers.corrected": [row for row in rows if self.bad(row) and self.mended(row)],
            "awards.entries": [row for _, row in self.entries()],
            "awards.result": [row for award, row in self.entries() if row["chosen"] and self.approved(award)],
        }
        told: dict[str, tuple[Any, set[int]]] = {
            name: (len(some), {row["id"] for row in some}) for name, some in picked.items()
        }
        late = {row["id"] for row in rows if self.filed_late(row)}
        told["dossiers.late"] = (len(late), late)
        unfiled = {id_ for id_, last, filed in due if filed is None and last < self.day}
        told["dossiers.unfiled"] = (len(unfiled), unfiled)
        told["dossiers.defects"] = (len(defects), {one["check_id"] for one in defects})
        told["exams.mean"] = (self.mean([row["total"] for row in sat]), {row["id"] for row in sat})
        scored = [row for row in rows if row["score"] is not None]
        told["dossiers.score_mean"] = (self.mean([row["score"] for row in scored]), {row["id"] for row in scored})
        return told | {"training.hours": self.hours()}

    def mean(self, marks: list[int]) -> float | None:
        """In points with two decimals, half to even."""
        return float(round(Fraction(sum(marks), len(marks)))) / 100 if marks else None

    def hours(self) -> tuple[float, set[int]]:
        there = [
            row
            for row in self.trainings()
            for one in self.of("training_presence", "training_id", row["id"])
            if one["state"] == "出勤"
        ]
        return sum(row["hours"] or 0 for row in there) / 100, {row["id"] for row in there}

    def entries(self) -> list[tuple[Row, Row]]:
        held = [row for row in self.live("dossier_award") if self.asked(row["scored_on"])]
        return [(award, row) for award in held for row in self.of("award_entry", "award_id", award["id"])]

    def approved(self, award: Row) -> bool:
        return award["state"] == "已审批" and (award["approved_on"] is None or award["approved_on"] <= self.day)

    def results(self) -> dict[int, Row]:
        """应考 and the rest of every exam, by its id."""
        found = {}
        for exam in self.exams():
            rows = self.of("sitting", "exam_id", exam["id"])
            marks = [row["total"] for row in rows if row["total"] is not None]
            found[exam["id"]] = {
                "应考": sum(row["code"] != "免考" for row in rows),
                "实考": len(marks),
                "缺考": sum(row["code"] == "缺考" for row in rows),
                "缓考": sum(row["code"] == "缓考" for row in rows),
                "违纪": sum(row["code"] == "违纪" for row in rows),
                "未录": sum(row["code"] == "参考" and row["total"] is None for row in rows),
                "及格": sum(mark >= 6000 for mark in marks),
                "优秀": sum(mark >= 9000 for mark in marks),
                "平均分": self.mean(marks),
                "及格率": round(sum(mark >= 6000 for mark in marks) / len(marks), 4) if marks else None,
            }
        return found

    def promises(self) -> dict[str, tuple[set[int], set[int]]]:
        """Offenders, and those that cannot be judged, of K3, S1 and S2."""
        bare = [
            (exam, row)
            for exam, row in self.sittings(self.exams())
            if row["code"] != "免考" and row["total"] is None and self.retake(row) is None
        ]
        open_ = {row["id"] for exam, row in bare if row["code"] == "参考" and exam["state"] not in ("已公布", "已归档")}
        broken = {row["id"] for exam, row in bare if row["id"] not in open_ and not self.excused(exam, row)}
        unfiled = {id_ for id_, last, filed in self.filings() if filed is None and last < self.day}
        return {"S1": (broken, open_), "S2": (unfiled, set()), "K3": self.learned()}

    def excused(self, exam: Row, row: Row) -> bool:
        excused = row["code"] == "缓考" or (row["code"] == "缺考" and row["cause"] in EXCUSED)
        return excused and self.last_retake(exam) >= self.day

    def learned(self) -> tuple[set[int], set[int]]:
        active = {row["id"] for row in self.live("officer") if row["status"] == "在岗"}
        sure: set[int] = set()
        unproved = False
        for row in self.live("training"):
            if row["held_on"] is None or row["held_on"] > self.day:
                continue
            signs = self.of("training_presence", "training_id", row["id"])
            whole = row["expected"] is not None and row["expected"] == row["present"]
            sure |= (
                {one["officer_id"] for one in signs if one["state"] == "出勤"} if signs else active if whole else set()
            )
            unproved = unproved or not (signs or whole)
        unproved = unproved or any(row["held_on"] <= self.day for row in self.live("meeting"))
        rest = active - sure
        return (set(), rest) if unproved else (rest, set())


@pytest.mark.parametrize("seed", range(3))
def test_everything_told_of_learning_is_counted_again_by_hand(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    with desk.store.unit("一个县院") as unit:
        LearningOffice(unit.session, dice, count(1)).fill()
    days = [date(2014, 12, 31), date(2015, 3, 31), date(2015, 6, 30), date(2015, 12, 31)]
    days += [FIRST + timedelta(days=dice.randrange(300)) for _ in range(6)]
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
        assert (answer.value, _ids(name, answer.behind)) == wanted, (name, day, period)
    answer = catalogue.ask("exams.results", ask)
    told = {id_: answer.groups[key] for key, (_, id_) in zip(answer.groups, answer.behind, strict=True)}
    for id_, wanted_counts in recount.results().items():
        assert {word: told[id_][word] for word in wanted_counts} == wanted_counts, (day, period)
    _cells_hold(answer.groups, answer.cells)
    departments = catalogue.ask("exams.by_department", ask)
    for key, own in departments.groups.items():
        for word in ("应考", "实考", "缺考", "缓考", "违纪", "及格", "优秀"):
            assert sum(counts[word] for counts in own.values()) == answer.groups[key][word]
        _cells_hold(own, {path[1:]: rows for path, rows in departments.cells.items() if path[0] == key})


def _ids(name: str, behind: Iterable[Behind]) -> set[int]:
    """Ids of records; where cases and dossiers stand side by side, dossiers below 0."""
    mixed = name in ("dossiers.unfiled", "S2")
    return {-id_ if mixed and kind == "dossier_check" else id_ for kind, id_ in behind}


def _cells_hold(groups: Any, cells: Any) -> None:
    """Every count opens exactly so many records."""
    for path, rows in cells.items():
        if path[-1] in ("应考", "实考", "缺考", "缓考", "违纪", "免考", "未录", "及格", "优秀"):
            assert groups[path[0]][path[-1]] == len(rows) == len(set(rows))


def _compare_promises(session: Session, day: date) -> None:
    for name, (broken, unknown) in Recount(session, day, None).promises().items():
        finding = judge(BY_ID[name], Question(session, day)).finding
        ids = [_ids(name, rows) for rows in (finding.offenders, finding.unknown)]
        assert ids == [broken, unknown], (name, day, finding.said)
