//! Pictures of every page and state, for somebody to look at, and the audit of
//! each: all of them lie in `artefacts/screenshots`, named by state, size and
//! colours.

use crate::audit::{Scope, audit};
use crate::browser::{Page, Scheme};
use serde_json::json;
use std::path::PathBuf;

/// Everything that is pictured. A test that pictures something else fails, and so
/// does one that finds a state here which no test pictures.
pub const STATES: &[&str] = &[
    "arabic-composer",
    "arabic-letter",
    "arabic-list",
    "arabic-login",
    "arabic-settings",
    "chooser-label",
    "chooser-move",
    "composer-filled",
    "composer-link",
    "composer-lowered",
    "composer-markdown",
    "composer-minimised",
    "composer-own-window",
    "composer-question",
    "composer-reply",
    "composer-stowed",
    "composer-suggestions",
    "composer-two",
    "contacts-empty",
    "contacts-form",
    "contacts-group",
    "contacts-group-new",
    "contacts-open",
    "contacts-unfinished",
    "conversation",
    "conversation-expanded",
    "conversations",
    "conversations-unfolded",
    "folders",
    "folders-access",
    "folders-delete",
    "folders-download",
    "folders-empty",
    "folders-menu",
    "folders-move",
    "folders-new",
    "folders-properties",
    "folders-rename",
    "folders-shared",
    "for-ever-question",
    "forget-question",
    "german-composer",
    "german-letter",
    "german-list",
    "german-login",
    "german-settings",
    "japanese-composer",
    "japanese-letter",
    "japanese-list",
    "japanese-login",
    "japanese-settings",
    "layout-list",
    "layout-stacked",
    "letter",
    "list",
    "list-comfortable",
    "list-compact",
    "list-empty",
    "list-empty-inbox",
    "list-everywhere",
    "list-failed",
    "list-loading",
    "list-nothing-found",
    "list-pointed-at",
    "list-read-only",
    "list-search",
    "list-selected",
    "login",
    "login-busy",
    "login-choice",
    "login-refused",
    "login-unreachable",
    "logout-question",
    "menu-look",
    "menu-message",
    "menu-row",
    "menu-sort",
    "message-details",
    "message-loading",
    "message-missing",
    "message-nowhere",
    "message-seeking",
    "newsletter",
    "not-found",
    "offline",
    "outbox-refused",
    "outbox-unknown",
    "outbox-waiting",
    "painting",
    "palette",
    "quota-scarce",
    "search-kept",
    "search-suggestions",
    "searches",
    "settings-account",
    "settings-appearance",
    "settings-appearance-end",
    "settings-folders",
    "settings-identities",
    "settings-identity-rich",
    "settings-import",
    "settings-import-damaged",
    "settings-keyboard",
    "settings-keys-recording",
    "settings-keys-refused",
    "settings-keys-taken",
    "settings-labels",
    "settings-notifications",
    "settings-notifications-denied",
    "settings-placeholders",
    "settings-privacy",
    "settings-reading",
    "settings-refused",
    "settings-ruled",
    "settings-senders",
    "settings-templates",
    "settings-templates-none",
    "settings-writing",
    "shortcuts",
    "stopped",
    "toast",
    "toast-refused",
    "unsubscribe",
    "viewer-film",
    "viewer-pdf",
    "viewer-picture",
    "viewer-sound",
    "viewer-text",
    "welcome",
    "welcome-card",
    "welcome-questions",
    "zoom",
];

/// How the names of states begin in which something is told.
const TELLING: [&str; 3] = ["toast", "outbox", "offline"];

/// A window, and the colours in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    name: &'static str,
    width: u32,
    height: u32,
    scheme: Scheme,
    is_high_contrast: bool,
    is_rtl: bool,
}

const fn look(name: &'static str, (width, height): (u32, u32), scheme: Scheme) -> Look {
    Look {
        name,
        width,
        height,
        scheme,
        is_high_contrast: false,
        is_rtl: false,
    }
}

const WIDE: (u32, u32) = (1440, 900);
const LAPTOP: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (390, 844);

/// As most pictures are taken: each size by day and by night, high contrast, and
/// from right to left.
pub const LOOKS: [Look; 10] = [
    look("wide-light", WIDE, Scheme::Light),
    look("wide-dark", WIDE, Scheme::Dark),
    look("laptop-light", LAPTOP, Scheme::Light),
    look("laptop-dark", LAPTOP, Scheme::Dark),
    look("phone-light", PHONE, Scheme::Light),
    look("phone-dark", PHONE, Scheme::Dark),
    Look {
        is_high_contrast: true,
        ..look("wide-contrast", WIDE, Scheme::Light)
    },
    Look {
        is_high_contrast: true,
        ..look("phone-contrast-dark", PHONE, Scheme::Dark)
    },
    Look {
        is_rtl: true,
        ..look("wide-rtl", WIDE, Scheme::Light)
    },
    Look {
        is_rtl: true,
        ..look("phone-rtl", PHONE, Scheme::Light)
    },
];

/// Where the picture of this name lies.
pub fn artefact(name: &str) -> PathBuf {
    crate::workspace_root().join(format!("artefacts/screenshots/{name}.png"))
}

/// Takes the pictures of a state, judges it, and leaves a wide window by day.
///
/// # Panics
/// When the state is not among [`STATES`], or breaks a rule.
pub async fn pictured(page: &Page, state: &str) {
    pictured_where(page, state, |_| true).await;
}

/// The same where the state is there in some windows only: what is in the
/// drawer of a phone, say.
///
/// # Panics
/// As [`pictured`].
pub async fn pictured_where(page: &Page, state: &str, is_in: impl Fn(&str) -> bool) {
    pictured_scrolled(page, state, is_in, "").await;
}

/// The same with a script that brings what is meant into sight, in each window
/// anew: what is in the middle of one is below the end of another.
///
/// # Panics
/// As [`pictured`].
pub async fn pictured_scrolled(page: &Page, state: &str, is_in: impl Fn(&str) -> bool, to: &str) {
    // What lies below it would show that.
    page.point_at((0.0, 0.0)).await;
    for look in LOOKS.iter().filter(|look| is_in(look.name)) {
        put_on(page, look).await;
        if !to.is_empty() {
            settled(page).await;
            page.evaluate(to).await;
        }
        pictured_now(page, state, look.name).await;
        if look.is_rtl {
            page.evaluate("document.documentElement.dir = 'ltr'").await;
        }
    }
    touched(page, false).await;
    page.look(WIDE.0, WIDE.1, Scheme::Light).await;
    settled(page).await;
}

/// Takes one picture of what is there, and judges it; `look` is a word for its
/// name: by night and in the second window of a kind, only its colours are judged.
///
/// # Panics
/// As [`pictured`].
pub async fn pictured_now(page: &Page, state: &str, look: &str) {
    assert!(STATES.contains(&state), "{state} is not among the states");
    // What is told of what was done before is no part of it.
    if !TELLING.iter().any(|telling| state.starts_with(telling)) {
        let close =
            "document.querySelectorAll('.toast > .icon-button').forEach(one => one.click())";
        page.evaluate(close).await;
    }
    settled(page).await;
    let is_touched = look.starts_with("phone");
    by_mouse(page, !is_touched).await;
    let name = format!("{state}-{look}");
    page.screenshot(&artefact(&name)).await;
    let is_same_but_colours = look.contains("dark") || look.contains("contrast");
    let scope = match is_same_but_colours {
        true => Scope::Colours,
        false => Scope::All,
    };
    audit(page, &name, scope).await;
    by_mouse(page, false).await;
}

/// Whether the style sheets hold for somebody with a mouse. A browser without a screen
/// knows of none, and what it emulates is touching alone.
async fn by_mouse(page: &Page, is_there: bool) {
    let script = format!(
        "(is => {{
            for (const sheet of document.styleSheets)
                for (const rule of sheet.cssRules) {{
                    const own = rule.ownMedia ?? rule.media?.mediaText ?? '';
                    if (!(rule instanceof CSSMediaRule) || !/hover|pointer/.test(own)) continue;
                    rule.ownMedia = own;
                    const holds = /hover: hover|pointer: fine/.test(own) ? 'all' : 'not all';
                    rule.media.mediaText = is ? holds : own;
                }}
        }})({is_there})"
    );
    page.evaluate(&script).await;
}

/// Whether one touches the screen, as one does a phone's.
async fn touched(page: &Page, is_touched: bool) {
    let how = json!({ "enabled": is_touched, "maxTouchPoints": 5 });
    page.devtools("Emulation.setTouchEmulationEnabled", how)
        .await;
}

async fn put_on(page: &Page, look: &Look) {
    touched(page, look.width == PHONE.0).await;
    // Before the window changes, for what is brought into sight then.
    if look.is_rtl {
        page.evaluate("document.documentElement.dir = 'rtl'").await;
    }
    page.look(look.width, look.height, look.scheme).await;
    if look.is_high_contrast {
        page.prefer(look.scheme, &[("prefers-contrast", "more")])
            .await;
    }
}

/// Waits until the page has come to rest: nothing moves, nothing is drawn anew, and
/// what comes behind the list is there.
/// What goes on for ever, as a spinner does, is not waited for.
pub async fn settled(page: &Page) {
    let rest = "new Promise(done => {
        const finite = () => document.getAnimations().filter(one =>
            one.playState === 'running' && one.effect?.getComputedTiming().endTime < 5000);
        const isPartial = () => document.querySelector('.list-tools:empty') !== null;
        const begin = performance.now();
        let last = begin;
        const observer = new MutationObserver(() => { last = performance.now(); });
        const all = { subtree: true, childList: true, attributes: true, characterData: true };
        observer.observe(document, all);
        const look = () => {
            const now = performance.now();
            if ((now - last > 120 && finite().length === 0 && !isPartial()) || now - begin > 3000) {
                observer.disconnect();
                done(true);
            } else {
                requestAnimationFrame(look);
            }
        };
        look();
    })";
    assert_eq!(page.evaluate(rest).await, json!(true));
}
