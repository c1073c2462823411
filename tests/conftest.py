"""What holds for all tests: no network, no screen, and a data folder of their own."""

import os
import socket

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # some hundred processes would each compile the program anew


folders = []


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Make every connection fail; nothing of ours may open one."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def own_data_folder(monkeypatch, tmp_path_factory):
    """Keep the tester's own data out of the tests. A folder that one test left empty serves the next one."""
    if not folders or any(folders[-1].iterdir()):
        folders.append(tmp_path_factory.mktemp(f"data-{len(folders)}", numbered=False))  # by itself it reads all names
    folder = folders[-1]
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def kept_secrets():
    """Let a test in which neither is the point stretch no passphrase twice, and take keys that other tests took."""
    from tests.kept_secrets import kept

    with kept():
        yield
