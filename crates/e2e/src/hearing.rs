//! A page as it is heard: what is announced, and in which order it is read.

use crate::browser::Page;
use crate::wait::PATIENCE;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const REGIONS: &str = "[role=status],[role=alert],[aria-live=polite],[aria-live=assertive]";

/// Begins to listen to the page's live regions.
pub async fn listen(page: &Page) {
    let script = format!(
        "void (() => {{
            if (window.__heard) return;
            const heard = window.__heard = [];
            const say = region => {{
                const text = region.textContent.trim();
                if (text) heard.push(text);
            }};
            new MutationObserver(records => {{
                const regions = new Set();
                for (const record of records) {{
                    const around = record.target.nodeType === 1 ? record.target : record.target.parentElement;
                    const region = around?.closest('{REGIONS}');
                    if (region) regions.add(region);
                    for (const node of record.addedNodes) {{
                        if (node.nodeType !== 1) continue;
                        if (node.matches('[role=alert],[role=status]')) regions.add(node);
                        node.querySelectorAll('[role=alert],[role=status]').forEach(r => regions.add(r));
                    }}
                }}
                regions.forEach(say);
            }}).observe(document, {{ subtree: true, childList: true, characterData: true }});
        }})()"
    );
    page.evaluate(&script).await;
}

/// Waits until something was announced since [`listen`], or since this was asked
/// last, that says this.
///
/// # Panics
/// When it is not; with what was.
pub async fn heard(page: &Page, words: &str) {
    let begin = Instant::now();
    let wanted = json!(words);
    loop {
        let script = format!(
            "(() => {{
                const at = window.__heard.findIndex(text => text.includes({wanted}));
                if (at >= 0) window.__heard.splice(0, at + 1);
                return at >= 0;
            }})()"
        );
        if page.evaluate(&script).await == true {
            return;
        }
        if begin.elapsed() > PATIENCE {
            let all = page.evaluate("window.__heard").await;
            panic!("'{words}' is not announced, but {all}");
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Landmarks, headings and lists in the order in which they are read, one a line:
/// `navigation 'Folders'`, `heading 1 'Inbox'`, `grid 'Messages in Inbox'`.
pub async fn outline(page: &Page) -> Vec<String> {
    const TOLD: [&str; 15] = [
        "banner",
        "main",
        "navigation",
        "region",
        "search",
        "complementary",
        "contentinfo",
        "form",
        "heading",
        "grid",
        "tree",
        "toolbar",
        "dialog",
        "listbox",
        "menu",
    ];
    let answer = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
    let by_id: BTreeMap<&str, &Value> = nodes
        .iter()
        .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
        .collect();
    let mut lines = Vec::new();
    let mut next: Vec<&str> = nodes
        .first()
        .and_then(|node| node["nodeId"].as_str())
        .into_iter()
        .collect();
    while let Some(id) = next.pop() {
        let Some(node) = by_id.get(id) else {
            continue;
        };
        let role = node["role"]["value"].as_str().unwrap_or("");
        let is_told = TOLD.contains(&role) && node["ignored"] != true;
        if is_told {
            let name = node["name"]["value"].as_str().unwrap_or("");
            let properties = node["properties"].as_array().cloned().unwrap_or_default();
            let level = properties.iter().find(|one| one["name"] == "level");
            let level = level.and_then(|one| one["value"]["value"].as_u64());
            lines.push(match level {
                Some(level) => format!("{role} {level} '{name}'"),
                None => format!("{role} '{name}'"),
            });
        }
        let children = node["childIds"].as_array().into_iter().flatten();
        let mut children: Vec<&str> = children.filter_map(Value::as_str).collect();
        children.reverse();
        next.extend(children);
    }
    lines
}
