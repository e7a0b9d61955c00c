use serde::{Deserialize, Serialize};

/// What went wrong, as a fact that the UI puts into words of the person's
/// language. The kinds say whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The name or password was refused (RFC 5530 AUTHENTICATIONFAILED, or NO to a login).
    WrongCredentials,
    /// The server forbids logging in this way (LOGINDISABLED, no mechanism in common).
    LoginNotPossible,
    /// Someone must first do something elsewhere (RFC 5530 EXPIRED, CONTACTADMIN, PRIVACYREQUIRED).
    AccountNeedsAttention,
    /// Too many connections, or the server is busy (RFC 5530 LIMIT, INUSE, UNAVAILABLE).
    ServerBusy,
    /// The proxy does not know the upstream that was asked for.
    UnknownUpstream,
    /// The proxy could not reach the mail server.
    ServerUnreachable,
    /// The mail server's certificate does not verify.
    CertificateInvalid,
    /// The mail server does not offer STARTTLS, or sent something before it.
    StartTlsFailed,
    /// The proxy itself could not be reached.
    ProxyUnreachable,
    /// The proxy refused: too many connections, or this page's origin is not its own.
    ProxyRefused,
    /// The connection was lost; it will be tried again.
    ConnectionLost,
    /// The server did not answer in time.
    ServerSilent,
    /// The server ended the session (BYE).
    ServerGoodbye,
    /// What the server sent is no IMAP.
    NotImap,
    /// What the submission service sent is no SMTP.
    NotSubmission,
    /// The mailbox does not exist, or may not be opened.
    MailboxUnavailable,
    /// The mailbox was made anew on the server: its UIDs mean other messages now.
    UidValidityChanged,
    /// The message is gone.
    MessageGone,
    /// The server refused the change; it was rolled back.
    ChangeRefused,
    /// There is no room for it on the server (RFC 5530 OVERQUOTA).
    OverQuota,
    /// The message is larger than the server takes (RFC 7889 APPENDLIMIT, RFC 4469 TOOBIG).
    TooLarge,
    /// The person's rights do not suffice (RFC 5530 NOPERM).
    NotPermitted,
    /// There is a mailbox of that name already (RFC 5530 ALREADYEXISTS).
    AlreadyExists,
    /// The server can't do what was asked, and nothing else does it.
    NotOffered,
    /// Another client changed it first (RFC 7162 §3.1.3 MODIFIED).
    ChangedElsewhere,
    /// The server refused a request, for a reason that only its words tell.
    ServerRefused,
    /// The submission service takes no mail from this sender.
    SenderRefused,
    /// The submission service takes no mail for recipients (RFC 5321 §4.2.2: 550 and the like).
    RecipientsRefused,
    /// The line was lost with all of a message out: it may have been sent.
    DeliveryUnknown,
    /// The submission service does not take the message.
    MessageRefused,
    /// Beyond a limit of ours (a line, a literal, nesting).
    LimitExceeded,
    /// An ALERT of the server's (RFC 9051 §7.1), to be shown once.
    ServerAlert,
    /// A file that the person attached can't be kept or read any more.
    FileUnreadable,
    /// The browser does not keep that a letter goes out, though it may keep that it
    /// waits: sent now, it could be sent once more by whoever finds it waiting.
    NotKept,
    /// The message could not be fetched whole, and is shown by a structure of the
    /// server's that has lost something.
    ReadByStructure,
    /// A part of the message could not be decoded.
    Undecodable,
    /// This program failed. No fault of the person's or the server's.
    Internal,
}

/// What a person must be told: the kind of it, and the server's own words where there are any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What went wrong.
    pub kind: ProblemKind,
    /// The other side's words, as text, at most a few hundred characters; empty when there are none.
    pub words: String,
}

impl Problem {
    /// A problem without words of the other side's.
    pub fn new(kind: ProblemKind) -> Self {
        Self {
            kind,
            words: String::new(),
        }
    }
    /// A problem in the other side's words, cut to 500 characters and freed of control characters.
    pub fn with_words(kind: ProblemKind, words: &str) -> Self {
        let words = words
            .chars()
            .filter(|c| !c.is_control())
            .take(500)
            .collect();
        Self { kind, words }
    }
}
