"""审核公式: two numbers that must be equal, counted by different roads, with the records where they part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.traced import Trace
from desktop_app.rules.vocabulary import BulletinKind, LineKind

Number = int | float | None


@dataclass(frozen=True)
class Balance:
    """What a formula came to (核对结果): both sides, the records and the paragraphs that break it, what to say.

    ``places`` are positions of paragraphs, as ``BulletinLine.position`` counts them; −1 is the title.
    """

    left: Number
    right: Number
    rows: tuple[Behind, ...] = ()
    said: str = ""
    places: tuple[int, ...] = ()

    @property
    def kept(self) -> bool:
        return self.left == self.right and not self.rows and not self.places


@dataclass(frozen=True)
class Said:
    """A traced number of a text: the words printed, what it answered when it was taken, the records behind it now."""

    key: str
    trace: Trace
    shown: str
    value: Number
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A paragraph as printed; ``name`` tells which (第3段); ``raw`` still has its marks; a table has heads and rows."""

    place: int
    name: str
    kind: LineKind
    text: str
    raw: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Text:
    """A bulletin to be checked: its title, period, day, paragraphs and traced numbers."""

    title: str
    period: str
    as_of: date
    passages: tuple[Passage, ...]
    figures: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Audit:
    """A formula over the ledgers (台账核对): it concerns papers that say one of ``figures`` or are of ``kinds``.

    ``figures`` are the beginnings of figure ids; ``formula`` is the rule in words, such as 应到 = 实到 + 请假 + 缺席.
    One ``within`` is asked over the period of the paper, any other over all that stands on its day.
    """

    id: str
    title: str
    formula: str
    judge: Callable[[Question], Balance]
    figures: tuple[str, ...] = ()
    kinds: frozenset[BulletinKind] = frozenset()
    within: bool = False

    def concerns(self, kind: BulletinKind, figures: Iterable[str]) -> bool:
        """Whether a bulletin of this kind with these figures must pass it."""
        return kind in self.kinds or any(figure.startswith(self.figures) for figure in figures)


@dataclass(frozen=True)
class TextAudit:
    """A formula over the text and its own numbers (文内核对); every bulletin must pass it."""

    id: str
    title: str
    formula: str
    judge: Callable[[Text], Balance]
