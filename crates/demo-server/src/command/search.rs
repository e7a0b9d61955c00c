mod key_test;

use self::key_test::{Candidate, Meaning, Test};
use super::{sort, thread};
use crate::extension::{Esearch, FindKind, FindRequest, SortBy, ThreadAlgorithm, esearch_line};
use crate::server::Context;
use crate::session::{Numbers, Reply, Selected, Session};
use crate::store::{Mailbox, Row};
use core::num::{NonZeroU32, NonZeroU64};
use imap_codec::imap_types::core::Charset;
use imap_codec::imap_types::response::{Code, CodeOther, Data};
use mail_model::UidSet;

/// A message that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// Its sequence number.
    pub(super) number: u32,
    pub(super) row: Row,
}

impl Match {
    /// As the client speaks of it.
    fn number(self, numbers: Numbers) -> u32 {
        match numbers {
            Numbers::Uid => self.row.uid.value(),
            Numbers::Sequence => self.number,
        }
    }
}

/// SEARCH, SORT and THREAD, with UID and without (RFC 3501 §6.4.4, RFC 4731,
/// RFC 5256). Only the answer to one with RETURN names its `tag`.
pub(super) fn find(
    session: &mut Session,
    request: &FindRequest,
    tag: &str,
    context: &mut Context<'_>,
) -> Reply {
    let mut needed = needed_capabilities(request);
    request.key.capabilities(&mut needed);
    if let Some(lacking) = needed.iter().find(|needed| !session.offers(needed)) {
        return Reply::bad(format!("{lacking} is not offered"));
    }
    if let Err(objection) = windows_are_offered(session, request) {
        return Reply::bad(objection);
    }
    if let Some(refusal) = refusal(request, tag) {
        // What was to be saved is lost with the command (RFC 5182 §2.1).
        if request.options.is_some_and(|options| options.save)
            && let Some(selected) = &mut session.selected
        {
            selected.keep_found(UidSet::new());
        }
        return refusal;
    }
    // SORT and THREAD go on naming it (RFC 5256 §3).
    let is_search = request.kind == FindKind::Search;
    if session.enabled.utf8 && is_search && request.charset.is_some() {
        return Reply::bad("All is UTF-8, and no charset is named");
    }
    let is_utf8 = session.enabled.utf8 || request.charset.as_deref() == Some("UTF-8");
    if request.key.is_beyond_ascii() && !is_utf8 {
        return Reply::bad("What is not US-ASCII needs its charset named");
    }
    let (Some(user), Some(selected)) = (&session.user, &session.selected) else {
        return Reply::bad("No mailbox is selected");
    };
    let Some(mailbox) = context.store.mailbox_by_id(user, selected.id) else {
        return Reply::no("The mailbox is no more");
    };
    let meaning = Meaning {
        selected,
        mailbox,
        now: context.now,
        store: context.store,
        user,
    };
    let Some(test) = meaning.of(&request.key) else {
        return Reply::bad("There is no message of that number");
    };
    let found = matching(&test, selected, mailbox);
    let found = match &request.kind {
        FindKind::Search => found,
        FindKind::Sort(criteria) => sort::sorted(found, criteria, mailbox),
        FindKind::Thread(algorithm) => {
            let threads = thread::threads(*algorithm, &found, mailbox);
            let number = |place: usize| found.get(place).map(|m| m.number(request.numbers));
            session.send_line(&format!("* THREAD{}", thread::on_wire(&threads, number)));
            return Reply::ok("Threaded");
        }
    };
    let knows_mod_sequences = needed.contains(&"CONDSTORE");
    if knows_mod_sequences {
        session.enable_mod_sequences(context);
    }
    tell(session, request, tag, &found, knows_mod_sequences);
    match request.kind {
        FindKind::Sort(_) => Reply::ok("Sorted"),
        _ => Reply::ok("Searched"),
    }
}

/// What the request needs beside what its keys need.
fn needed_capabilities(request: &FindRequest) -> Vec<&'static str> {
    let mut needed = Vec::new();
    match &request.kind {
        FindKind::Search => needed.extend(request.options.map(|_| "ESEARCH")),
        FindKind::Sort(criteria) => {
            needed.push("SORT");
            needed.extend(request.options.map(|_| "ESORT"));
            let is_display = |by| matches!(by, SortBy::DisplayFrom | SortBy::DisplayTo);
            if criteria.iter().any(|criterion| is_display(criterion.by)) {
                needed.push("SORT=DISPLAY");
            }
        }
        FindKind::Thread(ThreadAlgorithm::OrderedSubject) => needed.push("THREAD=ORDEREDSUBJECT"),
        FindKind::Thread(ThreadAlgorithm::References) => needed.push("THREAD=REFERENCES"),
        FindKind::Thread(ThreadAlgorithm::Refs) => needed.push("THREAD=REFS"),
    }
    if request.options.is_some_and(|options| options.save) {
        needed.push("SEARCHRES");
    }
    needed
}

/// Windows came with CONTEXT (RFC 5267 §4.4) and have a capability of their own
/// since RFC 9394. Dovecot tells those of a SORT where it has ESORT and
/// CONTEXT=SEARCH, and so does this server.
fn windows_are_offered(session: &Session, request: &FindRequest) -> Result<(), &'static str> {
    let Some(options) = request.options else {
        return Ok(());
    };
    let has_context = match request.kind {
        FindKind::Sort(_) => session.offers("CONTEXT=SORT") || session.offers("CONTEXT=SEARCH"),
        _ => session.offers("CONTEXT=SEARCH"),
    };
    match options {
        Esearch {
            partial: Some(_), ..
        } if !has_context && !session.offers("PARTIAL") => Err("PARTIAL is not offered"),
        Esearch { context: true, .. } | Esearch { update: true, .. } if !has_context => {
            Err("CONTEXT is not offered")
        }
        _ => Ok(()),
    }
}

/// Why the server will not do it, though the client may ask.
fn refusal(request: &FindRequest, tag: &str) -> Option<Reply> {
    let charsets = ["US-ASCII", "UTF-8"];
    if let Some(charset) = &request.charset
        && !charsets.contains(&charset.as_str())
    {
        let allowed = charsets
            .iter()
            .filter_map(|name| Charset::try_from(*name).ok());
        let code = Code::BadCharset {
            allowed: allowed.collect(),
        };
        return Some(Reply::no("This charset is unknown").with(code));
    }
    // RFC 5267 §4.3.1 lets a server have no room for this.
    let wants_updates = request.options.is_some_and(|options| options.update);
    let code = format!("NOUPDATE \"{tag}\"").into_bytes();
    wants_updates.then(|| {
        Reply::no("Results are not kept up to date").with(Code::Other(CodeOther::unvalidated(code)))
    })
}

/// All messages that the client knows of and that pass, by UID.
fn matching(test: &Test, selected: &Selected, mailbox: &Mailbox) -> Vec<Match> {
    let mut found = Vec::new();
    let mut rows = mailbox.rows().iter().copied().peekable();
    for (number, uid) in (1_u32..).zip(selected.view().iter()) {
        while rows.next_if(|row| row.uid < uid).is_some() {}
        let Some(row) = rows.next_if(|row| row.uid == uid) else {
            continue;
        };
        if Candidate::new(mailbox, row).passes(test) {
            found.push(Match { number, row });
        }
    }
    found
}

/// Tells what was found, in its order, and keeps it where that is wanted.
fn tell(
    session: &mut Session,
    request: &FindRequest,
    tag: &str,
    found: &[Match],
    knows_mod_sequences: bool,
) {
    let highest = |found: &[Match]| -> Option<NonZeroU64> {
        let numbers = found.iter().map(|found| found.row.mod_sequence());
        numbers.max().filter(|_| knows_mod_sequences)
    };
    let numbers: Vec<u32> = found
        .iter()
        .map(|found| found.number(request.numbers))
        .collect();
    let Some(options) = request.options else {
        let numbers = numbers.into_iter().filter_map(NonZeroU32::new).collect();
        session.send(match request.kind {
            FindKind::Sort(_) => Data::Sort(numbers, highest(found)),
            _ => Data::Search(numbers, highest(found)),
        });
        return;
    };
    let told = options.told(found);
    if options.tells() {
        let mut line = esearch_line(tag, options, request.numbers, &numbers);
        if let Some(highest) = highest(&told) {
            line.push_str(&format!(" MODSEQ {highest}"));
        }
        session.send_line(&line);
    }
    if options.save
        && let Some(selected) = &mut session.selected
    {
        selected.keep_found(told.iter().map(|found| found.row.uid).collect());
    }
}
