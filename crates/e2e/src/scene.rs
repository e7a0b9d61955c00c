//! A person before the app, the app before a mail server.

use crate::browser::{Browser, Element, Page};
use crate::fixture::{Dovecot, Elsewhere, Maildir, Manner, Message, Porthole, Tap, Upstream};
use crate::wait;
use serde_json::json;
use std::time::Duration;

/// The user of most scenarios.
pub const USER: &str = "ada";

/// All parts, in the order in which they must end.
pub struct Scene {
    /// The browser, at first empty.
    pub browser: Browser,
    /// The proxy with the app.
    pub porthole: Porthole,
    /// What stands between the two servers, if anything does.
    pub tap: Option<Tap>,
    /// The mail server.
    pub dovecot: Dovecot,
}

impl Scene {
    /// The proxy speaks TLS with Dovecot itself.
    pub async fn direct(fill: impl FnOnce(&Maildir)) -> Self {
        let dovecot = Dovecot::start(&[USER]);
        fill(&dovecot.maildir(USER));
        Self::of(dovecot).await
    }

    /// The same before a Dovecot that is there already.
    pub async fn of(dovecot: Dovecot) -> Self {
        let upstream = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
        Self {
            browser: Browser::start().await,
            porthole: Porthole::start(&[upstream]),
            tap: None,
            dovecot,
        }
    }

    /// As [`Self::direct`], in a world in which every name leads to `elsewhere`.
    pub async fn before(elsewhere: &Elsewhere, fill: impl FnOnce(&Maildir)) -> Self {
        let dovecot = Dovecot::start(&[USER]);
        fill(&dovecot.maildir(USER));
        let upstream = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
        Self {
            browser: Browser::start_before(elsewhere).await,
            porthole: Porthole::start(&[upstream]),
            tap: None,
            dovecot,
        }
    }

    /// As [`Self::before`], where mail can be written, too. Nothing is sent.
    pub async fn writing_before(elsewhere: &Elsewhere, fill: impl FnOnce(&Maildir)) -> Self {
        Self::writing_by(Browser::start_before(elsewhere).await, fill)
    }

    /// As [`Self::direct`], where mail can be written, too. Nothing is sent.
    pub async fn writing(fill: impl FnOnce(&Maildir)) -> Self {
        Self::writing_by(Browser::start().await, fill)
    }

    fn writing_by(browser: Browser, fill: impl FnOnce(&Maildir)) -> Self {
        let dovecot = Dovecot::start(&[USER]);
        fill(&dovecot.maildir(USER));
        let config = format!(
            "listen = \"127.0.0.1:0\"\n[upstreams.test]\nhost = \"localhost\"\nport = {}\nca_file = \"{}\"\n\
             [upstreams.test.submission]\nport = {}\n",
            dovecot.tls_port(),
            dovecot.authority_file().display(),
            dovecot.submissions_port()
        );
        Self {
            browser,
            porthole: Porthole::start_with(&config),
            tap: None,
            dovecot,
        }
    }

    /// The proxy speaks TLS with a tap, and that with Dovecot.
    pub async fn tapped(manner: Manner, fill: impl FnOnce(&Maildir)) -> Self {
        let dovecot = Dovecot::start(&[USER]);
        fill(&dovecot.maildir(USER));
        let tap = Tap::start(dovecot.clear_port(), manner).await;
        let upstream = Upstream::local(tap.port(), tap.authority_file());
        Self {
            browser: Browser::start().await,
            porthole: Porthole::start(&[upstream]),
            tap: Some(tap),
            dovecot,
        }
    }

    /// The tab.
    pub fn page(&self) -> &Page {
        self.browser.page()
    }

    /// The tap.
    ///
    /// # Panics
    /// When the scene has none.
    pub fn tap(&self) -> &Tap {
        self.tap.as_ref().expect("the scene is tapped")
    }

    /// Goes to the app and logs in with the right password; gives how long it
    /// took from Enter until the row with this subject was there.
    pub async fn log_in(&self, newest: &str) -> Duration {
        self.page().go(&self.porthole.url("/")).await;
        self.fill_in_login(USER, Dovecot::PASSWORD).await;
        let begin = std::time::Instant::now();
        self.page().press(crate::browser::Key::Enter).await;
        self.row(newest).await;
        begin.elapsed()
    }

    /// Fills in the login form; the focus is in the password's field then.
    pub async fn fill_in_login(&self, user: &str, password: &str) {
        let page = self.page();
        page.the("textbox", "User name").await.type_text(user).await;
        page.the("textbox", "Password")
            .await
            .type_text(password)
            .await;
    }

    /// The row of the list whose subject, sender or date contains `text`.
    pub async fn row(&self, text: &str) -> Element {
        self.page().the_one_with("row", text).await
    }

    /// Opens a message by a click on its row, and waits for its heading.
    pub async fn open(&self, subject: &str) {
        self.row(subject).await.click().await;
        self.page().the("heading", subject).await;
    }

    /// Waits until a message is open no more.
    pub async fn is_closed(&self, subject: &str) {
        wait::until("the message to close", || async {
            let heading = self.page().find("heading", subject).await;
            heading.is_none().then_some(())
        })
        .await;
    }

    /// Moves the list's scroll bar to a fraction of its way.
    pub async fn scroll_to(&self, fraction: f64) {
        let grid = self.grid().await;
        let scroll = format!(
            "function() {{
                const all = [this, ...this.querySelectorAll('*')];
                const bar = all.find(e => e.scrollHeight > e.clientHeight + 100
                    && /auto|scroll/.test(getComputedStyle(e).overflowY));
                bar.scrollTop = (bar.scrollHeight - bar.clientHeight) * {fraction};
                return true;
            }}"
        );
        assert_eq!(grid.call(&scroll).await, json!(true), "the list scrolls");
    }

    /// The list: of a mailbox, or of what was found in several.
    pub async fn grid(&self) -> Element {
        let page = self.page();
        let grid = || async {
            match page.find("grid", "Search results").await {
                Some(found) => Some(found),
                None => page.find_with("grid", "Messages in").await,
            }
        };
        wait::until("the list", grid).await.0
    }

    /// The words in the message's frame, once there are any that contain `text`.
    pub async fn frame_reads(&self, text: &str) -> String {
        let expression = "document.querySelector('iframe')?.contentDocument?.body?.innerText ?? ''";
        let what = format!("'{text}' in the message's frame");
        let (words, _) = wait::until(&what, || async {
            let words = self.page().evaluate(expression).await;
            let words = words.as_str().unwrap_or("").to_owned();
            words.contains(text).then_some(words)
        })
        .await;
        words
    }
}

/// A message of a filled mailbox.
pub fn numbered(number: u32) -> (Vec<u8>, &'static str) {
    let message = Message::new(&format!("Number {number} of many"))
        .from(&format!(
            "Sender {} <s{}@example.org>",
            number % 50,
            number % 50
        ))
        .text(&format!("The text of number {number}.\r\n"));
    let flags = if number.is_multiple_of(10) { "" } else { "S" };
    (message.bytes(), flags)
}

/// Opens a menu by its button, once its code is here.
pub async fn open_menu(page: &Page, name: &str) {
    let open = || async {
        let button = page.find("button", name).await?;
        // A second press would close it, and it may open a moment after the first.
        let is_open = button.call("function() { return this.ariaExpanded }").await;
        if is_open != json!("true") {
            button.click().await;
        }
        page.find("menu", name).await
    };
    wait::until(&format!("the menu {name}"), open).await;
}

/// Chooses a file of settings with this text, as a person does who imports one.
pub async fn import_settings(page: &Page, text: &str) {
    let script = format!(
        "(() => {{
            const input = document.querySelector('input[type=file][accept*=text]');
            const chosen = new DataTransfer();
            chosen.items.add(new File([{}], 'settings.txt'));
            input.files = chosen.files;
            input.dispatchEvent(new Event('change'));
        }})()",
        json!(text)
    );
    page.evaluate(&script).await;
}
