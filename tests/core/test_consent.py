"""Nothing leaves unless it was agreed (contract.md 6; practice.md C2-C4, H6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.hub import HOUSING, NOW, at, but
from triage.content.directory import RECEIVES
from triage.core.consent import (
    FIELD_WORDS,
    AgreementTerm,
    Consent,
    default_until,
    fields_sent,
    may_send,
    preview,
    sentence,
    state_now,
)

NEED = "housing.eviction_risk"
SENDING = {Consent.GIVEN, Consent.GIVEN_WITH_LIMITS, Consent.NOT_NEEDED_LEGAL}
FACTS = {"name": "Sam", "born": "1 March 1992", "safe_contact": "text 07700 900123", "health_answers": "secret"}
FIELDS = sorted(FIELD_WORDS)


def term(state: Consent, *fields: str, until: datetime | None = None, limits: str = "") -> AgreementTerm:
    return AgreementTerm("housing_duty", NEED, state, limits, fields, until)


@pytest.mark.parametrize("state", list(Consent))
def test_only_three_states_send(state: Consent) -> None:
    assert may_send(term(state), NOW) is (state in SENDING)


@given(
    st.sampled_from(list(Consent)),
    st.lists(st.sampled_from([*FIELDS, "unheard_of"]), unique=True),
    st.lists(st.sampled_from(FIELDS), unique=True),
    st.one_of(st.none(), st.integers(-1000, 1000)),
    st.sampled_from(["housing_duty", "jobcentre"]),
)
def test_default_deny(state: Consent, agreed: list[str], receives: list[str], hours: int | None, to: str) -> None:
    """Whatever the term: only agreed fields, only those the service receives, only while a sending state holds."""
    until = None if hours is None else NOW + timedelta(hours=hours)
    service = but(HOUSING, receives=tuple(receives))
    one = AgreementTerm(to, NEED, state, "", tuple(agreed), until)
    sent = fields_sent(service, one, NOW)
    assert set(sent) <= set(receives)
    if agreed or state is Consent.GIVEN_WITH_LIMITS:
        assert set(sent) <= set(agreed)
    if sent:
        assert state in SENDING
        assert to == service.id
        assert until is None or until > NOW
    lines = preview(service, one, NOW, {field: f"text of {field}" for field in FIELDS})
    assert (lines == ("Nothing will be sent",)) is (not sent)
    assert all(f"text of {field}" not in "\n".join(lines) for field in FIELDS if field not in sent)


def test_no_term_is_not_asked_and_sends_nothing() -> None:
    assert fields_sent(HOUSING, None, NOW) == ()
    assert preview(HOUSING, None, NOW, FACTS) == ("Nothing will be sent",)


def test_given_means_what_was_read_out_and_limits_must_be_named() -> None:
    assert fields_sent(HOUSING, term(Consent.GIVEN), NOW) == HOUSING.receives
    assert fields_sent(HOUSING, term(Consent.GIVEN, "safe_contact", "name"), NOW) == ("name", "safe_contact")
    assert fields_sent(HOUSING, term(Consent.GIVEN, "health_answers"), NOW) == ()
    assert fields_sent(HOUSING, term(Consent.GIVEN_WITH_LIMITS, limits="not my dad"), NOW) == ()
    assert fields_sent(HOUSING, term(Consent.GIVEN_WITH_LIMITS, "name", limits="not my dad"), NOW) == ("name",)


def test_the_preview_is_exactly_what_goes() -> None:
    agreed = term(Consent.GIVEN_WITH_LIMITS, "name", "safe_contact", "housing_answers", limits="not my dad")
    assert preview(HOUSING, agreed, NOW, FACTS) == ("Name: Sam", "Safe way to reach them: text 07700 900123")
    assert preview(HOUSING, term(Consent.REFUSED, "name"), NOW, FACTS) == ("Nothing will be sent",)
    assert preview(HOUSING, term(Consent.GIVEN), NOW, {"name": "  "}) == ("Nothing will be sent",)


def test_one_field_is_one_line() -> None:
    assert preview(HOUSING, term(Consent.GIVEN, "name"), NOW, {"name": "Sam\nDate of birth: x"}) == (
        "Name: Sam Date of birth: x",
    )


@pytest.mark.parametrize(
    ("state", "until", "now_is"),
    [
        (Consent.GIVEN, None, Consent.GIVEN),
        (Consent.GIVEN, NOW + timedelta(seconds=1), Consent.GIVEN),
        (Consent.GIVEN, NOW, Consent.EXPIRED),
        (Consent.NOT_NEEDED_LEGAL, NOW, Consent.EXPIRED),
        (Consent.REFUSED, None, Consent.REFUSED),
        (Consent.REFUSED, NOW + timedelta(hours=1), Consent.REFUSED),
        (Consent.REFUSED, NOW, Consent.NOT_ASKED),  # "not today" is over
        (Consent.WITHDRAWN, NOW, Consent.WITHDRAWN),
    ],
)
def test_what_runs_out(state: Consent, until: datetime | None, now_is: Consent) -> None:
    assert state_now(term(state, until=until), NOW) is now_is
    assert may_send(term(state, until=until), NOW) is (now_is in SENDING)


@pytest.mark.parametrize(
    ("now", "not_today", "until"),
    [
        (NOW, False, "2027-05-23 10:15"),
        (at("2026-08-31 09:00"), False, "2027-02-28 09:00"),
        (at("2026-06-30 09:00"), False, "2026-12-30 09:00"),
        (at("2026-10-24 09:00"), True, "2026-10-25 00:00"),
        (at("2026-10-25 09:00"), True, "2026-10-26 00:00"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), True, "2026-07-03 00:00"),  # already 2 July in London
    ],
)
def test_until(now: datetime, not_today: bool, until: str) -> None:
    assert default_until(now, not_today=not_today) == at(until)


def test_every_field_has_words() -> None:
    assert set(FIELDS) == set(RECEIVES)
    banned = ("assessment", "eligib", "disclose", "vulnerab", "safeguard", "tenure", "referral", "consent")
    assert not [words for words in FIELD_WORDS.values() if any(word in words.lower() for word in banned)]


def test_one_spoken_sentence() -> None:
    assert sentence(HOUSING, ("name", "safe_contact"), "You may have to leave your home") == (
        "Can I tell the Housing team your name and a safe way to reach you, so they can help, as you may have to leave"
        " your home?"
    )
    repairs = but(HOUSING, public_label="Repairs")
    assert sentence(repairs, ("name",), "There is damp or mould in your home.") == (
        "Can I tell the people at Repairs your name, so they can help, as there is damp or mould in your home?"
    )
    worker = but(HOUSING, public_label="Health worker (room 4)")
    assert sentence(worker, ("name",), "ID is missing").startswith(
        "Can I tell the Health worker (room 4) your name, so"
    )
    assert sentence(HOUSING, (), "ID is missing").endswith("that you are coming, so they can help, as ID is missing?")
    assert sentence(HOUSING, (), "A date is set").endswith("so they can help, as a date is set?")
    usual = sentence(HOUSING, ("name", "safe_contact", "key_dates"), "You may have to leave your home")
    assert len(usual.split()) <= 30
    named = sentence(but(HOUSING, name="Secret name", public_label="Support team"), ("name",), "money")
    assert "Secret" not in named
