"""The key of the file: opened by password or by the printed recovery key, by nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.store import recovery
from desktop_app.store.keys import (
    INSPECTOR,
    Cost,
    KeyFile,
    WrongSecret,
    change_password,
    make_keys,
    new_recovery,
    parse_keys,
    read_keys,
    set_inspector,
    unlock,
    withdraw_inspector,
)
from desktop_app.system.errors import Damaged, Refusal
from tests.kit.files import CHEAP, PASSWORD

KEYFILE, DATA_KEY, RECOVERY = make_keys(PASSWORD, cost=CHEAP)


def test_the_password_opens_it() -> None:
    assert unlock(KEYFILE, PASSWORD).key == DATA_KEY
    assert len(DATA_KEY) == 32


def test_every_file_has_a_key_of_its_own() -> None:
    other, key, text = make_keys(PASSWORD, cost=CHEAP)
    assert key != DATA_KEY
    assert text != RECOVERY
    assert other.file_id != KEYFILE.file_id


@pytest.mark.parametrize("typed", ["", "规整台-六月", PASSWORD + " ", "00000-" * 8])
def test_another_password_does_not(typed: str) -> None:
    with pytest.raises(Refusal):
        unlock(KEYFILE, typed)


def test_a_password_typed_full_width_is_the_same_password() -> None:
    keyfile = change_password(KEYFILE, DATA_KEY, "Abc12345", cost=CHEAP)
    assert unlock(keyfile, "Ａｂｃ１２３４５").key == DATA_KEY


@pytest.mark.parametrize(
    "slip",
    [
        str,
        str.lower,
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", ""),
        lambda text: "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "－" for sign in text),
        lambda text: text.replace("0", "o").replace("1", "l"),
    ],
    ids=["as printed", "lower case", "blanks", "unbroken", "full width", "o and l"],
)
def test_the_recovery_key_opens_it_however_it_is_typed(slip: object) -> None:
    assert callable(slip)
    assert unlock(KEYFILE, slip(RECOVERY)).key == DATA_KEY


def test_a_mistyped_recovery_key_names_the_group() -> None:
    groups = RECOVERY.split("-")
    groups[2] = groups[2][:3] + ("2" if groups[2][3] != "2" else "3") + groups[2][4]
    with pytest.raises(Refusal, match="第 3 组"):
        unlock(KEYFILE, "-".join(groups))


def test_the_recovery_key_of_another_file_is_wrong_not_mistyped() -> None:
    _, _, other = make_keys(PASSWORD, cost=CHEAP)
    with pytest.raises(WrongSecret):
        unlock(KEYFILE, other)


def test_a_new_password_replaces_the_old_and_leaves_the_recovery_key() -> None:
    keyfile = change_password(KEYFILE, DATA_KEY, "六月的口令", cost=CHEAP)
    assert unlock(keyfile, "六月的口令").key == unlock(keyfile, RECOVERY).key == DATA_KEY
    with pytest.raises(WrongSecret):
        unlock(keyfile, PASSWORD)


def test_a_new_recovery_key_ends_the_old_one() -> None:
    keyfile, text = new_recovery(KEYFILE, DATA_KEY, cost=CHEAP)
    assert unlock(keyfile, text).key == DATA_KEY
    with pytest.raises(WrongSecret):
        unlock(keyfile, RECOVERY)


def test_an_empty_password_is_refused() -> None:
    with pytest.raises(Refusal, match="口令是空的"):
        make_keys("", cost=CHEAP)


def test_the_key_file_comes_back_from_the_disk(tmp_path: Path) -> None:
    KEYFILE.write(tmp_path / "keys.json")
    assert read_keys(tmp_path / "keys.json") == KEYFILE
    assert DATA_KEY.hex() not in (tmp_path / "keys.json").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_each_slot_keeps_its_own_cost() -> None:
    assert all(slot.cost == CHEAP for slot in KEYFILE.slots.values())
    assert Cost() == Cost(memory=65536, passes=3, lanes=1)


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b"{}", b'{"format": 1, "file_id": "x", "slots": {"password": 1}}']
)
def test_a_broken_key_file_is_damage(broken: bytes) -> None:
    with pytest.raises(Damaged):
        parse_keys(broken)


def test_a_key_file_that_would_eat_all_memory_is_damage() -> None:
    read = json.loads(KEYFILE.to_bytes())
    read["slots"]["password"]["cost"]["memory"] = 1 << 40
    with pytest.raises(Damaged):
        parse_keys(json.dumps(read).encode())


def test_a_missing_key_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="密钥文件"):
        read_keys(tmp_path / "keys.json")


def test_a_slot_moved_to_another_name_or_file_opens_nothing() -> None:
    swapped = KeyFile(KEYFILE.file_id, {"recovery": KEYFILE.slots["password"]})
    with pytest.raises(WrongSecret):
        unlock(swapped, PASSWORD)
    with pytest.raises(WrongSecret):
        unlock(replace(KEYFILE, file_id="another"), PASSWORD)


@given(st.binary(min_size=20, max_size=20))
def test_any_recovery_key_survives_paper(secret: bytes) -> None:
    text = recovery.to_text(secret)
    assert recovery.looks_like(text)
    assert recovery.from_text(text) == secret
    assert [len(group) for group in text.split("-")] == [5] * 8


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(recovery.SIGNS))
def test_one_wrong_sign_is_always_seen(secret: bytes, at: int, sign: str) -> None:
    signs = list(recovery.to_text(secret).replace("-", ""))
    if signs[at] != sign:
        signs[at] = sign
        with pytest.raises(Refusal, match=f"第 {at // 5 + 1} 组"):
            recovery.from_text("".join(signs))


@given(st.binary(min_size=20, max_size=20), st.integers(0, 3), st.integers(0, 7))
def test_two_neighbours_swapped_are_always_seen(secret: bytes, at: int, group: int) -> None:
    signs = list(recovery.to_text(secret).replace("-", ""))
    here = group * 5 + at
    if signs[here] != signs[here + 1]:
        signs[here], signs[here + 1] = signs[here + 1], signs[here]
        with pytest.raises(Refusal):
            recovery.from_text("".join(signs))


def test_too_few_groups_are_asked_for() -> None:
    with pytest.raises(Refusal, match="八组"):
        recovery.from_text("7KQ4M-0XW2P")


def test_a_slot_cut_short_is_damage() -> None:
    told = json.loads(KEYFILE.to_bytes())
    told["slots"]["password"]["salt"] = ""
    with pytest.raises(Damaged, match="密钥文件已损坏"):
        parse_keys(json.dumps(told).encode())


def test_half_a_character_is_refused_not_hashed() -> None:
    with pytest.raises(Refusal, match="认不出的字符"):
        unlock(KEYFILE, "口令\ud83d")


def test_the_inspectors_password_opens_by_a_slot_of_its_own() -> None:
    keyfile = set_inspector(KEYFILE, DATA_KEY, "督查口令2015", cost=CHEAP)
    opened = unlock(parse_keys(keyfile.to_bytes()), "督查口令2015")
    assert (opened.key, opened.slot, opened.inspecting) == (DATA_KEY, INSPECTOR, True)
    assert not unlock(keyfile, PASSWORD).inspecting
    assert not unlock(keyfile, RECOVERY).inspecting
    with pytest.raises(WrongSecret):
        unlock(withdraw_inspector(keyfile), "督查口令2015")
    again = set_inspector(keyfile, DATA_KEY, "换了的督查口令", cost=CHEAP)
    with pytest.raises(WrongSecret):
        unlock(again, "督查口令2015")


@pytest.mark.parametrize("typed", ["", PASSWORD, RECOVERY], ids=["empty", "password", "recovery"])
def test_the_inspectors_password_is_neither_empty_nor_the_officers(typed: str) -> None:
    with pytest.raises(Refusal, match="督查口令"):
        set_inspector(KEYFILE, DATA_KEY, typed, cost=CHEAP)


def test_the_officers_password_never_becomes_the_inspectors() -> None:
    keyfile = set_inspector(KEYFILE, DATA_KEY, "督查口令2015", cost=CHEAP)
    with pytest.raises(Refusal, match="与督查口令相同"):
        change_password(keyfile, DATA_KEY, "督查口令2015", cost=CHEAP)
