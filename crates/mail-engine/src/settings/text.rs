//! Settings as text, the form in which they are kept and taken elsewhere: a line
//! for each, a word and its value.
//!
//! What is damaged, unknown or of another version costs its line alone. Lines
//! that belong together, such as those of an identity, begin with the same two
//! words; [`super::merge`] keeps or replaces them as one.

use super::{ReplyPlace, Settings, Writing};
use crate::preferences::Preferences;
use mail_model::{Address, Identity, IdentityId, Phrase, Template, TemplateId};

/// The first line: which format it is. Later ones may add lines to it.
pub(super) const HEAD: &str = "porthole-settings 1\n";
/// So much is read, and kept: the most that is asked for of an annotation.
const LONGEST: usize = 1024 * 1024;
/// So many identities and templates, and addresses in each place of one.
const MOST: usize = 500;

impl Settings {
    /// What was made by [`Settings::to_text`].
    pub fn from_text(text: &str) -> Self {
        let mut read = Self::default();
        if text.len() > LONGEST {
            return read;
        }
        read.preferences = Preferences::from_text(text);
        for line in text.lines() {
            read.read_line(line);
        }
        read
    }

    /// Whether a text is one of settings at all.
    pub fn is_text(text: &str) -> bool {
        text.len() <= LONGEST && text.starts_with("porthole-settings ")
    }

    /// A line for each.
    pub fn to_text(&self) -> String {
        let word = |is| if is { "yes" } else { "no" };
        let writing = &self.writing;
        let place = match writing.reply_place {
            ReplyPlace::Above => "above",
            ReplyPlace::Below => "below",
        };
        let mut text = format!(
            "{HEAD}{}rich {}\nmarkdown {}\nreply {place}\nquote {}\nundo {}\ncollect {}\n",
            self.preferences.to_text(),
            word(writing.is_rich),
            word(writing.is_markdown),
            word(writing.quotes),
            writing.undo_seconds,
            word(writing.collects),
        );
        self.alerts.write(&mut text);
        if self.is_welcomed {
            text.push_str("welcomed yes\n");
        }
        if let Some(IdentityId(id)) = self.default_identity {
            text.push_str(&format!("default-identity {id:x}\n"));
        }
        for identity in &self.identities {
            write_identity(identity, &mut text);
        }
        for template in &self.templates {
            write_template(template, &mut text);
        }
        text
    }

    /// Whether it is more than can be kept.
    pub(crate) fn is_too_much(&self) -> bool {
        self.identities.len() > MOST
            || self.templates.len() > MOST
            || self.to_text().len() > LONGEST
    }

    fn read_line(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(' ') else {
            return;
        };
        let writing = &mut self.writing;
        match name {
            "rich" => set(&mut writing.is_rich, value),
            "markdown" => set(&mut writing.is_markdown, value),
            "quote" => set(&mut writing.quotes, value),
            "collect" => set(&mut writing.collects, value),
            "reply" => match value {
                "above" => writing.reply_place = ReplyPlace::Above,
                "below" => writing.reply_place = ReplyPlace::Below,
                _ => {}
            },
            "undo" => {
                if let Ok(seconds) = value.parse() {
                    writing.undo_seconds = Writing::MOST_UNDO_SECONDS.min(seconds);
                }
            }
            "default-identity" => {
                let id = u32::from_str_radix(value, 16).ok();
                self.default_identity = id.map(IdentityId).or(self.default_identity);
            }
            "identity" | "template" => {
                let mut words = value.splitn(3, ' ');
                let (id, field) = (words.next().unwrap_or_default(), words.next());
                let value = words.next().unwrap_or_default();
                if let (Ok(id), Some(field)) = (u32::from_str_radix(id, 16), field) {
                    match name {
                        "identity" => self.read_identity(IdentityId(id), field, value),
                        _ => self.read_template(TemplateId(id), field, value),
                    }
                }
            }
            "welcomed" => set(&mut self.is_welcomed, value),
            _ => self.alerts.read_line(name, value),
        }
    }

    fn read_identity(&mut self, id: IdentityId, field: &str, value: &str) {
        let all = &mut self.identities;
        let place = match all.iter().position(|identity| identity.id == id) {
            Some(place) => place,
            // Without its address it is nobody.
            None if field == "address" && all.len() < MOST => {
                all.push(Identity {
                    id,
                    from: Address::default(),
                    reply_to: Vec::new(),
                    bcc: Vec::new(),
                    signature: Phrase::default(),
                });
                all.len() - 1
            }
            None => return,
        };
        let Some(identity) = all.get_mut(place) else {
            return;
        };
        let push = |to: &mut Vec<Address>| {
            if to.len() < MOST {
                to.push(read_address(value));
            }
        };
        match field {
            "address" => identity.from.address = in_one_line(&unescaped(value)),
            "name" => identity.from.name = in_one_line(&unescaped(value)),
            "reply-to" => push(&mut identity.reply_to),
            "bcc" => push(&mut identity.bcc),
            "signature-text" => identity.signature = Phrase::Text(unescaped(value)),
            "signature-html" => identity.signature = Phrase::Html(unescaped(value)),
            _ => {}
        }
    }

    fn read_template(&mut self, id: TemplateId, field: &str, value: &str) {
        let all = &mut self.templates;
        let place = match all.iter().position(|template| template.id == id) {
            Some(place) => place,
            None if field == "name" && all.len() < MOST => {
                all.push(Template {
                    id,
                    name: String::new(),
                    subject: String::new(),
                    body: Phrase::default(),
                });
                all.len() - 1
            }
            None => return,
        };
        let Some(template) = all.get_mut(place) else {
            return;
        };
        match field {
            "name" => template.name = in_one_line(&unescaped(value)),
            "subject" => template.subject = in_one_line(&unescaped(value)),
            "text" => template.body = Phrase::Text(unescaped(value)),
            "html" => template.body = Phrase::Html(unescaped(value)),
            _ => {}
        }
    }
}

fn write_identity(identity: &Identity, text: &mut String) {
    let id = identity.id.0;
    let mut line = |field: &str, value: &str| write(text, "identity", id, field, value);
    line("address", &escaped(&identity.from.address));
    if !identity.from.name.is_empty() {
        line("name", &escaped(&identity.from.name));
    }
    for (field, addresses) in [("reply-to", &identity.reply_to), ("bcc", &identity.bcc)] {
        for address in addresses {
            line(field, &write_address(address));
        }
    }
    match &identity.signature {
        Phrase::Text(said) if said.is_empty() => {}
        Phrase::Text(said) => line("signature-text", &escaped(said)),
        Phrase::Html(said) => line("signature-html", &escaped(said)),
    }
}

fn write_template(template: &Template, text: &mut String) {
    let id = template.id.0;
    let mut line = |field: &str, value: &str| write(text, "template", id, field, value);
    line("name", &escaped(&template.name));
    if !template.subject.is_empty() {
        line("subject", &escaped(&template.subject));
    }
    match &template.body {
        Phrase::Text(said) if said.is_empty() => {}
        Phrase::Text(said) => line("text", &escaped(said)),
        Phrase::Html(said) => line("html", &escaped(said)),
    }
}

fn write(text: &mut String, kind: &str, id: u32, field: &str, value: &str) {
    text.push_str(&format!("{kind} {id:x} {field} {value}\n"));
}

/// The address, and the name behind it.
fn write_address(address: &Address) -> String {
    let (name, address) = (escaped(&address.name), escaped(&address.address));
    format!("{} {name}", address.replace(' ', "\\_"))
}

fn read_address(value: &str) -> Address {
    let (address, name) = value.split_once(' ').unwrap_or((value, ""));
    Address {
        name: in_one_line(&unescaped(name)),
        address: in_one_line(&unescaped(address)),
    }
}

/// A text in one line.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            _ => line.push(letter),
        }
    }
    line
}

fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('_') => text.push(' '),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(letter),
        }
    }
    text
}

/// What stands in a header field has no line ends.
fn in_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

pub(super) fn set(setting: &mut bool, value: &str) {
    match value {
        "yes" => *setting = true,
        "no" => *setting = false,
        _ => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn address(name: &str, address: &str) -> Address {
        Address {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }

    pub(in crate::settings) fn much() -> Settings {
        let mut settings = Settings::default();
        settings.preferences.prefers_text = true;
        settings.preferences.allow_remote_from("news@example.org");
        settings.writing = Writing {
            is_rich: false,
            is_markdown: true,
            reply_place: ReplyPlace::Below,
            quotes: false,
            undo_seconds: 20,
            collects: false,
        };
        settings.alerts.notifies = true;
        settings.alerts.sounds = true;
        settings.alerts.words = crate::AlertWords::NewMail;
        settings
            .alerts
            .set_mailbox(&mail_model::MailboxName::new("My lists/ä"), true);
        settings.is_welcomed = true;
        settings.identities = vec![
            Identity {
                id: IdentityId(1),
                from: address("Ada \\ \"Lovelace\"", "ada@example.org"),
                reply_to: vec![
                    address("", "a b@x.example"),
                    address("Zwei Ä", "z@x.example"),
                ],
                bcc: vec![address("", "me@example.org")],
                signature: Phrase::Text("-- \nAda\n\\n\r\n\n ende ".to_owned()),
            },
            Identity {
                id: IdentityId(u32::MAX),
                from: address("", "info@example.org"),
                reply_to: Vec::new(),
                bcc: Vec::new(),
                signature: Phrase::Html("<p>a</p>\n<b>ä</b>".to_owned()),
            },
        ];
        settings.default_identity = Some(IdentityId(u32::MAX));
        settings.templates = vec![Template {
            id: TemplateId(7),
            name: "Thanks, {name}".to_owned(),
            subject: "Thank you".to_owned(),
            body: Phrase::Html("<p>Dear {name}</p>".to_owned()),
        }];
        settings
    }

    #[test]
    fn settings_are_read_back_from_their_text() {
        let settings = much();
        let text = settings.to_text();
        assert_eq!(Settings::from_text(&text), settings, "{text}");
        assert!(Settings::is_text(&text));
        assert_eq!(Settings::from_text(""), Settings::default());
        assert!(!Settings::is_text("From: a@b"));
        // Preferences that a browser kept are settings too.
        let kept = settings.preferences.to_text();
        assert_eq!(Settings::from_text(&kept).preferences, settings.preferences);
    }

    #[test]
    fn damage_costs_its_line_alone() {
        let settings = much();
        let lines: Vec<String> = settings.to_text().lines().map(str::to_owned).collect();
        for damaged in 0..lines.len() {
            for damage in [
                "",
                "identity",
                "identity zz",
                "identity 1",
                "\0 \u{7f}",
                "undo -1",
            ] {
                let mut lines = lines.clone();
                lines[damaged] = damage.to_owned();
                let read = Settings::from_text(&lines.join("\n"));
                let line = &lines[damaged];
                assert!(
                    read.identities.len() + 1 >= settings.identities.len(),
                    "{line}"
                );
                assert_eq!(
                    read.templates.len(),
                    usize::from(!text_of(&settings, damaged).starts_with("template 7 name"))
                );
            }
        }
    }

    fn text_of(settings: &Settings, line: usize) -> String {
        settings
            .to_text()
            .lines()
            .nth(line)
            .unwrap_or_default()
            .to_owned()
    }

    #[test]
    fn what_is_read_never_makes_a_second_line_of_a_header() {
        let text = "identity 1 address a@b\\r\\nBcc: x@y\nidentity 1 name A\\nB\n\
            identity 1 bcc c@d\\r\\nX E\\nF\ntemplate 1 name N\ntemplate 1 subject S\\nT";
        let read = Settings::from_text(text);
        let identity = &read.identities[0];
        assert_eq!(identity.from, address("A B", "a@b  Bcc: x@y"));
        assert_eq!(identity.bcc, [address("E F", "c@d  X")]);
        assert_eq!(read.templates[0].subject, "S T");
    }

    #[test]
    fn nothing_grows_without_end() {
        let mut text = String::new();
        for number in 0..2 * MOST {
            text.push_str(&format!(
                "identity {number:x} address a@b\ntemplate {number:x} name n\n"
            ));
            text.push_str("identity 0 bcc a@b\n");
        }
        let read = Settings::from_text(&text);
        assert_eq!((read.identities.len(), read.templates.len()), (MOST, MOST));
        assert_eq!(read.identities[0].bcc.len(), MOST);
        let endless = "rich no\n".repeat(LONGEST);
        assert_eq!(Settings::from_text(&endless), Settings::default());
        let mut much = much();
        assert!(!much.is_too_much());
        much.templates[0].body = Phrase::Text("x".repeat(LONGEST));
        assert!(much.is_too_much());
    }
}
