"""Content of somebody's own, in which no service and no need is sensitive, makes none less guarded; a supervisor's sign-in does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, Keyed, copy_keyed
from triage.bootstrap import open_locked
from triage.content.where import sample_content
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import open_contact
from triage.usecases.trust.sensitive_kept import SENSITIVE


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    made = copy_keyed(tmp_path / "home")
    sensitive(made, "mira")
    return made


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(sample_content() / "question_sets", folder / "question_sets")
    shutil.copy(sample_content() / "policy.yaml", folder)
    directory = (sample_content() / "directory.yaml").read_text(encoding="utf-8")
    (folder / "directory.yaml").write_text(directory.replace("sensitive: yes", "sensitive: no"), encoding="utf-8")
    return folder


def sensitive(keyed: Keyed, who: str, content: Path | None = None) -> set[str]:
    """What whoever signs in with this content works by, in both ways a service is looked up."""
    office = open_locked(replace(keyed.settings, content=content or sample_content()), who, PASSPHRASES[who])
    try:
        directory = office.house.directory
        found = {one.id for one in directory.services if one.sensitive}
        assert found == {id for id, one in directory.by_id.items() if one.sensitive}
        return found
    finally:
        office.close()


def test_one_s_own_directory_makes_none_less_guarded(keyed: Keyed, mine: Path) -> None:
    usual = sensitive(keyed, "asha")
    assert usual and sensitive(keyed, "asha", mine) == usual


def test_a_supervisor_s_sign_in_does(keyed: Keyed, mine: Path) -> None:
    assert sensitive(keyed, "mira", mine) == set()
    assert sensitive(keyed, "asha", mine) == set(), "the control: without what is kept it would be so"


def test_one_more_is_so_at_once_and_only_a_supervisor_keeps_it(keyed: Keyed, mine: Path, tmp_path: Path) -> None:
    sensitive(keyed, "mira", mine)
    usual = sensitive(keyed, "asha")
    assert usual, "the sample's own, though a supervisor last had none"
    office = open_locked(keyed.settings, "asha", PASSPHRASES["asha"])

    def kept(rows: Rows, _house: House, _ctx: Context) -> list[str]:
        return [row.actor_id for row in rows.find(rec.Right, what=SENSITIVE)]

    assert office.inside(kept).result() == ["mira", "mira"]
    office.close()


@pytest.fixture
def needs_of_mine(mine: Path) -> Path:
    file = mine / "question_sets" / "needs.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("sensitive: yes", "sensitive: no"), encoding="utf-8")
    return mine


def sensitive_needs(keyed: Keyed, who: str, content: Path, about: str = "") -> tuple[set[str], str]:
    """The same of needs, for today or for a visit that began before; and the id of one that is begun."""
    office = open_locked(replace(keyed.settings, content=content), who, PASSPHRASES[who])
    try:
        view = office.do(open_contact).result()
        if about:
            office.do(summary, about).result()
        house = office.house_for(about) if about else office.house
        return {one.code for one in house.question_set.needs if one.sensitive}, view.contact_id
    finally:
        office.close()


def test_one_s_own_needs_make_none_less_guarded_nor_in_a_visit_begun_with_them(
    keyed: Keyed, needs_of_mine: Path
) -> None:
    usual, _ = sensitive_needs(keyed, "asha", sample_content())
    mine, begun = sensitive_needs(keyed, "asha", needs_of_mine)
    assert usual and mine == usual
    assert sensitive_needs(keyed, "asha", sample_content(), begun)[0] == usual


def test_needs_too_hold_from_a_supervisor_s_sign_in(keyed: Keyed, needs_of_mine: Path) -> None:
    assert sensitive_needs(keyed, "mira", needs_of_mine)[0] == set()
    assert sensitive_needs(keyed, "asha", needs_of_mine)[0] == set(), "the control: without what is kept it would be so"
