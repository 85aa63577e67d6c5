"""One seized item in the officer's window: where it stands, its chain, its checklist, its label, the list beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem, Seizure
from desktop_app.registers.seizures import ITEMS
from desktop_app.reports.square_code import matrix
from desktop_app.rules.vocabulary import CustodyAct, ItemState, ProcedureState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.custody.face import ItemFace
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.showing import VALUES, ColumnFilter, Showing
from desktop_app.views.screens import tabs
from tests.kit.custody import LONG_NAME, property_room
from tests.kit.keys import ALT, CTRL, SHIFT, enter, focus, press, type_
from tests.kit.office import furnished
from tests.kit.property import event as happened
from tests.kit.property import item, taking

TODAY = date(2015, 5, 31)
BRACELET, VASE, DRUG, CASH, PHONE = range(5)


def furnish(desk: Desk) -> list[int]:
    """Four items of three cases, and a telephone lent and late, of whose list a signature is missing."""
    property_room(desk)
    phone = item(desk, taking(desk, copies=2), "手机", lacking=("签名", "照片"), unit="部", features="黑色")
    happened(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    happened(desk, phone, CustodyAct.LENT, date(2015, 5, 20), due_on=date(2015, 5, 21), outside="清源县人民法院")
    with desk.facts() as facts:
        return sorted(row["id"] for row in facts.live(SeizedItem.__tablename__))


class Room:
    """The tab over that office."""

    def __init__(self, desk: Desk, ids: list[int], qapp: QApplication) -> None:
        theme.apply(qapp)
        self.desk, self.ids, self.bus, self.jobs = desk, ids, Bus(), Jobs()
        self.papers: list[tuple[str, str]] = []
        self.failed: list[str] = []
        self.bus.paper_asked.connect(lambda *asked: self.papers.append(asked))
        self.bus.failed.connect(self.failed.append)
        every = tabs(desk, self.bus, self.jobs, Settings(), Preferences(desk.store))
        (tab,) = [one for one in every if one.code == "seizures"]
        made = tab.make()
        assert isinstance(made, RegisterScreen)
        self.screen = made
        made.resize(1366, 642)
        made.show()

    def close(self) -> None:
        self.jobs.close()
        self.screen.hide()
        self.screen.deleteLater()
        self.desk.store.close()

    def look_at(self, which: int) -> ItemFace:
        """Put the cursor on an item."""
        self.screen.show_view(0)
        self.screen.reveal(ITEMS.kind, self.ids[which])
        self.screen.back()
        face = self.screen.place.panel.face
        assert isinstance(face, ItemFace)
        return face

    def cells(self, which: int) -> dict[str, str]:
        """A row of the list by the words over its columns."""
        grid = self.screen.place.listing.grid
        row = grid.place(self.ids[which])
        assert row is not None
        return {item.head or item.label: grid.cell(row, at).text for at, item in enumerate(grid.items)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Room]:
    """Furnished once: what looks only shares it."""
    desk, ids = furnished("property-face", furnish, tmp_path_factory.mktemp("face") / "data", TurnedClock(TODAY))
    room = Room(desk, ids, qapp)
    yield room
    room.close()


@pytest.fixture
def room(shared: Room, qtbot: QtBot) -> Room:
    """The tab with the cursor in its list, everything shown."""
    shared.screen.activateWindow()
    qtbot.waitUntil(shared.screen.isActiveWindow)
    shared.screen.show_view(0)
    shared.screen.widen()
    shared.papers.clear()
    return shared


@pytest.fixture
def own(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    """One to write in."""
    desk, ids = furnished("property-face", furnish, tmp_path / "data", TurnedClock(TODAY))
    made = Room(desk, ids, qapp)
    made.screen.activateWindow()
    qtbot.waitUntil(made.screen.isActiveWindow)
    yield made
    made.close()


def lines(face: ItemFace) -> list[str]:
    return [one.said for one in face.chain.links]


def test_the_strip_says_where_an_item_stands_and_the_button_what_comes_next(room: Room) -> None:
    panel = room.look_at(PHONE).panel
    assert panel.strip.steps == ("扣押", "移送", "入库", "出库", "处理")
    assert "出库（当前）" in panel.strip.accessibleDescription()
    assert (panel.step.text(), panel.step.hint) == ("归还", "Alt+J")
    panel = room.look_at(BRACELET).panel
    assert "入库（当前）" in panel.strip.accessibleDescription()
    panel = room.look_at(CASH).panel
    assert "扣押（当前）" in panel.strip.accessibleDescription()
    assert panel.step.text() == "入库"


def test_the_chain_tells_every_event_with_both_hands(room: Room) -> None:
    told = lines(room.look_at(BRACELET))
    assert told[:3] == [
        "扣押，01-12，徐知行、王敏瑶，清检扣〔2015〕1号",
        "入库，01-14，徐知行 → 姚思齐，A柜-03-12，入库审批7号，状况：完好",
        "调用，03-02，姚思齐 → 李㛃，1 只，调用审批3号",
    ]
    assert told[3] == "已更正，调用，03-02，姚思齐 → 李㛃，1 只，调用审批3号"
    assert told[4].startswith("更正，03-02，重复登记")
    assert told[6] == "返还，05-12，姚思齐，1 只，发还审批1号，缺 经手人" or told[6].startswith("返还，05-12，姚思齐")
    assert told[-1].startswith("待办，")


def test_what_is_late_and_what_lacks_is_red(room: Room) -> None:
    face = room.look_at(PHONE)
    assert face.chain.links[0].lack == "签名、照片、清单4份"
    assert (face.chain.links[-1].late, face.chain.links[-1].act) == (True, "调用归还")
    assert face.panel.pill.accessibleName() == "状态 缺 3 项手续"
    assert face.panel.days.text() == "超 10 天"


def test_the_cursor_goes_over_the_chain_and_opens_an_event(room: Room) -> None:
    face = room.look_at(BRACELET)
    face.chain.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    assert face.chain.accessibleDescription().startswith("入库，01-14")
    press(Qt.Key.Key_Space)
    assert room.screen.place.register.kind == CustodyEvent.__tablename__
    assert room.screen.place.panel.line is not None
    assert room.screen.place.panel.line.values["number"] == "LS-00001"
    room.screen.walk(-1)
    assert room.screen.place.register is ITEMS
    room.screen.place.panel.face.chain.setFocus()  # type: ignore[union-attr]
    press(Qt.Key.Key_Home)
    enter()
    assert room.screen.place.register.kind == Seizure.__tablename__, "how it came stands in the record of the case"


def test_tab_leads_from_the_fields_into_the_chain_and_on(room: Room) -> None:
    face = room.look_at(BRACELET)
    face.panel.form.focus_field("features")
    seen = []
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        seen.append(focus())
    assert seen.index(face.chain) < seen.index(face.points)
    press(Qt.Key.Key_Escape)
    assert room.screen.place.listing.table.hasFocus()


def test_the_label_is_the_paper_s(room: Room, qtbot: QtBot) -> None:
    face = room.look_at(BRACELET)
    label = face.label.label
    assert label is not None
    assert (label.number, label.name, label.much) == ("清检物2015-0001-01", "和田玉手镯", "2只")
    qtbot.waitUntil(lambda: bool(face.label.code))
    picture = QImage(face.label.size(), QImage.Format.Format_RGB32)
    face.label.render(picture)
    box, squares = face.label.code_box, matrix(label.number)
    side = box.width() // len(squares)
    for row, line in enumerate(squares):
        for column, dark in enumerate(line):
            spot = picture.pixelColor(box.left() + column * side + side // 2, box.top() + row * side + side // 2)
            assert (spot.lightness() < 128) is dark


def test_the_status_bar_counts_the_states_of_those_shown(room: Room) -> None:
    listing = room.screen.place.listing
    whole = listing.status()
    before = listing.showing
    listing.show_as(before.with_filter(ColumnFilter("state", VALUES, (ItemState.LENT,))))
    told, many = listing.status(), listing.grid.rowCount()
    listing.show_as(before)
    assert f"{ItemState.LENT} {many}" in told
    assert str(ItemState.STORED) in "".join(whole)
    assert str(ItemState.STORED) not in "".join(told)


def test_a_number_scanned_over_the_list_finds_its_item(room: Room, qtbot: QtBot) -> None:
    room.look_at(BRACELET)
    number = room.cells(PHONE)["物品编号"]
    type_(number[3:])
    filtered = room.screen.bar.filter
    assert filtered.hasFocus()
    qtbot.waitUntil(lambda: room.screen.place.listing.grid.rowCount() == 1)
    enter()
    assert room.screen.place.listing.table.hasFocus()
    assert room.screen.place.listing.grid.cell(0, 0).text == number
    filtered.clear()


def test_labels_of_all_selected_items_are_one_paper(room: Room) -> None:
    room.look_at(BRACELET)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_L, CTRL)
    assert room.papers == [("item_labels", "清检物2015-0001-01、清检物2015-0001-02")]


def test_the_list_says_what_an_officer_asks_first(room: Room) -> None:
    heads = [item.head or item.label for item in room.screen.place.listing.grid.items]
    assert heads == ["物品编号", "案件", "财物", "数量", "措施", "位置", "手续", "处理期限", "状态"]
    told = room.cells(PHONE)
    assert (told["案件"], told["措施"]) == ("孟双喜等2人敲诈勒索案", "扣押")
    assert (told["数量"], told["位置"], told["手续"]) == ("1 部", "调用在外", "缺 签名、照片、清单4份")
    assert (told["处理期限"], told["状态"]) == ("05-21", "调用中")
    cash = room.cells(CASH)
    assert (cash["数量"], cash["手续"], cash["状态"]) == ("12,000 元", "未核对", "未移送")
    assert room.cells(VASE)["财物"] == LONG_NAME


def test_chips_count_and_the_status_bar_tells_the_states(room: Room) -> None:
    labels = ["全部", *(chip.label for chip in ITEMS.chips)]
    counts = dict(zip(labels, room.screen.place.listing.counts, strict=True))
    assert [counts[word] for word in ("全部", "缺手续", "未移送", "在外")] == [5, 1, 1, 2]
    assert counts["超期"] >= 1
    assert "在库 2 · 调用中 1 · 移送在外 1" in room.screen.status()


def test_the_list_sorts_and_narrows_by_what_the_case_says(room: Room) -> None:
    listing = room.screen.place.listing
    listing.show_as(listing.showing.sorted_by("case_name"))
    names = [room.cells(which)["案件"] for which in range(5)]
    assert sorted(names) == [listing.grid.cell(row, 1).text for row in range(5)]
    listing.only_value(0, 1)
    assert {listing.grid.cell(row, 1).text for row in range(listing.grid.rowCount())} == {sorted(names)[0]}


def test_the_filter_finds_items_by_their_case_and_by_both_together(room: Room) -> None:
    listing = room.screen.place.listing
    for typed, found in (("孟双喜", None), ("孟双喜 手机", 1), ("敲诈勒索 手机", 1), ("孟双喜 没有的", 0)):
        listing.show_as(Showing(text=typed))
        cases = {listing.grid.cell(row, 1).text for row in range(listing.grid.rowCount())}
        assert cases <= {"孟双喜等2人敲诈勒索案"}, typed
        assert listing.grid.rowCount() == found if found is not None else cases, typed


def test_a_scanned_label_is_found(room: Room, qtbot: QtBot) -> None:
    number = room.cells(PHONE)["物品编号"]
    press(Qt.Key.Key_F, CTRL)
    type_(number)
    enter()
    listing = room.screen.place.listing
    qtbot.waitUntil(lambda: listing.grid.rowCount() == 1)
    assert listing.table.current_id() == room.ids[PHONE]


def test_moving_the_cursor_asks_little(room: Room) -> None:
    """The chain, the checklist and the label cost two statements beside the record's own."""
    place, asked = room.screen.place, list[str]()
    room.look_at(DRUG)
    with room.desk.store.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    place.show_record(room.ids[BRACELET])
    assert len([text for text in asked if "custody_event" in text]) == 1, asked
    assert len([text for text in asked if text.startswith("SELECT")]) <= 10, asked


def test_space_completes_a_point_and_says_so_in_the_list(own: Room) -> None:
    face = own.look_at(PHONE)
    assert face.points.head == "手续 3/9"
    face.points.setFocus()
    press(Qt.Key.Key_End)
    words = [point.word for point in face.points.points]
    while words[face.points.at] != "签名":
        press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Space)
    assert own.failed == []
    assert own.cells(PHONE)["手续"] == "缺 照片、清单4份"
    assert face.points.hasFocus()
    assert face.points.head == "手续 4/9"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_N)
    assert own.cells(PHONE)["手续"] == "缺 清单4份"
    assert face.points.head == "手续 4/8"
    with own.desk.store.read() as session:
        draft = records.load(session, SeizedItem, own.ids[PHONE], [ItemProcedure])
    rows = {row["word"]: row for row in draft.rows(ItemProcedure)}
    assert rows["签名"]["mended_on"] == TODAY
    assert rows["照片"]["state"] is ProcedureState.NOT_NEEDED


def test_a_point_of_the_case_is_mended_in_the_case(own: Room) -> None:
    face = own.look_at(PHONE)
    words = [point.word for point in face.points.points]
    face.points.setFocus()
    face.points.go(words.index("清单4份"))
    press(Qt.Key.Key_Space)
    assert own.screen.place.register.kind == Seizure.__tablename__


def test_a_tick_while_something_is_typed_waits_for_the_save(own: Room) -> None:
    face = own.look_at(PHONE)
    face.panel.form.put("features", "黑色，屏幕有裂纹")
    face.points.go([point.word for point in face.points.points].index("照片"))
    face.points.setFocus()
    press(Qt.Key.Key_Space)
    assert own.cells(PHONE)["手续"] == "缺 签名、照片、清单4份"
    own.screen.place.save()
    assert own.cells(PHONE)["手续"] == "缺 签名、清单4份"


def test_alt_j_is_the_hand_over(own: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    own.look_at(PHONE)
    monkeypatch.setattr(own.screen.place, "act", lambda code, about=None: asked.append(code))
    press(Qt.Key.Key_J, ALT)
    own.screen.place.panel.step.click()
    assert asked[0] == "custody_event"
