"""What may be written of a bulletin, and when its text is closed."""

from datetime import date

import pytest

from desktop_app.models.bulletins import Bulletin, DocNumber
from desktop_app.registers.bulletins import BULLETINS, DOC_NUMBERS
from desktop_app.rules.bulletins import kind_of
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, DocNumberState, PaperFormat, Secrecy
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal
from tests.kit import bulletins as kit
from tests.kit.county import rows
from tests.kit.office import officer


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"secrecy_term": "1年"}, "没选密级"),
        ({"copy_no": "12"}, "6 位数字"),
        ({"period": "五月"}, "期间读不懂"),
        ({"signed_on": date(2015, 6, 3), "sent_on": date(2015, 6, 2)}, "早于签发日期"),
        ({"corrects_id": 1}, "只能更正已印发"),
    ],
)
def test_what_is_refused(desk: Desk, values: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        kit.bulletin(desk, **values)


def test_what_is_only_pointed_out(desk: Desk) -> None:
    made = kit.draft(desk, secrecy=Secrecy.SECRET, format=PaperFormat.UPWARD, addressee="市人民检察院、县委")
    found = records.save(desk, BULLETINS, made).warnings
    assert {problem.code for problem in found} == {"copy_no_missing", "one_superior"}


def test_the_text_is_closed_while_it_is_looked_at(desk: Desk) -> None:
    made = kit.bulletin(desk)
    kit.step(desk, made, "送审")
    draft = kit.seen(desk, made)
    draft.parts["bulletin_line"][0]["text"] = "改了"
    with pytest.raises(Refusal, match="先退回修改"):
        records.save(desk, BULLETINS, draft)
    kit.step(desk, made, "退回修改", "数字待核")
    draft = kit.seen(desk, made)
    draft.parts["bulletin_line"][0]["text"] = "改了"
    records.save(desk, BULLETINS, draft)
    assert kit.seen(desk, made).parts["bulletin_line"][0]["text"] == "改了"


def test_it_is_issued_by_numbering_and_freezing_alone(desk: Desk) -> None:
    made = kit.signed(desk, kit.bulletin(desk), officer(desk, "袁倩", "院领导"))
    with pytest.raises(Refusal, match="编号定稿"):
        kit.step(desk, made, "印发")
    draft = kit.seen(desk, made)
    draft[Bulletin.state] = BulletinState.ISSUED
    with pytest.raises(Refusal, match="编号定稿"):
        records.save(desk, BULLETINS, draft)


def test_marks_pasted_into_plain_fields_are_only_text(desk: Desk) -> None:
    made = kit.seen(desk, kit.bulletin(desk, title="关于\ufff9n1\ufffb的通报"))
    assert made[Bulletin.title] == "关于n1的通报"


def test_a_document_number_is_called_by_itself_and_given_once(desk: Desk) -> None:
    series = next(row["id"] for row in rows(desk, "doc_series") if row["word"] == "清检发")

    def number(serial: int, state: DocNumberState = DocNumberState.USED, reason: str = "") -> None:
        values = {"series_id": series, "year": 2015, "serial": serial, "state": state, "title": "年初发文"}
        records.save(desk, DOC_NUMBERS, new_draft(DocNumber, {**values, "reason": reason}))

    number(17)
    number(18, DocNumberState.RESERVED, "留给工作报告")
    assert [row["number"] for row in rows(desk, "doc_number")] == ["清检发〔2015〕17号", "清检发〔2015〕18号"]
    with pytest.raises(Refusal, match="已用过"):
        number(17)
    with pytest.raises(Refusal, match="原因"):
        number(19, DocNumberState.VOID)


def test_a_paper_of_an_old_ledger_was_sent_out(desk: Desk) -> None:
    """Only title, number and day stand in the ledger."""
    old = new_draft(Bulletin, {"title": "关于3月份案件评查情况的通报", "sent_on": date(2015, 4, 3)})
    old[Bulletin.doc_no] = "清检发〔2015〕9号"
    with desk.store.unit("导入") as unit:
        facts = Facts(unit.session, desk.today)
        record, found = records.write(unit, BULLETINS, old, facts, records.Mode.LEDGER)
        told = (record.kind, record.state, record.as_of)  # type: ignore[attr-defined]
    assert told == (BulletinKind.REVIEWS, BulletinState.ISSUED, date(2015, 4, 3))
    assert found == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于一季度最佳最差案件评选结果的通报", BulletinKind.BEST_WORST),
        ("关于对公诉科习惯性执法问题的督查通报", BulletinKind.HABITS),
        ("规范司法行为专项整治工作简报", BulletinKind.BRIEFING),
        ("关于问题整改销号情况的通报", BulletinKind.PROGRESS),
        ("关于五一期间值班的通知", BulletinKind.OTHER),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: BulletinKind) -> None:
    assert kind_of(title) is kind
