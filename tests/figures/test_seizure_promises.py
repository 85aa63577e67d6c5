"""S12–S15: nothing is said before anything is kept; then who breaks them, one, many or none, and how it is told."""

from datetime import date, datetime

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import Judged, judge
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem
from desktop_app.rules.vocabulary import CountResult, CustodyAct, Verdict
from desktop_app.services.desk import Desk
from tests.kit.property import event, freeze, item, line, money, stocktake, taking

DAY = date(2015, 5, 31)
KEPT, BROKEN, OPEN, NONE = Verdict.KEPT, Verdict.BROKEN, Verdict.INCOMPLETE, Verdict.NOT_APPLICABLE


def answer(desk: Desk, promise: str, day: date = DAY) -> Judged:
    with desk.store.read() as session:
        return judge(BY_ID[promise], Question(session, day))


def found(desk: Desk, promise: str, day: date = DAY) -> tuple[Verdict, int, int, str]:
    one = answer(desk, promise, day)
    return one.verdict, one.count, one.finding.total, one.finding.said


def offenders(desk: Desk, promise: str) -> tuple[Behind, ...]:
    return answer(desk, promise).finding.offenders


def test_nothing_is_said_before_anything_is_kept(desk: Desk) -> None:
    for promise in ("S12", "S13", "S14", "S15"):
        assert found(desk, promise)[:3] == (NONE, 0, 0)
    item(desk, taking(desk))
    for promise in ("S12", "S13", "S14", "S15"):
        assert found(desk, promise, date(2015, 5, 10))[0] == NONE, "nothing was seized yet"


def test_s12_formalities(desk: Desk) -> None:
    whole, short = taking(desk), taking(desk, copies=3, paper_no="清检扣决〔2015〕2号")
    item(desk, whole)
    assert found(desk, "S12") == (KEPT, 0, 1, "涉案财物 1 件，没有手续缺项")
    bad = item(desk, whole, lacking=("签名", "照片"))
    assert found(desk, "S12") == (BROKEN, 1, 2, "涉案财物 2 件，1 件手续不全")
    few = item(desk, short)
    assert found(desk, "S12") == (BROKEN, 2, 3, "涉案财物 3 件，2 件手续不全（1 件清单不足四份）")
    assert set(offenders(desk, "S12")) == {("seized_item", bad), ("seized_item", few)}


def test_s12_waits_for_a_checklist_and_takes_a_point_mended(desk: Desk) -> None:
    one = item(desk, taking(desk), lacking=("签名",))
    with desk.store.unit("补签") as unit:
        row = unit.session.query(ItemProcedure).filter_by(item_id=one, word="签名").one()
        row.mended_on = date(2015, 5, 20)
        unit.session.flush()
    assert found(desk, "S12")[0] == KEPT
    assert found(desk, "S12", date(2015, 5, 19))[0] == BROKEN
    with desk.store.unit("没有核对手续") as unit:
        for point in unit.session.query(ItemProcedure).filter_by(item_id=one):
            unit.session.delete(point)
    assert found(desk, "S12") == (OPEN, 1, 1, "涉案财物 1 件，没有手续缺项，1 件没有核对手续")


def test_s13_three_days(desk: Desk) -> None:
    one = taking(desk)
    event(desk, item(desk, one), CustodyAct.STORED, date(2015, 5, 14))
    event(desk, item(desk, one, "房产"), CustodyAct.KEPT, date(2015, 5, 30))
    item(desk, one, "违禁品", kept_reason="违禁品交主管机关")
    assert found(desk, "S13") == (KEPT, 0, 1, "应移送的涉案财物 1 件，没有逾期的")
    waiting, late = item(desk, one), item(desk, one)
    event(desk, late, CustodyAct.STORED, date(2015, 5, 20))
    assert found(desk, "S13") == (BROKEN, 2, 3, "应移送的涉案财物 3 件，2 件逾期（1 件至今未移送）")
    assert set(offenders(desk, "S13")) == {("seized_item", waiting), ("seized_item", late)}
    assert answer(desk, "S13").finding.late == 17


def test_s13_cannot_judge_without_days_or_without_a_rule(desk: Desk) -> None:
    with desk.store.unit("没有日期") as unit:
        unit.session.add(SeizedItem(number="N-1", name="手机", quantity=1_000, search_text=""))
    assert found(desk, "S13") == (OPEN, 1, 1, "应移送的涉案财物 1 件，没有逾期的，1 件缺日期")
    item(desk, taking(desk))
    with desk.store.unit("删去期限") as unit:
        rule = unit.session.query(DeadlineRuleRow).filter_by(number="property_transfer").one()
        rule.retired_at, rule.retired_reason = datetime(2015, 5, 31, 9), "误录"
    assert found(desk, "S13") == (OPEN, 2, 2, "基础台账没有移送期限，不能判断")


def test_s14_books_and_shelf(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    assert found(desk, "S14") == (KEPT, 0, 1, "涉案财物 1 件、专户 0 案、盘点 0 条，账账、账实相符")
    one = stocktake(desk, date(2015, 5, 20))
    open_line = line(desk, one, phone, CountResult.MISSING, booked=1_000, counted=0)
    line(desk, one, phone, CountResult.AGREES, booked=1_000, counted=1_000)
    last = money(desk, date(2015, 5, 21), outgo=1_00)
    with desk.store.unit("台账原样") as unit:
        unit.session.add(
            CustodyEvent(
                number="E-1", item_id=phone, act=CustodyAct.DISPOSED, quantity=5_000, happened_on=date(2015, 5, 22),
                search_text="",
            )
        )  # fmt: skip
    said = (
        "涉案财物 1 件、专户 1 案、盘点 2 条，"
        "1 件收支不平、1 案专户透支、1 条盘点差异未处理、1 笔专户收支与保管流水未对上"
    )
    assert found(desk, "S14") == (BROKEN, 3, 4, said)
    assert set(offenders(desk, "S14")) == {("seized_item", phone), ("money_entry", last), ("count_line", open_line)}


def test_s15_freezes(desk: Desk) -> None:
    freeze(desk, date(2015, 5, 31), "62284*****0001")
    assert found(desk, "S15") == (KEPT, 0, 1, "在冻 1 笔，没有逾期的")
    past = freeze(desk, date(2015, 5, 29), "62284*****0002")
    assert found(desk, "S15") == (BROKEN, 1, 2, "在冻 2 笔，1 笔逾期没有续冻或者解除")
    assert (offenders(desk, "S15"), answer(desk, "S15").finding.late) == ((("freeze", past),), 2)
