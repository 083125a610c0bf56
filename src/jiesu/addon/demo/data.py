"""Reads the demo's data files (README.md here says what is in them)."""

from importlib.resources import files

import json


def read_json(name: str):
    """The content of `<name>.json`."""
    return json.loads(read_text(f"{name}.json"))


def read_text(name: str) -> str:
    """The content of a file."""
    return (files("jiesu.addon.demo") / name).read_text(encoding="utf-8")
