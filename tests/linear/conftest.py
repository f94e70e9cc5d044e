"""A real office in a new folder, with Asha at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(Settings(home=tmp_path, content=sample_content(), demo=True))
    opened.sign_in("asha")
    yield opened
    opened.close()
