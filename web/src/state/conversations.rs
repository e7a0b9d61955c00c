use crate::reactive::*;
use mail_engine::{Conversation, Member, MessageView};
use mail_model::{MessageRef, Uid};
use std::sync::Arc;

/// The open message's conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The place's message.
    pub of: Uid,
    /// All, the earliest first.
    pub members: Arc<[Member]>,
    /// More may come from other mailboxes.
    pub is_going: bool,
}

/// What is known of the conversations of the open list, as far as they are near
/// the view and have several messages; and of the open message's.
#[derive(Clone, Copy)]
pub struct Conversations {
    told: RwSignal<Arc<[Arc<Conversation>]>>,
    count: RwSignal<u32>,
    pane: RwSignal<Pane>,
}

/// What the pane shows beside the place's message. One signal for all of it: each
/// type of one costs the part that is loaded first.
#[derive(Default)]
struct Pane {
    gathered: Option<Gathered>,
    /// Which are open beside the place's message.
    open: Vec<MessageRef>,
    views: Vec<Arc<MessageView>>,
}

impl Conversations {
    pub(super) fn new() -> Self {
        Self {
            told: RwSignal::new(Arc::new([])),
            count: RwSignal::new(0),
            pane: RwSignal::new(Pane::default()),
        }
    }

    /// The conversation that a row's message belongs to, if the row stands for it
    /// or is one of its rows. Reactive.
    pub fn of(&self, uid: Uid) -> Option<Arc<Conversation>> {
        self.told.with(|told| {
            let mut told = told.iter();
            told.find(|told| told.latest == uid || told.is_open && told.members.contains(&uid))
                .cloned()
        })
    }

    /// These messages and those that are folded into their rows; not reactive.
    pub fn whole(&self, mut uids: Vec<Uid>) -> Vec<Uid> {
        self.told.with_untracked(|told| {
            for folded in told.iter().filter(|told| !told.is_open) {
                if uids.contains(&folded.latest) {
                    uids.extend(&folded.members);
                }
            }
        });
        mail_model::sort_by(&mut uids, Uid::cmp);
        uids.dedup();
        uids
    }

    /// Which message has the row of a message that is folded into it; not reactive.
    pub(super) fn latest_of(&self, uid: Uid) -> Option<Uid> {
        self.told.with_untracked(|told| {
            let mut folded = told.iter().filter(|told| !told.is_open);
            folded
                .find(|told| told.members.contains(&uid))
                .map(|told| told.latest)
        })
    }

    /// How many conversations the list has; 0 where nothing was told. Reactive.
    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub(super) fn tell(&self, count: u32, told: Vec<Conversation>) {
        if self.count.get_untracked() != count {
            self.count.set(count);
        }
        self.told.set(told.into_iter().map(Arc::new).collect());
    }

    /// The messages that stand below the row of their conversation, with its latest.
    pub(super) fn unfolded(&self) -> Vec<(Uid, Uid)> {
        self.told.with_untracked(|told| {
            let open = told.iter().filter(|told| told.is_open);
            let below = open.flat_map(|told| {
                let members = told.members.iter().filter(|uid| **uid != told.latest);
                members.map(|uid| (*uid, told.latest))
            });
            below.collect()
        })
    }

    /// Another list begins.
    pub(super) fn forget(&self) {
        self.count.set(0);
        if self.told.with_untracked(|told| !told.is_empty()) {
            self.told.set(Arc::new([]));
        }
    }

    /// The open message's conversation, once it is known to have several messages.
    /// Reactive.
    pub fn gathered(&self) -> Option<Gathered> {
        self.pane.with(|pane| pane.gathered.clone())
    }

    /// Whether a message is open beside the place's. Reactive.
    pub fn is_open(&self, message: &MessageRef) -> bool {
        self.pane.with(|pane| pane.open.contains(message))
    }

    /// What is known of a message that is open beside the place's. Reactive.
    pub fn view(&self, message: &MessageRef) -> Option<Arc<MessageView>> {
        self.pane.with(|pane| {
            let mut views = pane.views.iter();
            views.find(|view| view.message == *message).cloned()
        })
    }

    /// A message is open beside the place's, or no more. Whoever calls this tells
    /// the engine.
    pub fn set_open(&self, message: &MessageRef, is_open: bool) {
        self.pane.update(|pane| {
            pane.open.retain(|other| other != message);
            match is_open {
                true => pane.open.push(message.clone()),
                false => pane.views.retain(|view| view.message != *message),
            }
        });
    }

    /// What is unread of a conversation that was just opened: it opens with it.
    pub(crate) fn unread_beside(&self, of: Uid, members: &[Member]) -> Vec<MessageRef> {
        if self.place() == Some(of) {
            return Vec::new();
        }
        let unread = members
            .iter()
            .filter(|member| !member.summary.flags.is_seen());
        let beside = unread.filter(|member| member.message.uid != of);
        beside.map(|member| member.message.clone()).collect()
    }

    pub(super) fn gather(&self, of: Uid, members: Vec<Member>, is_going: bool) {
        let is_same = self.place() == Some(of);
        let is_several = members.len() > 1;
        let members: Arc<[Member]> = members.into();
        self.pane.update(|pane| {
            if !is_same {
                *pane = Pane::default();
            }
            pane.gathered = is_several.then_some(Gathered {
                of,
                members,
                is_going,
            });
        });
    }

    pub(super) fn read(&self, view: MessageView) {
        self.pane.update(|pane| {
            if pane.open.contains(&view.message) {
                pane.views.retain(|other| other.message != view.message);
                pane.views.push(Arc::new(view));
            }
        });
    }

    /// The place has this message open: another's conversation is void.
    pub(super) fn arrive(&self, message: Option<Uid>) {
        if self.place().is_some() && self.place() != message {
            self.pane.set(Pane::default());
        }
    }

    fn place(&self) -> Option<Uid> {
        self.pane
            .with_untracked(|pane| pane.gathered.as_ref().map(|gathered| gathered.of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;
    use mail_model::{Flag, Flags, MailboxName, MessageSummary, Timestamp, UidValidity};

    fn uid(number: u32) -> Uid {
        Uid::new(number).unwrap()
    }
    fn told(members: &[u32], is_open: bool) -> Conversation {
        Conversation {
            latest: uid(members[0]),
            members: members.iter().copied().map(uid).collect(),
            answers: 0,
            answered_as: Vec::new(),
            unread: 0,
            is_flagged: false,
            has_attachment: false,
            people: Vec::new(),
            is_open,
        }
    }
    fn member(number: u32, is_seen: bool) -> Member {
        let flags: Flags = is_seen.then_some(Flag::Seen).into_iter().collect();
        Member {
            message: MessageRef {
                mailbox: MailboxName::inbox(),
                uid_validity: UidValidity(NonZeroU32::MIN),
                uid: uid(number),
            },
            summary: MessageSummary {
                uid: uid(number),
                flags,
                received: Timestamp(0),
                date: None,
                size: 0,
                from: Vec::new(),
                to: Vec::new(),
                subject: String::new(),
                message_id: None,
                has_attachment: false,
                preview: None,
            },
        }
    }
    fn with(test: impl FnOnce(Conversations)) {
        Owner::new().set();
        test(Conversations::new());
    }

    #[test]
    fn what_is_folded_into_a_row_is_meant_with_it() {
        with(|all| {
            all.tell(2, vec![told(&[9, 4, 2], false), told(&[8, 3], true)]);
            let whole = |uids: &[u32]| {
                let uids = uids.iter().copied().map(uid).collect();
                let whole = all.whole(uids).into_iter();
                whole.map(Uid::value).collect::<Vec<_>>()
            };
            assert_eq!(whole(&[9]), [2, 4, 9]);
            assert_eq!(whole(&[8, 5]), [5, 8], "unfolded, each is itself");
            assert_eq!(whole(&[4]), [4]);
            assert!(all.of(uid(3)).is_some() && all.of(uid(4)).is_none());
        });
    }

    #[test]
    fn the_unread_open_with_their_conversation_and_but_once() {
        with(|all| {
            let members = vec![member(1, true), member(2, false), member(3, false)];
            let unread = all.unread_beside(uid(3), &members);
            assert_eq!(unread, [members[1].message.clone()]);
            all.gather(uid(3), members.clone(), true);
            all.set_open(&unread[0], true);
            assert!(all.unread_beside(uid(3), &members).is_empty());
            all.gather(uid(3), members.clone(), false);
            assert!(all.is_open(&unread[0]), "it goes on");
            all.arrive(Some(uid(3)));
            assert!(all.gathered().is_some());
            all.arrive(None);
            assert!(all.gathered().is_none() && !all.is_open(&unread[0]));
        });
    }

    #[test]
    fn a_message_alone_is_no_conversation() {
        with(|all| {
            all.gather(uid(1), vec![member(1, true)], true);
            assert_eq!(all.gathered(), None);
        });
    }
}
