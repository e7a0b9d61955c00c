//! Somebody who writes, and all that brings what they wrote.

use e2e::fixture::{Dovecot, Porthole, Postfix};
use e2e::native::Account;
use e2e::scene::USER;
use mail_engine::{
    Action, Change, Credential, LaterAction, LaterChange, LoginRequest, Outgoing, OutgoingId,
    OutgoingState, Place, SentCopy, View,
};
use mail_model::{
    Address, Composed, FileId, Letter, LetterContent, LetterFile, MailboxName, Secret,
};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The services, and how TLS begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Postfix,
    PostfixStartTls,
    Dovecot,
    DovecotStartTls,
}

pub(crate) const ALL: [Service; 4] = [
    Service::Postfix,
    Service::PostfixStartTls,
    Service::Dovecot,
    Service::DovecotStartTls,
];

impl Service {
    /// Whether mail is handed to Postfix itself.
    pub(crate) fn is_postfix(self) -> bool {
        matches!(self, Self::Postfix | Self::PostfixStartTls)
    }
}

/// The parts, in the order in which they must end.
pub(crate) struct Post {
    pub(crate) account: Account,
    pub(crate) porthole: Porthole,
    pub(crate) porthole_config: String,
    pub(crate) postfix: Postfix,
    pub(crate) dovecot: Dovecot,
    pub(crate) sent: u64,
    /// The Message-IDs of copies that were looked at.
    known: BTreeSet<String>,
}

impl Post {
    /// Somebody is logged in, and their mail is handed in there.
    pub(crate) async fn open(service: Service) -> Self {
        Self::open_before(service, str::to_owned).await
    }
    /// The same; what stands before the proxy is told its address, and tells its own.
    pub(crate) async fn open_before(service: Service, before: impl FnOnce(&str) -> String) -> Self {
        let dovecot = Dovecot::start_submitting(&[USER]);
        let postfix = Postfix::start(&dovecot);
        let (port, tls) = match service {
            Service::Postfix => (postfix.ports().implicit, "implicit"),
            Service::PostfixStartTls => (postfix.ports().starttls, "starttls"),
            Service::Dovecot => (dovecot.submissions_port(), "implicit"),
            Service::DovecotStartTls => (dovecot.submission_port(), "starttls"),
        };
        let porthole_config = format!(
            "listen = \"127.0.0.1:0\"\n\
             [upstreams.test]\nhost = \"localhost\"\nport = {}\nca_file = \"{}\"\n\
             [upstreams.test.submission]\nport = {port}\ntls = \"{tls}\"\n",
            dovecot.tls_port(),
            dovecot.authority_file().display(),
        );
        let porthole = Porthole::start_with(&porthole_config);
        let address = before(porthole.address());
        let mut account = Account::in_the_clear(0).through(porthole.origin(), &address);
        account.act(Action::Login {
            login: LoginRequest {
                upstream: "test".to_owned(),
                user: USER.to_owned(),
                credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
            },
            place: Place {
                mailbox: MailboxName::inbox(),
                view: View::default(),
                message: None,
                message_id: None,
            },
        });
        let tree = |page: &laboratory::Page| (!page.mailboxes.is_empty()).then_some(());
        account.shows("the mailboxes", tree).await;
        Self {
            account,
            porthole,
            porthole_config,
            postfix,
            dovecot,
            sent: 0,
            known: BTreeSet::new(),
        }
    }
    /// Sends a letter, and tells how that ended.
    pub(crate) async fn send(&mut self, letter: Letter) -> OutgoingState {
        self.sent += 1;
        let id = OutgoingId(self.sent);
        self.account.act(LaterAction::Send(Box::new(Outgoing {
            id,
            letter,
            keeps_copy: true,
            marks: Vec::new(),
        })));
        let ended = self
            .account
            .until("the letter's end", |change| match change {
                Change::Later(LaterChange::Outgoing { outgoing, state }) if *outgoing == id => {
                    match state {
                        OutgoingState::Sent(SentCopy::Kept)
                        | OutgoingState::Failed { .. }
                        | OutgoingState::Unknown(_)
                        | OutgoingState::Sent(SentCopy::Refused(_)) => Some(state.clone()),
                        OutgoingState::Queued {
                            problem: Some(problem),
                            ..
                        } => panic!("{problem:?}"),
                        _ => None,
                    }
                }
                _ => None,
            });
        ended.await
    }
    /// What arrived of the letter that was sent last, without the trace that
    /// services wrote above it: as long as the copy, and the same.
    pub(crate) async fn arrived(&mut self) -> Vec<u8> {
        let maildir = self.dovecot.maildir(USER);
        let count = usize::try_from(self.sent).unwrap();
        let copies = maildir.messages("Sent").into_iter();
        let copy = copies.map(|copy| (message_id(&copy), copy));
        let (id, copy) = (copy.into_iter())
            .find(|(id, _)| !self.known.contains(id))
            .expect("a copy is kept");
        self.known.insert(id);
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let mut arrived = maildir.messages("INBOX");
            if arrived.len() >= count {
                assert_eq!(arrived.len(), count, "it came twice");
                // Names of files tell no order within a second.
                let found = arrived.iter().position(|message| message.ends_with(&copy));
                let Some(found) = found else {
                    let last = arrived.pop().unwrap_or_default();
                    panic!(
                        "what arrived is not what was sent: {:?}\nbut {:?}",
                        String::from_utf8_lossy(&last[..last.len().min(3000)]),
                        String::from_utf8_lossy(&copy[..copy.len().min(3000)])
                    );
                };
                let message = arrived.swap_remove(found);
                let (trace, message) = message.split_at(message.len() - copy.len());
                let trace = String::from_utf8_lossy(trace);
                for line in trace.lines() {
                    let is_trace = [" ", "\t", "Return-Path:", "X-Original-To:", "Delivered-To:"]
                        .iter()
                        .chain(&["Received:"])
                        .any(|begin| line.starts_with(begin));
                    assert!(is_trace, "{trace}");
                }
                return message.to_vec();
            }
            assert!(Instant::now() < deadline, "it does not arrive");
            self.account.rest(Duration::from_millis(50)).await;
        }
    }
    /// Sends a letter that arrives; all of it.
    pub(crate) async fn exchange(&mut self, letter: Letter) -> String {
        let state = self.send(letter).await;
        assert_eq!(state, OutgoingState::Sent(SentCopy::Kept));
        String::from_utf8(self.arrived().await).unwrap()
    }
}

pub(crate) fn message_id(message: &[u8]) -> String {
    let mut lines = message.split(|byte| *byte == b'\n');
    let id = lines.find(|line| line.starts_with(b"Message-ID:"));
    String::from_utf8_lossy(id.unwrap_or_default()).into_owned()
}

pub(crate) fn address(name: &str, address: &str) -> Address {
    Address {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

pub(crate) fn letter(to: &str, subject: &str, content: LetterContent) -> Letter {
    Letter {
        from: address("Ada", &format!("{USER}@{}", Postfix::DOMAIN)),
        to: vec![address("", to)],
        subject: subject.to_owned(),
        content,
        ..Letter::default()
    }
}

pub(crate) fn to_self() -> String {
    format!("{USER}@{}", Postfix::DOMAIN)
}

/// A letter with a file of so many octets.
pub(crate) fn with_file(account: &mut Account, number: u64, octets: &[u8]) -> Letter {
    let file = FileId(number);
    account.attach(file, octets.to_vec());
    let composed = Composed {
        text: "With a file.\n.\n".to_owned(),
        html: None,
        is_markdown: false,
        files: vec![LetterFile {
            file,
            name: "Übersicht 1.bin".to_owned(),
            media_type: "application/octet-stream".to_owned(),
            length: octets.len() as u64,
            content_id: None,
        }],
    };
    letter(&to_self(), "A file", LetterContent::Composed(composed))
}
