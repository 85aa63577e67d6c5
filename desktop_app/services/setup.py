"""Founding an office: a new data file with the year's profile in its 基础台账."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from desktop_app.models.base import Record
from desktop_app.models.basics import DeadlineRuleRow, Holiday, NumberSeries, Term, Unit
from desktop_app.models.bulletins import DocSeries
from desktop_app.models.people import Department
from desktop_app.models.plan import Phase, Plan
from desktop_app.rules.search import search_text
from desktop_app.services.profile import deadline_rules, holidays, profile
from desktop_app.services.review_presets import add_presets
from desktop_app.store.file import Store
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder

Values = Mapping[str, Any]
_YEARS = range(2000, 2100)


@dataclass(frozen=True)
class PhaseDates:
    """A phase as the wizard shows it (阶段安排)."""

    name: str
    start_on: date | None
    end_on: date | None
    goal: str = ""


@dataclass(frozen=True)
class Founding:
    """What the first start asks (建库): unit, year, who keeps the file, plan title, phases."""

    unit: str
    short: str = ""
    year: int = 2015
    profile: str = "2015"
    keeper: str = ""
    plan_title: str = ""
    plan_no: str = ""
    phases: tuple[PhaseDates, ...] = field(default_factory=tuple)


def preset_number(series: Values, given: "Counter[str]", code: str) -> str:
    """The next number of a series of the profile; ``given`` counts those given out."""
    _, prefix, width = series[code]
    given[code] += 1
    return f"{prefix}{given[code]:0{width}d}"


def preset_phases(title: str) -> tuple[PhaseDates, ...]:
    """The four phases of a profile with its default dates."""
    rows = profile(title)["phase"]
    return tuple(PhaseDates(row["name"], row.get("start"), row.get("end"), row.get("goal", "")) for row in rows)


def found(
    folder: DataFolder,
    clock: Clock,
    wanted: Founding,
    password: str,
    cost: Cost | None = None,
    *,
    practice: bool = False,
) -> tuple[Store, str]:
    """Make the data file and fill its 基础台账 in one act; answers the open file and its recovery key."""
    if not wanted.unit.strip():
        raise Refusal("没填单位全称。填好再建库", "unit")
    if folder.exists:
        raise Refusal("这个目录里已有工作库。换一个目录，或直接打开它", "folder")
    if wanted.year not in _YEARS:
        raise Refusal(f"年度 {wanted.year} 不对。填 {_YEARS[0]} 到 {_YEARS[-1]} 之间的年份", "year")
    profile(wanted.profile)

    def fill(store: Store) -> None:
        store.who = wanted.keeper or wanted.unit
        with store.unit("建立工作库", undoable=False) as unit:
            for record in _records(wanted):
                record.search_text = searched(record)
                unit.session.add(record)
            number = partial(preset_number, profile(wanted.profile)["series"], Counter())
            add_presets(unit.session, number, wanted.profile)

    store, recovery = Store.create(folder, password, clock, cost=cost, fill=fill, practice=practice)
    store.who = wanted.keeper or wanted.unit
    return store, recovery


def searched(record: Record) -> str:
    """The folded search text of a preset."""
    texts = [
        record.number,
        *(str(getattr(record, name)) for name in ("name", "title", "word") if hasattr(record, name)),
    ]
    return search_text(texts[:1], texts[1:])


def _records(wanted: Founding) -> Iterator[Record]:
    preset = profile(wanted.profile)
    series: Values = preset["series"]

    def numbers(code: str) -> Callable[[], str]:
        _, prefix, width = series[code]
        counter = iter(range(1, 100_000))
        return lambda: f"{prefix}{next(counter):0{width}d}"

    yield _unit(wanted, numbers("unit")())
    yield from preset_series(series)
    yield from preset_doc_series(preset, _short(wanted), numbers("doc_series"))
    yield from _departments(preset, numbers("department"))
    yield from preset_terms(preset, numbers("term"))
    yield from preset_rules(wanted.profile)
    yield from _holidays()
    yield from _plan(wanted, numbers("plan")(), numbers("phase"))


def _unit(wanted: Founding, number: str) -> Unit:
    return Unit(
        number=number,
        name=wanted.unit.strip(),
        short=_short(wanted),
        year=wanted.year,
        profile=wanted.profile,
        keeper=wanted.keeper,
        young_on=date(wanted.year, 3, 1),
    )


def _short(wanted: Founding) -> str:
    return wanted.short or wanted.unit.strip().removesuffix("人民检察院").removesuffix("县")


def preset_doc_series(preset: Values, short: str, number: Callable[[], str]) -> Iterator[DocSeries]:
    """The series of document numbers an office may use (发文代字), by the first character of its short name."""
    for row in preset["doc_series"] if short else ():
        yield DocSeries(number=number(), word=row["word"].format(place=short[0]), title=row["title"])


def preset_series(series: Values) -> Iterator[NumberSeries]:
    """The number series of a profile."""
    for code, (title, prefix, width) in series.items():
        yield NumberSeries(number=code, title=title, prefix=prefix, width=width)


def _departments(preset: Values, number: Callable[[], str]) -> Iterator[Department]:
    rows = [row for row in preset["department"] if row.get("preset", True)]
    for position, row in enumerate(rows, 1):
        yield Department(number=number(), position=position, **department_values(row))


def department_values(row: Values) -> dict[str, Any]:
    """The columns of a department preset."""
    return {
        "name": row["name"],
        "short": row.get("short", ""),
        "aliases": row.get("aliases", ""),
        "line": row.get("line", ""),
        "business": row.get("business", False),
    }


CATEGORIES, PHRASES = "问题类别", "常用语"
TWO_LEVELS = {CATEGORIES: "category", PHRASES: "phrase"}
"""Dictionaries whose words have others under them, and the tables of a profile that give them."""


def preset_terms(preset: Values, number: Callable[[], str]) -> Iterator[Term]:
    """Words of every dictionary; 词|别名 gives a word its other spelling, categories and phrases have leaves."""
    for dictionary, words in preset["terms"].items():
        for position, text in enumerate(words, 1):
            word, _, alias = text.partition("|")
            yield Term(number=number(), dictionary=dictionary, word=word, position=position, aliases=alias)
    for dictionary, table in TWO_LEVELS.items():
        for place, row in enumerate(preset.get(table, ()), 1):
            yield from _with_leaves(dictionary, place * 100, row, number)


def _with_leaves(dictionary: str, position: int, row: Values, number: Callable[[], str]) -> Iterator[Term]:
    """A word and those under it."""
    aliases = row.get("aliases", "")
    parent = Term(number=number(), dictionary=dictionary, word=row["word"], position=position, aliases=aliases)
    yield parent
    for place, leaf in enumerate(row["leaves"], 1):
        yield Term(number=number(), dictionary=dictionary, word=leaf, position=position + place, parent=parent)


def preset_rules(title: str) -> Iterator[DeadlineRuleRow]:
    """The deadline rules of a profile."""
    for rule in deadline_rules(title):
        yield DeadlineRuleRow(
            number=rule.code,
            title=rule.title,
            n=rule.n,
            unit=rule.unit,
            roll=rule.roll,
            include_start=rule.include_start,
            source=rule.source,
            mark=rule.mark,
        )


def _holidays() -> Iterator[Holiday]:
    for row in holidays():
        yield Holiday(number=row.on.isoformat(), day=row.on, mark=row.mark, name=row.name, basis=row.source)


def _plan(wanted: Founding, plan_number: str, phase_number: Callable[[], str]) -> Iterator[Record]:
    title = wanted.plan_title or f"{wanted.unit}规范司法行为专项整治工作方案"
    yield Plan(number=plan_number, title=title, doc_no=wanted.plan_no)
    for position, phase in enumerate(wanted.phases or preset_phases(wanted.profile), 1):
        yield Phase(
            number=phase_number(),
            position=position,
            name=phase.name,
            start_on=phase.start_on,
            end_on=phase.end_on,
            goal=phase.goal,
        )
