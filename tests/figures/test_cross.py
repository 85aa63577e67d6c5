"""Cross tables: every number is told from the rows it opens, totals count each row once, figures and tables agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import event, select

from desktop_app.figures import catalogue, cross_bases
from desktop_app.figures.cross import EVERY, Base, Cross, Form, Measure, Weigh, by_word, crossed
from desktop_app.figures.cross_bases import BASES, BY_ID, count
from desktop_app.figures.engine import Question
from desktop_app.models.catalogue import KINDS
from desktop_app.models.issues import Issue, IssueCategory
from desktop_app.models.people import Department
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.practised import practised

DAY = date(2015, 5, 31)
QUARTER = read_period("2015Q1")


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture
def ask(county: Desk) -> Iterator[Question]:
    with county.store.read() as session:
        yield Question(session, DAY)


def over(ask: Question, period: Period | None, day: date = DAY) -> Question:
    return Question(ask.session, day, period)


def all_measures(base: Base[Any]) -> str:
    return "、".join(one.label for one in base.measures)


def told_apart(base: Base[Any]) -> list[tuple[str, str]]:
    """Every dimension once as rows and once as columns, each beside the next."""
    labels = [one.label for one in base.dimensions]
    return [(row, labels[(at + 1) % len(labels)]) for at, row in enumerate(labels)]


def table(ask: Question, base: Base[Any], rows: str, columns: str) -> Cross:
    """A table of any width with all that can be told of its cells."""
    by = {one.label: one for one in base.dimensions}
    return crossed(ask, base, by[rows], by[columns], base.measures)


def hold(found: Cross) -> None:
    """What must be true of any table."""
    for one in found.measures:
        whole = found.cell(measure=one.label)
        for row in (*found.rows, EVERY):
            for column in (*found.columns, EVERY):
                cell = found.cell(row, column, one.label)
                assert set(cell.behind) <= set(whole.behind)
                assert len(set(cell.behind)) == len(cell.behind)
                if one.weigh is Weigh.COUNT and not found.base.parts:
                    assert cell.value == len(cell.behind)
        if one.weigh in (Weigh.COUNT, Weigh.SUM) and not any(by.several for by in found.by):
            adds_up(found, one)


def adds_up(found: Cross, one: Measure[Any]) -> None:
    """Where a row stands under one word alone, its parts come to their totals."""

    def value(row: str, column: str) -> Any:
        return found.cell(row, column, one.label).value

    assert sum(value(row, EVERY) for row in found.rows) == value(EVERY, EVERY)
    if found.columns:
        for row in (*found.rows, EVERY):
            assert sum(value(row, column) for column in found.columns) == value(row, EVERY)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_every_cell_is_told_from_the_rows_it_opens(ask: Question, base: Base[Any]) -> None:
    for rows, columns in told_apart(base):
        hold(table(ask, base, rows, columns))
    if base.dated:
        hold(count(over(ask, QUARTER), base.id, base.dimensions[0].label, "", all_measures(base)))


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_the_practice_county_has_something_of_each_and_its_records_are_kept_in_a_register(
    ask: Question, base: Base[Any]
) -> None:
    found = count(ask, base.id, base.dimensions[0].label)
    assert found.rows
    for kind, record_id in found.behind:
        assert kind in BY_KIND
        assert ask.session.get(KINDS[kind], record_id) is not None


@pytest.mark.parametrize("base", [one for one in BASES if one.figure], ids=lambda base: base.id)
@pytest.mark.parametrize("day", [DAY, date(2015, 4, 15)])
def test_the_total_is_the_figure_of_the_same_name(ask: Question, base: Base[Any], day: date) -> None:
    asked = over(ask, None, day)
    figure = catalogue.ask(base.figure, asked)
    whole = count(asked, base.id, base.dimensions[0].label).cell()
    assert whole.value == figure.value
    assert set(whole.behind) == set(figure.behind)


def test_problems_by_line_nature_and_state_are_those_of_the_figure_cell_by_cell(ask: Question) -> None:
    for period in (None, QUARTER, read_period("2015-04")):
        asked = over(ask, period)
        groups = catalogue.ask("issues.count", asked).cells
        for at, label in enumerate(("条线", "性质", "状态")):
            found = count(asked, "issues", label)
            assert {word: found.cell(word).value for word in found.rows} == dict(
                Counter(path[at] for path, behind in groups.items() for _ in behind)
            )
        found = count(asked, "issues", "条线", "状态")
        for line in found.rows:
            for state in found.columns:
                own = [one for path, rows in groups.items() if (path[0], path[2]) == (line, state) for one in rows]
                assert sorted(found.cell(line, state).behind) == sorted(own)


def test_shares_and_means_are_those_of_the_figures(ask: Question) -> None:
    rates = catalogue.ask("issues.closing_rate", ask)
    found = count(ask, "issues", "条线", "", "销号率")
    assert found.cell().value == rates.value
    assert {line: found.cell(line).value for line in found.rows} == dict(rates.groups)
    exams = catalogue.ask("exams.by_department", ask).groups
    by_exam = count(ask, "exams", "部门", "考试", "应考、实考、平均分、及格率、优秀率")
    for exam, departments in exams.items():
        for department, said in departments.items():
            own = {one.label: by_exam.cell(department, exam, one.label).value for one in by_exam.measures}
            assert own == {label: said[label] for label in own}
    reviews = count(ask, "reviews", "月份", "", "平均分")
    assert reviews.cell().value == catalogue.ask("reviews.score_mean", ask).value
    off = count(ask, "findings", "评查项目", "部门", "扣分")
    figure = catalogue.ask("reviews.deductions", ask)
    assert off.cell().said == f"{figure.value:g}"
    assert {item: float(off.cell(item).said) for item in off.rows} == {
        item: float(points) for item, points in figure.groups.items()
    }
    money = count(ask, "money", "案件", "", "结存")
    assert money.cell().value == catalogue.ask("money.balance", ask).value


def test_tasks_of_a_period_are_those_due_in_it(ask: Question) -> None:
    asked = over(ask, read_period("2015-04"))
    assert count(asked, "tasks", "牵头部门").cell().value == catalogue.ask("plan.tasks.due_within", asked).value


def test_a_count_by_hand_of_the_ledger_agrees(ask: Question) -> None:
    """Problems found from January to March, by line and state, in plain Python over the rows of the table."""
    asked = over(ask, QUARTER)
    by_hand: Counter[tuple[str, str]] = Counter()
    names = {row.id: row.name for row in ask.session.scalars(select(Department))}
    for row in ask.session.scalars(select(Issue).where(Issue.retired_at.is_(None))):
        out = row.state in (IssueState.MERGED, IssueState.VOID)
        if not out and row.found_on and QUARTER.first <= row.found_on <= QUARTER.last:
            by_hand[row.line or names.get(row.department_id or 0, ""), row.state] += 1
    found = count(asked, "issues", "条线", "状态")
    told = {(line, state): found.cell(line, state).value for line in found.rows for state in found.columns}
    assert {words: value for words, value in told.items() if value} == dict(by_hand)


def test_a_problem_of_several_categories_stands_under_each_and_once_in_the_total(ask: Question) -> None:
    pairs = ask.session.execute(select(IssueCategory.issue_id, IssueCategory.word)).all()
    known = {row[1] for row in count(ask, "issues", "条线").behind}
    found = count(ask, "issues", "类别")
    assert {word: found.cell(word).value for word in found.rows if word != "未填"} == dict(
        Counter(word for id_, word in set(map(tuple, pairs)) if id_ in known)
    )
    assert found.cell().value == len(known)
    assert "合计只计一次" in found.note
    assert not count(ask, "issues", "条线").note


# made up


def plain(rows: Sequence[tuple[int, str, int | None]]) -> Base[tuple[int, str, int | None]]:
    return Base(
        id="made",
        label="样例",
        tab="plan",
        kind="task",
        read=lambda _ask: rows,
        behind=lambda row: ("task", row[0]),
        dimensions=(by_word("词", lambda row: row[1], ("乙", "甲")),),
        measures=(
            Measure("件数", "件"),
            Measure("和", "元", Weigh.SUM, lambda _ask, row: row[2], Form.YUAN),
            Measure("率", "", Weigh.SHARE, lambda _ask, row: None if row[2] is None else int(row[2] > 0)),
            Measure("均", "分", Weigh.MEAN, lambda _ask, row: row[2]),
        ),
    )


def test_numbers_are_said_as_printed(ask: Question) -> None:
    base = plain([(1, "甲", 150_050), (2, "甲", 0), (3, "乙", None), (4, "", -100)])
    found = crossed(ask, base, base.dimensions[0], None, base.measures)
    assert found.rows == ("乙", "甲", "未填")
    said = {word: [found.cell(word, EVERY, one.label).said for one in base.measures] for word in (*found.rows, EVERY)}
    assert said == {
        "乙": ["1", "0.00", "—", "—"],
        "甲": ["2", "1,500.50", "50.0%", "750.25"],
        "未填": ["1", "-1.00", "0.0%", "-1.00"],
        EVERY: ["4", "1,499.50", "33.3%", "499.83"],
    }
    assert found.cell("乙", EVERY, "和").behind == ()


def test_a_table_of_nothing_has_no_rows_and_says_zero(ask: Question) -> None:
    base = plain([])
    found = crossed(ask, base, base.dimensions[0], None, base.measures)
    assert (found.rows, found.columns, found.behind) == ((), (), ())
    assert [found.cell(measure=one.label).said for one in base.measures] == ["0", "0.00", "—", "—"]


@pytest.mark.parametrize(
    ("named", "rows", "columns", "measure", "said"),
    [
        ("什么", "条线", "", "", "没有“什么”这个统计对象"),
        ("issues", "颜色", "", "", "问题不能按“颜色”分。可选：条线"),
        ("issues", "条线", "颜色", "", "问题不能按“颜色”分"),
        ("issues", "条线", "条线", "", "行和列都是“条线”"),
        ("issues", "条线", "", "平均分", "问题没有“平均分”这个指标"),
    ],
)
def test_what_is_not_known_is_refused_with_what_there_is(
    ask: Question, named: str, rows: str, columns: str, measure: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        count(ask, named, rows, columns, measure)


def test_more_words_than_can_be_read_across_are_refused(ask: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    people = len(count(ask, "presences", "人员").rows)
    monkeypatch.setattr(cross_bases, "MOST_COLUMNS", people)
    assert len(count(ask, "presences", "部门", "人员").columns) == people
    monkeypatch.setattr(cross_bases, "MOST_COLUMNS", people - 1)
    with pytest.raises(Refusal, match=f"人员有 {people} 个，横着排不下"):
        count(ask, "presences", "部门", "人员")


def test_a_base_that_knows_no_period_refuses_one(ask: Question) -> None:
    with pytest.raises(Refusal, match="只看截至日期，不分期间"):
        count(over(ask, QUARTER), "posts", "部门")


def test_words_of_a_declaration_are_its_own() -> None:
    assert len(BY_ID) == len(BASES) == len({base.label for base in BASES})
    for base in BASES:
        for labels in ([one.label for one in base.dimensions], [one.label for one in base.measures]):
            assert len(set(labels)) == len(labels)
        assert base.measures[0].weigh is Weigh.COUNT
        for rows, columns in permutations([one.label for one in base.dimensions], 2):
            assert "、" not in rows + columns


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_statements_do_not_grow_with_the_rows(county: Desk, base: Base[Any]) -> None:
    """As many statements for a quarter as for the year, and few of them."""
    asked: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    def statements(period: Period | None) -> int:
        asked.clear()
        with county.store.read() as session:
            for other in base.dimensions[1:2]:
                table(Question(session, DAY, period), base, base.dimensions[0].label, other.label)
        return len(asked)

    with county.store.read() as session:
        bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", hear)
    try:
        whole = statements(None)
        assert 0 < whole <= 14
        if base.dated:
            assert statements(QUARTER) <= whole
    finally:
        event.remove(bind, "before_cursor_execute", hear)
