"""When a found fact and an annotated one are the same fact, and which of their fields agree."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pipeline.match import held, letters, longest_common, ratio, token_set

Row = dict[str, Any]

_NEAR = 0.85
_HELD = 0.6
_NAME_ALIKE = 0.75


def similarity(found: Row, gold: Row) -> float:
    """How well two facts of one type match, 0 where they do not."""
    there: int = gold["page"] if "page" in gold else gold["first_page"]
    if abs(int(found["page"]) - there) > 1:
        return 0.0
    score: float = _MATCHERS[gold["fact"]](found, gold)
    return score


def agreements(found: Row, gold: Row) -> dict[str, bool]:
    """Which of the fields that belong to the fact's type agree."""
    return {
        name: agree(found.get(name), gold.get(name), gold.get(f"{name}_alt"))
        for name, agree in _FIELDS[gold["fact"]].items()
        if name in gold
    }


def _match_text(found: Row, gold: Row) -> float:
    one, other = letters(found["quote"]), letters(gold["quote"])
    if not one or not other:
        return 0.0
    alike = ratio(one, other)
    if alike >= _NEAR:
        return alike
    short, long = sorted((one, other), key=len)
    holds = held(short, long) >= _NEAR
    return _HELD + alike / 10 if holds and len(short) >= _HELD * len(long) else 0.0


def _match_statistic(found: Row, gold: Row) -> float:
    if found["unit"] != gold["unit"] or not _same_number(found["value"], gold.get("value")):
        return 0.0
    return _overlap(found["quote"], gold["quote"])


def _match_date(found: Row, gold: Row) -> float:
    if not _texts_overlap(found["text"], gold["text"]):
        return 0.0
    overlap = _overlap(found["quote"], gold["quote"])
    same_days = (found["start"], found["end"]) == (gold.get("start"), gold.get("end"))
    return overlap and overlap + (0.5 if same_days else 0.0)


def _match_theme(found: Row, gold: Row) -> float:
    if found["theme"] != gold["theme"]:
        return 0.0
    one, other = letters(found["quote"]), letters(gold["quote"])
    length = min(len(one), len(other))
    return 1.0 if length and ratio(one[:length], other[:length]) >= _NEAR else 0.0


def _match_paper(found: Row, gold: Row) -> float:
    return float(found["first_page"] == gold["first_page"])


_MATCHERS: dict[str, Callable[[Row, Row], float]] = {
    "recommendation": _match_text,
    "response": _match_text,
    "statistic": _match_statistic,
    "date": _match_date,
    "theme": _match_theme,
    "paper": _match_paper,
}


@lru_cache(maxsize=100_000)
def _overlap(one: str, other: str) -> float:
    """Share of the shorter quote that stands in one piece in the other; 0 under a third."""
    short, long = sorted((letters(one), letters(other)), key=len)
    if not short:
        return 0.0
    share = longest_common(short, long) / len(short)
    return share if share >= 1 / 3 else 0.0


def _texts_overlap(one: str, other: str) -> bool:
    short, long = sorted((letters(one), letters(other)), key=len)
    return bool(short) and (short in long or longest_common(short, long) >= 4)


def _same_number(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(abs(one - other) <= 0.002 * max(1.0, abs(other)))


def _label(found: Any, gold: Any, other: Any) -> bool:
    return letters(found or "") in (letters(gold or ""), letters(other or gold or ""))


def _choice(found: Any, gold: Any, other: Any) -> bool:
    return found == gold or (other is not None and found == other)


def _name(found: Any, gold: Any, other: Any) -> bool:
    if gold is None or found is None:
        return found is gold
    return any(
        max(ratio(found, name), token_set(found, name)) >= _NAME_ALIKE
        for name in (gold, other)
        if name
    )


def _people(found: Any, gold: Any, _: Any) -> bool:
    return [letters(name) for name in found or ()] == [letters(name) for name in gold or ()]


def _printed(found: Any, gold: Any, _: Any) -> bool:
    return letters(found or "") == letters(gold or "")


_FIELDS: dict[str, dict[str, Callable[[Any, Any, Any], bool]]] = {
    "recommendation": {"label": _label, "kind": _choice, "made_by": _name, "addressed_to": _name},
    "response": {
        "decision": _choice,
        "action": _name,
        "issue": _name,
        "respondents": _people,
        "requested": _printed,
        "deadline": _printed,
    },
    "statistic": {"role": _choice, "direction": _choice, "measure": _name, "period": _choice},
    "date": {"start": _choice, "end": _choice, "role": _choice},
    "theme": {"stated": _choice},
    "paper": {
        "last_page": _choice,
        "kind": _choice,
        "title": _name,
        "body": _name,
        "meeting_date": _choice,
        "item": _printed,
        "author": _name,
    },
}
