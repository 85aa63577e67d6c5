"""The front door: commands without a window, or the window when no command is given.

Exit status: 0 done, 1 refused with a sentence, 2 wrong usage, 3 data damaged.
"""

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.exchange import reader
from desktop_app.system.clock import Clock, SystemClock, TurnedClock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.files import trouble
from desktop_app.system.paths import DataFolder, default_folder

if TYPE_CHECKING:
    from desktop_app.reports.blocks import Document
    from desktop_app.rules.periods import Period
    from desktop_app.services.desk import Desk
    from desktop_app.services.facts import Facts

PASSWORD = "GUIZHENGTAI_PASSWORD"
DONE, REFUSED, USAGE, DAMAGED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when there is none; answers the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == [reader.READ_FLAG]:
        return reader.main(given[1:])
    if not any(word in COMMANDS or word in ("-h", "--help") for word in given):
        from desktop_app.bootstrap import main as open_window

        return open_window(given)
    asked = parser().parse_args(given)
    try:
        asked.run(asked)
        sys.stdout.flush()
    except Refusal as refused:
        print(refused.said, file=sys.stderr)
        return REFUSED
    except Damaged as damaged:
        print(damaged.said, file=sys.stderr)
        return DAMAGED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as error:
        print(trouble(error, Path(error.filename or "输出")).said, file=sys.stderr)
        return REFUSED
    return DONE


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(prog="guizhengtai", description="规整台：规范司法行为专项整治工作台")
    top.add_argument("--data", type=Path, default=None, help="数据目录")
    top.add_argument("--practice", action="store_true", help="在演练县的一次性副本上执行")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令")
    for name, (run, describe, options) in COMMANDS.items():
        command = commands.add_parser(name, help=describe, description=describe)
        command.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="数据目录")
        command.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="在演练县上执行")
        options(command)
        command.set_defaults(run=run)
    return top


def _day(text: str) -> date:
    from desktop_app.rules.dates import read_date
    from desktop_app.rules.unreadable import Unreadable

    try:
        found = read_date(text)
    except Unreadable as error:
        raise argparse.ArgumentTypeError(error.said) from error
    if found is None:
        raise argparse.ArgumentTypeError("写明日期，如 2015-05-31")
    return found


def _period(text: str) -> "Period":
    from desktop_app.rules.periods import read_period
    from desktop_app.rules.unreadable import Unreadable

    try:
        return read_period(text)
    except Unreadable as error:
        raise argparse.ArgumentTypeError(error.said) from error


def _choice(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}”要写成 名=值，如 paper=A3")
    return name, value


def _clock(asked: argparse.Namespace) -> Clock:
    day = getattr(asked, "as_of", None)
    return TurnedClock(day) if day else SystemClock()


def _password() -> str:
    """From the variable, else typed at a terminal; a caller with neither is told so, and never waited for."""
    if given := os.environ.get(PASSWORD):
        return given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass("口令：")
    except (EOFError, KeyboardInterrupt, getpass.GetPassWarning) as error:
        raise Refusal(f"没有给口令。在终端里输入，或设环境变量 {PASSWORD}") from error


def _folder(asked: argparse.Namespace) -> DataFolder:
    return DataFolder(asked.data or default_folder())


@contextmanager
def _desk(asked: argparse.Namespace) -> Iterator["Desk"]:
    """The office this command works on: the data folder's, or the practice county's throw-away copy."""
    if asked.practice:
        from desktop_app.exchange.practice import practice

        day = getattr(asked, "as_of", None)
        with practice(TurnedClock(day) if day else None) as desk:
            yield desk
        return
    from desktop_app.services.office import open_desk

    folder = _folder(asked)
    if not folder.exists:
        raise Refusal(f"{folder.root} 里没有工作库。先用 new 建库，或用 --data 指明数据目录")
    desk = open_desk(folder, _password(), _clock(asked))
    try:
        yield desk
    finally:
        desk.store.close()


def _say(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def _new(asked: argparse.Namespace) -> None:
    from desktop_app.services.setup import Founding, found

    wanted = Founding(asked.unit, asked.short, asked.year, asked.profile, asked.keeper)
    store, recovery = found(_folder(asked), _clock(asked), wanted, _password())
    store.close()
    print(f"恢复码：{recovery}")
    print("请抄写或打印后装入信封密封保管；忘记口令时凭它打开工作库。", flush=True)
    if asked.recovery:
        _recovery_sheet(asked.recovery, asked.unit, recovery)


def _recovery_sheet(path: Path, unit: str, recovery: str) -> None:
    from desktop_app.reports.recovery import recovery_sheet

    _to_pdf(recovery_sheet(unit, recovery.split("-"), SystemClock().now()), path)


def _import(asked: argparse.Namespace) -> None:
    from desktop_app.exchange import importing
    from desktop_app.exchange.mapping import read_maps

    mapping = read_maps(asked.map) if asked.map else None
    with _desk(asked) as desk:
        plan = importing.plan_import(desk, asked.files, kind=asked.kind, mapping=mapping)
        if asked.returned and importing.has_returned(plan):
            importing.returned_workbook(plan, asked.returned)
        if not asked.dry_run:
            importing.carry_out(desk, plan)
        report = importing.report(plan)
    if asked.json:
        _say(report)
    else:
        _tell_import(report)


def _tell_import(report: dict[str, Any]) -> None:
    for entry in report["files"]:
        print(f"{entry['file']}{'：' + entry['error'] if entry.get('error') else ''}")
        for sheet in entry["sheets"]:
            print(f"  {sheet['sheet']}（{sheet['kind'] or '未识别'}）：{_tally(sheet)}")
            for problem in sheet["problems"]:
                print(f"    第 {problem['row']} 行 {problem['column']}：{problem['reason']}")


def _tally(sheet: dict[str, Any]) -> str:
    if sheet["kind"] is None:
        return str(sheet["unrecognised"]["reason"])
    told = f"{sheet['rows']} 行，导入 {sheet['taken']}，待补 {sheet['incomplete']}，退回 {sheet['returned']}"
    return told + (f"，已有 {sheet['unchanged']}" if sheet["unchanged"] else "")


def _figures(asked: argparse.Namespace) -> None:
    from desktop_app.figures import catalogue
    from desktop_app.figures.engine import Question

    with _desk(asked) as desk, desk.facts() as facts:
        question = Question(facts.session, desk.today, asked.period)
        if asked.rows:
            _tell_rows(facts, catalogue.ask(asked.rows, question).behind, asked)
            return
        report = catalogue.report(question)
    if asked.json:
        _say(report)
        return
    for figure in report["figures"]:
        print(f"{figure['id']:26} {figure['label']}：{figure['value']} {figure['unit']}")


def _tell_rows(facts: "Facts", behind: Sequence[tuple[str, int]], asked: argparse.Namespace) -> None:
    from desktop_app.registers.catalogue import BY_KIND

    rows = [(BY_KIND[kind], facts.row(kind, record_id)) for kind, record_id in behind]
    if asked.json:
        told = [
            {"kind": register.public, "number": row["number"], "name": register.call(row)} for register, row in rows
        ]
        _say({"as_of": facts.today.isoformat(), "id": asked.rows, "records": told})
        return
    for register, row in rows:
        print(f"{register.public}\t{register.call(row)}")


def _papers(asked: argparse.Namespace) -> None:
    from desktop_app.reports.catalogue import PAPERS

    if asked.json:
        _say({"papers": [{"id": paper.id, "title": paper.title, "kind": paper.kind} for paper in PAPERS]})
        return
    for paper in PAPERS:
        print(f"{paper.id:24} {paper.title}")


def _print(asked: argparse.Namespace) -> None:
    from desktop_app.reports.catalogue import paper
    from desktop_app.reports.request import Request

    ending = asked.out.suffix.lower()
    if ending not in MAKERS:
        raise Refusal(f"不能存成 {asked.out.name}。把 --out 的文件名改成 {' 或 '.join(MAKERS)} 结尾")
    wanted = paper(asked.paper)
    with _desk(asked) as desk:
        document = wanted.make(Request(desk, desk.today, asked.period, asked.record, dict(asked.option)))
    print(f"{asked.out}：{MAKERS[ending](document, asked.out)}")


def _to_pdf(document: "Document", path: Path) -> str:
    from desktop_app.reports import pdf
    from desktop_app.system.files import written_whole

    with written_whole(path) as out:
        report = pdf.render(document, out)
    for said in report.substitutions:
        print(said)
    return f"{report.pages} 页"


def _to_workbook(document: "Document", path: Path) -> str:
    from desktop_app.exchange.paper_book import paper_workbook

    return f"{paper_workbook(document, path)} 张表"


MAKERS: dict[str, Callable[["Document", Path], str]] = {".pdf": _to_pdf, ".xlsx": _to_workbook}


def _export(asked: argparse.Namespace) -> None:
    from desktop_app.exchange.exporting import export_register
    from desktop_app.registers.catalogue import by_public

    with _desk(asked) as desk:
        number = export_register(desk, by_public(asked.kind), asked.file, stood_on=asked.at)
    print(f"{asked.file}：{number} 条")


def _backup(asked: argparse.Namespace) -> None:
    from desktop_app.store.backup import backup

    with _desk(asked) as desk:
        info = backup(desk.store, asked.dir, desk.clock)
    print(f"{info.path}：已核验，历史 {info.seq} 条")


def _restore(asked: argparse.Namespace) -> None:
    from desktop_app.store.restore import restore

    manifest = restore(_folder(asked), asked.file, _password(), _clock(asked))
    made = datetime.fromisoformat(manifest.made_at).astimezone()
    print(f"已恢复到 {made:%Y-%m-%d %H:%M} 的备份，历史 {manifest.seq} 条；原文件另存在 replaced")


def _verify(asked: argparse.Namespace) -> None:
    from desktop_app.store.verify import verify

    with _desk(asked) as desk:
        findings = verify(desk.store)
    for said in findings.said:
        print(said)
    if not findings.sound:
        raise Damaged("核验没有通过。不要再改动数据，用最近的备份恢复")
    print(f"核验通过，历史 {findings.entries} 条")


Options = Callable[[argparse.ArgumentParser], None]


def _as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day, default=None, metavar="日期", help="按这一天终了时计算")


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
    command.add_argument("--json", action="store_true")
    _as_of(command)


def _figures_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", type=_period, default=None, metavar="期间", help="2015-04、2015Q1 或 2015")
    command.add_argument("--rows", default="", metavar="指标", help="列出这个指标背后的记录")
    command.add_argument("--json", action="store_true")
    _as_of(command)


def _papers_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true")


def _print_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("paper", help="纸面代号，见 papers")
    command.add_argument("--out", type=Path, required=True, help="输出文件")
    command.add_argument("--period", type=_period, default=None, metavar="期间", help="2015-04、2015Q1 或 2015")
    command.add_argument("--record", default="", help="记录编号")
    command.add_argument(
        "--option", type=_choice, action="append", default=[], metavar="名=值", help="如 paper=A3、show=both"
    )
    _as_of(command)


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", help="台账种类，如 officers、tasks")
    command.add_argument("file", type=Path)
    command.add_argument("--at", type=_day, default=None, metavar="日期", help="导出这一天终了时的样子")


def _backup_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("dir", type=Path, help="备份放到哪个文件夹")


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="备份文件")


def _no_options(command: argparse.ArgumentParser) -> None:
    del command


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], None], str, Options]] = {
    "new": (_new, "建一个工作库，印出恢复码", _new_options),
    "import": (_import, "导入旧台账", _import_options),
    "figures": (_figures, "全部指标", _figures_options),
    "papers": (_papers, "能印的纸面", _papers_options),
    "print": (_print, "印一份纸面", _print_options),
    "export": (_export, "导出一本台账", _export_options),
    "backup": (_backup, "做一份核验过的备份", _backup_options),
    "restore": (_restore, "用备份替换工作库，原文件另存", _restore_options),
    "verify": (_verify, "核验文件、历史链和附件", _no_options),
}
