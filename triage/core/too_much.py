"""Words that should not stand in what staff type: where somebody hides, and anything about their papers (practice.md H).

A place of safety is never stored (harm 1, B2), and no status ever is (harm 5). Nothing is refused or changed for it:
staff are asked to leave it out, and they decide. What anybody in the hall may read is stricter (`tells_the_hall`).
"""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"\b(?:refuge|safe ?house|safe address|safe place(?! to (?:live|be|sleep))|new address|moved (?:in )?(?:to|with)|fled|hiding)\b",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\bnrpf\b|\bno recourse\b|\brecourse to public\b|\bvisas?\b|\basylum\b|\bimmigra\w*|\bleave to remain\b"
    r"|\bhome office\b|\boverstay\w*|\bundocumented\b|\bdeport\w*|\bnationalit\w*",
    re.IGNORECASE,
)
_HALL = re.compile(
    r"\b(?:abus|violen|rape|sexual|stalk|suicid|self.?harm|mental|gambl|drug|alcohol|slave|loan shark|prison|probation"
    r"|offen[cd]|hiv\b|pregnan|safeguard|refuge|hurt|scared|afraid)\w*",
    re.IGNORECASE,
)


def says_where(text: str) -> bool:
    """Whether it may say where somebody stays who must not be found."""
    return _PLACE.search(text) is not None


def says_papers(text: str) -> bool:
    """Whether it may say something of their right to be here."""
    return _PAPERS.search(text) is not None


def tells_the_hall(text: str) -> bool:
    """Whether a list that anybody at the desk may see would tell too much by it."""
    return any(found.search(text) for found in (_PLACE, _PAPERS, _HALL))
