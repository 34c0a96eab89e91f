"""Many people at once: who they are, how they send requests, and the figures that come of it."""
