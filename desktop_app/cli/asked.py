"""What commands share: the folder, the clock, the password, the open office, readers of arguments."""

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.system.clock import Clock, SystemClock, TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder, default_folder

if TYPE_CHECKING:
    from desktop_app.rules.periods import Period
    from desktop_app.services.desk import Desk

PASSWORD = "GUIZHENGTAI_PASSWORD"

Options = Callable[[argparse.ArgumentParser], None]
Command = tuple[Callable[[argparse.Namespace], None], str, Options]
"""What carries a command out, what it does in a line, its options."""


def day(text: str) -> date:
    """An argument that is a day."""
    from desktop_app.rules.dates import read_date
    from desktop_app.rules.unreadable import Unreadable

    try:
        found = read_date(text)
    except Unreadable as error:
        raise argparse.ArgumentTypeError(error.said) from error
    if found is None:
        raise argparse.ArgumentTypeError("写明日期，如 2015-05-31")
    return found


def period(text: str) -> "Period":
    """An argument that is a period."""
    from desktop_app.rules.typed_periods import typed_period
    from desktop_app.rules.unreadable import Unreadable

    try:
        found = typed_period(text, SystemClock().today())
    except Unreadable as error:
        raise argparse.ArgumentTypeError(error.said) from error
    if found is None:
        raise argparse.ArgumentTypeError("写明期间，如 2015-04")
    return found


def choice(text: str) -> tuple[str, str]:
    """An argument 名=值."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}”要写成 名=值，如 paper=A3")
    return name, value


def clock(asked: argparse.Namespace) -> Clock:
    """The clock of a command: turned to ``--as-of`` where it is given."""
    on = getattr(asked, "as_of", None)
    return TurnedClock(on) if on else SystemClock()


def password() -> str:
    """From the variable, else typed at a terminal; a caller with neither is told so, and never waited for."""
    if given := os.environ.get(PASSWORD):
        return given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass("口令：")
    except (EOFError, KeyboardInterrupt, getpass.GetPassWarning) as error:
        raise Refusal(f"没有给口令。在终端里输入，或设环境变量 {PASSWORD}") from error


def folder(asked: argparse.Namespace) -> DataFolder:
    """The data folder meant."""
    return DataFolder(asked.data or default_folder())


@contextmanager
def open_office(asked: argparse.Namespace) -> Iterator["Desk"]:
    """The office this command works on: the data folder's, or the practice county's throw-away copy."""
    if asked.practice:
        from desktop_app.exchange.practice import practice

        on = getattr(asked, "as_of", None)
        with practice(TurnedClock(on) if on else None) as desk:
            yield desk
        return
    from desktop_app.services.office import open_desk

    at = folder(asked)
    if not at.exists:
        raise Refusal(f"{at.root} 里没有工作库。先用 new 建库，或用 --data 指明数据目录")
    desk = open_desk(at, password(), clock(asked))
    try:
        yield desk
    finally:
        desk.store.close()


def say(value: Any) -> None:
    """Print a report as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    print()


def as_of_option(command: argparse.ArgumentParser) -> None:
    """``--as-of``."""
    command.add_argument("--as-of", type=day, default=None, metavar="日期", help="按这一天终了时计算")


def period_option(command: argparse.ArgumentParser) -> None:
    """``--period``."""
    command.add_argument("--period", type=period, default=None, metavar="期间", help="2015-04、2015Q1 或 2015")


def json_option(command: argparse.ArgumentParser) -> None:
    """``--json``."""
    command.add_argument("--json", action="store_true")
