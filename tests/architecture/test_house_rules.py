"""What the house asks of every file, checked on the files themselves."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "desktop_app").rglob("*.py"))

SQL_CALLS = {"execute", "executemany", "executescript", "exec_driver_sql", "scalar", "scalars", "DDL"}
UNBINDABLE = re.compile(r"\s*(PRAGMA|CREATE|DROP|ALTER|ATTACH|DETACH|VACUUM)\b", re.IGNORECASE)
STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|REPLACE INTO|WITH RECURSIVE)\s")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
ADDRESSES = re.compile(
    r"pypi\.|python" r"hosted|npm" r"js\.|deb\.deb" r"ian|/opt/py" r"pi|(?<![\w.])/(work|root|home/\w+|tmp/w)/"
)


def tracked_texts() -> Iterator[tuple[Path, str]]:
    """Every tracked file that is text, with its content."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listing.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Where ``pattern`` stands in a tracked text file, licence texts aside."""
    return [
        where(path, number)
        for path, text in tracked_texts()
        if "licences" not in path.parts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def built_text(node: ast.expr) -> str | None:
    """The leading literal of a string that is put together at run time; None for any other expression."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
            return head
        case ast.JoinedStr():
            return ""
        case ast.BinOp(left=ast.Constant(value=str(head)), op=ast.Mod() | ast.Add()):
            return head
        case ast.BinOp(left=left, op=ast.Add()):
            return built_text(left)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(head)), attr="format")):
            return head
    return None


def sql_names(tree: ast.Module) -> set[str]:
    """Names by which this file calls for SQL: the methods above, and sqlalchemy's text() where it is imported."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    aliases = [name for node in imports if node.module.startswith("sqlalchemy") for name in node.names]
    return SQL_CALLS | {name.asname or name.name for name in aliases if name.name == "text"}


def built_sql(tree: ast.Module) -> Iterator[int]:
    """Lines where SQL text is put together from pieces. PRAGMA and DDL, which take no parameters, may name a table."""
    names = sql_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            head = built_text(node.args[0])
            if called in names and head is not None and not UNBINDABLE.match(head):
                yield node.lineno
        elif isinstance(node, ast.expr) and STATEMENT.match(built_text(node) or ""):
            yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        'session.execute(f"SELECT * FROM cases WHERE name = {name}")',
        'connection.execute("SELECT * FROM %s" % table)',
        'cursor.execute("DELETE FROM {}".format(table))',
        "connection.exec_driver_sql('UPDATE cases SET name=' + name)",
        'session.execute(sqlalchemy.text("x"), f"SELECT {name}")',
        'from sqlalchemy import text\ntext(f"{name}")',
        'statement = f"SELECT id FROM {table}"',
    ],
)
def test_sql_put_together_from_pieces_is_seen(line: str) -> None:
    assert list(built_sql(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'session.execute(text("SELECT id FROM cases WHERE name = :name"), {"name": name})',
        'connection.execute(f"PRAGMA user_version = {number:d}")',
        'painter.text(f"{name}")',
        'said = f"已保存 {name}"',
    ],
)
def test_bound_sql_and_other_texts_are_let_be(line: str) -> None:
    assert not list(built_sql(ast.parse(line)))


def test_no_sql_is_put_together_from_pieces() -> None:
    found = [where(path, line) for path in SOURCES for line in built_sql(ast.parse(path.read_text(encoding="utf-8")))]
    assert not found


def test_only_the_command_line_prints() -> None:
    found = [
        where(path, node.lineno)
        for path in SOURCES
        if path.parent.name != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not found


def test_no_source_file_outgrows_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert not [f"{where(path, 1)} has {length} lines" for path, length in lengths.items() if length > 400]


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    assert not offenders(ADDRESSES)


def test_nothing_is_marked_unfinished() -> None:
    assert not offenders(UNFINISHED)
