//! Which folders are offered for what was typed, and in which order.

use crate::format::lower_case;

/// A folder that messages can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// Its full name, as the server knows it.
    pub(super) name: String,
    /// What people call it.
    pub(super) label: String,
    /// What those above it are called, from the top.
    pub(super) path: Vec<String>,
}

/// The folders that fit what was typed, the best first: those that were used
/// lately where nothing was typed, else those whose own name begins so, then those
/// with a word that does, then those that contain it somewhere. Several words must
/// all be found, in the folder's name or above it.
pub(super) fn fitting(folders: &[Folder], recent: &[String], typed: &str) -> Vec<Folder> {
    let typed = lower_case(typed.trim());
    let words: Vec<&str> = typed.split([' ', '/']).filter(|w| !w.is_empty()).collect();
    let lately = |folder: &Folder| {
        let place = recent.iter().position(|name| *name == folder.name);
        place.unwrap_or(usize::MAX)
    };
    let mut found: Vec<(u8, usize, &Folder)> = folders
        .iter()
        .filter_map(|folder| Some((fit(folder, &words)?, lately(folder), folder)))
        .collect();
    // Otherwise they stay in the tree's order.
    found.sort_by_key(|(fit, lately, _)| (*fit, *lately));
    found
        .into_iter()
        .map(|(.., folder)| folder.clone())
        .collect()
}

/// How well a folder fits, the least the best; `None` where it does not.
fn fit(folder: &Folder, words: &[&str]) -> Option<u8> {
    let own = lower_case(&folder.label);
    let above = lower_case(&folder.path.join(" "));
    let is_found = |word: &&str| own.contains(*word) || above.contains(*word);
    if !words.iter().all(is_found) {
        return None;
    }
    let Some(last) = words.last() else {
        return Some(0);
    };
    let begins = |text: &str| {
        let mut parts = text.split([' ', '-', '_', '.']);
        parts.any(|part| part.starts_with(last))
    };
    Some(if own.starts_with(last) {
        0
    } else if begins(&own) {
        1
    } else if own.contains(last) {
        2
    } else {
        3
    })
}

#[cfg(test)]
mod tests {
    use super::{Folder, fitting};

    fn folder(name: &str) -> Folder {
        let mut parts: Vec<String> = name.split('/').map(str::to_owned).collect();
        Folder {
            name: name.to_owned(),
            label: parts.pop().unwrap(),
            path: parts,
        }
    }

    fn found(typed: &str, recent: &[&str]) -> Vec<String> {
        let folders = [
            "Inbox",
            "Archive",
            "Work",
            "Work/Projects",
            "Work/Projects/Alpha",
            "Work/Old alphabet",
            "Private/Projects",
        ];
        let folders = folders.map(folder);
        let recent: Vec<String> = recent.iter().map(|&name| name.to_owned()).collect();
        let found = fitting(&folders, &recent, typed);
        found.into_iter().map(|folder| folder.name).collect()
    }

    #[test]
    fn what_was_used_lately_comes_first_where_nothing_is_typed() {
        let all = found("", &["Work/Projects", "Archive"]);
        assert_eq!(all[..3], ["Work/Projects", "Archive", "Inbox"]);
        assert_eq!(all.len(), 7);
    }

    #[test]
    fn the_folder_whose_name_begins_so_comes_first() {
        assert_eq!(
            found("al", &[]),
            ["Work/Projects/Alpha", "Work/Old alphabet"]
        );
        assert_eq!(found("PROJ", &["Private/Projects"])[0], "Private/Projects");
    }

    #[test]
    fn folders_above_narrow_it_down() {
        assert_eq!(found("pri proj", &[]), ["Private/Projects"]);
        assert_eq!(found("work/pro", &[])[0], "Work/Projects");
        assert_eq!(found("nothing", &[]), Vec::<String>::new());
    }
}
