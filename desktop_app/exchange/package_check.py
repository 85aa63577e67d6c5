"""The check of a package (资料包核验): the very program that lies in each package, so that nothing is checked twice."""

from collections.abc import Callable
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import RESOURCES

VERIFIER = RESOURCES / "verifier" / "verify_package.py"
NAME = "核验.py"
"""What it is called in a package."""


@cache
def verifier() -> Any:
    """The stand-alone verifier as a module; nothing of this program knows what it does."""
    found = spec_from_file_location("verify_package", VERIFIER)
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def package_told(folder: Path, printed: str = "") -> list[str]:
    """What there is to tell of a package that is as it was made. Raises Damaged naming every file that is not."""
    if not folder.is_dir():
        raise Refusal(f"没有 {folder} 这个文件夹。写明资料包所在的文件夹")
    check: Callable[[str, str], tuple[list[str], list[str]]] = verifier().verify
    faults, told = check(str(folder), printed)
    if faults:
        raise Damaged("\n".join([*faults, f"核验没有通过：{len(faults)} 处不符。不要使用，向制作单位另要一份"]))
    return told
