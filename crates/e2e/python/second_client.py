"""A second IMAP client for the scenarios: imaplib, told by lines of JSON on
standard input what to do, answering each by a line of JSON.

usage: second_client.py PORT USER PASSWORD
"""

import base64
import imaplib
import json
import random
import re
import socket
import sys

# imaplib refuses lines longer than this; a search may answer with more.
imaplib._MAXLINE = 64 * 1024 * 1024


def encoded(name):
    """A mailbox's name as it travels: modified UTF-7, quoted (RFC 3501 5.1.3)."""
    parts = re.split(r"([^\x20-\x7e]+)", name)
    for at, part in enumerate(parts):
        if at % 2:
            data = base64.b64encode(part.encode("utf-16-be")).decode()
            parts[at] = "&" + data.rstrip("=").replace("/", ",") + "-"
        else:
            parts[at] = part.replace("&", "&-")
    name = "".join(parts).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + name + '"'


def decoded(name):
    """A mailbox's name as a person writes it."""

    def piece(match):
        if not match[1]:
            return "&"
        data = match[1].replace(",", "/")
        return base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-16-be")

    return re.sub(r"&([^-]*)-", piece, name)


class Client:
    def __init__(self, port, user, password):
        self.imap = imaplib.IMAP4("127.0.0.1", int(port))
        # imaplib sends a literal in two pieces: the second must not wait.
        self.imap.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.checked(self.imap.login(user, password))
        self.mailbox = None

    @staticmethod
    def checked(answer):
        status, data = answer
        if status != "OK":
            raise RuntimeError(f"{status} {data}")
        return data

    def select(self, mailbox):
        """Looks at the mailbox anew: what others did meanwhile is seen."""
        if self.mailbox == mailbox:
            self.checked(self.imap.noop())
            return
        self.checked(self.imap.select(encoded(mailbox)))
        self.mailbox = mailbox

    def leave(self):
        """A mailbox that is open can be neither deleted nor counted surely."""
        if self.mailbox is not None:
            # CLOSE would remove what is marked as deleted, but not of what is only read.
            self.checked(self.imap.select(encoded(self.mailbox), readonly=True))
            self.imap.close()
            self.mailbox = None

    def uid(self, *words):
        return self.checked(self.imap.uid(*words))

    def hello(self):
        return self.imap.welcome.decode()

    def create(self, mailbox):
        self.checked(self.imap.create(encoded(mailbox)))
        self.checked(self.imap.subscribe(encoded(mailbox)))

    def delete(self, mailbox):
        if self.mailbox == mailbox:
            self.leave()
        self.checked(self.imap.delete(encoded(mailbox)))

    def list(self):
        names = []
        for line in self.checked(self.imap.list()):
            match = re.match(rb'\([^)]*\) (?:"[^"]*"|NIL) (?:"(.*)"|(.*))$', line)
            names.append(decoded((match[1] or match[2]).decode()))
        return names

    def append(self, mailbox, messages):
        for message, flags in messages:
            message = base64.b64decode(message)
            self.checked(self.imap.append(encoded(mailbox), flags, None, message))

    def store(self, mailbox, uids, action, flags):
        self.select(mailbox)
        self.uid("STORE", uids, action + ".SILENT", f"({flags})")

    def expunge(self, mailbox, uids):
        self.select(mailbox)
        self.uid("STORE", uids, "+FLAGS.SILENT", "(\\Deleted)")
        self.uid("EXPUNGE", uids)

    def uids(self):
        answer = self.uid("SEARCH", "ALL")
        return [int(uid) for uid in (answer[0] or b"").split()]

    def churn(self, mailbox, changes, seed):
        chance = random.Random(seed)
        self.select(mailbox)
        uids = self.uids()
        flags = ["\\Seen", "\\Flagged", "\\Answered", "$Work"]
        for change in range(changes):
            what = chance.random()
            if what < 0.3 or len(uids) < 20:
                message = (
                    f"From: Grace <grace@example.org>\r\nTo: Ada <ada@example.org>\r\n"
                    f"Subject: Change {change} of {seed}\r\n"
                    f"Date: Tue, 3 Jun 2025 12:00:00 +0000\r\n"
                    f"Message-ID: <{seed}.{change}@example.org>\r\n\r\nIt has changed.\r\n"
                )
                chosen = chance.choice(["", "\\Seen", "\\Flagged"])
                self.checked(self.imap.append(encoded(mailbox), f"({chosen})", None, message.encode()))
                if change % 7 == 0:
                    uids = self.uids()
            elif what < 0.6:
                uid = uids.pop(chance.randrange(len(uids)))
                self.expunge_one(uid)
            else:
                uid = str(chance.choice(uids))
                action = chance.choice(["+", "-"]) + "FLAGS.SILENT"
                self.uid("STORE", uid, action, f"({chance.choice(flags)})")

    def expunge_one(self, uid):
        self.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")
        self.uid("EXPUNGE", str(uid))

    def state(self, mailbox):
        # Opened anew, so that nothing of an earlier look is left.
        self.leave()
        self.imap.untagged_responses = {}
        self.select(mailbox)
        validity = int(self.imap.response("UIDVALIDITY")[1][0])
        messages = []
        for line in self.uid("FETCH", "1:*", "(FLAGS)"):
            if line is None:
                continue
            uid = re.search(rb"UID (\d+)", line)
            flags = re.search(rb"FLAGS \(([^)]*)\)", line)
            if uid and flags:
                words = {flag.decode().lower() for flag in flags[1].split()} - {"\\recent"}
                messages.append([int(uid[1]), sorted(words)])
        return {"uid_validity": validity, "messages": sorted(messages)}

    def message(self, mailbox, uid):
        self.select(mailbox)
        for item in self.uid("FETCH", str(uid), "(BODY.PEEK[])"):
            if isinstance(item, tuple):
                return base64.b64encode(item[1]).decode()
        raise RuntimeError(f"no message {uid}")

    def search(self, mailbox, criteria):
        self.select(mailbox)
        answer = self.uid("SEARCH", criteria)
        return sorted(int(uid) for uid in (answer[0] or b"").split())


def main():
    client = Client(*sys.argv[1:4])
    for line in sys.stdin:
        wish = json.loads(line)
        try:
            answer = {"answer": getattr(client, wish.pop("do"))(**wish)}
        except Exception as error:  # The test's report is in Rust.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    client.imap.logout()


main()
