"""Wordings to groups, each around one of its own: every member is like its medoid directly.

A chain (A like B, B like C, A unlike C) never makes a group of its ends.
"""

from collections.abc import Iterable, Sequence

from pipeline.link.known import Pairs

Group = tuple[str, tuple[str, ...]]
"""The medoid's key, and the keys of all members, the medoid's first and the others in order."""


def group_wordings(keys: Iterable[str], pairs: Pairs, counts: dict[str, int]) -> list[Group]:
    """Groups of wordings; a wording that is like no other is a group of its own.

    The wording with the greatest sum of likeness to those still free becomes a medoid and takes
    its neighbours; then every member goes to the medoid that it is most like.
    """
    near: dict[str, dict[str, float]] = {}
    for (a, b), (_, score) in pairs.items():
        near.setdefault(a, {})[b] = score
        near.setdefault(b, {})[a] = score
    groups: list[Group] = []
    for part in _parts(near):
        groups += _cover(part, near, counts)
    taken = {key for _, members in groups for key in members}
    groups += [(key, (key,)) for key in keys if key not in taken]
    return sorted(groups)


def _parts(near: dict[str, dict[str, float]]) -> list[list[str]]:
    """Connected parts, only so that each can be covered by itself."""
    seen: set[str] = set()
    parts = []
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        part, queue = [], [start]
        while queue:
            key = queue.pop()
            part.append(key)
            fresh = [other for other in near[key] if other not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        parts.append(sorted(part))
    return parts


def _cover(
    part: Sequence[str], near: dict[str, dict[str, float]], counts: dict[str, int]
) -> list[Group]:
    medoids = _medoids(part, near, counts)
    chosen = set(medoids)
    members: dict[str, list[str]] = {medoid: [] for medoid in medoids}
    for key in part:
        if key in chosen:
            continue
        best = max(
            (other for other in near[key] if other in chosen),
            key=lambda other: (near[key][other], counts.get(other, 1), other),
        )
        members[best].append(key)
    return [(medoid, (medoid, *sorted(others))) for medoid, others in members.items()]


def _medoids(
    part: Sequence[str], near: dict[str, dict[str, float]], counts: dict[str, int]
) -> list[str]:
    """Greedily, the wordings around which the part falls into groups."""
    import heapq

    free = set(part)
    pull = {k: sum(s * counts.get(o, 1) for o, s in sorted(near[k].items())) for k in part}
    heap = [(-round(pull[key], 6), key) for key in part]
    heapq.heapify(heap)
    medoids = []
    while heap:
        weight, key = heapq.heappop(heap)
        if key not in free:
            continue
        now = sum(s * counts.get(o, 1) for o, s in sorted(near[key].items()) if o in free)
        if round(now, 6) < -weight:
            heapq.heappush(heap, (-round(now, 6), key))
            continue
        medoids.append(key)
        free.discard(key)
        free.difference_update(near[key])
    return medoids
