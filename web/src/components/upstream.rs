use crate::dom::document;
use relay_protocol::UPSTREAM_META;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A mail server that the proxy is set up for, as it wrote it into the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Its name in the configuration.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Mail domains that belong to it.
    pub domains: Vec<String>,
    /// Mail can be sent by it.
    pub can_submit: bool,
}

/// All of them, in the configuration's order.
pub fn upstreams() -> Vec<Upstream> {
    let Ok(found) = document().query_selector_all(&format!("meta[name={UPSTREAM_META}]")) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
        .filter_map(|meta| {
            let name = meta.get_attribute("content")?;
            let domains = meta.get_attribute("data-domains").unwrap_or_default();
            Some(Upstream {
                label: meta
                    .get_attribute("data-label")
                    .filter(|label| !label.is_empty())
                    .unwrap_or_else(|| name.clone()),
                can_submit: meta.has_attribute("data-submission"),
                domains: domains.split_whitespace().map(str::to_owned).collect(),
                name,
            })
        })
        .collect()
}
