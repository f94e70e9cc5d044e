"""Sharing without agreement leaves nothing out, lets nothing else through, and is always to be looked at (C5)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.gate import Deciding
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.gate import decide, see_gate
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.paper.slips import make_slip
from triage.usecases.visit.read_back import NeedDecision, confirm_needs
from triage.usecases.write import stamp

TO = "housing_duty"
WHOLE = Deciding(
    service=TO,
    need=NEED,
    decided_by="Rosa Field",
    role="safeguarding_lead",
    powers=("vital_interests", "adult_safeguarding"),
    harm="The person may come to serious harm tonight",
    reasoning="They left before they could be asked.",
    fields=("name", "safe_contact"),
    told="no",
    why_not_told="it would put them at risk",
    follow_up=date(2026, 11, 24),
)


def sends(desk: Desk) -> tuple[str, ...]:
    found: tuple[str, ...] = next(row.sends for row in desk.here(see_sharing).rows if row.service == TO)
    return found


def test_a_row_that_says_by_law_sends_nothing_without_a_decision(desk: Desk) -> None:
    desk.arrive(SAM)

    def forge(rows: object, _house: object, ctx: object) -> None:
        row = rec.Agreement(
            **stamp(ctx),  # type: ignore[arg-type]
            contact_id=desk.contact,
            service=TO,
            need=NEED,
            state="not_needed_legal",
            limits="",
            fields='["name"]',
            until=None,
            words_version="1",
            because="",
        )
        rows.add(row)  # type: ignore[attr-defined]

    desk.do(forge)
    assert sends(desk) == ("Nothing will be sent",)
    assert "Nothing is agreed" in desk.refused(start_handoff, desk.contact, TO)


def test_no_other_way_in(desk: Desk) -> None:
    desk.arrive(SAM)
    for state in ("not_needed_legal", "withdrawn", "expired", "not_asked"):
        assert "choose what they said" in desk.refused(agree, desk.contact, TO, NEED, state)
    assert not desk.rows(rec.Agreement)


@pytest.mark.parametrize(
    "part", ["service", "need", "decided_by", "role", "powers", "harm", "reasoning", "fields", "told", "why_not_told"]
)
def test_with_a_part_missing_nothing_is_written(desk: Desk, part: str) -> None:
    desk.arrive(SAM)
    empty = replace(WHOLE, **{part: () if part in ("powers", "fields") else ""})
    assert desk.refused(decide, desk.contact, empty)
    assert desk.refused(decide, desk.contact, replace(WHOLE, follow_up=None))
    assert not desk.rows(rec.Decision) and not desk.rows(rec.Agreement)


def test_a_decision_lets_through_exactly_what_it_says(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(decide, WHOLE)
    assert sends(desk) == ("Name: Sam Reed",)  # the safe way was never given, so it cannot go
    view = desk.here(start_handoff, TO)
    assert [step.step for step in desk.rows(rec.HandoffStep)][:2] == ["proposed", "sent"]  # nobody agreed
    assert view.intro == ""  # and it is not read aloud in front of the person
    assert "Housing team" not in " ".join(desk.here(make_slip).lines)


def test_told_first_it_may_be_said_in_front_of_them(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(decide, replace(WHOLE, told="yes", why_not_told=""))
    assert desk.here(start_handoff, TO).intro.startswith("This is Sam.")


def test_a_no_is_overridden_for_that_service_only_and_stays_readable(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(agree, TO, NEED, "refused")
    desk.here(decide, WHOLE)
    states = [row.state for row in desk.do(lambda rows, _h, _c: rows.history(rec.Agreement, contact_id=desk.contact))]
    assert states == ["refused", "not_needed_legal"]


def test_it_holds_until_somebody_looks_at_it_again(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(decide, WHOLE)
    desk.at(desk.clock.now + timedelta(days=1, hours=13))  # 23:15 on the day itself
    assert sends(desk) == ("Name: Sam Reed",)
    desk.at(desk.clock.now + timedelta(hours=1))
    assert sends(desk) == ("Nothing will be sent",)
    assert "Nothing is agreed" in desk.refused(start_handoff, desk.contact, TO)


def test_deciding_not_to_tell_is_written_and_sends_nothing(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(decide, replace(WHOLE, share=False, powers=(), fields=(), told="", why_not_told=""))
    assert [row.share for row in desk.rows(rec.Decision)] == [False]
    assert not desk.rows(rec.Agreement)
    assert sends(desk) == ("Nothing will be sent",)


def test_it_is_always_on_the_page_and_in_the_list(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(decide, WHOLE)
    row = next(row for row in desk.do(today).rows if row.contact_id == desk.contact)
    assert row.to_review == ("to be looked at",)
    sections = dict(desk.here(summary).sections)
    said = "\n".join(sections["Decided without asking"])
    for words in (
        "Housing team, you may have to leave your home: told without asking",
        "decided by Rosa Field, safeguarding lead",
        "harm: The person may come to serious harm tonight",
        "power: Life or serious injury",
        "power: An adult at risk",
        "what: your name and a safe way to reach you",
        "why: They left before they could be asked.",
        "they were not told: it would put them at risk",
        "to be looked at again on 24 November 2026",
    ):
        assert words in said, words


def test_what_is_agreed_goes_first_and_by_its_own_try(desk: Desk) -> None:
    """A need that was agreed and one that was decided never share a try: their paths differ."""
    desk.arrive(SAM)
    desk.here(confirm_needs, [NeedDecision(NEED), NeedDecision("housing.insecure", added=True)])
    desk.here(agree, TO, NEED, "given")
    desk.here(decide, replace(WHOLE, need="housing.insecure"))
    steps = []
    for _ in range(2):
        started = desk.here(start_handoff, TO)
        steps.append([step.step for step in desk.rows(rec.HandoffStep, handoff_id=started.handoff_id)])
    assert [json.loads(row.needs) for row in desk.rows(rec.Handoff)] == [[NEED], ["housing.insecure"]]
    assert steps == [["proposed", "agreed", "sent", "walking"], ["proposed", "sent", "walking"]]


def test_only_what_was_found_and_only_who_may_be_told(desk: Desk) -> None:
    desk.arrive(SAM)
    assert "not among what was found" in desk.refused(decide, desk.contact, replace(WHOLE, need="money.gambling"))
    assert "may not get" in desk.refused(decide, desk.contact, replace(WHOLE, fields=("health_answers",)))
    view = desk.here(see_gate)
    assert view.deciders == tuple(m.name for m in desk.office.house.directory.staff if m.role == "supervisor")
    assert set(dict(dict(view.fields)[TO])) <= set(desk.office.house.directory.by_id[TO].receives)
