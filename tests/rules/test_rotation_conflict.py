"""Why nothing can be proposed: the fewest people and places, proven by leaving out each, and what alone would help."""

from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings

from desktop_app.rules.rotation_conflict import Conflict, Relaxation, conflict, relaxations
from desktop_app.rules.rotation_plan import Found, Impossible, Person, Pin, Place, Problem, Rules
from desktop_app.rules.rotation_saying import relaxed, sentence
from desktop_app.rules.rotation_search import search
from tests.kit.rotation_plans import possible, questions

GONGSU, ZHENJIAN, WEIJIAN, FANTAN = range(1, 5)
PLACES = (
    Place(GONGSU, "公诉科", 0, 1),
    Place(ZHENJIAN, "侦查监督科", 0, 1),
    Place(WEIJIAN, "未成年人检察科", 0, 1),
    Place(FANTAN, "反贪局", 0, 3),
)


def told(question: Problem) -> tuple[Conflict, str, list[str]]:
    found = conflict(question)
    return found, sentence(question, found), [relaxed(question, one) for one in relaxations(question, found)]


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(questions(people=3, places=3))
def test_a_conflict_is_one_and_without_any_member_it_is_none(question: Problem) -> None:
    assume(isinstance(search(question), Impossible))
    found = conflict(question)
    people, places = set(found.people), set(found.places)
    assert found.proven
    assert not possible(question, people, places)
    assert all(possible(question, people - {one}, places) for one in people)
    assert all(possible(question, people, places - {one}) for one in places)
    for name in found.rules:
        only = question.rules.without(*(other for other in question.rules.on if other not in found.rules))
        assert not possible(replace(question, rules=only), people, places)
        assert possible(replace(question, rules=only.without(name)), people, places)
    for one in relaxations(question, found):
        eased = one.applied(question)
        assert possible(eased, {p.id for p in eased.people}, {p.id for p in eased.places})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(questions(people=3, places=3))
def test_no_fewer_people_and_places_conflict(question: Problem) -> None:
    assume(isinstance(search(question), Impossible))
    found = conflict(question)
    members = [("person", one.id) for one in question.people] + [("place", one.id) for one in question.places]
    assert found.smallest
    for few in combinations(members, max(0, len(found.people) + len(found.places) - 1)):
        people, places = ({number for kind, number in few if kind == wanted} for wanted in ("person", "place"))
        assert possible(question, people, places)


def test_two_who_conflict_are_told_rather_than_a_crowd() -> None:
    crowd = tuple(Person(one, f"干警{one}", FANTAN) for one in range(1, 10))
    pair = (Person(10, "周春梅", GONGSU), Person(11, "田涛", GONGSU))
    found = conflict(Problem((*crowd, *pair), PLACES[:3], cover=frozenset({(10, 11)})))
    assert (found.people, found.places, found.smallest) == ((10, 11), (), True)


def test_an_explanation_ends_however_tangled() -> None:
    people = tuple(Person(one, f"干警{one}", None) for one in range(1, 22))
    places = tuple(Place(one, f"部门{one}", 0, 1) for one in range(1, 13))
    found = conflict(Problem(people, places))
    assert (len(found.people), len(found.places)) == (13, 12)


def test_who_is_approved_is_a_fact_of_every_explanation() -> None:
    sent = Person(1, "周春梅", GONGSU, frozenset({ZHENJIAN}))
    places = (PLACES[0], replace(PLACES[1], least=1), replace(PLACES[2], most=0))
    pair = Problem((sent, Person(2, "田涛", GONGSU)), PLACES, cover=frozenset({(1, 2)}), pins=(Pin(1, 1, 2, True),))
    assert (
        told(pair)[1]
        == "田涛 1 人按“不留原部门”、“AB岗不同时轮出”排不开；周春梅已批准轮岗，与其中的人互为A、B岗或是亲属"
    )
    question = Problem((sent, Person(2, "田涛", GONGSU)), places, pins=(Pin(1, 1, ZHENJIAN, settled=True),))
    found, said, eased = told(question)
    assert (found.people, found.places) == ((2,), (ZHENJIAN, WEIJIAN))
    assert "周春梅这次不轮" not in eased
    assert "侦查监督科至多收 2 人" in eased
    assert said == "田涛 1 人只能去侦查监督科、未成年人检察科，这 2 个部门除已批准的，一共只收 0 人"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(questions())
def test_so_it_is_with_four_people_and_four_places(question: Problem) -> None:
    assume(isinstance(search(question), Impossible))
    found = conflict(question)
    people, places = set(found.people), set(found.places)
    assert not possible(question, people, places)
    assert all(possible(question, people - {one}, places) for one in people)
    assert all(possible(question, people, places - {one}) for one in places)


def test_three_people_for_two_seats() -> None:
    been = frozenset({ZHENJIAN})
    people = tuple(Person(at, name, FANTAN, been) for at, name in enumerate(("周春梅", "田涛", "宋秀英"), 1))
    found, said, eased = told(Problem((*people, Person(4, "曹瑶", WEIJIAN)), PLACES))
    assert (found.people, found.places) == ((1, 2, 3), (GONGSU, WEIJIAN))
    assert said == "周春梅、田涛、宋秀英 3 人都只能去公诉科、未成年人检察科，这 2 个部门一共只收 2 人"
    assert "放宽“不去轮过的部门”" in eased
    assert {"公诉科至多收 2 人", "未成年人检察科至多收 2 人", "周春梅这次不轮"} <= set(eased)


def test_two_of_one_post_in_one_period() -> None:
    pair = (Person(1, "周春梅", GONGSU), Person(2, "田涛", GONGSU))
    question = Problem(pair, PLACES, cover=frozenset({(1, 2)}))
    found, said, eased = told(question)
    assert said == "周春梅与田涛互为A、B岗，不能同时轮出，只有 1 期，两人不能都轮"
    assert found.rules == ("not_own", "keep_cover")
    assert {"放宽“AB岗不同时轮出”", "周春梅这次不轮"} <= set(eased)
    spared = Relaxation("spare", 1).applied(question)
    assert isinstance(search(spared), Found)


def test_two_of_one_post_pinned_away_together() -> None:
    pair = (Person(1, "周春梅", GONGSU), Person(2, "田涛", GONGSU))
    pins = (Pin(1, 2, ZHENJIAN), Pin(2, 2, FANTAN))
    _, said, eased = told(Problem(pair, PLACES, cover=frozenset({(1, 2)}), periods=2, pins=pins))
    assert said == "周春梅与田涛互为A、B岗，不能同时轮出，第 2 期却都固定在外"
    assert eased[:3] == ["放宽“AB岗不同时轮出”", "取消周春梅第 2 期的固定", "取消田涛第 2 期的固定"]


def test_nowhere_left_to_go() -> None:
    person = Person(1, "马丽娜", GONGSU, frozenset({ZHENJIAN}), frozenset({WEIJIAN}), frozenset({FANTAN}))
    found, said, eased = told(Problem((person,), PLACES))
    assert (found.people, found.places) == ((1,), ())
    assert said == "马丽娜没有能去的部门（原部门：公诉科；轮过：侦查监督科；应回避：未成年人检察科；亲属领导：反贪局）"
    assert eased[:4] == ["放宽“不留原部门”", "放宽“不去轮过的部门”", "放宽“任职回避”", "放宽“不受亲属直接领导”"]


def test_no_department_takes_anybody() -> None:
    people = (Person(1, "田涛", GONGSU), Person(2, "曹瑶", GONGSU))
    _, said, eased = told(Problem(people, tuple(replace(place, most=0) for place in PLACES)))
    assert said == "没有部门收人：各部门都至多收 0 人"
    assert eased == ["放宽“按接收人数”"]
    assert told(Problem(people, ()))[1] == "没有部门收人：批次的部门都停用或没有列出"


def test_a_pin_against_a_rule() -> None:
    person = Person(1, "马丽娜", GONGSU, frozenset({ZHENJIAN}))
    _, said, eased = told(Problem((person,), PLACES, pins=(Pin(1, 1, ZHENJIAN),)))
    assert said == "马丽娜第 1 期固定在侦查监督科，与“不去轮过的部门”不合"
    assert "取消马丽娜第 1 期的固定" in eased


def test_a_department_that_asks_for_more_than_can_come() -> None:
    places = (replace(PLACES[0], least=2, most=2), *PLACES[1:])
    _, said, eased = told(Problem((Person(1, "田涛", FANTAN), Person(2, "曹瑶", GONGSU)), places))
    assert said == "公诉科至少要 2 人，能去的只有田涛 1 人"
    assert "公诉科至少要 1 人" in eased


def test_a_batch_shorter_than_a_stay() -> None:
    question = Problem((Person(1, "田涛", GONGSU),), PLACES, months=2, least_months=3)
    _, said, eased = told(question)
    assert said == "整批 1 期共 2 个月，不满最短期限 3 个月，谁也轮不出去"
    assert eased == ["放宽“满最短期限再换”", "田涛这次不轮"]


def test_an_unfit_one_may_be_what_helps() -> None:
    people = (Person(1, "田涛", FANTAN, unfit="驻村"), Person(2, "曹瑶", FANTAN))
    _, said, eased = told(Problem(people, PLACES[:1]))
    assert said == "要轮 2 人，1 个部门一共只收 1 人"
    assert "按“有特殊情况的不轮”" in eased


def test_rules_that_bind_are_told_apart_from_the_one_that_frees() -> None:
    assert "spare_unfit" not in Rules(spare_unfit=True).on
