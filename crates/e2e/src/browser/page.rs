use super::webdriver::Session;
use super::{Element, Key};
use crate::wait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// A tab.
#[derive(Clone)]
pub struct Page {
    session: Rc<Session>,
}

/// The person's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A request that the browser wanted to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// What for, in DevTools' words: `Image`, `Document`, `Font` …
    pub kind: String,
    /// Whether a policy of the page or the frame stopped it before it left.
    pub is_blocked: bool,
}

/// The key that commands are given with (W3C WebDriver §17.4.2).
const CONTROL: char = '\u{E009}';

/// Each key goes down and up.
fn strokes(keys: &[char]) -> Vec<Value> {
    let kinds = ["keyDown", "keyUp"];
    keys.iter()
        .flat_map(|key| kinds.map(|kind| json!({ "type": kind, "value": key })))
        .collect()
}

impl Page {
    pub(super) fn new(session: Rc<Session>) -> Self {
        Self { session }
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn close_session(&self) {
        self.session.close();
    }

    /// Goes to an address as if it were typed.
    pub async fn go(&self, url: &str) {
        let answer = self.session.post("url", json!({ "url": url })).await;
        answer.unwrap_or_else(|problem| panic!("cannot go to {url}: {problem}"));
    }

    /// The back button.
    pub async fn back(&self) {
        let _ = self.session.post("back", json!({})).await;
    }

    /// The forward button.
    pub async fn forward(&self) {
        let _ = self.session.post("forward", json!({})).await;
    }

    /// The reload button.
    pub async fn reload(&self) {
        let _ = self.session.post("refresh", json!({})).await;
    }

    /// The address that is shown.
    pub async fn url(&self) -> String {
        let url = self.session.get("url").await.unwrap_or_default();
        url.as_str().unwrap_or("").to_owned()
    }

    /// The tab's title.
    pub async fn title(&self) -> String {
        let title = self.evaluate("document.title").await;
        title.as_str().unwrap_or("").to_owned()
    }

    /// The element with this role and exactly this accessible name, once it is there.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn the(&self, role: &str, name: &str) -> Element {
        let (element, _) = wait::until(&format!("{role} '{name}'"), || self.find(role, name)).await;
        element
    }

    /// The element with this role and exactly this accessible name, if it is there.
    pub async fn find(&self, role: &str, name: &str) -> Option<Element> {
        let found = self.query_document(json!({ "role": role, "accessibleName": name }));
        found.await.into_iter().next()
    }

    /// The first element with this role whose name contains `text`, once it is there.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn the_one_with(&self, role: &str, text: &str) -> Element {
        let what = format!("{role} with '{text}'");
        let (element, _) = wait::until(&what, || self.find_with(role, text)).await;
        element
    }

    /// The first element with this role whose name contains `text`, if it is there.
    pub async fn find_with(&self, role: &str, text: &str) -> Option<Element> {
        let all = self.all(role).await;
        all.into_iter()
            .find(|element| element.name().contains(text))
    }

    /// All elements with this role.
    pub async fn all(&self, role: &str) -> Vec<Element> {
        self.query_document(json!({ "role": role })).await
    }

    /// Waits until `text` is on the page.
    ///
    /// # Panics
    /// When it does not come; with what is there instead.
    pub async fn reads(&self, text: &str) {
        let wanted = json!(text).to_string();
        let begin = std::time::Instant::now();
        while begin.elapsed() < wait::PATIENCE {
            let expression = format!("document.body.innerText.includes({wanted})");
            if self.evaluate(&expression).await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let there = self.evaluate("document.body.innerText").await;
        panic!("'{text}' does not come; there is {there}");
    }

    /// Waits until an expression has a value.
    ///
    /// # Panics
    /// When it does not get it; with what it has instead.
    pub async fn becomes(&self, expression: &str, value: Value) {
        let begin = std::time::Instant::now();
        loop {
            let now = self.evaluate(expression).await;
            if now == value {
                return;
            }
            assert!(
                begin.elapsed() < wait::PATIENCE,
                "{expression} should be {value}, and is {now}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Clicks a place in the window.
    pub async fn click_at(&self, x: f64, y: f64) {
        let at = json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": 0 });
        self.act(json!([{
            "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
            "actions": [at, { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 }],
        }]))
        .await;
    }

    /// Clicks a place in the window twice.
    pub async fn double_click_at(&self, (x, y): (f64, f64)) {
        let press = ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        let [down, up] = press;
        let actions = [to(x, y, 0), down.clone(), up.clone(), down, up];
        self.act(json!([mouse(&actions)])).await;
    }

    /// Drags with the pointer what can be dragged, and drops it elsewhere: the
    /// driver carries the browser's own drag on.
    pub async fn drag(&self, from: (f64, f64), there: (f64, f64)) {
        self.act(json!([mouse(&[
            to(from.0, from.1, 0),
            json!({ "type": "pointerDown", "button": 0 }),
            to(from.0 + 8.0, from.1 + 2.0, 50),
            to(
                f64::midpoint(from.0, there.0),
                f64::midpoint(from.1, there.1),
                50
            ),
            to(there.0, there.1, 50),
            to(there.0, there.1, 50),
            json!({ "type": "pointerUp", "button": 0 }),
        ])]))
        .await;
    }

    /// Types characters.
    pub async fn type_text(&self, text: &str) {
        self.press_all(&text.chars().collect::<Vec<_>>()).await;
    }

    /// Presses a key that has no character.
    pub async fn press(&self, key: Key) {
        self.press_all(&[key.character()]).await;
    }

    /// Types characters, if there is still a page that takes them.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn try_type_text(&self, text: &str) -> Result<(), String> {
        let actions = strokes(&text.chars().collect::<Vec<_>>());
        let keys = json!([{ "type": "key", "id": "keyboard", "actions": actions }]);
        let answer = self.session.post("actions", json!({ "actions": keys }));
        answer.await.map(drop)
    }

    /// Presses a character while Control is held down.
    pub async fn press_with_control(&self, key: char) {
        let mut actions = vec![json!({ "type": "keyDown", "value": CONTROL })];
        actions.extend(strokes(&[key]));
        actions.push(json!({ "type": "keyUp", "value": CONTROL }));
        self.act(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
            .await;
    }

    /// Presses a key while others are held.
    pub async fn press_with(&self, held: &[Key], key: Key) {
        self.press_held(held, key.character()).await;
    }

    /// Types a character while other keys are held.
    pub async fn type_with(&self, held: &[Key], character: char) {
        self.press_held(held, character).await;
    }

    async fn press_held(&self, held: &[Key], key: char) {
        let event = |kind, key: char| json!({ "type": kind, "value": key });
        let mut actions: Vec<Value> = Vec::new();
        actions.extend(held.iter().map(|key| event("keyDown", key.character())));
        actions.extend(["keyDown", "keyUp"].map(|kind| event(kind, key)));
        let back = held.iter().rev();
        actions.extend(back.map(|key| event("keyUp", key.character())));
        self.act(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
            .await;
    }

    /// Moves the pointer to a place in the window.
    pub async fn point_at(&self, (x, y): (f64, f64)) {
        self.act(json!([mouse(&[to(x, y, 0)])])).await;
    }

    /// Clicks a place while keys are held.
    pub async fn click_with(&self, held: &[Key], (x, y): (f64, f64)) {
        let key = |kind: &str| -> Vec<Value> {
            let event = |key: &Key| json!({ "type": kind, "value": key.character() });
            held.iter().map(event).collect()
        };
        let keys = |actions| json!([{ "type": "key", "id": "keyboard", "actions": actions }]);
        self.act(keys(key("keyDown"))).await;
        self.click_at(x, y).await;
        self.act(keys(key("keyUp"))).await;
    }

    /// Clicks a place with the other button.
    pub async fn click_other(&self, (x, y): (f64, f64)) {
        let down = json!({ "type": "pointerDown", "button": 2 });
        let up = json!({ "type": "pointerUp", "button": 2 });
        self.act(json!([mouse(&[to(x, y, 0), down, up])])).await;
    }

    /// Puts a finger down, moves it to these places and lifts it; it rests so long
    /// before it moves.
    pub async fn touch(&self, places: &[(f64, f64)], rest: Duration) {
        let event = |kind: &str, place: Option<&(f64, f64)>| {
            let points: Vec<Value> = place
                .map(|(x, y)| json!({ "x": x, "y": y }))
                .into_iter()
                .collect();
            json!({ "type": kind, "touchPoints": points })
        };
        let send = |event| self.devtools("Input.dispatchTouchEvent", event);
        send(event("touchStart", places.first())).await;
        tokio::time::sleep(rest).await;
        for place in places.iter().skip(1) {
            send(event("touchMove", Some(place))).await;
        }
        send(event("touchEnd", None)).await;
    }

    async fn press_all(&self, keys: &[char]) {
        let actions = strokes(keys);
        self.act(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
            .await;
    }

    async fn act(&self, actions: Value) {
        let answer = self.session.post("actions", json!({ "actions": actions }));
        answer.await.unwrap_or_else(|problem| panic!("{problem}"));
    }

    /// The value of a JavaScript expression; promises are awaited.
    ///
    /// # Panics
    /// When it throws.
    pub async fn evaluate(&self, expression: &str) -> Value {
        self.try_evaluate(expression)
            .await
            .unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// The value of a JavaScript expression; promises are awaited.
    ///
    /// # Errors
    /// When it throws, or when the page does not answer.
    pub async fn try_evaluate(&self, expression: &str) -> Result<Value, String> {
        let parameters = json!({
            "expression": expression,
            "awaitPromise": true,
            "returnByValue": true,
        });
        let answer = self
            .session
            .devtools("Runtime.evaluate", parameters)
            .await?;
        match &answer["exceptionDetails"] {
            Value::Null => Ok(answer["result"]["value"].clone()),
            problem => Err(format!("{expression}: {problem}")),
        }
    }

    /// A command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let answer = self.session.devtools(command, parameters).await;
        answer.unwrap_or_else(|problem| panic!("{command}: {problem}"))
    }

    /// The text of a dialog that is open (alert, confirm, prompt), if there is one.
    pub async fn dialog(&self) -> Option<String> {
        let text = self.session.get("alert/text").await.ok()?;
        Some(text.as_str().unwrap_or("").to_owned())
    }

    /// Closes a dialog.
    pub async fn dismiss_dialog(&self) {
        let _ = self.session.post("alert/dismiss", json!({})).await;
    }

    /// How many tabs and windows there are.
    pub async fn windows(&self) -> usize {
        let windows = self.session.get("window/handles").await.unwrap_or_default();
        windows.as_array().map_or(0, Vec::len)
    }

    /// Goes on in the tab or window that was opened last.
    pub async fn follow(&self) {
        let windows = self.session.get("window/handles").await.unwrap_or_default();
        if let Some(newest) = windows.as_array().and_then(|windows| windows.last()) {
            let _ = self
                .session
                .post("window", json!({ "handle": newest }))
                .await;
        }
    }

    /// What the browser wanted to load since this was asked last, frames and
    /// workers included.
    pub async fn requests(&self) -> Vec<Request> {
        let mut requests = Vec::new();
        let mut urls = std::collections::BTreeMap::new();
        let log = self
            .session
            .post("se/log", json!({ "type": "performance" }))
            .await;
        for entry in log.unwrap_or_default().as_array().into_iter().flatten() {
            let message = entry["message"].as_str().unwrap_or("");
            let Ok(event) = serde_json::from_str::<Value>(message) else {
                continue;
            };
            let (event, parameters) = (&event["message"]["method"], &event["message"]["params"]);
            let id = parameters["requestId"].as_str().unwrap_or("").to_owned();
            let url = match event.as_str().unwrap_or("") {
                "Network.requestWillBeSent" => parameters["request"]["url"].as_str(),
                "Network.webSocketCreated" => parameters["url"].as_str(),
                "Network.loadingFailed" if !parameters["blockedReason"].is_null() => {
                    if let Some(at) = urls.get(&id) {
                        let request: &mut Request = &mut requests[*at];
                        request.is_blocked = true;
                    }
                    None
                }
                _ => None,
            };
            if let Some(url) = url {
                urls.insert(id, requests.len());
                requests.push(Request {
                    url: url.to_owned(),
                    kind: parameters["type"].as_str().unwrap_or("").to_owned(),
                    is_blocked: false,
                });
            }
        }
        requests
    }

    /// What was written to the console since this was asked last.
    pub async fn console(&self) -> Vec<String> {
        let log = self
            .session
            .post("se/log", json!({ "type": "browser" }))
            .await;
        let log = log.unwrap_or_default();
        let entries = log.as_array().into_iter().flatten();
        entries
            .filter_map(|entry| Some(entry["message"].as_str()?.to_owned()))
            .collect()
    }

    /// The window's size, in CSS pixels, and the person's colours.
    pub async fn look(&self, width: u32, height: u32, scheme: Scheme) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
        self.prefer(scheme, &[]).await;
    }

    /// The person's colours, and what else they prefer, as media features.
    pub async fn prefer(&self, scheme: Scheme, others: &[(&str, &str)]) {
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let all = [("prefers-color-scheme", scheme)]
            .into_iter()
            .chain(others.iter().copied());
        let features: Vec<Value> = all
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// The language that the browser asks for, of a person who speaks that.
    pub async fn speak(&self, language: &str) {
        let agent = self.evaluate("navigator.userAgent").await;
        let asks = json!({ "userAgent": agent, "acceptLanguage": language });
        self.devtools("Emulation.setUserAgentOverride", asks).await;
    }

    /// Keeps a picture of the window.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn screenshot(&self, file: &Path) {
        let picture = self
            .devtools("Page.captureScreenshot", json!({ "format": "png" }))
            .await;
        let bytes = STANDARD
            .decode(picture["data"].as_str().unwrap_or(""))
            .expect("the browser encodes properly");
        let written = std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))
            .and_then(|()| std::fs::write(file, bytes));
        written.unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
    }

    async fn query_document(&self, mut query: Value) -> Vec<Element> {
        let document = json!({ "expression": "document" });
        let document = self.devtools("Runtime.evaluate", document).await;
        query["objectId"] = document["result"]["objectId"].clone();
        self.query(query).await
    }

    pub(super) async fn query(&self, query: Value) -> Vec<Element> {
        // A node that went while it was looked at is not there: asked again soon.
        let answer = self
            .session
            .devtools("Accessibility.queryAXTree", query)
            .await;
        let answer = answer.unwrap_or_default();
        let nodes = answer["nodes"].as_array().into_iter().flatten();
        nodes.filter_map(|node| Element::new(self, node)).collect()
    }
}

/// What a mouse does, one after the other.
fn mouse(actions: &[Value]) -> Value {
    json!({
        "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
        "actions": actions,
    })
}

/// Moves it there within so many milliseconds.
fn to(x: f64, y: f64, duration: u32) -> Value {
    json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": duration })
}
