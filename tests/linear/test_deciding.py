"""Taking back, without asking, sent on, kept out and what came after, typed a line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.linear.script import CANCEL, Lines, newest_code
from tests.usecases.conftest import SAM
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.linear.fields import fitting
from triage.linear.gate import without_asking
from triage.linear.helpers import see_helpers
from triage.linear.later import tell_later
from triage.linear.lead import one_name
from triage.linear.reading import NotRead
from triage.linear.sharing import share
from triage.linear.steps import Step
from triage.linear.talk import Talk, Visit
from triage.linear.walking import set_off
from triage.office import Office
from triage.settings import Settings
from triage.usecases import records as rec
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.reception.contacts import open_contact
from triage.usecases.views import PartView
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back
from triage.usecases.visit.speaking import set_speaker

TO, NEED = "housing_duty", "housing.eviction_risk"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home: Path = tmp_path_factory.mktemp("home")
    opened = open_office(Settings(home=home, content=sample_content(), demo=True))
    opened.sign_in("asha")
    yield opened
    opened.close()


@pytest.fixture
def sam(office: Office) -> Visit:
    contact = office.do(open_contact, "desk2").result().contact_id
    for question, raw in SAM.items():
        office.do(give_answer, contact, question, raw).result()
    needs = office.do(read_back, contact).result().needs
    office.do(confirm_needs, contact, [NeedDecision(need.code) for need in needs]).result()
    return Visit(contact, newest_code(office))


def talk(office: Office, *lines: str | None) -> tuple[Talk, Lines]:
    script = Lines(*lines, office=office)
    return Talk(office, script, lambda: None), script


def rows(office: Office, kind: type, visit: Visit) -> list:  # type: ignore[type-arg]
    return office.do(lambda store, _h, _c: store.find(kind, contact_id=visit.contact_id)).result()  # type: ignore[no-any-return]


def agreed(office: Office, visit: Visit) -> None:
    for row in office.do(see_sharing, visit.contact_id).result().rows:
        office.do(agree, visit.contact_id, row.service, row.need, "given").result()


GATE = ("1", "harm to a child tonight", "1", "1", "yes", "1", "", "1", "", "no", "it adds risk", "They left", "24 nov")


def test_the_gate_whole(office: Office, sam: Visit) -> None:
    typed, script = talk(office, *GATE, "yes")
    assert without_asking(typed, sam) == TO
    (decision,) = rows(office, rec.Decision, sam)
    assert (decision.share, decision.told, decision.why_not_told) == (True, "no", "it adds risk")
    assert decision.decided_by == "Rosa Field" or decision.decided_by
    assert "Never enough by itself: a partner asked" in script.all
    assert "This goes, and nothing else: your name." in script.all
    assert [row.state for row in rows(office, rec.Agreement, sam)] == ["not_needed_legal"]


@pytest.mark.parametrize("until", range(len(GATE) + 1))
def test_left_at_any_prompt_nothing_is_written(office: Office, sam: Visit, until: int) -> None:
    """Ctrl+C in the middle of a list ends only that list, so then the rest is left as well."""
    typed, script = talk(office, *GATE[:until], *[CANCEL] * 8)
    assert without_asking(typed, sam) == ""
    assert not rows(office, rec.Decision, sam) and not rows(office, rec.Agreement, sam)
    assert "Nothing will be sent." in script.all


def test_no_at_the_end_writes_nothing_and_deciding_not_to_is_written(office: Office, sam: Visit) -> None:
    typed, _ = talk(office, *GATE, "no")
    assert without_asking(typed, sam) == ""
    assert not rows(office, rec.Decision, sam)
    typed, _ = talk(office, "1", "harm", "1", "1", "no", "It would make it worse", "24 nov", "yes")
    assert without_asking(typed, sam) == ""
    assert [row.share for row in rows(office, rec.Decision, sam)] == [False]
    assert not rows(office, rec.Agreement, sam)


def test_taking_back_from_sharing(office: Office, sam: Visit) -> None:
    agreed(office, sam)
    typed, script = talk(office, "take back", "1", "take back", "", "")
    assert share(typed, sam) in (Step.FINISH, Step.LEAD)
    assert [row.state for row in rows(office, rec.Agreement, sam)] == ["withdrawn"]
    assert "Taken back. Nothing more goes." in script.all
    assert "Nobody has been told anything that was taken back." in script.all


def test_for_somebody_else_it_is_asked_who_says_yes(office: Office, sam: Visit) -> None:
    office.do(set_speaker, sam.contact_id, "for_adult").result()
    typed, script = talk(office, "yes", "back", "yes", "2", "", "")
    share(typed, sam)
    assert "1 The person themselves" in script.all and "2 An attorney or deputy" in script.all
    assert "Nothing is written down." in script.all
    assert [row.agreed_by for row in rows(office, rec.Agreement, sam)] == ["attorney_or_deputy"]


def test_a_postcode_that_is_none_is_told_at_its_field() -> None:
    part = PartView("postcode", "Postcode", "text", (), 10)
    assert fitting("zz993aa", part) == "zz993aa"
    for words in ("somewhere", "by the church, first left"):
        with pytest.raises(NotRead, match="does not look like a postcode"):
            fitting(words, part)


def test_who_has_it_already_is_read_out(office: Office, sam: Visit) -> None:
    agreed(office, sam)
    typed, script = talk(office, "yes Priya")
    set_off(typed, sam, TO)
    typed, script = talk(office, "take back", "all", "")
    share(typed, sam)
    assert any(line.startswith("To Priya, Housing team. On Monday 23 November 2026") for line in script.said)


def test_sent_on_by_name(office: Office, sam: Visit) -> None:
    agreed(office, sam)
    typed, script = talk(office, "sent on Legal clinic", CANCEL)
    set_off(typed, sam, TO)
    assert [(s.step, s.to) for s in rows(office, rec.HandoffStep, sam)][-1] == ("redirected", "law")
    assert "Next: Legal" in script.all


def test_keeping_out(office: Office, sam: Visit) -> None:
    typed, script = talk(office, "keep out", "1", "1", "1", "back")
    see_helpers(typed, sam)
    assert [(row.service, row.worker, row.because) for row in rows(office, rec.Conflict, sam)] == [(TO, "", "person")]
    assert "They are kept out of it. Tell the safeguarding lead." in script.all
    typed, script = talk(office, "keep out", CANCEL, "back")
    see_helpers(typed, sam)
    assert len(rows(office, rec.Conflict, sam)) == 1


def test_what_came_after(office: Office, sam: Visit) -> None:
    agreed(office, sam)
    typed, _ = talk(office, "yes Priya")
    set_off(typed, sam, TO)
    typed, script = talk(office, "1", "2", "1", "")
    tell_later(typed, sam.contact_id)
    steps = [(s.step, s.because) for s in rows(office, rec.HandoffStep, sam)][-1]
    assert steps == ("did_not_attend", "Getting there was hard")
    assert "not yet seen, due by" in script.all


def test_one_name_asked_for_and_by_law(office: Office, sam: Visit) -> None:
    typed, script = talk(office, "no")
    assert one_name(typed, sam) is Step.FINISH
    typed, script = talk(office, "yes", "by law", CANCEL, "by law", "1", "agreed", "")
    assert one_name(typed, sam) is Step.FINISH
    assert "Who has it by law, as they told you?" in script.all
    assert [(row.worker, row.rule) for row in rows(office, rec.Lead, sam)] == [("Miriam", "statutory")]
