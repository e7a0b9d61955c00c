use e2e::browser::Element;
use e2e::fixture::{Dovecot, SecondClient};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::{Value, json};

/// A message of the list: its UID, and whether it is unread and flagged.
pub(crate) type Shown = (u32, bool, bool);

/// Somebody at an inbox of so many messages, and another client beside them.
pub(crate) async fn at_inbox(count: u32) -> (Scene, SecondClient) {
    let scene = Scene::direct(|maildir| maildir.fill(count, numbered)).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    for mailbox in ["Archive", "Trash", "Junk", "Work", "Work/Projects"] {
        if !other.mailboxes().contains(&mailbox.to_owned()) {
            other.create(mailbox);
        }
    }
    let newest = format!("Number {} of many", count - 1);
    scene.log_in(&newest).await;
    // The tree is complete, and the code that acts is here.
    scene.page().the_one_with("treeitem", "Projects").await;
    wait::until("the code that acts", || async {
        let is_here = "document.querySelector('.acting') !== null";
        (scene.page().evaluate(is_here).await == json!(true)).then_some(())
    })
    .await;
    (scene, other)
}

/// How many messages a mailbox holds by the other client's word, once it is so many.
pub(crate) async fn holds(other: &mut SecondClient, mailbox: &str, count: usize) {
    let begin = std::time::Instant::now();
    loop {
        let there = other.state(mailbox).messages.len();
        if there == count {
            return;
        }
        assert!(
            begin.elapsed() < wait::PATIENCE,
            "{mailbox} holds {there}, not {count}"
        );
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// The app says that its list has so many rows.
pub(crate) async fn shows(scene: &Scene, count: u32) {
    let rows = format!("document.querySelector('#message-list').ariaRowCount === '{count}'");
    let what = format!("a list of {count}");
    wait::until(&what, || async {
        (scene.page().evaluate(&rows).await == json!(true)).then_some(())
    })
    .await;
}

/// A folder of the tree.
pub(crate) async fn folder(scene: &Scene, name: &str) -> Element {
    scene.page().the_one_with("treeitem", name).await
}

/// Everything that the open list shows, from the top: it is scrolled through.
pub(crate) async fn list(scene: &Scene) -> Vec<Shown> {
    let walk = "(async () => {
        const bar = document.querySelector('.virtual-list');
        const found = new Map();
        const rest = () => new Promise(then => setTimeout(then, 120));
        for (let top = 0; ; top += bar.clientHeight / 2) {
            bar.scrollTop = top;
            await rest();
            for (const row of bar.querySelectorAll('.row')) {
                const link = row.querySelector('a');
                if (!link) continue;
                const uid = Number(link.getAttribute('href').split(/[?#]/)[0].split('/').pop());
                found.set(Number(row.ariaRowIndex), [uid, row.classList.contains('is-unread'),
                    !!row.querySelector('.row-flag.is-on')]);
            }
            if (top + bar.clientHeight >= bar.scrollHeight) break;
        }
        return [...found.entries()].sort((a, b) => a[0] - b[0]).map(entry => entry[1]);
    })()";
    let rows = scene.page().evaluate(walk).await;
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows.iter().map(shown).collect()
}

fn shown(row: &Value) -> Shown {
    let uid = row[0].as_u64().and_then(|uid| u32::try_from(uid).ok());
    (
        uid.expect("a row's link ends with its UID"),
        row[1] == json!(true),
        row[2] == json!(true),
    )
}

/// The same by the other client's word, the newest first.
pub(crate) fn told(other: &mut SecondClient, mailbox: &str) -> Vec<Shown> {
    let messages = other.state(mailbox).messages.into_iter().rev();
    messages
        .map(|(uid, flags)| {
            let has = |flag: &str| flags.iter().any(|own| own == flag);
            (uid, !has("\\seen"), has("\\flagged"))
        })
        .collect()
}
