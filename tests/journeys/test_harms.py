"""Harms 1, 3, 6 and 7 of practice.md H at a real desk with its store: what is shown, sent, written and printed.

Somebody tells what they tell; then everything a face could draw is searched. Every guard has its control: the same visit
without what must be kept back, or where it may be seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pytest

from tests.core.test_harms import LABELS
from tests.journeys.desk import Morning
from triage.core.consent import SENDS, Consent
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.finish import see_finish
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.handoff.withdraw import withdraw
from triage.usecases.paper.slips import make_slip
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import move_contact, open_contact, park_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import see_matches
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back
from triage.usecases.write import stamp

ALONE = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}
START = {"S3": ["no"], "PR1": "yes", "HO1": {"name": "Rosa", "postcode": "ZZ99 3AA"}, "ZZ1": "to stay near the school"}
NOTICE = START | {"H1": "private", "H3": "two_months", "H3a": ["notice"], "H3b": "16/1/2027"}
HURT = {"F0": ALONE, "F1": "no", "F2": "yes", "F2a": ["partner"], "F2b": "no", "F2c": "no", "F2d": "specialist"}
EVICTION, ABUSE = "housing.eviction_risk", "safety.domestic_abuse"
COUNTER, ROOM = "desk2", "GP"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = Morning(tmp_path_factory.mktemp("harms")).open_office()
    opened.sign_in("asha")
    yield opened
    opened.close()


def visit(office: Office, answers: Mapping[str, object], place: str = ROOM, *, wanted: str = "now") -> str:
    """Somebody in that place who said all this; every need read back, and wanted."""
    contact = office.do(open_contact, COUNTER).result().contact_id
    office.do(move_contact, contact, place).result()
    for question, answer in answers.items():
        office.do(give_answer, contact, question, answer).result()
    codes = [need.code for need in office.do(read_back, contact).result().needs]
    office.do(confirm_needs, contact, [NeedDecision(code, wanted) for code in codes]).result()
    return contact


SEEN: tuple[Callable[..., Any], ...] = (see_contact, read_back, see_matches, see_sharing, see_finish, make_slip)


def drawn(office: Office, contact: str) -> str:
    """Everything that any screen or line could show of this visit, and the lists it is in."""
    views = [office.do(see, contact).result() for see in SEEN]
    views += [office.do(front_desk).result(), office.do(today).result()]
    return "\n".join(_texts([asdict(view) for view in views]))


def _texts(value: Any) -> Iterator[str]:
    """Every text for eyes; codes and ids are for programs."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in (
                "code",
                "need_codes",
                "need",
                "service",
                "contact_id",
                "question",
                "id",
                "choices",
                "could_add",
            ):
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


# --- 1. a refuge or a new address, printed or stored ----------------------------------------------------


def test_harm_1_somebody_who_is_being_hurt_gets_no_paper(office: Office) -> None:
    hurt, plain = visit(office, NOTICE | HURT), visit(office, NOTICE)
    for contact in (hurt, plain):
        office.do(agree, contact, "housing_duty", EVICTION, "given").result()
        office.do(start_handoff, contact, "housing_duty").result()
    paper = office.do(make_slip, hurt).result()
    assert paper.page is None and paper.lines == () and paper.card == () and paper.why_not
    assert not office.do(see_finish, hurt).result().slip_allowed
    written = "\n".join(office.do(make_slip, plain).result().lines)
    assert "Housing team" in written and "Rosa" in written  # the same visit without it does get one


def test_harm_1_a_slip_holds_no_address_no_words_and_no_place_somebody_stays_at(office: Office) -> None:
    words = "Rose House, 4 Elm Road, ZZ99 3AB"
    told = NOTICE | {
        "H1": "temporary",
        "H2": "yes",
        "RE1": {"words": words, "about": ["home"]},
        "HO2": {"channel": "post", "value": words, "who_else_sees": words},
        "ZZ1": words,
    }
    contact = visit(office, told)
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    office.do(start_handoff, contact, "housing_duty").result()
    lines = office.do(make_slip, contact).result().lines
    assert lines
    paper = "\n".join(lines)
    assert not re.search(r"Rose House|Elm Road|ZZ99|temporary|hostel|refuge", paper, re.IGNORECASE)
    assert "Rose House" in drawn(office, contact)  # it was told, and staff see it


def test_harm_1_what_goes_to_another_service_says_nothing_of_it(office: Office) -> None:
    contact = visit(office, NOTICE | HURT)
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    rows = {row.service: row for row in office.do(see_sharing, contact).result().rows}
    sent = " ".join(rows["housing_duty"].sends)
    assert "Rosa" in sent
    private = [q for q in office.house.question_set.by_id.values() if q.module == "F"]
    assert not [q.about for q in private if q.about in sent]
    assert not re.search(r"partner|unsafe|hurt|scar", sent)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("she is in a refuge", "“What brought you in”: it may say where somebody stays now"),
        ("no recourse, they said", "it may be about papers"),
        ("a letter about the rent", ""),
    ],
)
def test_harms_1_and_5_whoever_typed_too_much_is_asked_to_leave_it_out(office: Office, words: str, says: str) -> None:
    contact = office.do(open_contact, COUNTER).result().contact_id
    said = office.do(give_answer, contact, "RE1", {"words": words, "about": ["home"]}).result().prompts
    assert any(says in prompt for prompt in said) if says else not any("Typed at" in prompt for prompt in said)
    after = office.do(give_answer, contact, "RE1", {"words": "help with a home", "about": ["home"]}).result()
    assert not any("Typed at" in prompt for prompt in after.prompts)  # changed, and the note is gone
    assert not office.do(
        lambda rows, h, c: [r for r in rows.find(rec.Answer, contact_id=contact) if words in r.value]
    ).result()


# --- 3. flags on a visible screen -----------------------------------------------------------------------


def test_harm_3_what_somebody_waits_for_is_in_words_the_hall_may_read(office: Office) -> None:
    contact = office.do(open_contact, COUNTER).result().contact_id
    for waits_for, where in (("the abuse worker", ""), ("", "hiding from him"), ("NRPF adviser", "")):
        with pytest.raises(UseCaseError, match="Anybody at the desk can read this list"):
            office.do(park_contact, contact, waits_for, where).result()
    shown = office.do(park_contact, contact, "a worker", "seats by the lift").result()
    assert "a worker" in {person.waits_for for person in shown.people}


def test_harm_3_the_page_of_a_visit_names_it_only_to_a_supervisor(office: Office) -> None:
    contact = visit(office, NOTICE | HURT)
    office.do(agree, contact, "da", ABUSE, "given").result()
    pages = {}
    for who in ("asha", "mira"):
        office.sign_in(who)
        pages[who] = "\n".join(_texts(asdict(office.do(summary, contact).result())))
    office.sign_in("asha")
    plain = office.house.question_set.need(ABUSE).plain
    assert plain in pages["mira"]
    assert telling(office).findall(pages["asha"]) == []
    assert "Support (" in pages["asha"] and "You may have to leave your home" in pages["asha"]


def telling(office: Office) -> re.Pattern[str]:
    """All that would tell: the need in its words, who helps by name, and what was answered in private."""
    rules, services = office.house.question_set, office.house.directory.by_id
    need = rules.need(ABUSE)
    words = [need.plain, need.label, need.definition, need.self_help, services["da"].name]
    words += [f"{rules.by_id[q].about}: {rules.by_id[q].option(str(a)).says}" for q, a in (("F1", "no"), ("F2", "yes"))]  # type: ignore[union-attr]
    return re.compile("|".join(map(re.escape, words)) + r"|partner or ex|hurting|scaring", re.IGNORECASE)


def test_harm_3_at_the_counter_nothing_shows_what_was_told_in_private(office: Office) -> None:
    contact = visit(office, NOTICE | HURT)
    in_private = drawn(office, contact)
    assert len(set(telling(office).findall(in_private))) >= 3  # alone in the room it is all there
    office.do(move_contact, contact, COUNTER).result()
    in_the_open = drawn(office, contact)
    assert telling(office).findall(in_the_open) == []
    assert "Support" in in_the_open  # it is not lost, only not named
    assert "You may have to leave your home" in in_the_open  # and what may be seen still is


def test_harm_3_nor_with_somebody_beside_them_in_the_room(office: Office) -> None:
    contact = visit(office, NOTICE | HURT)
    office.do(give_answer, contact, "ST1", ["with_adult"]).result()
    assert telling(office).findall(drawn(office, contact)) == []


def test_harm_3_lists_show_a_code_and_initials_and_no_sensitive_service(office: Office) -> None:
    visit(office, NOTICE | HURT)
    desk, day = office.do(front_desk).result(), office.do(today).result()
    sensitive = {s.id for s in office.house.directory.services if s.sensitive and s.in_building}
    assert sensitive and not sensitive & {line.service for line in desk.services}
    assert "Rosa" not in "\n".join([*_texts(asdict(desk)), *_texts(asdict(day))])
    assert any(row.initials == "R" for row in day.rows)


# --- 6. referring without agreement -----------------------------------------------------------------------


NO = sorted(set(Consent) - SENDS)  # what sends by a legal power has a gate of its own (practice.md C5)


def _kept(rows: Rows, house: House, ctx: Context, contact: str, state: Consent) -> None:
    """A row as it would stand in the store, whatever wrote it."""
    row = rec.Agreement(
        **stamp(ctx),
        contact_id=contact,
        service="housing_duty",
        need=EVICTION,
        state=state.value,
        limits="",
        fields=json.dumps(["name", "postcode"]),
        until=None,
        words_version=house.question_set.privacy_version,
        because="",
    )
    rows.add(row)


@pytest.mark.parametrize("state", [None, *NO])
def test_harm_6_nothing_is_sent_without_a_yes(office: Office, state: Consent | None) -> None:
    contact = visit(office, NOTICE)
    if state:
        office.do(_kept, contact, state).result()
    (row,) = office.do(see_sharing, contact).result().rows
    assert row.sends == ("Nothing will be sent",)
    with pytest.raises(UseCaseError, match="Nothing is agreed with Housing team yet"):
        office.do(start_handoff, contact, "housing_duty").result()
    assert office.do(lambda rows, house, ctx: rows.find(rec.Handoff, contact_id=contact)).result() == []


def test_harm_6_a_yes_is_for_one_recipient_and_one_need(office: Office) -> None:
    contact = visit(office, NOTICE | {"M2": "today_only"})
    before = {(row.service, row.need): row.state for row in office.do(see_sharing, contact).result().rows}
    assert len(before) > 1 and set(before.values()) == {"not_asked"}  # nothing is ticked beforehand
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    after = {(row.service, row.need): row.state for row in office.do(see_sharing, contact).result().rows}
    assert {pair for pair, state in after.items() if state == "given"} == {("housing_duty", EVICTION)}
    other = next(service for service, _ in after if service != "housing_duty")
    with pytest.raises(UseCaseError, match="Nothing is agreed"):
        office.do(start_handoff, contact, other).result()
    office.do(start_handoff, contact, "housing_duty").result()  # what was agreed does go


def test_harm_6_a_no_after_a_yes_stops_it(office: Office) -> None:
    contact = visit(office, NOTICE)
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    for later in ("withdrawn", "refused", "not_today"):
        if later == "withdrawn":
            office.do(withdraw, contact, "housing_duty").result()
        else:
            office.do(agree, contact, "housing_duty", EVICTION, later).result()
        (row,) = office.do(see_sharing, contact).result().rows
        assert row.sends == ("Nothing will be sent",), later
    with pytest.raises(UseCaseError):
        office.do(start_handoff, contact, "housing_duty").result()


def test_harm_6_limits_are_honoured_in_what_is_sent(office: Office) -> None:
    contact = visit(office, NOTICE)
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    (whole,) = office.do(see_sharing, contact).result().rows
    office.do(agree, contact, "housing_duty", EVICTION, "given_with_limits", "not my dad", ["name"]).result()
    (limited,) = office.do(see_sharing, contact).result().rows
    assert limited.sends == ("Name: Rosa",)
    assert set(limited.sends) < set(whole.sends)
    assert not any("dad" in line for line in limited.sends)
    walk = office.do(start_handoff, contact, "housing_duty").result()
    assert walk.sends == limited.sends  # what goes is what was shown


# --- 7. a score, a label or an opinion before the person ------------------------------------------------


def test_harm_7_what_the_person_reads_or_hears_holds_no_label(office: Office) -> None:
    contact = visit(office, NOTICE | {"M2": "today_only", "W5": "low"})
    office.do(agree, contact, "housing_duty", EVICTION, "given").result()
    walk = office.do(start_handoff, contact, "housing_duty").result()
    sharing = office.do(see_sharing, contact).result()
    told = [*office.do(make_slip, contact).result().lines, walk.intro, *(row.sentence for row in sharing.rows)]
    told += [line for row in sharing.rows for line in row.sends]
    told += [need.plain for need in office.do(read_back, contact).result().needs]
    assert len(told) > 10
    assert [line for line in told if LABELS.search(line)] == []
    kept = office.do(lambda rows, house, ctx: rows.find(rec.Need, contact_id=contact)).result()
    assert all(LABELS.search(row.severity) or LABELS.search(row.code) for row in kept)  # the rows do hold them
