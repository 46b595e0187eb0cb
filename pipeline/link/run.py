"""Link the whole archive: load plain rows, let the linkers propose, write what they found.

What was found before is kept in the table `state`, so that a new pack is linked against the
archive without comparing all of it again; the outcome is the same as from scratch.
"""

import hashlib

from pipeline.link import load, write
from pipeline.link.editions import find_editions
from pipeline.link.known import dump_known, load_known
from pipeline.link.recurrence import link_recurrences
from pipeline.link.responses import join_responses
from pipeline.link.series import link_series
from pipeline.rules import Rules
from pipeline.store.archive import LINKED, Archive
from pipeline.store.corrections import apply_corrections, list_corrections
from pipeline.store.schema import SCHEMA_VERSION
from pipeline.store.summaries import SUMMARIES, refresh_summaries

_KNOWN = "known wordings"
_VERSION = 2
"""Raised when a change of any linker changes its links: archives are then linked again."""


def is_linked(archive: Archive, rules: Rules) -> bool:
    """Whether the links in the archive are those of its present files and rules."""
    return archive.load_state(LINKED) == _fingerprint(archive, rules)


def link_archive(archive: Archive, rules: Rules) -> None:
    """Bring all links and summaries of an archive up to date, in one transaction."""
    with archive.transaction():
        apply_corrections(archive)
        write.mark_same_texts(archive)
        made, answers = load.load_made(archive), load.load_answers(archive)
        write.write_joins(archive, join_responses(made, answers))
        known = load_known(archive.load_state(_KNOWN))
        found = link_recurrences(load.load_recommendations(archive), rules, known)
        write.write_recurrences(archive, found)
        archive.save_state(_KNOWN, dump_known(found.known))
        write.write_series(archive, link_series(load.load_figures(archive, rules), rules))
        write.write_editions(archive, find_editions(load.load_titles(archive)))
        refresh_summaries(archive.connection)
        archive.save_state(LINKED, _fingerprint(archive, rules))


def _fingerprint(archive: Archive, rules: Rules) -> bytes:
    total = hashlib.sha256(f"{rules.digest()} {_VERSION} {SCHEMA_VERSION}".encode())
    total.update(repr(SUMMARIES).encode())
    for row in archive.query("SELECT id, reader, rules, status FROM files ORDER BY id"):
        total.update(repr(tuple(row)).encode())
    for entry in list_corrections(archive):
        total.update(repr((entry["row_id"], entry["field"], entry["value"])).encode())
    return total.hexdigest().encode()
