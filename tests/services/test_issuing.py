"""A bulletin on its last step: numbered, frozen, printed; nothing changes it afterwards."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop_app.models.bulletins import Bulletin, BulletinCopy, BulletinFigure, BulletinLine
from desktop_app.registers.bulletins import BULLETINS, DOC_NUMBERS, DOC_SERIES
from desktop_app.rules.chain import anchor
from desktop_app.rules.vocabulary import (
    BulletinKind,
    BulletinState,
    CopyKind,
    DocNumberState,
    Naming,
    PaperFormat,
)
from desktop_app.services import doc_numbers, records
from desktop_app.services.desk import Desk
from desktop_app.services.issuing import Printed, Seal
from desktop_app.services.manuscripts import Manuscript, loaded, manuscript
from desktop_app.services.office import seated
from desktop_app.store import connect, history, undo, verify
from desktop_app.store.file import Store
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import bulletins, issued, issues
from tests.kit.files import PASSWORD
from tests.kit.office import furnished
from tests.kit.paper import paper_text

Given = tuple[Desk, issues.Team, int]


def _furnish(desk: Desk) -> list[int]:
    team = issues.team(desk)
    issues.issue(desk, team, "叶国栋讯问笔录漏签骑缝")
    issues.closed(desk, team, "叶国栋告知笔录缺日期")
    signed = issued.signed(desk, team.leader, issued.written(desk, team.owner))
    return [team.owner, team.checker, team.leader, signed]


@pytest.fixture
def given(folder: DataFolder, clock: TurnedClock) -> Iterator[Given]:
    """An office with two problems of April, one of them closed, and a signed bulletin."""
    made, (*team, signed) = furnished("issuing", _furnish, folder.root, clock)
    yield made, issues.Team(*team), signed
    made.store.close()


@pytest.fixture
def desk(given: Given) -> Desk:
    return given[0]


@pytest.fixture
def who(given: Given) -> issues.Team:
    return given[1]


@pytest.fixture
def ready(given: Given) -> int:
    """A signed bulletin that says two numbers and names an officer."""
    return given[2]


def test_a_signed_bulletin_is_numbered_and_frozen(desk: Desk, ready: int) -> None:
    done = issued.issue(desk, ready, 18)
    number = f"{issued.word(desk)}〔2015〕18号"
    assert done.said == f"已印发 {number}，存档 6 件"
    row = issued.row(desk, ready)
    assert (row["doc_no"], row["state"], row["dated_on"]) == (number, BulletinState.ISSUED, issued.SIGNED)
    assert row["sent_on"] == issued.SENT
    with desk.facts() as facts:
        (taken,) = facts.live("doc_number")
    assert (taken["number"], taken["state"], taken["bulletin_id"]) == (number, DocNumberState.USED, ready)
    kept = issued.kept(desk, ready)
    assert [(copy.kind, copy.naming) for copy, _ in kept] == [
        *((CopyKind.PAPER, naming) for naming in Naming),
        (CopyKind.INTERNAL, Naming.NAMED),
        (CopyKind.WORDS, Naming.CODED),
        (CopyKind.DATA, None),
    ]
    assert all(hashlib.sha256(data).hexdigest() == copy.sha256 for copy, data in kept)
    assert row["snapshot"] == kept[-1][0].sha256
    assert verify.verify(desk.store).said == []


def test_the_paper_says_the_chain_as_it_was_before(desk: Desk, ready: int) -> None:
    with desk.store.read() as session:
        before = history.head(session)
    press = issued.PlainPress()
    issued.issue(desk, ready, 18, press=press)
    assert {seal.anchor for seal in press.seals} == {anchor(*before)}
    (code,) = {seal.code for seal in press.seals}
    snapshot = issued.row(desk, ready)["snapshot"]
    assert code.split() == [
        "规整台",
        f"{issued.word(desk)}〔2015〕18号",
        anchor(*before).replace("-", ""),
        snapshot[:16],
    ]
    copies = issued.kept(desk, ready)
    assert {copy.anchor for copy, _ in copies} == {anchor(*before)}
    assert all(f"操作记录{anchor(*before)}" in paper_text(data) for copy, data in copies[:4])


def test_each_paper_names_people_as_it_should(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    texts = {copy.naming: paper_text(data) for copy, data in issued.kept(desk, ready)[:3]}
    assert "叶国栋承办" in texts[Naming.NAMED]
    assert "侦查监督科叶某承办" in texts[Naming.CODED]
    assert "侦查监督科承办" in texts[Naming.DEPARTMENT]
    assert all("叶国栋" not in texts[naming] for naming in (Naming.CODED, Naming.DEPARTMENT))


def test_the_data_copy_says_everything_without_the_program(desk: Desk, ready: int) -> None:
    with desk.store.read() as session:
        count, head = history.head(session)
    issued.issue(desk, ready, 18)
    data = issued.kept(desk, ready)[-1][1]
    told = json.loads(data)
    assert told["anchor"] == {"count": count, "head": head, "printed": anchor(count, head)}
    assert told["bulletin"]["doc_no"].endswith("18号")
    assert told["bulletin"]["state"] == "已印发"
    assert len(told["bulletin_line"]) == 3
    whole, closed = told["figures"]
    assert (whole["shown"], whole["label"], whole["value"]) == ("2条", "问题", 2)
    named = told["records"]["issue"]
    behind = [named[str(id_)]["subject"] for id_ in whole["rows"]["issue"]]
    assert behind == ["叶国栋讯问笔录漏签骑缝", "叶国栋告知笔录缺日期"]
    assert closed["rows"] == {"issue": whole["rows"]["issue"][1:]}
    assert {one for row in told["figures"] for one in row["rows"]["issue"]} == set(map(int, named))
    assert set(told["manuscripts"]) == {naming.value for naming in Naming}
    assert told["checks"]
    assert all("names" not in words for words in told["manuscripts"].values())


def test_only_what_is_signed_is_issued(desk: Desk, who: issues.Team) -> None:
    made = bulletins.records.save(desk, BULLETINS, issued.written(desk)).ids[0]
    with pytest.raises(Refusal, match="起草，不能印发。先送审、签发"):
        issued.issue(desk, made, 18)
    bulletins.step(desk, made, "送审")
    with pytest.raises(Refusal, match="送审，不能印发。先签发"):
        issued.issue(desk, made, 18)
    bulletins.step(desk, made, "签发", signer_id=who.leader, signed_on=issued.SIGNED)
    issued.issue(desk, made, 18)
    with pytest.raises(Refusal, match="已印发，不能印发。有误就发更正通报"):
        issued.issue(desk, made, 19)


def test_days_and_numbers_are_asked_for(desk: Desk, ready: int) -> None:
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"on": None}, "没填印发日期"),
        ({"on": date(2015, 6, 1)}, "印发日期晚于今天 05-31"),
        ({"on": date(2015, 5, 3)}, "印发日期 2015-05-03 早于成文日期 2015-05-04"),
        ({"series_id": None}, "没选发文代字"),
        ({"serial": 0}, "序号 0 不能用"),
        ({"dated_on": date(2015, 5, 1)}, "早于签发日期"),
    )
    for given, said in cases:
        with pytest.raises(Refusal, match=said):
            issued.issue(desk, ready, **{"serial": 18, **given})
    assert issued.row(desk, ready)["state"] == BulletinState.SIGNED
    with desk.facts() as facts:
        assert not list(facts.live("doc_number"))


def test_a_broken_check_stops_it(desk: Desk, who: issues.Team) -> None:
    made = issued.written(desk, addressee="")
    with pytest.raises(Refusal, match="没写主送机关"):
        issued.issued(desk, who.leader, made, 18)


def test_a_number_the_ledger_no_longer_gives_stops_it(desk: Desk, who: issues.Team, ready: int) -> None:
    issues.issue(desk, who, "又一条漏登的问题")
    with pytest.raises(Refusal, match="文中 1 处数字与台账不符：“2条”现为3条。退回修改，重取数字再签发"):
        issued.issue(desk, ready, 18)


def test_without_a_serial_the_next_one_is_taken(desk: Desk, who: issues.Team, ready: int) -> None:
    doc_numbers.outside(desk, issued.series(desk), 2015, 17, title="会议通知")
    issued.issue(desk, ready)
    assert issued.row(desk, ready)["doc_no"].endswith("18号")
    other = issued.signed(desk, who.leader, issued.written(desk, title="关于逾期问题的通报"))
    with pytest.raises(Refusal, match=f"18号 已用于“{issued.TITLE}”"):
        issued.issue(desk, other, 18)
    issued.issue(desk, other)
    assert issued.row(desk, other)["doc_no"].endswith("19号")


def test_a_reserved_number_is_used_up(desk: Desk, ready: int) -> None:
    kept = doc_numbers.reserve(desk, issued.series(desk), 2015, 20, reason="留给四月通报")
    issued.issue(desk, ready, 20)
    with desk.facts() as facts:
        row = facts.row("doc_number", kept.ids[0])
    assert (row["state"], row["bulletin_id"], row["title"]) == (DocNumberState.USED, ready, issued.TITLE)
    with pytest.raises(Refusal, match="已印在通报上，不能删除"):
        records.retire(desk, DOC_NUMBERS, kept.ids, "误登")


def test_a_word_laid_aside_gives_no_number(desk: Desk, ready: int) -> None:
    records.retire(desk, DOC_SERIES, [issued.series(desk)], "停用")
    with pytest.raises(Refusal, match="已删除，不能再编号"):
        issued.issue(desk, ready, 18, series_id=1)


@pytest.mark.parametrize("shown", ["99条", "九十九条"])
def test_words_that_are_not_the_number_stop_it(desk: Desk, who: issues.Team, shown: str) -> None:
    made = issued.written(desk)
    made.rows(BulletinFigure)[0]["shown"] = shown
    with pytest.raises(Refusal, match=f"“{shown}”现为2条"):
        issued.issue(desk, issued.signed(desk, who.leader, made), 18)


@pytest.mark.parametrize("issue_no", [0, -1, 10_000, 10**20])
def test_an_issue_number_is_one(desk: Desk, who: issues.Team, issue_no: int) -> None:
    told = {"format": PaperFormat.BRIEFING, "kind": BulletinKind.BRIEFING, "title": "规范司法行为专项整治工作简报"}
    made = issued.signed(desk, who.leader, issued.written(desk, **told))
    with pytest.raises(Refusal, match=f"期号 {issue_no} 不能用"):
        issued.issue(desk, made, issue_no)


def test_briefings_count_their_issues(desk: Desk, who: issues.Team) -> None:
    given = {"kind": BulletinKind.BRIEFING, "format": PaperFormat.BRIEFING, "addressee": ""}
    first = issued.written(desk, title="4月份整改工作简报", **given)
    second = issued.written(desk, title="5月份整改工作简报", **given)
    one = issued.issued(desk, who.leader, first, 3, series_id=None)
    two = issued.issued(desk, who.leader, second, series_id=None)
    assert [issued.row(desk, made)["issue_no"] for made in (one, two)] == [3, 4]
    assert [issued.row(desk, made)["doc_no"] for made in (one, two)] == ["", ""]
    third = issued.written(desk, title="再一份整改工作简报", **given)
    with pytest.raises(Refusal, match="第4期已用于“5月份整改工作简报”"):
        issued.issued(desk, who.leader, third, 4, series_id=None)


def test_in_the_practice_county_the_paper_says_so(desk: Desk, ready: int) -> None:
    desk.store.practice = True
    issued.issue(desk, ready, 18)
    assert issued.row(desk, ready)["doc_no"] == f"演练{issued.word(desk)}〔2015〕18号"
    papers = [paper_text(data) for copy, data in issued.kept(desk, ready) if copy.kind is CopyKind.PAPER]
    assert all("演练" in paper for paper in papers)


@dataclass
class BusyPress(issued.PlainPress):
    """A press while somebody goes on working; ``work`` is done as often as given."""

    work: Callable[[], object] = lambda: None
    often: int = 1
    done: list[int] = field(default_factory=list)

    def words(self, m: Manuscript, seal: Seal) -> Printed:
        if len(self.done) < self.often:
            self.done.append(1)
            self.work()
        return super().words(m, seal)


def test_papers_are_made_again_when_something_was_written_meanwhile(desk: Desk, who: issues.Team, ready: int) -> None:
    press = BusyPress(work=lambda: doc_numbers.void(desk, issued.series(desk), 2015, 17, reason="印错"))
    issued.issue(desk, ready, 18, press=press)
    assert len(press.seals) == 8
    with desk.facts() as facts:
        (seq,) = {copy.anchor for copy, _ in issued.kept(desk, ready)}
        assert seq == press.seals[-1].anchor != press.seals[0].anchor
        assert len(list(facts.live("doc_number"))) == 2


def test_a_number_taken_meanwhile_is_not_given_twice(desk: Desk, ready: int) -> None:
    press = BusyPress(work=lambda: doc_numbers.void(desk, issued.series(desk), 2015, 18, reason="印错"))
    with pytest.raises(Refusal, match="18号 已作废"):
        issued.issue(desk, ready, 18, press=press)
    assert issued.row(desk, ready)["state"] == BulletinState.SIGNED


def test_who_never_stops_writing_is_told(desk: Desk, who: issues.Team, ready: int) -> None:
    names = iter("甲乙丙丁")
    press = BusyPress(work=lambda: issues.officer(desk, f"王{next(names)}"), often=9)
    with pytest.raises(Refusal, match="一直有别的改动，没有印发"):
        issued.issue(desk, ready, 18, press=press)
    assert issued.row(desk, ready)["snapshot"] == ""


def test_nobody_changes_what_was_issued(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    draft = bulletins.seen(desk, ready)
    draft[Bulletin.note] = "补一句"
    with pytest.raises(Refusal, match="已印发的通报不能改"):
        records.save(desk, BULLETINS, draft)
    with pytest.raises(Refusal, match="已印发，不能删除"):
        records.retire(desk, BULLETINS, [ready], "误发")
    with pytest.raises(Refusal, match="已对外生效，不能撤销"):
        undo.undo(desk.store)
    with desk.store.read() as session:
        earlier = session.execute(text("SELECT id FROM batch WHERE act = '通报签发'")).scalar_one()
    with pytest.raises(Refusal, match="不能撤销"):
        undo.undo(desk.store, earlier)


STATEMENTS = (
    "UPDATE bulletin SET title = '改过' WHERE id = {id}",
    "UPDATE bulletin SET snapshot = '' WHERE id = {id}",
    "UPDATE bulletin_line SET text = '改过' WHERE bulletin_id = {id}",
    "UPDATE bulletin_figure SET shown = '9件' WHERE bulletin_id = {id}",
    "UPDATE bulletin_copy SET sha256 = sha256 WHERE bulletin_id = {id}",
    "DELETE FROM bulletin WHERE id = {id}",
    "DELETE FROM bulletin_line WHERE bulletin_id = {id}",
    "DELETE FROM bulletin_copy WHERE bulletin_id = {id}",
    "INSERT INTO bulletin_line (id, bulletin_id, position, kind, text, grid) VALUES (999, {id}, 9, '正文', '', '{{}}')",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_file_itself_refuses(desk: Desk, ready: int, statement: str) -> None:
    issued.issue(desk, ready, 18)
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    with pytest.raises(Exception, match=r"issued, frozen|refused"):
        raw.execute(statement.format(id=ready))
    raw.close()
    assert verify.verify(desk.store).said == []


@pytest.mark.parametrize("part", ["bulletin_line", "bulletin_figure"])
def test_a_row_of_a_draft_does_not_wander_into_it(desk: Desk, ready: int, part: str) -> None:
    issued.issue(desk, ready, 18)
    other = bulletins.bulletin(desk)
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    with pytest.raises(Exception, match="issued, frozen"):
        raw.execute(f"UPDATE {part} SET bulletin_id = ? WHERE bulletin_id = ?", (ready, other))
    raw.close()


@pytest.mark.parametrize("part", ["bulletin_line", "bulletin_figure", "bulletin_copy"])
def test_no_row_of_it_is_replaced_by_one_of_a_draft(desk: Desk, ready: int, part: str) -> None:
    issued.issue(desk, ready, 18)
    other = bulletins.bulletin(desk)
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({part})") if row[1] != "bulletin_id"]
    taken = f"INSERT OR REPLACE INTO {part} (bulletin_id, {', '.join(columns)}) SELECT ?, {', '.join(columns)}"
    with pytest.raises(Exception, match=r"issued, frozen"):
        raw.execute(f"{taken} FROM {part} WHERE bulletin_id = ?", (other, ready))
    with pytest.raises(Exception, match=r"issued, frozen"):
        raw.execute("INSERT OR REPLACE INTO bulletin SELECT * FROM bulletin WHERE id = ?", (ready,))
    raw.close()
    assert verify.verify(desk.store).said == []


def test_no_line_comes_in_through_the_program_either(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    with pytest.raises(IntegrityError), desk.store.unit("塞一段") as unit:
        unit.session.add(BulletinLine(bulletin_id=ready, position=9, text="塞一段"))


def test_a_copy_that_was_spoilt_is_not_opened(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    copy = issued.kept(desk, ready)[0][0]
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    raw.execute("UPDATE blob SET data = x'00' WHERE sha256 = ?", (copy.sha256,))
    raw.close()
    with pytest.raises(Damaged, match="与印发时不符"):
        issued.kept(desk, ready)


def test_the_same_bulletin_gives_the_same_papers(desk: Desk, ready: int) -> None:
    press = issued.PlainPress()
    issued.issue(desk, ready, 18, press=press)
    copies = issued.kept(desk, ready)
    with desk.facts() as facts:
        again = press.paper(manuscript(facts, loaded(facts, ready), Naming.CODED), press.seals[0])
    assert again.data == next(data for copy, data in copies if copy.naming is Naming.CODED)


def test_it_is_there_after_the_file_was_closed(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    before = issued.kept(desk, ready)
    desk.store.close()
    again = seated(Store.open(desk.store.folder, PASSWORD, desk.clock), desk.clock)
    assert issued.kept(again, ready) == before
    again.store.close()


def test_the_history_tells_of_the_copies(desk: Desk, ready: int) -> None:
    issued.issue(desk, ready, 18)
    with desk.store.read() as session:
        told = history.entries_of(session, "bulletin", ready)
        assert sum(entry.kind == BulletinCopy.__tablename__ for entry in told) == 6
        assert {entry.act for entry in told[:7]} == {"印发通报"}
