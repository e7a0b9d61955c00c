//! What several messages of settings say together.

use super::{KeptSettings, MOST_MESSAGES};
use crate::settings::merge::merged;
use crate::settings::message::Said;
use crate::settings::text::HEAD;
use mail_model::Uid;

impl KeptSettings {
    /// The messages that are ours, in the order in which they came.
    pub(super) fn said(&self) -> impl DoubleEndedIterator<Item = (Uid, &Said)> {
        let all = self.messages.iter();
        all.filter_map(|(uid, said)| Some((*uid, said.as_ref()?)))
    }
    /// What all messages say, if there are any: each says what its writer changed of
    /// what they had read.
    ///
    /// Who had read all before it means just what it says, and removed what it leaves
    /// out. Who had not, since both wrote at once, never saw what the others had
    /// added: of them is taken what they changed of that which they had read. Where
    /// nobody here knows what that was, nothing counts as removed.
    pub(super) fn agreed(&self) -> Option<String> {
        let mut said = self.said();
        let (mut last, first) = said.next()?;
        let mut text = first.text.clone();
        for (uid, newer) in said {
            let mut since = self.said().filter(|(uid, _)| *uid >= last);
            let is_after = newer.after.is_some() && since.any(|(_, said)| said.id == newer.after);
            text = match is_after {
                true => newer.text.clone(),
                false => merged(self.read_by(newer), &newer.text, &text),
            };
            last = uid;
        }
        Some(text)
    }
    /// What the writer of a message had read.
    fn read_by(&self, newer: &Said) -> &str {
        let Some(id) = &newer.after else {
            // Of a version that did not say it.
            return &self.text;
        };
        let mut past = self.past.iter();
        let known = past.find(|(of, _)| of == id);
        known.map_or(HEAD, |(_, text)| text)
    }
    /// The message that was read last, which what is written now goes before.
    pub(super) fn newest(&self) -> Option<&Said> {
        self.said().next_back().map(|(_, said)| said)
    }
    /// Notes what was read, for what others write who have read the same.
    pub(super) fn note_what_was_read(&mut self, text: &str) {
        let Some(id) = self.newest().and_then(|newest| newest.id.clone()) else {
            return;
        };
        self.past.retain(|(of, _)| *of != id);
        self.past.push((id, text.to_owned()));
        let surplus = self.past.len().saturating_sub(MOST_MESSAGES);
        self.past.drain(..surplus);
    }
}
