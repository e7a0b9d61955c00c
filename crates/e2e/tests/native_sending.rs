//! Letters on their way through the proxy to real services for sending, by TLS
//! from the beginning and by STARTTLS: what arrives is what was meant, byte for
//! byte, and so is the copy that is kept.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::fixture::{Dovecot, Porthole, Postfix, attachment_bytes};
use e2e::native::Account;
use e2e::scene::USER;
use mail_engine::{
    Action, Change, Credential, LoginRequest, Outgoing, OutgoingId, OutgoingState, Place, SentCopy,
    View,
};
use mail_model::{
    Address, Composed, FileId, Letter, LetterContent, LetterFile, MailboxName, ProblemKind, Secret,
};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The services, and how TLS begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Service {
    Postfix,
    PostfixStartTls,
    Dovecot,
    DovecotStartTls,
}

const ALL: [Service; 4] = [
    Service::Postfix,
    Service::PostfixStartTls,
    Service::Dovecot,
    Service::DovecotStartTls,
];

impl Service {
    /// Whether mail is handed to Postfix itself.
    fn is_postfix(self) -> bool {
        matches!(self, Self::Postfix | Self::PostfixStartTls)
    }
}

/// The parts, in the order in which they must end.
struct Post {
    account: Account,
    _porthole: Porthole,
    _postfix: Postfix,
    dovecot: Dovecot,
    sent: u64,
    /// The Message-IDs of copies that were looked at.
    known: BTreeSet<String>,
}

impl Post {
    /// Somebody is logged in, and their mail is handed in there.
    async fn open(service: Service) -> Self {
        let dovecot = Dovecot::start_submitting(&[USER]);
        let postfix = Postfix::start(&dovecot);
        let (port, tls) = match service {
            Service::Postfix => (postfix.ports().implicit, "implicit"),
            Service::PostfixStartTls => (postfix.ports().starttls, "starttls"),
            Service::Dovecot => (dovecot.submissions_port(), "implicit"),
            Service::DovecotStartTls => (dovecot.submission_port(), "starttls"),
        };
        let porthole = Porthole::start_with(&format!(
            "listen = \"127.0.0.1:0\"\n\
             [upstreams.test]\nhost = \"localhost\"\nport = {}\nca_file = \"{}\"\n\
             [upstreams.test.submission]\nport = {port}\ntls = \"{tls}\"\n",
            dovecot.tls_port(),
            dovecot.authority_file().display(),
        ));
        let mut account = Account::in_the_clear(0).through(porthole.address());
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
            },
        });
        let tree = |page: &laboratory::Page| (!page.mailboxes.is_empty()).then_some(());
        account.shows("the mailboxes", tree).await;
        Self {
            account,
            _porthole: porthole,
            _postfix: postfix,
            dovecot,
            sent: 0,
            known: BTreeSet::new(),
        }
    }
    /// Sends a letter, and tells how that ended.
    async fn send(&mut self, letter: Letter) -> OutgoingState {
        self.sent += 1;
        let id = OutgoingId(self.sent);
        self.account.act(Action::Send(Box::new(Outgoing {
            id,
            letter,
            keeps_copy: true,
            marks: None,
        })));
        let ended = self
            .account
            .until("the letter's end", |change| match change {
                Change::Outgoing { outgoing, state } if *outgoing == id => match state {
                    OutgoingState::Sent(SentCopy::Kept)
                    | OutgoingState::Failed { .. }
                    | OutgoingState::Unknown(_)
                    | OutgoingState::Sent(SentCopy::Refused(_)) => Some(state.clone()),
                    OutgoingState::Queued {
                        problem: Some(problem),
                        ..
                    } => panic!("{problem:?}"),
                    _ => None,
                },
                _ => None,
            });
        ended.await
    }
    /// What arrived of the letter that was sent last, without the trace that
    /// services wrote above it: as long as the copy, and the same.
    async fn arrived(&mut self) -> Vec<u8> {
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
    async fn exchange(&mut self, letter: Letter) -> String {
        let state = self.send(letter).await;
        assert_eq!(state, OutgoingState::Sent(SentCopy::Kept));
        String::from_utf8(self.arrived().await).unwrap()
    }
}

fn message_id(message: &[u8]) -> String {
    let mut lines = message.split(|byte| *byte == b'\n');
    let id = lines.find(|line| line.starts_with(b"Message-ID:"));
    String::from_utf8_lossy(id.unwrap_or_default()).into_owned()
}

fn address(name: &str, address: &str) -> Address {
    Address {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

fn letter(to: &str, subject: &str, content: LetterContent) -> Letter {
    Letter {
        from: address("Ada", &format!("{USER}@{}", Postfix::DOMAIN)),
        to: vec![address("", to)],
        subject: subject.to_owned(),
        content,
        ..Letter::default()
    }
}

fn to_self() -> String {
    format!("{USER}@{}", Postfix::DOMAIN)
}

/// A letter with a file of so many octets.
fn with_file(account: &mut Account, number: u64, octets: &[u8]) -> Letter {
    let file = FileId(number);
    account.attach(file, octets.to_vec());
    let composed = Composed {
        text: "With a file.\n.\n".to_owned(),
        html: None,
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

/// The octets in base64 as they stand in a message on disk.
fn in_lines(octets: &[u8]) -> String {
    let lines = octets.chunks(57).map(|line| STANDARD.encode(line) + "\n");
    lines.collect()
}

async fn letters_arrive_as_they_were_meant(service: Service) {
    let mut post = Post::open(service).await;
    let long = "long ".repeat(3_000);
    for text in [
        "",
        "Hello.",
        ".\n..\n.a\n\n.\n",
        "Grüße, Γειά σου, 日本語, 🎈\n",
        long.as_str(),
        "From here\n-- \nAda\n",
    ] {
        let subject = format!("Of {} octets: é 日本 {}", text.len(), "x".repeat(150));
        let content = LetterContent::Text(text.to_owned());
        let arrived = post.exchange(letter(&to_self(), &subject, content)).await;
        assert!(arrived.is_ascii());
        assert!(arrived.lines().all(|line| line.len() <= 998));
    }
    for (number, length) in [0, 1, 56, 57, 58, 100_000, 1_500_000]
        .into_iter()
        .enumerate()
    {
        let octets = attachment_bytes(length);
        let letter = with_file(&mut post.account, number as u64, &octets);
        let arrived = post.exchange(letter).await;
        assert!(arrived.contains(&in_lines(&octets)), "{length}");
    }
    let quoted = format!("\"a b\"@{}", Postfix::DOMAIN);
    let content = LetterContent::Text("Quoted.".to_owned());
    post.exchange(letter(&quoted, "Quoted", content.clone()))
        .await;
    let wide = format!("jörg@{}", Postfix::DOMAIN);
    let wide = letter(&wide, "Wide", content);
    if service.is_postfix() {
        let state = post.send(wide).await;
        assert_eq!(state, OutgoingState::Sent(SentCopy::Kept));
        post.arrived().await;
    } else {
        // Dovecot's service does not take such addresses, and nothing is said of it.
        match post.send(wide).await {
            OutgoingState::Failed { problem, .. } => {
                assert_eq!(problem.kind, ProblemKind::NotOffered);
                assert_eq!(problem.words, "SMTPUTF8");
            }
            state => panic!("{state:?}"),
        }
    }
}

async fn a_file_of_25_megabytes_arrives_whole(service: Service) {
    let mut post = Post::open(service).await;
    let octets = attachment_bytes(25_000_000);
    let letter = with_file(&mut post.account, 1, &octets);
    let begin = Instant::now();
    let arrived = post.exchange(letter).await;
    println!("{service:?}: there and kept after {:?}", begin.elapsed());
    assert!(arrived.contains(&in_lines(&octets)));
    assert!(post.account.files.longest <= 256 * 1024);
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_postfix() {
    letters_arrive_as_they_were_meant(Service::Postfix).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_postfix_with_starttls() {
    letters_arrive_as_they_were_meant(Service::PostfixStartTls).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_dovecot() {
    letters_arrive_as_they_were_meant(Service::Dovecot).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_dovecot_with_starttls() {
    letters_arrive_as_they_were_meant(Service::DovecotStartTls).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn a_large_file_arrives_whole() {
    for service in [Service::Postfix, Service::Dovecot] {
        a_file_of_25_megabytes_arrives_whole(service).await;
    }
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn what_is_too_large_for_the_service_is_not_begun() {
    for service in ALL {
        let mut post = Post::open(service).await;
        let octets = vec![0; 30_000_000];
        let letter = with_file(&mut post.account, 1, &octets);
        match post.send(letter).await {
            OutgoingState::Failed { problem, .. } => {
                assert_eq!(problem.kind, ProblemKind::TooLarge, "{service:?}");
            }
            state => panic!("{service:?}: {state:?}"),
        }
        assert_eq!(post.account.files.reads, 0);
    }
}
