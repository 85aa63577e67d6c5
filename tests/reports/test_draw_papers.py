"""The sheets of a draw: read by a stranger, they repeat it."""

import hashlib
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.reports.blocks import Ledger
from desktop_app.reports.catalogue import make_pdf
from desktop_app.reports.draw_papers import draw_list
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import RoundKind
from desktop_app.services import draws, records
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import furnished, id_of, loaded, officer

DICE = "416253142635"
HANDLERS = (("张雪梅", "公诉科"), ("曹瑶", "公诉科"), ("陈少华", "侦查监督科"), ("宋新民", "控告申诉检察科"))


def _month(desk: Desk) -> int:
    """160 cases of four handlers, every twentieth 不起诉; the round wants 10 % of each, one at least, 20 in all."""
    people = [officer(desk, name, place) for name, place in HANDLERS]
    for serial in range(1, 161):
        result = "不起诉（存疑）" if serial % 20 == 0 else "提起公诉"
        handlers = [people[0]] if serial < 70 else [people[serial % 4]]
        case(desk, serial, handlers, result=result, closed_on=date(2015, 5, 1 + serial % 30))
    return month_round(desk, target=20)


@pytest.fixture
def office(tmp_path: Path, clock: TurnedClock) -> Iterator[tuple[Desk, int]]:
    made = furnished("month-of-160", _month, tmp_path / "data", clock)
    yield made
    made[0].store.close()


@pytest.fixture
def desk(office: tuple[Desk, int]) -> Desk:
    return office[0]


@pytest.fixture
def month(office: tuple[Desk, int]) -> int:
    return office[1]


def words(desk: Desk, paper: str, record: str = "LC-001") -> str:
    out = io.BytesIO()
    make_pdf(paper, Request(desk, desk.today, record=record), out)
    pdf = pypdfium2.PdfDocument(out.getvalue())
    return "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\r", "")


def repeated(text: str) -> set[str]:
    """The draw repeated from the printed sheet alone."""
    seed = re.search(r"掷骰的数字）：(\d+)", text)[1]
    ratio, least = map(int, re.search(r"每层抽 (\d+)%.*?每层至少 (\d+) 件", text, re.S).groups())
    target = int(re.search(r"补足到 (\d+) 件", text)[1])
    pool = re.findall(r"(\S+号)\s+(\d+)\s+(必查|—)", text.split("附：候选名单")[1])
    order = sorted(pool, key=lambda one: hashlib.sha256((seed + one[0]).encode()).hexdigest())
    wanted = {stratum: max(math.ceil(n * ratio / 100), least) for stratum, n in Counter(one[1] for one in pool).items()}
    taken = [one for one in pool if one[2] == "必查"]
    for one in order:
        taken += [one] * (one not in taken and sum(other[1] == one[1] for other in taken) < wanted[one[1]])
    taken += [one for one in order if one not in taken][: max(0, target - len(taken))]
    return {one[0] for one in taken}


def test_the_draw_is_repeated_from_the_printed_sheet_alone(desk: Desk, month: int) -> None:
    draws.seal(desk, ROUNDS, month)
    draws.draw(desk, ROUNDS, REVIEWS, month, DICE, "监察科 马静怡")
    with desk.facts() as facts:
        taken = {line.number for line in draws.drawn(facts, month)}
    text = words(desk, "draw_list")
    assert len(taken) == 20
    assert repeated(text) == taken
    shown = re.search(r"排序值应为 ([0-9a-f]{64})", text)
    first = re.search(r"printf '%s' '(\S+?)' \| sha256sum", text)
    assert shown is not None
    assert first is not None
    assert shown[1] == hashlib.sha256(first[1].encode()).hexdigest()


def test_the_seal_is_computed_from_the_printed_pool(desk: Desk, month: int) -> None:
    draws.seal(desk, ROUNDS, month)
    text = words(desk, "draw_pool")
    numbers = sorted(set(re.findall(r"清源检\S+?号", text)))
    seal = re.search(r"SHA-256）：([0-9a-f]{64})", text)
    assert len(numbers) == 160
    assert seal is not None
    assert hashlib.sha256("".join(f"{number}\n" for number in numbers).encode()).hexdigest() == seal[1]


def test_a_withdrawn_case_stays_on_the_sheet_struck_through(desk: Desk, month: int) -> None:
    draws.seal(desk, ROUNDS, month)
    draws.draw(desk, ROUNDS, REVIEWS, month, DICE, "监察科 马静怡")
    with desk.facts() as facts:
        third = draws.drawn(facts, month)[2].number
    draws.withdraw(desk, ROUNDS, REVIEWS, month, 3, "上级院调卷")
    document = draw_list(Request(desk, desk.today, record="LC-001"))
    listed = next(block for block in document.flat if isinstance(block, Ledger) and len(block.columns) == 8)
    rows = list(listed.rows)
    assert [cell.struck for cell in rows[2][:7]] == [True] * 7
    assert rows[2][1].text == third
    assert rows[2][7] == "2015-05-31 撤出：上级院调卷"
    assert rows[20][7] == "替第 3 件"
    assert "上级院调卷" in words(desk, "draw_list")


def test_a_pool_not_yet_sealed_says_so_and_nothing_undrawn_is_listed(desk: Desk, month: int) -> None:
    assert "未封存" in words(desk, "draw_pool")
    with pytest.raises(Refusal, match="还没有抽取"):
        words(desk, "draw_list")
    with pytest.raises(Refusal, match="没有评查轮次"):
        words(desk, "draw_pool", "LC-099")
    assert case_no(1) in words(desk, "draw_pool", "2015-05")


def drawn(desk: Desk, round_id: int) -> None:
    draws.seal(desk, ROUNDS, round_id)
    draws.draw(desk, ROUNDS, REVIEWS, round_id, DICE, "监察科 马静怡")


def test_no_case_number_is_broken_over_lines(desk: Desk, month: int) -> None:
    """Also where names and results need all the room."""
    people = [officer(desk, "阿里木·买买提", "案件管理办公室")]
    for serial in range(161, 171):
        case(desk, serial, people, name="王小明、李大勇等三十七人涉嫌掩饰、隐瞒犯罪所得、犯罪所得收益案" * 2,
             result="不批准逮捕（无社会危险性）、不起诉（存疑）")  # fmt: skip
    drawn(desk, month)
    draws.withdraw(desk, ROUNDS, REVIEWS, month, 1, "案件已由上级人民检察院调卷审查，" * 6)
    for paper in ("draw_pool", "draw_list"):
        lines = words(desk, paper).split("\n")
        whole = {number for line in lines for number in re.findall(r"清源检诉受\[2015\]\d{11}号", line)}
        assert {case_no(serial) for serial in range(1, 171)} <= whole
        assert not [line for line in lines if re.search(r"清源检诉受(?!\[2015\]\d{11}号)", line)]


def test_the_sheet_says_what_was_left_out_of_the_pool_and_how_the_number_came_about(desk: Desk, month: int) -> None:
    drawn(desk, month)
    text = "".join(words(desk, "draw_list").split())
    assert "2015-05-01至2015-05-31办结的案件，此前常规评查抽过的除外。" in text
    assert "共抽取20件：必查8件，各层随机" in text
    counted = re.search(r"各层随机(\d+)件，补足(\d+)件", text)
    assert counted is not None
    assert 8 + int(counted[1]) + int(counted[2]) == 20
    place = id_of(desk, "department", "侦查监督科")
    more = {"name": "盗窃案专项评查", "kind": RoundKind.SPECIAL, "period": "", "cause": "盗窃"}
    month_round(desk, **more, case_kind="审查起诉", department_id=place)
    said = "".join(words(desk, "draw_pool", "LC-002").split())
    assert "办结的案件（侦查监督科、审查起诉、盗窃）。" in said
    month_round(desk, name="五月重点评查", kind=RoundKind.KEY, period="")
    assert "办结的案件（限必查案件）。" in "".join(words(desk, "draw_pool", "LC-003").split())


def test_the_sheets_of_a_voided_round_say_so(desk: Desk, month: int) -> None:
    drawn(desk, month)
    records.move(desk, ROUNDS, loaded(desk, ROUNDS, month), "作废", "见证人未到场")
    for paper in ("draw_pool", "draw_list"):
        text = "".join(words(desk, paper).split())
        assert "名单（作废）" in text
        assert "本轮已作废：见证人未到场。" in text


def test_the_list_stands_on_the_page_of_its_heading(desk: Desk, month: int) -> None:
    drawn(desk, month)
    out = io.BytesIO()
    make_pdf("draw_list", Request(desk, desk.today, record="LC-001"), out)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.getvalue())]
    headed = next(page for page in pages if "三、抽取结果" in page)
    assert "撤出、递补" in headed.split("三、抽取结果")[1]
    annexed = next(page for page in pages if "附：候选名单" in page)
    assert case_no(1)[:8] in annexed.split("附：候选名单")[1]
