//! Messages of the open list that the person means without having looked at them:
//! those of a stretch of rows, or those that are read, unread, flagged or not.
//!
//! What is known here is answered at once. Of rows that the server sorts and nobody
//! has looked at, and of flags that were not told, the server is asked.

use crate::action::{Choice, ListId};
use crate::engine::Engine;
use crate::later_change::LaterChange;
use crate::link::Purpose;
use crate::list::MessageList;
use core::ops::Range;
use imap_client::{Priority, Request, RequestId};
use mail_model::{Flag, SearchKey, Uid, UidSet};

/// A question that the server was asked.
#[derive(Debug)]
pub(crate) struct Choosing {
    list: ListId,
    question: u32,
    request: RequestId,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// These rows' messages, beside those that are told.
    Rows(UidSet),
    /// Those of which a flag is set, or not; or all others.
    Flag {
        flag: Flag,
        value: bool,
        are_others: bool,
    },
}

impl Kind {
    /// A conversation is unread if one of its messages is, and flagged likewise.
    fn of_flag(flag: Flag, value: bool, is_folded: bool) -> Self {
        let marks = flag == Flag::Flagged;
        let are_others = is_folded && value != marks;
        Self::Flag {
            flag,
            value: value != are_others,
            are_others,
        }
    }
}

impl Engine {
    /// The person means such messages of a list: `LaterChange::Chosen`. Nothing is
    /// told of what was found in several mailboxes: it is known as far as it has rows.
    pub(crate) fn choose(&mut self, list: ListId, question: u32, choice: &Choice) {
        self.account.choosing = None;
        let open = self.account.list.as_ref().filter(|open| open.id == list);
        let Some(open) = open else {
            return;
        };
        let is_folded = open.is_folded();
        let (kind, request) = match choice {
            Choice::Rows { first, last } => {
                let (known, unknown) = open.uids_in(*first, *last);
                let sort = unknown.and_then(|rows| sort_of(open, rows));
                (Kind::Rows(known), sort)
            }
            Choice::Seen(value) => {
                let kind = Kind::of_flag(Flag::Seen, *value, is_folded);
                let search = search_of(open, &kind);
                (kind, search)
            }
            Choice::Flagged(value) => {
                let kind = Kind::of_flag(Flag::Flagged, *value, is_folded);
                let search = search_of(open, &kind);
                (kind, search)
            }
        };
        let Some(request) = request else {
            return self.tell_chosen(question, &kind, &UidSet::new());
        };
        let Some(link) = self.link.as_mut().filter(|link| link.leads_to(list)) else {
            return;
        };
        let request = link.submit(request, Priority::Interactive, Purpose::Sweep, self.now);
        self.account.choosing = request.map(|request| Choosing {
            list,
            question,
            request,
            kind,
        });
    }
    /// The server has answered a question with these.
    pub(crate) fn choosing_answered(&mut self, request: RequestId, uids: &UidSet) {
        let asked = &mut self.account.choosing;
        let asked = asked.take_if(|asked| asked.request == request);
        let open = self.account.list.as_ref();
        if let Some(asked) = asked.filter(|asked| open.is_some_and(|open| open.id == asked.list)) {
            self.tell_chosen(asked.question, &asked.kind, uids);
        }
    }
    fn tell_chosen(&mut self, question: u32, kind: &Kind, told: &UidSet) {
        let Some(list) = &self.account.list else {
            return;
        };
        let all = list.shown_uids().0;
        let chosen = match kind {
            Kind::Rows(known) => known.union(told),
            Kind::Flag {
                flag,
                value,
                are_others,
            } => {
                // What is known here goes before the server's word: it may not have
                // heard yet what the person did.
                let known = list.known_of(&all);
                let shows = |uid: &Uid| {
                    let flags = self.shown_flags(*uid);
                    flags.is_some_and(|flags| flags.contains(flag) == *value)
                };
                let own: UidSet = known.iter().copied().filter(shows).collect();
                let told = told.without(&known.into_iter().collect()).union(&own);
                let whole = list.with_conversations(&told);
                match are_others {
                    true => all.without(&whole),
                    false => whole,
                }
            }
        };
        let uids = chosen.without(&self.account.overlay.hidden(&list.mailbox));
        let chosen = LaterChange::Chosen { question, uids };
        self.changes.push_back(chosen.into());
    }
}

/// What the server is asked for rows that it alone knows.
fn sort_of(list: &MessageList, rows: Range<u32>) -> Option<Request> {
    let view = list.shown_view();
    (!view.order.is_empty()).then(|| Request::Sort {
        query: view.query.unwrap_or(SearchKey::All),
        order: view.order,
        window: Some(imap_client::Window {
            skip: rows.start,
            count: rows.end.saturating_sub(rows.start),
        }),
        with_rows: false,
    })
}

/// What the server is asked about flags; nothing where all of them are known.
fn search_of(list: &MessageList, kind: &Kind) -> Option<Request> {
    let Kind::Flag { flag, value, .. } = kind else {
        return None;
    };
    let (all, is_whole) = list.shown_uids();
    if is_whole && list.known_of(&all).len() == all.len() as usize {
        return None;
    }
    let has = SearchKey::Flag(flag.clone());
    let has = match value {
        true => has,
        false => SearchKey::Not(Box::new(has)),
    };
    let mut keys: Vec<SearchKey> = list.shown_view().query.into_iter().collect();
    keys.push(has);
    Some(Request::Search(SearchKey::And(keys)))
}
