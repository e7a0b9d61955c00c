//! Telling of new mail to somebody who looks at something else: a notification, a
//! sound, a count in the tab's icon. It comes behind the list, and listens as long
//! as the page is there.

mod channel;
mod favicon;
mod notification;
mod said;
mod sound;
mod told;

pub(crate) use notification::{Permission, ask, permission, try_out};
pub(crate) use sound::play;

use crate::app::App;
use crate::components::mailbox_label;
use crate::dom::{document, effect, window};
use crate::reactive::*;
use crate::route::Route;
use crate::state::Arrival;
use channel::Channel;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use mail_engine::{AlertWords, SessionState};
use mail_model::{MailboxName, Uid};
use notification::Shown;
use said::{Letter, said};
use std::cell::RefCell;
use std::rc::Rc;

/// So long other tabs may object before one tells, in milliseconds. A tab that
/// nobody sees may be woken once a second only, so some hear of mail later; these
/// hear that it was told.
const OBJECTIONS: u32 = 300;

/// What of one mailbox was told since the person looked here last.
struct Pending {
    mailbox: MailboxName,
    letters: Vec<Letter>,
    count: u32,
    newest: Option<Uid>,
    shown: Option<Shown>,
}

/// What was told since the person looked here last.
type AllPending = Rc<RefCell<Vec<Pending>>>;

/// Begins to listen; that is done once.
pub(crate) fn begin(app: App) {
    let channel = Channel::open();
    let pending = AllPending::default();
    let of = Rc::clone(&pending);
    app.state
        .arrivals
        .listen(move |arrival| arrived(app, &of, &channel, arrival));
    let ended = Rc::clone(&pending);
    let looked = move || {
        if is_looked_at() {
            // What they told is before the person's eyes now.
            pending.borrow_mut().clear();
        }
    };
    let seen = looked.clone();
    EventListener::new(&window(), "focus", move |_| looked()).forget();
    EventListener::new(&document(), "visibilitychange", move |_| seen()).forget();
    // No page's: it ends with the window.
    let owner = Owner::new();
    owner.with(|| {
        let unread = memo(move |_| {
            let inbox = app.state.tree.counts(&MailboxName::inbox());
            inbox.map_or(0, |counts| counts.unseen)
        });
        effect(move || favicon::show(unread.get()));
        effect(move || {
            if let Some(SessionState::LoggedOut(_)) = app.state.session().get() {
                // Nothing of anybody's mail stays on screen.
                ended.borrow_mut().clear();
            }
        });
    });
    std::mem::forget(owner);
}

/// Whether the person has this page before them.
fn is_looked_at() -> bool {
    !document().hidden() && document().has_focus().unwrap_or(true)
}

fn arrived(app: App, pending: &AllPending, channel: &Rc<Channel>, arrival: Arrival) {
    let settings = app.state.settings();
    let alerts = settings.with_untracked(|all| all.as_ref().map(|all| all.alerts.clone()));
    let Some(alerts) = alerts.filter(|all| all.is_any() && all.concern(&arrival.mailbox)) else {
        return;
    };
    let account = account(app);
    let key = |uid: Uid| format!("{account} {} {}", arrival.mailbox.as_str(), uid.value());
    let keys: Vec<String> = arrival.messages.iter().map(|row| key(row.uid)).collect();
    if is_looked_at() {
        return channel.tell(keys);
    }
    if !channel.claim(&keys) {
        return;
    }
    let (pending, channel) = (Rc::clone(pending), Rc::clone(channel));
    Timeout::new(OBJECTIONS, move || {
        if channel.wins(&keys) && !is_looked_at() {
            channel.tell(keys);
            if alerts.notifies {
                show(app, &pending, arrival, alerts.words);
            }
            if alerts.sounds {
                play();
            }
        }
    })
    .forget();
}

fn account(app: App) -> String {
    let (user, upstream) = (app.state.user(), app.state.upstream());
    format!("{}/{}", upstream.get_untracked(), user.get_untracked())
}

/// Shows one notification for each mailbox: it grows with what comes.
fn show(app: App, all: &AllPending, arrival: Arrival, words: AlertWords) {
    let mailbox = arrival.mailbox;
    let mut all = all.borrow_mut();
    let place = all.iter().position(|one| one.mailbox == mailbox);
    let mut one = place.map_or_else(
        || Pending {
            mailbox: mailbox.clone(),
            letters: Vec::new(),
            count: 0,
            newest: None,
            shown: None,
        },
        |place| all.remove(place),
    );
    let letters = arrival.messages.iter().map(Letter::of);
    one.letters = letters.chain(one.letters).collect();
    one.count = one.count.saturating_add(arrival.count);
    let newest = arrival.messages.first().map(|row| row.uid);
    one.newest = newest.or(one.newest);
    let label = untrack(|| mailbox_label(app, &mailbox));
    let said = said(words, &label, one.count, &one.letters);
    let route = match (one.count, one.newest) {
        (1, Some(uid)) => Route::message(mailbox.clone(), uid),
        _ => Route::mailbox(mailbox.clone()),
    };
    let tag = format!("porthole {} {}", account(app), mailbox.as_str());
    let open = move || {
        // The browser lets a page come to the front for this click.
        let _ = window().focus();
        app.go(route.clone());
    };
    // The one before goes only once another of the same tag is there.
    let shown = Shown::new(&said, &tag, open);
    if let Some(before) = std::mem::replace(&mut one.shown, shown) {
        before.replaced();
    }
    all.push(one);
}
