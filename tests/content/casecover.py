"""What the case tables reach of the content, and what they do not, by name (practice.md A-E, contract.md 1-6).

Each function says either all that there is, or what one case reaches; the test subtracts. A name is only reached by a
case that also says what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.content.casebook import Case, Outcome
from triage.core.conditions import All, Any, AnyOf, Condition, Values
from triage.core.questions import Option, Question, QuestionSet

# --- questions and options ---


def options_there_are(rules: QuestionSet) -> set[str]:
    """`H1=own`, `RE1.about=home`: every option of every question and of every part."""
    return {f"{ref}={option.id}" for question in rules.by_id.values() for ref, option in _options(question)}


def options_given(case: Case) -> Iterator[str]:
    for question, answer in case.file["answers"].items():
        parts = answer.items() if isinstance(answer, dict) else [("", answer)]
        for part, said in parts:
            for tick in said if isinstance(said, list) else [said]:
                yield f"{question}{'.' if part else ''}{part}={tick}"


def _options(question: Question) -> Iterator[tuple[str, Option]]:
    yield from ((question.id, option) for option in question.options)
    yield from ((f"{question.id}.{part.id}", option) for part in question.parts for option in part.options)


def questions_met(outcome: Outcome) -> set[str]:
    """Asked, or to be asked."""
    found = outcome.found
    return {*found["asked"], *(gap["question"] for gap in found["not_covered"]), found["next"]}


def jumps_there_are(rules: QuestionSet) -> set[str]:
    """`M0=gambling → M6`: whatever a tick opens or puts first."""
    return {
        f"{ref}={option.id} → {target}"
        for question in rules.by_id.values()
        for ref, option in _options(question)
        for target in (*option.opens, *option.first)
    }


def jumps_taken(case: Case, outcome: Outcome) -> set[str]:
    """Those whose target the case says is opened, and is."""
    said = set(case.expected.get("opens", [])) & set(outcome.found["opened"])
    return {f"{given} → {target}" for given in options_given(case) for target in said}


def moves_there_are(rules: QuestionSet) -> set[str]:
    """`RE1.about=home: H`: whatever a tick moves forward."""
    return {
        f"{ref}={option.id}: {option.moves}"
        for question in rules.by_id.values()
        for ref, option in _options(question)
        if option.moves
    }


def moves_made(case: Case, rules: QuestionSet) -> set[str]:
    """Those where the case says that the next question is one of that module's."""
    question = rules.by_id.get(case.expected.get("next", ""))
    return {f"{given}: {question.module}" for given in options_given(case)} if question else set()


# --- needs ---


def lines_there_are(rules: QuestionSet) -> set[str]:
    """`money.no_income urgent` by answers, `money.no_income significant by staff` by hand."""
    by_answers = {f"{need.code} {severity.value}" for need in rules.needs for severity, _ in need.lines}
    return by_answers | {
        f"{need.code} {severity.value} by staff" for need in rules.needs for severity, _ in need.by_staff
    }


def lines_decided(case: Case, outcome: Outcome, rules: QuestionSet) -> Iterator[str]:
    """The line that decides each need the case names; by staff, where the case sets it by hand and says so."""
    by_hand = case.file.get("needs", {})
    for code, severity in case.expected.get("needs", {}).items():
        if by_hand.get(code, {}).get("severity") == severity:
            yield f"{code} {severity} by staff"
            continue
        for line, condition in rules.need(code).lines:
            if condition.holds(outcome.result.walk.values) is True:
                yield f"{code} {line.value}"
                break


def branches_of_needs(rules: QuestionSet) -> set[str]:
    return {
        f"{need.code} {severity.value}: {branch}"
        for need in rules.needs
        for severity, condition in need.lines
        for branch in branches(condition)
    }


def branches_deciding_needs(case: Case, outcome: Outcome, rules: QuestionSet) -> Iterator[str]:
    values = outcome.result.walk.values
    for code in case.expected.get("needs", {}):
        for severity, condition in rules.need(code).lines:
            if condition.holds(values) is True:
                yield from (f"{code} {severity.value}: {branch}" for branch in deciding(condition, values))
                break


def raises_there_are(rules: QuestionSet) -> set[str]:
    return {f"{need.code} by {fact}" for need in rules.needs for fact in need.raise_by}


def raises_made(case: Case) -> set[str]:
    return {f"{code} by {fact}" for code, fact in case.expected.get("raised", {}).items()}


# --- cards ---


def branches_of_cards(rules: QuestionSet) -> set[str]:
    """Every way in which a card can come up by itself, and each card itself."""
    ways = {f"{card.id}: {branch}" for card in rules.cards if card.when for branch in branches(card.when)}
    return ways | {card.id for card in rules.cards}


def branches_deciding_cards(case: Case, outcome: Outcome, rules: QuestionSet) -> Iterator[str]:
    for card_id in case.expected.get("cards", []):
        yield card_id
        when = rules.card(card_id).when
        if when is not None and when.holds(outcome.result.walk.values) is True:
            yield from (f"{card_id}: {branch}" for branch in deciding(when, outcome.result.walk.values))


# --- the branches of a condition ---


def branches(condition: Condition, path: str = "") -> set[str]:
    """Each branch of each `any`, and each option of an `any_of`, by where it stands: `1.F2b=yes`, `2&1.M3a=rent`."""
    if isinstance(condition, AnyOf):
        return {f"{path}{condition.ref}={option}" for option in condition.options}
    if isinstance(condition, Any):
        found = {f"{path}{place}" for place, _ in enumerate(condition.of, 1)}
        return found.union(*(branches(part, f"{path}{place}.") for place, part in enumerate(condition.of, 1)))
    if isinstance(condition, All):
        return set().union(*(branches(part, f"{path}{place}&") for place, part in enumerate(condition.of, 1)))
    return set()


def deciding(condition: Condition, values: Values, path: str = "") -> set[str]:
    """Of those, the ones that hold here while none of their neighbours does."""
    if isinstance(condition, AnyOf):
        said = values.get(condition.ref)
        ticked = condition.options & (said if isinstance(said, frozenset) else {str(said)})
        return {f"{path}{condition.ref}={option}" for option in ticked} if len(ticked) == 1 else set()
    if isinstance(condition, Any):
        holding = [place for place, part in enumerate(condition.of, 1) if part.holds(values) is True]
        if len(holding) != 1:
            return set()
        (place,) = holding
        return {f"{path}{place}"} | deciding(condition.of[place - 1], values, f"{path}{place}.")
    if isinstance(condition, All):
        return set().union(*(deciding(part, values, f"{path}{place}&") for place, part in enumerate(condition.of, 1)))
    return set()


# --- sharing ---


def states_said(expected: Mapping[str, object]) -> set[str]:
    sharing = expected.get("sharing", {})
    assert isinstance(sharing, dict)
    return {says["state"] for needs in sharing.values() for says in needs.values()}
