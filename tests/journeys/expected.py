"""What practice.md I expects of its visitors 7 to 12, written from its table and contract.md 9, never from the engine.

One table for the file, the app and the linear face. `needs` must be there at exactly that severity; others may be too.
`lead` is who may be proposed to keep it together; empty for nobody, None where the table says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Expected:
    needs: Mapping[str, str]
    cards: tuple[str, ...] = ()
    helpers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lead: frozenset[str] | None = None


JO = Expected(
    needs={
        "health.suicidal_thoughts": "urgent",
        "housing.insecure": "significant",
        "skills.young_person_neet": "emerging",
    },
    cards=("RF-SUI-T",),
    helpers={"health.suicidal_thoughts": frozenset({"mh"})},  # the urgent slot, or 111 from the card
    lead=frozenset({"mh", "leaving"}),
)
JO_TODAY = Expected(needs={"health.suicidal_thoughts": "urgent"}, cards=("RF-SUI",))
ION = Expected(needs={"safety.modern_slavery": "urgent"}, cards=("RF-SLAVERY",))
PAT = Expected(
    needs={
        "health.carer": "significant",
        "money.bailiffs": "urgent",  # and the urgency sits there only (contract.md 9)
        "money.priority_debt": "significant",
        "money.other_debt": "emerging",
        "skills.literacy_numeracy": "significant",
        "skills.confidence": "emerging",
    },
    helpers={"money.bailiffs": frozenset({"advice"}), "health.carer": frozenset({"carers"})},
    lead=frozenset({"navigator", "carers"}),
)
LEE = Expected(
    needs={"skills.work_health_barrier": "emerging"},
    helpers={"skills.work_health_barrier": frozenset({"work_health"})},
    lead=frozenset(),
)
NIA = Expected(
    needs={"housing.no_home_tonight": "urgent", "safety.child_at_risk": "urgent"},
    cards=("RF-CHILD", "RF-ROOF"),  # in this order (contract.md 9)
    helpers={  # jointly
        "housing.no_home_tonight": frozenset({"housing_duty"}),
        "safety.child_at_risk": frozenset({"mash"}),
    },
)
BY_FILE = {"jo_7": JO, "jo_8": JO_TODAY, "ion": ION, "pat": PAT, "lee": LEE, "nia": NIA}
