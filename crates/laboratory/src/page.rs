//! What a page makes of the changes, checked as it is made: a splice fits the
//! list, a row is within it, nothing of an earlier list comes late.

use mail_engine::{
    Change, Conversation, DownloadId, Draft, DraftId, DraftState, Hit, KeptDraft, LaterChange,
    ListId, MailboxEntry, Member, MessageView, OperationId, OperationState, OutboxItem, OutgoingId,
    OutgoingState, Place, SearchState, SessionState, ThreadPlace, Unsaved,
};
use mail_model::{
    MailboxName, MessageRef, MessageSummary, Problem, QuotaRoot, Rights, Uid, UidSet,
};
use std::collections::{BTreeMap, VecDeque};

#[derive(Default)]
pub struct Page {
    /// The user's name and the upstream's.
    pub account: Option<(String, String)>,
    pub session: Option<SessionState>,
    pub mailboxes: Vec<MailboxEntry>,
    pub counts: BTreeMap<MailboxName, (u32, u32)>,
    pub list: Option<List>,
    pub list_problem: Option<Problem>,
    pub message: Option<MessageView>,
    /// How often the open message was told.
    pub message_changes: usize,
    pub message_problem: Option<(Uid, Problem)>,
    /// The message that a link names is looked for, or was and is nowhere.
    pub sought: Option<(Uid, bool)>,
    pub new_mail: Vec<MessageSummary>,
    /// The open mailbox, if it can only be read.
    pub read_only: Option<MailboxName>,
    pub notices: Vec<Problem>,
    /// Where the engine went by itself.
    pub moved: Option<Place>,
    pub quota: Vec<QuotaRoot>,
    pub rights: BTreeMap<MailboxName, Rights>,
    /// Sizes, access lists and annotations, as told.
    pub facts: Vec<Change>,
    /// What was told of each operation.
    pub operations: BTreeMap<OperationId, Vec<OperationState>>,
    /// What was told of each letter.
    pub outgoing: BTreeMap<OutgoingId, Vec<OutgoingState>>,
    /// All letters that are on their way.
    pub outbox: Vec<OutboxItem>,
    /// What was told of each draft.
    pub drafts: BTreeMap<DraftId, Vec<DraftState>>,
    /// What the composers were given.
    pub composing: Vec<Draft>,
    pub compose_failed: Vec<(DraftId, Problem)>,
    /// How much of their files was here, in hundredths, one after another.
    pub compose_progress: BTreeMap<DraftId, Vec<u8>>,
    /// Drafts from before, as they were told last.
    pub kept_drafts: Vec<KeptDraft>,
    /// What a logout would have lost.
    pub would_lose: Option<Unsaved>,
    pub progress: Vec<(u64, u64)>,
    pub downloads: BTreeMap<DownloadId, Saved>,
    /// What came of files that are on their way.
    pub coming: BTreeMap<DownloadId, Vec<u8>>,
    /// The open message's conversation.
    pub gathered: Vec<Member>,
    /// What is read of it beside the open message.
    pub members: BTreeMap<MessageRef, MessageView>,
    /// Which messages were said to be meant, by their questions.
    pub chosen: BTreeMap<u32, UidSet>,
    /// How far the place's search is.
    pub search: Option<SearchState>,
    /// What the engine said to a transfer.
    pub transferred: VecDeque<Change>,
}

pub struct List {
    pub id: ListId,
    pub mailbox: MailboxName,
    pub total: Option<u32>,
    pub rows: Vec<Option<Box<MessageSummary>>>,
    /// Where rows stand in their conversations, as told last.
    pub threads: BTreeMap<usize, ThreadPlace>,
    /// The conversations around the view, where each has one row.
    pub conversations: Vec<Conversation>,
    /// How far its order has come.
    pub progress: Option<(u32, u32)>,
    /// Where the messages of rows lie, by the rows' names, in a list of several mailboxes.
    pub hits: BTreeMap<Uid, Hit>,
}

/// How a download ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    File {
        file_name: String,
        media_type: String,
        bytes: Vec<u8>,
    },
    Failed(Option<Problem>),
}

impl Page {
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Account { user, upstream } => self.account = Some((user, upstream)),
            Change::Session(state) => {
                let is_in = !matches!(state, SessionState::LoggedOut(_));
                assert!(!is_in || self.account.is_some(), "{state:?} of nobody");
                if !is_in {
                    self.account = None;
                }
                self.session = Some(state);
            }
            Change::Mailboxes(mailboxes) => {
                self.counts = mailboxes
                    .iter()
                    .filter_map(|entry| {
                        let counts = entry.mailbox.counts?;
                        Some((entry.mailbox.name.clone(), (counts.messages, counts.unseen)))
                    })
                    .collect();
                self.mailboxes = mailboxes;
            }
            Change::Counts {
                mailbox,
                messages,
                unseen,
            } => {
                self.counts.insert(mailbox, (messages, unseen));
            }
            Change::ListOpened {
                list,
                mailbox,
                total,
            } => {
                assert!(self.list.as_ref().is_none_or(|open| open.id <= list));
                self.list_problem = None;
                self.list = Some(List {
                    id: list,
                    mailbox,
                    total,
                    rows: vec![None; total.unwrap_or(0) as usize],
                    threads: BTreeMap::new(),
                    conversations: Vec::new(),
                    progress: None,
                    hits: BTreeMap::new(),
                });
            }
            Change::ListFailed { list, problem } => {
                assert_eq!(self.open(list).id, list);
                self.list_problem = Some(problem);
            }
            Change::ListSpliced {
                list,
                at,
                removed,
                inserted,
                total,
            } => {
                let open = self.open(list);
                assert!(open.total.is_some(), "spliced before its size was known");
                let at = at as usize;
                let gone = at..at + removed as usize;
                assert!(gone.end <= open.rows.len(), "spliced beyond the end");
                let come = (0..inserted).map(|_| None);
                open.rows.splice(gone, come);
                assert_eq!(open.rows.len(), total as usize);
                open.total = Some(total);
            }
            Change::Rows { list, start, rows } => {
                let open = self.open(list);
                for (row, summary) in (start as usize..).zip(rows) {
                    assert!(row < open.rows.len(), "a row beyond the end");
                    open.rows[row] = Some(Box::new(summary));
                }
            }
            Change::Flags { uid, flags } => {
                if let Some(open) = &mut self.list {
                    let rows = open.rows.iter_mut().flatten();
                    for row in rows.filter(|row| row.uid == uid) {
                        row.flags = flags.clone();
                    }
                }
                if let Some(view) = self.message.as_mut().filter(|v| v.message.uid == uid) {
                    view.summary.flags = flags;
                }
            }
            Change::NewMail { messages, .. } => self.new_mail.extend(messages),
            Change::ReadOnly(mailbox) => self.read_only = mailbox,
            Change::Later(LaterChange::Message(view)) => {
                self.message = Some(*view);
                self.sought = None;
                self.message_changes += 1;
                self.message_problem = None;
            }
            Change::Later(LaterChange::MessageFailed { uid, problem }) => {
                self.message = None;
                self.message_problem = Some((uid, problem));
            }
            Change::Later(LaterChange::MessageSought { uid, is_going }) => {
                self.message = None;
                self.message_problem = None;
                self.sought = Some((uid, is_going));
            }
            Change::Later(LaterChange::Conversations { list, told, .. }) => {
                self.open(list).conversations = told;
            }
            Change::Later(LaterChange::Gathered { members, .. }) => self.gathered = members,
            Change::Later(LaterChange::Member(view)) => {
                self.members.insert(view.message.clone(), *view);
            }
            Change::Later(LaterChange::Hits { list, hits }) => {
                let known = hits.into_iter().map(|hit| (hit.name, hit));
                self.open(list).hits.extend(known);
            }
            Change::Later(LaterChange::Chosen { question, uids }) => {
                self.chosen.insert(question, uids);
            }
            Change::Later(LaterChange::Search(state)) => self.search = Some(state),
            Change::Later(LaterChange::MessageClosed) => {
                self.message = None;
                self.message_problem = None;
            }
            Change::Later(LaterChange::DownloadProgress {
                download,
                received,
                total,
                bytes,
            }) => {
                assert!(!self.downloads.contains_key(&download), "it has ended");
                self.progress.push((received, total));
                self.coming.entry(download).or_default().extend(bytes);
            }
            Change::Later(LaterChange::Downloaded {
                download,
                file_name,
                media_type,
                charset: _,
            }) => {
                let bytes = self.coming.remove(&download).unwrap_or_default();
                let file = Saved::File {
                    file_name,
                    media_type,
                    bytes,
                };
                assert!(self.downloads.insert(download, file).is_none());
            }
            Change::Later(LaterChange::DownloadFailed { download, problem }) => {
                let failed = Saved::Failed(problem);
                assert!(self.downloads.insert(download, failed).is_none());
            }
            Change::ListProgress { list, done, total } => {
                assert!(done <= total);
                self.open(list).progress = Some((done, total));
            }
            Change::Threads {
                list,
                start,
                places,
            } => {
                let open = self.open(list);
                for (row, place) in (start as usize..).zip(places) {
                    assert!(row < open.rows.len(), "a place beyond the end");
                    open.threads.insert(row, place);
                }
            }
            Change::Later(LaterChange::Operation { operation, state }) => {
                let before = self.operations.entry(operation).or_default();
                let has_failed = matches!(before.last(), Some(OperationState::Failed(_)));
                assert!(!has_failed, "{operation:?} goes on after it failed");
                before.push(state);
            }
            change @ (Change::Later(LaterChange::Appended { .. })
            | Change::Later(LaterChange::Settings(_))
            | Change::Later(LaterChange::SettingsState(_))
            | Change::Later(LaterChange::MessageLimit(_))
            | Change::Later(LaterChange::FileNotKept { .. })
            | Change::Later(LaterChange::Completions { .. })
            | Change::Later(LaterChange::Prepared { .. })
            | Change::Later(LaterChange::Contacts(_))) => self.facts.push(change),
            Change::Later(LaterChange::Composing(draft)) => self.composing.push(*draft),
            Change::Later(LaterChange::ComposeProgress { draft, percent }) => {
                self.compose_progress
                    .entry(draft)
                    .or_default()
                    .push(percent);
            }
            Change::Later(LaterChange::ComposeFailed { draft, problem }) => {
                self.compose_failed.push((draft, problem));
            }
            Change::Later(LaterChange::DraftState { draft, state }) => {
                self.drafts.entry(draft).or_default().push(state);
            }
            Change::Later(LaterChange::KeptDrafts(kept)) => self.kept_drafts = kept,
            Change::Later(LaterChange::Outbox(items)) => self.outbox = items,
            Change::Later(LaterChange::LogoutWouldLose(unsaved)) => {
                self.would_lose = Some(*unsaved);
            }
            Change::Notice(problem) => self.notices.push(problem),
            Change::PlaceMoved(place) => {
                if let Some(list) = &mut self.list {
                    list.mailbox = place.mailbox.clone();
                }
                self.moved = Some(place);
            }
            Change::Later(LaterChange::Outgoing { outgoing, state }) => {
                self.outgoing.entry(outgoing).or_default().push(state);
            }
            Change::Later(LaterChange::Quota(roots)) => self.quota = roots,
            Change::Later(LaterChange::Rights { mailbox, rights }) => {
                self.rights.insert(mailbox, rights);
            }
            change @ (Change::Later(LaterChange::Arrived { .. })
            | Change::Later(LaterChange::Welcome)
            | Change::Later(LaterChange::MailboxSize { .. })
            | Change::Later(
                LaterChange::Acl { .. } | LaterChange::StaleSubscriptions(_),
            )
            | Change::Later(LaterChange::Metadata(_))) => {
                self.facts.push(change);
            }
            change @ (Change::Later(LaterChange::Exported { .. })
            | Change::Later(LaterChange::ExportFailed { .. })
            | Change::Later(LaterChange::ExportEnded { .. })
            | Change::Later(LaterChange::Imported { .. })
            | Change::Later(LaterChange::ImportFailed { .. })) => {
                self.transferred.push_back(change);
            }
        }
    }
    fn open(&mut self, list: ListId) -> &mut List {
        let open = self.list.as_mut().expect("no list is open");
        assert_eq!(open.id, list, "something came for another list");
        open
    }
    pub fn is_online(&self) -> bool {
        self.session == Some(SessionState::Online)
    }
    pub fn total(&self) -> Option<u32> {
        self.list.as_ref()?.total
    }
    /// The rows that are known, by their place.
    pub fn rows(&self) -> Vec<(usize, &MessageSummary)> {
        let rows = self
            .list
            .iter()
            .flat_map(|list| list.rows.iter().enumerate());
        rows.filter_map(|(row, summary)| Some((row, summary.as_deref()?)))
            .collect()
    }
    /// Whether all these rows are known.
    pub fn has_rows(&self, mut rows: core::ops::RangeInclusive<usize>) -> bool {
        let list = self.list.as_ref();
        list.is_some_and(|list| rows.all(|row| list.rows.get(row).is_some_and(Option::is_some)))
    }
    pub fn row(&self, row: usize) -> &MessageSummary {
        let list = self.list.as_ref().expect("no list is open");
        list.rows[row].as_ref().expect("the row is not known")
    }
    /// The row with this UID, if it is known.
    pub fn find(&self, uid: Uid) -> Option<&MessageSummary> {
        let rows = self.list.iter().flat_map(|list| list.rows.iter().flatten());
        rows.map(|row| &**row).find(|row| row.uid == uid)
    }
}
