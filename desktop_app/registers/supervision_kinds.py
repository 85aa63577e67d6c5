"""监督文书种类 and 问责方式: what kinds there are, and the deadline rules that go for them."""

from desktop_app.models.responsibility import OutcomeKind
from desktop_app.models.supervision import DocumentKind
from desktop_app.registers.rule_names import known_rules, rule_titles
from desktop_app.registers.spec import Draw, Field, Numbering, Register, Section
from desktop_app.store.snapshot import Order

DOCUMENT_KINDS = Register(
    model=DocumentKind,
    public="document_kinds",
    title="监督文书种类",
    tab="basics",
    measure="种",
    subject=DocumentKind.title,
    numbering=Numbering("document_kind", width=2),
    identity=(DocumentKind.title,),
    sections=(
        Section(
            "文书种类",
            (
                Field(DocumentKind.position, "次序", required=True, width=56),
                Field(DocumentKind.title, "名称", required=True, width=180, draw=Draw.KEY, searched=True),
                Field(DocumentKind.aliases, "其他写法", width=200, hint="用、隔开，导入时认得"),
                Field(
                    DocumentKind.rule_code,
                    "回复期限规则",
                    width=140,
                    offers=rule_titles,
                    hint="期限规则的事项；不要求回复的留空",
                ),
                Field(
                    DocumentKind.other_rules,
                    "另有规定的单位",
                    lines=2,
                    width=200,
                    hint="一行一个，如 看守所：看守所纠正违法通知书回复",
                ),
                Field(DocumentKind.serial_word, "文号用字", width=76),
                Field(DocumentKind.inside, "发给本院部门"),
                Field(DocumentKind.basis, "依据", lines=2, width=240, stretch=True),
                Field(DocumentKind.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(DocumentKind.position), Order(DocumentKind.number)),
    tests=(known_rules(DocumentKind.rule_code, DocumentKind.other_rules),),
    empty="还没有监督文书种类。新增 Ctrl+N。",
)

OUTCOME_KINDS = Register(
    model=OutcomeKind,
    public="outcome_kinds",
    title="问责方式",
    tab="basics",
    measure="种",
    subject=OutcomeKind.title,
    numbering=Numbering("outcome_kind", width=2),
    identity=(OutcomeKind.title,),
    sections=(
        Section(
            "问责方式",
            (
                Field(OutcomeKind.position, "次序", required=True, width=56),
                Field(OutcomeKind.title, "名称", required=True, width=160, draw=Draw.KEY, searched=True),
                Field(OutcomeKind.aliases, "其他写法", width=240, hint="用、隔开，导入时认得"),
                Field(
                    OutcomeKind.rule_code,
                    "影响期规则",
                    width=180,
                    offers=rule_titles,
                    hint="期限规则的事项；没有影响期的留空",
                ),
                Field(OutcomeKind.blames, "算作问责", width=84),
                Field(OutcomeKind.basis, "依据", width=200, stretch=True),
                Field(OutcomeKind.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(OutcomeKind.position), Order(OutcomeKind.number)),
    tests=(known_rules(OutcomeKind.rule_code),),
    empty="还没有问责方式。新增 Ctrl+N。",
)
