use crate::stage::{at_inbox, folder, list, told};
use e2e::browser::Key;
use e2e::fixture::{Message, SecondClient};
use e2e::scene::Scene;
use e2e::wait;
use serde_json::json;
use std::time::{Duration, Instant};

/// So many actions of both clients together, unless `PORTHOLE_ACTIONS` says
/// otherwise.
const ACTIONS: u32 = 500;

/// The mailboxes that both change.
const MAILBOXES: [(&str, &str); 4] = [
    ("INBOX", "Inbox"),
    ("Archive", "Archive"),
    ("Trash", "Trash"),
    ("Junk", "Junk"),
];

/// Counts what the page says that it has taken back, as a screen reader hears it.
const WATCH: &str = "(() => {
    window.takenBack = 0;
    const watch = new MutationObserver(() => {
        takenBack += [...said].some(one => one.textContent.includes('Taken back.'));
    });
    const said = document.querySelectorAll('.only-heard[role=status]');
    said.forEach(one => watch.observe(one,
        { childList: true, characterData: true, subtree: true }));
    return said.length;
})()";

/// Numbers that are the same for the same seed (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(end)).unwrap()
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn after_500_random_actions_by_two_clients_both_have_the_same() {
    let (scene, mut other) = at_inbox(60).await;
    let seed = number("PORTHOLE_SEED").unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.map_or(1, |now| u64::from(now.subsec_nanos()) | 1)
    });
    let actions = number("PORTHOLE_ACTIONS").map_or(ACTIONS, |n| u32::try_from(n).unwrap());
    println!("PORTHOLE_SEED={seed} PORTHOLE_ACTIONS={actions}");
    let mut random = Random(seed);
    let announcers = scene.page().evaluate(WATCH).await;
    assert_ne!(announcers, json!(0), "nothing is announced");
    let mut wanted_back = 0;
    for action in 0..actions {
        if random.below(2) == 0 {
            wanted_back += u64::from(act(&scene, &mut random).await == "z");
        } else {
            disturb(&mut other, &mut random, action);
        }
    }
    page_rests(&scene).await;
    let undone = scene.page().evaluate("window.takenBack").await;
    let undone = undone.as_u64().unwrap_or_default();
    println!("{undone} were taken back, of {wanted_back} that were to be");
    // There may be nothing to take back, or nothing that can be; of few actions that
    // may be all.
    assert!(
        undone * 2 >= wanted_back && wanted_back > 0 || actions < 100,
        "seed {seed}: {undone} of {wanted_back} were undone"
    );
    // What was taken back stands where it stood, which another client does not know:
    // who comes anew sees what both have.
    agree(&scene, &mut other, Order::Any, seed).await;
    scene.page().reload().await;
    agree(&scene, &mut other, Order::Same, seed).await;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Any,
    Same,
}

/// Both have the same messages, in each mailbox.
async fn agree(scene: &Scene, other: &mut SecondClient, order: Order, seed: u64) {
    for (mailbox, label) in MAILBOXES {
        folder(scene, label).await.click().await;
        let name = format!("Messages in {label}");
        scene.page().the_one_with("grid", &name).await;
        let begin = Instant::now();
        loop {
            let (mut here, mut there) = (list(scene).await, told(other, mailbox));
            if order == Order::Any {
                here.sort();
                there.sort();
            }
            if here == there {
                println!("{mailbox}: {} messages", there.len());
                break;
            }
            assert!(
                begin.elapsed() < wait::PATIENCE,
                "seed {seed}: {mailbox} is here\n{here:?}\nand there\n{there:?}"
            );
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }
}

/// One thing that the person at the app does, by keys.
async fn act(scene: &Scene, random: &mut Random) -> &'static str {
    const KEYS: [&str; 24] = [
        "j", "j", "j", "k", "x", "x", "s", "s", "I", "U", "e", "#", "!", "z", "z", "z", "xjjx",
        "J", "jjjj", "kkk", "s", "z", "x", "e",
    ];
    let page = scene.page();
    let keys = KEYS[usize::try_from(random.below(24)).unwrap()];
    page.type_text(keys).await;
    if random.below(12) == 0 {
        page.press(Key::Escape).await;
    }
    if random.below(30) == 0 {
        page.press(Key::Home).await;
    }
    keys
}

/// One thing that the other client does to the inbox.
fn disturb(other: &mut SecondClient, random: &mut Random, action: u32) {
    let uids: Vec<u32> = other.state("INBOX").messages.iter().map(|m| m.0).collect();
    let count = u32::try_from(uids.len()).unwrap();
    let Some(last) = count.checked_sub(1) else {
        return append(other, action);
    };
    let uid = uids[usize::try_from(random.below(last + 1)).unwrap()];
    match random.below(8) {
        0..=2 => append(other, action),
        3 if count > 10 => other.expunge("INBOX", &[uid]),
        4 => other.store("INBOX", uid, '+', "\\Seen"),
        5 => other.store("INBOX", uid, '-', "\\Seen"),
        6 => other.store("INBOX", uid, '+', "\\Flagged"),
        _ => other.store("INBOX", uid, '-', "\\Flagged"),
    }
}

fn append(other: &mut SecondClient, action: u32) {
    let message = Message::new(&format!("New at {action}")).text("It came meanwhile.");
    other.append("INBOX", "", &message.bytes());
}

/// Waits until no toast tells of something under way, and the server has had time.
async fn page_rests(scene: &Scene) {
    tokio::time::sleep(Duration::from_secs(2)).await;
    wait::until("the page to rest", || async {
        let going = "document.querySelector('.toast-bar') === null";
        (scene.page().evaluate(going).await == json!(true)).then_some(())
    })
    .await;
}
