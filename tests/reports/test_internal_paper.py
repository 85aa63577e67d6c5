"""The copy kept in the office: the paper as it went out, then sources, waivers and the check list."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.figures.traced import Trace
from desktop_app.models.bulletins import BulletinFigure
from desktop_app.reports.blocks import Ledger
from desktop_app.reports.catalogue import paper as asked_paper
from desktop_app.reports.internal_paper import KEPT, RUN, internal_document, shortened, sources_document
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import PaperFormat
from desktop_app.services.checking import Audited, Checked, Mark, Waived
from desktop_app.services.desk import Desk
from desktop_app.services.manuscripts import Source
from tests.kit.bulletins import bulletin, seen
from tests.kit.manuscripts import FOOT, document, manuscript
from tests.kit.office import officer
from tests.kit.paper import META, page_texts, paper_text, printed, solid
from tests.kit.problems import problem
from tests.kit.written import body_text, written

DAY = date(2015, 5, 31)
TRACE = Trace("issues.count", DAY)
ROWS = tuple(("issue", at, f"2015-公诉-个-{at:03d}") for at in (1, 2, 3, 7))
SOURCES = (
    Source("n1", "4件", "问题总数", "截至2015-05-31 · 公诉科", TRACE, ROWS),
    Source("n2", "0件", "长期坚持", "截至2015-05-31", TRACE, ()),
    Source("n3", "1件", "问题总数", "截至2015-05-31", TRACE, (("issue", 9, ""),)),
)
WAIVED = (
    Audited(
        "a", "部门之和等于全院", "各部门件数之和＝全院件数", False, 64, 63, "左边64，右边63，差1",
        waiver=Waived("1件待归口<b>", "袁倩", DAY),
    ),
)  # fmt: skip
CHECKS = (
    Checked("no", "发文字号连续", Mark.OK, "清检发〔2015〕18号"),
    Checked("title", "标题", Mark.CAUTION, "标题超过两行"),
    Checked("copy", "份号密级", Mark.NA),
)


def test_the_paper_comes_first_as_it_went_out_with_its_imprint_on_its_own_last_page() -> None:
    for format_ in PaperFormat:
        m = manuscript(format_)
        alone = [solid(text) for text in page_texts(printed(document(m)))]
        kept = [solid(text) for text in page_texts(printed(internal_document(m, SOURCES, WAIVED, CHECKS, META, FOOT)))]
        assert [page.replace(f"{KEPT}操作记录", "操作记录") for page in kept[: len(alone)]] == alone
        assert all(KEPT in page for page in kept)
        assert "内部留存附页" in kept[len(alone)]


def test_every_number_tells_its_figure_question_and_records() -> None:
    document = internal_document(manuscript(), SOURCES, WAIVED, CHECKS, META, FOOT)
    ledgers = [block for block in document.flat if isinstance(block, Ledger)]
    assert [tuple(row) for row in ledgers[0].rows] == [  # type: ignore[arg-type]
        ("1", "4件", "问题总数\n截至2015-05-31 · 公诉科", "4", "2015-公诉-个-001至003、2015-公诉-个-007"),
        ("2", "0件", "长期坚持\n截至2015-05-31", "0", "无"),
        ("3", "1件", "问题总数\n截至2015-05-31", "1", "无编号1条"),
    ]


def test_what_was_let_pass_is_printed_with_reason_approver_and_day() -> None:
    said = paper_text(printed(internal_document(manuscript(), SOURCES, WAIVED, CHECKS, META, FOOT)))
    for words in ("各部门件数之和＝全院件数", "左边64，右边63，差1", "1件待归口<b>", "袁倩", "2015-05-31"):
        assert words in said
    assert "标题请留意标题超过两行" in said
    assert "份号密级不适用" in said


def test_a_paper_without_numbers_and_waivers_says_so() -> None:
    said = paper_text(printed(internal_document(manuscript(), (), (), (), META, FOOT)))
    assert "本文没有取自台账的数字" in said
    assert "没有带说明放行的审核公式" in said
    assert "没有核对项目" in said


def test_the_word_processor_gets_the_same_words() -> None:
    made = internal_document(manuscript(), SOURCES, WAIVED, CHECKS, META, FOOT)
    said = body_text(written(made))
    assert said.index("抄送：") < said.index("内部留存附页") < said.index("格式核对")


def test_the_appendix_alone_names_the_paper_it_belongs_to() -> None:
    said = [solid(text) for text in page_texts(printed(sources_document(manuscript(), SOURCES, META, FOOT)))]
    assert said[0].startswith("数字来源附录《关于2015年4月案件质量评查情况的通报》清检发〔2015〕18号")
    assert all(KEPT in page for page in said)


def test_a_bulletin_of_the_office_is_printed_with_the_problems_it_counts(desk: Desk) -> None:
    handler = officer(desk, "陈少华")
    problem(desk, "讯问笔录漏签骑缝", [handler])
    problem(desk, "扣押手机未随案移送", [handler])
    made = bulletin(desk)
    assert len(seen(desk, made).rows(BulletinFigure)) == 1
    for paper_id in ("bulletin_internal", "bulletin_sources"):
        said = paper_text(printed(asked_paper(paper_id).make(Request(desk, DAY))))
        assert "2015-公诉-个-001、2015-公诉-个-002" in said


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 20)))
def test_shortened_numbers_name_exactly_the_records(singles: set[int], commons: set[int]) -> None:
    numbers = [f"2015-公诉-个-{at:03d}" for at in singles] + [f"2015-公诉-共-{at:03d}" for at in commons]
    back: list[str] = []
    for said in shortened(numbers):
        found = re.fullmatch(r"(.*-)(\d+)(?:至(\d+))?", said)
        assert found
        last = int(found[3] or found[2])
        assert not found[3] or last - int(found[2]) >= RUN - 1
        back += [f"{found[1]}{at:03d}" for at in range(int(found[2]), last + 1)]
    assert sorted(back) == sorted(numbers)
