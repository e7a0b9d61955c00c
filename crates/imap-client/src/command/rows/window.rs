//! One command of a list: which messages it asks for, in how much detail, and
//! what has come of them.

use crate::capability::Capabilities;
use crate::command::Command;
use crate::extension::{gmail, object_id, preview};
use crate::fetch_data::FetchData;
use crate::pipeline::Access;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Map, Uid, UidSet};

/// What a list needs of a header; asked for as one literal, because servers
/// quote raw bytes into ENVELOPE.
const HEADER: &str = " BODY.PEEK[HEADER.FIELDS (Date From Sender Reply-To To Cc Subject \
    Message-ID In-Reply-To References List-Id Content-Type)]";

/// How much of each row is asked for; less each time that it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Full,
    /// All but its size, which comes behind it.
    WithoutSize,
    /// Its size alone, of a row that was told without.
    Size,
    /// Its first words alone, of such a row.
    Preview,
    WithoutStructure,
    HeaderOnly,
}

impl Detail {
    pub(super) fn simpler(self) -> Option<Self> {
        match self {
            Self::Full | Self::WithoutSize => Some(Self::WithoutStructure),
            Self::WithoutStructure => Some(Self::HeaderOnly),
            Self::HeaderOnly | Self::Size | Self::Preview => None,
        }
    }

    /// Whether it asks for rows, and not for what was missing in them.
    pub(super) fn is_of_rows(self) -> bool {
        !matches!(self, Self::Size | Self::Preview)
    }

    /// Whether a row is not whole without the structure of its message.
    pub(super) fn has_structure(self) -> bool {
        matches!(self, Self::Full | Self::WithoutSize)
    }

    /// What is asked for.
    fn push_items(self, words: &mut Words, capabilities: &Capabilities) {
        words.push("(UID");
        match self {
            Self::Size => words.push(" RFC822.SIZE"),
            Self::Preview => {
                words.push(" ");
                words.push(preview::ITEM);
            }
            _ => {
                words.push(" FLAGS");
                if self != Self::HeaderOnly {
                    words.push(" INTERNALDATE");
                }
                if matches!(self, Self::Full | Self::WithoutStructure) {
                    words.push(" RFC822.SIZE");
                }
                if self.has_structure() {
                    words.push(" BODYSTRUCTURE");
                }
                words.push(HEADER);
            }
        }
        if self.has_structure() {
            push_extended(words, capabilities);
        }
        words.push(")");
    }
}

/// What extensions have for a row; only what is offered is asked for.
fn push_extended(words: &mut Words, capabilities: &Capabilities) {
    let mut push = |item| {
        words.push(" ");
        words.push(item);
    };
    if capabilities.has("PREVIEW") {
        push(preview::LAZY_ITEM);
    }
    if object_id::is_offered(capabilities) {
        push(object_id::ITEM);
    } else if gmail::is_offered(capabilities) {
        push(gmail::NAME);
    }
}

/// Which messages one command asks for.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Uids(UidSet),
    /// What the last search saved (`$`): these, once that is known.
    Saved(UidSet),
    /// Sequence numbers, both included.
    Sequence(u32, u32),
}

/// One command, waiting or under way.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) target: Target,
    pub(super) detail: Detail,
    /// Answers that do not make a whole row yet.
    pub(super) partial: Map<Uid, Partial>,
    pub(super) answered: UidSet,
    /// An answer could not be read, perhaps not even whose it was.
    pub(super) is_damaged: bool,
}

#[derive(Debug)]
pub(super) struct Partial {
    pub(super) sequence: u32,
    pub(super) data: FetchData,
}

impl Window {
    pub(super) fn new(target: Target, detail: Detail) -> Self {
        Self {
            target,
            detail,
            partial: Map::new(),
            answered: UidSet::new(),
            is_damaged: false,
        }
    }

    /// Leaves the sizes for later where they would delay the first rows.
    pub(super) fn put_off_size(&mut self, session: &Session) {
        let is_dear = session.answers_at_once && !session.has_told_sizes;
        if is_dear && self.detail == Detail::Full {
            self.detail = Detail::WithoutSize;
        }
    }

    /// Whether an answer is one to this window.
    pub(super) fn covers(&self, sequence: u32, uid: Option<Uid>, has_flags: bool) -> bool {
        match &self.target {
            Target::Uids(uids) | Target::Saved(uids) => uid.is_some_and(|uid| uids.contains(uid)),
            // Expunges may have moved the messages to lower numbers meanwhile. What
            // comes there without flags answers somebody else, who may have gone.
            Target::Sequence(first, last) => sequence <= *last && (sequence >= *first || has_flags),
        }
    }

    pub(super) fn command(&self, label: u32, session: &Session) -> Option<Command> {
        let mut words = match &self.target {
            Target::Uids(uids) if uids.is_empty() => return None,
            Target::Sequence(first, last) if *first == 0 || first > last => return None,
            Target::Sequence(..) => Words::new("FETCH "),
            // All that the last search saved (RFC 5182 §2.1).
            Target::Saved(_) => Words::new("UID FETCH $"),
            Target::Uids(_) => Words::new("UID FETCH "),
        };
        match &self.target {
            Target::Uids(uids) => words.uids(uids),
            Target::Sequence(first, last) => words.range(*first, *last),
            Target::Saved(_) => {}
        }
        words.push(" ");
        self.detail.push_items(&mut words, &session.capabilities);
        let wording = Wording::Words(words);
        Some(Command::new(label, Access::Selected, wording))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_by_number_takes_what_moved_down_and_not_what_others_asked_for() {
        let window = Window::new(Target::Sequence(50, 60), Detail::Full);
        let table = [
            // sequence, has flags, is covered
            (50, false, true),
            (60, true, true),
            (61, true, false),
            (49, true, true),
            (49, false, false),
            (1, false, false),
        ];
        for (sequence, has_flags, is_covered) in table {
            let covers = window.covers(sequence, None, has_flags);
            assert_eq!(covers, is_covered, "{sequence} {has_flags}");
        }
    }
}
