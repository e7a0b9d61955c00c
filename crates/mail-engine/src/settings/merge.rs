//! Two machines, one account: what was changed here is put into what the account
//! has by now, section by section.

use mail_model::Map;

/// `theirs`, changed as `ours` was changed from `base`. A section that both
/// changed is as it is here, but what one changed and the other removed stays.
/// Lines that nobody knows stay as they are.
pub(super) fn merged(base: &str, ours: &str, theirs: &str) -> String {
    let (base, ours, theirs) = (Sections::of(base), Sections::of(ours), Sections::of(theirs));
    let new = ours.order.iter().filter(|key| theirs.find(key).is_none());
    let mut text = String::new();
    for key in theirs.order.iter().chain(new) {
        let (before, here, there) = (base.find(key), ours.find(key), theirs.find(key));
        let kept = match (here, there) {
            (here, there) if here == before => there,
            (None, there) if there != before => there,
            (here, _) => here,
        };
        for line in kept.into_iter().flatten() {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The lines of a text by what they are about, in the order of the first of each.
pub(super) fn sections(text: &str) -> Vec<(&str, Vec<&str>)> {
    let sections = Sections::of(text);
    let all = sections.order.iter().map(|key| {
        let lines = sections.find(key).cloned().unwrap_or_default();
        (*key, lines)
    });
    all.collect()
}

/// The lines of a text by what they are about, in the order of its first line.
struct Sections<'a> {
    order: Vec<&'a str>,
    lines: Map<&'a str, Vec<&'a str>>,
}

impl<'a> Sections<'a> {
    fn of(text: &'a str) -> Self {
        let mut sections = Self {
            order: Vec::new(),
            lines: Map::new(),
        };
        for line in text.lines().filter(|line| !line.is_empty()) {
            let key = key(line);
            if sections.find(key).is_none() {
                sections.order.push(key);
            }
            sections.lines.get_or_default(key).push(line);
        }
        sections
    }
    fn find(&self, key: &str) -> Option<&Vec<&'a str>> {
        self.lines.get(key)
    }
}

/// What a line is about.
fn key(line: &str) -> &str {
    let words = |count: usize| {
        let end = line.match_indices(' ').nth(count - 1).map(|(at, _)| at);
        line.get(..end.unwrap_or(line.len())).unwrap_or(line)
    };
    match words(1) {
        "identity" | "template" | "label" | "keys" | "search" => words(2),
        // The colour of one mailbox, the mailbox of one purpose.
        "colour" => line.rsplit_once(' ').map_or(line, |(key, _)| key),
        "use" if words(2) != "use none" => words(2),
        // One of a list of its own, each line a section.
        "remote-from" | "favourite" | "use" | "alert-in" => line,
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_either_changed_stays() {
        for (base, ours, theirs, expected) in [
            ("a 1\nb 1", "a 2\nb 1", "a 1\nb 2", "a 2\nb 2\n"),
            // Both changed it.
            ("a 1", "a 2", "a 3", "a 2\n"),
            // Removed here, or there.
            ("a 1\nb 1", "b 1", "a 1\nb 1", "b 1\n"),
            ("a 1\nb 1", "a 1\nb 1", "b 1", "b 1\n"),
            // Removed by one and changed by the other.
            ("a 1", "", "a 2", "a 2\n"),
            ("a 1", "a 2", "", "a 2\n"),
            // New on both sides.
            (
                "identity 1 address a@b",
                "identity 1 address a@b\nidentity 2 address c@d",
                "identity 3 address e@f\nidentity 1 address a@b",
                "identity 3 address e@f\nidentity 1 address a@b\nidentity 2 address c@d\n",
            ),
            // A colour is a mailbox's, and a purpose has one mailbox.
            (
                "colour My box red\nuse sent A\nfavourite x y",
                "colour My box blue\nuse sent B\nfavourite x y",
                "use sent A\ncolour My tea red\nuse none C\nfavourite x z",
                "use sent B\ncolour My tea red\nuse none C\nfavourite x z\ncolour My box blue\n",
            ),
            // So are the keys of each command.
            (
                "keys a x\nkeys b y",
                "keys a z\nkeys b y",
                "keys a x\nkeys c or",
                "keys a z\nkeys c or\n",
            ),
            // A search may get a name.
            (
                "search /a\nsearch /b B",
                "search /a A to Z\nsearch /b B",
                "search /a\nsearch /b Other",
                "search /a A to Z\nsearch /b Other\n",
            ),
            // An identity is one.
            (
                "identity 1 address a@b\nidentity 1 name A",
                "identity 1 address a@b",
                "identity 1 address a@b\nidentity 1 name A\nidentity 2 address c@d",
                "identity 1 address a@b\nidentity 2 address c@d\n",
            ),
            // Each sender is one.
            (
                "remote-from a@b\nremote-from c@d",
                "remote-from a@b\nremote-from e@f",
                "remote-from c@d\nremote-from g@h",
                "remote-from g@h\nremote-from e@f\n",
            ),
            // What is not known here.
            (
                "",
                "a 1",
                "later 7 x\nlater 8\nb",
                "later 7 x\nlater 8\nb\na 1\n",
            ),
            ("a 1", "a 2", "a odd\nnew", "a 2\nnew\n"),
            ("a 1", "a 1", "a odd\nnew", "a odd\nnew\n"),
        ] {
            assert_eq!(
                merged(base, ours, theirs),
                expected,
                "{base} {ours} {theirs}"
            );
        }
    }

    #[test]
    fn merging_twice_is_merging_once() {
        let (base, ours, theirs) = ("a 1\nb 1\nc 1", "a 2\nb 1", "b 2\nc 3\nd 4");
        let once = merged(base, ours, theirs);
        assert_eq!(merged(base, ours, &once), once);
    }
}
