"""What is written down goes when it is due or asked for: two people, a hold beats both, and no trace in the file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.usecases.conftest import SAM, Desk
from tests.usecases.trusted import as_, over_since
from triage.core.retention import Goes
from triage.usecases import records as rec
from triage.usecases.afterwards.returning import find_before
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import see_contact
from triage.usecases.trust.erasing import ERASED
from triage.usecases.trust.keeping import PROPOSED, confirm, hold, propose, propose_erasing, release
from triage.usecases.trust.rights import answer_complaint, complain, correct, restrict, see_complaints

PLANTED = ("Quillfeather", "Zyxomma letter")
WHO = SAM | {
    "HO1": {"name": f"Sam {PLANTED[0]}", "born": "1992-03-01", "postcode": "ZZ99 3AA"},
    "RE1": {"words": PLANTED[1], "about": ["home"]},
}


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("triage.db*")))


def traces(folder: Path) -> list[str]:
    """Which planted words stand anywhere in the store's files, in any of five encodings."""
    there = bytes_of(folder)
    return [
        f"{word} as {encoding}"
        for word in PLANTED
        for encoding, raw in (
            ("utf-8", word.encode()),
            ("utf-16-le", word.encode("utf-16-le")),
            ("utf-16-be", word.encode("utf-16-be")),
            ("json", json.dumps(word)[1:-1].encode()),
            ("hex", word.encode().hex().encode()),
        )
        if raw in there
    ]


@pytest.fixture
def over(desk: Desk) -> Desk:
    """Sam was here, went to Priya, and that is finished."""
    desk.arrive(WHO)
    desk.agree_all()
    sent = desk.here(start_handoff, "housing_duty").handoff_id
    for step, worker, why in (
        ("met", "", ""), ("accepted", "Priya", ""), ("first_contact", "", ""), ("outcome", "", PLANTED[1]), ("closed", "", ""),
    ):  # fmt: skip
        desk.do(record_step, sent, step, worker, why)
    over_since(desk, 0)
    return desk


def test_asked_for_it_goes_and_leaves_no_trace(over: Desk, tmp_path: Path) -> None:
    assert traces(tmp_path), "the control: it is there before"
    paper = tmp_path / "slips"
    paper.mkdir()
    code = over.here(see_contact).code
    (paper / f"{code}.txt").write_text("x")
    made = as_(over, "ines", propose_erasing, over.contact)
    assert made.codes == (code,) and traces(tmp_path), "nothing has gone yet"
    with pytest.raises(UseCaseError, match="second person"):
        as_(over, "ines", confirm, made.id)
    with pytest.raises(UseCaseError):
        as_(over, "tom", confirm, made.id)
    done = as_(over, "mira", confirm, made.id)
    assert done.codes == (code,) and over.office.forget_paper(done.codes) == 1
    assert traces(tmp_path) == []
    assert "no longer in the list" in over.refused(see_contact, over.contact)
    for kind in rec.RECORDS:
        if kind not in (rec.Access, rec.Right) and "contact_id" in kind.__slots__:
            assert over.rows(kind) == [], kind
    (stone,) = over.rows(rec.Right)
    assert (stone.what, stone.about, stone.actor_id) == (ERASED, Goes.ALL, "mira")
    with pytest.raises(UseCaseError, match="confirmed already"):
        as_(over, "mira", confirm, made.id)


def test_of_somebody_who_was_sent_the_words_go_first_and_the_rest_after_six_years(over: Desk, tmp_path: Path) -> None:
    over.at(over.clock.now + timedelta(days=731))
    made = as_(over, "ines", propose)
    ((rule, number),) = [count for count in made.counts if "words" in count[0]]
    assert number == 1 and "what was agreed stays" in rule
    as_(over, "mira", confirm, made.id)
    assert traces(tmp_path) == []
    assert over.rows(rec.Handoff) and over.rows(rec.HandoffStep) and over.rows(rec.Agreement)
    assert over.rows(rec.Answer) == [] == over.rows(rec.Need)
    assert not any(row.because for row in over.rows(rec.HandoffStep))
    over.at(over.clock.now + timedelta(days=2192))
    again = as_(over, "ines", propose)
    as_(over, "mira", confirm, again.id)
    assert over.rows(rec.Handoff) == []


def test_a_hold_beats_what_is_due_and_what_is_asked_also_after_it_was_proposed(over: Desk) -> None:
    over.at(over.clock.now + timedelta(days=800))
    made = as_(over, "ines", propose)
    as_(over, "ines", hold, over.contact, "a court asked for it")
    over_codes = as_(over, "mira", confirm, made.id).codes
    assert not set(over_codes) & {code for code in made.codes if over.rows(rec.Answer) == []}
    assert over.rows(rec.Answer), "held since it was proposed"
    with pytest.raises(UseCaseError, match="on hold"):
        as_(over, "ines", propose_erasing, over.contact)
    as_(over, "ines", release, over.contact)
    again = as_(over, "ines", propose)
    as_(over, "mira", confirm, again.id)
    assert over.rows(rec.Answer) == []


def test_a_proposal_is_ids_only(over: Desk) -> None:
    over.at(over.clock.now + timedelta(days=800))
    as_(over, "ines", propose)
    rows = over.do(lambda rows, _h, _c: rows.find(rec.Right, what=PROPOSED))
    assert PLANTED[0] not in rows[0].words and over.contact in rows[0].words


def test_a_correction_stands_beside_what_was_first_said(over: Desk) -> None:
    with pytest.raises(UseCaseError, match="no such question"):
        over.here(correct, "H99", "no")
    over.here(correct, "H1", "It is my brother\u2019s flat")
    sections = dict(over.here(summary).sections)
    (line,) = sections["They say it is different"]
    assert "brother" in line
    (answer,) = [row for row in over.rows(rec.Answer) if row.question_id == "H1"]
    assert json.loads(answer.value) == "private"


def test_a_complaint_is_taken_down_by_whoever_hears_it_and_answered(over: Desk) -> None:
    made = over.here(complain, "You told my sister")
    assert (made.due - made.at).days == 30 and not made.answered
    assert over.refused(see_complaints)
    (seen,) = as_(over, "ines", see_complaints)
    assert as_(over, "ines", answer_complaint, seen.id, "We looked and said sorry").answered


def test_who_is_restricted_is_there_for_those_named_until_that_is_lifted(over: Desk) -> None:
    told = {"name": f"Sam {PLANTED[0]}", "born": "1 3 1992"}
    with pytest.raises(UseCaseError, match="not in the list of staff"):
        as_(over, "mira", restrict, over.contact, ["Nobody"])
    assert over.refused(restrict, over.contact, ["Asha"]), "an assistant may not"
    assert as_(over, "mira", restrict, over.contact, ["Mira"]) == ("Mira",)
    assert not over.do(find_before, told).people and as_(over, "mira", find_before, told).people
    assert "not in the list" in over.refused(see_contact, over.contact)
    as_(over, "mira", restrict, over.contact, [])
    assert over.do(find_before, told).people
