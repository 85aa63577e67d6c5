"""What old ledgers of property head their columns and sheets with (涉案财物台账用词)."""

CASE_NO = (
    "受案号",
    "案号",
    "案件编号",
    "统一受案号",
    "收案号",
    "受理号",
    "所属案件",
    "案件号",
    "案件受理号",
    "案件统一受案号",
    "立案号",
)
"""Headings of a case's number."""

SEIZURE_TITLES = (
    "涉案财物案件汇总表",
    "涉案财物汇总",
    "案件汇总",
    "扣押案件",
    "涉案财物案件",
    "款物案件",
    "财物案件",
    "扣押一览",
    "扣押情况一览",
)
"""Titles of lists of cases."""

ITEM_TITLES = (
    "涉案财物逐案明细账",
    "物品明细",
    "涉案物品明细",
    "涉案财物明细",
    "扣押物品清单",
    "涉案财物台账",
    "赃证物明细",
    "赃证物台账",
    "涉案物品台账",
    "涉案财物管理台账",
    "涉案财物登记",
    "物品清单",
    "财物清单",
    "库存台账",
    "去向台账",
    "扣押物品登记",
    "扣押清单",
    "涉案财物库存",
)
"""Titles of lists of items."""

PAPER_NO = (
    "文书号",
    "文书编号",
    "决定书文号",
    "扣押决定书号",
    "法律文书号",
    "扣押决定书",
    "扣押文书号",
    "决定书号",
    "扣押文书",
)
"""Headings of the paper a taking goes by."""

ITEM_AMOUNT = (
    "金额（估价）",
    "金额",
    "估价",
    "价值",
    "面额",
    "折合金额",
    "金额（元）",
    "估价金额",
    "评估价",
    "估值",
    "折价",
    "价款",
)
"""Headings of what an item is worth."""

ITEM_PLACE = (
    "存放位置",
    "存放地点",
    "库位",
    "位置",
    "柜号",
    "存放库位",
    "保管地点",
    "保管位置",
    "存放处",
    "存放场所",
    "库位号",
    "货位",
)
"""Headings of where an item lies."""

ITEM_STATE = (
    "现状",
    "物品现状",
    "状态",
    "目前状况",
    "处理情况",
    "目前状态",
    "物品状态",
    "去向",
    "物品去向",
    "当前状态",
    "处置情况",
    "处理结果",
)
"""Headings of how an item stands."""

HANDLERS = (
    "办案人",
    "办案人（2人）",
    "办案人员",
    "承办人",
    "扣押人",
    "执行人",
    "经办人",
    "承办检察官",
)
"""Headings of those who took the property."""

FREEZE_FROM = (
    "冻结日期",
    "冻结时间",
    "起始日期",
    "冻结起始日",
    "冻结起始日期",
    "起",
    "起始",
    "开始日期",
    "冻结开始日期",
    "冻结期限",
    "起止日期",
    "冻结起止日期",
    "期限",
    "冻结期间",
)
"""Headings of the day a freeze begins."""

FREEZE_TO = (
    "到期日期",
    "到期日",
    "截止日期",
    "冻结到期",
    "冻结截止日",
    "冻结截止日期",
    "止",
    "截止",
    "冻结到期日",
    "届满日期",
    "冻结期限",
    "起止日期",
    "冻结起止日期",
    "期限",
    "冻结期间",
)
"""Headings of the last day of a freeze; some tell both."""

EVENT_TITLES = (
    "涉案物品出入库登记簿",
    "出入库",
    "出入库登记",
    "物品流转",
    "财物流转",
    "保管流水",
    "出入库台账",
    "出库登记",
    "借用登记",
    "调用登记",
    "流转登记",
)
"""Titles of lists of movements."""

MONEY_TITLES = (
    "涉案款专户收支明细账",
    "款项收支",
    "专户收支",
    "涉案款收支",
    "专户明细账",
    "暂扣款收支",
    "暂扣款台账",
    "涉案款台账",
    "涉案款项",
    "扣押款台账",
    "专户明细",
)
"""Titles of the special account."""

FREEZE_TITLES = (
    "冻结存款登记表",
    "冻结账户",
    "冻结登记",
    "冻结台账",
    "查询冻结",
    "冻结财产登记",
    "冻结存款台账",
    "续冻登记",
    "冻结续冻",
    "冻结款登记",
)
"""Titles of lists of freezes."""

BANKS = (
    "金融机构",
    "银行",
    "开户行",
    "协助单位",
    "开户银行",
    "冻结单位",
    "协助冻结单位",
    "开户机构",
    "协助机构",
)
"""Headings of where an account is."""

TOLD_ITEMS = ("物品项数", "项数", "件数", "物品件数", "物品数", "物品数量")
"""Headings of how many items a list of cases tells."""

EVENT_ACT = (
    *("类型", "事件", "出入库类型", "流转类型", "操作"),
    *("流转情况", "出入库", "业务类型", "流转环节", "出/入库"),
)
"""Headings over the kind of a movement."""
