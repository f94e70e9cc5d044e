"""Every key of the app, declared once: bindings, footer and help all follow from here (design.md 6).

A `Key` has an id that a keymap can remap, so ids are permanent. No key needs Fn or a number pad. A screen says
`BINDINGS = bind(keys.ASK_BACK, keys.PARK)` and has an `action_` method for each; what does not make sense at the moment is
answered with False by the screen's `check_action`, and then neither the footer nor the help shows it.
"""

from __future__ import annotations

from triage.tui.after_keys import *  # noqa: F403  the second half of the one table
from triage.tui.key import Key, digits
from triage.tui.key import bind as bind
from triage.tui.key import gives_way as gives_way
from triage.tui.key import in_footer as in_footer
from triage.tui.key import named as named
from triage.tui.key import relabelled as relabelled

LETTERS = "cdehjkltuvzyxo"  # for options beyond nine; none is a command of the assessment, now or planned

# Everywhere
BLANK = Key(
    "app.blank", "grave_accent", "blank", "blank", "Blanks the screen. Any key brings it back.", "`", gives_way=-1
)
HELP = Key(
    "app.help",
    "question_mark",
    "help",
    "help",
    "What can be done here, and what the question is for.",
    "?",
    gives_way=-1,
)
CARDS = Key("app.cards", "exclamation_mark", "cards", "cards", "The action cards: what to do when it cannot wait.", "!")
FIND = Key(
    "app.find",
    "slash",
    "app.find",
    "find",
    "Finds who helps, by the words you just heard.",
    "/",
    footer=False,
    gives_way=3,
)
QUICK = Key(
    "app.quick",
    "q",
    "quick",
    "quick",
    "A quick question, or somebody here for an appointment: counted, nobody's name.",
    footer=False,
)
PALETTE = Key(
    "app.palette",
    "ctrl+p",
    "palette",
    "everything",
    "Everything that can be done now, found by its words.",
    "ctrl+p",
    footer=False,
    priority=True,
)
LOOK = Key(
    "app.look",
    "ctrl+t",
    "look",
    "colours",
    "Dark, light, high contrast or daylight. This terminal remembers it.",
    "ctrl+t",
    footer=False,
    priority=True,
)
LEAVE = Key(
    "app.leave",
    "ctrl+q",
    "leave",
    "leave",
    "Leaves triage. Everything is saved.",
    "ctrl+q",
    footer=False,
    priority=True,
)
LOCK = Key(
    "app.lock",
    "ctrl+l",
    "lock",
    "lock, or somebody else",
    "Locks the screen, or lets somebody else in. The same person comes back to the same question.",
    "ctrl+l",
    footer=False,
    priority=True,
)
COPY = Key("app.copy", "ctrl+c", "stay", "", "", "ctrl+c", footer=False, priority=True)

# In most places
YES = Key("any.yes", "enter", "yes", "yes", "Yes, go on.", "Enter")
NO = Key("any.no", "n,escape", "no", "no", "No, back to where you were.", "n")
CLOSE = Key("any.close", "escape,b", "close", "back", "Back to where you were.", "Esc")
CHOOSE = digits("any.choose", "choose", "choose", "Chooses the line with that number.")
FIELD_ON = Key("field.on", "enter", "submit", "go on", "Takes what was typed and goes on.", "Enter")
LINES_CLOSE = Key("lines.close", "escape", "close", "back", "Back to where you were.", "Esc")
LINES_DOWN = Key("lines.down", "down", "scroll(1)", "more", "Shows more lines below.", "↓")
LINES_UP = Key("lines.up", "up", "scroll(-1)", "up", "Back up.", "↑", footer=False)
FULL_CLOSE = Key("help.close", "escape,enter,question_mark,b", "close", "back", "Back to where you were.", "Esc")

# Many a keyboard has these only with Fn: whatever they show, the arrows show too.
PAGE_DOWN = Key("any.page_down", "pagedown", "page(1)", "page down", "A page further down.", "PgDn", footer=False)
PAGE_UP = Key("any.page_up", "pageup", "page(-1)", "page up", "A page further up.", "PgUp", footer=False)

ON = Key("any.on", "enter", "on", "go on", "Goes on.", "Enter")
TO_DESK = named(ON, "front desk", "Back to the front desk.")

# The start
WHO = digits("start.who", "who", "that is me", "Chooses who you are.")
AGAIN = Key("start.again", "enter", "again", "try again", "Tries to open it again.", "Enter")

# The front desk
NEW = Key("desk.new", "n", "new_person", "new person", "Somebody new is at the desk.")
PICK_UP = digits("desk.pick_up", "pick_up", "pick up", "Goes on with the person of that line.")
PICK_CHOSEN = Key(
    "desk.pick_chosen", "enter", "pick_chosen", "pick up", "Goes on with the chosen person.", "Enter", footer=False
)
LINE_UP = Key("desk.up", "up", "line(-1)", "up", "The line above.", "↑", footer=False)
LINE_DOWN = Key("desk.down", "down", "line(1)", "down", "The line below.", "↓", footer=False)
FIND_HERE = in_footer(FIND)
TODAY = Key(
    "desk.today", "t", "today", "today's list", "Everybody who was here today, and who has them now.", gives_way=3
)
APPOINTMENT = Key(
    "desk.appointment",
    "a",
    "appointment",
    "appointment",
    "Somebody is here for an appointment: whom to tell, and how. Nobody's name.",
)
BUILDING = Key(
    "desk.building",
    "f",
    "building",
    "building",
    "What is different in the building today: full, back at a time, closing early, a wait.",
    gives_way=2,
)
END_OF_DAY = Key(
    "desk.end_of_day",
    "e",
    "end_of_day",
    "end of day",
    "Who is left with nobody: carry on, hand them to somebody, or they went home.",
    gives_way=4,
)
MY_PEOPLE = Key(
    "desk.my_people", "m", "my_people", "my people", "Who keeps whom together, and what is next.", gives_way=5
)
BUILDING_SAY = digits("building.say", "say_what", "say", "Says that of the service in hand.")
BEFORE = Key("desk.before", "h", "before", "before", "Somebody was here before: found by two facts.", gives_way=1)
WHERE = Key(
    "desk.where",
    "w",
    "where",
    "where I am",
    "Where you are today: at the hub, a hall, a visit, the phone.",
    gives_way=6,
)
SEND_OVER = Key(
    "desk.send_over",
    "s",
    "send_over",
    "send to front desk",
    "Sends somebody to the front desk with what they said here, so that they do not say it twice.",
    footer=False,
)
LEAVE_DESK = Key("desk.leave", "x", "leave", "leave", "Leaves triage. Everything is saved.", gives_way=8)

HAND_OVER = Key(
    "people.hand_over", "h", "hand_over", "hand over", "Somebody else is to keep them together; what they said."
)

PEOPLE_END = Key(
    "people.end",
    "e",
    "end",
    "how it ends",
    "How each thing ends, of a visit that is not finished yet; and finishes it.",
)

# The assessment
ANSWER = digits("ask.answer", "answer", "answer", "Answers with that line. In a tick list: ticks or unticks it.")
ANSWER_ZERO = Key("ask.answer.0", "0", "answer('0')", "none", "None of these.", "0", footer=False)
ANSWER_LETTERS = tuple(
    Key(f"ask.answer.{c}", c, f"answer('{c}')", "answer", "Answers with that line.", footer=False) for c in LETTERS
)
ANSWER_ON = Key(
    "ask.on",
    "enter",
    "on",
    "go on",
    "Goes on with what is ticked. With nothing ticked it first says what once more would write.",
    "Enter",
)
NOT_SURE = Key("ask.not_sure", "s", "decline('not_sure')", "not sure", "They are not sure.", footer=False)
PNTS = Key(
    "ask.pnts",
    "minus",
    "decline('pnts')",
    "rather not say",
    "They would rather not say. It is not asked again.",
    "-",
    footer=False,
)
ASK_BACK = Key("ask.back", "b", "back", "back", "Back to the question before, to change the answer.")
PARK = Key(
    "ask.park",
    "p",
    "park",
    "park",
    "The person waits or goes elsewhere; you can carry on later at the same question.",
    gives_way=2,
)
MOVE = Key("ask.move", "m", "move", "move", "You go somewhere quieter together: a pod, a room.", gives_way=4)
NOTICE = Key("ask.notice", "i", "notice", "I notice …", "What you see or hear yourself. Not asked aloud.", gives_way=3)
FULL = Key("ask.full", "f", "full_check", "full check", "Asks everything in the section in hand.", gives_way=5)
ONE_MORE = Key(
    "ask.one_more",
    "plus",
    "one_more",
    "one question",
    "Asks one question that something you heard or saw calls for.",
    "+",
    gives_way=7,
)
SPEAKER = Key(
    "ask.speaker",
    "a",
    "speaker",
    "who speaks",
    "Somebody speaks for them, or they speak themselves again.",
    gives_way=6,
)
READ_BACK = Key("ask.read_back", "g", "read_back", "read back", "Read back what was said, at any time.", gives_way=1)
LAST_TIME = Key(
    "ask.last_time", "equals_sign", "last_time", "last time", "What is open from last time.", "=", gives_way=4
)
TOGETHER = Key(
    "ask.together",
    "ampersand",
    "together",
    "together",
    "Somebody came with them or lives with them: links the two, and shows neither to the other.",
    "&",
    gives_way=8,
)
ARRANGE = Key(
    "ask.arrange",
    "at",
    "arrange",
    "arrange",
    "An interpreter, or a word of their own for safe contact.",
    "@",
    gives_way=9,
)
RING = Key(
    "ask.ring",
    "r",
    "ring",
    "ring",
    "Rings somebody who could see them now: the number, what to say first, and what came of it.",
    gives_way=3,
)
RING_THEM = named(RING, "ring", "Shows the number large, and what to say first.")
SHOW = Key(
    "ask.show",
    "asterisk",
    "show",
    "turn screen",
    "Turns the screen to the person: this one question with numbers, and nothing else.",
    "*",
    gives_way=2,
)
ASK_MORE = Key("ask.more", "space", "more", "more", "Shows more of a long question or list.", "Space")
PREVIOUS_FIELD = Key(
    "ask.previous_field", "shift+tab,up", "field(-1)", "field before", "Back to the field before.", "↑", footer=False
)
LEAVE_FIELD = Key(
    "ask.leave_field",
    "escape",
    "leave_field",
    "leave the field",
    "Leaves the field. What was typed stays, and letters are keys again.",
    "Esc",
    gives_way=1,
)
NEXT_FIELD = Key("ask.next_field", "tab,down", "field(1)", "next", "On to the next field.", "Tab", gives_way=1)
NO_DATE = Key("ask.no_date", "n", "no_date", "no date", "There is no date.")
KEEP = Key(
    "ask.keep", "escape", "keep", "leave it", "Leaves the answer as it was, back to the question in hand.", "Esc"
)
ENTER_FIELD = Key("ask.enter_field", "enter", "enter_field", "type", "Back into the field.", "Enter")

# Ringing somebody; the screen turned to the person
RING_END = digits("ring.end", "end", "what came of it", "Writes down what came of the call.")
SHOW_ANSWER = digits("show.answer", "answer", "answer", "Answers with that line.")
SHOW_ZERO = Key("show.answer.0", "0", "answer('0')", "more", "Shows more lines.", "0", footer=False)
SHOW_ON = Key("show.on", "enter", "on", "go on", "Goes on with what is ticked.", "Enter")
SHOW_BACK = Key("show.back", "b,escape", "back", "back", "Back to the whole screen. Turn it to yourself first.", "b")

# Somebody who was here before
BACK_BECAUSE = digits(
    "back.because", "because", "back because of it", "They are back because of that line. You say why."
)
BACK_ON = Key("back.on", "enter,b,escape", "on", "go on", "Goes on with the visit.", "Enter")
BACK_NOT = Key("back.not", "x", "not_them", "not them", "It is somebody else after all: nothing of it is theirs.")

# A card
CARD_DONE = Key("card.done", "1", "done", "done", "Everything on the card is done.")
CARD_PASSED = Key("card.passed", "2", "passed", "passed to", "Somebody else has it now. You say who.")
CARD_PICK = digits("card.pick", "pick", "open", "Opens the card of that line.")
CARD_PICK_LETTERS = tuple(
    Key(f"card.pick.{c}", c, f"pick('{c}')", "open", "Opens the card of that line.", footer=False) for c in LETTERS
)
CARD_AWAY = Key(
    "card.away",
    "escape",
    "away",
    "put away",
    "It could not be written down just now; puts it away all the same.",
    "Esc",
)
CARD_LOOKED = Key("card.looked", "escape", "looked", "looked", "You only wanted to see it: puts it away again.", "Esc")
CARD_MORE = Key("card.more", "down,space", "scroll(4)", "more", "Shows more of the card.", "↓", gives_way=1)
CARD_LESS = Key("card.less", "up", "scroll(-4)", "up", "Back up.", "↑", footer=False)
CARD_NOT = Key("card.not", "3", "not_as_seemed", "not what it seemed", "It turned out otherwise. You say why.")
