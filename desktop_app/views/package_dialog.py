"""The monthly package (月度资料包) at the window: what is asked of it, its making in the worker, its hash told."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from desktop_app.exchange.package import Package, make_package
from desktop_app.exchange.package_parts import Wanted
from desktop_app.rules.dates import last_of_month
from desktop_app.rules.periods import Period, month_of, previous_month, read_month
from desktop_app.rules.vocabulary import Secrecy
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, HintButton, label, mark_bad
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.sensitive import TABS as SENSITIVE_TABS
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

TITLE = "月度资料包"
UNMARKED = "无"
_ACROSS = 5


class PackageDialog(Dialog):
    """Which month, where to, which tabs; a month that cannot be read is told at the foot."""

    def __init__(self, parent: QWidget | None, desk: Desk, folder: str) -> None:
        super().__init__(parent, TITLE, 640)
        self._desk = desk
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(10))
        self.body.addLayout(self.grid)
        self.month = QLineEdit(f"{finished_month(desk).first:%Y-%m}")
        self.month.selectAll()
        self._add("月份 (&Y)", self.month, self.month)
        self.place = QLineEdit(folder)
        self._add("存到 (&D)", self._placed(), self.place)
        self.tabs = {code: _ticked(name) for code, name in TAB_NAMES.items()}
        self._add("收录页签", self._ticks(), None)
        self.secrecy = QComboBox()
        self.secrecy.addItems([UNMARKED, *Secrecy])
        self._add("密级 (&M)", self.secrecy, self.secrecy)
        self.masked = QCheckBox("隐去受调查人员姓名 (&N)")
        self._add("", self.masked, None)
        self.body.addStretch(1)
        self.hint("Ctrl+Enter", "制作")
        self.hint("", "做好以前不出现在文件夹里，停止不留半份")
        self.add_cancel()
        self.add_button("制作", "Ctrl+Enter", self._accept, PRIMARY)
        self.month.setFocus()

    def _add(self, caption: str, holder: QWidget, buddy: QWidget | None) -> None:
        row = self.grid.rowCount()
        side = Qt.AlignmentFlag.AlignVCenter if buddy is not None else Qt.AlignmentFlag.AlignTop
        self.grid.addWidget(label(caption, "label", buddy), row, 0, side)
        self.grid.addWidget(holder, row, 1)

    def _placed(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        row.addWidget(HintButton("选文件夹", key="Alt+L", clicked=self._choose))
        return holder

    def _ticks(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, box in enumerate(self.tabs.values()):
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
        return holder

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "资料包放在哪里", self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _accept(self) -> None:
        locked = [code for code in self._chosen() if code in SENSITIVE_TABS] if self._desk.withheld else []
        month, place = self._month(), self.place.text().strip()
        faults = (
            (self.month, month is None, "月份没写对。写成 2015-05 的样子"),
            (self.place, not place or not Path(place).is_dir(), "没有这个文件夹。先插好盘、建好文件夹"),
            (next(iter(self.tabs.values())), not self._chosen(), "一个页签也没选。至少选一个"),
            (self.tabs[next(iter(locked), "issues")], bool(locked), _shut([self._chosen()[code] for code in locked])),
        )
        for field, bad, _ in faults:
            mark_bad(field, bad)
        wrong = next(((field, said) for field, bad, said in faults if bad), None)
        if wrong is None:
            self.accept()
        else:
            self.say(wrong[1])
            wrong[0].setFocus()

    def _month(self) -> Period | None:
        return read_month(self.month.text(), self._desk.today.year)

    def _chosen(self) -> dict[str, str]:
        return {code: TAB_NAMES[code] for code, box in self.tabs.items() if box.isChecked()}

    @property
    def wanted(self) -> Wanted:
        """What is asked; all tabs ticked is no choice."""
        month, chosen = self._month(), self._chosen()
        assert month is not None
        tabs = {} if len(chosen) == len(TAB_NAMES) else chosen
        secrecy = self.secrecy.currentText()
        return Wanted(month, tabs, "" if secrecy == UNMARKED else secrecy, self.masked.isChecked())


def _shut(names: list[str]) -> str:
    """The registers behind the password again go out with a package only while they are open."""
    return f"{'、'.join(names)}里有锁着的敏感台账。先打开一案双查输口令，或不收"


def _ticked(name: str) -> QCheckBox:
    box = QCheckBox(name)
    box.setChecked(True)
    return box


def finished_month(desk: Desk) -> Period:
    """The month whose package is due: the one before, on its last day the one that ends."""
    today = desk.today
    return month_of(today) if today == last_of_month(today) else previous_month(today)


class PackageMade(Dialog):
    """What was made: the hash to write down beside the printed list, and what was left out with its reasons."""

    def __init__(self, parent: QWidget | None, made: Package) -> None:
        super().__init__(parent, TITLE, 640)
        self.folder = made.folder
        self.text = label("\n".join(_told(made)))
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.text)
        self.add_button("打开文件夹", "Ctrl+O", self._open)
        close = self.add_button("关闭", "Esc", self.accept, PRIMARY)
        close.setDefault(True)
        close.setFocus()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


def _told(made: Package) -> list[str]:
    half = len(made.sha256) // 2
    left = [f"未收 {one.title}：{one.reason}" for one in made.left_out]
    return [
        f"{made.folder}",
        f"{len(made.files)} 个文件，已核验一遍。",
        "",
        "清单校验值（目录清单纸面上印的就是它）：",
        made.sha256[:half],
        made.sha256[half:],
        f"操作记录 {made.anchor}",
        *([""] if left else []),
        *left,
    ]


def pack(window: QWidget, desk: Desk, jobs: Jobs, settings: Settings, bus: Bus) -> None:
    """Ask, make the package in the worker, tell its hash. Nothing is written into the data file."""
    dialog = PackageDialog(window, desk, settings.save_folder or str(Path.home()))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    wanted, out = dialog.wanted, Path(dialog.place.text().strip())
    settings.save_folder = str(out)

    def done(made: Package) -> None:
        bus.said.emit(made.said)
        PackageMade(window, made).exec()

    def failed(error: Exception) -> None:
        if isinstance(error, Cancelled):
            bus.said.emit("已停止，没有做成资料包")
        elif isinstance(error, (Refusal, Damaged)):
            bus.failed.emit(error.said)
        else:
            raise error

    jobs.run(lambda progress: make_package(desk, wanted, out, progress), done, failed, TITLE)
