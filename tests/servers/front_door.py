"""nginx with the configuration of deploy/nginx, moved to a private port and folder."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launcher.children import Program
from launcher.places import CHECKOUT
from launcher.probes import accepts_connections
from tests.servers import needing

SHIPPED = CHECKOUT / "deploy" / "nginx"
KNOWS_HTTP2_ON = (1, 25, 1)
# What production has elsewhere, or a test machine must not touch.
ELSEWHERE = re.compile(r"(?<![\w.])/(?:run|etc/nginx/(?:conf\.d|tls)|var|srv|data)/")


class FrontDoor:
    """`home` gets the configuration, certificate, temporary files and logs."""

    def __init__(
        self, home: Path, *, ports: tuple[int, int], web_socket: Path, media: Path
    ) -> None:
        self._nginx = needing.program("nginx", part="nginx")
        self.home = home / "nginx"
        self.plain_port, self.port = ports
        self.log = self.home / "access.log"
        self.certificate = self.home / "tls" / "fullchain.pem"
        self._moved = {
            "user nginx;": "user root;",
            "unix:/run/portal/granian.sock": f"unix:{web_socket}",
            "pid /run/nginx.pid;": f"pid {self.home}/nginx.pid;",
            "/etc/nginx/conf.d/": f"{self.home}/conf.d/",
            "/etc/nginx/tls/": f"{self.home}/tls/",
            "/var/log/nginx/": f"{self.home}/",
            "root /srv;": f"root {SHIPPED};",
            "/data/media/": f"{media}/",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "http {": f"http {{\n{_temporary_paths(self.home)}",
        }
        if self.version() < KNOWS_HTTP2_ON:
            self._moved["http2 on;"] = ""

    def prepare(self, changes: Mapping[str, str] | None = None) -> Program:
        """Write the configuration, with `changes` in its text, and make a certificate."""
        (self.home / "conf.d").mkdir(parents=True)
        (self.home / "temp").mkdir()
        self._make_certificate()
        places = {"nginx.conf": "nginx.conf", "portal.conf": "conf.d/default.conf"}
        others = (path.name for path in SHIPPED.glob("*.*") if path.name not in places)
        places |= {name: f"conf.d/{name}" for name in others}
        for name, place in places.items():
            text = self._text(SHIPPED / name, changes or {})
            (self.home / place).write_text(text, encoding="utf-8")
        command = [self._nginx, "-c", str(self.home / "nginx.conf"), "-e", "stderr"]
        return Program(
            "nginx", [*command, "-g", "daemon off;"], lambda: accepts_connections(self.port)
        )

    def version(self) -> tuple[int, ...]:
        asked = subprocess.run([self._nginx, "-v"], capture_output=True, text=True, check=True)
        return tuple(map(int, re.findall(r"nginx/(\d+)\.(\d+)\.(\d+)", asked.stderr)[0]))

    def _text(self, path: Path, changes: Mapping[str, str]) -> str:
        text = path.read_text(encoding="utf-8")
        for shipped, tried in {**changes, **self._moved}.items():
            text = text.replace(shipped, tried)
        kept = text.replace(str(self.home), "").replace(str(SHIPPED), "")
        left = ELSEWHERE.findall(_without_comments(kept))
        assert not left, f"{path} names {left}: tests/servers/front_door.py must move it"
        return text

    def _make_certificate(self) -> None:
        openssl = needing.program("openssl", part="nginx")
        self.certificate.parent.mkdir()
        names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        key = self.certificate.with_name("privkey.pem")
        subprocess.run(
            [openssl, "req", "-x509", "-days", "2", *curve, *names, "-keyout", str(key),
             "-out", str(self.certificate)],
            check=True, capture_output=True,
        )  # fmt: skip


def _temporary_paths(home: Path) -> str:
    """nginx's own places for bodies and answers that do not fit into memory."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(f"    {kind}_temp_path {home}/temp/{kind};" for kind in kinds)


def _without_comments(text: str) -> str:
    return re.sub(r"#.*", "", text)
