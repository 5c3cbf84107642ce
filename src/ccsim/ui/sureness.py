"""How sure an answer is to be: a number of replications, or intervals that are narrow enough."""

from typing import Final

import streamlit as st

from ccsim.experiments.precision import CAP, FEWEST
from ccsim.report.words import headline_metrics, title
from ccsim.ui.choices import Settings, choose_replications, choose_seed, choose_weeks

_COUNTED, _NARROW = "replications", "precision"
_WORDS: Final = {_COUNTED: "By replications", _NARROW: "Until narrow enough"}
Precision = tuple[tuple[str, float], ...]


def choose_sureness() -> tuple[Settings, Precision]:
    """Weeks and seed, and how sure; without a wish for narrowness, that is empty."""
    with st.popover("How it is run", icon=":material/tune:"):
        how = st.segmented_control(
            "How sure",
            list(_WORDS),
            default=_COUNTED,
            format_func=_WORDS.__getitem__,
            required=True,
            key="sure",
            bind="query-params",
            help="Each scenario is repeated with other luck: so many times, or until the interval "
            f"of one number is as narrow as you want it, at least {FEWEST} and at most {CAP:,} "
            "times.",
        )
        if how == _NARROW:
            many, precision = CAP, _choose_precision()
        else:
            many, precision = choose_replications(), ()
        settings = Settings(choose_weeks(), many, choose_seed())
    return settings, precision


def _choose_precision() -> Precision:
    metric = st.selectbox(
        "Number that is to be sure",
        headline_metrics(),
        format_func=title,
        key="metric",
        bind="query-params",
    )
    percent = st.number_input(
        "Interval of ± so many percent of it",
        min_value=0.1,
        max_value=50.0,
        value=1.0,
        step=0.5,
        format="%.1f",
        help="Half the width of the 95 % interval; in every scenario.",
        key="percent",
        bind="query-params",
    )
    return ((metric, round(percent / 100, 6)),)
