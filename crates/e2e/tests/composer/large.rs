//! Large things: a file of 25 MB that goes out, a quote of 200 KB that is answered.
//! The page's thread stays free.

use crate::stage::{Desk, patiently};
use e2e::bars::{self, LONG};
use e2e::browser::Key;
use e2e::fixture::{Message, Postfix};
use e2e::scene::USER;
use std::time::{Duration, SystemTime};

const LENGTH: usize = 25_000_000;
/// What the memories of all modules may hold together, in octets: half of what
/// they may after a login, so that a file that was whole in one of them would show.
const MOST_WASM: u64 = 16 * 1024 * 1024;
/// What the tab may grow by while a file goes out, in octets: a file is read in
/// slices, and never is in memory whole.
const MOST_GROWTH: u64 = 64 * 1024 * 1024;

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_file_of_25_megabytes_goes_out_while_one_works_on() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    let memories = desk.browser.watch_memories().await;
    page.reload().await;
    page.the("button", "Compose").await;
    desk.begin().await;
    let to = format!("{USER}@{}", Postfix::DOMAIN);
    desk.fill_in(&to, "The survey", "All of it.").await;
    desk.drop_file("survey.bin", LENGTH).await;
    page.the("region", "Attached files").await;
    let attached = memories.now().await;
    page.press_with_control('s').await;
    patiently("the draft", Duration::from_secs(120), || {
        let is_there = desk.messages("Drafts").len() == 1;
        async move { is_there.then_some(()) }
    })
    .await;
    let saved = memories.now().await;
    let trace = desk.browser.trace().await;
    desk.send().await;
    page.the_one_with("button", "Outbox").await.click().await;
    page.the("dialog", "Outbox").await;
    // All that the bar shows, and when.
    let record = "void (window.seen = [], setInterval(() => {
        const value = document.querySelector('.outbox progress')?.value;
        if (value !== undefined && seen.at(-1)?.[0] !== value) seen.push([value, Date.now()]);
    }, 5))";
    page.evaluate(record).await;
    let before = desk.browser.renderer_memory();
    let mut most = before;
    let copy = patiently("the survey's copy", Duration::from_secs(120), || {
        most = most.max(desk.browser.renderer_memory());
        let is_there = desk.messages("Sent").len() == 1;
        async move { is_there.then(SystemTime::now) }
    })
    .await;
    let seen = page.evaluate("seen").await;
    let seen: Vec<(f64, f64)> = serde_json::from_value(seen).unwrap();
    let longest = trace.work().await.longest;
    let end = copy.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let begin = seen.first().map_or(0.0, |(_, at)| *at);
    let took = end.as_secs_f64() - begin / 1e3;
    println!(
        "{:.1} MB/s with its copy in Sent; {} steps of progress; \
         the tab grew by {:.1} MB",
        LENGTH as f64 / 1e6 / took,
        seen.len(),
        most.saturating_sub(before) as f64 / 1e6,
    );
    // Such memories never shrink: at the end they are as large as they ever were.
    let sent = memories.now().await;
    println!("the modules' memories: {attached:?}, saved {saved:?}, sent {sent:?}");
    assert!(sent.total() <= MOST_WASM, "{sent:?}");
    let inbox = desk.messages("INBOX");
    assert_eq!(inbox.len(), 1);
    assert!(inbox[0].len() > LENGTH * 4 / 3, "all of it arrived");
    assert!(seen.len() > 2, "progress was seen: {seen:?}");
    bars::by_processor("the longest task", longest, LONG);
    assert!(most <= before + MOST_GROWTH, "from {before} to {most}");
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn answering_a_letter_of_200_kilobytes_has_no_long_task_while_one_types() {
    let paragraphs = (0..1_900).map(|number| {
        format!(
            "<p>Paragraph {number} of a long letter, which says <i>nothing</i> of importance, \
             but at some length, so that its lines are broken.</p>"
        )
    });
    let html: String = paragraphs.collect();
    assert!(html.len() > 200_000);
    let desk = Desk::posting(move |maildir| {
        maildir.deliver(&Message::new("At length").html(&html).bytes());
    })
    .await;
    let page = desk.page();
    page.the_one_with("row", "At length").await.click().await;
    page.the("heading", "At length").await;
    page.the("button", "Reply").await.click().await;
    page.the("dialog", "Re: At length").await;
    desk.in_text(
        "the quote is there",
        "field.innerText.includes('Paragraph 1899')",
    )
    .await;
    desk.write("").await;
    // What opening it cost is over.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let trace = desk.browser.trace().await;
    for word in ["Good", "morning,", "this", "is", "all", "of", "it."] {
        page.type_text(word).await;
        page.type_text(" ").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    page.press(Key::Enter).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let longest = trace.work().await.longest;
    desk.is_kept("this is all of it.").await;
    bars::by_processor("the longest task", longest, LONG);
}
