//! QRESYNC (RFC 7162 §3.2.5): what changed in a mailbox since it was known, told
//! with SELECT itself.
//!
//! It is believed only if it adds up: known messages without the vanished and
//! with the new ones must be as many as the mailbox holds, and stand where the
//! server's sequence numbers say. Else all is asked for as if there were no
//! QRESYNC.

use crate::extension::esearch::ranges;
use crate::request::KnownMailbox;
use crate::selected::Selected;
use crate::words::Words;
use mail_model::{Flags, ModSeq, Uid, UidRange, UidSet, UidValidity};

/// How many changed messages are kept until SELECT has ended; with more of them
/// nothing of it is used.
const CHANGED_LIMIT: usize = 50_000;

/// So many ranges are taken out of a set one by one; for more of them one pass
/// over all of it is faster.
const FEW_RANGES: usize = 16;

/// UIDs that are gone (RFC 7162 §3.2.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vanished {
    /// They went before now: no sequence number moves.
    pub(crate) is_earlier: bool,
    /// Inclusive ranges in the server's order.
    pub(crate) ranges: Vec<(u32, u32)>,
}

impl Vanished {
    /// Reads a response; `None` if `message` is no VANISHED response.
    pub(crate) fn read(message: &[u8]) -> Option<Self> {
        let line = message.strip_prefix(b"* ")?;
        let mut words = line
            .trim_ascii_end()
            .split(|byte| *byte == b' ')
            .filter(|word| !word.is_empty());
        if !words.next()?.eq_ignore_ascii_case(b"VANISHED") {
            return None;
        }
        let set = words.next_back()?;
        let is_earlier = words.any(|word| word.eq_ignore_ascii_case(b"(EARLIER)"));
        Some(Self {
            is_earlier,
            ranges: ranges(set),
        })
    }
}

/// A mailbox that is being caught up with: what was known of it, and what the
/// server tells beside its SELECT.
#[derive(Debug)]
pub(crate) struct CatchUp {
    uid_validity: UidValidity,
    mod_seq: ModSeq,
    /// What was known, as long as the server may say anew what changed of it.
    known: UidSet,
    /// What is left of it.
    uids: UidSet,
    /// Where the server says that changed messages stand.
    places: Vec<(u32, Uid)>,
    changed: Vec<(Uid, Flags)>,
    /// Another mailbox was open before: what comes until the server says that it
    /// is closed (RFC 7162 §3.2.11) is of that.
    awaits_closed: bool,
    /// Something did not add up.
    is_unsound: bool,
    /// The mailbox's revision when SELECT ended.
    revision: Option<u64>,
}

impl CatchUp {
    /// `None` if too little is known of the mailbox.
    pub(crate) fn new(known: &KnownMailbox, is_another_open: bool) -> Option<Self> {
        let state = known.state.as_ref()?;
        state.uids.last()?;
        Some(Self {
            uid_validity: known.uid_validity,
            mod_seq: state.mod_seq,
            known: state.uids.clone(),
            uids: state.uids.clone(),
            places: Vec::new(),
            changed: Vec::new(),
            awaits_closed: is_another_open,
            is_unsound: false,
            revision: None,
        })
    }

    /// How SELECT asks for it. Only what was known is asked about; which messages
    /// are new, a search tells in fewer bytes.
    pub(crate) fn push_parameter(&self, words: &mut Words) {
        words.push(" (QRESYNC (");
        words.number(self.uid_validity.0.get());
        words.push(" ");
        words.number(self.mod_seq.0.get());
        if let Some(last) = self.known.last() {
            words.push(" ");
            words.range(1, last.value());
        }
        words.push("))");
    }

    /// The lowest UID that a new message can have.
    pub(crate) fn first_new(&self) -> Option<Uid> {
        Uid::new(self.known.last()?.value().checked_add(1)?)
    }

    /// Since when changes are told.
    pub(crate) fn mod_seq(&self) -> ModSeq {
        self.mod_seq
    }

    /// The mailbox before is closed: what was told until now was of that.
    pub(crate) fn begin(&mut self) {
        self.awaits_closed = false;
        self.is_unsound = false;
        self.uids = self.known.clone();
        self.places.clear();
        self.changed.clear();
    }

    /// Messages that are gone since.
    pub(crate) fn vanish(&mut self, vanished: &Vanished) {
        let gone = vanished.ranges.iter().filter_map(|(first, last)| {
            Some(UidRange::new(Uid::new((*first).max(1))?, Uid::new(*last)?))
        });
        if vanished.ranges.len() <= FEW_RANGES {
            gone.for_each(|range| self.uids.remove_range(range));
        } else {
            self.uids = self.uids.without(&gone.collect());
        }
    }

    /// A message whose flags changed since.
    pub(crate) fn change(&mut self, sequence: u32, uid: Option<Uid>, flags: Option<Flags>) {
        let Some(uid) = uid.filter(|_| self.places.len() < CHANGED_LIMIT) else {
            self.is_unsound = true;
            return;
        };
        self.places.push((sequence, uid));
        self.changed.extend(flags.map(|flags| (uid, flags)));
    }

    /// SELECT has succeeded. Gives the flags that changed, if they are of this
    /// mailbox.
    pub(crate) fn opened(&mut self, mailbox: &Selected) -> Vec<(Uid, Flags)> {
        let is_same = !self.awaits_closed
            && mailbox.uid_validity == Some(self.uid_validity)
            && mailbox
                .highest_mod_seq
                .is_some_and(|highest| highest >= self.mod_seq);
        self.revision = Some(mailbox.revision);
        self.is_unsound |= !is_same;
        let changed = core::mem::take(&mut self.changed);
        if is_same { changed } else { Vec::new() }
    }

    /// All UIDs of the mailbox, with those that the search `found`; `None` if
    /// that does not add up.
    pub(crate) fn caught_up(&mut self, found: UidSet, mailbox: &Selected) -> Option<UidSet> {
        let is_as_it_was = self.revision == Some(mailbox.revision);
        if self.is_unsound || !is_as_it_was {
            return None;
        }
        let last = self.known.last()?;
        let mut uids = core::mem::take(&mut self.uids);
        // `7:*` means the newest message too if that is older (RFC 9051 §9).
        for range in Vec::from(found) {
            if range.last() > last {
                let first = range.first().value().max(last.value() + 1);
                uids.insert_range(UidRange::new(Uid::new(first)?, range.last()));
            }
        }
        let is_in_place = |(sequence, uid): &(u32, Uid)| uids.rank(*uid) == sequence.checked_sub(1);
        let adds_up = uids.len() == mailbox.exists && self.places.iter().all(is_in_place);
        adds_up.then_some(uids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::KnownState;
    use core::num::{NonZeroU32, NonZeroU64};
    use mail_model::{Flag, MailboxName, UidNext};

    fn uid(uid: u32) -> Uid {
        Uid::new(uid).unwrap()
    }

    fn set(uids: &[u32]) -> UidSet {
        uids.iter().copied().map(uid).collect()
    }

    fn catch_up(uids: &[u32], is_another_open: bool) -> CatchUp {
        let known = KnownMailbox {
            exists: 4,
            uid_validity: UidValidity(NonZeroU32::new(7).unwrap()),
            uid_next: UidNext(NonZeroU32::new(13).unwrap()),
            state: Some(KnownState {
                mod_seq: ModSeq(NonZeroU64::new(40).unwrap()),
                uids: set(uids),
            }),
        };
        CatchUp::new(&known, is_another_open).unwrap()
    }

    fn opened(exists: u32, validity: u32, highest: Option<u64>) -> Selected {
        let mut selected = Selected::opening(MailboxName::inbox(), 1, None);
        selected.exists = exists;
        selected.is_open = true;
        selected.uid_validity = NonZeroU32::new(validity).map(UidValidity);
        selected.highest_mod_seq = highest.and_then(NonZeroU64::new).map(ModSeq);
        selected
    }

    fn vanished(ranges: &[(u32, u32)]) -> Vanished {
        Vanished {
            is_earlier: true,
            ranges: ranges.to_vec(),
        }
    }

    #[test]
    fn responses_are_read() {
        type Ranges = &'static [(u32, u32)];
        let cases: &[(&[u8], bool, Ranges)] = &[
            (b"* VANISHED 3:5,9\r\n", false, &[(3, 5), (9, 9)]),
            (
                b"* VANISHED (EARLIER) 41,43:116\r\n",
                true,
                &[(41, 41), (43, 116)],
            ),
            (b"* vanished (earlier)  1\r\n", true, &[(1, 1)]),
            (b"* VANISHED x\r\n", false, &[]),
        ];
        for (bytes, is_earlier, ranges) in cases {
            let vanished = Vanished::read(bytes).unwrap();
            assert_eq!(
                (vanished.is_earlier, &vanished.ranges[..]),
                (*is_earlier, *ranges)
            );
        }
        assert_eq!(Vanished::read(b"* 3 EXPUNGE\r\n"), None);
        assert_eq!(Vanished::read(b"* VANISHED\r\n"), None);
    }

    #[test]
    fn the_new_set_is_the_old_without_the_vanished_and_with_the_new() {
        let mut catch_up = catch_up(&[3, 5, 9, 12], false);
        catch_up.vanish(&vanished(&[(4, 5), (700, 800)]));
        let seen = Flags::from_iter([Flag::Seen]);
        catch_up.change(2, Some(uid(9)), Some(seen.clone()));
        let mailbox = opened(4, 7, Some(50));
        assert_eq!(catch_up.opened(&mailbox), [(uid(9), seen)]);
        // The search tells 12 as well: it is the newest that it knew of.
        let uids = catch_up.caught_up(set(&[12, 14]), &mailbox);
        assert_eq!(uids, Some(set(&[3, 9, 12, 14])));
    }

    #[test]
    fn a_hundred_thousand_holes_are_made_in_no_time() {
        let all: Vec<u32> = (1..=400_000).collect();
        let mut catch_up = catch_up(&all, false);
        let holes: Vec<_> = (1..=400_000).step_by(4).map(|uid| (uid, uid)).collect();
        catch_up.vanish(&vanished(&holes));
        let mailbox = opened(300_000, 7, Some(50));
        catch_up.opened(&mailbox);
        let uids = catch_up.caught_up(UidSet::new(), &mailbox).unwrap();
        assert_eq!((uids.len(), uids.ranges().len()), (300_000, 100_000));
    }

    #[test]
    fn what_does_not_add_up_is_not_believed() {
        let result = |exists, validity, highest, place: u32| {
            let mut catch_up = catch_up(&[3, 5, 9], false);
            catch_up.change(place, Some(uid(5)), None);
            let mailbox = opened(exists, validity, highest);
            catch_up.opened(&mailbox);
            catch_up.caught_up(set(&[11]), &mailbox)
        };
        assert_eq!(result(4, 7, Some(40), 2), Some(set(&[3, 5, 9, 11])));
        assert_eq!(result(3, 7, Some(40), 2), None, "too many");
        assert_eq!(result(4, 8, Some(40), 2), None, "other messages");
        assert_eq!(result(4, 7, Some(39), 2), None, "backwards");
        assert_eq!(result(4, 7, None, 2), None, "no modification sequences");
        assert_eq!(result(4, 7, Some(40), 3), None, "it stands elsewhere");
        assert_eq!(result(4, 7, Some(40), 0), None, "it stands nowhere");
    }

    #[test]
    fn what_is_told_of_the_mailbox_before_is_not_of_this_one() {
        let mut catch_up = catch_up(&[3, 5], true);
        catch_up.vanish(&vanished(&[(3, 3)]));
        catch_up.change(9, Some(uid(77)), Some(Flags::default()));
        catch_up.begin();
        let mailbox = opened(2, 7, Some(50));
        assert_eq!(catch_up.opened(&mailbox), []);
        assert_eq!(catch_up.caught_up(set(&[5]), &mailbox), Some(set(&[3, 5])));
    }

    #[test]
    fn a_server_that_does_not_say_that_the_mailbox_before_is_closed_is_not_believed() {
        let mut catch_up = catch_up(&[3, 5], true);
        let mailbox = opened(2, 7, Some(50));
        assert_eq!(catch_up.opened(&mailbox), []);
        assert_eq!(catch_up.caught_up(UidSet::new(), &mailbox), None);
    }

    #[test]
    fn a_mailbox_that_changes_meanwhile_is_asked_about_anew() {
        let mut catch_up = catch_up(&[3, 5], false);
        let mut mailbox = opened(2, 7, Some(50));
        catch_up.opened(&mailbox);
        mailbox.revision += 1;
        assert_eq!(catch_up.caught_up(UidSet::new(), &mailbox), None);
    }

    #[test]
    fn the_highest_uid_leaves_no_new_ones_to_ask_for() {
        assert_eq!(catch_up(&[u32::MAX], false).first_new(), None);
        assert_eq!(catch_up(&[3, 5], false).first_new(), Uid::new(6));
    }
}
