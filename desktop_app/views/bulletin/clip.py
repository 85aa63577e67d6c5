"""The clipboard (剪贴板): within one editor marks stay marks, anywhere else they are plain text."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData

from desktop_app.rules.vocabulary import LineKind
from desktop_app.views.bulletin import deeds
from desktop_app.views.bulletin.paras import Para, Place

FORMAT = "application/x-guizhengtai-bulletin"


def packed(some: Sequence[Para], words: str, token: str) -> QMimeData:
    """Paragraphs for the clipboard; ``words`` is what other programs get, ``token`` the editor they come from."""
    data = QMimeData()
    data.setText(words)
    told = [{"kind": para.kind.value, "text": para.text, "grid": dict(para.grid)} for para in some]
    data.setData(FORMAT, json.dumps({"token": token, "paras": told}).encode())
    return data


def unpacked(data: QMimeData, token: str) -> list[Para]:
    """What the clipboard holds: paragraphs with marks if they come from this editor, else plain ones."""
    told = _told(data)
    if told.get("token") == token:
        return [Para(Place.LINE, row["text"], LineKind(row["kind"]), row["grid"]) for row in told["paras"]]
    return deeds.foreign(data.text())


def _told(data: QMimeData) -> dict[str, Any]:
    if not data.hasFormat(FORMAT):
        return {}
    try:
        told = json.loads(bytes(data.data(FORMAT).data()))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def words_of(some: Sequence[Para], said: Callable[[Para], str]) -> str:
    """Paragraphs as other programs read them, one a line; tables by their rows."""
    return "\n".join(said(para) for para in some)
