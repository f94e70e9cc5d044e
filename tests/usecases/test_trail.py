"""Who saw what is written down: safety always, opening what is long over only with a reason, told to a supervisor."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.usecases.conftest import FACTS_OF_SAM, Desk
from tests.usecases.trusted import as_
from triage.core.policy import FieldClass
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import news
from triage.usecases.afterwards.returning import find_before
from triage.usecases.afterwards.review import summary, summary_page
from triage.usecases.guard import ReasonNeeded
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import see_contact
from triage.usecases.trust.audit import access_line, see_recent_access
from triage.usecases.trust.glass import REASONS, give_reason
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back


def seen(desk: Desk, staff: str = "asha") -> list[rec.Access]:
    return sorted((row for row in desk.rows(rec.Access) if row.actor_id == staff), key=lambda row: row.number)


def test_a_talk_is_a_row_a_day_and_a_page_a_row_each_time(sam: Desk) -> None:
    before = len(seen(sam))
    assert before == len({(row.what, row.fields) for row in seen(sam)}), "the same things seen again add nothing"
    sam.here(see_contact)
    assert len(seen(sam)) == before
    sam.here(summary)
    sam.here(summary)
    assert [row.what for row in seen(sam)[before:]] == ["read", "read"]
    sam.here(summary_page)
    assert seen(sam)[-1].what == "page"
    sam.at(sam.clock.now + timedelta(days=1))
    sam.here(see_contact)
    assert seen(sam)[-1].what == "ask"


def test_whoever_sees_anything_about_safety_is_written_down(sam: Desk) -> None:
    assert not [row for row in seen(sam) if FieldClass.SAFETY in row.fields.split(",")]
    sam.here(
        confirm_needs, [NeedDecision("safety.domestic_abuse", "now", severity="urgent", because="said so", added=True)]
    )
    assert FieldClass.SAFETY in seen(sam)[-1].fields.split(",")
    for staff in ("tom", "mira"):
        as_(sam, staff, read_back, sam.contact)
        assert FieldClass.SAFETY in seen(sam, staff)[-1].fields.split(",")


def test_a_row_holds_ids_and_never_a_value(sam: Desk) -> None:
    sam.here(give_answer, "RE3", "yes")
    sam.here(summary)
    values = {json.loads(row.value) for row in sam.rows(rec.PersonDetail) if row.field in ("name", "postcode")}
    assert values
    for row in seen(sam):
        assert not any(value in str(row) for value in values)
        assert set(row.fields.split(",")) <= set(FieldClass) and row.why in {"", "refused", *dict(REASONS)}


def test_that_somebody_looked_and_found_nobody_is_written_down_without_what_they_typed(sam: Desk) -> None:
    for year in ("1990", "1991"):
        assert not as_(sam, "tom", find_before, {"name": "Quentin Xavier", "born": f"1 3 {year}"}).people
    rows = [row for row in sam.do(_every_access) if row.actor_id == "tom"]
    assert [(row.what, row.fields, row.contact_id) for row in rows] == [("find", "identity", "")] * 2
    assert not [word for word in ("Quentin", "1990", "03-01") if word in str(rows)]
    told = [access_line(row) for row in as_(sam, "ines", see_recent_access) if row.who == "Tom"]
    assert len(told) == 2 and all("Tom looked for somebody and found nobody" in line for line in told)


def _every_access(rows: Rows, _house: House, _ctx: Context) -> list[rec.Access]:
    return rows.find(rec.Access)


def test_what_is_long_over_opens_with_a_reason_and_a_supervisor_is_told(sam: Desk) -> None:
    for need in sam.here(read_back).needs:
        sam.here(confirm_needs, [NeedDecision(need.code, "no")])
    sam.here(finish_contact)
    sam.at(sam.clock.now + timedelta(days=50))
    with pytest.raises(ReasonNeeded, match="Say why you open it") as needed:
        as_(sam, "tom", summary, sam.contact)
    assert needed.value.contact_id == sam.contact
    assert "Choose from the list" in sam.refused(give_reason, sam.contact, "just looking")
    as_(sam, "tom", give_reason, sam.contact, "complaint")
    assert as_(sam, "tom", summary, sam.contact).code
    with pytest.raises(ReasonNeeded):
        as_(sam, "leila", summary, sam.contact)  # a reason is one's own
    told = as_(sam, "mira", news)
    assert "Tom opened NM-" in told[0] and "they complained" in told[0]
    assert as_(sam, "leila", news) == ()
    sam.at(sam.clock.now + timedelta(days=1))
    with pytest.raises(ReasonNeeded):
        as_(sam, "tom", summary, sam.contact)  # until midnight


def test_whom_somebody_found_is_written_down(sam: Desk) -> None:
    as_(sam, "tom", find_before, FACTS_OF_SAM)
    assert [row.what for row in seen(sam, "tom")] == ["find"]
