"""`triage init`, `staff`, `recover`, and backups of real data, as somebody types them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.harness.keyed import CHEAP, PASSPHRASES, Keyed, copy_keyed
from triage.bootstrap import open_locked, open_office
from triage.cli import init, recover, staff, unlock
from triage.cli.unlock import Cancelled
from triage.content.where import sample_content
from triage.keys import ring
from triage.keys.keyfile import FILE, RECOVERY, KeyProblem, read_key_file, read_keys
from triage.keys.ring import unlock as unlock_file
from triage.settings import Settings
from triage.store.place import DATABASE, is_encrypted
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.trust.locks import Locked

Reply = str | None | Callable[["Typist"], str | None]
MIRA = PASSPHRASES["mira"]
NEW = "a quiet kettle sings twice"


class Typist:
    """Types these in order; then somebody has gone (None). Keeps what was said, and which prompts were hidden."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.said: list[str] = []
        self.hidden: list[str] = []

    def line(self, prompt: str) -> str | None:
        self.said.append(prompt)
        reply = self._replies.pop(0) if self._replies else None
        return reply(self) if callable(reply) else reply

    def secret(self, prompt: str) -> str | None:
        self.hidden.append(prompt)
        return self.line(prompt)

    def say(self, text: str) -> None:
        self.said.append(text)

    @property
    def all(self) -> str:
        return "\n".join(self.said)

    @property
    def left(self) -> int:
        return len(self._replies)


def paper(typist: Typist) -> str:
    """What somebody wrote down: the last recovery key that was shown."""
    return next(line.strip() for line in reversed(typist.said) if line.startswith("    ") and "-" in line)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ring, "Cost", lambda: CHEAP)


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, content=sample_content())


@pytest.fixture
def keyed(home: Path) -> Keyed:
    return copy_keyed(home)


SET_UP: tuple[Reply, ...] = ("", "Northmere Hub", "Mira Shah", MIRA, MIRA, "", paper)


def test_set_up_from_nothing(settings: Settings) -> None:
    typist = Typist(
        *SET_UP[:2], "desk 2", "Mira Shah", "short", "Northmere Mira 1", MIRA, "another one than that", MIRA, MIRA, "",
        "not the paper", "show", paper,
    )  # fmt: skip
    cleared: list[int] = []
    assert init.set_up(settings, typist, lambda: cleared.append(len(typist.said))) == 0 and typist.left == 0
    assert "A name of a person" in typist.all and "At least 12" in typist.all and "two different ones" in typist.all
    assert "That is not it." in typist.all and len(cleared) == 2
    assert typist.hidden and all("assphrase" in prompt or "once more" in prompt for prompt in typist.hidden)
    assert is_encrypted(settings.home / DATABASE)
    file = read_keys(settings.home)
    assert file is not None and len(file.holders) == 2
    with pytest.raises(Locked) as locked:
        open_office(settings)
    (person,) = locked.value.people
    office = locked.value.open(person[0], MIRA)
    assert office.actor is not None and (office.actor.name, office.actor.role.value) == ("Mira Shah", "supervisor")
    assert office.guarded and office.banner == "" and office.house.directory.staff[0].name == "Mira Shah"
    office.close()
    open_locked(settings, RECOVERY, paper(typist)).close()
    again = Typist("")
    assert init.set_up(settings, again) == 1 and "already" in again.all


@pytest.mark.parametrize("stop", range(len(SET_UP)))
def test_stopping_anywhere_keeps_nothing(settings: Settings, stop: int) -> None:
    with pytest.raises(Cancelled):
        init.set_up(settings, Typist(*SET_UP[:stop], None))
    assert not (settings.home / FILE).exists() and not (settings.home / DATABASE).exists()


def test_practice_data_goes_only_when_asked_and_at_the_end(settings: Settings) -> None:
    open_office(settings).close()
    for refuse in ("no", ""):
        with pytest.raises(Cancelled):
            init.set_up(settings, Typist("", refuse))
    with pytest.raises(Cancelled):
        init.set_up(settings, Typist("", "yes", *SET_UP[1:6], None))  # yes, and then not to the end
    assert not is_encrypted(settings.home / DATABASE) and (settings.home / DATABASE).exists()
    assert init.set_up(settings, Typist("", "yes", *SET_UP[1:])) == 0
    assert is_encrypted(settings.home / DATABASE)


def manage(keyed: Keyed, what: str, *typed: Reply, name: str = "", who: str = "Mira", **more: object) -> Typist:
    options = {"role": None, "service": None, "extension": None, "may_lead": None, "on_duty": None, "next": ""}
    typist = Typist(who, PASSPHRASES[who.casefold()], *typed)
    assert staff.manage(keyed.settings, argparse.Namespace(what=what, name=name, **(options | more)), typist) == 0
    assert typist.left == 0
    return typist


def test_somebody_new(keyed: Keyed, capsys: pytest.CaptureFixture[str]) -> None:
    manage(keyed, "add", NEW, NEW, name="Kit  Rowe", role=["service"], service=["navigator"])
    file = read_keys(keyed.home)
    assert file is not None
    kit = file.holders[-1] if file.holders[-1].id != RECOVERY else file.people[-1]
    office = open_locked(keyed.settings, kit.id, NEW)
    assert office.actor is not None
    assert (office.actor.name, office.actor.role.value, office.actor.services) == (
        "Kit Rowe",
        "service",
        ("navigator",),
    )
    office.close()
    capsys.readouterr()
    manage(keyed, "list")
    assert "Kit Rowe: works at a service; navigator" in capsys.readouterr().out
    with pytest.raises(UseCaseError, match="has that name already"):
        manage(keyed, "add", NEW, NEW, name="asha")


def test_only_those_who_may(keyed: Keyed) -> None:
    for what in ("add", "change", "remove"):
        with pytest.raises(UseCaseError, match="A supervisor"):
            manage(keyed, what, name="Ben", who="Asha")
    with pytest.raises(UseCaseError, match="cannot take yourself out"):
        manage(keyed, "remove", name="Mira")


def test_a_leaver(keyed: Keyed, capsys: pytest.CaptureFixture[str]) -> None:
    before = (keyed.home / FILE).read_bytes()
    file = read_keys(keyed.home)
    assert file is not None
    old = unlock_file(file, "ben", PASSPHRASES["ben"]).keys
    manage(keyed, "remove", name="Ben")
    assert "can open nothing here any more" in capsys.readouterr().out
    after = read_keys(keyed.home)
    assert after is not None and after.holder("ben") is None
    assert unlock_file(after, "asha", PASSPHRASES["asha"]).keys != old
    with pytest.raises(KeyProblem):
        open_locked(keyed.settings, "ben", PASSPHRASES["ben"])
    (keyed.home / FILE).write_bytes(before)  # with a copy of the old key file, too
    with pytest.raises(UseCaseError, match="damaged, or locked with another key"):
        open_locked(keyed.settings, "ben", PASSPHRASES["ben"])


def test_another_passphrase_of_ones_own(keyed: Keyed) -> None:
    manage(keyed, "passphrase", NEW, NEW, who="Asha")
    with pytest.raises(UseCaseError, match="not the passphrase"):
        keyed.open("asha")
    office = open_locked(keyed.settings, "asha", NEW)
    office.sign_in("mira", "482915")
    office.close()


def test_a_forgotten_passphrase(keyed: Keyed) -> None:
    typist = Typist(keyed.recovery.lower(), "Ben", NEW, NEW)
    assert recover.forgotten(keyed.settings, typist) == 0
    open_locked(keyed.settings, "ben", NEW).close()
    with pytest.raises(UseCaseError, match="not the recovery key"):
        recover.forgotten(keyed.settings, Typist("0" * 30))


def test_the_drill_changes_nothing(keyed: Keyed) -> None:
    before = {file.name: file.read_bytes() for file in keyed.home.iterdir() if file.is_file()}
    typist = Typist(keyed.recovery)
    assert recover.try_paper(keyed.settings, typist) == 0 and "opens the data" in typist.all
    assert {file.name: file.read_bytes() for file in keyed.home.iterdir() if file.is_file()} == before


def test_a_new_paper(keyed: Keyed) -> None:
    typist = Typist("Mira", MIRA, "", paper)
    assert recover.new_paper(keyed.settings, typist) == 0
    assert recover.try_paper(keyed.settings, Typist(paper(typist))) == 0
    with pytest.raises(UseCaseError, match="not the recovery key"):
        recover.try_paper(keyed.settings, Typist(keyed.recovery))
    keyed.open("asha").close()
    with pytest.raises(Cancelled):  # not typed back: the one of now stays
        recover.new_paper(keyed.settings, Typist("Mira", MIRA, "", None))
    assert recover.try_paper(keyed.settings, Typist(paper(typist))) == 0


@pytest.mark.parametrize("who", ["Asha", "Ben"])
def test_a_new_paper_is_not_made_by_everybody_who_can_sign_in(keyed: Keyed, who: str) -> None:
    before = read_keys(keyed.home)
    typist = Typist(who, PASSPHRASES[who.casefold()], "", paper)
    with pytest.raises(UseCaseError, match="A supervisor or an administrator"):
        recover.new_paper(keyed.settings, typist)
    assert read_keys(keyed.home) == before and not any(line.startswith("    ") for line in typist.said)


def test_whoever_has_the_old_paper_may_make_a_new_one(keyed: Keyed) -> None:
    typist = Typist("recovery", keyed.recovery, "", paper)
    assert recover.new_paper(keyed.settings, typist) == 0
    assert paper(typist) != keyed.recovery


def visits(settings: Settings, who: str = "mira", passphrase: str = MIRA) -> int:
    office = open_locked(settings, who, passphrase)
    try:
        return len(office.do(front_desk).result().people)
    finally:
        office.close()


@pytest.fixture
def backed_up(keyed: Keyed, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One visit, then a backup made by Asha, then a second visit."""
    office = keyed.open()
    office.do(open_contact).result()
    office.close()
    file = tmp_path / "usb" / "monday.db"
    typing(monkeypatch, "Asha", PASSPHRASES["asha"])
    made = triage("backup", file)
    assert made.code == 0, made.err
    assert "monday.db and monday.db.keys" in made.out and is_encrypted(file)
    office = keyed.open()
    office.do(open_contact).result()
    office.close()
    assert visits(keyed.settings) == 2
    return file


def typing(monkeypatch: pytest.MonkeyPatch, *typed: Reply) -> Typist:
    typist = Typist(*typed)
    monkeypatch.setattr(unlock, "OnStderr", lambda: typist)
    return typist


def test_put_back_where_it_was(backed_up: Path, keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "Mira", MIRA)
    assert triage("restore", backed_up, "--yes").code == 0
    assert visits(keyed.settings) == 1


def test_not_everybody_with_a_passphrase_puts_older_data_in_the_place_of_todays(
    backed_up: Path, keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "Ben", PASSPHRASES["ben"])
    refused = triage("restore", backed_up, "--yes")
    assert (refused.code, refused.out) == (3, "") and "A supervisor or an administrator" in refused.err
    assert visits(keyed.settings) == 2
    typing(monkeypatch, "recovery", keyed.recovery)
    assert triage("restore", backed_up, "--yes").code == 0, "the paper is a way in by itself"
    assert visits(keyed.settings) == 1


def test_where_the_data_cannot_be_opened_any_more_whoever_has_the_backup_puts_it_back(
    backed_up: Path, keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (keyed.home / DATABASE).write_bytes(b"\x07" * 8192)
    typing(monkeypatch, "Ben", PASSPHRASES["ben"], "Ben", PASSPHRASES["ben"])
    assert triage("restore", backed_up, "--yes").code == 0
    assert visits(keyed.settings) == 1


def test_after_somebody_left_the_copies_that_they_can_still_open_are_named(
    backed_up: Path, keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "Mira", MIRA)
    assert triage("backup").code == 0  # in the data folder, where it usually goes
    typing(monkeypatch, "Mira", MIRA)
    assert triage("restore", backed_up, "--yes").code == 0
    assert "before the key was changed" not in triage("doctor").out
    manage(keyed, "remove", name="Ben")
    said = capsys.readouterr().out
    (copy,) = (keyed.home / "backups").glob("*.db")
    assert str(copy) in said and "before-restore-" in said
    assert unlock_file(read_key_file(unlock.keys_beside(copy)), "ben", PASSPHRASES["ben"]).hex_keys, (
        "the control: Ben can"
    )
    told = triage("doctor").out
    assert "1 still open with passphrases of before the key was changed" in told
    typing(monkeypatch, "Mira", MIRA)
    assert triage("backup", keyed.home / "backups" / "new.db").code == 0
    copy.unlink()
    assert "before the key was changed" not in triage("doctor").out


def test_put_back_after_the_key_was_changed(
    backed_up: Path, keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ben has left; the backup opens with the paper of then, and the data is under the key of now."""
    manage(keyed, "remove", name="Ben")
    typing(monkeypatch, "recovery", keyed.recovery, "Mira", MIRA)
    done = triage("restore", backed_up, "--yes")
    assert done.code == 0, done.err
    assert visits(keyed.settings) == 1
    with pytest.raises(UseCaseError):
        keyed.open("ben")
    office = keyed.open("mira")
    assert [member.name for member in office.staff] == ["Mira", "Asha"]  # in the data put back he works here still
    office.close()


def test_a_lost_laptop(
    backed_up: Path, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """On another computer, with only the two files of the backup."""
    other = tmp_path / "other"
    monkeypatch.setenv("TRIAGE_HOME", str(other))
    typing(monkeypatch, "Mira", "a wrong one at first", MIRA)
    done = triage("restore", backed_up)
    assert done.code == 0 and "key file came along" in done.out, done.err
    assert visits(Settings(home=other, content=sample_content())) == 1


def test_a_backup_without_its_key_file_says_so(
    backed_up: Path, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock.keys_beside(backed_up).unlink()
    monkeypatch.setenv("TRIAGE_HOME", str(tmp_path / "other"))
    done = triage("restore", backed_up)
    assert done.code == 3 and "monday.db.keys is not beside it" in done.err


def test_practice_data_is_never_put_over_real_data(
    keyed: Keyed, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = Settings(home=tmp_path / "practice", content=sample_content())
    open_office(practice).close()
    done = triage("restore", practice.home / DATABASE, "--yes")
    assert done.code == 3 and "not an encrypted backup" in done.err
    assert visits(keyed.settings) == 0


def test_commands_that_read_ask_first(keyed: Keyed, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    office = keyed.open()
    code = office.do(open_contact).result().code
    office.close()
    typist = typing(monkeypatch, "Asha", PASSPHRASES["asha"])
    assert code in triage("summary", code).out and typist.left == 0
    typing(monkeypatch, "Asha", "wrong", "wrong", "wrong")
    refused = triage("summary", code)
    assert refused.code == 3 and refused.out == "" and "not the passphrase" in refused.err


def test_the_doctor_says_that_it_is_locked(keyed: Keyed, triage: Command) -> None:
    said = triage("doctor").out
    assert "data: encrypted, 4 ways in" in said and "none made from here yet" in said


def test_a_failed_backup_leaves_no_key_file(
    keyed: Keyed, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "Asha", PASSPHRASES["asha"])
    (tmp_path / "usb").mkdir()

    def fails(*_args: object) -> object:
        raise UseCaseError("No room.")

    monkeypatch.setattr("triage.store.backup.make_backup", fails)
    assert triage("backup", tmp_path / "usb" / "monday.db").code == 3
    assert list((tmp_path / "usb").iterdir()) == []
