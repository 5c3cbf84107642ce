"""The theory that knows a scenario exactly, where there is one beyond Erlang's.

Each shape is recognised strictly: if anything else is on in a part of the centre that the theory
would leave out, nothing is offered for that part.
"""

from collections.abc import Callable
from dataclasses import replace

from ccsim.analytic.nearest import Reading
from ccsim.analytic.theory import TheoryError
from ccsim.experiments.closer.one_line import Answers, one_line
from ccsim.experiments.closer.parts import Part, is_steady, parts_of
from ccsim.experiments.closer.settling import with_the_start
from ccsim.experiments.closer.several_lines import (
    impatient,
    jackson,
    priorities,
    skills,
    two_groups,
)
from ccsim.experiments.closer.whole_days import whole_days
from ccsim.spec.scenario import Scenario

_SHAPES = (one_line, priorities, impatient, skills, two_groups, jackson)
"""Asked in this order; each answers for all queues of a part, or for none."""


def closer_theories(facts: Scenario) -> Answers:
    """By queue, the word of the theory made for it, with all that it leaves out; else nothing."""
    found: Answers = {}
    for part in parts_of(facts):
        if is_steady(part, facts.calendar):
            found |= with_the_start(part, _steady(part), facts.calendar)
        else:
            found |= _tried(lambda part: whole_days(part, facts.calendar), part)
    if facts.measures.service_level_rule != "all_offered":
        found = {name: _without_service_level(one) for name, one in found.items()}
    return {name: found[name] for name in facts.queues if name in found}


def _without_service_level(one: Reading) -> Reading:
    """Theory's follows one rule: where the scenario asks for another, it says nothing."""
    theory = one.theory
    return one if theory is None else replace(one, theory=replace(theory, service_level=None))


def _steady(part: Part) -> Answers:
    """The word of the first theory that knows the part's shape."""
    for shape in _SHAPES:
        if answers := _tried(shape, part):
            return answers
    return {}


def _tried(ask: Callable[[Part], Answers], part: Part) -> Answers:
    """An answer; none where the numbers are beyond what can be computed."""
    try:
        return ask(part)
    except TheoryError:
        return {}
