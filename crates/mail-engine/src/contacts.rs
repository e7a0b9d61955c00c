//! The person's contacts, as the page speaks of them.
//!
//! Wishes and news cross the bridge packed: only the page of contacts and the
//! code behind [`crate::Later`] unpack them, and what comes before those two
//! need not know how.

mod aside;
mod beginnings;
mod book;
mod complete;
mod filed;
mod keeping;
mod message;
mod sent;
mod store;
mod wishes;

pub(crate) use store::Contacts;

use crate::engine::Engine;
use crate::later_action::LaterAction;
use cards::{Contact, Version};
use mail_model::{Address, Problem};
use serde::{Deserialize, Serialize};

/// Names a contact or a group: a vCard's UID, which is never given twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContactId(pub String);

/// What a person wants of their contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactsWish {
    /// They are on screen from now on: [`ContactsNews::All`] once they are here,
    /// then what changes.
    Show,
    /// They are on screen no more.
    Hide,
    /// All of one: [`ContactsNews::Read`].
    Read(ContactId),
    /// Keep one like this. The UID within says which; where it is empty a new
    /// one is made.
    Keep {
        /// Which wish it is; the page counts them.
        question: u32,
        /// The contact or group.
        contact: Box<Contact>,
    },
    /// Add somebody, unless one of the contacts has the address.
    Add {
        /// Which wish it is.
        question: u32,
        /// Who.
        address: Address,
    },
    /// Remove some, from the groups that they are in too.
    Remove(Vec<ContactId>),
    /// Bring back what was removed in this session.
    Restore(Vec<ContactId>),
    /// This is being changed, and neither saved nor given up; nothing any more where
    /// `None`. The browser keeps it, as it keeps a draft.
    PutAside(Option<Box<Unfinished>>),
    /// Go on with what was told as [`ContactsNews::Unfinished`], or give it up.
    TakeAside {
        /// It is gone on with.
        goes_on: bool,
    },
    /// Take in all vCards of a file.
    Import {
        /// Which wish it is.
        question: u32,
        /// The file, decoded.
        text: String,
    },
    /// Write some into a file, or all: [`ContactsNews::Exported`].
    Export {
        /// Which wish it is.
        question: u32,
        /// Which; all where `None`.
        contacts: Option<Vec<ContactId>>,
        /// As which version.
        version: Version,
    },
}

/// A contact that somebody was changing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// What it is called by now.
    pub name: String,
    /// As it was.
    pub was: Contact,
    /// As it stands.
    pub now: Contact,
}

/// How the contacts are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactsState {
    /// They are on their way.
    Loading,
    /// They are here, and the account has all that was changed.
    Kept,
    /// What was changed is on its way to the account.
    Saving,
    /// The account does not give them, or does not take what was changed; that
    /// is tried again by itself.
    Refused(Problem),
}

/// A contact or a group, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRow {
    /// Its name among the others.
    pub id: ContactId,
    /// What it is called.
    pub name: String,
    /// What stands below that: where somebody works.
    pub organization: String,
    /// The addresses, the first of which is written to.
    pub emails: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Who is in it, where it is a group.
    pub members: Option<Vec<ContactId>>,
}

/// What became of somebody who was to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptAs {
    /// They are a new contact.
    New(ContactId),
    /// They are a contact that was there.
    Known(ContactId),
    /// They are none, for nothing names them.
    Nobody,
}

/// What became of a file of vCards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// So many are new.
    pub taken: u32,
    /// So many told more of contacts that were there.
    pub merged: u32,
    /// So many told nothing new.
    pub known: u32,
    /// So many could not be read, or name nobody.
    pub skipped: u32,
    /// The file goes on behind what was read.
    pub is_cut: bool,
}

/// What changed about the contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactsNews {
    /// How they are.
    State(ContactsState),
    /// All of them; in no order.
    All(Vec<ContactRow>),
    /// Some came, or are changed.
    Changed(Vec<ContactRow>),
    /// Some are gone.
    Gone(Vec<ContactId>),
    /// All of one.
    Read(Box<Contact>),
    /// This was being changed when a tab ended.
    Unfinished(Box<Unfinished>),
    /// What was to be kept is.
    Kept {
        /// By which wish.
        question: u32,
        /// As whom.
        as_whom: KeptAs,
    },
    /// A file was taken in.
    Imported {
        /// By which wish.
        question: u32,
        /// What it brought.
        imported: Imported,
    },
    /// A file was written.
    Exported {
        /// By which wish.
        question: u32,
        /// The file.
        text: String,
    },
}

impl Engine {
    /// Carries out what is wished of contacts.
    pub(crate) fn act_on_contacts(&mut self, action: LaterAction) {
        match action {
            LaterAction::CompleteAddress { question, typed } => {
                self.complete_address(question, &typed);
            }
            LaterAction::Contacts(wish) => {
                if let Some(wish) = wish.unpack() {
                    self.do_with_contacts(wish);
                }
            }
            _ => {}
        }
    }
}

/// A wish on its way to the contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedWish(Vec<u8>);

impl PackedWish {
    /// Packs it.
    pub fn new(wish: &ContactsWish) -> Self {
        // Writing into memory does not fail.
        Self(postcard::to_allocvec(wish).unwrap_or_default())
    }
    /// The wish.
    pub fn unpack(&self) -> Option<ContactsWish> {
        postcard::from_bytes(&self.0).ok()
    }
}

/// News on their way from the contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedNews(Vec<u8>);

impl PackedNews {
    /// Packs them.
    pub fn new(news: &ContactsNews) -> Self {
        // Writing into memory does not fail.
        Self(postcard::to_allocvec(news).unwrap_or_default())
    }
    /// The news.
    pub fn unpack(&self) -> Option<ContactsNews> {
        postcard::from_bytes(&self.0).ok()
    }
}
