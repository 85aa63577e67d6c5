"""Grades (等次) by score: the scale of a scheme or of an old ledger's foot line, as one short text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.unreadable import Unreadable, plain, tight

_STEP = re.compile(r"([一-鿿]{2,4}?)(\d{1,3}(?:\.\d{1,2})?)")
_PART = re.compile(r"[、,，;；。\n]+")
_WORD = re.compile(r"(优秀|优质|优良|良好|合格|基本合格|不合格|瑕疵|较差|优|良|差|及格|不及格)")
_SCORE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)")
_BELOW = ("以下", "不足", "不满", "低于", "<")


@dataclass(frozen=True, slots=True)
class Scale:
    """Grades from the best down, each with the score it begins at in hundredths of a point; the last begins at 0."""

    steps: tuple[tuple[str, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word, _ in self.steps)

    @property
    def worst(self) -> str:
        return self.steps[-1][0]

    def grade(self, score: int, vetoed: bool = False) -> str:
        """The grade of a score in hundredths; a veto (一票否决) gives the worst whatever the score."""
        return self.worst if vetoed else next((word for word, floor in self.steps if score >= floor), self.worst)

    def short_of(self, score: int) -> tuple[str, int] | None:
        """The next better grade and how many hundredths are missing to it; None in the best."""
        better = [(word, floor - score) for word, floor in self.steps if floor > score]
        return better[-1] if better else None

    def told(self) -> str:
        """优质90、合格75、瑕疵60、不合格0: what ``read_scale`` reads back."""
        return "、".join(f"{word}{points(floor)}" for word, floor in self.steps)


def read_scale(text: str) -> Scale:
    """The scale a scheme's text tells. Raises Unreadable not_a_scale: wants 等次 and 起点分, falling to 0."""
    said = [part for part in _PART.split(plain(text)) if part.strip()]
    found = [_STEP.fullmatch(tight(part)) for part in said]
    steps = [(match[1], read_points(match[2]) or 0) for match in found if match]
    if len(steps) != len(said) or not _falls(steps):
        raise Unreadable("not_a_scale", "等次写成“优质90、合格75、瑕疵60、不合格0”，从高到低，最后一个从0分起")
    return Scale(tuple(steps))


def scale_or_none(text: str) -> Scale | None:
    """The scale a text tells, or None for a text that tells none."""
    try:
        return read_scale(text)
    except Unreadable:
        return None


def _falls(steps: Sequence[tuple[str, int]]) -> bool:
    floors = [floor for _, floor in steps]
    words = [word for word, _ in steps]
    falling = all(first > second for first, second in pairwise(floors))
    return len(steps) > 1 and len(set(words)) == len(words) and falling and floors[-1] == 0


def scale_in(text: str) -> Scale | None:
    """The scale a ledger's title tells (优秀：95分以上；合格：85分以上；瑕疵：70分以上；不合格：70分以下), or None.

    Each clause names one grade and the score it begins at, or begins under; ranges give their lower end.
    """
    floors: dict[str, int] = {}
    for part in _PART.split(plain(text)):
        words, scores = _WORD.findall(tight(part)), _SCORE.findall(part.replace("满分100分", ""))
        if len(words) == 1 and scores:
            numbers = [read_points(score) or 0 for score in scores]
            below = len(numbers) == 1 and any(sign in part for sign in _BELOW)
            floors.setdefault(words[0], 0 if below else min(numbers))
    steps = sorted(floors.items(), key=lambda step: -step[1])
    return Scale(tuple(steps)) if _falls(steps) else None
