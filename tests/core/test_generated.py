"""The walk on invented question sets: what contract.md 1 says of every set of rules, not only of the one we ship.

tests/core/reference.py reads the contract once more, slowly; both must agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.generated import TODAY, World, answer, worlds
from tests.core.reference import Reference
from tests.harness.amount import amount
from triage.core.conditions import NOT_SURE, PNTS, Value
from triage.core.facts import PlaceKind, Situation
from triage.core.flow import CAP, Walk, walk
from triage.core.needs import Severity, worst
from triage.core.questions import Kind, Layer, Module, Question, QuestionSet, Where

Answers = dict[str, Value]
MANY = settings(derandomize=True, deadline=None, database=None, max_examples=amount(50, 150))
FEW = settings(MANY, max_examples=amount(20, 60))


def walked(world: World, answers: Mapping[str, Value] | None = None, at: Situation | None = None) -> Walk:
    return walk(world.rules, world.answers if answers is None else answers, at or world.at)


def outcome(found: Walk) -> object:
    return found.needs, found.cards


def severities(found: Walk) -> dict[str, Severity]:
    return {need.code: need.severity for need in found.needs}


def without(answers: Mapping[str, Value], *ids: str) -> Answers:
    return {question: value for question, value in answers.items() if question not in ids}


# --- against the reference -------------------------------------------------------------------------------


@MANY
@given(worlds())
def test_what_is_due_opened_and_set_aside_is_what_the_contract_says(world: World) -> None:
    found, slow = walked(world), Reference(world.rules, world.answers, world.at)
    every = world.rules.by_id.values()
    assert set(found.set_aside) == {q.id for q in every if slow.set_aside(q.id)}
    assert set(found.opened) == {q.id for q in every if slow.opened(q.id)}
    gaps = {gap.question: gap.because for gap in found.not_covered if gap.question not in world.answers}
    due = [q for q in every if slow.to_be_asked(q)]
    assert set(gaps) == {q.id for q in due if q.layer is not Layer.STAFF}
    for q in due:
        if q.layer is not Layer.STAFF:
            assert gaps[q.id] == (slow.why_not_here(q) or "not_reached")
    if not found.ended:
        assert set(found.waiting) - set(world.answers) == {q.id for q in due if slow.why_not_here(q) is None}
    assert found.values.get("fact.top_severity") == slow.top_severity()


@MANY
@given(worlds())
def test_the_severity_of_a_need_is_the_highest_line_that_holds(world: World) -> None:
    found, slow = walked(world), Reference(world.rules, world.answers, world.at)
    fired = {made.code for card in world.rules.cards if slow.holds(card.when) is True for made in card.needs}
    for rule in world.rules.needs:
        lines = [severity for severity, line in rule.lines if slow.holds(line) is True]
        plain = max(lines, default=Severity.NONE)
        raised = plain.raised() if any(slow.value(f"fact.{fact}") == "yes" for fact in rule.raise_by) else plain
        expected = Severity.URGENT if rule.code in fired else raised
        assert severities(found).get(rule.code, Severity.NONE) is expected
    assert [card.card for card in found.cards] == sorted(
        (card.id for card in world.rules.cards if slow.holds(card.when) is True), reverse=True
    )


# --- a replay --------------------------------------------------------------------------------------------


@FEW
@given(worlds(), st.integers())
def test_order_does_not_matter_and_a_change_taken_back_leaves_nothing(world: World, seed: int) -> None:
    chance, before = Random(seed), walked(world)
    shuffled = list(world.answers.items())
    chance.shuffle(shuffled)
    assert walked(world, dict(shuffled)) == before
    changed = chance.choice(list(world.rules.by_id.values()))
    walked(world, {**world.answers, changed.id: answer(changed, chance)})
    walked(world, without(world.answers, changed.id))
    assert walked(world) == before


@FEW
@given(worlds())
def test_what_is_set_aside_influences_nothing(world: World) -> None:
    found = walked(world)
    rest = walked(world, without(world.answers, *found.set_aside))
    assert (outcome(rest), rest.values, rest.opened, rest.next) == (
        outcome(found),
        found.values,
        found.opened,
        found.next,
    )
    assert rest.set_aside == ()


@FEW
@given(worlds(plain=True), st.sampled_from(list(PlaceKind)), st.booleans())
def test_locks_limit_asking_never_knowing(world: World, place: PlaceKind, young: bool) -> None:
    told = without(world.answers, "ST1", "HO1", "F0")
    before = walked(world, told)
    after = walked(
        world, {**told, "ST1": frozenset({"seems_under_18" if young else "with_adult"})}, replace(world.at, place=place)
    )
    assert (outcome(after), after.set_aside, after.opened) == (outcome(before), before.set_aside, before.opened)


# --- unknown is never none, and more is never less -------------------------------------------------------------


@MANY
@given(worlds(plain=True), st.integers())
def test_declining_is_as_if_it_had_not_been_asked(world: World, seed: int) -> None:
    chance = Random(seed)
    asked = chance.choice([q for q in world.rules.by_id.values() if q.layer is not Layer.STAFF])
    said = chance.choice(asked.declines())
    declined = walked(world, {**world.answers, asked.id: said})
    silent = walked(world, without(world.answers, asked.id))
    assert outcome(declined) == outcome(silent)
    assert (declined.opened, set(declined.set_aside) - {asked.id}) == (silent.opened, set(silent.set_aside))
    aside = asked.id in declined.set_aside
    assert [gap.because for gap in declined.not_covered if gap.question == asked.id] == ([] if aside else [said])


@MANY
@given(worlds(plain=True), st.integers())
def test_one_more_answer_never_makes_less_of_the_rest(world: World, seed: int) -> None:
    """`none` and "no" included: they never lower what others said. Left out: where it leads along another path."""
    chance, before = Random(seed), walked(world)
    left = [q for q in world.rules.by_id.values() if q.id not in world.answers and q.layer is not Layer.STAFF]
    assume(left)
    asked = chance.choice(left)
    none: Value = frozenset({"none"}) if asked.kind is Kind.MANY else "none"
    has_none = asked.option("none") is not None
    after = walked(world, {**world.answers, asked.id: none if has_none else answer(asked, chance)})
    assume(set(after.set_aside) <= {*before.set_aside, asked.id})
    for code, severity in severities(before).items():
        assert severities(after).get(code, Severity.NONE) >= severity
    assert {card.card for card in before.cards} <= {card.card for card in after.cards}
    assert worst(severities(after).values()) >= worst(severities(before).values())


@MANY
@given(worlds())
def test_every_need_and_card_names_what_was_asked_and_counts(world: World) -> None:
    found = walked(world)
    heard = set(found.asked) - set(found.set_aside)
    for refs in [need.refs for need in found.needs] + [card.refs for card in found.cards]:
        assert heard & {ref.split(".")[0] for ref in refs}
        assert len(set(refs)) == len(refs)
    assert all(need.severity is not Severity.NONE for need in found.needs)


# --- to the end --------------------------------------------------------------------------------------------


@FEW
@given(worlds(), st.integers())
def test_the_walk_ends_and_every_question_was_due_when_it_was_put(world: World, seed: int) -> None:
    chance, told, put = Random(seed), dict(world.answers), list[str]()
    for _ in range(len(world.rules.by_id) + 1):
        found = walked(world, told)
        if found.next is None:
            break
        slow = Reference(world.rules, told, world.at)
        asked = world.rules.by_id[found.next]
        assert slow.to_be_asked(asked) and slow.why_not_here(asked) is None
        assert asked.layer in (Layer.OPENER, Layer.GATEWAY, Layer.FOLLOW_UP, Layer.CUE) or asked.id == "F0"
        put.append(asked.id)
        told[asked.id] = answer(asked, chance)
    assert found.next is None and found.waiting == ()
    assert len(set(put)) == len(put)
    assert set(put) | set(world.answers) == set(found.asked)
    left = {gap.because for gap in found.not_covered}
    assert found.ended or left <= {"locked", "place", PNTS, NOT_SURE}


# --- the cap -------------------------------------------------------------------------------------------------


def long_set(drops: list[int | None], staff: int) -> QuestionSet:
    """Nothing but gateways for everybody, and a few questions for staff, which do not count."""

    def one(number: int, drop: int | None, layer: Layer) -> Question:
        return Question(f"RE{number}", "RE", "", "", Kind.NUMBER, layer, Where.COUNTER, drop=drop)

    questions = [one(100 + place, drop, Layer.GATEWAY) for place, drop in enumerate(drops)]
    questions += [one(500 + place, None, Layer.STAFF) for place in range(staff)]
    ids = [question.id for question in questions]
    module = Module("RE", None, "", questions=tuple(questions))
    return QuestionSet("long", "1", "", (module,), (), (), tuple(ids), by_id=dict(zip(ids, questions, strict=True)))


DROPS = st.sampled_from([None, None, None, 1, 2, 3, 3])


@FEW
@given(st.lists(DROPS, min_size=CAP - 3, max_size=CAP + 12), st.integers(0, 60), st.integers(0, 2))
def test_sixty_at_most_and_what_must_not_go_never_goes(drops: list[int | None], answered: int, staff: int) -> None:
    rules = long_set(drops, staff)
    told: Answers = dict.fromkeys([*list(rules.by_id)[:answered], *(f"RE{500 + place}" for place in range(staff))], 1)
    found = walk(rules, told, Situation(today=TODAY))
    dropped = [gap.question for gap in found.not_covered if gap.because == "dropped"]
    open_ = list(rules.by_id)[answered : len(drops)]
    may_go = sorted((rules.by_id[q].drop or 9, -open_.index(q), q) for q in open_ if rules.by_id[q].drop)
    assert sorted(dropped) == sorted(q for _, _, q in may_go[: max(0, len(drops) - CAP)])
    assert set(found.waiting) == set(open_) - set(dropped)
