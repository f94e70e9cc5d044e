"""The floor: an empty Textual app that says it is there, and says each key it gets."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Opening")

    def on_key(self, event: events.Key) -> None:
        self.query_one(Static).update(f"saw {event.key} {self._count()}")

    def _count(self) -> int:
        self.times = getattr(self, "times", 0) + 1
        return self.times


if __name__ == "__main__":
    EmptyApp().run()
