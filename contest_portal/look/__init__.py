"""The look: icons, chips, notices, the deadline strip and the 77-square map, as template tags."""
