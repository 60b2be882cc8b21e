"""The formats a county can choose for its fund account."""

from __future__ import annotations

from jiuzhu.funds.banks.base import Connector, UnknownFormat
from jiuzhu.funds.banks.delimited import Delimited
from jiuzhu.funds.banks.pain001 import Pain001

CONNECTORS: dict[str, Connector] = {one.key: one for one in (Pain001(), Delimited())}


def of_content(content: bytes) -> Connector:
    """The connector that knows such a file. Raises ``UnknownFormat``."""
    for connector in CONNECTORS.values():
        if connector.recognises(content):
            return connector
    raise UnknownFormat("file", formats="、".join(one.zh for one in CONNECTORS.values()))
