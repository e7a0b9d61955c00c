//! People whom one may mean, below the field in which one begins to name them
//! (WAI-ARIA, combobox with a listbox).

use crate::app::App;
use crate::dom::{Child, Element, View, ev, html, keyed};
use crate::i18n;
use crate::reactive::*;
use mail_engine::{Completion, LaterAction};
use mail_model::{Address, EnvelopeAddress};
use std::rc::Rc;

/// So many are shown at most.
const MOST: usize = 8;

/// What is proposed in a field.
#[derive(Clone, Copy)]
pub(super) struct Suggestions {
    app: App,
    /// The listbox's id.
    pub(super) id: StoredValue<String>,
    /// What was asked last; `None` while nothing is proposed.
    question: RwSignal<Option<u32>>,
    found: Memo<Vec<Completion>>,
    /// Enter takes the first where the arrows chose none.
    takes_first: RwSignal<bool>,
    chosen: RwSignal<Option<usize>>,
}

impl Suggestions {
    pub(super) fn new(app: App, id: String) -> Self {
        let question = RwSignal::new(None);
        let completions = app.state.composers.completions();
        let found = memo(move |before: Option<&Vec<Completion>>| {
            let Some(asked) = question.get() else {
                return Vec::new();
            };
            completions.with(|(question, found)| match *question == asked {
                true => found.iter().take(MOST).cloned().collect(),
                // Until the answer is here the one before stays.
                false => before.cloned().unwrap_or_default(),
            })
        });
        Self {
            app,
            id: StoredValue::new(id),
            question,
            found,
            takes_first: RwSignal::new(false),
            chosen: RwSignal::new(None),
        }
    }

    /// Something was typed.
    pub(super) fn ask(&self, typed: &str) {
        let typed = typed.trim();
        if typed.is_empty() {
            return self.close();
        }
        let question = self.app.state.composers.next_question();
        self.chosen.set(None);
        // What is an address already is not replaced by a longer one.
        let is_address = EnvelopeAddress::parse(typed).is_some();
        self.takes_first.set(!is_address);
        self.question.set(Some(question));
        self.app.act(LaterAction::CompleteAddress {
            question,
            typed: typed.to_owned(),
        });
    }

    /// Whether any is shown.
    pub(super) fn is_open(&self) -> bool {
        self.found.with(|found| !found.is_empty())
    }

    /// Proposes nothing any more.
    pub(super) fn close(&self) {
        if self.question.get_untracked().is_some() {
            self.question.set(None);
        }
    }

    /// Moves to the next or the one before, round and round.
    pub(super) fn step(&self, by: isize) {
        let count = self.found.with_untracked(Vec::len);
        self.chosen.set(stepped(untrack(|| self.at()), by, count));
    }

    /// The line that Enter takes.
    fn at(&self) -> Option<usize> {
        let first = || (self.takes_first.get() && self.is_open()).then_some(0);
        self.chosen.get().or_else(first)
    }

    /// The people that Enter takes.
    pub(super) fn taken(&self) -> Option<Vec<Address>> {
        let at = untrack(|| self.at())?;
        self.found
            .with_untracked(|found| found.get(at).map(|found| found.addresses.clone()))
    }

    /// The id of the line that Enter takes.
    pub(super) fn active(&self) -> Option<String> {
        let at = self.at()?;
        self.is_open().then(|| self.line_id(at))
    }

    fn line_id(&self, at: usize) -> String {
        format!("{}-{at}", self.id.get_value())
    }
}

/// The line that a step leads to.
fn stepped(at: Option<usize>, by: isize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (at, by > 0) {
        (None, true) => 0,
        (None, false) | (Some(0), false) => last,
        (Some(at), true) if at >= last => 0,
        (Some(at), true) => at + 1,
        (Some(at), false) => at - 1,
    })
}

/// The listbox; nothing where nobody is proposed.
pub(super) fn listbox(this: Suggestions, choose: impl Fn(Vec<Address>) + 'static) -> View {
    let choose: Rc<dyn Fn(Vec<Address>)> = Rc::new(choose);
    let is_open = memo(move |_| this.is_open());
    (move || {
        if !is_open.get() {
            return ().view();
        }
        let choose = Rc::clone(&choose);
        // A line stays where it is, and says another's name.
        let lines = keyed(
            move || (0..this.found.with(Vec::len)).collect(),
            usize::to_string,
            move |at| line(this, at, &choose),
        );
        html::div()
            .class("suggestions")
            .attr("id", this.id.get_value())
            .attr("role", "listbox")
            .attr("aria-label", i18n::suggestions())
            .child(lines)
            .view()
    })
    .view()
}

fn line(this: Suggestions, at: usize, choose: &Rc<dyn Fn(Vec<Address>)>) -> Element {
    let choose = Rc::clone(choose);
    let words = memo(move |_| this.found.with(|found| found.get(at).map(words)));
    let name = move || words.with(|words| words.as_ref().map(|(name, _)| name.clone()));
    let more = move || words.with(|words| words.as_ref().map(|(_, more)| more.clone()));
    html::div()
        .class("suggestion")
        .attr("id", this.line_id(at))
        .attr("role", "option")
        .attr("aria-selected", move || {
            if this.at() == Some(at) {
                "true"
            } else {
                "false"
            }
        })
        // The focus stays in the field.
        .on(ev::POINTER_DOWN, |event| event.prevent_default())
        .on(ev::CLICK, move |_| {
            let found = this.found.with_untracked(|found| found.get(at).cloned());
            if let Some(found) = found {
                choose(found.addresses);
            }
        })
        .child((
            html::bdi().class("suggestion-name").child(name),
            " ",
            html::bdi().class("suggestion-address").child(more),
        ))
}

/// The name in a line and what stands beside it: the address, or how many a group
/// has.
fn words(found: &Completion) -> (String, String) {
    if !found.group.is_empty() {
        let count = u32::try_from(found.addresses.len()).unwrap_or(u32::MAX);
        return (found.group.clone(), i18n::suggestions_group(count));
    }
    let person = found.addresses.first().cloned().unwrap_or_default();
    (person.name, person.address)
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn arrows_go_round_and_begin_at_the_near_end() {
        for (at, by, to) in [
            (None, 1, 0),
            (None, -1, 2),
            (Some(0), 1, 1),
            (Some(2), 1, 0),
            (Some(0), -1, 2),
            (Some(2), -1, 1),
        ] {
            assert_eq!(stepped(at, by, 3), Some(to), "{at:?} by {by}");
        }
        assert_eq!(stepped(None, 1, 0), None);
    }
}
