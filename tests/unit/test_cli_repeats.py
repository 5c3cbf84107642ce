"""What is said twice on the command line is refused by each verb: the last word would hold."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ccsim.verbs.verb import NAMED, Verb
from verb_words import NEEDED, VERBS, options

SAID = {"--by": "time", "--carries": "shifts", "--engine": "simpy", "--form": "calls",
        "--per": "day", "--trace": "case", "--which": "lost", "--target": "0.5",
        "--shrinkage": "0.3"}  # fmt: skip
"""Values of options that do not take just any number, or word."""
TWICE = {
    "--set": ("teams.front.headcount=3", "teams.front.headcount = +1"),
    "--vary": ("teams.front.headcount=3,4", "teams.front.headcount=5,6"),
    "--doubt": ("customers.*.redials", "customers.*.redials=0.3..0.6"),
    "--certain": ("customers.*.redials", "customers.*.redials"),
    "--column": ("queue=Skill", "queue=Queue"),
    "--queue": ("Sales=calls", "Sales = chats"),
    "--team": ("Early=front", "Early="),
    "--precision": ("asa_s=0.1", "asa_s=0.2"),
    "--metric": ("fcr", "fcr "),
    "--target": ("asa_s<=20", "asa_s<=20"),
    "--shift": ("8h+30m", "8h+30m"),
    "--away": ("Coffee", "Coffee"),
    "--given": ("volume", "volume"),
    "--against": ("calls.csv", "./calls.csv"),
    "-o": ("page.html", "./page.html"),
}
"""For each option that takes many: two words that are about the same thing."""


def test_each_verb_looks_for_repeats_and_knows_what_its_words_are_about() -> None:
    assert all(isinstance(command, Verb) for command in VERBS.values())
    assert {option for _, option in options(many=True)} == NAMED.keys() == TWICE.keys()
    assert VERBS.keys() - NEEDED.keys() == {"app", "schema"}  # they need nothing, and take flags


@pytest.mark.parametrize(("verb", "option"), options(many=False))
def test_an_option_of_one_value_is_not_repeated(command: Any, verb: str, option: str) -> None:
    first = dict(pairwise(NEEDED[verb])).get(option, SAID.get(option, "4"))
    again = SAID.get(option, "4")
    words = () if option in NEEDED[verb] else (option, first)
    said = command(verb, *NEEDED[verb], *words, option, again)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{option} is given twice, as {first!r} and {again!r}: give one\n"


@pytest.mark.parametrize(("verb", "option"), options(many=True))
def test_an_option_of_many_names_each_thing_once(command: Any, verb: str, option: str) -> None:
    first, second = TWICE[option]
    said = command(verb, *NEEDED[verb], option, first, option, second)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{option}: ")
    assert said.err.endswith(": give one\n")
    assert repr(second) in said.err


def test_the_values_are_told_in_their_order_however_they_are_written(command: Any) -> None:
    said = command("run", "--seed=3", "desk.yaml", "--seed", "1", "--seed", "2")
    assert said.err == "--seed is given 3 times, as '3' and '1' and '2': give one\n"
    said = command("report", "run", "-o", "a.html", "--output", "a.html")
    assert said.err == "-o: 'a.html' is given twice, in 'a.html' and 'a.html': give one\n"


def test_how_long_it_lasts_is_said_once(command: Any) -> None:
    said = command("run", "desk.yaml", "--weeks", "2", "--set", "calendar.days = 5")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "--weeks and --set calendar.days = 5 both say how long it lasts: give one\n"
    )
    said = command("check", "nowhere.yaml", "--set", "calendar.days=5", "--set", "calendar.weeks=1")
    assert "nowhere.yaml" in said.err


def test_a_flag_may_be_repeated_but_not_taken_back(command: Any) -> None:
    said = command("check", "nowhere.yaml", "--quiet", "--quiet")
    assert "nowhere.yaml" in said.err
    said = command("compare", "a.yaml", "b.yaml", "--journey", "--no-journey")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--journey and --no-journey are both given: give one\n"


def test_two_facts_two_queues_and_two_columns_are_no_repeats(command: Any, tmp_path: Path) -> None:
    words = ("--set", "teams.a.headcount=3", "--set", "teams.b.headcount=3")
    said = command("check", tmp_path / "nowhere.yaml", *words)
    assert "nowhere.yaml" in said.err
    words = (
        "--queue",
        "A=calls",
        "--queue",
        "A=B=calls",
        "--column",
        "end=X",
        "--column",
        "date=X",
    )
    said = command(
        "import", tmp_path / "nowhere.yaml", "-o", "made.yaml", "--forecast", "f", *words
    )
    assert "made.yaml" not in said.err
    assert "nowhere.yaml" in said.err


def test_help_is_given_whatever_else_is_said(command: Any) -> None:
    said = command("run", "--seed", "1", "--seed", "2", "--help")
    assert said.code == 0
    assert "--seed" in said.out
