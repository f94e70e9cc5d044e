"""The keys after the questions and of a page as a file: the second half of the table in `keys`, and only read through it."""

from __future__ import annotations

from triage.tui.key import Key, digits, named

# After the questions
AFTER_BACK = Key("after.back", "b,escape", "back", "back", "One step back. Nothing is lost.", "b")
AFTER_ON = Key("after.on", "enter", "on", "go on", "Goes on to the next step.", "Enter")
AFTER_UP = Key("after.up", "up,k", "line(-1)", "up", "The line above.", "↑ k", footer=False)
AFTER_DOWN = Key("after.down", "down,j", "line(1)", "down", "The line below.", "↓ j", footer=False)
AFTER_PARK = Key(
    "after.park", "p", "park", "park", "The person waits or goes elsewhere; you can carry on later.", gives_way=3
)
AFTER_HELPERS = Key("after.helpers", "h", "helpers", "who can help", "Shows again who can help.", gives_way=1)
AFTER_SLIP = Key("after.slip", "s", "slip", "slip", "What the person may take with them.")
AFTER_LEAD = Key("after.lead", "o", "lead", "one name", "Who keeps it all together.", gives_way=2)
WANTED = digits("after.wanted", "wanted", "help wanted", "1 now · 2 later · 3 no thanks · 4 already getting it.")
ENDS = digits("after.ends", "ends", "how it ends", "Says how the line in hand ends.")
FINISH = Key("after.finish", "enter", "finish", "finish", "Finishes the visit.", "Enter")
SLIP_BACK = Key("after.slip_back", "escape,b,enter", "back", "back", "Back to finishing.", "Esc")
NEED_ADD = Key("after.add", "a", "add", "add", "Adds something that was missed.", gives_way=1)
NEED_AWAY = Key(
    "after.away", "x", "away", "take away", "Takes away what was not right; once more puts it back.", gives_way=2
)
NEED_PRESSING = Key(
    "after.pressing",
    "u",
    "pressing",
    "more pressing",
    "It cannot wait as long as it says, and you say why.",
    gives_way=2,
)
MATCH_OTHERS = Key(
    "after.others",
    "v",
    "others",
    "what else",
    "What else was looked at, why not, and what would change it.",
    gives_way=1,
)
MATCH_OTHER = Key(
    "after.other", "c", "other", "choose another", "Another service for this, and you say why.", gives_way=1
)
MATCH_COMING = Key(
    "after.coming",
    "t",
    "coming",
    "when",
    "They are not in the building: an hour they can come, and who can see them then.",
)
WALK = Key("after.walk", "w", "walk", "walk over", "Sets off to the service in hand, or calls or books it.")
WALK_OTHERWISE = Key(
    "after.otherwise",
    "o",
    "otherwise",
    "another way",
    "Goes there another way: call, book, bring them here.",
    gives_way=2,
)
# The four answers stand in the row in hand with their keys, so the footer has room for the rest.
SHARE_YES = Key("after.yes", "y", "agree('given')", "yes", "They say yes to all of it.", footer=False)
SHARE_NO = Key(
    "after.no", "n", "agree('refused')", "no", "They say no. Nothing is sent, and nothing else changes.", footer=False
)
SHARE_LIMITS = Key("after.limits", "l", "limits", "yes, but …", "Yes with limits, in their own words.", footer=False)
SHARE_NOT_TODAY = Key(
    "after.not_today",
    "t",
    "agree('not_today')",
    "not today",
    "Not today. Nothing is sent; it can be asked another day.",
    footer=False,
)
SHARE_BACK = Key(
    "after.take_back",
    "x",
    "take_back",
    "take back",
    "They take a yes back; who has it already is told to stop.",
    gives_way=4,
)
SHARE_GATE = Key(
    "after.gate",
    "g",
    "gate",
    "without asking",
    "Somebody must be told without a yes: a lead decides, by name.",
    gives_way=5,
)
GATE_FILL = digits("gate.fill", "fill", "say", "Fills the line with that number.")
GATE_DECIDE = Key(
    "gate.decide", "enter", "decide", "write it down", "Writes the decision down, once it is whole.", "Enter"
)
MATCH_OUT = Key(
    "after.keep_out",
    "x",
    "keep_out",
    "keep out",
    "Somebody there knows somebody involved: they are not asked.",
    footer=False,
)
READ_LATER = Key(
    "after.later", "a", "later", "what came after", "What came of it, what is to be asked, and what to look at again."
)
READ_CARDS = Key(
    "after.cards", "c", "cards_used", "cards used", "Cards used with nobody's visit open, for a supervisor to look at."
)
READ_MISTAKE = Key(
    "after.mistake",
    "x",
    "mistake",
    "a mistake",
    "The wrong person, twice the same, or recorded by mistake.",
    gives_way=2,
)
READ_ASKED = Key(
    "after.asked",
    "r",
    "asked",
    "they ask",
    "They say that something is different, complain, or are to be seen by some of us only.",
    gives_way=3,
)
WALK_AWAY = Key(
    "after.away_now",
    "w",
    "set_off",
    "set off",
    "Blanks the screen while you walk over together. Any key brings it back.",
)
WALK_EARLIER = Key(
    "after.earlier",
    "plus",
    "minutes(1)",
    "minutes ago",
    "It happened earlier: a minute more each time.",
    "+",
    gives_way=1,
)
WALK_LATER = Key("after.less", "minus", "minutes(-1)", "less", "A minute less.", "-", footer=False)
WALK_OFF = Key("after.call_off", "x", "call_off", "call off", "Not after all, or pressed by mistake.", gives_way=3)
# A page as a file: the slip, the summary of a visit
PAPER_TEXT = Key("after.file", "f", "file('text')", "text", "Writes it as a plain text file.", gives_way=1)
PAPER_PDF = Key("paper.pdf", "p", "file('pdf')", "PDF", "Writes it as a PDF to print, in large letters.")
PAPER_LARGE = Key("paper.large", "l", "file('large')", "large print", "Writes it as a PDF in very large letters.")
SLIP_CALENDAR = Key(
    "paper.calendar",
    "c",
    "calendar",
    "calendar",
    "Writes the time agreed as a file for their own calendar.",
    gives_way=2,
)
READ_OPEN = Key("after.open", "enter", "open", "open", "Opens the page of the line in hand.", "Enter")
READ_DOWN = Key("after.read_down", "down,j,space", "scroll(1)", "down", "Further down.", "↓")
READ_UP = Key("after.read_up", "up,k", "scroll(-1)", "up", "Further up.", "↑", footer=False)
FIND_UP = Key("find.up", "up", "line(-1)", "up", "The line above.", "↑", footer=False, priority=True)
FIND_DOWN = Key("find.down", "down", "line(1)", "down", "The line below.", "↓", priority=True)
FIND_TAKE = Key("find.take", "enter", "take", "choose", "Chooses the line in hand.", "Enter", priority=True)
FOUND_UP = named(FIND_UP, "up", "The service above.")
FOUND_DOWN = named(FIND_DOWN, "down", "The service below.")
FOUND_TAKE = named(FIND_TAKE, "all about it", "Where, when, who is in, how to get there: all about the one in hand.")
NAME_OTHER = Key("name.other", "t", "other", "another name", "Types another name.")
NAME_TAKE = Key("name.take", "enter", "take", "yes", "Takes the first name, or what was typed.", "Enter", priority=True)
FORM_CLOSE = Key("form.close", "escape", "close", "back", "Back to where you were.", "Esc")
