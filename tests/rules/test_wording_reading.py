"""A template that is wrong is named with its file and place, in Chinese."""

import pytest

from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.wording_reading import read_template

HEAD = 'kind="其他"\nabout="试"\ntitle="关于{period}的通报"\nformat="文件"\n[slot.a]\nfigure="issues.count"\n'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("kind=", "不是完好的模板"),
        ('[[line]]\nsay="{b}"', "第1段：没有定义 b，请补上或改对"),
        ('[[line]]\nsay="{a"', "第1段：“{a”的大括号写得不对"),
        ('[[line]]\nsay="好"\n[[line]]\nheading=5\nsay="好"', "第2段：heading 写了 5，只能是 1 到 4"),
        ("[[line]]\nheading=1", "第1段：没写 say，请补上"),
        ('[[line]]\nsay=[{of="b",none="无"}]', "第1段：没有定义取数 b"),
        ('[[line]]\nsay=[{of="a"}]', "第1段：of 没有一种说法"),
        ('[[line]]\nsay=[{none="无"}]', "第1段：缺 say、of、versus 或 pick"),
        ('[[line]]\nsay=[{say="好",many="多"}]', "第1段：不认得 many"),
        ("[[line]]\nsay=[3]", "第1段：句子只能是文字或一组说法"),
        ('[[line]]\nwhen="a >"\nsay="好"', "第1段：条件“a >”看不懂"),
        ('[[line]]\neach="b"\nsay="好"', "第1段：each 写的 b 没有定义"),
        ('[[line]]\nsay="{a|last}"', "第1段：a|last 不认得"),
        ('[slot.b]\nunit="件"', "取数 b：缺 figure"),
        ('[slot.b]\nfigure="x"\nover="year"', "取数 b：over 写了 year"),
        ('[list.b]\nof="c"', "列举 b：没有定义取数 c"),
        ('[list.b]\nof="a"\norder="size"', "列举 b：order 写了 size"),
        ('[list.a]\nof="a"', "取数和列举重名 a"),
        ('[table.b]\nrows="c"\n[[table.b.column]]\nhead="数"\ncell="1"', "表格 b：rows 写的 c 没有定义"),
        ('[table.b]\nrows="a"\nrecords=true\n[[table.b.column]]\nhead="数"', "表格 b：缺 cell"),
    ],
)
def test_a_fault_is_named_with_its_place(more: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_template(f"{HEAD}{more}\n", "试.toml")
    assert refused.value.code == "not_wording"
    assert refused.value.said.startswith("试.toml ")
    assert said in refused.value.said


def test_what_is_missing_at_the_head_is_named() -> None:
    with pytest.raises(Unreadable, match="开头：缺 about"):
        read_template('kind="其他"\nformat="文件"', "试.toml")
