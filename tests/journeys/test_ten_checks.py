"""The ten checks of "The desk, complete", on a real terminal, by keys alone: how many keys, and how many seconds.

Keys are held to; seconds are told at the end of the run (see `counted`). The first, the sixth and the tenth are in
`make test`, at one size; all of them at both sizes in `make check`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.shipped import rules
from tests.harness.amount import amount, thorough
from tests.harness.assessment import answer, question_on
from tests.harness.terminal import ENTER
from tests.journeys.counted import REPORT, Counted
from tests.journeys.desk import SIZES, Size
from tests.usecases.conftest import SAM, Desk
from tests.usecases.test_returning import MANY, THURSDAY, make_first_visit
from triage.clocks import DEMO_START
from triage.core.questions import Where
from triage.usecases import records as rec
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

ASHA, MIRA, GRACE = "1", "3", "7"
DEMO = "demo"
ASK = {
    "ST2": "Is it OK to talk here",
    "S3": "do you need help with anything right now",
    "RE1": "What brought you in today?",
    "ZZ1": "If this went well",
    "RE3": "Have you asked anyone for help",
    "RE4": "Is there a date on it",
    "PR1": "Is that OK to go on?",
}
ids = [f"{columns}x{lines}" for columns, lines in SIZES]
some_sizes = pytest.mark.parametrize("size", SIZES[: amount(1, 2)], ids=ids[: amount(1, 2)])
full_only = pytest.mark.skipif(not amount(0, 1), reason="on a real terminal at both sizes: in `make check`")


@pytest.fixture(scope="module", autouse=True)
def told(request: pytest.FixtureRequest) -> Iterator[None]:
    """What was counted, once for all of them."""
    yield
    plugins = request.config.pluginmanager
    reporter, capture = plugins.get_plugin("terminalreporter"), plugins.get_plugin("capturemanager")
    if reporter and capture:
        with capture.global_and_fixture_disabled():
            for line in ["", *REPORT]:
                reporter.write_line(line)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def desk_in(home: Path, *, ids_from: int = 0) -> Desk:
    """The store that `triage demo` will open, for what was there before."""
    return Desk(home / DEMO, ids_from=ids_from)


def sam_waits(home: Path, *, walking: bool = False) -> None:
    """Sam has said everything and agreed to everything, and waits as the sixth in the list."""
    desk = desk_in(home)
    desk.arrive(SAM)
    if walking:
        desk.agree_all()
        desk.here(start_handoff, "housing_duty")
    desk.here(park_contact)
    desk.office.close()


# --- 1


@some_sizes
def test_1_a_bus_pass_is_six_keys_and_nobodys_name(home: Path, size: Size) -> None:
    with Counted(home, size) as desk:
        desk.start()
        desk.press("n", ASK["ST2"]).press("1", ASK["S3"]).press("1", ASK["RE1"])
        desk.press(desk.key_of("A simple task"), "[✓] A simple task").press(
            ENTER, "Would it help to have a quick check"
        )
        desk.press("2", "Done. Counted, no name kept.").sees("Today: 1 visit")
        assert desk.report("1 bus pass") <= 6
        seen = " ".join(desk.screens)
        assert "write down what you tell me" not in seen and "What name should I use" not in seen

        # Announced, or answered: three keys at most, also while somebody else is open, and again once they wait.
        desk.start()
        desk.press("a", "Here to see").press(desk.key_of("Housing team"), "ring Priya on 4120")
        assert desk.report("1 an appointment") <= 3
        desk.press("n", ASK["ST2"]).start()
        desk.press("q", "A quick question").press(desk.key_of("Toilets"), "behind the lift").sees(ASK["ST2"])
        assert desk.report("1 a quick question, on top") <= 3
        desk.start()
        desk.press("q", "A quick question").press("a", "Here to see").press(desk.key_of("Pantry"), "Pantry: ")
        assert desk.report("1 an appointment, on top") <= 3
        desk.sees(ASK["ST2"]).press("p", "Where do they wait?")
        desk.press(ENTER, "What for?").press(ENTER, "waits. Everything is saved.").start()
        desk.press("a", "Here to see").press(desk.key_of("Housing team"), "ring Priya on 4120")
        assert desk.report("1 an appointment, one parked") <= 3


# --- 2


@full_only
@some_sizes
def test_2_the_letter_says_out_by_4_december(home: Path, size: Size) -> None:
    with Counted(home, size) as desk:
        desk.start()
        desk.press("n", ASK["ST2"]).press("1", ASK["S3"]).press("1", ASK["RE1"])
        desk.press(desk.key_of("A letter I don't"), "[✓] A letter").press(ENTER, ASK["ZZ1"])
        desk.write("stay").press(ENTER, ASK["RE3"]).press("2", ASK["RE4"]).write("4dec").press(ENTER, "Moving out")
        desk.press("2", ASK["PR1"]).sees("Ready now", "Housing team, desk 4, open until 16:30")
        desk.press("g", "You may have to leave your home.").sees("Not covered", "Private: later, in private")
        desk.press("1", "1 now ✓").press(ENTER, "These can help.")
        desk.sees("Housing team · Walk over together", "desk 4, ground floor · Priya · open until 16:30")
        desk.sees("moving out, 4 December 2026")
        asked = {id for id, words in ASK.items() for seen in desk.screens if words in seen and "I heard:" not in seen}
        assert len(asked - {"PR1"}) <= 7
        assert desk.report("2 out by 4 December") <= 25


# --- 3


@full_only
@some_sizes
def test_3_nothing_private_at_the_counter_picked_up_in_the_pod_finished_by_the_lead(home: Path, size: Size) -> None:
    """Three terminals of one store: the desk parks, the pod picks up while the desk goes on, the lead finishes."""
    with Counted(home, (80, 24), terminal="Desk 1") as desk:
        question = question_on(desk.press("n", ASK["ST2"]).terminal)
        asked = []
        while question:
            asked.append(question)
            assert rules().by_id[question].asked_in is Where.COUNTER, f"{question} at the counter"
            question = answer(desk.terminal, question)
        assert len(asked) > 12
        code = re.search(r"NM-\w{4}", desk.terminal.text)
        assert code
        desk.press("p", "Where do they wait?").press(ENTER, "What for?").press(ENTER, "waits. Everything is saved.")
        with Counted(home, size, terminal="Pod G2") as pod:
            pod.start()
            pod.press(
                "6", "Look around first. Do not ask this aloud."
            )  # whether anybody can overhear; then what was left out
            pod.sees(code[0])
            pod.report("3 picked up in the pod")
            desk.terminal.wait_for("open at Pod G2")
            assert "Counter" not in pod.flat
            pod.terminal.press("1", "1", "1", "1")  # on their own, nobody can overhear …
            private = question_on(pod.terminal)
            assert rules().by_id[private].asked_in is not Where.COUNTER, private
            pod.press("p", "Where do they wait?").press(ENTER, "What for?").press(ENTER, "waits. Everything is saved.")
        grace_has_them(home, code[0])
        with Counted(home, size, who=GRACE, terminal="Work room 1", sees="Support team") as lead:
            lead.start()
            lead.press("m", "Grace (you)").press("e", "How does each of these end?")
            lead.press(ENTER, "is finished. Well done.")
            assert lead.report("3 finished by the lead") == 3
            desk.terminal.wait_gone(f"6 {code[0]}")


def grace_has_them(home: Path, code: str) -> None:
    """At one more desk: all of it is left for later, and Grace keeps it together, who said yes."""
    desk = desk_in(home, ids_from=MANY)
    desk.contact = next(one.contact_id for one in desk.do(front_desk).people if one.code == code)
    needs = desk.here(read_back).needs
    desk.here(confirm_needs, [NeedDecision(need.code, "later") for need in needs])
    desk.here(name_lead, "navigator", "Grace", "They asked for Grace")
    desk.here(accept_lead)
    desk.office.close()


# --- 4


@full_only
@some_sizes
def test_4_sam_comes_back_on_thursday(home: Path, size: Size) -> None:
    make_first_visit(home / DEMO)
    monday = desk_in(home, ids_from=MANY)
    monday.at(THURSDAY)  # somebody is at the desk on Thursday: the demo's clock goes on from there
    waits = monday.do(front_desk).people[0].contact_id
    monday.do(resume_contact, waits)
    monday.do(park_contact, waits)
    monday.office.close()
    with Counted(home, size) as desk:
        desk.press("h", "Name").write("Sam Reed").press(ENTER, "Sam Reed").write("1 3 1992")
        desk.press(ENTER, "1 3 1992").press(ENTER, "SR, here Monday 23 November, 3 days ago")
        desk.start()
        desk.press("1", "Housing team has not answered").sees("Asha asked them, and has it")
        desk.press("1", "what happened?").press("2", ASK["ST2"])  # nobody got back to them
        desk.press("1", ASK["S3"]).press("1", "Last time (23 Nov), best languages")
        desk.press(ENTER, "Last time (23 Nov), where you live").press(ENTER, ASK["RE1"])
        assert desk.report("4 back on Thursday") <= 8
    again = desk_in(home, ids_from=2 * MANY)
    back = again.do(lambda rows, _house, _ctx: rows.find(rec.CameBack))
    again.office.close()
    assert [row.why for row in back] == ["no_reply"]


# --- 5


@full_only
@some_sizes
def test_5_she_says_no_and_the_next_best_is_one_key(home: Path, size: Size) -> None:
    sam_waits(home, walking=True)
    with Counted(home, size) as desk:
        desk.press("6", "read back").press("g", "Did I get that right?").press(ENTER, "These can help.")
        desk.press("w", "Priya has Sam?").press(desk.key_of("Said no"), "Why not?")
        desk.start()
        desk.press(desk.key_of("No room today"), "Next: ")
        first = re.search(r"Go on to ([A-Z][\w' ]+?)(?= \d|$)", desk.flat)
        assert first and desk.report("5 the next best") == 1
        desk.press("1", "Can I tell the").press("y", "w arranges it with").press("w", "They said no")
        desk.press(desk.key_of("They said no"), "Why not?")
        desk.press(desk.key_of("No room today"), "The duty lead takes it from here.").sees(
            "Mira, duty lead, extension 4100"
        )
        assert not re.search(r"back to (the )?(reception|desk)", " ".join(desk.screens), re.IGNORECASE)


# --- 6


@thorough
@some_sizes
def test_6_the_plug_is_pulled_mid_word(home: Path, size: Size) -> None:
    with Counted(home, size) as desk:
        desk.press("n", ASK["ST2"]).press("1", ASK["S3"]).press("1", ASK["RE1"])
        desk.press(desk.key_of("A letter I don't"), "[✓] A letter").press(ENTER, ASK["ZZ1"]).write("sta")
        code = re.search(r"NM-\w{4}", desk.terminal.text)
        assert code
        desk.terminal.kill()
    with Counted(home, size) as again:
        again.sees(f"Carry on with {code[0]}?").start()
        again.press(ENTER, ASK["ZZ1"]).sees(code[0], "a letter to make sense of")
        assert again.report("6 carried on") == 1
        assert "sta " not in again.flat


# --- 7


@full_only
@some_sizes
def test_7_many_options_and_a_long_question(home: Path, size: Size) -> None:
    """CO2: the longest question there is, with 32 answers."""
    desk = desk_in(home)
    desk.contact = desk.do(open_contact, "desk2").contact_id
    for question, raw in {
        "ST2": "here",
        "S3": ["no"],
        "RE1": {"about": ["other"]},
        "ZZ1": "pnts",
        "RE3": "no",
        "PR1": "yes",
        "CO1": "pnts",
    }.items():
        desk.here(give_answer, question, raw)
    options = [option.text for option in desk.office.house.question_set.by_id["CO2"].options]
    desk.here(park_contact)
    desk.office.close()
    with Counted(home, size) as at:
        at.press("6", "Do you need anything to make this easier?")
        assert "or a quiet space?" in at.flat and len(options) > 15
        shown = [words for words in options if words in at.flat]
        if len(shown) < len(options):
            assert re.search(r"more", at.flat), at.terminal.text
        for words in options:  # what is not in sight is a few letters away
            if words in shown:
                continue
            at.terminal.press(words[:8])
            at.terminal.wait_for(lambda _terminal, words=words: words in at.flat)
            at.terminal.press("\x15")
        assert all(len(line) <= size[0] for line in at.terminal.lines)
        assert "blank" in at.terminal.lines[-1] and "Enter go on" in at.terminal.lines[-1]


# --- 8


@full_only
@some_sizes
def test_8_a_no_sends_nothing(home: Path, size: Size) -> None:
    sam_waits(home)
    with Counted(home, size) as desk:
        desk.press("6", "read back").press("g", "Did I get that right?").press(ENTER, "These can help.").press(
            ENTER, "Ask aloud"
        )
        desk.start()
        desk.press("n", "Nothing will be sent")
        assert desk.report("8 refused") == 1
        assert "This goes, and nothing else" not in desk.flat


# --- 9


@full_only
@some_sizes
def test_9_a_supervisor_reads_a_walk_over_on_one_page(home: Path, size: Size) -> None:
    desk = desk_in(home)
    desk.arrive(SAM)
    desk.agree_all()
    desk.at(DEMO_START + timedelta(minutes=7))
    walk = desk.here(start_handoff, "housing_duty")
    desk.at(DEMO_START + timedelta(minutes=12))
    desk.do(record_step, walk.handoff_id, "met", minutes_ago=1)
    desk.do(record_step, walk.handoff_id, "accepted", "Priya", minutes_ago=1)
    desk.here(finish_contact)
    desk.office.close()
    with Counted(home, size, who=MIRA) as mira:
        mira.start()
        mira.press("t", "who has them").press(ENTER, "Visit")
        page, before = [mira.flat], ""
        while mira.flat != before:
            before = mira.flat
            mira.keys += 1
            mira.terminal.type_key("j")
            with contextlib.suppress(AssertionError):  # the end of the page
                mira.terminal.wait_for(lambda t, was=before: t.flat != was, 2)
            mira.terminal.settle(0.3)  # or the next key is taken for one that is held down
            page.append(mira.flat)
        mira.report("9 a page read to its end")
        whole = " ".join(page)
        for words in ("They came for", "What we heard", "Not covered", "Agreed to share", "Who was asked, and who has them",
                      "10:22 on the way there", "10:26 they said yes (Priya), entered after", "How each thing ended",
                      "handed over, and taken on by name"):  # fmt: skip
            assert words in whole, f"{words}\n{whole}"


# --- 10


@full_only
@some_sizes
def test_10_one_key_blanks_everything(home: Path, size: Size) -> None:
    """In a text field, in a dialog, over an open visit."""
    with Counted(home, size) as desk:
        desk.press("n", ASK["ST2"]).press("p", "Where do they wait?").write("by the win").start()
        desk.keys += 1
        desk.terminal.type_key("`")
        desk.terminal.wait_gone("Where do they wait?", "NM-", "Asha", "by the win")
        assert desk.report("10 blanked") == 1
        desk.terminal.settle()
        assert len(desk.terminal.text.split()) <= 12, desk.terminal.text
        desk.terminal.type_key("x")
        desk.sees("Where do they wait?", "by the win")
