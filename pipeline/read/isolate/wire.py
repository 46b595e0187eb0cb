"""How two processes hand each other messages over a socket: a length, then that many bytes."""

import socket
import struct

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 20


def send_message(connection: socket.socket, message: bytes) -> None:
    """Send one message whole; raises `OSError` where nobody listens any more."""
    connection.sendall(_LENGTH.pack(len(message)))
    connection.sendall(message)


def receive_message(connection: socket.socket) -> bytes | None:
    """Wait for one message; None where the other side has closed."""
    inbox = Inbox()
    while (message := inbox.take(connection)) is None:
        if inbox.closed:
            return None
    return message


class Inbox:
    """A message that arrives in pieces."""

    __slots__ = ("_bytes", "closed")

    def __init__(self) -> None:
        self._bytes = bytearray()
        self.closed = False

    def take(self, connection: socket.socket) -> bytes | None:
        """Read what there is; the message where it is whole, else None."""
        try:
            piece = connection.recv(_CHUNK)
        except ConnectionError:
            piece = b""
        if not piece:
            self.closed = True
            return None
        self._bytes += piece
        if len(self._bytes) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._bytes)
        if len(self._bytes) < _LENGTH.size + length:
            return None
        message = bytes(self._bytes[_LENGTH.size : _LENGTH.size + length])
        self._bytes.clear()
        return message
