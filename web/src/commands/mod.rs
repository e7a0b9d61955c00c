//! What is known of commands beyond their keys: words, kind and when each is
//! possible; and how a person changes their keys. The palette, the sheet of
//! shortcuts, menus, hints and the settings are all made of it. It is plain data;
//! what a command does is in `components::acting`.

mod about;
mod facts;
mod key_label;
mod keymap;
mod recorder;

pub use about::{About, Group, Needs, Now};
pub use facts::about;
pub use key_label::{aria_keys, key_label, keys_label};
pub use keymap::{add, holders, is_changed, remove, reset};
pub use recorder::{Recorded, Recorder};
