"""What keys do to the text, on plain data: no sequence of deeds parts a mark or makes a text that cannot be kept."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.manuscript import LEVELS, Mark, clean, mark, marks, pieces
from desktop_app.rules.vocabulary import LineKind
from desktop_app.views.bulletin import deeds
from desktop_app.views.bulletin.moving import moved, section
from desktop_app.views.bulletin.paras import At, Para, Place, Text, cells, text_of
from desktop_app.views.bulletin.said import Saying, numbers, shown

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=6).map(clean)
marked = st.one_of(words, st.integers(1, 9).map(lambda n: mark("n", n)), st.integers(1, 9).map(lambda n: mark("p", n)))
texts = st.lists(marked, max_size=5).map("".join)
grids = st.fixed_dictionaries({"columns": st.lists(texts, max_size=3), "rows": st.lists(st.lists(texts, max_size=3))})


@st.composite
def bodies(draw: st.DrawFn) -> Para:
    kind = draw(st.sampled_from(list(LineKind)))
    if kind is LineKind.TABLE:
        return Para(Place.LINE, kind=kind, grid=draw(grids))
    return Para(Place.LINE, draw(texts), kind)


@st.composite
def whole(draw: st.DrawFn) -> Text:
    body = draw(st.lists(bodies(), min_size=1, max_size=7))
    heads = [Para(Place.TITLE, draw(texts)), Para(Place.ADDRESSEE, draw(words))]
    text = Text((*heads, *body, Para(Place.CLOSING), Para(Place.IMPRINT)))
    return _selected(draw, text)


def _selected(draw: st.DrawFn, text: Text) -> Text:
    spots = [At(para, cell) for para, one in enumerate(text.paras) for cell in range(one.size + 1)]
    chosen = st.sampled_from(spots)
    return Text(text.paras, draw(chosen), draw(chosen))


def _deeds() -> st.SearchStrategy[Callable[[Text], Text]]:
    typed = texts.map(lambda some: lambda text: deeds.typed(text, cells(some)))
    pasted = st.lists(bodies(), max_size=3).map(lambda some: lambda text: deeds.pasted(text, some))
    foreign = st.text(max_size=12).map(lambda some: lambda text: deeds.pasted(text, deeds.foreign(some)))
    level = st.sampled_from(deeds.KINDS).map(lambda kind: lambda text: deeds.levelled(text, kind))
    move = st.sampled_from((-1, 1)).map(lambda by: lambda text: moved(text, by))
    erase = st.booleans().map(lambda back: lambda text: deeds.erased(text, back))
    fixed = st.sampled_from([deeds.split, deeds.removed, lambda text: deeds.with_table(text, {"columns": ["甲"]})])
    return st.one_of(typed, pasted, foreign, level, move, erase, fixed)


def valid(text: Text) -> None:
    """Title, addressee, a body, the closing words, in this order; the caret inside; every mark whole."""
    places = [para.place for para in text.paras]
    assert places[:2] == [Place.TITLE, Place.ADDRESSEE]
    assert places[-2:] == [Place.CLOSING, Place.IMPRINT]
    assert set(places[2:-2]) == {Place.LINE}
    for at in (text.caret, text.anchor):
        assert 0 <= at.cell <= text.paras[at.para].size
    for para in text.paras:
        assert text_of(cells(para.text)) == para.text
        assert "".join(one if isinstance(one, str) else mark(one.letter, one.name) for one in pieces(para.text)) == (
            para.text
        )
    assert not marks(text.paras[1].text)


@given(whole(), st.data())
def test_any_deeds_leave_a_text_that_can_be_kept(text: Text, data: st.DataObject) -> None:
    for deed in data.draw(st.lists(_deeds(), max_size=6)):
        text = deed(text)
        valid(text)
        text = _selected(data.draw, text)


@given(whole())
def test_every_caret_has_its_place_on_the_screen(text: Text) -> None:
    saying = Saying({"n1": "12件", "n2": "𠮷家3户"}, lambda _id: ("公诉科", "陈某"), width=400)
    for para, number in zip(text.paras, numbers(text.paras), strict=True):
        made = shown(para, number, saying)
        assert len(made.edges) == para.size + 1
        assert made.edges[-1] <= made.size
        assert list(made.edges) == sorted(set(made.edges))
        assert [made.cell(edge) for edge in made.edges] == list(range(len(made.edges)))
        assert "\u2029" not in made.text
        assert "\n" not in made.text


@given(whole())
def test_a_move_and_the_move_back_change_no_paragraph(text: Text) -> None:
    there = moved(text, 1)
    assert sorted(map(repr, there.paras)) == sorted(map(repr, text.paras))


def _text(*lines: tuple[LineKind, str], caret: At = At(2, 0)) -> Text:  # noqa: B008
    body = [Para(Place.LINE, words, kind) for kind, words in lines]
    paras = (Para(Place.TITLE, "标题"), Para(Place.ADDRESSEE), *body, Para(Place.CLOSING), Para(Place.IMPRINT))
    return Text(paras, caret, caret)


def _words(text: Text) -> list[str]:
    return [para.text for para in text.paras if para.is_line]


FIRST, SECOND, PLAIN = LineKind.FIRST, LineKind.SECOND, LineKind.TEXT


def test_a_heading_takes_along_what_stands_under_it() -> None:
    text = _text((PLAIN, "导语"), (FIRST, "甲"), (SECOND, "甲一"), (PLAIN, "细"), (FIRST, "乙"), (PLAIN, "乙文"))
    assert section(text, 3) == range(3, 6)
    down = moved(text.at(3), 1)
    assert _words(down) == ["导语", "乙", "乙文", "甲", "甲一", "细"]
    assert down.now.text == "甲"
    assert _words(moved(down, -1)) == _words(text)
    assert _words(moved(text.at(4), 1))[1:] == ["甲", "乙", "乙文", "甲一", "细"]


def test_headings_are_numbered_anew_after_every_change() -> None:
    text = _text((FIRST, "甲"), (SECOND, "甲一"), (SECOND, "甲二"), (FIRST, "乙"), (SECOND, "乙一"))
    assert numbers(text.paras)[2:-2] == ["一、", "（一）", "（二）", "二、", "（一）"]
    changed = deeds.levelled(text.at(5), PLAIN)
    assert numbers(changed.paras)[2:-2] == ["一、", "（一）", "（二）", "", "（三）"]


def test_backspace_takes_a_mark_whole_and_joins_paragraphs() -> None:
    text = _text((PLAIN, f"共{mark('n', 3)}件"), (SECOND, "次段"))
    shorter = deeds.erased(text.at(2, 2), True)
    assert shorter.paras[2].text == "共件"
    joined = deeds.erased(text.at(3, 0), True)
    assert joined.paras[2].text == f"共{mark('n', 3)}件次段"
    assert joined.caret == At(2, 3)
    assert Mark("n", 3) in joined.paras[2].cells


def test_what_comes_from_elsewhere_is_plain() -> None:
    found = deeds.foreign("\u3000\u3000一、甲\r\n\r\n\ufff9n3\ufffb乙\x00\t丙\x0b")
    assert [para.text for para in found] == ["一、甲", "n3乙 丙"]
    assert all(para.kind is PLAIN for para in found)


def test_levels_are_those_of_the_standard() -> None:
    assert (PLAIN, *LEVELS, LineKind.ANNEX) == deeds.KINDS
