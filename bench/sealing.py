"""What a seal withstands, what other makers' programs say of it, and what it costs: ``python -m bench sealing [changes] [papers]``."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, override_settings, setup_test_environment
    from django.utils import timezone

    changes, papers = (int(one) for one in (arguments + ["1000", "60"][len(arguments) :])[:2])
    setup_test_environment()
    with tempfile.TemporaryDirectory() as name, override_settings(VAR=Path(name)):
        from tests import tampering

        runner = get_runner(settings)(verbosity=0, interactive=False)
        old = runner.setup_databases()
        try:
            body, place = tampering.decision_paper(_county())
        finally:
            runner.teardown_databases(old)
        credential = tampering.new_authority(at=timezone.now() - timedelta(days=2))
        sealed = tampering.seal(body, place, credential).body
        print(f"a decision of {len(body) / 1000:.0f} kB, sealed {len(sealed) / 1000:.0f} kB")
        _withstands(sealed, changes)
        _outside(sealed, Path(name))
        _costs(body, place, credential, papers)


def _county() -> Any:
    from datetime import date

    from tests import people, road

    found = people.county()
    for fen, starts_on in ((98_000, date(2026, 1, 1)), (80_000, date(2020, 1, 1))):
        road.standard(found, fen, starts_on=starts_on)
    road.numbers(found, starts_on=date(2020, 1, 1))
    people.letter(found)
    return found


def _attacks(sealed: bytes) -> dict[str, bytes]:
    from tests import tampering

    return {
        "untouched": sealed,
        "one byte changed": tampering.one_byte(sealed),
        "appended revision": tampering.appended(sealed),
        "note over the amount": tampering.noted(sealed),
        "painted into the page": tampering.painted(sealed),
        "last revision cut off": tampering.cut(sealed),
    }


def _withstands(sealed: bytes, changes: int) -> None:
    from jiuzhu.seals import authority, proof
    from tests import tampering

    roots, kept = [authority.root_pem()], hashlib.sha256(sealed).hexdigest()
    found: Counter[str] = Counter()
    same = 0
    start = time.perf_counter()
    for one in tampering.changed(sealed, changes, random.Random(2026)):
        verdict = proof.check(one, roots)
        found[f"{verdict.verdict} {verdict.trouble}".strip()] += 1
        same += verdict.sha256 == kept
    spent = time.perf_counter() - start
    print(
        f"\n{changes} single bytes changed at random ({spent / changes * 1000:.0f} ms each): {found['whole']} told whole"
    )
    for words, number in found.most_common():
        print(f"  {number:5} {words}")
    print(f"  {same:5} with the hash of the sealed file as the register keeps it")
    for name, one in _attacks(sealed).items():
        verdict = proof.check(one, roots)
        known = "the register's hash" if verdict.sha256 == kept else "another hash"
        print(f"  {name:24} {verdict.verdict} {verdict.trouble} ({known})")


def _outside(sealed: bytes, folder: Path) -> None:
    from jiuzhu.seals import authority
    from tests import tampering

    root = authority.root_pem()
    store = tampering.certificate_store(folder, root)
    trust = (
        "the county's root imported with certutil"
        if store
        else "certutil not installed: certificates not asked"
    )
    print(f"\nother makers' programs (pdfsig: {trust})")
    for name, one in _attacks(sealed).items():
        file = folder / "asked.pdf"
        file.write_bytes(one)
        print(f"  {name}")
        print(f"    pdfsig       {tampering.pdfsig(file, store)}")
        print(f"    mutool       {tampering.mutool(file)}")
        print(f"    openssl cms  {tampering.openssl_cms(one, root, folder)}")


def _costs(body: bytes, place: Any, credential: Any, papers: int) -> None:
    from tests import tampering

    print("\nstamping, one process")
    for name, one in (
        ("PAdES B-LTA", lambda: tampering.seal(body, place, credential)),
        ("signature only", lambda: _signature_only(body, place, credential)),
    ):
        one()  # fonts, keys and the imprint are read once
        spent = sorted(_seconds(one) for _ in range(papers))
        middle, p95 = statistics.median(spent), spent[int(0.95 * (len(spent) - 1))]
        print(
            f"  {name:15} {papers} papers: median {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {len(spent) / sum(spent):.1f} a second"
        )
    start = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.starmap(tampering.seal, [(body, place, credential)] * papers, chunksize=4)
    spent_together = time.perf_counter() - start
    print(f"  two processes   {papers} papers B-LTA: {papers / spent_together:.1f} a second")


def _seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _signature_only(body: bytes, place: Any, credential: Any) -> bytes:
    """The same imprint and key without any time-stamp or list of the revoked, for comparison."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    from jiuzhu.seals import imprint
    from jiuzhu.seals.providers import pades
    from tests import tampering

    writer = IncrementalPdfFileWriter(io.BytesIO(body))
    meta = signers.PdfSignatureMetadata(
        field_name="Seal1", md_algorithm="sha256", certify=True, subfilter=fields.SigSeedSubFilter.PADES
    )
    signer = signers.PdfSigner(
        meta, signer=pades.Pades().signer(credential), stamp_style=pades._style(imprint.pdf(tampering.NAME)),
        new_field_spec=pades._field(writer, "Seal1", place),
    )  # fmt: skip
    made: io.BytesIO = signer.sign_pdf(writer)
    return made.getvalue()
