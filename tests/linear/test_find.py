"""`find` as lines: at the front desk, in the middle of a question and after it; nothing is written down."""

from __future__ import annotations

from contextlib import suppress

from tests.linear.script import CANCEL, Lines, row_count
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.office import Office

FIRST = (
    "1 Housing team: rent problems and losing your home. desk 4, ground floor, open until 16:30, Priya."
    " Matches: kicked out → Staying somewhere for now."
)


def played(office: Office, *lines: str | None) -> Lines:
    script = Lines(*lines, office=office)
    with suppress(InputEnded):
        Desk(office, script).run()
    return script


def test_at_the_front_desk_by_one_line(office: Office) -> None:
    before = row_count(office)
    heard = played(office, "find kicked out", "1", "", "find", "damp", "back")
    after = heard.after("find")
    assert FIRST in heard.said
    assert "Housing team." in heard.said
    assert "Where: Ground floor · desk 4, by the lift; Phone 01632 960120." in heard.said
    assert "Bring: Any letters about your home." in heard.said
    assert any(line.startswith("1 Homes standards:") for line in after)
    assert heard.prompts[-1] == "Front desk. new, a number, or help:"
    assert row_count(office) == before


def test_what_was_said_of_today_is_said_here_too(office: Office) -> None:
    heard = played(office, "building", "housing", "full", "", "find kicked out", "1", "")
    assert any(line.startswith("1 Housing team:") and "full today, said at 10:15" in line for line in heard.said)
    assert any(line.startswith("When: Open until 16:30, full today, said at 10:15") for line in heard.said)


def test_in_the_middle_of_a_question_and_back_to_it(office: Office) -> None:
    heard = played(office, "new", "1", "/", "evicted", "2", "", "no")
    asked = [n for n, prompt in enumerate(heard.prompts) if prompt == "Find what? Some words, or back:"]
    assert len(asked) == 1
    again = heard.prompts[asked[0] - 1]
    assert heard.prompts.count(again) >= 2  # the question in hand, before and after
    assert any(
        line.startswith("1 Housing team:") and "evicted → Might have to leave home" in line for line in heard.said
    )
    assert "Legal clinic." in heard.said


def test_nothing_found_and_numbers_that_are_words(office: Office) -> None:
    heard = played(office, "find xyzzy", "111", "1", "", "find", CANCEL)
    assert "Nothing found for that." in heard.said
    assert "Ask Mira, duty lead, extension 4100; or Citizens Advice, 0800 144 8848." in heard.said
    assert any(line.startswith("1 NHS 111:") for line in heard.said)
    assert "NHS 111." in heard.said and "End of the page." in heard.said


def test_sensitive_services_are_their_public_label(office: Office) -> None:
    heard = played(office, "find domestic abuse", "1", "")
    assert any(line.startswith("1 Support team: talking things through in private.") for line in heard.said)
    assert not any("abuse" in line or "IDVA" in line for line in heard.said)


def test_help_names_it_and_again_repeats_it(office: Office) -> None:
    heard = played(office, "help", "find bailiff", "again", "")
    assert any("find and some words: who helps with it." in line for line in heard.said)
    assert sum(line.startswith("1 Advice centre:") for line in heard.said) == 2


def test_after_the_questions_too(office: Office) -> None:
    heard = played(office, "new", "1", "no", "read back", "find food bank", "")
    assert any(line.startswith("1 Pantry:") for line in heard.said)
