//! What was looked for lately, kept in the browser for each account until
//! somebody logs out, as other things of late are.

use crate::dom::window;

/// So many are kept.
const MOST: usize = 12;
/// The longest that is kept, in octets.
const LONGEST: usize = 500;
const PREFIX: &str = "porthole.lately.";

/// Under which name something of late is kept.
pub(crate) fn place(what: &str, upstream: &str, user: &str) -> String {
    format!("{PREFIX}{what}.{upstream}.{user}")
}

fn name(upstream: &str, user: &str) -> String {
    place("searches", upstream, user)
}

/// Those that are kept, the latest first.
pub fn all(upstream: &str, user: &str) -> Vec<String> {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&name(upstream, user)).ok()?);
    read(&text.unwrap_or_default())
}

/// Somebody looked for this.
pub(crate) fn note(upstream: &str, user: &str, search: &str) {
    if let Some(text) = added(&all(upstream, user), search)
        && let Ok(Some(storage)) = window().local_storage()
    {
        // A full or forbidden storage keeps none.
        let _ = storage.set_item(&name(upstream, user), &text);
    }
}

/// Whoever logs out leaves none behind.
pub(crate) fn forget_all() {
    let Ok(Some(storage)) = window().local_storage() else {
        return;
    };
    let length = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..length).filter_map(|at| storage.key(at).ok()?).collect();
    for key in keys.iter().filter(|key| key.starts_with(PREFIX)) {
        // What is not there need not be removed.
        let _ = storage.remove_item(key);
    }
}

fn read(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.take(MOST).map(str::to_owned).collect()
}

/// What is kept then: each once, the latest first.
fn added(before: &[String], search: &str) -> Option<String> {
    let is_line = !search.is_empty() && search.len() <= LONGEST && !search.contains(['\n', '\r']);
    is_line.then(|| {
        let others = before.iter().filter(|other| *other != search);
        let mut text = search.to_owned();
        for other in others.take(MOST - 1) {
            text.push('\n');
            text.push_str(other);
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_stands_first_and_each_once() {
        let mut kept = Vec::new();
        for search in ["a", "b c", "a", "", "x\ny"] {
            if let Some(text) = added(&kept, search) {
                kept = read(&text);
            }
        }
        assert_eq!(kept, ["a", "b c"]);
        for number in 0..50 {
            kept = read(&added(&kept, &number.to_string()).unwrap());
        }
        assert_eq!((kept.len(), kept[0].as_str()), (MOST, "49"));
        assert_eq!(added(&kept, &"x".repeat(LONGEST + 1)), None);
    }
}
