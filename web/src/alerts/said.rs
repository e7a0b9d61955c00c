//! What a notification says.

use crate::i18n;
use mail_engine::AlertWords;
use mail_model::MessageSummary;

/// So many messages are named; systems show a few lines.
const MOST_LINES: usize = 4;

/// A message, as far as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) sender: String,
    pub(super) subject: String,
}

impl Letter {
    pub(super) fn of(row: &MessageSummary) -> Self {
        let subject = row.subject.trim();
        Self {
            sender: row.from.first().map_or("", |from| from.label()).to_owned(),
            subject: match subject {
                "" => i18n::row_no_subject().to_owned(),
                subject => subject.to_owned(),
            },
        }
    }
}

/// A notification's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(super) title: String,
    pub(super) body: String,
}

/// What is said of so many messages in a mailbox, of which these are known, the
/// newest first.
pub(super) fn said(words: AlertWords, mailbox: &str, count: u32, letters: &[Letter]) -> Said {
    match (words, letters) {
        (AlertWords::NewMail, _) => Said {
            title: i18n::alert_new_mail().to_owned(),
            body: String::new(),
        },
        (AlertWords::SenderAndSubject, [letter]) if count <= 1 => Said {
            title: letter.sender.clone(),
            body: letter.subject.clone(),
        },
        (AlertWords::SenderAndSubject, letters) => {
            let named = letters.iter().take(MOST_LINES);
            let lines = named.map(|letter| i18n::alert_line(&letter.sender, &letter.subject));
            let lines: Vec<String> = lines.collect();
            Said {
                title: i18n::alert_in(&i18n::new_mail_many(count.max(1)), mailbox),
                body: lines.join("\n"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(number: u32) -> Letter {
        Letter {
            sender: format!("Ada {number}"),
            subject: format!("Subject {number}"),
        }
    }

    #[test]
    fn one_is_named_and_several_are_counted() {
        let full = AlertWords::SenderAndSubject;
        let one = said(full, "Inbox", 1, &[letter(1)]);
        assert_eq!(
            (one.title.as_str(), one.body.as_str()),
            ("Ada 1", "Subject 1")
        );
        let all: Vec<_> = (1..9).map(letter).collect();
        let many = said(full, "Inbox", 8, &all);
        assert_eq!(many.title, "8 new messages in Inbox");
        assert_eq!(many.body.lines().count(), MOST_LINES);
        assert!(many.body.starts_with("Ada 1: Subject 1\n"));
        // What came could not be looked at.
        let unknown = said(full, "Lists", 1, &[]);
        assert_eq!(unknown.title, "1 new message in Lists");
    }

    #[test]
    fn who_wants_it_so_is_told_nothing_but_that_there_is_mail() {
        for (count, letters) in [(1, vec![letter(1)]), (3, vec![letter(1), letter(2)])] {
            let said = said(AlertWords::NewMail, "Secret plans", count, &letters);
            assert_eq!((said.title.as_str(), said.body.as_str()), ("New mail", ""));
        }
    }
}
