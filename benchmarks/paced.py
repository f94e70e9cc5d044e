"""`python -m benchmarks.paced`: how long each visitor of practice.md I takes, and how much they are asked.

Nothing here is measured: each answers file is walked question by question in the order the desk would put them, at a
pace anybody can check. Beside it stand the targets of contract.md 1, met or missed, and what costs most where missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from triage.content.answers import AnswersFile, read_answers
from triage.content.load import load_content
from triage.content.where import sample_content
from triage.core.conditions import Value, is_declined
from triage.core.facts import PlaceKind, Situation, ticks
from triage.core.hours import LONDON
from triage.core.presenting import options_now, said_before
from triage.core.questions import Kind, Layer, Option, Question
from triage.usecases.ports import House
from triage.usecases.say import with_own_name
from triage.usecases.visit.assessment import Assessed, CardMark, Marks, NeedMark, assess

FILES = Path(__file__).parent.parent / "tests" / "journeys" / "answers"
WORDS_A_SECOND = 2.3  # read aloud
KEY = 4.0  # seconds a key: to hear the answer, and to press it
TYPED_A_SECOND = 0.5  # words: 30 a minute

# Contract.md 1 counts what is asked about the person's life. Not counted: where to talk and how (ST2, CO), name and
# contact (HO1, HO2), agreement (PR1), and what only offers or settles (RE5, ZZ5). All of it takes its time.
NOT_COUNTED = frozenset({"ST2", "PR1", "CO1", "CO2", "CO3", "HO1", "HO2", "RE5", "ZZ5"})


# What the papers put to everybody, or to everybody of this kind, whatever they say, so that no answer can spare it: A2 and
# A3 (S3, RE1 to RE4), A6 (HO3), A12 (ZZ1, ZZ2, HO4, ZZ6), contract.md 1 (the tick lists, H1, M2, W5, K4, F1, F2).
EVERYBODY = frozenset(
    [
        "S3",
        "RE1",
        "RE2",
        "RE3",
        "RE4",
        "HO3",
        "ZZ1",
        "ZZ2",
        "HO4",
        "ZZ6",
        "H0",
        "H1",
        "M0",
        "M2",
        "W0",
        "W5",
        "K0",
        "K4",
        "F1",
        "F2",
    ]
)


@dataclass(frozen=True)
class Target:
    """At most so many questions and minutes; for danger the questions until its card, and no minutes."""

    says: str
    asked: int
    minutes: float | None = None


ONE = Target("one need", 7, 4.0)
SEVERAL = Target("several", 22, 12.0)
DANGER = Target("danger", 4)


@dataclass(frozen=True)
class Run:
    """A file, where it is walked, and what it is held to. With `until`, no further than that question.

    `heard`: the question whose answer called for what the file says staff opened. A desk puts that at once (`+`, one
    question); before it, nobody had heard anything to open it for.
    """

    number: str
    name: str
    place: PlaceKind
    target: Target
    until: str = ""
    heard: str = ""


COUNTER, POD, ROOM = PlaceKind.COUNTER, PlaceKind.POD, PlaceKind.PRIVATE_ROOM
RUNS = (
    Run("1", "sam", COUNTER, ONE),
    Run("2", "sam_58", COUNTER, ONE),
    Run("3", "dee", POD, SEVERAL),
    Run("4", "mr_a", COUNTER, ONE),
    Run("5", "kay_5", COUNTER, ONE),
    Run("6", "kay_6", ROOM, DANGER),
    Run("7", "jo_7", ROOM, SEVERAL, heard="RE1"),
    Run("8", "jo_8", ROOM, DANGER, heard="RE1"),
    Run("9", "ion", ROOM, DANGER, heard="RE1"),
    Run("10", "pat", POD, SEVERAL),
    Run("11", "lee", COUNTER, ONE),
    Run("12", "nia", POD, DANGER),
    # The counter pass alone (design.md 6): what cannot wait, the reason, a good outcome, a date; then they walk.
    Run("2 at the counter", "sam_58", COUNTER, ONE, until="PR1"),
    # One need, with everything that is asked of everybody once they sit down in a pod.
    Run("1 in a pod", "sam", POD, SEVERAL),
    Run("11 in a pod", "lee", POD, SEVERAL),
)


@dataclass(frozen=True)
class Put:
    """One question put: how long reading it, and answering it, takes."""

    id: str
    reading: float
    answering: float

    @property
    def seconds(self) -> float:
        return self.reading + self.answering

    @property
    def counted(self) -> bool:
        return self.id not in NOT_COUNTED

    @property
    def in_a_domain(self) -> bool:
        return self.id[:1] in "HMWKF" and self.id[:2] != "HO"


@dataclass(frozen=True)
class Paced:
    """A whole visit. `before_card` are the questions put until the first card, all of them when there is none.

    `to_need`: how many that count were put when the first need was found, and there was somebody to walk to.
    """

    put: tuple[Put, ...]
    before_card: tuple[Put, ...]
    card: str
    to_need: int | None = None

    @property
    def asked(self) -> int:
        return sum(put.counted for put in self.put)

    @property
    def asked_before_card(self) -> int:
        return sum(put.counted for put in self.before_card)

    @property
    def minutes(self) -> float:
        return sum(put.seconds for put in self.put) / 60


def paced(house: House, file: AnswersFile, place: PlaceKind, until: str = "", heard: str = "") -> Paced:
    """Walk the file as the desk would: the next question, its answer, the next. Stops at a card nobody closed.

    What staff see (ST1, F0) is there from the start and takes nobody's time. Raises KeyError when the desk would ask
    what the file does not answer.
    """
    now = file.as_of or datetime.now(UTC)
    at = Situation(
        now.astimezone(LONDON).date(), place, file.speaker, file.visits_90_days, () if heard else file.opened
    )
    said = {id: value for id, value in file.answers.items() if house.question_set.by_id[id].layer is Layer.STAFF}
    put: list[Put] = []
    before: tuple[Put, ...] | None = None
    first_card, to_need = "", None
    while True:
        found = _found(house, said, at, file, now)
        if found.walk.cards and before is None:
            before, first_card = tuple(put), found.walk.cards[0].card
        if found.needs and to_need is None:
            to_need = sum(one.counted for one in put)
        if found.status == "interrupted" or found.walk.next is None:
            break
        opened = (id for id in at.opened if heard and id in found.walk.waiting)
        question = house.question_set.by_id[next(opened, found.walk.next)]
        value = file.answers[question.id]
        shown = options_now(question, found.walk.values, at)
        value = _sayable(question, value, shown)
        put.append(
            Put(
                question.id,
                words(question, shown, said_before(question, house.question_set, said)) / WORDS_A_SECOND,
                answering(question, value),
            )
        )
        said[question.id] = value
        if question.id == until:
            break
        if question.id == heard:
            at = replace(at, opened=file.opened)
        if question.layer is Layer.OPENER:
            hidden = {option.id for option in question.options} - {option.id for option in shown}
            at = replace(at, left_out={**at.left_out, question.id: frozenset(hidden)})
    return Paced(tuple(put), tuple(put) if before is None else before, first_card, to_need)


def _found(house: House, said: Mapping[str, Value], at: Situation, file: AnswersFile, now: datetime) -> Assessed:
    """With what the file decides of needs and cards as soon as there are such needs and cards, and not before."""
    bare = assess(house, said, at, Marks(), now)
    codes, fired = {need.code for need in bare.needs}, {card.card for card in bare.walk.cards}
    marks = Marks(
        cards={card: CardMark(note.close, note.to) for card, note in file.cards.items() if card in fired},
        needs={code: NeedMark(note.wanted) for code, note in file.needs.items() if code in codes},
    )
    return assess(house, said, at, marks, now)


def _sayable(question: Question, value: Value, shown: tuple[Option, ...]) -> Value:
    """What they can say here: a tick that may not be put aloud is not ticked."""
    if question.layer is not Layer.OPENER or not isinstance(value, frozenset):
        return value
    return value & {option.id for option in shown} or frozenset({"none"})


def words(question: Question, shown: tuple[Option, ...], before: str = "") -> int:
    """How many words are said aloud, `before` it too. Lines are read out where that is the wording, or where nobody is told to point."""
    said = [before, question.text, question.more]
    pointing = question.show_card or question.say.startswith("Point")
    if question.verbatim or (question.layer is Layer.OPENER and not pointing):
        said += [option.text for option in shown if not (question.verbatim and option.exclusive)]
        said += [part.text for part in question.parts]
    return sum(len(with_own_name(text, "Ana").split()) for text in said)


def answering(question: Question, value: Value) -> float:
    """Keys that say something, and words typed. Enter over what was not said is no answer and takes no time."""
    if is_declined(value):
        return KEY
    if isinstance(value, Mapping):
        kinds = {part.id: part.kind for part in question.parts}
        return sum(_one(kinds[part], said) for part, said in value.items())
    return _one(question.kind, value)


def _one(kind: Kind, said: object) -> float:
    if kind is Kind.MANY:
        return KEY * len(ticks(said))
    if kind is Kind.TEXT and isinstance(said, str) and not is_declined(said):
        return KEY + len(said.split()) / TYPED_A_SECOND
    return KEY  # a line, a number, a date


def house_and_files() -> tuple[House, dict[str, AnswersFile]]:
    content = load_content(sample_content())
    files = {
        path.stem: read_answers(path.read_bytes(), path.name, content.question_set, content.directory)
        for path in sorted(FILES.glob("*.yaml"))
    }
    return House(content.question_set, content.directory), files


def verdict(took: Paced, target: Target) -> str:
    """Met, or by how much it is missed; never rounded in our favour."""
    asked = took.asked_before_card if target is DANGER else took.asked
    missed = [f"{asked - target.asked} too many"] if asked > target.asked else []
    if target.minutes is not None and took.minutes > target.minutes:
        missed.append(f"{took.minutes - target.minutes:.1f} min too long")
    return f"MISSED: {', '.join(missed)}" if missed else "met"


def main() -> None:
    house, files = house_and_files()
    columns = f"{'put':>5}{'counted':>9}{'domains':>9}{'to need':>9}{'to card':>9}{'minutes':>9}"
    print(f"{'practice.md I':22}{columns}   {'target':<26}")
    late: list[tuple[Run, Paced]] = []
    for run in RUNS:
        took = paced(house, files[run.name], run.place, run.until, run.heard)
        told = verdict(took, run.target)
        to_card = str(took.asked_before_card) if took.card else "-"
        to_need = "-" if took.to_need is None else str(took.to_need)
        minutes = f", {run.target.minutes:.0f} min" if run.target.minutes else " before the card"
        goal = f"{run.target.says} ≤ {run.target.asked}{minutes}"
        name = f"{run.number} {run.name}"
        domains = sum(put.in_a_domain for put in took.put)
        figures = f"{len(took.put):5}{took.asked:9}{domains:9}{to_need:>9}{to_card:>9}{took.minutes:9.1f}"
        print(f"{name:22}{figures}   {goal:<26} {told}")
        if told != "met":
            late.append((run, took))
    print(
        "\nReading 2.3 words a second, 4 s a key, 30 words a minute typed. Counted: what is asked about their life;"
        "\ndomains: how many of those are about home, money, health, skills and safety; to need, to card: counted before the"
        "\nfirst need was found, before the first card."
    )
    for run, took in late:
        about = took.before_card if run.target is DANGER else took.put
        counted = [put.id for put in about if put.counted]
        rest = [id for id in counted if id not in EVERYBODY]
        print(f"\n{run.number} {run.name}: counted {' '.join(counted)}")
        print(
            f"    the papers put to everybody {len(counted) - len(rest)} of them; what they said opened {' '.join(rest) or 'nothing'}"
        )
        slow = sorted(about, key=lambda put: put.seconds, reverse=True)[:5]
        longest = ", ".join(f"{put.id} {put.seconds:.0f} s ({put.reading:.0f} reading)" for put in slow)
        print(f"    takes longest: {longest}")


if __name__ == "__main__":
    main()
