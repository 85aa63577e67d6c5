"""How the best and worst cases of a quarter are put in order (最佳最差案件评选), before the votes and after them.

Order by local practice of 2015 (每季评选最佳最差案件), domain notes §5; ties are left to the leading group.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.rules.names import initials, match
from desktop_app.rules.numbers import points
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import Unreadable, plain, quoted, tight
from desktop_app.rules.vocabulary import BestWorst

RULE = (
    "最佳：审定为最高等次的案件，得分高的在前；同分的，问题少的在前；再同的，严重问题少的在前。"
    "最差：其余案件，得分低的在前；同分的，严重问题多的在前；再同的，问题多的在前。各项都同的并列。"
    "投票后按得票从多到少排列；同票由领导小组决定。"
)
"""The ranking rule (排序规则) as told to the judges, in the dialog and on the paper."""

TIED = "同票由领导小组决定"
"""What stands before the reason why one of several with as many votes was chosen."""

_ALL = ("全票", "全部", "全体")
_PARTING = str.maketrans(dict.fromkeys("、，,;；/\n\t\u3000", " "))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case with its decided grade, as it is ranked: ``score`` in hundredths, ``best`` says it has the best grade."""

    case_no: str
    score: int | None
    grade: str
    best: bool
    findings: int
    serious: int

    @property
    def category(self) -> BestWorst:
        """The class it may be put forward in (可报类别)."""
        return BestWorst.BEST if self.best else BestWorst.WORST


@dataclass(frozen=True, slots=True)
class Placed:
    """A case in the order of its class: ``rank`` from 1, shared by equals (并列); ``why``: how far behind the last."""

    case: Reviewed
    rank: int
    tied: bool
    why: str


def _key(category: BestWorst, one: Reviewed) -> tuple[int, ...]:
    """What the order of a class goes by; a case without a score comes last in either."""
    score = one.score or 0
    if category is BestWorst.BEST:
        return (one.score is None, -score, one.findings, one.serious)
    return (one.score is None, score, -one.serious, -one.findings)


def placed(category: BestWorst, cases: Iterable[Reviewed]) -> list[Placed]:
    """The cases of one class in order; equals share a rank and stand by their numbers."""
    own = sorted(
        (one for one in cases if one.category is category), key=lambda one: (_key(category, one), natural(one.case_no))
    )
    first, count = _ranks([_key(category, one) for one in own])
    lead = "得分最高" if category is BestWorst.BEST else "得分最低"
    whys = [lead, *(_why(one, two) for one, two in pairwise(own))][: len(own)]
    return [
        Placed(one, first[key], count[key] > 1, why)
        for one, why in zip(own, whys, strict=True)
        for key in (_key(category, one),)
    ]


def _ranks(keys: Sequence[Hashable]) -> tuple[dict[Hashable, int], Counter[Hashable]]:
    """The first place of each key in an order, and how often it stands there."""
    first: dict[Hashable, int] = {}
    for place, key in enumerate(keys, 1):
        first.setdefault(key, place)
    return first, Counter(keys)


def _why(before: Reviewed, one: Reviewed) -> str:
    """What puts a case behind the one before it."""
    if before.score is not None and one.score is None:
        return "没有得分"
    if before.score is not None and one.score is not None and one.score != before.score:
        return f"{'低' if one.score < before.score else '高'} {points(abs(one.score - before.score))} 分"
    graver = (("问题", before.findings, one.findings), ("严重", before.serious, one.serious))
    for word, first, second in graver if one.best else graver[::-1]:
        if first != second:
            return f"同分，{word}{'多' if second > first else '少'} {abs(second - first)} 处"
    return "与上一件并列"


@dataclass(frozen=True, slots=True)
class Polled:
    """A case put forward, with the votes it got (得票); None while none are recorded."""

    key: int
    case_no: str
    category: BestWorst
    votes: int | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A case after the votes: ``place`` from 1, shared by those with as many votes; ``tied`` marks these (同票)."""

    polled: Polled
    place: int
    tied: bool


def standings(polled: Iterable[Polled]) -> list[Stand]:
    """The cases of one class by votes, then score: the best class from the highest, the worst from the lowest."""
    own = sorted(polled, key=_vote_key)
    first, count = _ranks([one.votes or 0 for one in own])
    return [Stand(one, first[got], got > 0 and count[got] > 1) for one in own for got in (one.votes or 0,)]


def _vote_key(one: Polled) -> tuple[object, ...]:
    score = one.score or 0
    by_score = -score if one.category is BestWorst.BEST else score
    return (-(one.votes or 0), one.score is None, by_score, natural(one.case_no), one.key)


def elected(stands: Sequence[Stand], places: int) -> tuple[list[int], list[int]]:
    """Who is chosen by the votes alone, and the equals at the border whom only the leading group can part."""
    sure, open_ = [], []
    for stand in stands:
        if not stand.polled.votes:
            continue
        last = stand.place + sum(one.place == stand.place for one in stands) - 1
        if last <= places:
            sure.append(stand.polled.key)
        elif stand.place <= places:
            open_.append(stand.polled.key)
    return sure, open_


def against_votes(stands: Sequence[Stand], chosen: Collection[int]) -> str:
    """Why a choice needs a reason beside the votes, as a sentence; empty when the votes alone tell it."""
    taken = [stand.polled for stand in stands if stand.polled.key in chosen]
    left = [stand.polled for stand in stands if stand.polled.key not in chosen]
    unvoted = next((one for one in taken if not one.votes), None)
    if unvoted is not None:
        return f"评定的 {unvoted.case_no} 没有得票"
    if not taken or not left:
        return ""
    fewest, most = min(taken, key=lambda one: one.votes or 0), max(left, key=lambda one: one.votes or 0)
    if (most.votes or 0) > (fewest.votes or 0):
        return f"{most.case_no} 得 {most.votes} 票，多于评定的 {fewest.case_no}（{fewest.votes} 票）"
    if most.votes and most.votes == fewest.votes:
        return f"{most.case_no} 与评定的 {fewest.case_no} 同得 {most.votes} 票"
    return ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Votes as entered: how many, and by whom where that is told (officer ids)."""

    count: int
    judges: tuple[int, ...] = ()


def read_votes(text: str, judges: Mapping[int, str]) -> Ballot | None:
    """Votes typed as a number (5, 5票), as judges' names or initials (zxm lyg), or 全票; None when empty.

    ``judges`` maps officer ids to names. Raises Unreadable too_many_votes, not_a_judge or judge_ambiguous.
    """
    said = plain(text).strip()
    if not said:
        return None
    if tight(said) in _ALL:
        return Ballot(len(judges), tuple(judges))
    digits = tight(said).removesuffix("票")
    if digits.isdecimal():
        return _counted(int(digits), judges)
    words = said.translate(_PARTING).split()
    found = tuple(dict.fromkeys(_judge(word, judges) for word in words))
    return Ballot(len(found), found)


def _counted(count: int, judges: Mapping[int, str]) -> Ballot:
    if judges and count > len(judges):
        raise Unreadable("too_many_votes", f"得票 {count} 多于评委 {len(judges)} 人。核对票数或评委")
    return Ballot(count)


def _judge(word: str, judges: Mapping[int, str]) -> int:
    """The judge a word means: the whole name, its initials, else the only one it meets."""
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: tight(name) == tight(word),
        lambda name: word.lower() in initials(name),
        lambda name: match(word, name) is not None,
    )
    for meets in ways:
        found = [id_ for id_, name in judges.items() if meets(name)]
        if len(found) == 1:
            return found[0]
        if found:
            named = "、".join(judges[id_] for id_ in found)
            raise Unreadable("judge_ambiguous", f"{quoted(word)}可指 {named}。写全姓名")
    raise Unreadable("not_a_judge", f"评委里没有{quoted(word)}。先补评委，或只填票数")
