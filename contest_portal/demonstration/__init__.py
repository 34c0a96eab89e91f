"""Trying it out: sample people and organisations, a clock that can be set, a mail catcher."""
