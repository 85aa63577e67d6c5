"""Menus and keys: every command can be reached, no key is promised twice, no mnemonic is taken from a menu."""

import re

from desktop_app.views.commands import MENUS, Choice, Command
from desktop_app.views.help import key_table

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
