//! What stands before a colon, and what its value means.

use super::calendar::{Days, Period, digits};
use super::{Mark, Term};

/// What stands before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `from:`
    From,
    /// `to:`
    To,
    /// `cc:`
    Cc,
    /// `bcc:`
    Bcc,
    /// `subject:`
    Subject,
    /// `body:`
    Body,
    /// `text:`
    Text,
    /// `has:`
    Has,
    /// `is:`
    Is,
    /// `label:`
    Label,
    /// `before:`
    Before,
    /// `after:`
    After,
    /// `on:`
    On,
    /// `older_than:`
    OlderThan,
    /// `newer_than:`
    NewerThan,
    /// `larger:`
    Larger,
    /// `smaller:`
    Smaller,
    /// `filename:`
    FileName,
    /// `list:`
    List,
    /// `in:`
    In,
}

impl Operator {
    /// All, the common ones first, with the word that stands before the colon.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::From, "from"),
        (Self::To, "to"),
        (Self::Subject, "subject"),
        (Self::Has, "has"),
        (Self::Is, "is"),
        (Self::In, "in"),
        (Self::Before, "before"),
        (Self::After, "after"),
        (Self::Label, "label"),
        (Self::Text, "text"),
        (Self::Body, "body"),
        (Self::Larger, "larger"),
        (Self::Smaller, "smaller"),
        (Self::FileName, "filename"),
        (Self::NewerThan, "newer_than"),
        (Self::OlderThan, "older_than"),
        (Self::On, "on"),
        (Self::Cc, "cc"),
        (Self::Bcc, "bcc"),
        (Self::List, "list"),
    ];

    pub(super) fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        let known = all.find(|(_, name)| name.eq_ignore_ascii_case(word));
        known.map(|(operator, _)| operator)
    }
    /// What it says with a value; `None` where the value means nothing to it.
    pub(super) fn term(self, value: &str) -> Option<Term> {
        let text = || value.to_owned();
        Some(match self {
            Self::From => Term::From(text()),
            Self::To => Term::To(text()),
            Self::Cc => Term::Cc(text()),
            Self::Bcc => Term::Bcc(text()),
            Self::Subject => Term::Subject(text()),
            Self::Body => Term::Body(text()),
            Self::Text => Term::Text(text()),
            Self::Label => Term::Label(text()),
            Self::FileName => Term::FileName(text()),
            Self::List => Term::List(text()),
            Self::Has => match value.to_ascii_lowercase().as_str() {
                "attachment" | "attachments" => Term::HasAttachment,
                _ => return None,
            },
            Self::Is => Term::Is(Mark::parse(value)?),
            Self::Before => Term::Before(Days::parse(value)?.first()),
            Self::After => Term::After(Days::parse(value)?.first()),
            Self::On => Term::On(Days::parse(value)?),
            Self::OlderThan => Term::OlderThan(Period::parse(value)?),
            Self::NewerThan => Term::NewerThan(Period::parse(value)?),
            Self::Larger => Term::Larger(octets(value)?),
            Self::Smaller => Term::Smaller(octets(value)?),
            Self::In => return None,
        })
    }
}

impl Mark {
    /// All, as they are written.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Unread, "unread"),
        (Self::Read, "read"),
        (Self::Flagged, "flagged"),
        (Self::Unflagged, "unflagged"),
        (Self::Answered, "answered"),
        (Self::Forwarded, "forwarded"),
        (Self::Draft, "draft"),
        (Self::Flagged, "starred"),
        (Self::Unflagged, "unstarred"),
    ];

    fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        let known = all.find(|(_, name)| name.eq_ignore_ascii_case(word));
        known.map(|(mark, _)| mark)
    }
    pub(super) fn word(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        let known = all.find(|(mark, _)| *mark == self);
        known.map_or("", |(_, name)| name)
    }
}

/// `5000`, `100k`, `5M`, `1GB`; a kilobyte is 1,024 octets.
fn octets(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let number = lower.strip_suffix('b').unwrap_or(&lower);
    let (number, unit) = match number.chars().next_back()? {
        'k' => (number.strip_suffix('k')?, 1 << 10),
        'm' => (number.strip_suffix('m')?, 1 << 20),
        'g' => (number.strip_suffix('g')?, 1 << 30),
        _ => (number, 1),
    };
    digits(number)?.checked_mul(unit)
}
