"""What the face of a seized item says, told from plain rows."""

from datetime import date
from typing import Any

import pytest

from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState, Measure, ProcedureState
from desktop_app.views.custody import words

HEAD = {"measure": Measure.SEIZED, "copies": 4, "seized_on": date(2015, 5, 11)}
GONE = {"id": 1, "act": CustodyAct.DISPOSED, "way": Disposal.VICTIM, "refers_id": None}


@pytest.mark.parametrize(
    ("item", "steps", "now", "then"),
    [
        ({"state": ItemState.HELD}, 5, "扣押", "入库"),
        ({"state": ItemState.HELD, "moved_on": date(2015, 5, 12)}, 5, "移送", "入库"),
        ({"state": ItemState.HELD, "kept_reason": "不便提取"}, 5, "扣押", "就地保管"),
        ({"state": ItemState.HELD, "category": "现金（人民币）"}, 3, "扣押", "存专户"),
        ({"state": ItemState.STORED}, 5, "入库", "出库"),
        ({"state": ItemState.STORED, "due_for": "撤案后处理"}, 5, "入库", "处置"),
        ({"state": ItemState.DEPOSITED}, 3, "存入专户", "处置"),
        ({"state": ItemState.KEPT}, 4, "就地保管", "出库"),
        ({"state": ItemState.LENT}, 5, "出库", "归还"),
        ({"state": ItemState.SENT}, 5, "出库", "归还"),
        ({"state": ItemState.DISPOSED}, 5, "返还", "更正"),
        ({"state": ItemState.PARTED}, 5, "拆并", "更正"),
    ],
)
def test_the_road_follows_from_where_an_item_stands(item: dict[str, Any], steps: int, now: str, then: str) -> None:
    road = words.road(item, HEAD, [GONE])
    assert (len(road.steps), road.steps[road.at], road.next_act) == (steps, now, then)


def test_a_way_out_that_was_struck_out_names_no_step() -> None:
    corrected = {"id": 2, "act": CustodyAct.CORRECTED, "way": None, "refers_id": 1}
    assert words.road({"state": ItemState.DISPOSED}, HEAD, [GONE, corrected]).steps[-1] == "处理"


def test_the_checklist_takes_from_the_case_what_the_item_does_not_say() -> None:
    head = {**HEAD, "paper_no": "清检扣〔2015〕1号", "witness": "陈某", "copies": 2}
    rows = [{"word": "照片", "state": ProcedureState.LACKING, "mended_on": None}]
    points = words.points({"sealed": ProcedureState.NOT_NEEDED}, head, ["徐知行"], rows)
    told = {point.word: (str(point.state or ""), point.own) for point in points}
    assert told == {
        "审批": ("有", False),
        "两人办案": ("缺", False),
        "持有人": ("", True),
        "清单": ("", True),
        "清单4份": ("缺", False),
        "见证人": ("有", False),
        "签名": ("", True),
        "照片": ("缺", True),
        "密封": ("不需要", True),
    }
    assert words.tally(points) == "2/8"


def test_a_point_mended_keeps_the_day_and_can_be_found_lacking_again() -> None:
    day = date(2015, 5, 31)
    rows = [{"id": 7, "word": "照片", "state": ProcedureState.LACKING, "mended_on": None}]
    mended = words.ticked(rows, "照片", ProcedureState.THERE, day)
    assert mended == [{"id": 7, "word": "照片", "state": ProcedureState.LACKING, "mended_on": day}]
    assert rows[0]["mended_on"] is None, "the rows given stay as they were"
    assert words.ticked(mended, "签名", ProcedureState.THERE, day)[1:] == [
        {"word": "签名", "state": ProcedureState.THERE}
    ]
    assert words.ticked(mended, "照片", ProcedureState.NOT_NEEDED, day)[0]["mended_on"] is None


def test_the_parts_of_an_item_are_told_once_there_are_several() -> None:
    assert words.balance({"inside": 8_000, "out": 1_000, "gone": 3_000}) == "在管 8 · 在外 1 · 已处理 3"
    assert words.balance({"inside": 1_000, "out": 0, "gone": 0}) == "每次交接双人签字"


def test_a_condition_other_than_well_is_counted_until_a_problem_is_made_of_it() -> None:
    well = words.Link("入库", "05-13", condition="完好")
    broken = words.Link("归还", "05-22", condition="屏幕碎裂", harm=True)
    assert words.harm([well, broken]) == "◆ 1 笔状况待核"
    assert broken.said == "归还，05-22，状况：屏幕碎裂"
    made = words.Link("归还", "05-22", condition="屏幕碎裂", harm=True, issue="2015-公诉-个-012")
    assert words.harm([well, made]) == ""
    assert made.said.endswith("（已转问题 2015-公诉-个-012）")
