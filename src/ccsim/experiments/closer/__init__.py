"""The theory that knows a scenario exactly, where there is one beyond Erlang.

`choice` asks, `parts` cuts a centre into what has nothing to do with each other, `own_laws` reads
its laws of time, `settling` asks whether the long run has come when it is measured, and the others
each recognise their shapes. The formulas themselves are in `analytic`.
"""
