"""A bulletin ready to be set: numbers said, headings counted, people named as the paper asks."""

from datetime import date

from desktop_app.models.bulletins import Bulletin
from desktop_app.rules.manuscript import figure, mark
from desktop_app.rules.vocabulary import LineKind, Naming, PaperFormat
from desktop_app.services.desk import Desk
from desktop_app.services.manuscripts import manuscript, sources
from tests.kit import bulletins as kit
from tests.kit import issues
from tests.kit.office import officer


def test_what_goes_to_the_printer(desk: Desk) -> None:
    issues.issue(desk, issues.team(desk))
    made = kit.bulletin(
        desk,
        f"截至5月31日，共梳理问题{figure('n1')}。",
        (LineKind.FIRST, "基本情况"),
        (LineKind.SECOND, "整改有进展。各部门已认领。"),
        (LineKind.FIRST, "工作要求"),
    )
    with desk.facts() as facts:
        told = manuscript(facts, kit.seen(desk, made))
        (source,) = sources(facts, kit.seen(desk, made))
    assert [line.number + line.text for line in told.lines] == [
        "截至5月31日，共梳理问题1条。",
        "一、基本情况",
        "（一）整改有进展。各部门已认领。",
        "二、工作要求",
    ]
    assert told.head == "清源县人民检察院文件"
    assert told.signed_as == ("清源县人民检察院",)
    assert (source.shown, source.label, source.asked) == ("1条", "问题", "截至2015-05-31")
    assert [kind for kind, _, _ in source.rows] == ["issue"]
    assert source.rows[0][2].startswith("2015-侦监-个-")


def test_people_are_named_as_the_paper_asks(desk: Desk) -> None:
    first = officer(desk, "陈少华", "公诉科")
    made = kit.bulletin(desk, f"由{mark('p', first)}负责。", naming=Naming.CODED)
    with desk.facts() as facts:
        draft = kit.seen(desk, made)
        said = {naming: manuscript(facts, draft, naming).lines[0].text for naming in Naming}
        names = {naming: manuscript(facts, draft, naming).names for naming in Naming}
    assert said[Naming.NAMED] == "由陈少华负责。"
    assert said[Naming.CODED] == "由公诉科陈某负责。"
    assert said[Naming.DEPARTMENT] == "由公诉科负责。"
    assert names[Naming.NAMED] == ()
    assert "陈少华" in names[Naming.CODED]


def test_a_table_says_its_numbers_too(desk: Desk) -> None:
    draft = kit.draft(desk, (LineKind.TABLE, ""))
    draft.parts["bulletin_line"][0]["grid"] = {
        "caption": "问题情况", "columns": ["条线", "条数"], "rows": [["侦查监督", figure("n1")]], "landscape": True,
    }  # fmt: skip
    with desk.facts() as facts:
        (line,) = manuscript(facts, draft).lines
    assert line.grid is not None
    assert (line.grid.caption, line.grid.rows, line.grid.landscape) == ("问题情况", (("侦查监督", "0条"),), True)


def test_a_bulletin_is_due_by_the_rule_after_its_period(desk: Desk) -> None:
    made = kit.seen(desk, kit.bulletin(desk, format=PaperFormat.BRIEFING))
    assert made[Bulletin.due_on] == date(2015, 6, 5)
    assert made[Bulletin.issuer] == "清源县人民检察院办公室"
