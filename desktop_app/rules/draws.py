"""The draw of a round (抽样): strata, quotas, and an order anybody can compute again.

Must-review cases are taken first. A case's place in the lot is SHA-256 over the seed followed at once by its number,
both UTF-8, as hex; smaller comes first. The pool's seal is SHA-256 over its numbers in that text's order of code
points, each followed by a line feed. After RFC 3797, which publishes seed, pool and algorithm beforehand.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import DrawnAs

SHORTEST_SEED = 10
"""Digits a seed must have at least: ten throws of a die are about 26 bits."""

WHOLE = "全部"
"""The one stratum of a draw that is not stratified."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case of the pool (候选案件): number, stratum, why it must be reviewed (empty: by lot)."""

    case_no: str
    stratum: str
    must: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """How many are wanted (抽样比例): percent of each stratum rounded up, at least so many of it, so many in all."""

    ratio: int
    minimum: int
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case taken (抽中案件), in order from 1; ``instead_of`` is the place of the withdrawn one it stands for."""

    position: int
    case_no: str
    drawn_as: DrawnAs
    digest: str
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """What a stratum gives (本层应抽): its cases, those that must be reviewed, those drawn by lot."""

    stratum: str
    cases: int
    must: int
    lot: int


def read_seed(text: str) -> str:
    """The digits of the dice as typed, blanks left out. Raises Unreadable: seed_not_digits, seed_too_short."""
    digits = tight(text).replace(",", "").replace("、", "")
    if not _DIGITS.fullmatch(digits) or not digits.isascii():
        raise Unreadable("seed_not_digits", "种子只填掷骰的数字，如 3 5 2 6 1 4 2 5 6 1")
    if len(digits) < SHORTEST_SEED:
        raise Unreadable("seed_too_short", f"种子只有 {len(digits)} 位，至少掷 {SHORTEST_SEED} 次再填")
    return digits


def digest(seed: str, case_no: str) -> str:
    """SHA-256(seed‖case number) in hex: the case's place in the lot (排序值)."""
    return hashlib.sha256(f"{seed}{case_no}".encode()).hexdigest()


def seal(numbers: Iterable[str]) -> str:
    """SHA-256 of the pool in hex (候选名单校验值)."""
    return hashlib.sha256("".join(f"{number}\n" for number in sorted(numbers)).encode()).hexdigest()


def quotas(pool: Sequence[Candidate], ask: Ask) -> list[Quota]:
    """What each stratum gives, in the order of first appearance; must-review cases count towards it."""
    strata: dict[str, list[Candidate]] = {}
    for case in pool:
        strata.setdefault(case.stratum, []).append(case)
    return [_quota(name, cases, ask) for name, cases in strata.items()]


def _quota(stratum: str, cases: Sequence[Candidate], ask: Ask) -> Quota:
    must = sum(1 for case in cases if case.must)
    wanted = max(-(-len(cases) * ask.ratio // 100), min(ask.minimum, len(cases)))
    return Quota(stratum, len(cases), must, min(max(0, wanted - must), len(cases) - must))


def draw(pool: Sequence[Candidate], seed: str, ask: Ask) -> list[Drawn]:
    """The cases taken: all that must be reviewed, then the lot of every stratum, then up to ``target`` from the rest.

    Both groups stand in the order of their digests.
    """
    lots = {quota.stratum: quota.lot for quota in quotas(pool, ask)}
    order = sorted(pool, key=lambda case: (digest(seed, case.case_no), case.case_no))
    taken = {case.case_no for case in order if case.must}
    for case in order:
        if not case.must and lots[case.stratum] > 0:
            lots[case.stratum] -= 1
            taken.add(case.case_no)
    for case in order if ask.target is not None else ():
        if len(taken) < (ask.target or 0):
            taken.add(case.case_no)
    chosen = [case for case in order if case.case_no in taken]
    ranked = [case for case in chosen if case.must] + [case for case in chosen if not case.must]
    return [
        Drawn(place, case.case_no, DrawnAs.MUST if case.must else DrawnAs.LOT, digest(seed, case.case_no))
        for place, case in enumerate(ranked, 1)
    ]


def instead(pool: Sequence[Candidate], drawn: Sequence[Drawn], seed: str, withdrawn: int) -> Drawn | None:
    """The case that takes the place of the withdrawn one (递补): the next in order of its stratum, else of the pool.

    None when every case of the pool was taken.
    """
    place = next(one for one in drawn if one.position == withdrawn)
    strata: Mapping[str, str] = {case.case_no: case.stratum for case in pool}
    used = {one.case_no for one in drawn}
    free = sorted((digest(seed, case.case_no), case.case_no) for case in pool if case.case_no not in used)
    near = [one for one in free if strata[one[1]] == strata[place.case_no]] or free
    if not near:
        return None
    last = max(one.position for one in drawn)
    return Drawn(last + 1, near[0][1], DrawnAs.INSTEAD, near[0][0], withdrawn)


@lru_cache(maxsize=256)
def _tight(pattern: str) -> str:
    """A text of the dictionary as it is compared; the same few are asked for every case."""
    return tight(pattern)


def must_reasons(told: Sequence[str], marks: Sequence[str], patterns: Mapping[str, Sequence[str]]) -> list[str]:
    """Why a case must be reviewed (必查情形), each once: marks put on it, and words that its result or way contains.

    ``patterns`` maps a word of the dictionary to the texts that tell it.
    """
    said = [tight(text) for text in told if text]
    found = [word for word, texts in patterns.items() if any(_tight(text) in one for text in texts for one in said)]
    return list(dict.fromkeys([*marks, *found]))
