//! What SEARCH, SORT and THREAD have in common: criteria with a charset, and a
//! second try without one.

use super::set::length_limit;
use crate::event::Refusal;
use crate::extension::search_key::{Unsearchable, is_ascii, push_all};
use crate::mailbox_name::NameForm;
use crate::response::{Code, Status, StatusKind};
use crate::selected::MESSAGE_LIMIT;
use crate::session::Session;
use crate::words::Words;
use mail_model::{Problem, SearchKey};

/// By how many messages EXISTS may have been too low to the last.
const EXCESS_LIMIT: u32 = 10_000;

/// How long the words beside a set may be.
const ROOM: usize = 250;

/// Criteria as commands name them.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) key: SearchKey,
    /// The server does not know the charset UTF-8: it is named no more, and what
    /// the server makes of the bytes is its own.
    is_charset_refused: bool,
}

impl Query {
    pub(crate) fn new(key: SearchKey) -> Self {
        Self {
            key,
            is_charset_refused: false,
        }
    }

    /// Adds the criteria, with their charset where they need one, to a SEARCH.
    pub(crate) fn push_search(
        &self,
        words: &mut Words,
        session: &Session,
    ) -> Result<(), Unsearchable> {
        // With UTF8=ACCEPT all is UTF-8, and must not be named so (RFC 6855 §3).
        let is_plain = is_ascii(&self.key) || session.names.form() == NameForm::Utf8;
        if !self.is_charset_refused && !is_plain {
            words.push("CHARSET UTF-8 ");
        }
        self.push_key(words, session)
    }

    /// Adds charset and criteria to a SORT or THREAD, which always name one.
    pub(crate) fn push_sorted(
        &self,
        words: &mut Words,
        session: &Session,
    ) -> Result<(), Unsearchable> {
        let charset = if self.is_charset_refused {
            "US-ASCII "
        } else {
            "UTF-8 "
        };
        words.push(charset);
        self.push_key(words, session)
    }

    fn push_key(&self, words: &mut Words, session: &Session) -> Result<(), Unsearchable> {
        push_all(words, &self.key, &session.capabilities)
    }

    /// A set of messages that is too long for a line must be looked through in
    /// another way.
    pub(crate) fn check(&self, words: &Words, session: &Session) -> Result<(), Unsearchable> {
        if words.fits(length_limit(session) + ROOM) {
            Ok(())
        } else {
            Err(Unsearchable::NotOffered)
        }
    }

    /// Whether to ask once more without a charset. Servers that do not know the
    /// argument at all, or not since UTF8=ACCEPT was enabled (RFC 6855 §3), say BAD.
    pub(crate) fn drop_charset(&mut self, status: &Status) -> bool {
        let is_refused = status.code == Some(Code::Other("BADCHARSET".to_owned()))
            || status.kind == StatusKind::Bad;
        let has_charset = !is_ascii(&self.key) && !self.is_charset_refused;
        self.is_charset_refused |= is_refused && has_charset;
        is_refused && has_charset
    }
}

/// A request that can't be sent.
pub(crate) fn unsearchable(why: Unsearchable) -> Refusal {
    Refusal {
        problem: Problem::new(why.kind()),
        is_certain: true,
    }
}

/// More messages than a mailbox of this size can give.
pub(crate) fn most_found(session: &Session) -> u32 {
    let exists = session.open_mailbox().map_or(0, |mailbox| mailbox.exists);
    exists.saturating_add(EXCESS_LIMIT).min(MESSAGE_LIMIT)
}
