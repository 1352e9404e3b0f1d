"""A download from nobody ends early; one that is answered is let through."""

import socket
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError, URLError

import pytest

from kgraph.importing.making.fetching import giving_up


@pytest.fixture
def silent():
    """The address of a server that takes calls and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/file"


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(405 if self.path == "/file" else 404)
        self.end_headers()

    def do_GET(self):
        self.send_response(200 if self.path == "/file" else 404)
        self.end_headers()
        self.wfile.write(b"weights" if self.path == "/file" else b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_silence_is_given_up(silent):
    with giving_up(0.2), pytest.raises(URLError):
        urllib.request.urlopen(silent)


def test_a_server_that_is_not_there_is_told_of():
    with giving_up(2.0), pytest.raises(URLError, match="refused"):
        urllib.request.urlopen("http://127.0.0.1:9/file")


def test_what_is_answered_is_downloaded(server, tmp_path):
    with giving_up(5.0):
        urllib.request.urlretrieve(f"{server}/file", tmp_path / "file")
        with pytest.raises(HTTPError) as error:
            urllib.request.urlopen(f"{server}/none")
        error.value.close()
    assert (tmp_path / "file").read_bytes() == b"weights"


def test_afterwards_all_is_as_before(capsys):
    with giving_up(0.5):
        print("downloading")
    print("done")
    assert socket.getdefaulttimeout() is None
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("done\n", "downloading\n")
