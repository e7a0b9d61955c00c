//! An account before one server, and the looks that a scenario takes at it.

use demo_server::Profile;
use laboratory::model::stands_above;
use laboratory::{Pair, USER, plain_message};
use mail_engine::{Deed, LaterAction, ListId, OperationId, OperationState, Selection, View};
use mail_model::{Flags, MailboxName, MessageSummary, Uid};

/// So long a server that tells nothing by itself may leave one without news.
pub(crate) const LONG: i64 = 70_000;
/// What was clicked is there by then.
pub(crate) const SOON: i64 = 4_000;
/// Rows that a window shows.
const WINDOW: usize = 30;

pub(crate) struct Stage {
    pub(crate) pair: Pair,
    profile: Profile,
    operations: u32,
}

impl Stage {
    /// At an inbox of generated messages, of which every tenth is unread.
    pub(crate) fn at_inbox(profile: Profile, count: u32) -> Self {
        Self::entered(profile, Pair::with_inbox(profile, count))
    }
    /// At an inbox of messages with these subjects.
    pub(crate) fn with_subjects(profile: Profile, subjects: &[&str]) -> Self {
        let mut pair = Pair::with_inbox(profile, 0);
        for subject in subjects {
            pair.deliver_raw("INBOX", plain_message(subject).as_bytes());
        }
        Self::entered(profile, pair)
    }
    /// Logged in, all quiet.
    pub(crate) fn entered(profile: Profile, mut pair: Pair) -> Self {
        pair.log_in("INBOX", None);
        Self::entering(profile, pair)
    }
    /// The login is under way, or behind.
    pub(crate) fn entering(profile: Profile, mut pair: Pair) -> Self {
        pair.run_for(SOON);
        assert!(pair.page.is_online(), "{:?}", pair.page.session);
        Self {
            pair,
            profile,
            operations: 0,
        }
    }

    /// Whether the server says after login that it can do that.
    pub(crate) fn offers(&self, capability: &str) -> bool {
        self.profile.capabilities(true).contains(&capability)
    }
    /// How the server calls a mailbox that its store keeps under this name.
    pub(crate) fn name(&self, mailbox: &str) -> MailboxName {
        let is_below = self.pair.shown("Trash").starts_with("INBOX.");
        MailboxName::new(match mailbox {
            "INBOX" => mailbox.to_owned(),
            _ if is_below => format!("INBOX.{}", mailbox.replace('/', ".")),
            _ => mailbox.to_owned(),
        })
    }
    /// The messages of the server's mailbox, the newest first.
    pub(crate) fn truth(&self, mailbox: &str) -> Vec<(Uid, Flags)> {
        let mut truth = self.pair.server.messages(USER, mailbox);
        truth.reverse();
        truth
    }
    /// How many messages the server's mailbox has, and how many are unread.
    pub(crate) fn true_counts(&self, mailbox: &str) -> (u32, u32) {
        let truth = self.truth(mailbox);
        let unseen = truth.iter().filter(|(_, flags)| !flags.is_seen()).count();
        (truth.len() as u32, unseen as u32)
    }
    /// How many messages and unread ones the page counts there.
    pub(crate) fn counts(&self, mailbox: &str) -> Option<(u32, u32)> {
        self.pair.page.counts.get(&self.name(mailbox)).copied()
    }
    /// The names in the page's tree, as the store has them.
    pub(crate) fn tree_has(&self, mailbox: &str) -> bool {
        let name = self.name(mailbox);
        let mut entries = self.pair.page.mailboxes.iter();
        entries.any(|entry| entry.mailbox.name == name)
    }
    pub(crate) fn list(&self) -> ListId {
        self.pair.page.list.as_ref().expect("no list is open").id
    }
    /// The subjects of all rows, from the top.
    pub(crate) fn subjects(&self) -> Vec<&str> {
        let rows = self.pair.page.rows().into_iter();
        rows.map(|(_, row)| row.subject.as_str()).collect()
    }

    /// Goes to a mailbox, and waits a little.
    pub(crate) fn open(&mut self, mailbox: &str) {
        let name = self.name(mailbox);
        self.pair.go(name.as_str(), None);
        self.pair.run_for(SOON);
    }
    /// Has the inbox shown in some way, and waits a little.
    pub(crate) fn show(&mut self, view: View) {
        self.pair.show("INBOX", view);
        self.pair.run_for(SOON);
    }
    /// Does something to messages of the open mailbox.
    pub(crate) fn begin(&mut self, selection: Selection, deed: Deed) -> OperationId {
        let operation = self.next_operation();
        self.pair.act(LaterAction::Operate {
            operation,
            selection,
            deed,
        });
        operation
    }
    /// Does something to messages of the open mailbox, and waits for its end.
    pub(crate) fn operate(&mut self, uids: &[u32], deed: Deed) -> OperationId {
        let operation = self.begin(these(uids), deed);
        self.finished(operation);
        operation
    }
    pub(crate) fn next_operation(&mut self) -> OperationId {
        self.operations += 1;
        OperationId(self.operations)
    }
    /// Waits for an operation's good end; tells whether it can be taken back.
    pub(crate) fn finished(&mut self, operation: OperationId) -> bool {
        self.pair.run_for(20_000);
        match self.state(operation) {
            Some(OperationState::Done { can_undo }) => *can_undo,
            other => panic!("{other:?}"),
        }
    }
    pub(crate) fn state(&self, operation: OperationId) -> Option<&OperationState> {
        self.pair.page.operations.get(&operation)?.last()
    }
    /// Takes an operation back, and waits for it.
    pub(crate) fn undo(&mut self, operation: OperationId) {
        self.pair.act(LaterAction::Undo(operation));
        self.pair.run_for(20_000);
        assert_eq!(self.state(operation), Some(&OperationState::Undone));
    }

    /// Goes through the open list and checks that it shows what the server's
    /// mailbox has: the same messages, flags and order, and as many.
    pub(crate) fn shows_what_is_there(&mut self, mailbox: &str) {
        let truth = self.truth(mailbox);
        let page = &self.pair.page;
        assert!(page.is_online(), "{:?}", page.session);
        let open = page.list.as_ref().map(|list| list.mailbox.clone());
        assert_eq!(open, Some(self.name(mailbox)));
        assert_eq!(page.total(), Some(truth.len() as u32));
        let mut rows: Vec<MessageSummary> = Vec::new();
        for first in (0..truth.len()).step_by(WINDOW) {
            let last = truth.len().min(first + WINDOW) - 1;
            self.pair.view(first as u32, last as u32);
            self.pair.run_for(2_000);
            rows.extend((first..=last).map(|row| self.pair.page.row(row).clone()));
        }
        let is_in_order = rows.windows(2).all(|pair| stands_above(&pair[0], &pair[1]));
        assert!(is_in_order, "{rows:?}");
        rows.sort_by_key(|row| core::cmp::Reverse(row.uid));
        let shown = rows.into_iter().map(|row| (row.uid, row.flags));
        assert_eq!(shown.collect::<Vec<_>>(), truth);
        assert_eq!(self.counts(mailbox), Some(self.true_counts(mailbox)));
    }
    /// Nothing went wrong that a person had to be told.
    pub(crate) fn was_quiet(&self) {
        let page = &self.pair.page;
        assert!(page.notices.is_empty(), "{:?}", page.notices);
        assert!(page.list_problem.is_none(), "{:?}", page.list_problem);
    }
}

/// These messages of the open mailbox.
pub(crate) fn these(uids: &[u32]) -> Selection {
    Selection::Uids(uids.iter().copied().map(laboratory::uid).collect())
}
