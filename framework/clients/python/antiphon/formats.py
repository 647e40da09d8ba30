"""The formats of the IDL. They look at the shape of a text, not at whether what it names exists; services check the same."""

from __future__ import annotations

import re
import socket
import typing

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_NUMBER = r"(?:0|[1-9][0-9]*)"
_RELEASE = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][A-Za-z0-9-]*)"
_HOSTNAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NAME = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")


def _like(pattern: str) -> typing.Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _hostname(text: str) -> bool:
    return len(text) <= 253 and _HOSTNAME.fullmatch(text) is not None


def _email(text: str) -> bool:
    name, at, host = text.partition("@")
    return at != "" and _NAME.fullmatch(name) is not None and _hostname(host)


def _address(family: socket.AddressFamily) -> typing.Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            socket.inet_pton(family, text)
            return True
        except (OSError, ValueError):
            return False

    return fits


_FORMATS: dict[str, typing.Callable[[str], bool]] = {
    "email": _email,
    "uri": _like(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"),
    "hostname": _hostname,
    "ipv4": _address(socket.AF_INET),
    "ipv6": _address(socket.AF_INET6),
    "color": _like(r"#(?:[0-9A-Fa-f]{3}){1,2}"),
    "bcp47": _like(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "iso4217": _like(r"[A-Z]{3}"),
    "semver": _like(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_RELEASE}(?:\.{_RELEASE})*)?(?:\+[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)?"),
    "hex": _like(r"[0-9A-Fa-f]+"),
}


def has_format(text: str, format: str) -> bool:
    return _FORMATS[format](text)
