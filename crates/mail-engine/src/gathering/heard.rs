//! What is heard of the open message's conversation, and what is told of it.

use super::Name;
use super::elsewhere::Phase;
use crate::Change;
use crate::conversation::Member;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::later_change::LaterChange;
use crate::row::Row;
use imap_client::{FetchedRow, Outcome, RequestId};
use mail_model::{Flags, MessageRef, Uid, UidSet, sort_by};

/// So many messages of one other mailbox are gathered, the latest.
const MOST_ELSEWHERE: u32 = 50;

impl Engine {
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
