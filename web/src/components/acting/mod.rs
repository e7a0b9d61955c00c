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
mod pointer;
mod question;
mod run;
mod stage;
mod strip;
mod touch;
mod words;

use crate::acting::Acting;

/// The code, for what loads it.
pub fn acting() -> Acting {
    Acting {
        stage: stage::stage,
        head: head::head,
        strip: strip::strip,
        run: run::run,
        row: folding::row,
    }
}
