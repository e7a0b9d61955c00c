use super::Header;
use super::address::addresses;
use super::string::nstring;
use imap_codec::imap_types::envelope::Envelope;

/// ENVELOPE (RFC 3501 §7.4.2): the fields' raw values, unfolded.
pub(crate) fn envelope(header: Header<'_>) -> Envelope<'static> {
    let list = |name| {
        header
            .value(name)
            .map(|value| addresses(&value))
            .unwrap_or_default()
    };
    let from = list("From");
    let or_from = |name| {
        let own = list(name);
        if own.is_empty() { from.clone() } else { own }
    };
    Envelope {
        date: nstring(header.value("Date")),
        subject: nstring(header.value("Subject")),
        sender: or_from("Sender"),
        reply_to: or_from("Reply-To"),
        to: list("To"),
        cc: list("Cc"),
        bcc: list("Bcc"),
        in_reply_to: nstring(header.value("In-Reply-To")),
        message_id: nstring(header.value("Message-ID")),
        from,
    }
}
