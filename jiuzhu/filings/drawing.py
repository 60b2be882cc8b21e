"""The draw. Plain Python without any library of ours, so that an outsider can run these lines on the exported JSON.

ALGORITHM jiuzhu-draw-1, in ten lines:
 1. The list is JSON: {"lines": [{"carried", "filing", "item", "must"}, …], …}, keys sorted, no blanks, lines by filing.
 2. Its SHA-256 is the list's fingerprint; it is published with SHA-256 of a secret before the random number exists.
 3. The random number is a public one, named in advance, of a named later day; two officers enter what they read.
 4. seed = SHA-256 of four lines: "jiuzhu-draw-1", the fingerprint, the number, the secret (hexadecimal, joined by \\n).
 5. A line's rank is SHA-256 of two lines: the seed and the line's "filing".
 6. Lines with "must" are all in the sample and take no part in the draw.
 7. Each item is a stratum of its own. n is how many of its lines are not "carried" over from an earlier quarter.
 8. quota = n × percent / 100, rounded up to a whole case.
 9. The stratum's other lines are sorted by rank; the first `quota` are drawn (all of them when there are fewer).
10. Nothing else has influence: not the order of the list, not the time of day, not who presses the button.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

ALGORITHM = "jiuzhu-draw-1"


@dataclass(frozen=True, slots=True, order=True)
class Drawn:
    filing: str  # the fingerprint of the filing
    why: str  # drawn, relative, complained
    rank: str


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(body: Mapping[str, Any]) -> str:
    """The canonical text of a list."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seed_of(list_digest: str, entropy: str, secret: str, algorithm: str = ALGORITHM) -> str:
    return sha256(f"{algorithm}\n{list_digest}\n{entropy}\n{secret}")


def quota(cases: int, percent: Decimal) -> int:
    """Rounded up: thirty per cent of one case is one case."""
    return int((Decimal(cases) * percent / 100).to_integral_value(ROUND_CEILING))


def sample(lines: Sequence[Mapping[str, Any]], seed: str, percent: Decimal) -> list[Drawn]:
    """The whole sample of a list, by filing."""
    ranked = [(sha256(f"{seed}\n{line['filing']}"), line) for line in lines]
    found = [Drawn(line["filing"], line["must"], rank) for rank, line in ranked if line["must"]]
    for item in sorted({line["item"] for line in lines}):
        stratum = [(rank, line) for rank, line in ranked if line["item"] == item]
        wanted = quota(sum(not line["carried"] for _rank, line in stratum), percent)
        free = sorted((rank, line["filing"]) for rank, line in stratum if not line["must"])
        found += [Drawn(filing, "drawn", rank) for rank, filing in free[:wanted]]
    return sorted(found)
