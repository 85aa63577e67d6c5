"""Issued bulletins as this workstation prints them, and prints them again."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.models.people import Officer
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.reports.catalogue import make_pdf, paper, save_pdf
from desktop_app.reports.press import WorkstationPress
from desktop_app.reports.request import Request
from desktop_app.rules.paper_code import printed_anchors, read_paper_code
from desktop_app.rules.vocabulary import CopyKind, Naming
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.store import backup, restore
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import issued, issues
from tests.kit.files import PASSWORD
from tests.kit.paper import page_texts, paper_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def who(desk: Desk) -> issues.Team:
    team = issues.team(desk)
    issues.issue(desk, team, "叶国栋讯问笔录漏签骑缝")
    issues.closed(desk, team, "叶国栋告知笔录缺日期")
    return team


@pytest.fixture
def sent(desk: Desk, who: issues.Team) -> int:
    return issued.issued(desk, who.leader, issued.written(desk, who.owner), 18, press=WorkstationPress())


def request(desk: Desk, bulletin_id: int, **options: str) -> Request:
    return Request(desk, desk.today, record=issued.row(desk, bulletin_id)["number"], options=options)


def printed(desk: Desk, bulletin_id: int, paper_id: str = "bulletin", **options: str) -> bytes:
    out = io.BytesIO()
    make_pdf(paper_id, request(desk, bulletin_id, **options), out)
    return out.getvalue()


def every(desk: Desk, bulletin_id: int) -> list[bytes]:
    """Every paper of a bulletin as it is printed today, and its .docx."""
    papers = [printed(desk, bulletin_id, naming=naming) for naming in Naming]
    words = paper("bulletin").frozen(request(desk, bulletin_id), ".docx")
    assert words is not None
    return [printed(desk, bulletin_id), *papers, printed(desk, bulletin_id, "bulletin_internal"), words.data]


def test_what_is_printed_again_is_what_was_kept(desk: Desk, sent: int) -> None:
    kept = {(copy.kind, copy.naming): data for copy, data in issued.kept(desk, sent)}
    usual, *namings, internal, words = every(desk, sent)
    assert namings == [kept[CopyKind.PAPER, naming] for naming in Naming]
    assert usual == kept[CopyKind.PAPER, Naming.CODED]
    assert internal == kept[CopyKind.INTERNAL, Naming.NAMED]
    assert words == kept[CopyKind.WORDS, Naming.CODED]
    assert words.startswith(b"PK")


def test_no_change_no_restart_and_no_restore_makes_another_paper(
    desk: Desk, who: issues.Team, sent: int, tmp_path: Path
) -> None:
    before = every(desk, sent)
    issues.issue(desk, who, "四月就发现的，五月才补录")
    draft = issued.row(desk, sent)
    with desk.store.unit("改名") as unit:
        unit.session.get_one(Officer, who.owner).name = "叶栋国"
    assert every(desk, sent) == before
    info = backup.backup(desk.store, tmp_path / "stick", desk.clock)
    desk.store.close()
    again = seated(Store.open(desk.store.folder, PASSWORD, desk.clock), desk.clock)
    assert every(again, sent) == before
    again.store.close()
    elsewhere = DataFolder(tmp_path / "另一台机器")
    restore.restore(elsewhere, info.path, PASSWORD, desk.clock)
    there = seated(Store.open(elsewhere, PASSWORD, desk.clock), desk.clock)
    assert every(there, sent) == before
    assert issued.row(there, sent)["snapshot"] == draft["snapshot"]
    there.store.close()


def test_the_paper_bears_number_day_and_chain(desk: Desk, sent: int) -> None:
    page = page_texts(printed(desk, sent))[0]
    text = paper_text(printed(desk, sent))
    assert f"{issued.word(desk)}〔2015〕18号" in text
    assert "2015年5月4日" in text
    assert "2015年5月5日印发" in text
    assert [found.count for found in printed_anchors(page)] == [read_paper_code(page).anchor.count]
    assert "送审稿" not in text


def test_the_internal_copy_says_where_its_numbers_come_from(desk: Desk, sent: int) -> None:
    text = paper_text(printed(desk, sent, "bulletin_internal"))
    assert "叶国栋承办" in text
    assert "内部留存" in text
    assert "数字来源" in text
    assert "2015-侦监-个-001" in text


def test_the_appendix_of_an_issued_bulletin_names_the_records_of_that_day(
    desk: Desk, who: issues.Team, sent: int
) -> None:
    added = issues.issue(desk, who, "四月就发现的，五月才补录")
    text = paper_text(printed(desk, sent, "bulletin_sources"))
    assert "2015-侦监-个-001" in text
    assert issues.seen(desk, added).values["number"] not in text


def test_a_draft_is_set_as_it_stands(desk: Desk, who: issues.Team) -> None:
    made = records.save(desk, BULLETINS, issued.written(desk)).ids[0]
    assert paper("bulletin").frozen(request(desk, made)) is None
    assert "送审稿" in paper_text(printed(desk, made))


def test_what_was_not_kept_is_refused(desk: Desk, sent: int, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有“真名”这种具名方式。可选：具名、部门加某、只到部门"):
        printed(desk, sent, naming="真名")
    with pytest.raises(Refusal, match=r"没有 .docx 存档"):
        paper("bulletin_internal").frozen(request(desk, sent), ".docx")
    with pytest.raises(Refusal, match="文字稿没有“具名”的存档，只有部门加某"):
        paper("bulletin").frozen(request(desk, sent, naming="具名"), ".docx")
    save_pdf("bulletin", request(desk, sent), tmp_path / "通报.pdf")
    assert (tmp_path / "通报.pdf").read_bytes() == printed(desk, sent)


def test_pages_that_may_not_go_out_stop_the_issue(desk: Desk, who: issues.Team) -> None:
    title = "关于" + "全面深入持续扎实推进规范司法行为专项整治工作" * 5 + "情况的通报"
    made = issued.signed(desk, who.leader, issued.written(desk, title=title))
    with pytest.raises(Refusal, match="标题"):
        issued.issue(desk, made, 18, press=WorkstationPress())
    assert issued.row(desk, made)["snapshot"] == ""


DRAW = """
import hashlib, sys
from datetime import UTC, date, datetime
from desktop_app.reports.press import WorkstationPress
from desktop_app.rules.vocabulary import *
from desktop_app.services.issuing import Seal
from desktop_app.services.manuscripts import Grid, Line, Manuscript
m = Manuscript(1, BulletinKind.PROGRESS, PaperFormat.DOWNWARD, Naming.CODED, "清源县人民检察院", "清源县人民检察院文件",
    "关于4月份问题整改进展情况的通报", "清检发〔2015〕18号", "各部门",
    (Line(LineKind.FIRST, "一、", "总体情况"), Line(LineKind.TEXT, "", "共发现问题2条。"),
     Line(LineKind.TABLE, "", "", Grid("统计表", ("部门", "件数"), (("公诉科", "2"),)))),
    signed_as=("清源县人民检察院",), dated_on=date(2015, 5, 4), sent_on=date(2015, 5, 5), issuer="办公室")
seal = Seal("清源县人民检察院", datetime(2015, 5, 5, 9, tzinfo=UTC), "000128·3fa9-77c1-0b52-9d3e-41aa",
    "规整台 清检发〔2015〕18号 000128·3fa977c10b529d3e41aa 0123456789abcdef", False)
press = WorkstationPress()
for made in (press.paper(m, seal), press.words(m, seal)):
    print(hashlib.sha256(made.data).hexdigest())
"""


def test_another_process_draws_the_same_bytes() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", DRAW],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0].split()) == 2
