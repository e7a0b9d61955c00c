//! Forms of commands that imap-codec cannot decode yet, one file per RFC.

mod acl;
mod append;
mod create_special_use;
mod cursor;
mod esearch;
mod fetch_items;
mod list_extended;
mod notify;
mod status_items;

pub(crate) use acl::{AclRequest, AclVerb, acl};
pub(crate) use append::{AppendMessage, AppendRequest, LiteralForm, append};
pub(crate) use create_special_use::{CreateRequest, create_special_use};
pub(crate) use esearch::{Esearch, esearch, esearch_line};
pub(crate) use fetch_items::{FurtherItem, further_items};
pub(crate) use list_extended::{ListRequest, list_extended};
pub(crate) use notify::{Events, MailboxFilter, NotifyRequest, notify};
pub(crate) use status_items::{FurtherStatus, further_status};
