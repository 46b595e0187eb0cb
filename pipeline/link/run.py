"""Link the whole archive: load plain rows, let the linkers propose, write what they found.

What was found before is kept in the table `state`, so that a new pack is linked against the
archive without comparing all of it again; the outcome is the same as from scratch.
"""

import hashlib

from pipeline.link.known import dump_known, load_known
from pipeline.link.recurrence import Made, Recurrences, link_recurrences
from pipeline.rules import Rules
from pipeline.store.archive import Archive

_LINKED = "linked"
_KNOWN = "known wordings"


def is_linked(archive: Archive, rules: Rules) -> bool:
    """Whether the links in the archive are those of its present files and rules."""
    return archive.load_state(_LINKED) == _fingerprint(archive, rules)


def link_archive(archive: Archive, rules: Rules) -> None:
    """Bring all links of an archive up to date, in one transaction."""
    with archive.transaction():
        _mark_same_texts(archive)
        _link_recurrences(archive, rules)
        archive.save_state(_LINKED, _fingerprint(archive, rules))


def _fingerprint(archive: Archive, rules: Rules) -> bytes:
    total = hashlib.sha256(rules.digest().encode())
    for row in archive.query("SELECT id, reader, rules, status FROM files ORDER BY id"):
        total.update(repr(tuple(row)).encode())
    return total.hexdigest().encode()


def _mark_same_texts(archive: Archive) -> None:
    """Files of other bytes but the same words know the one among them with the least id."""
    archive.connection.execute(
        "UPDATE files SET same_text_as = NULLIF((SELECT MIN(others.id) FROM files AS others"
        " WHERE others.text_sha256 = files.text_sha256), files.id)"
    )


def _link_recurrences(archive: Archive, rules: Rules) -> None:
    known = load_known(archive.load_state(_KNOWN))
    found = link_recurrences(_made(archive), rules, known)
    _write_recurrences(archive, found)
    archive.save_state(_KNOWN, dump_known(found.known))


def _made(archive: Archive) -> list[Made]:
    rows = archive.query(
        # A paper that is in two packs, or is there as PDF and as Word, is one and the same: its
        # recommendations were not made again.
        "SELECT recommendations.id, recommendations.text, recommendations.paper_id,"
        " MIN(papers.file_id) OVER (PARTITION BY CASE WHEN papers.meeting_date IS NULL"
        "  THEN papers.file_id ELSE papers.meeting_date || papers.body || papers.title END)"
        " AS file_id, COALESCE(papers.meeting_date, papers.period_end) AS date, papers.body,"
        " recommendations.status AS decision, recommendations.response_id,"
        " recommendations.kind = 'reported' OR papers.kind = 'response_proforma' AS reported"
        " FROM recommendations JOIN papers ON papers.id = recommendations.paper_id"
        " ORDER BY recommendations.id"
    )
    return [Made(**{**dict(row), "reported": bool(row["reported"])}) for row in rows]


def _write_recurrences(archive: Archive, found: Recurrences) -> None:
    archive.connection.execute("UPDATE recommendations SET recurrence_id = NULL")
    archive.connection.execute("DELETE FROM recurrences")
    archive.insert(
        "recurrences",
        [
            {
                "id": group.id,
                "title": group.title,
                "first_date": group.first_date,
                "last_date": group.last_date,
                "papers": group.papers,
                "years": group.years,
                "standing": int(group.standing),
                "accepted_then_repeated": len(group.repeated),
            }
            for group in found.groups
        ],
    )
    archive.connection.executemany(
        "UPDATE recommendations SET recurrence_id = ? WHERE id = ?",
        [(group.id, member) for group in found.groups for member in group.members],
    )
    archive.insert(
        "recurrence_links",
        [
            {
                "id": link.id,
                "recurrence_id": link.recurrence_id,
                "recommendation_id": link.recommendation_id,
                "other_id": link.other_id,
                "relation": link.relation,
                "score": round(link.score, 4),
            }
            for link in found.links
        ],
    )
    archive.insert(
        "repeats",
        [
            {
                "id": f"{again.first_id}-{again.again_id}",
                "recurrence_id": again.recurrence_id,
                "first_id": again.first_id,
                "response_id": again.response_id,
                "again_id": again.again_id,
                "days": again.days,
                "score": round(again.score, 4),
            }
            for group in found.groups
            for again in group.repeated
        ],
    )
