//! What has become of each message, told by what is in it: none is lost, and
//! none is there more often than somebody wished.

use super::views;
use crate::{Choices, Pair, USER};
use mail_engine::{OperationId, View};
use mail_model::Uid;
use std::collections::{BTreeMap, BTreeSet};

/// So many views are shown beside those that a play's bytes choose.
const MOST_VIEWS: usize = 16;

/// What happened so far, as far as the end is judged by it.
#[derive(Default)]
pub(super) struct Story {
    /// How many messages were written, for no two to be alike.
    pub(super) letters: u32,
    /// How many operations there were.
    pub(super) operations: u32,
    /// How many downloads there were.
    pub(super) downloads: u32,
    /// Those operations that this page knows of.
    pub(super) on_page: Vec<OperationId>,
    /// Every message that ever was.
    delivered: BTreeSet<Vec<u8>>,
    /// Those that somebody removed for ever, or wished to.
    doomed: BTreeSet<Vec<u8>>,
    /// Those that the person put into the trash, or wished to.
    thrown_away: BTreeSet<Vec<u8>>,
    /// The person emptied the trash, or wished to.
    is_trash_emptied: bool,
    /// How many copies the person wished for.
    copies: BTreeMap<Vec<u8>, usize>,
    /// Decides what views are shown beside those that the play's own bytes choose,
    /// so that plays that were kept are played as they were.
    views: Vec<u8>,
}

impl Story {
    /// All that the server has to begin with.
    pub(super) fn begin(pair: &Pair, bytes: &[u8]) -> Self {
        Self {
            views: bytes.iter().rev().copied().take(MOST_VIEWS).collect(),
            delivered: contents(pair).into_keys().collect(),
            ..Self::default()
        }
    }
    /// Another view of the inbox; now and then the inbox as it is.
    pub(super) fn next_view(&mut self) -> View {
        match self.views.pop() {
            Some(byte) if byte >= 64 => views::choose(&mut Choices::new(&[byte])),
            _ => View::default(),
        }
    }
    /// A subject that no message has yet.
    pub(super) fn next_subject(&mut self) -> String {
        self.letters += 1;
        format!("by chance {}", self.letters)
    }
    pub(super) fn next_operation(&mut self) -> OperationId {
        self.operations += 1;
        let operation = OperationId(self.operations);
        self.on_page.push(operation);
        operation
    }
    /// A message came.
    pub(super) fn delivered(&mut self, pair: &Pair, mailbox: &str, uid: Uid) {
        let content = pair.server.message(USER, mailbox, uid);
        if mailbox == "Trash" && self.is_trash_emptied {
            // It is emptied of what is there when the wish comes to the server.
            self.doomed.extend(content.clone());
        }
        self.delivered.extend(content);
    }
    /// These are removed for ever, by whomever.
    pub(super) fn doom(&mut self, pair: &Pair, mailbox: &str, uids: &[Uid]) {
        for uid in uids {
            self.doomed.extend(pair.server.message(USER, mailbox, *uid));
        }
    }
    /// A message may be there or not.
    pub(super) fn doubt(&mut self, content: Vec<u8>) {
        self.doomed.insert(content);
    }
    /// All of a mailbox are removed for ever.
    pub(super) fn doom_all(&mut self, pair: &Pair, mailbox: &str) {
        let uids: Vec<Uid> = pair
            .server
            .messages(USER, mailbox)
            .into_iter()
            .map(|(uid, _)| uid)
            .collect();
        self.doom(pair, mailbox, &uids);
    }
    /// The person puts these into the trash.
    pub(super) fn throw_away(&mut self, pair: &Pair, mailbox: &str, uids: &[Uid]) {
        for content in uids
            .iter()
            .filter_map(|uid| pair.server.message(USER, mailbox, *uid))
        {
            if self.is_trash_emptied || mailbox == "Trash" {
                self.doomed.insert(content.clone());
            }
            self.thrown_away.insert(content);
        }
    }
    /// The person empties the trash: what is in it, and what is on its way there.
    pub(super) fn empty_trash(&mut self, pair: &Pair) {
        self.is_trash_emptied = true;
        self.doom_all(pair, "Trash");
        self.doomed.extend(self.thrown_away.iter().cloned());
    }
    /// The person wishes for copies of these.
    pub(super) fn copy(&mut self, pair: &Pair, mailbox: &str, uids: &[Uid]) {
        for content in uids
            .iter()
            .filter_map(|uid| pair.server.message(USER, mailbox, *uid))
        {
            *self.copies.entry(content).or_default() += 1;
        }
    }
    /// Compares what there is with what there should be. Where a move is a copy
    /// and a removal, a line that is cut between them leaves both.
    ///
    /// # Panics
    /// When a message is lost, or is there too often.
    pub(super) fn judge(&self, pair: &Pair, has_move: bool, run: &str) {
        let contents = contents(pair);
        for content in &self.delivered {
            let count = contents.get(content).copied().unwrap_or(0);
            let name = || {
                String::from_utf8_lossy(content)
                    .chars()
                    .take(200)
                    .collect::<String>()
            };
            assert!(
                count > 0 || self.doomed.contains(content),
                "{run}: lost: {}",
                name()
            );
            let most = 1 + self.copies.get(content).copied().unwrap_or(0);
            assert!(
                count <= most || !has_move,
                "{run}: {count} times: {}",
                name()
            );
        }
    }
}

/// How often each message is on the server.
fn contents(pair: &Pair) -> BTreeMap<Vec<u8>, usize> {
    let mut contents = BTreeMap::new();
    for mailbox in pair.server.mailboxes(USER) {
        for (uid, _) in pair.server.messages(USER, &mailbox) {
            let content = pair.server.message(USER, &mailbox, uid);
            *contents.entry(content.unwrap_or_default()).or_default() += 1;
        }
    }
    contents
}
