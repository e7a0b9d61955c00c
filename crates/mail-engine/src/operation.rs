use crate::action::OperationId;
use crate::compose::DraftId;
use crate::outgoing::OutgoingId;
use crate::pool::LONG;
use imap_client::{NewMessage, Request, RequestId};
use mail_model::{
    Flag, MailboxName, ModSeq, Problem, SearchKey, SpecialUse, Uid, UidMap, UidSet, UidValidity,
};

/// What is done to messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A flag is set or cleared.
    Flag { flag: Flag, value: bool },
    /// They go to another mailbox.
    Move { to: MailboxName },
    /// Copies of them go to another mailbox.
    Copy { to: MailboxName },
    /// They are removed for ever.
    Expunge,
    /// New ones are put into the mailbox.
    Append { messages: Vec<NewMessage> },
    /// A new one is put into the mailbox in place of it.
    Replace { by: Box<NewMessage> },
    /// Nothing: which ones there are is all that is asked.
    Find,
}

/// What an operation is done for, where it is not the page that wants to hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// A letter that was sent is copied, or that copy looked for.
    Copy(OutgoingId),
    /// A letter that may have been sent is looked for.
    Trace(OutgoingId),
    /// The message that a letter is about is marked.
    Mark(OutgoingId),
    /// A draft is looked for, saved or removed.
    Draft(DraftId),
    /// The message that a link names is looked for in a mailbox.
    Seek(u32),
}

/// How an errand ended.
#[derive(Clone, Debug)]
pub(crate) enum Returned {
    /// These were found, under that validity.
    Found(UidValidity, UidSet),
    /// It has happened; where the new messages are, if that was told.
    Done(Option<(UidValidity, UidSet)>),
    /// It has not, or not all of it, or nobody knows.
    Failed(Problem),
}

/// What is asked of the server next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing yet: they go to the mailbox of a purpose, and which that is nobody
    /// knows before the mailboxes are told.
    Choose(SpecialUse),
    /// That it makes the mailbox that they go to.
    Make(SpecialUse),
    /// Which messages of those meant are concerned.
    Find(SearchKey),
    /// Which messages are the copies, one after the other: only what is certainly
    /// one is removed.
    Identify(Identify),
    /// The thing itself.
    Do,
    /// Which of them are still there: the answer to the thing itself was lost.
    Look,
    /// That those are removed which were copied before the line was lost.
    Remove,
    /// Which of them are where they should go: the answer to the thing itself was
    /// lost, and it must not happen twice.
    Trace,
    /// Nothing: whether it happened can't be found out, and it is not repeated.
    Lost,
    /// Nothing: it happened, and the list has still to hear of it.
    Settled,
}

/// Copies whose UIDs nobody told, on their way to be removed. Where the messages
/// that were copied are still where they were, nothing that is like a copy is all
/// that is left of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identify {
    /// The messages that were copied, until they were seen to be there.
    originals: Option<(MailboxName, UidValidity, UidSet)>,
    /// What came to the mailbox since they were made.
    among: SearchKey,
    /// What finds each that is still to be found.
    left: Vec<SearchKey>,
    /// Those that were.
    found: UidSet,
}

impl Identify {
    /// What was copied by an operation whose trace is one for all of them at once
    /// ([`crate::trace::of_all`]).
    pub(crate) fn of(operation: &Operation) -> Option<Self> {
        let SearchKey::And(keys) = operation.trace.as_ref()? else {
            return None;
        };
        let [among @ SearchKey::Uids(_), SearchKey::Or(left)] = keys.as_slice() else {
            return None;
        };
        let (mailbox, uids) = (operation.mailbox.clone(), operation.uids.clone());
        Some(Self {
            originals: Some((mailbox, operation.uid_validity?, uids)),
            among: among.clone(),
            left: left.clone(),
            found: UidSet::new(),
        })
    }
    fn query(&self) -> Option<SearchKey> {
        if let Some((_, _, originals)) = &self.originals {
            return Some(SearchKey::Uids(originals.clone()));
        }
        let next = self.left.last()?.clone();
        Some(SearchKey::And(vec![self.among.clone(), next]))
    }
    /// What was looked for was found, or not. `false` where it is not certain which
    /// message a copy is: none is like it, or several are.
    pub(crate) fn hear(&mut self, found: &UidSet) -> bool {
        if let Some((_, _, originals)) = self.originals.take() {
            return originals.is_within(found);
        }
        self.left.pop();
        let is_certain = found.len() == 1 && self.found.common(found).is_empty();
        self.found = self.found.union(found);
        is_certain
    }
    /// The copies, once all were found.
    pub(crate) fn copies(&self) -> Option<&UidSet> {
        (self.originals.is_none() && self.left.is_empty()).then_some(&self.found)
    }
}

/// A change that the person sees already and the server has not confirmed yet.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The page's name for it, if it wants to hear how it goes.
    pub(crate) id: Option<OperationId>,
    pub(crate) kind: Kind,
    pub(crate) step: Step,
    /// What goes before the thing itself: that the mailbox that they go to is
    /// chosen, or made.
    pub(crate) before: Option<Step>,
    /// In which mailbox.
    pub(crate) mailbox: MailboxName,
    /// Under which validity the UIDs were meant; `None` where none were named.
    pub(crate) uid_validity: Option<UidValidity>,
    /// Of which messages.
    pub(crate) uids: UidSet,
    /// How many of them are unread, as far as that is known.
    pub(crate) unseen: u32,
    /// The request that carries it, once it was submitted.
    pub(crate) request: Option<RequestId>,
    /// Messages whose flags the server has told since it was submitted; in
    /// [`Step::Look`] and [`Step::Find`] those that were found.
    pub(crate) answered: UidSet,
    /// The copies, as far as they were told.
    pub(crate) copied: Option<UidMap>,
    /// Where it takes messages back to: the validity of their UIDs there, and by those
    /// the ones that they have now.
    pub(crate) stood: Option<(UidValidity, UidMap)>,
    /// What finds the messages where they went, as long as nobody told their UIDs.
    pub(crate) trace: Option<SearchKey>,
    /// Under which validity its UIDs were meant, where that was known.
    pub(crate) trace_validity: Option<UidValidity>,
    /// The new messages, where they were told.
    pub(crate) appended: Option<(UidValidity, UidSet)>,
    /// Flags are changed of those alone that did not change since.
    pub(crate) unchanged_since: Option<ModSeq>,
    /// Those that had, and were left as they are.
    pub(crate) not_stored: UidSet,
    /// It takes another back, under the same name.
    pub(crate) is_undoing: bool,
    /// It is to be taken back as soon as it has happened.
    pub(crate) is_unwanted: bool,
    /// All messages that there were are read by it.
    pub(crate) reads_all: bool,
    /// What it is done for.
    pub(crate) errand: Option<Errand>,
}

impl Operation {
    /// An operation that nothing was done for yet.
    pub(crate) fn new(
        kind: Kind,
        mailbox: MailboxName,
        uid_validity: Option<UidValidity>,
        uids: UidSet,
    ) -> Self {
        Self {
            id: None,
            kind,
            step: Step::Do,
            before: None,
            mailbox,
            uid_validity,
            uids,
            unseen: 0,
            request: None,
            answered: UidSet::new(),
            copied: None,
            stood: None,
            trace: None,
            trace_validity: None,
            appended: None,
            unchanged_since: None,
            not_stored: UidSet::new(),
            is_undoing: false,
            is_unwanted: false,
            reads_all: false,
            errand: None,
        }
    }
    /// What is asked first, once it is known which messages are meant.
    pub(crate) fn first_step(&mut self) -> Step {
        self.before.take().unwrap_or(Step::Do)
    }
    /// Whether it may have happened: the answer was lost, and it is being found out.
    pub(crate) fn is_doubtful(&self) -> bool {
        matches!(self.step, Step::Look | Step::Trace)
    }
    /// Whether the messages leave their mailbox: they are not shown there any more.
    pub(crate) fn hides(&self) -> bool {
        matches!(
            self.kind,
            Kind::Move { .. } | Kind::Expunge | Kind::Replace { .. }
        )
    }
    /// Where messages stood that it takes back, under which validity: by the UID that
    /// each got there by `map`, the one that it had.
    pub(crate) fn returned(&self, map: &UidMap) -> Option<(UidValidity, Vec<(Uid, Uid)>)> {
        let (validity, left) = self.stood.as_ref()?;
        let pairs = left.sources();
        let pairs = pairs.iter().filter_map(|stood| {
            let back = map.copy_of(left.copy_of(stood)?)?;
            Some((back, stood))
        });
        (*validity == map.uid_validity()).then(|| (*validity, pairs.collect()))
    }
    /// Which flag it changes, and how.
    pub(crate) fn flag(&self) -> Option<(&Flag, bool)> {
        match &self.kind {
            Kind::Flag { flag, value } => Some((flag, *value)),
            _ => None,
        }
    }
    /// Where the messages or their copies go, once that is known.
    pub(crate) fn destination(&self) -> Option<&MailboxName> {
        if self.undecided().is_some() {
            return None;
        }
        match &self.kind {
            Kind::Move { to } | Kind::Copy { to } => Some(to),
            Kind::Append { .. } | Kind::Replace { .. } => Some(&self.mailbox),
            Kind::Flag { .. } | Kind::Expunge | Kind::Find => None,
        }
    }
    /// What decides where the messages go, while it is not decided.
    pub(crate) fn undecided(&self) -> Option<&Step> {
        let mut steps = self.before.iter().chain([&self.step]);
        steps.find(|step| matches!(step, Step::Choose(_)))
    }
    /// How many messages it is about.
    pub(crate) fn count(&self) -> u32 {
        match &self.kind {
            Kind::Append { messages } => u32::try_from(messages.len()).unwrap_or(u32::MAX),
            _ => self.uids.len(),
        }
    }
    /// Whether it takes long until all of it has crossed the line.
    pub(crate) fn is_large(&self) -> bool {
        let octets = match &self.kind {
            _ if self.step != Step::Do => 0,
            Kind::Append { messages } => messages.iter().map(|new| new.message.length()).sum(),
            Kind::Replace { by } => by.message.length(),
            _ => 0,
        };
        octets > LONG
    }
    /// Whether the server may be working on it, or is to.
    pub(crate) fn is_pending(&self) -> bool {
        self.step != Step::Settled
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        let to = match &mut self.kind {
            Kind::Move { to } | Kind::Copy { to } => Some(to),
            _ => None,
        };
        let originals = match &mut self.step {
            Step::Identify(copies) => copies.originals.as_mut().map(|(name, ..)| name),
            _ => None,
        };
        for name in to.into_iter().chain([&mut self.mailbox]).chain(originals) {
            if let Some(renamed) = new_name(name) {
                *name = renamed;
            }
        }
    }
    /// The connection that carried it is gone. What certainly did not happen, or
    /// is the same when it happens twice, is asked for again. Whether messages
    /// were moved can be looked at; copies and new messages would be there twice,
    /// and are looked for.
    pub(crate) fn lose(&mut self, is_certain: bool) {
        self.request = None;
        self.answered = UidSet::new();
        if is_certain || self.step != Step::Do {
            return;
        }
        self.step = match self.kind {
            // By what it has changed itself it would seem changed by another.
            Kind::Flag { .. } if self.unchanged_since.is_some() => Step::Lost,
            Kind::Flag { .. } | Kind::Expunge | Kind::Find => Step::Do,
            Kind::Move { .. } => Step::Look,
            Kind::Copy { .. } | Kind::Append { .. } | Kind::Replace { .. } => self.doubtful_step(),
        };
    }
    /// What is asked where the messages may be in their new mailbox already.
    pub(crate) fn doubtful_step(&self) -> Step {
        match self.trace {
            Some(_) => Step::Trace,
            None => Step::Lost,
        }
    }
    /// Whether it has to wait for one that was made before it: they may be about
    /// the same messages, and the other takes more than one command.
    pub(crate) fn waits_for(&self, other: &Self) -> bool {
        let is_short = other.flag().is_some() && other.count() <= SHORT && other.step == Step::Do;
        other.is_pending() && !is_short && self.may_concern(other)
    }
    /// Whether both may be about the same messages.
    pub(crate) fn may_concern(&self, other: &Self) -> bool {
        let is_unknown =
            |operation: &Self| matches!(operation.step, Step::Find(_) | Step::Identify(_));
        self.mailbox == other.mailbox
            && (is_unknown(self) || is_unknown(other) || !self.uids.common(&other.uids).is_empty())
    }
    /// The mailbox that must be open for the next step.
    pub(crate) fn place(&self) -> Option<&MailboxName> {
        match (&self.step, &self.kind) {
            (Step::Trace, _) => self.destination(),
            (Step::Identify(copies), _) => match &copies.originals {
                Some((mailbox, ..)) => Some(mailbox),
                None => Some(&self.mailbox),
            },
            (Step::Make(_), _) | (_, Kind::Append { .. }) => None,
            _ => Some(&self.mailbox),
        }
    }
    /// Under which validity that mailbox is meant, where it was settled.
    pub(crate) fn place_validity(&self) -> Option<UidValidity> {
        match &self.step {
            Step::Trace => None,
            Step::Identify(Identify {
                originals: Some((_, validity, _)),
                ..
            }) => Some(*validity),
            _ => self.uid_validity,
        }
    }
    /// The next step's request; `None` where nothing is left to ask.
    pub(crate) fn request(&self) -> Option<Request> {
        let uids = self.uids.clone();
        Some(match (&self.step, &self.kind) {
            (Step::Settled | Step::Lost | Step::Choose(_), _) | (Step::Do, Kind::Find) => {
                return None;
            }
            (Step::Make(purpose), _) => Request::CreateMailbox {
                mailbox: self.destination()?.clone(),
                special_use: Some(*purpose),
                subscribes: true,
            },
            (Step::Find(query), _) => Request::Search(query.clone()),
            (Step::Identify(copies), _) => Request::Search(copies.query()?),
            (Step::Look, _) => Request::Search(SearchKey::Uids(uids)),
            (Step::Trace, _) => Request::Search(self.trace.clone()?),
            (Step::Remove, _) | (Step::Do, Kind::Expunge) => Request::Expunge(uids),
            (Step::Do, Kind::Flag { flag, value }) => Request::Store {
                uids,
                flags: vec![flag.clone()],
                set: *value,
                unchanged_since: self.unchanged_since,
            },
            (Step::Do, Kind::Move { to }) => Request::Move {
                uids,
                to: to.clone(),
            },
            (Step::Do, Kind::Copy { to }) => Request::Copy {
                uids,
                to: to.clone(),
            },
            (Step::Do, Kind::Replace { by }) => Request::Replace {
                uid: self.uids.first()?,
                message: (**by).clone(),
            },
            (Step::Do, Kind::Append { messages }) => Request::Append {
                mailbox: self.mailbox.clone(),
                messages: messages.clone(),
            },
        })
    }
}

/// So many messages are changed by one command.
const SHORT: u32 = 500;
