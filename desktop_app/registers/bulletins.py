"""通报简报: bulletins of every kind, and the numbers they bear."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.bulletins import (
    Bulletin,
    BulletinCopy,
    BulletinFigure,
    BulletinLine,
    BulletinWaiver,
    DocNumber,
    DocSeries,
)
from desktop_app.registers.bulletin_tests import (
    TESTS,
    derive,
    held,
    number_derived,
    number_held,
    number_in_range,
    number_kept,
    number_used,
    series_kept,
)
from desktop_app.registers.spec import Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.bulletins import BULLETIN
from desktop_app.rules.vocabulary import BulletinState, DocNumberState
from desktop_app.services.correcting import standing
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.late import CHANGED, changed_ids
from desktop_app.store.snapshot import AnyOf, Before, Condition, Equals, HasGaps, IdIn, Order

_RUNNING = (BulletinState.DRAFT, BulletinState.SUBMITTED, BulletinState.SIGNED)


def _late(facts: Facts) -> Sequence[Condition]:
    return (AnyOf(Bulletin.state, _RUNNING), Before(Bulletin.due_on, facts.today))


def _waiting(facts: Facts) -> Sequence[Condition]:
    return (AnyOf(Bulletin.state, (BulletinState.SUBMITTED, BulletinState.SIGNED)),)


def _changed(facts: Facts) -> Sequence[Condition]:
    return (IdIn(changed_ids(facts)),)


def _marks(values: Mapping[str, Any], facts: Facts) -> Sequence[str]:
    """已更正 beside a bulletin that a later one corrects."""
    said = standing(facts, str(values.get("number") or "")) if values.get("snapshot") else ""
    return (said,) if said else ()


BULLETINS = Register(
    model=Bulletin,
    public="bulletins",
    title="通报",
    tab="bulletins",
    measure="份",
    subject=Bulletin.title,
    numbering=Numbering("bulletin"),
    titles=("通报简报", "通报登记", "发文登记", "简报"),
    identity=(Bulletin.title, Bulletin.as_of),
    sections=(
        Section(
            "通报",
            (
                Field(Bulletin.kind, "种类", ("种类", "通报种类", "类别"), required=True, width=124, draw=Draw.TAG),
                Field(
                    Bulletin.title,
                    "标题",
                    ("标题", "通报标题", "文件标题", "名称"),
                    required=True,
                    width=300,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Bulletin.period, "期间", ("期间", "所属期间"), hint="如 2015-04、2015Q1", width=88),
                Field(Bulletin.as_of, "截至日期", ("截至日期", "统计截止日期"), required=True, hint="数字按这一天终了"),
                Field(
                    Bulletin.due_on, "印发期限", ("印发期限", "期限"), width=124, draw=Draw.DUE, hint="按期限规则推算"
                ),
                Field(Bulletin.corrects_id, "更正", hint="更正通报填被更正的一份", fixed=True),
                Field(Bulletin.naming, "具名方式", required=True),
            ),
        ),
        Section(
            "版式",
            (
                Field(Bulletin.format, "公文格式", ("格式", "文种"), required=True, width=76),
                Field(Bulletin.addressee, "主送机关", ("主送机关", "主送"), searched=True),
                Field(Bulletin.attachments, "附件说明", lines=2, hint="一行一个附件名称"),
                Field(Bulletin.annotation, "附注", hint="不用写圆括号"),
                Field(Bulletin.sealing, "落款", required=True),
                Field(Bulletin.signed_as, "署名", lines=2, hint="一行一个机关"),
                Field(Bulletin.secrecy, "密级"),
                Field(Bulletin.secrecy_term, "保密期限", hint="如 1年"),
                Field(Bulletin.urgency, "紧急程度"),
                Field(Bulletin.copy_no, "份号", hint="6 位数字"),
                Field(Bulletin.copied_to, "抄送", ("抄送", "抄送机关"), lines=2),
                Field(Bulletin.issuer, "印发机关", ("印发机关",)),
                Field(Bulletin.copies, "印发份数", ("份数", "印发份数"), unit="份"),
                Field(Bulletin.issue_no, "期号", hint="简报、纪要第几期"),
                Field(Bulletin.preprinted, "套打红头纸"),
                Field(Bulletin.duplex, "双面印"),
            ),
            lines=True,
        ),
        Section(
            "正文",
            (
                Parts(
                    BulletinLine,
                    "段落",
                    (
                        Field(BulletinLine.text, "文字"),
                        Field(BulletinLine.kind, "类别"),
                        Field(BulletinLine.position, "次序"),
                        Field(BulletinLine.grid, "表格", in_form=False),
                    ),
                    hidden=True,
                    in_form=False,
                ),
                Parts(
                    BulletinFigure,
                    "数字",
                    (
                        Field(BulletinFigure.shown, "数字"),
                        Field(BulletinFigure.key, "代号", in_form=False),
                        Field(BulletinFigure.asked, "来源", in_form=False),
                        Field(BulletinFigure.told, "取数", in_form=False),
                    ),
                    hidden=True,
                    in_form=False,
                ),
            ),
            lines=True,
        ),
        Section(
            "办理",
            (
                Field(Bulletin.drafter_id, "拟稿人", ("拟稿人", "拟稿"), searched=True),
                Field(Bulletin.reviewer_id, "核稿人", ("核稿人", "核稿")),
                Field(Bulletin.signer_id, "签发人", ("签发人", "签发领导"), width=84, searched=True),
                Field(Bulletin.signed_on, "签发日期", ("签发日期", "签发时间")),
                Field(Bulletin.doc_no, "文号", ("文号", "发文字号", "发文号"), width=150, searched=True, fixed=True),
                Field(Bulletin.dated_on, "成文日期", ("成文日期",), fixed=True),
                Field(Bulletin.sent_on, "印发日期", ("印发日期", "印发时间", "发文日期"), width=92, fixed=True),
                Field(Bulletin.state, "状态", ("状态",), width=92, draw=Draw.PILL, fixed=True),
                Field(Bulletin.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    columns_first=(Bulletin.kind, Bulletin.title),
    order=(Order(Bulletin.due_on), Order(Bulletin.number)),
    tests=tuple(TESTS),
    derived=derive,
    held=held,
    chips=(
        Chip("逾期", _late, "red"),
        Chip("起草", lambda facts: (Equals(Bulletin.state, BulletinState.DRAFT),)),
        Chip("待办", _waiting, "amber"),
        Chip("已印发", lambda facts: (Equals(Bulletin.state, BulletinState.ISSUED),)),
        Chip("台账有变", _changed, "red", once=CHANGED, each=200),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    lifecycle=BULLETIN,
    state=Bulletin.state,
    due=Bulletin.due_on,
    done=Bulletin.sent_on,
    told=(
        Parts(
            BulletinWaiver,
            "审核说明",
            (
                Field(BulletinWaiver.said, "核对", width=200),
                Field(BulletinWaiver.reason, "说明"),
                Field(BulletinWaiver.approver_id, "批准人"),
                Field(BulletinWaiver.waived_on, "日期"),
            ),
        ),
        Parts(
            BulletinCopy,
            "存档件",
            (
                Field(BulletinCopy.kind, "存档件"),
                Field(BulletinCopy.naming, "具名方式"),
                Field(BulletinCopy.pages, "页数"),
                Field(BulletinCopy.sha256, "校验值", shape_as=Shape.TEXT),
            ),
        ),
    ),
    papers=("bulletin", "bulletin_internal", "bulletin_sources"),
    empty="还没有通报。新增 Ctrl+N，选种类和期间就有初稿。",
    marks=_marks,
)


def _reasoned(draft: Draft) -> bool:
    """A number kept back or thrown away needs a reason."""
    return draft[DocNumber.state] in (DocNumberState.RESERVED, DocNumberState.VOID)


DOC_NUMBERS = Register(
    model=DocNumber,
    public="doc_numbers",
    title="文号",
    tab="bulletins",
    measure="个",
    subject=DocNumber.title,
    numbering=Numbering("doc_number"),
    number_label="文号",
    number_width=170,
    identity=(DocNumber.series_id, DocNumber.year, DocNumber.serial),
    titles=("文号登记",),
    sections=(
        Section(
            "文号",
            (
                Field(DocNumber.series_id, "代字", required=True, width=110),
                Field(DocNumber.year, "年份", required=True, width=64),
                Field(DocNumber.serial, "序号", required=True, width=64),
                Field(DocNumber.state, "状态", required=True, width=80, draw=Draw.PILL),
                Field(
                    DocNumber.title,
                    "标题",
                    required=True,
                    width=260,
                    stretch=True,
                    searched=True,
                    hint="程序外发的文也记在这里",
                ),
                Field(DocNumber.taken_on, "取号日期", width=92),
                Field(DocNumber.reason, "原因", required=_reasoned, width=160, hint="预留、作废要写"),
                Field(DocNumber.bulletin_id, "通报", width=90, fixed=True),
            ),
        ),
    ),
    order=(Order(DocNumber.year, descending=True), Order(DocNumber.serial, descending=True)),
    tests=(number_used, number_kept, number_in_range),
    derived=number_derived,
    held=number_held,
    chips=(
        Chip("已用", lambda facts: (Equals(DocNumber.state, DocNumberState.USED),)),
        Chip("预留", lambda facts: (Equals(DocNumber.state, DocNumberState.RESERVED),), "amber"),
        Chip("作废", lambda facts: (Equals(DocNumber.state, DocNumberState.VOID),)),
    ),
    empty="还没有文号。印发时自动登记；预留、作废和程序外用掉的文号 Ctrl+N 记在这里。",
)

DOC_SERIES = Register(
    model=DocSeries,
    public="doc_series",
    title="发文代字",
    tab="basics",
    measure="个",
    subject=DocSeries.word,
    numbering=Numbering("doc_series", width=2),
    identity=(DocSeries.word,),
    sections=(
        Section(
            "发文代字",
            (
                Field(DocSeries.word, "代字", required=True, width=160, draw=Draw.KEY, searched=True),
                Field(DocSeries.title, "用于", width=240, stretch=True, searched=True),
                Field(DocSeries.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(DocSeries.number),),
    tests=(series_kept,),
    empty="还没有发文代字。新增 Ctrl+N，如 清检发。",
)
