use crate::listing::Collation;
use crate::reactive::*;
use cards::Contact;
use js_sys::JsString;
use mail_engine::{
    ContactId, ContactRow, ContactsNews, ContactsState, Imported, KeptAs, Unfinished,
};
use mail_model::Map;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A line of the list of contacts.
#[derive(Clone, Debug)]
pub struct ContactLine {
    /// Its place in the list.
    pub number: u32,
    /// Who.
    pub row: Arc<ContactRow>,
    /// Changes with what it shows.
    pub key: String,
}

/// Somebody in the list, with what is looked through.
#[derive(Clone, Debug)]
struct Known {
    row: Arc<ContactRow>,
    folded: String,
    version: u32,
}

/// What is known and shown of the contacts, while their page is there.
#[derive(Clone, Copy)]
pub struct ContactBook {
    known: StoredValue<Map<ContactId, Known>>,
    /// All of them as the language orders their names.
    order: StoredValue<Vec<ContactId>>,
    /// Those that are shown, in their order.
    shown: StoredValue<Vec<ContactId>>,
    window: StoredValue<Range<u32>>,
    versions: StoredValue<u32>,
    is_here: RwSignal<bool>,
    state: RwSignal<ContactsState>,
    groups: RwSignal<Vec<Arc<ContactRow>>>,
    /// The group whose members are shown.
    group: RwSignal<Option<ContactId>>,
    typed: RwSignal<String>,
    total: RwSignal<u32>,
    first: RwSignal<u32>,
    lines: RwSignal<Vec<ContactLine>>,
    cursor: RwSignal<Option<u32>>,
    chosen: RwSignal<mail_model::Set<ContactId>>,
    read: RwSignal<Option<Arc<Contact>>>,
}

/// What of the news is to be done something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactEvent {
    /// Nothing.
    None,
    /// What was to be kept is.
    Kept(u32, KeptAs),
    /// This was being changed when a tab ended.
    Unfinished(Box<Unfinished>),
    /// A file was taken in.
    Imported(Imported),
    /// A file was written.
    Exported(String),
    /// These may be read anew: they changed, or all are here.
    Changed,
}

impl Default for ContactBook {
    fn default() -> Self {
        Self::new()
    }
}

impl ContactBook {
    /// Nobody is known yet.
    pub fn new() -> Self {
        Self {
            known: StoredValue::new(Map::new()),
            order: StoredValue::new(Vec::new()),
            shown: StoredValue::new(Vec::new()),
            window: StoredValue::new(0..40),
            versions: StoredValue::new(0),
            is_here: RwSignal::new(false),
            state: RwSignal::new(ContactsState::Loading),
            groups: RwSignal::new(Vec::new()),
            group: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            total: RwSignal::new(0),
            first: RwSignal::new(0),
            lines: RwSignal::new(Vec::new()),
            cursor: RwSignal::new(None),
            chosen: RwSignal::new(mail_model::Set::new()),
            read: RwSignal::new(None),
        }
    }

    /// Whether the contacts were told.
    pub fn is_here(&self) -> ReadSignal<bool> {
        self.is_here.read_only()
    }
    /// How they are kept.
    pub fn state(&self) -> ReadSignal<ContactsState> {
        self.state.read_only()
    }
    /// The groups, by name.
    pub fn groups(&self) -> ReadSignal<Vec<Arc<ContactRow>>> {
        self.groups.read_only()
    }
    /// The group whose members are shown; all contacts where `None`.
    pub fn group(&self) -> ReadSignal<Option<ContactId>> {
        self.group.read_only()
    }
    /// What is looked for.
    pub fn typed(&self) -> ReadSignal<String> {
        self.typed.read_only()
    }
    /// How many lines the list has.
    pub fn total(&self) -> ReadSignal<u32> {
        self.total.read_only()
    }
    /// The first line that exists.
    pub fn first(&self) -> ReadSignal<u32> {
        self.first.read_only()
    }
    /// The lines that exist.
    pub fn lines(&self) -> ReadSignal<Vec<ContactLine>> {
        self.lines.read_only()
    }
    /// The keyboard's place.
    pub fn cursor(&self) -> ReadSignal<Option<u32>> {
        self.cursor.read_only()
    }
    /// Those that are ticked.
    pub fn chosen(&self) -> ReadSignal<mail_model::Set<ContactId>> {
        self.chosen.read_only()
    }
    /// The contact that was read last.
    pub fn read(&self) -> ReadSignal<Option<Arc<Contact>>> {
        self.read.read_only()
    }
    /// How many contacts there are.
    pub fn count(&self) -> u32 {
        let count = self.known.with_value(|known| {
            let people = known.values().filter(|known| known.row.members.is_none());
            people.count()
        });
        u32::try_from(count).unwrap_or(u32::MAX)
    }
    /// Whoever has this name among the others.
    pub fn row(&self, id: &ContactId) -> Option<Arc<ContactRow>> {
        self.known
            .with_value(|known| Some(Arc::clone(&known.get(id)?.row)))
    }
    /// Who stands at a place of the list.
    pub fn at(&self, number: u32) -> Option<ContactId> {
        self.shown
            .with_value(|shown| shown.get(number as usize).cloned())
    }
    /// Where somebody stands in the list.
    pub fn place(&self, id: &ContactId) -> Option<u32> {
        let place = self
            .shown
            .with_value(|shown| shown.iter().position(|other| other == id));
        place.and_then(|place| u32::try_from(place).ok())
    }
    /// Whom the list shows.
    pub fn all_shown(&self) -> Vec<ContactId> {
        self.shown.get_value()
    }

    /// Takes in news; tells what is to be done about them.
    pub fn take(&self, news: ContactsNews) -> ContactEvent {
        match news {
            ContactsNews::State(state) => {
                self.state.set(state);
                ContactEvent::None
            }
            ContactsNews::All(rows) => {
                self.known.set_value(Map::new());
                self.order.set_value(Vec::new());
                self.learn(rows);
                self.is_here.set(true);
                self.draw();
                ContactEvent::Changed
            }
            ContactsNews::Changed(rows) => {
                self.learn(rows);
                self.draw();
                ContactEvent::Changed
            }
            ContactsNews::Gone(ids) => {
                self.known.update_value(|known| {
                    for id in &ids {
                        known.remove(id);
                    }
                });
                let gone: BTreeSet<&ContactId> = ids.iter().collect();
                self.order
                    .update_value(|order| order.retain(|id| !gone.contains(id)));
                self.choose_none_of(&ids);
                self.draw();
                ContactEvent::Changed
            }
            ContactsNews::Read(contact) => {
                self.read.set(Some(Arc::from(contact)));
                ContactEvent::None
            }
            ContactsNews::Kept { question, as_whom } => ContactEvent::Kept(question, as_whom),
            ContactsNews::Unfinished(left) => ContactEvent::Unfinished(left),
            ContactsNews::Imported { imported, .. } => ContactEvent::Imported(imported),
            ContactsNews::Exported { text, .. } => ContactEvent::Exported(text),
        }
    }
    fn learn(&self, rows: Vec<ContactRow>) {
        self.versions.update_value(|version| *version += 1);
        let version = self.versions.get_value();
        let news: Vec<ContactId> = rows.iter().map(|row| row.id.clone()).collect();
        self.known.update_value(|known| {
            // Many at once are sorted in at once.
            let is_few = rows.len() < 16;
            let rows = rows.into_iter().map(|row| {
                let folded = folded(&row);
                let id = row.id.clone();
                let row = Arc::new(row);
                let known = Known {
                    row,
                    folded,
                    version,
                };
                (id, known)
            });
            if is_few {
                known.extend(rows);
            } else {
                *known = std::mem::take(known).into_iter().chain(rows).collect();
            }
        });
        self.known.with_value(|known| {
            self.order.update_value(|order| arrange(order, known, news));
        });
    }

    /// Shows those in whom this is found.
    pub fn search(&self, typed: String) {
        self.typed.set(typed);
        self.cursor.set(None);
        self.draw();
    }
    /// Shows a group's members, or all.
    pub fn show_group(&self, group: Option<ContactId>) {
        self.group.set(group);
        self.cursor.set(None);
        self.chosen.set(mail_model::Set::new());
        self.draw();
    }
    /// These lines are to exist.
    pub fn show(&self, window: Range<u32>) {
        if self.window.get_value() != window {
            self.window.set_value(window);
            self.cut_out();
        }
    }
    /// Moves the keyboard's place.
    pub fn move_cursor(&self, to: Option<u32>) {
        let last = self.total.get_untracked().checked_sub(1);
        let to = to.and_then(|to| Some(to.min(last?)));
        if self.cursor.get_untracked() != to {
            self.cursor.set(to);
        }
    }
    /// Ticks somebody, or no more.
    pub fn choose(&self, id: &ContactId, is_chosen: bool) {
        self.chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(id.clone());
            } else {
                chosen.remove(id);
            }
        });
    }
    /// Ticks these alone.
    pub fn choose_all(&self, ids: Vec<ContactId>) {
        self.chosen.set(ids.into_iter().collect());
    }
    /// Nobody is read.
    pub fn put_away(&self) {
        self.read.set(None);
    }
    fn choose_none_of(&self, ids: &[ContactId]) {
        let is_any = self
            .chosen
            .with_untracked(|chosen| ids.iter().any(|id| chosen.contains(id)));
        if is_any {
            self.chosen
                .update(|chosen| chosen.retain(|id| !ids.contains(id)));
        }
    }

    /// Makes the list anew.
    fn draw(&self) {
        let words: Vec<String> = fold(&self.typed.get_untracked())
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let mut shown: Vec<ContactId> = Vec::new();
        self.known.with_value(|known| {
            let group = self.group.get_untracked();
            let members: Option<BTreeSet<&ContactId>> = group
                .and_then(|group| known.get(&group))
                .and_then(|known| known.row.members.as_ref())
                .map(|members| members.iter().collect());
            let mut groups: Vec<Arc<ContactRow>> = Vec::new();
            self.order.with_value(|order| {
                for known in order.iter().filter_map(|id| known.get(id)) {
                    if known.row.members.is_some() {
                        groups.push(Arc::clone(&known.row));
                        continue;
                    }
                    let id = &known.row.id;
                    let is_meant = members.as_ref().is_none_or(|all| all.contains(id))
                        && words
                            .iter()
                            .all(|word| known.folded.contains(word.as_str()));
                    if is_meant {
                        shown.push(id.clone());
                    }
                }
            });
            if self.groups.get_untracked() != groups {
                self.groups.set(groups);
            }
        });
        let group = self.group.get_untracked();
        if group.is_some_and(|group| self.row(&group).is_none()) {
            self.group.set(None);
            return self.draw();
        }
        self.total
            .set(u32::try_from(shown.len()).unwrap_or(u32::MAX));
        self.shown.set_value(shown);
        self.cut_out();
    }
    /// The lines of the window.
    fn cut_out(&self) {
        let window = self.window.get_value();
        let lines: Vec<ContactLine> = self.shown.with_value(|shown| {
            self.known.with_value(|known| {
                let numbered = (0_u32..).zip(shown);
                let numbered = numbered.skip(window.start as usize).take(window.len());
                let lines = numbered.filter_map(|(number, id)| {
                    let known = known.get(id)?;
                    Some(ContactLine {
                        number,
                        row: Arc::clone(&known.row),
                        key: format!("{}/{}/{number}", id.0, known.version),
                    })
                });
                lines.collect()
            })
        });
        self.first.set(window.start);
        self.lines.set(lines);
    }
}

/// So many are put into their places one by one; of more all are ordered anew.
const FEW: usize = 50;

/// Puts those that are new, or called otherwise now, where they belong.
fn arrange(order: &mut Vec<ContactId>, known: &Map<ContactId, Known>, news: Vec<ContactId>) {
    let collation = Collation::new();
    if news.len() > FEW {
        let all = known.iter().map(|(id, known)| (called(known), id.clone()));
        *order = collation.sort(all.collect());
        return;
    }
    for id in news {
        order.retain(|other| *other != id);
        let Some(name) = known.get(&id).map(called) else {
            continue;
        };
        let place = order.partition_point(|other| {
            let other_name = known.get(other).map(called).unwrap_or_default();
            let order = collation.compare(&other_name, &name);
            order.then_with(|| other.cmp(&id)).is_lt()
        });
        order.insert(place, id);
    }
}

/// By what somebody stands in the list: their name, else an address or a number.
fn called(known: &Known) -> String {
    let row = &known.row;
    let more = row.emails.iter().chain(&row.phones);
    let mut all = core::iter::once(&row.name)
        .chain(more)
        .chain([&row.organization]);
    all.find(|name| !name.trim().is_empty())
        .cloned()
        .unwrap_or_default()
}

/// What is looked through of somebody, their name first.
fn folded(row: &ContactRow) -> String {
    let mut text = row.name.clone();
    let more = row.emails.iter().chain(&row.phones);
    for more in more.chain([&row.organization]) {
        text.push('\n');
        text.push_str(more);
    }
    fold(&text)
}

/// Without case and marks.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let apart: String = JsString::from(text).normalize("NFD").into();
    let is_mark = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let bare = apart.chars().filter(|c| !is_mark(c));
    bare.flat_map(char::to_lowercase).collect()
}
