"""Names in free text become marks, so that no paper names somebody it should not."""

from desktop_app.rules.manuscript import OPEN, mark
from desktop_app.rules.naming import Person
from desktop_app.rules.wording_people import marker

ROSTER = (
    Person(1, "0023", "张伟", "公诉科"),
    Person(2, "0028", "张伟", "反贪污贿赂局"),
    Person(3, "0003", "叶国栋", "侦查监督科"),
    Person(4, "0004", "叶国", "侦查监督科"),
)


def test_of_namesakes_the_one_of_the_department_is_meant() -> None:
    marked = marker(ROSTER)
    assert marked("张伟讯问笔录漏签", "反贪污贿赂局") == f"{mark('p', 2)}讯问笔录漏签"
    assert marked("张伟讯问笔录漏签", "办公室") == f"{mark('p', 1)}讯问笔录漏签", "the first of the roster"


def test_the_longest_name_is_meant() -> None:
    assert marker(ROSTER)("叶国栋、叶国办理", "") == f"{mark('p', 3)}、{mark('p', 4)}办理"


def test_text_from_people_makes_no_mark_of_its_own() -> None:
    assert marker(())(f"{OPEN}p1\ufffb张伟", "") == "p1张伟"
