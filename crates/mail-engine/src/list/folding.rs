//! What a list says of conversations that have one row each.

use super::MessageList;
use crate::answers::{Answer, Answers};
use crate::conversation::Conversation;
use crate::overlay::Overlay;
use crate::row::Row;
use core::ops::Range;
use mail_model::{Address, Set, Timestamp, Uid, UidSet, sort_by};
use mime_message::CharsetDecoder;

/// The rows of so many messages of one conversation are fetched to say what is
/// in it, the latest.
const MOST_TOLD: usize = 50;
/// So many people of a conversation are told.
const MOST_PEOPLE: usize = 12;

impl MessageList {
    /// Whether each conversation has one row.
    pub(crate) fn is_folded(&self) -> bool {
        self.arranged
            .as_ref()
            .is_some_and(super::Arranged::is_folded)
    }
    /// All messages of the conversation that a message belongs to, the latest
    /// first; none where the list has no conversations.
    pub(crate) fn conversation_of(&self, uid: Uid) -> impl Iterator<Item = Uid> + '_ {
        let arranged = self.arranged.iter();
        arranged.flat_map(move |arranged| arranged.conversation(uid))
    }
    /// Messages, and those that are folded into their rows: what is done to a row is
    /// done to all that it stands for.
    pub(crate) fn with_folded(&self, uids: &[Uid]) -> UidSet {
        let mut all: Vec<Uid> = uids.to_vec();
        if let Some(arranged) = self.arranged.as_ref().filter(|all| all.is_folded()) {
            for uid in uids.iter().filter(|uid| !arranged.is_unfolded(**uid)) {
                if arranged.conversation(*uid).next() == Some(*uid) {
                    all.extend(arranged.conversation(*uid));
                }
            }
        }
        all.into_iter().collect()
    }
    /// Messages, and all others of their conversations, where the list has any.
    pub(crate) fn with_conversations(&self, uids: &UidSet) -> UidSet {
        let others = uids.iter().flat_map(|uid| self.conversation_of(uid));
        others.chain(uids.iter()).collect()
    }
    /// The messages that stand in these rows of the page, and those folded into
    /// them; and the rows of the list between which some messages are not known.
    pub(crate) fn uids_in(&self, first: u32, last: u32) -> (UidSet, Option<Range<u32>>) {
        let (mut uids, mut unknown) = (Vec::new(), None::<Range<u32>>);
        let rows = first..last.saturating_add(1).min(self.seen_size());
        for row in rows.map(|row| self.veil.list_row(row)) {
            match self.uid_at(row) {
                Some(uid) => uids.push(uid),
                None => {
                    let start = unknown.map_or(row, |rows| rows.start);
                    unknown = Some(start..row.saturating_add(1));
                }
            }
        }
        (self.with_folded(&uids), unknown)
    }
    /// Messages that have no row of their own, and are asked for with these rows,
    /// because what is said of their conversations depends on them.
    pub(super) fn folded_into(&self, rows: impl Iterator<Item = u32>) -> UidSet {
        let mut folded = UidSet::new();
        if self.is_folded() {
            for row in rows {
                let members = self.uid_at(row).into_iter();
                let members = members.flat_map(|uid| self.conversation_of(uid).take(MOST_TOLD));
                for uid in members.filter(|uid| !self.rows.contains_key(uid)) {
                    folded.insert(uid);
                }
            }
        }
        folded
    }
    /// The same for rows that are here, where nothing is on its way for them.
    pub(super) fn wanted_members(&self, around: Range<u32>) -> Option<(UidSet, Range<u32>)> {
        if !self.is_folded() || !self.asked.is_empty() {
            return None;
        }
        let members = self.folded_into(around.clone());
        (!members.is_empty()).then_some((members, around))
    }
    /// Folds or unfolds a conversation. Tells whether that changed anything.
    pub(crate) fn fold(
        &mut self,
        latest: Uid,
        is_open: bool,
        overlay: &Overlay,
        out: &mut std::collections::VecDeque<crate::Change>,
    ) -> bool {
        self.flush(overlay, out);
        let arranged = self.arranged.as_mut();
        let Some(splice) = arranged.and_then(|arranged| arranged.fold(latest, is_open)) else {
            return false;
        };
        let came = splice.at..splice.at.saturating_add(splice.inserted);
        let came: Vec<Uid> = came.filter_map(|row| self.uid_at(row)).collect();
        let is_known = |uid: &Uid| self.rows.contains_key(uid);
        let known: Vec<Uid> = came.into_iter().filter(is_known).collect();
        self.dirty.extend(known);
        out.push_back(splice.change(self.id));
        true
    }
    /// How many messages are shown, those that are folded into rows included.
    pub(crate) fn shown_messages(&self) -> u32 {
        match self.is_folded() {
            true => self.shown_uids().0.len(),
            false => self.shown_total().unwrap_or(0),
        }
    }
    /// How many conversations the page sees.
    pub(crate) fn conversation_count(&self) -> u32 {
        let arranged = self.arranged.as_ref();
        let all = arranged.map_or(0, super::Arranged::conversations);
        all.saturating_sub(self.veil.count())
    }
    /// What is known of the conversations around the view that have several
    /// messages, from the top, the person's answers among them.
    pub(crate) fn conversations(
        &self,
        overlay: &Overlay,
        answers: &mut Answers,
        charsets: &dyn CharsetDecoder,
    ) -> Vec<Conversation> {
        let Some(arranged) = self.arranged.as_ref().filter(|all| all.is_folded()) else {
            return Vec::new();
        };
        // What was looked for is counted as it was found.
        let is_whole = arranged.view().query.is_none();
        let hidden = overlay.hidden(&self.mailbox);
        let mut told = Vec::new();
        for row in self.rows_around() {
            let Some(latest) = self.uid_at(row) else {
                continue;
            };
            if arranged.conversation(latest).next() != Some(latest) {
                continue;
            }
            let members = arranged.conversation(latest);
            let members: Vec<Uid> = members.filter(|uid| !hidden.contains(*uid)).collect();
            let known = members.iter().take(MOST_TOLD).rev();
            let known = known.filter_map(|uid| Some((*uid, self.row(*uid)?)));
            let known: Vec<(Uid, &Row)> = known.collect();
            let answers = match is_whole {
                true => answers.to(&known, charsets),
                false => Vec::new(),
            };
            if members.len() > 1 || !answers.is_empty() {
                told.push(self.told_of(latest, members, &known, &answers, overlay));
            }
        }
        told
    }
    fn told_of(
        &self,
        latest: Uid,
        members: Vec<Uid>,
        known: &[(Uid, &Row)],
        answers: &[Answer<'_>],
        overlay: &Overlay,
    ) -> Conversation {
        let arranged = self.arranged.as_ref();
        let is_unfolded = arranged.is_some_and(|arranged| arranged.is_unfolded(latest));
        let mut told = Conversation {
            latest,
            answers: u32::try_from(answers.len()).unwrap_or(u32::MAX),
            answered_as: Vec::new(),
            unread: 0,
            is_flagged: false,
            has_attachment: false,
            people: Vec::new(),
            is_open: is_unfolded && members.len() > 1,
            members: Vec::new(),
        };
        let mut wrote: Vec<(Timestamp, &Address)> = Vec::new();
        for (uid, row) in known {
            let summary = &row.summary;
            let flags = overlay.fold(&self.mailbox, *uid, &summary.flags);
            told.unread += u32::from(!flags.is_seen());
            told.is_flagged |= flags.is_flagged();
            told.has_attachment |= summary.has_attachment;
            wrote.extend(summary.from.iter().map(|author| (summary.received, author)));
        }
        let answered = answers.iter().filter_map(|(at, by)| Some((*at, (*by)?)));
        wrote.extend(answered.clone());
        sort_by(&mut wrote, |(one, _), (other, _)| one.cmp(other));
        let mut seen: Set<&str> = Set::new();
        for (_, author) in wrote {
            if told.people.len() < MOST_PEOPLE && seen.insert(&author.address) {
                told.people.push(Address::clone(author));
            }
        }
        let own: Set<&str> = answered.map(|(_, by)| by.address.as_str()).collect();
        told.answered_as = own.iter().map(|own| String::from(*own)).collect();
        told.members = members;
        told
    }
}
