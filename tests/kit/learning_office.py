"""A county's learning made up at random: trainings, exams, dossiers and awards, every choice of the dice."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import (
    AwardEntry,
    AwardScore,
    DossierAward,
    DossierCheck,
    DossierDefect,
    DossierProfile,
    FilingTerm,
)
from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.meetings import Meeting
from desktop_app.models.people import Department, Officer
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.rules.vocabulary import (
    AbsenceCause,
    AttendanceState,
    AwardState,
    DossierVerdict,
    ExamState,
    MeetingKind,
    OfficerStatus,
    RetakePolicy,
    SittingCode,
)

FIRST, LAST = date(2015, 1, 1), date(2015, 9, 30)
GONE = datetime(2015, 5, 1, 9, 0)
KINDS_OF_CASE = ("审查起诉", "审查逮捕", "")


@dataclass
class LearningOffice:
    """Trainings, exams, dossiers and awards made up at random; every choice of the dice."""

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
        self.places = [row.id for row in self.session.query(Department)]
        self.people = [self._officer(n) for n in range(9)]
        for n in range(6):
            self._training(n)
        for n in range(5):
            self._exam(n)
        self._profile()
        numbers = [self._case() for _ in range(25)]
        for number in self.dice.sample(numbers, 12) + [f"旧案{n}" for n in range(3)]:
            self._check(number)
        for n in range(2):
            self._award(n, self.dice.sample(numbers, 5))

    def _officer(self, n: int) -> int:
        status = self.dice.choice([OfficerStatus.ACTIVE] * 4 + [OfficerStatus.SECONDED])
        name, place = f"人{n % 7}", self.dice.choice(self.places)
        return int(self.add(Officer(name=name, department_id=place, status=status)).id)

    def _training(self, n: int) -> None:
        counts = {"expected": self.perhaps(9), "present": self.perhaps(self.dice.choice([8, 9]))}
        made = self.add(
            Training(title=f"培训{n % 4}", held_on=self.perhaps(self.day(), 0.9), hours=self.perhaps(250), **counts)
        )
        for officer in self.dice.sample(self.people, self.dice.choice([0, 0, 4, 7])):
            state = self.dice.choice([AttendanceState.PRESENT] * 3 + [AttendanceState.EXCUSED, AttendanceState.ABSENT])
            self.add(TrainingPresence(training_id=made.id, officer_id=officer, state=state))
        if self.dice.random() < 0.2:
            self.add(Meeting(title="学习", kind=MeetingKind.LEARNING, held_on=self.day(), expected=9, present=8))

    def _exam(self, n: int) -> None:
        made = self.add(
            Exam(
                title=f"考试{n % 4}",
                held_on=FIRST + timedelta(days=50 * n + self.dice.randrange(40)),
                state=self.dice.choice([ExamState.SAT, ExamState.CHECKING, ExamState.PUBLISHED, ExamState.FILED]),
                retake_policy=self.dice.choice(list(RetakePolicy)),
                retake_by=self.perhaps(self.day(), 0.5),
            )
        )
        for n in range(self.dice.randrange(1, 9)):
            code = self.dice.choice([SittingCode.SAT] * 6 + list(SittingCode))
            sat_again = self.dice.random() < 0.3
            self.add(
                Sitting(
                    exam_id=made.id,
                    name=f"人{n}",
                    officer_id=self.perhaps(self.dice.choice(self.people)),
                    department_id=self.perhaps(self.dice.choice(self.places)),
                    code=code,
                    cause=self.perhaps(self.dice.choice(list(AbsenceCause))) if code == SittingCode.ABSENT else None,
                    total=self.perhaps(self.dice.randrange(80, 201) * 50, 0.9) if code == SittingCode.SAT else None,
                    retake_on=self.perhaps(self.day()) if sat_again else None,
                    retake_total=self.dice.randrange(80, 160) * 50 if sat_again else None,
                    retake_code=self.perhaps(SittingCode.SAT, 0.5) if sat_again else None,
                )
            )

    def _profile(self) -> None:
        made = self.add(DossierProfile(title="二季度起的标准", valid_from=date(2015, 4, 1)))
        self.add(FilingTerm(profile_id=made.id, case_kind="审查逮捕", months=1))

    def _case(self) -> str:
        closed = self.perhaps(self.day(), 0.9)
        filed = closed + timedelta(days=self.dice.randrange(150)) if closed and self.dice.random() < 0.3 else None
        number = f"清源检诉受[2015]619023{next(self.serials):05d}号"
        kind, place = self.dice.choice(KINDS_OF_CASE), self.perhaps(self.dice.choice(self.places))
        self.add(CaseFile(number=number, name="案", kind=kind, closed_on=closed, filed_on=filed, department_id=place))
        return number

    def _check(self, number: str) -> None:
        checked = self.perhaps(self.day(), 0.9)
        made = self.add(
            DossierCheck(
                case_no=number,
                kind=self.dice.choice(KINDS_OF_CASE),
                department_id=self.perhaps(self.dice.choice(self.places)),
                closed_on=self.perhaps(self.day(), 0.6),
                filed_on=self.perhaps(self.day(), 0.5),
                checked_on=checked,
                score=self.perhaps(self.dice.randrange(8000, 10001)),
                verdict=self.perhaps(self.dice.choice(list(DossierVerdict))),
                corrected_on=self.perhaps(self.day(), 0.4),
                rechecked_on=self.perhaps(self.day(), 0.1),
            )
        )
        for _ in range(self.dice.randrange(3)):
            item = self.dice.choice(["缺送达回证", "备考表未填"])
            self.add(DossierDefect(check_id=made.id, item=item, points=self.dice.choice([0, 100, 150])))

    def _award(self, n: int, numbers: list[str]) -> None:
        state = self.dice.choice([AwardState.SCORING, AwardState.APPROVED])
        made = self.add(
            DossierAward(name=f"评选{n}", state=state, scored_on=self.day(), approved_on=self.perhaps(self.day()))
        )
        for number in numbers:
            place = self.perhaps(self.dice.choice(self.places))
            chosen = self.dice.random() < 0.4
            entry = self.add(AwardEntry(award_id=made.id, case_no=number, department_id=place, chosen=chosen))
            for scorer in self.people[: self.dice.randrange(4)]:
                self.add(AwardScore(entry_id=entry.id, officer_id=scorer, points=self.dice.randrange(160, 201) * 50))
