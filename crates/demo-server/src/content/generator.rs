use chrono::DateTime;
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

/// The Date header's value for a moment.
pub(super) fn rfc5322_date(moment: Timestamp) -> String {
    DateTime::from_timestamp(moment.0.div_euclid(1000), 0)
        .map(|date| date.to_rfc2822())
        .unwrap_or_default()
}

/// The message `number` of the series `seed`.
pub(crate) fn generated_message(seed: u64, number: u32, date: Timestamp) -> Vec<u8> {
    let (first, last, local) = [
        ("Ines", "Maric", "ines"),
        ("Tom", "Okafor", "tom"),
        ("Hanne", "Vik", "hanne"),
        ("Luis", "Prado", "luis"),
    ][(spread(seed, number) % 4) as usize];
    format!(
        "From: {first} {last} <{local}@example.net>\r\nTo: Robin Ashdown <robin@example.org>\r\nSubject: Note {number}\r\nDate: {}\r\nMessage-ID: <{seed:x}.{number}@example.net>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNothing urgent, only note {number}.\r\n",
        rfc5322_date(date)
    )
    .into_bytes()
}
