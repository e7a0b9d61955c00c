use super::page::Page;
use serde_json::{Value, json};
use std::time::Duration;

/// A node of the accessibility tree.
#[derive(Clone)]
pub struct Element {
    page: Page,
    node: u64,
    role: String,
    name: String,
    properties: Value,
}

impl Element {
    /// From a node as the DevTools protocol describes it; none if it is hidden
    /// from people.
    pub(super) fn new(page: &Page, node: &Value) -> Option<Self> {
        let is_ignored = node["ignored"].as_bool().unwrap_or(false);
        let id = node["backendDOMNodeId"].as_u64()?;
        (!is_ignored).then(|| Self {
            page: page.clone(),
            node: id,
            role: node["role"]["value"].as_str().unwrap_or("").to_owned(),
            name: node["name"]["value"].as_str().unwrap_or("").to_owned(),
            properties: node["properties"].clone(),
        })
    }

    /// Its role.
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Its accessible name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A property of the accessibility tree: `selected`, `checked`, `expanded`, `disabled` …
    pub fn property(&self, name: &str) -> Option<String> {
        let found = self
            .properties
            .as_array()?
            .iter()
            .find(|property| property["name"] == name)?;
        Some(match &found["value"]["value"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    }

    /// Clicks its middle, as a person would: the pointer is moved there, and presses
    /// once it is over the element. Where that has just moved, or the window has
    /// just become another, the pointer follows. What something covers for good is
    /// clicked nevertheless: whatever lies there hears it.
    ///
    /// # Panics
    /// When it is not there any more, or has no area.
    pub async fn click(&self) {
        const TRIES: usize = 40;
        let is_under = "function() { return this.matches?.(':hover') ?? true }";
        let mut at = self.middle().await;
        for _ in 0..TRIES {
            self.page.point_at(at).await;
            if self.call(is_under).await == json!(true) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
            at = self.middle().await;
        }
        self.page.click_at(at.0, at.1).await;
    }

    /// Where its middle is in the window, scrolled into view.
    pub async fn middle(&self) -> (f64, f64) {
        let node = json!({ "backendNodeId": self.node });
        self.page
            .devtools("DOM.scrollIntoViewIfNeeded", node.clone())
            .await;
        let answer = self.page.devtools("DOM.getContentQuads", node).await;
        let corners: Vec<f64> = answer["quads"][0]
            .as_array()
            .unwrap_or_else(|| panic!("{} '{}' has no area", self.role, self.name))
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        let middle = |from: usize| corners.iter().skip(from).step_by(2).sum::<f64>() / 4.0;
        (middle(0), middle(1))
    }

    /// Puts the focus on it and types.
    pub async fn type_text(&self, text: &str) {
        self.click().await;
        self.page.type_text(text).await;
    }

    /// The text within, as shown.
    pub async fn text(&self) -> String {
        let value = self.call("function() { return this.innerText ?? this.textContent }");
        value.await.as_str().unwrap_or("").to_owned()
    }

    /// Calls a JavaScript function with it as `this`.
    pub async fn call(&self, function: &str) -> Value {
        let resolved = self
            .page
            .devtools("DOM.resolveNode", json!({ "backendNodeId": self.node }))
            .await;
        let answer = self
            .page
            .devtools(
                "Runtime.callFunctionOn",
                json!({
                    "objectId": resolved["object"]["objectId"],
                    "functionDeclaration": function,
                    "returnByValue": true,
                    "awaitPromise": true,
                }),
            )
            .await;
        answer["result"]["value"].clone()
    }

    /// Elements of a role within it.
    pub async fn all(&self, role: &str) -> Vec<Self> {
        self.page
            .query(json!({ "backendNodeId": self.node, "role": role }))
            .await
    }
}
