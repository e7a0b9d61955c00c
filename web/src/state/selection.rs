use super::rows::row_after_splice;
use crate::reactive::*;
use mail_model::Uid;

/// Which messages of the open list are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selected {
    /// None.
    #[default]
    Nothing,
    /// These, in ascending order: one at least.
    Uids(Vec<Uid>),
    /// All of the list, seen or not, but for these, in ascending order.
    AllBut(Vec<Uid>),
}

impl Selected {
    /// Whether a message is among them.
    pub fn contains(&self, uid: Uid) -> bool {
        match self {
            Self::Nothing => false,
            Self::Uids(uids) => uids.binary_search(&uid).is_ok(),
            Self::AllBut(spared) => spared.binary_search(&uid).is_err(),
        }
    }

    /// How many there are, in a list of so many.
    pub fn count(&self, total: u32) -> u32 {
        let count = |uids: &[Uid]| u32::try_from(uids.len()).unwrap_or(u32::MAX);
        match self {
            Self::Nothing => 0,
            Self::Uids(uids) => count(uids),
            Self::AllBut(spared) => total.saturating_sub(count(spared)),
        }
    }

    /// Whether all are meant but for a few.
    pub fn is_of_all(&self) -> bool {
        matches!(self, Self::AllBut(_))
    }

    fn of(uids: Vec<Uid>) -> Self {
        match uids.is_empty() {
            true => Self::Nothing,
            false => Self::Uids(uids),
        }
    }
}

/// The selection of the open list. It names messages by their UIDs, so that rows
/// may come and go.
#[derive(Clone, Copy)]
pub struct Selection {
    selected: RwSignal<Selected>,
    range: StoredValue<Range>,
}

/// What the next range begins with.
#[derive(Debug, Default)]
struct Range {
    /// The row that ranges begin at: the one that was selected last by itself.
    anchor: Option<u32>,
    /// What was selected before the range that is being drawn.
    before: Vec<Uid>,
    /// Selected messages whose rows went: an order that is drawn anew takes a row
    /// away in one place and puts it back in another.
    gone: Vec<Uid>,
    /// The last question which messages are meant.
    question: u32,
    /// It is not answered yet.
    is_asked: bool,
}

impl Selection {
    pub(super) fn new() -> Self {
        Self {
            selected: RwSignal::new(Selected::Nothing),
            range: StoredValue::new(Range::default()),
        }
    }

    /// Which are selected.
    pub fn selected(&self) -> ReadSignal<Selected> {
        self.selected.read_only()
    }

    /// Whether any are selected. Reactive.
    pub fn is_any(&self) -> bool {
        self.selected
            .with(|selected| *selected != Selected::Nothing)
    }

    /// The row that the next range begins at.
    pub(crate) fn anchor(&self) -> Option<u32> {
        self.range.with_value(|range| range.anchor)
    }

    /// The next range begins at this row.
    pub(crate) fn set_anchor(&self, row: u32) {
        self.range.update_value(|range| range.anchor = Some(row));
    }

    /// Selects a message, or no more, and with it those folded into its row. Where
    /// all are selected the others stay so, seen or not.
    pub(crate) fn toggle(&self, row: u32, uid: Uid, folded: &[Uid]) {
        let selected = self.selected.get_untracked();
        let is_of_all = selected.is_of_all();
        // What is named is selected, or what is spared.
        let mut named = match selected {
            Selected::Nothing => Vec::new(),
            Selected::Uids(uids) | Selected::AllBut(uids) => uids,
        };
        let was_named = named.binary_search(&uid).is_ok();
        named.retain(|other| *other != uid && !folded.contains(other));
        if !was_named {
            named.push(uid);
            named.extend(folded);
            named = sorted(named);
            named.dedup();
        }
        self.range.update_value(|range| {
            range.anchor = Some(row);
            range.before.clone_from(&named);
            range.is_asked = false;
        });
        self.set(match is_of_all {
            true => Selected::AllBut(named),
            false => Selected::of(named),
        });
    }

    /// Selects these too: the messages from the anchor to where the range ends
    /// now. It takes the place of the range that was drawn from there before.
    pub(crate) fn extend(&self, mut uids: Vec<Uid>) {
        if let Selected::AllBut(mut spared) = self.selected.get_untracked() {
            uids = sorted(uids);
            spared.retain(|uid| uids.binary_search(uid).is_err());
            return self.set(Selected::AllBut(spared));
        }
        let before = self.range.try_update_value(|range| {
            range.is_asked = false;
            range.before.clone()
        });
        let mut all = sorted([before.unwrap_or_default(), uids].concat());
        all.dedup();
        self.set(Selected::of(all));
    }

    /// Asks which messages are meant, beside those that are selected already.
    /// Whoever calls this asks the engine.
    pub(crate) fn ask(&self) -> u32 {
        let question = self.range.try_update_value(|range| {
            range.question = range.question.wrapping_add(1);
            range.is_asked = true;
            range.question
        });
        question.unwrap_or_default()
    }

    /// These were meant, unless something else is by now.
    pub(super) fn answer(&self, question: u32, uids: Vec<Uid>) {
        let is_meant = self
            .range
            .with_value(|range| range.is_asked && range.question == question);
        if is_meant {
            self.extend(uids);
        }
    }

    /// Selects all, also what was never looked at.
    pub(crate) fn take_all(&self) {
        self.range.update_value(|range| {
            range.before.clear();
            range.is_asked = false;
        });
        self.set(Selected::AllBut(Vec::new()));
    }

    /// Selects nothing.
    pub(crate) fn clear(&self) {
        self.range.update_value(|range| {
            range.before.clear();
            range.gone.clear();
            range.is_asked = false;
        });
        self.set(Selected::Nothing);
    }

    /// Another list is open.
    pub(super) fn start_anew(&self) {
        self.clear();
        self.range.update_value(|range| {
            *range = Range {
                question: range.question,
                ..Range::default()
            };
        });
    }

    /// Whether rows must be told of that go. Where all are selected those that are
    /// spared are kept in mind also when their rows go: an order that is drawn anew
    /// may bring them back where nobody looks.
    pub(super) fn holds_some(&self) -> bool {
        self.selected
            .with_untracked(|selected| matches!(selected, Selected::Uids(_)))
    }

    /// Rows came and went; `gone` are the messages whose rows went.
    pub(super) fn splice(&self, at: u32, removed: u32, inserted: u32, gone: &[Uid]) {
        self.range.update_value(|range| {
            let anchor = range.anchor;
            range.anchor = anchor.and_then(|row| row_after_splice(row, at, removed, inserted));
            range.before.retain(|uid| !gone.contains(uid));
        });
        let Selected::Uids(mut uids) = self.selected.get_untracked() else {
            return;
        };
        let is_gone = |uid: &Uid| gone.contains(uid);
        let lost: Vec<Uid> = uids.iter().copied().filter(is_gone).collect();
        if !lost.is_empty() {
            uids.retain(|uid| !is_gone(uid));
            self.range.update_value(|range| range.gone.extend(lost));
            self.set(Selected::of(uids));
        }
    }

    /// Rows became known: those that only changed places are selected as before.
    pub(super) fn learn(&self, known: impl Iterator<Item = Uid>) {
        if self.range.with_value(|range| range.gone.is_empty()) {
            return;
        }
        let mut back = Vec::new();
        self.range.update_value(|range| {
            for uid in known {
                if let Some(place) = range.gone.iter().position(|gone| *gone == uid) {
                    back.push(range.gone.swap_remove(place));
                }
            }
        });
        if back.is_empty() {
            return;
        }
        match self.selected.get_untracked() {
            Selected::Nothing => self.set(Selected::of(sorted(back))),
            Selected::Uids(uids) => self.set(Selected::of(sorted([uids, back].concat()))),
            Selected::AllBut(_) => {}
        }
    }

    fn set(&self, selected: Selected) {
        if self.selected.with_untracked(|before| *before != selected) {
            self.selected.set(selected);
        }
    }
}

fn sorted(mut uids: Vec<Uid>) -> Vec<Uid> {
    mail_model::sort_by(&mut uids, Uid::cmp);
    uids
}

#[cfg(test)]
mod tests {
    use super::{Selected, Selection};
    use crate::reactive::*;
    use mail_model::Uid;

    fn uid(number: u32) -> Uid {
        Uid::new(number).unwrap()
    }

    fn uids(numbers: &[u32]) -> Vec<Uid> {
        numbers.iter().copied().map(uid).collect()
    }

    fn with(test: impl FnOnce(Selection, &dyn Fn() -> Selected)) {
        Owner::new().set();
        let selection = Selection::new();
        test(selection, &move || selection.selected().get_untracked());
    }

    fn these(numbers: &[u32]) -> Selected {
        Selected::Uids(uids(numbers))
    }

    #[test]
    fn one_is_selected_and_no_more_by_the_same_wish() {
        with(|selection, now| {
            selection.toggle(3, uid(30), &[]);
            selection.toggle(1, uid(10), &[]);
            assert_eq!(now(), these(&[10, 30]));
            assert_eq!((now().count(100), selection.anchor()), (2, Some(1)));
            selection.toggle(3, uid(30), &[]);
            selection.toggle(1, uid(10), &[]);
            assert_eq!(now(), Selected::Nothing);
        });
    }

    #[test]
    fn what_is_folded_into_a_row_is_selected_with_it() {
        with(|selection, now| {
            selection.toggle(3, uid(30), &uids(&[30, 20, 40]));
            assert_eq!(now(), these(&[20, 30, 40]));
            selection.toggle(3, uid(30), &uids(&[30, 20, 40]));
            assert_eq!(now(), Selected::Nothing);
        });
    }

    #[test]
    fn a_range_grows_and_shrinks_and_leaves_what_was_selected_before() {
        with(|selection, now| {
            selection.toggle(9, uid(90), &[]);
            selection.toggle(3, uid(30), &[]);
            selection.extend(uids(&[30, 40, 50]));
            assert_eq!(now(), these(&[30, 40, 50, 90]));
            selection.extend(uids(&[30, 40]));
            assert_eq!(now(), these(&[30, 40, 90]));
            selection.extend(uids(&[20, 30]));
            assert_eq!(now(), these(&[20, 30, 90]));
        });
    }

    #[test]
    fn of_all_some_are_taken_out_and_put_back() {
        with(|selection, now| {
            let but = |numbers: &[u32]| Selected::AllBut(uids(numbers));
            selection.take_all();
            assert!(now().contains(uid(7)) && now().count(48_213) == 48_213);
            selection.toggle(0, uid(9), &uids(&[9, 2]));
            selection.toggle(1, uid(5), &[]);
            assert_eq!((now(), now().count(48_213)), (but(&[2, 5, 9]), 48_210));
            assert!(!now().contains(uid(5)) && now().contains(uid(6)));
            selection.toggle(0, uid(9), &uids(&[9, 2]));
            assert_eq!(now(), but(&[5]));
            // A row that goes may come back where it was never looked at.
            selection.splice(1, 1, 0, &uids(&[5]));
            assert_eq!(now(), but(&[5]));
            selection.extend(uids(&[6, 5, 4]));
            assert_eq!(now(), but(&[]));
            selection.toggle(1, uid(5), &[]);
            selection.take_all();
            assert_eq!(now(), but(&[]));
        });
    }

    #[test]
    fn what_was_asked_for_is_selected_unless_something_else_is_meant_by_then() {
        with(|selection, now| {
            selection.toggle(3, uid(30), &[]);
            selection.extend(uids(&[30, 40]));
            let question = selection.ask();
            selection.answer(question, uids(&[30, 35, 40]));
            assert_eq!(now(), these(&[30, 35, 40]));
            selection.answer(question, uids(&[50]));
            assert_eq!(now(), these(&[30, 35, 40]), "it was answered");
            let question = selection.ask();
            selection.toggle(5, uid(60), &[]);
            selection.answer(question, uids(&[50]));
            assert_eq!(now(), these(&[30, 35, 40, 60]));
            let question = selection.ask();
            selection.start_anew();
            selection.answer(question, uids(&[50]));
            assert_eq!(now(), Selected::Nothing);
        });
    }

    #[test]
    fn what_goes_is_selected_no_more_unless_it_comes_back_elsewhere() {
        with(|selection, now| {
            selection.toggle(3, uid(30), &[]);
            selection.toggle(5, uid(50), &[]);
            selection.splice(3, 1, 0, &uids(&[30]));
            assert_eq!((now(), selection.anchor()), (these(&[50]), Some(4)));
            selection.learn(uids(&[31, 32]).into_iter());
            assert_eq!(now(), these(&[50]));
            selection.splice(0, 0, 1, &[]);
            selection.learn(uids(&[30]).into_iter());
            assert_eq!((now(), selection.anchor()), (these(&[30, 50]), Some(5)));
            selection.splice(5, 1, 0, &uids(&[50]));
            assert_eq!((now(), selection.anchor()), (these(&[30]), None));
        });
    }

    #[test]
    fn another_list_begins_with_nothing() {
        with(|selection, now| {
            selection.toggle(3, uid(30), &[]);
            selection.splice(3, 1, 0, &uids(&[30]));
            selection.start_anew();
            selection.learn(uids(&[30]).into_iter());
            assert_eq!((now(), selection.anchor()), (Selected::Nothing, None));
        });
    }
}
