"""Sending requests to the front door: many lines at once, each kept open, some of them slow."""

import asyncio
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 90.0  # longer than nginx waits for the portal


class Broken(Exception):
    """The line was cut before an answer came."""


@dataclass(frozen=True)
class Answer:
    """`seconds` from the first byte sent to the last received; `headers` by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Request:
    """`drip` sends the body in equal parts at these moments of the monotonic clock."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: list[float] = field(default_factory=list)

    def head(self, host: str) -> bytes:
        given = {"Host": host, **self.headers}
        if self.method == "POST":
            given["Content-Length"] = str(len(self.body))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in given.items())]
        return "\r\n".join([*lines, "", ""]).encode()


class Lines:
    """Connections to one front door, used again when they are free. Each new one comes from
    another loopback address, as organisations do: limits for one address must not meet them all."""

    def __init__(self, port: int, certificate: Path) -> None:
        self.port = port
        self.host = f"localhost:{port}"
        self._tls = ssl.create_default_context(cafile=str(certificate))
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._opened = 0

    async def send(self, request: Request) -> Answer:
        """Raises Broken when no answer comes."""
        try:
            line = self._free.pop() if self._free else await self._open()
        except OSError as error:
            raise Broken(str(error)) from error
        try:
            answer = await asyncio.wait_for(self._exchange(line, request), PATIENCE)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            await _hang_up(line)
            raise Broken(repr(error)) from error
        if answer.headers.get("connection") == "close":
            await _hang_up(line)
        else:
            self._free.append(line)
        return answer

    async def close(self) -> None:
        for line in self._free:
            await _hang_up(line)
        self._free.clear()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._opened += 1
        address = f"127.1.{self._opened // 250 % 250}.{self._opened % 250 + 1}"
        return await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=self._tls, server_hostname="localhost",
            local_addr=(address, 0),
        )  # fmt: skip

    async def _exchange(self, line, request: Request) -> Answer:
        reader, writer = line
        begun = time.monotonic()
        writer.write(request.head(self.host))
        with suppress(ConnectionError):  # a refusal may come before the last byte is sent
            await _send_body(writer, request)
        status, headers = _read_head(await reader.readuntil(b"\r\n\r\n"))
        body = await _read_body(reader, status, headers)
        return Answer(status, headers, body, time.monotonic() - begun)


async def _hang_up(line) -> None:
    line[1].close()
    with suppress(OSError):
        await line[1].wait_closed()


async def _send_body(writer: asyncio.StreamWriter, request: Request) -> None:
    if request.drip:
        await _drip(writer, request)
    elif request.body:
        writer.write(request.body)
        await writer.drain()


async def _drip(writer: asyncio.StreamWriter, request: Request) -> None:
    size = -(-len(request.body) // len(request.drip))
    for number, moment in enumerate(request.drip):
        await asyncio.sleep(max(0.0, moment - time.monotonic()))
        writer.write(request.body[number * size : (number + 1) * size])
        await writer.drain()


def _read_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    headers: dict[str, str] = {}
    for name, value in pairs:
        name = name.lower()
        headers[name] = f"{headers[name]}\n{value.strip()}" if name in headers else value.strip()
    return int(first.split()[1]), headers


async def _read_body(reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        return await _read_chunks(reader)
    if status in (204, 304):
        return b""
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
