"""Names in ledgers find the right record, or say why not."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.exchange.links import Links, listed
from desktop_app.models.people import Department
from desktop_app.registers.people import DEPARTMENTS
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of, officer


@pytest.fixture
def links(desk: Desk) -> Iterator[Links]:
    officer(desk, "张伟", "公诉科", post="科员")
    officer(desk, "张伟", "反贪污贿赂局", post="副局长")
    officer(desk, "李㛃", "办公室", post="主任")
    officer(desk, "欧阳晓芸", "政工科")
    old = {
        "name": "监所检察处",
        "valid_to": date(2015, 1, 31),
        "successor_id": id_of(desk, "department", "刑事执行检察局"),
    }
    records.save(desk, DEPARTMENTS, new_draft(Department, old))
    with desk.facts() as facts:
        yield Links(facts, date(2015, 5, 31))


def told(links: Links, kind: str, text: str, near: int | None = None) -> str:
    return links.facts.label(kind, links.find(kind, text, near))


@pytest.mark.parametrize(
    "text", ["李㛃", "李　㛃", " 李 㛃 ", "李㛃主任", "办公室李㛃", "李㛃（办公室）", "李㛃(主任)"]
)
def test_one_person_written_many_ways(links: Links, text: str) -> None:
    assert told(links, "officer", text) == "李㛃"


def test_namesakes_need_a_department(links: Links) -> None:
    with pytest.raises(Unreadable, match="公诉科、反贪污贿赂局"):
        links.find("officer", "张伟")
    assert told(links, "officer", "张伟", links.department("反贪局")) == "张伟（反贪污贿赂局）"
    assert told(links, "officer", "张伟（公诉）", links.department("反贪局")) == "张伟（公诉科）"
    assert told(links, "officer", "张伟副局长") == "张伟（反贪污贿赂局）"


def test_an_unknown_name_brings_near_ones(links: Links) -> None:
    with pytest.raises(Unreadable, match="欧阳晓芸") as unread:
        links.find("officer", "欧阳小芸")
    assert unread.value.code == "unknown_person"
    with pytest.raises(Unreadable, match="核对姓名"):
        links.find("officer", "周通")


@pytest.mark.parametrize("text", ["公诉科", "公诉", "起诉科", "一、公诉科（3人）", "公 诉 科"])
def test_departments_by_name_short_name_and_alias(links: Links, text: str) -> None:
    assert told(links, "department", text) == "公诉科"


def test_an_abolished_department_gives_way_after_its_last_day(links: Links) -> None:
    assert told(links, "department", "监所检察处") == "刑事执行检察局"
    links.on = date(2014, 12, 31)
    assert told(links, "department", "监所检察处") == "监所检察处"


def test_an_unknown_department_is_said(links: Links) -> None:
    with pytest.raises(Unreadable) as unread:
        links.find("department", "司法警察大对")
    assert unread.value.code == "unknown_department"
    assert "司法警察大队" in unread.value.said


def test_nobody_is_nobody(links: Links) -> None:
    assert links.find("officer", "—") is None
    assert links.find("officer", "无") is None


def test_lists_of_names_end_without_their_others() -> None:
    assert listed("王超、李　㛃,张伟（公诉科）等5人") == ["王超", "李㛃", "张伟（公诉科）"]
    assert listed("邓敏，蔡振华等") == ["邓敏", "蔡振华"]
