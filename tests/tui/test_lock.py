"""The lock of the app: who comes back, to what; what nobody sees meanwhile; and how few keys it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.harness.keyed import NAMES, PASSPHRASES, PINS, Keyed, copy_keyed
from tests.tui.sitting import SMALL, Sitting, sit
from triage.bootstrap import open_office
from triage.core.access import Role, Terminal
from triage.core.chain import Head
from triage.settings import FILE, read_settings
from triage.tui.app import TriageApp
from triage.tui.coming import lettered
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows
from triage.usecases.trust.idle import Idle
from triage.usecases.trust.locks import Locks
from triage.usecases.trust.staff import StaffView, change_staff
from triage.usecases.trust.start_news import note_locks, note_older, note_questions

Script = Callable[["Locked"], Awaitable[None]]


class Locked(Sitting):
    """A sitting at a desk with keys, whose clocks the test moves."""

    later = 0.0

    async def until(self, words: str, patience: float = 15) -> None:
        async with asyncio.timeout(patience):
            while words not in self.words or getattr(self.app.screen, "busy", False):
                await self.pilot.pause(0.01)

    async def keys(self, *keys: str) -> int:
        """As fast as they come, one after another."""
        for key in keys:
            await self.pilot.press("space" if key == " " else key)
        return len(keys)

    async def come_in(self, who: str = "asha") -> None:
        await self.until("Who is it?")
        await self.keys(NAMES[who][0].lower())
        await self.until("passphrase:")
        await self.keys(*PASSPHRASES[who], "enter")
        await self.until("Here now")
        await self.rest()

    async def wait(self, seconds: float) -> None:
        """So much later, and the app has looked at its clock."""
        self.later += seconds
        self.app._look_at_the_time()
        await self.pilot.pause(0.02)

    async def new_person(self) -> str:
        await self.press("n")
        await self.until("Is it OK to talk here")
        return str(self.app.screen.code)  # type: ignore[attr-defined]


def sit_locked(keyed: Keyed, script: Script, *, size: tuple[int, int] = SMALL) -> None:
    async def run() -> None:
        app = TriageApp(lambda: open_office(keyed.settings))
        app.held.on = False
        async with app.run_test(size=size) as pilot:
            sitting = Locked(pilot)
            app.idle = Idle(lambda: sitting.later, lambda: 0.0)
            await script(sitting)

    asyncio.run(run())


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return copy_keyed(tmp_path / "home")


def test_nothing_is_opened_before_the_passphrase(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.until("Who is it?")
        assert "Northmere Hub" in s.words and "No backup has been made" in s.words
        for key in ("exclamation_mark", "slash", "question_mark", "q", "n", "ctrl+l", "grave_accent", "ctrl+c"):
            await s.keys(key)
        assert s.at == "ComingScreen" and s.app.office_or_none is None
        await s.keys("a")
        await s.until("passphrase:")
        await s.keys(*"wrong words here", "enter")
        await s.until("That is not the passphrase")
        assert "wrong words" not in s.text and s.app.office_or_none is None
        await s.keys(*PASSPHRASES["asha"], "enter")
        await s.until("Here now")
        assert "Asha" in s.text.splitlines()[0]  # who is signed in, always

    sit_locked(keyed, script)


def test_the_same_person_comes_back_to_the_same_question_and_dialog(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in()
        code = await s.new_person()
        before = s.text
        await s.keys("ctrl+l")
        await s.until("Asha: ○ ○ ○ ○ ○ ○")
        assert code not in s.text and "talk here" not in s.text
        await s.keys(*PINS["asha"])
        await s.until("Is it OK to talk here")
        assert s.text.splitlines()[3:] == before.splitlines()[3:]
        await s.press("p")  # a dialog with words half typed
        await s.write("a worker")
        await s.keys("ctrl+l")
        await s.until("Asha: ○")
        assert "a worker" not in s.text and "Where do they wait" not in s.text
        await s.keys(*PINS["asha"])
        await s.until("a worker")
        assert s.at == "LinesModal" or "Modal" in s.at
        assert [event.event for event in s.rows(rec.ContactEvent)] == ["opened"]

    sit_locked(keyed, script)


def test_somebody_else_starts_at_a_desk_of_their_own(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in()
        code = await s.new_person()
        await s.press("p")
        s.app.copy_to_clipboard("words of Asha's visit")
        await s.keys("ctrl+l", "b", *PINS["ben"])
        await s.until("waits for Asha")
        await s.rest()
        assert s.at == "FrontDeskScreen" and len(s.app.screen_stack) == 2 and "Ben" in s.text.splitlines()[0]
        assert f"{code} waits for Asha, with everything kept." in s.words and s.app.clipboard == ""
        (contact,) = s.rows(rec.Contact)
        events = s.rows(rec.ContactEvent, contact_id=contact.id)
        assert [(event.event, event.actor_id) for event in events] == [("opened", "asha"), ("parked", "asha")]
        await s.new_person()
        assert {event.actor_id for event in s.rows(rec.ContactEvent) if event.contact_id != contact.id} == {"ben"}

    sit_locked(keyed, script)


def test_four_staff_switch_in_eight_keys_each(keyed: Keyed) -> None:
    """Three seconds or less (issue 5): the key, a letter, six digits; typed without a pause, none is lost."""

    async def script(s: Locked) -> None:
        await s.come_in("mira")
        for who in ("asha", "ben", "mira", "asha"):
            pressed = await s.keys("ctrl+l", NAMES[who][0].lower(), *PINS[who])
            assert pressed == 8
            await s.until(f"Northmere Hub · {NAMES[who]}")
            assert s.app.office.actor is not None and s.app.office.actor.id == who

    sit_locked(keyed, script)


def test_blank_after_a_minute_and_digits_after_five(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in()
        code = await s.new_person()
        await s.wait(59)
        assert not s.blank
        await s.wait(1)
        assert s.blank and code not in s.text
        await s.press("x")
        await s.until("Is it OK to talk here")  # any key, the same person
        await s.wait(300)
        assert s.blank
        await s.keys("x")
        await s.until("Asha: ○")
        for wrong in range(5):
            await s.keys(*"000001")
            await s.until("more" if wrong < 4 else "the passphrase is needed")
        await s.until("Asha, passphrase:")
        await s.keys(*PASSPHRASES["asha"], "enter")
        await s.until("Is it OK to talk here")

    sit_locked(keyed, script)


def test_a_walk_locks_and_nothing_reacts_beneath(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in()
        await s.new_person()
        await s.app.leave_for_a_walk()
        await s.keys("x")
        await s.until("Asha: ○")
        rows = len(s.rows(rec.Answer))
        for key in ("1", "2", "exclamation_mark", "question_mark", "slash", "grave_accent", "ctrl+l", "enter", "tab"):
            await s.keys(key)
        s.app.notify("a notice of something")
        assert s.at == "ComingScreen" and "notice" not in s.text and len(s.rows(rec.Answer)) == rows
        await s.keys("escape", "escape", "backspace")
        await s.keys("ctrl+q")

    sit_locked(keyed, script)


def test_digits_are_chosen_at_the_first_sign_in(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.until("Who is it?")
        await s.keys("a")
        await s.until("passphrase:")
        await s.keys(*PASSPHRASES["asha"], "enter")
        await s.until("Six digits to come back by")
        await s.keys(*"123456", *"123456")
        await s.until("Many people choose that one")
        await s.keys(*"739104", *"739105")
        await s.until("two different ones")
        await s.keys(*"918273", *"918273")
        await s.until("Here now")
        await s.keys("ctrl+l", *"918273")
        await s.until("Here now")

    office = keyed.open("asha")
    gone: Any = office.do(lambda rows, _h, _c: rows.erase(rec.Pin, staff_id="asha")).result()
    assert gone == 1
    office.close()
    sit_locked(keyed, script)


def test_digits_are_chosen_too_by_whoever_first_comes_in_somebody_s_turn(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in("mira")
        code = await s.new_person()
        await s.keys("ctrl+l", "a")
        await s.until("Asha, passphrase:")
        await s.keys(*PASSPHRASES["asha"], "enter")
        await s.until("Six digits to come back by")
        assert code not in s.text
        await s.keys(*"918273", *"918273")
        await s.until(f"{code} waits for Mira")
        assert "Asha" in s.text.splitlines()[0] and len(s.app.screen_stack) == 2
        await s.keys("ctrl+l", *"918273")
        await s.until("Here now")

    office = keyed.open("asha")
    office.do(lambda rows, _h, _c: rows.erase(rec.Pin, staff_id="asha")).result()
    office.close()
    sit_locked(keyed, script)


def test_whoever_leads_and_is_at_no_service_is_refused_nothing_at_the_start(keyed: Keyed) -> None:
    async def script(s: Locked) -> None:
        await s.come_in("mira")
        await s.keys("ctrl+l", "b", *PINS["ben"])
        await s.until("so nobody is sent to you")
        await s.rest()
        assert "Nothing says" not in s.words and "my people" in s.foot

    office = keyed.open("mira")
    office.do(change_staff, StaffView("ben", "Ben", (Role.LEAD,))).result()
    office.close()
    sit_locked(keyed, script)


def test_a_supervisor_sees_every_line_of_what_was_found_at_the_start(keyed: Keyed) -> None:
    """In the smallest window: each line is there so that somebody acts on it, and three rows held one of them."""

    async def script(s: Locked) -> None:
        await s.come_in("mira")
        for words in (
            "older than it was",
            "A desk blanks after 10 minutes",
            "What is asked was",
            "looks after triage now.",
        ):
            assert words in s.words

    def found(rows: Rows, house: House, ctx: Context) -> None:
        note_older(rows, house, ctx, "ben", [Head(ctx.terminal.id, 40, "x")])
        note_locks(rows, house, replace(ctx, terminal=Terminal("3", "")), "ben", Locks(blank=600, ask=300, walk=True))
        note_questions(rows, replace(house, question_set=replace(house.question_set, hash="another")), ctx, "ben")

    office = keyed.open("ben")
    office.inside(found).result()
    office.close()
    sit_locked(keyed, script)


def test_the_demo_has_no_lock_unless_the_settings_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def quiet(s: Sitting) -> None:
        assert s.app.office.locks == Locks() and not s.app.idle.look(s.app.office.locks)
        await s.app.leave_for_a_walk()
        await s.press("x")
        assert "Here now" in s.text

    sit(tmp_path / "plain", quiet)
    (tmp_path / "asked" / "demo").mkdir(parents=True)
    (tmp_path / "asked" / "demo" / FILE).write_text("blank_after = 30\nask_after_walk = true\n")
    monkeypatch.setenv("TRIAGE_HOME", str(tmp_path / "asked"))
    settings = read_settings(demo=True)
    office = open_office(settings)
    assert office.locks == Locks(blank=30, ask=0, walk=True) and office.wants("asha") == ""
    office.close()


def test_a_practice_desk_switches_without_digits(tmp_path: Path) -> None:
    async def script(s: Sitting) -> None:
        await s.press("n")
        await s.press("ctrl+l")
        assert s.at == "ComingScreen"
        await s.press("m")
        for _ in range(200):
            if "Mira" in s.words:
                break
            await s.pilot.pause(0.01)
        await s.press("enter")
        for _ in range(200):
            if s.at == "FrontDeskScreen":
                break
            await s.pilot.pause(0.01)
        await s.rest()
        assert s.app.office.actor is not None and s.app.office.actor.id == "mira"
        assert "waits for Asha" in s.words

    sit(tmp_path, script)


@pytest.mark.parametrize(
    ("text", "why"),
    [("blank_after = -1", "whole number"), ("ask_after = true", "whole number"), ('ask_after_walk = "yes"', "true or")],
)
def test_settings_that_are_none(text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text(text)
    monkeypatch.setenv("TRIAGE_HOME", str(tmp_path))
    with pytest.raises(Exception, match=why):
        read_settings()


def test_everybody_has_a_letter() -> None:
    people = [(str(n), name) for n, name in enumerate(("Asha", "Anna", "Ana", "Bo", "Ob", "Özlem", "李"))]
    letters = [one.letter for one in lettered(people)]
    assert letters[:5] == ["a", "n", "b", "o", "c"] and len(set(letters)) == len(letters) and all(letters)
    assert [one.letter for one in lettered(people[:3])] == letters[:3]


def test_idle_counts_by_whichever_clock_went_further() -> None:
    steady, wall = [0.0], [1000.0]
    idle, locks = Idle(lambda: steady[0], lambda: wall[0]), Locks(blank=60, ask=300)
    assert not idle.look(locks)
    steady[0], wall[0] = 30.0, 0.0  # set back
    assert not idle.look(locks)
    steady[0] = 61.0
    assert idle.look(locks) and not idle.ask
    idle.seen()
    wall[0] = 400.0  # the lid was closed
    assert idle.look(locks) and idle.ask
    idle.seen()
    assert idle.look(locks) and idle.ask  # a key is not a name
    idle.came()
    assert not idle.look(locks) and not Idle().look(Locks())
