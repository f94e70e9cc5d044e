"""Who may say yes to passing something on: the person, or who acts for them (practice.md C2).

From 16 on everybody agrees for themselves, whoever stands beside them. Under 16 it is a parent, or the child who
understands what is passed on and why (Gillick). For an adult nobody else does, but an attorney or deputy. A worker
agrees for nobody. Called by the sharing use cases; a no needs nobody in particular.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from triage.core.facts import Speaker

OWN_YES = 16  # years; from then on a yes of one's own is presumed to be understood


class Agreer(StrEnum):
    PERSON = "person"
    CHILD = "child_who_understands"
    PARENT = "parent"
    ATTORNEY = "attorney_or_deputy"


def who_may_agree(speaker: Speaker, age: int | None, seems_young: bool = False) -> tuple[Agreer, ...]:
    """Those who may. `age`: of the person it is about, None when nobody said; `seems_young`: under 18 by the look."""
    child = age < OWN_YES if age is not None else seems_young or speaker is Speaker.FOR_CHILD
    if child:
        return (Agreer.CHILD, Agreer.PARENT)
    if speaker is Speaker.SELF:
        return (Agreer.PERSON,)
    return (Agreer.PERSON, Agreer.ATTORNEY)


def who_agrees(said: str, may: Collection[Agreer], before: str = "") -> Agreer | None:
    """Whoever was said, else who said so before at this visit, else the only one who may; None: it must be asked."""
    for named in (said, before):
        if named in may:
            return Agreer(named)
    return next(iter(may)) if len(may) == 1 and not said else None
