"""Menus and keys: every command can be reached, no key is promised twice, no mnemonic is taken from a menu."""

import re

from desktop_app.views.commands import MENUS, Choice, Command
from desktop_app.views.help import key_table
from desktop_app.views.inspecting import WRITING

COMMANDS = [entry for _, entries in MENUS for entry in entries if isinstance(entry, Command)]
CHOICES = [entry for _, entries in MENUS for entry in entries if isinstance(entry, Choice)]


def test_no_code_and_no_key_appears_twice() -> None:
    codes = [command.code for command in COMMANDS] + [choice.code for choice in CHOICES]
    keys = [command.key for command in COMMANDS if command.key]
    assert len(codes) == len(set(codes))
    assert len(keys) == len(set(keys))


def test_menus_keep_their_letters() -> None:
    assert [re.search(r"&(\w)", title).group(1) for title, _ in MENUS] == list("FERPTH")  # type: ignore[union-attr]


def test_the_key_table_names_every_key() -> None:
    table = key_table()
    assert all(command.key in table for command in COMMANDS if command.key)


READING = frozenset(
    {
        *("export", "package", "lock", "quit", "copy", "find", "search", "open", "attachments", "history", "archive"),
        *("as_of", "panel", "back", "forward", "refresh", "print", "print_record", "papers", "tables", "recycled"),
        *("verify", "folder", "help", "keys", "about"),
    }
)


def test_every_command_is_known_to_change_something_or_not() -> None:
    """One that is in neither is open to an inspector without anybody having thought of it."""
    codes = {command.code for command in COMMANDS}
    assert not READING & WRITING
    assert codes == READING | (WRITING & codes)
    assert codes >= WRITING
