use super::date::rfc5322_date;
use super::words::{ENDINGS, MIDDLES, OPENINGS, SENDERS, SUBJECTS, THINGS};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_model::Timestamp;

/// A number that `seed` and `number` decide and nothing else.
pub(super) fn spread(seed: u64, number: u32) -> u64 {
    let mut mixed = seed
        .wrapping_add(u64::from(number))
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^= mixed >> 31;
    mixed = mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 29)
}

/// The message `number` of the series `seed`: plain text, one in four with an
/// HTML half. The same every time.
pub(crate) fn generated_message(seed: u64, number: u32, date: Timestamp) -> Vec<u8> {
    let mut dice = Dice(spread(seed, number));
    let (name, thing, header) = begin(&mut dice, seed, number, date);
    let first = name.split(' ').next().unwrap_or(name);
    let mut paragraphs = vec![dice.pick(OPENINGS).replace("{}", thing)];
    for _ in 0..1 + dice.below(3) {
        let middle = (*dice.pick(MIDDLES)).to_owned();
        if !paragraphs.contains(&middle) {
            paragraphs.push(middle);
        }
    }
    paragraphs.push((*dice.pick(ENDINGS)).to_owned());
    let plain = format!(
        "Robin,\r\n\r\n{}\r\n\r\n{first}\r\n",
        paragraphs.join("\r\n\r\n")
    );
    let plain = format!(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{plain}"
    );
    if dice.below(4) > 0 {
        return format!("{header}{plain}").into_bytes();
    }
    let paragraphs: Vec<String> = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "{header}Content-Type: multipart/alternative; boundary=\"=_{number}\"\r\n\r\n\
         --=_{number}\r\n{plain}\r\n--=_{number}\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         <html><body style=\"font-family: sans-serif\">\r\n<p>Robin,</p>\r\n{}\r\n<p><i>{first}</i></p>\r\n</body></html>\r\n\
         --=_{number}--\r\n",
        paragraphs.join("\r\n"),
    )
    .into_bytes()
}

/// The header of that message, but for what tells of its body: who only looks
/// at headers need not have the rest made.
pub(crate) fn generated_header(seed: u64, number: u32, date: Timestamp) -> Vec<u8> {
    let mut dice = Dice(spread(seed, number));
    let (_, _, header) = begin(&mut dice, seed, number, date);
    header.into_bytes()
}

/// Who writes, of what, and the header so far.
fn begin(
    dice: &mut Dice,
    seed: u64,
    number: u32,
    date: Timestamp,
) -> (&'static str, &'static str, String) {
    let (name, address) = dice.pick(SENDERS);
    let thing = *dice.pick(THINGS);
    let subject = capitalised(&dice.pick(SUBJECTS).replace("{}", thing));
    let header = format!(
        "From: {} <{address}>\r\nTo: Robin Ashdown <robin@saltmarsh.example.org>\r\n\
         Subject: {subject}\r\nDate: {}\r\nMessage-ID: <{number}.{seed:x}@generated.example.org>\r\n\
         MIME-Version: 1.0\r\n",
        phrase(name),
        rfc5322_date(date),
    );
    (name, thing, header)
}

/// One number after another out of one number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = spread(self.0, 1);
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from((self.0 >> 24) % limit).unwrap_or(0)
    }

    /// One of a table, which is never empty.
    fn pick<T>(&mut self, table: &'static [T]) -> &'static T {
        &table[self.below(table.len())]
    }
}

/// A display name, as an encoded word (RFC 2047) where it has to be.
fn phrase(name: &str) -> String {
    if name.is_ascii() {
        format!("\"{name}\"")
    } else {
        format!("=?utf-8?B?{}?=", STANDARD.encode(name))
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_generated_message_is_the_same_every_time_and_like_no_other() {
        let make = |number| generated_message(7, number, Timestamp(1_700_000_000_000));
        assert_eq!(make(3), make(3));
        let all: BTreeSet<Vec<u8>> = (0..500).map(make).collect();
        assert_eq!(all.len(), 500);
        let html = all
            .iter()
            .filter(|raw| raw.windows(9).any(|w| w == b"text/html"));
        assert!((80..170).contains(&html.count()));
    }
}
