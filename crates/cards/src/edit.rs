//! A card is changed to tell what a contact tells: what it told before and tells
//! still stays in its line, and what is not understood stays as it is.

use crate::card::{Card, LONGEST_TYPED, birthday};
use crate::contact::{Contact, Label, Labelled, Names, PostalAddress};
use crate::file::escaped;
use crate::line::{Line, clean};
use crate::{limits, vcard};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// An entry of which a card has several: what its line says, and what for.
trait Entry: Clone {
    /// The property's name.
    const NAME: &'static str;
    /// What the line says, beside what for.
    fn says_same(&self, line: &Line) -> bool;
    /// What for.
    fn label(&self) -> &Label;
    /// The escaped value.
    fn value(&self) -> String;
}

/// Entries of one text.
macro_rules! text_entry {
    ($entry:ident, $name:literal, $read:path, $write:expr) => {
        #[derive(Clone)]
        struct $entry(Labelled);
        impl Entry for $entry {
            const NAME: &'static str = $name;
            fn says_same(&self, line: &Line) -> bool {
                $read(line) == self.0.value
            }
            fn label(&self) -> &Label {
                &self.0.label
            }
            fn value(&self) -> String {
                $write(&self.0.value)
            }
        }
    };
}
text_entry!(Email, "EMAIL", vcard::email, escaped);
text_entry!(Phone, "TEL", vcard::phone, escaped);
// An address of the web is an URI, in which nothing is escaped.
text_entry!(Page, "URL", vcard::url, str::to_owned);

impl Entry for PostalAddress {
    const NAME: &'static str = "ADR";
    fn says_same(&self, line: &Line) -> bool {
        let bare = PostalAddress {
            label: Label::None,
            ..self.clone()
        };
        vcard::postal_address(line) == bare
    }
    fn label(&self) -> &Label {
        &self.label
    }
    fn value(&self) -> String {
        let rest = [
            &self.street,
            &self.town,
            &self.region,
            &self.code,
            &self.country,
        ];
        let rest: Vec<String> = rest.into_iter().map(|field| escaped(field)).collect();
        format!(";;{}", rest.join(";"))
    }
}

impl Card {
    /// Has it tell what a contact tells. Its UID is not changed.
    pub fn edit(&mut self, contact: &Contact) {
        let before = self.contact().unwrap_or_default();
        let contact = &cleaned(contact);
        if contact.name != before.name || self.0.line("FN").is_none() {
            let name = match contact.name.is_empty() {
                true => contact.natural_name(),
                false => contact.name.clone(),
            };
            self.set("FN", Some(escaped(&name)));
        }
        if contact.names != before.names {
            self.set("N", names(&contact.names));
        }
        for (name, is_changed, value) in [
            (
                "NICKNAME",
                contact.nickname != before.nickname,
                &contact.nickname,
            ),
            (
                "ORG",
                contact.organization != vcard::organization(&self.0),
                &contact.organization,
            ),
            ("TITLE", contact.title != before.title, &contact.title),
            ("NOTE", contact.note != before.note, &contact.note),
        ] {
            if is_changed {
                self.set_first(name, value);
            }
        }
        if contact.birthday != before.birthday {
            self.set("BDAY", contact.birthday.map(birthday));
        }
        if contact.photo != before.photo {
            let url = contact.photo.as_ref().map(|photo| {
                let data = BASE64.encode(&photo.bytes);
                format!("data:{};base64,{data}", photo.media_type)
            });
            self.set("PHOTO", url);
        }
        self.set_entries(&all(&before.emails, Email), &all(&contact.emails, Email));
        self.set_entries(&all(&before.phones, Phone), &all(&contact.phones, Phone));
        self.set_entries(&all(&before.urls, Page), &all(&contact.urls, Page));
        self.set_entries(&before.addresses, &contact.addresses);
        if contact.members != before.members {
            self.set_members(contact.members.as_deref());
        }
    }
    /// Changes the first line of a name, of which there may be several.
    fn set_first(&mut self, name: &str, value: &str) {
        let lines = &mut self.0.lines;
        let place = lines.iter().position(|line| line.name == name);
        match (place, value.is_empty()) {
            (Some(place), true) => {
                lines.remove(place);
            }
            (Some(place), false) => {
                if let Some(line) = lines.get_mut(place) {
                    line.value = escaped(value);
                }
            }
            (None, true) => {}
            (None, false) => lines.push(Line::new(name, escaped(value))),
        }
    }
    fn set_entries<E: Entry>(&mut self, before: &[E], after: &[E]) {
        let card = self.0.clone();
        let mut placed: Vec<Option<Line>> = vec![None; after.len()];
        let (mut kept, mut first) = (Vec::new(), None);
        for line in core::mem::take(&mut self.0.lines) {
            let was_told = line.name == E::NAME && before.iter().any(|e| e.says_same(&line));
            if !was_told {
                kept.push(line);
                continue;
            }
            first.get_or_insert(kept.len());
            let place = after.iter().position(|entry| entry.says_same(&line));
            let slot = place.and_then(|place| placed.get_mut(place));
            if let Some(slot) = slot.filter(|slot| slot.is_none()) {
                *slot = Some(line);
            }
        }
        self.0.lines = kept;
        let mut all = Vec::new();
        for (entry, line) in after.iter().zip(placed) {
            let is_as_it_was = line
                .as_ref()
                .is_some_and(|line| vcard::label(&card, line) == *entry.label());
            let mut line = line.unwrap_or_else(|| Line::new(E::NAME, entry.value()));
            if !is_as_it_was {
                self.set_label(&mut line, entry.label());
            }
            all.push(line);
        }
        let place = first.unwrap_or(self.0.lines.len()).min(self.0.lines.len());
        self.0.lines.splice(place..place, all);
        // What names a line that is gone names nothing.
        let groups: Vec<String> = self.named_groups();
        self.0
            .lines
            .retain(|line| line.name != "X-ABLABEL" || groups.contains(&line.group));
    }
    fn named_groups(&self) -> Vec<String> {
        let others = self.0.lines.iter();
        let others = others.filter(|line| line.name != "X-ABLABEL");
        others.map(|line| line.group.clone()).collect()
    }
    /// Says what a line is for: in a word, or in a line beside it.
    fn set_label(&mut self, line: &mut Line, label: &Label) {
        let group = core::mem::take(&mut line.group);
        let is_of_group = |other: &Line| other.name == "X-ABLABEL" && other.group == group;
        if !group.is_empty() {
            self.0.lines.retain(|other| !is_of_group(other));
        }
        line.retain_parameters(|name, value| {
            let words = ["HOME", "WORK", "CELL", "FAX"];
            name != "TYPE" || !words.iter().any(|word| value.eq_ignore_ascii_case(word))
        });
        match label {
            Label::None => {}
            Label::Home => line.add_parameter("TYPE", "home"),
            Label::Work => line.add_parameter("TYPE", "work"),
            Label::Mobile => line.add_parameter("TYPE", "cell"),
            Label::Fax => line.add_parameter("TYPE", "fax"),
            Label::Named(name) => {
                line.group = self.fresh_group();
                let mut named = Line::new("X-ABLABEL", escaped(name));
                named.group.clone_from(&line.group);
                self.0.lines.push(named);
            }
        }
    }
    /// A group's name that no line has.
    pub(crate) fn fresh_group(&self) -> String {
        let is_free = |name: &String| !self.0.lines.iter().any(|line| line.group == *name);
        let mut names = (1..=self.0.lines.len() + 1).map(|number| format!("ITEM{number}"));
        names.find(is_free).unwrap_or_default()
    }
    fn set_members(&mut self, members: Option<&[String]>) {
        self.set("KIND", members.map(|_| "group".to_owned()));
        let members = members.unwrap_or_default();
        let lines = &mut self.0.lines;
        let before: Vec<String> = lines.iter().map(vcard::member).collect();
        lines.retain(|line| {
            let member = vcard::member(line);
            member.is_empty() || members.contains(&member)
        });
        let new = members.iter().filter(|member| !before.contains(member));
        lines.extend(new.take(limits::MEMBERS).map(|member| {
            let url = match member.contains(':') {
                true => member.clone(),
                false => format!("urn:uuid:{member}"),
            };
            Line::new("MEMBER", url)
        }));
    }
}

fn all<E>(entries: &[Labelled], entry: impl Fn(Labelled) -> E) -> Vec<E> {
    entries.iter().cloned().map(entry).collect()
}

fn names(names: &Names) -> Option<String> {
    let fields = [
        &names.family,
        &names.given,
        &names.additional,
        &names.prefixes,
        &names.suffixes,
    ];
    let is_any = fields.iter().any(|field| !field.is_empty());
    is_any.then(|| fields.map(|field| escaped(field)).join(";"))
}

/// A contact as it is read again once it is written.
fn cleaned(contact: &Contact) -> Contact {
    let short = |text: &str| clean(text, limits::SHORT_TEXT);
    let label = |label: &Label| match label {
        Label::Named(name) => match clean(name, 100) {
            name if name.is_empty() => Label::None,
            name => Label::Named(name),
        },
        other => other.clone(),
    };
    let entries = |entries: &[Labelled]| -> Vec<Labelled> {
        let mut cleaned: Vec<Labelled> = Vec::new();
        for entry in entries {
            let value = short(&entry.value);
            let is_known = cleaned.iter().any(|known| known.value == value);
            if !value.is_empty() && !is_known && cleaned.len() < limits::ENTRIES {
                let label = label(&entry.label);
                cleaned.push(Labelled { label, value });
            }
        }
        cleaned
    };
    let urls = entries(&contact.urls).into_iter().filter_map(|entry| {
        let value = crate::calendar::web_address(&entry.value)?;
        Some(Labelled { value, ..entry })
    });
    let addresses = contact.addresses.iter().map(|address| PostalAddress {
        label: label(&address.label),
        street: short(&address.street),
        town: short(&address.town),
        region: short(&address.region),
        code: short(&address.code),
        country: short(&address.country),
    });
    let is_any = |address: &PostalAddress| !address.lines().is_empty();
    Contact {
        uid: contact.uid.clone(),
        name: short(&contact.name),
        names: Names {
            family: short(&contact.names.family),
            given: short(&contact.names.given),
            additional: short(&contact.names.additional),
            prefixes: short(&contact.names.prefixes),
            suffixes: short(&contact.names.suffixes),
        },
        nickname: short(&contact.nickname),
        organization: short(&contact.organization),
        title: short(&contact.title),
        emails: entries(&contact.emails),
        phones: entries(&contact.phones),
        addresses: addresses.filter(is_any).take(limits::ENTRIES).collect(),
        urls: urls.collect(),
        birthday: contact.birthday,
        note: clean(&contact.note, LONGEST_TYPED),
        photo: contact
            .photo
            .clone()
            .filter(|photo| photo.bytes.len() <= limits::PHOTO),
        members: contact.members.clone(),
    }
}
