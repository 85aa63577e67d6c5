"""The shipped sentence templates (文稿模板), read once."""

import tomllib
from collections.abc import Mapping
from functools import cache

from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.rules.wording import Template
from desktop_app.rules.wording_reading import read_template
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES

FOLDER = RESOURCES / "wording" / "bulletins"
CORRECTION = RESOURCES / "wording" / "correction.toml"
"""The sentences of a paper that corrects another (更正通报); no kind of its own."""


@cache
def templates() -> Mapping[str, Template]:
    """Every template by kind. Refuses a file that cannot be read, naming its place."""
    try:
        found = [read_template(path.read_text("utf-8"), path.name) for path in sorted(FOLDER.glob("*.toml"))]
    except Unreadable as unread:
        raise Refusal(f"文稿模板有误：{unread.said}") from unread
    return {template.kind: template for template in found}


def template_of(kind: BulletinKind | str) -> Template:
    """The template of a kind. Refuses an unknown one."""
    if kind not in templates():
        raise Refusal(f"没有“{kind}”的文稿模板。选 {'、'.join(one.value for one in BulletinKind)}", "kind")
    return templates()[kind]


@cache
def correction() -> Mapping[str, str]:
    """The sentences of a 更正通报 by what they say."""
    return tomllib.loads(CORRECTION.read_text("utf-8"))
