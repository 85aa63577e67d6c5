"""A conflict of rotations in words (冲突说明): one Chinese sentence, and the word of each relaxation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.rules.rotation_conflict import Conflict, Relaxation
from desktop_app.rules.rotation_plan import RULE_NAMES, Person, Place, Problem

_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """A conflict with its people and places at hand."""

    problem: Problem
    rules: Sequence[str]
    people: Sequence[Person]
    places: Sequence[Place]


def sentence(problem: Problem, found: Conflict) -> str:
    """Who and what cannot go together, and why, as one sentence."""
    it = _Told(
        problem,
        found.rules,
        [person for person in problem.people if person.id in found.people],
        [place for place in problem.places if place.id in found.places],
    )
    if "least_stay" in found.rules and problem.stay > problem.periods:
        return (
            f"整批 {problem.periods} 期共 {problem.periods * problem.months} 个月，"
            f"不满最短期限 {problem.least_months} 个月，谁也轮不出去"
        )
    if it.people and not any(place.most > 0 or not problem.limits(place.id) for place in problem.places):
        return "没有部门收人：各部门都至多收 0 人" if problem.places else "没有部门收人：批次的部门都停用或没有列出"
    for told in (_pinned_wrong, _pinned_pair, _nowhere, _too_few_seats, _covering, _too_few_people):
        said = told(it)
        if said:
            return said
    return _at_all(it)


def _pinned_wrong(it: _Told) -> str:
    """One person pinned where a rule does not let him go."""
    if len(it.people) != 1:
        return ""
    named = {place.id: place.name for place in it.problem.places}
    for pin in it.problem.held:
        if pin.person != it.people[0].id or pin.place is None or pin.settled:
            continue
        against = it.problem.why_not(it.people[0], pin.place)
        if against:
            said = "、".join(f"“{RULE_NAMES[name]}”" for name in against)
            return f"{it.people[0].name}第 {pin.period} 期固定在{named.get(pin.place, '别的部门')}，与{said}不合"
    return ""


def _pinned_pair(it: _Told) -> str:
    """A岗 and B岗 of one post pinned away in the same period."""
    if len(it.people) != 2 or it.places or tuple(it.rules) != ("keep_cover",):
        return ""
    one, other = (_sent(it, person) for person in it.people)
    period = min(one & other, default=0)
    names = f"{it.people[0].name}与{it.people[1].name}"
    return f"{names}互为A、B岗，不能同时轮出，第 {period} 期却都固定在外" if period else ""


def _sent(it: _Told, person: Person) -> set[int]:
    """The periods in which somebody is pinned away from home."""
    pins = (pin for pin in it.problem.held if pin.person == person.id)
    return {pin.period for pin in pins if pin.place is not None and pin.place != person.home}


def _nowhere(it: _Told) -> str:
    """One person for whom no department is left."""
    if len(it.people) != 1 or it.places:
        return ""
    person = it.people[0]
    if any(it.problem.may_go(person, place.id) for place in it.problem.places):
        return ""
    parts = []
    for said, own in (
        ("原部门", {person.home} if it.problem.rules.not_own else set()),
        ("轮过", person.visited if it.problem.rules.not_visited else set()),
        ("应回避", person.barred if it.problem.rules.not_kin else set()),
        ("亲属领导", person.led_by_kin if it.problem.rules.not_under_kin else set()),
    ):
        names = "、".join(place.name for place in it.problem.places if place.id in own)
        if names:
            parts.append(f"{said}：{names}")
    return f"{person.name}没有能去的部门（{'；'.join(parts)}）"


def _too_few_seats(it: _Told) -> str:
    """More people than the places they can go to will take (Hall)."""
    only = {place.id for place in it.places}
    if not it.people or not it.places:
        return ""
    if any(
        it.problem.may_go(person, place.id) and place.id not in only
        for person in it.people
        for place in it.problem.places
    ):
        return ""
    facts = _approved(it)
    stay = it.problem.stay
    marks = range(stay, it.problem.periods + 1, stay)
    seats = sum(max(0, place.most - facts[place.id, period]) for place in it.places for period in marks)
    if seats >= len(it.people):
        return ""
    count = f" {it.problem.periods} 期一共" if it.problem.periods > 1 else "一共"
    if any(facts[place.id, period] for place in it.places for period in marks):
        count = f"除已批准的，{count.strip()}"
    if len(it.places) == len(it.problem.places):
        return f"要轮 {len(it.people)} 人，{len(it.places)} 个部门{count}只收 {seats} 人"
    every = "这个部门" if len(it.places) == 1 else f"这 {len(it.places)} 个部门"
    each = "都" if len(it.people) > 1 else ""
    return f"{_names(it.people)} {len(it.people)} 人{each}只能去{_names(it.places)}，{every}{count}只收 {seats} 人"


def _approved(it: _Told) -> Counter[tuple[int | None, int]]:
    """How many others are at a place in a period by rotations already approved."""
    mine = {person.id for person in it.people}
    return Counter((pin.place, pin.period) for pin in it.problem.held if pin.settled and pin.person not in mine)


def _covering(it: _Told) -> str:
    """People who stand in for each other and cannot all be away in turn."""
    if (
        it.places
        or "keep_cover" not in it.rules
        or len(it.people) < 2
        or it.problem.periods // it.problem.stay >= len(it.people)
    ):
        return ""
    if len(it.people) == 2:
        turns = "只有 1 期" if it.problem.periods == 1 else f"{it.problem.periods} 期里轮换不开"
        return f"{it.people[0].name}与{it.people[1].name}互为A、B岗，不能同时轮出，{turns}，两人不能都轮"
    return f"{_names(it.people)} {len(it.people)} 人互为A、B岗，不能同时轮出，{it.problem.periods} 期排不开"


def _too_few_people(it: _Told) -> str:
    """A place that asks for more people than can be sent there."""
    if it.people or len(it.places) != 1:
        return ""
    place = it.places[0]
    able = [one for one in it.problem.people if it.problem.may_go(one, place.id) and not it.problem.spared(one)]
    if place.least > place.most:
        return f"{place.name}至少要 {place.least} 人，至多收 {place.most} 人，两个数相反"
    who = f"能去的只有{_names(able)} {len(able)} 人" if able else "没有人能去"
    each = "每期" if it.problem.periods > 1 else ""
    return f"{place.name}{each}至少要 {place.least} 人，{who}" if len(able) < place.least * it.problem.periods else ""


def _at_all(it: _Told) -> str:
    """Any other conflict: its members and rules."""
    numbers = "、".join(_number(place) for place in it.places)
    who = f"{_names(it.people)} {len(it.people)} 人" if it.people else "各部门要的人"
    rules = "、".join(f"“{RULE_NAMES[name]}”" for name in it.rules)
    where = f"，{numbers}" if numbers else ""
    pinned = [person.name for person in it.people if any(pin.person == person.id for pin in it.problem.held)]
    given = f"，其中{'、'.join(pinned[:_NAMED])}有固定的期次" if pinned else ""
    facts = _paired_facts(it)
    given += f"；{_names(facts)}已批准轮岗，与其中的人互为A、B岗或是亲属" if facts else ""
    by = f"按{rules}" if rules else "按固定的安排"
    return f"{who}{by}排不开{where}{given}"


def _paired_facts(it: _Told) -> list[Person]:
    """Others already approved to go whom a rule about pairs joins with the people of the conflict."""
    mine = {person.id for person in it.people}
    pairs = [
        pair
        for name, known in (("keep_cover", it.problem.cover), ("not_kin", it.problem.apart))
        for pair in known
        if name in it.rules and mine & set(pair)
    ]
    joined = {one for pair in pairs for one in pair} - mine
    sent = {pin.person for pin in it.problem.held if pin.settled and pin.place is not None}
    return [person for person in it.problem.people if person.id in joined & sent]


def _number(place: Place) -> str:
    if place.least == place.most:
        return f"{place.name}收 {place.least} 人"
    return f"{place.name}收 {place.least} 至 {place.most} 人" if place.least else f"{place.name}至多收 {place.most} 人"


def _names(members: Iterable[Person | Place]) -> str:
    named = [one.name for one in members]
    shown = "、".join(named[:_NAMED])
    return f"{shown}等" if len(named) > _NAMED else shown


def relaxed(problem: Problem, one: Relaxation) -> str:
    """What a relaxation does: 放宽“不去轮过的部门”."""
    people = {person.id: person for person in problem.people}
    places = {place.id: place for place in problem.places}
    if one.kind == "rule":
        name = str(one.target)
        return f"{'放宽' if getattr(problem.rules, name) else '按'}“{RULE_NAMES[name]}”"
    if one.kind in ("most", "least"):
        place = places[int(one.target)]
        if one.kind == "most":
            return f"{place.name}至多收 {place.most + 1} 人"
        return f"{place.name}至少要 {place.least - 1} 人"
    who = people[int(one.target)].name
    return f"取消{who}第 {one.period} 期的固定" if one.kind == "pin" else f"{who}这次不轮"
