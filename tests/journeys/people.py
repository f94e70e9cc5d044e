"""The four people of practice.md I (examples 1, 4, 5 with 6, and 3): what each of them says, by question.

Plain data, shared by every face: question id -> the answer as it is given. An option is its id, several are a list,
a form is part -> answer, "pnts" is "I'd rather not say". Who says something nobody asks is not asked it; who is asked
something that is not here fails the journey. All invented.
"""

from __future__ import annotations

Says = dict[str, object]

IN_PRIVATE: Says = {"F0": {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}}

# What all of them say in the same way: nothing else is the matter, and that is fine.
NOTHING_ELSE: Says = {
    "ST2": "here",
    "S3": ["no"],
    "RE3": "no",
    "PR1": "yes",
    "CO1": {"speak": "English"},
    "CO2": ["none"],
    "CO3": "no",
    "HO2": {"channel": "phone", "value": "0770090012", "voicemail": "no"},
    "HO4": "pnts",
    "H0": ["none"],
    "H1": "private",
    "M0": ["none"],
    "M2": "yes",
    "W0": ["none"],
    "W5": "ok",
    "K0": ["none"],
    "K4": "fairly",
    "F1": "yes",
    "F2": "no",
    "ZZ2": ["family"],
    "ZZ5": {"theirs": "call", "ours": "go too"},
    "ZZ6": "5",
    **IN_PRIVATE,
}

# 1. Sam, 34, private renter: a letter says to be out on 16 January 2027, in 54 days. All else is fine.
SAM: Says = NOTHING_ELSE | {
    "RE1": {"about": ["letter"], "words": "out by January"},
    "RE4": {"kind": "move_out", "date": "16/1/2027"},
    "ZZ1": "stay put",
    "HO1": {"name": "Sam"},
    "HO3": {"alone": "yes"},
    "H0": ["may_have_to_leave"],
    "H3a": ["notice"],
    "H4": "no",
    "F6": "no",
}

# 4. Mr A, 71: a bus pass, and no check for anything else.
MR_A: Says = {"ST2": "here", "S3": ["no"], "RE1": {"about": ["simple_task"]}, "RE5": "no"}

# 5. Kay, 41: her partner stands beside her and answers for her. It is about the damp.
KAY_WITH_PARTNER_SEEN = ["with_adult", "someone_answering"]
KAY: Says = NOTHING_ELSE | {
    "RE1": {"about": ["home"], "words": "mould"},
    "RE4": {"date": "none"},
    "ZZ1": "dry walls",
    "HO1": {"name": "Kay"},
    "HO3": {"adults": "1"},
    "H0": ["cold_or_damp"],
    "H5": ["damp"],
}

# 6. The same Kay, now alone in the private room.
KAY_ALONE_SEEN = ["alone"]
KAY_ALONE: Says = KAY | {
    "H5a": "told_not_fixed",
    "M5": {"supply": "on"},
    "F1": "no",
    "F2": "yes",
    "F2a": ["partner"],
    "F2b": "not_sure",
    "F2c": "yes",
    "F2d": "specialist",
}

# 3. Dee, 26, with a baby of eight months: no food in the house, her benefit stopped, the meter nearly empty.
DEE: Says = NOTHING_ELSE | {
    "S3": ["no_food"],
    "RE1": {"about": ["food", "money"], "words": "no money"},
    "RE2": "food",
    "RE4": {"date": "none"},
    "ZZ1": "sleep well",
    "HO1": {"name": "Dee", "born": "5/5/2000"},
    "HO3": {"adults": "0", "age_0_4": "1", "baby_under_1": "yes", "pregnant": "no", "cares": "no", "alone": "no"},
    "M0": ["hard_to_manage", "food_running_out", "money_stopped_or_waiting", "gas_or_electric"],
    "M1": "not_managing",
    "M2": "no",
    "M4": {"what": "stopped"},
    "M5": {"supply": "low", "meter": "yes"},
    "W5": "low",
    "W5b": "no",
    "ZZ5": {"theirs": "call", "ours": "go too"},
}
