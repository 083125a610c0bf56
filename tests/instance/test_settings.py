"""instance/: settings from the environment, and what keeps the site from starting."""

from instance import checks
from instance import console
from instance import pack
from instance import serve
from instance import settings
from instance import zeo
from zc.lockfile import LockFile
from Zope2.Startup.options import ZopeWSGIOptions

import pytest
import socket
import stat


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for name in ("PORT", "HOST", "STORAGE", "DEMO_PASSWORD", "INSTANCE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATA", str(tmp_path / "var"))


@pytest.fixture
def used_port(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        yield port


@pytest.fixture
def locked_database():
    lock = LockFile(f"{settings.prepare().database}.lock")
    yield
    lock.close()


def test_defaults(monkeypatch):
    monkeypatch.delenv("DATA")
    chosen = settings.read()
    assert chosen.data == settings.ROOT / "var"
    assert (chosen.host, chosen.port) == ("127.0.0.1", 8080)
    assert chosen.address == "http://localhost:8080"


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "0"), ("PORT", "web"), ("STORAGE", "paper")]
)
def test_bad_values_are_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.BadSetting, match=name):
        settings.read()


def test_data_folder_that_cannot_be_made(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA", str(tmp_path / "file" / "var"))
    with pytest.raises(settings.BadSetting, match="DATA"):
        settings.prepare()


@pytest.mark.parametrize("storage", ["file", "zeo"])
def test_zope_conf_reads_the_settings(monkeypatch, storage):
    monkeypatch.setenv("STORAGE", storage)
    chosen = settings.prepare()
    conf = ZopeWSGIOptions(configfile=str(settings.ZOPE_CONF))().configroot
    assert conf.clienthome == str(chosen.data)
    environ = conf.environment
    assert environ["MAILHOST_QUEUE_ONLY"] == "1"
    assert environ["JIESU_PACK"] == "03:30"
    assert [one.config.cache_size for one in conf.databases] == [400_000]


def test_behind_zeo_each_transaction_sees_what_others_committed(monkeypatch):
    monkeypatch.setenv("STORAGE", "zeo")
    settings.prepare()
    conf = ZopeWSGIOptions(configfile=str(settings.ZOPE_CONF))().configroot
    (database,) = conf.databases
    assert database.config.storage.config.server_sync


def test_port_in_use(used_port):
    with pytest.raises(checks.CannotStart, match=f"Port {used_port} .*PORT="):
        checks.port_is_free(settings.read())


def test_start_refuses_a_port_in_use_in_one_line(used_port, capsys):
    assert serve.main() == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert str(used_port) in lines[0]


@pytest.mark.parametrize(
    "command",
    [lambda: console.main(["script.py"]), lambda: pack.main([]), zeo.main],
    ids=["console", "pack", "zeo"],
)
def test_a_database_in_use_is_said_in_one_line(locked_database, capsys, command):
    assert command() == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "in use" in lines[0]


def test_a_database_behind_zeo_is_shared(monkeypatch, locked_database):
    monkeypatch.setenv("STORAGE", "zeo")
    checks.database_is_free(settings.read())


def test_pack_without_database(capsys):
    assert pack.main([]) == 1
    assert "no database" in capsys.readouterr().err


def test_console_explains_itself(capsys):
    assert console.main([]) == 2
    assert "python -m instance.console" in capsys.readouterr().err


def test_welcome_names_address_accounts_and_password(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "different")
    text = serve.welcome(settings.read())
    for part in ("http://localhost:8080/Plone/jiesu", "different", "student1"):
        assert part in text
    for part in ("office", "supervisor", "academic-handler", "library-head"):
        assert part in text


def test_queue_folders_form_a_maildir():
    queue = settings.prepare().mail_queue
    assert all(stat.S_ISDIR((queue / name).stat().st_mode) for name in ("cur", "new"))
