"""Saved views of a register (常用视图): filter, order and columns under a name, and the door to the 回收站."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.store.preferences import Preferences
from desktop_app.views.dialogs import ask_text
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.showing import Showing


def entry(menu: QMenu, said: str, deed: Callable[[], object]) -> None:
    """One entry of a menu and what it does."""
    action = QAction(said, menu)
    action.triggered.connect(lambda _checked=False: deed())
    menu.addAction(action)


class SavedViews:
    """Keeps and uses the views of the register shown. ``show_as`` narrows the list the way the screen does."""

    def __init__(
        self,
        parent: QWidget,
        preferences: Preferences,
        listing: Callable[[], Listing],
        show_as: Callable[[Showing], object],
        said: Callable[[str], object],
    ) -> None:
        self._parent, self._preferences, self._listing = parent, preferences, listing
        self._show_as, self._said = show_as, said

    @property
    def _key(self) -> str:
        return f"views:{self._listing().register.kind}"

    @property
    def names(self) -> list[str]:
        return list(self._preferences.get(self._key, {}))

    def menu(self) -> QMenu:
        """The views by name, keeping this one, the 回收站."""
        menu = QMenu(self._parent)
        for name in self.names:
            entry(menu, name, partial(self.use, name))
        if self.names:
            menu.addSeparator()
            drop = menu.addMenu("删除视图")
            for name in self.names:
                entry(drop, name, partial(self.drop, name))
        entry(menu, "存为视图…", self._ask)
        entry(menu, "离开回收站" if self._listing().showing.retired else "回收站", self.bin)
        return menu

    def _ask(self) -> None:
        name = ask_text(self._parent, "存为视图", "视图名称", "存为视图")
        if name:
            self.keep(name)

    def keep(self, name: str) -> None:
        """Remember filter, order and columns under a name."""
        listing = self._listing()
        told = {"showing": listing.showing.told(), "columns": listing.columns.told()}
        self._preferences.put(self._key, {**self._preferences.get(self._key, {}), name: told})
        self._said(f"已存视图 {name}")

    def use(self, name: str) -> None:
        """Look at the register through a saved view."""
        told = self._preferences.get(self._key, {}).get(name)
        if told is not None:
            listing = self._listing()
            listing.use_columns(Columns.kept(listing.register, told.get("columns")))
            self._show_as(Showing.kept(listing.register, told.get("showing", {})))

    def drop(self, name: str) -> None:
        kept = self._preferences.get(self._key, {})
        self._preferences.put(self._key, {other: told for other, told in kept.items() if other != name})

    def bin(self) -> None:
        """回收站: retired records, to look at and bring back; once more, the live ones."""
        self._show_as(Showing(retired=not self._listing().showing.retired))
