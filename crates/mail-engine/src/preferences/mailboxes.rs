//! What a person has chosen about single mailboxes: favourites, colours, and
//! what they are for where the server does not keep that.
//!
//! As text each choice is a line: `favourite NAME`, `colour NAME blue`,
//! `use sent NAME`, `subscribed-only yes`. Names stand as they are; one with control characters in it
//! can't be kept.

use mail_model::{MailboxName, SpecialUse};
use serde::{Deserialize, Serialize};

/// So many choices of each kind are kept; the oldest give way.
const MOST: usize = 500;
/// A longer name is none that is kept.
const LONGEST_NAME: usize = 1_000;

/// A colour by which a mailbox is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailboxColour {
    /// As all the following, a hue that the page mixes for day and night.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Blue.
    Blue,
    /// Violet.
    Violet,
}

impl MailboxColour {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Red,
        Self::Orange,
        Self::Yellow,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Violet,
    ];

    /// What it is called where it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Violet => "violet",
        }
    }
}

/// The purposes that a person may choose a mailbox for.
const USES: [(&str, SpecialUse); 5] = [
    ("drafts", SpecialUse::Drafts),
    ("sent", SpecialUse::Sent),
    ("archive", SpecialUse::Archive),
    ("junk", SpecialUse::Junk),
    ("trash", SpecialUse::Trash),
];
/// The word for a mailbox that serves no purpose, whatever the server says.
const NO_USE: &str = "none";

/// What a person has chosen about single mailboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxPreferences {
    /// Mailboxes that are not subscribed to are left out of the tree.
    pub subscribed_only: bool,
    favourites: Vec<MailboxName>,
    colours: Vec<(MailboxName, MailboxColour)>,
    uses: Vec<(MailboxName, Option<SpecialUse>)>,
}

impl MailboxPreferences {
    /// The favourites, in the order in which they became such.
    pub fn favourites(&self) -> &[MailboxName] {
        &self.favourites
    }
    /// Whether it is a favourite.
    pub fn is_favourite(&self, mailbox: &MailboxName) -> bool {
        self.favourites.contains(mailbox)
    }
    /// Makes a mailbox a favourite, or none any more.
    pub fn set_favourite(&mut self, mailbox: &MailboxName, is_favourite: bool) {
        if !is_favourite {
            self.favourites.retain(|name| name != mailbox);
        } else if !self.is_favourite(mailbox) && can_be_kept(mailbox) {
            push(&mut self.favourites, mailbox.clone());
        }
    }
    /// A mailbox's colour, if it has one.
    pub fn colour(&self, mailbox: &MailboxName) -> Option<MailboxColour> {
        let found = self.colours.iter().find(|(name, _)| name == mailbox);
        found.map(|(_, colour)| *colour)
    }
    /// Gives a mailbox a colour, or takes it.
    pub fn set_colour(&mut self, mailbox: &MailboxName, colour: Option<MailboxColour>) {
        self.colours.retain(|(name, _)| name != mailbox);
        if let Some(colour) = colour.filter(|_| can_be_kept(mailbox)) {
            push(&mut self.colours, (mailbox.clone(), colour));
        }
    }
    /// What mailboxes are for, against the server's word; `None` for nothing special.
    pub fn uses(&self) -> &[(MailboxName, Option<SpecialUse>)] {
        &self.uses
    }
    /// Chooses what a mailbox is for. Each purpose has one mailbox at most; one
    /// that nobody may choose is passed over.
    pub fn set_use(&mut self, mailbox: &MailboxName, purpose: Option<SpecialUse>) {
        let is_known = |purpose| USES.iter().any(|(_, known)| *known == purpose);
        if mailbox.is_inbox() || !can_be_kept(mailbox) || !purpose.is_none_or(is_known) {
            return;
        }
        self.forget_use(mailbox, purpose);
        push(&mut self.uses, (mailbox.clone(), purpose));
    }
    /// Says nothing any more of a mailbox and of a purpose: the server's word holds.
    pub fn forget_use(&mut self, mailbox: &MailboxName, purpose: Option<SpecialUse>) {
        self.uses
            .retain(|(name, chosen)| name != mailbox && (purpose.is_none() || *chosen != purpose));
    }
    /// Mailboxes have other names from now on. Tells whether that concerns any.
    pub fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) -> bool {
        let favourites = self.favourites.iter_mut();
        let colours = self.colours.iter_mut().map(|(name, _)| name);
        let uses = self.uses.iter_mut().map(|(name, _)| name);
        let mut is_news = false;
        for name in favourites.chain(colours).chain(uses) {
            if let Some(renamed) = new_name(name).filter(can_be_kept) {
                *name = renamed;
                is_news = true;
            }
        }
        is_news
    }

    /// Takes in a line, if it is one of these.
    pub(super) fn read_line(&mut self, word: &str, value: &str) {
        match word {
            "subscribed-only" => super::set(&mut self.subscribed_only, value),
            "favourite" => self.set_favourite(&MailboxName::new(value), true),
            "colour" => {
                let Some((name, colour)) = value.rsplit_once(' ') else {
                    return;
                };
                let known = MailboxColour::ALL.into_iter();
                if let Some(colour) = known.into_iter().find(|known| known.word() == colour) {
                    self.set_colour(&MailboxName::new(name), Some(colour));
                }
            }
            "use" => {
                let Some((purpose, name)) = value.split_once(' ') else {
                    return;
                };
                let known = USES.iter().find(|(word, _)| *word == purpose);
                if known.is_some() || purpose == NO_USE {
                    self.set_use(&MailboxName::new(name), known.map(|(_, purpose)| *purpose));
                }
            }
            _ => {}
        }
    }
    /// A line for each.
    pub(super) fn write(&self, text: &mut String) {
        if self.subscribed_only {
            text.push_str("subscribed-only yes\n");
        }
        for name in &self.favourites {
            text.push_str(&format!("favourite {name}\n"));
        }
        for (name, colour) in &self.colours {
            text.push_str(&format!("colour {name} {}\n", colour.word()));
        }
        for (name, purpose) in &self.uses {
            let known = USES.iter().find(|(_, known)| Some(*known) == *purpose);
            let word = known.map_or(NO_USE, |(word, _)| word);
            text.push_str(&format!("use {word} {name}\n"));
        }
    }
}

/// Whether a name is one that a line can hold.
fn can_be_kept(mailbox: &MailboxName) -> bool {
    let name = mailbox.as_str();
    !name.is_empty() && name.len() <= LONGEST_NAME && !name.contains(char::is_control)
}

fn push<T>(to: &mut Vec<T>, new: T) {
    if to.len() >= MOST {
        to.remove(0);
    }
    to.push(new);
}

#[cfg(test)]
mod tests {
    use super::super::Preferences;
    use super::*;

    fn name(name: &str) -> MailboxName {
        MailboxName::new(name)
    }

    fn some() -> Preferences {
        let mut preferences = Preferences::default();
        let mailboxes = &mut preferences.mailboxes;
        mailboxes.set_favourite(&name("Work/ Größe & Maß "), true);
        mailboxes.set_favourite(&name("INBOX"), true);
        mailboxes.set_colour(&name("My blue"), Some(MailboxColour::Red));
        mailboxes.set_colour(&name("My"), Some(MailboxColour::Violet));
        mailboxes.set_use(&name("sent of all"), Some(SpecialUse::Sent));
        mailboxes.set_use(&name("Old"), None);
        mailboxes.subscribed_only = true;
        preferences
    }

    #[test]
    fn choices_are_read_back_from_their_text() {
        let preferences = some();
        let text = preferences.to_text();
        assert_eq!(Preferences::from_text(&text), preferences, "{text}");
        let mailboxes = Preferences::from_text(&text).mailboxes;
        assert_eq!(mailboxes.colour(&name("My blue")), Some(MailboxColour::Red));
        assert!(mailboxes.is_favourite(&name("inbox")));
    }

    #[test]
    fn a_purpose_has_one_mailbox_and_a_mailbox_one_purpose() {
        let mut mailboxes = some().mailboxes;
        mailboxes.set_use(&name("New"), Some(SpecialUse::Sent));
        mailboxes.set_use(&name("Old"), Some(SpecialUse::Trash));
        mailboxes.set_use(&name("INBOX"), Some(SpecialUse::Junk));
        mailboxes.set_use(&name("All"), Some(SpecialUse::All));
        let expected = [
            (name("New"), Some(SpecialUse::Sent)),
            (name("Old"), Some(SpecialUse::Trash)),
        ];
        assert_eq!(mailboxes.uses(), expected);
        mailboxes.set_use(&name("New"), None);
        mailboxes.set_use(&name("Other"), None);
        assert_eq!(mailboxes.uses().len(), 3);
        mailboxes.forget_use(&name("x"), Some(SpecialUse::Trash));
        mailboxes.forget_use(&name("New"), None);
        assert_eq!(mailboxes.uses(), [(name("Other"), None)]);
    }

    #[test]
    fn choices_follow_a_rename() {
        let mut mailboxes = some().mailboxes;
        let new_name = |old: &MailboxName| (old.as_str() == "My blue").then(|| name("Mine"));
        assert!(mailboxes.rename(new_name));
        assert!(!mailboxes.rename(new_name));
        assert_eq!(mailboxes.colour(&name("Mine")), Some(MailboxColour::Red));
    }

    #[test]
    fn damage_and_excess_cost_nothing_else() {
        let mut text = String::from("colour\ncolour x\ncolour x pink\nuse sent\nuse all x\n");
        text.push_str("favourite \nuse  x\nuse none y\n");
        for number in 0..2 * MOST {
            text.push_str(&format!("favourite {number}\ncolour {number} red\n"));
        }
        let mailboxes = Preferences::from_text(&text).mailboxes;
        assert_eq!(mailboxes.uses(), [(name("y"), None)]);
        assert_eq!(mailboxes.favourites().len(), MOST);
        assert!(!mailboxes.is_favourite(&name("1")));
        let mut mailboxes = MailboxPreferences::default();
        mailboxes.set_favourite(&name("a\nuse sent b"), true);
        mailboxes.set_use(&name("a\rb"), None);
        assert_eq!(mailboxes, MailboxPreferences::default());
    }
}
