//! SORT (RFC 5256 §3), SORT=DISPLAY (RFC 5957), and windows of its result
//! (PARTIAL: RFC 5267 §4.4, RFC 9394 §3.1).

use crate::capability::Capabilities;
use crate::words::Words;
use mail_model::{SortCriterion, SortKey};

/// The order as SORT names it: `(REVERSE DATE SUBJECT)`. Where names can't be
/// compared as they are shown, the addresses behind them are.
pub(crate) fn push_order(words: &mut Words, order: &[SortCriterion], capabilities: &Capabilities) {
    let has_display = capabilities.has("SORT=DISPLAY");
    words.push("(");
    for (index, criterion) in order.iter().enumerate() {
        if index > 0 {
            words.push(" ");
        }
        if criterion.is_reversed {
            words.push("REVERSE ");
        }
        words.push(match criterion.key {
            SortKey::Arrival => "ARRIVAL",
            SortKey::Cc => "CC",
            SortKey::Date => "DATE",
            SortKey::DisplayFrom if has_display => "DISPLAYFROM",
            SortKey::From | SortKey::DisplayFrom => "FROM",
            SortKey::Size => "SIZE",
            SortKey::Subject => "SUBJECT",
            SortKey::DisplayTo if has_display => "DISPLAYTO",
            SortKey::To | SortKey::DisplayTo => "TO",
        });
    }
    words.push(")");
}

/// Whether the server tells windows of a sorted result. Dovecot does wherever it
/// has ESORT and CONTEXT=SEARCH, although it does not say CONTEXT=SORT.
pub(crate) fn has_windows(capabilities: &Capabilities) -> bool {
    capabilities.has("CONTEXT=SORT")
        || (capabilities.has("ESORT")
            && (capabilities.has("PARTIAL") || capabilities.has("CONTEXT=SEARCH")))
}

/// A mailbox that may come whole where a window of it was wanted.
const HARMLESS: u32 = 200;

/// Whether SAVE (SEARCHRES, RFC 5182) keeps a window and nothing but that window,
/// so that `FETCH $` fetches its rows in the same round trip.
///
/// RFC 9394 §3.4 says so. RFC 5267, which had PARTIAL first, says nothing of
/// SAVE; Dovecot does the same by it, and is known by telling windows without
/// offering CONTEXT=SORT. From other servers of that time a whole mailbox of
/// rows might come: they are asked only where that does no harm.
pub(crate) fn saves_windows(capabilities: &Capabilities, exists: u32) -> bool {
    let is_certain = capabilities.has("PARTIAL") || !capabilities.has("CONTEXT=SORT");
    capabilities.has("SEARCHRES") && has_windows(capabilities) && (is_certain || exists <= HARMLESS)
}

/// The messages of a SORT response in their order; `None` if `message` is none.
/// What is no number (such as RFC 7162's MODSEQ) ends it.
pub(crate) fn read(message: &[u8]) -> Option<Vec<u32>> {
    let mut words = message.trim_ascii_end().split(|byte| *byte == b' ');
    if words.next()? != b"*" || !words.next()?.eq_ignore_ascii_case(b"SORT") {
        return None;
    }
    let words = words.filter(|word| !word.is_empty());
    let numbers = words.map_while(|word| core::str::from_utf8(word).ok()?.parse().ok());
    Some(numbers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities(list: &str) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.tell(list.split(' ').map(str::to_owned).collect());
        capabilities
    }

    fn criterion(key: SortKey, is_reversed: bool) -> SortCriterion {
        SortCriterion { key, is_reversed }
    }

    #[test]
    fn orders_are_named_by_what_the_server_can_compare() {
        let order = [
            criterion(SortKey::DisplayFrom, true),
            criterion(SortKey::Subject, false),
            criterion(SortKey::DisplayTo, false),
        ];
        for (list, expected) in [
            ("SORT", "(REVERSE FROM SUBJECT TO)"),
            (
                "SORT SORT=DISPLAY",
                "(REVERSE DISPLAYFROM SUBJECT DISPLAYTO)",
            ),
        ] {
            let mut words = Words::default();
            push_order(&mut words, &order, &capabilities(list));
            let mut plain = Words::default();
            plain.push(expected);
            assert_eq!(words, plain);
        }
    }

    #[test]
    fn windows_are_saved_where_nothing_else_is() {
        for (list, exists, has, saves) in [
            ("SORT ESORT CONTEXT=SEARCH SEARCHRES", 100_000, true, true),
            ("SORT ESORT PARTIAL SEARCHRES", 100_000, true, true),
            ("SORT ESORT CONTEXT=SORT SEARCHRES", 100_000, true, false),
            ("SORT ESORT CONTEXT=SORT SEARCHRES", 200, true, true),
            ("SORT ESORT CONTEXT=SEARCH", 100, true, false),
            ("SORT ESORT SEARCHRES", 100, false, false),
        ] {
            let capabilities = capabilities(list);
            assert_eq!(has_windows(&capabilities), has, "{list}");
            assert_eq!(saves_windows(&capabilities, exists), saves, "{list}");
        }
    }

    #[test]
    fn responses_are_read_in_their_order() {
        assert_eq!(read(b"* SORT 5 3 4\r\n"), Some(vec![5, 3, 4]));
        assert_eq!(read(b"* sort  5  3 (MODSEQ 9)\r\n"), Some(vec![5, 3]));
        assert_eq!(read(b"* SORT\r\n"), Some(vec![]));
        assert_eq!(read(b"* SORTED 1\r\n"), None);
        assert_eq!(read(b"A1 OK SORT\r\n"), None);
    }
}
