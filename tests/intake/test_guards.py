"""Guards against scripts: the trap, the proof of work, the counts."""

from jiesu.addon.intake import guards
from tests.services.test_track import solved

import pytest


@pytest.fixture(autouse=True)
def guarded(monkeypatch, portal):
    """With the guards on; the site has the key that challenges are signed with."""
    monkeypatch.setenv(guards.SWITCH, "on")
    guards.forget()
    yield
    guards.forget()


class TestProof:
    """Work done for this form, once."""

    def test_right_once(self):
        proof = solved(guards.challenge())
        assert guards.use_proof(proof)
        assert not guards.use_proof(proof)

    def test_same_purpose(self):
        """Whoever got no answer sends the same again."""
        proof = solved(guards.challenge())
        assert guards.use_proof(proof, "key")
        assert guards.use_proof(proof, "key")
        assert not guards.use_proof(proof, "other key")

    @pytest.mark.parametrize("proof", [None, "", "x", "e30=", "bnVsbA==", 7])
    def test_none(self, proof):
        assert not guards.use_proof(proof)

    def test_own_challenge(self):
        """A challenge that is easier than ours is not ours."""
        task = guards.challenge()
        other = guards.challenge()
        assert not guards.use_proof(solved(task | {"signature": other["signature"]}))

    def test_expired(self, monkeypatch):
        monkeypatch.setattr(guards, "PROOF_LASTS", -guards.PROOF_LASTS)
        assert not guards.use_proof(solved(guards.challenge()))


class TestForm:
    """What a form has to carry."""

    def test_trap(self):
        with pytest.raises(guards.Suspicious) as refused:
            guards.check_trap({guards.TRAP: "http://x"})
        assert refused.value.message == guards.TRAPPED

    def test_empty(self):
        guards.check_trap({guards.TRAP: " "})
        guards.check_trap({})

    def test_off(self, monkeypatch):
        """For load tests."""
        monkeypatch.setenv(guards.SWITCH, "off")
        guards.check_trap({guards.TRAP: "x"})
        for _number in range(1000):
            guards.count(("submit-person", "a"))


class TestCount:
    """One too many is refused, and counts for nothing else."""

    def test_each_for_themselves(self):
        for _number in range(5):
            guards.count(("submit-person", "a"))
        guards.count(("submit-person", "b"))
        with pytest.raises(guards.TooMany) as refused:
            guards.count(("submit-person", "a"))
        assert 0 < refused.value.retry_after <= 60

    def test_all_or_none(self):
        for _number in range(5):
            guards.count(("submit-person", "a"))
        for _number in range(60):
            with pytest.raises(guards.TooMany):
                guards.count(("submit-address", "x"), ("submit-person", "a"))
        guards.count(("submit-address", "x"))
