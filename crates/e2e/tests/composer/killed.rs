//! A tab that is killed while one writes, again and again.

use crate::stage::Desk;
use e2e::browser::Key;
use std::time::{Duration, Instant};

/// So often the tab is killed.
const KILLS: usize = 12;
/// So much typing may be lost each time.
const MOST_LOST: Duration = Duration::from_secs(1);
const SUBJECT: &str = "A long letter";

/// Numbers that look random and are the same in each run (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What was typed, and when the page had taken each letter of it.
#[derive(Default)]
struct Typed {
    text: String,
    at: Vec<Instant>,
}

impl Typed {
    fn note(&mut self, letter: char) {
        self.text.push(letter);
        self.at.push(Instant::now());
    }
    /// How long before `end` the first letter was typed that is not among these.
    fn lost(&self, kept: usize, end: Instant) -> Duration {
        let first = self.at.get(kept);
        first.map_or(Duration::ZERO, |first| {
            end.saturating_duration_since(*first)
        })
    }
    fn keep(&mut self, count: usize) {
        self.text.truncate(count);
        self.at.truncate(count);
    }
}

/// Puts the cursor behind all that is written.
async fn go_to_end(desk: &Desk) {
    let end = "(() => {
        const chosen = field.ownerDocument.getSelection();
        field.focus();
        chosen.selectAllChildren(field);
        chosen.collapseToEnd();
        let at = field;
        while (at.lastChild && at.lastChild.nodeName !== 'BR') at = at.lastChild;
        chosen.collapse(at, at.length ?? 0);
        return true;
    })()";
    desk.in_text("the cursor is at the end", end).await;
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn whoever_is_killed_at_random_loses_a_second_of_typing_and_keeps_one_draft() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    // The driver needs a tab that lives.
    let home = page.tab().await;
    page.go("about:blank").await;
    let mut others = desk.browser.renderers();
    desk.another_tab().await;
    desk.begin().await;
    let field = page.the("textbox", "Subject").await;
    field.type_text(SUBJECT).await;
    desk.write("").await;
    desk.is_kept(SUBJECT).await;
    let mut random = Random(20_261_121);
    let mut typed = Typed::default();
    let mut lost = Vec::new();
    let (mut words, mut crashes) = (0, 0);
    for kill in 0..KILLS {
        go_to_end(&desk).await;
        let live = &desk.browser.renderers() - &others;
        // A third each is saved on the server meanwhile, just before, or not at all.
        let saves_at = match kill % 3 {
            0 => Some(Duration::from_millis(random.below(500))),
            1 => Some(Duration::from_millis(1_500 + random.below(1_500))),
            _ => None,
        };
        let dies_at = Duration::from_millis(500 + random.below(3_500));
        let begin = Instant::now();
        let mut has_saved = false;
        let death = loop {
            if begin.elapsed() >= dies_at {
                desk.browser.kill(&live);
                let death = Instant::now();
                if page.is_alive().await {
                    // It lives in a process that was there before.
                    page.crash().await;
                    crashes += 1;
                }
                break death;
            }
            if !has_saved && saves_at.is_some_and(|at| begin.elapsed() >= at) {
                has_saved = true;
                page.press_with_control('s').await;
            }
            let letter = match typed.text.len() % 6 {
                5 => ' ',
                at => {
                    words += usize::from(at == 0);
                    format!("w{words:04}").chars().nth(at).unwrap_or('w')
                }
            };
            page.try_type_text(&letter.to_string()).await.unwrap();
            typed.note(letter);
            tokio::time::sleep(Duration::from_millis(20 + random.below(60))).await;
        };
        page.go_to(&home).await;
        others = desk.browser.renderers();
        desk.another_tab().await;
        let again = format!("Continue “{SUBJECT}”");
        page.the("button", &again).await.click().await;
        page.the("dialog", SUBJECT).await;
        let whole = "field.isContentEditable";
        desk.in_text("it can be written at", whole).await;
        // A space at the end is not seen, and may have been typed twice by now.
        let kept = desk.text().await;
        let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            typed.text.starts_with(&kept),
            "{kept:?} was never written: {:?}",
            typed.text
        );
        lost.push(match kept == typed.text.trim_end() {
            true => Duration::ZERO,
            false => typed.lost(kept.len(), death),
        });
        typed.keep(kept.len());
    }
    println!("lost at each of {KILLS} kills ({crashes} of them from within): {lost:?}");
    assert!(lost.iter().all(|lost| *lost <= MOST_LOST), "{lost:?}");
    // What is left is one draft, which says all of it.
    page.the("button", "Save and close").await.click().await;
    let drafts = crate::stage::patiently("one draft", Duration::from_secs(60), || async {
        let drafts = desk.messages("Drafts");
        let is_whole = drafts.iter().any(|draft| holds(draft, &typed.text));
        (drafts.len() == 1 && is_whole).then_some(drafts)
    })
    .await;
    assert!(drafts[0].contains(SUBJECT));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(desk.messages("Drafts").len(), 1, "and stays one");
    page.press(Key::Escape).await;
}

/// Whether a message says this, however its lines are broken.
fn holds(message: &str, text: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    squeezed(message).contains(&squeezed(text))
}
