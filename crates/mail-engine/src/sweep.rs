//! A search through several mailboxes: what was found where, as one list.
//!
//! Each mailbox is a stage: it is searched, then the rows of its newest hits are
//! fetched, as many as the view needs so that no later row can stand above them.
//! The list is ordered by when messages were received, and what is not fetched
//! yet stands unknown at its end, so that its length is true from the beginning.
//!
//! A hit's row has a UID of our own in the place of the message's, because those
//! of different mailboxes may be the same: from [`FIRST_NAME`] on, where no
//! server's UIDs come to. Where the message lies is told beside the rows.

pub(crate) mod carry;
mod telling;

use crate::change::Change;
use crate::input::ConnectionId;
use crate::operation::{Kind, Operation};
use crate::overlay::Overlay;
use crate::query::Query;
use crate::search::{Search, SearchState};
use crate::{ListId, Selection};
use imap_client::RequestId;
use mail_model::{
    Flag, Flags, MailboxName, Map, MessageSummary, Problem, SearchKey, Set, Timestamp, Uid, UidSet,
    UidValidity,
};

/// The first UID that stands for a hit.
pub(crate) const FIRST_NAME: u32 = 0xf000_0000;
/// So many hits of a mailbox have rows at most, the newest.
const MOST_HITS: u32 = 2_000;
/// So many rows are fetched at once.
const CHUNK: u32 = 50;
/// So many rows beyond the view are fetched.
const AHEAD: u32 = 30;
/// Beyond so many splices the rows that are known are told anew.
const MOST_SPLICES: usize = 64;

/// A search through several mailboxes.
#[derive(Debug)]
pub(crate) struct Sweep {
    pub(crate) list: ListId,
    /// The mailbox at which it began.
    origin: MailboxName,
    search: Search,
    query: Query,
    key: SearchKey,
    stages: Vec<Stage>,
    finds: Vec<Find>,
    /// Which hit a name is.
    names: Map<Uid, usize>,
    /// The rows in view.
    window: (u32, u32),
    /// The rows that the page was told, and how many unknown ones behind them.
    told: Option<(Vec<Uid>, u32)>,
    /// Hits whose rows changed since.
    dirty: Set<Uid>,
    /// In which mailboxes flags were pending then.
    pending: Vec<bool>,
    told_state: Option<SearchState>,
    /// Which mailboxes there are was not known when it began.
    pub(crate) awaits_mailboxes: bool,
}

/// A mailbox of a sweep.
#[derive(Debug)]
struct Stage {
    mailbox: MailboxName,
    phase: Phase,
    uid_validity: Option<UidValidity>,
    /// How many were found.
    found: u32,
    /// Those that were found, whose rows are not here.
    left: UidSet,
    /// Rows that were asked for and have not come.
    asked: UidSet,
    under_way: Option<(RequestId, ConnectionId)>,
    /// When the oldest message was received whose row is here.
    oldest: Option<Timestamp>,
}

impl Stage {
    fn is_awaited(&self, connection: ConnectionId, uid: Uid) -> bool {
        let is_there = self.under_way.is_some_and(|(_, on)| on == connection);
        is_there && self.asked.contains(uid)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    /// It is to be searched.
    Waiting,
    /// It was asked.
    Searching,
    /// It has answered.
    Found,
    /// It can't be searched.
    Failed(Problem),
    /// Nobody waits for it any more.
    Stopped,
}

/// A message that was found, whose row is here.
#[derive(Debug)]
struct Find {
    stage: usize,
    uid: Uid,
    /// The row, under the hit's own name.
    summary: MessageSummary,
    /// Its flags as the page was told them last.
    told: Flags,
    /// Where it went, if it was moved away.
    gone: Gone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Gone {
    /// It is where it was found.
    Not,
    /// It is there, and can come back.
    To(MailboxName, Uid),
    /// It is not there any more.
    Lost,
}

/// Messages of one mailbox.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    pub(crate) mailbox: MailboxName,
    pub(crate) uid_validity: UidValidity,
    pub(crate) uids: UidSet,
    /// How many of them are unread, as far as that is known.
    pub(crate) unseen: u32,
}

impl Sweep {
    /// A search through these mailboxes, for which nothing was asked yet.
    pub(crate) fn new(
        (list, origin): (ListId, MailboxName),
        search: Search,
        (query, key): (Query, SearchKey),
        mailboxes: Vec<MailboxName>,
    ) -> Self {
        let stages = mailboxes.into_iter().map(|mailbox| Stage {
            mailbox,
            phase: Phase::Waiting,
            uid_validity: None,
            found: 0,
            left: UidSet::new(),
            asked: UidSet::new(),
            under_way: None,
            oldest: None,
        });
        Self {
            list,
            origin,
            search,
            query,
            key,
            stages: stages.collect(),
            finds: Vec::new(),
            names: Map::new(),
            window: (0, 0),
            told: None,
            dirty: Set::new(),
            pending: Vec::new(),
            told_state: None,
            awaits_mailboxes: false,
        }
    }
    /// Whether this is what is looked for.
    pub(crate) fn is_for(&self, search: &Search) -> bool {
        self.search.text == search.text && self.search.scope == search.scope
    }
    /// The same search, of which nothing is known yet.
    pub(crate) fn anew(self, list: ListId) -> Self {
        let mailboxes = self.stages.into_iter().map(|stage| stage.mailbox);
        let what = (self.query, self.key);
        Self::new((list, self.origin), self.search, what, mailboxes.collect())
    }
    /// The same search, through mailboxes that are known by now.
    fn through(self, list: ListId, mailboxes: Vec<MailboxName>) -> Self {
        let what = (self.query, self.key);
        Self::new((list, self.origin), self.search, what, mailboxes)
    }
    /// The announcement that its list begins.
    pub(crate) fn announcement(&self) -> Change {
        let total = self
            .told
            .as_ref()
            .map(|(rows, left)| count(rows.len()) + left);
        Change::ListOpened {
            list: self.list,
            mailbox: self.origin.clone(),
            total,
        }
    }
    /// These rows are in view.
    pub(crate) fn view(&mut self, first: u32, last: u32) {
        self.window = (first, last);
    }

    // What is wanted.

    /// The mailboxes that are to be searched.
    fn waiting(&self) -> Vec<usize> {
        let stages = self.stages.iter().enumerate();
        let waiting = stages.filter(|(_, stage)| stage.phase == Phase::Waiting);
        waiting.map(|(place, _)| place).collect()
    }
    /// The rows that the view needs next, by the mailboxes in which they are.
    fn wanted_rows(&self) -> Vec<(usize, UidSet)> {
        let is_open = |stage: &&Stage| !stage.left.is_empty();
        let horizon = |stage: &Stage| stage.oldest.unwrap_or(Timestamp(i64::MAX));
        let wanted = self.window.1.saturating_add(AHEAD) as usize;
        let Some(nearest) = self.stages.iter().filter(is_open).map(horizon).max() else {
            return Vec::new();
        };
        let here = self.finds.iter().filter(|find| find.gone == Gone::Not);
        let certain = here.filter(|find| find.summary.received >= nearest).count();
        if certain > wanted {
            return Vec::new();
        }
        let stages = self.stages.iter().enumerate();
        stages
            .filter(|(_, stage)| is_open(stage) && stage.under_way.is_none())
            .filter(|(_, stage)| horizon(stage) == nearest)
            .map(|(place, stage)| {
                let newest = stage.left.len().saturating_sub(CHUNK);
                (place, stage.left.slice(newest..stage.left.len()))
            })
            .collect()
    }
    /// There is nothing in a mailbox.
    fn skip(&mut self, place: usize) {
        if let Some(stage) = self.stages.get_mut(place) {
            stage.phase = Phase::Found;
        }
    }
    /// A mailbox is being searched.
    fn searches(&mut self, place: usize, request: (RequestId, ConnectionId)) {
        if let Some(stage) = self.stages.get_mut(place) {
            stage.phase = Phase::Searching;
            stage.under_way = Some(request);
        }
    }
    /// Rows of a mailbox are being fetched.
    fn fetches(&mut self, place: usize, uids: UidSet, request: (RequestId, ConnectionId)) {
        if let Some(stage) = self.stages.get_mut(place) {
            stage.asked = uids;
            stage.under_way = Some(request);
        }
    }
    /// A mailbox can't be opened.
    fn fail(&mut self, place: usize, problem: Problem) {
        if let Some(stage) = self.stages.get_mut(place) {
            match stage.phase {
                // Its rows are gone with it.
                Phase::Found => stage.left = UidSet::new(),
                _ => stage.phase = Phase::Failed(problem),
            }
        }
    }
    /// What is not found yet is not looked for any more. Tells what need not be
    /// answered.
    pub(crate) fn stop(&mut self) -> Vec<RequestId> {
        let mut under_way = Vec::new();
        for stage in &mut self.stages {
            if matches!(stage.phase, Phase::Waiting | Phase::Searching) {
                stage.phase = Phase::Stopped;
                under_way.extend(stage.under_way.take().map(|(request, _)| request));
            }
        }
        under_way
    }
    /// All that is under way for it.
    pub(crate) fn requests(&self) -> Vec<RequestId> {
        let under_way = self.stages.iter().filter_map(|stage| stage.under_way);
        under_way.map(|(request, _)| request).collect()
    }

    // What is heard.

    fn asked(&mut self, request: RequestId) -> Option<&mut Stage> {
        let mut stages = self.stages.iter_mut();
        stages.find(|stage| stage.under_way.is_some_and(|(asked, _)| asked == request))
    }
    /// These were found, under that validity.
    fn found(&mut self, request: RequestId, uid_validity: Option<UidValidity>, uids: &UidSet) {
        if let Some(stage) = self.asked(request).filter(|s| s.phase == Phase::Searching) {
            // Where a server's UIDs come to ours there would be no telling them apart.
            let is_ours = uids.last().is_some_and(|uid| uid.value() >= FIRST_NAME);
            stage.found = uids.len();
            stage.uid_validity = uid_validity;
            let first = uids.len().saturating_sub(MOST_HITS);
            stage.left = match is_ours {
                true => UidSet::new(),
                false => uids.slice(first..uids.len()),
            };
        }
    }
    /// Whether a row that comes on a connection is one of its.
    fn awaits(&self, connection: ConnectionId, uid: Uid) -> bool {
        self.stages
            .iter()
            .any(|stage| stage.is_awaited(connection, uid))
    }
    /// A row came on a connection.
    fn row_came(&mut self, connection: ConnectionId, mut summary: MessageSummary, now: Timestamp) {
        let uid = summary.uid;
        let mut stages = self.stages.iter_mut().enumerate();
        let asked = stages.find(|(_, stage)| stage.is_awaited(connection, uid));
        let Some((place, stage)) = asked else {
            return;
        };
        stage.asked = stage.asked.without(&UidSet::from_iter([uid]));
        stage.left = stage.left.without(&UidSet::from_iter([uid]));
        let oldest = stage
            .oldest
            .map_or(summary.received, |o| o.min(summary.received));
        stage.oldest = Some(oldest);
        if self.query.judge(&summary, now) == Some(false) && self.query.is_approximate() {
            stage.found = stage.found.saturating_sub(1);
            return;
        }
        let number = FIRST_NAME.saturating_add(count(self.finds.len()));
        let Some(name) = Uid::new(number) else {
            return;
        };
        summary.uid = name;
        self.names.insert(name, self.finds.len());
        self.dirty.insert(name);
        self.finds.push(Find {
            stage: place,
            uid,
            summary,
            told: Flags::default(),
            gone: Gone::Not,
        });
    }
    /// A request ended; where its line was lost it is asked again.
    fn ended(&mut self, request: RequestId, problem: Option<Problem>, is_lost: bool) {
        let Some(stage) = self.asked(request) else {
            return;
        };
        stage.under_way = None;
        let asked = core::mem::take(&mut stage.asked);
        match (&stage.phase, problem) {
            (Phase::Searching, _) if is_lost => stage.phase = Phase::Waiting,
            (Phase::Searching, Some(problem)) => stage.phase = Phase::Failed(problem),
            (Phase::Searching, None) => stage.phase = Phase::Found,
            _ if is_lost => {}
            // What did not come is not there any more, or can't be had.
            _ => stage.left = stage.left.without(&asked),
        }
    }
    /// A connection is gone: what it carried is asked of another.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for stage in &mut self.stages {
            if stage.under_way.is_some_and(|(_, on)| on == connection) {
                stage.under_way = None;
                stage.asked = UidSet::new();
                if stage.phase == Phase::Searching {
                    stage.phase = Phase::Waiting;
                }
            }
        }
    }
    /// A message has these flags.
    pub(crate) fn flags_told(&mut self, mailbox: &MailboxName, uid: Uid, flags: &Flags) {
        let mut dirty = None;
        for find in &mut self.finds {
            let stage = self.stages.get(find.stage);
            if find.uid == uid && stage.is_some_and(|stage| stage.mailbox == *mailbox) {
                find.summary.flags.clone_from(flags);
                dirty = Some(find.summary.uid);
            }
        }
        self.dirty.extend(dirty);
    }
    /// Something was done to messages.
    pub(crate) fn happened(&mut self, operation: &Operation) {
        let (mut dirty, stages) = (Vec::new(), &self.stages);
        for find in &mut self.finds {
            let Some(stage) = stages.get(find.stage) else {
                continue;
            };
            let is_meant = stage.mailbox == operation.mailbox && operation.uids.contains(find.uid);
            match &operation.kind {
                Kind::Flag { flag, value } if is_meant => {
                    find.summary.flags.set(flag.clone(), *value);
                    dirty.push(find.summary.uid);
                }
                Kind::Move { to } if is_meant && find.gone == Gone::Not => {
                    let copy = operation
                        .copied
                        .as_ref()
                        .and_then(|map| map.copy_of(find.uid));
                    find.gone = copy.map_or(Gone::Lost, |copy| Gone::To(to.clone(), copy));
                }
                // It comes back.
                Kind::Move { to } if *to == stage.mailbox => {
                    if let Gone::To(there, copy) = &find.gone
                        && *there == operation.mailbox
                        && let Some(map) = &operation.copied
                        && let Some(uid) = map.copy_of(*copy)
                    {
                        (find.uid, find.gone) = (uid, Gone::Not);
                    }
                }
                Kind::Expunge | Kind::Replace { .. } if is_meant => find.gone = Gone::Lost,
                _ => {}
            }
        }
        if operation.hides() {
            for stage in &mut self.stages {
                if stage.mailbox == operation.mailbox {
                    stage.left = stage.left.without(&operation.uids);
                }
            }
        }
        self.dirty.extend(dirty);
    }

    // What is meant.

    /// The messages of these names, by their mailboxes; all that were found for `None`.
    pub(crate) fn shares(&self, names: Option<&[Uid]>) -> Vec<Share> {
        let mut shares: Vec<(UidSet, u32)> = vec![(UidSet::new(), 0); self.stages.len()];
        let is_meant = |name: &Uid| names.is_none_or(|names| names.contains(name));
        let here = self.finds.iter().filter(|find| find.gone == Gone::Not);
        for find in here.filter(|find| is_meant(&find.summary.uid)) {
            if let Some((uids, unseen)) = shares.get_mut(find.stage) {
                uids.insert(find.uid);
                *unseen += u32::from(!find.summary.flags.is_seen());
            }
        }
        let stages = self.stages.iter().zip(shares);
        stages
            .filter_map(|(stage, (uids, unseen))| {
                let uids = match names {
                    None => uids.union(&stage.left),
                    Some(_) => uids,
                };
                let share = Share {
                    mailbox: stage.mailbox.clone(),
                    uid_validity: stage.uid_validity?,
                    uids,
                    unseen,
                };
                (!share.uids.is_empty()).then_some(share)
            })
            .collect()
    }
    /// What is selected of what was found, by mailboxes.
    pub(crate) fn selected(&self, selection: &Selection) -> Vec<Share> {
        match selection {
            Selection::All => self.shares(None),
            Selection::AllBut(spared) => self.shares_but(spared),
            Selection::Uids(names) => self.shares(Some(names)),
        }
    }
    /// All that were found, by their mailboxes, but for those of these names.
    fn shares_but(&self, names: &[Uid]) -> Vec<Share> {
        let spared = self.shares(Some(names));
        let mut all = self.shares(None);
        for share in &mut all {
            let mut spared = spared.iter();
            if let Some(spared) = spared.find(|spared| spared.mailbox == share.mailbox) {
                share.uids = share.uids.without(&spared.uids);
                share.unseen = share.unseen.saturating_sub(spared.unseen);
            }
        }
        all.retain(|share| !share.uids.is_empty());
        all
    }
    /// Those of a share that show a flag to the person, and those of which that is known.
    pub(crate) fn flagged(
        &self,
        share: &Share,
        flag: &Flag,
        overlay: &Overlay,
    ) -> (UidSet, UidSet) {
        let (mut set, mut known) = (UidSet::new(), UidSet::new());
        for find in &self.finds {
            let stage = self.stages.get(find.stage);
            if stage.is_some_and(|stage| stage.mailbox == share.mailbox) {
                known.insert(find.uid);
                let flags = overlay.fold(&share.mailbox, find.uid, &find.summary.flags);
                if flags.contains(flag) {
                    set.insert(find.uid);
                }
            }
        }
        (set, known)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
