"""Numbers of a text: the figure, a group of it, the change in it, each with its records."""

from datetime import date

from desktop_app.figures.engine import Answer
from desktop_app.figures.traced import ANY, Aspect, Sources, Trace, kinds, read_trace
from desktop_app.rules.vocabulary import IssueNature
from desktop_app.services.desk import Desk
from tests.kit import issues as kit

MAY, APRIL = date(2015, 5, 31), date(2015, 4, 30)


def test_a_trace_kept_is_a_trace_read() -> None:
    trace = Trace("issues.count", MAY, "2015-05", ("公诉", ANY), Aspect.CHANGE, APRIL, "2015-04")
    assert read_trace(trace.told()) == trace


def test_the_number_of_a_group_is_the_number_of_its_records(desk: Desk) -> None:
    who = kit.team(desk)
    for _ in range(3):
        kit.issue(desk, who)
    with desk.facts() as facts:
        sources = Sources(facts.session)
        whole = sources.trace(Trace("issues.count", MAY))
        mine = sources.trace(Trace("issues.count", MAY, path=(ANY, IssueNature.INDIVIDUAL.value)))
        assert whole.value == len(whole.behind) == 3
        assert mine.value == len(mine.behind) <= 3
        assert whole.digits == "3"
        assert whole.unit == "条"
        assert sources.trace(Trace("issues.count", MAY, path=("没有这条线",))).value == 0
        change = sources.trace(Trace("issues.count", MAY, aspect=Aspect.CHANGE, since=date(2014, 1, 1)))
        assert (change.value, change.digits, len(change.behind)) == (3, "3", 3)
        rate = sources.trace(Trace("issues.closing_rate", MAY))
        assert rate.is_share
        assert rate.digits == "0%"
        assert sources.trace(Trace("issues.count", MAY, aspect=Aspect.KINDS)).value == 1


def test_the_rate_of_a_line_rests_on_the_problems_of_that_line(desk: Desk) -> None:
    who, other = kit.team(desk), kit.team(desk, "公诉科")
    mine = kit.closed(desk, who)
    kit.issue(desk, who, "另一条")
    kit.closed(desk, other, "公诉的一条", department="公诉科")
    with desk.facts() as facts:
        found = Sources(facts.session).trace(Trace("issues.closing_rate", MAY, path=("侦查监督",)))
    assert (found.digits, found.behind) == ("50%", (("issue", mine),))


def test_the_same_rows_give_the_same_digest(desk: Desk) -> None:
    who = kit.team(desk)
    kit.issue(desk, who)
    with desk.facts() as facts:
        first, second = (Sources(facts.session).trace(Trace("issues.count", MAY)) for _ in range(2))
        assert first.digest == second.digest != Sources(facts.session).trace(Trace("issues.closed", MAY)).digest


def test_words_of_a_dimension_the_largest_first() -> None:
    rows = {("公诉", "个性"): (("issue", 1),), ("侦监", "个性"): (("issue", 2), ("issue", 3)), ("民行", "共性"): ()}
    assert kinds(Answer(3, cells=rows), ()) == ["侦监", "公诉"]
    assert kinds(Answer(3, cells=rows), (ANY,)) == ["个性"]
    assert kinds(Answer(5, groups={"已完成": 2, "未完成": 3}), ()) == ["未完成", "已完成"]
