//! The open message's conversation: what of it lies in the open mailbox, and what
//! of it lies in others, such as the person's own answers.
//!
//! Others are searched on connections beside the first, each in two round trips
//! once its mailbox is open: which messages belong to the conversation by the
//! server's own word (THREADID, X-GM-THRID), or else name its first message or
//! answer its latest; and their rows. Where there is no further connection the
//! first one leaves its mailbox for a moment, once nothing else is on its way there.

mod elsewhere;
mod heard;
mod members;

use crate::ListId;
use crate::conversation::Member;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::reading::Reading;
use crate::row::Row;
use elsewhere::Stage;
use imap_client::{Priority, Request, RequestId, RowSelection};
use mail_model::{MessageRef, Uid, UidSet};

/// So many messages of a conversation are told, the latest.
const MOST_MEMBERS: usize = 200;
/// So many of the others are fetched beforehand, the latest.
const MOST_PREFETCHED: usize = 5;

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

impl Engine {
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
    /// Asks for what is read of the conversation.
    pub(crate) fn want_member_sections(&mut self) {
        let open = self.account.gathering.iter().flat_map(|g| &g.open);
        let wanted = open.filter_map(|reading| Some((reading.message.clone()?, reading.wanted())));
        let wanted: Vec<_> = wanted.collect();
        for (message, wanted) in wanted {
            self.fetch(&message, wanted, Priority::Interactive);
        }
    }
}
