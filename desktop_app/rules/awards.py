"""Who is honoured among the best dossiers (优秀案卷) by the judges' marks, their blind numbers, and who may not judge.

Practice of the office after domain notes §3b; places, quota and judges are set in each choice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from desktop_app.rules.draws import digest
from desktop_app.rules.marks import ranks

STEP = 50
"""Judges give half points, as exams begin with; in hundredths (A: our own)."""

DECIDED = "名次以外的决定"
"""What stands before the reason why the ranks alone did not tell who is honoured."""


def blind_numbers(case_nos: Sequence[str], taken: Collection[str], seed: str) -> dict[str, str]:
    """Blind numbers (盲号) by case number: the free ones from 01 on, in the order of SHA-256 over seed and case number.

    So a number tells nothing of department or order, and who has the seed can work it out again.
    """
    order = sorted(dict.fromkeys(case_nos), key=lambda number: (digest(seed, number), number))
    free = (code for at in count(1) if (code := f"{at:02d}") not in taken)
    return dict(zip(order, free, strict=False))


def bar(
    judge: int, judge_department: int | None, handlers: Collection[int], department: int | None, own_barred: bool
) -> str:
    """Why a judge may not score a dossier (评委回避): it is of his department, or he handled the case; else empty."""
    if own_barred and department is not None and judge_department == department:
        return "本部门案卷"
    return "本人承办的案卷" if judge in handlers else ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Whom the ranks choose: ``sure`` alone, ``equal`` are those tied over the last place (并列超名额)."""

    sure: frozenset[int]
    equal: frozenset[int]


def proposed(averages: Mapping[int, int], places: int) -> Proposed:
    """The first ``places`` by their means in hundredths; who are tied over the limit are left to the officer."""
    order = ranks(averages)
    last = {rank: rank - 1 + sum(other == rank for other in order.values()) for rank in order.values()}
    return Proposed(
        frozenset(id_ for id_, rank in order.items() if last[rank] <= places),
        frozenset(id_ for id_, rank in order.items() if rank <= places < last[rank]),
    )


def unfit(averages: Mapping[int, int], places: int, chosen: Collection[int], codes: Mapping[int, str]) -> str:
    """Why a choice cannot stand whatever its reason, as a sentence; empty when it can. ``codes`` are blind numbers."""
    unmarked = next((codes[id_] for id_ in chosen if id_ not in averages), None)
    if unmarked is not None:
        return f"{unmarked} 号还没有评分，不能评定。补齐评分再选"
    by_rank = proposed(averages, places)
    if len(chosen) > places and not set(chosen) <= by_rank.sure | by_rank.equal:
        return f"表彰名额 {places} 卷，选了 {len(chosen)} 卷。减到 {places} 卷，或在评选里改“表彰名额”"
    return ""


def beside(averages: Mapping[int, int], places: int, chosen: Collection[int], codes: Mapping[int, str]) -> str:
    """Why a choice needs a reason beside the ranks, as a clause; empty when the ranks alone tell it."""
    by_rank, taken = proposed(averages, places), set(chosen)
    if not taken:
        return ""
    if by_rank.equal:
        return f"{_told(by_rank.equal, codes)} 号平均分相同，超过表彰名额 {places} 卷"
    if left := by_rank.sure - taken:
        return f"{_told(left, codes)} 号名次在表彰名额以内，没有评定"
    if over := taken - by_rank.sure:
        return f"{_told(over, codes)} 号名次在表彰名额以外"
    return ""


def _told(ids: Collection[int], codes: Mapping[int, str]) -> str:
    return "、".join(sorted(codes[id_] for id_ in ids))


def decided_note(note: str, reason: str) -> str:
    """The note of a choice with why it went beside the ranks, in place of what was said of that before."""
    kept = [line for line in note.splitlines() if not line.startswith(DECIDED)]
    return "\n".join([*kept, *([f"{DECIDED}：{' '.join(reason.split())}"] if reason.strip() else [])])


def decided_of(note: str) -> str:
    """Why a choice went beside the ranks, as its note keeps it; empty when the ranks told it."""
    found = next((line for line in note.splitlines() if line.startswith(DECIDED)), "")
    return found.removeprefix(DECIDED).removeprefix("：")
