//! What is promised of acting on mail, and that it is kept: each deed, by each way, on
//! one message, on a selection and on all that match.

use crate::asked::{Deed, Reach, Way};
use crate::ways::Stage;
use Cell::{Each, Not, One};
use Deed::{Archive, Copy, Delete, Flag, Junk, Label, MarkRead, MarkUnread, Move, NotJunk};
use std::time::Instant;

/// How far a way carries a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// To one message, to a selection, and to all that match.
    Each,
    /// To the one message that the pointer or the finger is at: that it does not do
    /// more than it points at is what both are for.
    One,
    /// Nowhere, and why that is as it should be.
    Not(&'static str),
}

/// Over a row there is room for five buttons, or its subject can't be read any more:
/// they are for what is done most, and the other button opens all else.
const ROOM: Cell = Not("a row has room for what is done most");
/// What is dropped on a folder goes there; no folder is where read mail lies.
const NO_FOLDER: Cell = Not("no folder stands for it");
/// A finger that rests selects, and the selection's menu has these.
const RARE: Cell = Not("a swipe has two sides, and few want these there");

const WAYS: [Way; 7] = [
    Way::Toolbar,
    Way::Menu,
    Way::Key,
    Way::Palette,
    Way::Drag,
    Way::Hover,
    Way::Swipe,
];

#[rustfmt::skip]
const PROMISE: [(Deed, [Cell; 7]); 10] = [
    //           toolbar menu key palette drag      hover swipe
    (Archive,    [Each, Each, Each, Each, Each,      One,  One]),
    (Delete,     [Each, Each, Each, Each, Each,      One,  One]),
    (Junk,       [Each, Each, Each, Each, Each,      ROOM, One]),
    (NotJunk,    [Each, Each, Each, Each, Each,      ROOM, One]),
    (Move,       [Each, Each, Each, Each, Each,      ROOM, One]),
    (Copy,       [Each, Each, Each, Each, Each,      ROOM, RARE]),
    (MarkRead,   [Each, Each, Each, Each, NO_FOLDER, One,  One]),
    (MarkUnread, [Each, Each, Each, Each, NO_FOLDER, One,  One]),
    (Flag,       [Each, Each, Each, Each, NO_FOLDER, One,  One]),
    (Label,      [Each, Each, Each, Each, NO_FOLDER, ROOM, RARE]),
];

impl Cell {
    fn reaches(self, reach: Reach) -> bool {
        match self {
            Each => true,
            One => reach == Reach::One,
            Not(_) => false,
        }
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_deed_is_done_to_one_message_by_each_way() {
    keep(Reach::One).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_deed_is_done_to_a_selection_by_each_way() {
    keep(Reach::Selection).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_deed_is_done_to_all_that_match_by_each_way() {
    keep(Reach::AllThatMatch).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_deed_is_done_to_all_that_is_found_everywhere_by_each_way() {
    keep(Reach::AllFoundEverywhere).await;
}

/// Goes through the table so far, mailbox by mailbox; each deed is taken back, by `z` or
/// by what tells of it, and each time the server says what is where.
async fn keep(reach: Reach) {
    let begin = Instant::now();
    let mut stage = Stage::set(reach).await;
    let mut count = 0;
    for home in ["INBOX", "Fresh", "Junk"] {
        let deeds: Vec<_> = (PROMISE.iter())
            .filter(|(deed, _)| deed.home(reach) == Some(home))
            .collect();
        if !deeds.is_empty() {
            stage.go_to(home).await;
        }
        for (deed, cells) in deeds {
            for (way, cell) in WAYS.iter().zip(cells) {
                if cell.reaches(reach) {
                    stage.play(*deed, *way).await;
                    count += 1;
                }
            }
        }
    }
    println!("{count} of the table, {reach:?}: {:?}", begin.elapsed());
}
