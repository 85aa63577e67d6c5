"""优秀案卷评选: the choice of the best dossiers, and the dossiers put forward with the judges' marks."""

from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import AwardEntry, AwardItem, AwardJudge, AwardScore, DossierAward
from desktop_app.registers.award_tests import (
    AWARD_TESTS,
    ENTRY_TESTS,
    TIE_RULE,
    awards_held,
    derive_award,
    derive_entry,
    entries_held,
)
from desktop_app.registers.learning_ledgers import AWARD_OVER, award_called
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.dossiers import AWARD
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services.cases import department_of_case
from desktop_app.services.dossier_presets import award_items
from desktop_app.store.snapshot import Equals, HasGaps, Natural, Order

ENTRIES = Register(
    model=AwardEntry,
    public="award_entries",
    title="参评案卷",
    tab="exams",
    measure="卷",
    subject=AwardEntry.case_no,
    numbering=Numbering("award_entry"),
    number_label="参评号",
    titles=("优秀案卷", "优秀卷宗", "案卷评选", "优秀案卷评选评分表", "案卷评分表", "评委评分"),
    identity=(AwardEntry.award_id, AwardEntry.case_no),
    looks_up=(CaseFile,),
    near=department_of_case,
    over=AWARD_OVER,
    sections=(
        Section(
            "参评案卷",
            (
                Field(AwardEntry.code, "盲号", ("编号", "盲号", "案卷编号", "评审编号"), width=56, draw=Draw.KEY),
                Field(
                    AwardEntry.case_no,
                    "受案号",
                    ("受案号", "案号", "案件编号"),
                    required=True,
                    width=200,
                    searched=True,
                ),
                Field(
                    AwardEntry.award_id, "评选", ("评选", "评选名称"), adopt=True, required=True, width=150, hidden=True
                ),
                Field(
                    AwardEntry.name,
                    "案件名称",
                    ("案件名称", "案名", "案卷名称"),
                    width=180,
                    stretch=True,
                    searched=True,
                ),
                Field(AwardEntry.department_id, "部门", ("部门", "推荐部门", "办案部门"), width=64, searched=True),
                Field(AwardEntry.handler_id, "承办人", ("承办人", "承办检察官", "办案人"), width=72, searched=True),
                Field(AwardEntry.reason, "推荐理由", ("推荐理由", "理由"), lines=2),
            ),
        ),
        Section(
            "评分",
            (
                Parts(
                    AwardScore,
                    "评委评分",
                    (
                        Field(
                            AwardScore.officer_id,
                            "评委",
                            ("评委姓名", "评审人", "评分人"),
                            required=True,
                            elsewhere=True,
                        ),
                        Field(AwardScore.points, "评分", ("打分", "分数", "得分", "评委评分"), shape_as=Shape.POINTS),
                        Field(AwardScore.note, "说明"),
                    ),
                    ("评委评分", "评分", "评委打分", "评委"),
                    draw=Draw.COUNT,
                    unit="人",
                    width=64,
                    across=AwardScore.officer_id,
                ),
                Field(
                    AwardEntry.written_average,
                    "原平均分",
                    (
                        "平均分",
                        "平均得分",
                        "最后得分",
                        "最终得分",
                        "去掉最高最低后平均分",
                        "去掉最高分最低分后平均分",
                        "得分",
                    ),
                    shape_as=Shape.POINTS,
                    fixed=True,
                ),
                Field(AwardEntry.average, "平均分", shape_as=Shape.POINTS, width=64, fixed=True),
                Field(AwardEntry.chosen, "评定", ("评定", "入选", "评选结果"), width=48, fixed=True),
                Field(AwardEntry.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    columns_first=(AwardEntry.code, AwardEntry.case_no),
    order=(Order(AwardEntry.award_id, descending=True), Order(AwardEntry.average, descending=True)),
    tests=ENTRY_TESTS,
    derived=derive_entry,
    held=entries_held,
    chips=(
        Chip("评定", lambda facts: (Equals(AwardEntry.chosen, True),)),
        Chip("未评分", lambda facts: (Equals(AwardEntry.average, None),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(AwardEntry.award_id, AwardEntry.case_no, AwardEntry.reason),
        behind=(AwardEntry.name, AwardEntry.department_id, AwardEntry.handler_id, AwardEntry.note),
        carried=(AwardEntry.award_id,),
    ),
    empty="还没有参评案卷。先新增“优秀案卷评选”，再按部门提名；旧账从 Excel 导入评分表。",
)

AWARDS = Register(
    model=DossierAward,
    public="awards",
    title="优秀案卷评选",
    tab="exams",
    measure="次",
    subject=DossierAward.name,
    numbering=Numbering("dossier_award"),
    identity=(DossierAward.name,),
    titles=("评选方案",),
    called=award_called,
    sections=(
        Section(
            "评选",
            (
                Field(DossierAward.name, "名称", required=True, width=260, stretch=True, draw=Draw.KEY, searched=True),
                Field(DossierAward.period, "期间", width=80),
                Field(DossierAward.quota, "每部门限报", unit="卷"),
                Field(DossierAward.places, "表彰名额", unit="卷"),
                Parts(
                    AwardJudge,
                    "评委",
                    (Field(AwardJudge.officer_id, "评委", searched=True),),
                    single=True,
                    width=180,
                ),
                Parts(
                    AwardItem,
                    "评分项目",
                    (
                        Field(AwardItem.item, "项目", required=True),
                        Field(AwardItem.points, "分值", shape_as=Shape.POINTS),
                    ),
                    draw=Draw.COUNT,
                    unit="项",
                ),
                Field(DossierAward.full, "满分", shape_as=Shape.POINTS, required=True),
                Field(DossierAward.least, "每卷至少评委", unit="人"),
                Field(DossierAward.trimmed, "去掉最高、最低分"),
                Field(DossierAward.own_barred, "评委不评本部门案卷"),
                Field(DossierAward.ties, "并列排名"),
                Field(DossierAward.tie_rule, "同分处理", lines=2),
                Field(DossierAward.scored_on, "评分日期", width=92),
                Field(DossierAward.approved_by, "审批机构", words="评选确认机构"),
                Field(DossierAward.approved_on, "审批日期", width=92),
                Field(DossierAward.bulletin_no, "通报文号"),
                Field(DossierAward.state, "状态", width=76, draw=Draw.PILL, fixed=True),
                Field(DossierAward.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Natural(DossierAward.number, descending=True),),
    tests=AWARD_TESTS,
    derived=derive_award,
    held=awards_held,
    chips=(Chip("未审批", lambda facts: (Equals(DossierAward.state, AwardState.SCORING),), "amber"),),
    newly=Newly(
        front=(
            DossierAward.name,
            DossierAward.quota,
            DossierAward.places,
            AwardJudge,
            DossierAward.least,
            DossierAward.trimmed,
            DossierAward.own_barred,
        ),
        behind=(DossierAward.tie_rule, DossierAward.ties, AwardItem, DossierAward.full, DossierAward.note),
        presets={
            DossierAward.tie_rule: lambda facts: TIE_RULE,
            AwardItem: lambda facts: [{"item": item, "points": points} for item, points in award_items()],
        },
    ),
    lifecycle=AWARD,
    state=DossierAward.state,
    done=DossierAward.approved_on,
    actions=(
        Action("score_dossiers", "评分与评定", "Alt+M", only=(AwardState.SCORING,)),
        Action("nominate", "提名", "Alt+B", only=(AwardState.NOMINATING,)),
    ),
    papers=("award_sheet", "award_scores", "award_result"),
    empty="还没有优秀案卷评选。新增 Ctrl+N。",
)
