"""What old ledgers of reviews and rounds tell between their lines: findings by item, rounds by their month."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop_app.models.reviews import (
    FULL,
    CaseReview,
    ReviewFinding,
    ReviewRound,
    ScoreDefect,
    ScoreItem,
)
from desktop_app.registers.spec import Told
from desktop_app.rules.deductions import Case, defect_key, part_all, read_deductions
from desktop_app.rules.numbers import points
from desktop_app.rules.periods import read_month
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import RoundKind, RoundState
from desktop_app.services.facts import Facts

FINDINGS = ReviewFinding.__tablename__
_ISSUE = re.compile(r"第?(\d{1,3}|[一二三四五六七八九十]{1,3})期")
_HAN = "零一二三四五六七八九十"


def together(rows: Sequence[Told], facts: Facts) -> None:
    """Part the findings of a ledger's text among its items; what cannot be parted for certain stays by item.

    A total that no item is told of, and a text that alone tells what the score lacks, are parted as they are.
    """
    told = [(row, _case(row)) for row in rows if not _worded(row)]
    known = _known(facts)
    parted = part_all([case for _, case in told], {key: item for key, (item, _) in known.items()})
    for (row, case), items in zip(told, parted, strict=True):
        if items is not None:
            row.parts[FINDINGS] = [
                {
                    **_blank(row),
                    ReviewFinding.item.key: item or known.get(found.key, ("", ""))[0],
                    ReviewFinding.text.key: found.text,
                    ReviewFinding.points.key: found.points,
                }
                for found, item in zip(case.findings, items, strict=True)
            ]
    for row in rows:
        _keep_text(row)


def _worded(row: Told) -> bool:
    """Whether the ledger itself says of each row what was found."""
    return any(finding.get(ReviewFinding.text.key) for finding in row.parts.get(FINDINGS, ()))


def _case(row: Told) -> Case:
    findings = read_deductions(str(row.values.get(CaseReview.problems.key) or ""))
    totals: dict[str, int] = {}
    for finding in row.parts.get(FINDINGS, ()):
        item = str(finding.get(ReviewFinding.item.key) or "")
        totals[item] = totals.get(item, 0) + abs(int(finding.get(ReviewFinding.points.key) or 0))
    score = row.values.get(CaseReview.score.key)
    if not row.parts.get(FINDINGS) and score is not None and sum(found.points for found in findings) == FULL - score:
        totals = {"": FULL - score}
    return Case(totals, findings)


def _blank(row: Told) -> dict[str, Any]:
    """What every finding of a ledger begins with."""
    first = next(iter(row.parts.get(FINDINGS, ())), {})
    return {**first, ReviewFinding.sheet.key: 1}


def _keep_text(row: Told) -> None:
    """Where the findings stand in lines of their own, the text of the review is made of them."""
    findings = [finding for finding in row.parts.get(FINDINGS, ()) if finding.get(ReviewFinding.text.key)]
    if findings and not row.values.get(CaseReview.problems.key):
        said = (
            f"{place}.{finding['text']}（扣{points(abs(int(finding.get('points') or 0)))}分）"
            for place, finding in enumerate(findings, 1)
        )
        row.values[CaseReview.problems.key] = "\n".join(said)


def _known(facts: Facts) -> dict[str, tuple[str, str]]:
    """Findings that are known: key to item and text, out of the defects of the standards and of earlier reviews."""
    items = {(row["standard_id"], row["code"]): row["item"] for row in facts.rows(ScoreItem.__tablename__).values()}
    found: dict[str, set[tuple[str, str]]] = {}
    for row in facts.rows(ScoreDefect.__tablename__).values():
        item = str(items.get((row["standard_id"], row["clause_code"]), ""))
        for text in re.split("[、，,]", row["text"]):
            found.setdefault(defect_key(text), set()).add((item, defect_key(text)))
    for row in facts.rows(FINDINGS).values():
        if row["text"] and row["item"]:
            found.setdefault(defect_key(row["text"]), set()).add((row["item"], defect_key(row["text"])))
    return {key: next(iter(told)) for key, told in found.items() if len(told) == 1}


def called(row: Mapping[str, Any]) -> Iterable[str]:
    """What ledgers call a round besides its name: its month, its issue (2015年1月, 2015年第1期)."""
    if row.get("state") == RoundState.VOID:
        return
    period, name = str(row.get("period") or ""), str(row.get("name") or "")
    year, _, month = period.partition("-")
    if row.get("kind") == RoundKind.REGULAR and month.isdecimal():
        yield _month(int(year), int(month))
    issue = _ISSUE.search(tight(name)) or _ISSUE.search(tight(str(row.get(ReviewRound.bulletin_no.key) or "")))
    if issue is not None:
        told = year if year.isdecimal() else next(iter(re.findall(r"(?:19|20)\d{2}", name)), "")
        yield from (_issue(int(told) if told else 0, _number(issue[1])),)


def readings(text: str, year: int) -> Iterator[str]:
    """What a ledger of a year means by 1月, 元月份, 2015-01, 2015年1月案件评查, 第1期."""
    month = read_month(text, year)
    if month is not None:
        yield _month(month.first.year, month.first.month)
        return
    issue = _ISSUE.search(tight(text))
    if issue is not None:
        told = re.findall(r"(?:19|20)\d{2}", tight(text))
        yield _issue(int(told[0]) if told else year, _number(issue[1]))
        yield _issue(0, _number(issue[1]))


def _month(year: int, month: int) -> str:
    return f"{year}年{month}月"


def _issue(year: int, number: int) -> str:
    return f"{year}年第{number}期" if year else f"第{number}期"


def _number(text: str) -> int:
    """A number up to 99 in digits or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    units = _HAN.index(ones) if ones else 0
    return (10 * (_HAN.index(tens) if tens else 1) if ten else 0) + units
