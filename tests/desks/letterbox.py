"""Where the mails of a simulated year end: a mail server that says yes to everything, and keeps it.

It speaks as much SMTP (RFC 5321) as a client needs that behaves: one thread for each connection, no limits, no faults.
The postman of `intake.world` is a whole door, that reads line by line and keeps a Maildir: of tens of thousands of
mails that takes longer than the desk takes to write them.
"""

from __future__ import annotations

import re
import socket
import socketserver
import threading

from intake.world import LOOPBACK, Posted, Postman

_ANSWERS = {
    b"EHLO": b"250-letterbox.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 0\r\n",
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}
_ADDRESS = re.compile(rb"<([^>]*)>")
_END = b"\r\n.\r\n"


class Letterbox(Postman):
    """Keeps what it is sent in `posted`, and writes nothing to the disk."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self._server = _Server(self)

    def start(self) -> int:
        """Listen; answers the port."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Close the door; who is connected is left to hang up."""
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, letterbox: Letterbox) -> None:
        self.letterbox = letterbox
        super().__init__((LOOPBACK, 0), _Connection)


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Until the client goes away."""
        self.request.sendall(b"220 letterbox.example\r\n")
        sender, recipients = "", []
        while line := self.rfile.readline():
            word = line[:4].upper()
            address = _ADDRESS.search(line)
            if word == b"MAIL":
                sender, recipients = address[1].decode(), []
            elif word == b"RCPT":
                recipients.append(address[1].decode())
            self.request.sendall(_ANSWERS.get(word, b"250 OK\r\n"))
            if word == b"DATA":
                raw = _read_content(self.request)
                self.server.letterbox.posted.append(Posted(sender, tuple(recipients), raw))
                self.request.sendall(b"250 Kept\r\n")
            elif word == b"QUIT":
                return


def _read_content(connection: socket.socket) -> bytes:
    """What comes after 354, to the dot; the client waits for our answer then, so nothing follows it yet."""
    content = bytearray()
    while not content.endswith(_END) and (piece := connection.recv(1 << 20)):
        content += piece
    return bytes(content[: -len(_END) + 2]).replace(b"\r\n..", b"\r\n.")
