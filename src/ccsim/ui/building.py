"""A scenario in the making: what its reader has changed, told fact by fact, and what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import streamlit as st

from ccsim.errors import Fault
from ccsim.report.facts import levers
from ccsim.spec.composition import compose
from ccsim.spec.forms import (
    NOTHING,
    FormFact,
    facts_matching,
    form_facts,
    plain_value,
    setting_text,
    typed_text,
)
from ccsim.spec.loading import CheckResult, Loaded, check
from ccsim.spec.paths import annotation_at, has_free_names
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import one_line
from ccsim.store.places import written
from ccsim.ui.controls import fact_control, label_of
from ccsim.ui.said import inform, refuse, remark, say

LINK: str = "set"
"""The part of the link that holds the changes, each as `--set` writes it."""
ABOUT = ("name", "why")
NOTHING_SAID: str = "not said"
_MOST_CHANGES = 200
_MOST_FOUND = 24
_LONGEST_TEXT = 300
_CONTROL_WIDTH = 215


@dataclass
class Draft:
    """A start, and what is changed."""

    start: Path
    changes: dict[str, str] = field(default_factory=dict)
    """Path to value, as settings write them."""
    drawn: int = 0
    """How often all controls were set back, so that they forget what they held."""

    @property
    def sets(self) -> list[str]:
        """The changes as `--set` takes them."""
        return [f"{path}={text}" for path, text in self.changes.items()]

    def called(self, start: Loaded) -> dict[str, str]:
        """The changes, with a name and a reason where their reader gives none."""
        name = start.scenario.name
        about = {"name": one_line(f"{name}, changed"), "why": one_line(f"Made from {name}.")}
        return about | self.changes

    def back(self, path: str = "") -> None:
        """Leave a fact as it was at the start; all facts without a path."""
        self._forget(path)
        self.drawn += 1

    def change(self, path: str, text: str, before: str) -> None:
        """Make a fact something else; what it was before is no change."""
        self._forget(path)
        if text != before:
            self.changes[path] = text

    def take_away(self, path: str) -> None:
        """Leave out an entry, such as a team; one that was added is gone."""
        added = path in self.changes
        self.change(path, NOTHING, NOTHING if added else "")
        self.drawn += 1

    def _forget(self, path: str) -> None:
        for one in [one for one in self.changes if not path or _is_at(one, path)]:
            del self.changes[one]


def draft_of(start: Path) -> Draft:
    """What this session makes of a start: as its link says at first, then as it goes on."""
    draft: Draft | None = st.session_state.get("draft")
    if draft is None:
        linked = (one.partition("=") for one in st.query_params.get_all(LINK)[:_MOST_CHANGES])
        draft = Draft(start, {path: text for path, _, text in linked})
    elif draft.start != start:
        draft = Draft(start, drawn=draft.drawn + 1)
    st.session_state["draft"] = draft
    return draft


def link(draft: Draft) -> None:
    """Let the address of the page hold the changes."""
    if st.query_params.get_all(LINK) != draft.sets:
        st.query_params[LINK] = draft.sets


def checked(path: Path, sets: Iterable[str] = ()) -> CheckResult:
    """What the check of the command line says of a file with these changes."""
    return _checked(path, written(path), tuple(sets))


@lru_cache(maxsize=32)
def _checked(path: Path, _written: int, sets: tuple[str, ...]) -> CheckResult:
    return check([path], sets)[0]


def about(draft: Draft, start: Loaded) -> None:
    """The name of what is made, and why it is made."""
    for path, help_ in (
        ("name", "What it is called in every table and figure."),
        ("why", "What it is there to show, in a sentence."),
    ):
        key = f"fact {draft.drawn} {path}"
        st.text_input(
            label_of((path,)),
            value=plain_value(draft.called(start)[path]),
            max_chars=_LONGEST_TEXT,
            help=help_,
            key=key,
            on_change=_note,
            args=(draft, (path,), key, Draft(draft.start).called(start)[path]),
        )


def form(draft: Draft, start: Loaded, wrong: Iterable[Fault]) -> None:
    """All facts by their noun, or those that hold the words that somebody looks for."""
    before = {fact.dotted: fact for fact in form_facts(start.document)}
    now = form_facts(compose(draft.start, draft.sets).data)
    sheet = _Sheet(draft, before, {fault.path: fault.message for fault in wrong})
    words = st.text_input(
        "Find a fact",
        placeholder="a word of its name or of what it means, such as notes, patience or pay",
        type="search",
        key="find",
    )
    if words.strip():
        _found(facts_matching(now, words), sheet)
        return
    for noun, own in groupby(now, key=lambda fact: fact.path[0]):
        if noun not in ABOUT:
            _noun(noun, list(own), sheet)


@dataclass(frozen=True)
class _Sheet:
    """What every control is drawn with."""

    draft: Draft
    before: Mapping[str, FormFact]
    faults: Mapping[str, str]
    """Path to what is wrong there."""

    def is_wrong(self, fact: FormFact) -> bool:
        return any(_is_at(path, fact.dotted) for path in self.faults)


def _found(facts: list[FormFact], sheet: _Sheet) -> None:
    if not facts:
        inform("No fact has all of these words in its name or in what it means.")
    elif len(facts) > _MOST_FOUND:
        remark(f"The first {_MOST_FOUND} of {len(facts)}: more words find fewer.")
    _controls(facts[:_MOST_FOUND], sheet, depth=0)


def _noun(noun: str, facts: list[FormFact], sheet: _Sheet) -> None:
    # A label that told of changes would close the group at the first one: it is another label.
    place = st.expander(_heading(noun), key=f"noun {noun}", on_change="rerun")
    if any(_is_at(path, noun) for path in sheet.faults) and not place.open:
        say(f":red[:material/error: In {label_of((noun,)).lower()} something is wrong.]")
    if not place.open:
        return
    with place:
        entries = list(dict.fromkeys(fact.path[1] for fact in facts if _is_entry(fact)))
        if entries:
            chosen = _entry(noun, entries, sheet.draft)
            facts = [fact for fact in facts if fact.path[1] == chosen]
        named = [one for one in facts if one.named or sheet.is_wrong(one)]
        others = len(facts) - len(named)
        if others and st.toggle("Also those that are not named here", key=f"all {noun}"):
            named = facts
        _controls(named, sheet, depth=2 if entries else 1)


def _heading(noun: str) -> str:
    """A noun, and what facts of it are about."""
    meaning = Scenario.model_fields[noun].description or ""
    label = label_of((noun,))
    about = " ".join(meaning.split()).partition(": ")[0].rstrip(".").removeprefix(f"{label}, ")
    return f"**{label}** · {about[:1].lower()}{about[1:]}"


def _is_entry(fact: FormFact) -> bool:
    """Whether it belongs to one of several of its noun, such as a team."""
    return len(fact.path) > 2 and has_free_names(annotation_at(fact.path[:1]))


def _entry(noun: str, names: list[str], draft: Draft) -> str:
    """Which one of a noun is shown; others can be added, and one be taken away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = (
            st.segmented_control(
                label_of((noun,)),
                names,
                default=names[0],
                required=True,
                format_func=lambda name: label_of((name,)),
                label_visibility="collapsed",
                key=f"entry {draft.drawn} {noun} {len(names)}",
            )
            or names[0]
        )
        with st.popover("", icon=":material/more_horiz:", help="Add another, or take one away"):
            key = f"new {draft.drawn} {noun}"
            st.text_input("Name of another one", placeholder="night", max_chars=64, key=key)
            st.button(
                f"Add it, like {chosen}",
                icon=":material/add:",
                key=f"add {noun}",
                on_click=_add,
                args=(draft, f"{noun}.{chosen}", key),
            )
            st.button(
                f"Take {chosen} away",
                icon=":material/delete:",
                key=f"take away {noun}",
                on_click=draft.take_away,
                args=(f"{noun}.{chosen}",),
            )
    return chosen


def _add(draft: Draft, like: str, key: str) -> None:
    """Another entry that is at first like one that there is."""
    noun, _, one = like.partition(".")
    name = str(st.session_state[key]).strip().replace(" ", "_")
    if name:
        entries = compose(draft.start, draft.sets).data[noun]
        draft.change(f"{noun}.{name}", one_line(entries[one]), "")
        draft.drawn += 1


def _controls(facts: list[FormFact], sheet: _Sheet, depth: int) -> None:
    """As many beside each other as there is room for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for fact in facts:
            with st.container(width=_CONTROL_WIDTH):
                _control(fact, sheet, depth)


def _control(fact: FormFact, sheet: _Sheet, depth: int) -> None:
    path, draft = fact.dotted, sheet.draft
    value = plain_value(draft.changes[path]) if path in draft.changes else fact.value
    key = f"fact {draft.drawn} {path}"
    known = sheet.before.get(path)
    before = setting_text(fact.path, typed_text(known.value) if known is not None else None)
    fact_control(
        fact.path,
        value,
        key,
        label=" › ".join(label_of((part,)) for part in fact.path[depth:]),
        on_change=_note,
        args=(draft, fact.path, key, before),
    )
    for at, message in sheet.faults.items():
        if _is_at(at, path):
            refuse(message if at == path else f"{at}: {message}", icon=":material/error:")


def _note(draft: Draft, path: tuple[str, ...], key: str, before: str) -> None:
    """The reader changed a control."""
    value = st.session_state[key]
    text = setting_text(path, value if isinstance(value, str) else typed_text(value))
    draft.change(".".join(path), before if path[0] in ABOUT and text == NOTHING else text, before)


def _is_at(path: str, place: str) -> bool:
    """Whether a path is a place or lies below it."""
    return path == place or path.startswith(f"{place}.")


def differences(draft: Draft, start: Loaded, made: Loaded | None) -> None:
    """What is changed, each with what it was, and a way to take it back."""
    rows = levers([start.scenario, made.scenario]) if made is not None else []
    known = {row.path: row.values for row in rows}
    if not draft.changes:
        remark(
            "Nothing yet: change a fact in the form, and it will be listed here. You can then take "
            "it back, keep the whole as a scenario of your own, and compare it with its start."
        )
    for path, text in draft.changes.items():
        row = st.container(horizontal=True, vertical_alignment="center")
        left = row.container(gap=None)
        was, now = known.pop(path, ("", NOTHING_SAID if text == NOTHING else text))
        left.markdown(f"**{_named(path)}**  \n`{path}`")
        left.text(f"{was} → {now}" if was else now)
        row.button(
            "",
            icon=":material/undo:",
            help=f"Leave {path} as it was",
            key=f"undo {path}",
            on_click=draft.back,
            args=(path,),
        )
    if len(draft.changes) > 1:
        st.button("Take all back", icon=":material/restart_alt:", on_click=draft.back)


def _named(path: str) -> str:
    """A fact as the form calls it."""
    return " › ".join(label_of((part,)) for part in path.split("."))


def faults(result: CheckResult) -> None:
    """What is wrong with a scenario, by the place of each fault."""
    for fault in result.faults:
        where = f"`{fault.path}`: " if fault.path else ""
        refuse(f"{where}{fault.message}", icon=":material/error:")
