"""Who keeps it together, at the desk: asked for, named by law, and who never does (practice.md D3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.usecases.conftest import SAM, Desk
from triage.usecases import records as rec
from triage.usecases.handoff.conflicts import keep_out
from triage.usecases.handoff.leads import accept_lead, ask_for_lead, name_lead, name_owner, see_could_lead, see_lead

SEVERAL = {**SAM, "K4": "not_at_all"}


def test_a_person_may_ask_for_one_name(sam: Desk) -> None:
    assert sam.here(see_lead) is None
    view = sam.here(ask_for_lead)
    assert (view.state, view.why_needed) == ("proposed", "they asked for one person")
    assert [e.event for e in sam.rows(rec.ContactEvent)] == ["opened", "leading"]


def test_a_duty_by_law_comes_before_every_rule_and_choice(desk: Desk) -> None:
    desk.arrive(SEVERAL)
    before = desk.here(see_lead)
    assert before.rule != "statutory"
    desk.here(name_lead, before.service, "Glenda Marsh", "they like her" if before.rule == "trusted" else "")
    view = desk.here(name_owner, "child_plan")
    assert (view.rule, view.state) == ("statutory", "proposed")
    assert not desk.office.house.directory.by_id[view.service].lead_capable  # a duty, whatever the directory says
    assert [row.state for row in desk.rows(rec.Lead)] == ["told"]  # no gap: the one before stays until then
    told = desk.here(name_lead, view.service, "Ines Hart")
    assert (told.worker, told.state, told.rule) == ("Ines Hart", "told", "statutory")
    assert desk.here(accept_lead).state == "accepted"
    assert desk.here(name_owner, "").worker == "Ines Hart"
    assert "Choose from the list" in desk.refused(name_owner, desk.contact, "a councillor")


def test_without_that_duty_a_service_that_may_not_lead_does_not(desk: Desk) -> None:
    desk.arrive(SEVERAL)
    assert "cannot take this on" in desk.refused(name_lead, desk.contact, "mash", "Ines Hart", "they said so")


def test_the_assistant_never_leads_and_an_outreach_worker_may(desk: Desk) -> None:
    desk.arrive(SEVERAL)
    service = desk.here(see_lead).service
    assert "you do not lead" in desk.refused(name_lead, desk.contact, service, "Asha", "they like me")
    desk.office.sign_in("ben")
    assert desk.here(name_lead, service, "Ben", "they like me").worker == "Ben"


def test_a_relative_never_leads(desk: Desk) -> None:
    desk.arrive(SEVERAL)  # Sam Reed
    service = desk.here(see_lead).service
    assert "a relative never leads" in desk.refused(name_lead, desk.contact, service, "Tom Reed", "they know him")
    found = desk.here(name_lead, service, "Tom Reed", "they know him, not related")
    assert found.worker == "Tom Reed"


def test_somebody_long_away_is_not_offered_and_not_taken(desk: Desk) -> None:
    desk.arrive(SEVERAL)
    service, _, workers = next(one for one in desk.do(see_could_lead) if one[2])
    away = workers[0]
    _send_away(desk, service, away, date(2026, 12, 7))
    assert away not in next(names for id, _, names in desk.do(see_could_lead) if id == service)
    assert "more than five working days" in desk.refused(name_lead, desk.contact, service, away, "they like them")
    _send_away(desk, service, away, date(2026, 11, 25))
    assert desk.here(name_lead, service, away, "they like them").worker == away


def test_whoever_is_kept_out_does_not_lead(desk: Desk) -> None:
    """The form of contract.md 3 has no key for it, so this is reached from the desk."""
    desk.arrive(SEVERAL)
    first = desk.here(see_lead).service
    desk.here(keep_out, first)
    then = desk.here(see_lead)
    assert then is None or then.service != first
    assert "know somebody involved" in desk.refused(name_lead, desk.contact, first, "Glenda Marsh", "they like her")


def _send_away(desk: Desk, service: str, worker: str, until: date) -> None:
    """The directory as it would say so, for this office alone."""
    house: Any = desk.office.house
    of = house.directory
    changed = tuple(
        replace(s, workers=tuple(replace(w, back_on=until) if w.name == worker else w for w in s.workers))
        if s.id == service
        else s
        for s in of.services
    )
    directory = replace(of, services=changed, by_id={s.id: s for s in changed})
    desk.office.house = replace(house, directory=directory)
