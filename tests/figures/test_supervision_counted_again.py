"""Workbook 08 read by hand on five days, cell by cell, and set against figures, promises, boards and tables."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest

from desktop_app.figures.catalogue import ask
from desktop_app.figures.document_standing import documents
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge, told
from desktop_app.figures.supervision_boards import supervision
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.typed_periods import typed_period
from desktop_app.services import records, saved_tables
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import office_with, rows, with_supervision

COUNTIES = ("清源县", "清源县-改正")
MARCH, APRIL, MAY = date(2015, 3, 31), date(2015, 4, 30), date(2015, 5, 31)
JUNE, DECEMBER = date(2015, 6, 30), date(2015, 12, 31)
DAYS = (MARCH, APRIL, MAY, JUNE, DECEMBER)

ADVICE, WRONG = "检察建议", "纠正违法通知书"
STATES = ("未送达", "待回复", "逾期未回复", "已回复未核查", "已核查")


class Count(NamedTuple):
    """What was counted on a day: promises as (offenders, judged)."""

    advice: tuple[int, ...]
    wrong: tuple[int, ...]
    overdue: Mapping[str, int]
    told: tuple[int, int, int]
    category: Mapping[str, int]
    department: Mapping[str, int]
    handling: Mapping[str, int]
    abolished: Mapping[str, int]
    inquiries: Mapping[str, int]
    persons: Mapping[str, Mapping[str, int]]
    promises: Mapping[str, tuple[int, int]]


_WRONG_7, _WRONG_10, _ADVICE_8, _ADVICE_7 = (
    "清检纠违〔2015〕7号",
    "清检纠违〔2015〕10号",
    "清检建〔2015〕8号",
    "清检建〔2015〕7号",
)


def _late(*days: int) -> dict[str, int]:
    """Those that fell due in June."""
    return dict(zip(("清检纠违〔2015〕17号", "清检纠违〔2015〕19号", "清检纠违〔2015〕20号"), days, strict=True))


_MARCH_ACTS = {"司法作风": 1, "保密": 1, "办案程序": 4, "工作纪律": 2, "审批": 1, "律师权利": 1}
_APRIL_ACTS = {**_MARCH_ACTS, "司法作风": 2, "保密": 2, "办案程序": 5, "工作纪律": 3, "办案安全": 1}
_MAY_ACTS = {
    **_APRIL_ACTS, "司法作风": 3, "保密": 4, "办案程序": 6, "工作纪律": 4, "审批": 2, "系统使用": 1, "涉案财物": 1
}  # fmt: skip
_MARCH_PLACES = {
    "未成年人检察科": 3, "公诉科": 2, "案件管理办公室": 2, "民事行政检察科": 1, "刑事执行检察局": 1, "控告申诉检察科": 1
}  # fmt: skip
_APRIL_PLACES = {**_MARCH_PLACES, "公诉科": 3, "控告申诉检察科": 4, "反贪污贿赂局": 1}
_MAY_PLACES = {
    **_APRIL_PLACES, "未成年人检察科": 4, "公诉科": 4, "民事行政检察科": 4, "反贪污贿赂局": 2, "侦查监督科": 2
}  # fmt: skip
_MAY_HANDLED = {"批评教育": 4, "责令改正": 5, "书面检讨": 8, "谈话提醒": 6}
_ALL_GONE = {"虚": 3, "假": 4, "空": 4}
_MAY_INQUIRIES = {"线索登记": 1, "调查": 1, "处理决定": 1, "了结": 1}
_MAY_PERSONS = {"直接责任": {"诫勉": 1, "不予追究": 1, "未作处理": 2}, "主要领导责任": {"未作处理": 4}}
_MAY_PROMISES = {
    "S9": (3, 23),
    "S10": (13, 31),
    "S11": (1, 12),
    "Y1": (8, 22),
    "Y2": (2, 3),
    "Y3": (1, 1),
    "Y4": (0, 23),
}

MAY_COUNT = Count(
    (1, 0, 2, 2, 6), (1, 3, 2, 7, 7), {_ADVICE_7: 52, _WRONG_7: 71, _ADVICE_8: 42, _WRONG_10: 53}, (19, 1, 3),
    _MAY_ACTS, _MAY_PLACES, _MAY_HANDLED, _ALL_GONE, _MAY_INQUIRIES, _MAY_PERSONS, _MAY_PROMISES,
)  # fmt: skip
COUNTED = {
    MARCH: Count(
        (0, 3, 0, 2, 4), (0, 2, 1, 5, 3), {_WRONG_7: 10}, (9, 0, 1), _MARCH_ACTS, _MARCH_PLACES,
        {"批评教育": 2, "责令改正": 1, "书面检讨": 4, "谈话提醒": 3}, {"虚": 1, "假": 2, "空": 1},
        {"调查": 1}, {"直接责任": {"未作处理": 1}, "主要领导责任": {"未作处理": 1}},
        {"S9": (1, 10), "S10": (3, 20), "S11": (8, 12), "Y1": (8, 22), "Y2": (2, 3), "Y3": (0, 0), "Y4": (0, 10)},
    ),
    APRIL: Count(
        (0, 0, 2, 3, 5), (0, 2, 2, 7, 5), {_ADVICE_7: 21, _WRONG_7: 40, _ADVICE_8: 11, _WRONG_10: 22}, (12, 1, 2),
        _APRIL_ACTS, _APRIL_PLACES, {"批评教育": 3, "责令改正": 2, "书面检讨": 7, "谈话提醒": 3}, _ALL_GONE,
        {"调查": 2, "处理决定": 1}, {"直接责任": {"诫勉": 1, "未作处理": 2}, "主要领导责任": {"未作处理": 3}},
        {"S9": (2, 15), "S10": (11, 26), "S11": (1, 12), "Y1": (8, 22), "Y2": (2, 3), "Y3": (1, 1), "Y4": (0, 15)},
    ),
    MAY: MAY_COUNT,
    JUNE: MAY_COUNT._replace(
        wrong=(1, 0, 5, 7, 7),
        overdue={_ADVICE_7: 82, _WRONG_7: 101, _ADVICE_8: 72, _WRONG_10: 83, **_late(27, 24, 24)},
        promises={**_MAY_PROMISES, "S10": (16, 31), "Y1": (12, 22)},
    ),
    DECEMBER: MAY_COUNT._replace(
        wrong=(1, 0, 5, 7, 7),
        overdue={_ADVICE_7: 266, _WRONG_7: 285, _ADVICE_8: 256, _WRONG_10: 267, **_late(211, 208, 208)},
        promises={**_MAY_PROMISES, "S10": (16, 31), "Y1": (18, 22)},
    ),
}  # fmt: skip
NOT_TOLD = {MARCH: ["DC-006"], APRIL: ["DC-006", "DC-015"], MAY: ["DC-006", "DC-020", "DC-023"]}
NOT_DONE_IN_A_QUARTER = {
    MARCH: (), MAY: (), JUNE: (2, 8, 10, 12), DECEMBER: (2, 6, 7, 8, 9, 10, 11, 12, 13, 15),
}  # fmt: skip
"""Those who signed and did less than one thing a finished quarter, by their rows."""
TABLES = {
    "": ({"公诉科": 4, "控告申诉检察科": 4}, (20, 11), (4, 4)),
    "2015-04": ({"公诉科": 1, "控告申诉检察科": 3, "反贪污贿赂局": 1}, (5, 1), (2, 2)),
    "2015Q1": ({"公诉科": 2, "案件管理办公室": 2, "未成年人检察科": 3}, (11, 9), (1, 1)),
}
"""By period: some departments of the findings, 纠正违法通知书 and 检察建议, both legs of the double investigations."""


@pytest.fixture(scope="module", params=COUNTIES)
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = office_with(with_supervision(request.param), tmp_path_factory.mktemp("county"), TurnedClock(MAY))
    yield made
    made.store.close()


def filled(counts: tuple[int, ...]) -> dict[str, int]:
    return {state: count for state, count in zip(STATES, counts, strict=True) if count}


@pytest.mark.parametrize("day", DAYS)
def test_figures_say_what_was_counted(county: Desk, day: date) -> None:
    wanted = COUNTED[day]
    with county.store.read() as session:
        question = Question(session, day)

        def groups(name: str) -> Mapping[str, Any]:
            return ask(name, question).groups

        found = {row.doc_no: (day - row.due_on).days for row in documents(question) if row.overdue and row.due_on}
        assert groups("documents.state") == {ADVICE: filled(wanted.advice), WRONG: filled(wanted.wrong)}
        assert ask("documents.overdue", question).value == len(wanted.overdue)
        unverified = wanted.advice[3] + wanted.wrong[3]
        assert ask("documents.replied_unverified", question).value == unverified
        state = groups("habits.state")
        assert (state["已通报"], state.get("不通报", 0), state["待通报"]) == wanted.told
        assert ask("habits.unreported", question).value == wanted.told[2]
        assert groups("habits.count") == wanted.category
        assert groups("habits.by_department") == wanted.department
        assert groups("habits.handling") == wanted.handling
        assert groups("indicators.abolished") == wanted.abolished
        assert groups("duties.count") == {"已签订": 14, "未签订": 1}
        assert groups("duties.deeds") == {"廉政谈话": 16, "检查": 21}
        assert groups("accountability.state") == wanted.inquiries
        assert groups("accountability.persons") == wanted.persons
        assert found == wanted.overdue


@pytest.mark.parametrize("day", DAYS)
def test_promises_say_what_was_counted(county: Desk, day: date) -> None:
    with county.store.read() as session:
        judged = [judge(BY_ID[name], Question(session, day)) for name in COUNTED[day].promises]
        lists = {row["id"]: row["records"] for row in told(judged, session, day)["promises"]}
    assert {one.promise.id: (one.count, one.finding.total) for one in judged} == COUNTED[day].promises
    assert lists["S9"] == NOT_TOLD.get(day, NOT_TOLD[MAY])
    assert lists["Y2"] == ["PC-2015-03-06", "PC-2015-03-13"]
    if day in NOT_DONE_IN_A_QUARTER:
        idle = {f"ZR-{row:03}" for row in NOT_DONE_IN_A_QUARTER[day]}
        assert {number for number in lists["Y1"] if number.startswith("ZR")} == {"ZR-005", *idle}


@pytest.mark.parametrize("day", DAYS)
def test_the_boards_show_what_was_counted(county: Desk, day: date) -> None:
    wanted = COUNTED[day]
    with county.store.read() as session:
        board = supervision(Question(session, day))
    steps = {
        kind: {step: len(ids) for step, ids in own.items()} for kind, own in board.documents.grouped("种类").items()
    }
    assert steps == {ADVICE: filled(wanted.advice), WRONG: filled(wanted.wrong)}
    assert {word: sum(map(len, own.values())) for word, own in board.found().items()} == wanted.category
    assert len(board.leaders) == 22


@pytest.mark.parametrize("period", TABLES)
def test_the_tables_kept_count_the_same_in_every_period(county: Desk, period: str) -> None:
    places, kinds, legs = TABLES[period]
    with county.store.read() as session:
        facts = Facts(session, MAY)
        kept = {one.title: one for one in saved_tables.kept(facts)}
        over = typed_period(period, MAY)
        acts = saved_tables.counted(facts, kept["督查·类别×部门"], MAY, over)
        papers = saved_tables.counted(facts, kept["文书·种类×状态"], MAY, over)
        persons = saved_tables.counted(facts, kept["问责·处理方式×责任类型"], MAY, over)
    assert {place: acts.cell(column=place).value for place in places} == places
    assert (papers.cell(WRONG).value, papers.cell(ADVICE).value) == kinds
    assert (persons.cell(column="直接责任").value, persons.cell(column="主要领导责任").value) == legs
    for table in (acts, papers, persons):
        cells = [table.cell(row, column).value for row in table.rows for column in table.columns]
        assert sum(int(cell or 0) for cell in cells) == table.cell().value


@pytest.mark.parametrize(
    ("kind", "number", "touched", "left"),
    [
        ("habit", "DC-020", ("habits.count", "habits.unreported", "S9", "Y4"), (22, 2, (2, 22), (0, 22))),
        ("supervision_document", "WS-014", ("documents.sent", "documents.overdue", "S10"), (30, 3, (12, 30))),
        ("indicator", "ZB-008", ("indicators.count", "S11"), (11, (0, 11))),
        ("inquiry", "双查2015-01", ("accountability.leads", "Y2", "Y3"), (3, (3, 3), (0, 0))),
        ("duty", "ZR-001", ("duties.count", "Y1"), (14, (9, 22))),
    ],
)
def test_a_record_deleted_leaves_every_count_and_comes_back_with_undo(
    county: Desk, kind: str, number: str, touched: tuple[str, ...], left: tuple[Any, ...]
) -> None:
    def counts() -> tuple[Any, ...]:
        with county.store.read() as session:
            question = Question(session, MAY)
            judged = {name: judge(BY_ID[name], question) for name in touched if name in BY_ID}
            return tuple(
                (judged[name].count, judged[name].finding.total) if name in judged else ask(name, question).value
                for name in touched
            )

    before = counts()
    one = next(row["id"] for row in rows(county, kind) if row["number"] == number)
    records.retire(county, BY_KIND[kind], [one], "登记重复")
    assert counts() == left
    undo(county.store)
    assert counts() == before
