//! How a person likes to read.

mod keys;
mod labels;
mod mailboxes;

pub use self::keys::KeyChoices;
pub use self::labels::Label;
pub use self::mailboxes::{MailboxColour, MailboxPreferences};

use crate::look::Look;
use core::time::Duration;
use mail_model::Address;
use serde::{Deserialize, Serialize};

/// So many senders' images are always shown; the oldest give way.
const MOST_SENDERS: usize = 500;
/// The longest address (RFC 5321 §4.5.3.1: 64 octets, `@`, 255).
const LONGEST_ADDRESS: usize = 320;
/// So many searches are kept.
const MOST_SEARCHES: usize = 100;
/// The longest address of one.
const LONGEST_SEARCH: usize = 4_000;
/// The longest name of one, in octets.
const LONGEST_NAME: usize = 400;
/// So much is read of what was kept.
const LONGEST_TEXT: usize = 256 * 1024;

/// When an open message becomes a read one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkRead {
    /// As soon as it is shown.
    #[default]
    AtOnce,
    /// When it has been shown for [`MarkRead::PAUSE`].
    AfterPause,
    /// When the person says so.
    Never,
}

impl MarkRead {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::AfterPause, Self::Never];
    /// How long a message is looked at before it counts as read.
    pub const PAUSE: Duration = Duration::from_secs(3);

    /// Its name where it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::AfterPause => "after-pause",
            Self::Never => "never",
        }
    }
}

/// A search that the person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSearch {
    /// Where it leads within the app.
    pub address: String,
    /// What the person calls it; empty where it is called by what is looked for.
    pub name: String,
}

/// How a person likes to read, in one account.
///
/// It is kept as text: a line for each preference, a word and its value. What
/// is damaged, unknown or of another version costs its line alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// When an open message becomes a read one.
    pub mark_read: MarkRead,
    /// Plain text where a message brings both.
    pub prefers_text: bool,
    /// HTML is darkened where the app is dark.
    pub darkens: bool,
    /// Remote images are shown whoever sends them, but in Junk.
    pub shows_remote: bool,
    /// How the page looks.
    pub look: Look,
    /// In which language it speaks: a tag (RFC 5646), [`Preferences::AS_SYSTEM`], or
    /// empty where nobody has chosen.
    pub language: String,
    /// Whose messages show their remote images: addresses in lower case, the
    /// latest last.
    remote_from: Vec<String>,
    /// What they look for often, the latest last.
    searches: Vec<KeptSearch>,
    /// What they have chosen about single mailboxes.
    pub mailboxes: MailboxPreferences,
    /// The labels that they have made or named, one for a keyword.
    labels: Vec<Label>,
    /// The keys that they have given to commands.
    pub keys: KeyChoices,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            mark_read: MarkRead::default(),
            prefers_text: false,
            darkens: true,
            shows_remote: false,
            look: Look::default(),
            language: String::new(),
            remote_from: Vec::new(),
            searches: Vec::new(),
            mailboxes: MailboxPreferences::default(),
            labels: Vec::new(),
            keys: KeyChoices::default(),
        }
    }
}

impl Preferences {
    /// The language that the browser asks for.
    pub const AS_SYSTEM: &'static str = "system";

    /// What was kept as [`Preferences::to_text`].
    pub fn from_text(text: &str) -> Self {
        let mut read = Self::default();
        if text.len() > LONGEST_TEXT {
            return read;
        }
        for (name, value) in text.lines().filter_map(|line| line.split_once(' ')) {
            match (name, value) {
                ("mark-read", word) => {
                    let known = MarkRead::ALL.into_iter().find(|known| known.word() == word);
                    read.mark_read = known.unwrap_or(read.mark_read);
                }
                ("language", tag) if is_tag(tag) => tag.clone_into(&mut read.language),
                ("text", _) => set(&mut read.prefers_text, value),
                ("darken", _) => set(&mut read.darkens, value),
                ("remote", _) => set(&mut read.shows_remote, value),
                ("label", value) => {
                    if let Some(label) = Label::read(value) {
                        read.set_label(label);
                    }
                }
                ("remote-from", address) => read.allow_remote_from(address),
                ("search", kept) => {
                    let (address, name) = kept.split_once(' ').unwrap_or((kept, ""));
                    read.keep_search(address, name);
                }
                (word, _) => {
                    read.look.read_line(word, value);
                    read.mailboxes.read_line(word, value);
                    read.keys.read_line(word, value);
                }
            }
        }
        read
    }

    /// A line for each.
    pub fn to_text(&self) -> String {
        let word = |is| if is { "yes" } else { "no" };
        let mut text = format!(
            "mark-read {}\ntext {}\ndarken {}\nremote {}\n",
            self.mark_read.word(),
            word(self.prefers_text),
            word(self.darkens),
            word(self.shows_remote),
        );
        self.look.write(&mut text);
        if !self.language.is_empty() {
            text.push_str("language ");
            text.push_str(&self.language);
            text.push('\n');
        }
        for address in &self.remote_from {
            text.push_str("remote-from ");
            text.push_str(address);
            text.push('\n');
        }
        for kept in &self.searches {
            text.push_str("search ");
            text.push_str(&kept.address);
            if !kept.name.is_empty() {
                text.push(' ');
                text.push_str(&kept.name);
            }
            text.push('\n');
        }
        self.mailboxes.write(&mut text);
        for label in &self.labels {
            label.write(&mut text);
        }
        self.keys.write(&mut text);
        text
    }

    /// What the person looks for often; the latest last.
    pub fn searches(&self) -> &[KeptSearch] {
        &self.searches
    }

    /// The search of this address within the app, if it is kept.
    pub fn search(&self, address: &str) -> Option<&KeptSearch> {
        self.searches.iter().find(|kept| kept.address == address)
    }

    /// Keeps a search by its address within the app, unless that is too long or there
    /// are too many; one that is kept gets the name. Without one it is called by what
    /// is looked for.
    pub fn keep_search(&mut self, address: &str, name: &str) {
        // Blanks at a line's end may be lost on the way.
        let name = name.trim();
        let is_line = name.len() <= LONGEST_NAME && !name.contains(['\n', '\r']);
        let name = if is_line { name } else { "" }.to_owned();
        let mut kept = self.searches.iter_mut();
        if let Some(kept) = kept.find(|kept| kept.address == address) {
            kept.name = name;
            return;
        }
        let is_address = !address.is_empty() && address.bytes().all(|b| b.is_ascii_graphic());
        if is_address && address.len() <= LONGEST_SEARCH && self.searches.len() < MOST_SEARCHES {
            let address = address.to_owned();
            self.searches.push(KeptSearch { address, name });
        }
    }

    /// Keeps a search no more.
    pub fn forget_search(&mut self, address: &str) {
        self.searches.retain(|kept| kept.address != address);
    }

    /// The labels that the person has made or named.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Makes a label, or changes the one of its keyword.
    pub fn set_label(&mut self, label: Label) {
        labels::set(&mut self.labels, label);
    }

    /// These are the labels from now on, in this order.
    pub fn set_labels(&mut self, all: Vec<Label>) {
        self.labels.clear();
        for label in all {
            self.set_label(label);
        }
    }

    /// Images of this sender are shown from now on. What is no address is passed over.
    pub fn allow_remote_from(&mut self, address: &str) {
        let address = address.trim().to_lowercase();
        let is_one = address.contains('@')
            && address.len() <= LONGEST_ADDRESS
            && !address.contains(|c: char| c.is_whitespace() || c.is_control());
        if is_one && !self.remote_from.contains(&address) {
            if self.remote_from.len() >= MOST_SENDERS {
                self.remote_from.remove(0);
            }
            self.remote_from.push(address);
        }
    }

    /// Images of this sender are no longer shown by themselves.
    pub fn forbid_remote_from(&mut self, address: &str) {
        let address = address.trim().to_lowercase();
        self.remote_from.retain(|allowed| *allowed != address);
    }

    /// Whose images are shown by themselves: their addresses, the latest last.
    pub fn remote_senders(&self) -> &[String] {
        &self.remote_from
    }

    /// Whether a message with these authors shows its remote images: one with
    /// several is nobody's in particular.
    pub fn allows_remote_from(&self, authors: &[Address]) -> bool {
        match authors {
            [author] => {
                let address = author.address.to_lowercase();
                self.remote_from.contains(&address)
            }
            _ => false,
        }
    }
}

/// Whether it may be the tag of a language; the longest that RFC 5646 §4.4.1 speaks
/// of has 35 characters.
fn is_tag(tag: &str) -> bool {
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=35).contains(&tag.len()) && tag.bytes().all(may_stand)
}

fn set(preference: &mut bool, value: &str) {
    match value {
        "yes" => *preference = true,
        "no" => *preference = false,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(address: &str) -> Address {
        Address {
            name: String::new(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn preferences_are_read_back_from_their_text() {
        let mut preferences = Preferences {
            mark_read: MarkRead::AfterPause,
            prefers_text: true,
            darkens: false,
            shows_remote: true,
            language: "de-AT".to_owned(),
            ..Preferences::default()
        };
        preferences.allow_remote_from("News@Example.org");
        preferences.allow_remote_from("zwei@example.org");
        preferences.set_label(Label::read("$label1 red Boss").unwrap());
        assert_eq!(Preferences::from_text(&preferences.to_text()), preferences);
        assert_eq!(Preferences::from_text(""), Preferences::default());
    }

    #[test]
    fn searches_are_kept_each_once_and_bounded() {
        let mut preferences = Preferences::default();
        for address in [
            "/mail/INBOX?q=a%20b",
            "/mail/INBOX?q=a%20b",
            "",
            "a b",
            "a\nb",
        ] {
            preferences.keep_search(address, "");
        }
        let kept = |preferences: &Preferences| -> Vec<String> {
            let kept = preferences.searches().iter();
            kept.map(|kept| kept.address.clone()).collect()
        };
        assert_eq!(kept(&preferences), ["/mail/INBOX?q=a%20b"]);
        for number in 0..2 * MOST_SEARCHES {
            preferences.keep_search(&format!("/mail/INBOX?q={number}"), "");
        }
        assert_eq!(preferences.searches().len(), MOST_SEARCHES);
        assert_eq!(Preferences::from_text(&preferences.to_text()), preferences);
        preferences.forget_search("/mail/INBOX?q=a%20b");
        assert_eq!(kept(&preferences)[0], "/mail/INBOX?q=0");
    }

    #[test]
    fn a_search_keeps_the_name_that_it_was_given_last() {
        let mut preferences = Preferences::default();
        let address = "/mail/INBOX?q=is%3Aunread";
        let name = |preferences: &Preferences| preferences.search(address).unwrap().name.clone();
        preferences.keep_search(address, "");
        assert_eq!(name(&preferences), "");
        for (given, kept) in [
            ("  Unread at work ", "Unread at work"),
            ("two\nlines", ""),
            ("未読", "未読"),
        ] {
            preferences.keep_search(address, given);
            assert_eq!(name(&preferences), kept, "{given:?}");
            assert_eq!(preferences.searches().len(), 1);
            assert_eq!(Preferences::from_text(&preferences.to_text()), preferences);
        }
    }

    #[test]
    fn damage_costs_its_line_alone() {
        let text = "mark-read sometimes\ntext yes\n\u{0}\nremote-from a b@x\ndarken\nnew 7\n\
            language d/e\nremote-from c@example.org\ndarken no";
        let read = Preferences::from_text(text);
        assert_eq!(read.mark_read, MarkRead::AtOnce);
        assert!(read.prefers_text && !read.darkens);
        assert_eq!(read.language, "");
        assert_eq!(read.remote_from, ["c@example.org"]);
        let endless = "text yes\n".repeat(LONGEST_TEXT);
        assert_eq!(Preferences::from_text(&endless), Preferences::default());
    }

    #[test]
    fn a_sender_is_known_however_the_address_is_written() {
        let mut preferences = Preferences::default();
        preferences.allow_remote_from("News@Example.org");
        assert!(preferences.allows_remote_from(&[author("news@example.ORG")]));
        assert!(!preferences.allows_remote_from(&[]));
        let two = [author("news@example.org"), author("x@example.org")];
        assert!(!preferences.allows_remote_from(&two));
        preferences.forbid_remote_from("NEWS@example.org");
        assert!(!preferences.allows_remote_from(&two[..1]));
    }

    #[test]
    fn senders_are_bounded_and_the_oldest_give_way() {
        let mut preferences = Preferences::default();
        for number in 0..=MOST_SENDERS {
            preferences.allow_remote_from(&format!("s{number}@example.org"));
        }
        preferences.allow_remote_from(&format!("{}@example.org", "x".repeat(400)));
        assert_eq!(preferences.remote_from.len(), MOST_SENDERS);
        assert!(!preferences.allows_remote_from(&[author("s0@example.org")]));
        assert!(preferences.allows_remote_from(&[author("s1@example.org")]));
    }
}
