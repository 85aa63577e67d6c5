"""The front door: commands without a window, or the window when no command is given.

Exit status: 0 done, 1 refused with a sentence, 2 wrong usage, 3 data damaged.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app.cli import answers, bulletins, closing, office, packing
from desktop_app.cli.asked import PASSWORD, Command
from desktop_app.exchange import reader
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.files import trouble

__all__ = ["COMMANDS", "DAMAGED", "DONE", "PASSWORD", "REFUSED", "USAGE", "main", "parser"]

DONE, REFUSED, USAGE, DAMAGED = 0, 1, 2, 3

COMMANDS: dict[str, Command] = {
    **office.COMMANDS,
    **bulletins.COMMANDS,
    **answers.COMMANDS,
    **packing.COMMANDS,
    **closing.COMMANDS,
}


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
