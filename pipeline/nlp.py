"""The only door to spaCy: one cached pipeline, its tokens, and its parse as plain records.

`spacy.blank("en")` is the default and needs no model. A trained pipeline is used only where the
caller names one. spaCy is imported at the first call, never at import; nobody beyond this door
needs its types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a parsed text, `text[start:end]`.

    `head` is the index of the token that it depends on (its own for a root), `relation` how, in
    the model's labels ('nsubj', 'nummod' …); `kind` its universal part of speech ('NOUN').
    """

    start: int
    end: int
    text: str
    lemma: str
    kind: str
    relation: str
    head: int


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


def parse_texts(texts: Iterable[str], model: str) -> Iterator[tuple[Token, ...]]:
    """The tokens of each text with the parse of a trained pipeline, in order.

    Raises `UsageError` where the model is not installed, or does not parse.
    """
    pipeline = load_pipeline(model)
    if "parser" not in pipeline.pipe_names:
        raise UsageError(f"The spaCy model '{model}' does not parse sentences. Name one that does.")
    for doc in pipeline.pipe(texts, batch_size=_BATCH):
        yield tuple(
            Token(
                start=token.idx,
                end=token.idx + len(token.text),
                text=token.text,
                lemma=token.lemma_,
                kind=token.pos_,
                relation=token.dep_,
                head=token.head.i,
            )
            for token in doc
        )
