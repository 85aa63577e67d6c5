"""Names of files made from what people typed."""

import pytest

from desktop_app.system.files import plain_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("问题·条线×状态", "问题·条线×状态"),
        ("../../etc/passwd", "etcpasswd"),
        ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij"),
        ("标题\n二行\0", "标题二行"),
        ("\u202ecod.exe", "cod.exe"),
        (" . ", ""),
        ("表" * 300, "表" * 80),
    ],
)
def test_a_title_becomes_a_name_any_system_takes(text: str, name: str) -> None:
    assert plain_name(text) == name
