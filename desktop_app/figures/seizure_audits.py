"""审核公式 of seized property: items and cases that balance, money against items, running balances as written."""

from itertools import accumulate

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import by_case, entries
from desktop_app.figures.learning_audits import Wrong, behind, judged, told
from desktop_app.figures.money import CaseBook, books, moves
from desktop_app.figures.seizure_standing import NO_CASE, ItemStand, items
from desktop_app.rules.money import APART
from desktop_app.rules.numbers import quantity


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
    """What the account holds of each case, without interest and fees, against its items that lie there; in 分.

    Where they differ the lines without a custody event and the events without a line stand behind it.
    """
    account, things = 0, 0
    wrong: Wrong = []
    for case, book in books(ask).items():
        if case == NO_CASE:
            continue
        booked = sum(row.sum for row in book.lines if row.kind not in APART)
        kept = sum(move.sum for move in moves(ask) if move.item.case == case)
        account, things = account + booked, things + kept
        if booked != kept:
            wrong += _unmatched(book, f"{case} 专户 {_yuan(booked)} 元、物品 {_yuan(kept)} 元")
    said = told(_first_of_each(wrong), f"专户与存入物品逐案相符，共 {_yuan(things)} 元", "专户与存入物品不符", "案")
    return Balance(account, things, behind(wrong), said)


def _unmatched(book: CaseBook, said: str) -> Wrong:
    """The lines and events that lack a partner, the whole book where the sums of pairs alone differ."""
    return [(one, said) for one in book.lacking or [row.behind for row in book.lines[-1:]]]


def _first_of_each(wrong: Wrong) -> Wrong:
    return [(row, said) for said, row in {said: row for row, said in reversed(wrong)}.items()][::-1]


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
    Audit("money.items", "专户与物品", "不计利息、手续费的专户结存 = 存入专户的物品金额", _deposits, _MONEY),
    Audit("money.written", "账上结存", "登记结存 = 逐笔累计", _written, _MONEY),
)
