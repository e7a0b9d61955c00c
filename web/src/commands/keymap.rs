//! How a person's choice of keys changes: what it is then follows from the keys
//! that each command has, its own or the first ones.

use crate::keyboard::{Command, NONE, OR, SHORTCUTS, keys_of};
use mail_engine::KeyChoices;

/// The other commands that have these keys, or keys that begin as these do: only
/// one of them could be reached.
pub fn holders(choices: &KeyChoices, command: Command, keys: &str) -> Vec<Command> {
    let others = SHORTCUTS.iter().map(|shortcut| shortcut.command);
    let others = others.filter(|other| *other != command);
    let holds = |other: &Command| keys_of(choices, *other).any(|own| is_same_way(own, keys));
    others.filter(holds).collect()
}

/// Whether both can't be keys at once: they are the same, or one begins the other.
fn is_same_way(one: &str, other: &str) -> bool {
    let mut pairs = one.split(' ').zip(other.split(' '));
    pairs.all(|(one, other)| one == other)
}

/// Gives a command these keys too, and takes them from whoever has them.
pub fn add(choices: &mut KeyChoices, command: Command, keys: &str) {
    for holder in holders(choices, command, keys) {
        retain(choices, holder, |own| !is_same_way(own, keys));
    }
    let own = keys_of(choices, command).filter(|own| !is_same_way(own, keys));
    let own: Vec<&str> = own.chain([keys]).collect();
    let own = own.join(OR);
    put(choices, command, own);
}

/// Takes these keys from a command.
pub fn remove(choices: &mut KeyChoices, command: Command, keys: &str) {
    retain(choices, command, |own| own != keys);
}

/// Gives a command the keys that it had at first, and takes them from whoever has
/// them by now.
pub fn reset(choices: &mut KeyChoices, command: Command) {
    choices.set(command.shortcut().id, None);
    let own: Vec<String> = keys_of(choices, command).map(str::to_owned).collect();
    for keys in own {
        for holder in holders(choices, command, &keys) {
            retain(choices, holder, |own| !is_same_way(own, &keys));
        }
    }
}

/// Whether a command's keys are not those that it had at first.
pub fn is_changed(choices: &KeyChoices, command: Command) -> bool {
    choices.of(command.shortcut().id).is_some()
}

fn retain(choices: &mut KeyChoices, command: Command, stays: impl Fn(&str) -> bool) {
    let own = keys_of(choices, command).filter(|own| stays(own));
    let own = own.collect::<Vec<_>>().join(OR);
    put(choices, command, own);
}

/// What is as it was at first is not kept: so a later version may change it.
fn put(choices: &mut KeyChoices, command: Command, keys: String) {
    let shortcut = command.shortcut();
    let keys = if keys.is_empty() {
        NONE.to_owned()
    } else {
        keys
    };
    let is_first = keys == shortcut.keys || (keys == NONE && shortcut.keys.is_empty());
    choices.set(shortcut.id, (!is_first).then_some(&keys[..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(choices: &KeyChoices, command: Command) -> Vec<&str> {
        keys_of(choices, command).collect()
    }

    #[test]
    fn whoever_has_the_keys_is_named() {
        let choices = KeyChoices::default();
        for (wanted, expected) in [
            ("e", vec![Command::Archive]),
            ("g i", vec![Command::GoInbox]),
            ("g q", vec![]),
            ("q", vec![]),
            // Nothing behind it could be reached any more.
            ("e x", vec![Command::Archive]),
            ("Ctrl+a", vec![Command::SelectAll]),
        ] {
            assert_eq!(
                holders(&choices, Command::Print, wanted),
                expected,
                "{wanted}"
            );
        }
        assert!(holders(&choices, Command::Print, "g").len() > 5);
        assert_eq!(holders(&choices, Command::Archive, "e"), []);
    }

    #[test]
    fn keys_that_are_taken_over_are_whoevers_took_them() {
        let mut choices = KeyChoices::default();
        add(&mut choices, Command::Delete, "e");
        assert_eq!(keys(&choices, Command::Delete), ["#", "Delete", "e"]);
        assert_eq!(keys(&choices, Command::Archive), ["y"]);
        add(&mut choices, Command::Delete, "y");
        assert_eq!(choices.of("archive"), Some(NONE));
        assert_eq!(holders(&choices, Command::Archive, "e"), [Command::Delete]);
        reset(&mut choices, Command::Archive);
        assert_eq!(keys(&choices, Command::Archive), ["e", "y"]);
        assert_eq!(keys(&choices, Command::Delete), ["#", "Delete"]);
        assert_eq!(choices, KeyChoices::default());
    }

    #[test]
    fn what_is_put_back_by_hand_counts_as_never_changed() {
        let mut choices = KeyChoices::default();
        remove(&mut choices, Command::Junk, "!");
        assert!(is_changed(&choices, Command::Junk));
        assert_eq!(keys(&choices, Command::Junk), Vec::<&str>::new());
        add(&mut choices, Command::Junk, "!");
        assert!(!is_changed(&choices, Command::Junk));
        add(&mut choices, Command::Print, "P");
        assert!(is_changed(&choices, Command::Print));
        remove(&mut choices, Command::Print, "P");
        assert_eq!(choices, KeyChoices::default());
    }
}
