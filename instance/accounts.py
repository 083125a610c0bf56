"""The demo accounts, for the list that the start prints: read from the demo content."""

from importlib.resources import files

import json


TITLES = {
    "submitter": "Teachers and students",
    "office": "The Office",
    "supervisor": "Supervisor",
    "handler": "Departments' handlers",
    "head": "Departments' heads",
}


def demo_accounts() -> list[tuple[str, list[str]]]:
    """Return (title of a role, names of its accounts) for each role."""
    text = (files("jiesu.addon") / "demo" / "people.json").read_text("utf-8")
    people = json.loads(text)
    return [
        (title, [one["username"] for one in people if one["role"] == role])
        for role, title in TITLES.items()
    ]
