//! What a view must show: as the server's messages say by rules of their own,
//! and as somebody sees it who has just logged in.

use super::story::Story;
use super::{acts, has_taken_back, on_server, stands_above};
use crate::{Choices, Pair, USER};
use core::cmp::Ordering;
use demo_server::Server;
use mail_engine::{Action, View};
use mail_model::{Flag, Flags, SearchKey, SortCriterion, SortKey, Uid};

/// How many rows are looked at together.
const WINDOW: u32 = 40;

/// One of the views of the inbox that are judged.
pub(super) fn choose(choices: &mut Choices<'_>) -> View {
    let by = |key, is_reversed| vec![SortCriterion { key, is_reversed }];
    let is = |flag| Some(SearchKey::Flag(flag));
    let unread = || Some(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen))));
    let conversations = |is_folded, order| View {
        threads: true,
        is_folded,
        order,
        ..View::default()
    };
    let (query, order) = match choices.below(12) {
        0 => return conversations(false, Vec::new()),
        1 => return conversations(true, Vec::new()),
        2 => return conversations(true, by(SortKey::Arrival, false)),
        3 => (is(Flag::Flagged), Vec::new()),
        4 => (unread(), by(SortKey::Subject, true)),
        5 => (Some(SearchKey::Subject("chance".to_owned())), Vec::new()),
        6 => (None, by(SortKey::Size, true)),
        7 => (None, by(SortKey::From, false)),
        8 => (None, by(SortKey::Subject, false)),
        9 => (None, by(SortKey::Date, true)),
        10 => (unread(), by(SortKey::Arrival, false)),
        _ => (unread(), Vec::new()),
    };
    View {
        query,
        order,
        ..View::default()
    }
}

/// Judges the view of the inbox that is open, or `other` where none is; then
/// once more after some of what it shows has changed.
///
/// # Panics
/// When it shows anything else than it must.
pub(super) fn judge(
    pair: &mut Pair,
    story: &mut Story,
    choices: &mut Choices<'_>,
    other: View,
    run: &str,
) {
    let is_open = pair.place.mailbox.as_str() == "INBOX" && !pair.place.view.is_plain();
    if !is_open {
        pair.show("INBOX", other);
    }
    let view = pair.place.view.clone();
    // Whatever still waits for somebody's patience has had it.
    pair.run_for(260_000);
    if pair.page.list_problem.is_some() {
        // It was refused, which the page says: a person asks once more.
        pair.act(Action::Refresh);
        pair.run_for(30_000);
    }
    judge_rows(pair, &view, &format!("{run}: {view:?}"));
    acts::deliver(pair, story, "INBOX");
    for _ in 0..2 {
        if let Some(uid) = on_server(pair, choices) {
            let flag = [Flag::Seen, Flag::Flagged][choices.below(2) as usize].clone();
            pair.set_flags(uid, &Flags::from_iter([flag]));
        }
    }
    if let Some(uid) = on_server(pair, choices) {
        story.doom(pair, "INBOX", &[uid]);
        pair.expunge(uid);
    }
    pair.run_for(130_000);
    judge_rows(pair, &view, &format!("{run}, then changed: {view:?}"));
}

/// Compares what the page shows of the inbox with what it must.
fn judge_rows(pair: &mut Pair, view: &View, run: &str) {
    let mut rows = rows(pair, run);
    let mut order = view.order.iter();
    let is_by_arrival = !view.threads && order.all(|by| by.key == SortKey::Arrival);
    let may_differ = is_by_arrival && has_taken_back(&pair.page);
    let is_ascending = view.order.first().is_some_and(|by| !by.is_reversed);
    if may_differ {
        // What came back stands where it stood, until somebody comes anew.
        let neighbours = rows.iter().zip(rows.iter().skip(1));
        for ((above, _), (below, _)) in neighbours {
            let row = |uid: &Uid| pair.page.find(*uid).cloned();
            let (above, below) = (row(above), row(below));
            let is_so = above.zip(below).is_none_or(|(a, b)| match is_ascending {
                true => stands_above(&b, &a),
                false => stands_above(&a, &b),
            });
            assert!(is_so, "{run}");
        }
        rows.sort_by_key(|(uid, _)| *uid);
    }
    if let Some(mut expected) = expected(pair, view) {
        if may_differ {
            expected.sort_by_key(|(uid, _)| *uid);
        }
        assert_eq!(rows, expected, "{run}");
    }
    let mut anew = seen_anew(pair.server.without_sessions(), pair, view, run);
    if may_differ {
        anew.sort_by_key(|(uid, _)| *uid);
    }
    if view.threads {
        // A conversation stays where it stands while some of it goes.
        rows.sort_by_key(|(uid, _)| *uid);
        anew.sort_by_key(|(uid, _)| *uid);
        // Servers with REFERENCES alone (RFC 5256) put together what is called alike,
        // which is not done here: once such a server has refused to, here it is made.
        let made_here = pair.server.without_sessions_nor("THREAD=REFERENCES");
        if let Some(server) = made_here.filter(|_| rows != anew) {
            anew = seen_anew(server, pair, view, run);
            anew.sort_by_key(|(uid, _)| *uid);
        }
    }
    assert_eq!(rows, anew, "{run}: seen anew");
}

/// All rows, as somebody sees them who has just logged in to that server.
fn seen_anew(server: Server, pair: &Pair, view: &View, run: &str) -> Vec<(Uid, Flags)> {
    let mut other = Pair::with_server(server);
    other.now = pair.now;
    other.log_in("INBOX", None);
    other.run_for(3_000);
    other.show("INBOX", view.clone());
    other.run_for(10_000);
    rows(&mut other, run)
}

/// All rows of the page, from the top.
fn rows(pair: &mut Pair, run: &str) -> Vec<(Uid, Flags)> {
    assert!(pair.page.is_online(), "{run}: {:?}", pair.page.session);
    let total = pair.page.total();
    let total = total.unwrap_or_else(|| panic!("{run}: the view has not come"));
    let mut rows = Vec::new();
    for first in (0..total).step_by(WINDOW as usize) {
        pair.view(first, (first + WINDOW).min(total) - 1);
        pair.run_for(5_000);
        let list = pair.page.list.as_ref();
        let shown = list.and_then(|list| list.rows.get(first as usize..));
        for (row, shown) in shown
            .unwrap_or_default()
            .iter()
            .enumerate()
            .take(WINDOW as usize)
        {
            let shown = shown.as_ref();
            let shown = shown.unwrap_or_else(|| panic!("{run}: row {first} + {row} is missing"));
            rows.push((shown.uid, shown.flags.clone()));
        }
    }
    assert_eq!(rows.len(), total as usize, "{run}");
    rows
}

/// A message of the server's, as far as views ask for it.
struct Message {
    uid: Uid,
    flags: Flags,
    raw: Vec<u8>,
}

impl Message {
    /// A field of its header; those of these plays are ASCII where it counts, and
    /// never folded.
    fn field(&self, name: &str) -> String {
        let text = String::from_utf8_lossy(&self.raw);
        let mut lines = text.lines().take_while(|line| !line.is_empty());
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.unwrap_or_default().to_owned()
    }
    /// The subject without what answering and forwarding put before it (RFC 5256 §2.1).
    fn base_subject(&self) -> String {
        let mut subject = self.field("Subject").to_ascii_uppercase();
        while let Some(rest) = ["RE:", "FWD:", "FW:"]
            .iter()
            .find_map(|prefix| subject.strip_prefix(prefix))
        {
            subject = rest.trim_start().to_owned();
        }
        subject
    }
    /// What stands before the `@` of whom it is from.
    fn sender(&self) -> String {
        let from = self.field("From");
        let address = from.rsplit('<').next().unwrap_or_default();
        let local = address.split('@').next().unwrap_or_default();
        local.to_ascii_uppercase()
    }
    fn matches(&self, query: &SearchKey) -> Option<bool> {
        Some(match query {
            SearchKey::Not(key) => !self.matches(key)?,
            SearchKey::Flag(flag) => self.flags.contains(flag),
            SearchKey::Subject(text) => {
                let subject = self.field("Subject").to_ascii_uppercase();
                subject.contains(&text.to_ascii_uppercase())
            }
            _ => return None,
        })
    }
    fn compare(&self, other: &Self, key: SortKey) -> Option<Ordering> {
        Some(match key {
            SortKey::Arrival => self.uid.cmp(&other.uid),
            SortKey::Size => self.raw.len().cmp(&other.raw.len()),
            SortKey::Subject => self.base_subject().cmp(&other.base_subject()),
            SortKey::From => self.sender().cmp(&other.sender()),
            _ => return None,
        })
    }
}

/// The rows of a view, where these simple rules tell them.
fn expected(pair: &Pair, view: &View) -> Option<Vec<(Uid, Flags)>> {
    if view.threads || view.search.is_some() {
        return None;
    }
    let all = pair.server.messages(USER, "INBOX").into_iter();
    let mut messages = Vec::new();
    for (uid, flags) in all {
        let message = Message {
            raw: pair.server.message(USER, "INBOX", uid)?,
            uid,
            flags,
        };
        let matches = view.query.as_ref().map(|query| message.matches(query));
        if matches.unwrap_or(Some(true))? {
            messages.push(message);
        }
    }
    match view.order.as_slice() {
        [] => messages.reverse(),
        [by] => {
            messages.first()?.compare(messages.first()?, by.key)?;
            // What is equal stands as it came.
            messages.sort_by(|one, other| {
                let order = one.compare(other, by.key).unwrap_or(Ordering::Equal);
                if by.is_reversed {
                    order.reverse()
                } else {
                    order
                }
            });
        }
        _ => return None,
    }
    let rows = messages.into_iter();
    Some(rows.map(|message| (message.uid, message.flags)).collect())
}
