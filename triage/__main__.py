"""`python -m triage`, the same as `triage`: for where the command is not on the path."""

from __future__ import annotations

import sys

from triage.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
