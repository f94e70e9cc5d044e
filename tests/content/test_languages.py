"""Languages to point at, and what makes things easier: all of practice.md G1 and G2, in its order, by hand."""

from __future__ import annotations

import unicodedata
from functools import cache

from triage.content.load import load_content
from triage.content.where import sample_content
from triage.core.directory import Directory
from triage.core.questions import Question

# The ten largest first, then the others in the guide's order; signed and other ways last.
BY_DEMAND = [
    "Polish",
    "Romanian",
    "Panjabi",
    "Urdu",
    "Portuguese",
    "Spanish",
    "Arabic",
    "Bengali",
    "Sylheti",
    "Gujarati",
    "Italian",
    "Ukrainian",
    "Russian",
    "Farsi",
    "Dari",
    "Pashto",
    "Kurdish Sorani",
    "Kurdish Kurmanji",
    "Turkish",
    "Somali",
    "Tigrinya",
    "Amharic",
    "Tamil",
    "Mandarin",
    "Cantonese",
    "Vietnamese",
    "Albanian",
    "Lithuanian",
    "Bulgarian",
    "Hungarian",
    "French",
    "Hindi",
    "Malayalam",
    "Twi",
    "Yoruba",
    "Welsh",
    "British Sign Language",
    "Sign Supported English",
    "Makaton",
    "Deafblind manual",
]
SCRIPT = {
    "Panjabi": "GURMUKHI", "Urdu": "ARABIC", "Arabic": "ARABIC", "Bengali": "BENGALI", "Sylheti": "BENGALI",
    "Gujarati": "GUJARATI", "Ukrainian": "CYRILLIC", "Russian": "CYRILLIC", "Farsi": "ARABIC", "Dari": "ARABIC",
    "Pashto": "ARABIC", "Kurdish Sorani": "ARABIC", "Tigrinya": "ETHIOPIC", "Amharic": "ETHIOPIC", "Tamil": "TAMIL",
    "Mandarin": "CJK", "Cantonese": "CJK", "Bulgarian": "CYRILLIC", "Hindi": "DEVANAGARI", "Malayalam": "MALAYALAM",
}  # fmt: skip
MAKES_IT_EASIER = [  # G2's examples, and of G1's "signed/other" what no example names
    "note_taker",
    "lip_reading",
    "video_relay",
    "text_only",
    "email_only",
    "no_phone",
    "via_supporter",
    "relay_uk",
    "letter_in_large_print",
    "large_print",
    "braille",
    "easy_read",
    "audio",
    "electronic_for_screen_reader",
    "plain_english",
    "translated",
    "coloured_paper",
    "bsl_interpreter",
    "deafblind_interpreter",
    "speech_to_text",
    "spoken_language_interpreter",
    "advocate",
    "face_me_when_speaking",
    "hearing_loop",
    "more_time",
    "quiet_place",
    "write_it_down",
    "one_question_at_a_time",
    "read_it_to_me",
    "communication_passport",
    "hidden_disabilities_sunflower",
    "longer_appointment",
    "bring_supporter",
    "assistance_dog",
]


@cache
def loaded() -> tuple[dict[str, Question], Directory]:
    content = load_content(sample_content())
    return dict(content.question_set.by_id), content.directory


def test_languages_stand_in_the_order_of_local_demand_after_english() -> None:
    offers = loaded()[0]["CO1"].offers
    assert [offer.name for offer in offers] == ["English", *BY_DEMAND]


def test_each_is_written_as_its_own_readers_write_it() -> None:
    own = {offer.name: offer.own for offer in loaded()[0]["CO1"].offers}
    for name, script in SCRIPT.items():
        letters = [char for char in own[name] if char.isalpha()]
        assert letters and all(unicodedata.name(char).startswith(script) for char in letters), name
    for name in set(own) - set(SCRIPT):
        letters = [char for char in own[name] if char.isalpha()]
        assert letters and all("LATIN" in unicodedata.name(char) for char in letters), name


def test_both_ways_are_text_so_that_any_language_can_be_typed() -> None:
    parts = {part.id: part for part in loaded()[0]["CO1"].parts}
    assert set(parts) == {"speak", "read"}
    assert all((part.kind.value, part.options) == ("text", ()) for part in parts.values())


def test_everything_the_guide_lists_makes_it_easier() -> None:
    assert {option.id for option in loaded()[0]["CO2"].options} == {"none", *MAKES_IT_EASIER}


def test_every_service_that_is_told_anything_is_told_what_makes_it_easier() -> None:
    """G2: flagged and shared, so that nobody asks again. Nothing at all is sent to a national line."""
    for service in loaded()[1].services:
        wanted = set() if service.national else {"access_needs", "interpreter"}
        assert wanted <= set(service.receives), service.id
        assert not (service.national and service.receives), service.id
