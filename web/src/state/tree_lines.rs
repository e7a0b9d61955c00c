//! The tree's lines: which mailboxes are shown, where, and how deep.

use crate::format::lower_case;
use mail_engine::MailboxEntry;
use mail_model::MailboxName;

/// A line of the tree. A favourite stands there twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeSpot {
    /// The head of the favourites.
    Favourites,
    /// A mailbox among the favourites.
    Favourite(MailboxName),
    /// A mailbox in its place.
    Mailbox(MailboxName),
}

impl TreeSpot {
    /// The mailbox that stands there.
    pub fn mailbox(&self) -> Option<&MailboxName> {
        match self {
            Self::Favourites => None,
            Self::Favourite(name) | Self::Mailbox(name) => Some(name),
        }
    }
    /// What it is kept as, and found by: unique in the tree.
    pub fn key(&self) -> String {
        match self {
            Self::Favourites => "favourites".to_owned(),
            Self::Favourite(name) => format!("favourite {name}"),
            Self::Mailbox(name) => format!("mailbox {name}"),
        }
    }
    /// What [`TreeSpot::key`] made.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key.split_once(' ') {
            None if key == "favourites" => Self::Favourites,
            Some(("favourite", name)) => Self::Favourite(MailboxName::new(name)),
            Some(("mailbox", name)) => Self::Mailbox(MailboxName::new(name)),
            _ => return None,
        })
    }
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// Which.
    pub spot: TreeSpot,
    /// The mailbox; `None` for a head.
    pub entry: Option<MailboxEntry>,
    /// How deep it stands, from 1 (WAI-ARIA, `aria-level`).
    pub level: u32,
    /// There are lines below it, or would be if it were not folded.
    pub has_children: bool,
}

/// How a person has arranged the tree.
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeLook<'a> {
    /// What is folded.
    pub collapsed: &'a [TreeSpot],
    /// The favourites, in their order.
    pub favourites: &'a [MailboxName],
    /// Only mailboxes that are subscribed to, and those above them.
    pub only_subscribed: bool,
}

/// The lines that are shown. While a filter is typed these are the mailboxes
/// whose names contain it, wherever they are.
pub fn tree_lines(
    entries: &[MailboxEntry],
    look: TreeLook<'_>,
    filter: &str,
    name: impl Fn(&MailboxEntry) -> String,
) -> Vec<TreeLine> {
    let filter = lower_case(filter.trim());
    let alone = |entry: &MailboxEntry, spot, level| TreeLine {
        spot,
        entry: Some(entry.clone()),
        level,
        has_children: false,
    };
    if !filter.is_empty() {
        let matches = |entry: &&MailboxEntry| {
            entry.mailbox.is_selectable && lower_case(&name(entry)).contains(&filter)
        };
        return entries
            .iter()
            .filter(matches)
            .map(|entry| alone(entry, TreeSpot::Mailbox(entry.mailbox.name.clone()), 1))
            .collect();
    }
    let mut lines = Vec::new();
    let favourites = look.favourites.iter().filter_map(|favourite| {
        let found = entries.iter().find(|e| e.mailbox.name == *favourite);
        found.map(|entry| alone(entry, TreeSpot::Favourite(favourite.clone()), 2))
    });
    let favourites: Vec<TreeLine> = favourites.collect();
    if !favourites.is_empty() {
        lines.push(TreeLine {
            spot: TreeSpot::Favourites,
            entry: None,
            level: 1,
            has_children: true,
        });
        if !look.collapsed.contains(&TreeSpot::Favourites) {
            lines.extend(favourites);
        }
    }
    let mut hidden_below = None;
    for (index, entry) in entries.iter().enumerate() {
        if hidden_below.is_some_and(|depth| entry.depth > depth) {
            continue;
        }
        hidden_below = None;
        let rest = entries.get(index + 1..).unwrap_or_default();
        let below = rest.iter().take_while(|other| other.depth > entry.depth);
        if look.only_subscribed && !is_wanted(entry) && !below.clone().any(is_wanted) {
            hidden_below = Some(entry.depth);
            continue;
        }
        let spot = TreeSpot::Mailbox(entry.mailbox.name.clone());
        let has_children = match look.only_subscribed {
            true => below.clone().any(is_wanted),
            false => entry.has_children,
        };
        if has_children && look.collapsed.contains(&spot) {
            hidden_below = Some(entry.depth);
        }
        lines.push(TreeLine {
            spot,
            entry: Some(entry.clone()),
            level: entry.depth + 1,
            has_children,
        });
    }
    lines
}

/// Whether a mailbox is shown where only those are that are subscribed to: what
/// has a purpose is never missed.
fn is_wanted(entry: &MailboxEntry) -> bool {
    let mailbox = &entry.mailbox;
    mailbox.is_subscribed || mailbox.special_use.is_some() || mailbox.name.is_inbox()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Mailbox;

    fn entry(name: &str, depth: u32, has_children: bool) -> MailboxEntry {
        MailboxEntry {
            mailbox: Mailbox {
                name: MailboxName::new(name),
                delimiter: Some('/'),
                is_selectable: name != "B",
                may_have_children: true,
                is_subscribed: !name.starts_with('A'),
                special_use: None,
                counts: None,
                id: None,
            },
            depth,
            has_children,
            section: None,
        }
    }

    fn shown(look: TreeLook<'_>, filter: &str) -> Vec<String> {
        let entries = [
            entry("A", 0, true),
            entry("A/X", 1, true),
            entry("A/X/Deep", 2, false),
            entry("A/Y", 1, false),
            entry("B", 0, true),
            entry("B/x-ray", 1, false),
        ];
        let lines = tree_lines(&entries, look, filter, |entry| {
            entry.mailbox.leaf_name().to_owned()
        });
        let shown = |line: &TreeLine| {
            let more = if line.has_children { "+" } else { "" };
            let name = line.spot.mailbox().map_or("*", MailboxName::as_str);
            format!("{} {name}{more}", line.level)
        };
        lines.iter().map(shown).collect()
    }

    fn with_collapsed(collapsed: &[&str], filter: &str) -> Vec<String> {
        let spots = collapsed.iter().map(|name| MailboxName::new(*name));
        let collapsed: Vec<TreeSpot> = spots.map(TreeSpot::Mailbox).collect();
        let look = TreeLook {
            collapsed: &collapsed,
            ..TreeLook::default()
        };
        shown(look, filter)
    }

    #[test]
    fn collapsing_hides_all_descendants_and_nothing_else() {
        assert_eq!(with_collapsed(&["A"], ""), ["1 A+", "1 B+", "2 B/x-ray"]);
        assert_eq!(
            with_collapsed(&["A/X"], ""),
            ["1 A+", "2 A/X+", "2 A/Y", "1 B+", "2 B/x-ray"]
        );
        assert_eq!(with_collapsed(&["A", "A/X", "B"], ""), ["1 A+", "1 B+"]);
    }

    #[test]
    fn a_filter_finds_names_even_in_what_is_collapsed() {
        assert_eq!(with_collapsed(&["A", "B"], " x "), ["1 A/X", "1 B/x-ray"]);
    }

    #[test]
    fn a_filter_does_not_find_what_cannot_be_opened() {
        assert_eq!(with_collapsed(&[], "b"), Vec::<String>::new());
    }

    #[test]
    fn favourites_stand_on_top_in_their_order_and_in_their_place_too() {
        let favourites = ["B/x-ray", "gone", "A/Y"].map(MailboxName::new);
        let look = TreeLook {
            favourites: &favourites,
            ..TreeLook::default()
        };
        assert_eq!(shown(look, "")[..4], ["1 *+", "2 B/x-ray", "2 A/Y", "1 A+"]);
        let collapsed = [TreeSpot::Favourites];
        let look = TreeLook {
            collapsed: &collapsed,
            ..look
        };
        assert_eq!(shown(look, "")[..2], ["1 *+", "1 A+"]);
        let none = TreeLook {
            favourites: &favourites[1..2],
            ..TreeLook::default()
        };
        assert_eq!(shown(none, "")[0], "1 A+");
    }

    #[test]
    fn where_only_subscribed_ones_are_wanted_those_above_them_stay() {
        let look = TreeLook {
            only_subscribed: true,
            ..TreeLook::default()
        };
        assert_eq!(shown(look, ""), ["1 B+", "2 B/x-ray"]);
    }

    #[test]
    fn spots_are_read_back_from_their_keys() {
        for spot in [
            TreeSpot::Favourites,
            TreeSpot::Favourite(MailboxName::new("a b")),
            TreeSpot::Mailbox(MailboxName::new("favourites")),
        ] {
            assert_eq!(TreeSpot::from_key(&spot.key()), Some(spot));
        }
        assert_eq!(TreeSpot::from_key("other x"), None);
        assert_eq!(TreeSpot::from_key(""), None);
    }
}
