"""Figures of the training sessions (培训): who was expected and came, class hours of each officer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_deductions import number
from desktop_app.models.people import Department, Officer
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.rules.marks import rate
from desktop_app.rules.vocabulary import AttendanceState

KIND = Training.__tablename__
EXPECTED, PRESENT = "应到", "实到"
Cells = dict[tuple[str, ...], tuple[Behind, ...]]


@dataclass(frozen=True, slots=True)
class Signed:
    """One officer on a sign-in list: how he stands to the session, and why he was away."""

    officer_id: int
    name: str
    department: str
    state: AttendanceState
    cause: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session held by the day. ``key`` is its title, with the day where two share it; ``hours`` are hundredths.

    ``wrote_expected``/``wrote_present`` are the head counts of the register; with ``signs`` the list counts. A list
    on which nobody is 出勤 names those absent alone (缺席人员): the head count tells the others.
    """

    id: int
    number: str
    title: str
    key: str
    kind: str
    held_on: date | None
    hours: int | None
    wrote_expected: int | None
    wrote_present: int | None
    signs: tuple[Signed, ...] = ()

    @property
    def behind(self) -> Behind:
        return (KIND, self.id)

    @property
    def names_all(self) -> bool:
        """Whether the list names those who came, too."""
        return self.count(AttendanceState.PRESENT) > 0

    @property
    def expected(self) -> int | None:
        """应到: the names on the list, else as written."""
        if self.names_all or self.wrote_expected is None:
            return len(self.signs) or self.wrote_expected
        return self.wrote_expected

    @property
    def present(self) -> int | None:
        """实到: the names that came, else as written, else all expected but those named absent."""
        if self.names_all or not self.signs:
            return self.count(AttendanceState.PRESENT) if self.signs else self.wrote_present
        if self.wrote_present is not None:
            return self.wrote_present
        return self.wrote_expected - len(self.signs) if self.wrote_expected is not None else 0

    def count(self, state: AttendanceState) -> int:
        """Names on the list that stand so."""
        return sum(one.state == state for one in self.signs)


def keys(rows: Iterable[tuple[int, str, date | None]]) -> dict[int, str]:
    """What each of several sessions is called among all: its title, with the day where titles repeat.

    Two of one title and day have their place in the list behind it.
    """
    told = list(rows)
    titles = [title for _, title, _ in told]
    found: dict[int, str] = {}
    for id_, title, on in told:
        name = title if titles.count(title) == 1 else f"{title}（{on or '日期未填'}）"
        twins = sum(other == name or other.startswith(f"{name}第") for other in found.values())
        found[id_] = f"{name}第{twins + 1}场" if twins else name
    return found


def sessions(ask: Question) -> list[Session]:
    """Sessions held by the day and in the period, by their day; one without a day counts where no period is asked."""
    rows = ask.once("training.sessions", _read)
    if ask.period is None:
        return rows
    return [row for row in rows if row.held_on is not None and row.held_on in ask.period]


def _read(ask: Question) -> list[Session]:
    found = ask.session.execute(
        select(
            Training.id, Training.number, Training.title, Training.kind, Training.held_on, Training.hours,
            Training.expected, Training.present,
        )
        .where(Training.retired_at.is_(None))
        .where(Training.held_on.is_(None) | (Training.held_on <= ask.as_of))
        .order_by(Training.held_on.is_(None), Training.held_on, Training.id)
    ).all()  # fmt: skip
    named = keys((row.id, row.title, row.held_on) for row in found)
    signs = _signs(ask)
    return [
        Session(
            row.id, row.number, row.title, named[row.id], str(row.kind or "未填"), row.held_on, row.hours,
            row.expected, row.present, tuple(signs.get(row.id, ())),
        )
        for row in found
    ]  # fmt: skip


def _signs(ask: Question) -> Mapping[int, list[Signed]]:
    found: dict[int, list[Signed]] = {}
    rows = ask.session.execute(
        select(
            TrainingPresence.training_id, Officer.id, Officer.name, Department.name, TrainingPresence.state,
            TrainingPresence.cause,
        )
        .join(Officer, Officer.id == TrainingPresence.officer_id)
        .outerjoin(Department, Department.id == Officer.department_id)
        .order_by(TrainingPresence.training_id, TrainingPresence.id)
    )  # fmt: skip
    for training_id, officer_id, name, department, state, cause in rows:
        found.setdefault(training_id, []).append(Signed(officer_id, name, department or "未填部门", state, cause))
    return found


def called(people: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """What each of several people (id, name, department) is called: his name, with the department where two share it,
    with his id where both are alike.
    """
    told = dict.fromkeys(people)
    names = [name for _, name, _ in told]
    full = [(name, department) for _, name, department in told]
    return {
        id_: name if names.count(name) == 1
        else f"{name}（{department}）" if full.count((name, department)) == 1
        else f"{name}（{department}，{id_}）"
        for id_, name, department in told
    }  # fmt: skip


def _attendance(ask: Question) -> Answer:
    """Sessions with 应到 and 实到, of those with a sign-in list 请假 and 缺席 too."""
    rows = sessions(ask)
    groups = {row.key: _heads(row) for row in rows}
    cells: Cells = {(row.key, word): (row.behind,) for row in rows for word in groups[row.key]}
    return Answer(len(rows), tuple(row.behind for row in rows), groups, cells)


def _heads(row: Session) -> dict[str, int | None]:
    away = (AttendanceState.EXCUSED, AttendanceState.ABSENT) if row.signs else ()
    return {EXPECTED: row.expected, PRESENT: row.present} | {str(state): row.count(state) for state in away}


def _by_kind(ask: Question) -> Answer:
    return tally(KIND, ((row.id, row.kind) for row in sessions(ask)))


def _rate(ask: Question) -> Answer:
    """Present among expected (出勤率), in all and by session; sessions without both counts are left out."""
    rows = [row for row in sessions(ask) if row.expected and row.present is not None]
    groups = {row.key: rate(row.present or 0, row.expected or 0) for row in rows}
    whole = rate(sum(row.present or 0 for row in rows), sum(row.expected or 0 for row in rows))
    cells: Cells = {(row.key,): (row.behind,) for row in rows}
    return Answer(whole, tuple(row.behind for row in rows), groups, cells)


def _hours(ask: Question) -> Answer:
    """Class hours of each officer (个人学时): of the sessions whose list says he came; who never came has 0."""
    rows = [row for row in sessions(ask) if row.signs]
    named = called((one.officer_id, one.name, one.department) for row in rows for one in row.signs)
    hours = dict.fromkeys(named.values(), 0)
    cells: dict[tuple[str, ...], list[Behind]] = {}
    for row in rows:
        for one in row.signs:
            if one.state == AttendanceState.PRESENT:
                hours[named[one.officer_id]] += row.hours or 0
                cells.setdefault((named[one.officer_id],), []).append(row.behind)
    behind = tuple(dict.fromkeys(one for found in cells.values() for one in found))
    groups = {name: number(sum_) for name, sum_ in hours.items()}
    return Answer(number(sum(hours.values())), behind, groups, {key: tuple(found) for key, found in cells.items()})


FIGURES = (
    Figure("training.attendance", "培训出勤", "次", _attendance, counted=False, units={EXPECTED: "人", PRESENT: "人"}),
    Figure("training.count", "培训", "次", _by_kind),
    Figure("training.attendance_rate", "培训出勤率", "", _rate, counted=False),
    Figure("training.hours", "培训学时（人）", "学时", _hours, counted=False, places=2),
)
