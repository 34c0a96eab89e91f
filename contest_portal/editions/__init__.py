"""When: editions of the contest, their calendar, categories and form, all of it data."""
