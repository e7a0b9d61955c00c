use crate::component::{Component, components};
use crate::contact::Contact;
use crate::invitation::{Invitation, Other};
use crate::limits;
use crate::line::lines;
use crate::{calendar, vcard};
use mime_message::CharsetDecoder;
use serde::{Deserialize, Serialize};

/// The calendar files and vCards of a message, decoded, that are to be read:
/// as a value, so that who asks for it need not hold the parsers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The files, of either kind: what they are their first line says.
    pub files: Vec<String>,
}

/// What was read of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Events, the first 50.
    pub invitations: Vec<Invitation>,
    /// What else is of a calendar, the first 20.
    pub others: Vec<Other>,
    /// vCards, the first 100.
    pub contacts: Vec<Contact>,
    /// Some was left out, because there was too much of it.
    pub is_cut: bool,
}

/// What was read, packed: the engine carries it to the page, and need not know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards(Vec<u8>);

impl Cards {
    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// What was read.
    pub fn unpack(&self) -> Found {
        postcard::from_bytes(&self.0).unwrap_or_default()
    }
    fn pack(found: &Found) -> Self {
        if *found == Found::default() {
            return Self::default();
        }
        // Writing into memory does not fail.
        Self(postcard::to_allocvec(found).unwrap_or_default())
    }
}

impl Job {
    /// Does it.
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> Cards {
        Cards::pack(&self.read(charsets))
    }
    /// Reads all files. The charsets are for vCards that have their own in a line.
    pub fn read(&self, charsets: &dyn CharsetDecoder) -> Found {
        let mut found = Found::default();
        let mut rest = limits::FILE;
        for file in &self.files {
            let (lines, has_lines_left) = lines(file, charsets);
            let (components, has_components_left) = components(lines);
            found.is_cut |= has_lines_left || has_components_left || file.len() > rest;
            for component in &components {
                found.take(component);
            }
            rest = rest.saturating_sub(file.len());
            if rest == 0 {
                break;
            }
        }
        found
    }
}

impl Found {
    fn take(&mut self, component: &Component) {
        if component.name != "VCARD" {
            calendar::read(component, self);
            return;
        }
        let Some(contact) = vcard::read(component) else {
            return;
        };
        if self.contacts.contains(&contact) {
            return;
        }
        if self.contacts.len() < limits::CONTACTS {
            self.contacts.push(contact);
        } else {
            self.is_cut = true;
        }
    }
}
