"""Departments of scenarios made by Hypothesis: their work, promises and visits."""

from hypothesis import strategies as st

from generated_values import HOURS, Document, Draw, chances, times

GUESSED = {"says": "1h", "date": "estimated", "bias": 0.7, "sd": "20m"}
TELLS_ALL = {"accepted": 0.5, "scheduled": 1.0, "en_route": 0.5, "done": 1.0}


@st.composite
def visits(draw: Draw, exact: bool) -> Document:
    return {
        "share": draw(st.sampled_from((1.0, 0.5, 0.0))),
        "slots": draw(
            st.sampled_from(("08:00-12:00,13:00-17:00", "Mo-Fr 10:00-11:00,23:00-01:00"))
        ),
        "technicians": draw(st.sampled_from((1, 3))),
        "lead": draw(st.sampled_from(("0s", "4h"))),
        "on_site": draw(times(60, exact)),
        "missed": draw(st.sampled_from((0.0, 0.3))),
        "late": draw(st.sampled_from((0.0, 0.5))),
        "lateness": draw(times(30, exact)),
        "no_access": 0.3,
        "self_book": draw(st.sampled_from((0.0, 0.5))),
        "no_access_chosen": draw(st.sampled_from((0.0, 0.1))),
        "cost": "180 EUR",
    }


@st.composite
def department(draw: Draw, exact: bool) -> Document:
    right = draw(chances())
    return {
        "hours": draw(st.sampled_from((*HOURS, "Mo-Fr 09:00-17:00; PH off"))),
        "staff": draw(st.integers(1, 4)),
        "work": draw(times(60, exact)),
        "promise": draw(st.sampled_from(({"says": "6h"}, {"says": "30m"}, GUESSED, None))),
        "follows_up": draw(st.sampled_from((1.0, 0.7, 0.0))),
        "updates": draw(st.sampled_from(({}, {}, TELLS_ALL))),
        "visits": draw(st.one_of(visits(exact), visits(exact), st.none())),
        "right_first_time": right,
        "recovers": draw(st.sampled_from((0.5, 0.0))) * (1 - right),
        "recovery_delay": draw(times(60, exact)),
        "compounds": draw(st.sampled_from((0.0, 0.5))) * (1 - right),
        "right_after_compounding": draw(st.sampled_from((None, 0.0))),
        "fixes_on_spot": draw(st.sampled_from((0.0, 0.5))),
        "takes_first": draw(st.sampled_from(("highest_rank", "oldest"))),
        "padding": draw(st.sampled_from(("0s", "0s", "30m", "6h"))),
        "status_talk": draw(times(3, exact)),
    }
