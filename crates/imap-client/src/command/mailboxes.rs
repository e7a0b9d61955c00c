//! CREATE, DELETE, RENAME and SUBSCRIBE (RFC 9051 §6.3.4–6.3.8), each with the
//! subscriptions that go with it.

use super::{Command, Events, Step, Work};
use crate::event::{Outcome, Refusal};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::{Unspeakable, Words};
use mail_model::{MailboxName, Problem, ProblemKind, SpecialUse};
use std::collections::VecDeque;

const CHANGE: u32 = 0;
const CHANGE_FOR_USE: u32 = 1;
const SUBSCRIPTION: u32 = 2;

/// One command.
#[derive(Clone, Debug)]
enum Verb {
    /// With CREATE-SPECIAL-USE (RFC 6154 §3) where a purpose is given.
    Create(MailboxName, Option<&'static str>),
    Delete(MailboxName),
    Rename(MailboxName, MailboxName),
    Subscribe(MailboxName),
    Unsubscribe(MailboxName),
}

/// Changes the tree of mailboxes: one change, and once it has happened the
/// subscriptions that follow from it. A server that makes a mailbox and refuses
/// to note it has made it all the same, so only the change decides the outcome.
#[derive(Debug)]
pub(crate) struct ChangeMailboxes {
    change: Option<Verb>,
    subscriptions: VecDeque<Verb>,
    /// The mailbox that is made, to be made without a purpose if the server
    /// minds that.
    made: Option<MailboxName>,
    has_changed: bool,
    outstanding: u32,
    refused: Option<Refusal>,
}

impl ChangeMailboxes {
    fn new(change: Verb, subscriptions: VecDeque<Verb>) -> Self {
        Self {
            change: Some(change),
            subscriptions,
            made: None,
            has_changed: false,
            outstanding: 0,
            refused: None,
        }
    }

    pub(crate) fn create(
        mailbox: MailboxName,
        special_use: Option<SpecialUse>,
        subscribes: bool,
    ) -> Self {
        let attribute = special_use.and_then(attribute);
        let subscribe = subscribes.then(|| Verb::Subscribe(mailbox.clone()));
        Self {
            made: Some(mailbox.clone()),
            ..Self::new(
                Verb::Create(mailbox, attribute),
                subscribe.into_iter().collect(),
            )
        }
    }

    pub(crate) fn delete(mailbox: MailboxName) -> Self {
        let unsubscribe = Verb::Unsubscribe(mailbox.clone());
        Self::new(Verb::Delete(mailbox), [unsubscribe].into())
    }

    pub(crate) fn rename(
        from: MailboxName,
        to: MailboxName,
        subscribed: Vec<(MailboxName, MailboxName)>,
    ) -> Self {
        let follow = |(from, to)| [Verb::Subscribe(to), Verb::Unsubscribe(from)];
        let subscriptions = subscribed.into_iter().flat_map(follow).collect();
        Self::new(Verb::Rename(from, to), subscriptions)
    }

    pub(crate) fn subscribe(mailbox: MailboxName, set: bool) -> Self {
        let verb = if set {
            Verb::Subscribe(mailbox)
        } else {
            Verb::Unsubscribe(mailbox)
        };
        Self::new(verb, VecDeque::new())
    }
}

/// The purpose as RFC 6154 §2 and RFC 8457 §2 name it. The inbox is none of theirs.
pub(super) fn attribute(special_use: SpecialUse) -> Option<&'static str> {
    Some(match special_use {
        SpecialUse::Inbox => return None,
        SpecialUse::Drafts => "\\Drafts",
        SpecialUse::Sent => "\\Sent",
        SpecialUse::Archive => "\\Archive",
        SpecialUse::Junk => "\\Junk",
        SpecialUse::Trash => "\\Trash",
        SpecialUse::All => "\\All",
        SpecialUse::Flagged => "\\Flagged",
        SpecialUse::Important => "\\Important",
    })
}

/// The command's words; an error for a name that can't be sent.
fn wording(verb: Verb, session: &Session) -> Result<Wording, Unspeakable> {
    let worded = |verb: &'static str, name: &MailboxName| {
        let mut words = Words::new(verb);
        words.mailbox(&session.names.encoded(name))?;
        Ok(words)
    };
    let words = match verb {
        Verb::Create(name, attribute) => {
            let mut words = worded("CREATE ", &name)?;
            let offered = |_: &&str| session.capabilities.has("CREATE-SPECIAL-USE");
            if let Some(attribute) = attribute.filter(offered) {
                words.push(" (USE (");
                words.push(attribute);
                words.push("))");
            }
            words
        }
        Verb::Delete(name) => worded("DELETE ", &name)?,
        Verb::Rename(from, to) => {
            let mut words = worded("RENAME ", &from)?;
            words.push(" ");
            words.mailbox(&session.names.encoded(&to))?;
            words
        }
        Verb::Subscribe(name) => worded("SUBSCRIBE ", &name)?,
        Verb::Unsubscribe(name) => worded("UNSUBSCRIBE ", &name)?,
    };
    Ok(Wording::Words(words))
}

impl Work for ChangeMailboxes {
    fn access(&self) -> Access {
        Access::Connection
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if !session.capabilities.is_usable() || self.refused.is_some() {
            return Step::Wait;
        }
        if let Some(change) = self.change.take() {
            let is_for_use = matches!(change, Verb::Create(_, Some(_)));
            let Ok(wording) = wording(change, session) else {
                self.refused = Some(Refusal {
                    problem: Problem::new(ProblemKind::MailboxUnavailable),
                    is_certain: true,
                });
                return Step::Wait;
            };
            let label = if is_for_use { CHANGE_FOR_USE } else { CHANGE };
            self.outstanding += 1;
            return Step::Send(Command::new(label, Access::Connection, wording));
        }
        if !self.has_changed {
            return Step::Wait;
        }
        while let Some(subscription) = self.subscriptions.pop_front() {
            if let Ok(wording) = wording(subscription, session) {
                self.outstanding += 1;
                let command = Command::new(SUBSCRIPTION, Access::Connection, wording);
                return Step::Send(command);
            }
        }
        Step::Wait
    }

    fn complete(&mut self, label: u32, status: &Status, _: &mut Session, _: &mut Events) {
        self.outstanding = self.outstanding.saturating_sub(1);
        if label == SUBSCRIPTION {
            return;
        }
        if status.is_ok() {
            self.has_changed = true;
            return;
        }
        let refused = refusal(status, ProblemKind::ChangeRefused);
        // A purpose that can't be given (USEATTR, RFC 6154 §3) is no reason not
        // to make the mailbox.
        let is_final = matches!(
            refused.problem.kind,
            ProblemKind::AlreadyExists | ProblemKind::NotPermitted
        );
        match self.made.take() {
            Some(made) if label == CHANGE_FOR_USE && !is_final => {
                self.change = Some(Verb::Create(made, None));
            }
            _ => self.refused = Some(refused),
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        if self.outstanding > 0 {
            return None;
        }
        match &self.refused {
            Some(refused) => Some(Err(refused.clone())),
            None => (self.has_changed && self.subscriptions.is_empty()).then_some(Ok(())),
        }
    }
}
