"""Which field of a complaint's JSON whom it is shown to."""

import pytest


EVERYBODY = {
    "@id",
    "@type",
    "number",
    "state",
    "title",
    "text",
    "kind",
    "category",
    "department",
    "supporting",
    "location",
    "channel",
    "received",
    "urgent",
    "hide_identity",
    "asked",
    "outcome",
    "answered_at",
    "rating_until",
    "score",
    "solved",
    "reworks",
    "closed_at",
    "mine",
    "together",
    "publication",
    "titles",
    "clock",
    "journal",
    "actions",
}

ROLES = {
    "submitter": "student1",
    "handler": "academic-handler",
    "head": "academic-head",
    "supporting": "it-handler",
    "office": "office",
    "supervisor": "supervisor",
}
STRANGERS = ("student2", "library-handler", "library-head", "manager")

STAFF = {"handler", "head", "supporting", "office", "supervisor"}

# Field: the roles that it is shown to.
FOR_SOME = {
    "about_department": {"submitter", "office"},
    "handler": STAFF,
    "returns": STAFF,
    "supervisions": STAFF,
    "consulted": STAFF,
    "helpers": STAFF,
    "merged_into": STAFF,
    "merged": STAFF,
    "draft": STAFF,
    "identity": {"submitter", "handler", "head", "supporting", "office"},
}
FOR_SOME_HIDDEN = {**FOR_SOME, "identity": {"submitter"}}

# What tells who the submitter is.
NAMES = ("student1", "程以宁", "13800001234")

# Entry of the journal below: the roles that it is shown to.
ENTRIES = {
    "submit": {*STAFF, "submitter"},
    "dispatch": {*STAFF, "submitter"},
    "the remark of the dispatch": STAFF,
    "accept": {*STAFF, "submitter"},
    "note": STAFF,
    "ask": {*STAFF, "submitter"},
    "supplement": {*STAFF, "submitter"},
    "contribute": STAFF,
    "answer": {*STAFF, "submitter"},
}


def lived(ask, **facts) -> dict:
    """A complaint that everybody has done something to."""
    told = ask.submit(category="other", contact={"phone": "13800001234"}, **facts)
    steps = (
        ("office", "dispatch", {"department": "academic", "supporting": ["it"]}),
        ("academic-handler", "accept", {}),
        ("academic-handler", "note", {"text": "内部备注"}),
        ("academic-handler", "ask", {"text": "哪一间？"}),
        ("student1", "supplement", {"text": "335"}),
        ("it-handler", "contribute", {"text": "线路正常"}),
        ("academic-handler", "answer", {"text": "已修好", "outcome": "solved"}),
    )
    steps[0][2]["text"] = "请尽快"
    for user, action, data in steps:
        answer = ask.act(user, told, action, **data)
        assert answer.status_code == 200, answer.text
    return told


@pytest.fixture(scope="class")
def open_one(ask) -> dict:
    """Its submitter is known to departments."""
    return lived(ask)


@pytest.fixture(scope="class")
def hidden_one(ask) -> dict:
    """Its submitter hides from departments."""
    return lived(ask, hide_identity=True)


class TestFields:
    """GET {complaint}, role by role."""

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("hidden", (False, True))
    def test_fields(self, ask, open_one, hidden_one, role, hidden):
        one = hidden_one if hidden else open_one
        table = FOR_SOME_HIDDEN if hidden else FOR_SOME
        answer = ask.get(ROLES[role], one["@id"])
        assert answer.status_code == 200
        expected = EVERYBODY | {name for name, roles in table.items() if role in roles}
        assert set(answer.json()) == expected

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("hidden", (False, True))
    @pytest.mark.parametrize("path", ("", "/@handling"))
    def test_no_name_anywhere(self, ask, open_one, hidden_one, role, hidden, path):
        one, table = (hidden_one, FOR_SOME_HIDDEN) if hidden else (open_one, FOR_SOME)
        answer = ask.get(ROLES[role], one["@id"] + path)
        told = [name for name in NAMES if name in _readable(answer)]
        if path == "" and role in table["identity"]:
            assert told == list(NAMES)
        else:
            assert told == []

    @pytest.mark.parametrize("role", ROLES)
    def test_no_name_in_lists(self, ask, hidden_one, role):
        answer = ask.get(ROLES[role], "@complaints?b_size=200")
        assert not any(name in _readable(answer) for name in NAMES)

    @pytest.mark.parametrize("role", ROLES)
    def test_journal(self, ask, open_one, role):
        journal = ask.get(ROLES[role], open_one["@id"]).json()["journal"]
        told = [_entry_name(entry) for entry in journal]
        assert told == [name for name, roles in ENTRIES.items() if role in roles]

    def test_submitter_knows_no_staff_by_name(self, ask, open_one):
        told = _readable(ask.get("student1", open_one["@id"]))
        for name in ("academic-handler", "姜映雪", "it-handler", "祝云帆", "季怀川"):
            assert name not in told

    @pytest.mark.parametrize("user", STRANGERS)
    def test_strangers(self, ask, open_one, user):
        answer = ask.get(user, open_one["@id"])
        nothing = ask.get(user, "complaints/0123456789abcdef0123456789abcdef")
        assert answer.status_code == nothing.status_code == 404
        assert answer.json() == nothing.json()

    def test_anonymous(self, ask, open_one):
        answer = ask.get(None, open_one["@id"])
        nothing = ask.get(None, "complaints/0123456789abcdef0123456789abcdef")
        assert answer.status_code == nothing.status_code == 401
        assert answer.json() == nothing.json()

    def test_reveal_shows_the_name_once(self, ask, hidden_one):
        answer = ask.act("office", hidden_one, "reveal", reason="核实身份")
        assert answer.status_code == 200
        identity = answer.json()["identity"]
        assert identity["user"] == "student1"
        assert identity["phone"] == "13800001234"
        again = ask.get("office", hidden_one["@id"]).json()
        assert "identity" not in again
        assert again["journal"][-1]["action"] == "reveal"
        seen = ask.get("academic-head", hidden_one["@id"]).json()["journal"]
        assert "reveal" not in [entry["action"] for entry in seen]
        assert (
            ask.act("academic-head", hidden_one, "reveal", reason="x").status_code
            == 403
        )


def _readable(answer) -> str:
    """An answer's text with its letters, not their codes."""
    return answer.text.encode().decode("raw_unicode_escape") + str(answer.json())


def _entry_name(entry: dict) -> str:
    if entry["action"] == "dispatch" and entry["for_staff"]:
        return "the remark of the dispatch"
    return entry["action"]
