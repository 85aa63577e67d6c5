"""Rotations (轮岗) as their papers read them: which are asked for, and the words of their cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.figures.engine import Question
from desktop_app.figures.rotation_standing import RotationStand, every_rotation
from desktop_app.models.base import Attr
from desktop_app.models.people import Department, Officer
from desktop_app.models.rotations import Rotation, RotationExtension
from desktop_app.registers import reading
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.registers.words import cell
from desktop_app.reports.form_rows import BETWEEN
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import RotationState
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

ITEMS: tuple[reading.Item, ...] = (
    ROTATIONS.number_field,
    *ROTATIONS.fields,
    *ROTATIONS.parts,
    *ROTATIONS.told,
)


@dataclass(frozen=True)
class Turn:
    """One rotation on paper, or a form of none (no ``stand``): as the day saw it, and everything recorded of it."""

    facts: Facts
    stand: RotationStand | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def of(self, attr: Attr[Any]) -> str:
        """A field in words, empty when not filled in."""
        return cell(ROTATIONS.by_name[attr.key], self.values, self.facts) if self.values else ""

    def rows(self, part: Any) -> Sequence[Stored]:
        found: Sequence[Stored] = self.values.get(part.__tablename__, ())
        return found

    @property
    def number(self) -> str:
        return self.stand.number if self.stand else ""

    @property
    def officer(self) -> Stored:
        return self.facts.row(Officer.__tablename__, self.stand.officer_id if self.stand else None)

    @property
    def who(self) -> str:
        """His name, told apart by department where two share it."""
        return self.facts.short_label(Officer.__tablename__, self.values.get(Rotation.officer_id.key))

    @property
    def mentor(self) -> str:
        return self.facts.short_label(Officer.__tablename__, self.values.get(Rotation.mentor_id.key))

    @property
    def origin(self) -> str:
        """Where he comes from, his post under it."""
        return _with_post(self.of(Rotation.from_department_id), self.of(Rotation.from_post))

    @property
    def goal(self) -> str:
        """Where he is rotated to, his post there under it."""
        return _with_post(self.of(Rotation.to_department_id), self.of(Rotation.to_post))

    @property
    def remarks(self) -> str:
        """What is not plain about it: still a plan, a longer term, an early end with its reason, the note."""
        if self.stand is None:
            return ""
        said = [*self._extended(), *self._ended()]
        if self.stand.state is RotationState.DRAFT:
            said.insert(0, str(RotationState.DRAFT))
        return "；".join(dict.fromkeys(filter(None, [*said, self.of(Rotation.note)])))

    def _extended(self) -> list[str]:
        rows = sorted(self.rows(RotationExtension), key=lambda row: int(row["id"]))
        return [f"延期，原定{rows[0]['old_on']}止"] if rows else []

    def _ended(self) -> list[str]:
        if self.stand is None or self.stand.state is not RotationState.ENDED:
            return []
        return [f"{self.stand.actual_to or ''}提前终止", self.stand.end_reason]


def _with_post(department: str, post: str) -> str:
    return "\n".join(filter(None, (department, post)))


def turns(facts: Facts, stands: Iterable[RotationStand]) -> list[Turn]:
    """These rotations with all that is recorded of them."""
    kept = list(stands)
    lines = {line.id: line.values for line in reading.lines(facts, ROTATIONS, [row.id for row in kept], ITEMS)}
    return [Turn(facts, row, lines[row.id]) for row in kept if row.id in lines]


def turns_named(facts: Facts, ask: Question, record: str) -> list[Turn]:
    """The rotations named by number, several parted by 、; none when none is named. An unknown one is refused."""
    known = {row.number: row for row in every_rotation(ask)}
    wanted = [tight(word).upper() for word in BETWEEN.split(record.strip()) if word]
    for word in wanted:
        if word not in known:
            raise Refusal(f"没有编号为 {word} 的轮岗。写轮岗编号（如 LX-001），几人之间用、隔开", "record")
    return turns(facts, [known[word] for word in dict.fromkeys(wanted)])


def by_number(stands: Iterable[RotationStand]) -> list[RotationStand]:
    """Rotations in the order of the register's numbers."""
    return sorted(stands, key=lambda row: natural(row.number))


def short(facts: Facts, department_id: int | None) -> str:
    """A department by its short name."""
    return facts.short_label(Department.__tablename__, department_id)
