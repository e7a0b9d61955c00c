//! Four tasks of everyday, by our page and by Roundcube: the same person (one driver),
//! the same Dovecot with 100,000 messages, in one run, in turns. What counts is what
//! the person does (clicks, keys, words typed) and how long they wait for the screen
//! until they can go on; the driver's own ten to twenty milliseconds an action are in
//! both. Medians of three.
//!
//!     cargo run --release -p e2e --example tasks    (cargo xtask bench tasks builds what it needs)
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot be made says so by ending"
)]

mod ours;
mod person;
mod theirs;

use e2e::browser::{Browser, Scheme};
use e2e::fixture::{Message, Roundcube};
use e2e::scene::{Scene, USER, numbered};
use person::{Person, Spent};

const RUNS: usize = 3;
const MANY: u32 = 100_000;

/// The places from the top of 20 messages that are no neighbours all, on one screen.
pub(crate) fn scattered() -> impl DoubleEndedIterator<Item = usize> {
    (0..20).map(|index| index * 7 / 4)
}

/// The word that one subject has, far from the newest.
pub(crate) const WORD: &str = "Kittiwake";

/// The folders of somebody with so much mail: more than are on screen at once.
const FOLDERS: [&str; 42] = [
    "Bank",
    "Bills",
    "Bills/Electricity",
    "Bills/Rent",
    "Bills/Telephone",
    "Choir",
    "Club",
    "Club/Minutes",
    "Club/Regatta",
    "Club/Regatta/Crews",
    "Courses",
    "Family",
    "Family/Ann",
    "Family/Bob",
    "Garden",
    "House",
    "House/Repairs",
    "Insurance",
    "Lists",
    "Lists/Birds",
    "Lists/Rust",
    "Lists/Sailing",
    "Newsletters",
    "Orders",
    "Orders/Books",
    "Orders/Returns",
    "Photos",
    "Recipes",
    "School",
    "Taxes",
    "Taxes/Last year",
    "Taxes/This year",
    "Travel",
    "Travel/Norway",
    "Travel/Scotland",
    "Travel/Tickets",
    "Work",
    "Work/Harbour",
    "Work/Harbour/Lights",
    "Work/Harbour/Moorings",
    "Work/Harbour/Pilots",
    "Work/Harbour/Tugs",
];

/// A folder three levels deep that mail went to before, by its last name.
pub(crate) const FOLDER: &str = "Pilots";
/// Others, to which none went yet: one for each run.
pub(crate) const NEW_FOLDERS: [&str; RUNS] = ["Lights", "Moorings", "Tugs"];

/// The window, in CSS pixels, where what is scattered over the list is all on
/// screen, for nobody is measured at scrolling it.
const TALL: (u32, u32) = (1400, 2400);
/// A window as people have it.
const USUAL: (u32, u32) = (1400, 900);

/// The tasks; the last two are told beside the four.
const TASKS: [&str; 6] = [
    "delete 20 scattered messages",
    "find one of 100,000 by a word in its subject",
    "move a selection to a folder three levels deep",
    "reply to the third unread",
    "move to such a folder for the first time",
    "log in: from Enter to the first rows",
];

fn main() {
    if !Roundcube::is_here() {
        println!(
            "skipped: Roundcube is not here. As root:\n\n    {}",
            Roundcube::PACKAGES
        );
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system has threads");
    runtime.block_on(measure());
}

fn message(number: u32) -> (Vec<u8>, &'static str) {
    if number == MANY / 2 {
        let subject = format!("The {WORD} ledger");
        return (Message::new(&subject).text("See there.").bytes(), "S");
    }
    // Every fourth is unread, so that some are on screen.
    let flags = if number.is_multiple_of(4) { "" } else { "S" };
    (numbered(number).0, flags)
}

async fn measure() {
    let scene = Scene::writing(|maildir| maildir.fill(MANY, message)).await;
    scene.dovecot.warm(USER).await;
    let mut dialogue = scene.dovecot.dialogue(USER).await;
    for folder in FOLDERS {
        dialogue.command(&format!("CREATE \"{folder}\"")).await;
        dialogue.command(&format!("SUBSCRIBE \"{folder}\"")).await;
    }
    let roundcube = Roundcube::start(&scene.dovecot);
    let other = Browser::start().await;
    theirs::at_login(other.page(), &roundcube).await;
    theirs::log_in(&mut Person::before(other.page())).await;
    scene.log_in(&format!("Number {} of many", MANY - 1)).await;
    let mut spent: [[Vec<Spent>; 2]; TASKS.len()] = Default::default();
    for (run, new) in NEW_FOLDERS.into_iter().enumerate() {
        for (task, [ours, theirs]) in spent.iter_mut().enumerate() {
            let (width, height) = if task == 0 || task == 3 { TALL } else { USUAL };
            for page in [scene.page(), other.page()] {
                page.look(width, height, Scheme::Light).await;
            }
            match task {
                5 => ours::at_login(&scene).await,
                _ => ours::at_inbox(scene.page(), &scene.porthole).await,
            }
            if task == 2 {
                ours::move_new(&mut Person::before(scene.page()), FOLDER).await;
                ours::at_inbox(scene.page(), &scene.porthole).await;
            }
            let mut person = Person::before(scene.page());
            match task {
                0 => ours::delete_scattered(&mut person).await,
                1 => ours::find(&mut person).await,
                2 => ours::move_again(&mut person).await,
                3 => ours::reply(&mut person).await,
                5 => ours::log_in(&mut person).await,
                _ => ours::move_new(&mut person, new).await,
            }
            ours.push(person.spent());
            match task {
                5 => theirs::at_login(other.page(), &roundcube).await,
                _ => theirs::at_inbox(other.page(), &roundcube).await,
            }
            if task == 2 {
                theirs::move_deep(&mut Person::before(other.page()), FOLDER).await;
                theirs::at_inbox(other.page(), &roundcube).await;
            }
            let mut person = Person::before(other.page());
            match task {
                0 => theirs::delete_scattered(&mut person).await,
                1 => theirs::find(&mut person).await,
                2 => theirs::move_deep(&mut person, FOLDER).await,
                3 => theirs::reply(&mut person).await,
                5 => theirs::log_in(&mut person).await,
                _ => theirs::move_deep(&mut person, new).await,
            }
            theirs.push(person.spent());
            println!(
                "run {run}, {}: {:?} beside {:?}",
                TASKS[task],
                ours.last(),
                theirs.last()
            );
        }
    }
    // Both did it: three messages each time, in each run twice to the one folder and
    // once to another.
    for (folder, count) in [(FOLDER, 12 * RUNS), (NEW_FOLDERS[0], 6)] {
        let status = format!("STATUS Work/Harbour/{folder} (MESSAGES)");
        let told = dialogue.command(&status).await;
        let is_there = format!("(MESSAGES {count})");
        assert!(format!("{told:?}").contains(&is_there), "{told:?}");
    }
    println!("\n{:<48} {:>20} {:>20}", "", "Porthole", "Roundcube");
    for (name, [ours, theirs]) in TASKS.into_iter().zip(&spent) {
        let told = |spent: &[Spent]| {
            let middle = person::median(spent);
            format!("{} actions {:>6.0} ms", middle.actions, middle.waiting)
        };
        println!("{name:<48} {:>20} {:>20}", told(ours), told(theirs));
    }
}
