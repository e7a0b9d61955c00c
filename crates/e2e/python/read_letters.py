"""Reads messages by Python's email package, which owes nothing to the product.

One JSON object a line comes in: {"message": base64}. For each, one goes out: what
the package reads of it, and what it finds wrong with it.
"""

import base64
import email
import email.policy
import json
import sys


def read(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = []
    texts = {}
    files = []
    for part in message.walk():
        defects += [type(defect).__name__ for defect in part.defects]
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() is None and kind in ("text/plain", "text/html"):
            if kind not in texts:
                texts[kind] = part.get_content()
            continue
        if part.get_content_disposition() is None:
            # What is within a message within.
            continue
        whole = kind == "message/rfc822"
        octets = b"" if whole else part.get_payload(decode=True)
        files.append(
            {
                "name": part.get_filename() or "",
                "type": kind,
                "id": (part["Content-ID"] or "").strip("<>"),
                "octets": base64.b64encode(octets).decode(),
                "subject": str(part.get_payload(0)["Subject"]) if whole else "",
            }
        )
    to = message["To"]
    return {
        "subject": str(message["Subject"]),
        "from": [a.addr_spec for a in message["From"].addresses],
        "to": [[a.display_name, a.addr_spec] for a in to.addresses],
        "date": message["Date"].datetime.isoformat(),
        "fields": message.keys(),
        "text": texts.get("text/plain"),
        "html": texts.get("text/html"),
        "files": files,
        "defects": defects,
    }


def clean(value):
    """Raw octets of a header, which the package keeps as surrogates, as text."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    return value


for line in sys.stdin:
    raw = base64.b64decode(json.loads(line)["message"])
    print(json.dumps(clean(read(raw))), flush=True)
