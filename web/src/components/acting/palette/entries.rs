//! What the palette finds, and in which order.

use super::fuzzy::{self, Folded, Kind};
use crate::format::lower_case;
use crate::keyboard::Command;
use crate::route::{Route, SettingsSection};
use crate::ui::Icon;
use core::ops::Range;
use mail_engine::Density;
use mail_model::{Address, MailboxName};

/// So many are shown: nobody reads more.
const MOST: usize = 60;

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Command(Command),
    /// The list of a mailbox.
    Go(MailboxName),
    /// The messages that are meant go there.
    Move(MailboxName),
    Section(SettingsSection),
    /// So densely the list stands.
    Density(Density),
    /// The language, by its tag.
    Language(&'static str),
    /// A search that the person keeps.
    Kept(Route),
    /// What was looked for lately, or is now.
    Search(String),
    Write(Address),
}

impl Target {
    /// What it is called among those that were found lately; `None` for what is
    /// not offered again.
    pub(super) fn name(&self) -> Option<String> {
        Some(match self {
            Self::Command(command) => format!("command {}", command.shortcut().id),
            Self::Go(mailbox) => format!("go {mailbox}"),
            Self::Move(mailbox) => format!("move {mailbox}"),
            Self::Section(section) => Route::Settings(*section).to_url(),
            Self::Density(density) => format!("density {}", density.word()),
            Self::Language(tag) => format!("language {tag}"),
            Self::Kept(route) => route.to_url(),
            Self::Search(_) | Self::Write(_) => return None,
        })
    }

    /// What only what was typed brings up: beside all else it would be too much.
    fn is_hidden_at_first(&self) -> bool {
        matches!(
            self,
            Self::Move(_) | Self::Section(_) | Self::Density(_) | Self::Language(_)
        )
    }
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) target: Target,
    pub(super) icon: Icon,
    pub(super) name: String,
    /// What tells it from others of its name.
    pub(super) beside: String,
    /// Its keys, as they are printed.
    pub(super) keys: String,
    folded: (Folded, Folded),
}

impl Entry {
    pub(super) fn new(target: Target, icon: Icon, name: String, beside: String) -> Self {
        Self {
            folded: (Folded::new(&name), Folded::new(&beside)),
            target,
            icon,
            name,
            beside,
            keys: String::new(),
        }
    }
    pub(super) fn with_keys(self, keys: String) -> Self {
        Self { keys, ..self }
    }
}

/// An entry that fits, and the letters of its name that were typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) entry: Entry,
    pub(super) marks: Vec<Range<usize>>,
}

/// The entries that fit what was typed, the best first: whose name begins so, then
/// those with a word that does, then those that have it within them, then those
/// that have its letters. Of those that fit as well what was found lately comes
/// first; `lately` are their names, the latest first.
pub(super) fn found(entries: &[Entry], lately: &[String], typed: &str) -> Vec<Found> {
    let typed = lower_case(typed.trim());
    let mut found: Vec<_> = entries
        .iter()
        .filter(|entry| !typed.is_empty() || !entry.target.is_hidden_at_first())
        .filter_map(|entry| {
            let (name, beside) = &entry.folded;
            let fit = fuzzy::fit(name, beside, &typed)?;
            let own = entry.target.name();
            let place = lately.iter().position(|name| own.as_ref() == Some(name));
            let place = place.unwrap_or(usize::MAX);
            Some(((degree(fit.kind), place, fit.spread), entry, fit.marks))
        })
        .collect();
    // What fits as well stays in its order.
    found.sort_by_key(|(order, ..)| *order);
    found.truncate(MOST);
    let found = found.into_iter();
    found
        .map(|(_, entry, marks)| Found {
            entry: entry.clone(),
            marks,
        })
        .collect()
}

/// What was found lately comes before what fits a little better.
fn degree(kind: Kind) -> u8 {
    match kind {
        Kind::Begin => 0,
        Kind::Word | Kind::Initials => 1,
        Kind::Inside => 2,
        Kind::Letters => 3,
        Kind::Beside => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(command: Command, name: &str) -> Entry {
        let name = name.to_owned();
        Entry::new(Target::Command(command), Icon::Check, name, String::new())
    }

    fn mailbox(name: &str, beside: &str, to: fn(MailboxName) -> Target) -> Entry {
        let target = to(MailboxName::new(name));
        Entry::new(target, Icon::Folder, name.to_owned(), beside.to_owned())
    }

    fn all() -> Vec<Entry> {
        vec![
            command(Command::Archive, "Archive"),
            command(Command::MarkAllRead, "Mark all as read"),
            command(Command::MarkSeen, "Mark as read"),
            command(Command::GoArchive, "Go to the archive"),
            command(Command::Search, "Search"),
            mailbox("Reading", "", Target::Go),
            mailbox("Spread", "Work", Target::Go),
            mailbox("Move to Spread", "Work", Target::Move),
        ]
    }

    fn names(typed: &str, lately: &[&str]) -> Vec<String> {
        let lately: Vec<String> = lately.iter().map(|&name| name.to_owned()).collect();
        let found = found(&all(), &lately, typed);
        found.into_iter().map(|found| found.entry.name).collect()
    }

    #[test]
    fn beginnings_come_before_words_and_words_before_letters() {
        assert_eq!(
            names("arch", &[]),
            ["Archive", "Go to the archive", "Search"]
        );
        assert_eq!(
            names("rea", &[]),
            [
                "Reading",
                "Mark all as read",
                "Mark as read",
                "Spread",
                "Move to Spread"
            ]
        );
        assert_eq!(names("mar", &[])[..2], ["Mark all as read", "Mark as read"]);
        assert_eq!(names("  MAAR ", &[]), ["Mark all as read", "Mark as read"]);
        assert_eq!(names("work sp", &[]), ["Spread", "Move to Spread"]);
        assert_eq!(names("nothing", &[]), Vec::<String>::new());
    }

    #[test]
    fn what_was_found_lately_comes_first_among_those_that_fit_as_well() {
        let lately = ["command mark-read", "command go-archive"];
        assert_eq!(
            names("", &lately)[..2],
            ["Mark as read", "Go to the archive"]
        );
        assert_eq!(names("mar", &lately)[0], "Mark as read");
        // What begins so comes first all the same.
        assert_eq!(names("arch", &lately)[0], "Archive");
    }

    #[test]
    fn what_would_be_too_much_is_there_once_somebody_types() {
        assert!(!names("", &[]).contains(&"Move to Spread".to_owned()));
        assert_eq!(names("move", &[]), ["Move to Spread"]);
    }

    #[test]
    fn no_more_is_shown_than_is_read() {
        let many: Vec<Entry> = (0..500)
            .map(|n| mailbox(&format!("Box {n}"), "", Target::Go))
            .collect();
        assert_eq!(found(&many, &[], "box").len(), MOST);
    }
}
