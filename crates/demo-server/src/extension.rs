//! Forms of commands that imap-codec cannot decode yet, one file per RFC.

mod acl;
mod append;
mod create_special_use;
mod cursor;
mod esearch;
mod fetch_items;
mod fetch_partial;
mod find;
mod gmail;
mod list_extended;
mod notify;
mod search_key;
mod search_result;
mod status_items;
mod utf8;

pub(crate) use acl::{AclRequest, AclVerb, acl};
pub(crate) use append::{AppendMessage, AppendRequest, LiteralForm, append};
pub(crate) use create_special_use::{CreateRequest, create_special_use};
pub(crate) use esearch::{Esearch, esearch_line};
pub(crate) use fetch_items::{FurtherItem, further_items};
pub(crate) use fetch_partial::fetch_partial;
pub(crate) use find::{Criterion, FindKind, FindRequest, SortBy, ThreadAlgorithm, find};
pub(crate) use gmail::{LabelRequest, store_labels};
pub(crate) use list_extended::{ListRequest, list_extended};
pub(crate) use notify::{Events, MailboxFilter, NotifyRequest, notify};
pub(crate) use search_key::{DateTest, SearchKey};
pub(crate) use search_result::saved_set;
pub(crate) use status_items::{FurtherStatus, further_status};
pub(crate) use utf8::with_encoded_names;
