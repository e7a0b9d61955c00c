//! Rows of the list, and how a row is got out of a server that stumbles over
//! its message: asked for again without BODYSTRUCTURE, then with its header alone.

mod window;

use super::set::Pieces;
use super::{Answer, Events, Step, Work};
use crate::event::{Event, FetchedRow, Outcome};
use crate::fetch_data::FetchData;
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RowSelection;
use crate::response::Status;
use crate::selected::Selected;
use crate::session::Session;
use crate::wire::segments;
use mail_model::{Flags, Map, ProblemKind, Uid, UidSet};
use std::collections::VecDeque;
use window::{Detail, Partial, Target, Window};

/// How many rows one command asks for.
const WINDOW: u32 = 500;
/// How many refused messages are asked for one by one.
const SINGLES_LIMIT: u32 = 64;

/// Asks for rows.
#[derive(Debug)]
pub(crate) struct FetchRows {
    selection: RowSelection,
    detail: Detail,
    /// Whether the selection was turned into windows.
    is_planned: bool,
    /// The size of the mailbox that the plan believed in before SELECT told.
    believed_exists: Option<u32>,
    waiting: VecDeque<Window>,
    under_way: Map<u32, Window>,
    next_label: u32,
    refused: Option<Outcome>,
}

impl FetchRows {
    pub(crate) fn new(selection: RowSelection) -> Self {
        Self {
            selection,
            detail: Detail::Full,
            is_planned: false,
            believed_exists: None,
            waiting: VecDeque::new(),
            under_way: Map::new(),
            next_label: 0,
            refused: None,
        }
    }

    /// What rows were told without: their messages' first words.
    pub(crate) fn previews(uids: UidSet) -> Self {
        Self {
            detail: Detail::Preview,
            ..Self::new(RowSelection::Uids(uids))
        }
    }

    /// The rows of what the search before it saved (`$`); which those are is told
    /// by [`Self::expect_saved`] before they come.
    pub(crate) fn of_saved() -> Self {
        let mut rows = Self::new(RowSelection::Uids(UidSet::new()));
        rows.is_planned = true;
        let target = Target::Saved(UidSet::new());
        rows.waiting.push_back(Window::new(target, Detail::Full));
        rows
    }

    /// Whether a command of it is under way.
    pub(crate) fn is_under_way(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// The search saved these: other rows are not meant, and of these none may
    /// be missing.
    pub(crate) fn expect_saved(&mut self, uids: UidSet) {
        let windows = self.under_way.values_mut().chain(&mut self.waiting);
        for window in windows {
            if let Target::Saved(expected) = &mut window.target {
                *expected = uids;
                return;
            }
        }
        // Its end came too early.
        self.selection = RowSelection::Uids(uids);
        self.is_planned = false;
    }

    fn plan(&mut self, session: &Session) {
        match &self.selection {
            _ if self.detail == Detail::Preview && !session.capabilities.has("PREVIEW") => {}
            RowSelection::Uids(uids) => {
                self.push_uids(session, uids.clone());
            }
            RowSelection::Newest { skip, count } => {
                let Some(mailbox) = &session.selected else {
                    return;
                };
                let (skip, count) = (*skip, *count);
                if let Some(uids) = mailbox.all_uids().filter(|_| mailbox.is_open) {
                    let end = uids.len().saturating_sub(skip);
                    let newest = uids.slice(end.saturating_sub(count)..end);
                    self.push_uids(session, newest);
                } else if let Some(exists) = size(mailbox) {
                    self.believed_exists = (!mailbox.is_open).then_some(exists);
                    if let Some((first, last)) = newest_range(exists, skip, count) {
                        self.push_sequences(first, last);
                    }
                } else {
                    return;
                }
            }
        }
        self.is_planned = true;
    }

    fn push_uids(&mut self, session: &Session, uids: UidSet) {
        let mut pieces = Pieces::new(uids);
        while let Some(piece) = pieces.next(session, WINDOW) {
            self.waiting
                .push_back(Window::new(Target::Uids(piece), self.detail));
        }
    }

    /// The newest first: they are what a person looks at.
    fn push_sequences(&mut self, first: u32, last: u32) {
        let mut last = last;
        while last >= first && last > 0 {
            let start = last.saturating_sub(WINDOW - 1).max(first);
            self.waiting
                .push_back(Window::new(Target::Sequence(start, last), Detail::Full));
            last = start - 1;
        }
    }

    /// SELECT told another size than was believed: asks for what that moved
    /// into the selection.
    fn replan(&mut self, mailbox: &Selected, asked: Option<(u32, u32)>) {
        let RowSelection::Newest { skip, count } = self.selection else {
            return;
        };
        let Some((first, last)) = newest_range(mailbox.exists, skip, count) else {
            return;
        };
        match asked {
            None => self.push_sequences(first, last),
            Some((asked_first, asked_last)) => {
                if last > asked_last {
                    self.push_sequences(first.max(asked_last + 1), last);
                }
                if first < asked_first {
                    self.push_sequences(first, last.min(asked_first - 1));
                }
            }
        }
    }

    /// Asks again for what a window did not bring, more simply, and keeps what
    /// it did bring of it; gives that back if there is no simpler way.
    fn ask_again(
        &mut self,
        window: &Window,
        missing: UidSet,
        mut left: Map<Uid, Partial>,
        is_refused: bool,
    ) -> Result<(), Map<Uid, Partial>> {
        let target = match &window.target {
            Target::Uids(_) | Target::Saved(_) => Target::Uids(missing),
            Target::Sequence(first, last) => Target::Sequence(*first, *last),
        };
        if let Some(detail) = window.detail.simpler() {
            self.waiting.push_back(Window {
                partial: left,
                answered: window.answered.clone(),
                ..Window::new(target, detail)
            });
            return Ok(());
        }
        // One message that the server stumbles over must not cost the others.
        match target {
            Target::Uids(uids) if is_refused && (2..=SINGLES_LIMIT).contains(&uids.len()) => {
                for uid in uids.iter() {
                    self.waiting.push_back(Window {
                        partial: left
                            .remove(&uid)
                            .map(|partial| (uid, partial))
                            .into_iter()
                            .collect(),
                        ..Window::new(Target::Uids(UidSet::from_iter([uid])), window.detail)
                    });
                }
                Ok(())
            }
            _ => Err(left),
        }
    }
}

/// How many messages the mailbox holds: as SELECT told, or as remembered.
fn size(mailbox: &Selected) -> Option<u32> {
    if mailbox.is_open {
        Some(mailbox.exists)
    } else {
        mailbox
            .known
            .as_ref()
            .map(|known| known.exists)
            .filter(|exists| *exists > 0)
    }
}

/// The sequence numbers of the newest messages; `None` if there are none.
fn newest_range(exists: u32, skip: u32, count: u32) -> Option<(u32, u32)> {
    let last = exists.checked_sub(skip).filter(|last| *last > 0)?;
    let first = last.saturating_sub(count) + 1;
    (first <= last).then_some((first, last))
}

/// The items that are fetched of each row, in parentheses.
pub(crate) fn items(session: &Session) -> Vec<u8> {
    let window = Window::new(Target::Sequence(1, 1), Detail::Full);
    let wording = window.command(0, session).map(|command| command.wording);
    let mut segments = wording.map_or(Vec::new(), |wording| segments("A", &wording, usize::MAX));
    // `A FETCH 1 (UID …)`.
    let command = segments.pop().unwrap_or_default();
    let start = command.iter().position(|byte| *byte == b'(');
    let items = command.get(start.unwrap_or(0)..).unwrap_or_default();
    items.trim_ascii_end().to_vec()
}

/// Tells a row.
pub(crate) fn tell(
    sequence: u32,
    uid: Uid,
    data: FetchData,
    session: &Session,
    events: &mut Events,
) {
    let all = session.open_mailbox().and_then(Selected::all_uids);
    if all.is_some_and(|all| !all.contains(uid)) {
        // It left the mailbox while it was being asked for.
        return;
    }
    let newer = session
        .open_mailbox()
        .map_or(0, |mailbox| mailbox.newer(sequence));
    events.push_back(Event::Row {
        newer,
        row: Box::new(FetchedRow {
            uid,
            flags: data.flags.unwrap_or_else(|| Flags::from_iter([])),
            received: data.received,
            size: data.size,
            structure: data.structure,
            header: data.header,
            email_id: data.email_id,
            preview: data.preview,
        }),
    });
}

/// Adds to what was told of a message before.
fn merge(into: &mut FetchData, from: FetchData) {
    into.flags = from.flags.or(into.flags.take());
    into.received = from.received.or(into.received);
    into.size = from.size.or(into.size);
    into.structure = from.structure.or(into.structure.take());
    into.header = from.header.or(into.header.take());
    into.preview = from.preview.or(into.preview.take());
    into.email_id = from.email_id.or(into.email_id.take());
}

impl Work for FetchRows {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn brings_rows(&self) -> bool {
        let mut windows = self.waiting.iter().chain(self.under_way.values());
        let is_of_rows = |window: &Window| window.detail.is_of_rows();
        (!self.is_planned && self.detail.is_of_rows()) || windows.any(is_of_rows)
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if !self.is_planned {
            self.plan(session);
        }
        while let Some(mut window) = self.waiting.pop_front() {
            window.put_off_size(session);
            let label = self.next_label;
            if let Some(command) = window.command(label, session) {
                self.next_label += 1;
                self.under_way.insert(label, window);
                return Step::Send(command);
            }
        }
        Step::Wait
    }

    fn observe(&mut self, answer: &mut Answer<'_>, session: &Session, events: &mut Events) -> bool {
        let Answer::Fetch(data, uid) = answer else {
            return false;
        };
        if !data.sections.is_empty() {
            return false;
        }
        let sequence = data.sequence;
        let Some(window) = self.under_way.values_mut().find(|window| {
            window.covers(sequence, *uid, data.flags.is_some())
                || (data.is_damaged && uid.is_none())
        }) else {
            return false;
        };
        if !window.detail.is_of_rows() {
            // Flags that come along are for whoever has a use for them.
            if let (Some(uid), Some(size)) = (*uid, data.size) {
                events.push_back(Event::Size { uid, size });
            }
            if let (Some(uid), Some(text)) = (*uid, data.preview.take()) {
                events.push_back(Event::Preview { uid, text });
            }
            return data.flags.is_none();
        }
        window.is_damaged |= data.is_damaged;
        let Some(uid) = *uid else {
            return true;
        };
        let is_row_like = data.is_row_like();
        if window.answered.contains(uid) {
            return is_row_like;
        }
        let answer = core::mem::take(*data);
        if !is_row_like {
            data.flags.clone_from(&answer.flags);
        }
        let partial = window.partial.get_or_insert_with(uid, || Partial {
            sequence,
            data: FetchData::default(),
        });
        partial.sequence = sequence;
        merge(&mut partial.data, answer);
        let row = &partial.data;
        let is_whole = row.header.is_some()
            && row.flags.is_some()
            && (row.structure.is_some() || !window.detail.has_structure());
        if is_whole && let Some(partial) = window.partial.remove(&uid) {
            window.answered.insert(uid);
            tell(partial.sequence, uid, partial.data, session, events);
        }
        is_row_like
    }

    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        let Some(mut window) = self.under_way.remove(&label) else {
            return;
        };
        if !window.detail.is_of_rows() {
            // A row without its size or its first words is a row.
            session.has_told_sizes |= window.detail == Detail::Size;
            return;
        }
        if let Some(mailbox) = session.open_mailbox_mut() {
            mailbox.has_told_rows = true;
        }
        let is_refused = !status.is_ok();
        // What has its header is a row, whatever else is missing; the rest is
        // asked for once more, as long as there is a simpler way to ask.
        let (whole, left): (Map<_, _>, Map<_, _>) = core::mem::take(&mut window.partial)
            .into_iter()
            .partition(|(_, partial)| partial.data.header.is_some());
        for (uid, partial) in whole {
            window.answered.insert(uid);
            tell(partial.sequence, uid, partial.data, session, events);
        }
        if window.detail == Detail::WithoutSize && !window.answered.is_empty() {
            let target = Target::Uids(window.answered.clone());
            self.waiting.push_back(Window::new(target, Detail::Size));
        }

        if let (Some(believed), Some(mailbox)) = (self.believed_exists, session.open_mailbox())
            && believed != mailbox.exists
            && let Target::Sequence(first, last) = window.target
        {
            self.believed_exists = None;
            self.replan(mailbox, (!is_refused).then_some((first, last)));
            return;
        }

        // Expunges that came meanwhile left fewer messages than were asked for,
        // and servers refuse numbers that no message has. Each time there are fewer.
        if is_refused
            && let (Target::Sequence(first, last), Some(mailbox)) =
                (&window.target, session.open_mailbox())
            && mailbox.exists < *last
        {
            self.push_sequences(*first, mailbox.exists);
            return;
        }

        let is_doubtful = is_refused || window.is_damaged;
        let missing: UidSet = match &window.target {
            Target::Uids(uids) | Target::Saved(uids) if is_doubtful => uids
                .iter()
                .filter(|uid| !window.answered.contains(*uid))
                .collect(),
            _ => left.keys().copied().collect(),
        };
        let is_short = match &window.target {
            Target::Uids(_) | Target::Saved(_) => false,
            Target::Sequence(first, last) => window.answered.len() < last - first + 1,
        };
        if missing.is_empty() && !(is_doubtful && is_short) {
            return;
        }
        let Err(left) = self.ask_again(&window, missing, left, is_refused) else {
            return;
        };
        // There is no simpler way: a row with what was told of it, or with its
        // UID alone, if the message is there.
        if left.is_empty()
            && let Target::Uids(uids) = &window.target
            && let (1, Some(uid)) = (uids.len(), uids.first())
            && let Some(rank) = session
                .open_mailbox()
                .and_then(Selected::all_uids)
                .and_then(|uids| uids.rank(uid))
        {
            tell(rank + 1, uid, FetchData::default(), session, events);
            return;
        }
        for (uid, partial) in left {
            tell(partial.sequence, uid, partial.data, session, events);
        }
        if is_refused {
            let refused = Err(refusal(status, ProblemKind::ServerRefused));
            self.refused.get_or_insert(refused);
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        let is_done = self.is_planned && self.waiting.is_empty() && self.under_way.is_empty();
        is_done.then(|| self.refused.clone().unwrap_or(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rows_items_can_be_named_elsewhere() {
        let connection = crate::Connection::new(
            crate::ConnectionConfig::default(),
            mail_model::Timestamp::default(),
        );
        let items = String::from_utf8(items(&connection.session)).unwrap();
        assert!(
            items.starts_with("(UID FLAGS ") && items.ends_with(")])"),
            "{items}"
        );
    }

    #[test]
    fn the_newest_are_counted_from_the_end() {
        assert_eq!(newest_range(100, 0, 50), Some((51, 100)));
        assert_eq!(newest_range(100, 10, 5), Some((86, 90)));
        assert_eq!(newest_range(3, 0, 50), Some((1, 3)));
        assert_eq!(newest_range(3, 3, 50), None);
        assert_eq!(newest_range(0, 0, 50), None);
        assert_eq!(newest_range(3, 0, 0), None);
    }
}
