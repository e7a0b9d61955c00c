//! Contacts as messages: each holds a file of vCards, which other programs can
//! open and save.

use cards::Card;
use mail_model::{Address, BodyStructure, DateTime, Flag, Flags, Part, Timestamp};
use mime_message::{CharsetDecoder, date_text, decode_text, parse_message};

/// What a message brings.
pub(super) struct Brought {
    /// The vCards, one by one.
    pub(super) cards: Vec<String>,
    /// It is nothing but that, so that it may be written anew.
    pub(super) is_ours: bool,
}

/// A message that holds these vCards.
pub(super) fn written(cards: &[String], from: &Address, now: Timestamp, id: &str) -> Vec<u8> {
    let date = date_text(DateTime {
        timestamp: now,
        offset_minutes: 0,
    });
    let from = &from.address;
    let mut message = format!(
        "Date: {date}\r\nFrom: <{from}>\r\n\
         Subject: Contacts kept by Porthole: please leave this message here\r\n\
         Message-ID: <{id}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/vcard; charset=utf-8\r\n\
         Content-Disposition: attachment; filename=contacts.vcf\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n"
    );
    for card in cards {
        message.push_str(card);
    }
    message.into_bytes()
}

/// It is read already, so that no program counts it as news.
pub(super) fn flags() -> Flags {
    [Flag::Seen].into_iter().collect()
}

/// What a message brings, whoever wrote it.
pub(super) fn read(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Brought {
    let message = parse_message(bytes, charsets);
    let mut cards = Vec::new();
    let is_alone = matches!(message.structure, BodyStructure::Leaf(_));
    for (path, body) in &message.bodies {
        let part = message.structure.part(path);
        let Some(part) = part.filter(|part| is_card(part)) else {
            continue;
        };
        let text = decode_text(part, body, charsets).value;
        cards.extend(Card::split(&text).map(str::to_owned));
    }
    let is_ours = is_alone && !cards.is_empty();
    Brought { cards, is_ours }
}

fn is_card(part: &Part) -> bool {
    matches!(
        part.media_type.as_str(),
        "text/vcard" | "text/x-vcard" | "text/directory"
    )
}
