"""Whom to call, and what to know before.

`desk` orders the calls and keeps what was said; `forecast` is its arithmetic, without the
database, `turnout` the forecast of an edition. `timeline` is the way of one copy, `journeys` of
one LAO.
"""
