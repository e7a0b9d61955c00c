//! Somebody who writes in the real app, and what is behind it.

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::{
    Dovecot, Maildir, Manner, Porthole, PostOffice, Postfix, SecondClient, Tap, Upstream,
};
use e2e::scene::USER;
use e2e::wait;
use serde_json::json;
use std::future::Future;

/// The parts, in the order in which they must end.
pub(crate) struct Desk {
    pub(crate) browser: Browser,
    pub(crate) porthole: Porthole,
    _tap: Option<Tap>,
    _postfix: Option<Postfix>,
    pub(crate) dovecot: Option<Dovecot>,
    user: &'static str,
    password: &'static str,
}

/// Whom Postfix turns away at RCPT, for good and for now.
pub(crate) const GONE: &str = "gone@example.test";
pub(crate) const BUSY: &str = "busy@example.test";

impl Desk {
    /// Before the demo, whose mailbox has something in it.
    pub(crate) async fn demo() -> Self {
        let desk = Self {
            browser: Browser::start().await,
            porthole: Porthole::start_demo(),
            _tap: None,
            _postfix: None,
            dovecot: None,
            user: "demo",
            password: "demo",
        };
        desk.page().look(1440, 900, Scheme::Light).await;
        desk.log_in().await;
        desk
    }

    /// Before Dovecot, with mail that Postfix takes.
    pub(crate) async fn posting(fill: impl FnOnce(&Maildir)) -> Self {
        let desk = Self::posting_elsewhere(fill).await;
        desk.log_in().await;
        desk
    }

    /// The same, where nobody is logged in yet.
    pub(crate) async fn posting_elsewhere(fill: impl FnOnce(&Maildir)) -> Self {
        let dovecot = Dovecot::start_submitting(&[USER]);
        fill(&dovecot.maildir(USER));
        let refusals = format!(
            "smtpd_recipient_restrictions = check_recipient_access inline:{{ \
             {{ {GONE} = 550 5.1.1 Nobody of this name }}, \
             {{ {BUSY} = 450 4.2.1 Come back later }} }}, permit_sasl_authenticated, reject"
        );
        let postfix = Postfix::start_with(&dovecot, &refusals);
        let submission = Upstream::local(postfix.ports().implicit, dovecot.authority_file());
        Self::before(dovecot, Some(postfix), None, &submission).await
    }

    /// Before Dovecot, with mail that is handed in there.
    pub(crate) async fn at(office: &PostOffice) -> Self {
        let tap = Tap::start(office.port(), Manner::Delayed(Default::default())).await;
        let submission = Upstream::local(tap.port(), tap.authority_file());
        let dovecot = Dovecot::start(&[USER]);
        let desk = Self::before(dovecot, None, Some(tap), &submission).await;
        desk.log_in().await;
        desk
    }

    async fn before(
        dovecot: Dovecot,
        postfix: Option<Postfix>,
        tap: Option<Tap>,
        submission: &Upstream,
    ) -> Self {
        let imap = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
        let desk = Self {
            browser: Browser::start().await,
            porthole: Porthole::start_submitting(&imap, Postfix::DOMAIN, submission),
            _tap: tap,
            _postfix: postfix,
            dovecot: Some(dovecot),
            user: USER,
            password: Dovecot::PASSWORD,
        };
        desk.page().look(1440, 900, Scheme::Light).await;
        desk
    }

    pub(crate) fn page(&self) -> &Page {
        self.browser.page()
    }

    /// Logs in, in the tab that is worked in.
    pub(crate) async fn log_in(&self) {
        let page = self.page();
        page.go(&self.porthole.url("/login")).await;
        self.fill_in_login().await;
    }

    /// Fills in the login form that is there.
    pub(crate) async fn fill_in_login(&self) {
        let page = self.page();
        let user = page.the("textbox", "User name").await;
        user.type_text(self.user).await;
        let password = page.the("textbox", "Password").await;
        password.type_text(self.password).await;
        page.press(Key::Enter).await;
        page.the("button", "Compose").await;
    }

    /// Gives the window another size, and waits until all is laid out for it.
    pub(crate) async fn look(&self, width: u32, height: u32) {
        let page = self.page();
        page.look(width, height, Scheme::Light).await;
        self.until(
            "the window has its size",
            &format!("innerWidth === {width}"),
        )
        .await;
        let frames =
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        page.evaluate(frames).await;
    }

    /// Opens another tab and logs in there.
    pub(crate) async fn another_tab(&self) -> e2e::browser::Tab {
        let tab = self.page().open_tab().await;
        self.page().look(1440, 900, Scheme::Light).await;
        self.log_in().await;
        tab
    }

    /// Begins a message.
    pub(crate) async fn begin(&self) {
        self.page().the("button", "Compose").await.click().await;
        self.page().the("dialog", "New message").await;
        // The window stands before its draft is there and its fields are.
        let is_whole = "[...document.querySelectorAll('.composer')].at(-1)
            ?.querySelector('.composer-tools') != null";
        self.until("the composer is whole", is_whole).await;
    }

    /// Writes a message in the composer that is open, from its recipients on.
    pub(crate) async fn fill_in(&self, to: &str, subject: &str, text: &str) {
        let page = self.page();
        page.the("combobox", "To").await.type_text(to).await;
        page.press(Key::Tab).await;
        let field = page.the("textbox", "Subject").await;
        field.type_text(subject).await;
        self.write(text).await;
    }

    /// Types into the editor of the composer that was opened last.
    pub(crate) async fn write(&self, text: &str) {
        self.in_text("the editor has the focus", TAKES_FOCUS).await;
        self.page().type_text(text).await;
    }

    /// Waits until something holds of the editor of the composer that was opened
    /// last: `dialog` is that, `field` its text field or its document's body.
    pub(crate) async fn in_text(&self, what: &str, holds: &str) {
        self.until(what, &of_text(holds)).await;
    }

    /// What stands in the editor of the composer that was opened last.
    pub(crate) async fn text(&self) -> String {
        let said = of_text("field.value ?? field.innerText");
        let said = self.page().evaluate(&said).await;
        said.as_str().unwrap_or("").replace('\u{a0}', " ")
    }

    /// Waits until an expression is true.
    pub(crate) async fn until(&self, what: &str, expression: &str) {
        wait::until(what, || async {
            (self.page().evaluate(expression).await == json!(true)).then_some(())
        })
        .await;
    }

    /// Attaches a file by dropping it on the composer that was opened last.
    pub(crate) async fn drop_file(&self, name: &str, length: usize) {
        let drop = format!(
            "(() => {{
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array({length})], '{name}'));
                const on = [...document.querySelectorAll('.composer')].at(-1);
                for (const kind of ['dragover', 'drop']) {{
                    const how = {{ dataTransfer: data, bubbles: true, cancelable: true }};
                    on.dispatchEvent(new DragEvent(kind, how));
                }}
                return true;
            }})()"
        );
        assert_eq!(self.page().evaluate(&drop).await, json!(true));
    }

    pub(crate) async fn send(&self) {
        self.page().the("button", "Send").await.click().await;
    }

    /// A mailbox as it lies on disk.
    pub(crate) fn messages(&self, mailbox: &str) -> Vec<String> {
        let dovecot = self.dovecot.as_ref().expect("it is Dovecot's");
        let messages = dovecot.maildir(USER).messages(mailbox).into_iter();
        messages
            .map(|message| String::from_utf8_lossy(&message).into_owned())
            .collect()
    }

    /// Waits until as many messages as that lie in a mailbox, and gives them.
    pub(crate) async fn has(&self, mailbox: &str, count: usize) -> Vec<String> {
        let what = format!("{count} messages in {mailbox}");
        let found = wait::until(&what, || async {
            let messages = self.messages(mailbox);
            (messages.len() == count).then_some(messages)
        });
        found.await.0
    }

    /// Waits until the drafts are as they should be.
    pub(crate) async fn until_drafts(&self, holds: impl Fn(&[String]) -> bool) {
        let drafts = || async { holds(&self.messages("Drafts")).then_some(()) };
        wait::until("the drafts", drafts).await;
    }

    /// Somebody else at the same account.
    pub(crate) fn second_client(&self) -> SecondClient {
        let dovecot = self.dovecot.as_ref().expect("it is Dovecot's");
        SecondClient::log_in(dovecot.clear_port(), USER, Dovecot::PASSWORD)
    }

    /// Waits until the browser keeps something that says this.
    pub(crate) async fn is_kept(&self, words: &str) {
        self.until(&format!("'{words}' is kept"), &keeps(words))
            .await;
    }

    /// Waits until it does not any more.
    pub(crate) async fn is_not_kept(&self, words: &str) {
        let gone = format!("{}.then(keeps => !keeps)", keeps(words));
        self.until(&format!("'{words}' is wiped"), &gone).await;
    }
}

/// Whether the browser keeps something that says this. What is not there yet must
/// not be made by looking.
fn keeps(words: &str) -> String {
    format!(
        "(async () => {{
            const known = await indexedDB.databases();
            if (!known.some(one => one.name === 'porthole-kept')) return false;
            const answer = request => new Promise((done, fail) => {{
                request.onsuccess = () => done(request.result);
                request.onerror = () => fail(request.error);
            }});
            const database = await answer(indexedDB.open('porthole-kept'));
            const all = await answer(database.transaction('records').objectStore('records').getAll());
            database.close();
            const read = new TextDecoder();
            return all.some(record => read.decode(record).replaceAll('&nbsp;', ' ').includes({}));
        }})().catch(() => false)",
        json!(words)
    )
}

const TAKES_FOCUS: &str = "(() => {
    dialog.querySelector('.composer-focus').focus();
    return field.ownerDocument.hasFocus() && (field.value === undefined
        ? field.isContentEditable && field.ownerDocument.activeElement === field
        : document.activeElement === field);
})()";

fn of_text(expression: &str) -> String {
    format!(
        "(() => {{
            const dialog = [...document.querySelectorAll('.composer')].at(-1);
            const frame = dialog?.querySelector('.editor iframe');
            const field = frame ? frame.contentDocument?.body : dialog?.querySelector('.editor textarea');
            return field ? {expression} : null;
        }})()"
    )
}

/// Asks again and again until there is an answer, for longer than is usual.
pub(crate) async fn patiently<T, F: Future<Output = Option<T>>>(
    what: &str,
    limit: std::time::Duration,
    mut ask: impl FnMut() -> F,
) -> T {
    let begin = std::time::Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(
            begin.elapsed() < limit,
            "waited {limit:?} in vain for {what}"
        );
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}
