//! What a person looks for, as they type it.
//!
//! ```text
//!  parse     text → query, with what each stretch of the text is
//!  print     query → text, which is read as the same query
//!  compile   query → the criteria that the server is asked by
//!  judge     query and row → yes, no, or not known here
//!  mark      what of a text is to be shown as found
//! ```
//!
//! A query never is wrong: what is not understood is a word. A word is looked
//! for in what a list shows of a message, its subject, authors and recipients,
//! because servers know these of each message; whoever wants to have the texts
//! of all messages read says `text:`.

mod calendar;
mod compile;
mod judge;
mod mark;
mod operator;
mod parse;
mod print;
mod token;

pub(crate) use calendar::day_of;
pub use calendar::{Days, Period};
pub use mark::{Marked, marks};
pub use operator::Operator;
pub use parse::{Span, SpanKind, spans, word_at};

use crate::preferences::Label;
use mail_model::{Day, MailboxName};

/// So many characters of a query are read.
pub const LONGEST_QUERY: usize = 2_000;
/// So many terms a query has at most: what comes behind them is passed over.
const MOST_TERMS: usize = 100;
/// So deep terms lie within each other at most.
const DEEPEST: u32 = 12;

/// Which messages are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// What all of these mean; every message where there are none.
    All(Vec<Term>),
    /// What one of these means; no message where there are none.
    Any(Vec<Term>),
    /// What this does not mean.
    Not(Box<Term>),
    /// In the subject, or in From, To or Cc.
    Word(String),
    /// In the header or the text of the message: `text:`.
    Text(String),
    /// In From.
    From(String),
    /// In To or Cc.
    To(String),
    /// In Cc.
    Cc(String),
    /// In Bcc.
    Bcc(String),
    /// In the subject.
    Subject(String),
    /// In the text of the message.
    Body(String),
    /// In List-Id: `list:`.
    List(String),
    /// The name of an attached file. Servers have no word for it; where it stands
    /// is searched with all of the message.
    FileName(String),
    /// Something is attached: `has:attachment`.
    HasAttachment,
    /// `is:…`
    Is(Mark),
    /// With this keyword, by the name that programs show for it or by its own.
    Label(String),
    /// Received before this day; of a month or a year that was typed, before its first.
    Before(Day),
    /// Received on this day or later; of a month or a year, since its first.
    After(Day),
    /// Received on this day, or on any day of this month or year.
    On(Days),
    /// Received so long ago or longer, by days.
    OlderThan(Period),
    /// Received since then, by days.
    NewerThan(Period),
    /// Of more octets than this.
    Larger(u32),
    /// Of fewer octets than this.
    Smaller(u32),
}

/// What can be said of a message by its flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Not `\Seen`.
    Unread,
    /// `\Seen`.
    Read,
    /// `\Flagged`.
    Flagged,
    /// Not `\Flagged`.
    Unflagged,
    /// `\Answered`.
    Answered,
    /// `$Forwarded`.
    Forwarded,
    /// `\Draft`.
    Draft,
}

/// Where is looked, as a query says it by `in:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// In all mailboxes, those for deleted mail and junk included: `in:anywhere`.
    Anywhere,
    /// In the mailbox that is called so.
    Mailbox(MailboxName),
}

/// What a person looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Which messages.
    pub term: Term,
    /// Where, if it says so.
    pub place: Option<Where>,
}

impl Query {
    /// Whether it asks for nothing in particular.
    pub fn is_empty(&self) -> bool {
        matches!(&self.term, Term::All(terms) if terms.is_empty())
    }
    /// The same, but that its words are looked for in the texts of messages too.
    #[must_use]
    pub fn in_texts(&self) -> Self {
        Self {
            term: self.term.in_texts(),
            place: self.place.clone(),
        }
    }
    /// The same, where labels are called as the person calls them: of several of one
    /// name each is meant, and what is also a keyword's own word.
    #[must_use]
    pub fn with_labels(&self, labels: &[Label]) -> Self {
        Self {
            term: self.term.with_labels(labels),
            place: self.place.clone(),
        }
    }
    /// Whether it has words that are not looked for in the texts of messages.
    pub fn has_words(&self) -> bool {
        self.term.has_words()
    }
    /// Whether servers know what it asks of each message without opening any, so
    /// that they may be asked before it is finished: what an ENVELOPE says, flags,
    /// dates and sizes, in the mailbox at hand.
    pub fn is_quick(&self) -> bool {
        self.place.is_none() && !self.is_empty() && self.term.is_quick()
    }
}

impl Term {
    fn in_texts(&self) -> Self {
        let all = |terms: &[Self]| terms.iter().map(Self::in_texts).collect();
        match self {
            Self::Word(text) => Self::Text(text.clone()),
            Self::All(terms) => Self::All(all(terms)),
            Self::Any(terms) => Self::Any(all(terms)),
            Self::Not(term) => Self::Not(Box::new(term.in_texts())),
            other => other.clone(),
        }
    }
    fn with_labels(&self, labels: &[Label]) -> Self {
        let all = |terms: &[Self]| terms.iter().map(|term| term.with_labels(labels)).collect();
        match self {
            Self::Label(name) => {
                let folded = name.to_lowercase();
                let named = labels
                    .iter()
                    .filter(|one| one.name.to_lowercase() == folded);
                let keywords = named.map(|one| Self::Label(one.keyword.as_str().to_owned()));
                let mut meant: Vec<Self> = keywords.collect();
                if meant.is_empty() {
                    return self.clone();
                }
                meant.push(self.clone());
                Self::Any(meant)
            }
            Self::All(terms) => Self::All(all(terms)),
            Self::Any(terms) => Self::Any(all(terms)),
            Self::Not(term) => Self::Not(Box::new(term.with_labels(labels))),
            other => other.clone(),
        }
    }
    fn is_quick(&self) -> bool {
        match self {
            Self::Text(_)
            | Self::Body(_)
            | Self::FileName(_)
            | Self::List(_)
            | Self::HasAttachment => false,
            Self::All(terms) | Self::Any(terms) => terms.iter().all(Self::is_quick),
            Self::Not(term) => term.is_quick(),
            _ => true,
        }
    }
    pub(crate) fn has_words(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::All(terms) | Self::Any(terms) => terms.iter().any(Self::has_words),
            Self::Not(term) => term.has_words(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn what_no_message_must_be_opened_for_is_quick() {
        for quick in [
            "plan",
            "subject:plan",
            "-from:ann (is:unread OR larger:1M)",
            "before:2024-01-01 label:work",
        ] {
            assert!(Query::parse(quick).is_quick(), "{quick}");
        }
        for slow in [
            "",
            "from:",
            "text:plan",
            "plan -body:no",
            "(a OR list:users)",
            "has:attachment",
            "filename:a.pdf",
            "plan in:anywhere",
            "in:Work plan",
        ] {
            assert!(!Query::parse(slow).is_quick(), "{slow}");
        }
    }
}
