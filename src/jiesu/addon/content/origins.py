"""Origins: the other sites that may show parts of a desk, as the Office lists them.

One a line: scheme and host, and a port where it is not the usual one, such as
``https://lib.example.edu.cn``. ``https://*.example.edu.cn`` stands for every host below
that name, though not for the name itself. Nothing else may stand there: what is listed
goes into a header as it is.
"""

from collections.abc import Iterable
from jiesu.addon import _
from jiesu.addon.content.wrong import Wrong

import re


LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ORIGIN = re.compile(
    rf"(?P<scheme>https?)://(?P<wild>\*\.)?(?P<host>{LABEL}(?:\.{LABEL})*)"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?"
)
USUAL_PORTS = {"http": "80", "https": "443"}
LONGEST = 300
# A wildcard stands below a name that somebody can own: not below "cn" or "edu.cn".
FEWEST_LABELS = 3


def parse_origins(lines: Iterable[str] | None) -> tuple[str, ...]:
    """Read the lines, each as browsers write an origin.

    :returns: the origins in their order, each once
    :raises Wrong: names the first line that cannot be read
    """
    found = (_origin(line.strip()) for line in lines or () if line.strip())
    return tuple(dict.fromkeys(found))


def valid_origins(lines: list[str] | None) -> bool:
    """Check the lines.

    :raises Wrong: says what is wrong
    """
    parse_origins(lines)
    return True


def _origin(line: str) -> str:
    # A slash at the end comes along when an address is copied from the browser.
    plain = line.lower().removesuffix("/")
    found = ORIGIN.fullmatch(plain) if plain.isascii() else None
    if found is None or len(plain) > LONGEST or not _port_is_real(found["port"]):
        raise Wrong(
            _(
                "error_origin_line",
                default='"${line}" is not of the form https://lib.example.edu.cn: '
                "scheme and host, a port if need be, and no path.",
                mapping={"line": line[:LONGEST]},
            )
        )
    if found["wild"] and found["host"].count(".") + 1 < FEWEST_LABELS:
        raise Wrong(
            _(
                "error_origin_wide",
                default='"${line}" would let in too many: write it like '
                "https://*.example.edu.cn.",
                mapping={"line": line[:LONGEST]},
            )
        )
    return _without_usual_port(found)


def _port_is_real(port: str | None) -> bool:
    return port is None or int(port) < 65536


def _without_usual_port(found: re.Match) -> str:
    host = f"{found['scheme']}://{found['wild'] or ''}{found['host']}"
    port = found["port"]
    if port and port != USUAL_PORTS[found["scheme"]]:
        return f"{host}:{port}"
    return host
