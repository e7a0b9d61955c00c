//! How a person goes each way to a deed, and what the server says of it then.

use crate::asked::{Deed, Reach, Way};
use crate::stage::{folder, shows};
use crate::world::{MATCHING, OTHERS, SELECTED, World, after, fill, letter, subject, world};
use e2e::browser::{Element, Key, Page, Scheme};
use e2e::fixture::{Dovecot, SecondClient};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;
use std::time::{Duration, Instant};

/// A person before three full mailboxes, and another client beside them.
pub(crate) struct Stage {
    scene: Scene,
    other: SecondClient,
    reach: Reach,
    /// What is where when nothing is done.
    rest: World,
    home: &'static str,
}

impl Stage {
    pub(crate) async fn set(reach: Reach) -> Self {
        let count = MATCHING + OTHERS;
        let scene = Scene::direct(|maildir| maildir.fill(count, |n| (letter(n), "S"))).await;
        let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
        fill(&mut other);
        let page = scene.page();
        page.look(1440, 900, Scheme::Light).await;
        scene.log_in(&subject(count - 1)).await;
        page.the_one_with("treeitem", "Projects").await;
        page.becomes("document.querySelector('.acting') !== null", json!(true))
            .await;
        let rest = world(&mut other);
        let stage = Self {
            scene,
            other,
            reach,
            rest,
            home: "INBOX",
        };
        stage.never_mark_by_itself().await;
        stage
    }

    fn page(&self) -> &Page {
        self.scene.page()
    }

    /// What is opened stays unread, so that it can be marked by hand.
    async fn never_mark_by_itself(&self) {
        let page = self.page();
        page.the("link", "Settings").await.click().await;
        page.the("link", "Reading").await.click().await;
        page.the("radio", "Never by itself").await.click().await;
        page.reads("Saved in your account").await;
        page.the("link", "Mail").await.click().await;
        self.scene.row(&subject(0)).await;
    }

    /// Opens a mailbox; what matches is looked for there, where that is what is meant.
    pub(crate) async fn go_to(&mut self, mailbox: &'static str) {
        self.home = mailbox;
        folder(&self.scene, label(mailbox)).await.click().await;
        let name = format!("Messages in {}", label(mailbox));
        self.page().the_one_with("grid", &name).await;
        shows(&self.scene, MATCHING + OTHERS).await;
        if self.is_found() {
            self.page().type_text("/").await;
            self.page()
                .becomes("document.activeElement?.id", json!("search"))
                .await;
            self.page().type_text("subject:meeting").await;
            self.page().press(Key::Enter).await;
            shows(&self.scene, MATCHING).await;
        }
        if self.reach == Reach::AllFoundEverywhere {
            let all = "function() { this.value = 'all';
                this.dispatchEvent(new Event('change', { bubbles: true })); }";
            self.page()
                .the("combobox", "Search in")
                .await
                .call(all)
                .await;
            shows(&self.scene, self.rows()).await;
            let grid = self.scene.grid().await;
            grid.call("function() { this.focus() }").await;
        }
    }

    /// Does it, sees it done, takes it back, and sees that all is as it was.
    pub(crate) async fn play(&mut self, deed: Deed, way: Way) {
        let what = format!("{deed:?} by {way:?}, {:?}", self.reach);
        println!("{what}");
        if way == Way::Swipe {
            self.swipes_for(deed).await;
        }
        self.choose().await;
        self.go(deed, way).await;
        if way != Way::Drag {
            self.answer(deed).await;
        }
        let after = after(&self.rest, deed, self.reach, self.home);
        self.comes_to(&what, &after).await;
        let rows = self.rows();
        let gone = if deed.takes_away() { self.count() } else { 0 };
        shows(&self.scene, rows - gone).await;
        self.take_back(deed, way).await;
        let rest = self.rest.clone();
        self.comes_to(&format!("{what}, taken back"), &rest).await;
        shows(&self.scene, rows).await;
        self.let_go().await;
    }

    /// By `z`, or by the button of what tells of it: of one flag nothing does, as it is
    /// seen where it is set.
    async fn take_back(&self, deed: Deed, way: Way) {
        let is_told = deed.target().is_some() || self.reach != Reach::One;
        match is_told && matches!(way, Way::Menu | Way::Hover) {
            true => self.page().the("button", "Undo").await.click().await,
            false => self.page().type_text("z").await,
        }
    }

    /// Whether a search has found what is shown.
    fn is_found(&self) -> bool {
        matches!(self.reach, Reach::AllThatMatch | Reach::AllFoundEverywhere)
    }

    fn count(&self) -> u32 {
        match self.reach {
            Reach::One => 1,
            Reach::Selection => SELECTED,
            Reach::AllThatMatch => MATCHING,
            // In two mailboxes: nothing is looked for in Junk and Trash.
            Reach::AllFoundEverywhere => 2 * MATCHING,
        }
    }

    fn rows(&self) -> u32 {
        match self.is_found() {
            true => self.count(),
            false => MATCHING + OTHERS,
        }
    }

    /// Points out which messages are meant.
    async fn choose(&self) {
        let page = self.page();
        page.press(Key::Home).await;
        match self.reach {
            Reach::One => return,
            Reach::Selection => page.type_text("xjxjx").await,
            Reach::AllThatMatch | Reach::AllFoundEverywhere => page.type_text("*a").await,
        }
        page.reads(&format!("{} selected", self.count())).await;
    }

    /// Nothing is selected or open any more.
    async fn let_go(&self) {
        let page = self.page();
        for is_there in [
            "[aria-label='Selected messages']",
            "[aria-label='Message actions']",
        ] {
            let is_there = format!("document.querySelector(\"{is_there}\") !== null");
            if page.evaluate(&is_there).await == json!(true) {
                page.type_text("u").await;
                page.becomes(&is_there, json!(false)).await;
            }
        }
    }

    async fn go(&self, deed: Deed, way: Way) {
        let page = self.page();
        match way {
            Way::Toolbar => self.press(deed).await,
            Way::Menu => {
                page.click_other(self.row_meant().await).await;
                page.the("menuitem", deed.name()).await.click().await;
            }
            Way::Hover => {
                page.point_at(self.row_meant().await).await;
                let buttons = page.the("gridcell", "Actions").await;
                named(&buttons, "button", deed.name())
                    .await
                    .expect("the row has the button")
                    .click()
                    .await;
            }
            Way::Drag => self.drag(deed).await,
            Way::Swipe => {
                let (x, y) = self.row_meant().await;
                let steps: Vec<_> = (0..=8).map(|n| (x - 20.0 * f64::from(n), y)).collect();
                page.touch(&steps, Duration::from_millis(30)).await;
            }
            Way::Key => page.type_text(deed.key()).await,
            Way::Palette => {
                page.type_with(&[Key::Control], 'k').await;
                page.the("combobox", "A command, a folder, a search").await;
                page.type_text(deed.words()).await;
                page.press(Key::Enter).await;
            }
        }
    }

    /// A button of the toolbar, or a line of the menu in which it goes on.
    async fn press(&self, deed: Deed) {
        let page = self.page();
        let toolbar = match self.reach {
            Reach::One => {
                page.press(Key::Enter).await;
                "Message actions"
            }
            _ => "Selected messages",
        };
        let toolbar = page.the("toolbar", toolbar).await;
        if let Some(button) = named(&toolbar, "button", deed.name()).await {
            return button.click().await;
        }
        page.the("button", "More").await.click().await;
        page.the("menuitem", deed.name()).await.click().await;
    }

    /// Where the row is that is meant, or the first of those that are.
    async fn row_meant(&self) -> (f64, f64) {
        let which = match self.reach {
            Reach::One => ".row.is-at-cursor",
            _ => ".row.is-selected",
        };
        let middle = format!(
            "(() => {{
                const place = document.querySelector('{which}').getBoundingClientRect();
                return [place.left + place.width / 2, place.top + place.height / 2];
            }})()"
        );
        let (at, _) = wait::until("the row that is meant", || async {
            let at = self.page().try_evaluate(&middle).await.ok()?;
            Some((at[0].as_f64()?, at[1].as_f64()?))
        })
        .await;
        at
    }

    /// By the pointer; as copies by the events of such a drag, for the driver holds no
    /// key while it drags.
    async fn drag(&self, deed: Deed) {
        let to = deed.target().expect("it goes to a folder");
        if deed != Deed::Copy {
            let place = format!(
                "(() => {{
                    const to = [...document.querySelectorAll('[data-mailbox]')]
                        .find(item => item.dataset.mailbox === '{to}');
                    const place = to.getBoundingClientRect();
                    return [place.left + place.width / 2, place.top + place.height / 2];
                }})()"
            );
            let to = self.page().evaluate(&place).await;
            let to = (to[0].as_f64().unwrap(), to[1].as_f64().unwrap());
            return self.page().drag(self.row_meant().await, to).await;
        }
        let which = match self.reach {
            Reach::One => ".row.is-at-cursor",
            _ => ".row.is-selected",
        };
        let drag = format!(
            "(() => {{
                const data = new DataTransfer();
                const say = (at, kind) => at.dispatchEvent(new DragEvent(kind,
                    {{ dataTransfer: data, bubbles: true, cancelable: true, ctrlKey: true }}));
                const row = document.querySelector('{which} a');
                const to = [...document.querySelectorAll('[data-mailbox]')]
                    .find(item => item.dataset.mailbox === '{to}');
                say(row, 'dragstart');
                const image = document.querySelector('.drag-image')?.textContent;
                const is_taken = !say(to, 'dragover');
                say(to, 'drop');
                say(row, 'dragend');
                return [image, is_taken];
            }})()"
        );
        let carried = match self.count() {
            1 => "1 message".to_owned(),
            count => format!("{count} messages"),
        };
        assert_eq!(self.page().evaluate(&drag).await, json!([carried, true]));
    }

    /// Where to, or as what: a few letters and Enter.
    async fn answer(&self, deed: Deed) {
        let (field, letters) = match deed {
            Deed::Move | Deed::Copy => ("Type a folder's name", "proj"),
            Deed::Label => ("Type a label's name", "impor"),
            _ => return,
        };
        self.page().the("combobox", field).await;
        self.page().type_text(letters).await;
        self.page().press(Key::Enter).await;
    }

    /// Sets what a swipe to the left does.
    async fn swipes_for(&self, deed: Deed) {
        let page = self.page();
        page.the("link", "Settings").await.click().await;
        page.the("link", "Appearance").await.click().await;
        let choose = format!(
            "function() {{ this.value = '{}';
               this.dispatchEvent(new Event('change', {{ bubbles: true }})); }}",
            deed.swipe()
        );
        page.the("combobox", "Swipe left").await.call(&choose).await;
        page.the("link", "Mail").await.click().await;
        folder(&self.scene, label(self.home)).await.click().await;
        shows(&self.scene, self.rows()).await;
        let touch = json!({ "enabled": true });
        page.devtools("Emulation.setTouchEmulationEnabled", touch)
            .await;
    }

    async fn comes_to(&mut self, what: &str, wanted: &World) {
        let begin = Instant::now();
        loop {
            let there = world(&mut self.other);
            if there == *wanted {
                return;
            }
            assert!(
                begin.elapsed() < wait::PATIENCE,
                "{what}: there is {there:?}, and {wanted:?} should be"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// What the tree calls a mailbox.
fn label(mailbox: &'static str) -> &'static str {
    match mailbox {
        "INBOX" => "Inbox",
        "Work/Projects" => "Projects",
        other => other,
    }
}

/// What is within an element by its role and exactly this name.
async fn named(within: &Element, role: &str, name: &str) -> Option<Element> {
    let all = within.all(role).await;
    all.into_iter().find(|one| one.name() == name)
}
