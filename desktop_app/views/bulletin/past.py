"""Undo and redo of the text (撤销、重做): whole texts are kept, so that a step back is always a valid text."""

from desktop_app.views.bulletin.paras import Text

TYPING = "typing"
_DEEP = 500
_ENDS = frozenset("。；！？\n")


class Past:
    """What the text was before each deed. Letters typed in one go are one deed, up to the end of a sentence."""

    def __init__(self) -> None:
        self._back: list[Text] = []
        self._ahead: list[Text] = []
        self._how = ""
        self._last: Text | None = None

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]

    def did(self, old: Text, new: Text, how: str) -> None:
        """A deed was done; ``how`` groups deeds of one kind at one place."""
        if not self._goes_on(old, how):
            self._back.append(old)
            del self._back[:-_DEEP]
        self._ahead.clear()
        self._how, self._last = how, new

    def _goes_on(self, old: Text, how: str) -> bool:
        if how != TYPING or self._how != TYPING or self._last is None or not self._back:
            return False
        before = old.now.cells[old.caret.cell - 1 : old.caret.cell] if old.caret.cell else ()
        ended = bool(before) and before[0] in _ENDS
        return old.caret == self._last.caret and old.paras is self._last.paras and not ended

    def undo(self, now: Text) -> Text | None:
        """The text before the last deed; None when there was none."""
        return self._step(self._back, self._ahead, now)

    def redo(self, now: Text) -> Text | None:
        """The text after the deed undone last."""
        return self._step(self._ahead, self._back, now)

    def _step(self, source: list[Text], target: list[Text], now: Text) -> Text | None:
        self._how = ""
        if not source:
            return None
        target.append(now)
        return source.pop()
