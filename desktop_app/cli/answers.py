"""Commands that answer: figures, promises, papers, print."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.asked import Command, as_of_option, choice, json_option, open_office, period_option, say
from desktop_app.system.errors import Refusal

if TYPE_CHECKING:
    from desktop_app.reports.blocks import Document
    from desktop_app.reports.kept_papers import Kept
    from desktop_app.services.facts import Facts


def _figures(asked: argparse.Namespace) -> None:
    from desktop_app.figures import catalogue
    from desktop_app.figures.engine import Question

    with open_office(asked) as desk, desk.facts() as facts:
        question = Question(facts.session, desk.today, asked.period)
        if asked.rows:
            _tell_rows(facts, catalogue.ask(asked.rows, question).behind, asked)
            return
        report = catalogue.report(question)
    if asked.json:
        say(report)
        return
    for figure in report["figures"]:
        print(f"{figure['id']:26} {figure['label']}：{figure['value']} {figure['unit']}")


def _promises(asked: argparse.Namespace) -> None:
    from desktop_app.figures import promises
    from desktop_app.figures.engine import Question
    from desktop_app.figures.promise_list import PROMISES

    with open_office(asked) as desk, desk.facts() as facts:
        found = promises.judged(PROMISES, Question(facts.session, desk.today))
        report = promises.told(found, facts.session, desk.today)
    if asked.json:
        say(report)
        return
    for one in found:
        print(f"{one.promise.id:4}{one.verdict}\t{one.promise.title}：{one.finding.proof}")


def _tell_rows(facts: "Facts", behind: Sequence[tuple[str, int]], asked: argparse.Namespace) -> None:
    from desktop_app.registers.catalogue import BY_KIND

    rows = [(BY_KIND[kind], facts.row(kind, record_id)) for kind, record_id in behind]
    if asked.json:
        told = [
            {"kind": register.public, "number": row["number"], "name": register.call(row, facts)}
            for register, row in rows
        ]
        say({"as_of": facts.today.isoformat(), "id": asked.rows, "records": told})
        return
    for register, row in rows:
        print(f"{register.public}\t{register.call(row, facts)}")


def _papers(asked: argparse.Namespace) -> None:
    from desktop_app.reports.catalogue import PAPERS

    if asked.json:
        say({"papers": [{"id": paper.id, "title": paper.title, "kind": paper.kind} for paper in PAPERS]})
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
    with open_office(asked) as desk:
        request = Request(desk, desk.today, asked.period, asked.record, dict(asked.option))
        kept = wanted.frozen(request, ending)
        said = _kept(kept, asked.out) if kept is not None else MAKERS[ending](wanted.make(request), asked.out)
    print(f"{asked.out}：{said}")


def _kept(kept: "Kept", path: Path) -> str:
    """Write a frozen copy as it is; what to say of it."""
    from desktop_app.system.files import written_whole

    with written_whole(path) as out:
        out.write(kept.data)
    return f"存档件{f'，{kept.pages} 页' if kept.pages else ''}"


def to_pdf(document: "Document", path: Path) -> str:
    """Write a paper as PDF; what to say of it."""
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


def _to_docx(document: "Document", path: Path) -> str:
    from desktop_app.reports.docx import write_docx
    from desktop_app.system.files import written_whole

    with written_whole(path) as out:
        write_docx(document, out)
    return "可在文字处理软件里打开修改"


MAKERS: dict[str, Callable[["Document", Path], str]] = {".pdf": to_pdf, ".docx": _to_docx, ".xlsx": _to_workbook}


def _figures_options(command: argparse.ArgumentParser) -> None:
    period_option(command)
    command.add_argument("--rows", default="", metavar="指标", help="列出这个指标背后的记录")
    json_option(command)
    as_of_option(command)


def _promises_options(command: argparse.ArgumentParser) -> None:
    json_option(command)
    as_of_option(command)


def _papers_options(command: argparse.ArgumentParser) -> None:
    json_option(command)


def _print_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("paper", help="纸面代号，见 papers")
    command.add_argument("--out", type=Path, required=True, help="输出文件")
    period_option(command)
    command.add_argument("--record", default="", help="记录编号")
    command.add_argument(
        "--option", type=choice, action="append", default=[], metavar="名=值", help="如 paper=A3、show=both"
    )
    as_of_option(command)


COMMANDS: dict[str, Command] = {
    "figures": (_figures, "全部指标", _figures_options),
    "promises": (_promises, "承诺核查", _promises_options),
    "papers": (_papers, "能印的纸面", _papers_options),
    "print": (_print, "印一份纸面", _print_options),
}
