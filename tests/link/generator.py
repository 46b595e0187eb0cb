"""Recommendations by the thousand, with repeats that are known: for speed and for equality.

Each is a form of words filled with subjects, actions and places, so that many share their common
words and few their rare ones, as in a council's papers. A share is printed again at a later
meeting, word for word or with some words changed.
"""

import random
from dataclasses import dataclass

from pipeline.link.recurrence import Made


def _words(text: str) -> list[str]:
    return text.split()


FORMS = (
    "To ensure that {what} for {whom} in {where} is {done} by {who}, so that {aim}.",
    "That {who} should {act} {what} and report back to the Committee on {aim}.",
    "For {who} to {act} {what} for {whom}, with particular attention to {where} and {aim}.",
    "To {act} {what} in {where}; and to explore how {who} can help {whom} with {aim}.",
    "That {what} be {done} for {whom}, that {who} publish the outcome, and that {aim}.",
)
ACTS = _words("review improve expand fund publish map simplify audit pilot restore widen test")
DONE = _words("reviewed improved expanded funded published mapped simplified audited restored")
WORDS = _words(
    "chronologies placements assessments referrals pathways corridors bridges libraries hostels "
    "therapies exclusions suspensions vouchers allotments reservoirs verges kerbs shelters tests "
    "clinics nurseries tribunals advocates mentors hubs surgeries pharmacies screenings visits "
    "supervision caseloads retention vacancies induction coaching budgets grants levies reserves "
    "contracts tenders audits forecasts benchmarks dashboards registers protocols thresholds "
    "strategies charters surveys forums panels petitions consultations newsletters helplines"
)
PEOPLE = _words(
    "carers fathers tenants refugees pupils apprentices veterans residents patients drivers "
    "cyclists commuters pensioners toddlers adolescents newcomers victims witnesses learners"
)


@dataclass(frozen=True, slots=True)
class Generated:
    """Rows, and the pairs of ids of which the second repeats the first, verbatim or changed."""

    rows: list[Made]
    repeats: list[tuple[str, str, str]]


def generate(count: int, seed: int = 1, repeated: float = 0.1) -> Generated:
    """`count` recommendations, of which the share `repeated` is made again."""
    chance = random.Random(seed)
    names = [_name(chance) for _ in range(max(200, count // 4))]
    rows: list[Made] = []
    repeats = []
    for number in range(count):
        year = 2005 + number * 20 // count
        day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        again = chance.random()
        if rows and again < repeated:
            earlier = chance.choice(rows)
            changed = again < repeated / 2
            text = _reword(earlier.text, chance, names) if changed else earlier.text
            repeats.append((earlier.id, f"r{number}", "reworded" if changed else "same"))
        else:
            text = _new(chance, names)
        rows.append(Made(f"r{number}", text, f"p{number // 8}", f"f{number // 80}", day))
    return Generated(rows, repeats)


def _name(chance: random.Random) -> str:
    letters = ["bcdfglmnprstvw", "aeiou"]
    return "".join(chance.choice(letters[i % 2]) for i in range(chance.randint(5, 9))).title()


def _new(chance: random.Random, names: list[str]) -> str:
    return chance.choice(FORMS).format(
        what=f"{chance.choice(names)} {chance.choice(WORDS)} and {chance.choice(WORDS)}",
        whom=f"{chance.choice(PEOPLE)} and {chance.choice(PEOPLE)}",
        where=f"{chance.choice(names)} and {chance.choice(names)}",
        who=f"the {chance.choice(names)} {chance.choice(('team', 'service', 'partnership'))}",
        act=chance.choice(ACTS),
        done=chance.choice(DONE),
        aim=f"{chance.choice(PEOPLE)} wait less for {chance.choice(WORDS)}",
    )


def _reword(text: str, chance: random.Random, names: list[str]) -> str:
    """The text with a tenth of its words changed, and a tail put on."""
    words = text.split()
    for _ in range(max(1, len(words) // 10)):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    return " ".join(words) + f" This is urgent in {chance.choice(names)}."
