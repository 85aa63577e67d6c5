"""What every verb answers."""

from dataclasses import dataclass, field

from desktop_app.rules.problems import Problem


@dataclass(frozen=True)
class Outcome:
    """What an act did (结果): kind touched, record ids, the Chinese sentence for the status bar, its batch.

    ``batch`` is None when nothing had to be written. ``warnings`` were written all the same.
    """

    kind: str
    ids: tuple[int, ...]
    said: str
    batch: int | None = None
    warnings: tuple[Problem, ...] = ()
    touched: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Twin:
    """A record already there that a new one may repeat (疑似重复): id, number, subject, and why it is thought so."""

    id: int
    number: str
    name: str
    why: str
