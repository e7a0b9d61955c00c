//! What acts on messages: the toolbar of a selection, menus, questions, and what
//! pointers do to rows. None of it is needed to show a list.

mod chooser;
mod deed;
mod drag;
mod folders;
mod folding;
mod head;
mod hover;
mod label_chooser;
mod meant;
mod menu;
mod palette;
mod picker;
mod pointer;
mod question;
mod run;
mod search_name;
mod stage;
mod strip;
mod touch;
mod whither;
mod words;

use crate::acting::Acting;
use crate::components::welcome::welcome_card;

/// The code, for what loads it.
pub fn acting() -> Acting {
    Acting {
        stage: stage::stage,
        head: head::head,
        strip: strip::strip,
        foot: welcome_card,
        run: run::run,
        row: folding::row,
    }
}
