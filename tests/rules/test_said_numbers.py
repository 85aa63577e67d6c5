"""One count of the numbers of a text, for the head of the text, the marks under the pages and the status bar."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.manuscript import figure
from desktop_app.rules.said_numbers import Numbers, bulletin_texts, grid_texts, numbers, paragraph_texts

GRID = {"caption": "共3件", "columns": ["条线", figure("n1")], "rows": [["公诉", figure("n2")], ["侦监", "8件"]]}
ROWS = [{"text": f"登记问题{figure('n1')}，另收到意见5条。"}, {"text": "", "grid": GRID}]


def test_numbers_are_counted_wherever_the_paper_says_them() -> None:
    told = numbers(bulletin_texts("关于2件案件的通报", "各科室", ROWS))
    assert told == Numbers(traced=3, typed=4)
    assert told.said == "3 / 7"


def test_a_table_gives_its_caption_heads_and_cells() -> None:
    assert list(grid_texts(GRID)) == ["共3件", "条线", figure("n1"), "公诉", figure("n2"), "侦监", "8件"]
    assert list(grid_texts({})) == [""]


@given(st.lists(st.text()))
def test_counting_together_is_counting_one_by_one(texts: list[str]) -> None:
    each = [numbers(paragraph_texts({"text": text})) for text in texts]
    assert numbers(texts) == Numbers(sum(one.traced for one in each), sum(one.typed for one in each))
