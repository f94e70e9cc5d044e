"""Times on the wall, as content writes them."""

from __future__ import annotations

import pytest

from triage.core.hours import minutes


@pytest.mark.parametrize(
    ("text", "after_midnight"), [("00:00", 0), ("9:05", 545), ("09:30", 570), ("23:59", 1439), ("24:00", 1440)]
)
def test_minutes_after_midnight(text: str, after_midnight: int) -> None:
    assert minutes(text) == after_midnight


@pytest.mark.parametrize(
    "text", ["", "9", "9:5", "9:005", "24:01", "25:00", "12:60", "-1:00", "a:00", "9:0b", "٩:00", "9:٠٠", "²:00"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text.replace("²", ".") + "$"):
        minutes(text)
