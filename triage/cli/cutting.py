"""Who signs that the beginning of a record of who saw what was due to go, and who can tell: for `triage rights` and `audit`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from triage.exchange.heads import genuine_cut, sign_cut

if TYPE_CHECKING:
    from triage.office import Office
    from triage.usecases.trust.trimming import Genuine, Sign


def genuine(office: Office, folder: Path | None = None) -> Genuine:
    """Asks whether it was signed with the key kept with the ends, in `folder` or as in the settings, else with the one here."""
    return partial(genuine_cut, office.home, folder or office.settings.audit_heads)


def sign(office: Office) -> Sign:
    """Signs with the key of this data folder."""
    return partial(sign_cut, office.home)
