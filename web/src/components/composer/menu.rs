//! What else can be done with what one writes.

use super::markdown;
use super::questions::Question;
use super::settings;
use super::template;
use super::writing::Writing;
use crate::dom::{View, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, MenuItem, icon, menu};
use mail_engine::Draft;
use mail_model::{DeliveryNotices, Priority};

/// What is told of a delivery that one asks about.
const NOTICES: DeliveryNotices = DeliveryNotices {
    on_success: true,
    on_failure: true,
    on_delay: true,
    returns_message: false,
};

/// The menu of a composer.
pub(super) fn composer_menu(writing: Writing) -> View {
    let button = html::button()
        .class("icon-button")
        .attr("aria-label", i18n::composer_more())
        .attr("title", i18n::composer_more())
        .child(icon(Icon::More));
    menu(button, i18n::composer_more(), move || items(writing))
}

fn items(writing: Writing) -> Vec<MenuItem> {
    let draft = writing.composer.draft();
    let check = |name: &str, is_on: bool, change: fn(&mut Draft)| {
        MenuItem::check(name, is_on, move || writing.edit(change))
    };
    let (priority, wants_receipt, wants_notices, keeps_copy) = draft.with_untracked(|draft| {
        let letter = &draft.letter;
        (
            letter.priority,
            letter.wants_receipt,
            draft.notices.is_some(),
            draft.keeps_copy,
        )
    });
    let mut items = vec![
        MenuItem::action(i18n::composer_save(), move || writing.save()),
        MenuItem::action(i18n::composer_save_template(), move || {
            template::save(writing);
        }),
        check(i18n::composer_receipt(), wants_receipt, |draft| {
            draft.letter.wants_receipt = !draft.letter.wants_receipt;
        }),
        check(i18n::composer_notices(), wants_notices, |draft| {
            draft.notices = match draft.notices {
                Some(_) => None,
                None => Some(NOTICES),
            };
        }),
        check(i18n::composer_copy(), keeps_copy, |draft| {
            draft.keeps_copy = !draft.keeps_copy;
        }),
    ];
    let is_rich = writing.with_editor(|editor| editor.is_rich().get_untracked());
    items.extend(is_rich.map(|is_rich| {
        MenuItem::check(i18n::composer_rich(), is_rich, move || turn_over(writing))
    }));
    if is_rich == Some(false) {
        let is_on = untrack(|| markdown::is_on(writing.composer));
        items.push(MenuItem::check(
            i18n::composer_markdown(),
            is_on,
            move || markdown::turn(writing, !is_on),
        ));
    }
    items.push(MenuItem::heading(i18n::composer_priority()));
    let choices = [
        (Priority::High, i18n::composer_priority_high()),
        (Priority::Normal, i18n::composer_priority_normal()),
        (Priority::Low, i18n::composer_priority_low()),
    ];
    items.extend(choices.map(|(choice, name)| {
        MenuItem::choice(name, priority == choice, move || {
            writing.edit(|draft| draft.letter.priority = choice);
        })
    }));
    let templates = settings::templates(writing.app);
    if !templates.is_empty() {
        items.push(MenuItem::heading(i18n::composer_templates()));
        items.extend(templates.into_iter().map(|template| {
            let name = template.name.clone();
            MenuItem::action(name, move || template::insert(writing, &template))
        }));
    }
    items
}

/// Makes the text rich or plain, which costs it its looks.
fn turn_over(writing: Writing) {
    let is_rich = writing.with_editor(|editor| editor.is_rich().get_untracked());
    match is_rich {
        Some(true) => writing.question.set(Some(Question::LosesLooks)),
        Some(false) if untrack(|| markdown::is_on(writing.composer)) => {
            markdown::make_rich(writing);
        }
        Some(false) => {
            writing.with_editor(|editor| editor.set_rich(true));
        }
        None => {}
    }
}
