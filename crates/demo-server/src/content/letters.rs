//! The letters of the demo: where each lies, how old it is and how it is marked.

use super::letter::Letter;

/// Minutes.
const HOUR: u32 = 60;
/// Minutes.
const DAY: u32 = 24 * HOUR;

macro_rules! letter {
    ($mailbox:literal, $file:literal, $age:expr, $flags:literal) => {
        Letter {
            mailbox: $mailbox,
            text: include_bytes!(concat!("mail/", $file, ".eml")),
            minutes_ago: $age,
            flags: $flags,
        }
    };
}

/// By mailbox, the newest first.
pub(super) const LETTERS: &[Letter] = &[
    letter!("INBOX", "inbox/welcome", 9, "flagged"),
    letter!("INBOX", "inbox/mast-8", 48, ""),
    letter!("INBOX", "inbox/tide-112", 3 * HOUR + 40, ""),
    letter!("INBOX", "inbox/mast-7", 5 * HOUR + 12, ""),
    letter!("INBOX", "inbox/weather", 5 * HOUR + 50, "seen"),
    letter!("INBOX", "inbox/emoji", 7 * HOUR + 5, ""),
    letter!("INBOX", "inbox/painting", 8 * HOUR + 20, "flagged"),
    letter!("INBOX", "inbox/launch-4", 9 * HOUR + 30, ""),
    letter!("INBOX", "inbox/code", 11 * HOUR, "seen"),
    letter!("INBOX", "inbox/quoted-html", 20 * HOUR, "seen answered"),
    letter!("INBOX", "inbox/won", 22 * HOUR, ""),
    letter!("INBOX", "inbox/kiel-prices", DAY + 3 * HOUR, "seen"),
    letter!("INBOX", "inbox/kiel", DAY + 4 * HOUR, "seen"),
    letter!("INBOX", "inbox/round", DAY + 6 * HOUR, "seen"),
    letter!("INBOX", "inbox/caulking", DAY + 7 * HOUR, "seen"),
    letter!("INBOX", "inbox/number", DAY + 8 * HOUR, "seen"),
    letter!("INBOX", "inbox/tanaka", DAY + 9 * HOUR, "seen flagged"),
    letter!("INBOX", "inbox/bank", DAY + 14 * HOUR, ""),
    letter!("INBOX", "inbox/everyone", DAY + 20 * HOUR, "seen"),
    letter!("INBOX", "inbox/books", 2 * DAY + HOUR, "seen"),
    letter!("INBOX", "inbox/launch-3", 2 * DAY + 2 * HOUR, "seen"),
    letter!("INBOX", "inbox/launch-2", 2 * DAY + 5 * HOUR, "seen"),
    letter!("INBOX", "inbox/launch-1", 2 * DAY + 6 * HOUR, "seen"),
    letter!("INBOX", "inbox/haddad", 2 * DAY + 11 * HOUR, ""),
    letter!("INBOX", "inbox/mast-6", 3 * DAY + 5 * HOUR, "seen"),
    letter!("INBOX", "inbox/caron", 3 * DAY + 7 * HOUR, "seen"),
    letter!("INBOX", "inbox/rtl-html", 3 * DAY + 13 * HOUR, "seen"),
    letter!("INBOX", "inbox/lin", 4 * DAY + 2 * HOUR, "seen"),
    letter!("INBOX", "inbox/ferry", 4 * DAY + 6 * HOUR, "seen flagged"),
    letter!("INBOX", "inbox/no-subject", 4 * DAY + 8 * HOUR, "seen"),
    letter!("INBOX", "inbox/mast-5", 5 * DAY + HOUR, "seen flagged"),
    letter!("INBOX", "inbox/lev", 5 * DAY + 6 * HOUR, "seen"),
    letter!("INBOX", "inbox/long-subject", 5 * DAY + 9 * HOUR, "seen"),
    letter!("INBOX", "inbox/mast-3", 5 * DAY + 20 * HOUR, "seen"),
    letter!("INBOX", "inbox/mast-2", 5 * DAY + 22 * HOUR, "seen"),
    letter!("INBOX", "inbox/mast-1", 6 * DAY + 3 * HOUR, "seen answered"),
    letter!("INBOX", "inbox/lan", 6 * DAY + 9 * HOUR, "seen"),
    letter!("INBOX", "inbox/bounce", 6 * DAY + 15 * HOUR, "seen"),
    letter!("INBOX", "inbox/library", 6 * DAY + 20 * HOUR, "seen"),
    letter!("INBOX", "inbox/rao", 7 * DAY + HOUR, "seen"),
    letter!("INBOX", "inbox/tide-111", 7 * DAY + 3 * HOUR, "seen"),
    letter!("INBOX", "inbox/volkov", 8 * DAY + 3 * HOUR, "seen"),
    letter!("INBOX", "inbox/school", 8 * DAY + 7 * HOUR, "answered seen"),
    letter!("INBOX", "inbox/pappa", 9 * DAY + 5 * HOUR, "seen"),
    letter!("INBOX", "inbox/forward", 9 * DAY + 9 * HOUR, "seen"),
    letter!("INBOX", "inbox/mixed", 10 * DAY + 2 * HOUR, "seen"),
    letter!("INBOX", "inbox/insurance", 10 * DAY + 6 * HOUR, "seen"),
    letter!("INBOX", "inbox/survey", 11 * DAY, "seen answered"),
    letter!("INBOX", "inbox/kim", 11 * DAY + 6 * HOUR, "seen"),
    letter!("INBOX", "inbox/sounding", 12 * DAY + 4 * HOUR, "seen"),
    letter!("INBOX", "inbox/raw-utf8", 12 * DAY + 9 * HOUR, "seen"),
    letter!("INBOX", "inbox/one-line", 12 * DAY + 14 * HOUR, "seen"),
    letter!("INBOX", "inbox/light", 13 * DAY, "seen"),
    letter!("INBOX", "inbox/only-pdf", 13 * DAY + 7 * HOUR, "seen"),
    letter!("INBOX", "inbox/rope", 14 * DAY + 3 * HOUR, "seen"),
    letter!("INBOX", "inbox/no-date", 14 * DAY + 8 * HOUR, "seen"),
    letter!("INBOX", "inbox/flowed", 15 * DAY, "seen"),
    letter!("INBOX", "inbox/nobody", 16 * DAY, "seen"),
    letter!("INBOX", "inbox/folded", 17 * DAY, "seen"),
    letter!("INBOX", "inbox/signed", 18 * DAY, "seen"),
    letter!("INBOX", "inbox/tags", 19 * DAY, "seen"),
    letter!("Drafts", "drafts/speech", 2 * DAY, "draft seen"),
    letter!("Drafts", "drafts/mumbai", 3 * DAY, "draft seen"),
    letter!("Sent", "sent/wasps", 4 * DAY + 7 * HOUR, "seen"),
    letter!("Sent", "sent/timber", 5 * DAY + 17 * HOUR, "seen"),
    letter!("Sent", "sent/mast-4", 5 * DAY + 18 * HOUR, "seen"),
    letter!("Sent", "sent/thanks", 8 * DAY + 2 * HOUR, "seen"),
    letter!("Sent", "sent/insurance", 10 * DAY + 5 * HOUR, "seen"),
    letter!("Junk", "junk/1", DAY, "seen"),
    letter!("Junk", "junk/2", 2 * DAY + 2 * HOUR + 17, ""),
    letter!("Junk", "junk/3", 3 * DAY + 4 * HOUR + 34, "seen"),
    letter!("Junk", "junk/4", 4 * DAY + 6 * HOUR + 51, ""),
    letter!("Junk", "junk/5", 5 * DAY + 9 * HOUR + 8, "seen"),
    letter!("Trash", "trash/menu", 3 * DAY, "seen"),
    letter!("Trash", "trash/sandpaper", 5 * DAY, "seen"),
    letter!("Projects/Kittiwake", "projects/paint", 21 * DAY, "seen"),
    letter!("Projects/Kittiwake", "projects/frames", 44 * DAY, "seen"),
    letter!(
        "Projects/Kittiwake",
        "projects/brief",
        80 * DAY,
        "seen flagged"
    ),
    letter!(
        "Projects/Slipway",
        "projects/cradle",
        30 * DAY,
        "seen answered"
    ),
    letter!("Projects/Slipway", "projects/rails", 33 * DAY, "seen"),
    letter!("Lists/wooden-boats", "lists/steam", DAY + 17 * HOUR, ""),
    letter!(
        "Lists/wooden-boats",
        "lists/caulk-4",
        3 * DAY + 20 * HOUR,
        ""
    ),
    letter!(
        "Lists/wooden-boats",
        "lists/caulk-3",
        3 * DAY + 22 * HOUR,
        ""
    ),
    letter!(
        "Lists/wooden-boats",
        "lists/caulk-2",
        4 * DAY + 2 * HOUR,
        "seen"
    ),
    letter!(
        "Lists/wooden-boats",
        "lists/caulk-1",
        4 * DAY + 5 * HOUR,
        "seen"
    ),
    letter!("Büro/Verträge", "office/customer", 75 * DAY, "seen flagged"),
    letter!("Büro/Verträge", "office/lease", 120 * DAY, "seen"),
    letter!("日本語", "japan/museum", 58 * DAY, ""),
    letter!("日本語", "japan/letter", 60 * DAY, "seen"),
    letter!("Ελληνικά", "greece/invitation", 25 * DAY, "seen"),
];

/// What arrives while somebody looks, in this order.
pub(super) const ARRIVING: &[Letter] = &[
    letter!("INBOX", "arrivals/tea", 0, ""),
    letter!("INBOX", "arrivals/spruce", 0, ""),
    letter!("INBOX", "arrivals/tom", 0, ""),
    letter!("INBOX", "arrivals/harbour", 0, ""),
    letter!("INBOX", "arrivals/order", 0, ""),
    letter!("INBOX", "arrivals/mina", 0, ""),
    letter!("INBOX", "arrivals/maya", 0, ""),
    letter!("INBOX", "arrivals/list", 0, ""),
    letter!("INBOX", "arrivals/omar", 0, ""),
    letter!("INBOX", "arrivals/photo", 0, ""),
    letter!("INBOX", "arrivals/ines", 0, ""),
    letter!("INBOX", "arrivals/quiet", 0, ""),
];
