//! A person before the app, the app before its built-in demo server.

use crate::browser::{Browser, Element, Key, Page, Scheme};
use crate::fixture::Porthole;
use crate::scene::open_menu;
use serde_json::Value;

/// The subject of the letter that everybody finds in the demo.
pub const WELCOME: &str = "Welcome aboard";

/// All parts, in the order in which they must end.
pub struct Demo {
    /// The browser.
    pub browser: Browser,
    /// The proxy with the app and the demo server.
    pub porthole: Porthole,
}

impl Demo {
    /// Starts it, with a wide window, in which nothing is yet.
    pub async fn start() -> Self {
        Self::before(Porthole::start_demo()).await
    }

    /// The same before a demo of which one knows more.
    pub async fn before(porthole: Porthole) -> Self {
        let demo = Self {
            browser: Browser::start().await,
            porthole,
        };
        demo.page().look(1440, 900, Scheme::Light).await;
        demo
    }

    /// Starts it, and logs in at a page of the app.
    pub async fn at(path: &str) -> Self {
        let demo = Self::start().await;
        demo.log_in(path).await;
        demo
    }

    /// The tab.
    pub fn page(&self) -> &Page {
        self.browser.page()
    }

    /// Goes to a page of the app and logs in there.
    pub async fn log_in(&self, path: &str) {
        let page = self.page();
        page.go(&self.porthole.url(path)).await;
        for field in ["User name", "Password"] {
            page.the("textbox", field).await.type_text("demo").await;
        }
        page.press(Key::Enter).await;
    }

    /// Opens a message; not by the pointer, which would leave its hover in a picture.
    pub async fn open(&self, subject: &str) {
        let row = self.row(subject).await;
        row.call("function() { this.click() }").await;
        self.page().the_one_with("heading", subject).await;
    }

    /// The row that contains `text`.
    pub async fn row(&self, text: &str) -> Element {
        self.page().the_one_with("row", text).await
    }

    /// Opens a menu by its button, once its code is here.
    pub async fn open_menu(&self, name: &str) {
        open_menu(self.page(), name).await;
    }

    /// Waits until an expression has a value.
    pub async fn becomes(&self, expression: &str, value: Value) {
        self.page().becomes(expression, value).await;
    }
}
