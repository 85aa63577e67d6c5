"""审核公式 of seized property: items and cases that balance, money against items, running balances as written."""

from itertools import accumulate

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import by_case, entries
from desktop_app.figures.learning_audits import Wrong, behind, judged, told
from desktop_app.figures.seizure_standing import NO_CASE, ItemStand, items
from desktop_app.rules.numbers import quantity
from desktop_app.rules.vocabulary import MoneyKind, Pool


def _things(ask: Question) -> Balance:
    """Items, against those whose events all can have happened and leave what came in, in or out or gone."""
    rows = items(ask)
    wrong: Wrong = [(row.behind, f"{row.number} {_why(row)}") for row in rows if row.refused or not row.now.balanced]
    return judged(len(rows), wrong, f"{len(rows)} 件涉案财物都收支相平", "涉案财物收支不平", "件")


def _why(row: ItemStand) -> str:
    if row.refused:
        return row.refused[0].said
    return f"接收 {quantity(row.now.received)}，在管、在外、已处理合计 {quantity(sum(row.now.pools.values()))}"


def _covered(ask: Question) -> Balance:
    """Cases with money in the special account, against those that were never paid more than they had taken in."""
    cases = by_case(ask)
    wrong: Wrong = []
    for case, own in cases.items():
        balance = sum(row.sum for row in own)
        if balance < 0:
            wrong.append((own[-1].behind, f"{case} 支出多 {_yuan(-balance)} 元"))
    return judged(len(cases), wrong, f"{len(cases)} 案专户都没有透支", "专户透支", "案")


def _deposits(ask: Question) -> Balance:
    """What the account holds of each case, without interest, against its items that lie there; in 分."""
    account = {
        case: sum(row.sum for row in own if row.kind != MoneyKind.INTEREST)
        for case, own in by_case(ask).items()
        if case != NO_CASE
    }
    things: dict[str, int] = {}
    first: dict[str, ItemStand] = {}
    for row in items(ask):
        if row.now.of(Pool.DEPOSITED) and row.amount is not None:
            share = row.amount * row.now.of(Pool.DEPOSITED) // row.now.received
            things[row.case] = things.get(row.case, 0) + share
            first.setdefault(row.case, row)
    wrong: Wrong = []
    for case in sorted({*account, *things}):
        booked, kept = account.get(case, 0), things.get(case, 0)
        if booked != kept:
            row_ = first[case].behind if case in first else by_case(ask)[case][-1].behind
            wrong.append((row_, f"{case} 专户 {_yuan(booked)} 元、物品 {_yuan(kept)} 元"))
    said = told(wrong, f"专户与存入物品逐案相符，共 {_yuan(sum(things.values()))} 元", "专户与存入物品不符", "案")
    return Balance(sum(account.values()), sum(things.values()), behind(wrong), said)


def _written(ask: Question) -> Balance:
    """Lines of the account that state a balance, against those where it is the sum of all lines to there."""
    rows = list(entries(ask))
    sums = accumulate(row.sum for row in rows)
    stated = [(row, now) for row, now in zip(rows, sums, strict=True) if row.told is not None]
    wrong: Wrong = [
        (row.behind, f"{row.number} 写 {_yuan(row.told or 0)}、应为 {_yuan(now)}")
        for row, now in stated
        if row.told != now
    ]
    return judged(len(stated), wrong, f"{len(stated)} 笔账上结存都与累计相符", "账上结存与累计不符", "笔")


def _yuan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


_ITEMS, _MONEY = ("seizures.",), ("money.",)

AUDITS = (
    Audit("seizures.chain", "财物收支", "接收 = 在库 + 在外 + 已处理", _things, _ITEMS),
    Audit("money.covered", "专户支出", "有专户收支的案 = 没有透支的", _covered, _MONEY),
    Audit("money.items", "专户与物品", "不计利息的专户结存 = 存入专户的物品金额", _deposits, _MONEY),
    Audit("money.written", "账上结存", "登记结存 = 逐笔累计", _written, _MONEY),
)
