//! The open message's conversation: what of it lies in the open mailbox, and what
//! of it lies in others, such as the person's own answers.
//!
//! Others are searched on connections beside the first, each in two round trips
//! once its mailbox is open: which messages belong to the conversation by the
//! server's own word (THREADID, X-GM-THRID), or else name its first message or
//! answer its latest; and their rows. Where there is no further connection the
//! first one leaves its mailbox for a moment, once nothing else is on its way there.

use crate::conversation::Member;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::later_change::LaterChange;
use crate::link::{Purpose, Target};
use crate::pool::{Carrier, Job};
use crate::preferences::MarkRead;
use crate::reading::Reading;
use crate::row::Row;
use crate::timers::Timer;
use crate::{Change, ListId};
use imap_client::{FetchedRow, Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{
    Flag, Flags, MailboxName, MessageId, MessageRef, SearchKey, SpecialUse, Uid, UidSet,
    UidValidity, sort_by,
};

/// So many messages of a conversation are told, the latest.
const MOST_MEMBERS: usize = 200;
/// So many messages of one other mailbox are gathered, the latest.
const MOST_ELSEWHERE: u32 = 50;
/// Answers to so many of the conversation's latest messages are looked for, beside
/// what names its first.
const MOST_ANSWERED: usize = 8;
/// So many messages may be open beside the place's.
const MOST_OPEN: usize = 30;
/// So many of the others are fetched beforehand, the latest.
const MOST_PREFETCHED: usize = 5;
/// Where mail lies that belongs to a conversation.
const PLACES: [SpecialUse; 3] = [SpecialUse::Inbox, SpecialUse::Sent, SpecialUse::Archive];

/// The open message's conversation.
#[derive(Debug)]
pub(crate) struct Gathering {
    list: ListId,
    /// The place's message.
    of: Uid,
    /// Rows of the open mailbox that were asked for.
    asked: UidSet,
    /// What the server calls the conversation.
    name: Name,
    /// Other mailboxes; `None` until it is known what to look for.
    stages: Option<Vec<Stage>>,
    /// What came from there.
    elsewhere: Vec<(MessageRef, Row)>,
    /// What is read of it beside the place's message.
    pub(crate) open: Vec<Reading>,
    told: Option<(Vec<Member>, bool)>,
}

/// A conversation's name on servers that know what belongs together.
#[derive(Debug, PartialEq, Eq)]
enum Name {
    Unknown,
    /// It was asked for, and may have come.
    Asked(RequestId, Option<String>),
    /// There is none where the server has none.
    Known(Option<String>),
}

/// Another mailbox.
#[derive(Debug)]
struct Stage {
    mailbox: MailboxName,
    key: SearchKey,
    phase: Phase,
    under_way: Option<(RequestId, ConnectionId)>,
    /// What is under way brings rows.
    is_fetching: bool,
    uid_validity: Option<UidValidity>,
}

#[derive(Debug, PartialEq, Eq)]
enum Phase {
    /// It is to be searched, or is.
    Searched,
    /// These rows are to be fetched, or are.
    Found(UidSet),
    /// All has come that will.
    Done,
}

impl Gathering {
    fn new(list: ListId, of: Uid) -> Self {
        Self {
            list,
            of,
            asked: UidSet::new(),
            name: Name::Unknown,
            stages: None,
            elsewhere: Vec::new(),
            open: Vec::new(),
            told: None,
        }
    }
    fn stage(&mut self, request: RequestId) -> Option<&mut Stage> {
        let mut stages = self.stages.iter_mut().flatten();
        stages.find(|stage| stage.under_way.is_some_and(|(asked, _)| asked == request))
    }
    fn requests(&self) -> Vec<RequestId> {
        let stages = self.stages.iter().flatten();
        let under_way = stages.filter_map(|stage| stage.under_way);
        let name = match &self.name {
            Name::Asked(request, _) => Some(*request),
            Name::Unknown | Name::Known(_) => None,
        };
        under_way.map(|(request, _)| request).chain(name).collect()
    }
    /// A connection is gone: what it carried is asked of another.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for stage in self.stages.iter_mut().flatten() {
            let under_way = &mut stage.under_way;
            let _ = under_way.take_if(|(_, on)| *on == connection);
        }
        if matches!(&self.name, Name::Asked(request, _) if connection.carries(*request)) {
            self.name = Name::Unknown;
        }
    }
    /// What is known of a message of another mailbox.
    pub(crate) fn row(&self, message: &MessageRef) -> Option<&Row> {
        let mut rows = self.elsewhere.iter();
        rows.find(|(gathered, _)| gathered == message)
            .map(|(_, row)| row)
    }
}

/// What of other mailboxes belongs to a conversation: what names its first
/// message, and what answers one of its latest.
fn key_of(rows: &[Row], headers: &[mime_message::Header]) -> Option<SearchKey> {
    let named = headers.first().and_then(|header| {
        let above = header.references.iter().chain(&header.in_reply_to);
        above.chain(&header.message_id).next()
    });
    let first = named.cloned()?;
    let field = |name: &str, id: &MessageId| SearchKey::Header {
        name: name.to_owned(),
        text: id.0.clone(),
    };
    let mut keys = vec![field("References", &first), field("Message-ID", &first)];
    let latest = rows.iter().rev().take(MOST_ANSWERED);
    let answered = latest.filter_map(|row| row.summary.message_id.as_ref());
    keys.extend(answered.map(|id| field("In-Reply-To", id)));
    Some(SearchKey::Or(keys))
}

impl Engine {
    /// The person opens a message of the open one's conversation beside it.
    pub(crate) fn open_member(&mut self, message: &MessageRef) {
        let row = self.row_of(message).cloned();
        let Some((gathering, row)) = self.account.gathering.as_mut().zip(row) else {
            return;
        };
        let is_open = |reading: &Reading| reading.message.as_ref() == Some(message);
        if gathering.open.len() >= MOST_OPEN || gathering.open.iter().any(is_open) {
            return;
        }
        let mut reading = Reading::new(message.uid);
        reading.prefers_text = self.account.settings.preferences.prefers_text;
        reading.allows_remote = self
            .account
            .settings
            .preferences
            .allows_remote_from(&row.summary.from);
        reading.message = Some(message.clone());
        reading.open(row, &*self.charsets);
        reading.has_changed = true;
        reading.allows_remote |= self.account.is_allowed(message);
        if let Some(gathering) = &mut self.account.gathering {
            gathering.open.push(reading);
        }
    }
    /// It is read no more.
    pub(crate) fn close_member(&mut self, message: &MessageRef) {
        if let Some(gathering) = &mut self.account.gathering {
            let is_other = |reading: &Reading| reading.message.as_ref() != Some(message);
            gathering.open.retain(is_other);
        }
    }
    /// Changes what is read of a message of the open one's conversation.
    pub(crate) fn change_member(
        &mut self,
        message: &MessageRef,
        change: impl FnOnce(&mut Reading),
    ) {
        let open = self.account.gathering.iter_mut().flat_map(|g| &mut g.open);
        let mut open = open.filter(|reading| reading.message.as_ref() == Some(message));
        if let Some(reading) = open.next() {
            change(reading);
            reading.has_changed = true;
            reading.is_shown = false;
        }
    }
    /// Moves what is read of the conversation on, and tells what came of it.
    pub(crate) fn advance_members(&mut self) {
        let open = self.account.gathering.as_mut();
        let mut open = open
            .map(|g| core::mem::take(&mut g.open))
            .unwrap_or_default();
        let mut shown = Vec::new();
        for reading in &mut open {
            for _ in 0..2 {
                // The body may turn out to show images that are kept.
                if self.gather(reading)
                    && let Some(view) = self.view_of(reading)
                {
                    let change = LaterChange::Member(Box::new(view));
                    self.changes.push_back(Change::Later(change));
                }
            }
            self.hand_out(reading);
            if reading.is_shown && !core::mem::replace(&mut reading.is_marked, true) {
                shown.extend(reading.message.clone());
            }
        }
        if let Some(gathering) = &mut self.account.gathering {
            gathering.open = open;
        }
        match self.account.settings.preferences.mark_read {
            MarkRead::AtOnce => self.mark_members_read(&shown),
            MarkRead::AfterPause if !shown.is_empty() => {
                self.timers.set(Timer::MarkRead, self.now + MarkRead::PAUSE);
            }
            MarkRead::AfterPause | MarkRead::Never => {}
        }
    }
    /// What is shown of the conversation counts as read.
    pub(crate) fn mark_shown_members_read(&mut self) {
        let open = self.account.gathering.iter().flat_map(|g| &g.open);
        let shown = open.filter(|reading| reading.is_shown);
        let shown: Vec<MessageRef> = shown.filter_map(|r| r.message.clone()).collect();
        self.mark_members_read(&shown);
    }
    fn mark_members_read(&mut self, shown: &[MessageRef]) {
        let Some(list) = self.account.list.as_ref().filter(|list| !list.is_read_only) else {
            return;
        };
        let is_here = |message: &&MessageRef| list.message(message.uid).as_ref() == Some(*message);
        let here: Vec<Uid> = shown.iter().filter(is_here).map(|m| m.uid).collect();
        let is_unread = |uid: &Uid| {
            let flags = self.shown_flags(*uid).or_else(|| {
                // It belongs to the conversation, and not to what was looked for.
                let message = list.message(*uid)?;
                let row = self.account.gathering.as_ref()?.row(&message)?;
                Some(row.summary.flags.clone())
            });
            flags.is_some_and(|flags| !flags.is_seen())
        };
        let unread: UidSet = here.into_iter().filter(is_unread).collect();
        if !unread.is_empty() {
            self.set_flag(&unread, Flag::Seen, true);
        }
    }

    // What is asked.

    /// Asks for what the open message's conversation needs and has not.
    pub(crate) fn want_gathering(&mut self) {
        let place = self.account.place.as_ref();
        let of = place.filter(|place| place.view.is_folded && self.account.sweep.is_none());
        let of = of.and_then(|place| place.message);
        let list = self.account.list.as_ref().filter(|list| list.is_folded());
        let meant = list.map(|list| list.id).zip(of);
        let now = self.account.gathering.as_ref().map(|g| (g.list, g.of));
        if now != meant {
            self.gather_anew(meant);
        }
        if meant.is_none() {
            return;
        }
        self.want_member_rows();
        // What was clicked on comes first.
        let is_shown = self.account.reading.as_ref().is_some_and(|r| r.is_shown);
        if is_shown && self.is_named() {
            self.want_elsewhere();
        }
    }
    /// Whether it is known what the server calls the conversation; it is asked.
    fn is_named(&mut self) -> bool {
        let has_names = self.has("OBJECTID") || self.has("X-GM-EXT-1");
        let (Some(link), Some(gathering)) = (&mut self.link, &mut self.account.gathering) else {
            return false;
        };
        match &gathering.name {
            Name::Known(_) => return true,
            Name::Asked(..) => return false,
            Name::Unknown if !has_names => gathering.name = Name::Known(None),
            Name::Unknown if link.leads_to(gathering.list) => {
                let headers = Request::FetchHeaders {
                    uids: UidSet::from_iter([gathering.of]),
                    fields: Vec::new(),
                };
                let asked = link.submit(headers, Priority::Interactive, Purpose::Sweep, self.now);
                gathering.name = match asked {
                    Some(request) => Name::Asked(request, None),
                    None => Name::Known(None),
                };
            }
            Name::Unknown => {}
        }
        matches!(gathering.name, Name::Known(_))
    }
    fn gather_anew(&mut self, meant: Option<(ListId, Uid)>) {
        // From one message of a conversation to another it stays gathered.
        let before = self.account.gathering.take();
        let is_same = meant
            .zip(before.as_ref())
            .is_some_and(|((list, of), before)| {
                let open = self.account.list.as_ref();
                list == before.list
                    && open.is_some_and(|open| open.conversation_of(of).any(|uid| uid == before.of))
            });
        self.account.gathering = match (before, meant) {
            (Some(mut before), Some((_, of))) if is_same => {
                before.of = of;
                before.told = None;
                before.open.clear();
                Some(before)
            }
            (before, meant) => {
                for request in before.iter().flat_map(|before| before.requests()) {
                    self.cancel_request(request);
                }
                meant.map(|(list, of)| Box::new(Gathering::new(list, of)))
            }
        };
    }
    /// The place's message and those of its conversation in the open mailbox, the
    /// earliest first.
    fn members_here(&self) -> Vec<Uid> {
        let of = self
            .account
            .gathering
            .as_ref()
            .map(|gathering| gathering.of);
        let list = self.account.list.as_ref();
        let Some((of, list)) = of.zip(list) else {
            return Vec::new();
        };
        let hidden = self.account.overlay.hidden(&list.mailbox);
        let mut members: Vec<Uid> = list.conversation_of(of).take(MOST_MEMBERS).collect();
        members.retain(|uid| !hidden.contains(*uid));
        members.reverse();
        members
    }
    /// The latest of the open message's conversation, but for those that are open:
    /// these are likely to be opened next. What lies elsewhere is among them where
    /// it can be fetched beside the list.
    pub(crate) fn latest_members(&self) -> Vec<MessageRef> {
        let told = self.account.gathering.as_ref().and_then(|gathering| {
            let (members, _) = gathering.told.as_ref()?;
            Some((gathering, members))
        });
        let (Some((gathering, members)), Some(list)) = (told, &self.account.list) else {
            return Vec::new();
        };
        let is_closed = |message: &&MessageRef| {
            let mut open = gathering.open.iter();
            let is_place = message.uid == gathering.of && message.mailbox == list.mailbox;
            !is_place && !open.any(|open| open.message.as_ref() == Some(*message))
        };
        let has_workers = self.pool.has_workers();
        let is_near = |message: &&MessageRef| has_workers || message.mailbox == list.mailbox;
        let latest = members.iter().rev().map(|member| &member.message);
        let latest = latest.filter(is_closed).filter(is_near);
        latest.take(MOST_PREFETCHED).cloned().collect()
    }
    fn want_member_rows(&mut self) {
        let members = self.members_here();
        let (Some(link), Some(list)) = (&mut self.link, &self.account.list) else {
            return;
        };
        let Some(gathering) = &mut self.account.gathering else {
            return;
        };
        let is_unknown = |uid: &Uid| list.row(*uid).is_none() && !gathering.asked.contains(*uid);
        let unknown: UidSet = members.into_iter().filter(is_unknown).collect();
        if unknown.is_empty() || !link.leads_to(list.id) {
            return;
        }
        gathering.asked = gathering.asked.union(&unknown);
        let rows = Request::FetchRows(RowSelection::Uids(unknown));
        link.submit(
            rows,
            Priority::Interactive,
            Purpose::Rows(list.id),
            self.now,
        );
    }
    fn want_elsewhere(&mut self) {
        let is_begun = self.account.gathering.as_ref();
        if is_begun.is_some_and(|gathering| gathering.stages.is_none()) {
            let stages = self.stages();
            if let Some(gathering) = &mut self.account.gathering {
                gathering.stages = stages;
            }
        }
        if !self.pool.has_workers() {
            return self.want_next_stage();
        }
        let count = self.account.gathering.as_ref();
        let count = count.and_then(|g| g.stages.as_ref()).map_or(0, Vec::len);
        for place in 0..count {
            self.want_stage(place, Job::Long);
        }
    }
    /// The first connection goes to one mailbox after the other, and stays there
    /// until it has answered. It does not leave its own while something comes from it.
    fn want_next_stage(&mut self) {
        let stages = self.account.gathering.iter().flat_map(|g| &g.stages);
        let mut stages = stages.flatten().enumerate();
        let next = stages.find(|(_, stage)| stage.phase != Phase::Done);
        let (Some((place, stage)), Some(link)) = (next, &self.link) else {
            return;
        };
        let mailbox = stage.mailbox.clone();
        let is_at_list = matches!(link.target(), Some(Target::List(..)));
        let is_awaited = |purpose: &Purpose| {
            matches!(
                purpose,
                Purpose::Rows(_) | Purpose::View(_) | Purpose::Section | Purpose::Select(_)
            )
        };
        // Once it is on its way it goes there.
        let is_going = self.pool.errand() == Some(&mailbox);
        if is_at_list && !is_going && link.is_under_way(is_awaited) {
            return;
        }
        if stage.under_way.is_none() {
            self.want_stage(place, Job::Short);
        }
        self.pool.stay_at(mailbox);
    }
    /// The other mailboxes and what to look for there, once that is known.
    fn stages(&self) -> Option<Vec<Stage>> {
        let list = self.account.list.as_ref()?;
        let members = self.members_here();
        let rows = members.iter().map(|uid| list.row(*uid).cloned());
        let mut rows = rows.collect::<Option<Vec<Row>>>()?;
        if rows.is_empty() {
            // What was looked for may be what the message was before it was read.
            let reading = self.account.reading.as_ref();
            rows.extend(reading.and_then(|reading| reading.row().cloned()));
        }
        if rows.is_empty() || self.account.tree.is_empty() {
            return None;
        }
        let headers = rows.iter().take(1);
        let headers = headers.map(|row| mime_message::parse_header(&row.header, &*self.charsets));
        let name = match &self.account.gathering.as_ref()?.name {
            Name::Known(name) => name.clone().map(SearchKey::ThreadId),
            Name::Unknown | Name::Asked(..) => None,
        };
        let key = name.or_else(|| key_of(&rows, &headers.collect::<Vec<_>>()));
        let tree = &self.account.tree;
        let places = match tree.special(SpecialUse::All) {
            // There everything is.
            Some(all) => vec![all],
            None => {
                let places = PLACES.iter().filter_map(|purpose| tree.special(*purpose));
                places.collect()
            }
        };
        let others = places
            .into_iter()
            .filter(|mailbox| **mailbox != list.mailbox);
        // What was looked for is not all of a conversation.
        let here = list.shown_view().query.map(|_| &list.mailbox);
        let others = others.chain(here);
        let stages = others.filter_map(|mailbox| {
            Some(Stage {
                mailbox: mailbox.clone(),
                key: key.clone()?,
                phase: Phase::Searched,
                under_way: None,
                is_fetching: false,
                uid_validity: None,
            })
        });
        Some(stages.collect())
    }
    fn want_stage(&mut self, place: usize, job: Job) {
        let stage = self.account.gathering.as_ref();
        let stage = stage.and_then(|g| g.stages.as_ref()?.get(place));
        let Some(stage) = stage.filter(|stage| stage.under_way.is_none()) else {
            return;
        };
        let (mailbox, validity) = (stage.mailbox.clone(), stage.uid_validity);
        let request = match &stage.phase {
            Phase::Searched => Request::Search(stage.key.clone()),
            Phase::Found(uids) => Request::FetchRows(RowSelection::Uids(uids.clone())),
            Phase::Done => return,
        };
        let asked = match self.carrier(job, Some(&mailbox), validity) {
            Carrier::Ready(connection) => {
                if matches!(request, Request::Search(_)) && !self.has_looked(connection) {
                    return;
                }
                let priority = Priority::Interactive;
                let request = self.submit_on(connection, request, priority, Purpose::Sweep);
                request.map(|request| (request, connection))
            }
            Carrier::Later => return,
            Carrier::Gone(_) => None,
        };
        self.on_stage(place, |stage| {
            stage.under_way = asked;
            stage.is_fetching = matches!(stage.phase, Phase::Found(_));
            if asked.is_none() {
                stage.phase = Phase::Done;
            }
        });
    }
    fn on_stage(&mut self, place: usize, change: impl FnOnce(&mut Stage)) {
        let gathering = self.account.gathering.as_mut();
        let stage = gathering.and_then(|g| g.stages.as_mut()?.get_mut(place));
        if let Some(stage) = stage {
            change(stage);
        }
    }
    /// Asks for what is read of the conversation.
    pub(crate) fn want_member_sections(&mut self) {
        let open = self.account.gathering.iter().flat_map(|g| &g.open);
        let wanted = open.filter_map(|reading| Some((reading.message.clone()?, reading.wanted())));
        let wanted: Vec<_> = wanted.collect();
        for (message, wanted) in wanted {
            self.fetch(&message, wanted, Priority::Interactive);
        }
    }

    // What is heard.

    /// The server has said what it calls a message's conversation.
    pub(crate) fn gathering_named(&mut self, request: RequestId, name: Option<&str>) {
        if let Some(gathering) = &mut self.account.gathering
            && let Name::Asked(asked, told) = &mut gathering.name
            && *asked == request
        {
            *told = name.map(str::to_owned);
        }
    }
    /// These were found in another mailbox.
    pub(crate) fn gathering_found(&mut self, request: RequestId, uids: &UidSet) {
        let validity = self.link_of(request).and_then(|link| link.uid_validity());
        let gathering = self.account.gathering.as_mut();
        if let Some(stage) = gathering.and_then(|gathering| gathering.stage(request)) {
            stage.uid_validity = validity;
            let first = uids.len().saturating_sub(MOST_ELSEWHERE);
            stage.phase = match uids.is_empty() {
                true => Phase::Done,
                false => Phase::Found(uids.slice(first..uids.len())),
            };
        }
    }
    /// A row came on a connection.
    pub(crate) fn gathering_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let Some(gathering) = &mut self.account.gathering else {
            return;
        };
        let stages = gathering.stages.iter().flatten();
        let mut asked = stages.filter(|stage| {
            let is_there = stage.under_way.is_some_and(|(_, on)| on == connection);
            is_there && matches!(&stage.phase, Phase::Found(uids) if uids.contains(row.uid))
        });
        let message = asked.next().and_then(|stage| {
            Some(MessageRef {
                mailbox: stage.mailbox.clone(),
                uid_validity: stage.uid_validity?,
                uid: row.uid,
            })
        });
        if let Some(message) = message.filter(|message| gathering.row(message).is_none()) {
            let row = Row::read(row.clone(), &*self.charsets);
            gathering.elsewhere.push((message, row));
        }
    }
    /// A message of the open mailbox has these flags.
    pub(crate) fn gathering_flags(&mut self, uid: Uid, flags: &Flags) {
        let list = self.account.list.as_ref();
        if let (Some(gathering), Some(list)) = (&mut self.account.gathering, list) {
            let elsewhere = gathering.elsewhere.iter_mut();
            let is_it =
                |message: &MessageRef| message.uid == uid && message.mailbox == list.mailbox;
            for (_, row) in elsewhere.filter(|(message, _)| is_it(message)) {
                row.summary.flags.clone_from(flags);
            }
        }
    }
    /// A request ended; where its line was lost it is asked again.
    pub(crate) fn gathering_ended(&mut self, request: RequestId, outcome: &Outcome, is_lost: bool) {
        let Some(gathering) = &mut self.account.gathering else {
            return;
        };
        if let Name::Asked(asked, told) = &mut gathering.name
            && *asked == request
        {
            let told = told.take();
            gathering.name = match is_lost {
                true => Name::Unknown,
                false => Name::Known(told),
            };
        }
        let Some(stage) = gathering.stage(request) else {
            return;
        };
        stage.under_way = None;
        let is_over = core::mem::take(&mut stage.is_fetching) || stage.phase == Phase::Searched;
        if !is_lost && (outcome.is_err() || is_over) {
            stage.phase = Phase::Done;
        }
    }
    /// Tells what is new of the conversation.
    pub(crate) fn tell_gathering(&mut self) {
        let members = self.members_here();
        let (Some(gathering), Some(list)) = (&self.account.gathering, &self.account.list) else {
            return;
        };
        let here = members.iter().filter_map(|uid| {
            Some(Member {
                message: list.message(*uid)?,
                summary: list.shown(*uid, &self.account.overlay)?,
            })
        });
        let mut told: Vec<Member> = here.collect();
        let here = told.len();
        let hidden = self.account.overlay.hidden(&list.mailbox);
        let is_gone = |message: &MessageRef| {
            let is_known = list.placement().has_uids();
            let is_absent = || is_known && list.placement().row_of(message.uid).is_none();
            message.mailbox == list.mailbox && (hidden.contains(message.uid) || is_absent())
        };
        let there = gathering.elsewhere.iter();
        for (message, row) in there.filter(|(message, _)| !is_gone(message)) {
            let id = row.summary.message_id.as_ref();
            // Where one mailbox holds all mail it is told but once.
            let is_same = |other: &Member| {
                other.message == *message || id.is_some() && other.summary.message_id.as_ref() == id
            };
            if !told.iter().any(is_same) {
                let mut summary = row.summary.clone();
                let overlay = &self.account.overlay;
                summary.flags = overlay.fold(&message.mailbox, message.uid, &summary.flags);
                let message = message.clone();
                told.push(Member { message, summary });
            }
        }
        let is_alone = told.len() < 2;
        let is_of = |member: &Member| {
            member.message.uid == gathering.of && member.message.mailbox == list.mailbox
        };
        let is_here = here > 0 || told.iter().any(is_of);
        if !is_here || (is_alone && gathering.told.is_none()) {
            return;
        }
        sort_by(&mut told, |a, b| {
            let when = |member: &Member| member.summary.received;
            when(a)
                .cmp(&when(b))
                .then_with(|| a.message.cmp(&b.message))
        });
        let is_going = gathering
            .stages
            .iter()
            .flatten()
            .any(|s| s.phase != Phase::Done);
        let of = gathering.of;
        let told = (told, is_going);
        if gathering.told.as_ref() != Some(&told) {
            let (members, is_going) = told.clone();
            let change = LaterChange::Gathered {
                of,
                members,
                is_going,
            };
            self.changes.push_back(Change::Later(change));
            if let Some(gathering) = &mut self.account.gathering {
                gathering.told = Some(told);
            }
        }
    }
}
