"""Commands of the bulletins: draft one from data, number and freeze one, list those that were issued."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.asked import Command, as_of_option, day, json_option, open_office, period, say
from desktop_app.system.errors import Refusal

if TYPE_CHECKING:
    from desktop_app.rules.vocabulary import BulletinKind
    from desktop_app.services.desk import Desk
    from desktop_app.services.facts import Facts, Row
    from desktop_app.services.late import LateChange


def _draft(asked: argparse.Namespace) -> None:
    from desktop_app.registers.bulletins import BULLETINS
    from desktop_app.services import drafting

    kind = _kind(asked.kind)
    with open_office(asked) as desk:
        done = drafting.draft(desk, BULLETINS, kind, asked.period or "", as_of=asked.as_of)
        with desk.facts() as facts:
            number = facts.row("bulletin", done.ids[0])["number"]
    print(f"{number}：{done.said}")


def _kind(text: str) -> "BulletinKind":
    """A kind by its Chinese name or its name in code."""
    from desktop_app.rules.vocabulary import BulletinKind, word

    found = word(BulletinKind, text) or BulletinKind.__members__.get(text.upper())
    if found is None:
        raise Refusal(f"没有“{text}”这种通报。可选：{'、'.join(BulletinKind)}")
    return found


def _issue(asked: argparse.Namespace) -> None:
    from desktop_app.registers.bulletins import BULLETINS
    from desktop_app.reports.press import WorkstationPress
    from desktop_app.services import issuing

    with open_office(asked) as desk:
        with desk.facts() as facts:
            bulletin_id = _wanted(facts, asked.number)
            series = _series(facts, asked.series)
            signer = _signer(facts, bulletin_id, asked.signer)
        if signer is not None:
            _waive(desk, bulletin_id, asked.waive, signer)
            _walk(desk, bulletin_id, signer, asked.dated or asked.on)
        done = issuing.issue(
            desk,
            BULLETINS,
            bulletin_id,
            on=asked.on,
            series_id=series,
            serial=asked.serial,
            press=WorkstationPress(),
            dated_on=asked.dated,
        )
    for warning in done.warnings:
        print(warning.said)
    print(done.said)


def _wanted(facts: "Facts", number: str) -> int:
    found = next((row["id"] for row in facts.live("bulletin") if number in (row["number"], row["doc_no"])), None)
    if found is None:
        raise Refusal(f"没有编号为 {number} 的通报。用 bulletin list 看编号")
    return int(found)


def _series(facts: "Facts", word: str) -> int | None:
    """The series of that 代字, or the first there is."""
    rows = sorted(facts.live("doc_series"), key=lambda row: row["number"])
    found = [row["id"] for row in rows if not word or row["word"] == word]
    if word and not found:
        raise Refusal(f"没有“{word}”这个发文代字。可选：{'、'.join(row['word'] for row in rows)}")
    return int(found[0]) if found else None


def _signer(facts: "Facts", bulletin_id: int, name: str) -> int | None:
    """Who signs: the officer named, the one the bulletin names, else the head of the leading group (组长)."""
    from desktop_app.rules.vocabulary import GroupRole

    if name:
        alike = facts.namesakes(name)
        if len(alike) != 1:
            said = f"有 {len(alike)} 个叫{name}的。在窗口里签发" if alike else f"花名册里没有{name}。核对签发人"
            raise Refusal(said)
        return int(alike[0]["id"])
    heads = [row["officer_id"] for row in facts.live("group_member") if row["role"] == GroupRole.HEAD]
    return facts.row("bulletin", bulletin_id)["signer_id"] or next(iter(heads), None)


def _walk(desk: "Desk", bulletin_id: int, signer: int, on: date) -> None:
    """送审 and 签发 for a bulletin not signed yet: whoever calls the command vouches for the signature."""
    from desktop_app.registers.bulletins import BULLETINS
    from desktop_app.rules.vocabulary import BulletinState
    from desktop_app.services import checking, records
    from desktop_app.services.manuscripts import loaded

    with desk.facts() as facts:
        if found := checking.hindrances(facts, loaded(facts, bulletin_id)):
            raise Refusal("；".join(found))
    given = {"signer_id": signer, "signed_on": on}
    for state, verb, filled in ((BulletinState.DRAFT, "送审", {}), (BulletinState.SUBMITTED, "签发", given)):
        with desk.facts() as facts:
            draft, named = loaded(facts, bulletin_id), facts.label("officer", signer)
        if draft.values["state"] == state:
            records.move(desk, BULLETINS, draft, verb, "", filled)
            print(f"已{verb}" if not filled else f"已记{named}签发")


def _waive(desk: "Desk", bulletin_id: int, reason: str, approver: int) -> None:
    """Write the reason given beside every cross-check that does not hold, approved by who signs."""
    from desktop_app.registers.bulletins import BULLETINS
    from desktop_app.services import checking
    from desktop_app.services.manuscripts import loaded

    with desk.facts() as facts:
        broken = [one for one in checking.audits(facts, loaded(facts, bulletin_id)) if reason and one.hinders]
    for one in broken:
        print(checking.waive(desk, BULLETINS, bulletin_id, one.id, reason, approver).said)


def _list(asked: argparse.Namespace) -> None:
    from desktop_app.services.late import late_changes

    with open_office(asked) as desk, desk.facts() as facts:
        changes = late_changes(facts) if asked.changed else []
        moved = {one.bulletin_id for one in changes}
        issued = [row for row in _issued(facts) if not asked.changed or row["id"] in moved]
        report = [_told(facts, row, changes) for row in issued]
        as_of = desk.today.isoformat()
    if asked.json:
        say({"as_of": as_of, "bulletins": report})
        return
    for one in report:
        named = one["doc_no"] or (f"第{one['issue_no']}期" if one["issue_no"] else "")
        mark = f"\t{one['mark']}" if one["mark"] else ""
        print(f"{one['number']}\t{named}\t{one['sent_on'] or ''}\t{one['title']}{mark}")
        for change in one.get("changes", ()):
            _print_change(change)


def _issued(facts: "Facts") -> list["Row"]:
    from desktop_app.rules.vocabulary import BulletinState

    rows = [row for row in facts.live("bulletin") if row["state"] == BulletinState.ISSUED]
    return sorted(rows, key=lambda row: (row["sent_on"] or date.min, row["id"]))


def _told(facts: "Facts", row: "Row", changes: Sequence["LateChange"]) -> dict[str, Any]:
    from desktop_app.services.correcting import standing

    sent = row["sent_on"].isoformat() if row["sent_on"] else None
    told = {name: row[name] for name in ("number", "doc_no", "issue_no", "kind", "title", "period")}
    told |= {"sent_on": sent, "frozen": bool(row["snapshot"]), "mark": standing(facts, row["number"])}
    mine = [one for one in changes if one.bulletin_id == row["id"]]
    return told | ({"changes": [_change(facts, one) for one in mine]} if mine else {})


def _change(facts: "Facts", one: "LateChange") -> dict[str, Any]:
    from desktop_app.registers.late import said

    return {
        "figure": one.trace.figure,
        "label": one.label,
        "asked": one.asked,
        "shown": one.shown,
        "old": one.old,
        "new": one.new,
        "in": [row.number for row in one.rows_in],
        "out": [row.number for row in one.rows_out],
        "changed": [{"number": change.row.number, "said": said(change, facts)} for change in one.changed],
    }


def _print_change(change: dict[str, Any]) -> None:
    print(f"  {change['label']}（{change['asked']}）：印 {change['shown']}，现 {change['new']}")
    for word, numbers in (("多", change["in"]), ("少", change["out"])):
        if numbers:
            print(f"    {word} {'、'.join(numbers)}")
    for one in change["changed"]:
        print(f"    {one['number']} {one['said']}")


def _options(command: argparse.ArgumentParser) -> None:
    verbs = command.add_subparsers(dest="verb", required=True, metavar="做什么")
    for name, (run, describe, options) in _VERBS.items():
        verb = verbs.add_parser(name, help=describe, description=describe)
        verb.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="数据目录")
        verb.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="在演练县上执行")
        options(verb)
        verb.set_defaults(does=run)


def _draft_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", help="通报种类，如 整改进展通报")
    command.add_argument("--period", type=_typed_period, default=None, metavar="期间", help="2015-04、2015Q1 或 2015")
    as_of_option(command)


def _typed_period(text: str) -> str:
    """A period as it was typed, once it can be read."""
    return text if period(text) else ""


def _issue_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("number", help="通报编号，如 TB-0001")
    command.add_argument("--on", type=day, required=True, metavar="日期", help="印发日期")
    command.add_argument("--series", default="", metavar="代字", help="发文代字，不写用第一个")
    command.add_argument("--serial", type=int, default=None, metavar="序号", help="文号或期号，不写顺次取")
    command.add_argument("--dated", type=day, default=None, metavar="日期", help="成文日期，不写用签发日期")
    command.add_argument("--signer", default="", metavar="姓名", help="还没签发的，记为由他签发；不写取组长")
    command.add_argument("--waive", default="", metavar="理由", help="审核公式不平时照此写明说明，由签发人批准")


def _list_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--changed", action="store_true", help="只列印发后台账有变的，写明新旧数字")
    json_option(command)
    as_of_option(command)


_VERBS: dict[str, Command] = {
    "draft": (_draft, "据数起草一份通报", _draft_options),
    "issue": (_issue, "编号、定稿、存档一份通报", _issue_options),
    "list": (_list, "已印发的通报", _list_options),
}

COMMANDS: dict[str, Command] = {"bulletin": (lambda asked: asked.does(asked), "起草、印发、查看通报", _options)}
