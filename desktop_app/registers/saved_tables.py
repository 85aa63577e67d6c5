"""统计表: the tables an office asks for again, in the words of what is counted."""

from desktop_app.figures import cross_bases
from desktop_app.models.base import Attr
from desktop_app.models.whole import SavedTable
from desktop_app.registers.spec import Check, Draw, Field, Numbering, Register, Section, broken
from desktop_app.rules.problems import Problem
from desktop_app.rules.typed_periods import typed_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Order
from desktop_app.system.errors import Refusal


def _known_base(draft: Draft, facts: Facts) -> Problem | None:
    try:
        cross_bases.base(str(draft[SavedTable.base] or ""))
    except Refusal as refused:
        return broken(SavedTable.base, "base_unknown", refused.said)
    return None


def _known(attr: Attr[str], code: str) -> Check:
    """A word its base does not know is refused with those it knows."""

    def check(draft: Draft, facts: Facts) -> Problem | None:
        word = str(draft[attr] or "")
        if not word or _known_base(draft, facts) is not None:
            return None
        of = cross_bases.base(str(draft[SavedTable.base]))
        try:
            if attr.key == SavedTable.measure.key:
                cross_bases.measures(of, word)
            else:
                cross_bases.dimension(of, word, str(attr.key))
        except Refusal as refused:
            return broken(attr, code, refused.said)
        return None

    return check


def _rows_and_columns(draft: Draft, facts: Facts) -> Problem | None:
    rows = draft[SavedTable.rows]
    if rows and rows == draft[SavedTable.columns]:
        return broken(SavedTable.columns, "columns_are_rows", f"行和列都是“{rows}”。换一个，或把列清空")
    return None


def _period(draft: Draft, facts: Facts) -> Problem | None:
    try:
        period = typed_period(str(draft[SavedTable.period] or ""), facts.today)
    except Unreadable as fault:
        return broken(SavedTable.period, "period_unknown", fault.said)
    if period is None or _known_base(draft, facts) is not None:
        return None
    of = cross_bases.base(str(draft[SavedTable.base]))
    said = f"{of.label}只看截至日期，不分期间。把期间清空"
    return None if of.dated else broken(SavedTable.period, "period_unused", said)


SAVED_TABLES = Register(
    model=SavedTable,
    public="saved_tables",
    title="统计表",
    tab="basics",
    measure="张",
    subject=SavedTable.title,
    numbering=Numbering("saved_table", width=2),
    titles=("统计表目录",),
    identity=(SavedTable.title,),
    sections=(
        Section(
            "统计表",
            (
                Field(SavedTable.title, "表名", ("表名",), required=True, width=220, draw=Draw.KEY, searched=True),
                Field(
                    SavedTable.base, "统计对象", ("统计对象",), required=True, width=96, searched=True,
                    hint="F11 里选好再另存更快",
                ),
                Field(SavedTable.rows, "行", ("行",), required=True, width=110),
                Field(SavedTable.columns, "列", ("列",), width=110, hint="空着只列合计"),
                Field(SavedTable.measure, "指标", ("指标",), width=200, stretch=True, hint="几个用、隔开；空着数件数"),
                Field(SavedTable.period, "期间", ("期间",), width=96, hint="如 1-3月、2015Q1、本月；空着不限"),
                Field(SavedTable.listed, "连明细", ("连明细",), width=64, hint="打印、导出时后附记录"),
                Field(SavedTable.position, "排序", width=56),
                Field(SavedTable.note, "备注", ("备注",), searched=True),
            ),
        ),
    ),
    order=(Order(SavedTable.position), Order(SavedTable.number)),
    tests=(
        _known_base,
        _known(SavedTable.rows, "rows_unknown"),
        _known(SavedTable.columns, "columns_unknown"),
        _known(SavedTable.measure, "measure_unknown"),
        _rows_and_columns,
        _period,
    ),
    papers=("saved_table",),
    empty="还没有统计表。F11 里选好对象、行、列，另存。",
)  # fmt: skip
