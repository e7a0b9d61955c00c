use super::flag_bits::KeywordTable;
use super::{Annotations, Content, FlagBits, MAX_GENERATED, Message, Removals, Rights};
use core::num::{NonZeroU32, NonZeroU64};
use mail_model::{Flag, Flags, Keyword, SpecialUse, Timestamp, Uid, UidRange, UidSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most messages that a mailbox holds.
const MAX_MESSAGES: usize = 2_000_000;

/// A mailbox's identity, which outlives its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MailboxId(pub(crate) u64);

/// What is kept of each message; twenty bytes, for there may be a million.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) uid: Uid,
    pub(crate) flags: FlagBits,
    /// Seconds since 1970: INTERNALDATE knows no finer.
    received: u32,
    /// When it came into this mailbox, as `received`.
    saved: u32,
    /// The step of the mailbox at which it came or its flags last changed.
    step: Step,
}

/// A place in the history of a mailbox; its number as a mod-sequence is MODSEQ
/// (RFC 7162 §3.1). All that one command changes shares one, so that a client
/// that saw half of it cannot take its number for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step(u32);

impl Step {
    const FIRST: Self = Self(1);

    /// The mod-sequence of this step.
    pub(crate) fn mod_sequence(self) -> NonZeroU64 {
        NonZeroU64::new(u64::from(self.0)).unwrap_or(NonZeroU64::MIN)
    }

    fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Row {
    /// SAVEDATE (RFC 8514).
    pub(crate) fn saved(self) -> Timestamp {
        Timestamp(i64::from(self.saved) * 1000)
    }
    /// MODSEQ.
    pub(crate) fn mod_sequence(self) -> NonZeroU64 {
        self.step.mod_sequence()
    }
    /// INTERNALDATE.
    pub(crate) fn received(self) -> Timestamp {
        Timestamp(i64::from(self.received) * 1000)
    }
}

/// When a message comes into a mailbox, and by which command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) now: Timestamp,
    pub(crate) command: u64,
}

/// A mailbox: its messages in the order of their UIDs.
#[derive(Clone, Debug)]
pub(crate) struct Mailbox {
    id: MailboxId,
    pub(crate) uid_validity: NonZeroU32,
    pub(crate) special_use: Option<SpecialUse>,
    pub(crate) annotations: Annotations,
    /// It opens for reading only, whatever a client wants.
    pub(crate) is_read_only: bool,
    /// Whoever asks what these messages hold loses the line.
    pub(crate) deadly: BTreeSet<Uid>,
    /// Who may do what, beside the owner (RFC 4314).
    pub(crate) acl: BTreeMap<String, Rights>,
    next_uid: u32,
    rows: Vec<Row>,
    uids: UidSet,
    unseen: u32,
    contents: BTreeMap<Uid, Content>,
    /// Decides what the messages without an entry in `contents` say.
    fill_seed: u64,
    keywords: KeywordTable,
    /// The last step of its history.
    step: Step,
    /// The command that made it.
    stepped_by: u64,
    removals: Removals,
}

impl Mailbox {
    pub(crate) fn new(id: MailboxId, uid_validity: NonZeroU32) -> Self {
        Self {
            id,
            uid_validity,
            special_use: None,
            annotations: Annotations::new(),
            is_read_only: false,
            deadly: BTreeSet::new(),
            acl: BTreeMap::new(),
            next_uid: 1,
            rows: Vec::new(),
            uids: UidSet::new(),
            unseen: 0,
            contents: BTreeMap::new(),
            fill_seed: 0,
            keywords: KeywordTable::default(),
            step: Step::FIRST,
            stepped_by: 0,
            removals: Removals::default(),
        }
    }

    pub(crate) fn id(&self) -> MailboxId {
        self.id
    }
    /// MAILBOXID (RFC 8474 §4).
    pub(crate) fn object_id(&self) -> String {
        format!("F{}", self.id.0)
    }
    /// The UID that the next message gets, unless all are used up.
    pub(crate) fn next_uid(&self) -> NonZeroU32 {
        NonZeroU32::new(self.next_uid).unwrap_or(NonZeroU32::MAX)
    }
    /// HIGHESTMODSEQ (RFC 7162 §3.1.2.1).
    pub(crate) fn highest_mod_sequence(&self) -> NonZeroU64 {
        self.step.mod_sequence()
    }
    /// The UIDs of `known` whose messages were removed after the mod-sequence
    /// `since`; where that is longer ago than is remembered, all those of
    /// `known` that are not there (RFC 7162 §3.2.6).
    pub(crate) fn removed_since(&self, since: u64, known: &UidSet) -> UidSet {
        if let Some(removed) = self.removals.since(since) {
            return common(&removed, known);
        }
        let last = Uid::new(self.next_uid.saturating_sub(1));
        let given = Uid::new(1).zip(last);
        let mut absent: UidSet = given
            .map(|(first, last)| UidRange::new(first, last))
            .into_iter()
            .collect();
        for range in self.uids.ranges() {
            absent.remove_range(*range);
        }
        common(&absent, known)
    }
    /// What its messages take: no less than their sizes together (RFC 8438 §2).
    /// Generated ones are not made for it.
    pub(crate) fn octets(&self) -> u64 {
        let listed = self.contents.values().map(Content::octets);
        let generated = self.rows.len().saturating_sub(self.contents.len());
        listed.sum::<u64>() + generated as u64 * MAX_GENERATED
    }
    /// How many messages there are.
    pub(crate) fn len(&self) -> u32 {
        self.uids.len()
    }
    /// How many of them lack `\Seen`.
    pub(crate) fn unseen(&self) -> u32 {
        self.unseen
    }
    /// The UIDs of its messages.
    pub(crate) fn uids(&self) -> &UidSet {
        &self.uids
    }
    /// Its messages, by UID.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }
    /// What is kept of the message `uid`.
    pub(crate) fn row(&self, uid: Uid) -> Option<Row> {
        self.rows.get(self.position(uid)?).copied()
    }
    /// The flags that `bits` stand for in this mailbox.
    pub(crate) fn flags_of(&self, bits: FlagBits) -> Flags {
        self.keywords.flags_of(bits)
    }
    /// The bit of a keyword, if any message ever had it.
    pub(crate) fn keyword_bit(&self, keyword: &Keyword) -> Option<FlagBits> {
        self.keywords.bit(keyword)
    }
    /// All keywords that any message ever had.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = &Keyword> {
        self.keywords.iter()
    }
    /// The bits of `flags`; `None` when the mailbox can take no more keywords.
    pub(crate) fn bits_of(&mut self, flags: &[Flag]) -> Option<FlagBits> {
        self.keywords.bits_of(flags)
    }

    /// What the message `uid` is made of.
    pub(crate) fn content(&self, uid: Uid) -> Option<Content> {
        let row = self.row(uid)?;
        Some(match self.contents.get(&uid) {
            Some(content) => content.clone(),
            None => Content::Generated {
                seed: self.fill_seed,
                number: uid.value(),
                date: row.received(),
            },
        })
    }

    /// The message `uid` itself.
    pub(crate) fn message(&self, uid: Uid) -> Option<Arc<Message>> {
        Some(self.content(uid)?.message())
    }

    /// Begins a new step of its history, unless `command` has done so already.
    fn begin_step(&mut self, command: u64) {
        if self.stepped_by != command {
            self.stepped_by = command;
            self.step = self.step.next();
        }
    }

    /// Adds a message; `None` when the mailbox is full. What the same `command`
    /// changes is one step.
    pub(crate) fn append(
        &mut self,
        content: Content,
        flags: FlagBits,
        received: Timestamp,
        arrival: Arrival,
    ) -> Option<Uid> {
        self.begin_step(arrival.command);
        let uid = self.push(flags, received, arrival.now)?;
        self.contents.insert(uid, content);
        Some(uid)
    }

    /// What a UID means from now on, without a word to anybody.
    pub(crate) fn rewrite(&mut self, uid: Uid, content: Content) {
        self.contents.insert(uid, content);
    }

    /// Adds `count` generated messages of the series `seed`. `flags` and
    /// `received` say what each gets, given how many follow it.
    pub(crate) fn fill(
        &mut self,
        seed: u64,
        count: u32,
        flags: impl Fn(u32) -> FlagBits,
        received: impl Fn(u32) -> Timestamp,
    ) {
        self.fill_seed = seed;
        self.rows.reserve(count.min(1_000_000) as usize);
        for following in (0..count).rev() {
            if self
                .push(flags(following), received(following), received(following))
                .is_none()
            {
                return;
            }
        }
    }

    /// Replaces a message's flags; tells whether that changed anything.
    pub(crate) fn set_flags(&mut self, uid: Uid, flags: FlagBits, command: u64) -> bool {
        let Some(position) = self.position(uid) else {
            return false;
        };
        if self.rows.get(position).is_none_or(|row| row.flags == flags) {
            return false;
        }
        self.begin_step(command);
        let Some(row) = self.rows.get_mut(position) else {
            return false;
        };
        let was_seen = row.flags.contains(FlagBits::SEEN);
        row.flags = flags;
        row.step = self.step;
        match (was_seen, flags.contains(FlagBits::SEEN)) {
            (true, false) => self.unseen += 1,
            (false, true) => self.unseen = self.unseen.saturating_sub(1),
            _ => {}
        }
        true
    }

    /// Removes a message; tells whether it was there.
    pub(crate) fn remove(&mut self, uid: Uid, command: u64) -> bool {
        let Some(position) = self.position(uid) else {
            return false;
        };
        self.begin_step(command);
        let row = self.rows.remove(position);
        if !row.flags.contains(FlagBits::SEEN) {
            self.unseen = self.unseen.saturating_sub(1);
        }
        self.uids.remove(uid);
        self.contents.remove(&uid);
        self.removals.note(uid, self.step.mod_sequence());
        true
    }

    fn push(&mut self, flags: FlagBits, received: Timestamp, saved: Timestamp) -> Option<Uid> {
        let seconds = |moment: Timestamp| u32::try_from(moment.0 / 1000).unwrap_or(0);
        let uid = Uid::new(self.next_uid)?;
        if self.rows.len() >= MAX_MESSAGES {
            return None;
        }
        self.next_uid = self.next_uid.checked_add(1)?;
        self.rows.push(Row {
            uid,
            flags,
            received: seconds(received),
            saved: seconds(saved),
            step: self.step,
        });
        self.uids.insert_range(UidRange::new(uid, uid));
        if !flags.contains(FlagBits::SEEN) {
            self.unseen += 1;
        }
        Some(uid)
    }

    fn position(&self, uid: Uid) -> Option<usize> {
        self.rows.binary_search_by_key(&uid, |row| row.uid).ok()
    }
}

/// The UIDs that are in both sets.
pub(crate) fn common(a: &UidSet, b: &UidSet) -> UidSet {
    let (mut a, mut b) = (a.ranges().iter().peekable(), b.ranges().iter().peekable());
    let shared = core::iter::from_fn(|| {
        loop {
            let (x, y) = (**a.peek()?, **b.peek()?);
            let (first, last) = (x.first().max(y.first()), x.last().min(y.last()));
            // The one that ends first can meet no other.
            if x.last() <= y.last() {
                a.next();
            } else {
                b.next();
            }
            if first <= last {
                return Some(UidRange::new(first, last));
            }
        }
    });
    shared.collect()
}
