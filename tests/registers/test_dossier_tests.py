"""The check of a dossier at the desk: facts of the case, points by the standard, the conclusion that follows."""

from datetime import date

import pytest

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.dossiers import DossierCheck, DossierDefect, DossierProfile, FilingTerm
from desktop_app.registers.cases import CASES
from desktop_app.registers.dossiers import CHECKS, PROFILES
from desktop_app.rules.vocabulary import DossierState, DossierVerdict
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from tests.kit.learning import dossier
from tests.kit.office import id_of, loaded, officer

CASE = "清源检诉受[2015]61902300011号"
DEFECTS = DossierDefect.__tablename__


@pytest.fixture
def handler(desk: Desk) -> int:
    """A case of 公诉科 closed on 30 January, and who handled it."""
    own = officer(desk, "韩雨桐", "公诉科")
    given = {"number": CASE, "name": "李某涉嫌盗窃案", "kind": "审查起诉", "closed_on": date(2015, 1, 30)}
    made = new_draft(CaseFile, {**given, "department_id": id_of(desk, "department", "公诉科")})
    made.parts[CaseHandler.__tablename__] = [{"officer_id": own}]
    records.save(desk, CASES, made)
    return own


def test_the_number_brings_the_case_and_the_day_to_file_by(desk: Desk, handler: int) -> None:
    made = loaded(desk, CHECKS, dossier(desk, "清源检诉受〔2015〕61902300011号"))
    assert made[DossierCheck.case_no] == CASE
    assert (made[DossierCheck.name], made[DossierCheck.handler_id]) == ("李某涉嫌盗窃案", handler)
    assert made[DossierCheck.due_on] == date(2015, 4, 30)


def test_a_term_of_its_own_goes_before_the_rule(desk: Desk, handler: int) -> None:
    profile = loaded(desk, PROFILES, id_of_profile(desk))
    profile.rows(FilingTerm).append({"case_kind": "审查起诉", "months": 1})
    records.save(desk, PROFILES, profile)
    assert loaded(desk, CHECKS, dossier(desk, CASE))[DossierCheck.due_on] == date(2015, 2, 28)


def id_of_profile(desk: Desk) -> int:
    with desk.facts() as facts:
        return int(next(facts.live(DossierProfile.__tablename__))["id"])


def test_points_come_from_the_standard_and_give_score_and_conclusion(desk: Desk, handler: int) -> None:
    made = new_draft(DossierCheck, {"case_no": CASE, "checked_on": date(2015, 3, 20), "correct_by": date(2015, 4, 3)})
    made.parts[DEFECTS] = [
        {"item": "缺审批手续", "said": "起诉书签发稿", "points": None},
        {"item": "缺送达回证", "said": "", "points": None},
    ]
    kept = loaded(desk, CHECKS, records.save(desk, CHECKS, made).ids[0])
    assert [row["points"] for row in kept.parts[DEFECTS]] == [4_00, 2_00]
    assert (kept[DossierCheck.score], kept[DossierCheck.verdict]) == (94_00, DossierVerdict.RETURNED)
    assert kept[DossierCheck.state] == DossierState.CORRECTING
    kept.parts[DEFECTS] = kept.parts[DEFECTS][1:]
    records.save(desk, CHECKS, kept)
    mended = loaded(desk, CHECKS, kept.record_id or 0)
    assert (mended[DossierCheck.score], mended[DossierCheck.verdict]) == (98_00, DossierVerdict.PASSED)


def test_a_clean_dossier_is_done_at_once(desk: Desk, handler: int) -> None:
    made = loaded(desk, CHECKS, dossier(desk, CASE))
    assert (made[DossierCheck.score], made[DossierCheck.verdict]) == (100_00, DossierVerdict.PASSED)
    assert made[DossierCheck.state] == DossierState.DONE


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"filed_on": date(2015, 1, 25)}, "归档日期 01-25 早于办结日期 01-30"),
        ({"score": 92_00}, "得分 92 与缺陷扣分不符，按缺陷应为 94"),
        ({"verdict": DossierVerdict.PASSED}, "得分 94 应为退卷补正，结论写的是合格"),
        ({"correct_by": None}, "退卷补正没有补正期限。填好再存"),
        ({"corrected_on": date(2015, 3, 1)}, "补正日期 03-01 早于检查日期 03-20"),
    ],
)
def test_what_does_not_go_together_is_refused(desk: Desk, handler: int, values: dict[str, object], said: str) -> None:
    given = {"correct_by": date(2015, 4, 3), **values}
    with pytest.raises(Refusal, match=said):
        dossier(desk, CASE, {"缺审批手续": 4_00, "缺送达回证": 2_00}, **given)


def test_what_a_check_with_defects_needs_stands_in_the_short_form() -> None:
    assert CHECKS.newly is not None
    assert {DossierCheck.correct_by, DossierDefect, DossierCheck.checked_on} <= set(CHECKS.newly.front)


def test_a_returned_dossier_goes_back_and_forth_until_it_is_right(desk: Desk, handler: int) -> None:
    made = dossier(desk, CASE, {"缺审批手续": 4_00, "未装订": 2_00}, correct_by=date(2015, 4, 3))
    steps: list[tuple[str, dict[str, object], str]] = [
        ("登记补正", {"corrected_on": date(2015, 4, 8)}, ""),
        ("复查退回", {}, "审批表仍缺签名"),
        ("登记补正", {"corrected_on": date(2015, 4, 10)}, ""),
        ("复查通过", {"rechecked_on": date(2015, 4, 13), "recheck": "已补齐"}, ""),
    ]
    for verb, asked, reason in steps:
        records.move(desk, CHECKS, loaded(desk, CHECKS, made), verb, reason, asked)
    done = loaded(desk, CHECKS, made)
    assert done[DossierCheck.state] == DossierState.DONE
    with desk.facts() as facts:
        assert CHECKS.marks is not None
        assert CHECKS.marks(done.values, facts) == ["超期未归档 31 天", "逾期补正 7 天"]


def test_a_standard_speaks_only_of_the_three_conclusions(desk: Desk) -> None:
    profile = loaded(desk, PROFILES, id_of_profile(desk))
    profile[DossierProfile.scale] = "优秀95、差0"
    with pytest.raises(Refusal, match="结论写成“合格95、退卷补正88、不合格0”"):
        records.save(desk, PROFILES, profile)
