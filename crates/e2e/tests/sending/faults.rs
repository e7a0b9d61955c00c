//! Lines that break while letters are on their way to Postfix, and a proxy that
//! is started anew.

use crate::post::{Post, Service, letter, to_self, with_file};
use e2e::fixture::Porthole;
use e2e::scene::USER;
use mail_engine::{
    Change, LaterAction, LaterChange, Outgoing, OutgoingId, OutgoingState, SentCopy,
};
use mail_model::LetterContent;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Nothing is cut.
const NEVER: i64 = i64::MAX / 2;
/// So long a letter's fate may take: a line is made again after a second or two.
const FATE: Duration = Duration::from_secs(60);
/// So long nobody knows before that is believed to be the end.
const DOUBT: Duration = Duration::from_secs(8);

/// What passes all octets on, and breaks the lines after so many of them.
#[derive(Clone)]
struct Line {
    /// Octets until then, to the proxy and from it.
    left: [Arc<AtomicI64>; 2],
}

impl Line {
    /// Stands before the proxy at this address; its own address.
    fn before(&self, proxy: &str) -> String {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let listener = TcpListener::from_std(listener).unwrap();
        let (line, proxy) = (self.clone(), proxy.to_owned());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (line, proxy) = (line.clone(), proxy.clone());
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(&proxy).await {
                        line.carry(near, far).await;
                    }
                });
            }
        });
        address
    }
    async fn carry(&self, mut near: TcpStream, mut far: TcpStream) {
        let (mut up, mut down) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
        loop {
            let (read, to, octets, left) = tokio::select! {
                read = near.read(&mut up) => (read, &mut far, &up, &self.left[0]),
                read = far.read(&mut down) => (read, &mut near, &down, &self.left[1]),
            };
            let Ok(count @ 1..) = read else { return };
            let before = left.fetch_sub(count as i64, Ordering::Relaxed);
            let passes = usize::try_from(before).unwrap_or(0).min(count);
            if to.write_all(&octets[..passes]).await.is_err() || passes < count {
                return;
            }
        }
    }
    fn break_after(&self, direction: usize, octets: i64) {
        self.left[direction].store(octets, Ordering::Relaxed);
    }
    fn mend(&self) {
        for left in &self.left {
            left.store(NEVER, Ordering::Relaxed);
        }
    }
}

/// Waits until it is known what became of a letter, or that nobody knows.
async fn fate(post: &mut Post, id: OutgoingId) -> OutgoingState {
    let begin = Instant::now();
    let mut doubt = None;
    loop {
        post.account.rest(Duration::from_millis(100)).await;
        let told = post.account.page().outgoing.get(&id);
        match told.and_then(|all| all.last()) {
            Some(state @ (OutgoingState::Sent(SentCopy::Kept) | OutgoingState::Failed { .. })) => {
                return state.clone();
            }
            Some(state @ OutgoingState::Unknown(_)) => {
                let since = doubt.get_or_insert_with(Instant::now);
                if since.elapsed() > DOUBT {
                    return state.clone();
                }
            }
            _ => doubt = None,
        }
        assert!(begin.elapsed() < FATE, "in silence: {told:?}");
    }
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn wherever_the_line_to_postfix_breaks_a_letter_is_accounted_for() {
    let line = Line {
        left: [Arc::default(), Arc::default()],
    };
    line.mend();
    let mut post = Post::open_before(Service::Postfix, |proxy| line.before(proxy)).await;
    let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
    // The dialogue up to the letter takes some 700 octets, and its answers 500.
    for (number, (direction, octets)) in [
        (0, 150),
        (0, 350),
        (0, 500),
        (0, 600),
        (0, 700),
        (0, 900),
        (0, 20_000),
        (0, 60_000),
        (0, 90_000),
        (1, 100),
        (1, 350),
        (1, 500),
        (1, 550),
        (1, 600),
        (1, 650),
        (1, 700),
    ]
    .into_iter()
    .enumerate()
    {
        let id = OutgoingId(number as u64 + 1);
        let mut letter = match number % 3 {
            0 => with_file(&mut post.account, id.0, &[7; 50_000]),
            _ => letter(&to_self(), "", LetterContent::Text(".\nHello.".to_owned())),
        };
        letter.subject = format!("Letter-{number}-of-many");
        let subject = format!("Subject: {}\n", letter.subject);
        line.break_after(direction, octets);
        post.account.act(LaterAction::Send(Box::new(Outgoing {
            id,
            letter,
            keeps_copy: true,
            marks: Vec::new(),
        })));
        // All later lines are sound, however many break now.
        let begin = Instant::now();
        while line.left[direction].load(Ordering::Relaxed) > 0
            && begin.elapsed() < Duration::from_secs(3)
        {
            post.account.rest(Duration::from_millis(20)).await;
        }
        post.account.rest(Duration::from_millis(200)).await;
        line.mend();
        let state = fate(&mut post, id).await;
        // What Postfix has taken it brings in a moment.
        post.account.rest(Duration::from_millis(500)).await;
        let maildir = post.dovecot.maildir(USER);
        let count = |mailbox: &str| {
            let messages = maildir.messages(mailbox).into_iter();
            messages
                .filter(|message| String::from_utf8_lossy(message).contains(&subject))
                .count()
        };
        let there = (count("INBOX"), count("Sent"));
        let end = match &state {
            OutgoingState::Sent(_) if there == (1, 1) => "sent",
            OutgoingState::Unknown(_) if there.0 <= 1 && there.1 == 0 => "unknown",
            _ => panic!("{direction} {octets}: {state:?}, {there:?}"),
        };
        *ends.entry(end).or_default() += 1;
    }
    println!("{ends:?}");
    assert!(ends["sent"] >= 8, "{ends:?}");
}

/// Postfix stands still: before it has said anything, and with half of a letter.
#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn what_is_said_of_a_letter_to_a_postfix_that_stands_still_is_true() {
    let line = Line {
        left: [Arc::default(), Arc::default()],
    };
    line.mend();
    let mut post = Post::open_before(Service::Postfix, |proxy| line.before(proxy)).await;
    for (id, octets_until) in [(OutgoingId(1), 0), (OutgoingId(2), 20_000)] {
        // So large that it can't be through before the signal is.
        let mut letter = with_file(&mut post.account, id.0, &vec![7; 4_000_000]);
        letter.subject = format!("Stall-{}", id.0);
        if octets_until == 0 {
            post.postfix.set_stopped(true);
        }
        let begun = line.left[0].load(Ordering::Relaxed);
        post.account.act(LaterAction::Send(Box::new(Outgoing {
            id,
            letter,
            keeps_copy: true,
            marks: Vec::new(),
        })));
        let begin = Instant::now();
        while begun - line.left[0].load(Ordering::Relaxed) < octets_until {
            post.account.rest(Duration::from_millis(1)).await;
            assert!(begin.elapsed() < FATE, "it does not go out");
        }
        post.postfix.set_stopped(true);
        post.account.rest(Duration::from_secs(2)).await;
        // Longer than anybody waits for an answer.
        e2e::native::skip(Duration::from_secs(1_000));
        post.account.rest(Duration::from_secs(2)).await;
        let told = post.account.page().outgoing.get(&id);
        let told = told.and_then(|all| all.last()).cloned();
        match (id.0, told) {
            // The service can't have it, and it is tried again.
            (_, Some(OutgoingState::Queued { problem, .. })) => assert!(problem.is_some()),
            // All of it may lie with the service already.
            (2, Some(OutgoingState::Unknown(_))) => {}
            (_, told) => panic!("{id:?}: {told:?}"),
        }
        post.postfix.set_stopped(false);
        // Nor is it waited until it is tried again.
        e2e::native::skip(Duration::from_secs(120));
        let state = fate(&mut post, id).await;
        post.account.rest(Duration::from_secs(1)).await;
        let arrived = post.dovecot.maildir(USER).messages("INBOX").into_iter();
        let subject = format!("Subject: Stall-{}\n", id.0);
        let count = arrived
            .filter(|message| String::from_utf8_lossy(message).contains(&subject))
            .count();
        match state {
            OutgoingState::Sent(_) => assert_eq!(count, 1, "{id:?}"),
            OutgoingState::Unknown(_) => assert!(count <= 1, "{id:?}"),
            state => panic!("{id:?}: {state:?}"),
        }
        println!("{subject}: {state:?}, {count} arrived");
    }
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn a_letter_waits_for_a_proxy_that_is_started_anew() {
    let mut post = Post::open(Service::PostfixStartTls).await;
    let address = post.porthole.address().to_owned();
    let config = post.porthole_config.replace("127.0.0.1:0", &address);
    assert_eq!(post.porthole.stop(), Some(0));
    let id = OutgoingId(1);
    post.account.act(LaterAction::Send(Box::new(Outgoing {
        id,
        letter: letter(
            &to_self(),
            "Later",
            LetterContent::Text("Hello.".to_owned()),
        ),
        keeps_copy: true,
        marks: Vec::new(),
    })));
    let told = |change: &Change| match change {
        Change::Later(LaterChange::Outgoing {
            state: OutgoingState::Queued { .. },
            ..
        }) => Some(()),
        _ => None,
    };
    post.account.until("a word that it waits", told).await;
    post.account.rest(Duration::from_secs(1)).await;
    let _again = Porthole::start_with(&config);
    let state = fate(&mut post, id).await;
    assert_eq!(state, OutgoingState::Sent(SentCopy::Kept));
    post.sent = 1;
    post.arrived().await;
}
