"""Workbooks brought on a stick: read for what they are, and harmless when they are not."""

import io
import random
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app.exchange import reader
from desktop_app.exchange.workbooks import Merge, _answer, read_workbook
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES
from tests.kit.workbooks import Wide, workbook

OLD = RESOURCES / "practice" / "清源县" / "05 AB岗与轮岗.xls"
NEW = RESOURCES / "practice" / "清源县" / "02 工作方案任务分解.xlsx"


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert path.name in refused.value.said
    return refused.value.said


def test_values_merges_and_hidden_rows_come_as_they_are(tmp_path: Path) -> None:
    rows = [[Wide("标题", 3)], ["甲", None, 1.5], [date(2015, 3, 5), "", "乙"], ["隐藏行"]]
    sheet = read_workbook(workbook(tmp_path / "表.xlsx", {"一": rows}, hidden=(4,))).sheets[0]
    assert sheet.rows == [["标题"], ["甲", None, 1.5], [date(2015, 3, 5), None, "乙"], ["隐藏行"]]
    assert (sheet.name, sheet.merges, sheet.hidden) == ("一", (Merge(0, 0, 0, 2),), False)
    assert sheet.cell(9, 9) is None


def test_hidden_sheets_are_told_and_chart_sheets_left_out(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("甲").write_string(0, 0, "x")
    book.add_worksheet("字典").hide()
    book.add_chartsheet("图")
    book.close()
    assert [(sheet.name, sheet.hidden) for sheet in read_workbook(path).sheets] == [("甲", False), ("字典", True)]


def test_formulas_come_as_their_values_and_texts_like_formulas_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_formula(0, 0, "=1+1", None, 2)
    page.write_formula(0, 1, '=HYPERLINK("http://x","y")', None, "y")
    page.write_string(0, 2, "=1+1")
    page.write_datetime(0, 3, time(14, 30), book.add_format({"num_format": "hh:mm"}))
    book.close()
    assert read_workbook(path).sheets[0].rows == [[2.0, "y", "=1+1", time(14, 30)]]


def test_the_1904_calendar_of_old_macintoshes(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    book.add_worksheet().write_datetime(0, 0, datetime(2015, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert read_workbook(path).sheets[0].rows == [[date(2015, 3, 5)]]


@pytest.mark.parametrize("name", ["改名.xlsx", "改名.doc", "没有结尾"])
def test_content_decides_not_the_ending(tmp_path: Path, name: str) -> None:
    renamed = tmp_path / name
    renamed.write_bytes(OLD.read_bytes())
    assert [sheet.name for sheet in read_workbook(renamed).sheets] == [s.name for s in read_workbook(OLD).sheets]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text_in_the_encodings_of_old_systems(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "干警.csv"
    path.write_bytes(f'姓名{delimiter}部门\r\n"李㛃"{delimiter}\r\n\r\n'.encode(encoding))
    sheet = read_workbook(path).sheets[0]
    assert (sheet.name, sheet.rows) == ("干警", [["姓名", "部门"], ["李㛃"]])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "不是表格"),
        ("只是一段话".encode(), "不是表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"PK\x03\x04" + bytes(200), "损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096), "损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "WordDocument".encode("utf-16-le"), "Word"),
    ],
)
def test_what_is_no_workbook_is_refused_by_name_with_the_remedy(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "外来.xlsx"
    path.write_bytes(content)
    assert word in refusal(path)


def test_missing_files_folders_and_locked_ones(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    (tmp_path / "文件夹").mkdir()
    assert "文件夹" in refusal(tmp_path / "文件夹")


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return path


def test_archives_that_are_something_else(tmp_path: Path) -> None:
    assert "Word" in refusal(packed(tmp_path / "方案.xlsx", {"word/document.xml": b"<x/>"}))
    assert "不是表格" in refusal(packed(tmp_path / "照片.xlsx", {"a.jpg": b"x"}))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    flood = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(8 * 1024 * 1024)}
    assert "过大" in refusal(packed(tmp_path / "炸弹.xlsx", flood))
    assert "过大" in refusal(
        packed(tmp_path / "多.xlsx", {"xl/workbook.xml": b""} | {f"{n}": b"" for n in range(5001)})
    )


def test_an_archive_that_understates_itself_is_damaged(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>" * 5000)
    size, lie = (20000).to_bytes(4, "little"), (20).to_bytes(4, "little")
    path = tmp_path / "小.xlsx"
    path.write_bytes(out.getvalue().replace(size, lie))
    assert "损坏" in refusal(path)


def test_one_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "角.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_string(0, 0, "a")
    page.write_string(1_048_575, 16_383, "z")
    book.close()
    assert "另存" in refusal(path)


def test_twenty_thousand_columns_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "宽.csv"
    path.write_text(",".join(f"列{n}" for n in range(20_000)) + "\n", "utf-8")
    assert len(read_workbook(path).sheets[0].rows[0]) == reader.MOST_COLUMNS


def test_an_entity_bomb_is_not_expanded(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
    good = zipfile.ZipFile(workbook(tmp_path / "好.xlsx", {"一": [["甲", "乙"]]}))
    members = {name: good.read(name) for name in good.namelist()}
    shared = "xl/sharedStrings.xml"
    body = members[shared].split(b"?>", 1)[1].replace(b"</t>", b"&b;</t>", 1)
    path = packed(tmp_path / "实体.xlsx", {**members, shared: bomb + body})
    try:
        cells = [cell for sheet in read_workbook(path).sheets for row in sheet.rows for cell in row]
    except Refusal:
        return
    assert max(len(str(cell)) for cell in cells) < 1000


@pytest.mark.parametrize("source", [OLD, NEW], ids=["xls", "xlsx"])
@pytest.mark.parametrize("seed", range(6))
def test_damaged_bytes_give_sheets_or_a_refusal(tmp_path: Path, source: Path, seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(source.read_bytes())
    for _ in range(dice.choice((1, 20, 400))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    if seed % 3 == 0:
        del content[dice.randrange(len(content)) :]
    path = tmp_path / source.name
    path.write_bytes(content)
    assert read_or_refusal(path)


def read_or_refusal(path: Path) -> bool:
    """Whether the file gave sheets, or a sentence that names it."""
    try:
        return bool(read_workbook(path).sheets)
    except Refusal as refused:
        return path.name in refused.said


def test_waiting_can_be_stopped() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_workbook(NEW, stop)


def test_an_answer_that_could_run_is_not_taken() -> None:
    assert _answer(b"cos\nsystem\n(S'true'\ntR.") == ("refused", "damaged")
    assert _answer(b"") == ("refused", "damaged")


def test_the_child_needs_nothing_of_the_house() -> None:
    loaded = "import sys, desktop_app.exchange.reader; print([m for m in sys.modules if m.startswith('desktop_app')])"
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=root)
    assert said.stdout.count("desktop_app") == 3
