"""A day of counting: who may count, what the books say, the sample, counts keyed and scanned, what becomes of it."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.figures.engine import Question
from desktop_app.figures.seizures import counted
from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.seizures import Stocktake, StocktakeCounter
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.rules.count_samples import redrawn
from desktop_app.rules.draws import Ask
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.rules.vocabulary import CountScope, IssueState, StocktakeState
from desktop_app.services import counting, records
from desktop_app.services.coming_stocktake import Coming, coming
from desktop_app.services.counting import Heard
from desktop_app.services.custody_acts import Approval, Hands, Lot, lend, move
from desktop_app.services.desk import Desk
from desktop_app.services.stocktake_ends import close, compare, settle, to_issues, unresolved
from desktop_app.services.stocktakes import Scheme, prepare, preview
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.counting import CASE, COUNTED_ON, LAWS, PROBLEMS, SEED, THINGS, counting_room, head_of, lines
from tests.kit.office import furnished, loaded

Room = dict[str, Any]
ALL = Scheme(CountScope.ALL)
SAMPLE = Scheme(CountScope.SAMPLE, seed=SEED)


def _furnish(desk: Desk) -> Room:
    return counting_room(desk, 24)


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> Any:
    desk, where = furnished("counting room", _furnish, folder.root, clock)
    yield desk, where
    desk.store.close()


@pytest.fixture
def desk(office: Any) -> Desk:
    found: Desk = office[0]
    return found


@pytest.fixture
def where(office: Any) -> Room:
    found: Room = office[1]
    return found


def prepared(desk: Desk, where: Room, scheme: Scheme = ALL) -> list[dict[str, Any]]:
    prepare(desk, LAWS, where["stocktake"], scheme)
    return lines(desk, where["stocktake"])


def groups(desk: Desk, where: Room) -> Counter[CountGroup]:
    return Counter(row["group"] for row in lines(desk, where["stocktake"]))


def test_the_lines_are_what_the_books_say_by_shelf(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    assert [row["written_place"] for row in rows] == ["A1-01"] * 8 + ["A1-02"] * 8 + ["B1-01"] * 8
    assert {row["booked"] for row in rows} == {1_000, 6_000}
    assert groups(desk, where) == {CountGroup.UNCOUNTED: 24}


def test_a_sample_takes_high_risk_in_full_and_is_drawn_again_from_its_text(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where, Scheme(CountScope.SAMPLE, seed="3 5 2 6 1 4 2 5 6 1", ask=Ask(20, 2)))
    head = loaded(desk, STOCKTAKES, where["stocktake"])
    again = redrawn(str(head[Stocktake.sample_rule]), str(head[Stocktake.seed]))
    assert again is not None
    assert again.sealed
    assert len(again.lot) == 3
    with desk.facts() as facts:
        numbers = {facts.row("seized_item", row["item_id"])["number"] for row in rows}
    risky = {f"清检物2015-0001-{at:02d}" for at in range(1, 10)}
    assert numbers == risky | set(again.lot)


def test_the_size_of_a_sample_is_the_offices(desk: Desk) -> None:
    with desk.facts() as facts:
        seen = preview(facts, SAMPLE)
    assert (seen.risky, seen.lot, seen.pool) == (9, 5, 15)
    assert seen.by_risk == {"现金": 3, "金银珠宝": 3, "存储介质": 3}


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        (Scheme(CountScope.SAMPLE), "没填种子"),
        (Scheme(CountScope.SAMPLE, seed="123"), "至少掷 10 次"),
        (Scheme(CountScope.SAMPLE, seed=SEED, ask=Ask(0, 5)), "抽样比例写 1 到 100"),
        (Scheme(CountScope.HANDOVER), "没填交出保管人"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(desk: Desk, where: Room, scheme: Scheme, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        prepare(desk, LAWS, where["stocktake"], scheme)


def test_supervisor_counters_and_keeper_are_different_people(desk: Desk, where: Room) -> None:
    who = where["who"]
    with pytest.raises(Refusal, match="监盘人何静宜又是盘点人"):
        head_of(desk, who, supervisor_id=who["何静宜"])
    with pytest.raises(Refusal, match="监盘人苏婉清又是保管人"):
        prepare(desk, LAWS, head_of(desk, who, supervisor_id=who["苏婉清"]), ALL)
    with pytest.raises(Refusal, match="没填监盘人"):
        prepare(desk, LAWS, head_of(desk, who, supervisor_id=None), ALL)


def test_a_counter_who_keeps_the_goods_is_changed_while_preparing(desk: Desk, where: Room) -> None:
    who = where["who"]
    with pytest.raises(Refusal, match="盘点人苏婉清又是保管人") as met:
        prepare(desk, LAWS, where["stocktake"], Scheme(CountScope.ALL, counters=(who["苏婉清"],)))
    assert met.value.field == "stocktake_counter"
    scheme = Scheme(CountScope.ALL, counters=(who["许嘉树"], who["周砚"]), supervisor=who["何静宜"])
    prepare(desk, LAWS, where["stocktake"], scheme)
    head = loaded(desk, STOCKTAKES, where["stocktake"])
    assert [row["officer_id"] for row in head.rows(StocktakeCounter)] == [who["许嘉树"], who["周砚"]]
    assert head[Stocktake.supervisor_id] == who["何静宜"]


def test_the_next_stocktake_begins_with_the_people_of_the_last_who_keep_nothing(desk: Desk, where: Room) -> None:
    who = where["who"]
    with desk.facts() as facts:
        found = coming(facts)
    assert found == Coming("2015年5月盘点", (who["何静宜"], who["许嘉树"]), who["高嘉树"])
    head_of(desk, who, title="2015年5月盘点", supervisor_id=None)
    with desk.facts() as facts:
        assert coming(facts).title == "2015年5月盘点（2）"


def test_keying_differences_and_the_rest_in_one(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    counting.put(desk, LAWS, [rows[1]["id"]], 2_000)
    counting.put(desk, LAWS, [rows[2]["id"]], None, "B1-01")
    counting.agree_rest(desk, LAWS, where["stocktake"])
    assert groups(desk, where) == {
        CountGroup.MISSING: 1,
        CountGroup.QUANTITY: 1,
        CountGroup.MISPLACED: 1,
        CountGroup.AGREES: 21,
    }
    assert loaded(desk, STOCKTAKES, where["stocktake"])[Stocktake.state] is StocktakeState.COUNTING
    undo(desk.store)
    assert groups(desk, where)[CountGroup.UNCOUNTED] == 21


def test_scanning_one_after_another(desk: Desk, where: Room) -> None:
    prepared(desk, where)

    def hear(code: str, shelf: str = "") -> counting.Scan:
        return counting.scan(desk, LAWS, where["stocktake"], code, shelf)

    shelf = hear("kw-001")
    assert (shelf.heard, shelf.shelf) == (Heard.SHELF, "A1-01")
    assert hear("清检物2015-0001-01", "A1-01").said == "人民币：相符"
    assert hear("清检物2015-0001-01", "A1-01").heard is Heard.TWICE
    assert hear("清检物2015-0001-02", "A1-01").said == "金项链：错位"
    strange = hear("旧手机9号", "A1-01")
    assert (strange.heard, strange.said) == (Heard.UNKNOWN, "旧手机9号 账上没有，已记多出")
    assert hear("旧手机9号", "B1-01").heard is Heard.TWICE
    assert groups(desk, where) == {
        CountGroup.AGREES: 1,
        CountGroup.MISPLACED: 1,
        CountGroup.UNEXPECTED: 1,
        CountGroup.UNCOUNTED: 22,
    }


def test_what_is_out_by_the_books_and_lies_there_is_unexpected(desk: Desk, where: Room) -> None:
    who = where["who"]
    hands = Hands(COUNTED_ON, who["苏婉清"], who["何静宜"])
    lend(desk, EVENTS, [Lot(where["items"][3])], Approval("批1号", who["高嘉树"]), COUNTED_ON, "辨认", hands)
    assert len(prepared(desk, where)) == 23
    heard = counting.scan(desk, LAWS, where["stocktake"], "清检物2015-0001-04", "A1-01")
    assert heard.said == "清检物2015-0001-04 账面调用中，不应在库，已记多出"
    assert groups(desk, where)[CountGroup.UNEXPECTED] == 1


def test_outside_the_sample_only_what_strays_is_kept(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where, SAMPLE)
    taken = {row["item_id"] for row in rows}
    at = next(at for at, item in enumerate(where["items"]) if item not in taken)
    number, own = f"清检物2015-0001-{at + 1:02d}", ("A1-01", "A1-02", "B1-01")[at % 3]
    assert counting.scan(desk, LAWS, where["stocktake"], number, own).heard is Heard.OUTSIDE
    other = "B1-01" if own != "B1-01" else "A1-01"
    assert "已记错位" in counting.scan(desk, LAWS, where["stocktake"], number, other).said
    assert groups(desk, where)[CountGroup.MISPLACED] == 1


def test_what_moved_since_is_told_and_taken_over(desk: Desk, where: Room) -> None:
    who, rows = where["who"], prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], None)
    hands = Hands(COUNTED_ON, who["苏婉清"], who["何静宜"])
    lend(desk, EVENTS, [Lot(where["items"][3])], Approval("批1号", who["高嘉树"]), COUNTED_ON, "辨认", hands)
    move(desk, EVENTS, [where["items"][4]], where["shelves"][0], hands)
    with desk.facts() as facts:
        told = [one.said for one in counting.drift(facts, where["stocktake"])]
    assert told == [
        "清检物2015-0001-04 人民币 拟盘后出库，账面调用中",
        "清检物2015-0001-05 金项链 从 A1-02 移到 A1-01",
    ]
    counting.recompute(desk, LAWS, where["stocktake"])
    assert len(lines(desk, where["stocktake"])) == 23
    with desk.facts() as facts:
        assert counting.drift(facts, where["stocktake"]) == []


def test_no_comparing_while_lines_are_uncounted(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], None)
    with pytest.raises(Refusal, match="还有 23 件没盘"):
        compare(desk, LAWS, where["stocktake"])
    compare(desk, LAWS, where["stocktake"], lacking=True)
    assert groups(desk, where) == {CountGroup.AGREES: 1, CountGroup.MISSING: 23}
    with pytest.raises(Refusal, match="还有 23 条差异"):
        close(desk, LAWS, THINGS, where["stocktake"])
    with pytest.raises(Refusal, match="不能再录"):
        counting.put(desk, LAWS, [rows[0]["id"]], 0)


def test_differences_become_problems_or_are_settled(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    found = counting.scan(desk, LAWS, where["stocktake"], "旧手机（无标签）", "B1-01").line
    assert found is not None
    counting.agree_rest(desk, LAWS, where["stocktake"])
    done = to_issues(desk, LAWS, PROBLEMS, [rows[0]["id"], found])
    made = [loaded(desk, PROBLEMS, one) for one in done.ids]
    assert made[0][Issue.name] == "盘点缺失：清检物2015-0001-01 人民币"
    assert made[0][Issue.showing] == "账面 1元，实盘 0元，账面在 A1-01"
    assert [row["case_no"] for row in made[0].rows(IssueCase)] == [CASE]
    assert [row["officer_id"] for row in made[0].rows(IssueOfficer)] == [where["who"]["苏婉清"]]
    assert made[1][Issue.no_case]
    linked = {row["id"]: row["issue_id"] for row in lines(desk, where["stocktake"])}
    assert (linked[rows[0]["id"]], linked[found]) == done.ids
    with pytest.raises(Refusal, match="已转问题"):
        to_issues(desk, LAWS, PROBLEMS, [found])
    with pytest.raises(Refusal, match="已不在盘点表上"):
        to_issues(desk, LAWS, PROBLEMS, [rows[5]["id"]])


def test_what_was_settled_is_open_no_more(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    with pytest.raises(Refusal, match="没写处理情况"):
        settle(desk, LAWS, [rows[0]["id"]], " ", COUNTED_ON)
    settle(desk, LAWS, [rows[0]["id"]], "当日在 B 柜找到", COUNTED_ON)
    with desk.facts() as facts:
        assert unresolved(facts, where["stocktake"]) == []


def test_a_difference_is_open_until_its_problem_is_closed(desk: Desk, where: Room) -> None:
    rows = prepared(desk, where)
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    issue_id = to_issues(desk, LAWS, PROBLEMS, [rows[0]["id"]]).ids[0]

    def still_open() -> list[bool]:
        with desk.store.read() as session:
            return [line.open for line in counted(Question(session, desk.today)) if line.id == rows[0]["id"]]

    assert still_open() == [True]
    with desk.store.unit("销号") as unit:
        issue = unit.session.get_one(Issue, issue_id)
        issue.state, issue.closed_on = IssueState.CLOSED, desk.today
    assert still_open() == [False]


def test_a_change_of_custodian_gives_what_was_found_to_the_new_one(desk: Desk, where: Room) -> None:
    who = where["who"]
    rows = prepared(desk, where, Scheme(CountScope.HANDOVER, who["苏婉清"], who["周砚"]))
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    counting.agree_rest(desk, LAWS, where["stocktake"])
    compare(desk, LAWS, where["stocktake"])
    settle(desk, LAWS, [rows[0]["id"]], "由交出人查找", COUNTED_ON)
    with pytest.raises(Refusal, match="23 件还没交给接手保管人"):
        records.move(desk, STOCKTAKES, loaded(desk, STOCKTAKES, where["stocktake"]), "办结")
    assert "23 件的保管人改为周砚" in close(desk, LAWS, THINGS, where["stocktake"]).said
    with desk.facts() as facts:
        keepers = Counter(row["keeper_id"] for row in facts.live("seized_item"))
    assert keepers == {who["周砚"]: 23, who["苏婉清"]: 1}
    undo(desk.store)
    assert loaded(desk, STOCKTAKES, where["stocktake"])[Stocktake.state] is StocktakeState.COMPARED


def test_the_head_does_not_leave_its_lines(desk: Desk, where: Room) -> None:
    draft = loaded(desk, STOCKTAKES, where["stocktake"])
    with pytest.raises(Refusal, match="还没有应盘明细"):
        records.move(desk, STOCKTAKES, draft, "开始盘点")
    prepared(desk, where)
    draft = loaded(desk, STOCKTAKES, where["stocktake"])
    draft[Stocktake.scope] = CountScope.SPECIAL
    with pytest.raises(Refusal, match="改范围要按 Alt\\+B 重拟"):
        records.save(desk, STOCKTAKES, draft)


def test_preparing_again_replaces_what_was_not_counted(desk: Desk, where: Room) -> None:
    prepared(desk, where)
    assert len(prepared(desk, where, SAMPLE)) == 14
    counting.agree_rest(desk, LAWS, where["stocktake"])
    with pytest.raises(Refusal, match="不能重拟"):
        prepare(desk, LAWS, where["stocktake"], ALL)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "A1-01", "A1-02", "B1-01"])), max_size=12))
def test_the_groups_part_the_books_and_what_was_found(desk: Desk, where: Room, scans: list[tuple[int, str]]) -> None:
    """Whatever is scanned, every item of the books and every thing found is in exactly one group."""
    stocktake = head_of(desk, where["who"])
    prepare(desk, LAWS, stocktake, ALL)
    for at, shelf in scans:
        counting.scan(desk, LAWS, stocktake, f"清检物2015-0001-{at:02d}", shelf)
    rows = lines(desk, stocktake)
    strange = {at for at, _ in scans if not 1 <= at <= 24}
    assert sorted(row["item_id"] for row in rows if row["item_id"]) == sorted(where["items"])
    assert sum(row["group"] is CountGroup.UNEXPECTED for row in rows) == len(strange)
    seen = {at for at, _ in scans} - strange
    assert sum(row["group"] is CountGroup.UNCOUNTED for row in rows) == 24 - len(seen)
