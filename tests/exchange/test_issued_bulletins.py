"""A ledger of bulletins taken in again changes nothing that was issued, and no number of it."""

from pathlib import Path
from typing import Any

from desktop_app.exchange.importing import ImportPlan
from desktop_app.services.desk import Desk
from desktop_app.store import verify
from tests.kit import issued, issues
from tests.kit.county import sheets_of, taken
from tests.kit.workbooks import workbook


def test_an_import_leaves_what_was_issued_as_it_is(desk: Desk, tmp_path: Path) -> None:
    who = issues.team(desk)
    issues.issue(desk, who)
    sent = issued.issued(desk, who.leader, issued.written(desk), 18)
    before, kept = issued.row(desk, sent), issued.kept(desk, sent)
    head = ["编号", "通报种类", "标题", "截至日期", "印发日期", "文号", "主送机关", "状态", "备注"]
    number = f"{issued.word(desk)}〔2015〕18号"
    rows = [
        [before["number"], "督查通报", "改过的标题", "2015-04-30", "2015-05-09", number, "县委", "起草", "改过"],
        ["", "整改进展通报", issued.TITLE, "2015-04-30", "2015-05-09", number, "县委", "起草", "又一份"],
    ]
    plan = taken(desk, [workbook(tmp_path / "通报登记.xlsx", {"通报登记": [head, *rows]})], kind="bulletins")
    assert sheets_of(plan)["通报登记"]["returned"] == 2
    reasons = [problem["reason"] for problem in problems(plan)]
    assert any("已印在 TB-001 上，文号不重用" in said for said in reasons)
    assert any("已印发的通报不能改" in said for said in reasons)
    after = issued.row(desk, sent)
    assert after == before
    assert issued.kept(desk, sent) == kept
    assert verify.verify(desk.store).said == []
    with desk.facts() as facts:
        assert [row["id"] for row in facts.live("bulletin")] == [sent]


def problems(plan: ImportPlan) -> list[dict[str, Any]]:
    """Every problem told of the sheet."""
    return list(sheets_of(plan)["通报登记"]["problems"])
