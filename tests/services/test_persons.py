"""Who a name on a list is: namesakes by department, a slip of the pen by likeness, never a guess."""

from desktop_app.services.desk import Desk
from desktop_app.services.persons import who
from tests.kit.office import id_of, officer


def test_a_name_is_one_officer(desk: Desk) -> None:
    own = officer(desk, "王𬭎", "案件管理办公室")
    with desk.facts() as facts:
        assert who(facts, " 王 𬭎 ").officer_id == own


def test_namesakes_are_told_apart_by_department(desk: Desk) -> None:
    first, second = officer(desk, "张伟", "公诉科"), officer(desk, "张伟", "反贪污贿赂局")
    with desk.facts() as facts:
        known = who(facts, "张伟")
        assert (known.officer_id, known.code, set(known.perhaps)) == (None, "ambiguous_person", {first, second})
        assert known.said == "叫张伟的有 2 人（公诉、反贪），选定是哪一位"
        assert who(facts, "张伟", id_of(desk, "department", "反贪污贿赂局")).officer_id == second
        assert who(facts, "张伟（反贪局）").officer_id == second
        assert who(facts, "张伟(公诉科)").officer_id == first


def test_an_unknown_name_is_answered_with_the_likeliest(desk: Desk) -> None:
    near = officer(desk, "王建国", "公诉科")
    officer(desk, "赵䶮", "办公室")
    with desk.facts() as facts:
        known = who(facts, "王建园")
    assert (known.officer_id, known.code, known.perhaps[0]) == (None, "unknown_person", near)
    assert known.said == "花名册里没有“王建园”，是不是王建国？"


def test_nobody_is_suggested_for_a_name_like_no_other(desk: Desk) -> None:
    officer(desk, "赵䶮", "办公室")
    with desk.facts() as facts:
        assert who(facts, "欧阳修").said == "花名册里没有“欧阳修”，核对姓名，或先录入干警"
