"""Whether the condition of a thing (状况) as somebody wrote it says that all is well."""

import re

_NONE = r"(?:无|没有|未见|未)(?:任何)?(?:明显)?"
_SEALED = r"(?:封条|标签)(?:已|重新)*(?:重贴|更换|补贴|换新?)|(?:已|重新?)(?:密封|封存)"
_WELL = re.compile(
    rf"{_SEALED}|(?<![不未])(?:完好|良好|正常|如初|齐全)|无误|{_NONE}(?:损坏|破损|损|短少|缺失|缺少|缺|异常)"
)
_HARM = re.compile(r"[损坏裂缺少丢失断碎破锈霉污痕磕瑕]|变质|不符|不全|异常|拆封|失灵|打不开|不能")


def is_well(condition: str) -> bool:
    """True for 完好，封条更换 and for nothing written; False for 屏幕碎裂 and for what names neither well nor harm."""
    rest = _WELL.sub("", condition)
    return not condition.strip() or (rest != condition and _HARM.search(rest) is None)
