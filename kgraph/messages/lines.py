"""Messages as lines of JSON, and back."""

from typing import Any

import msgspec

from kgraph.messages.events import AnyEvent, Event
from kgraph.messages.requests import AnyRequest, Request

_encoder = msgspec.json.Encoder()
_requests: Any = msgspec.json.Decoder(AnyRequest)
_events: Any = msgspec.json.Decoder(AnyEvent)


def encode(message: Request | Event) -> bytes:
    """Returns one line of JSON, with its newline."""
    return _encoder.encode(message) + b"\n"


def decode_request(line: bytes) -> AnyRequest:
    """Returns the request on a line of JSON.

    Raises:
        msgspec.DecodeError: If the line holds none.
    """
    return _decoded(_requests, line)


def decode_event(line: bytes) -> AnyEvent:
    """Returns the event on a line of JSON.

    Raises:
        msgspec.DecodeError: If the line holds none.
    """
    return _decoded(_events, line)


def _decoded(decoder: Any, line: bytes) -> Any:
    try:
        return decoder.decode(line)
    except RecursionError as error:
        raise msgspec.DecodeError("nested too deeply to be a message") from error
