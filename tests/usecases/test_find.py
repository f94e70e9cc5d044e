"""What somebody would type at the desk, and who must be among the first three: by practice.md E and F, not by the engine.

The left column is what people say and how hurried hands type it; the right one the service of practice.md F2 (or F1)
whose line "needs met" or "who can use it" says that it is theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_harms import TELLING
from triage import bootstrap
from triage.content.where import sample_content
from triage.core.directory import DeskState
from triage.core.hours import LONDON
from triage.usecases.ports import House, UseCaseError
from triage.usecases.reception.find import FoundRow, FoundView, find_services, warm_up
from triage.usecases.reception.service_page import ServicePage, service_page

MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)


@cache
def house() -> House:
    content = bootstrap.load_content(sample_content())  # read once for all tests
    return House(content.question_set, content.directory)


def find(typed: str, at: datetime = MONDAY) -> FoundView:
    return find_services(house(), at, typed)


def ids(view: FoundView) -> list[str]:
    return [row.service for row in view.rows]


def row(view: FoundView, service: str) -> FoundRow:
    return next(row for row in view.rows if row.service == service)


@pytest.mark.parametrize(
    ("typed", "service"),
    [
        # home
        ("nowhere to sleep tonight", "housing_duty"),
        ("homeless", "housing_duty"),
        ("homles", "housing_duty"),
        ("my mum kicked me out", "housing_duty"),
        ("evicted", "housing_duty"),
        ("eviction notice", "housing_duty"),
        ("section 21", "housing_duty"),
        ("sofa surfing", "housing_duty"),
        ("rent", "advice"),
        ("behind with rent", "advice"),
        ("rent arears", "tenancy"),
        ("landlord changed the locks", "housing_duty"),
        ("damp", "env_health"),
        ("mould in the bathroom", "ph_repairs"),
        ("boiler broken", "energy"),
        ("no heating", "ph_repairs"),
        ("noisy neighbors", "csafety"),
        ("need a bed and cooker", "reuse"),
        ("smoke alarm", "fire"),
        ("leaving care", "leaving"),
        ("care leaver age 17", "leaving"),
        # money
        ("skint", "advice"),
        ("bailiff", "advice"),
        ("baliff at the door", "advice"),
        ("dept", "advice"),
        ("food bank", "pantry"),
        ("hungry", "pantry"),
        ("foodbnk", "pantry"),
        ("no electric", "energy"),
        ("top up meter", "energy"),
        ("gas bill", "energy"),
        ("council tax", "ctax"),
        ("coucil tax", "ctax"),
        ("crisis fund", "crisis"),
        ("emergency money", "crisis"),
        ("universal credit", "jobcentre"),
        ("univeral credit", "advice"),
        ("benefit sanction", "advice"),
        ("appeal pip", "advice"),
        ("loan shark", "loans"),
        ("gambling", "drugs"),
        ("school uniform", "babybank"),
        ("nappies", "babybank"),
        # health and people
        ("prescription", "pharm"),
        ("chemist", "pharm"),
        ("register with a doctor", "pharm"),
        ("depressed", "sp"),
        ("axiety", "talk"),
        ("suicidal", "mh"),
        ("drinking too much", "drugs"),
        ("heroin", "drugs"),
        ("lonely", "sp"),
        ("looking after my mum", "carers"),
        ("social worker for dad", "asc"),
        ("midwife", "hv"),
        ("parenting course", "family"),
        ("special needs child", "family"),
        ("someone has died", "registrar"),
        ("birth certificate", "registrar"),
        # skills
        ("job centre", "jobcentre"),
        ("jobcenter", "jobcentre"),
        ("learn english", "learn"),
        ("cant read", "learn"),
        ("computer", "digital"),
        ("wifi", "digital"),
        ("sim card", "digital"),
        ("help with a form", "navigator"),
        ("bus pass", "transport"),
        ("voluntering", "volunteer"),
        ("first job", "youthhub"),
        ("redundancy", "advice"),
        # what is said in private, and the law
        ("he hits me", "da"),
        ("domestic violence", "da"),
        ("rape", "sv"),
        ("stalker", "da"),
        ("racist neighbour", "csafety"),
        ("scammed", "victims"),
        ("burgled", "victims"),
        ("police", "police"),
        ("probation officer", "probation"),
        ("visa", "law"),
        ("solicitor", "law"),
        ("child protection", "mash"),
        ("anger managment", "change"),
        # the building, names, national lines
        ("toilet", "reception"),
        ("priya", "housing_duty"),
        ("shelter", "uk_shelter"),
        ("samaritans", "uk_samaritans"),
        ("citizens advice", "uk_ca"),
        ("111", "uk_nhs111"),
        ("dementia", "asc"),
    ],
)
def test_what_people_say_finds_who_helps_among_the_first_three(typed: str, service: str) -> None:
    assert service in ids(find(typed))[:3], [(found.service, found.because) for found in find(typed).rows[:6]]


def test_every_service_is_found_by_its_public_label_and_its_name() -> None:
    for service in house().directory.services:
        if service.active:
            assert service.id in ids(find(service.name))[:3], service.id
        if service.active and not service.sensitive:
            labels = [row.label for row in find(service.public_label).rows[:3]]
            assert service.public_label in labels, service.id


def test_as_it_is_typed_letter_by_letter_it_stays_found() -> None:
    for length in range(3, len("bailiff") + 1):
        assert "advice" in ids(find("bailiff"[:length]))[:3], length


# --- why --------------------------------------------------------------------------------------------------


def test_it_says_which_words_led_there_and_to_what() -> None:
    assert row(find("evicted"), "housing_duty").because == "evicted → Might have to leave home"
    assert row(find("balif"), "advice").because == "bailiff → Bailiffs or cut-off"
    assert row(find("kicked out"), "housing_duty").because == "kicked out → Staying somewhere for now"
    assert row(find("pantry"), "pantry").because == "pantry"


def test_of_what_is_sensitive_only_that_it_was_found() -> None:
    names = {service.id: service for service in house().directory.services}
    looked_for = ["domestic abuse", "rape", "suicidal", "heroin", "drinking", "loan shark", "gambling", "prison", "fgm"]
    looked_for += [service.name for service in names.values() if service.sensitive]
    shown = [found for typed in looked_for for found in find(typed).rows if names[found.service].sensitive]
    assert len(shown) > 40
    for found in shown:
        assert found.label == names[found.service].public_label
        assert found.because == "what you typed"
        assert found.who == ""
        assert not TELLING.search(" ".join((found.label, found.about, found.where, found.when, found.because)))


def test_a_sensitive_need_is_not_named_beside_a_service_that_is_not() -> None:
    assert row(find("depressed"), "sp").because == "what you typed"


def test_a_worker_where_people_are_kept_safe_is_nobody_to_look_up() -> None:
    for service in house().directory.services:
        for worker in service.workers if service.sensitive else ():
            assert service.id not in ids(find(worker.name)), worker.name


# --- open now, floor, nothing -------------------------------------------------------------------------------


def test_open_now_leaves_out_whoever_is_not() -> None:
    closed_today = {"energy", "law", "hv", "fire"}
    assert closed_today.isdisjoint(ids(find("open now")))
    found = find("heating open now")
    assert found.only == "open now" and "energy" not in ids(found) and "ph_repairs" in ids(found)
    assert ids(find("open now", MONDAY.replace(hour=3))) == []


@pytest.mark.parametrize("typed", ["floor 1", "first floor", "1st floor", "Floor 1"])
def test_a_floor_lists_who_is_there(typed: str) -> None:
    view = find(typed)
    assert view.only == "floor 1"
    assert {"ctax", "crisis", "registrar", "learn"} <= set(ids(view))
    assert {house().directory.by_id[service].floor for service in ids(view)} == {"1"}


def test_words_a_floor_and_the_time_together() -> None:
    assert ids(find("council tax ground floor")) == []
    assert ids(find("open now floor 1 council tax"))[0] == "ctax"


def test_a_list_that_nobody_asked_for_by_words_holds_nothing_sensitive() -> None:
    for typed in ("open now", "floor 2", "ground floor", "floor 2 open now", "bailiff floor 2", "advice floor 2"):
        rows = find(typed).rows
        assert rows
        assert not any(house().directory.by_id[found.service].sensitive for found in rows)


@pytest.mark.parametrize("typed", ["xyzzy", "can I get some help", "?", "…", "q"])
def test_nothing_found_says_kindly_what_to_try_and_whom_to_ask(typed: str) -> None:
    view = find(typed)
    told = " ".join(view.told)
    assert view.rows == ()
    assert "Nothing found for that." in told and "rent, food or letter" in told
    assert "Mira, duty lead, extension 4100" in told and "Citizens Advice, 0800 144 8848" in told
    assert "Support team, pod area, ground floor, 01632 960102" in told


def test_nothing_found_because_it_was_narrowed_says_so() -> None:
    assert "Without “open now” or the floor there may be somebody." in find("immigration open now floor 1").told


def test_nothing_typed_finds_nothing_and_says_nothing() -> None:
    assert find("") == find("   ") == FoundView(())


# --- order ---------------------------------------------------------------------------------------------------


def test_here_comes_before_elsewhere_and_before_national_lines() -> None:
    found = ids(find("evicted"))
    services = house().directory.by_id
    places = [(services[one].national, not services[one].in_building) for one in found]
    assert found[0] == "housing_duty" and "uk_shelter" in found
    assert places == sorted(places)


def test_at_night_the_line_that_answers_comes_before_the_desk_that_is_closed() -> None:
    assert ids(find("nowhere to sleep"))[0] == "housing_duty"
    rows = find("nowhere to sleep open now", MONDAY.replace(hour=22)).rows
    assert rows[0].service == "housing_oo" and rows[0].when == "open until 09:00"


def test_who_is_not_running_comes_last_and_says_so() -> None:
    found = find("credit union").rows
    here = [one for one in found if one.service == "cu"]
    assert here[0].when == "not running at the moment" and not here[0].open_now


def test_full_today_is_said() -> None:
    assert row(find("social care"), "asc").when == "open until 17:00, full today"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered_and_always_the_same(typed: str) -> None:
    assert find(typed) == find(typed)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["bailiff", "homeless", "eviction", "furniture", "volunteering", "prescription", "mortgage"]),
    st.data(),
)
def test_one_letter_wrong_finds_the_same_first(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    mistakes = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at - 1] + word[at:],
    )
    assert ids(find(data.draw(st.sampled_from(mistakes))))[:1] == ids(find(word))[:1]


def test_warming_up_changes_nothing() -> None:
    before = find("bailif")
    warm_up(house())
    assert find("bailif") == before


# --- the page -------------------------------------------------------------------------------------------------


def page(service: str, at: datetime = MONDAY) -> dict[str, tuple[str, ...]]:
    found: ServicePage = service_page(house(), at, service)
    return {"": (found.label,), **dict(found.sections)}


def test_a_page_says_what_for_whom_where_when_who_how_and_what_to_bring() -> None:
    assert page("housing_duty") == {
        "": ("Housing team",),
        "Where": ("Ground floor · desk 4, by the lift", "Phone 01632 960120"),
        "When": ("Open until 16:30", "Mon-Fri 09:00-16:30", "Takes nobody new after 15:30"),
        "Who is in today": ("Priya, extension 4120",),
        "What for": ("Rent problems and losing your home",),
        "For whom": ("Anyone homeless or at risk of it",),
        "How to get them there": ("Walk over together", "Phone, with help", "Book a time", "Can see 8 a day"),
        "Bring": ("Any letters about your home",),
        "Good to know": ("No steps on the way, hearing loop", "Northmere Council", "Last checked 16 November 2026"),
    }


def test_days_with_the_same_hours_stand_together() -> None:
    week = "Mon-Tue and Fri 08:45-17:00, Wed 10:00-17:00, Thu 08:45-18:30, Sat 09:30-12:30"
    assert page("reception")["When"] == ("Open until 17:00", week)
    assert "Mon-Thu 17:00-09:00, Fri 17:00-24:00" in page("housing_oo")["When"][1]


def test_drop_in_waits_ages_postcodes_and_steps_are_said() -> None:
    assert "9 days to an appointment" in page("sp")["When"]
    assert "Without an appointment: Tue 10:00-12:00" in page("tenancy")["When"]
    assert page("tenancy")["For whom"] == ("Tenants in the district", "Postcodes beginning ZZ99 3")
    assert page("youthhub")["For whom"] == ("Age 16 to 24",)
    assert "Steps on the way: meet in pod G1 instead" in page("drugs")["Good to know"]
    assert page("energy")["Who is in today"][0].startswith("Nobody today. ")


def test_what_was_not_checked_for_long_says_so() -> None:
    assert page("reuse")["Good to know"][-1] == "Last checked 20 April 2026. Check before you rely on it"
    assert page("housing_duty", MONDAY + timedelta(days=400))["Good to know"][-1].endswith(
        "Check before you rely on it"
    )


def test_the_page_of_a_sensitive_service_is_its_public_face_alone() -> None:
    for service in house().directory.services:
        if service.sensitive:
            shown = " ".join(line for lines in page(service.id).values() for line in lines)
            assert not TELLING.search(shown), (service.id, shown)
            assert service.name not in shown
            assert not service.web or service.web not in shown
            assert not any(worker.name in shown.split() for worker in service.workers)
    assert "Somebody comes in about 10 minutes" in page("da")["How to get them there"]


def test_every_service_has_a_page_that_says_where_and_when() -> None:
    for service in house().directory.services:
        assert {"Where", "When", "What for", "How to get them there"} <= set(page(service.id)), service.id


def test_what_a_desk_said_of_today_counts_when_looking_too() -> None:
    """Found as open while every desk was told that it is full: somebody would be sent there for nothing (H11)."""
    full = {"advice": DeskState(full=True, room_said="10:10")}
    (row,) = (row for row in find_services(house(), MONDAY, "advice centre", full).rows if row.service == "advice")
    assert row.when == "open until 16:00, full today, said at 10:10" and not row.open_now
    back = {"advice": DeskState(back_at="14:00", hours_said="10:10")}
    when = dict(service_page(house(), MONDAY, "advice", back).sections)["When"]
    assert when[0] == "Back at 14:00, said at 10:10"
    assert "advice" not in ids(find_services(house(), MONDAY, "open now benefits", back))
    out = {"advice": DeskState(out=True, hours_said="10:10")}
    (row,) = (row for row in find_services(house(), MONDAY, "advice centre", out).rows if row.service == "advice")
    assert row.when == "opens Tuesday 09:30, not in today, said at 10:10"


def test_a_service_that_has_gone_is_told() -> None:
    with pytest.raises(UseCaseError, match="not in the directory any more"):
        service_page(house(), MONDAY, "gone")


def test_the_sample_is_that_of_the_repository() -> None:
    assert (sample_content() / "question_sets/find.yaml").is_file()
    assert Path(__file__).parents[2] / "question_sets" == sample_content() / "question_sets"
