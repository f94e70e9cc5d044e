"""The assessment as a face draws it: the question, what was heard, who is ready. Words only, and only what this place allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from triage.core.access import Role
from triage.core.answers import most_ticks
from triage.core.cards import ActionCard, FiredCard
from triage.core.conditions import Values
from triage.core.facts import AWAY, PlaceKind, companion
from triage.core.flow import Walk
from triage.core.people import initials
from triage.core.presenting import options_now, part_options_now, privacy_here, said_before
from triage.core.questions import Kind, Layer, Module, Option, Part, Question, QuestionSet, contradicting
from triage.core.reasons import answer_words, reasons
from triage.core.telling import pressing
from triage.core.too_much import says_papers, says_where
from triage.usecases import say
from triage.usecases import views as v
from triage.usecases.afterwards.finding import Known
from triage.usecases.afterwards.returning_views import CarriedView, KnownView
from triage.usecases.case import FIELD_CLASS, Case, arranged, named_in, parts_so_far, place_name
from triage.usecases.ports import Context, House
from triage.usecases.reception.rang import rang_words
from triage.usecases.reception.sent_here import to_confirm
from triage.usecases.visit.access_needs import interpreter_for
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.carrying import offered
from triage.usecases.visit.sitting import how_closed

_DECLINE_WORDS = {"not_sure": "Not sure", "pnts": "Rather not say"}
_AMONG_TICKED = "RE2"  # its lines are what was ticked just before: a short list of its own
_NOT_HEARD = frozenset(
    {"ST1", "ST2", "F0", "PR1", "HO1", "HO2"}
)  # who and how are on the page elsewhere, or nobody's business


def assessment_view(house: House, ctx: Context, case: Case, result: Assessed, closed_as: str = "") -> v.AssessmentView:
    """Everything the assessment screen shows. `closed_as` when this very answer ended the visit."""
    walk = result.walk
    here = house.question_set.by_id.get(walk.next or "")
    ended = closed_as or (how_closed(case.closed) if case.closed else "")
    stage = "closed" if ended or case.closed else ("asking" if here else "read_back")
    return v.AssessmentView(
        contact_id=case.contact.id,
        code=case.contact.code,
        initials=case.initials,
        place=case.place_id,
        place_name=place_name(house, case.place_id, named_in(case.events)),
        question=question_view(house, ctx, case, here, walk) if here and stage == "asking" else None,
        sections=_sections(house.question_set, walk, here),
        heard=heard(house, case, walk),
        ready=ready(house, case, result),
        still_to_ask=len(walk.waiting),
        prompts=(*_prompts(house, case, walk), *_interpreter(house, case)),
        card=card_view(house, result.cards[0], walk) if result.cards else None,
        back_to=_back_to(case, walk),
        minutes=case.situation.minutes,
        came=case.contact.at,
        ended=ended,
        stage=stage,
        noticed=_noticed(house, case, walk),
        not_covered=not_covered(house, walk),
        speaking=say.SPEAKING[case.situation.speaker.value],
        known=() if stage == "closed" else known_people(case.before.known, ctx),
        carried=may_be_confirmed(house, ctx, case, result) if stage == "asking" else None,
        was_here=bool(case.before.visits) and case.before.alone,
    )


def may_be_confirmed(house: House, ctx: Context, case: Case, result: Assessed) -> CarriedView | None:
    """What is not asked again: first what they said at another desk today, then what they said at an earlier visit."""
    return to_confirm(house, ctx, case, result) or offered(house, ctx, case, result)


def known_people(found: Sequence[Known], ctx: Context) -> tuple[KnownView, ...]:
    """Whom the facts fit: initials, which facts, and when they were last here. Not a word about why."""
    return tuple(
        KnownView(
            person_id=known.person_id,
            initials=initials(known.name),
            words=f"{initials(known.name)}, here {say.ago(known.visit.at, ctx.now)}"
            f" (the same {say.listed([say.FACT[fact] for fact in known.by])})",
            asks_word=bool(known.word),
        )
        for known in found
    )


def question_view(
    house: House, ctx: Context, case: Case, question: Question, walk: Walk, again: bool = False
) -> v.QuestionView:
    """One question as it may be put here and now: options the place or company forbids are not in it."""
    options = options_now(question, walk.values, case.situation)
    beside = any(option.alone for option in question.options) and len(options) < len(question.options)
    closed = question.kind in (Kind.ONE, Kind.MANY)
    declines = question.declines() if closed or question.kind is not Kind.TEXT else ("pnts",)
    if question.layer is Layer.STAFF:
        declines = ()
    return v.QuestionView(
        id=question.id,
        text=question.text if beside or not question.more else f"{question.text} {question.more}",
        kind=question.kind.value,
        about=question.about,
        say=say.with_own_name(said_before(question, house.question_set, walk.asked), ctx.actor.name),
        help=question.help,
        options=tuple(v.OptionView(o.id, o.text) for o in options),
        parts=tuple(
            v.PartView(
                part.id,
                part.text,
                part.kind.value,
                _part_lines(question, part, walk),
                part.max_chars,
                part.optional,
                part.unless,
                () if companion(walk.values) else tuple(option.id for option in part.options),
            )
            for part in question.parts
        ),
        declines=tuple(v.OptionView(d, _decline_words(question, d)) for d in declines),
        exclusive=frozenset(o.id for o in question.options if o.exclusive),
        contradicting=contradicting(question.options),
        most=most_ticks(question.id),
        max_chars=question.max_chars,
        by_pointing=question.show_card,
        answer=case.answers.get(question.id) if again else parts_so_far(house, case, question.id),
        staff=question.layer is Layer.STAFF,
        listed=_listed(question, options, walk.values),
        section=next((m.title for m in house.question_set.modules if m.id == question.module), ""),
    )


def _listed(question: Question, options: Sequence[Option], values: Values) -> tuple[str, ...]:
    """The list in which each line keeps its key, also where another is left out. Not beside somebody: they may have seen
    the list before, and a gap in it would say that something is kept from them (practice.md G5)."""
    short = question.id == _AMONG_TICKED or companion(values)
    return tuple(option.id for option in (options if short else question.options))


def _decline_words(question: Question, decline: str) -> str:
    """“Not sure” beside “Not at all sure” would be read as an answer."""
    beside_sure = decline == "not_sure" and any("sure" in option.text.split() for option in question.options)
    return "Can't say" if beside_sure else _DECLINE_WORDS[decline]


def _part_lines(question: Question, part: Part, walk: Walk) -> tuple[v.OptionView, ...]:
    """The lines of one field; of a text field those that may be pointed at, each as its own readers write it."""
    if part.kind is Kind.TEXT:
        return tuple(v.OptionView(o.name, o.own if o.own == o.name else f"{o.own} · {o.name}") for o in question.offers)
    return tuple(v.OptionView(o.id, o.text) for o in part_options_now(part, walk.values))


def heard(house: House, case: Case, walk: Walk) -> tuple[v.HeardView, ...]:
    """What was said, newest first, in words; only what may be seen in this place, and never the private module."""
    privacy = privacy_here(walk.values, case.situation)
    found = []
    for question_id in walk.asked:
        question = house.question_set.by_id[question_id]
        module = house.question_set.module(question.module)
        if question_id in _NOT_HEARD or module.alone or not privacy.allows(question.asked_in):
            continue
        if question_id in walk.set_aside or question_id not in walk.values:
            continue
        words = answer_words(question, walk.values[question_id], case.situation.today)
        if words:
            found.append((case.rows[question_id].id, v.HeardView(question_id, f"{question.about}: {words}")))
    return tuple(view for _, view in sorted(found, key=lambda pair: pair[0], reverse=True))


def ready(house: House, case: Case, result: Assessed) -> tuple[v.ReadyView, ...]:
    """Services in the building that are open and fit what was heard so far; neutral labels only. From elsewhere, to ring.

    What a ring came to is said too.
    """
    found = []
    away = case.situation.place in AWAY
    for item in result.plan.items:
        service = house.directory.by_id[item.service]
        when = item.fit.when
        if item.fit.asked.now == case.marks.coming:
            continue
        if service.in_building and not service.sensitive and when.open_now and when.room:
            reach = f"ring {service.phone}" if away else service.location
            until = f", open until {say.clock(when.open_until)}" if when.open_until else ""
            rang = f" (rang {said})" if (said := rang_words(case, service.id)) else ""
            text = f"{service.public_label}, {reach}{until}{rang}"
            found.append(v.ReadyView(service.id, service.public_label, text))
    return tuple(found)


def card_view(house: House, fired: FiredCard, walk: Walk) -> v.CardView:
    """A triggered card with the answers it came from."""
    because = tuple(r.says for r in reasons(house.question_set, fired.refs, walk.values))
    return plain_card(house.question_set.card(fired.card), because, duty_lead_name(house))


def duty_lead_name(house: House) -> str:
    """Who staff fetch when a card says so."""
    return next((member.name for member in house.directory.staff if member.role == Role.SUPERVISOR), "the duty lead")


def plain_card(card: ActionCard, because: tuple[str, ...] = (), lead: str = "the duty lead") -> v.CardView:
    """A card as data: it needs nobody open and no store. `lead` is who is fetched, in what is said aloud."""
    return v.CardView(
        id=card.id,
        number=card.number,
        title=card.title,
        steps=card.steps,
        say=tuple(line.replace("{name}", lead) for line in card.say),
        never=card.never,
        write=card.write,
        numbers=tuple(v.NumberView(n.who, n.number) for n in card.numbers),
        by_whom=card.by_whom,
        share_basis=card.share_basis,
        because=because,
    )


def not_covered(house: House, walk: Walk) -> tuple[str, ...]:
    """What stays open, in words and by section: never a list of questions, and never why the private part waits."""
    found: dict[str, None] = {}
    for gap in walk.not_covered:
        question = house.question_set.by_id[gap.question]
        module = house.question_set.module(question.module)
        unsaid = module.alone and walk.sections[module.section or ""] == "locked"  # whoever reads along learns nothing
        why = say.WHY_NOT_COVERED["locked" if unsaid else gap.because]
        name = module.title if module.alone or gap.because in ("not_reached", "place", "locked") else question.about
        found[f"{name}: {why}"] = None
    return tuple(found)


def _sections(question_set: QuestionSet, walk: Walk, here: Question | None) -> tuple[v.SectionView, ...]:
    """The strip of titles: domains, the reason, and the private part, which is only ever "later" or done."""
    shown: dict[str, v.SectionView] = {}
    for module in question_set.modules:
        state = _module_state(module, walk, here)
        if state and shown.get(module.title, v.SectionView("", "done")).state in ("done", "todo"):
            shown[module.title] = v.SectionView(module.title, state)
    return tuple(shown.values())


def _module_state(module: Module, walk: Walk, here: Question | None) -> str:
    if here is not None and here.module == module.id and here.layer is not Layer.STAFF:
        return "here"
    put = [q.id for q in module.questions if q.layer is not Layer.STAFF]
    if any(q in walk.waiting for q in put):
        return "part" if any(q in walk.asked for q in put) else "todo"
    if module.alone:
        return "done" if any(q in walk.asked for q in put) else "later"
    held = any(gap.question in put and gap.because == "place" for gap in walk.not_covered)
    if any(q in walk.asked for q in put):
        return "part" if held else "done"
    return "later" if held else ""


def _back_to(case: Case, walk: Walk) -> str | None:
    """The question answered last: where `b` goes. Row ids are in the order they were made on this terminal."""
    said = [q for q in walk.asked if q not in ("ST1", "F0") and q not in walk.set_aside and q in case.rows]
    return max(said, key=lambda q: case.rows[q].id, default=None)


def _prompts(house: House, case: Case, walk: Walk) -> tuple[str, ...]:
    """Quiet words for staff. At the end of the counter pass: the ways on from here (design.md 6)."""
    at_counter = case.situation.place is PlaceKind.COUNTER
    ways_on = ("counter_pass",) if walk.next == "PR1" and at_counter else _where_to_talk(walk) if at_counter else ()
    break_ = {"offer_finish": "offer_break"} if pressing(walk.values) else {}
    prompts = (*walk.prompts, *ways_on)
    return (*(say.PROMPT[break_.get(prompt, prompt)] for prompt in prompts), *_typed_too_much(house, case))


def _where_to_talk(walk: Walk) -> tuple[str, ...]:
    """What they answered to ST2, while still at the counter: the next question must not make it forgotten (practice.md A2)."""
    wish = walk.values.get("ST2")
    return (wish,) if isinstance(wish, str) and wish in ("quieter", "on_my_own", "later") else ()


def _interpreter(house: House, case: Case) -> tuple[str, ...]:
    """A need for an interpreter that nobody has seen to: identified, and not yet met (practice.md G1, G2)."""
    about = interpreter_for(house, case)
    if not about or arranged(case, "interpreter_how") or case.closed:
        return ()
    return (say.INTERPRETER.format(about=about),)


def _typed_too_much(house: House, case: Case) -> tuple[str, ...]:
    """What was typed in own words may say where somebody hides, or of their papers (practice.md H 1 and 5), and at what."""
    said = [(id, text) for id, answer in case.answers.items() if id not in FIELD_CLASS for text in _texts(answer)]
    return tuple(
        prompt.format(about=house.question_set.by_id[at[0]].about)
        for prompt, found in ((say.LEAVE_OUT_WHERE, says_where), (say.LEAVE_OUT_PAPERS, says_papers))
        if (at := [id for id, text in said if found(text)])
    )


def _texts(answer: object) -> tuple[str, ...]:
    if isinstance(answer, Mapping):
        return tuple(value for value in answer.values() if isinstance(value, str))
    return (answer,) if isinstance(answer, str) else ()


def _noticed(house: House, case: Case, walk: Walk) -> tuple[str, ...]:
    """What staff see or hear, where only they and the person could read it: not at a counter, nor beside whoever came
    along. “Someone answers for them” stood in front of that very someone (practice.md G5)."""
    if case.situation.place is PlaceKind.COUNTER or companion(walk.values):
        return ()
    ticks = walk.values.get("ST1")
    question = house.question_set.by_id.get("ST1")
    if question is None or not isinstance(ticks, frozenset):
        return ()
    return tuple(o.text for o in question.options if o.id in ticks)
