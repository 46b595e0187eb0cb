"""The only door to spaCy: one cached pipeline, sentences, and matchers.

`spacy.blank("en")` is the default and needs no model. A trained pipeline is used only where the
caller names one. spaCy is imported at the first call, never at import.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def load_pipeline(model: str | None = None) -> Language:
    """The blank English pipeline, or the trained one that `model` names (a package or a path)."""
    import spacy

    if model is None:
        return spacy.blank("en")
    try:
        return spacy.load(model)
    except OSError as error:
        raise UsageError(
            f"The spaCy model '{model}' is not installed. Leave --model out to work without one."
        ) from error


def tokenize(text: str) -> Doc:
    """`text` as spaCy tokens; `token.idx` is the offset of each in `text`."""
    return load_pipeline().make_doc(text)
