"""No pattern of the rules or the program backtracks without end."""

import re
import subprocess
import sys

from tests.patterns import ROOT, SHORT, attacks, seconds_of


def test_every_pattern_stands_up_to_texts_made_against_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.patterns"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
        check=True,
    )
    *slow, last = ran.stdout.splitlines()
    assert not slow, "\n".join(slow)
    assert int(last.split()[0]) > 700, "hardly any pattern was collected"


def test_a_pattern_that_backtracks_is_told() -> None:
    pattern = re.compile(r"(?:a+b?)+c")
    texts = [before + unit * (SHORT // len(unit)) + end for before, unit, end in attacks(pattern)]
    assert max(seconds_of(pattern, text) for text in texts) > 1
