"""Find dates in the passages of a paper: where they stand, their days, and what they are of.

Which words are a date and which days they mean is `pipeline.when`; here is what the paper adds:
its meeting, its period, the day on which a response was requested, and the role by cue words.
"""

from pipeline.extract.dates.find import find_dates

__all__ = ["find_dates"]
