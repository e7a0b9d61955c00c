//! What is asked before a letter is sent, and what keeps it from being sent.

use crate::recipients::is_sound;
use mail_engine::Draft;
use mail_model::{Address, LetterContent};

/// Something that the person should see before a letter goes out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    /// Nobody would get it.
    NoRecipient,
    /// These are no addresses.
    Wrong(Vec<String>),
    /// It is longer than the server takes: so long, of so many octets.
    TooLarge(u64, u64),
    /// It has no subject.
    NoSubject,
    /// It speaks of something attached, and nothing is.
    NothingAttached,
    /// It becomes plain text, and loses how it looks.
    LosesLooks,
}

impl Question {
    /// Whether it can be sent all the same.
    pub(super) fn can_go(&self) -> bool {
        matches!(
            self,
            Self::NoSubject | Self::NothingAttached | Self::LosesLooks
        )
    }
}

/// What is asked first, where whoever sends was asked about `passed` and all that
/// comes before it, and sends it all the same.
pub(super) fn first(asked: Vec<Question>, passed: Option<&Question>) -> Option<Question> {
    let is_new = |question: &Question| !question.can_go() || Some(question) > passed;
    asked.into_iter().find(is_new)
}

/// What there is to ask, the gravest first. `own` is what the author wrote
/// without what is quoted, `words` are beginnings of words that speak of
/// attachments, parted by spaces.
pub(super) fn questions(
    draft: &Draft,
    limit: Option<u64>,
    own: &str,
    words: &str,
) -> Vec<Question> {
    let letter = &draft.letter;
    let mut found = Vec::new();
    let recipients = || letter.to.iter().chain(&letter.cc).chain(&letter.bcc);
    if recipients().next().is_none() {
        found.push(Question::NoRecipient);
    }
    let wrong = recipients().chain(&letter.reply_to);
    let wrong = wrong.filter(|address| !is_sound(address));
    let wrong: Vec<String> = wrong
        .map(|Address { address, .. }| address.clone())
        .collect();
    if !wrong.is_empty() {
        found.push(Question::Wrong(wrong));
    }
    let length = length(draft);
    if let Some(limit) = limit.filter(|limit| length > *limit) {
        found.push(Question::TooLarge(length, limit));
    }
    let LetterContent::Composed(composed) = &letter.content else {
        return found;
    };
    if letter.subject.trim().is_empty() {
        found.push(Question::NoSubject);
    }
    if composed.files.iter().all(|file| file.content_id.is_some()) {
        let own = above_signature(own).to_lowercase();
        if words.split_whitespace().any(|word| says(&own, word)) {
            found.push(Question::NothingAttached);
        }
    }
    found
}

/// About how long it is when it is sent: base64 makes three octets four, and
/// line ends come with them.
pub(super) fn length(draft: &Draft) -> u64 {
    const HEADER: u64 = 2_000;
    let LetterContent::Composed(composed) = &draft.letter.content else {
        return HEADER;
    };
    let files = composed.files.iter();
    let files: u64 = files.map(|file| file.length / 57 * 78 + 600).sum();
    let html = composed.html.as_ref().map_or(0, String::len) as u64;
    HEADER + composed.text.len() as u64 + html + files
}

/// What stands above a signature (RFC 3676 §4.3).
fn above_signature(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim_end() != "--");
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a text has a word that begins so.
fn says(text: &str, beginning: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_engine::DraftId;
    use mail_model::{Composed, FileId, Letter, LetterFile};

    const WORDS: &str = "attach enclos";

    fn draft(to: &[&str], subject: &str, text: &str) -> Draft {
        let to = to.iter().map(|address| Address {
            name: String::new(),
            address: (*address).to_owned(),
        });
        Draft {
            id: DraftId(1),
            letter: Letter {
                to: to.collect(),
                subject: subject.to_owned(),
                content: LetterContent::Composed(Composed {
                    text: text.to_owned(),
                    ..Composed::default()
                }),
                ..Letter::default()
            },
            identity: None,
            about: Vec::new(),
            notices: None,
            keeps_copy: true,
        }
    }

    fn attach(draft: &mut Draft, length: u64) {
        if let LetterContent::Composed(composed) = &mut draft.letter.content {
            composed.files.push(LetterFile {
                file: FileId(1),
                name: "a".to_owned(),
                media_type: "text/plain".to_owned(),
                length,
                content_id: None,
            });
        }
    }

    #[test]
    fn a_letter_that_lacks_nothing_is_not_asked_about() {
        let draft = draft(&["a@example.org"], "Hi", "Hello");
        assert_eq!(questions(&draft, None, "Hello", WORDS), []);
    }

    #[test]
    fn what_lacks_is_asked_for() {
        let asked = |draft: &Draft| questions(draft, None, "", WORDS);
        assert_eq!(asked(&draft(&[], "Hi", "")), [Question::NoRecipient]);
        let wrong = Question::Wrong(vec!["nobody".to_owned()]);
        assert_eq!(asked(&draft(&["a@b.example", "nobody"], "Hi", "")), [wrong]);
        assert_eq!(
            asked(&draft(&["a@b.example"], " ", "")),
            [Question::NoSubject]
        );
    }

    #[test]
    fn a_forgotten_attachment_is_missed() {
        for (text, is_missed) in [
            ("See the attached file.", true),
            ("Attachments below", true),
            ("unattached", false),
            ("Hi\n-- \nattached to the sea", false),
        ] {
            let mut letter = draft(&["a@b.example"], "Hi", text);
            let expected: &[Question] = match is_missed {
                true => &[Question::NothingAttached],
                false => &[],
            };
            assert_eq!(questions(&letter, None, text, WORDS), expected, "{text}");
            attach(&mut letter, 10);
            assert_eq!(questions(&letter, None, text, WORDS), []);
        }
    }

    #[test]
    fn who_sends_all_the_same_is_asked_about_the_rest() {
        let letter = draft(&["a@b.example"], "", "It is attached.");
        let ask = |passed: Option<&Question>| {
            first(questions(&letter, None, "It is attached.", WORDS), passed)
        };
        assert_eq!(ask(None), Some(Question::NoSubject));
        let behind = ask(Some(&Question::NoSubject));
        assert_eq!(behind, Some(Question::NothingAttached));
        assert_eq!(ask(Some(&Question::NothingAttached)), None);
        // What keeps it from being sent is asked each time.
        let nobody = draft(&[], "", "");
        let asked = first(
            questions(&nobody, None, "", WORDS),
            Some(&Question::NoSubject),
        );
        assert_eq!(asked, Some(Question::NoRecipient));
    }

    #[test]
    fn what_is_too_large_is_known_before_it_is_sent() {
        let mut letter = draft(&["a@b.example"], "Hi", "");
        attach(&mut letter, 10_000_000);
        assert_eq!(questions(&letter, Some(20_000_000), "", WORDS), []);
        let asked = questions(&letter, Some(10_000_000), "", WORDS);
        assert!(matches!(asked[..], [Question::TooLarge(_, 10_000_000)]));
        assert!(!asked[0].can_go());
    }
}
