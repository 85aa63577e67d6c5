"""Names taken out of printed texts: told by department and surname, namesakes by their department, nobody left."""

from desktop_app.rules.masking import masker
from desktop_app.rules.naming import Person
from desktop_app.rules.vocabulary import Naming

PEOPLE = {
    1: Person(1, "0001", "张伟", "公诉科"),
    2: Person(2, "0002", "张伟", "反贪污贿赂局"),
    3: Person(3, "0003", "欧阳明", "公诉科"),
    4: Person(4, "0004", "欧阳明月", "公诉科"),
}
SHORT = {"公诉科": "公诉", "反贪污贿赂局": "反贪"}


def test_nothing_is_taken_out_of_a_named_paper() -> None:
    assert masker(Naming.NAMED, PEOPLE, SHORT)("张伟（公诉科）") == "张伟（公诉科）"


def test_people_are_told_by_department_and_surname() -> None:
    mask = masker(Naming.CODED, PEOPLE, SHORT)
    assert mask("承办人 张伟（公诉科）、张伟（反贪）") == "承办人 公诉科张某、反贪污贿赂局张某"
    assert mask("欧阳明与欧阳明月") == "公诉科欧阳某甲与公诉科欧阳某乙"


def test_of_a_name_without_a_surname_only_the_first_character_is_left() -> None:
    people = {
        1: Person(1, "0001", "买买提·艾力", "公诉科"),
        2: Person(2, "0002", "阿里木·买买提", "公诉科"),
        3: Person(3, "0003", "阿里木·买买提", "反贪污贿赂局"),
    }
    mask = masker(Naming.CODED, people, SHORT)
    assert mask("买买提·艾力、阿里木·买买提（反贪）") == "公诉科买某、反贪污贿赂局阿某"
    assert mask("阿里木·买买提未到场") == "阿某未到场"
    assert mask("买买提•艾力、买买提・艾力") == "公诉科买某、公诉科买某", "typed with another dot"


def test_a_bare_name_of_two_is_not_given_to_either() -> None:
    assert masker(Naming.CODED, PEOPLE, SHORT)("张伟未到场") == "张某未到场"
    assert masker(Naming.DEPARTMENT, PEOPLE, SHORT)("张伟未到场") == "干警未到场"


def test_only_the_department_is_left() -> None:
    assert masker(Naming.DEPARTMENT, PEOPLE, SHORT)("欧阳明、张伟（反贪污贿赂局）") == "公诉科干警、反贪污贿赂局干警"
