"""Numbers of a text with where they come from (数字溯源): a trace asks a figure, a group of it or a change in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.figures.engine import Answer, Behind, Question
from desktop_app.figures.ledgers import BY_ID, ask
from desktop_app.rules.numbers import rounded
from desktop_app.rules.periods import Period, read_period

ANY = ""
"""In a path: every word of that dimension."""


class Aspect(StrEnum):
    """What of a figure is said."""

    VALUE = "value"
    KINDS = "kinds"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Trace:
    """A question that gives one number: figure, day, period, group path (``ANY`` for every word), aspect.

    ``KINDS`` counts the groups with records at the end of the path; ``CHANGE`` is the difference from the answer at
    the end of ``since`` over ``since_period``.
    """

    figure: str
    as_of: date
    period: str = ""
    path: tuple[str, ...] = ()
    aspect: Aspect = Aspect.VALUE
    since: date | None = None
    since_period: str = ""

    def told(self) -> dict[str, Any]:
        """The trace as it is kept beside the text."""
        return {
            "figure": self.figure,
            "as_of": self.as_of.isoformat(),
            "period": self.period,
            "path": list(self.path),
            "aspect": self.aspect.value,
            "since": self.since.isoformat() if self.since else None,
            "since_period": self.since_period,
        }

    @property
    def before(self) -> "Trace":
        """The same number at the time it is compared with."""
        assert self.since is not None
        return replace(self, as_of=self.since, period=self.since_period, aspect=Aspect.VALUE, since=None)


def read_trace(kept: Mapping[str, Any]) -> Trace:
    """A trace as it was kept."""
    since = kept.get("since")
    return Trace(
        figure=kept["figure"],
        as_of=date.fromisoformat(kept["as_of"]),
        period=kept.get("period") or "",
        path=tuple(kept.get("path") or ()),
        aspect=Aspect(kept.get("aspect") or Aspect.VALUE),
        since=date.fromisoformat(since) if since else None,
        since_period=kept.get("since_period") or "",
    )


@dataclass(frozen=True, slots=True)
class Traced:
    """The answer to a trace: the number, its measure word, the records behind it; ``is_share`` for 0.4351.

    ``places`` are the decimals printed; a sum of ``money`` is kept in 分 and printed in 元.
    """

    trace: Trace
    value: int | float | None
    unit: str
    behind: tuple[Behind, ...]
    is_share: bool = False
    places: int = 1
    money: bool = False

    @property
    def digits(self) -> str:
        """The number as printed: 12, 84.7, 43.5%; a change without its sign; — when there is none."""
        if self.value is None:
            return "—"
        size = abs(self.value) if self.trace.aspect is Aspect.CHANGE else self.value
        if self.money:
            return _trimmed(size / 100, 2)
        if self.is_share:
            return f"{_trimmed(size * 100)}%" if self.trace.aspect is not Aspect.CHANGE else _trimmed(size * 100)
        return _trimmed(size, self.places)

    @property
    def digest(self) -> str:
        """The records behind in short: the same rows give the same digest, whatever their order."""
        rows = "\n".join(sorted(f"{kind} {record_id}" for kind, record_id in self.behind))
        return hashlib.sha256(rows.encode()).hexdigest()[:16]


def _trimmed(value: int | float, places: int = 1) -> str:
    return str(value) if isinstance(value, int) else rounded(value, places).rstrip("0").removesuffix(".")


class Sources:
    """Answers for a text: each figure is asked once a day and period (取数)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._questions: dict[tuple[date, str], Question] = {}
        self._answers: dict[tuple[str, date, str], Answer] = {}

    def answer(self, figure: str, as_of: date, period: str = "") -> Answer:
        """The whole answer of a figure, with its groups. Refuses an unknown figure."""
        key = (figure, as_of, period)
        if key not in self._answers:
            self._answers[key] = ask(figure, self.question(as_of, period))
        return self._answers[key]

    def question(self, as_of: date, period: str = "") -> Question:
        """The question figures are asked with; what one figure read, the next need not read again."""
        key = (as_of, period)
        if key not in self._questions:
            asked: Period | None = read_period(period) if period else None
            self._questions[key] = Question(self._session, as_of, asked)
        return self._questions[key]

    def trace(self, trace: Trace) -> Traced:
        """The number a trace asks for."""
        figure = BY_ID.get(trace.figure)
        answer = self.answer(trace.figure, trace.as_of, trace.period)
        value, behind = _at(answer, trace.path, figure is None or figure.counted)
        money = figure is not None and figure.money
        unit = "元" if money else figure.unit_of(trace.path) if figure else ""
        places = figure.places if figure else 1
        is_share = not unit and isinstance(value, float)
        if trace.aspect is Aspect.KINDS:
            words = kinds(answer, trace.path)
            return Traced(trace, len(words), "个", behind)
        if trace.aspect is Aspect.CHANGE:
            before = self.trace(trace.before)
            lacking = value is None or before.value is None
            change = None if lacking else round((value or 0) - (before.value or 0), 6)
            moved = tuple(sorted(set(behind) ^ set(before.behind)))
            return Traced(trace, change, unit, moved, is_share or before.is_share, places, money)
        return Traced(trace, value, unit, behind, is_share, places, money)


def kinds(answer: Answer, path: tuple[str, ...]) -> list[str]:
    """Words of the dimension a path leads to, those with records, the most records first."""
    found: dict[str, int] = {}
    for words, rows in answer.cells.items():
        if len(words) > len(path) and _leads(path, words):
            found[words[len(path)]] = found.get(words[len(path)], 0) + len(rows)
    if not answer.cells:
        found = {word: size for word, size in _inner(answer.groups, path).items() if isinstance(size, int)}
    return sorted((word for word, size in found.items() if size), key=lambda word: -found[word])


def _inner(groups: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    for word in path:
        groups = groups.get(word, {})
    return groups


def _leads(path: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return all(asked in (ANY, said) for asked, said in zip(path, words, strict=False))


def _at(answer: Answer, path: tuple[str, ...], counted: bool) -> tuple[int | float | None, tuple[Behind, ...]]:
    """Value and records of a group; a rate, or a group without records of its own, has the value its groups name."""
    if not path:
        return answer.value, answer.behind
    if answer.cells:
        found = [rows for words, rows in answer.cells.items() if len(words) >= len(path) and _leads(path, words)]
        behind = tuple(dict.fromkeys(one for rows in found for one in rows))
        return len(behind) if counted else _named(answer.groups, path), behind
    return _named(answer.groups, path), answer.behind


def _named(groups: Any, path: tuple[str, ...]) -> int | float | None:
    """What groups without records say under a path; a group that is not there counts nothing."""
    if not path:
        return _sum(groups)
    if not isinstance(groups, Mapping):
        return 0
    if path[0] == ANY:
        return sum(_named(inner, path[1:]) or 0 for inner in groups.values())
    return _named(groups.get(path[0], 0), path[1:])


def _sum(groups: Any) -> int | float | None:
    if isinstance(groups, Mapping):
        return sum(_sum(inner) or 0 for inner in groups.values())
    return groups if isinstance(groups, int | float) or groups is None else 0
