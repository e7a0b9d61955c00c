use web_sys::{Document, Location, Window};

/// The page's window. This module's code runs in a page alone.
pub fn window() -> Window {
    #[expect(
        clippy::expect_used,
        reason = "the app is started by a page; only its worker has no window"
    )]
    web_sys::window().expect("a page")
}

/// The page's document.
pub fn document() -> Document {
    #[expect(clippy::expect_used, reason = "every window of a page has a document")]
    window().document().expect("a document")
}

/// The page's address.
pub fn location() -> Location {
    window().location()
}
