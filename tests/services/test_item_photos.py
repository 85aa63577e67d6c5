"""Photos by the hundred: files matched by name, twins by hash left out, one act, the checklist ticked."""

import pytest

from desktop_app.models.seizures import ItemProcedure
from desktop_app.registers.seizures import ITEMS
from desktop_app.services.desk import Desk
from desktop_app.services.item_photos import File, attach_all, matched, opened
from desktop_app.store import attachments, undo
from desktop_app.system.errors import Refusal
from tests.kit.county import rows
from tests.kit.office import loaded
from tests.kit.property import item as checked
from tests.kit.property import taking

JPEG = b"\xff\xd8\xff\xe0"


def photo(name: str, data: bytes | None = None) -> File:
    return opened(name, lambda: JPEG + (name.encode() if data is None else data))


def stored(desk: Desk, item: int) -> list[str]:
    with desk.store.read() as session:
        return [row.name for row in attachments.of_record(session, "seized_item", item)]


def test_files_find_their_items_by_how_their_names_begin(desk: Desk) -> None:
    head = taking(desk)
    ids = [checked(desk, head, name) for name in ("手机", "手表", "手镯")]
    number = {row["id"]: row["number"] for row in rows(desk, "seized_item")}
    bare = number[ids[0]].partition("物")[2]
    names = [f"{number[ids[1]]}.jpg", f"{bare}_2.JPG", "03-背面.png", "0312.jpg", "合影.jpg", f"{bare}1.jpg", "02.docx"]
    with desk.facts() as facts:
        found = matched(facts, [photo(name) for name in names], ids)
    assert [one.item for one in found] == [ids[1], ids[0], ids[2], None, None, None, None]
    assert found[4].why == "没有对上物品编号"
    assert found[6].why == "不是照片"


def test_what_is_no_photo_is_left_out_and_the_others_stay(desk: Desk) -> None:
    def gone() -> bytes:
        raise Refusal("“03.jpg”读不出来。看看是否被占用，再选一次")

    ids = [checked(desk, taking(desk), name) for name in ("手机", "手表", "手镯")]
    files = [opened(r"..\..\01.jpg", lambda: JPEG), opened("01_2.jpg", bytes), opened("02.png", lambda: b"MZ\x90\0")]
    files += [opened("03.jpg", gone), opened("02_2.jpg", lambda: JPEG + bytes(attachments.LARGEST))]
    with desk.facts() as facts:
        found = matched(facts, files, ids[:1])
    assert [one.item for one in found] == [ids[0], None, None, None, None]
    told = ["", "文件是空的", "内容不是照片", "“03.jpg”读不出来", "照片有 50 兆，最多 50 兆"]
    assert all(one.why.startswith(said) for one, said in zip(found, told, strict=True))
    attach_all(desk, ITEMS, found, False, lambda *_at: None)
    assert attachments.shown_name(stored(desk, ids[0])[0]) == "01.jpg"


def test_a_bare_serial_of_two_cases_means_nobody(desk: Desk) -> None:
    ids = [checked(desk, taking(desk, case_no)) for case_no in ("清检诉受[2015]1号", "清检诉受[2015]2号")]
    with desk.facts() as facts:
        (one,) = matched(facts, [photo("01.jpg")], ids)
    assert (one.item, "不止一件" in one.why) == (None, True)


def test_photos_are_one_act_twins_are_left_out_and_the_old_one_stays(desk: Desk) -> None:
    head = taking(desk)
    ids = [checked(desk, head), checked(desk, head, "手表")]
    files = [photo("01.jpg", b"a"), photo("01_2.jpg", b"a"), photo("02.jpg", b"b")]
    with desk.facts() as facts:
        first = matched(facts, files, ids)
    assert first[1].why == "与“01.jpg”是同一张"
    done = attach_all(desk, ITEMS, first, False, lambda *_at: None)
    assert done.said == "已给 2 件添加 2 张照片"
    with desk.facts() as facts:
        again = matched(facts, [photo("01.jpg", b"c"), photo("02.jpg", b"b")], ids)
    assert [one.item for one in again] == [ids[0], None]
    assert again[0].why == "同名的旧照片保留"
    attach_all(desk, ITEMS, again, False, lambda *_at: None)
    assert stored(desk, ids[0]) == ["01.jpg", "01.jpg"]
    undo.undo(desk.store)
    undo.undo(desk.store)
    assert stored(desk, ids[0]) == []


def test_a_photo_ticks_the_checklist_unless_it_says_lacking(desk: Desk) -> None:
    head = taking(desk)
    told = checked(desk, head, lacking=("照片",))
    with desk.store.unit("手续") as unit:
        for row in unit.session.query(ItemProcedure).filter_by(word="照片", state="有"):
            unit.session.delete(row)
    untold = checked(desk, head, "手表")
    with desk.store.unit("手续") as unit:
        for row in unit.session.query(ItemProcedure).filter_by(item_id=untold, word="照片"):
            unit.session.delete(row)
    with desk.facts() as facts:
        found = matched(facts, [photo("01.jpg"), photo("02.jpg")], [told, untold])
    attach_all(desk, ITEMS, found, True, lambda *_at: None)
    points = [
        {row["word"]: str(row["state"]) for row in loaded(desk, ITEMS, one).rows(ItemProcedure)}
        for one in (told, untold)
    ]
    assert [one["照片"] for one in points] == ["缺", "有"]


def test_a_file_changed_since_and_none_matched_are_refused(desk: Desk) -> None:
    item = checked(desk, taking(desk))
    bytes_ = iter([JPEG, JPEG + b"b"])
    file = opened("01.jpg", lambda: next(bytes_))
    with desk.facts() as facts:
        found = matched(facts, [file], [item])
    with pytest.raises(Refusal, match="又改过"):
        attach_all(desk, ITEMS, found, True, lambda *_at: None)
    assert stored(desk, item) == []
    with pytest.raises(Refusal, match="没有对上"):
        attach_all(desk, ITEMS, [], True, lambda *_at: None)
