"""The two kinds of trouble the officer is told about; anything else is a defect of the program."""


class Refusal(Exception):
    """Something the officer can mend: ``said`` is a Chinese sentence naming field or row, fault and remedy.

    ``field`` is the attribute at fault, or empty when the whole act is refused.
    """

    def __init__(self, said: str, field: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.field = field


class Stale(Refusal):
    """The record was changed after it was loaded (过期的修改); nothing was written."""


class Damaged(Exception):
    """The data file, a backup or the history chain is not what was written (数据损坏)."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
