//! What there is to be found, at this moment.

use super::entries::{Entry, Found, Target};
use crate::app::App;
use crate::commands::{about, keys_label};
use crate::components::Kept;
use crate::components::acting::run::now;
use crate::components::acting::stage::folders;
use crate::components::look_names::density_name;
use crate::components::settings::{languages, section_icon, section_name};
use crate::components::shortcut_sheet::{commands_of, is_mac};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::route::SettingsSection;
use crate::state::{PaletteOf, recent_searches};
use crate::ui::Icon;
use mail_engine::{Completion, Density};
use mail_model::MailboxName;

/// So many people are offered.
const MOST_PEOPLE: usize = 4;

/// All that what is typed can find.
pub(super) fn gather(app: App, of: PaletteOf) -> Vec<Entry> {
    let mut entries = Vec::new();
    if of == PaletteOf::Mailboxes {
        mailboxes(app, &mut entries);
        return entries;
    }
    commands(app, &mut entries);
    mailboxes(app, &mut entries);
    searches(app, &mut entries);
    for section in SettingsSection::ALL {
        let name = i18n::palette_settings(section_name(section));
        let icon = section_icon(section);
        entries.push(Entry::new(
            Target::Section(section),
            icon,
            name,
            String::new(),
        ));
    }
    looks(&mut entries);
    entries
}

/// What the settings offer of looks and no command does.
fn looks(entries: &mut Vec<Entry>) {
    let mut add = |target: Target, of: &str, name: &str| {
        let name = i18n::palette_set(of, name);
        entries.push(Entry::new(target, Icon::Layout, name, String::new()));
    };
    for density in Density::ALL {
        let target = Target::Density(density);
        add(target, i18n::look_density(), density_name(density));
    }
    for (tag, name) in languages() {
        add(Target::Language(tag), i18n::look_language(), name);
    }
}

fn commands(app: App, entries: &mut Vec<Entry>) {
    use crate::commands::Group;
    let now = now(app);
    let choices = app
        .state
        .preferences()
        .with_untracked(|all| all.keys.clone());
    let is_mac = is_mac();
    // What is done most often comes first, and moving by one row last.
    let order = [
        Group::Acting,
        Group::Writing,
        Group::Going,
        Group::Message,
        Group::Selecting,
        Group::Folders,
        Group::Page,
        Group::List,
    ];
    let all = order.into_iter().flat_map(commands_of);
    for command in all.filter(|command| *command != Command::Palette && now.allows(*command)) {
        let about = about(command);
        let entry = Entry::new(
            Target::Command(command),
            about.icon,
            about.words.to_owned(),
            String::new(),
        );
        entries.push(entry.with_keys(keys_label(&choices, command, is_mac)));
    }
}

/// Where one can go, and, where messages are meant, where they can go.
fn mailboxes(app: App, entries: &mut Vec<Entry>) {
    let now = now(app);
    let can_move = now.allows(Command::Move);
    let all = folders(app);
    for folder in &all {
        let (name, beside) = (folder.label.clone(), folder.path.join(" / "));
        let target = Target::Go(MailboxName::new(&folder.name));
        entries.push(Entry::new(target, Icon::Folder, name, beside));
    }
    for folder in all.iter().filter(|_| can_move) {
        let (name, beside) = (
            i18n::palette_move_to(&folder.label),
            folder.path.join(" / "),
        );
        let target = Target::Move(MailboxName::new(&folder.name));
        entries.push(Entry::new(target, Icon::Folder, name, beside));
    }
}

/// What the person looks for often, and what they looked for lately.
fn searches(app: App, entries: &mut Vec<Entry>) {
    let mut known = Vec::new();
    for kept in untrack(|| Kept::all(app)) {
        let beside = match kept.label == kept.text {
            true => i18n::searches().to_owned(),
            false => kept.text.clone(),
        };
        known.push(kept.text);
        let target = Target::Kept(kept.route);
        entries.push(Entry::new(target, Icon::Search, kept.label, beside));
    }
    let (upstream, user) = app.whose();
    let recent = recent_searches::all(&upstream, &user).into_iter();
    for text in recent.filter(|text| !known.contains(text)) {
        let beside = i18n::palette_recent().to_owned();
        let target = Target::Search(text.clone());
        entries.push(Entry::new(target, Icon::Refresh, text, beside));
    }
}

/// Whom the answer to the latest question names, to write to them. Reactive.
pub(super) fn people(app: App, typed: &str) -> Vec<Found> {
    let (_, found) = app.state.search.people().get();
    let typed = crate::format::lower_case(typed.trim());
    let person = |one: &Completion| match &one.addresses[..] {
        [address] if one.group.is_empty() => Some(address.clone()),
        _ => None,
    };
    // The answer may be to what was typed before.
    let fits = |name: &str| crate::format::lower_case(name).contains(&typed);
    let people = found.iter().filter_map(person);
    people
        .filter(|one| fits(&one.name) || fits(&one.address))
        .take(MOST_PEOPLE)
        .map(|one| {
            let name = i18n::palette_write_to(one.label());
            let beside = match one.name.is_empty() {
                true => String::new(),
                false => one.address.clone(),
            };
            Found {
                entry: Entry::new(Target::Write(one), Icon::Pencil, name, beside),
                marks: Vec::new(),
            }
        })
        .collect()
}

/// What was typed may be what is looked for.
pub(super) fn search_for(typed: &str) -> Found {
    let typed = typed.trim();
    let name = i18n::palette_search_for(typed);
    let target = Target::Search(typed.to_owned());
    Found {
        entry: Entry::new(target, Icon::Search, name, String::new()),
        marks: Vec::new(),
    }
}
