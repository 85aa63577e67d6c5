"""The monthly package from the command line: made, and verified wherever it was carried."""

import argparse
from pathlib import Path

from desktop_app.cli.asked import Command, as_of_option, json_option, open_office, period, say
from desktop_app.rules.vocabulary import Secrecy
from desktop_app.views.text import TAB_NAMES


def _package(asked: argparse.Namespace) -> None:
    from desktop_app.exchange.package import make_package
    from desktop_app.exchange.package_parts import Wanted

    wanted = Wanted(asked.period, dict(asked.tabs), asked.secrecy, asked.masked)
    with open_office(asked) as desk:
        made = make_package(desk, wanted, asked.out)
    if asked.json:
        say(made.told)
        return
    print(f"{made.folder}：{len(made.files)} 个文件")
    for one in made.left_out:
        print(f"未收 {one.title}：{one.reason}")
    print(f"清单校验值 {made.sha256}")
    print(f"操作记录 {made.anchor}")


def verify_package(folder: Path, printed: str) -> None:
    """Check a package without any data file."""
    from desktop_app.exchange.package_check import package_told

    for said in package_told(folder, printed):
        print(said)


def _tabs(text: str) -> dict[str, str]:
    """Tabs by their Chinese names, joined by 、 or a comma."""
    codes = {name: code for code, name in TAB_NAMES.items()}
    named = [word.strip() for word in text.replace("，", "、").replace(",", "、").split("、") if word.strip()]
    wrong = [name for name in named if name not in codes]
    if wrong or not named:
        said = f"没有“{wrong[0]}”这个页签" if wrong else "没写页签"
        raise argparse.ArgumentTypeError(f"{said}。可选：{'、'.join(codes)}")
    return {codes[name]: name for name in named}


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", type=period, required=True, metavar="月份", help="如 2015-05")
    command.add_argument("--out", type=Path, required=True, metavar="文件夹", help="资料包放在哪个文件夹里")
    command.add_argument("--tabs", type=_tabs, default={}, metavar="页签", help="如 问题清单、案件评查；不写收全部")
    command.add_argument("--secrecy", choices=[*Secrecy], default="", help="资料包的密级")
    command.add_argument("--masked", action="store_true", help="隐去受调查人员姓名")
    json_option(command)
    as_of_option(command)


COMMANDS: dict[str, Command] = {"package": (_package, "做一份月度资料包", _options)}
