"""An office with seized property (涉案财物): three takings, items of every kind, what happened to them.

Numbers are those an officer reads: item 清检物2015-0012-03, event LS-00001.
"""

from datetime import date
from typing import Any

from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemNature, Measure, PlaceKind
from desktop_app.services.desk import Desk
from tests.kit.office import id_of, officer

BRIBE, THEFT, LONG = "清检反贪受〔2015〕2号", "清检侦监受〔2015〕12号", "清检未检受〔2015〕3号"
LONG_NAME = "带有“景德镇”底款的青花缠枝莲纹赏瓶（残，口沿有磕碰两处，附原装锦盒一只）及鉴定证书复印件"
TAKEN, STORED_ON = date(2015, 1, 12), date(2015, 1, 14)


def property_room(desk: Desk) -> None:
    """A store of one room, one cabinet and two shelves, and three cases."""
    who = {
        name: officer(desk, name, place)
        for name, place in (
            ("徐知行", "反贪污贿赂局"),
            ("王敏瑶", "反贪污贿赂局"),
            ("姚思齐", "案件管理办公室"),
            ("李㛃", "公诉科"),
            ("周正", "院领导"),
        )
    }
    with desk.store.unit("涉案财物") as unit:
        add = _adder(unit.session)
        room = add(StoragePlace(number="KW-001", name="赃证物库", kind=PlaceKind.ROOM))
        cabinet = add(StoragePlace(number="KW-002", name="A柜", kind=PlaceKind.CABINET, parent_id=room))
        shelf, other = (
            add(StoragePlace(number=f"KW-00{at}", name=f"A柜-{name}", parent_id=cabinet))
            for at, name in ((3, "03-12"), (4, "04-01"))
        )
        heads = [
            add(Seizure(number=f"SA-00{at}", case_no=case_no, case_name=name, measure=Measure.SEIZED, seized_on=TAKEN,
                        paper_no=f"清检扣〔2015〕{at}号", holder="周某", witness="陈某", approver_id=who["周正"]))
            for at, (case_no, name) in enumerate(
                ((BRIBE, "周某受贿案"), (THEFT, "吴某<b>盗窃</b>&案"), (LONG, "冯某某诈骗案")), 1)
        ]  # fmt: skip
        for name in ("徐知行", "王敏瑶"):
            unit.session.add(SeizureHandler(seizure_id=heads[0], officer_id=who[name]))
        told: tuple[tuple[int, str, int, str, int | None], ...] = (
            (0, "和田玉手镯", 2_000, "只", 84_600_00),
            (0, LONG_NAME, 1_000, "件", None),
            (1, "海洛因", 350, "克", None),
            (2, "现金", 12_000_000, "元", 12_000_00),
        )
        items = [
            add(SeizedItem(number=f"清检物2015-{head + 1:04d}-{at:02d}", seizure_id=heads[head], name=name,
                           features="青白色，内径58mm，均有原始划痕" if at == 1 else "", quantity=much, unit=measure,
                           amount=amount, seized_on=TAKEN, seal_no=f"F{at:04d}", nature=ItemNature.GAINS,
                           keeper_id=who["姚思齐"]))
            for at, (head, name, much, measure, amount) in enumerate(told, 1)
        ]  # fmt: skip
        unit.session.flush()
        event = _events(add, who)
        for item, much in zip(items, (2_000, 1_000, 350), strict=False):
            event(item, CustodyAct.STORED, STORED_ON, much, "徐知行", "姚思齐", place_id=shelf, paper_no="入库审批7号",
                  condition="完好")  # fmt: skip
        lent = event(items[0], CustodyAct.LENT, date(2015, 3, 2), 1_000, "姚思齐", "李㛃", paper_no="调用审批3号",
                     reason="庭审出示", due_on=date(2015, 3, 4), approver_id=who["周正"])  # fmt: skip
        wrong = event(items[0], CustodyAct.LENT, date(2015, 3, 2), 1_000, "姚思齐", "李㛃", paper_no="调用审批3号")
        event(items[0], CustodyAct.CORRECTED, date(2015, 3, 2), None, refers_id=wrong, reason="重复登记")
        event(items[0], CustodyAct.RETURNED, date(2015, 3, 4), 1_000, "李㛃", "姚思齐", refers_id=lent,
              place_id=other, condition="完好，封条更换", seal_no="F0099")  # fmt: skip
        event(items[0], CustodyAct.DISPOSED, date(2015, 5, 12), 1_000, "姚思齐", way=Disposal.VICTIM,
              outside="周某亲属", paper_no="发还审批1号", basis="判决书第三项",
              amount=42_300_00, approver_id=who["周正"])  # fmt: skip
        event(items[1], CustodyAct.SENT, date(2015, 5, 20), 1_000, "姚思齐", outside="清源县人民法院",
              paper_no="移送审批5号", approver_id=who["周正"])  # fmt: skip
    assert id_of(desk, StoragePlace.__tablename__, "A柜") == cabinet


def _adder(session: Any) -> Any:
    def add(record: Any) -> int:
        session.add(record)
        session.flush()
        return int(record.id)

    return add


def _events(add: Any, who: dict[str, int]) -> Any:
    serial = iter(range(1, 99))

    def event(
        item: int, act: CustodyAct, on: date, much: int | None, giver: str = "", taker: str = "", **more: Any
    ) -> int:
        record = CustodyEvent(number=f"LS-{next(serial):05d}", item_id=item, act=act, happened_on=on, quantity=much,
                              giver_id=who.get(giver), taker_id=who.get(taker), **more)  # fmt: skip
        return int(add(record))

    return event
