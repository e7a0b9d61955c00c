use crate::dom::{matches_media, window};
use crate::reactive::*;
use gloo_events::EventListener;

/// Whether a media query holds, as long as whoever asks is on the page.
pub fn media(query: &'static str) -> ReadSignal<bool> {
    let holds = RwSignal::new(matches_media(query));
    if let Ok(Some(list)) = window().match_media(query) {
        let listener = EventListener::new(&list, "change", move |_| {
            holds.set(matches_media(query));
        });
        StoredValue::new_local(listener);
    }
    holds.read_only()
}
