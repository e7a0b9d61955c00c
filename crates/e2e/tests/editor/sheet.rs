//! A letter to write in.

use e2e::browser::{Browser, Key, Page};
use e2e::fixture::Porthole;
use e2e::wait;
use serde_json::json;

/// A new message in the demo, with the cursor in its text.
pub(crate) struct Sheet {
    pub(crate) browser: Browser,
    _porthole: Porthole,
}

pub(crate) const CONTROL: u8 = 2;
pub(crate) const SHIFT: u8 = 8;

impl Sheet {
    pub(crate) async fn open() -> Self {
        let porthole = Porthole::start_demo();
        let browser = Browser::start().await;
        let page = browser.page();
        page.go(&porthole.url("/")).await;
        page.the("textbox", "User name")
            .await
            .type_text("demo")
            .await;
        page.the("textbox", "Password")
            .await
            .type_text("demo")
            .await;
        page.press(Key::Enter).await;
        page.the_one_with("row", "Welcome aboard").await;
        page.the("button", "Compose").await.click().await;
        let sheet = Self {
            browser,
            _porthole: porthole,
        };
        sheet.holds("inner.isContentEditable").await;
        sheet.run("inner.focus()").await;
        sheet
    }

    pub(crate) fn page(&self) -> &Page {
        self.browser.page()
    }

    /// Evaluates with the frame's body as `inner` and its selection as `chosen`.
    pub(crate) async fn run(&self, script: &str) -> serde_json::Value {
        let script = format!(
            "(() => {{
                const frame = document.querySelector('.editor iframe');
                const inner = frame?.contentDocument?.body;
                if (!inner) return null;
                const chosen = inner.ownerDocument.getSelection();
                const text = (selector, at = 0) => inner.querySelectorAll(selector)[at].firstChild;
                return {script};
            }})()"
        );
        self.page().evaluate(&script).await
    }

    pub(crate) async fn holds(&self, condition: &str) {
        wait::until(condition, || async {
            (self.run(condition).await == json!(true)).then_some(())
        })
        .await;
    }

    /// What it says now.
    pub(crate) async fn html(&self) -> String {
        let html = self.run("inner.innerHTML").await;
        html.as_str()
            .unwrap_or("")
            .replace(" spellcheck=\"false\"", "")
    }

    /// Makes this all that it says: as one pastes it.
    pub(crate) async fn begin_with(&self, html: &str) {
        self.run("inner.ownerDocument.execCommand('selectAll')")
            .await;
        self.run("inner.ownerDocument.execCommand('delete')").await;
        self.paste(html, "text").await;
    }

    /// Pastes, and waits until something has come.
    pub(crate) async fn paste(&self, html: &str, text: &str) {
        let script = format!(
            "new Promise(done => {{
                inner.addEventListener('input', () => setTimeout(() => done(true), 0), {{ once: true }});
                setTimeout(() => done(false), 3000);
                const data = new DataTransfer();
                if ({html}) data.setData('text/html', {html});
                data.setData('text/plain', {text});
                const how = {{ clipboardData: data, bubbles: true, cancelable: true }};
                inner.dispatchEvent(new frame.contentWindow.ClipboardEvent('paste', how));
            }})",
            html = json!(html),
            text = json!(text),
        );
        assert_eq!(
            self.run(&script).await,
            json!(true),
            "{html} was not pasted"
        );
    }

    /// Has something to be pasted at hand, so that pasting it is all that is done.
    pub(crate) async fn copy(&self, html: &str, text: &str) {
        let script = format!("(window.copied = [{}, {}], true)", json!(html), json!(text));
        assert_eq!(self.page().evaluate(&script).await, json!(true));
    }

    /// Pastes that.
    pub(crate) async fn paste_copied(&self) {
        let script = "(() => {
            const data = new DataTransfer();
            const [html, text] = window.copied;
            if (html) data.setData('text/html', html);
            data.setData('text/plain', text);
            const how = { clipboardData: data, bubbles: true, cancelable: true };
            inner.dispatchEvent(new frame.contentWindow.ClipboardEvent('paste', how));
            return true;
        })()";
        assert_eq!(self.run(script).await, json!(true));
    }

    /// Waits until nothing more comes into it.
    pub(crate) async fn rests(&self) {
        let script = "new Promise(done => {
            let timer = setTimeout(() => done(true), 1000);
            new MutationObserver(() => {
                clearTimeout(timer);
                timer = setTimeout(() => done(true), 500);
            }).observe(inner, { childList: true, subtree: true });
        })";
        assert_eq!(self.run(script).await, json!(true));
    }

    pub(crate) async fn type_text(&self, text: &str) {
        self.page().type_text(text).await;
    }

    /// A key with others held down.
    pub(crate) async fn press(&self, key: &str, code: &str, held: u8) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": code, "modifiers": held,
                "windowsVirtualKeyCode": virtual_key(code) });
            self.page().devtools("Input.dispatchKeyEvent", event).await;
        }
    }

    pub(crate) async fn backspace(&self) {
        self.press("Backspace", "Backspace", 0).await;
    }

    pub(crate) async fn undo(&self) {
        self.press("z", "KeyZ", CONTROL).await;
    }
}

fn virtual_key(code: &str) -> u32 {
    match code {
        "Backspace" => 8,
        "ArrowLeft" => 37,
        "F10" => 121,
        _ => code.bytes().last().map_or(0, u32::from),
    }
}
