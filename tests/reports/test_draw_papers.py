"""The sheets of a draw: read by a stranger, they repeat it."""

import hashlib
import io
import math
import re
from collections import Counter
from datetime import date

import pypdfium2
import pytest

from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.reports.blocks import Ledger
from desktop_app.reports.catalogue import make_pdf
from desktop_app.reports.draw_papers import draw_list
from desktop_app.reports.request import Request
from desktop_app.services import draws
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import officer

DICE = "416253142635"
HANDLERS = (("张雪梅", "公诉科"), ("曹瑶", "公诉科"), ("陈少华", "侦查监督科"), ("宋新民", "控告申诉检察科"))


@pytest.fixture
def month(desk: Desk) -> int:
    """160 cases of four handlers, every twentieth 不起诉; the round wants 10 % of each, one at least, 20 in all."""
    people = [officer(desk, name, place) for name, place in HANDLERS]
    for serial in range(1, 161):
        result = "不起诉（存疑）" if serial % 20 == 0 else "提起公诉"
        handlers = [people[0]] if serial < 70 else [people[serial % 4]]
        case(desk, serial, handlers, result=result, closed_on=date(2015, 5, 1 + serial % 30))
    return month_round(desk, target=20)


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
