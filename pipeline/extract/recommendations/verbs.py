"""The verb of a recommendation: what is asked, in its base form; None rather than a guess."""

import re

from pipeline.extract.recommendations.forms import Forms, after_opening

_WE = re.compile(
    r"(?:[^.;:]{2,200}?,\s+)?(?:and )?(?:we|it is|the committee|the panel|the board)\b"
    r"[^.;:,]{0,40}?\b(?:recommend(?:s|ed)?|urges?|invites?|encourages?|asks?|proposes?)\b"
    r"(?: further| also)?,?",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"(?:If|Where|While|Whilst|Given|Although|Rather than|In (?:light|view) of)\b[^.;:,]{2,240}, "
)
_SUBJECT = re.compile(
    r"\w+(?: (?!(?:that|how|which|what|who|and|to|whether|why|where|when)\b)[\w'’-]+){1,8} "
    r"(?:should|must|shall)\b"
)
_THAT = re.compile(r"that\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_AGENT = re.compile(
    r"\b(?:Council|Cabinet|Committee|Board|Government|Department|Ministry|Partnership|Trust|"
    r"Service|Leader|Member|Director|Officer|Executive|Commissioner|Authority|ICB|HOSC|Office|"
    r"Secretary|Minister|Agency|partners?|officers?|ministers?|leaders?|it|they|(?!UK\b)[A-Z]{2,6})"
    r"s?\b(?:, [^.;:]{2,160}?,| \([a1i]\))?"
    r"(?: (?:also|then|now|fully|further|jointly|formally|[a-z]{3,12}ly)\b)?"
    r" (?P<verb>[a-z-]{3,20})\b"
)
_ASKED = re.compile(
    r"(?<!given )(?<!due )(?<!access )(?<!regard )(?<!relation )(?<!relating )(?<!according )"
    r"(?<!response )(?<!attention )(?<!subject )(?<!relates )(?<!addition )"
    r"\b(?:to|should|must|shall)(?: (?:also|then|continue to|[a-z]{2,12}ly)\b){0,2} "
    r"(?P<active>[a-z-]{2,20})\b(?<!\bbe)(?! (?:for|of)\b)|"
    r"\bbe (?:[a-z]+ly )?(?:(?P<strong>made|given|held|kept|taken|sought|built|drawn|written|sent|"
    r"set|put|led|met)\b|(?P<stem>[a-z-]{2,20}?)ed\b)"
)
_STRONG = {
    "made": "make",
    "given": "give",
    "held": "hold",
    "kept": "keep",
    "taken": "take",
    "sought": "seek",
    "built": "build",
    "drawn": "draw",
    "written": "write",
    "sent": "send",
    "set": "set",
    "put": "put",
    "led": "lead",
    "met": "meet",
}
_WITHIN = 240


def first_verb(text: str, forms: Forms) -> str | None:
    """The verb that says what is asked: the word that opens the text, or else what somebody should
    do or is to do or, behind 'that', does: whichever stands first. A word that may as well be
    a noun ('on issues') tells nothing. 'SEND' in capitals is no verb, 'NOTE' that opens is."""
    start = after_opening(text)
    opening = _WORD.match(text, start)
    shouted = opening is not None and opening[0].isupper() and start > 0
    named = shouted or _SUBJECT.match(text, start) is not None
    if opening and not named and (verb := _verb(opening[0], forms)):
        return verb
    told = _WE.match(text)
    preamble = None if told else _PREAMBLE.match(text)
    start = told.end() if told else preamble.end() if preamble else start
    found = _asked(text, start, forms)
    if told or _THAT.match(text):
        found += _done(text, start, forms)
    return min(found)[1] if found else None


def _done(text: str, start: int, forms: Forms) -> list[tuple[int, str]]:
    """What a body does: 'That the Council includes', 'that the Government appoint'."""
    for match in _AGENT.finditer(text, start, start + _WITHIN):
        if verb := _verb(match["verb"], forms):
            return [(match.start("verb"), verb)]
    return []


def _asked(text: str, start: int, forms: Forms) -> list[tuple[int, str]]:
    """What is to be done: 'should adopt', 'to explain', 'be approved', 'be set out'."""
    for match in _ASKED.finditer(text, start, start + _WITHIN):
        active = match["active"]
        verb = active if active in forms.verbs else _STRONG.get(match["strong"] or "")
        if verb := verb or _passive(match["stem"], forms):
            return [(match.start(), verb)]
    return []


def _passive(stem: str | None, forms: Forms) -> str | None:
    """The verb of 'be adopted', 'be approved', 'be planned'."""
    asked = (stem, f"{stem}e", stem[:-1]) if stem else ()
    return next((verb for verb in asked if verb in forms.verbs), None)


def _verb(word: str, forms: Forms) -> str | None:
    lowered = word.lower()
    forms_of = (lowered, lowered.removesuffix("s"), lowered.removesuffix("es"))
    return next((form for form in forms_of if form in forms.verbs), None)
