"""A real office in a new folder whose clock stands until somebody moves it, with Asha at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.desk import Morning
from triage.bootstrap import Office


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.fixture
def office(morning: Morning) -> Iterator[Office]:
    opened = morning.open_office()
    opened.sign_in("asha")
    yield opened
    opened.close()
