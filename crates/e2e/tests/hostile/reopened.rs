//! The same bodies in drafts that another client left, opened again to be written on.

use crate::judge::{Images, Judge, Locks};
use crate::written::is_open;
use e2e::corpus::{self, Case};
use e2e::fixture::{Dovecot, Elsewhere, Message, SecondClient};
use e2e::scene::{Scene, USER};
use e2e::{wait, walk};

/// One of so many bodies of the corpus is opened again: each costs what it costs a
/// person.
const OPENED_OF: usize = 40;

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_draft_that_is_opened_again_runs_loads_or_touches_anything() {
    open_again(Locks::All).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_draft_that_is_opened_again_does_either_without_the_frames_policy() {
    open_again(Locks::NoPolicy).await;
}

async fn open_again(locks: Locks) {
    let cases = cases();
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::writing_before(&elsewhere, |maildir| {
        let message = Message::new("Nothing to see").html("<p>Nothing.");
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    leave_drafts(&scene, &cases);
    let page = scene.page();
    let mut judge = Judge::new(locks).of_an_editor();
    judge.prepare(page).await;
    let mut opened = 0;
    walk::through_mailbox(&scene, "Drafts", &cases, async |case, seen| {
        if let Err(problem) = seen {
            return judge.fail(&case.id, &problem);
        }
        page.the("button", "Edit draft").await.click().await;
        wait::until("the draft", || is_open(page)).await;
        // It came as it was before it was made fit, or it never does.
        tokio::time::sleep(crate::judge::SETTLED).await;
        judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        opened += 1;
        page.the("button", "Save and close").await.click().await;
        wait::until("the end of writing", || async {
            is_open(page).await.is_none().then_some(())
        })
        .await;
    })
    .await;
    println!("opened again, {locks:?}: {opened} of {}", cases.len());
    assert_eq!(opened, cases.len());
    judge.expect_that_locks_were_open(&scene, &elsewhere).await;
    judge.report(&scene);
}

/// Another client left them, as drafts.
fn leave_drafts(scene: &Scene, cases: &[Case]) {
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    if !other.mailboxes().iter().any(|name| name == "Drafts") {
        other.create("Drafts");
    }
    let drafts: Vec<_> = cases
        .iter()
        .map(|case| (case.message.clone(), "\\Draft \\Seen"))
        .collect();
    other.append_all("Drafts", &drafts);
}

fn cases() -> Vec<Case> {
    let corpus = corpus::load("xss").unwrap_or_default();
    let some = corpus.into_iter().step_by(OPENED_OF);
    some.chain(crate::bodies::bodies()).collect()
}
