"""An office's posts, absences and rotations made up at random, every choice of the dice, past every rule."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.models.people import Department, Officer
from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.models.rotations import Rotation, RotationLimit
from desktop_app.rules.vocabulary import (
    AbsenceKind,
    Appraisal,
    HandoverState,
    OfficerStatus,
    RotationOutcome,
    RotationState,
)

FIRST = date(2015, 1, 1)
GONE = datetime(2015, 5, 1, 9, 0)


@dataclass
class PostOffice:
    """Few officers on many posts, so that both of a pair are often away."""

    session: Session
    dice: random.Random
    serials: Any

    def day(self, days: int = 240) -> date:
        return FIRST + timedelta(days=self.dice.randrange(days))

    def perhaps(self, value: Any, odds: float = 0.8) -> Any:
        return value if self.dice.random() < odds else None

    def add(self, record: Any) -> Any:
        if hasattr(record, "number"):
            record.number = record.number or f"R-{next(self.serials)}"
            record.search_text = ""
            if self.dice.random() < 0.07:
                record.retired_at, record.retired_reason = GONE, "误录"
        self.session.add(record)
        self.session.flush()
        return record

    def fill(self) -> None:
        self.places = [row.id for row in self.session.query(Department)][:5]
        self.people = [self._officer(n) for n in range(8)]
        self.posts = [post for n in range(12) for post in self._post(n)]
        for _ in range(26):
            self._absence()
        for _ in range(11):
            self._rotation()
        for who in self.people[:4] if self.dice.random() < 0.7 else ():
            self.add(RotationLimit(officer_id=who))

    def _officer(self, n: int) -> int:
        status = self.dice.choice([OfficerStatus.ACTIVE, OfficerStatus.ACTIVE, OfficerStatus.RETIRED])
        born = self.perhaps(date(1976 + 2 * n, 6, 1))
        place = self.dice.choice(self.places)
        row = self.add(Officer(name=f"干警{n}", department_id=place, birth_on=born, status=status))
        return int(row.id)

    def _post(self, n: int) -> list[int]:
        """A post under one pair, or under two that follow each other."""
        place, turn = self.perhaps(self.dice.choice(self.places), 0.9), self.perhaps(self.day(), 0.4)
        spans = [(None, turn), (turn + timedelta(days=1), None)] if turn else [(self.perhaps(self.day(), 0.3), None)]
        made = []
        for since, until in spans:
            a, b = (self.perhaps(self.dice.choice(self.people), 0.9) for _ in range(2))
            post = Post(name=f"岗位{n}", department_id=place, a_id=a, b_id=b, since_on=since, until_on=until)
            made.append(int(self.add(post).id))
        return made

    def _absence(self) -> None:
        first = self.day()
        last = first + timedelta(days=self.dice.randrange(-1, 12))
        row = self.add(
            Absence(
                officer_id=self.perhaps(self.dice.choice(self.people), 0.95),
                department_id=self.perhaps(self.dice.choice(self.places), 0.5),
                kind=self.perhaps(self.dice.choice(list(AbsenceKind))),
                from_on=self.perhaps(first, 0.95),
                to_on=self.perhaps(last, 0.95),
                handover=self.perhaps(self.dice.choice(list(HandoverState))),
                handed_on=self.perhaps(first + timedelta(days=self.dice.randrange(15)), 0.3),
                returned_on=self.perhaps(first + timedelta(days=self.dice.randrange(-1, 15)), 0.3),
            )
        )
        for post in self.dice.sample(self.posts, 2) if self.dice.random() < 0.4 else ():
            self.add(StandIn(absence_id=row.id, post_id=post, officer_id=self.dice.choice(self.people)))

    def _rotation(self) -> None:
        first = self.day()
        last = first + timedelta(days=self.dice.randrange(20, 120))
        began = self.perhaps(first + timedelta(days=self.dice.randrange(5)), 0.6)
        state = self.dice.choice(list(RotationState))
        over = state in (RotationState.DONE, RotationState.ENDED) and self.dice.random() < 0.9
        self.add(
            Rotation(
                officer_id=self.perhaps(self.dice.choice(self.people), 0.95),
                from_department_id=self.perhaps(self.dice.choice(self.places), 0.8),
                to_department_id=self.perhaps(self.dice.choice(self.places), 0.9),
                planned_from_on=self.perhaps(first, 0.95),
                planned_to_on=self.perhaps(last, 0.95),
                actual_from_on=began,
                actual_to_on=last - timedelta(days=self.dice.randrange(-15, 30)) if over else None,
                mentor_id=self.perhaps(self.dice.choice(self.people), 0.6),
                handover=self.perhaps(self.dice.choice(list(HandoverState))),
                handed_on=self.perhaps(first, 0.4),
                appraisal=self.perhaps(self.dice.choice(list(Appraisal)), 0.4),
                appraised_on=self.perhaps(last, 0.4),
                outcome=self.perhaps(self.dice.choice(list(RotationOutcome)), 0.4),
                end_reason=self.perhaps("工作需要", 0.5) or "",
                state=state,
            )
        )
