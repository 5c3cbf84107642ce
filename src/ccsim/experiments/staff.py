"""How many agents it takes: the fewest or cheapest that meet targets, by interval and team."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.replicate import SEED, Settings, Source, obtain
from ccsim.experiments.results import label_of
from ccsim.experiments.staff_finding import Judged, find
from ccsim.experiments.staff_items import Per, holds
from ccsim.experiments.staff_kept import KeptRounds
from ccsim.experiments.staff_precision import check_precision
from ccsim.experiments.staff_question import Asked, Question, make_question
from ccsim.experiments.staff_result import Staffing, Team
from ccsim.experiments.staff_search import Ladder, Search, Tell
from ccsim.experiments.staff_shifts import Pattern, check_patterns, cover
from ccsim.experiments.staff_start import best_order, required
from ccsim.experiments.targets import parse_targets
from ccsim.metrics.window import Ints
from ccsim.replication import EngineName
from ccsim.spec.loading import Loaded


def staff(
    scenario: Source,
    targets: Sequence[str],
    *,
    per: Per = "interval",
    cheapest: bool = False,
    teams: Sequence[str] = (),
    shifts: Sequence[Pattern] = (),
    shrinkage: float | None = None,
    with_shifts: bool = False,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int | None = None,
    precision: Mapping[str, float] | None = None,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    root: Path | None = None,
    fresh: bool = False,
    tell: Tell | None = None,
) -> Staffing:
    """Find the fewest agents, or the cheapest, that meet targets, and shifts that cover them.

    Erlang A or C for the modified offered load is the start; then every interval is searched at
    once, under the same luck; what is found is held against fresh luck, and raised until it holds.
    *Meets* means of a day or week that the worse end of the one-sided 95 % interval reaches the
    target; of intervals, that at least 95 % of them reach it, and none is more than 0.03 (of a
    time: a tenth) short. An interrupt (Ctrl-C) leaves what was found so far; the same question goes
    on from there, as after any other end.

    Args:
        scenario: a scenario, or the path of its file.
        targets: each as `METRIC>=VALUE`, or `METRIC[queue=NAME]<=VALUE`.
        per: whether each interval has to meet them, each day, or the week as a whole.
        cheapest: whether an hour counts by its price, and not each as one.
        teams: the teams to be staffed; all that answer the phone, if none is named.
        shifts: lengths and breaks of shifts; eight hours with a break and four, if none is named.
        shrinkage: share of paid time away from the phones; else as the teams' facts say.
        with_shifts: whether the last word at fresh luck is of the shifts, with breaks and
            shrinkage, and not of the agents that are required on the phones.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, warm-up included, in place of the scenario's own.
        replications: how often each staffing is played; by default such that each interval is seen
            200 times. The last word has twice as many, and sees each interval 50 times at least.
            Of a day or week with few agents, each of whom counts, up to 1,000 settle what is in
            doubt, and the last word has twice those.
        precision: by metric of a target, how narrow its 95 % intervals are to be at fresh luck:
            half the width as a share of the mean. The last word is repeated until then, at most
            1,000 times.
        seed: which luck the search has; fresh luck has the seeds after it.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        root: the folder of all runs: rounds that are known there are not played again.
        fresh: nothing that was kept before counts.
        tell: told in words how the search gets on.

    Raises:
        UsageError: targets that cannot be read or met; teams that are not there.
    """
    facts, source = obtain(scenario, sets, weeks)
    settings = Settings(seed=seed, engine=engine, workers=workers, executor=executor)
    tell = tell or _silent
    asked = Asked(targets, per, cheapest, teams, replications)
    wanted = precision or {}
    check_precision(wanted, parse_targets(targets, facts))
    kept = None if root is None else KeptRounds(root, fresh)
    question = make_question(facts, asked, settings, tell, kept)
    for name in question.teams if shifts else ():
        check_patterns(question.most[name] > 0, question.slots, question.opened[name], shifts)
    search = _search(question, tell)
    judged = find(question, search, wanted)
    found = _staffing(question, source, search, judged, shifts, shrinkage)
    if with_shifts and not found.stopped:
        found = _with_shifts(found, search)
    return replace(found, precision=wanted, kept=kept.found if kept else 0)


def _staffing(
    question: Question,
    source: Loaded | None,
    search: Search,
    judged: Judged,
    shifts: Sequence[Pattern],
    shrinkage: float | None,
) -> Staffing:
    """What the search has come to, team by team, with shifts unless it was stopped."""
    facts, stopped = question.plan.scenario, judged.stopped
    teams: list[Team] = []
    for name, heads in search.heads().items():
        try:
            team = _team(question, name, heads, None if stopped else shifts, shrinkage)
        except KeyboardInterrupt:  # the agents are known, and what they reach
            stopped = True
            team = _team(question, name, heads, None, shrinkage)
        teams.append(team)
    return Staffing(
        scenario=facts,
        source=source,
        label=label_of(facts, source.path if source else None),
        question=question,
        teams=tuple(teams),
        verdicts=judged.verdicts,
        met=bool(judged.verdicts) and holds(judged.verdicts, question.per),
        fresh_seed=judged.seed,
        rounds=search.rounds,
        stopped=stopped,
    )


def _with_shifts(found: Staffing, search: Search) -> Staffing:
    """The same, judged at yet other luck by what the shifts bring."""
    seed = (found.fresh_seed + 1) % 2**32
    search.tell(f"the shifts at fresh luck (seed {seed})")
    try:
        played = search.player.play_scenario(found.staffed("shifts"), found.verdicts[0].n, seed)
    except KeyboardInterrupt:
        return replace(found, stopped=True)
    verdicts = tuple(search.verdicts(played))
    return replace(
        found,
        verdicts=verdicts,
        met=holds(verdicts, found.question.per),
        fresh_seed=seed,
        judged="shifts",
    )


def _search(question: Question, tell: Tell) -> Search:
    """The ladders of all teams and the levels that theory asks for."""
    threshold_s = question.threshold_s
    ladders: dict[str, list[Ladder]] = {}
    levels: dict[str, Ints] = {}
    for team in question.teams:
        start = np.zeros(question.slots.count, np.int64)
        own = [target for target in question.targets if question.concerns(target, team)]
        load = question.loads[team]
        if load is not None and team in question.first:
            per_head = question.plan.scenario.teams[team].at_once
            wanted = -(-required(load, own, threshold_s) // per_head)
            start = np.minimum(wanted, question.most[team])
        ladders[team] = [_ladder(question, team, slots) for slots in question.slots_of_periods]
        levels[team] = np.array(
            [ladder.level_of(int(start[ladder.slots].sum())) for ladder in ladders[team]], np.int64
        )
    return Search(question.player, question.items, question.period, ladders, levels, tell)


def _ladder(question: Question, team: str, slots: Ints) -> Ladder:
    """The levels of one team in one period; nobody outside its hours or where nobody calls."""
    most = question.most[team]
    load = question.loads[team]
    if question.per == "interval" or load is None:
        places = np.repeat(np.arange(len(slots)), most[slots])
        return Ladder(slots, np.zeros(len(slots), np.int64), places.astype(np.int64))
    target = next(one for one in question.targets if question.concerns(one, team))
    base, order = best_order(load, slots, most, question.threshold_s, target)
    place = {int(slot): number for number, slot in enumerate(slots)}
    return Ladder(slots, base[slots], np.array([place[int(slot)] for slot in order], np.int64))


def _team(
    question: Question,
    name: str,
    heads: Ints,
    patterns: Sequence[Pattern] | None,
    shrinkage: float | None,
) -> Team:
    """The requirement of a team, who is to be scheduled for it, and shifts that cover that."""
    facts = question.plan.scenario.teams[name]
    away = facts.shrinkage
    share = 1 - (1 - away.planned) * (1 - away.unplanned) if shrinkage is None else shrinkage
    if not 0 <= share < 1:
        raise UsageError(f"--shrinkage {share:g}: it is a share of paid time, from 0 to below 1")
    scheduled = np.ceil(heads / (1 - share) - 1e-9).astype(np.int64)
    return Team(
        name=name,
        heads=heads,
        load=question.loads[name],
        scheduled=scheduled,
        shrinkage=share,
        price_per_h=question.prices.get(name),
        roster=None
        if patterns is None
        else cover(scheduled, question.slots, question.opened[name], patterns),
    )


def _silent(_: str) -> None:
    pass
