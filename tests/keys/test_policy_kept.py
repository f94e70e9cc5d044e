"""A policy of somebody's own, put where the content is looked for, gives nobody a right; a supervisor's sign-in does (P20)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.harness.keyed import PASSPHRASES, PINS, Keyed, copy_keyed
from triage.bootstrap import may_manage, open_locked
from triage.content.where import sample_content
from triage.office import Office
from triage.unlocking import open_keys
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import news
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk import front_desk
from triage.usecases.trust import policy_kept
from triage.usecases.trust.audit import see_recent_access

MINE = """
  - roles: [assistant]
    actions: [audit]
    fields: [visit]
    relations: [none]
    then: allow
    because: "I would like to know."
"""


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return copy_keyed(tmp_path / "home")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The content as it is, with one rule more."""
    folder = tmp_path / "mine"
    shutil.copytree(sample_content() / "question_sets", folder / "question_sets")
    shutil.copy(sample_content() / "directory.yaml", folder)
    policy = (sample_content() / "policy.yaml").read_text(encoding="utf-8")
    (folder / "policy.yaml").write_text(policy.replace("\nrules:\n", f"\nrules:{MINE}", 1), encoding="utf-8")
    return folder


def opened(keyed: Keyed, who: str, content: Path | None = None) -> Office:
    return open_locked(replace(keyed.settings, content=content or sample_content()), who, PASSPHRASES[who])


def gets(office: Office, use_case: Callable[..., Any]) -> bool:
    try:
        office.do(use_case).result()
    except UseCaseError:
        return False
    return True


def told(office: Office) -> list[str]:
    return [line for line in office.do(news).result() if "policy.yaml" in line]


def test_one_s_own_policy_gives_nothing_and_work_goes_on(keyed: Keyed, mine: Path) -> None:
    office = opened(keyed, "asha", mine)
    try:
        assert not gets(office, see_recent_access) and gets(office, front_desk)
        office.sign_in("ben", PINS["ben"])
        assert not gets(office, see_recent_access)
    finally:
        office.close()


def test_nor_a_way_to_make_a_paper_of_one_s_own(keyed: Keyed, mine: Path) -> None:
    """Who may change who gets in is asked of the policy, too."""
    policy = (mine / "policy.yaml").read_text()
    (mine / "policy.yaml").write_text(
        policy.replace("[administrator, supervisor]", "[administrator, supervisor, assistant]")
    )
    settings = replace(keyed.settings, content=mine)
    with pytest.raises(UseCaseError, match="A supervisor or an administrator"):
        may_manage(settings, "asha", open_keys(keyed.home, "asha", PASSPHRASES["asha"]))
    may_manage(settings, "mira", open_keys(keyed.home, "mira", PASSPHRASES["mira"]))
    may_manage(
        settings, "asha", open_keys(keyed.home, "asha", PASSPHRASES["asha"])
    )  # the control: a supervisor took it


def test_after_a_supervisor_signed_in_it_holds_and_they_are_told(keyed: Keyed, mine: Path) -> None:
    office = opened(keyed, "mira", mine)
    assert len(told(office)) == 1 and "since Mira signed in" in told(office)[0]
    office.close()
    office = opened(keyed, "asha", mine)
    assert gets(office, see_recent_access), "the control: this rule would give it"
    assert not told(office)
    office.close()
    office = opened(keyed, "asha")
    assert gets(office, see_recent_access), "what was there before has to be meant, too"
    office.close()
    opened(keyed, "mira").close()
    office = opened(keyed, "asha")
    assert not gets(office, see_recent_access)
    office.close()


def test_only_a_supervisor_s_sign_in_keeps_one(keyed: Keyed, mine: Path) -> None:
    def kept(rows: Rows, _house: House, _ctx: Context) -> list[str]:
        return [row.actor_id for row in rows.find(rec.Right, what=policy_kept.POLICY)]

    for who in ("asha", "mira", "mira", "ben"):
        office = opened(keyed, who, mine)
        found = office.inside(kept).result()
        office.close()
    assert found == ["mira", "mira"], "once as it came, once as it was changed"


def test_nothing_was_changed_nothing_is_told(keyed: Keyed) -> None:
    office = opened(keyed, "mira")
    assert not told(office)
    office.close()


def test_one_from_before_that_cannot_be_read_any_more_waits_for_a_supervisor(
    keyed: Keyed, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("triage.bootstrap.policy_from", lambda _body: None)
    with pytest.raises(UseCaseError) as waits:
        opened(keyed, "asha", mine)
    assert str(waits.value) == policy_kept.WAITS
    opened(keyed, "mira", mine).close()
    opened(keyed, "asha", mine).close()
