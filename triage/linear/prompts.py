"""The terminal, a line at a time: the only file of this face that prints, and the only one that knows questionary.

No boxes, no colour, no menus that redraw: a screen reader and a braille display follow what is printed and one line to
type in. questionary (107 ms) is imported when the first line is asked. Called by `talk`, which has already made every
text safe to show; `run_desk` makes the `Terminal`, tests hand in an `Asker` of their own.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass
from itertools import accumulate
from typing import Any, Protocol

from triage.core.text import visible

_ENDS_BEFORE_GONE = 3  # Ctrl+D is a cancel; a terminal that only ever says "end" is gone
MOST = 1000  # characters of one line; the longest answer has room in it


class Asker(Protocol):
    """Whoever asks: the terminal, or a script in a test."""

    def line(self, prompt: str) -> str | None:
        """One typed line, or None when it was cancelled. None is never a "no"."""

    def secret(self, prompt: str) -> str | None:
        """The same, and what is typed is not shown."""

    def say(self, text: str) -> None:
        """One line of plain text."""


class WentIdle(Exception):
    """Nobody has typed for as long as the desk's settings allow."""


class InputEnded(Exception):
    """Nobody can type any more: the script ran out, the terminal closed, or the system said to leave."""


class Terminal:
    """The real `Asker`: questionary in a terminal, plain `input` for a pipe or a dumb terminal."""

    def __init__(self) -> None:
        self._rich = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._read: Callable[[str, bool], str] | None = None
        self.idle_after = 0  # seconds without a key until a prompt is given up (WentIdle); 0 is never
        self._gone_idle = False  # told once; it is quiet until somebody types again
        self._asked: Any = None  # the prompt_toolkit application while it waits for a line
        self._ends = 0
        self._told = False  # to leave, by a signal
        self._waits = False  # in plain `input`, which an exception in a signal handler ends
        for stream in (sys.stdout, sys.stdin):  # a character this terminal cannot show is no reason to fail
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    def line(self, prompt: str) -> str | None:
        return self._ask(prompt, hidden=False)

    def secret(self, prompt: str) -> str | None:
        return self._ask(prompt, hidden=True)

    def _ask(self, prompt: str, *, hidden: bool) -> str | None:
        if self._read is None:
            self._read = self._questionary() if self._rich else self._plain
        interrupt = _on_interrupt(signal.default_int_handler)
        try:
            if self._told:
                raise InputEnded
            typed = self._read(prompt, hidden)
        except KeyboardInterrupt:
            if not self._rich:
                self.say("")
            return None
        except EOFError:
            self._ends += 1
            if not sys.stdin.isatty() or self._ends >= _ENDS_BEFORE_GONE:
                raise InputEnded from None
            return None
        except OSError:
            raise InputEnded from None
        except WentIdle:
            self._gone_idle = True
            raise
        finally:
            _on_interrupt(interrupt)
        self._ends, self._gone_idle = 0, False
        return typed.encode("utf-8", "replace").decode()  # half a character, as a broken paste leaves it, becomes "?"

    def say(self, text: str) -> None:
        try:
            print(self._folded(text), flush=True)
        except OSError:
            raise InputEnded from None

    def _folded(self, text: str) -> str:
        return folded(text, shutil.get_terminal_size().columns) if self._rich else text

    def clear(self) -> None:
        """Take what was said off the screen and out of the lines above it (practice.md G5); nothing in a pipe."""
        if not self._rich:
            return
        from prompt_toolkit.shortcuts import clear  # noqa: PLC0415  late, as questionary is

        try:
            clear()
            if os.name != "nt":
                print("\x1b[3J", end="", flush=True)
        except OSError:
            raise InputEnded from None

    @contextmanager
    def until_told_to_leave(self) -> Iterator[None]:
        """Between prompts Ctrl+C does nothing; SIGTERM and a closed terminal end the input (promises.md P6)."""
        wanted: dict[int, Any] = {signal.SIGINT: signal.SIG_IGN}
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                wanted[number] = self._told_to_leave
        before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told_to_leave(self, _number: int, _frame: object) -> None:
        """Remember it for the next prompt, and end the one that waits; what is being saved is saved first."""
        self._told = True
        if self._waits:
            raise InputEnded
        if self._asked is not None and self._asked.loop is not None:
            self._asked.loop.call_soon_threadsafe(self._end)  # an exception in its loop would only be printed

    def _end(self) -> None:
        if self._told and self._asked is not None and self._asked.future and not self._asked.future.done():
            self._asked.exit(exception=InputEnded())

    @property
    def _patience(self) -> int:
        return 0 if self._gone_idle else self.idle_after

    def _plain(self, prompt: str, hidden: bool) -> str:
        self._waits = True
        try:
            with _alarm(self._patience if sys.stdin.isatty() else 0):
                typed = getpass(f"{prompt} ") if hidden and sys.stdin.isatty() else input(f"{prompt} ")
        finally:
            self._waits = False
        if not sys.stdin.isatty():
            print()
        return typed

    def _questionary(self) -> Callable[[str, bool], str]:
        """A reader of one line that shows what is typed or pasted only as `visible` does, also while it is typed."""
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # no asking the terminal where its cursor is

        import questionary  # noqa: PLC0415  late: 107 ms
        from prompt_toolkit.formatted_text.utils import fragment_list_to_text  # noqa: PLC0415
        from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput  # noqa: PLC0415
        from prompt_toolkit.output import ColorDepth  # noqa: PLC0415

        class Shown(Processor):
            def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
                typed = fragment_list_to_text(transformation_input.fragments)
                if visible(typed) == typed:
                    return Transformation(transformation_input.fragments)
                marks = [visible(char) for char in typed]
                starts = list(accumulate(map(len, marks), initial=0))
                return Transformation(
                    [("", "".join(marks))],
                    source_to_display=lambda at: starts[min(at, len(typed))],
                    display_to_source=lambda at: bisect_right(starts, at) - 1,
                )

        plain = questionary.Style([(name, "noinherit") for name in ("qmark", "question", "answer")])

        def read(prompt: str, hidden: bool) -> str:
            more: dict[str, Any] = {} if hidden else {"input_processors": [Shown()]}
            asking = questionary.password if hidden else questionary.text
            asked = asking(prompt, qmark="", style=plain, color_depth=ColorDepth.DEPTH_1_BIT, **more)
            self._asked = asked.application
            self._asked.pre_run_callables.append(self._end)
            self._asked.current_buffer.on_text_changed += _cut
            idle = _IdlePrompt(self._asked, self._patience)
            try:
                return str(asked.unsafe_ask())
            finally:
                idle.stop()
                self._asked = None

        return read


def take_back(prompt: str, typed: str) -> None:
    """A passphrase typed where a name was asked for does not stay in sight: the line that was typed goes. Nothing in a pipe."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        rows = 1 + (len(f" {prompt} ") + len(typed)) // max(1, shutil.get_terminal_size().columns)
        print("\x1b[A\x1b[2K" * rows, end="", file=sys.stderr, flush=True)


def folded(text: str, columns: int) -> str:
    """Broken between words: a terminal breaks inside them, and whoever reads line by line hears halves of them."""
    return textwrap.fill(
        text, columns, expand_tabs=False, replace_whitespace=False, break_long_words=False, break_on_hyphens=False
    )


def _cut(buffer: Any) -> None:
    """A paste of a megabyte would be drawn anew at every key; what is over is cut, and one letter too many says so."""
    if len(buffer.text) > MOST + 1:
        buffer.text = buffer.text[: MOST + 1]


class _IdlePrompt:
    """Gives up a prompt of prompt_toolkit when nothing was typed for so many seconds."""

    def __init__(self, application: Any, after: float) -> None:
        self._application, self._after, self._timer = application, after, None
        if after:
            application.pre_run_callables.append(self._again)
            application.current_buffer.on_text_changed += lambda _buffer: self._again()

    def _again(self) -> None:
        """In the loop of the prompt: from now on."""
        self.stop()
        self._timer = self._application.loop.call_later(self._after, self._give_up)

    def _give_up(self) -> None:
        if self._application.future and not self._application.future.done():
            self._application.exit(exception=WentIdle())

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@contextmanager
def _alarm(after: float) -> Iterator[None]:
    """The same for `input`, which only a signal ends; where there is none (Windows) it waits on."""
    if not after or not hasattr(signal, "setitimer"):
        yield
        return

    def went_idle(_number: int, _frame: object) -> None:
        raise WentIdle

    before = signal.signal(signal.SIGALRM, went_idle)
    signal.setitimer(signal.ITIMER_REAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _on_interrupt(handler: Any) -> Any:
    try:
        return signal.signal(signal.SIGINT, handler)
    except ValueError:  # not the main thread
        return handler
