"""Training, exams with their marks, dossier checks, the choice of the best dossiers; filing days of cases."""

from alembic import op

from desktop_app.store.migrations.pieces import (
    check,
    create_part,
    create_record,
    day,
    flag,
    index,
    keep,
    link,
    living_index,
    text,
    whole,
    word,
)

revision = "0005"
down_revision = "0004"

CODES = "参考 缺考 缓考 违纪 免考"
TIES = "并列后名次顺延 并列后名次不空"


def upgrade() -> None:
    op.add_column("case_file", day("filed_on"))
    _training()
    _exams()
    _sittings()
    _dossiers()
    _awards()
    for part, column in (
        ("training_presence", "training_id"),
        ("training_presence", "officer_id"),
        ("exam_department", "exam_id"),
        ("exam_exception", "exam_id"),
        ("exam_room", "exam_id"),
        ("exam_invigilator", "exam_id"),
        ("mark_change", "sitting_id"),
        ("dossier_item", "profile_id"),
        ("filing_term", "profile_id"),
        ("dossier_defect", "check_id"),
        ("dossier_defect", "issue_id"),
        ("award_item", "award_id"),
        ("award_judge", "award_id"),
        ("award_score", "entry_id"),
    ):
        index(part, column)
    for act in ("UPDATE", "DELETE"):
        keep("mark_change", act)


def _training() -> None:
    create_record(
        "training",
        text("title"),
        word("kind", "trainingkind", "集中辅导 专题培训 网络学习 岗位练兵 其他培训"),
        day("held_on"),
        text("clock"),
        whole("hours", required=False),
        text("place"),
        text("lecturer"),
        text("content"),
        text("materials"),
        whole("expected", required=False),
        whole("present", required=False),
        text("note"),
    )
    living_index("training", "held_on", name="ix_training_held_on")
    create_part(
        "training_presence",
        link("training_id", "training", required=True),
        link("officer_id", "officer", required=True),
        word("state", "attendancestate", "出勤 请假 缺席", required=True),
        text("cause"),
    )


def _exams() -> None:
    create_record(
        "exam",
        text("title"),
        word("form", "examform", "闭卷 开卷", required=True),
        text("paper"),
        day("held_on"),
        text("clock"),
        text("until"),
        text("place"),
        text("subjects"),
        whole("full"),
        whole("pass_mark"),
        whole("excellent"),
        whole("step"),
        text("first_name"),
        whole("first_full", required=False),
        text("second_name"),
        whole("second_full", required=False),
        text("scale"),
        word("ties", "tierule", TIES, required=True),
        word("roster", "rosterrule", "全员 按部门 青年干警", required=True),
        whole("young_age"),
        text("ticket_prefix"),
        text("seed"),
        text("setter"),
        link("marker_id", "officer"),
        link("checker_id", "officer"),
        word("retake_policy", "retakepolicy", "取高分 取补考 补考及格按及格线计", required=True),
        day("retake_by"),
        day("retake_on"),
        text("retake_place"),
        day("published_on"),
        text("bulletin_no"),
        word("state", "examstate", "筹备 已排座 已考 已阅卷 复核 已公布 已归档", required=True),
        text("state_reason"),
        text("note"),
        check("full", "full > 0 AND step > 0"),
        check("lines", "pass_mark BETWEEN 0 AND full AND excellent BETWEEN 0 AND full"),
    )
    living_index("exam", "held_on", name="ix_exam_held_on")
    exam = ("exam_id", "exam")
    create_part("exam_department", link(*exam, required=True), link("department_id", "department", required=True))
    officer = ("officer_id", "officer")
    create_part("exam_exception", link(*exam, required=True), link(*officer, required=True), text("reason"))
    create_part("exam_room", link(*exam, required=True), text("name"), whole("ranks"), whole("files"))
    create_part("exam_invigilator", link(*exam, required=True), link(*officer, required=True))


def _sittings() -> None:
    create_record(
        "sitting",
        link("exam_id", "exam"),
        text("name"),
        link("officer_id", "officer"),
        link("department_id", "department"),
        text("ticket"),
        text("room"),
        whole("seat", required=False),
        word("code", "sittingcode", CODES, required=True),
        word("cause", "absencecause", "病假 公差 事假 无故"),
        text("excuse"),
        whole("first", required=False),
        whole("second", required=False),
        whole("total", required=False),
        whole("again_first", required=False),
        whole("again_second", required=False),
        whole("again_total", required=False),
        whole("written_rank", required=False),
        day("retake_on"),
        word("retake_code", "sittingcode", CODES),
        whole("retake_total", required=False),
        text("note"),
    )
    living_index("sitting", "exam_id", "seat", name="ix_sitting_exam_id")
    living_index("sitting", "officer_id", name="ix_sitting_officer_id")
    create_part(
        "mark_change",
        link("sitting_id", "sitting", required=True),
        day("changed_on", required=True),
        text("field"),
        text("old"),
        text("new"),
        text("reason"),
        link("witness_id", "officer", required=True),
    )


def _dossiers() -> None:
    create_record(
        "dossier_profile",
        text("title"),
        day("valid_from"),
        whole("full"),
        text("scale"),
        text("orders"),
        text("basis"),
        text("note"),
    )
    profile = ("profile_id", "dossier_profile")
    create_part(
        "dossier_item", link(*profile, required=True), text("code"), text("topic"), text("item"), whole("points")
    )
    create_part("filing_term", link(*profile, required=True), text("case_kind"), whole("months"))
    create_record(
        "dossier_check",
        text("case_no"),
        text("file_no"),
        text("name"),
        text("kind"),
        link("department_id", "department"),
        link("handler_id", "officer"),
        day("closed_on"),
        day("due_on"),
        day("filed_on"),
        whole("volumes", required=False),
        whole("pages", required=False),
        text("retention"),
        link(*profile),
        text("scale"),
        link("checker_id", "officer"),
        day("checked_on"),
        text("defects"),
        whole("score", required=False),
        word("verdict", "dossierverdict", "合格 退卷补正 不合格"),
        day("correct_by"),
        day("corrected_on"),
        day("rechecked_on"),
        text("recheck"),
        word("state", "dossierstate", "待检查 待补正 已补正 已办结", required=True),
        text("state_reason"),
        text("note"),
    )
    living_index("dossier_check", "case_no", name="ix_dossier_check_case_no")
    living_index("dossier_check", "correct_by", "state", name="ix_dossier_check_correct_by_state")
    create_part(
        "dossier_defect",
        link("check_id", "dossier_check", required=True),
        text("item"),
        text("said"),
        whole("points"),
        day("mended_on"),
        link("issue_id", "issue"),
    )


def _awards() -> None:
    create_record(
        "dossier_award",
        text("name"),
        text("period"),
        whole("quota"),
        whole("places"),
        whole("least"),
        whole("full"),
        flag("trimmed"),
        flag("own_barred"),
        word("ties", "tierule", TIES, required=True),
        text("tie_rule"),
        day("scored_on"),
        text("approved_by"),
        day("approved_on"),
        text("bulletin_no"),
        word("state", "awardstate", "提名 评分 已审批", required=True),
        text("state_reason"),
        text("note"),
    )
    award = ("award_id", "dossier_award")
    create_part("award_item", link(*award, required=True), text("item"), whole("points"))
    create_part("award_judge", link(*award, required=True), link("officer_id", "officer", required=True))
    create_record(
        "award_entry",
        link(*award),
        text("code"),
        text("case_no"),
        text("name"),
        link("department_id", "department"),
        link("handler_id", "officer"),
        text("reason"),
        whole("average", required=False),
        whole("written_average", required=False),
        flag("chosen"),
        text("note"),
    )
    living_index("award_entry", "award_id", name="ix_award_entry_award_id")
    create_part(
        "award_score",
        link("entry_id", "award_entry", required=True),
        link("officer_id", "officer", required=True),
        whole("points", required=False),
        text("note"),
    )
