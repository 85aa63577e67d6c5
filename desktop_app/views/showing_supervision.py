"""What is shown of 督查问责 and of the program as one whole: boards, lists, pages of a person and a case, months."""

from collections.abc import Callable

from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.habits import HABITS
from desktop_app.registers.responsibility import DUTIES
from desktop_app.views.register.screen import RegisterScreen

TakeAsked = Callable[[Callable[[], object], str], object]


def show_supervision(screen: RegisterScreen, take: Callable[[str], object], take_asked: TakeAsked) -> None:
    """Whether documents landed, the statistics of the tab, its lists, and a document urged."""
    for at, name in enumerate(("监督文书落实", "督查问责统计")):
        screen.show_view(at)
        take(f"{40 + at}-{name}")
    for at, register in enumerate((DOCUMENTS, HABITS, DUTIES)):
        screen.show_kind(register)
        take(f"{42 + at}-{register.title}台账")
    screen.show_kind(DOCUMENTS)
    take_asked(lambda: screen.place.act("urge_document"), "45-督促文书")


def show_whole(do: Callable[[str], object], first: Callable[[str], object], take_asked: TakeAsked) -> None:
    """The pages of an officer and of a case, a statistical table, the months closed; ``first`` shows one of a kind."""
    for at, (kind, name) in enumerate((("officer", "人员档案"), ("case_file", "案件档案"))):
        first(kind)
        take_asked(lambda: do("archive"), f"{46 + at}-{name}")
    take_asked(lambda: do("tables"), "48-统计表")
    take_asked(lambda: do("month_close"), "49-月结")
