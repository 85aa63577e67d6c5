"""Forms leave room for pens and seals."""

from desktop_app.reports.blocks import Box, Form, FormRow
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.form import form_pieces
from tests.kit.paper import characters, page_texts, paper, paper_text, printed

MM = 72 / 25.4
FORM = Form(
    (2, 3, 2, 3),
    (
        FormRow((Box("问题编号", label=True), Box("WT-2015-026"), Box("责任部门", label=True), Box("案管办"))),
        FormRow((Box("措施", label=True, rows=2, upright=True), Box("其一", label=True), Box("补签", columns=2)), 12),
        FormRow((Box("其二", label=True), Box("学习", columns=2)), 12),
        FormRow((Box("部门意见", label=True), Box(columns=3, sign="签名：　　年　月　日")), 35),
    ),
)


def heights(form: Form) -> list[float]:
    return [piece.height for piece in form_pieces(form, 460, 700, workstation_fonts())]


def test_rows_keep_the_room_asked_for() -> None:
    assert [round(height / MM) for height in heights(FORM)] == [10, 24, 35]


def test_a_row_grows_with_its_text() -> None:
    long = FormRow((Box("描述", label=True), Box("清单缺少见证人签名。" * 30, columns=3)), 10)
    assert heights(Form(FORM.widths, (long,)))[0] > 40 * MM


def test_a_text_longer_than_a_page_goes_on_overleaf() -> None:
    long = FormRow((Box("描述", label=True), Box("清单缺少见证人签名。" * 300, columns=3)), 10)
    pdf = printed(paper(Form(FORM.widths, (long,))))
    assert len(page_texts(pdf)) > 1
    assert paper_text(pdf).count("见证人签名") == 300


def test_words_stand_in_their_boxes() -> None:
    marks = list(characters(printed(paper(FORM))))
    upright = [mark for mark in marks if mark.char in "措施" and mark.left < 60 * MM]
    assert len({round(mark.left) for mark in upright}) == 1
    sign = next(mark for mark in marks if mark.char == "日" and mark.left > 150 * MM)
    assert sign.right < (210 - 22) * MM


def test_a_box_over_two_rows_takes_their_height() -> None:
    tall = Form((1, 1), (FormRow((Box("甲\n" * 12, rows=2), Box("乙"))), FormRow((Box("丙"),))))
    assert heights(tall)[0] > 13 * 18
