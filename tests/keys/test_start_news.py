"""An older copy in the place of the data, a screen that no longer asks, other questions: found at the next start and told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, Keyed, copy_keyed
from triage.bootstrap import open_locked
from triage.content.where import sample_content
from triage.exchange.heads import HEADS, LAST
from triage.office import Office
from triage.settings import Settings
from triage.store.place import DATABASE
from triage.usecases.afterwards.my_people import news
from triage.usecases.afterwards.review import summary
from triage.usecases.reception.contacts import open_contact
from triage.usecases.trust.audit import see_recent_access
from triage.usecases.trust.locks import LONGEST, Locks

KEPT = (DATABASE, "triage.keys")


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return copy_keyed(tmp_path / "home")


def office_of(keyed: Keyed, who: str, settings: Settings | None = None) -> Office:
    return open_locked(settings or keyed.settings, who, PASSPHRASES[who])


def a_day(keyed: Keyed, who: str = "asha", settings: Settings | None = None) -> tuple[str, ...]:
    """Somebody works: a visit is opened and looked at. What they read at the start."""
    office = office_of(keyed, who, settings)
    try:
        said = office.do(news).result()
        office.do(summary, office.do(open_contact).result().contact_id).result()
        return said
    finally:
        office.close()


def copied(keyed: Keyed, to: Path) -> Path:
    to.mkdir()
    for name in KEPT:
        shutil.copy(keyed.home / name, to)
    return to


def put_back(keyed: Keyed, older: Path) -> None:
    for ending in ("-wal", "-shm"):
        (keyed.home / f"{DATABASE}{ending}").unlink(missing_ok=True)
    for name in KEPT:
        shutil.copy(older / name, keyed.home)


def of_older(lines: tuple[str, ...]) -> list[str]:
    return [line for line in lines if "older than it was" in line]


def test_also_where_nobody_was_seen_since_and_only_somebody_was_taken_out(keyed: Keyed, tmp_path: Path) -> None:
    """Tried by hand: the copy of the morning let in whoever left at noon, and no row of who saw what was missing."""
    a_day(keyed)
    older = copied(keyed, tmp_path / "older")
    office_of(keyed, "mira").close()
    put_back(keyed, older)
    (line,) = of_older(a_day(keyed, "mira"))
    assert "1 row" in line
    office = office_of(keyed, "mira")
    said = office.do(news).result(), office.inside(see_recent_access, 7).result()
    office.close()
    assert len(of_older(said[0])) == 1
    assert [row.did for row in said[1]].count("opened the data with their passphrase") > 1


def test_an_older_copy_in_its_place_is_told_to_supervisors_also_once_others_worked_on(
    keyed: Keyed, tmp_path: Path
) -> None:
    a_day(keyed)
    older = copied(keyed, tmp_path / "older")
    a_day(keyed)
    put_back(keyed, older)
    assert not of_older(a_day(keyed, "ben"))
    (line,) = of_older(a_day(keyed, "mira"))
    assert "2 rows of who saw what are gone, found when Ben signed in, today" in line and "backup put back?" in line
    assert len(of_older(a_day(keyed, "mira"))) == 1, "once, although more days have passed since"


def test_the_control_where_nothing_was_put_back_nothing_is_told(keyed: Keyed) -> None:
    for who in ("asha", "ben", "mira", "mira"):
        said = a_day(keyed, who)
    assert not of_older(said)


def test_with_the_whole_folder_put_back_only_the_ends_kept_elsewhere_tell(keyed: Keyed, tmp_path: Path) -> None:
    away = tmp_path / "another machine"
    settings = replace(keyed.settings, audit_heads=away)
    a_day(keyed, settings=settings)
    whole = Path(shutil.copytree(keyed.home, tmp_path / "whole"))
    a_day(keyed, settings=settings)
    for ends, told in ((None, 0), (away, 1)):
        shutil.rmtree(keyed.home)
        shutil.copytree(whole, keyed.home)
        assert len(of_older(a_day(keyed, "mira", replace(settings, audit_heads=ends)))) == told


def test_ends_that_say_nothing_or_do_not_answer_keep_nobody_from_work(keyed: Keyed, tmp_path: Path) -> None:
    a_day(keyed)
    (keyed.home / LAST).write_text("[[1]]", encoding="ascii")
    away = tmp_path / "away"
    away.mkdir()
    (away / HEADS).write_text("no line of ours\n", encoding="ascii")
    assert not of_older(a_day(keyed, "mira", replace(keyed.settings, audit_heads=away)))


def test_no_setting_leaves_real_people_s_screen_open_and_a_later_one_is_told_until_it_is_mended(keyed: Keyed) -> None:
    never = replace(keyed.settings, blank_after=0, ask_after=86_400, ask_after_walk=False)
    office = office_of(keyed, "asha", never)
    assert office.locks == Locks(blank=LONGEST, ask=LONGEST, walk=False)
    office.close()
    line = (
        "Desk 2 blanks after 30 minutes, asks who it is after 30 minutes and does not lock for a walk (settings.toml)"
    )
    assert [said.startswith(line) for said in a_day(keyed, "mira", never)] == [True]
    assert a_day(keyed, "mira") == ()
    assert a_day(keyed, "asha", never) == (), "who is no supervisor reads nothing of it"


def test_other_questions_are_told(keyed: Keyed, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(sample_content() / "question_sets", mine / "question_sets")
    for name in ("directory.yaml", "policy.yaml"):
        shutil.copy(sample_content() / name, mine)
    assert a_day(keyed, "mira") == ()
    with (mine / "question_sets" / "needs.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    a_day(keyed, "asha", replace(keyed.settings, content=mine))
    (line,) = a_day(keyed, "mira")
    assert line.startswith("What is asked was changed at the start of Asha and Mira, last today")
