"""Showing what the program does without a screen: the practice county, pictures of its windows, every paper as PDF."""

import io
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.exchange import importing
from desktop_app.exchange.practice import COUNTY, DAY, QUICK, practice, workbooks
from desktop_app.models.exams import Exam
from desktop_app.models.plan import Task
from desktop_app.models.reviews import ReviewRound
from desktop_app.registers import reading
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.reports.catalogue import PAPERS, PaperKind, make_pdf, save_pdf
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.services import drafting, records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.office import seated
from desktop_app.services.setup import found
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import text, theme
from desktop_app.views.bulletin.latest import PAUSE_MS
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.front import Given
from desktop_app.views.front_menu import FrontMenu
from desktop_app.views.import_preview import ImportDialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.main_window import USUAL, MainWindow
from desktop_app.views.preview import Preview
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from desktop_app.views.showing_custody import furnish_custody, show_custody
from desktop_app.views.showing_learning import exam_of, furnish_learning, show_learning
from desktop_app.views.showing_reviews import drawn_round, furnish_reviews, show_reviews
from desktop_app.views.showing_supervision import show_supervision, show_whole
from desktop_app.views.unlock import UnlockScreen
from desktop_app.views.wizard import Wizard

Say = Callable[[str], object]

WITHOUT_RECORD = (
    *("dossier_return", "keeper_handover", "loan_urging", "money_ledger"),
    *("document_ledger", "document_urging", "document_visit"),
)
"""Papers shown for all they are due to, or that find theirs: the first record of their kind may need none."""


def show(app: QApplication, target: Path) -> int:
    """Pictures and papers into ``target``; where each lies goes to standard output. Answers the exit status."""
    target.mkdir(parents=True, exist_ok=True)
    theme.apply(app)
    say: Say = lambda said: sys.stdout.write(f"{said}\n")  # noqa: E731
    with practice(TurnedClock(DAY)) as desk:
        refused = [*_pictures(app, desk, target, say), *_papers(desk, target, say)]
    for said in refused:
        sys.stderr.write(f"{said}\n")
    return 1 if refused else 0


class Camera:
    """Takes pictures of widgets once everything pending is done."""

    def __init__(self, app: QApplication, jobs: Jobs, target: Path, say: Say) -> None:
        self._app, self._jobs, self._target, self._say = app, jobs, target, say

    def settle(self) -> None:
        """Until the worker is idle and nothing waits to be drawn."""
        for _ in range(3):
            while self._jobs.busy:
                self._app.processEvents()
                QThread.msleep(5)
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._app.processEvents()

    def take(self, widget: QWidget, name: str) -> None:
        self.settle()
        path = self._target / f"{name}.png"
        widget.grab().save(str(path))
        self._say(str(path))

    def take_asked(self, deed: Callable[[], object], window: QWidget, name: str) -> None:
        """What ``deed`` opens, dialog or panel; a dialog is closed again."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            self.take(dialog or window, name)
            if dialog is not None:
                dialog.close()

        QTimer.singleShot(0, look)
        deed()
        self.settle()


def _pictures(app: QApplication, desk: Desk, target: Path, say: Say) -> Iterator[str]:
    settings = Settings(unit="清源县人民检察院", year=DAY.year)
    window = MainWindow(settings)
    window.set_mark(text.PRACTICE)
    window.resize(*USUAL)
    jobs = Jobs()
    camera = Camera(app, jobs, target, say)
    _fronts(window, settings, camera)
    session = Session(Given(window, desk.store.folder, desk.clock, settings, jobs), desk)
    session.start()
    try:
        _screens(session, camera)
        _import(session, camera)
        _preview(session, camera)
        _problems(session, camera)
        _bulletins(session, camera)
        _reviews(session, camera)
        _learning(session, camera)
        _rotations(session, camera)
        _custody(session, camera)
        _supervision(session, camera)
    except Refusal as refused:
        yield refused.said
    finally:
        session.close()
        window.hide()
        jobs.close()
        _drop(app, session, window)


def _drop(app: QApplication, *objects: QObject) -> None:
    for one in objects:
        one.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _fronts(window: MainWindow, settings: Settings, camera: Camera) -> None:
    window.show_front(Wizard(), "未打开工作库", "单机版", FrontMenu((), ()))
    window.show()
    camera.take(window, "01-首次启动")
    window.show_front(UnlockScreen(settings.unit, settings.year), "已锁定", "未登录")
    camera.take(window, "02-解锁")


def _screens(session: Session, camera: Camera) -> None:
    session.workspace.show_code("plan")
    camera.take(session.window, "03-路线图甘特图")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    screen.show_view(len(screen.boards))
    number = _first(session, "task")
    _change(session.desk, number)
    session.workspace.refresh()
    camera.take(session.window, "04-任务台账")
    camera.take_asked(lambda: session.do("history"), session.window, "05-变更历史")
    _first(session, "officer")
    session.do("open")
    camera.take(session.window, "06-干警表单")


def _problems(session: Session, camera: Camera) -> None:
    """The first page, and the register of problems in each of its views."""
    session.workspace.show_tab(0)
    camera.take(session.window, "09-总览")
    session.workspace.show_code("issues")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    for at, name in enumerate(("10-问题台账", "11-问题按人", "12-问题统计")):
        screen.show_view(at)
        camera.take(session.window, name)


def _bulletins(session: Session, camera: Camera) -> None:
    """A draft of the month with its pages, and the other views of its tab."""
    done = drafting.draft(session.desk, BULLETINS, BulletinKind.PROGRESS, f"{session.desk.today:%Y-%m}")
    session.workspace.show_code("bulletins")
    screen = session.workspace.screen_now
    assert isinstance(screen, BulletinScreen)
    screen.refresh()
    screen.write(done.ids[0])
    QThread.msleep(PAUSE_MS)
    camera.take(session.window, "13-通报编辑")
    camera.take_asked(screen.acts.new, session.window, "14-新增通报")
    for at, name in enumerate(("15-通报台账", "16-台账有变", "17-文号", "18-通报模板"), 1):
        screen.show_view(at)
        camera.take(session.window, name)


def _reviews(session: Session, camera: Camera) -> None:
    """A round drawn and a contest, and the boards of their tab."""
    furnish_reviews(session.desk)
    session.workspace.show_code("reviews")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    screen.refresh()
    show_reviews(screen, lambda name: camera.take(session.window, name))


def _learning(session: Session, camera: Camera) -> None:
    """An exam half marked, and the views of its tab."""
    furnish_learning(session.desk)
    session.workspace.show_code("exams")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    screen.refresh()
    show_learning(screen, lambda name: camera.take(session.window, name))


def _rotations(session: Session, camera: Camera) -> None:
    """Who covers which post and where everybody serves, and a plan for the batch."""
    session.workspace.show_code("posts")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    for at, name in enumerate(("28-岗位矩阵与轮岗", "29-岗位统计", "30-AB岗台账")):
        screen.show_view(at)
        camera.take(session.window, name)
    _first(session, "rotation_batch")
    camera.take_asked(lambda: screen.place.act("propose"), session.window, "31-轮岗方案")


def _custody(session: Session, camera: Camera) -> None:
    """Where seized property lies, its chains, and the windows of its verbs."""
    furnish_custody(session.desk)
    session.workspace.show_code("seizures")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)

    screen.refresh()

    def take_asked(deed: Callable[[], object], name: str) -> None:
        camera.take_asked(deed, session.window, name)

    show_custody(screen, lambda name: camera.take(session.window, name), take_asked)


def _supervision(session: Session, camera: Camera) -> None:
    """What inspections found and sent out, and what spans all tabs."""
    session.workspace.show_code("inspections")
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)

    def take_asked(deed: Callable[[], object], name: str) -> None:
        camera.take_asked(deed, session.window, name)

    show_supervision(screen, lambda name: camera.take(session.window, name), take_asked)
    show_whole(session.do, partial(_first, session), take_asked)


def _first(session: Session, kind: str) -> int:
    """Show the first record of a kind; its id."""
    with session.desk.facts() as facts:
        record_id = int(reading.ids(facts, BY_KIND[kind], limit=1)[0])
    session.bus.open_record.emit(kind, record_id)
    return record_id


def _change(desk: Desk, task_id: int) -> None:
    """Something for the history to tell."""
    with desk.store.read() as session:
        draft = records.load(session, Task, task_id)
    draft[Task.note] = "领导小组名单已随方案印发"
    records.save(desk, BY_KIND["task"], draft)


def _import(session: Session, camera: Camera) -> None:
    """What the dialog says of the county's first ledgers on the day the office is founded."""
    files = workbooks()[:3]
    with tempfile.TemporaryDirectory(prefix="guizhengtai-empty-") as root:
        store, _ = found(DataFolder(Path(root)), session.desk.clock, COUNTY, secrets.token_hex(8), QUICK)
        desk = seated(store, session.desk.clock)
        plan = importing.plan_import(desk, files)
        dialog = ImportDialog(session.window, desk, session.given.jobs, files, plan)
        dialog.show()
        camera.take(dialog, "07-导入预检")
        dialog.close()
        dialog.deleteLater()
        store.close()


def _preview(session: Session, camera: Camera) -> None:
    out = io.BytesIO()
    make_pdf(PAPERS[0].id, Request(session.desk, session.desk.today), out)
    window = Preview(session.window, PAPERS[0].title, out.getvalue())
    window.show()
    window.resize(1120, 800)
    camera.take(window, "08-打印预览")
    window.close()
    window.deleteLater()


def _papers(desk: Desk, target: Path, say: Say) -> Iterator[str]:
    """Every paper of the catalogue; one that needs a record gets the first of its kind."""
    for kind in PAPERS:
        path = target / f"{kind.title.replace('/', '／')}.pdf"
        try:
            save_pdf(kind.id, _request(desk, kind), path)
        except Refusal as refused:
            yield f"{kind.title}：{refused.said}"
        else:
            say(str(path))


def _request(desk: Desk, paper: PaperKind) -> Request:
    if paper.kind == ReviewRound.__tablename__:
        return Request(desk, desk.today, record=drawn_round(desk))
    if paper.id in WITHOUT_RECORD:
        return Request(desk, desk.today)
    with desk.facts() as facts:
        exam = paper.kind == Exam.__tablename__ and paper.id.startswith("exam_")
        return Request(desk, desk.today, record=exam_of(facts, paper.id) if exam else _number(facts, paper.kind))


def _number(facts: Facts, kind: str) -> str:
    register = BY_KIND.get(kind)
    if register is None:
        return ""
    ids = reading.ids(facts, register, limit=1)
    rows = reading.lines(facts, register, ids, [register.number_field])
    return str(rows[0].values["number"]) if rows else ""
