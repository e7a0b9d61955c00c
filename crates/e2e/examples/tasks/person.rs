//! Whoever does the tasks: what they do is counted, and what they wait for is timed.

use e2e::browser::{Key, Page};
use serde_json::json;
use std::time::{Duration, Instant};

/// What a task took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    /// Clicks, keys, and words typed.
    pub(crate) actions: u32,
    /// Milliseconds until the screen showed what came of each.
    pub(crate) waiting: f64,
}

/// The one in the middle, by waiting.
pub(crate) fn median(all: &[Spent]) -> Spent {
    let mut all = all.to_vec();
    all.sort_by(|a, b| a.waiting.total_cmp(&b.waiting));
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// What a person does at once.
pub(crate) enum Act<'a> {
    /// A click into the middle of the element that an expression gives.
    Click(&'a str),
    /// The same with Control held.
    Add(&'a str),
    /// A key with a character, or a word typed.
    Type(&'a str),
    /// A key without.
    Press(Key),
    /// What is at the middle of the one is dragged to the middle of the other.
    Drag(&'a str, &'a str),
    /// A turn of the wheel that goes through all that an element scrolls.
    Scroll(&'a str),
}

/// Control, as the DevTools protocol has it.
const CONTROL: u32 = 2;

/// A person before a page.
pub(crate) struct Person<'a> {
    page: &'a Page,
    spent: Spent,
}

impl<'a> Person<'a> {
    pub(crate) fn before(page: &'a Page) -> Self {
        Self {
            page,
            spent: Spent::default(),
        }
    }

    pub(crate) fn page(&self) -> &'a Page {
        self.page
    }

    pub(crate) fn spent(&self) -> Spent {
        self.spent
    }

    /// Where an element is; the person finds it, and points, without being timed.
    async fn place(&self, element: &str) -> (f64, f64) {
        let place = format!(
            "(() => {{ const e = {element}; if (!e) return null;
               const r = e.getBoundingClientRect();
               return r.width && [r.left + r.width / 2, r.top + r.height / 2]; }})()"
        );
        let begin = Instant::now();
        loop {
            let at = self.page.try_evaluate(&place).await.unwrap_or_default();
            if let (Some(x), Some(y)) = (at[0].as_f64(), at[1].as_f64()) {
                return (x, y);
            }
            if begin.elapsed() > Duration::from_secs(30) {
                let file = std::env::temp_dir().join("tasks.png");
                self.page.screenshot(&file).await;
                panic!("there is no {element}; see {}", file.display());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Does something, and waits until an expression is true.
    pub(crate) async fn does(&mut self, act: Act<'_>, until: &str) {
        let at = match act {
            Act::Click(element)
            | Act::Add(element)
            | Act::Drag(element, _)
            | Act::Scroll(element) => {
                let at = self.place(element).await;
                self.mouse("mouseMoved", at, 0).await;
                at
            }
            _ => (0.0, 0.0),
        };
        let there = match act {
            Act::Drag(_, to) => self.place(to).await,
            _ => at,
        };
        let begin = Instant::now();
        match act {
            Act::Drag(..) => self.drag(at, there).await,
            Act::Scroll(_) => self.turn_wheel(at).await,
            Act::Click(_) => self.click(at, 0).await,
            Act::Add(_) => self.click(at, CONTROL).await,
            Act::Type(text) => self.page.type_text(text).await,
            Act::Press(key) => self.page.press(key).await,
        }
        waits(self.page, until).await;
        self.spent.actions += 1;
        self.spent.waiting += begin.elapsed().as_secs_f64() * 1_000.0;
    }

    /// Points at an element, which is no action: the pointer is on its way anyway.
    pub(crate) async fn points_at(&self, element: &str) {
        let at = self.place(element).await;
        self.mouse("mouseMoved", at, 0).await;
    }

    async fn click(&self, at: (f64, f64), held: u32) {
        self.mouse("mousePressed", at, held).await;
        self.mouse("mouseReleased", at, held).await;
    }

    async fn drag(&self, from: (f64, f64), there: (f64, f64)) {
        let on_the_way = |share: f64| {
            let between = |a: f64, b: f64| a + (b - a) * share;
            (between(from.0, there.0), between(from.1, there.1))
        };
        self.mouse("mousePressed", from, 0).await;
        for share in [0.02, 0.5, 0.98, 1.0, 1.0] {
            self.mouse_with("mouseMoved", on_the_way(share), 0, "left")
                .await;
        }
        self.mouse("mouseReleased", there, 0).await;
    }

    async fn turn_wheel(&self, (x, y): (f64, f64)) {
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": 5_000 });
        self.page.devtools("Input.dispatchMouseEvent", event).await;
    }

    /// The window is larger than the browser's own, so WebDriver would refuse.
    async fn mouse(&self, kind: &str, (x, y): (f64, f64), held: u32) {
        let button = if kind == "mouseMoved" { "none" } else { "left" };
        self.mouse_with(kind, (x, y), held, button).await;
    }

    async fn mouse_with(&self, kind: &str, (x, y): (f64, f64), held: u32, button: &str) {
        let event = json!({
            "type": kind, "x": x, "y": y, "button": button, "clickCount": 1, "modifiers": held,
        });
        self.page.devtools("Input.dispatchMouseEvent", event).await;
    }
}

/// Waits until an expression is true.
pub(crate) async fn waits(page: &Page, until: &str) {
    let begin = Instant::now();
    let until = format!("!!({until})");
    // A page that is just being left does not answer.
    while page.try_evaluate(&until).await != Ok(json!(true)) {
        if begin.elapsed() > Duration::from_secs(60) {
            let file = std::env::temp_dir().join("tasks.png");
            page.screenshot(&file).await;
            panic!("waited in vain for {until}; see {}", file.display());
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
}
