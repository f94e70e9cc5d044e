"""Take each `may()` out of the code in turn: something that must hold no longer does (promises.md, P20)."""

from __future__ import annotations

import ast
import importlib
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import triage.usecases
from tests.usecases.conftest import SAM, Desk
from tests.usecases.trusted import as_, trusted_hub
from triage.core.policy import Decision, Effect
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.afterwards.returning import find_before
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.inbox import see_inbox
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import see_contact
from triage.usecases.reception.mistakes import see_move
from triage.usecases.trust.asked_of_us import COMPLAIN, RESTRICT, see_asked
from triage.usecases.trust.relations import RESTRICTED
from triage.usecases.visit.cards import open_card
from triage.usecases.visit.read_back import NeedDecision, confirm_needs
from triage.usecases.write import stamp

FOLDER = Path(triage.usecases.__file__).parent
FACTS = {"name": "Ada Moss", "born": "1980-05-05"}


def sites() -> list[tuple[str, int]]:
    """Every call of `may` outside the core: the module, from `usecases` on, and which of its calls it is."""
    return [
        (".".join(file.relative_to(FOLDER).with_suffix("").parts), number)
        for file in sorted(FOLDER.rglob("*.py"))
        for number in range(len(_calls(ast.parse(file.read_text()))))
    ]


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "may"
    ]


class _Without(ast.NodeTransformer):
    def __init__(self, call: ast.Call) -> None:
        self.call = call

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return (
            ast.copy_location(ast.Name("_ALWAYS", ast.Load()), node) if node is self.call else self.generic_visit(node)
        )


def without(where: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module as if that call always answered yes. Functions keep their identity, so whoever imported them has it too."""
    module = importlib.import_module(f"triage.usecases.{where}")
    tree = ast.parse(Path(module.__file__ or "").read_text())
    tree = ast.fix_missing_locations(_Without(_calls(tree)[number]).visit(tree))
    monkeypatch.setattr(module, "_ALWAYS", Decision(Effect.ALLOW, ""), raising=False)
    codes = {
        code.co_name: code
        for code in compile(tree, module.__file__ or "", "exec").co_consts
        if isinstance(code, types.CodeType)
    }
    for name, function in list(vars(module).items()):
        whole = getattr(function, "__wrapped__", function)
        if isinstance(whole, types.FunctionType) and whole.__module__ == module.__name__ and name in codes:
            monkeypatch.setattr(whole, "__code__", codes[name])


def guarded_hub(home: Path) -> Desk:
    """Sam as usual; Ada, whom only Mira may find; and Sam has a need that is most private."""
    desk = trusted_hub(home)
    desk.here(open_card, "RF-DANGER")
    desk.here(
        confirm_needs, [NeedDecision("safety.domestic_abuse", "now", severity="urgent", because="said so", added=True)]
    )
    sam = desk.contact
    desk.arrive(SAM | {"HO1": FACTS | {"postcode": "ZZ99 3AA"}})
    desk.agree_all()
    desk.here(start_handoff, "housing_duty")
    ada = desk.contact

    def restrict(rows: Rows, _house: House, ctx: Context) -> None:
        contact = rows.get(rec.Contact, ada)
        assert contact is not None
        about = {"person_id": contact.person_id, "contact_id": ada}
        rows.add(rec.PersonDetail(**stamp(ctx), **about, field=RESTRICTED, value='["mira"]', field_class=RESTRICTED))

    desk.office.inside(restrict).result()
    desk.contact, desk.other = sam, ada
    return desk


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = guarded_hub(tmp_path_factory.mktemp("hub"))
    yield desk
    desk.office.close()


def refused(desk: Desk, staff: str, fn: Callable[..., Any], *args: Any) -> bool:
    try:
        as_(desk, staff, fn, *args)
    except UseCaseError:
        return True
    return False


def a_service_is_kept_from_the_talk(desk: Desk) -> bool:
    return refused(desk, "priya", see_contact, desk.contact)


def settings_see_nobody(desk: Desk) -> bool:
    return refused(desk, "rosa", summary, desk.contact)


def the_most_private_is_for_supervisors(desk: Desk) -> bool:
    page = [line for _, lines in as_(desk, "tom", summary, desk.contact).sections for line in lines]
    whole = [line for _, lines in as_(desk, "mira", summary, desk.contact).sections for line in lines]
    private = desk.office.house.question_set.need("safety.domestic_abuse").plain
    assert any(private in line for line in whole)
    return not any(private in line for line in page)


def who_is_restricted_is_not_found(desk: Desk) -> bool:
    assert as_(desk, "mira", find_before, FACTS).people
    return not as_(desk, "tom", find_before, FACTS).people


def who_is_restricted_is_not_opened(desk: Desk) -> bool:
    return refused(desk, "tom", see_contact, desk.other)


def who_is_restricted_is_not_in_a_list(desk: Desk) -> bool:
    rows = as_(desk, "priya", see_inbox).rows
    assert len(rows) >= 1
    return len(rows) == 1


def others_people_are_theirs(desk: Desk) -> bool:
    assert [row.worker for row in as_(desk, "grace", my_people).rows] == ["Grace"]
    return not as_(desk, "priya", my_people).rows


def whoever_keeps_it_together_is_not_told_what_was_done_about_safety(desk: Desk) -> bool:
    titles = [title for title, _ in as_(desk, "tom", summary, desk.contact).sections]
    assert "Cards" in titles
    return "Cards" not in [title for title, _ in as_(desk, "grace", summary, desk.contact).sections]


def nothing_is_moved_to_whoever_is_restricted(desk: Desk) -> bool:
    assert desk.other in dict(as_(desk, "mira", see_move, desk.contact))
    return desk.other not in dict(as_(desk, "tom", see_move, desk.contact))


def only_supervisors_are_offered_to_say_who_may_see_somebody(desk: Desk) -> bool:
    assert RESTRICT in dict(as_(desk, "mira", see_asked, desk.contact).asks)
    return RESTRICT not in dict(as_(desk, "tom", see_asked, desk.contact).asks)


def whoever_keeps_it_together_is_offered_nothing_that_is_the_desks(desk: Desk) -> bool:
    assert COMPLAIN in dict(as_(desk, "tom", see_asked, desk.contact).asks)
    return not as_(desk, "grace", see_asked, desk.contact).asks


MUST_HOLD = (
    whoever_keeps_it_together_is_offered_nothing_that_is_the_desks,
    only_supervisors_are_offered_to_say_who_may_see_somebody,
    nothing_is_moved_to_whoever_is_restricted,
    whoever_keeps_it_together_is_not_told_what_was_done_about_safety,
    others_people_are_theirs,
    who_is_restricted_is_not_in_a_list,
    a_service_is_kept_from_the_talk,
    settings_see_nobody,
    the_most_private_is_for_supervisors,
    who_is_restricted_is_not_found,
    who_is_restricted_is_not_opened,
)


def given_way(desk: Desk) -> list[str]:
    """What must hold and does not."""
    return [holds.__name__ for holds in MUST_HOLD if not holds(desk)]


def test_all_of_it_holds(hub: Desk) -> None:
    assert given_way(hub) == []


@pytest.mark.parametrize(("where", "number"), sites())
def test_without_one_check_something_gives(where: str, number: int, hub: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    without(where, number, monkeypatch)
    assert given_way(hub) != []


def test_the_checks_are_where_they_are_thought_to_be() -> None:
    assert {where for where, _ in sites()} >= {"guard", "trust.masking", "afterwards.finding"}
