"""Links between records as the tables tell them: none left out, both directions, one statement."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import select

from desktop_app.figures import relations
from desktop_app.models.base import Base, Record
from desktop_app.models.cases import CaseFile
from desktop_app.models.catalogue import KINDS
from desktop_app.models.issues import Issue, IssueCase
from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, ReviewHandler
from desktop_app.rules.cases import case_key
from desktop_app.services.desk import Desk
from tests.kit.practised import practised
from tests.kit.statements import statements


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The county for reading."""
    with practised() as office:
        yield office


def records() -> set[str]:
    return {kind for kind, model in KINDS.items() if issubclass(model, Record)}


def test_every_column_that_points_to_a_record_or_names_a_case_is_a_road() -> None:
    """The metadata walked otherwise: by its foreign key constraints."""
    kept, known = records(), {(road.part or road.kind, road.name) for road in relations.roads()}
    for table in Base.metadata.sorted_tables:
        if table.name not in KINDS:
            continue
        for key in table.foreign_keys:
            own = table.name not in kept and key.column.table.name == next(
                (one.column.table.name for column in table.columns for one in column.foreign_keys), ""
            )
            first = next(column.name for column in table.columns if column.foreign_keys) == key.parent.name
            if key.column.table.name in kept and not (own and first):
                assert (table.name, key.parent.name) in known, (table.name, key.parent.name)
        if "case_no" in table.columns:
            assert (table.name, "case_no") in known


def test_a_problem_and_its_case_see_each_other(desk: Desk) -> None:
    with desk.store.read() as session:
        asked = select(IssueCase.issue_id, CaseFile.id).join(CaseFile, CaseFile.number == IssueCase.case_no)
        pairs = session.execute(asked).all()
        assert pairs
        for issue_id, case_id in pairs:
            ahead = [(link.kind, link.id) for link in relations.around(session, "issue", issue_id)]
            back = [(link.kind, link.id) for link in relations.around(session, "case_file", case_id)]
            assert ("case_file", case_id) in ahead
            assert ("issue", issue_id) in back


def test_what_is_linked_is_asked_in_one_statement(desk: Desk) -> None:
    with desk.store.read() as session:
        relations.around(session, "issue", 1)
        for kind in ("issue", "case_file", "case_review", "officer"):
            assert statements(session, partial(relations.around, session, kind, 1)) == 1


def test_an_officer_is_found_by_who_he_is_and_not_by_his_name(desk: Desk) -> None:
    with desk.store.read() as session:
        alike = session.scalars(select(Officer.id).where(Officer.name == "张伟")).all()
        assert len(alike) == 2
        found = [
            {link.id for link in relations.of_officer(session, one) if link.kind == "case_review"} for one in alike
        ]
        asked = [select(ReviewHandler.review_id).where(ReviewHandler.officer_id == one) for one in alike]
        told = [set(session.scalars(one)) for one in asked]
        assert found == told
        assert not found[0] & found[1]


def test_a_case_nobody_registered_is_found_by_its_number(desk: Desk) -> None:
    with desk.store.read() as session:
        numbers = set(session.scalars(select(CaseFile.number)))
        strays = [n for n in session.scalars(select(CaseReview.case_no)) if n not in numbers]
        written = [case_key(number) for number in session.scalars(select(IssueCase.case_no))]
        strays += [number for number in written if number not in numbers]
        assert strays
        for number in strays:
            kinds = {link.kind for link in relations.of_case(session, number)}
            assert kinds
            assert "case_file" not in kinds


def test_a_problem_knows_nothing_of_other_cases(desk: Desk) -> None:
    with desk.store.read() as session:
        written = session.execute(select(IssueCase.issue_id, IssueCase.case_no)).all()
        for number in session.scalars(select(CaseFile.number).limit(60)).all():
            issues = {link.id for link in relations.of_case(session, number) if link.kind == Issue.__tablename__}
            assert issues == {one for one, said in written if case_key(said) == number}
