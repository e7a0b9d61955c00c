//! Messages from elsewhere on their way into a mailbox. Where the line was lost
//! before the server's word, the mailbox is searched for the message: nothing
//! comes twice, and nothing is taken for arrived that is not there.

use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::pool::{Carrier, Job};
use crate::trace;
use crate::transfer::TransferId;
use crate::{Change, LaterChange};
use imap_client::{NewMessage, Outcome, Priority, Request, RequestId};
use mail_model::{MailboxName, Map, Problem, ProblemKind, SearchKey, Uid, UidSet};

/// So many messages may be on their way at once.
const MOST_IMPORTS: usize = 400;

/// A message of a transfer, by its UID in the account that it comes from.
type ImportId = (TransferId, Uid);

/// All imports.
#[derive(Debug, Default)]
pub(crate) struct Imports(Map<ImportId, Import>);

#[derive(Debug)]
struct Import {
    mailbox: MailboxName,
    /// What finds it in the mailbox, if it has anything that does.
    trace: Option<SearchKey>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// It was not submitted yet.
    Waiting(NewMessage),
    /// It is on its way.
    Appending(RequestId),
    /// It may have arrived: the line was lost before the server said so.
    Doubtful,
    /// The mailbox is being searched for it.
    Looking(RequestId),
}

impl Imports {
    /// A connection is gone, and with it its answers.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for import in self.0.values_mut() {
            if let State::Appending(request) | State::Looking(request) = import.state
                && connection.carries(request)
            {
                import.state = State::Doubtful;
            }
        }
    }
    fn is_doubtful(&self, id: ImportId) -> bool {
        let import = self.0.get(&id);
        import.is_some_and(|import| matches!(import.state, State::Doubtful))
    }
    fn looking(&mut self, request: RequestId) -> Option<ImportId> {
        let mut imports = self.0.iter();
        let found =
            imports.find(|(_, import)| matches!(import.state, State::Looking(r) if r == request));
        found.map(|(id, _)| *id)
    }
}

impl Engine {
    /// A message comes from elsewhere.
    pub(crate) fn begin_import(&mut self, id: ImportId, mailbox: MailboxName, new: NewMessage) {
        let imports = &mut self.account.imports.0;
        if imports.contains_key(&id) || imports.len() >= MOST_IMPORTS {
            self.import_failed(id, Some(Problem::new(ProblemKind::LimitExceeded)));
            return;
        }
        let import = Import {
            mailbox,
            trace: trace::of_message(&new.message, &*self.charsets),
            state: State::Waiting(new),
        };
        imports.insert(id, import);
    }
    /// Sends what waits, and looks for what may have arrived.
    pub(crate) fn want_imports(&mut self) {
        let waiting = self
            .account
            .imports
            .0
            .iter()
            .filter(|(_, import)| matches!(import.state, State::Waiting(_) | State::Doubtful));
        let waiting: Vec<ImportId> = waiting.map(|(id, _)| *id).collect();
        for id in waiting {
            self.want_import(id);
        }
    }
    fn want_import(&mut self, id: ImportId) {
        let Some(import) = self.account.imports.0.get(&id) else {
            return;
        };
        let mailbox = import.mailbox.clone();
        let trace = import.trace.clone();
        let carrier = match (&import.state, &trace) {
            (State::Waiting(_), _) => self.carrier(Job::Long, None, None),
            (_, Some(_)) => self.carrier(Job::Long, Some(&mailbox), None),
            (_, None) => {
                self.import_failed(id, None);
                return;
            }
        };
        let is_doubtful = self.account.imports.is_doubtful(id);
        match carrier {
            // A server may search what it last told of the mailbox alone.
            Carrier::Ready(connection) if is_doubtful && !self.has_looked(connection) => {}
            Carrier::Ready(connection) => self.submit_import(id, connection, trace),
            Carrier::Later => {}
            Carrier::Gone(problem) => self.import_failed(id, Some(problem)),
        }
    }
    fn submit_import(&mut self, id: ImportId, connection: ConnectionId, trace: Option<SearchKey>) {
        let Some(import) = self.account.imports.0.get_mut(&id) else {
            return;
        };
        let (mailbox, purpose) = (import.mailbox.clone(), Purpose::Import(id.0, id.1));
        let state = core::mem::replace(&mut import.state, State::Doubtful);
        let (request, is_append) = match (state, trace) {
            (State::Waiting(message), _) => {
                let messages = vec![message];
                (Request::Append { mailbox, messages }, true)
            }
            (_, Some(trace)) => (Request::Search(trace), false),
            _ => return,
        };
        let request = self.submit_on(connection, request, Priority::Background, purpose);
        if let (Some(import), Some(request)) = (self.account.imports.0.get_mut(&id), request) {
            import.state = match is_append {
                true => State::Appending(request),
                false => State::Looking(request),
            };
        }
    }
    /// A search for a message that may have arrived found these.
    pub(crate) fn import_found(&mut self, request: RequestId, uids: &UidSet) {
        if let Some(id) = self.account.imports.looking(request)
            && !uids.is_empty()
        {
            self.imported(id);
        }
    }
    /// A request of an import ended; also where its connection did.
    pub(crate) fn import_ended(&mut self, id: ImportId, outcome: Outcome, is_lost: bool) {
        let Some(import) = self.account.imports.0.get_mut(&id) else {
            return;
        };
        let is_append = matches!(import.state, State::Appending(_));
        match outcome {
            Ok(()) if is_append => self.imported(id),
            // It was not found.
            Ok(()) => self.import_failed(id, None),
            Err(refusal) if is_append && refusal.is_certain && is_lost => {
                self.import_failed(id, None);
            }
            Err(refusal) if refusal.is_certain && !is_lost => {
                self.import_failed(id, Some(refusal.problem));
            }
            Err(_) => import.state = State::Doubtful,
        }
    }
    fn imported(&mut self, id: ImportId) {
        self.account.imports.0.remove(&id);
        let (transfer, uid) = id;
        self.changes
            .push_back(Change::Later(LaterChange::Imported { transfer, uid }));
    }
    fn import_failed(&mut self, id: ImportId, problem: Option<Problem>) {
        self.account.imports.0.remove(&id);
        let (transfer, uid) = id;
        self.changes
            .push_back(Change::Later(LaterChange::ImportFailed {
                transfer,
                uid,
                problem,
            }));
    }
}
