"""The promises of the work plan, in the plan's order (快细实严); the only place that knows them all."""

from desktop_app.figures import (
    issue_promises,
    learning_promises,
    plan_promises,
    post_promises,
    review_promises,
    seizure_promises,
    supervision_promises,
)
from desktop_app.figures.promises import Promise
from desktop_app.rules.vocabulary import Panel

_K, _X, _S, _Y = Panel

PROMISES: tuple[Promise, ...] = (
    Promise("K1", "领导小组成立", _K, "方案", "成立领导小组及办公室", plan_promises.group_founded),
    Promise("K2", "方案制定印发", _K, "方案", "制定并印发工作方案", plan_promises.plan_issued),
    Promise("K3", "集中学习全员参与", _K, "会议学习", "组织全体干警集中学习", learning_promises.all_learned),
    Promise("X1", "任务有人有期", _X, "任务", "任务分解到部门、到人、到期限", plan_promises.tasks_grounded),
    Promise("X2", "任务按期完成", _X, "任务", "按路线图、时间表推进", plan_promises.tasks_in_time),
    Promise("X3", "全面铺开", _X, "问题清单", "各业务部门全面自查、不留死角", issue_promises.spread_out),
    Promise("X4", "到事、到案、到人", _X, "问题清单", "问题落实到事、到案、到人", issue_promises.traced),
    Promise("X5", "整改按期", _X, "问题清单", "限期整改", issue_promises.in_time),
    Promise("X6", "销号有据", _X, "问题清单", "整改一项、验收一项、销号一项", issue_promises.closed_honestly),
    Promise("X7", "13项标准建成", _X, "办案标准", "建立13项执法办案标准", plan_promises.standards_made),
    Promise("S1", "闭卷考试全员参加", _S, "学习考试", "全员参与、闭卷考试", learning_promises.all_sat),
    Promise("S2", "归档按期", _S, "学习考试", "案卷归档月", learning_promises.filed_in_time),
    Promise("S3", "AB岗全覆盖", _S, "岗位轮换", "AB岗全覆盖", post_promises.all_covered),
    Promise("S4", "青年干警交叉轮岗", _S, "岗位轮换", "青年干警交叉轮岗", post_promises.all_rotated),
    Promise("S5", "一月一评查", _S, "案件评查", "一月一评查", review_promises.reviewed_monthly),
    Promise("S6", "一月一通报", _S, "案件评查", "一月一通报", review_promises.bulletined_monthly),
    Promise("S7", "每季评选", _S, "案件评查", "每季评选最佳最差案件", review_promises.chosen_quarterly),
    Promise("S8", "一案三卡", _S, "案件评查", "一案三卡", review_promises.carded),
    Promise("S9", "发现一起、通报一起", _S, "督查问责", "发现一起、通报一起", supervision_promises.all_told),
    Promise(
        "S10",
        "检察建议、违法通知书不停留于纸上",
        _S,
        "督查问责",
        "检察建议、纠正违法通知书不停留于纸上",
        supervision_promises.landed,
    ),
    Promise("S11", "空泛指标废除", _S, "督查问责", "废除虚、假、空的考核指标", supervision_promises.all_abolished),
    Promise("S12", "涉案财物手续齐全", _S, "涉案财物", "涉案财物手续齐全", seizure_promises.all_papers),
    Promise("S13", "三日内移交", _S, "涉案财物", "扣押后三日内移交入库、存入专户", seizure_promises.moved_in_time),
    Promise("S14", "账实相符", _S, "涉案财物", "涉案财物账实相符", seizure_promises.books_agree),
    Promise("S15", "冻结不过期", _S, "涉案财物", "冻结期限届满前续冻或解除", seizure_promises.none_lapsed),
    Promise("Y1", "一岗双责", _Y, "督查问责", "落实一岗双责", supervision_promises.all_answer),
    Promise("Y2", "有案必查", _Y, "督查问责", "一案双查、有案必查", supervision_promises.all_looked_into),
    Promise("Y3", "有责必问", _Y, "督查问责", "有责必问", supervision_promises.all_answered),
    Promise("Y4", "发现一起、处理一起", _Y, "督查问责", "发现一起、处理一起", supervision_promises.all_handled),
)
BY_ID: dict[str, Promise] = {promise.id: promise for promise in PROMISES}
