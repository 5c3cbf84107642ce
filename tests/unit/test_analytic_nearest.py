"""The nearest theories of a scenario, named, and honest about what they leave out."""

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.nearest import nearest_theories


def test_the_nearest_theory_knows_most_of_the_facts() -> None:
    def names(*facts: float | None) -> list[str]:
        patience_s, lines = facts
        readings = nearest_theories(
            0.1, 60.0, 8, patience_s, int(lines) if lines is not None else None
        )
        return [one.name for one in readings]

    assert names(None, None) == ["Erlang C", "Erlang B"]
    assert names(120.0, None) == ["Erlang A", "Erlang C", "Erlang B"]
    assert names(None, 20) == ["M/M/c/K", "Erlang C", "Erlang B"]
    assert names(120.0, 20) == ["M/M/c/K+M", "Erlang A", "Erlang C", "Erlang B"]


def test_overload_leaves_erlang_c_speechless_and_the_others_talking() -> None:
    readings = {one.name: one for one in nearest_theories(0.2, 60.0, 8, 120.0)}
    assert readings["Erlang C"].theory is None
    assert "No steady state" in readings["Erlang C"].leaves_out
    assert readings["Erlang A"].theory == erlang_a(0.2, 60.0, 8, 120.0)


def test_every_theory_says_what_it_leaves_out() -> None:
    for one in nearest_theories(0.1, 60.0, 8, 120.0, 20):
        assert one.leaves_out.endswith("no repeats.")


def test_nobody_answers_and_nobody_calls() -> None:
    assert nearest_theories(0.1, 60.0, 0, None, 5)[0].theory is None
    assert all(one.theory is not None for one in nearest_theories(0.0, 60.0, 8, 120.0, 5))
