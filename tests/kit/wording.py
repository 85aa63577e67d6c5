"""Answers written by hand for the composer of drafts, and drafts as plain text to read and compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.rules.manuscript import OPEN, numbering, spoken
from desktop_app.rules.wording import Asked, Composed, Number, Setting, Side, Template, Words

Groups = Mapping[str, Any]

MAY = Setting(
    {
        "period": "2015年5月", "month": "5月", "span": "本月", "last": "上月", "since": "上月底",
        "day": "2015年5月31日", "short_day": "5月31日", "unit": "清源县人民检察院", "office": "领导小组办公室",
    },
    frozenset({"month", "compared"}),
    compares=True,
)  # fmt: skip
FIRST = Setting(MAY.words, frozenset({"month", "first"}), compares=False)
"""The same month as the first of the campaign."""


WHOLES = frozenset({"exams.results", "reviews.rounds"})
"""Figures that count their groups: how many exams, how many rounds."""


@dataclass
class Told:
    """What figures answer, as nested groups: now, before, and the records behind one. An unknown figure is not kept."""

    now: Mapping[str, Groups | float]
    before: Mapping[str, Groups | float] = field(default_factory=dict)
    behind: Mapping[str, Sequence[Words]] = field(default_factory=dict)

    def known(self, figure: str) -> bool:
        return figure in self.now

    def number(self, asked: Asked) -> Number:
        here = self.now[asked.figure]
        value = _counted(asked.figure, here) if not asked.path else _at(here, asked.path)
        former = _at(self.before.get(asked.figure, {}), asked.path)
        if asked.side is Side.KINDS:
            value = len(self.words(asked, True))
        elif asked.side is Side.BEFORE:
            value = former
        elif asked.side is Side.CHANGE:
            value = None if value is None or former is None else round(value - former, 6)
        share = isinstance(value, float) and abs(value) < 1
        return Number(value, _digits(value, share, asked.side), share)

    def words(self, asked: Asked, by_count: bool) -> Sequence[str]:
        here: Any = self.now[asked.figure]
        levels = [here]
        for word in asked.path:
            inner = [one for one in levels if isinstance(one, Mapping)]
            levels = [part for one in inner for key, part in one.items() if word in ("", key)]
        found: dict[str, float] = {}
        for level in levels:
            for key in level if isinstance(level, list | Mapping) else ():
                found[key] = found.get(key, 0) + (_at(level, (key,)) or 0 if isinstance(level, Mapping) else 1)
        kept = [word for word, size in found.items() if size]
        return sorted(kept, key=lambda word: -found[word]) if by_count else kept

    def said(self, word: str) -> str:
        return word

    def records(self, asked: Asked) -> Sequence[Words]:
        return self.behind.get(asked.figure, ())


def _counted(figure: str, groups: Any) -> float | None:
    return len(groups) if figure in WHOLES and isinstance(groups, Mapping) else _at(groups, ())


def _at(groups: Any, path: tuple[str, ...]) -> float | None:
    if not path:
        if isinstance(groups, Mapping):
            return sum(_at(part, ()) or 0 for part in groups.values())
        return groups if isinstance(groups, int | float) else 0
    if not isinstance(groups, Mapping):
        return 0
    if path[0] == "":
        return sum(_at(part, path[1:]) or 0 for part in groups.values())
    return _at(groups.get(path[0], 0), path[1:])


def _digits(value: float | None, share: bool, side: Side) -> str:
    if value is None:
        return "—"
    size = abs(value) if side is Side.CHANGE else value
    if share:
        return f"{size * 100:.1f}".removesuffix(".0") + ("" if side is Side.CHANGE else "%")
    return str(size) if isinstance(size, int) else f"{size:.1f}".removesuffix(".0")


def read_aloud(made: Composed) -> str:
    """A draft as the chief prosecutor would read it, one paragraph a line, tables by |."""
    shown = {told.key: told.shown for told in made.figures}

    def said(text: str) -> str:
        return spoken(text, lambda mark: shown[mark.key] if mark.letter == "n" else f"〈{mark.name}〉")

    lines = [said(made.title), ""]
    kinds = [line.kind for line in made.lines]
    for line, number in zip(made.lines, numbering(kinds), strict=True):
        if line.grid is None:
            lines.append(f"{number}{said(line.text)}")
            continue
        lines.append(f"表 {said(line.grid.caption)}".rstrip())
        lines += [" | ".join(map(said, row)) for row in (line.grid.columns, *line.grid.rows)]
    return "\n".join(lines) + "\n"


def unmarked(made: Composed) -> str:
    """Everything that stands outside marks."""
    texts = [made.title, *(line.text for line in made.lines)]
    texts += [cell for line in made.lines if line.grid for row in line.grid.rows for cell in row]
    return "\n".join(spoken(text, lambda mark: "〇") for text in texts)


def marked(made: Composed) -> set[str]:
    """The keys of the marks that stand in a draft."""
    texts = [made.title, *(line.text for line in made.lines)]
    texts += [cell for line in made.lines if line.grid for row in line.grid.rows for cell in row]
    return {part.split("\ufffb")[0] for text in texts for part in text.split(OPEN)[1:]}


def figures_of(template: Template) -> set[str]:
    """Every figure a template may ask."""
    return {slot.figure for slot in template.slots.values()}
