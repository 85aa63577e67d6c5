"""Words of seized property (涉案财物): how it came, what happens to it, where it is, how it leaves."""

from enum import StrEnum


class Measure(StrEnum):
    """How property came into the house (强制性措施或来源)."""

    SEALED = "查封"
    SEIZED = "扣押"
    FROZEN = "冻结"
    TAKEN = "调取"
    RECEIVED = "接收"
    HANDED_IN = "代为上交"


class ItemNature(StrEnum):
    """What property is to the case (财物性质)."""

    GAINS = "违法所得"
    FRUITS = "孳息"
    TOOL = "供犯罪所用"
    CONTRABAND = "违禁品"
    EVIDENCE = "证据"
    VICTIM = "被害人财物"
    UNRELATED = "与案件无关"


class CustodyAct(StrEnum):
    """What happened to an item (保管事件)."""

    RECEIVED = "接收"
    STORED = "入库"
    DEPOSITED = "存入专户"
    KEPT = "就地保管"
    LENT = "调用"
    SENT = "移送"
    RETURNED = "归还"
    MOVED = "移库"
    SPLIT_OUT = "拆出"
    SPLIT_IN = "拆入"
    MERGED_OUT = "并出"
    MERGED_IN = "并入"
    DISPOSED = "处置"
    CORRECTED = "更正"


class Pool(StrEnum):
    """Where a quantity is (保管去处): the pools of one item add up to what was received of it."""

    HELD = "办案部门"
    STORED = "库房"
    DEPOSITED = "专户"
    KEPT = "就地"
    LENT = "调用"
    SENT = "移送"
    DISPOSED = "已处理"
    PARTED = "拆并"


class ItemState(StrEnum):
    """Where an item stands (财物现状), worked out from its events, never typed."""

    HELD = "已扣押未移送"
    STORED = "在库"
    DEPOSITED = "已存专户"
    KEPT = "就地保管"
    LENT = "调用中"
    SENT = "移送在外"
    DISPOSED = "已处理"
    PARTED = "已拆并"


class Disposal(StrEnum):
    """How property leaves for good (处置方式)."""

    WITH_CASE = "随案移送"
    VICTIM = "返还被害人"
    HOLDER = "退还"
    TREASURY = "上缴国库"
    CONFISCATED = "没收"
    SOLD = "拍卖变卖"
    DESTROYED = "销毁"
    AUTHORITY = "移送主管机关"
    RELEASED = "解除"


class MoneyKind(StrEnum):
    """An entry of the special account (专户收支)."""

    DEPOSIT = "存入"
    INTEREST = "利息"
    REFUND = "退还"
    TREASURY = "上缴"
    HANDED_ON = "随案移送"
    OTHER = "其他"


class FreezeState(StrEnum):
    """Where a freeze stands (冻结状态); that its last day is over follows from the day."""

    LIVE = "冻结中"
    QUEUED = "轮候"
    RELEASED = "已解除"


class CountResult(StrEnum):
    """What a stocktake found of one item (盘点结果)."""

    AGREES = "相符"
    QUANTITY = "数量不符"
    MISSING = "无实物"
    UNKNOWN = "无账"
    MISPLACED = "存放不当"
    PAPERS = "手续不全"
    SEAL = "封条破损"
    OVERDUE = "超期未处理"


class StocktakeState(StrEnum):
    """Where a stocktake stands (盘点)."""

    PREPARED = "拟定"
    COUNTING = "盘点中"
    COMPARED = "待处理"
    CLOSED = "已办结"


class PlaceKind(StrEnum):
    """A step of the storage tree (库位层级)."""

    ROOM = "库"
    CABINET = "柜"
    SHELF = "格"


class ProcedureState(StrEnum):
    """Whether a formality of an item is there (手续)."""

    THERE = "有"
    LACKING = "缺"
    NOT_NEEDED = "不需要"


class CountScope(StrEnum):
    """What a stocktake goes through (盘点范围)."""

    ALL = "全部"
    SAMPLE = "抽样"
    SPECIAL = "专项检查"
    HANDOVER = "保管人交接"
