"""A paper, a file or a line typed from paper is compared with the office's own history, here and on another machine."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.reports import pdf
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.catalogue import make_pdf
from desktop_app.reports.paper_proof import prove_code, prove_file
from desktop_app.reports.press import WorkstationPress
from desktop_app.reports.request import ANCHOR, Request
from desktop_app.reports.styles import Footer, Meta
from desktop_app.rules.chain import anchor
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.desk import Desk
from desktop_app.services.manuscripts import Line, loaded, manuscript
from desktop_app.services.office import seated
from desktop_app.services.proving import Proof
from desktop_app.store import backup, connect, history, restore
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import issued, issues
from tests.kit.files import PASSWORD


@pytest.fixture
def who(desk: Desk) -> issues.Team:
    team = issues.team(desk)
    issues.issue(desk, team, "叶国栋讯问笔录漏签骑缝")
    return team


@pytest.fixture
def press() -> issued.PlainPress:
    return issued.PlainPress()


@pytest.fixture
def sent(desk: Desk, who: issues.Team, press: issued.PlainPress) -> int:
    return issued.issued(desk, who.leader, issued.written(desk, who.owner), 18, press=press)


def paper(desk: Desk, bulletin_id: int, naming: Naming = Naming.CODED) -> bytes:
    return next(data for copy, data in issued.kept(desk, bulletin_id) if copy.naming is naming)


def proved(desk: Desk, data: bytes) -> Proof:
    with desk.facts() as facts:
        return prove_file(facts, data)


def typed(desk: Desk, code: str) -> Proof:
    with desk.facts() as facts:
        return prove_code(facts, code)


def set_again(desk: Desk, bulletin_id: int, seal_anchor: str, change: str = "", **elements: Any) -> bytes:
    """The paper set anew under the same line of the chain, with the first number and elements changed where asked."""
    with desk.facts() as facts:
        m = replace(manuscript(facts, loaded(facts, bulletin_id)), **elements)
    if change:
        first = next(at for at, line in enumerate(m.lines) if "问题" in line.text)
        lines = [*m.lines]
        lines[first] = Line(lines[first].kind, "", lines[first].text.replace("1条", change, 1))
        m = replace(m, lines=tuple(lines))
    meta = Meta("清源县人民检察院", desk.clock.now(), m.title)
    out = io.BytesIO()
    pdf.render(bulletin_document(m, meta, Footer(anchor=f"{ANCHOR}{seal_anchor}")), out)
    return out.getvalue()


def test_a_frozen_copy_is_known_to_the_last_byte(desk: Desk, sent: int) -> None:
    for copy, data in issued.kept(desk, sent):
        found = proved(desk, data)
        assert found.agrees
        assert f"{issued.word(desk)}〔2015〕18号《{issued.TITLE}》，2015-05-05 印发" in found.said[0]
        assert copy.kind in found.said[0]
        assert "不证明" in found.said[1]
    assert "印发稿（只到部门）" in proved(desk, paper(desk, sent, Naming.DEPARTMENT)).said[0]


def test_the_same_words_in_another_file_are_said_to_be_that(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    found = proved(desk, set_again(desk, sent, press.seals[0].anchor))
    assert found.agrees
    assert "不是存档件本身（重新存过），文字与存档件一致" in found.said[0]
    assert "重新存过" in proved(desk, paper(desk, sent) + b"\n").said[0]


def test_a_forged_number_is_shown_beside_the_true_one(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    found = proved(desk, set_again(desk, sent, press.seals[0].anchor, "0条"))
    assert not found.agrees
    assert "文字与存档件不同" in found.said[0]
    assert "问题1条" in found.said[0]
    assert "问题0条" in found.said[0]


def test_a_ledger_or_a_draft_bears_the_chain_and_is_no_frozen_copy(desk: Desk, who: issues.Team, sent: int) -> None:
    out = io.BytesIO()
    make_pdf("ledger.issues", Request(desk, desk.today), out)
    found = proved(desk, out.getvalue())
    assert found.agrees
    assert found.said[0] == "这个文件不是印发存档件"
    made = issued.signed(desk, who.leader, issued.written(desk, title="关于逾期问题的通报"))
    out = io.BytesIO()
    make_pdf("bulletin", Request(desk, desk.today, record=issued.row(desk, made)["number"]), out)
    issued.issue(desk, made, 19)
    assert proved(desk, out.getvalue()).said[0] == "这个文件不是印发存档件"


def test_what_is_typed_from_paper_is_enough(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    seal = press.seals[0]
    found = typed(desk, seal.anchor.replace("-", " ").upper())
    assert found.agrees
    assert f"这是印在 {issued.word(desk)}〔2015〕18号" in found.said[0]
    found = typed(desk, seal.code)
    assert found.agrees
    assert "数据存档与方码所记一致" in found.said[0]
    assert "不证明：此后的记录" in found.said[1]


def test_a_code_of_another_history_is_seen(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    with desk.store.read() as session:
        count, head = history.head(session)
    other = typed(desk, anchor(count, "0" * 64))
    assert not other.agrees
    assert f"第 {count} 条操作记录的校验码是 {head[:20]}，纸面是 {'0' * 20}" in other.said[0]
    later = typed(desk, anchor(count + 5, head))
    assert not later.agrees
    assert f"本库只有 {count} 条操作记录，纸面写着第 {count + 5} 条" in later.said[0]
    code = press.seals[0].code
    assert "数据存档是" in typed(desk, code[:-4] + "0000").said[0]
    assert "本库没有印发过" in typed(desk, code.replace("18号", "81号")).said[0]


def test_a_code_put_together_from_two_papers_is_seen(
    desk: Desk, who: issues.Team, sent: int, press: issued.PlainPress
) -> None:
    other = issued.PlainPress()
    issued.issued(desk, who.leader, issued.written(desk, title="关于四月整改情况的通报"), 19, press=other)
    (mark, name, _, data), chain = press.seals[0].code.split(), other.seals[0].code.split()[2]
    found = typed(desk, f"{mark} {name} {chain} {data}")
    assert not found.agrees
    assert "方码是拼凑的" in found.said[0]


def test_a_paper_under_a_number_that_was_not_its_own_is_seen(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    data = set_again(desk, sent, press.seals[0].anchor, "9条", number=f"{issued.word(desk)}〔2015〕81号")
    found = proved(desk, data)
    assert not found.agrees
    assert "文字与存档件不同" in found.said[0]


def test_a_history_altered_before_the_paper_is_seen(desk: Desk, sent: int, press: issued.PlainPress) -> None:
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    raw.execute("DROP TRIGGER history_refuses_update")
    raw.execute("UPDATE history SET number = 'X-1' WHERE seq = 3")
    raw.close()
    found = typed(desk, press.seals[0].anchor)
    assert not found.agrees
    assert "第 3 条与封存时不一致" in found.said[0]


def test_what_cannot_be_read_is_refused(desk: Desk, sent: int) -> None:
    with pytest.raises(Refusal, match="不是存档件，也不是 PDF"):
        proved(desk, b"PK")
    out = io.BytesIO()
    meta = Meta("清源县人民检察院", desk.clock.now())
    with desk.facts() as facts:
        pdf.render(bulletin_document(manuscript(facts, loaded(facts, sent)), meta, Footer()), out)
    with pytest.raises(Refusal, match="没有操作记录校验码"):
        proved(desk, out.getvalue())
    with pytest.raises(Refusal, match="校验码不全"):
        typed(desk, "000128·3fa9")


def test_a_backup_on_another_machine_answers_the_same(
    desk: Desk, who: issues.Team, sent: int, press: issued.PlainPress, tmp_path: Path
) -> None:
    data = paper(desk, sent)
    issues.issue(desk, who, "印发后又登记的一条")
    info = backup.backup(desk.store, tmp_path / "stick", desk.clock)
    elsewhere = DataFolder(tmp_path / "另一台机器")
    restore.restore(elsewhere, info.path, PASSWORD, desk.clock)
    there = seated(Store.open(elsewhere, PASSWORD, desk.clock), desk.clock)
    assert proved(there, data) == proved(desk, data)
    assert typed(there, press.seals[0].code) == typed(desk, press.seals[0].code)
    there.store.close()


def test_an_older_backup_says_that_entries_are_lacking(desk: Desk, who: issues.Team, sent: int, tmp_path: Path) -> None:
    info = backup.backup(desk.store, tmp_path / "stick", desk.clock)
    issues.issue(desk, who, "印发后又登记的一条")
    later = WorkstationPress()
    made = issued.issued(desk, who.leader, issued.written(desk, title="关于逾期问题的通报"), 19, press=later)
    data = paper(desk, made)
    elsewhere = DataFolder(tmp_path / "另一台机器")
    restore.restore(elsewhere, info.path, PASSWORD, desk.clock)
    there = seated(Store.open(elsewhere, PASSWORD, desk.clock), desk.clock)
    found = proved(there, data)
    assert not found.agrees
    assert "恢复了更早的备份" in found.said[0]
    there.store.close()
