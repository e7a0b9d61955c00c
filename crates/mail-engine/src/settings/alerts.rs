use mail_model::MailboxName;
use serde::{Deserialize, Serialize};

/// So many mailboxes are watched beside the inbox: each costs requests.
const MOST_MAILBOXES: usize = 20;

/// How much a notification says of a message: it may be read by whoever stands
/// near, and stays on a locked screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlertWords {
    /// Whom it is from, and its subject.
    #[default]
    SenderAndSubject,
    /// That there is new mail.
    NewMail,
}

impl AlertWords {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::SenderAndSubject, Self::NewMail];

    /// Its name where it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::SenderAndSubject => "sender-and-subject",
            Self::NewMail => "new-mail",
        }
    }
}

/// How a person likes to be told of new mail while they look at something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alerts {
    /// The system shows notifications.
    pub notifies: bool,
    /// What these say.
    pub words: AlertWords,
    /// A sound is made.
    pub sounds: bool,
    /// The mailboxes whose mail is told, beside the inbox.
    mailboxes: Vec<MailboxName>,
}

impl Alerts {
    /// Whether anything is to be told at all.
    pub fn is_any(&self) -> bool {
        self.notifies || self.sounds
    }
    /// The mailboxes whose mail is told, beside the inbox.
    pub fn mailboxes(&self) -> &[MailboxName] {
        &self.mailboxes
    }
    /// Whether new mail in a mailbox is told.
    pub fn concern(&self, mailbox: &MailboxName) -> bool {
        mailbox.is_inbox() || self.mailboxes.contains(mailbox)
    }
    /// New mail in a mailbox is told from now on, or no longer; the inbox's always is.
    pub fn set_mailbox(&mut self, mailbox: &MailboxName, is_told: bool) {
        self.mailboxes.retain(|one| one != mailbox);
        if is_told && !mailbox.is_inbox() && self.mailboxes.len() < MOST_MAILBOXES {
            self.mailboxes.push(mailbox.clone());
        }
    }
    /// Reads a line of what was kept; one that is damaged or unknown changes nothing.
    pub(super) fn read_line(&mut self, name: &str, value: &str) {
        match name {
            "alert" => super::text::set(&mut self.notifies, value),
            "alert-sound" => super::text::set(&mut self.sounds, value),
            "alert-words" => {
                let known = AlertWords::ALL.into_iter().find(|one| one.word() == value);
                self.words = known.unwrap_or(self.words);
            }
            "alert-in" if !value.is_empty() => self.set_mailbox(&MailboxName::new(value), true),
            _ => {}
        }
    }
    /// A line for each.
    pub(super) fn write(&self, text: &mut String) {
        let word = |is| if is { "yes" } else { "no" };
        text.push_str(&format!(
            "alert {}\nalert-words {}\nalert-sound {}\n",
            word(self.notifies),
            self.words.word(),
            word(self.sounds),
        ));
        for mailbox in &self.mailboxes {
            text.push_str(&format!("alert-in {}\n", mailbox.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inbox_always_counts_and_others_once_they_are_chosen() {
        let mut alerts = Alerts::default();
        let lists = MailboxName::new("Lists/Rust");
        assert!(!alerts.is_any());
        assert!(alerts.concern(&MailboxName::inbox()) && !alerts.concern(&lists));
        alerts.set_mailbox(&lists, true);
        alerts.set_mailbox(&lists, true);
        alerts.set_mailbox(&MailboxName::inbox(), true);
        assert_eq!(alerts.mailboxes(), std::slice::from_ref(&lists));
        alerts.set_mailbox(&lists, false);
        assert!(!alerts.concern(&lists));
        for number in 0..2 * MOST_MAILBOXES {
            alerts.set_mailbox(&MailboxName::new(format!("{number}")), true);
        }
        assert_eq!(alerts.mailboxes().len(), MOST_MAILBOXES);
    }
}
