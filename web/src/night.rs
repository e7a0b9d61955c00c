//! Whether the page is dark: as the person has chosen, else as the system is.

use crate::dom::{document, matches_media, window};
use crate::reactive::*;
use gloo_events::EventListener;
use web_sys::Event;

/// The root element's attribute that names the chosen theme, if one is.
pub(crate) const ATTRIBUTE: &str = "data-theme";

/// When the system is dark.
const NIGHT: &str = "(prefers-color-scheme: dark)";

/// What is told to the window when another theme was chosen.
const CHANGE: &str = "porthole-theme";

/// Whether the page is dark at this moment.
pub(crate) fn is_night() -> bool {
    let root = document().document_element();
    let chosen = root.and_then(|root| root.get_attribute(ATTRIBUTE));
    is_dark(chosen.as_deref(), matches_media(NIGHT))
}

fn is_dark(chosen: Option<&str>, system: bool) -> bool {
    match chosen {
        Some("dark") => true,
        Some("light") => false,
        _ => system,
    }
}

/// Whether the page is dark, as long as whoever asks is on the page.
pub(crate) fn night() -> ReadSignal<bool> {
    let signal = RwSignal::new(is_night());
    let hear = move |_: &Event| signal.set(is_night());
    let chosen = EventListener::new(&window(), CHANGE, hear);
    let system = window().match_media(NIGHT).ok().flatten();
    let system = system.map(|query| EventListener::new(&query, "change", hear));
    StoredValue::new_local((chosen, system));
    signal.read_only()
}

/// Tells whoever asked that another theme was chosen.
pub(crate) fn tell_change() {
    if let Ok(event) = Event::new(CHANGE) {
        // It is not cancelable, and nobody is there to refuse it.
        let _ = window().dispatch_event(&event);
    }
}

#[cfg(test)]
mod tests {
    use super::is_dark;

    #[test]
    fn what_was_chosen_stands_above_the_system() {
        for system in [true, false] {
            assert!(is_dark(Some("dark"), system));
            assert!(!is_dark(Some("light"), system));
            assert_eq!(is_dark(Some("contrast"), system), system);
            assert_eq!(is_dark(None, system), system);
        }
    }
}
