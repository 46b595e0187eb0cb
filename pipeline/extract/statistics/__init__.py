"""Find statistics in the passages of a paper: every number that measures something.

A passage is cut into sentences (`sentences`); dates, labels and codes are hidden (`mask`); what is
left is read by the forms of the numbers book (`numbers`, `tables`); then it is told what each
number says (`roles`), of what (`context`, `measure`), of when (`periods`), and which numbers are
one statement (`claims`). `find` tells the story.
"""

from pipeline.extract.statistics.find import find_statistics

__all__ = ["find_statistics"]
