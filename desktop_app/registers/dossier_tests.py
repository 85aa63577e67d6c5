"""What must hold of the check of a dossier, and what follows of itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_app.models.dossiers import FULL, DossierCheck, DossierDefect, DossierProfile
from desktop_app.models.people import Officer
from desktop_app.registers.spec import Check, Told, broken, caution, in_order, missing
from desktop_app.rules.cases import case_key, strange_number
from desktop_app.rules.dossiers import SCALE, days_late, points_left, read_defects, scale_told, verdict_of
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import DossierState, DossierVerdict
from desktop_app.services.cases import any_case, find_case
from desktop_app.services.dossiers import filing_due, items, profile_on
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

DEFECTS = DossierDefect.__tablename__


def derive_check(draft: Draft, facts: Facts) -> None:
    """Facts of the case, the day to file by, score and conclusion by the profile, the state that follows."""
    draft[DossierCheck.case_no] = case_key(str(draft[DossierCheck.case_no] or ""))
    _from_case(draft, facts)
    _by_profile(draft, facts)
    draft[DossierCheck.due_on] = draft[DossierCheck.due_on] or filing_due(
        facts, draft[DossierCheck.closed_on], str(draft[DossierCheck.kind] or "")
    )
    if draft.was(DossierCheck.closed_on) not in (None, draft[DossierCheck.closed_on]):
        draft[DossierCheck.due_on] = filing_due(
            facts, draft[DossierCheck.closed_on], str(draft[DossierCheck.kind] or "")
        )
    _scored(draft, facts)
    _mended(draft)
    if draft.is_new and draft[DossierCheck.state] in (None, DossierState.WAITING):
        draft[DossierCheck.state] = _state(draft)


def _from_case(draft: Draft, facts: Facts) -> None:
    case = find_case(facts.session, draft[DossierCheck.case_no]) if draft[DossierCheck.case_no] else None
    if case is not None:
        draft[DossierCheck.name] = draft[DossierCheck.name] or case.name
        draft[DossierCheck.kind] = draft[DossierCheck.kind] or case.kind
        draft[DossierCheck.department_id] = draft[DossierCheck.department_id] or case.department_id
        draft[DossierCheck.handler_id] = draft[DossierCheck.handler_id] or next(iter(case.handlers), None)
        draft[DossierCheck.closed_on] = draft[DossierCheck.closed_on] or case.closed_on
    handler = facts.row(Officer.__tablename__, draft[DossierCheck.handler_id])
    draft[DossierCheck.department_id] = draft[DossierCheck.department_id] or handler.get("department_id")


def _by_profile(draft: Draft, facts: Facts) -> None:
    if draft[DossierCheck.profile_id] is None:
        draft[DossierCheck.profile_id] = profile_on(facts, draft[DossierCheck.checked_on]).get("id")
    row = facts.row(DossierProfile.__tablename__, draft[DossierCheck.profile_id])
    draft[DossierCheck.scale] = draft[DossierCheck.scale] or str(row.get("scale") or SCALE)


def full_of(draft: Draft, facts: Facts) -> int:
    """Full marks of the profile, in hundredths."""
    return int(facts.row(DossierProfile.__tablename__, draft[DossierCheck.profile_id]).get("full") or FULL)


def _scored(draft: Draft, facts: Facts) -> None:
    """Score and conclusion by the defects; those an old ledger wrote stand as written."""
    rows = draft.parts.get(DEFECTS, ())
    known = {row["item"]: int(row["points"]) for row in items(facts, draft[DossierCheck.profile_id])} if rows else {}
    for row in rows:
        given = row.get("points")
        row["points"] = known.get(row.get("item"), 0) if given is None else abs(int(given))
    keyed = not draft.is_new and _found(rows) != _found(draft.loaded_parts.get(DEFECTS, ()))
    if draft[DossierCheck.checked_on] is None:
        return
    if keyed or (draft[DossierCheck.score] is None and (rows or draft[DossierCheck.verdict] is None)):
        draft[DossierCheck.score] = points_left(full_of(draft, facts), rows)
    score = draft[DossierCheck.score]
    if score is not None and (keyed or draft[DossierCheck.verdict] is None):
        draft[DossierCheck.verdict] = verdict_of(score, draft[DossierCheck.scale] or SCALE)


def _found(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, Any]]:
    """What was found and what it takes off; whether it is mended or a problem by now changes no score."""
    return [(row.get("item"), row.get("points")) for row in rows]


def _mended(draft: Draft) -> None:
    """With 登记补正 every defect is mended on its day, unless some were ticked for themselves in the same act."""
    was = {row["id"]: row.get("mended_on") for row in draft.loaded_parts.get(DEFECTS, ())}
    rows = draft.parts.get(DEFECTS, ())
    ticked = any(row.get("mended_on") is not None and was.get(row.get("id")) is None for row in rows)
    if rows and not ticked and _turned(draft, DossierState.CORRECTED):
        day = draft[DossierCheck.corrected_on]
        draft.parts[DEFECTS] = [{**row, "mended_on": row.get("mended_on") or day} for row in rows]


def _turned(draft: Draft, state: DossierState) -> bool:
    """Whether this act takes a known check into a state."""
    return not draft.is_new and draft.was(DossierCheck.state) != state == draft[DossierCheck.state]


def _state(draft: Draft) -> DossierState:
    """Where a check taken from a ledger stands."""
    verdict = draft[DossierCheck.verdict]
    if verdict is None:
        return DossierState.WAITING
    if verdict == DossierVerdict.PASSED:
        return DossierState.DONE
    return DossierState.CORRECTED if draft[DossierCheck.corrected_on] is not None else DossierState.CORRECTING


def together(rows: Sequence[Told], facts: Facts) -> None:
    """The defects of a ledger's text as rows: item and points (缺送达回证（-2）)."""
    for row in rows:
        text = str(row.values.get(DossierCheck.defects.key) or "")
        if row.parts.get(DEFECTS) or not text:
            continue
        found = read_defects(text)
        if found:
            row.parts[DEFECTS] = [{"item": one.item, "said": "", "points": one.points} for one in found]
    bearing = [row for row in rows if row.values.get("number") and row.parts.get(DEFECTS)]
    if bearing:
        _as_exported(bearing, facts)


def _as_exported(rows: Sequence[Told], facts: Facts) -> None:
    """A list of this file brought back: the words of its defects are the rows it has, not what an old ledger wrote."""
    numbers = {row["number"]: row["id"] for row in facts.live(DossierCheck.__tablename__)}
    kept: dict[int, list[tuple[str, int]]] = {}
    for defect in facts.rows(DEFECTS).values():
        kept.setdefault(defect["check_id"], []).append((defect["item"], abs(defect["points"] or 0)))
    for row in rows:
        given = [(one["item"], abs(one["points"] or 0)) for one in row.parts[DEFECTS]]
        if sorted(given) == sorted(kept.get(numbers.get(row.values["number"], 0), ())):
            row.values.pop(DossierCheck.defects.key, None)


def heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """Where the conclusions begin, as the foot line of a ledger tells."""
    told = scale_told(titles)
    return {DossierCheck.scale.key: told} if told else {}


def _unknown_case(draft: Draft, facts: Facts) -> Problem | None:
    number = str(draft[DossierCheck.case_no] or "")
    if not number or number == draft.was(DossierCheck.case_no) or find_case(facts.session, number) is not None:
        return None
    strange = strange_number(number)
    if strange:
        return caution(DossierCheck.case_no, "case_number_malformed", strange)
    if draft.is_new and DEFECTS in draft.parts and draft[DossierCheck.name]:
        return None
    if any_case(facts.session):
        said = f"办结案件里没有受案号 {number}，核对号码，或先录入案件"
        return caution(DossierCheck.case_no, "case_not_in_pool", said)
    return None


def _score_differs(draft: Draft, facts: Facts) -> Problem | None:
    score = draft[DossierCheck.score]
    if score is None or not draft.parts.get(DEFECTS):
        return None
    off = points_left(full_of(draft, facts), draft.parts[DEFECTS])
    if score == off:
        return None
    said = f"得分 {points(score)} 与缺陷扣分不符，按缺陷应为 {points(off)}。核对缺陷和得分"
    return broken(DossierCheck.score, "score_mismatch", said)


def _verdict_differs(draft: Draft, facts: Facts) -> Problem | None:
    score, verdict = draft[DossierCheck.score], draft[DossierCheck.verdict]
    if score is None or verdict is None or _score_differs(draft, facts) is not None:
        return None
    told = verdict_of(score, str(draft[DossierCheck.scale] or SCALE))
    if told is None or told == verdict:
        return None
    said = f"得分 {points(score)} 应为{told}，结论写的是{verdict}。核对得分和结论"
    return broken(DossierCheck.verdict, "conclusion_mismatch", said)


def _no_day(draft: Draft, facts: Facts) -> Problem | None:
    """A returned dossier has a day to be corrected by."""
    if draft[DossierCheck.verdict] in (None, DossierVerdict.PASSED) or draft[DossierCheck.correct_by] is not None:
        return None
    if draft[DossierCheck.state] == DossierState.WAITING or _verdict_differs(draft, facts) is not None:
        return None
    return missing(DossierCheck.correct_by, "correct_by_missing", "退卷补正没有补正期限。填好再存")


def _unmended(draft: Draft, facts: Facts) -> Problem | None:
    """Defects still open when the correction is entered or found good."""
    if not _turned(draft, DossierState.CORRECTED) and not (
        draft.was(DossierCheck.state) == DossierState.CORRECTED and _turned(draft, DossierState.DONE)
    ):
        return None
    left = [str(row["item"]) for row in draft.parts.get(DEFECTS, ()) if row.get("mended_on") is None]
    said = f"还有 {len(left)} 处缺陷没有补正（{'、'.join(left)}）"
    return caution(DossierCheck.corrected_on, "defects_unmended", said) if left else None


CHECK_TESTS: tuple[Check, ...] = (
    _unknown_case,
    in_order(
        DossierCheck.closed_on,
        DossierCheck.filed_on,
        "filed_before_close",
        "归档日期 {last} 早于办结日期 {first}，核对两处日期",
    ),
    in_order(
        DossierCheck.checked_on,
        DossierCheck.corrected_on,
        "corrected_before_check",
        "补正日期 {last} 早于检查日期 {first}，核对两处日期",
    ),
    _score_differs,
    _verdict_differs,
    _no_day,
    _unmended,
)


def _scale(draft: Draft, facts: Facts) -> Problem | None:
    text = str(draft[DossierProfile.scale] or "")
    read = scale_or_none(text) if text else None
    known = {str(verdict) for verdict in DossierVerdict}
    if not text or (read is not None and set(read.words) <= known):
        return None
    said = "结论写成“合格95、退卷补正88、不合格0”，从高到低，用合格、退卷补正、不合格"
    return broken(DossierProfile.scale, "not_a_scale", said)


PROFILE_TESTS: tuple[Check, ...] = (_scale,)


def check_marks(values: Mapping[str, Any], facts: Facts) -> list[str]:
    """超期归档 12 天, 逾期补正 3 天: what stands beside the number of a checked dossier."""
    filed, by = values.get(DossierCheck.filed_on.key), values.get(DossierCheck.correct_by.key)
    late = days_late(values.get(DossierCheck.due_on.key), filed, facts.today)
    told = [f"{'超期归档' if filed is not None else '超期未归档'} {late} 天"] if late else []
    on = values.get(DossierCheck.corrected_on.key)
    return [*told, f"逾期补正 {(on - by).days} 天"] if by is not None and on is not None and on > by else told
