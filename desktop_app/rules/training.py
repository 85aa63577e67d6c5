"""Signs on the sign-in lists of training sessions (签到): who was there, who was away and why."""

from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.rules.vocabulary import AttendanceState, word

_CAUSES = {
    "假": "请假", "请": "请假", "病": "病假", "事": "事假", "公": "公差", "差": "公差", "出差": "公差",
    "公出": "公差", "办案": "办案", "借": "借调", "借调": "借调", "驻村": "驻村", "挂职": "挂职", "学习": "外出学习",
    "休": "休假", "产": "产假", "婚": "婚假",
}  # fmt: skip
_SIGNS = {
    AttendanceState.PRESENT: ("√", "✓", "✔", "○", "到", "1", "是"),
    AttendanceState.ABSENT: ("×", "✗", "✕", "x", "缺", "旷", "0", "否"),
}


def read_sign(text: str) -> tuple[AttendanceState, str] | None:
    """What a cell of a sign-in list says: state and cause (公差, 借调); None for an empty cell.

    Raises Unreadable not_a_sign.
    """
    folded = tight(text).strip("。.;；").lower()
    if not folded:
        return None
    told = next((state for state, signs in _SIGNS.items() if folded in signs), None)
    if told is not None:
        return told, ""
    if folded in _CAUSES:
        return AttendanceState.EXCUSED, "" if _CAUSES[folded] == "请假" else _CAUSES[folded]
    said = word(AttendanceState, folded)
    if said is not None:
        return said, folded if said is AttendanceState.EXCUSED and folded != said else ""
    cause = next((cause for short, cause in _CAUSES.items() if len(short) > 1 and short in folded), "")
    if cause:
        return AttendanceState.EXCUSED, cause
    raise Unreadable("not_a_sign", f"签到写的{quoted(text)}看不懂，写成 √、假、差、× 的样子")
