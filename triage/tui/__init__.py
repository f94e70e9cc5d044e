"""The Textual app. The only importer of textual; imports use cases and core, never store, content or bootstrap.

Textual reads its debug settings from the environment when it is first imported: they can write what is on the screen
to a file (promises.md P12), so they are taken away here, before any module of this package can import it.
"""

import os

_WRITES_OR_OPENS = (
    "TEXTUAL_LOG",
    "TEXTUAL_DEBUG",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_PRESS",
    "TEXTUAL_DEVTOOLS",
    "TEXTUAL_SHOW",
)

for _name in tuple(os.environ):
    if _name == "TEXTUAL" or _name.startswith(_WRITES_OR_OPENS):
        del os.environ[_name]

os.environ.setdefault("TEXTUAL_FPS", "120")  # a key waits 4 ms less, on average, until the next question is painted
