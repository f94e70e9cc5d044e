"""A card used with nobody's visit open, looked at by a supervisor, a line at a time."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import Lines
from tests.tui.test_cards_looked_at import used
from triage.linear.cards import pick_card
from triage.linear.lists import tell_today
from triage.linear.talk import Talk
from triage.usecases import records as rec


def test_one_that_was_only_looked_at_needs_no_words(tmp_path: Path) -> None:
    office = Morning(tmp_path).open_office()
    office.sign_in("asha")
    script = Lines("7", "back", office=office)
    pick_card(Talk(office, script, lambda: None), None)
    events = office.do(lambda rows, _h, _c: rows.find(rec.CardEvent)).result()
    office.close()
    assert [(event.event, event.because) for event in events] == [("opened", ""), ("not_as_seemed", "only looked at")]
    assert script.said[-1] == "Card 7 was only looked at." and "back if you only looked" in script.all


def test_looked_at(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    used(morning)
    office = morning.open_office()
    office.sign_in("asha")
    script = Lines("cards used", "1", "", "cards used", "1", "It was right", "Mira", "", office=office)
    tell_today(Talk(office, script, lambda: None))
    reviews = office.do(lambda rows, _h, _c: rows.find(rec.Review)).result()
    office.close()
    assert [(row.what, row.found, row.name) for row in reviews] == [("card", "right", "Mira")]
    assert "Cards used with nobody's visit open, to be looked at: 1." in script.all
    assert "1 Card 15. done, 10:15. to be looked at by a supervisor by Tuesday 10:15." in script.all
    assert "Nothing is written down." in script.all and "Written down: It was right." in script.all


def test_passed_to_a_name_nobody_has_heard_of_is_asked_about_once(tmp_path: Path) -> None:
    office = Morning(tmp_path).open_office()
    office.sign_in("asha")
    script = Lines("7", "passed to Myra", "no", "passed to 12", "passed to Dana", "yes", office=office)
    pick_card(Talk(office, script, lambda: None), None)
    events = office.do(lambda rows, _h, _c: rows.find(rec.CardEvent)).result()
    office.close()
    assert [(event.event, event.to) for event in events] == [("opened", ""), ("passed_to", "Dana")]
    assert "Did you mean Mira?" in script.all and "Who has it now? A name is needed." in script.all
