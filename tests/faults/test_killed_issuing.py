"""The process dies while a bulletin is issued: numbered, frozen and printed as a whole, or still 已签发."""

import random
import time

import pytest

from desktop_app.models.bulletins import Bulletin, BulletinCopy, DocNumber
from desktop_app.reports.press import WorkstationPress
from desktop_app.rules.vocabulary import BulletinState
from desktop_app.services import doc_numbers
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.store import verify
from desktop_app.store.file import Store
from tests.kit import issued, issues
from tests.kit.killing import OFTEN, READY, Acknowledge, killed


def again(desk: Desk) -> Desk:
    """The office opened anew."""
    return seated(Store.open_with_key(desk.store.folder, desk.store.key, desk.store.clock), desk.clock)


@pytest.mark.parametrize("trials", OFTEN)
def test_an_issue_is_whole_or_not_at_all(desk: Desk, trials: int) -> None:
    who, chance = issues.team(desk), random.Random(41)
    issues.issue(desk, who)
    ids = [issued.signed(desk, who.leader, issued.written(desk, title=f"关于第{n}件事的通报")) for n in range(1, 4)]
    began = time.monotonic()
    issued.issue(desk, ids.pop(0), press=WorkstationPress())
    usual = time.monotonic() - began
    desk.store.close()
    seen: set[int] = set()
    for _ in range(max(6, trials // 8)):
        if not ids:
            break
        bulletin_id = ids[0]

        def work(acknowledge: Acknowledge, bulletin_id: int = bulletin_id) -> None:
            opened = again(desk)
            acknowledge(READY)
            issued.issue(opened, bulletin_id, press=WorkstationPress())
            acknowledge(1)

        told = killed(work, chance, 0.0, usual * 1.4)
        opened = again(desk)
        seen.add(whole(opened, bulletin_id, bool(told)))
        if issued.row(opened, bulletin_id)["state"] == BulletinState.ISSUED:
            ids.pop(0)
            if not ids:
                ids.append(issued.signed(opened, who.leader, issued.written(opened, title="关于又一件事的通报")))
        opened.store.close()
    opened = again(desk)
    assert verify.verify(opened.store).said == []
    with opened.facts() as facts:
        assert doc_numbers.missing(facts, issued.series(opened), 2015) == [], "no number is lost"
    opened.store.close()
    assert seen


def whole(desk: Desk, bulletin_id: int, told: bool) -> int:
    """How many copies there are: six with number and snapshot, or none with neither."""
    row = issued.row(desk, bulletin_id)
    with desk.store.read() as session:
        copies = session.query(BulletinCopy).filter(BulletinCopy.bulletin_id == bulletin_id).count()
        numbers = session.query(DocNumber).filter(DocNumber.bulletin_id == bulletin_id).count()
        assert session.query(Bulletin).filter(Bulletin.doc_no == row["doc_no"], Bulletin.doc_no != "").count() <= 1
    state = (row["state"], bool(row["doc_no"]), bool(row["snapshot"]), copies, numbers)
    done = (BulletinState.ISSUED, True, True, 6, 1)
    assert state in (done, (BulletinState.SIGNED, False, False, 0, 0))
    assert not told or state == done
    assert len(issued.kept(desk, bulletin_id)) == copies
    return copies


@pytest.mark.parametrize("trials", OFTEN)
def test_the_moment_of_writing_is_whole(desk: Desk, trials: int) -> None:
    """Killed where the transaction runs: the papers are made before the child says that it is ready."""
    who, chance = issues.team(desk), random.Random(42)
    issues.issue(desk, who)
    desk.store.close()
    seen: set[int] = set()
    for trial in range(max(6, trials // 8)):
        opened = again(desk)
        made = issued.signed(opened, who.leader, issued.written(opened, title=f"关于第{trial + 1}件事的通报"))
        opened.store.close()

        def work(acknowledge: Acknowledge, made: int = made) -> None:
            office = again(desk)
            issued.issue(office, made, press=LastPress(said=acknowledge))
            acknowledge(1)

        told = killed(work, chance, 0.0, 0.06)
        opened = again(desk)
        seen.add(whole(opened, made, bool(told)))
        opened.store.close()
    opened = again(desk)
    assert verify.verify(opened.store).said == []
    opened.store.close()
    assert seen <= {0, 6}


class LastPress(issued.PlainPress):
    """A press that says when its last paper is made."""

    def __init__(self, said: Acknowledge) -> None:
        super().__init__()
        self._said = said

    def words(self, m: issued.Manuscript, seal: issued.Seal) -> issued.Printed:
        made = super().words(m, seal)
        self._said(READY)
        return made
