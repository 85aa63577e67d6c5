"""The command line as a script calls it: exit statuses, sentences, JSON that other programs read."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.exchange.practice import LEDGERS
from desktop_app.services.office import open_desk
from desktop_app.system.clock import SystemClock, TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit.county import office_with
from tests.kit.files import PASSWORD
from tests.kit.paper import page_texts
from tests.kit.shell import Shell

ROSTER = LEDGERS / "01 干警花名册.xlsx"
PLAN = LEDGERS / "02 工作方案任务分解.xlsx"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An office into which both ledgers were taken."""
    run = Shell(tmp_path_factory.mktemp("office") / "data")
    office_with([PLAN, ROSTER], run.data, TurnedClock(date(2015, 5, 31))).store.close()
    return run


def test_a_new_file_prints_a_recovery_key_that_opens_it(tmp_path: Path) -> None:
    run = Shell(tmp_path / "data")
    told = run("new", "--unit", "南河县人民检察院", "--recovery", tmp_path / "恢复码.pdf")
    key = next(line.split("：")[1] for line in told.splitlines() if line.startswith("恢复码"))
    assert run.process("figures", password=key)
    sheet = "".join(page_texts((tmp_path / "恢复码.pdf").read_bytes()))
    assert all(group in sheet for group in key.split("-"))
    assert "已有工作库" in run("new", "--unit", "南河县人民检察院", status=1)


def test_a_wrong_password_is_refused_in_a_sentence(shell: Shell) -> None:
    assert "口令不对" in shell.process("figures", status=1, password="猜的")


def test_the_import_report_is_the_contract(tmp_path: Path) -> None:
    run = Shell(tmp_path / "data")
    run("new", "--unit", "清源县人民检察院")
    dry = run.json("import", ROSTER, PLAN, "--dry-run")
    wet = run.json("import", ROSTER, PLAN)
    assert dry == wet
    (roster, plan) = wet["files"]
    assert [roster["file"], plan["file"]] == [ROSTER.name, PLAN.name]
    sheets = {sheet["sheet"]: sheet for file in wet["files"] for sheet in file["sheets"]}
    assert {name: (sheet["kind"], sheet["rows"], sheet["taken"]) for name, sheet in sheets.items()} == {
        "花名册": ("officers", 60, 60),
        "回避关系": ("kinships", 7, 7),
        "领导小组": ("group", 22, 22),
        "任务分解": ("tasks", 41, 41),
        "会议学习": ("meetings", 12, 12),
        "办案标准": ("standards", 13, 13),
    }
    assert all({"row", "column", "level", "code", "reason"} <= set(p) for s in sheets.values() for p in s["problems"])
    again = run.json("import", ROSTER, PLAN)
    assert {sheet["taken"] for file in again["files"] for sheet in file["sheets"]} == {0}


def test_figures_speak_of_the_day_asked_for(shell: Shell) -> None:
    report = shell.json("figures", "--as-of", "2015-05-31")
    assert report["as_of"] == "2015-05-31"
    values = {figure["id"]: figure for figure in report["figures"]}
    assert values["plan.tasks"]["value"] == 41
    assert values["plan.tasks.overdue"]["value"] == 2
    rows = shell("figures", "--as-of", "2015-05-31", "--rows", "plan.tasks.overdue").splitlines()
    assert len(rows) == 2
    assert all(row.startswith("tasks\t") for row in rows)
    assert "没有 plan.x 这个指标" in shell("figures", "--rows", "plan.x", status=1)


def test_every_paper_prints_without_a_window(shell: Shell, tmp_path: Path) -> None:
    for paper in ("task_table", "roadmap", "roadmap_poster", "leading_group", "sign_in"):
        shell("print", paper, "--as-of", "2015-05-31", "--out", tmp_path / f"{paper}.pdf")
        assert (tmp_path / f"{paper}.pdf").read_bytes().startswith(b"%PDF")
    assert "没有“x”这种纸面" in shell("print", "x", "--out", tmp_path / "x.pdf", status=1)
    assert "改成 .pdf 或 .docx 或 .xlsx 结尾" in shell("print", "task_table", "--out", tmp_path / "x.odt", status=1)
    assert "文字处理软件" in shell("print", "task_table", "--out", tmp_path / "任务分解表.docx")
    assert "没有表格可存" in shell("print", "roadmap", "--out", tmp_path / "x.xlsx", status=1)
    assert "1 张表" in shell("print", "task_table", "--out", tmp_path / "任务分解表.xlsx")
    report = shell.json("import", tmp_path / "任务分解表.xlsx")
    (sheet,) = report["files"][0]["sheets"]
    assert (sheet["kind"], sheet["rows"], sheet["taken"], sheet["returned"]) == ("tasks", 41, 0, 0)
    assert {paper["id"] for paper in shell.json("papers")["papers"]} > {"task_table", "ledger.tasks"}


def test_a_register_goes_out_and_comes_back(shell: Shell, tmp_path: Path) -> None:
    shell("export", "tasks", tmp_path / "任务.xlsx")
    assert "没有“x”这种台账" in shell("export", "x", tmp_path / "x.xlsx", status=1)
    report = shell.json("import", tmp_path / "任务.xlsx")
    (sheet,) = report["files"][0]["sheets"]
    assert (sheet["rows"], sheet["taken"], sheet["returned"]) == (41, 0, 0)


def test_backup_verify_and_restore(shell: Shell, tmp_path: Path) -> None:
    shell("backup", tmp_path)
    (backup,) = tmp_path.glob("*.gzt")
    shell("verify")
    shell("restore", backup)
    assert "41" in shell("figures", "--as-of", "2015-05-31")
    spoilt = bytearray(backup.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    backup.write_bytes(spoilt)
    shell.process("restore", backup, status=3)


def test_the_practice_county_leaves_nothing_behind(tmp_path: Path) -> None:
    run = Shell(tmp_path / "data")
    assert "41" in run("figures", "--practice", "--as-of", "2015-05-31")
    assert not (tmp_path / "data").exists()


def test_wrong_usage_has_its_own_status(shell: Shell) -> None:
    shell.process("print", "task_table", status=2)
    shell("figures", "--as-of", "2015-02-30", status=2)


def test_without_password_or_terminal_a_command_says_so(shell: Shell) -> None:
    assert "没有给口令" in shell("figures", status=1, password="")


def test_a_period_or_option_that_says_nothing_is_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    assert "不是期间" in shell("figures", "--period", "2015-13", status=2)
    assert "名=值" in shell("print", "task_table", "--option", "A3", "--out", tmp_path / "x.pdf", status=2)


def test_records_behind_a_figure_are_told_as_json(shell: Shell) -> None:
    told = shell.json("figures", "--as-of", "2015-05-31", "--rows", "plan.tasks.overdue")
    assert told["id"] == "plan.tasks.overdue"
    assert [sorted(record) for record in told["records"]] == [["kind", "name", "number"]] * 2


def test_what_is_said_of_fonts_is_no_error(shell: Shell, tmp_path: Path) -> None:
    done = shell.ran("print", "leading_group", "--out", tmp_path / "名单.pdf")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_recovery_key_is_told_even_when_its_sheet_cannot_be_kept(tmp_path: Path) -> None:
    run = Shell(tmp_path / "data")
    done = run.ran("new", "--unit", "南河县人民检察院", "--recovery", tmp_path / "没有的文件夹" / "恢复码.pdf")
    assert done.returncode == 1
    assert "恢复码：" in done.stdout
    assert "文件夹不存在" in done.stderr


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "不能用" in Shell(tmp_path / "file" / "data")("new", "--unit", "南河县人民检察院", status=1)


def test_a_backup_is_not_restored_under_an_open_file(shell: Shell, tmp_path: Path) -> None:
    shell("backup", tmp_path)
    (backup,) = tmp_path.glob("*.gzt")
    desk = open_desk(DataFolder(shell.data), PASSWORD, SystemClock())
    try:
        assert "正开着" in shell.process("restore", backup, status=1)
    finally:
        desk.store.close()
    assert "已恢复到" in shell("restore", backup)
    assert "读不了" in shell("restore", tmp_path / "没有.gzt", status=1)
    assert "核验通过" in shell("verify")
