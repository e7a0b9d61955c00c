use crate::input::ConnectionId;
use imap_client::RequestId;
use mail_model::{MailboxName, Map, MessageRef, PartPath, Section, Uid};
use std::sync::Arc;

/// The largest section that is held in memory for reading.
pub(crate) const LARGEST_SECTION: u64 = 32 * 1024 * 1024;
/// A section of up to so many octets comes in one slice.
const SMALL: u64 = 256 * 1024;
/// All sections that are kept for another look.
const MOST_KEPT: usize = 12 * 1024 * 1024;
/// So many sections are kept: small ones weigh more by their names than by their octets.
const MOST_SECTIONS: usize = 2000;
/// So many lines in a row may be lost under a section.
const MOST_LOSSES: u32 = 4;
/// So many sections are known under which lines were lost.
const MOST_LOST: usize = 100;
/// The largest section that is kept for another look.
const LARGEST_KEPT: usize = 3 * 1024 * 1024;

/// What of a message is fetched to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Content {
    /// All of it, where the server's structure is of no use.
    Whole,
    /// Its header, all of it.
    Header,
    /// The header of the message that a part is.
    NestedHeader(PartPath),
    /// The body of a leaf.
    Leaf(PartPath),
}

impl Content {
    /// How IMAP names it. A message that is a single leaf is its own part 1
    /// (RFC 9051 §6.4.5.1).
    pub(crate) fn section(&self) -> Section {
        match self {
            Self::Whole => Section::Whole,
            Self::Header => Section::Header,
            Self::NestedHeader(path) => Section::PartHeader(path.clone()),
            Self::Leaf(path) if path.0.is_empty() => Section::Part(PartPath(vec![1])),
            Self::Leaf(path) => Section::Part(path.clone()),
        }
    }
}

/// The sections that are on their way, and those that were read lately.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    fetches: Map<RequestId, Fetch>,
    kept: Map<(MessageRef, Content), Kept>,
    kept_octets: usize,
    /// Under these lines were lost, so often in a row.
    losses: Map<(MessageRef, Content), u32>,
    /// Counts looks, so that what was looked at longest ago goes first.
    look: u64,
}

#[derive(Debug)]
struct Fetch {
    message: MessageRef,
    content: Content,
    size: u64,
    bytes: Vec<u8>,
    state: FetchState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FetchState {
    Coming,
    Complete,
    /// The slices do not fit together, or there are too many.
    Spoilt,
}

#[derive(Debug)]
struct Kept {
    bytes: Arc<[u8]>,
    look: u64,
}

/// A section that has ended.
pub(crate) struct Ended {
    /// Of which message.
    pub(crate) message: MessageRef,
    /// What of it.
    pub(crate) content: Content,
    /// All of its bytes, or nothing.
    pub(crate) bytes: Option<Arc<[u8]>>,
    /// It was too large or came in pieces that do not fit.
    pub(crate) is_spoilt: bool,
}

impl Sections {
    /// A section was asked for. Its `size` is 0 where it is not known.
    pub(crate) fn begin(
        &mut self,
        request: RequestId,
        message: MessageRef,
        content: Content,
        size: u64,
    ) {
        let fetch = Fetch {
            message,
            content,
            size,
            bytes: Vec::new(),
            state: FetchState::Coming,
        };
        self.fetches.insert(request, fetch);
    }
    /// Whether a section is on its way.
    pub(crate) fn is_coming(&self, message: &MessageRef, content: &Content) -> bool {
        self.fetches
            .values()
            .any(|fetch| fetch.message == *message && fetch.content == *content)
    }
    /// How many sections are on their way.
    pub(crate) fn coming(&self) -> usize {
        self.fetches.len()
    }
    /// The requests for large sections of other messages than `uid`. Small ones
    /// are let come: they are here as soon as they could be stopped.
    pub(crate) fn large_but_for(&self, uid: Option<Uid>) -> Vec<RequestId> {
        self.fetches
            .iter()
            .filter(|(_, fetch)| fetch.size > SMALL && Some(fetch.message.uid) != uid)
            .map(|(request, _)| *request)
            .collect()
    }
    /// Bytes of a section came.
    pub(crate) fn slice(
        &mut self,
        request: RequestId,
        uid: Uid,
        offset: u64,
        bytes: &[u8],
        is_last: bool,
    ) {
        let Some(fetch) = self.fetches.get_mut(&request) else {
            return;
        };
        let fits = fetch.message.uid == uid
            && fetch.state == FetchState::Coming
            && offset == fetch.bytes.len() as u64
            && offset.saturating_add(bytes.len() as u64) <= LARGEST_SECTION;
        if !fits {
            fetch.state = FetchState::Spoilt;
            fetch.bytes = Vec::new();
            return;
        }
        fetch.bytes.extend_from_slice(bytes);
        if is_last {
            fetch.state = FetchState::Complete;
        }
    }
    /// A section's request ended. Half a section is none.
    pub(crate) fn end(&mut self, request: RequestId, has_succeeded: bool) -> Option<Ended> {
        let fetch = self.fetches.remove(&request)?;
        let is_complete = has_succeeded && fetch.state == FetchState::Complete;
        let bytes: Option<Arc<[u8]>> = is_complete.then(|| fetch.bytes.into());
        if let Some(bytes) = &bytes {
            let key = (fetch.message.clone(), fetch.content.clone());
            self.losses.remove(&key);
            self.keep(fetch.message.clone(), fetch.content.clone(), bytes.clone());
        }
        Some(Ended {
            message: fetch.message,
            content: fetch.content,
            bytes,
            is_spoilt: fetch.state == FetchState::Spoilt,
        })
    }
    /// A connection is gone and its requests with it.
    pub(crate) fn forget_fetches(&mut self, connection: ConnectionId) {
        let losses = &mut self.losses;
        self.fetches.retain(|request, fetch| {
            let is_kept = !connection.carries(*request);
            let key = || (fetch.message.clone(), fetch.content.clone());
            if !is_kept && (losses.len() < MOST_LOST || losses.contains_key(&key())) {
                *losses.get_or_default(key()) += 1;
            }
            is_kept
        });
    }
    /// Whether lines are lost under a section again and again: servers there are
    /// that fail over a message, and hang up on whoever asks for it.
    pub(crate) fn is_hopeless(&self, message: &MessageRef, content: &Content) -> bool {
        let losses = self.losses.get(&(message.clone(), content.clone()));
        losses.is_some_and(|losses| *losses >= MOST_LOSSES)
    }
    /// The person wants what was given up tried again.
    pub(crate) fn hope(&mut self) {
        self.losses.clear();
    }
    /// The mailbox's UIDs mean other messages now.
    pub(crate) fn forget_mailbox(&mut self, mailbox: &MailboxName) {
        self.fetches
            .retain(|_, fetch| fetch.message.mailbox != *mailbox);
        self.kept
            .retain(|(message, _), _| message.mailbox != *mailbox);
        self.kept_octets = self.kept.values().map(|kept| kept.bytes.len()).sum();
    }
    /// A section that was read before.
    pub(crate) fn kept(&mut self, message: &MessageRef, content: &Content) -> Option<Arc<[u8]>> {
        self.look += 1;
        let kept = self.kept.get_mut(&(message.clone(), content.clone()))?;
        kept.look = self.look;
        Some(kept.bytes.clone())
    }
    /// Whether a section was read before.
    pub(crate) fn has(&self, message: &MessageRef, content: &Content) -> bool {
        self.kept.contains_key(&(message.clone(), content.clone()))
    }

    fn keep(&mut self, message: MessageRef, content: Content, bytes: Arc<[u8]>) {
        if bytes.len() > LARGEST_KEPT {
            return;
        }
        self.look += 1;
        self.kept_octets += bytes.len();
        let kept = Kept {
            bytes,
            look: self.look,
        };
        if let Some(before) = self.kept.insert((message, content), kept) {
            self.kept_octets -= before.bytes.len();
        }
        while self.kept_octets > MOST_KEPT || self.kept.len() > MOST_SECTIONS {
            let Some(oldest) = self.kept.iter().min_by_key(|(_, kept)| kept.look) else {
                return;
            };
            let oldest = oldest.0.clone();
            if let Some(gone) = self.kept.remove(&oldest) {
                self.kept_octets -= gone.bytes.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;
    use mail_model::UidValidity;

    fn message(uid: u32) -> MessageRef {
        MessageRef {
            mailbox: MailboxName::inbox(),
            uid_validity: UidValidity(NonZeroU32::MIN),
            uid: Uid::new(uid).unwrap(),
        }
    }

    fn fetch(sections: &mut Sections, uid: u32, bytes: &[u8]) -> Option<Arc<[u8]>> {
        let request = RequestId(u64::from(uid));
        sections.begin(request, message(uid), Content::Whole, 0);
        sections.slice(request, message(uid).uid, 0, bytes, true);
        sections.end(request, true).unwrap().bytes
    }

    #[test]
    fn slices_make_a_section_that_is_kept() {
        let mut sections = Sections::default();
        sections.begin(RequestId(1), message(1), Content::Whole, 0);
        sections.slice(RequestId(1), message(1).uid, 0, b"ab", false);
        assert!(sections.is_coming(&message(1), &Content::Whole));
        sections.slice(RequestId(1), message(1).uid, 2, b"c", true);
        let ended = sections.end(RequestId(1), true).unwrap();
        assert_eq!(ended.bytes.as_deref(), Some(&b"abc"[..]));
        assert_eq!(
            sections.kept(&message(1), &Content::Whole).as_deref(),
            Some(&b"abc"[..])
        );
    }

    #[test]
    fn half_a_section_is_none() {
        let mut sections = Sections::default();
        sections.begin(RequestId(1), message(1), Content::Whole, 0);
        sections.slice(RequestId(1), message(1).uid, 0, b"ab", false);
        assert!(sections.end(RequestId(1), true).unwrap().bytes.is_none());
        assert!(!sections.has(&message(1), &Content::Whole));
    }

    #[test]
    fn a_slice_of_another_message_or_from_elsewhere_spoils_the_section() {
        for (uid, offset) in [(2, 0), (1, 1)] {
            let mut sections = Sections::default();
            sections.begin(RequestId(1), message(1), Content::Whole, 0);
            sections.slice(RequestId(1), message(uid).uid, offset, b"ab", true);
            let ended = sections.end(RequestId(1), true).unwrap();
            assert!(ended.bytes.is_none() && ended.is_spoilt);
        }
    }

    #[test]
    fn what_is_kept_is_bounded_and_what_was_looked_at_last_stays() {
        let mut sections = Sections::default();
        let large = vec![b'x'; LARGEST_KEPT];
        for uid in 1..=4 {
            fetch(&mut sections, uid, &large);
        }
        sections.kept(&message(1), &Content::Whole);
        fetch(&mut sections, 5, &large);
        assert!(sections.has(&message(1), &Content::Whole));
        assert!(!sections.has(&message(2), &Content::Whole));
        assert!(sections.kept_octets <= MOST_KEPT);
        assert!(fetch(&mut sections, 6, &vec![b'x'; LARGEST_KEPT + 1]).is_some());
        assert!(!sections.has(&message(6), &Content::Whole));
    }

    #[test]
    fn small_sections_are_counted() {
        let mut sections = Sections::default();
        for uid in 1..=MOST_SECTIONS as u32 + 5 {
            fetch(&mut sections, uid, b"x");
        }
        assert_eq!(sections.kept.len(), MOST_SECTIONS);
        assert!(!sections.has(&message(5), &Content::Whole));
        assert!(sections.has(&message(6), &Content::Whole));
    }

    #[test]
    fn a_message_that_is_a_single_leaf_is_its_own_first_part() {
        let leaf = Content::Leaf(PartPath::default());
        assert_eq!(leaf.section(), Section::Part(PartPath(vec![1])));
    }
}
