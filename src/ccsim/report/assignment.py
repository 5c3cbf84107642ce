"""An assignment in words: its questions, what is said of an answer, and the key as a workbook."""

from collections.abc import Mapping
from typing import Any, Final

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.assignment import Answer, Assignment, Of, Question, Solved
from ccsim.figures.numbers import Scale, scale_of
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import Change, Estimate, kind_of
from ccsim.metrics.totals import split_key
from ccsim.report.words import estimate_text, title, version_text
from ccsim.report.workbook import Table, add_table, whole_book

_DIFFERENCE: Final[Of] = "difference"


def names_of(asked: Assignment, names: Mapping[str, str]) -> dict[Of, str]:
    """What each scenario of an assignment is called.

    Args:
        asked: the assignment.
        names: what the scenarios at hand are called, by the names of their files.
    """
    first = names.get(asked.scenario, asked.scenario)
    other = names.get(asked.beside, asked.beside) if asked.beside else first
    second = f"{other}, changed" if asked.changes else other
    return {"first": first, "second": second, _DIFFERENCE: f"from {first} to {second}"}


def question_text(question: Question, names: Mapping[Of, str]) -> str:
    """A question as students read it, without its unit."""
    metric = title(question.metric)
    if question.of == _DIFFERENCE:
        return f"{metric}: how much more (+) or less (−) {names[_DIFFERENCE]}?"
    return f"{metric}: {names[question.of]}"


def meaning_of(question: Question) -> str:
    """What the metric means."""
    return CATALOGUE[question.metric].definition


def scale_for(answer: Answer) -> Scale:
    """The unit in which an answer is given."""
    return scale_of(answer.unit, [answer.mean], difference=answer.question.of == _DIFFERENCE)


def answer_text(answer: Answer) -> str:
    """A number with its unit, interval and count."""
    if answer.mean is None:
        return "not defined in this scenario: leave it out of the assignment"
    number, span = estimate_text(_estimate(answer), scale_for(answer))
    sure = ", not established" if answer.established is False else ""
    return f"{number} ({span}){sure}"


def _estimate(answer: Answer) -> Estimate:
    """The number with its interval, as all estimates are told."""
    apart = answer.question.of == _DIFFERENCE
    kind = Change if apart else kind_of(CATALOGUE[split_key(answer.question.metric)[0]])
    return kind(answer.mean, answer.low, answer.high, answer.n, answer.unit)


def is_right(answer: Answer, value: float) -> bool:
    """Whether somebody's number is right, given in the unit of the question."""
    return answer.holds(value / scale_for(answer).factor)


def judged(answer: Answer, value: float) -> str:
    """What is said of somebody's number, given in the unit of the question."""
    if is_right(answer, value):
        return f"Right: {answer_text(answer)}."
    return "Not yet: it is neither the simulation's number nor within its 95 % interval."


def key_rows(solved: Solved, names: Mapping[Of, str]) -> list[dict[str, str]]:
    """The answer key as a table."""
    return [
        {"Question": question_text(one.question, names), "Answer (95 % interval)": answer_text(one)}
        for one in solved.answers
    ]


def key_book(solved: Solved, names: Mapping[Of, str], link: str, command: str) -> bytes:
    """The answer key as a workbook: the numbers with their intervals, and where they come from."""
    asked = solved.assignment
    about = [
        ("Title", asked.title),
        ("Task", asked.task),
        ("Link for students", link),
        ("First scenario", names["first"]),
        ("Second scenario", names["second"] if asked.has_second else ""),
        *(("Changed", change) for change in asked.changes),
        ("Replications", str(asked.replications)),
        ("Seed", str(asked.seed)),
        ("The same numbers again", command),
        ("Made by", f"ccsim {version_text()}, results version {RESULTS_VERSION}"),
    ]
    columns = ["Question", "Unit", "Answer", "Low", "High", "n", "Established"]

    def fill(book: Any) -> None:
        rows = [_row(one, names) for one in solved.answers]
        add_table(book, Table("Answer key", columns, rows, filtered=False))
        add_table(book, Table("Assignment", ["What", "Says"], about, filtered=False))

    return whole_book(fill)


def _row(answer: Answer, names: Mapping[Of, str]) -> list[Any]:
    scale = scale_for(answer)
    numbers = (answer.mean, *_estimate(answer).ends)
    shown = [None if one is None else one * scale.factor for one in numbers]
    sure = "" if answer.established is None else "yes" if answer.established else "no"
    return [question_text(answer.question, names), scale.unit, *shown, answer.n, sure]
