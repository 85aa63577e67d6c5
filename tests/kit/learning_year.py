"""A spring of learning as the officer of personnel left it: two exams, three trainings, four dossiers checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.registers.exams import SITTINGS
from desktop_app.rules.vocabulary import AbsenceCause, DossierVerdict, SittingCode
from desktop_app.services import marking
from desktop_app.services.desk import Desk
from tests.kit import learning
from tests.kit.office import officer

MARKS = ((35_00, 55_00), (30_00, 46_50), (20_00, 35_00), (38_00, 58_00), (28_00, 40_00))


@dataclass(frozen=True)
class Spring:
    """Ids: eight officers and a ninth who never came, two exams with their candidates, trainings, dossiers."""

    officers: Sequence[int]
    idle: int
    exams: Sequence[int]
    sittings: Sequence[Sequence[int]]
    trainings: Sequence[int]
    dossiers: Sequence[int]


def learning_year(desk: Desk) -> Spring:
    """Nobody passes by an absence; one of the first exam failed and passed the retake, one was ill, one is exempt."""
    officers = learning.people(desk)
    idle = officer(desk, "冯志远", "办公室")
    first = learning.exam(desk, "第一次执法素能闭卷考试", held_on=date(2015, 3, 27), retake_by=date(2015, 4, 20))
    second = learning.exam(desk)
    absent: tuple[Any, ...] = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.EXEMPT)
    one = learning.marked(desk, first, dict(zip(officers, (*MARKS, *absent), strict=True)))
    two = learning.marked(desk, second, dict(zip(officers[:5], MARKS[::-1], strict=True)))
    two.append(learning.sitting(desk, second, officers[5], code=SittingCode.ABSENT, cause=AbsenceCause.ILL))
    marking.retake(desk, SITTINGS, one[2], date(2015, 4, 15), 72_00)
    trainings = [
        learning.training(desk, "证据审查专题", officers[:5], officers[5:7]),
        learning.training(desk, "文书制作讲座", officers[2:8], held_on=date(2015, 4, 9), hours=1_50),
        learning.training(desk, "网络课程", (), held_on=date(2015, 5, 6), expected=60, present=55),
    ]
    return Spring(officers, idle, (first, second), (one, two), trainings, _dossiers(desk))


def _dossiers(desk: Desk) -> list[int]:
    closed = {"closed_on": date(2015, 1, 10)}
    told: tuple[tuple[dict[str, int], dict[str, Any]], ...] = (
        ({}, {"verdict": DossierVerdict.PASSED, "score": 100_00, "filed_on": date(2015, 3, 1)}),
        (
            {"缺少送达回证": 6_00, "页码有误": 3_00},
            {"verdict": DossierVerdict.RETURNED, "correct_by": date(2015, 4, 3)},
        ),
        (
            {"缺少送达回证": 6_00},
            {
                "verdict": DossierVerdict.RETURNED,
                "correct_by": date(2015, 4, 3),
                "corrected_on": date(2015, 3, 30),
                "filed_on": date(2015, 5, 20),
            },
        ),
        ({}, {}),
    )
    return [
        learning.dossier(desk, f"清检诉受〔2015〕{at}号", defects, **closed, **more)
        for at, (defects, more) in enumerate(told, 1)
    ]
