"""What every kind of draft is tried with: nothing, one, and the same month with more, fewer, as many as before."""

import copy
from collections.abc import Mapping
from typing import Any

from desktop_app.rules.wording import Setting
from tests.kit.wording import FIRST, MAY, Told

SOME: Mapping[str, Any] = {
    "issues.count": {"侦查监督": {"共性": {"已销号": 2}, "个性": {"整改中": 3}}, "公诉": {"个性": {"整改中": 4}}},
    "issues.closed": {"侦查监督": 2},
    "issues.closed_within": {"侦查监督": {"共性": 2}},
    "issues.closing_rate": {"侦查监督": 0.4, "公诉": 0.0},
    "issues.due_within": {"已销号": 2, "未销号": 3},
    "issues.by_state": {"待认领": 1, "整改中": 6, "已销号": 2},
    "issues.waiting": {"公诉": 2},
    "issues.overdue": {"公诉": 3, "侦查监督": 2},
    "issues.closed_late": {"侦查监督": 2},
    "issues.returned": {"公诉": 2},
    "issues.recurrent": {"公诉": 2, "侦查监督": 2},
    "issues.extended_within": {"公诉": 2},
    "issues.looked_back": {"巩固": 2, "反弹": 1},
    "issues.rebounds": {"侦查监督": 2},
    "issues.measures": {"已完成": 3, "未完成": 6},
    "issues.by_category": {"不执行办案规范": 5, "特权思想、霸道作风": 4},
    "issues.by_person": {"甲": {"整改中": 4}, "乙": {"整改中": 3}},
    "issues.by_cause": {"主观": 5, "制度": 4, "未填": 1},
    "plan.group": {"组长": 1, "成员": 8},
    "plan.tasks": {"已完成": 4, "未开始": 7},
    "plan.tasks_by_phase": {"动员部署": {"已完成": 4}, "对照检查": {"未开始": 7}},
    "plan.tasks.done": {"": 4},
    "plan.tasks.done_within": {"办公室": 2, "公诉科": 1},
    "plan.tasks.due_within": {"已完成": 2, "未完成": 2},
    "plan.tasks.overdue": {"政工科": 2, "公诉科": 1},
    "meetings.count": {"党组会": 3, "集中学习": 2},
    "meetings.mobilisation": {"": 2},
    "meetings.learning": {"": 2},
    "meetings.held_within": {"党组会": 2, "集中学习": 2},
    "meetings.learning_within": {"学习修改后刑事诉讼法": 1, "学习涉案财物管理规定": 1},
    "meetings.present_within": {"学习修改后刑事诉讼法": 55, "学习涉案财物管理规定": 58},
    "standards.issued": {"公诉": 2, "全院": 1},
    "standards.issued_within": {"审查逮捕办案标准": 1, "案件质量评查标准": 1},
    "bulletins.issued": {"工作简报": {"2015-04": 2}},
    "cases.closed": {"2015-05": {"审查逮捕": 30, "审查起诉": 31}},
    "reviews.grades": {"2015-05": {"优质": 3, "合格": 6, "瑕疵": 1, "不合格": 2}},
    "reviews.first_grades": {"2015-05": {"优质": 4, "合格": 5, "瑕疵": 1, "不合格": 2}},
    "reviews.rounds": {"2015-05": {"应评": 60, "评查": 12}},
    "reviews.share": {"2015-05": 0.2},
    "reviews.score_mean": {"2015-05": 87.9},
    "reviews.provable": {"2015-05": 1},
    "reviews.drawn_as": {"必查": 3, "随机": 9},
    "reviews.answers": {"无异议": 9, "无异议（无反馈意见）": 2, "有异议": 1},
    "reviews.deductions": {"办案程序": 12, "法律文书": 6.5},
    "reviews.findings": {"办案程序": 5, "法律文书": 4},
    "reviews.flawed": {
        "办案程序": {f"清检诉受[2015]{at}号": 1 for at in (22, 31, 14, 9)},
        "法律文书": {"清检捕受[2015]8号": 1, "清检诉受[2015]22号": 1},
    },
    "reviews.repeated": {"办案程序": {"权利告知超期": 3, "送达回证缺签名": 2}},
    "reviews.to_issues": {"办案程序": 2, "法律文书": 1},
    "reviews.uncovered": {"公诉科": 2, "侦查监督科": 1},
    "reviews.contests": {"2015Q1": {"已确认": 1}},
    "reviews.winners": {"2015Q1": {"最佳": {"清检诉受[2015]22号": 1}, "最差": {"清检诉受[2015]14号": 1}}},
    "cards.state": {"办案告知卡": {"未发": 1, "已发": 2, "已收回": 3}},
    "cards.issue_rate": {"办案告知卡": 0.8333},
    "cards.return_rate": {"办案告知卡": 0.6},
    "habits.count": {"着装不规范": 2, "迟到早退": 2},
    "habits.by_department": {"公诉科": 3, "控告申诉检察科": 1},
    "habits.state": {"已通报": 1, "不通报": 1, "待通报": 2},
    "habits.unreported": {"公诉科": 2},
    "habits.handling": {"批评教育": 2, "谈话提醒": 1, "未处理": 1},
    "habits.unhandled": {"公诉科": 1},
    "indicators.count": {"已废止": 3, "未废止": 1},
    "indicators.abolished": {"虚": 2, "空": 1},
    "indicators.replaced": {"虚": 2},
    "exams.results": {
        "闭卷考试": {
            "应考": 59, "实考": 56, "缺考": 1, "缓考": 2, "违纪": 0, "免考": 1, "未录": 0, "及格": 46, "优秀": 3,
            "平均分": 70.4, "及格率": 0.8214, "最高分": 99.5, "最低分": 48,
        },
        "文书考试": {
            "应考": 3, "实考": 2, "缺考": 0, "缓考": 0, "违纪": 1, "免考": 0, "未录": 0, "及格": 0, "优秀": 0,
            "平均分": 51.3, "及格率": 0.0, "最高分": 55, "最低分": 47.5,
        },
    },
    "exams.by_department": {
        "闭卷考试": {
            "公诉科": {"应考": 30, "实考": 28, "及格": 25, "平均分": 72.1, "及格率": 0.8929},
            "侦查监督科": {"应考": 29, "实考": 28, "及格": 21, "平均分": 68.7, "及格率": 0.75},
        },
        "文书考试": {"公诉科": {"应考": 3, "实考": 2, "及格": 0, "平均分": 51.3, "及格率": 0.0}},
    },
    "exams.bands": {"闭卷考试": {"优秀段": 3, "及格段": 43, "不及格段": 10}, "文书考试": {"不及格段": 2}},
    "exams.retakes": {
        "闭卷考试": {"应补考": 13, "实补考": 10, "补考及格": 7},
        "文书考试": {"应补考": 3, "实补考": 0, "补考及格": 0},
    },
    "exams.not_passed": {"闭卷考试": {"公诉科": 4, "侦查监督科": 2}, "文书考试": {"公诉科": 3}},
    "exams.retakes_owed": {"闭卷考试": {"已过期": 3}, "文书考试": {"未到期": 3}},
    "exams.ranking": {"闭卷考试": {"甲": 1, "乙": 1}, "文书考试": {"丙": 1}},
    "dossiers.checked": {"合格": 56, "退卷补正": 14, "不合格": 1},
    "dossiers.by_department": {
        "公诉科": {"合格": 30, "退卷补正": 10},
        "侦查监督科": {"合格": 26, "退卷补正": 4, "不合格": 1},
    },
    "dossiers.score_mean": {"": 95.2},
    "dossiers.defects": {"缺送达回证": 5, "页码漏编": 3},
    "dossiers.flawed": {"缺送达回证": 5, "页码漏编": 2},
    "dossiers.deductions": {"缺送达回证": 10, "页码漏编": 1.5},
    "dossiers.to_issues": {"缺送达回证": 2},
    "dossiers.corrected": {"公诉科": 9, "侦查监督科": 4},
    "dossiers.uncorrected": {"侦查监督科": {"已过期": 1, "未到期": 1}},
    "dossiers.filed": {"公诉科": 29, "侦查监督科": 21},
    "dossiers.filed_late": {"公诉科": 3},
    "dossiers.late": {"公诉科": 5, "侦查监督科": 1},
    "dossiers.unfiled": {"公诉科": 2, "侦查监督科": 1},
    "awards.entries": {"优秀案卷评选": {"侦查监督科": 9}},
    "awards.result": {"优秀案卷评选": {"侦查监督科": 2}},
    "seizures.items": {"在库": 91, "已处理": 62},
    "seizures.missing_procedure": {"清单": 38, "见证人": 29},
    "seizures.late_transfer": {"反贪污贿赂局": 86},
    "freezes.expiring": {"反贪污贿赂局": 3},
    "freezes.lapsed": {"反贪污贿赂局": 1},
    "seizures.overdue_loans": {"调用": 3, "移送": 1},
    "stocktakes.open": {"无实物": 1, "存放不当": 2},
    "rotations.state": {"轮岗中": 20, "提前终止": 1},
    "documents.sent": {"检察建议": 12, "纠正违法通知书": 19},
    "documents.state": {"检察建议": {"已核查": 12}, "纠正违法通知书": {"逾期未回复": 4, "已回复未核查": 15}},
    "documents.overdue": {"公诉科": 4},
    "documents.replied_unverified": {"纠正违法通知书": 15},
    "documents.verify_overdue": {"纠正违法通知书": 9},
    "documents.verified": {"检察建议": 12},
    "documents.landing": {"已落实": 8, "部分落实": 3, "未填": 1},
    "documents.replies": {"按期回复": 20, "逾期回复": 1, "逾期未回复": 4},
    "documents.adoptions": {"采纳": 12, "部分采纳": 3, "不采纳": 5},
    "documents.reply_rate": {"检察建议": 0.8},
    "documents.adoption_rate": {"检察建议": 0.75},
    "documents.landing_rate": {"检察建议": 0.6667},
    "documents.urgings": {"纠正违法通知书": 5},
    "documents.reported_up": {"纠正违法通知书": 2},
    "duties.count": {"已签订": 14, "未签订": 1},
    "duties.deeds": {"检查": 21, "廉政谈话": 16},
    "duties.unfulfilled": {"没有责任清单": 7, "没有签责任书": 1},
    "accountability.state": {"调查": 1, "办结": 3},
    "accountability.persons": {"直接责任": {"诫勉": 2, "未作处理": 2}, "主要领导责任": {"未作处理": 4}},
    "accountability.outcomes": {"诫勉": 2, "不予追究": 1},
    "accountability.leads": {"不合格": {"已双查": 1, "未处理": 2}},
    "issues.by_department": {"公诉科": {"整改中": 4}, "侦查监督科": {"已销号": 2, "整改中": 3}},
    "meetings.attendance": {"全院动员大会": {"应到": 58, "实到": 56}, "学习修改后刑事诉讼法": {"应到": 58, "实到": 55}},
    "training.count": {"专题培训": 3, "集中辅导": 2},
    "training.attendance_rate": {"专题培训": 0.8417},
    "exams.mean": {"闭卷考试": 70.4},
    "posts.count": {"公诉科": 4, "侦查监督科": 3},
    "reviews.objections": {"2015-05": 1},
    "money.balance": {"清检反贪受[2015]2号": 27900000},
    "promises.state": {
        "不符合": {
            "方案": {"方案制定印发": 1, "领导小组成立": 1},
            "会议学习": {"集中学习全员参与": 1},
            "任务": {"任务按期完成": 1, "任务有人有期": 1},
            "问题清单": {"整改按期": 1, "全面铺开": 1, "到事、到案、到人": 1, "销号有据": 1},
            "办案标准": {"13项标准建成": 1},
            "学习考试": {"闭卷考试全员参加": 1, "归档按期": 1},
            "岗位轮换": {"青年干警交叉轮岗": 1},
            "案件评查": {"一月一评查": 1, "一月一通报": 1, "每季评选": 1, "一案三卡": 1},
            "督查问责": {
                "发现一起、通报一起": 1, "发现一起、处理一起": 1, "检察建议、违法通知书不停留于纸上": 1,
                "空泛指标废除": 1, "一岗双责": 1, "有案必查": 1, "有责必问": 1,
            },
            "涉案财物": {"涉案财物手续齐全": 1, "三日内移交": 1, "账实相符": 1, "冻结不过期": 1},
        },
        "符合": {"岗位轮换": {"AB岗全覆盖": 1}},
    },
    "promises.offending": {
        "不符合": {
            "方案": {"方案制定印发": 1, "领导小组成立": 1},
            "会议学习": {"集中学习全员参与": 3},
            "任务": {"任务按期完成": 3, "任务有人有期": 2},
            "问题清单": {"整改按期": 5, "全面铺开": 2, "到事、到案、到人": 4, "销号有据": 1},
            "办案标准": {"13项标准建成": 10},
            "学习考试": {"闭卷考试全员参加": 6, "归档按期": 3},
            "岗位轮换": {"青年干警交叉轮岗": 2},
            "案件评查": {"一月一评查": 1, "一月一通报": 1, "每季评选": 1, "一案三卡": 5},
            "督查问责": {
                "发现一起、通报一起": 2, "发现一起、处理一起": 1, "检察建议、违法通知书不停留于纸上": 13,
                "空泛指标废除": 1, "一岗双责": 8, "有案必查": 2, "有责必问": 1,
            },
            "涉案财物": {"涉案财物手续齐全": 67, "三日内移交": 86, "账实相符": 3, "冻结不过期": 1},
        },
    },
    "records.incomplete": {"issue": 11, "task": 3},
}  # fmt: skip
ONE_EXAM: Mapping[str, Any] = {
    "exams.results": {
        "闭卷考试": {
            "应考": 1, "实考": 1, "缺考": 0, "缓考": 0, "违纪": 0, "免考": 0, "未录": 0, "及格": 1, "优秀": 0,
            "平均分": 83.5, "及格率": 1.0, "最高分": 83.5, "最低分": 83.5,
        },
    },
    "exams.by_department": {
        "闭卷考试": {"公诉科": {"应考": 1, "实考": 1, "及格": 1, "平均分": 83.5, "及格率": 1.0}},
    },
    "exams.bands": {"闭卷考试": {"及格段": 1}},
    "exams.retakes": {},
    "exams.not_passed": {},
    "exams.retakes_owed": {},
    "exams.ranking": {"闭卷考试": {"甲": 1}},
}  # fmt: skip
"""An exam one candidate sat and passed."""
RECORDS = {
    "exams.ranking": (
        {"rank": "1", "owner": "公诉科〈甲〉", "score": "99.5"},
        {"rank": "2", "owner": "侦查监督科〈乙〉", "score": "83"},
    ),
    "awards.result": (
        {"number": "清检捕受[2015]45号", "owner": "侦查监督科〈甲〉", "score": "93.12"},
    ),
    "issues.overdue": (
        {"number": "2015-公诉-个-003", "name": "文书制作", "owner": "公诉科〈甲〉", "due": "5月6日"},
    ),
    "reviews.grades": (
        {"number": "清检诉受[2015]22号", "owner": "公诉科〈甲〉", "score": "96", "state": "优质"},
        {"number": "清检诉受[2015]14号", "owner": "公诉科〈乙〉", "score": "58.5", "state": "不合格"},
    ),
    "reviews.winners": (
        {"number": "清检诉受[2015]22号", "owner": "公诉科", "score": "96", "votes": "5"},
    ),
    "documents.overdue": (
        {
            "number": "WS-2015-014", "kind": "纠正违法通知书", "doc_no": "清检侦监纠〔2015〕6号",
            "unit": "清源县公安局", "due": "5月20日", "department": "公诉科", "name": "讯问笔录没有签名",
        },
    ),
    "habits.count": (
        {
            "number": "DC-001", "name": "接待来访人员未着检察服", "day": "5月6日", "place": "控申接待室",
            "department": "控告申诉检察科", "people": "", "owner": "控告申诉检察科", "category": "着装不规范",
            "handling": "批评教育", "handled": "批评教育", "state": "待通报",
        },
        {
            "number": "DC-002", "name": "上班迟到", "day": "5月7日", "place": "", "department": "公诉科",
            "people": "〈甲〉", "owner": "公诉科〈甲〉", "category": "迟到早退", "handling": "", "handled": "—",
            "state": "已通报",
        },
    ),
}  # fmt: skip
CASES = ("none", "one", "first", "more", "fewer", "same")


def case(name: str) -> tuple[Setting, Told]:
    """The setting and the answers of a case."""
    if name == "none":
        return MAY, Told({figure: {} for figure in SOME}, {figure: {} for figure in SOME})
    if name == "one":
        one = {figure: _one(groups) for figure, groups in SOME.items()} | ONE_EXAM
        return MAY, Told(one, {figure: {} for figure in SOME}, RECORDS)
    if name == "first":
        return FIRST, Told(SOME, {}, RECORDS)
    before = {figure: _moved(groups, {"more": -1, "fewer": 2, "same": 0}[name]) for figure, groups in SOME.items()}
    return MAY, Told(SOME, before, RECORDS)


def _one(groups: Mapping[str, Any]) -> dict[str, Any]:
    """Of a figure only its first group, counting one; shares and exams stay what they are."""
    word, inner = next(iter(groups.items()))
    if isinstance(inner, Mapping):
        return {word: dict(inner) if "平均分" in inner else _one(inner)}
    return {word: 1 if isinstance(inner, int) else inner}


def _moved(groups: Any, by: int) -> Any:
    """The same groups with every count and share moved."""
    out = copy.deepcopy(groups)
    for word, inner in out.items():
        if isinstance(inner, dict):
            out[word] = _moved(inner, by)
        elif isinstance(inner, int | float):
            out[word] = inner + by if isinstance(inner, int) else round(inner + by * 0.01, 4)
    return out
