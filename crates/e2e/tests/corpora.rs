//! Odd mail in the real app: each message of the corpus is delivered, opened by
//! its address, and judged.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Page;
use e2e::corpus;
use e2e::judge::{Score, Shown};
use e2e::scene::Scene;
use e2e::walk;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn text<'a>(state: &'a Value, key: &str) -> &'a str {
    state[key].as_str().unwrap_or("")
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn every_odd_message_opens() {
    let Some(cases) = corpus::load("eml") else {
        return;
    };
    let mut lost: Vec<String> = Vec::new();
    let mut slow: Vec<String> = Vec::new();
    let mut score = Score::default();
    let scene = Scene::direct(|maildir| walk::fill(maildir, &cases)).await;
    walk::through(&scene, &cases, async |case, seen| {
        let seen = match seen {
            Ok(seen) => seen,
            Err(problem) => return lost.push(format!("{}: {problem}", case.id)),
        };
        let state = &seen.state;
        if !text(state, "failed").is_empty() {
            lost.push(format!("{}: {}", case.id, text(state, "failed")));
        }
        // A loaded machine is slow too: beyond the budget is listed, never shown fails.
        if seen.time > Duration::from_secs(2) {
            slow.push(format!("{}: {:?}", case.id, seen.time));
        }
        let mut shown = shown(state);
        shown.plain = plain_text(scene.page()).await;
        score.add(case, &shown);
    })
    .await;
    println!(
        "odd mail: {} of {} opened",
        cases.len() - lost.len(),
        cases.len()
    );
    print!("{score}");
    println!("shown after two seconds:\n  {}", slow.join("\n  "));
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    let below = score.below_the_bar();
    assert!(below.is_empty(), "{}", below.join("\n"));
}

fn shown(state: &Value) -> Shown {
    let names = state["attachments"].as_array().into_iter().flatten();
    let subject = text(state, "heading");
    Shown {
        subject: subject
            .strip_prefix("(no subject)")
            .unwrap_or(subject)
            .to_owned(),
        sender: text(state, "people").to_owned(),
        attachments: names
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
        words: text(state, "words").to_owned(),
        plain: String::new(),
    }
}

/// What the open message says as plain text, where there is a choice.
async fn plain_text(page: &Page) -> String {
    let choose = "(() => {
        const buttons = [...document.querySelectorAll('main button')];
        const choice = buttons.find(b => (b.ariaLabel || b.innerText) == 'View as text');
        choice?.click();
        return !!choice;
    })()";
    if page.try_evaluate(choose).await != Ok(json!(true)) {
        return String::new();
    }
    let words = "document.querySelector('main .message-text')?.innerText ?? ''";
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(10) {
        if let Ok(Value::String(words)) = page.try_evaluate(words).await
            && !words.is_empty()
        {
            return words;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    String::new()
}
