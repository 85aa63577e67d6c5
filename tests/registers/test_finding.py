"""Search over everything: what is found, where it says so, in which order, at what cost."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from desktop_app.models.issues import IssueMeasure, IssueNote
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.finding import Found, Hit, Met, find, span
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.people import OFFICERS
from desktop_app.rules.search import fold
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import FewFacts
from desktop_app.system.clock import TurnedClock
from tests.kit import issues as kit
from tests.kit.office import furnished, id_of, loaded, officer

MOST_STATEMENTS = 3 * len(REGISTERS)
"""One for each register, and few for the hits of a register."""


def _furnish(desk: Desk) -> int:
    """A problem with measures, a note, a case and people, beside others."""
    who = kit.team(desk)
    one = kit.issue(desk, who, "叶国栋讯问笔录漏签骑缝")
    draft = loaded(desk, ISSUES, one)
    writer = officer(desk, "乐知秋")
    draft.rows(IssueMeasure).append({"text": "逐卷补正送达回证，另行通报办案组", "officer_id": who.checker})
    draft.rows(IssueNote).append({"text": "已向〔2015〕12号函回复", "officer_id": writer})
    records.save(desk, ISSUES, draft)
    for name in ("甲", "乙", "丙", "丁", "戊", "己", "庚"):
        kit.issue(desk, who, f"{name}案权利告知书漏填日期", case="清源检捕受[2015]61902300099号")
    return one


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, int]]:
    desk, one = furnished("finding", _furnish, tmp_path_factory.mktemp("finding"), TurnedClock(kit.DUE))
    yield desk, one
    desk.store.close()


def found(desk: Desk, typed: str) -> list[Found]:
    with desk.store.read() as session:
        return find(FewFacts(session, desk.today), typed)


def hit(desk: Desk, typed: str) -> Hit:
    """The first problem found."""
    return next(one for one in found(desk, typed) if one.register is ISSUES).hits[0]


def kinds(desk: Desk, typed: str) -> set[str]:
    return {one.register.kind for one in found(desk, typed)}


@pytest.mark.parametrize(
    ("typed", "met"),
    [
        ("送达", Met("整改措施", "逐卷补正", "送达", "回证，另行通报办案组")),
        ("回复", Met("进展记录", "…〔2015〕12号函", "回复", "")),
        ("[2015]12号", Met("进展记录", "已向", "〔2015〕12号", "函回复")),
        ("２０１５〕12", Met("进展记录", "已向〔", "2015〕12", "号函回复")),
        ("61902300044", Met("到案", "…源检捕受[2015]", "61902300044", "号")),
        ("陈少华", Met("整改措施", "", "陈少华", "")),
        ("yzq", Met("进展记录", "", "乐知秋", "")),
        ("lzq", Met("进展记录", "", "乐知秋", "")),
    ],
)
def test_a_hit_says_where_the_words_stand(office: tuple[Desk, int], typed: str, met: Met) -> None:
    """In rows that belong to it, in numbers however they are bracketed, in names by every reading."""
    desk, one = office
    first = hit(desk, typed)
    assert (first.id, first.met, first.direct) == (one, met, False)
    assert (first.subject, first.state) == ("叶国栋讯问笔录漏签骑缝", "待认领")


def test_what_its_number_or_subject_says_comes_first_and_needs_no_place(office: tuple[Desk, int]) -> None:
    desk, one = office
    first = hit(desk, "漏签 讯问")
    assert (first.id, first.direct, first.met) == (one, True, None)
    assert first.marked is not None
    assert first.subject[slice(*first.marked)] == "漏签"
    assert hit(desk, first.number).id == one
    told = found(desk, "叶国栋")
    assert (told[0].register, told[0].hits[0].exact) == (OFFICERS, True)
    assert (told[1].register, told[1].hits[0].exact, told[1].hits[0].direct) == (ISSUES, False, True)
    assert found(desk, "ygd")[0].register is OFFICERS


def test_every_word_must_be_met_wherever_it_stands(office: tuple[Desk, int]) -> None:
    desk, one = office
    assert [list(told.ids) for told in found(desk, "漏签 送达 乐知秋")] == [[one]]
    assert found(desk, "漏签 送达 没有这个词") == []
    assert found(desk, "  ") == []


def test_all_hits_are_counted_and_few_are_told(office: tuple[Desk, int]) -> None:
    desk, _ = office
    (told,) = (one for one in found(desk, "漏填日期") if one.register is ISSUES)
    assert (len(told.ids), len(told.hits)) == (7, 5)
    assert set(told.ids[:5]) == {one.id for one in told.hits}


def test_a_name_given_later_is_met_in_what_was_written_before(office: tuple[Desk, int]) -> None:
    desk, one = office
    draft = loaded(desk, OFFICERS, id_of(desk, "officer", "乐知秋"))
    draft.values["name"] = "曾重光"
    records.save(desk, OFFICERS, draft)
    assert hit(desk, "zzg").id == one
    assert ISSUES.kind not in kinds(desk, "乐知秋")
    draft = loaded(desk, OFFICERS, id_of(desk, "officer", "曾重光"))
    draft.values["name"] = "乐知秋"
    records.save(desk, OFFICERS, draft)


def test_a_search_asks_little_of_the_file(office: tuple[Desk, int]) -> None:
    """A guard of the road, not of the clock: statements grow with the registers, not with the records."""
    desk, _ = office
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    with desk.store.read() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", count)
        try:
            for typed in ("漏填日期", "公诉", "叶国栋", "没有这个词"):
                asked.clear()
                find(FewFacts(session, desk.today), typed)
                assert len(asked) <= MOST_STATEMENTS, (typed, len(asked))
        finally:
            event.remove(engine, "before_cursor_execute", count)


def test_one_who_no_longer_waits_stops_it_between_registers(office: tuple[Desk, int]) -> None:
    desk, _ = office
    seen: list[int] = []

    def check() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise InterruptedError

    with desk.store.read() as session, pytest.raises(InterruptedError):
        find(FewFacts(session, desk.today), "漏填", check)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("text", "word", "met"),
    [
        ("清检受〔2015〕12号", "[2015]12", "〔2015〕12"),
        ("ＷＴ－０２６", "wt-026", "ＷＴ－０２６"),
        ("单玉兰", "yl", "玉兰"),
        ("单玉兰", "dy", "单玉"),
        ("回证", "证", "证"),
        ("回证", "送", None),
    ],
)
def test_what_is_marked_is_what_was_meant(text: str, word: str, met: str | None) -> None:
    place = span(text, fold(word))
    assert (text[place[0] : place[1]] if place is not None else None) == met
