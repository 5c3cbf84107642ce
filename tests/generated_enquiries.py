"""Chains of companies in scenarios made by Hypothesis."""

from typing import Any

from hypothesis import strategies as st


def add_enquiries(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Gives a third of the documents with customers a company behind, or two."""
    behind = draw(st.sampled_from((0, 0, 0, 0, 1, 2)))
    if not behind or "customers" not in document:
        return
    teams = [name for name, team in document["teams"].items() if team.get("at_once", 1) == 1]
    if not teams:
        return
    names = [f"company{number}" for number in range(behind)]
    for name, after in zip(names, [*names[1:], None], strict=True):
        queue: dict[str, Any] = {"teams": [draw(st.sampled_from(teams))], "channel": "wholesale"}
        queue["hours"] = draw(st.sampled_from(("24/7", "Mo-Fr 09:00-17:00")))
        if after is not None:
            queue["enquires"] = {"at": after}
        document["queues"][name] = queue
    for name, queue in list(document["queues"].items()):
        if name not in names:
            queue["enquires"] = {
                "at": names[0],
                "chance": draw(st.sampled_from((0.5, 1.0))),
                "after": draw(st.sampled_from(("0s", "30m", "5h"))),
            }
