"""Sam is back on Thursday, a line at a time: the same as in the app, said in words."""

from __future__ import annotations

from tests.linear.script import Lines
from tests.usecases.conftest import Desk
from tests.usecases.test_returning import first_visit, monday
from triage.linear.desk import Desk as LinearDesk
from triage.usecases import records as rec

__all__ = ["first_visit", "monday"]  # fixtures


def talk(desk: Desk, *lines: str | None) -> Lines:
    played = Lines(*lines, "quit", "yes", office=desk.office)
    assert LinearDesk(desk.office, played).run() == 0
    return played


def every(desk: Desk, kind: type[rec.Record]) -> list[rec.Record]:
    found: list[rec.Record] = desk.do(lambda rows, _house, _ctx: rows.find(kind))
    return found


def test_sam_is_back(monday: Desk) -> None:
    found = ("before", "Sam Reed", "1 3 1992", "", "", "1")
    to_the_reason = ("1", "2", "1", "1", "yes", "yes")
    heard = talk(monday, *found, *to_the_reason, "last time", "", "together", "back")
    said = heard.after("This could be them.")
    assert said[0] == "SR, here Monday 23 November, 3 days ago (the same name and date of birth)."
    open_ = next(
        n for n, line in enumerate(said) if line.startswith("1 Housing team has not answered since Monday 10:15")
    )
    assert "Asha asked them, and has it until somebody there says yes." in said[open_]
    assert said.index("What was agreed:") > open_
    assert "Last time (23 Nov), where you live: rent, private landlord." in said
    assert "What brought you in today?" in said  # and their name was not asked again
    assert any("Back because of it: no reply." in line for line in said)
    assert any(line.endswith("NM-GN4T  S") for line in said), said
    (row,) = every(monday, rec.CameBack)
    assert isinstance(row, rec.CameBack) and row.why == "no_reply"
    (link,) = every(monday, rec.SamePerson)
    assert isinstance(link, rec.SamePerson) and link.verdict == "same"


def test_one_fact_says_nothing_and_ctrl_c_is_no_answer(monday: Desk) -> None:
    heard = talk(
        monday,
        *("before", "Sam Reed", "", "", ""),
        *("before", "Sam Reed", "1 3 1971", "", "", "no"),
        *("before", "Sam Reed", None),
        *("before", "Sam Reed", "1 3 1992", "", "", None),
    )
    assert "Two things are needed: name, date of birth, postcode or the code from their slip." in heard.said
    assert "Nobody was found by these. Look at how they are written, or start a new visit with them." in heard.said
    assert every(monday, rec.SamePerson) == []
    assert "Housing team" not in heard.all


def test_today_says_who_had_to_come_again(monday: Desk) -> None:
    found = ("before", "Sam Reed", "1 3 1992", "", "", "1")
    heard = talk(monday, *found, "1", "1", "park", "", "", "today", "2", "")  # the first is Monday's, which waits
    assert any("back because of the Housing team: still waiting" in line for line in heard.said)
    assert "Back because of the Housing team: 1 (still waiting 1)." in heard.said
    assert "Back because of an earlier try:" in heard.said
