"""Figures of inspections: findings, where they were told, what was done; indicators abolished."""

from collections.abc import Callable, Iterable

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.figures.habit_standing import HABIT, INDICATOR, HabitStand, habits, indicators
from desktop_app.rules.vocabulary import HabitState

UNHANDLED, STANDING, ABOLISHED = "未处理", "未废止", "已废止"


def _by(word: Callable[[HabitStand], str]) -> Callable[[Question], Answer]:
    return lambda ask: _told(habits(ask), word)


def _told(rows: Iterable[HabitStand], word: Callable[[HabitStand], str]) -> Answer:
    return tally(HABIT, ((row.id, word(row)) for row in rows))


def _department(row: HabitStand) -> str:
    return row.department


def _unreported(ask: Question) -> Answer:
    """Findings with neither bulletin nor a written reason, by department."""
    return _told((row for row in habits(ask) if row.state is HabitState.UNTOLD), _department)


def _state(ask: Question) -> Answer:
    """Findings by whether they were told: 已通报, 不通报, 待通报."""
    order = [HabitState.TOLD, HabitState.EXCUSED, HabitState.UNTOLD]
    return _told(sorted(habits(ask), key=lambda row: order.index(row.state)), lambda row: row.state)


def _unhandled(ask: Question) -> Answer:
    return _told((row for row in habits(ask) if not row.handled), _department)


def _indicators(ask: Question) -> Answer:
    rows = sorted(indicators(ask), key=lambda row: not row.abolished)
    return tally(INDICATOR, ((row.id, ABOLISHED if row.abolished else STANDING) for row in rows))


def _abolished(ask: Question) -> Answer:
    return tally(INDICATOR, ((row.id, row.hollow) for row in indicators(ask) if row.abolished))


def _replaced(ask: Question) -> Answer:
    """Abolished indicators in whose place another was put (替代指标)."""
    return tally(INDICATOR, ((row.id, row.hollow) for row in indicators(ask) if row.abolished and row.replacement))


FIGURES = (
    Figure("habits.count", "督查发现问题", "起", _by(lambda row: row.category)),
    Figure("habits.by_department", "督查发现问题（按部门）", "起", _by(_department)),
    Figure("habits.state", "督查问题通报情况", "起", _state),
    Figure("habits.unreported", "督查问题未通报", "起", _unreported),
    Figure("habits.handling", "督查问题处理", "起", _by(lambda row: row.handling or UNHANDLED)),
    Figure("habits.unhandled", "督查问题未处理", "起", _unhandled),
    Figure("indicators.count", "空泛考核指标", "项", _indicators),
    Figure("indicators.abolished", "已废止考核指标", "项", _abolished),
    Figure("indicators.replaced", "有替代的已废止指标", "项", _replaced),
)
