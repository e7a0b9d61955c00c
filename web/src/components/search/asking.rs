//! The server's results come by themselves after a rest in typing.
//!
//! Only for what servers know of each message without opening any
//! ([`Query::is_quick`]), in the folder at hand, and as long as the server answers in
//! good time; all else waits for Enter, which also is what remembers a search.

use crate::app::App;
use crate::dom::effect;
use crate::reactive::*;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Date;
use mail_engine::{Query, Scope};
use web_sys::HtmlInputElement;

/// One rests for so long, in milliseconds: longer than between two keys of whoever
/// types well, and shorter than it takes to reach for Enter.
const REST: u32 = 120;
/// A shorter word is in nearly every message.
const SHORTEST: usize = 2;
/// A server that takes longer is not asked again before Enter, in milliseconds.
const LONG: f64 = 2_000.0;

/// Listens at the field, as long as the page is there.
pub(super) fn ask_while_typing(app: App, field: &HtmlInputElement) {
    let waiting = StoredValue::new_local(None::<Timeout>);
    let clock = StoredValue::new(Clock::default());
    let heard = move |_: &web_sys::Event| {
        clock.update_value(Clock::typed_on);
        let rested = Timeout::new(REST, move || {
            if !clock.with_value(|clock| clock.is_slow) && may_ask(app) {
                clock.update_value(|clock| clock.begun = Some(Date::now()));
                app.ask_while_typing();
            }
        });
        waiting.set_value(Some(rested));
    };
    StoredValue::<_, LocalStorage>::new_local(EventListener::new(field, "input", heard));
    let is_going = memo(move |_| {
        let state = app.state.search.state().get();
        state.is_some_and(|state| state.is_going)
    });
    effect(move || {
        let is_going = is_going.get();
        clock.update_value(|clock| clock.note(is_going, Date::now()));
    });
}

/// Whether what stands in the field is asked for before Enter.
fn may_ask(app: App) -> bool {
    let is_here = app.state.search.scope().get_untracked() == Scope::Here;
    let typed = app.state.search.typed();
    is_here && typed.with_untracked(|typed| is_worth_it(typed))
}

fn is_worth_it(typed: &str) -> bool {
    let typed = typed.trim();
    // A single sign may well be a word, but for letters.
    let is_long = typed.chars().count() >= SHORTEST || !typed.is_ascii();
    is_long && Query::parse(typed).is_quick()
}

/// How long the server takes.
#[derive(Debug, Default)]
struct Clock {
    begun: Option<f64>,
    was_going: bool,
    is_slow: bool,
}

impl Clock {
    /// Something else is looked for: whenever what was asked before ends, that tells
    /// nothing of the server. Of a search that was left nobody hears when it ended.
    fn typed_on(&mut self) {
        self.begun = None;
    }

    /// Whether it is at it now.
    fn note(&mut self, is_going: bool, now: f64) {
        if let (true, false, Some(begun)) = (self.was_going, is_going, self.begun) {
            self.is_slow |= now - begun > LONG;
            self.begun = None;
        }
        self.was_going = is_going;
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, LONG, is_worth_it};

    #[test]
    fn what_is_half_a_word_or_dear_waits_for_enter() {
        for asked in ["pl", "plan", " from:ann ", "is:unread", "猫"] {
            assert!(is_worth_it(asked), "{asked}");
        }
        for waits in ["", "p", " a ", "from:", "text:plan", "in:anywhere plan"] {
            assert!(!is_worth_it(waits), "{waits}");
        }
    }

    #[test]
    fn a_search_that_was_left_makes_no_server_slow() {
        let mut clock = Clock {
            begun: Some(1_000.0),
            ..Clock::default()
        };
        clock.note(true, 1_002.0);
        // Left before it ended; the next is typed when some time has passed.
        clock.typed_on();
        clock.note(false, 9_000.0);
        assert!(!clock.is_slow);
    }

    #[test]
    fn a_server_that_takes_long_is_known_for_it() {
        let mut clock = Clock::default();
        let ask = |clock: &mut Clock, took: f64| {
            clock.begun = Some(1_000.0);
            // What went before is still said.
            clock.note(false, 1_001.0);
            clock.note(true, 1_002.0);
            clock.note(false, 1_000.0 + took);
            clock.is_slow
        };
        assert!(!ask(&mut clock, LONG / 2.0));
        assert!(ask(&mut clock, LONG + 1.0));
        assert!(ask(&mut clock, 1.0));
    }
}
