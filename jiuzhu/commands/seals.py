"""``jiuzhu seals``: the county's certificate authority, and the time-stamps it gives."""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from jiuzhu.commands import with_django

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
LIMIT = 64 * 1024  # bytes; a request is a hash and a few words
SECONDS = 10  # for a caller to send what it announced


@click.group()
def command() -> None:
    """县级证书机构和时间戳。 The county's certificate authority and its time-stamps."""


@command.command("create-authority")
@click.argument("county")
@click.option("--sm2", is_flag=True, help="同时建立 SM2 根证书。 Make an SM2 root as well.")
@with_django
def create_authority(county: str, sm2: bool) -> None:
    """建立本县的根证书和签发机构，例如 新泰市；已有的不动。 Make the county's root and issuing authority; one that is there stays."""
    from django.utils import timezone

    from jiuzhu.seals import authority
    from jiuzhu.seals.providers import sm2 as provider

    known = authority.exists()
    authority.create(county, at=timezone.now())
    if sm2:
        provider.create(county)
    click.echo(
        f"已有证书机构，没有改动。 There is one already: {authority.folder()}"
        if known
        else f"已建立 made: {authority.folder()}"
    )
    click.echo(f"根证书指纹 root SHA-256: {authority.fingerprint_of(authority.chain()[0])}")


@command.command()
@with_django
def root() -> None:
    """输出本县根证书（PEM），供任何人查验盖章文件。 Print the county's root certificate, for whoever checks a paper."""
    from jiuzhu.seals import authority

    click.echo(authority.root_pem().decode(), nl=False)


@command.command()
@with_django
def revoked() -> None:
    """输出本县证书吊销列表（CRL，PEM），供任何人查验盖章文件。 Print the county's lists of the revoked, for whoever checks a paper."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from jiuzhu.seals import authority

    for one in authority.crls():
        click.echo(x509.load_der_x509_crl(one).public_bytes(Encoding.PEM).decode(), nl=False)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def import_(file: Path) -> None:
    """导入外部机构签发的证书和密钥（PKCS#12）。 Take over a key and certificate that an outside authority issued."""
    from django.utils import timezone

    from jiuzhu.seals import authority

    opened = os.environ.get("JIUZHU_PKCS12_PASSPHRASE") or click.prompt(
        "证书文件口令 passphrase", hide_input=True, err=True
    )
    told = authority.import_pkcs12(file.read_bytes(), opened, at=timezone.now())
    click.echo(f"证书序列号 serial: {told.serial}\n证书指纹 SHA-256: {told.fingerprint}")


@command.command("timestamp-server")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 Address to listen on.")
@click.option("--port", default=3318, show_default=True, help="端口，0 为任意。 Port; 0 takes any.")
@with_django
def timestamp_server(host: str, port: int) -> None:
    """用本县证书机构发放时间戳（RFC 3161），Ctrl-C 停止；正式使用请接国家授时的服务。 Give time-stamps over HTTP until Ctrl-C; a stand-in."""
    from jiuzhu.seals import authority

    authority.chain()  # NoAuthority before anybody asks
    with server(host, port) as running:
        click.echo(f"http://{host}:{running.server_address[1]}/", err=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            click.echo("已停止。 Stopped.", err=True)


def server(host: str, port: int) -> ThreadingHTTPServer:
    """The server, not yet running."""
    return ThreadingHTTPServer((host, port), Answers)


class Answers(BaseHTTPRequestHandler):
    """POST a time-stamp request, get the answer; everything else is refused before it is read."""

    timeout = SECONDS
    server_version = "jiuzhu"
    sys_version = ""

    def do_POST(self) -> None:
        from django.utils import timezone

        from jiuzhu.seals import timestamps

        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != QUERY:
            return self._refuse(415, f"Content-Type: {QUERY}")
        if not length.isascii() or not length.isdigit():
            return self._refuse(411, "Content-Length")
        if len(length) > 9 or int(length) > LIMIT:
            return self._refuse(413, f"{LIMIT} bytes at most")
        return self._answer(200, REPLY, timestamps.answer(self.rfile.read(int(length)), at=timezone.now()))

    def _refuse(self, status: int, why: str) -> None:
        self.close_connection = True  # what follows was not read
        self._answer(status, "text/plain; charset=utf-8", f"{why}\n".encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
