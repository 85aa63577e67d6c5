"""The verbs every register has, as the officer meets them."""

from datetime import date

import pytest

from desktop_app.models.people import Officer
from desktop_app.models.plan import TaskNote, TaskPartner
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import history
from desktop_app.system.errors import Refusal, Stale
from tests.kit.office import id_of, loaded, officer, task, task_draft


def test_a_new_officer_gets_the_next_number_and_pinyin(desk: Desk) -> None:
    officer(desk, "萧思源")
    second = officer(desk, "单 雄信")
    saved = loaded(desk, OFFICERS, second)
    assert saved.values["number"] == "0002"
    assert saved.values["name"] == "单雄信"
    assert "sxx" in saved.values["initials"].split()


def test_a_number_once_given_is_never_given_again(desk: Desk) -> None:
    first = officer(desk, "萧思源")
    records.retire(desk, OFFICERS, [first], "重复登记")
    assert loaded(desk, OFFICERS, officer(desk, "马静怡")).values["number"] == "0002"
    with pytest.raises(Refusal, match="号码不重用"):
        officer(desk, "潘学民", number="0001")


def test_a_number_of_the_old_ledger_is_kept_and_the_series_steps_over_it(desk: Desk) -> None:
    officer(desk, "萧思源", number="0002")
    numbers = [loaded(desk, OFFICERS, officer(desk, name)).values["number"] for name in ("马静怡", "潘学民")]
    assert numbers == ["0003", "0004"]


def test_required_fields_are_refused_by_name(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        records.save(desk, OFFICERS, new_draft(Officer, {"name": "袁倩"}))
    assert refused.value.field == "department_id"
    assert refused.value.said == "没填部门。选好再存"


def test_a_stale_save_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    record_id = officer(desk, "袁倩")
    mine, other = loaded(desk, OFFICERS, record_id), loaded(desk, OFFICERS, record_id)
    mine.values["phone"] = "18920223841"
    records.save(desk, OFFICERS, mine)
    other.values["phone"] = "0"
    with pytest.raises(Stale, match="打开后已被改过"):
        records.save(desk, OFFICERS, other)
    assert loaded(desk, OFFICERS, record_id).values["phone"] == "18920223841"


def test_saving_without_a_change_writes_nothing(desk: Desk) -> None:
    record_id = officer(desk, "袁倩")
    with desk.store.read() as session:
        before = history.head(session)
    assert records.save(desk, OFFICERS, loaded(desk, OFFICERS, record_id)).batch is None
    with desk.store.read() as session:
        assert history.head(session) == before


def test_parts_come_and_go_with_the_record_and_its_version(desk: Desk) -> None:
    who = officer(desk, "史海燕")
    record_id = task(desk, "涉案财物全面盘点", who)
    draft = loaded(desk, TASKS, record_id)
    draft.rows(TaskPartner).append({"department_id": id_of(desk, "department", "反贪污贿赂局")})
    draft.rows(TaskNote).append({"noted_on": date(2015, 4, 15), "text": "抽调 4 人，分两组", "officer_id": who})
    records.save(desk, TASKS, draft)
    again = loaded(desk, TASKS, record_id)
    assert again.version == 2
    assert [row["text"] for row in again.rows(TaskNote)] == ["抽调 4 人，分两组"]
    again.rows(TaskNote).clear()
    records.save(desk, TASKS, again)
    assert loaded(desk, TASKS, record_id).rows(TaskNote) == []


def test_a_fault_that_was_there_before_does_not_stop_another_change(desk: Desk) -> None:
    """Rule-breaking history stays editable: only faults the typing brings in are refused."""
    who = officer(desk, "史海燕")
    with desk.store.unit("导入旧台账") as unit:
        from desktop_app.services.facts import Facts

        broken = task_draft(desk, "集中学习", who, done_on=date(2014, 12, 25), state="已完成")
        record, warnings = records.write(unit, TASKS, broken, Facts(unit.session, desk.today), records.Mode.LEDGER)
        record_id = record.id
    assert [problem.code for problem in warnings] == ["done_before_start"]
    draft = loaded(desk, TASKS, record_id)
    draft.values["note"] = "按纪要核对"
    records.save(desk, TASKS, draft)
    draft = loaded(desk, TASKS, record_id)
    draft.values["due_on"] = date(2015, 3, 1)
    with pytest.raises(Refusal, match="早于开始"):
        records.save(desk, TASKS, draft)


def test_a_gap_closes_when_its_field_is_filled(desk: Desk) -> None:
    who = officer(desk, "史海燕")
    with desk.store.unit("导入旧台账") as unit:
        from desktop_app.services.facts import Facts

        open_ended = task_draft(desk, "优秀案卷评选", who, due_on=None)
        record, _ = records.write(unit, TASKS, open_ended, Facts(unit.session, desk.today), records.Mode.LEDGER)
        record_id = record.id
    with desk.store.read() as session:
        assert set(session.get_one(TASKS.model, record_id).gaps) == {"due_on"}
    draft = loaded(desk, TASKS, record_id)
    draft.values["due_on"] = date(2015, 6, 30)
    records.save(desk, TASKS, draft)
    with desk.store.read() as session:
        assert session.get_one(TASKS.model, record_id).gaps == {}


def test_many_records_change_in_one_act_or_not_at_all(desk: Desk) -> None:
    who = officer(desk, "史海燕")
    ids = [task(desk, name, who) for name in ("甲", "乙", "丙")]
    records.change_many(desk, TASKS, ids, "output", "台账")
    with desk.store.read() as session:
        assert (
            len({entry.batch_id for record_id in ids for entry in history.entries_of(session, "task", record_id)[:1]})
            == 1
        )
    with pytest.raises(Refusal, match="早于开始"):
        records.change_many(desk, TASKS, ids, "due_on", date(2015, 3, 1))
    assert {loaded(desk, TASKS, record_id).values["due_on"] for record_id in ids} == {date(2015, 4, 28)}


def test_a_task_walks_its_lifecycle(desk: Desk) -> None:
    record_id = task(desk, "涉案财物全面盘点", officer(desk, "史海燕"))
    for verb in ("开始", "提请验收"):
        records.move(desk, TASKS, loaded(desk, TASKS, record_id), verb)
    with pytest.raises(Refusal, match="退回要写明原因"):
        records.move(desk, TASKS, loaded(desk, TASKS, record_id), "退回")
    records.move(desk, TASKS, loaded(desk, TASKS, record_id), "退回", "清单缺签名")
    for verb in ("提请验收", "验收通过"):
        records.move(desk, TASKS, loaded(desk, TASKS, record_id), verb)
    done = loaded(desk, TASKS, record_id).values
    assert (done["state"], done["progress"], done["done_on"]) == ("已完成", 100, date(2015, 5, 31))


def test_retiring_asks_for_a_reason_and_can_be_taken_back(desk: Desk) -> None:
    record_id = officer(desk, "袁倩")
    with pytest.raises(Refusal, match="没写删除原因"):
        records.retire(desk, OFFICERS, [record_id], " ")
    records.retire(desk, OFFICERS, [record_id], "调离")
    draft = loaded(desk, OFFICERS, record_id)
    draft.values["phone"] = "1"
    with pytest.raises(Stale, match="已停用"):
        records.save(desk, OFFICERS, draft)
    records.restore(desk, OFFICERS, [record_id])
    draft = loaded(desk, OFFICERS, record_id)
    draft.values["phone"] = "1"
    assert records.save(desk, OFFICERS, draft).said == "已保存 0001 袁倩"


def test_what_a_word_processor_pastes_is_plain_text(desk: Desk) -> None:
    """Lines broken by Shift+Enter in Word come as vertical tabs; control characters would stop every paper."""
    made = task_draft(
        desk, "动员\x00部署\x07", officer(desk, "萧思源"), note="第一行\x0b第二行\r\n第三行\u2028末行\t好"
    )
    made.rows(TaskNote).append({"text": "已布置\x0c待查"})
    saved = loaded(desk, TASKS, records.save(desk, TASKS, made).ids[0])
    assert saved.values["name"] == "动员部署"
    assert saved.values["note"] == "第一行\n第二行\n第三行\n末行\t好"
    assert [row["text"] for row in saved.parts[TaskNote.__tablename__]] == ["已布置\n待查"]
