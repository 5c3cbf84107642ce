"""Outages for the small scenarios that Hypothesis makes."""

from hypothesis import strategies as st

from generated_values import Document


def add_incident(
    draw: st.DrawFn,
    document: Document,
    repair: st.SearchStrategy[Document],
    notices: st.SearchStrategy[Document],
) -> None:
    """An outage of some hours on the first day; some are told of it, most notice by and by."""
    if not draw(st.booleans()):
        return
    hour = draw(st.sampled_from(("09:00", "13:30", "23:10")))
    document["incidents"] = {
        "cable": {
            "need": draw(st.sampled_from(sorted(document["needs"]))),
            "at": f"{document['calendar']['start']} {hour}",
            "every": draw(st.sampled_from((None, "1d", "2d"))),
            "strikes": draw(st.sampled_from(({"homes": 0.3}, {"homes": 0.2, "firms": 0.5}))),
            "repair": draw(repair),
            "notices": draw(notices),
            "announced": draw(st.sampled_from((0.0, 0.5))),
        }
    }
