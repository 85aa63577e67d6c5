"""How people are named on paper: in full, 公诉科陈某, or by department alone, the same on every paper."""

from desktop_app.rules.manuscript import figure, mark
from desktop_app.rules.names import surname
from desktop_app.rules.naming import Person, codes, said_as, spoken
from desktop_app.rules.vocabulary import Naming

ROSTER = {
    1: Person(1, "003", "陈少华", "公诉科"),
    2: Person(2, "001", "陈立", "公诉科"),
    3: Person(3, "002", "李文", "公诉科"),
    4: Person(4, "004", "陈立", "侦查监督科"),
    5: Person(5, "005", "欧阳锋", "侦查监督科"),
    6: Person(6, "006", "买买提·艾合买提", "控告申诉检察科"),
}


def say(text: str, naming: Naming) -> str:
    return spoken(text, {"n1": "2件"}, said_as(naming, ROSTER))


def test_surnames_of_two_characters_and_of_other_peoples() -> None:
    assert [surname(person.name) for person in ROSTER.values()] == ["陈", "陈", "李", "陈", "欧阳", "买"]


def test_codes_follow_the_roster_not_the_paper() -> None:
    assert codes(ROSTER.values()) == {2: "陈某甲", 1: "陈某乙", 3: "李某", 4: "陈某", 5: "欧阳某", 6: "买某"}


def test_one_sentence_three_ways() -> None:
    text = f"{mark('p', 1)}、{mark('p', 3)}、{mark('p', 4)}承办{figure('n1')}。"
    assert say(text, Naming.NAMED) == "陈少华、李文、陈立承办2件。"
    assert say(text, Naming.CODED) == "公诉科陈某乙、李某、侦查监督科陈某承办2件。"
    assert say(text, Naming.DEPARTMENT) == "公诉科、侦查监督科承办2件。"


def test_a_department_is_not_said_twice() -> None:
    text = f"公诉科{mark('p', 3)}承办。"
    assert say(text, Naming.NAMED) == "公诉科李文承办。"
    assert say(text, Naming.CODED) == "公诉科李某承办。"
    assert say(text, Naming.DEPARTMENT) == "公诉科承办。"


def test_somebody_not_on_the_roster_is_said_to_be_unknown() -> None:
    assert say(f"{mark('p', 99)}承办。", Naming.NAMED) == "（查无此人）承办。"
