"""What learning owes each morning, and the formulas that tell where its ledgers disagree with themselves."""

from datetime import date

from sqlalchemy import select

from desktop_app.figures.audit_rules import Balance
from desktop_app.figures.audits import AUDITS
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.figures.officer_learning import sheet
from desktop_app.models.base import Record
from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import AwardEntry, AwardScore, DossierAward, DossierCheck
from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.training import Training
from desktop_app.registers.exams import SITTINGS
from desktop_app.rules.vocabulary import AwardState, DossierState, DossierVerdict, ExamState, SittingCode
from desktop_app.services import marking
from desktop_app.services.desk import Desk
from tests.kit.learning import dossier, exam, marked, people, training
from tests.kit.office import id_of

TODAY = date(2015, 5, 31)
MARKS = ((30_00, 50_00), (20_00, 30_00))


def said(desk: Desk, day: date = TODAY) -> dict[str, int]:
    """What is owed in words, with the days left."""
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    return {f"{owed.number} {owed.said}".strip(): owed.left for owed in (*found.overdue, *found.coming)}


def judged(desk: Desk, audit_id: str) -> Balance:
    audit = next(audit for audit in AUDITS if audit.id == audit_id)
    with desk.store.read() as session:
        return audit.judge(Question(session, TODAY))


def written(desk: Desk, model: type[Record], record_id: int, **values: object) -> None:
    """What an old ledger left in a record, past every rule."""
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.scalars(select(model).where(model.id == record_id)).one()
        for name, value in values.items():
            setattr(row, name, value)


def sat(desk: Desk, **more: object) -> tuple[int, list[int]]:
    """An exam two sat, one of them failing, and a third missed."""
    who = people(desk, 3)
    made = exam(desk, "闭卷考试", **more)
    return made, marked(desk, made, {who[0]: MARKS[0], who[1]: MARKS[1], who[2]: SittingCode.ABSENT})


def test_an_exam_is_owed_until_it_is_held_then_published_then_sat_again(desk: Desk) -> None:
    made, _ = sat(desk, held_on=date(2015, 6, 5), retake_by=date(2015, 6, 12))
    assert said(desk) == {"KS-01 考试（筹备）：闭卷考试": 5}
    written(desk, Exam, made, held_on=date(2015, 5, 28), state=ExamState.SAT)
    assert said(desk) == {"KS-01 公布成绩（已考）：闭卷考试": 12}
    written(desk, Exam, made, state=ExamState.PUBLISHED, retake_by=None)
    assert said(desk) == {"KS-01 补考 2 人：闭卷考试": 12}, "fifteen days, and on to the Friday"


def test_a_retake_that_was_sat_is_owed_no_more(desk: Desk) -> None:
    made, sittings = sat(desk, held_on=date(2015, 5, 4), retake_by=date(2015, 5, 20))
    written(desk, Exam, made, state=ExamState.PUBLISHED)
    assert said(desk) == {"KS-01 补考 2 人：闭卷考试": -11}
    marking.retake(desk, SITTINGS, sittings[1], date(2015, 5, 18), 65_00)
    assert said(desk) == {"KS-01 补考 1 人：闭卷考试": -11}


def test_a_training_is_owed_while_it_lies_ahead(desk: Desk) -> None:
    training(desk, "办案安全", (), held_on=date(2015, 6, 3))
    training(desk, "立卷归档", (), held_on=date(2015, 5, 3))
    assert [(words.split(" ", 1)[1], left) for words, left in said(desk).items()] == [("培训：办案安全", 3)]


def test_a_returned_dossier_is_owed_by_its_day(desk: Desk) -> None:
    made = dossier(desk, "旧案1", {"缺送达回证": 8_00}, verdict=DossierVerdict.RETURNED, correct_by=date(2015, 4, 1))
    written(desk, DossierCheck, made, state=DossierState.CORRECTING)
    assert [left for words, left in said(desk).items() if "退卷补正" in words] == [-60]
    written(desk, DossierCheck, made, corrected_on=date(2015, 4, 1))
    assert not [words for words in said(desk) if "退卷补正" in words]


def test_few_cases_to_file_stand_one_by_one_and_many_as_one_line(desk: Desk) -> None:
    place = id_of(desk, "department", "公诉科")
    for count, wanted in ((3, ["归档：案0", "归档：案1", "归档：案2"]), (4, ["4 件案件超期未归档"])):
        with desk.store.unit("录入旧台账") as unit:
            at = len(unit.session.scalars(select(CaseFile.id)).all())
            for n in range(at, count):
                case = CaseFile(number=f"案{n}", name="案", closed_on=date(2015, 1, 5 + n), department_id=place)
                case.search_text = ""
                unit.session.add(case)
        assert list(said(desk)) == wanted


def test_marks_and_heads_that_disagree_are_named(desk: Desk) -> None:
    made, sittings = sat(desk, held_on=date(2015, 4, 24))
    ids = ("heads", "absent", "totals", "range", "ranks", "retakes", "published")
    assert all(judged(desk, f"exams.{name}").kept for name in ids)
    written(desk, Sitting, sittings[0], total=100_50)
    assert judged(desk, "exams.totals").rows == (("sitting", sittings[0]),)
    assert judged(desk, "exams.range").said == "成绩超出范围：闭卷考试 赵一帆"
    written(desk, Sitting, sittings[0], total=80_00, written_rank=2, retake_total=70_00)
    assert judged(desk, "exams.ranks").said == "名次与成绩不符：赵一帆写 2、应为 1"
    assert judged(desk, "exams.retakes").rows == (("sitting", sittings[0]),)
    written(desk, Exam, made, state=ExamState.PUBLISHED)
    written(desk, Sitting, sittings[0], total=None)
    assert judged(desk, "exams.published").said == "已公布却没有成绩：闭卷考试 赵一帆"
    written(desk, Sitting, sittings[2], total=0)
    assert judged(desk, "exams.absent").said == "没有参考却有成绩：闭卷考试 周启明"


def test_head_counts_are_those_of_the_list(desk: Desk) -> None:
    who = people(desk, 3)
    made = training(desk, "立卷归档", who[:2], who[2:], expected=3, present=2)
    assert judged(desk, "training.heads").kept
    written(desk, Training, made, present=3)
    assert judged(desk, "training.heads").said == "登记人数与签到不符：立卷归档 实到写 3、签到 2"


def test_scores_conclusions_and_days_of_dossiers_fit(desk: Desk) -> None:
    made = dossier(desk, "旧案1", {"缺送达回证": 2_00}, closed_on=date(2015, 2, 9), filed_on=date(2015, 3, 2))
    ids = ("verdicts", "scores", "conclusions", "days")
    assert all(judged(desk, f"dossiers.{name}").kept for name in ids)
    written(desk, DossierCheck, made, score=92_00, filed_on=date(2015, 1, 25))
    assert judged(desk, "dossiers.scores").said == "得分与缺陷扣分不符：旧案1 得分 92、按缺陷 98"
    assert judged(desk, "dossiers.conclusions").said == "结论与得分不符：旧案1 得分 92 应为退卷补正、写合格"
    assert judged(desk, "dossiers.days").said == "归档早于办结：旧案1 办结 2015-02-09、归档 2015-01-25"
    written(desk, DossierCheck, made, verdict=None)
    assert judged(desk, "dossiers.verdicts").rows == (("dossier_check", made),)


def award(desk: Desk, who: list[int]) -> int:
    """An approved choice with one dossier of 95.5 and another only one judge scored."""
    with desk.store.unit("录入旧台账") as unit:
        made = DossierAward(number="PX-1", name="优秀案卷评选", places=1, state=AwardState.APPROVED, search_text="")
        made.approved_on = date(2015, 4, 1)
        unit.session.add(made)
        unit.session.flush()
        for code, marks in (("甲", (95_00, 96_00, 95_50)), ("乙", (90_00,))):
            entry = AwardEntry(number=code, award_id=made.id, code=code, case_no=f"{code}案", search_text="")
            entry.handler_id, entry.chosen, entry.average = who[0], code == "甲", 95_50 if code == "甲" else 91_00
            unit.session.add(entry)
            unit.session.flush()
            for judge, points in zip(who, marks, strict=False):
                unit.session.add(AwardScore(entry_id=entry.id, officer_id=judge, points=points))
        return made.id


def test_means_judges_and_places_of_a_choice(desk: Desk) -> None:
    made = award(desk, people(desk, 3))
    assert judged(desk, "awards.means").said == "平均分与评委评分不符：乙 写 91、应为 90"
    assert judged(desk, "awards.judges").said == "评委不够：乙 1 人评分，至少 3 人"
    assert judged(desk, "awards.places").kept
    written(desk, DossierAward, made, places=0)
    assert judged(desk, "awards.places").said == "评定多于名额：优秀案卷评选 评定 1 卷，名额 0"


def test_everything_of_one_officer_stands_on_one_sheet(desk: Desk) -> None:
    _, sittings = sat(desk, held_on=date(2015, 4, 24))
    marking.retake(desk, SITTINGS, sittings[1], date(2015, 5, 8), 71_00)
    who = {row: id_of(desk, "officer", row) for row in ("赵一帆", "陈若琳", "周启明")}
    training(desk, "立卷归档", [who["陈若琳"]], [who["赵一帆"]])
    dossier(desk, "旧案1", {"缺送达回证": 2_00}, handler_id=who["陈若琳"])
    award(desk, list(who.values()))
    with desk.store.read() as session:
        first, second, third = (sheet(Question(session, TODAY), id_) for id_ in who.values())
    assert (first.name, first.department, first.hours, first.attendance_rate) == ("赵一帆", "公诉科", 0, 0.0)
    assert (first.exams[0].rank, first.exams[0].of, first.passes, first.awarded) == (1, 2, 1, 1)
    (own,) = second.exams
    assert (own.total, own.retake, own.effective, own.passed, own.retake_by) == (50_00, 71_00, 60_00, True, None)
    assert (second.hours, second.defects, str(second.dossier_mean)) == (3_00, 1, "98.00")
    assert (third.due, third.sat, third.mean, third.exams[0].retake_by) == (1, 0, None, date(2015, 5, 11))
    with desk.store.read() as session:
        assert sheet(Question(session, TODAY), 999).name == ""
