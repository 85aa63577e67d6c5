"""The monthly package from the command line: a script makes it, carries it away, and has it verified."""

import json
import shutil
from pathlib import Path

import pytest

from desktop_app.exchange.practice import workbooks
from tests.kit import packed
from tests.kit.files import PASSWORD
from tests.kit.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An office with a problem of April and a bulletin over it, sent on 5 May."""
    packed.office(tmp_path / "data").store.close()
    return Shell(tmp_path / "data")


def test_a_package_is_made_and_verified_elsewhere(shell: Shell, tmp_path: Path) -> None:
    asked = ("package", "--period", "2015-05", "--out", tmp_path / "包", "--tabs", "问题清单，通报简报")
    made = shell.json(*asked)
    folder = Path(made["folder"])
    assert [one["file"] for one in made["files"]][:1] == ["台账/01 问题台账.pdf"]
    assert json.loads((folder / "数据/promises.json").read_text("utf-8")) == shell.json(
        "promises", "--as-of", "2015-05-31"
    )
    assert json.loads((folder / "数据/figures.json").read_text("utf-8")) == shell.json(
        "figures", "--as-of", "2015-05-31"
    )
    assert "与本库操作记录第" in shell("verify", "--paper", folder / "目录清单.pdf")
    other = Shell(tmp_path / "没有工作库")
    copy = Path(shutil.copytree(folder, tmp_path / "U盘" / "五月"))
    assert "全部一致" in other("verify", "--package", copy)
    assert "与纸面一致" in other("verify", "--package", copy, "--paper", made["manifest_sha256"])
    (copy / "台账/01 问题台账.pdf").write_bytes(b"%PDF")
    assert other("verify", "--package", copy, status=3).startswith("台账/01 问题台账.pdf 被改动：应为")
    assert "没有" in other("verify", "--package", tmp_path / "无", status=1)


def test_what_is_asked_wrongly_is_said(shell: Shell, tmp_path: Path) -> None:
    shell("package", "--period", "2015-05", status=2)
    assert "没有“问题”这个页签" in shell(
        "package", "--period", "2015-05", "--out", tmp_path, "--tabs", "问题", status=2
    )
    assert "按月做" in shell("package", "--period", "2015Q2", "--out", tmp_path / "包", status=1)
    assert not (tmp_path / "包").exists()


@pytest.mark.slow
def test_the_whole_of_may_without_a_window(tmp_path: Path) -> None:
    run = Shell(tmp_path / "data")
    run("new", "--unit", "清源县人民检察院", "--short", "清源", password=PASSWORD)
    taken = run.json("import", *workbooks())
    assert len(taken["files"]) == 8
    assert all(any(sheet["taken"] for sheet in file["sheets"]) for file in taken["files"])
    for kind in ("案件质量评查通报", "整改进展通报"):
        assert "已起草" in run("bulletin", "draft", kind, "--period", "2015-05", "--as-of", "2015-05-31")
    asked = ("package", "--period", "2015-05", "--as-of", "2015-05-31", "--out")
    first, second = (run.json(*asked, tmp_path / name) for name in ("一", "二"))
    assert first["manifest_sha256"] == second["manifest_sha256"]
    assert [one["title"] for one in first["left_out"]] == ["抽取名单（LC-005）"]
    assert "全部一致" in run("verify", "--package", first["folder"])
    told = {one["id"]: one for one in run.json("promises", "--as-of", "2015-05-31")["promises"]}
    kept = json.loads((Path(first["folder"]) / "数据/promises.json").read_text("utf-8"))
    assert {one["id"]: one for one in kept["promises"]} == told
