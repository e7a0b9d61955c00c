//! Logins: what is shown to whom, and why somebody is not let in.

use crate::script::Script;
use crate::session::Session;
use crate::{Judgement, hold, same};
use imap_client::{Credentials, Event, Request, RequestId};
use mail_model::{MailboxName, ProblemKind, Secret};

/// Nothing that holds a password was sent.
fn nothing_secret_was_sent(session: &Session) -> Judgement {
    let secrets = session.sent("LOGIN") + session.sent("AUTHENTICATE") + session.sent("pass");
    same(secrets, 0, "commands with a password")
}

/// What a login was refused as, and in which words.
fn refusal(session: &Session, id: RequestId) -> Result<(ProblemKind, String), String> {
    match session.outcome(id) {
        Some(Err(refusal)) => Ok((refusal.problem.kind, refusal.problem.words.clone())),
        other => Err(format!("the login: {other:?}")),
    }
}

/// A server that takes no password is shown none, whatever else is said.
pub(crate) fn no_password_where_it_is_forbidden(script: &Script) -> Judgement {
    let mut session = Session::new(script);
    let id = session.log_in();
    nothing_secret_was_sent(&session)?;
    let (kind, _) = refusal(&session, id)?;
    same(kind, ProblemKind::LoginNotPossible, "the refusal")
}

/// What it could do before the login counts no more behind it.
pub(crate) fn capabilities_are_asked_again(script: &Script) -> Judgement {
    no_password_where_it_is_forbidden(script)?;
    let mut session = Session::logged_in(&Script::answering(
        "CAPABILITY",
        b"* CAPABILITY IMAP4rev1 MOVE AUTH=PLAIN\r\n",
    ));
    same(
        session.sent("CAPABILITY"),
        1,
        "times asked behind the login",
    )?;
    let told = session.events.iter().rev().find_map(|event| match event {
        Event::Capabilities(list) => Some(list.clone()),
        _ => None,
    });
    let told = told.unwrap_or_default();
    hold(told.contains(&"MOVE".to_owned()), "what it can do now")?;
    hold(
        !told.contains(&"SASL-IR".to_owned()),
        "what it could do before",
    )?;
    hold(session.is_in_step(), "out of step")
}

/// A referral is a refusal like others: nothing is asked anywhere else.
pub(crate) fn referral(script: &Script) -> Judgement {
    let mut session = Session::new(script);
    let id = session.log_in();
    let (kind, words) = refusal(&session, id)?;
    same(kind, ProblemKind::WrongCredentials, "the refusal")?;
    hold(words.contains("invalid on this server"), "its words")?;
    same(
        session.sent("LOGIN") + session.sent("AUTHENTICATE"),
        1,
        "logins",
    )?;
    // In the greeting, too.
    let goodbye =
        Script::default().with_greeting(b"* BYE [REFERRAL imap://x@evil.example/] go\r\n");
    let mut session = Session::new(&goodbye);
    let id = session.log_in();
    hold(
        refusal(&session, id)?.1.contains("go"),
        "the words of the greeting",
    )?;
    nothing_secret_was_sent(&session)
}

/// The words are told as they are, and the person is told that it is not the password.
pub(crate) fn web_login(script: &Script) -> Judgement {
    let mut session = Session::new(script);
    let id = session.log_in();
    let (kind, words) = refusal(&session, id)?;
    same(kind, ProblemKind::AccountNeedsAttention, "the refusal")?;
    hold(words.contains("via your web browser"), "its words")
}

/// Busy is not wrong: the engine waits, and forgets no password.
pub(crate) fn busy(script: &Script) -> Judgement {
    let mut session = Session::new(script);
    let id = session.log_in();
    same(
        refusal(&session, id)?.0,
        ProblemKind::ServerBusy,
        "the refusal",
    )?;
    same(
        session.sent("LOGIN") + session.sent("AUTHENTICATE"),
        1,
        "logins",
    )
}

/// What is throttled is not asked again here, in no other form either.
pub(crate) fn throttled(script: &Script) -> Judgement {
    let words = "92415 milliseconds";
    let offering = script.clone().with(
        "A1 OK ok",
        "A1 OK [CAPABILITY IMAP4rev1 CONDSTORE ENABLE QRESYNC] ok",
    );
    for script in [script, &offering] {
        let mut session = Session::logged_in(script);
        let id = session.submit(Request::Select {
            mailbox: MailboxName::inbox(),
            known: None,
        });
        let (kind, told) = refusal(&session, id)?;
        same(kind, ProblemKind::ServerBusy, "the refusal")?;
        hold(told.contains(words), "how long it wants to be left alone")?;
        same(session.sent("SELECT"), 1, "tries")?;
    }
    // Where SELECT rode behind the login.
    let mut session = Session::new(script);
    session.log_in();
    let known = None;
    let mailbox = MailboxName::inbox();
    let id = session.submit(Request::Select { mailbox, known });
    same(
        refusal(&session, id)?.0,
        ProblemKind::ServerBusy,
        "the rider",
    )?;
    same(session.sent("SELECT"), 1, "tries of the rider")
}

pub(crate) fn is_let_in(script: &Script) -> Judgement {
    let mut session = Session::new(script);
    let id = session.log_in();
    hold(session.is_done(id), "the login")?;
    hold(session.is_in_step(), "out of step")
}

/// By LOGIN, for AUTH=PLAIN is not offered.
pub(crate) fn by_login(script: &Script) -> Judgement {
    let script = script
        .clone()
        .with_greeting(b"* OK [CAPABILITY IMAP4rev1] hi\r\n");
    is_let_in(&script)?;
    let session = Session::logged_in(&script);
    same(session.sent("LOGIN user pass"), 1, "LOGIN")
}

/// CRAM-MD5 is not spoken: within TLS a password goes by what is shorter, and a
/// server that takes nothing else is shown none.
pub(crate) fn no_cram(script: &Script) -> Judgement {
    let greeting = b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=CRAM-MD5] hi\r\n";
    no_password_where_it_is_forbidden(&script.clone().with_greeting(greeting))
}

/// With its token in the first line.
pub(crate) fn by_token(script: &Script) -> Judgement {
    let greeting = b"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hi\r\n";
    let mut session = Session::new(&script.clone().with_greeting(greeting));
    let id = session.submit(Request::Login(Credentials::Token {
        user: "user".to_owned(),
        token: Secret::new("token"),
    }));
    hold(session.is_done(id), "the login")?;
    same(session.sent("AUTHENTICATE XOAUTH2 dXNlc"), 1, "the token")
}

/// Before the login where the greeting does not tell them.
pub(crate) fn capabilities_are_asked_first(script: &Script) -> Judgement {
    is_let_in(script)?;
    let session = Session::logged_in(script);
    let first = session.server.heard.first();
    hold(
        first.is_some_and(|line| line.ends_with("CAPABILITY")),
        "it is not asked first",
    )
}
