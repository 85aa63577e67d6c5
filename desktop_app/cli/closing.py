"""Months closed and opened again without a window (月结): close, reopen."""

import argparse
from typing import TYPE_CHECKING

from desktop_app.cli.asked import Command, as_of_option, open_office, period
from desktop_app.system.errors import Refusal

if TYPE_CHECKING:
    from desktop_app.rules.periods import Period
    from desktop_app.services.facts import Facts


def _close(asked: argparse.Namespace) -> None:
    from desktop_app.figures.engine import Question
    from desktop_app.figures.month_drift import drifted
    from desktop_app.registers.month_closes import MONTH_CLOSES
    from desktop_app.services import month_close

    tab, month = _tab(asked.tab), _month(asked)
    with open_office(asked) as desk:
        with desk.facts() as facts:
            found = {one: month_close.against(facts, tab, one) for one in month_close.to_close(facts, tab, month)}
            moved = drifted(Question(facts.session, facts.today), tab=tab)
        for closed in moved:
            print(f"{closed.period.label}结账后变动：{closed.told}")
        for one, left in found.items():
            for against in left:
                print(f"{one.label}未了：{against.said}")
        print(month_close.close(desk, MONTH_CLOSES, tab, month, asked.waive, earlier=asked.earlier).said)


def _reopen(asked: argparse.Namespace) -> None:
    from desktop_app.registers.month_closes import MONTH_CLOSES
    from desktop_app.services import month_close

    tab, month = _tab(asked.tab), _month(asked)
    with open_office(asked) as desk:
        with desk.facts() as facts:
            approver = _officer(facts, asked.approver)
        print(month_close.reopen(desk, MONTH_CLOSES, tab, month, asked.reason, approver).said)


def _tab(text: str) -> str:
    """The tab of that code or Chinese name."""
    from desktop_app.rules.month_close import TABS

    found = next((code for code, name in TABS.items() if text in (code, name)), "")
    if not found:
        known = "、".join(f"{code}（{name}）" for code, name in TABS.items())
        raise Refusal(f"没有“{text}”这页台账可结账。可选：{known}")
    return found


def _month(asked: argparse.Namespace) -> "Period":
    from desktop_app.rules.periods import month_of

    given: Period = asked.month
    if given != month_of(given.first):
        raise Refusal(f"“{given.label}”不是一个月。写成 2015-05 的样子")
    return given


def _officer(facts: "Facts", name: str) -> int:
    alike = facts.namesakes(name)
    if len(alike) != 1:
        raise Refusal(f"有 {len(alike)} 个叫{name}的。在窗口里反结账" if alike else f"花名册里没有{name}。核对批准人")
    return int(alike[0]["id"])


def _place_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("tab", metavar="台账", help="如 issues 或 问题清单")
    command.add_argument("--month", type=period, required=True, metavar="月份", help="如 2015-05")
    as_of_option(command)


def _close_options(command: argparse.ArgumentParser) -> None:
    _place_options(command)
    command.add_argument("--waive", default="", metavar="原因", help="有未了事项时，写明为什么照结")
    command.add_argument("--earlier", action="store_true", help="连同之前没结的月份一起结")


def _reopen_options(command: argparse.ArgumentParser) -> None:
    _place_options(command)
    command.add_argument("--reason", required=True, metavar="原因", help="反结账原因")
    command.add_argument("--approver", required=True, metavar="姓名", help="批准人")


COMMANDS: dict[str, Command] = {
    "close": (_close, "结账：锁住一页台账的一个月", _close_options),
    "reopen": (_reopen, "反结账：写明原因，重新打开一个月", _reopen_options),
}
