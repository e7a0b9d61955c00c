//! Bars of minimised composers for which the page has no room: behind a button that
//! tells how many they are.

use super::{BAR_WIDTH, DOCKED_WIDTH, show, window};
use crate::app::App;
use crate::components::ONE_PANE;
use crate::dom::{Child, View, html, window as browser_window};
use crate::i18n;
use crate::reactive::*;
use crate::state::{Phase, Stance};
use crate::ui::{MenuItem, media, menu};
use gloo_events::EventListener;
use mail_engine::DraftId;

/// As wide as the button of the others is with the space beside it.
const BUTTON_WIDTH: f64 = 64.0;

/// As wide as what stands beside composers: the bar of tasks, and the page's edge.
const BESIDE: f64 = 96.0;

/// So many bars lie above each other on a phone.
const MOST_ON_PHONE: usize = 2;

/// The composers whose bars have no room, the first ones of all.
pub(super) fn stowed(app: App) -> Memo<Vec<DraftId>> {
    let width = RwSignal::new(page_width());
    let listener = EventListener::new(&browser_window(), "resize", move |_| {
        width.set(page_width());
    });
    StoredValue::<_, LocalStorage>::new_local(listener);
    let is_one_pane = media(ONE_PANE);
    memo(move |_| {
        let (mut bars, mut docked) = (Vec::new(), 0);
        for composer in app.state.composers.open().get() {
            // On a phone a composer is a bar, however it was left.
            let stance = match is_one_pane.get() {
                true => Stance::Minimised,
                false => composer.stance().get(),
            };
            match stance {
                _ if composer.phase().get() == Phase::Hidden => {}
                Stance::Minimised => bars.push(composer.id),
                Stance::Docked => docked += 1,
                Stance::Maximised => {}
            }
        }
        let most = match is_one_pane.get() {
            true => MOST_ON_PHONE,
            false => fitting(width.get(), docked, bars.len()),
        };
        bars.truncate(bars.len().saturating_sub(most));
        bars
    })
}

fn page_width() -> f64 {
    let width = browser_window().inner_width().ok();
    width.and_then(|width| width.as_f64()).unwrap_or(0.0) - BESIDE
}

/// How many of so many bars stand beside docked composers.
fn fitting(width: f64, docked: usize, bars: usize) -> usize {
    let left = width - docked as f64 * DOCKED_WIDTH;
    if bars as f64 * BAR_WIDTH <= left {
        return bars;
    }
    ((left - BUTTON_WIDTH) / BAR_WIDTH).max(0.0) as usize
}

/// The way to them; nothing while all have room.
pub(super) fn button(app: App, stowed: Memo<Vec<DraftId>>) -> View {
    let count = memo(move |_| stowed.with(Vec::len));
    (move || {
        let count = u32::try_from(count.get()).unwrap_or(u32::MAX);
        (count > 0).then(|| {
            let name = i18n::composers_more(count);
            let button = html::button()
                .class("composers-more")
                .attr("aria-label", name.clone())
                .attr("title", name.clone())
                .child(format!("+{count}"));
            menu(button, name, move || items(app, &stowed.get_untracked()))
        })
    })
    .view()
}

fn items(app: App, stowed: &[DraftId]) -> Vec<MenuItem> {
    let composers = stowed.iter().filter_map(|id| app.state.composers.find(*id));
    let item = |composer: crate::state::Composer| {
        MenuItem::action(untrack(|| window::title(composer)), move || {
            show(app, composer);
            window::focus_in(composer.id);
        })
    };
    composers.map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn bars_stand_on_the_page_as_far_as_there_is_room() {
        for (width, docked, bars, expected) in [
            (1280.0, 0, 6, 6),
            (1280.0, 0, 7, 6),
            (1280.0, 1, 3, 3),
            (1280.0, 1, 4, 3),
            (1280.0, 1, 20, 3),
            (800.0, 1, 1, 1),
            (800.0, 1, 2, 0),
            (600.0, 1, 2, 0),
            (0.0, 0, 0, 0),
        ] {
            assert_eq!(
                fitting(width, docked, bars),
                expected,
                "{width} {docked} {bars}"
            );
        }
    }
}
