"""Where the content is when nobody says: beside the package in a checkout, else the copy packaged with it.

Imports the standard library only. Called by the commands.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def sample_content() -> Path:
    """The folder that holds question_sets/ and directory.yaml."""
    checkout = _PACKAGE.parent
    return checkout if (checkout / "question_sets").is_dir() else _PACKAGE / "sample"
