use super::page::Page;
use serde_json::json;

/// A tab or window, by the driver's name for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(pub(super) String);

impl Page {
    /// The tab that is worked in.
    pub async fn tab(&self) -> Tab {
        let handle = self.session().get("window").await.unwrap_or_default();
        Tab(handle.as_str().unwrap_or("").to_owned())
    }

    /// Opens an empty tab and goes on there.
    ///
    /// # Panics
    /// When the browser opens none.
    pub async fn open_tab(&self) -> Tab {
        let opened = self.session().post("window/new", json!({ "type": "tab" }));
        let opened = opened.await.unwrap_or_else(|problem| panic!("{problem}"));
        let tab = Tab(opened["handle"].as_str().unwrap_or("").to_owned());
        self.go_to(&tab).await;
        tab
    }

    /// Goes on in a tab.
    ///
    /// # Panics
    /// When it is not there any more.
    pub async fn go_to(&self, tab: &Tab) {
        let switched = self.session().post("window", json!({ "handle": tab.0 }));
        switched.await.unwrap_or_else(|problem| panic!("{problem}"));
    }

    /// Whether the tab that is worked in still answers.
    pub async fn is_alive(&self) -> bool {
        self.try_evaluate("true").await.is_ok()
    }

    /// Has the tab that is worked in crash.
    pub async fn crash(&self) {
        let _ = self.session().devtools("Page.crash", json!({})).await;
    }

    /// Closes the tab that is worked in, as its cross does; another one must be
    /// gone to.
    pub async fn close_tab(&self) {
        let _ = self.session().delete("window").await;
    }
}
