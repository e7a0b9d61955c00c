//! The mailboxes that accounts begin with, as each server has them.

use mail_model::SpecialUse;

/// A mailbox's name and what it is for.
pub(super) type Usual = (&'static str, SpecialUse);

/// By Debian's configuration, and as most clients make them.
pub(super) const COMMON: &[Usual] = &[
    ("Archive", SpecialUse::Archive),
    ("Drafts", SpecialUse::Drafts),
    ("Junk", SpecialUse::Junk),
    ("Sent", SpecialUse::Sent),
    ("Trash", SpecialUse::Trash),
];

pub(super) const COURIER: &[Usual] = &[
    ("Drafts", SpecialUse::Drafts),
    ("Sent", SpecialUse::Sent),
    ("Trash", SpecialUse::Trash),
];

pub(super) const GMAIL: &[Usual] = &[
    ("[Gmail]/All Mail", SpecialUse::All),
    ("[Gmail]/Drafts", SpecialUse::Drafts),
    ("[Gmail]/Important", SpecialUse::Important),
    ("[Gmail]/Sent Mail", SpecialUse::Sent),
    ("[Gmail]/Spam", SpecialUse::Junk),
    ("[Gmail]/Starred", SpecialUse::Flagged),
    ("[Gmail]/Trash", SpecialUse::Trash),
];

/// Their purpose is not told: Office 365 does not offer SPECIAL-USE.
pub(super) const OFFICE365: &[Usual] = &[
    ("Archive", SpecialUse::Archive),
    ("Deleted Items", SpecialUse::Trash),
    ("Drafts", SpecialUse::Drafts),
    ("Junk Email", SpecialUse::Junk),
    ("Sent Items", SpecialUse::Sent),
];
