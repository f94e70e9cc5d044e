"""Needs, cards and services that do not come together: nobody who helps, nothing that is found, a name that tells.

A sensitive service is seen under its public label, and what finds a sensitive need is never asked at an open counter
(practice.md B2, G4, H3). Imports core and its neighbours. Called by `check`.
"""

from __future__ import annotations

from triage.content.findings.answers import pairs, sufficient
from triage.content.load import Read
from triage.core.questions import Question, Where


def find_unmet(read: Read) -> None:
    """A warning at each need that no service meets, and at each kind of help that no service gives."""
    services = read.content.directory.services
    offered = {kind for service in services for kind in service.kinds}
    for need in read.content.question_set.needs:
        at = read.needs[need.code]
        if not any(service.active and service.serves(need.code, need.kinds) for service in services):
            what = f"no service helps with {need.code}"
            at.report.warn(at.node, "no-service", at.part, what, "add one of these kinds: " + ", ".join(need.kinds))
        elif unheard := [kind for kind in need.kinds if kind not in offered]:
            what = f"no service is of the kind {', '.join(unheard)}"
            at.report.warn(at.node, "no-service", at.part, what, "add one, or delete the kind")


def find_meets_nothing(read: Read) -> None:
    """A warning at each need in a local service's `meets` that none of its kinds helps with: it would never be offered.

    National lines may stand beside a need without being offered for it; the file says which and why.
    """
    needs = read.content.question_set.needs
    for service in read.content.directory.services:
        cell = None if service.national else read.services[service.id].get("meets")
        for item in cell.items() if cell else ():
            meant = [need for need in needs if item.text() in (need.code, need.domain)]
            if meant and not any(service.serves(need.code, need.kinds) for need in meant):
                kinds = ", ".join(sorted({kind for need in meant for kind in need.kinds}))
                what = f"{service.id} is of no kind that helps with `{item.text()}`"
                item.report.warn(
                    item.node, "meets-nothing", item.part, what, f"add one of these kinds: {kinds}; or delete it"
                )


def find_cards_without_need(read: Read) -> None:
    """A warning at each card that creates no need and does not say why (practice.md B3)."""
    for card in read.content.question_set.cards:
        at = read.cards[card.id]
        if not card.needs and not at.get("no_need"):
            mend = "add one to `needs`, or write in `no_need` why there is none"
            at.report.warn(at.node, "card-need", at.part, "this card creates no need", mend)


def find_telling_labels(read: Read) -> None:
    """A problem at each sensitive service whose public label is the name that the label is there to keep back."""
    for service in read.content.directory.services:
        if service.sensitive and service.name.casefold() in service.public_label.casefold():
            at = read.services[service.id]
            what = "the public label of a sensitive service is its name"
            at.add("public-label", what, 'write what anybody may see, such as "Support team"')


def find_open_counter(read: Read) -> None:
    """A problem at each question that by itself finds a sensitive need and may be put at the counter (practice.md G4).

    Not where all that finds it are answers that are left out there, or while somebody is beside the person.
    """
    rules = read.content.question_set
    for need in rules.needs:
        parts = [part for _, condition in need.lines for part in sufficient(condition)] if need.sensitive else []
        for question_id in sorted({ref.split(".", 1)[0] for part in parts for ref in part.refs()} & rules.by_id.keys()):
            question = rules.by_id[question_id]
            telling = {option for part in parts for ref, option in pairs(part) if ref == question_id}
            if question.asked_in is Where.COUNTER and not _kept_back(question, telling):
                what = f"it finds {need.code}, which is sensitive, and may be put at the counter"
                mend = "write a more private `where`, or give the answers that tell `where` or `alone: yes`"
                read.questions[question_id].add("where", what, mend)


def _kept_back(question: Question, telling: set[str]) -> bool:
    options = [option for option in question.options if option.id in telling]
    return bool(options) and all(option.alone or option.where not in (None, Where.COUNTER) for option in options)
