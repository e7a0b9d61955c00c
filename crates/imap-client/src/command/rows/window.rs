//! One command of a list: which messages it asks for, in how much detail, and
//! what has come of them.

use crate::capability::Capabilities;
use crate::command::Command;
use crate::command::set::{sequence_range, sequence_set};
use crate::extension::{gmail, object_id, preview};
use crate::fetch_data::FetchData;
use crate::pipeline::Access;
use crate::session::Session;
use crate::wire::Wording;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::{AString, Vec1};
use imap_codec::imap_types::fetch::{MessageDataItemName, Section};
use mail_model::{Map, Uid, UidSet};

/// What a list needs of a header; asked for as one literal, because servers
/// quote raw bytes into ENVELOPE.
const HEADER_FIELDS: [&str; 12] = [
    "Date",
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "List-Id",
    "Content-Type",
];

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

    fn items(self) -> Vec<MessageDataItemName<'static>> {
        if self == Self::Size {
            return vec![MessageDataItemName::Uid, MessageDataItemName::Rfc822Size];
        }
        if self == Self::Preview {
            return vec![MessageDataItemName::Uid];
        }
        let mut items = vec![MessageDataItemName::Uid, MessageDataItemName::Flags];
        if self != Self::HeaderOnly {
            items.push(MessageDataItemName::InternalDate);
        }
        if matches!(self, Self::Full | Self::WithoutStructure) {
            items.push(MessageDataItemName::Rfc822Size);
        }
        if self.has_structure() {
            items.push(MessageDataItemName::BodyStructure);
        }
        let fields = HEADER_FIELDS
            .into_iter()
            .filter_map(|f| AString::try_from(f).ok());
        if let Ok(fields) = Vec1::try_from(fields.collect::<Vec<_>>()) {
            items.push(MessageDataItemName::BodyExt {
                section: Some(Section::HeaderFields(None, fields)),
                partial: None,
                peek: true,
            });
        }
        items
    }
}

/// What extensions have for a row; only what is offered is asked for.
fn extended_items(capabilities: &Capabilities) -> Vec<&'static str> {
    let mut items = Vec::new();
    if capabilities.has("PREVIEW") {
        items.push(preview::LAZY_ITEM);
    }
    if object_id::is_offered(capabilities) {
        items.push(object_id::ITEM);
    } else if gmail::is_offered(capabilities) {
        items.push(gmail::NAME);
    }
    items
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
        let (sequence_set, uid) = match &self.target {
            Target::Uids(uids) => (sequence_set(uids)?, true),
            Target::Saved(_) => (sequence_range(1, 1)?, true),
            Target::Sequence(first, last) => (sequence_range(*first, *last)?, false),
        };
        let fetch = CommandBody::Fetch {
            sequence_set,
            macro_or_item_names: self.detail.items().into(),
            uid,
            modifiers: Vec::new(),
        };
        let items = match self.detail {
            Detail::Preview => vec![preview::ITEM],
            detail if detail.has_structure() => extended_items(&session.capabilities),
            _ => Vec::new(),
        };
        let wording = if items.is_empty() {
            Wording::Codec(fetch)
        } else {
            Wording::WithItems(fetch, items)
        };
        let wording = match self.target {
            Target::Saved(_) => Wording::OfSaved(Box::new(wording)),
            Target::Uids(_) | Target::Sequence(..) => wording,
        };
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
