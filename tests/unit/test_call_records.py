"""Call records of a played run: what they say is what the reader of call records finds again."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ccsim.codes import Event
from ccsim.intake.calls import ABANDONED, ANSWERED, read_calls
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.store.call_records import CallRecordsOf, call_records, write_call_records
from playing import Played, play

SETS = ("queues.calls.wrap_up={exponential: 30s}", "calendar.time_zone=Europe/Madrid")


@pytest.fixture(scope="module")
def played() -> Played:
    return play(make_plan(load("scenarios/theory/varying_day.yaml", SETS).scenario))


def test_every_call_of_the_log_is_on_one_row(played: Played) -> None:
    frame, log = call_records(played.plan, [played.log]), played.log
    for outcome, event in (
        (ANSWERED, Event.CONTACT_ANSWERED),
        (ABANDONED, Event.CONTACT_ABANDONED),
    ):
        rows = log.event == int(event)
        own = frame[frame["outcome"] == outcome]
        assert len(own) == rows.sum()
        assert own["wait_s"].sum() * 1000 == pytest.approx(log.value[rows].sum())
    talks = log.value[log.event == int(Event.LEG_ENDED)]
    assert frame["talk_s"].sum() * 1000 == pytest.approx(talks.sum())
    wrap_ups = log.value[log.event == int(Event.WRAP_UP_ENDED)]
    assert frame["wrap_up_s"].sum() * 1000 == pytest.approx(wrap_ups.sum())
    assert frame["arrived"].is_monotonic_increasing


def test_what_is_written_is_read_again(played: Played, tmp_path: Path) -> None:
    listener = CallRecordsOf(played.plan)
    listener.add(played.log)
    frame = listener.frame()
    write_call_records(frame, tmp_path / "calls.csv")
    read = read_calls(tmp_path / "calls.csv").frame
    assert len(read) == len(frame)
    pd.testing.assert_series_equal(read["wait_s"], frame["wait_s"])
    np.testing.assert_allclose(read["talk_s"], frame["talk_s"])
    assert (read["arrived"].to_numpy() == frame["arrived"].to_numpy()).all()
    assert read["agent"].nunique() == frame["agent"].nunique() == 12
    assert read["customer"].nunique() == len(frame)
