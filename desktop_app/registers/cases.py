"""办结案件 and 一案三卡: closed cases, the cards given out for them, and what is printed on the cards."""

from desktop_app.models.cases import CardSet, CardTemplate, CaseCard, CaseFile, CaseHandler, CaseMark
from desktop_app.registers.case_tests import CARD_TESTS, CARDS_ALONE, CASE_TESTS, case_held, derive_cards, derive_case
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section
from desktop_app.rules.cases import case_key
from desktop_app.rules.entries import split_words
from desktop_app.rules.vocabulary import CardState
from desktop_app.services.cases import department_of_case
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Condition, Equals, HasGaps, Natural, Order

CASES = Register(
    model=CaseFile,
    public="cases",
    title="案件",
    tab="reviews",
    measure="件",
    subject=CaseFile.name,
    numbering=Numbering("case_file"),
    number_label="受案号",
    number_aliases=("受案号", "案号", "案件编号", "统一受案号", "部门受案号", "受理号", "案件号", "收案号", "系统案号"),
    number_width=220,
    spelt=case_key,
    titles=("办结案件", "案件一览", "办结案件一览表", "结案", "案件清单", "办结台账", "已办结案件", "候选案件"),
    identity=(CaseFile.number,),
    sections=(
        Section(
            "案件",
            (
                Field(
                    CaseFile.name,
                    "案件名称",
                    ("案件名称", "案名", "案件"),
                    required=True,
                    width=220,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    CaseFile.kind,
                    "案件类型",
                    ("案件类型", "案件类别", "类型", "业务类型", "案件种类", "案类"),
                    words="案件类型",
                    width=92,
                    draw=Draw.TAG,
                    searched=True,
                ),
                Field(CaseFile.cause, "案由", ("案由", "罪名", "涉嫌罪名", "移送罪名"), width=120, searched=True),
                Field(
                    CaseFile.party,
                    "当事人",
                    ("当事人", "犯罪嫌疑人", "嫌疑人", "被告人", "申诉人", "嫌疑人（被告人）", "犯罪嫌疑人（被告人）"),
                ),
                Field(
                    CaseFile.department_id,
                    "办案部门",
                    ("办案部门", "承办部门", "部门", "业务部门", "承办科室", "科室"),
                    required=True,
                    width=64,
                    head="部门",
                    searched=True,
                ),
                Parts(
                    CaseHandler,
                    "承办人",
                    (Field(CaseHandler.officer_id, "承办人", searched=True),),
                    ("承办人", "承办检察官", "主办检察官", "办案人", "承办检察人员", "检察官", "经办人", "主办人"),
                    single=True,
                    width=88,
                    required=True,
                ),
                Field(
                    CaseFile.accepted_on,
                    "受理日期",
                    ("受理日期", "受理时间", "收案日期", "受案日期", "收案时间"),
                    width=92,
                ),
                Field(
                    CaseFile.closed_on,
                    "办结日期",
                    ("办结日期", "办结时间", "结案日期", "审结日期", "结案时间", "审结时间"),
                    required=True,
                    width=92,
                ),
                Field(
                    CaseFile.result,
                    "办理结果",
                    ("办理结果", "处理结果", "审查结果", "处理情况", "结案情况", "审结情况", "办结情况", "结果"),
                    words="办理结果",
                    width=140,
                    searched=True,
                ),
                Field(CaseFile.way, "办结方式", ("办结方式", "结案方式", "审结方式"), words="办结方式"),
                Field(CaseFile.coercion, "强制措施", ("强制措施",)),
                Field(CaseFile.filed_on, "归档日期", ("归档日期", "归档时间")),
                Parts(
                    CaseMark,
                    "必查情形",
                    (Field(CaseMark.word, "情形", words="必查情形", required=True, searched=True),),
                    ("必查情形", "重点评查情形", "必评情形"),
                    single=True,
                    apart=split_words,
                ),
                Field(CaseFile.note, "备注", ("备注",), lines=2, searched=True),
            ),
        ),
    ),
    order=(Order(CaseFile.closed_on, descending=True), Natural(CaseFile.number)),
    tests=CASE_TESTS,
    held=case_held,
    derived=derive_case,
    chips=(Chip("待补", lambda facts: (HasGaps(),), "amber"),),
    newly=Newly(
        front=(
            CaseFile.number,
            CaseFile.name,
            CaseFile.kind,
            CaseFile.cause,
            CaseFile.department_id,
            CaseHandler,
            CaseFile.accepted_on,
            CaseFile.closed_on,
            CaseFile.result,
        ),
        behind=(CaseFile.party, CaseFile.way, CaseFile.coercion, CaseFile.filed_on, CaseMark, CaseFile.note),
        carried=(CaseFile.kind, CaseFile.department_id, CaseHandler, CaseFile.closed_on),
    ),
    empty="还没有办结案件。从 Excel 导入业务系统导出的办结案件表，或新增 Ctrl+N。",
)


def _overdue(facts: Facts) -> tuple[Condition, ...]:
    """Some card out and due back before today (逾期未收回)."""
    return (Before(CardSet.due_on, facts.today), Equals(CardSet.filed_on, None))


CARDS = Register(
    model=CardSet,
    public="cards",
    title="三卡",
    tab="reviews",
    measure="案",
    subject=CardSet.case_no,
    numbering=Numbering("card_set"),
    titles=("一案三卡", "三卡登记", "监督卡", "告知卡", "回访卡", "廉政卡", "评查卡", "卡片发放", "发放回收登记表"),
    identity=(CardSet.case_no,),
    looks_up=(CaseFile, CardTemplate),
    near=department_of_case,
    sections=(
        Section(
            "案件",
            (
                Field(
                    CardSet.case_no,
                    "受案号",
                    ("受案号", "案号", "案件编号", "统一受案号"),
                    required=True,
                    width=220,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(CardSet.name, "案件名称", ("案件名称", "案名"), width=200, stretch=True, searched=True),
                Field(
                    CardSet.handler_id,
                    "承办人",
                    ("承办人", "承办检察官", "办案人", "被监督人"),
                    width=80,
                    searched=True,
                ),
                Field(CardSet.department_id, "部门", ("部门", "办案部门", "承办部门"), width=64, searched=True),
            ),
        ),
        Section(
            "卡片",
            (
                Parts(
                    CaseCard,
                    "卡片",
                    (
                        Field(CaseCard.kind, "卡种", ("卡种", "卡片种类", "卡片名称", "卡名", "卡类"), required=True),
                        Field(CaseCard.card_no, "卡号", ("卡号", "编号", "卡片编号")),
                        Field(
                            CaseCard.issued_on, "发放日期", ("发放日期", "发放时间", "发卡日期", "发卡时间", "领卡时间")
                        ),
                        Field(CaseCard.issued_to, "发放对象", ("发放对象", "发放给", "领卡人")),
                        Field(CaseCard.issuer_id, "发放人", ("发放人", "发卡人")),
                        Field(CaseCard.due_on, "应收回日", ("应收回日", "应收回日期", "收回期限")),
                        Field(
                            CaseCard.returned_on,
                            "收回日期",
                            ("收回日期", "收回时间", "回收日期", "回收时间", "收卡日期"),
                        ),
                        Field(CaseCard.way, "收回方式", ("收回方式", "回收方式"), words="收回方式"),
                        Field(CaseCard.rating, "评价", ("评价", "满意度", "评价意见", "测评结果")),
                        Field(CaseCard.said, "反映", ("反映", "意见建议", "卡片意见")),
                    ),
                    ("卡片",),
                    across=CaseCard.kind,
                    done=CaseCard.returned_on,
                    draw=Draw.DONE,
                    width=76,
                ),
            ),
        ),
        Section(
            "办理",
            (
                Field(
                    CardSet.problem,
                    "反映问题",
                    ("反映问题", "反映的问题", "意见及问题", "反映情况"),
                    lines=2,
                    searched=True,
                ),
                Field(CardSet.handling, "处理情况", ("处理情况", "办理情况", "处理结果", "核查处理情况"), lines=2),
                Field(CardSet.handled_on, "处理日期", ("处理日期", "处理时间")),
                Field(CardSet.handled_by_id, "处理人", ("处理人", "核查人")),
                Field(CardSet.follow_up, "回访情况", ("回访情况", "回访"), lines=2),
                Field(CardSet.registrar_id, "登记人", ("登记人", "填表人", "经办人")),
                Field(CardSet.filed_on, "归档日期", ("归档日期", "归档时间")),
                Field(CardSet.due_on, "最近应收回", width=124, draw=Draw.DUE, fixed=True),
                Field(CardSet.state, "状态", width=84, draw=Draw.PILL, fixed=True),
                Field(CardSet.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(CardSet.due_on), Order(CardSet.number)),
    tests=CARD_TESTS,
    alone=CARDS_ALONE,
    derived=derive_cards,
    chips=(
        Chip("逾期未收", _overdue, "red"),
        Chip("待处理", lambda facts: (Equals(CardSet.state, CardState.TROUBLED),), "amber"),
        Chip("未发齐", lambda facts: (Equals(CardSet.state, CardState.UNISSUED),), "amber"),
        Chip("已发", lambda facts: (Equals(CardSet.state, CardState.ISSUED),)),
        Chip("已收回", lambda facts: (AnyOf(CardSet.state, (CardState.RETURNED, CardState.HANDLED)),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    state=CardSet.state,
    due=CardSet.due_on,
    actions=(
        Action("issue_cards", "发卡", "Alt+M", only=(CardState.UNISSUED, CardState.TROUBLED)),
        Action("return_card", "收卡", "Alt+B", over=(CardState.FILED,)),
        inquire(CardSet),
    ),
    papers=("cards", "card_register", "case_dossier"),
    empty="还没有三卡登记。新增 Ctrl+N 填受案号，按 Alt+M 发卡。",
)

CARD_TEMPLATES = Register(
    model=CardTemplate,
    public="card_templates",
    title="卡片模板",
    tab="basics",
    measure="种",
    subject=CardTemplate.title,
    numbering=Numbering("card_template", width=1),
    identity=(CardTemplate.title,),
    sections=(
        Section(
            "卡片模板",
            (
                Field(CardTemplate.position, "次序", required=True, width=56),
                Field(CardTemplate.title, "卡名", required=True, width=200, draw=Draw.KEY, searched=True),
                Field(CardTemplate.aliases, "其他写法", width=160, hint="用、隔开，导入时认得"),
                Field(CardTemplate.audience, "发放对象", width=160),
                Field(CardTemplate.promise, "卡首文字", lines=4, width=240, stretch=True),
                Field(
                    CardTemplate.questions,
                    "征询事项",
                    lines=6,
                    hint="一行一项；要选的词写在末尾括号里，如（好/一般/差）",
                ),
                Field(CardTemplate.contact, "监督电话、投递", lines=2),
                Field(CardTemplate.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(CardTemplate.position),),
    empty="还没有卡片模板。新增 Ctrl+N。",
)
