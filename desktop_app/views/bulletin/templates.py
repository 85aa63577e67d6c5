"""What the drafts say (文稿模板), readable: every sentence with its number named in brackets, and when it is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.figures.catalogue import BY_ID
from desktop_app.rules.manuscript import numbering
from desktop_app.rules.wording import Condition, Paragraph, Ref, Sentence, Side, Template, Text

SIDES = {Side.VALUE: "", Side.CHANGE: "的变化", Side.BEFORE: "（上期）", Side.KINDS: "的类数"}
WORDINGS = {
    "none": "没有时",
    "one": "只有一个时",
    "some": "有时",
    "first": "首次时",
    "more": "比上期多时",
    "fewer": "比上期少时",
    "same": "与上期相同时",
}
OPS = {"!=": "不等于", "=": "等于", ">": "大于", "<": "小于", ">=": "不小于", "<=": "不大于"}
FLAGS = {
    "month": "按月的",
    "first": "首期",
    "quarter": "按季的",
    "half": "半年的",
    "year": "全年的",
    "day": "单日的",
    "open": "不分期间的",
    "compared": "有上期可比",
    "issued": "期内已发过通报",
    "running": "期间未完",
}
WORDS = {
    "period": "期间",
    "day": "截至日期",
    "short_day": "截至月日",
    "unit": "本院",
    "office": "办公室",
    "month": "月份",
    "span": "本期",
    "last": "上期",
    "since": "上期末",
}


@dataclass(frozen=True)
class Wording:
    """One line of a template as read: its text, when it is said, how deep it is indented, whether it is a heading."""

    text: str
    when: str = ""
    depth: int = 0
    heading: bool = False


def readable(template: Template) -> list[Wording]:
    """A template from title to last paragraph."""
    lines = [Wording(said, when, 0, heading=True) for said, when, _depth in _sentences(template, template.title, 0)]
    kinds = [paragraph.kind for paragraph in template.paragraphs]
    for paragraph, number in zip(template.paragraphs, numbering(kinds), strict=True):
        lines += list(_paragraph(template, paragraph, number))
    return lines


def _paragraph(template: Template, paragraph: Paragraph, number: str) -> Iterator[Wording]:
    when = _conditions(template, paragraph.when)
    if paragraph.each:
        when = "；".join(filter(None, [f"逐个：{_list(template, paragraph.each)}", when]))
    if paragraph.table:
        yield Wording(f"〔表：{_columns(template, paragraph.table)}〕", when)
        return
    heading = bool(number)
    for at, (said, own, depth) in enumerate(_sentences(template, paragraph.sentences, 0)):
        told = "；".join(filter(None, [when if not at else "", own]))
        yield Wording(f"{number if not at else ''}{said}", told, depth + (1 if at or not heading else 0), heading)


def _columns(template: Template, name: str) -> str:
    table = template.tables.get(name)
    return "、".join(column.head for column in table.columns) if table is not None else name


def _sentences(template: Template, sentences: tuple[Sentence, ...], depth: int) -> Iterator[tuple[str, str, int]]:
    for sentence in sentences:
        yield from _sentence(template, sentence, depth)


def _sentence(template: Template, sentence: Sentence, depth: int) -> Iterator[tuple[str, str, int]]:
    when = _conditions(template, sentence.when)
    if sentence.text:
        yield _text(template, sentence.text), when, depth
    asked = sentence.of or sentence.versus
    for name, inner in sentence.wordings.items():
        about = f"{_ref(template, asked)}{WORDINGS.get(name, name)}" if asked is not None else WORDINGS.get(name, name)
        for said, own, deep in _sentences(template, inner, depth):
            yield said, "；".join(filter(None, [when, about, own])), deep
    yield from _sentences(template, sentence.pick, depth)


def _text(template: Template, text: Text) -> str:
    return "".join(piece if isinstance(piece, str) else f"〔{_ref(template, piece)}〕" for piece in text)


def _ref(template: Template, ref: Ref) -> str:
    if ref.name in template.slots:
        slot = template.slots[ref.name]
        figure = BY_ID.get(slot.figure)
        words = [figure.label if figure is not None else f"{template.needs.get(slot.figure, '待建台账')}数"]
        words += [word for word in slot.path if word not in ("", "*", "$")]
        return " · ".join(words) + SIDES[ref.side] + (f"的{ref.of_record}" if ref.of_record else "")
    if ref.name in template.lists:
        return _list(template, ref.name)
    return WORDS.get(ref.name, ref.name)


def _list(template: Template, name: str) -> str:
    listing = template.lists.get(name)
    return f"按{_ref(template, listing.of)}列举" if listing is not None else name


def _conditions(template: Template, conditions: tuple[Condition, ...]) -> str:
    return "且".join(_condition(template, one) for one in conditions)


def _condition(template: Template, one: Condition) -> str:
    if one.flag:
        return f"{'不是' if one.negated else ''}{FLAGS.get(one.flag, one.flag)}"
    assert one.left is not None
    left = _ref(template, one.left)
    if one.op == "!=" and one.right == 0:
        return f"{left}{'为零' if one.negated else '不为零'}"
    right = _ref(template, one.right) if isinstance(one.right, Ref) else f"{one.right:g}"
    return f"{'不是' if one.negated else ''}{left}{OPS.get(one.op, one.op)}{right}"


def lacking(template: Template, known: Mapping[str, object] = BY_ID) -> tuple[str, ...]:
    """Ledgers a template asks for that are not kept yet."""
    return tuple(dict.fromkeys(ledger for figure, ledger in template.needs.items() if figure not in known))
