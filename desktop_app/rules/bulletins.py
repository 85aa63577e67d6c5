"""The law of bulletins (通报的办理): 起草 → 送审 → 已签发 → 已印发, and how its numbers are written."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, PaperFormat

LINES = "bulletin_line"
_DOC_NO = re.compile(r"(.+?)〔(\d{4})年?〕第?(\d{1,12})号?")
_BRACKETS = str.maketrans("[【(〈<]】)〉>", "〔〔〔〔〔〕〕〕〕〕")
SERIALS = range(1, 10_000)
"""Serials and issue numbers an office can come to; a larger one is a slip of the keyboard or of an old ledger."""
YEARS = range(1000, 10_000)
"""Years of document numbers: four digits stand between the brackets."""
TEXT_OPEN = (BulletinState.DRAFT,)
"""States in which the text may be changed."""
UNNUMBERED = (PaperFormat.MINUTES, PaperFormat.BRIEFING, PaperFormat.PLAIN)
"""Formats issued without a document number (发文字号): minutes and briefings count their issues."""


def doc_number(word: str, year: int, serial: int) -> str:
    """清检发〔2015〕18号: no leading zero, no 第 (GB/T 9704-2012 7.2.5)."""
    return f"{word}〔{year}〕{serial}号"


def read_doc_number(text: str) -> tuple[str, int, int] | None:
    """Word, year and serial of a document number, also as old ledgers write it (清检发[2015]第018号); None if none."""
    folded = "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)
    found = _DOC_NO.fullmatch(folded)
    return (found[1], int(found[2]), int(found[3])) if found else None


_TOLD_BY: tuple[tuple[BulletinKind, tuple[str, ...]], ...] = (
    (BulletinKind.BEST_WORST, ("最佳最差", "最差案件", "最佳案件")),
    (BulletinKind.REVIEWS, ("评查",)),
    (BulletinKind.HABITS, ("督查", "习惯性执法")),
    (BulletinKind.DOSSIERS, ("归档", "案卷检查")),
    (BulletinKind.EXAMS, ("考试", "测试成绩")),
    (BulletinKind.PROPERTY, ("涉案财物", "扣押物品")),
    (BulletinKind.DOCUMENTS, ("监督文书", "检察建议", "纠正违法")),
    (BulletinKind.ACCOUNTABILITY, ("责任追究", "一案双查", "一岗双责")),
    (BulletinKind.PROGRESS, ("整改", "问题销号")),
    (BulletinKind.PHASE, ("小结", "阶段性总结")),
    (BulletinKind.SUMMARY, ("总结",)),
    (BulletinKind.BRIEFING, ("简报",)),
)


def kind_of(title: str) -> BulletinKind:
    """What a bulletin of an old ledger is about, by the words of its title; 其他 where none tells."""
    found = (kind for kind, words in _TOLD_BY if any(word in title for word in words))
    return next(found, BulletinKind.OTHER)


def gaps(serials: Collection[int]) -> list[int]:
    """Numbers missing between the first and the last of a series (漏号); slips of the keyboard are no part of it."""
    known = {serial for serial in serials if serial in SERIALS}
    return sorted(set(range(min(known), max(known))) - known) if known else []


def next_serial(serials: Iterable[int]) -> int:
    """The number after the highest that is no slip of the keyboard."""
    return max((serial for serial in serials if serial in SERIALS), default=0) + 1


def _written(facts: Facts) -> str | None:
    rows = facts.get(LINES)
    if not facts.get("title"):
        return "没写标题。写好标题再送审"
    said = isinstance(rows, list) and any(str(row.get("text") or "").strip() or row.get("grid") for row in rows)
    return None if said else "没写正文。写好正文再送审"


def _signed(facts: Facts) -> str | None:
    return (
        _written(facts)
        or needs("signer_id", "没填签发人。选好再签发")(facts)
        or needs("signed_on", "没填签发日期。填好再签发")(facts)
    )


BULLETIN = Lifecycle(
    states=(BulletinState.DRAFT, BulletinState.SUBMITTED, BulletinState.SIGNED, BulletinState.ISSUED),
    side=(BulletinState.DROPPED,),
    moves=(
        Move("送审", BulletinState.DRAFT, BulletinState.SUBMITTED, guard=_written),
        Move("签发", BulletinState.SUBMITTED, BulletinState.SIGNED, guard=_signed, asks=("signer_id", "signed_on")),
        Move("印发", BulletinState.SIGNED, BulletinState.ISSUED, guard=needs("snapshot", "用“印发”编号定稿后才算印发")),
        Move("退回修改", BulletinState.SUBMITTED, BulletinState.DRAFT, reason=True, forward=False),
        Move("撤回签发", BulletinState.SIGNED, BulletinState.DRAFT, reason=True, forward=False),
        *(
            Move("不发", state, BulletinState.DROPPED, reason=True, forward=False)
            for state in (BulletinState.DRAFT, BulletinState.SUBMITTED, BulletinState.SIGNED)
        ),
        Move("恢复起草", BulletinState.DROPPED, BulletinState.DRAFT, reason=True),
    ),
)
"""A bulletin on its way; 印发 is carried out by ``services.issuing`` alone, which numbers and freezes."""
