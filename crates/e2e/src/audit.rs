//! Pages judged by axe-core, as WCAG 2.2 AA asks, and by its best practices.

use crate::browser::Page;
use serde_json::Value;
use std::sync::OnceLock;

/// What is judged by: WCAG 2.0 to 2.2, A and AA, and what axe-core holds to be
/// good besides.
const TAGS: [&str; 7] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
];

/// What may stand outside of all landmarks, besides what axe-core lets stand there:
/// a separator between two panes, each of which is one, belongs to both.
const ALSO_PLACES: &str = "void axe.configure({ checks: [{ id: 'region', options: {
    regionMatcher: 'dialog, [role=dialog], [role=alertdialog], svg, [role=separator]',
} }] })";

/// How much of a page is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// Texts on their grounds: all else is the same in other colours.
    Colours,
}

/// axe-core, as `cargo xtask test` brings it.
fn script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let file = crate::workspace_root().join(".tools/axe/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{}: {error}; cargo xtask test brings it", file.display())
        })
    })
}

/// Judges what is on screen.
///
/// # Panics
/// When something is wrong with it: with each rule that is broken, and where.
/// With `E2E_AUDIT=tell` that is printed instead, so that one run shows it all.
pub async fn audit(page: &Page, state: &str, scope: Scope) {
    let faults = faults(page, scope).await;
    if faults.is_empty() {
        return;
    }
    let told = format!(
        "{state} breaks {} rules:\n{}",
        faults.len(),
        faults.join("\n")
    );
    if std::env::var("E2E_AUDIT").is_ok_and(|how| how == "tell") {
        println!("{told}");
    } else {
        panic!("{told}");
    }
}

/// The rules that are broken on this page, each with its places.
pub async fn faults(page: &Page, scope: Scope) -> Vec<String> {
    if page.evaluate("typeof window.axe").await != "object" {
        // DevTools' own scripts are not held back by the page's policy.
        page.evaluate(&format!("{};{ALSO_PLACES}", script())).await;
    }
    let only = match scope {
        Scope::All => format!("{{ type: 'tag', values: {TAGS:?} }}"),
        Scope::Colours => "{ type: 'rule', values: ['color-contrast'] }".to_owned(),
    };
    // What stands in frames is a sender's, or the person's own; the frames
    // themselves are judged. axe leaves the size of targets out unless asked.
    let run = format!(
        "axe.run(document, {{
            runOnly: {only},
            {enabled}
            iframes: false,
            resultTypes: ['violations'],
        }}).then(found => found.violations.map(rule => ({{
            rule: rule.id,
            help: rule.help,
            places: rule.nodes.slice(0, 6).map(node => ({{
                target: node.target.join(' '),
                html: node.html.slice(0, 220),
                why: [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
            }})),
            count: rule.nodes.length,
        }})))",
        enabled = match scope {
            Scope::All => "rules: { 'target-size': { enabled: true } },",
            Scope::Colours => "",
        },
    );
    let found = page.evaluate(&run).await;
    let rules = found.as_array().cloned().unwrap_or_default();
    rules.iter().map(in_words).collect()
}

fn in_words(rule: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let mut words = format!(
        "- {} ({} places): {}",
        text(&rule["rule"]),
        rule["count"],
        text(&rule["help"])
    );
    for place in rule["places"].as_array().into_iter().flatten() {
        words.push_str(&format!(
            "\n    {}\n      {}\n      {}",
            text(&place["target"]),
            text(&place["html"]),
            text(&place["why"])
        ));
    }
    words
}
