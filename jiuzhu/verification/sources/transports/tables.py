"""Tables of a staging schema that county and department share: our SQL touches `request` and `reply` there and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import psycopg
from psycopg import sql

from jiuzhu.verification.sources.base import Message
from jiuzhu.verification.sources.faults import SourceUnreachable

SCHEMA = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE IF NOT EXISTS {schema}.request (
  number text PRIMARY KEY, at text NOT NULL, nonce text NOT NULL, body text NOT NULL, signature text NOT NULL,
  put_at timestamptz NOT NULL DEFAULT now(), taken_at timestamptz);
CREATE TABLE IF NOT EXISTS {schema}.reply (
  number text PRIMARY KEY, batch text NOT NULL, at text NOT NULL, nonce text NOT NULL, body text NOT NULL,
  signature text NOT NULL, put_at timestamptz NOT NULL DEFAULT now(), taken_at timestamptz, refused text NOT NULL DEFAULT '');
"""
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True)
class SharedTables:
    """`connect` opens the shared database; `schema` is the one agreed."""

    connect: Callable[[], psycopg.Connection[Any]]
    schema: str
    live: ClassVar[bool] = False

    def lay_down(self) -> None:
        """Make the two tables where they are not there yet."""
        with self._open() as shared:
            shared.execute(sql.SQL(SCHEMA).format(schema=sql.Identifier(self.schema)))

    def send(self, message: Message) -> str:
        with self._open() as shared:
            shared.execute(
                self._sql("INSERT INTO {}.request (number, at, nonce, body, signature) VALUES (%s, %s, %s, %s, %s)"
                          " ON CONFLICT (number) DO NOTHING"),
                [message.number, message.at, message.nonce, message.body.decode(), message.signature],
            )  # fmt: skip
        return message.number

    def fetch(self, ticket: str = "") -> Iterator[Message]:
        with self._open() as shared:
            found = shared.execute(
                self._sql("SELECT number, at, nonce, body, signature FROM {}.reply"
                          " WHERE taken_at IS NULL AND (%s = '' OR batch = %s) ORDER BY put_at, number"),
                [ticket, ticket],
            ).fetchall()  # fmt: skip
        for number, at, nonce, body, signature in found:
            yield Message(number, at, nonce, body.encode(), signature)

    def settle(self, message: Message, code: str) -> None:
        with self._open() as shared:
            shared.execute(
                self._sql(
                    "UPDATE {}.reply SET taken_at = now(), refused = %s WHERE number = %s AND taken_at IS NULL"
                ),
                [code, message.number],
            )

    def _sql(self, text: str) -> sql.Composed:
        return sql.SQL(text).format(sql.Identifier(self.schema))

    @contextmanager
    def _open(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self.connect() as shared:
                yield shared
        except psycopg.Error as error:
            raise SourceUnreachable(trouble=type(error).__name__) from error
