"""Commands that make, fill and keep the data file: new, import, export, backup, restore, verify."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.cli.asked import (
    Command,
    as_of_option,
    clock,
    day,
    folder,
    json_option,
    open_office,
    password,
    say,
)
from desktop_app.cli.packing import verify_package
from desktop_app.system.clock import SystemClock
from desktop_app.system.errors import Damaged, Refusal


def _new(asked: argparse.Namespace) -> None:
    from desktop_app.services.setup import Founding, found

    wanted = Founding(asked.unit, asked.short, asked.year, asked.profile, asked.keeper)
    store, recovery = found(folder(asked), clock(asked), wanted, password())
    store.close()
    print(f"恢复码：{recovery}")
    print("请抄写或打印后装入信封密封保管；忘记口令时凭它打开工作库。", flush=True)
    if asked.recovery:
        _recovery_sheet(asked.recovery, asked.unit, recovery)


def _recovery_sheet(path: Path, unit: str, recovery: str) -> None:
    from desktop_app.cli.answers import to_pdf
    from desktop_app.reports.recovery import recovery_sheet

    to_pdf(recovery_sheet(unit, recovery.split("-"), SystemClock().now()), path)


def _import(asked: argparse.Namespace) -> None:
    from desktop_app.exchange import importing
    from desktop_app.exchange.mapping import read_maps

    mapping = read_maps(asked.map) if asked.map else None
    with open_office(asked) as desk:
        plan = importing.plan_import(desk, asked.files, kind=asked.kind, mapping=mapping)
        if asked.returned and importing.has_returned(plan):
            importing.returned_workbook(plan, asked.returned)
        if not asked.dry_run:
            importing.carry_out(desk, plan)
        report = importing.report(plan)
    if asked.json:
        say(report)
    else:
        _tell_import(report)


def _tell_import(report: dict[str, Any]) -> None:
    for entry in report["files"]:
        print(f"{entry['file']}{'：' + entry['error'] if entry.get('error') else ''}")
        for sheet in entry["sheets"]:
            print(f"  {sheet['sheet']}（{sheet['kind'] or '未识别'}）：{_tally(sheet)}")
            for said in sheet["concluded"]:
                print(f"    {said}")
            for problem in sheet["problems"]:
                print(f"    第 {problem['row']} 行 {problem['column']}：{problem['reason']}")


def _tally(sheet: dict[str, Any]) -> str:
    if sheet["kind"] is None:
        return str(sheet["unrecognised"]["reason"])
    told = f"{sheet['rows']} 行，导入 {sheet['taken']}，待补 {sheet['incomplete']}，退回 {sheet['returned']}"
    return told + (f"，已有 {sheet['unchanged']}" if sheet["unchanged"] else "")


def _export(asked: argparse.Namespace) -> None:
    from desktop_app.exchange.exporting import export_register
    from desktop_app.registers.catalogue import by_public

    with open_office(asked) as desk:
        number = export_register(desk, by_public(asked.kind), asked.file, stood_on=asked.at)
    print(f"{asked.file}：{number} 条")


def _backup(asked: argparse.Namespace) -> None:
    from desktop_app.store.backup import backup

    with open_office(asked) as desk:
        info = backup(desk.store, asked.dir, desk.clock)
    print(f"{info.path}：已核验，历史 {info.seq} 条")


def _restore(asked: argparse.Namespace) -> None:
    from desktop_app.store.restore import restore

    manifest = restore(folder(asked), asked.file, password(), clock(asked))
    made = datetime.fromisoformat(manifest.made_at).astimezone()
    print(f"已恢复到 {made:%Y-%m-%d %H:%M} 的备份，历史 {manifest.seq} 条；原文件另存在 replaced")


def _verify(asked: argparse.Namespace) -> None:
    from desktop_app.services.examining import examined

    if asked.package:
        verify_package(asked.package, asked.paper)
        return
    if asked.paper:
        _verify_paper(asked)
        return
    with open_office(asked) as desk:
        findings = examined(desk)
    for said in findings.said:
        print(said)
    if not findings.sound:
        raise Damaged("核验没有通过。不要再改动数据，用最近的备份恢复")
    print(f"核验通过，历史 {findings.entries} 条")


def _verify_paper(asked: argparse.Namespace) -> None:
    """A file that is there is compared as a file; anything else is what was typed from paper."""
    from desktop_app.reports.paper_proof import prove_code, prove_file

    path = Path(asked.paper)
    data = path.read_bytes() if path.suffix and path.is_file() else None
    if data is None and path.suffix.lower() in (".pdf", ".docx"):
        raise Refusal(f"没有 {path.name} 这个文件。核对路径")
    with open_office(asked) as desk, desk.facts() as facts:
        proof = prove_code(facts, asked.paper) if data is None else prove_file(facts, data)
    if not proof.agrees:
        raise Damaged("\n".join(proof.said))
    for said in proof.said:
        print(said)


def _verify_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--paper", default="", metavar="文件或校验码", help="核对一份 PDF，或照纸面输入的校验码、方码文字"
    )
    command.add_argument(
        "--package", type=Path, default=None, metavar="文件夹", help="核验一份资料包，--paper 写目录清单上的清单校验值"
    )


def _new_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--unit", required=True, help="单位全称")
    command.add_argument("--short", default="", help="简称")
    command.add_argument("--year", type=int, default=2015, help="年度")
    command.add_argument("--profile", default="2015", help="规则版本：2015 或 现行")
    command.add_argument("--keeper", default="", help="使用人")
    command.add_argument("--recovery", type=Path, help="把恢复码另存为一页 PDF")


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="文件")
    command.add_argument("--kind", default=None, help="台账种类，不写则按表头识别")
    command.add_argument("--map", type=Path, default=None, help="表头对照表（JSON）")
    command.add_argument("--returned", type=Path, default=None, help="退回的行另存为这个工作簿")
    command.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    json_option(command)
    as_of_option(command)


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", help="台账种类，如 officers、tasks")
    command.add_argument("file", type=Path)
    command.add_argument("--at", type=day, default=None, metavar="日期", help="导出这一天终了时的样子")


def _backup_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("dir", type=Path, help="备份放到哪个文件夹")


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="备份文件")


COMMANDS: dict[str, Command] = {
    "new": (_new, "建一个工作库，印出恢复码", _new_options),
    "import": (_import, "导入旧台账", _import_options),
    "export": (_export, "导出一本台账", _export_options),
    "backup": (_backup, "做一份核验过的备份", _backup_options),
    "restore": (_restore, "用备份替换工作库，原文件另存", _restore_options),
    "verify": (
        _verify,
        "核验文件、历史链、附件、存档件和保管账；--paper 核对一份纸面，--package 核验一份资料包",
        _verify_options,
    ),
}
