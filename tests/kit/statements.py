"""How many statements an act sends to the file."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session


def statements(session: Session, ask: Callable[[], object]) -> int:
    """How many statements are sent to the file meanwhile."""
    met: list[str] = []

    def note(_c: object, _cursor: object, said: str, *_more: object) -> None:
        met.append(said)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(bind, "before_cursor_execute", note)
    return len(met)
