//! Messages that are not named by their numbers: `$`, what a search saved
//! (RFC 5182), and a window of others (RFC 9394). Before such a command is
//! decoded, numbers take their place.

use crate::extension;
use crate::session::{Numbers, Session};
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Uid, UidSet};

/// The command with its messages named by numbers, where they were named by
/// what a search saved or are a window of others; empty if there are none,
/// `None` for a command of plain numbers.
pub(super) fn in_plain_numbers(session: &Session, message: &[u8]) -> Option<Vec<u8>> {
    let named = with_saved_set(session, message);
    if named.as_ref().is_some_and(Vec::is_empty) {
        return named;
    }
    match of_window(session, named.as_deref().unwrap_or(message)) {
        Some(windowed) => Some(windowed),
        None => named,
    }
}

/// A UID FETCH of a window, as one of the UIDs in it.
fn of_window(session: &Session, message: &[u8]) -> Option<Vec<u8>> {
    let selected = session.selected.as_ref()?;
    let fetch = extension::fetch_partial(message).filter(|_| session.offers("PARTIAL"))?;
    let set = SequenceSet::try_from(core::str::from_utf8(fetch.set).ok()?).ok()?;
    let uids = selected.resolve(&set, Numbers::Uid)?;
    let window: UidSet = fetch.window.of(&uids).iter().copied().collect();
    Some(match ranges_text(&window) {
        uids if uids.is_empty() => Vec::new(),
        uids => fetch.with(&uids),
    })
}

fn ranges_text(uids: &UidSet) -> String {
    let ranges = uids.ranges().iter();
    let texts = ranges.map(|range| format!("{}:{}", range.first().0, range.last().0));
    texts.collect::<Vec<_>>().join(",")
}

/// The command with what a search saved in the place of `$`; empty if nothing
/// of that is there, `None` for a command without `$`.
fn with_saved_set(session: &Session, message: &[u8]) -> Option<Vec<u8>> {
    let selected = session.selected.as_ref()?;
    let saved = extension::saved_set(message).filter(|_| session.offers("SEARCHRES"))?;
    let found = selected.found();
    let numbers = if saved.is_uid {
        ranges_text(found)
    } else {
        let numbers = found.iter().filter_map(|uid| selected.sequence_number(uid));
        ranges_text(&numbers.map(Uid).collect())
    };
    match numbers.is_empty() {
        true => Some(Vec::new()),
        false => Some(saved.with(&numbers)),
    }
}
