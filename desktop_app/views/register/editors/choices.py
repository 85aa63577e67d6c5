"""What a completing field offers: live records of a kind, words of a dictionary or of an enum, found by pinyin."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.registers.spec import Field
from desktop_app.rules import names
from desktop_app.rules.entries import split_words
from desktop_app.rules.names import Lit
from desktop_app.services.facts import Facts, Row
from desktop_app.store.snapshot import values_with_counts
from desktop_app.views.register.known import Known

SHOWN = 8


@dataclass(frozen=True)
class Choice:
    """One offered value (候选): its key, how it is written, what tells it apart, the letters that were met."""

    key: Any
    label: str
    detail: str = ""
    also: tuple[str, ...] = ()
    near: bool = False
    lit: tuple[Lit, ...] = ()
    start: int = 0


@dataclass
class Recent:
    """What was chosen lately, per kind, so that of two with the same initials the usual one comes first."""

    keys: dict[str, list[Any]] = field(default_factory=dict)

    def used(self, kind: str, key: Any) -> None:
        kept = self.keys.setdefault(kind, [])
        if key in kept:
            kept.remove(key)
        kept.insert(0, key)
        del kept[50:]

    def place(self, kind: str, key: Any) -> int:
        kept = self.keys.get(kind, [])
        return kept.index(key) if key in kept else len(kept) + 1


Source = Callable[[], Iterable[Choice]]


def found(text: str, offered: Iterable[Choice], rank: Callable[[Any], int] = lambda _key: 0) -> list[Choice]:
    """The choices met by what was typed, best first; all of them, in their order, when nothing was typed."""
    text = text.strip()
    if not text:
        return sorted(offered, key=lambda choice: (not choice.near, rank(choice.key)))
    met = [lit for choice in offered if (lit := _met(text, choice)) is not None]
    return sorted(met, key=lambda c: (c.label != text, c.start, not c.near, rank(c.key)))


def _met(text: str, choice: Choice) -> Choice | None:
    hit = names.match(text, choice.label)
    if hit is not None:
        return Choice(choice.key, choice.label, choice.detail, choice.also, choice.near, hit.lit, hit.start)
    folded = text.lower()
    if any(other.lower().startswith(folded) or names.match(text, other) for other in choice.also):
        return Choice(choice.key, choice.label, choice.detail, choice.also, choice.near, (), 1)
    return None


def records(kind: str, known: Known, near: Callable[[], Mapping[str, Any]] = dict) -> Source:
    """Live records of a kind; ``near`` gives attribute values that put the matching ones first."""

    def offered() -> Iterator[Choice]:
        wanted = near()
        with known.facts() as facts:
            for row in sorted(facts.live(kind), key=_order):
                close = any(value is not None and row.get(name) == value for name, value in wanted.items())
                also = (str(row["number"]), *_other_names(row))
                yield Choice(row["id"], _called(row), _detail(row, facts), also, close)

    return offered


def _order(row: Row) -> tuple[Any, ...]:
    return (row.get("valid_to") is not None, row.get("position") or 0, row.get("pinyin") or "", str(row["number"]))


def _called(row: Row) -> str:
    return str(row.get("name") or row.get("title") or row.get("word") or row["number"])


def _other_names(row: Row) -> Iterator[str]:
    yield from (name for name in (row.get("short"), *str(row.get("aliases") or "").split("、")) if name)


def _detail(row: Row, facts: Facts) -> str:
    """What tells two of the same name apart: department and post, else the number."""
    place = facts.label("department", row.get("department_id")) if "department_id" in row else ""
    return " ".join(part for part in (place, str(row.get("post") or "")) if part) or str(row["number"])


def words(item: Field) -> Source:
    """The words of an enum."""
    kind = item.word_type
    assert kind is not None
    return lambda: (Choice(word, word.value) for word in kind)


def phrases(item: Field, known: Known, used: Callable[[], Sequence[str]]) -> Source:
    """The dictionary a field names, leaves with the word over them, or what else it offers; then what was written
    there, most used first.
    """

    def offered() -> Iterator[Choice]:
        with known.facts() as facts:
            rows = [row for row in facts.live("term") if row["dictionary"] == item.words] if item.words else []
            over = {row["word"]: facts.row("term", row["parent_id"]).get("word", "") for row in rows}
            more = [*item.offers(facts)] if item.offers else []
        for row in sorted(rows, key=lambda row: row["position"]):
            yield Choice(row["word"], row["word"], over[row["word"]], tuple(split_words(row["aliases"])))
        yield from (Choice(word, word) for word in dict.fromkeys((*more, *used())) if word not in over)

    return offered


def written(item: Field, known: Known) -> list[str]:
    """What already stands in a field of a part, most used first."""
    with known.facts() as facts:
        counted = values_with_counts(facts.session, item.attr, limit=500)
    return [str(value) for value, _count in counted if value]
