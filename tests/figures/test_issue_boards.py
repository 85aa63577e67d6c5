"""The boards count what the figures count, and every number stands for exactly its records."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.figures import issue_boards as boards
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.figures.issue_boards import EVERY, Column, Matrix, Person, Reading
from desktop_app.models.issues import Issue
from desktop_app.rules.vocabulary import IssueNature, IssueState
from desktop_app.services.desk import Desk
from tests.kit.standings import standings


@pytest.fixture
def county(desk: Desk) -> Desk:
    standings(desk)
    return desk


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def told(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", told)


def statistics(desk: Desk, day: date | None = None) -> Reading:
    with desk.facts() as facts:
        return boards.read_statistics(Question(facts.session, day or desk.today))


def people(desk: Desk) -> tuple[Person, ...]:
    with desk.facts() as facts:
        return boards.persons(boards.read_persons(Question(facts.session, desk.today)))


def figure(desk: Desk, name: str) -> Any:
    with desk.facts() as facts:
        return ask(name, Question(facts.session, desk.today))


def sums(counts: Matrix, line: str) -> int:
    natures = {column.nature for column in counts.columns if column.nature}
    return sum(len(counts.ids(line, Column(nature))) for nature in natures)


def test_the_matrix_is_the_figure_of_all_problems(county: Desk) -> None:
    counts, answer = boards.matrix(statistics(county)), figure(county, "issues.count")
    told = {
        line: {
            nature: {state: len(counts.ids(line, Column(nature, state))) for state in boards.STATES}
            for nature in IssueNature
        }
        for line in counts.lines
    }
    assert told == answer.groups
    assert len(counts.ids(EVERY, Column())) == answer.value
    assert set(counts.ids(EVERY, Column())) == {id_ for _kind, id_ in answer.behind}


def test_rows_columns_and_the_whole_add_up(county: Desk) -> None:
    counts = boards.matrix(statistics(county))
    for line in (*counts.lines, EVERY):
        assert sums(counts, line) == len(counts.ids(line, Column()))
    for column in counts.columns:
        below = [id_ for line in counts.lines for id_ in counts.ids(line, column)]
        assert sorted(below) == sorted(counts.ids(EVERY, column))


def test_overdue_problems_are_those_of_the_figure(county: Desk) -> None:
    counts, answer = boards.matrix(statistics(county)), figure(county, "issues.overdue")
    late = {line: len(counts.ids(line, Column(late=True))) for line in counts.lines}
    assert {line: count for line, count in late.items() if count} == answer.groups


def test_lines_stand_in_the_order_of_the_dictionary(county: Desk) -> None:
    assert boards.matrix(statistics(county)).lines == ("侦查监督", "公诉", "派驻检察")


def test_what_is_not_counted_is_told_with_its_records(county: Desk) -> None:
    read = statistics(county, date(2015, 5, 10))
    assert {why: len(ids) for why, ids in read.left_out.items() if why != boards.LATER} == {"已合并": 6, "已作废": 6}
    with county.facts() as facts:
        later = facts.session.query(Issue.id).where(Issue.found_on > date(2015, 5, 10), Issue.state != IssueState.VOID)
        assert set(read.left_out[boards.LATER]) <= {row.id for row in later}
    assert len(read.rows) + sum(map(len, read.left_out.values())) == 54


def test_ages_are_the_figure_of_ages(county: Desk) -> None:
    bands, answer = boards.age_bands(statistics(county)), figure(county, "issues.ages")
    total: dict[str, int] = {}
    for groups in answer.groups.values():
        for word, count in groups.items():
            total[word] = total.get(word, 0) + count
    assert {band.word: len(band.ids) for band in bands if band.ids} == total
    assert [band.word for band in bands] == ["15天内", "16—30天", "31—60天", "61—90天", "90天以上"]


def test_days_to_close_are_the_figure_with_their_number(county: Desk) -> None:
    whole, *each = boards.closing_times(statistics(county))
    answer = figure(county, "issues.days_to_close")
    assert whole.days == answer.value
    assert {id_ for _kind, id_ in answer.behind} == set(whole.ids)
    assert sorted(time.days for time in each if time.days is not None) == sorted(answer.groups.values())
    assert sum(len(time.ids) for time in each) == len(whole.ids) > 0


def test_persons_are_the_figure_by_person(county: Desk) -> None:
    found, answer = people(county), figure(county, "issues.by_person")
    told = {who.name: {state: len(ids) for state, ids in who.states.items()} for who in found if who.id}
    assert told == answer.groups
    *_named, nobody = found
    assert not nobody.id
    assert set(nobody.ids) == {row.id for row in statistics(county).rows} - {id_ for _kind, id_ in answer.behind}


def test_who_is_behind_with_most_stands_first(county: Desk) -> None:
    named = [who for who in people(county) if who.id]
    assert [who.name for who in named] == ["林晓岚", "韩雨桐", "陈若琳"]
    assert [len(who.late) for who in named] == sorted((len(who.late) for who in named), reverse=True)
    assert named[0].department == "公诉"


def test_measures_of_a_person_are_those_of_his_problems(county: Desk) -> None:
    whole = figure(county, "issues.measures")
    with county.facts() as facts:
        read = boards.read_persons(Question(facts.session, county.today))
    assert sum(every for _done, every in (read.measures[row.id] for row in read.rows if row.id in read.measures)) == (
        whole.value
    )
    for who in boards.persons(read):
        assert who.measures == sum(read.measures[id_][1] for id_ in who.measured)
        assert 0 <= who.done <= who.measures


def test_a_filter_counts_only_its_records(county: Desk) -> None:
    read = statistics(county)
    kept = [row.id for row in read.rows][::3]
    counts = boards.matrix(read.only(kept))
    assert set(counts.ids(EVERY, Column())) == set(kept)
    assert read.only(None) is read
    assert boards.closing_times(read.only([]))[0].days is None


def test_a_nature_not_filled_in_has_columns_of_its_own(county: Desk) -> None:
    with county.store.unit("旧台账缺性质") as unit:
        unit.session.get_one(Issue, 1).nature = None
    counts = boards.matrix(statistics(county))
    assert counts.ids(EVERY, Column("未填")) == (1,)
    assert sums(counts, EVERY) == len(counts.ids(EVERY, Column()))


@pytest.mark.parametrize("read", [boards.read_statistics, boards.read_persons])
def test_reading_a_board_costs_the_same_for_few_and_many(desk: Desk, read: Any) -> None:
    spent = []
    for _ in range(2):
        standings(desk, rounds=3)
        with desk.facts() as facts, counted() as sent:
            read(Question(facts.session, desk.today))
        spent.append(len(sent))
    assert spent[0] == spent[1] <= 7
