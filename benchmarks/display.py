"""A display of our own (Xvfb), and when the first window on it can be seen; Xlib by ctypes, nothing to install."""

import ctypes
import ctypes.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from benchmarks.sides import Skipped

LEAST_WIDTH = 200
"""A narrower window is no window of a program: Qt and toolkits keep small helpers."""
_VIEWABLE, _PATIENCE, _BEAT = 2, 40.0, 0.002
_ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_ignored = _ERROR_HANDLER(lambda _display, _event: 0)


class _Attributes(ctypes.Structure):
    """XWindowAttributes of Xlib.h, as far as ``map_state``; the rest is room."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        *((name, ctypes.c_void_p) for name in ("visual", "root")),
        *((name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        *((name, ctypes.c_ulong) for name in ("planes", "pixel")),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("map_installed", "map_state")),
        ("rest", ctypes.c_byte * 128),
    )


class Screen:
    """One connection to an X display that looks for windows."""

    def __init__(self, name: str) -> None:
        found = ctypes.util.find_library("X11")
        if found is None:
            raise Skipped("libX11 is not installed")
        self.name = name
        self._x = ctypes.CDLL(found)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XSetErrorHandler(_ignored)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def has_window(self) -> bool:
        """Whether a window of a program is mapped."""
        parent, children, count = ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        told = (ctypes.byref(parent), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        self._x.XQueryTree(self._display, self._root, *told)
        found = any(self._is_shown(children[i]) for i in range(count.value))
        if children:
            self._x.XFree(children)
        return found

    def _is_shown(self, window: int) -> bool:
        seen = _Attributes()
        known = self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(seen))
        return bool(known) and seen.map_state == _VIEWABLE and seen.width >= LEAST_WIDTH

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)


@contextmanager
def screen() -> Iterator[Screen]:
    """A fresh display as large as the officer's; skips where Xvfb is absent."""
    if shutil.which("Xvfb") is None:
        raise Skipped("Xvfb is not installed")
    readable, writable = os.pipe()
    command = ["Xvfb", "-displayfd", str(writable), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writable], stderr=subprocess.DEVNULL)
    os.close(writable)
    try:
        number = os.read(readable, 16).decode().strip()
        if not number:
            raise Skipped("Xvfb did not start")
        made = Screen(f":{number}")
        yield made
        made.close()
    finally:
        os.close(readable)
        server.terminate()
        server.wait()


def first_window(seen: Screen, command: Sequence[str], folder: Path, more: Mapping[str, str]) -> float:
    """Seconds from starting a program to its first visible window; the program is killed afterwards."""
    environment: dict[str, Any] = {**os.environ, **more, "DISPLAY": seen.name, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    began = perf_counter()
    started = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not seen.has_window():
            if started.poll() is not None or perf_counter() - began > _PATIENCE:
                raise Skipped(f"{Path(command[-1]).name} showed no window")
            sleep(_BEAT)
        return perf_counter() - began
    finally:
        _ended(started, seen)


def _ended(started: subprocess.Popen[bytes], seen: Screen) -> None:
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    while seen.has_window():
        sleep(_BEAT)
