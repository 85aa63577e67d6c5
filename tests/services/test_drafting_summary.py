"""The 总结 of a whole file: every number equals its figure and opens its rows, and nothing is said of nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.ledgers import BY_ID, ask
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import judged
from desktop_app.figures.traced import Aspect, Trace, read_trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.manuscript import numbering
from desktop_app.rules.proofreading import left_standing
from desktop_app.rules.vocabulary import BulletinKind, Verdict
from desktop_app.rules.wording import Template
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import drafted
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import manuscript
from desktop_app.services.wordings import templates
from desktop_app.system.clock import TurnedClock
from tests.kit.county import every_ledger, first_three, office_with
from tests.kit.everything import one_of_everything
from tests.kit.office import founded
from tests.kit.practised import practised

SUMMARY = templates()[BulletinKind.SUMMARY]
CHAPTERS = ("“快”", "“细”", "“实”", "“严”", "存在不足", "下一步打算")


@contextmanager
def _empty(root: Path) -> Iterator[Desk]:
    """An office on its first day."""
    desk = founded(root / "empty", TurnedClock(date(2015, 5, 31)))
    yield desk
    desk.store.close()


@contextmanager
def _everything(root: Path) -> Iterator[Desk]:
    """An office with one record of every kind."""
    desk = founded(root / "full", TurnedClock(date(2031, 6, 30)))
    assert {"issue", "task", "habit", "duty", "inquiry", "indicator", "seized_item"} <= set(one_of_everything(desk))
    yield desk
    desk.store.close()


@contextmanager
def _county(_: Path) -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@contextmanager
def _mended(root: Path) -> Iterator[Desk]:
    desk = office_with(every_ledger("清源县-改正"), root / "mended", TurnedClock(date(2015, 5, 31)))
    yield desk
    desk.store.close()


OFFICES = {"empty": _empty, "everything": _everything, "county": _county, "mended": _mended}


@pytest.fixture(scope="module", params=[*list(OFFICES)[:3], pytest.param("mended", marks=pytest.mark.slow)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with OFFICES[request.param](tmp_path_factory.mktemp(request.param)) as desk:
        yield desk


def summary(facts: Facts) -> Draft:
    return drafted(facts, BulletinKind.SUMMARY, str(facts.today.year))


def told(facts: Facts, made: Draft) -> list[str]:
    """The paper as it is read, headings numbered."""
    paper = manuscript(facts, made)
    heads = numbering([line.kind for line in paper.lines])
    return [f"{head}{line.text}" for head, line in zip(heads, paper.lines, strict=True)]


def counted(groups: Any, path: tuple[str, ...]) -> float:
    """What nested groups say under a path, counted here once more."""
    if not isinstance(groups, Mapping):
        return 0 if path or groups is None else groups
    inner = groups.values() if not path or path[0] == "" else [groups[path[0]]] if path[0] in groups else []
    return sum(counted(one, path[1:]) for one in inner)


def test_every_number_equals_its_figure(office: Desk) -> None:
    with office.facts() as facts:
        made = summary(facts)
        for row in made.rows(BulletinFigure):
            trace = read_trace(row["asked"])
            answer = ask(trace.figure, Question(facts.session, trace.as_of))
            assert trace.as_of == made[Bulletin.as_of]
            assert trace.aspect is not Aspect.CHANGE, "a whole campaign is compared with nothing"
            if trace.aspect is Aspect.VALUE and not (trace.path and BY_ID[trace.figure].counted and answer.cells):
                expected = counted(answer.groups, trace.path) if trace.path else answer.value
                assert row["told"]["value"] == expected, trace
            elif trace.aspect is Aspect.VALUE:
                assert row["told"]["value"] == len(set(_under(answer.cells, trace.path))), trace


def _under(cells: Mapping[tuple[str, ...], tuple[Any, ...]], path: tuple[str, ...]) -> list[Any]:
    led = [rows for words, rows in cells.items() if all(a in ("", b) for a, b in zip(path, words, strict=False))]
    return [one for rows in led for one in rows]


def test_every_number_opens_rows_that_are_there(office: Desk) -> None:
    with office.facts() as facts:
        for row in summary(facts).rows(BulletinFigure):
            trace: Trace = read_trace(row["asked"])
            behind = facts.sources.trace(trace).behind
            assert behind, trace
            assert all(facts.row(kind, id_) and kind in BY_KIND for kind, id_ in behind), trace
            if trace.aspect is Aspect.VALUE and BY_ID[trace.figure].counted:
                assert len(behind) == row["told"]["value"]


def test_it_has_its_chapters_and_no_number_of_nothing(office: Desk) -> None:
    with office.facts() as facts:
        made = summary(facts)
        lines = told(facts, made)
    heads = [line for line in lines if "。" not in line and line[1] == "、"]
    assert [next((word for word in CHAPTERS if word in head), head) for head in heads] == list(CHAPTERS)
    assert [head[0] for head in heads] == list("一二三四五六")
    assert lines[-1] == "特此报告。"
    text = "\n".join(lines)
    assert not [word for word in ("未填", "共0", "为0", "None", "—") if word in text]
    assert not [
        row["shown"] for row in made.rows(BulletinFigure) if row["shown"][:1] == "0" and row["told"]["value"] == 0
    ]
    assert len(lines) == len(set(lines)), "nothing is said twice"


def test_what_is_wanting_is_what_the_promises_say(office: Desk) -> None:
    with office.facts() as facts:
        made = summary(facts)
        text = "\n".join(told(facts, made))
        found = judged(PROMISES, Question(facts.session, facts.today))
        broken = [one for one in found if one.verdict is Verdict.BROKEN]
        assert f"还有{len(broken)}项工作没有完全做到" in text
        said = {trace.path: row["told"] for trace, row in _offending(made)}
        for one in broken:
            told_of = said.get((Verdict.BROKEN, one.promise.theme, one.promise.title))
            if told_of is None:
                assert one.promise.id in WORDS, one.promise.id
                assert WORDS[one.promise.id] in text
                continue
            assert told_of["value"] == one.count
            assert sum(map(len, told_of["ids"].values())) == len(one.finding.behind)
        for promise_id, words in WORDS.items():
            assert (words in text) == (promise_id in {one.promise.id for one in broken})


WORDS = {
    "K1": "领导小组的组长、成员、办公室或者成立文号不全",
    "K2": "工作方案的文号、印发日期、签发人没有登记齐全",
    "S5": "有的月份没有完成案件评查",
    "S7": "有的季度没有评出最佳、最差案件",
}
"""Promises whose want has no number: what is absent has no record."""


def _offending(made: Draft) -> list[tuple[Trace, dict[str, Any]]]:
    rows = [(read_trace(row["asked"]), row) for row in made.rows(BulletinFigure)]
    return [(trace, row) for trace, row in rows if trace.figure == "promises.offending"]


def _paths(template: Template, verdict: Verdict) -> set[tuple[str, ...]]:
    promised = (slot.path for slot in template.slots.values() if slot.figure.startswith("promises."))
    return {path for path in promised if path[:1] == (verdict,)}


def test_no_promise_is_left_out_and_none_is_unknown() -> None:
    every = {(promise.theme, promise.title) for promise in PROMISES}
    assert {path[1:] for path in _paths(SUMMARY, Verdict.BROKEN) if len(path) == 3} == every
    assert {path[1:] for path in _paths(SUMMARY, Verdict.KEPT)} <= every
    assert {path[1] for path in _paths(SUMMARY, Verdict.BROKEN) if len(path) == 2} <= {theme for theme, _ in every}


def test_an_office_on_its_first_day_leaves_the_rest_to_be_written(tmp_path: Path) -> None:
    with _empty(tmp_path) as desk, desk.facts() as facts:
        text = "\n".join(told(facts, summary(facts)))
    assert left_standing(text) == ["待写"] * 5
    assert "尚无问题销号" in text


def test_a_half_year_is_compared_with_the_one_before_and_the_first_with_nothing(tmp_path: Path) -> None:
    desk = office_with(first_three("清源县"), tmp_path / "july", TurnedClock(date(2015, 7, 20)))
    with desk.facts() as facts:
        first, second = (
            "\n".join(told(facts, drafted(facts, BulletinKind.SUMMARY, f"2015H{half}"))) for half in (1, 2)
        )
    desk.store.close()
    assert "已销号57条，销号率43.5%，与上半年末持平。" in second
    assert "已销号57条，销号率43.5%。" in first
