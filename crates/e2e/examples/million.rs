//! A mailbox of a thousand messages and one of a million before a real Dovecot,
//! by the engine without a browser: what opening it, jumping in it, flagging and
//! new mail cost, and what the engine holds afterwards.
//!
//!     cargo run --release -p e2e --example million        (cargo xtask bench million)
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measurement that cannot be made says so by ending"
)]

use e2e::fixture::{Dovecot, Message};
use e2e::imap_dialogue::ImapDialogue;
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use laboratory::layers::Layers;
use laboratory::{Page, place};
use mail_engine::{Action, Credential, LaterAction, LoginRequest};
use mail_model::{Flag, Secret};
use peak_alloc::PeakAlloc;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const THOUSAND: u32 = 1_000;
const MILLION: u32 = 1_000_000;
/// So long nothing comes: all that was asked for is there.
const QUIET: Duration = Duration::from_secs(2);
/// Of so many messages one is removed, so that the UIDs are no single range.
const GAPS: usize = 997;

/// What one mailbox costs: milliseconds, octets from the server.
#[derive(Debug, Default)]
struct Cost {
    open: (f64, usize),
    /// Octets until all is quiet: with the UIDs.
    settled: usize,
    jump: (f64, usize),
    flag: f64,
    news: f64,
    /// Octets of the engine alone, at the end.
    memory: usize,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system has threads");
    let (small, large) = runtime.block_on(async { (cost(THOUSAND).await, cost(MILLION).await) });
    println!("{:44} {:>14} {:>14}", "", "1,000", "1,000,000");
    let line = |what: &str, unit: &str, small: f64, large: f64| {
        let what = format!("{what}, {unit}");
        println!("{what:44} {small:>14.1} {large:>14.1}");
    };
    line("login to rows", "ms", small.open.0, large.open.0);
    let kilobytes = |octets: usize| octets as f64 / 1000.0;
    line(
        "login to rows",
        "KB",
        kilobytes(small.open.1),
        kilobytes(large.open.1),
    );
    line(
        "until all is quiet",
        "KB",
        kilobytes(small.settled),
        kilobytes(large.settled),
    );
    line("jump to the middle", "ms", small.jump.0, large.jump.0);
    line(
        "jump to the middle",
        "KB",
        kilobytes(small.jump.1),
        kilobytes(large.jump.1),
    );
    line(
        "a flag, until the server has it",
        "ms",
        small.flag,
        large.flag,
    );
    line(
        "new mail, until its row is there",
        "ms",
        small.news,
        large.news,
    );
    line(
        "the engine",
        "KB",
        kilobytes(small.memory),
        kilobytes(large.memory),
    );
    let each = large.memory.saturating_sub(small.memory) as f64 / f64::from(MILLION);
    println!("octets of the engine for each further message: {each:.3} (target: at most 8)");
}

async fn cost(count: u32) -> Cost {
    let dovecot = Dovecot::start_for_millions(&[USER]);
    let mut other = dovecot.dialogue(USER).await;
    let begin = Instant::now();
    fill(&mut other, count).await;
    println!(
        "{count} messages made in {:.1} s",
        begin.elapsed().as_secs_f64()
    );

    let mut cost = Cost::default();
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.recorded = Some(Vec::new());
    let begin = Instant::now();
    account.act(Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: place("INBOX", None),
    });
    account.shows("the rows", |page| has_rows(page, 0)).await;
    cost.open = (milliseconds(begin), account.received);
    account.rest(QUIET).await;
    cost.settled = account.received;

    let list = account.page().list.as_ref().expect("it is open").id;
    let middle = count / 2;
    account.received = 0;
    let begin = Instant::now();
    account.act(Action::ViewRows {
        list,
        first: middle,
        last: middle + 39,
    });
    account
        .shows("the middle", |page| has_rows(page, middle as usize))
        .await;
    cost.jump = (milliseconds(begin), account.received);
    account.rest(QUIET).await;

    let uid = account.page().row(middle as usize).uid;
    let begin = Instant::now();
    account.act(LaterAction::SetFlag {
        uids: vec![uid],
        flag: Flag::Flagged,
        value: true,
    });
    loop {
        account.rest(Duration::from_millis(2)).await;
        let flags = other.flags(uid.value()).await;
        if flags.contains(&"\\Flagged".to_owned()) {
            break;
        }
    }
    cost.flag = milliseconds(begin);

    let begin = Instant::now();
    append(&mut other, &[Message::new("News").bytes()]).await;
    account
        .shows("the news", |page| {
            let row = page.list.as_ref()?.rows.first()?.as_ref()?;
            (row.subject == "News").then_some(())
        })
        .await;
    cost.news = milliseconds(begin);
    account.rest(QUIET).await;

    let inputs = account.recorded.take().expect("it was recorded");
    drop(account);
    let before = ALLOCATED.current_usage();
    let engine = Layers::replayed(&inputs);
    cost.memory = ALLOCATED.current_usage() - before;
    drop(engine);
    cost
}

/// A thousand messages, copied within their mailbox until there are as many.
async fn fill(other: &mut ImapDialogue, count: u32) {
    for first in (0..THOUSAND).step_by(100) {
        let messages = (first..first + 100).map(|number| numbered(number).0);
        append(other, &messages.collect::<Vec<_>>()).await;
    }
    other.command("SELECT INBOX").await;
    other.command("STORE 1:900 +FLAGS.SILENT (\\Seen)").await;
    let mut there = THOUSAND;
    while there < count {
        let more = there.min(count - there);
        other.command(&format!("COPY 1:{more} INBOX")).await;
        other.command("NOOP").await;
        there += more;
    }
    for first in (1..=count as usize).step_by(GAPS * 500) {
        let gone = (first..=count as usize).step_by(GAPS).take(500);
        let gone: Vec<String> = gone.map(|number| number.to_string()).collect();
        let gone = gone.join(",");
        other
            .command(&format!("UID STORE {gone} +FLAGS.SILENT (\\Deleted)"))
            .await;
    }
    other.command("EXPUNGE").await;
}

/// Puts messages into the inbox by one command (RFC 3502).
async fn append(other: &mut ImapDialogue, messages: &[Vec<u8>]) {
    let mut command = "APPEND INBOX".to_owned();
    for message in messages {
        let message = String::from_utf8_lossy(message);
        command.push_str(&format!(" {{{}+}}\r\n{message}", message.len()));
    }
    other.command(&command).await;
}

/// Whether the rows of a window are there.
fn has_rows(page: &Page, first: usize) -> Option<()> {
    page.has_rows(first..=first + 39).then_some(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
