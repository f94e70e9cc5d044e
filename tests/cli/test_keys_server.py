"""Keys where the data is on a server: set up, colleagues, a second desk, the paper, and who has an older key file."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.test_keys import MIRA, NEW, Reply, Typist, paper
from tests.harness.amount import thorough
from tests.harness.hostile import an_answer, marked
from tests.harness.keyed import CHEAP, PASSPHRASES, PINS, Keyed, desk_with_keys, set_up_on
from tests.harness.postgres import emptied, execute, server
from tests.journeys.desk import Clock
from tests.keys.test_at_rest import found_in, planted, written
from tests.store.test_store_sealed import dumped
from triage import bootstrap
from triage.bootstrap import open_locked, open_office
from triage.cli import doctor, init, recover, staff, unlock
from triage.content.where import sample_content
from triage.keys import ring
from triage.keys.keyfile import FILE, read_keys, write_keys
from triage.keys.ring import Opened, without
from triage.keys.ring import unlock as unlock_file
from triage.office import Office
from triage.settings import Settings
from triage.store.server_keys import alone_on
from triage.unlocking import open_keys
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import news
from triage.usecases.afterwards.returning import find_before
from triage.usecases.handoff.conflicts import keep_out
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import name_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.trust.locks import Locked
from triage.usecases.trust.rights import complain, correct
from triage.usecases.trust.staff import see_staff
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import see_matches
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

SAM = {"name": "[b]Samuel[/b] Okoro", "born": "1 March 1992", "postcode": "ZZ99 3AA"}
MARK = re.compile(r"\[b\].*?\[/b\]")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ring, "Cost", lambda: CHEAP)
    monkeypatch.setattr(bootstrap, "system_clock", Clock)  # a Monday morning: the desks are staffed


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with emptied() as address:
        monkeypatch.setenv("TRIAGE_DATABASE_URL", address)
        yield address
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'triage'")


@pytest.fixture
def keyed(there: str, home: Path) -> Keyed:
    return set_up_on(there, home)


def words(tag: str) -> str:
    return f"{marked(tag)} Zoë"


def a_visit(office: Office) -> str:
    """Somebody says something wherever something can be said, each with a mark of its own. The visit's id."""

    def do(fn: Any, *args: Any) -> Any:
        return office.do(fn, *args).result()

    view = do(open_contact, "desk2")
    contact: str = view.contact_id
    while view.question is not None:
        asked = view.question
        view = do(give_answer, contact, asked.id, SAM if asked.id == "HO1" else an_answer(asked))
    needs = do(read_back, contact).needs
    raised = [NeedDecision(n.code, severity="urgent", because=words("raised")) for n in needs if not n.by_card]
    do(confirm_needs, contact, raised)
    plan = do(see_matches, contact).plan
    for row in do(see_sharing, contact).rows:
        do(agree, contact, row.service, row.need, "given_with_limits", words("limits"))
    walk = next(item for item in plan if item.mode in ("walk_over", "bring_to_person"))
    handoff = do(start_handoff, contact, walk.service).handoff_id
    do(record_step, handoff, "nobody_there", "", words("because"))
    do(record_step, handoff, "walking")
    do(record_step, handoff, "met")
    do(record_step, handoff, "accepted", words("worker"), "")
    do(name_lead, contact, "navigator", words("lead"), words("why"))
    do(keep_out, contact, "food_bank" if "food_bank" in office.house.directory.by_id else walk.service, words("cousin"))
    do(correct, contact, "RE1", words("correction"))
    do(complain, contact, words("complaint"))
    do(park_contact, contact, words("waits for"), words("where"))
    return contact


def test_what_people_say_is_nowhere_on_the_server(keyed: Keyed, tmp_path: Path) -> None:
    office = keyed.open("asha")
    contact = a_visit(office)
    kinds = (rec.Answer, rec.PersonDetail, rec.Need, rec.Agreement, rec.HandoffStep, rec.Lead, rec.Conflict, rec.Right)
    said = [office.inside(lambda rows, _h, _c, k=k: rows.find(k, contact_id=contact)).result() for k in kinds]
    said.append(office.inside(lambda rows, _h, _c: rows.find(rec.ContactEvent, contact_id=contact)).result())
    office.close()
    assert all(said) and len(_marks(str(said))) >= 12
    found = dumped(keyed.address, but="content")  # our own questions, which are about nobody
    for word in ("[b]", "Samuel", "Zoë", "1992-03-01", "ZZ99 3AA", "navigator", "urgent", "Mira", "Asha", "argon2"):
        assert word not in found, word
    for secret in (*PASSPHRASES.values(), *PINS.values(), _opened(keyed).hex_keys[0]):
        assert secret not in found


def test_control_in_practice_data_it_all_is(there: str, home: Path) -> None:
    office = open_office(Settings(home=home, content=sample_content(), database=there))
    assert office.banner
    office.sign_in("asha")
    a_visit(office)
    office.close()
    found = dumped(there, but="content")
    assert len(_marks(found)) >= 12
    for word in ("Samuel", "Zoë", "1992-03-01", "ZZ99 3AA", "navigator", "urgent", "Asha"):
        assert word in found, word


@thorough
@pytest.mark.parametrize("sealed", [True, False])
def test_nor_in_any_file_of_the_server(sealed: bool, there: str, home: Path) -> None:
    """Its tables, its write-ahead log, its temporary files, in five encodings (P15); in practice data they are found."""
    words = planted(6, Random(sealed))
    office = (
        set_up_on(there, home).open("asha") if sealed else open_office(Settings(home, sample_content(), database=there))
    )
    office.sign_in("asha", PINS["asha"])
    written(office, words)
    office.close()
    execute("CHECKPOINT")
    found = found_in([Path(server().pgdata)], words)
    assert found == (set() if sealed else set(words))


def _marks(text: str) -> set[str]:
    return set(MARK.findall(text))


def _opened(keyed: Keyed, who: str = "mira") -> Opened:
    file = read_keys(keyed.settings.keys_in)
    assert file is not None
    return unlock_file(file, who, PASSPHRASES[who])


def test_another_desk_reads_it_and_knows_them_again(keyed: Keyed, tmp_path: Path) -> None:
    one, other = keyed.open("asha"), desk_with_keys(tmp_path / "two", keyed.address, "Desk 3").open("ben")
    contact = a_visit(one)
    (person,) = other.do(front_desk).result().people
    assert person.contact_id == contact and other.banner == ""
    found = other.do(find_before, {"name": "Samuel Okoro", "postcode": "zz99 3aa"}).result().people
    visit = other.inside(lambda rows, _h, _c: rows.get(rec.Contact, contact)).result()
    assert visit is not None and [one.person_id for one in found] == [visit.person_id]
    assert other.do(find_before, {"name": "Samuel Okoro", "born": "2 3 1992"}).result().people == ()
    other.sign_in("asha", PINS["asha"])
    with pytest.raises(UseCaseError, match=r"not the digits\. 4 more tries"):
        other.sign_in("ben", "111222")
    one.close()
    other.close()


SET_UP: tuple[Reply, ...] = ("Northmere Hub", "Mira Shah", MIRA, MIRA, "", paper)


def test_set_up_from_nothing_and_once_only(there: str, home: Path, tmp_path: Path) -> None:
    settings = Settings(home=home, content=sample_content(), database=there)
    typist = Typist(*SET_UP)
    assert init.set_up(settings, typist) == 0 and typist.left == 0
    assert "encrypted before it goes to this computer" in typist.all and str(home / FILE) in typist.all
    with pytest.raises(Locked) as locked:
        open_office(settings)
    ((id, name),) = locked.value.people
    office = locked.value.open(id, MIRA)
    assert name == "Mira Shah" and office.guarded and [one.name for one in office.staff] == ["Mira Shah"]
    office.close()
    again = Typist(*SET_UP)
    assert init.set_up(settings, again) == 1 and "set up" in again.all
    other = replace(settings, home=tmp_path / "two", terminal="Desk 3")
    for work in (lambda: init.set_up(other, Typist(*SET_UP)), lambda: open_office(other)):
        with pytest.raises(UseCaseError, match="this computer has no key file"):
            work()
        assert not (tmp_path / "two" / FILE).exists()


def test_not_on_top_of_practice_data(there: str, home: Path) -> None:
    settings = Settings(home=home, content=sample_content(), database=there)
    office = open_office(settings)
    office.sign_in("asha")
    office.close()
    with pytest.raises(UseCaseError, match="practice data that is not encrypted"):
        init.set_up(settings, Typist(*SET_UP))
    assert not (home / FILE).exists()


def manage(keyed: Keyed, what: str, *typed: Reply, settings: Settings | None = None, **more: object) -> Typist:
    options = {"role": None, "service": None, "extension": None, "may_lead": None, "on_duty": None, "next": ""}
    typist = Typist("Mira", MIRA, *typed)
    told = argparse.Namespace(what=what, **({"name": ""} | options | more))
    assert staff.manage(settings or keyed.settings, told, typist) == 0
    return typist


def test_somebody_leaves(
    keyed: Keyed, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other desk has to be closed meanwhile; then its key file is too old, and says so, until it is copied."""
    other = desk_with_keys(tmp_path / "two", keyed.address, "Desk 3")
    office = other.open("asha")
    contact = a_visit(office)
    with pytest.raises(UseCaseError, match="Close it at every desk"):
        manage(keyed, "remove", name="Ben")
    assert read_keys(keyed.home) == read_keys(other.home)
    assert [one.name for one in office.inside(see_staff).result()] == ["Mira", "Asha", "Ben"], "nothing was changed"
    with pytest.raises(UseCaseError, match="Close it at every desk"):
        recover.new_paper(keyed.settings, Typist("Mira", MIRA))
    office.close()
    older = (other.home / FILE).read_bytes()
    manage(keyed, "remove", name="Ben")
    out = capsys.readouterr().out
    assert "Ben can open nothing here any more" in out and f"Copy {keyed.home / FILE} to every other desk" in out
    for who in ("ben", "asha"):
        with pytest.raises(UseCaseError, match=r"is older than the data .* copies triage\.keys from there"):
            other.open(who)
    monkeypatch.setenv("TRIAGE_HOME", str(other.home))
    assert "its key file is of another time" in doctor._data(other.home).says
    shutil.copy(keyed.home / FILE, other.home)
    with pytest.raises(UseCaseError, match="nobody of that name"):
        other.open("ben")
    for work in (recover.forgotten, recover.try_paper):
        (other.home / FILE).write_bytes(older)
        with pytest.raises(UseCaseError, match="is older than the data"):
            work(other.settings, Typist(keyed.recovery, "Asha", NEW, NEW))
    shutil.copy(keyed.home / FILE, other.home)
    office = other.open("asha")
    assert [one.contact_id for one in office.do(front_desk).result().people] == [contact]
    office.close()


@pytest.mark.parametrize("data_too", [False, True])
def test_cut_off_while_somebody_is_taken_out_the_next_opening_finishes_it(keyed: Keyed, data_too: bool) -> None:
    office = keyed.open("asha")
    contact = a_visit(office)
    office.close()
    before = _opened(keyed)
    both = without(before, "ben")
    write_keys(keyed.home, both.file)
    if data_too:
        with alone_on(keyed.address) as there:
            there.change((1, both.hex_keys[0]), (2, both.hex_keys[1]))
    after = open_keys(keyed.home, "asha", PASSPHRASES["asha"], keyed.address)
    assert after.keys == both.keys[1:] and after.number == 2
    office = keyed.open("asha")
    assert [one.contact_id for one in office.do(front_desk).result().people] == [contact]
    office.close()
    write_keys(keyed.home, before.file)
    with pytest.raises(UseCaseError, match="is older than the data"):
        keyed.open("asha")


def test_a_folder_that_desks_share(keyed: Keyed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody new, and somebody who leaves, is so at every desk at once, and nothing has to be copied."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (keyed.home / FILE).rename(shared / FILE)
    one = replace(keyed.settings, key_folder=shared)
    two = replace(one, home=tmp_path / "two", terminal="Desk 3")
    manage(keyed, "add", NEW, NEW, name="Kit Rowe", settings=one)
    manage(keyed, "remove", name="Ben", settings=one)
    assert "Copy " not in capsys.readouterr().out
    with pytest.raises(Locked) as locked:
        open_office(two)
    assert not locked.value.about, "there is nothing to copy"
    kit = next(id for id, name in locked.value.people if name == "Kit Rowe")
    locked.value.open(kit, NEW).close()
    assert [name for _, name in locked.value.people] == ["Mira", "Asha", "Kit Rowe"]


def test_somebody_added_at_another_desk_is_told_of_until_the_key_file_is_copied(
    keyed: Keyed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = desk_with_keys(tmp_path / "two", keyed.address, "Desk 3")
    manage(keyed, "add", NEW, NEW, name="Kit Rowe")
    assert "Copy " in capsys.readouterr().out
    (kit,) = [one.id for one in _opened(keyed).file.people if one.name == "Kit Rowe"]

    def told(who: str = "mira") -> list[str]:
        office = two.open(who)
        try:
            return [line for line in office.do(news).result() if "Kit Rowe" in line]
        finally:
            office.close()

    (line,) = told()
    assert "cannot sign in at this desk yet" in line and "copy triage.keys" in line
    assert not told("asha"), "it is the supervisors' to see to"
    with pytest.raises(UseCaseError, match="nobody of that name"):
        open_locked(two.settings, kit, NEW)
    with pytest.raises(Locked) as locked:
        open_office(two.settings)
    assert "Kit Rowe" not in dict(locked.value.people).values()
    assert "Your name is missing" in locked.value.about and "copies triage.keys from there" in locked.value.about
    manage(two, "list")
    assert "copy triage.keys here from the desk" in capsys.readouterr().out, "never: add them again"
    (two.home / FILE).write_bytes((keyed.home / FILE).read_bytes())
    assert not told()
    open_locked(two.settings, kit, NEW).close()


def test_changed_at_two_desks_at_once_is_told(keyed: Keyed, tmp_path: Path) -> None:
    def meanwhile(_: Typist) -> str:
        write_keys(keyed.home, ring.with_person(_opened(keyed), "kit", "Kit", NEW, CHEAP).file)
        return NEW

    with pytest.raises(UseCaseError, match="Somebody else changed the keys meanwhile"):
        manage(keyed, "passphrase", NEW, meanwhile)
    file = read_keys(keyed.home)
    assert file is not None and file.holder("kit")


def test_the_paper(keyed: Keyed) -> None:
    drill = Typist(keyed.recovery)
    assert recover.try_paper(keyed.settings, drill) == 0 and "opens the data" in drill.all
    assert recover.forgotten(keyed.settings, Typist(keyed.recovery, "Ben", NEW, NEW)) == 0
    typist = Typist("Mira", MIRA, "", paper)
    assert recover.new_paper(keyed.settings, typist) == 0
    assert recover.try_paper(keyed.settings, Typist(paper(typist))) == 0
    with pytest.raises(UseCaseError, match="not the recovery key"):
        recover.try_paper(keyed.settings, Typist(keyed.recovery))
    keyed.open("asha").close()


def test_commands_and_the_doctor(keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert triage("doctor").code == 0
    assert triage("migrate").code == 0, "whoever owns the tables needs no key"
    office = keyed.open("asha")
    code = office.do(open_contact).result().code
    office.close()
    typist = Typist("Asha", PASSPHRASES["asha"])
    monkeypatch.setattr(unlock, "OnStderr", lambda: typist)
    ran = triage("summary", code)
    assert ran.code == 0 and code in ran.out, ran.err
    (keyed.home / FILE).unlink()
    assert "its key file is not here" in doctor._data(keyed.home).says
    ran = triage("summary", code)
    assert ran.code == 3 and "this computer has no key file" in ran.err and not ran.out
