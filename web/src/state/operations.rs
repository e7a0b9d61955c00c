use super::notices::{Advance, Notices, UNDO_SECONDS};
use super::selection::Selected;
use crate::acting::Acting;
use crate::i18n;
use crate::reactive::*;
use mail_engine::{OperationId, OperationState};
use mail_model::MailboxName;
use std::rc::Rc;

/// So many operations are remembered: as many as the engine can take back.
const MOST: usize = 50;
/// So many of what was found by the palette are remembered.
const MOST_PICKED: usize = 20;
/// As long as an operation takes.
const UNTIL_IT_ENDS: u32 = 24 * 60 * 60;

/// What the person is asked, and about which messages.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// To which folder they go.
    Move(Selected),
    /// To which folder copies of them go.
    Copy(Selected),
    /// Which labels they have.
    Label(Selected),
    /// Whether they are to be removed for ever.
    DeleteForEver(Selected),
    /// Whether all of a mailbox is to be removed for ever.
    Empty(MailboxName),
    /// What is to be done with them: a menu at a point of the window.
    Menu(Selected, f64, f64),
    /// What is looked for by its name: a command, or a place.
    Palette(PaletteOf),
    /// What the search of this address within the app is called, and whether it is
    /// kept.
    KeepSearch(String),
    /// Nothing: which keys there are is shown.
    Shortcuts,
}

/// What the palette finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteOf {
    /// Everything.
    All,
    /// Mailboxes, to go there.
    Mailboxes,
}

/// An operation's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// When it has happened.
    pub done: String,
    /// While it is under way.
    pub going: String,
    /// Whether a toast says it; else it is said aloud alone.
    pub is_shown: bool,
    /// It is about so many messages that its way is shown once it takes long.
    pub is_large: bool,
}

/// How an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    UnderWay,
    Done { can_undo: bool },
    Undoing,
}

struct Tracked {
    id: OperationId,
    words: Words,
    stage: Stage,
    toast: Option<u32>,
    progress: ArcRwSignal<Advance>,
    undo: Rc<dyn Fn()>,
}

/// What was done to messages from here, what can be taken back of it, and what is
/// asked before something is done.
#[derive(Clone, Copy)]
pub struct Operations {
    notices: Notices,
    last: StoredValue<u32>,
    all: StoredValue<Vec<Tracked>, LocalStorage>,
    asked: RwSignal<Option<Asked>>,
    code: RwSignal<Option<Acting>>,
    picked: StoredValue<Vec<String>>,
}

impl Operations {
    pub(super) fn new(notices: Notices) -> Self {
        Self {
            notices,
            last: StoredValue::new(0),
            all: StoredValue::new_local(Vec::new()),
            asked: RwSignal::new(None),
            code: RwSignal::new(None),
            picked: StoredValue::new(Vec::new()),
        }
    }

    /// The code that acts, once it is here.
    pub fn code(&self) -> ReadSignal<Option<Acting>> {
        self.code.read_only()
    }

    /// The code that acts has come.
    pub fn set_code(&self, code: Acting) {
        self.code.set(Some(code));
    }

    /// What the person is asked.
    pub fn asked(&self) -> ReadSignal<Option<Asked>> {
        self.asked.read_only()
    }

    /// Asks the person, or asks no more.
    pub fn ask(&self, asked: Option<Asked>) {
        self.asked.set(asked);
    }

    /// What was found by the palette lately, by its names for it, the latest first.
    pub fn picked(&self) -> Vec<String> {
        self.picked.get_value()
    }

    /// This was found by the palette.
    pub fn note_picked(&self, name: String) {
        self.picked.update_value(|picked| {
            picked.retain(|other| *other != name);
            picked.insert(0, name);
            picked.truncate(MOST_PICKED);
        });
    }

    /// An operation begins, under a name that no other has in this session. `undo`
    /// takes it back. [`Self::say_begun`] says so.
    pub fn begin(&self, words: Words, undo: impl Fn(OperationId) + 'static) -> OperationId {
        self.last.update_value(|last| *last += 1);
        let id = OperationId(self.last.get_value());
        let undo: Rc<dyn Fn()> = Rc::new(move || undo(id));
        let tracked = Tracked {
            id,
            words,
            stage: Stage::UnderWay,
            toast: None,
            progress: ArcRwSignal::new(Advance::default()),
            undo,
        };
        self.all.update_value(|all| {
            all.push(tracked);
            let excess = all.len().saturating_sub(MOST);
            all.drain(..excess);
        });
        id
    }

    /// Says what an operation does, as if it had happened, unless it is large or taken
    /// back already.
    pub fn say_begun(&self, id: OperationId) {
        self.with(id, |tracked| {
            let undo = match tracked.stage {
                Stage::UnderWay | Stage::Done { can_undo: true } => Some(&tracked.undo),
                Stage::Done { can_undo: false } => None,
                Stage::Undoing => return,
            };
            if !tracked.words.is_large {
                tracked.toast = self.say(&tracked.words, undo);
            }
        });
    }

    /// An operation that takes long is still under way: shows how far it is.
    /// `cancel` stops it.
    pub fn show_progress(&self, id: OperationId, cancel: impl Fn() + 'static) {
        let mut cancel = Some(cancel);
        self.with(id, |tracked| {
            if tracked.stage != Stage::UnderWay || tracked.toast.is_some() {
                return;
            }
            let words = tracked.words.going.clone();
            let progress = tracked.progress.clone();
            tracked.toast = cancel.take().map(|cancel| {
                let offer = i18n::act_cancel();
                self.notices
                    .follow(words, progress, offer, UNTIL_IT_ENDS, cancel)
            });
        });
    }

    /// The latest operation that can be taken back.
    pub fn last_undoable(&self) -> Option<OperationId> {
        self.all.with_value(|all| {
            let mut all = all.iter().rev();
            let can_undo = |tracked: &&Tracked| {
                matches!(
                    tracked.stage,
                    Stage::UnderWay | Stage::Done { can_undo: true }
                )
            };
            all.find(can_undo).map(|tracked| tracked.id)
        })
    }

    /// Whether an operation has happened; `None` while it is under way. One that failed
    /// or is taken back has not.
    pub fn has_happened(&self, id: OperationId) -> Option<bool> {
        self.all.with_value(|all| {
            let tracked = all.iter().find(|tracked| tracked.id == id);
            match tracked.map(|tracked| tracked.stage) {
                Some(Stage::UnderWay) => None,
                Some(Stage::Done { .. }) => Some(true),
                Some(Stage::Undoing) | None => Some(false),
            }
        })
    }

    /// An operation is taken back from now on.
    pub fn begin_undo(&self, id: OperationId) {
        self.with(id, |tracked| {
            tracked.stage = Stage::Undoing;
            self.silence(tracked);
        });
    }

    /// How an operation goes.
    pub(super) fn tell(&self, id: OperationId, state: &OperationState) {
        let mut is_over = false;
        self.with(id, |tracked| match state {
            OperationState::Pending { done, total } => {
                let total = total.unwrap_or(0);
                tracked.progress.set(Advance { done: *done, total });
            }
            OperationState::Done { can_undo } => {
                let can_undo = *can_undo;
                let was = std::mem::replace(&mut tracked.stage, Stage::Done { can_undo });
                let undo = can_undo.then(|| Rc::clone(&tracked.undo));
                match tracked.toast {
                    // Something else than before is true of it.
                    Some(toast) if !tracked.words.is_large && !can_undo => {
                        self.notices.withdraw(toast);
                    }
                    Some(_) if !tracked.words.is_large => {}
                    _ if was == Stage::UnderWay && tracked.words.is_large => {
                        self.silence(tracked);
                        tracked.toast = self.say(&tracked.words, undo.as_ref());
                    }
                    _ => {}
                }
            }
            OperationState::Failed(problem) => {
                self.silence(tracked);
                self.notices.show(problem.clone());
                is_over = true;
            }
            OperationState::Undone => {
                self.silence(tracked);
                if tracked.words.is_shown {
                    self.notices.tell(i18n::act_undone().to_owned());
                } else {
                    self.notices.announce(i18n::act_undone());
                }
                is_over = true;
            }
        });
        if is_over {
            self.all
                .update_value(|all| all.retain(|tracked| tracked.id != id));
        }
    }

    pub(super) fn clear(&self) {
        self.all.update_value(Vec::clear);
        self.picked.update_value(Vec::clear);
        self.ask(None);
    }

    /// Says what has happened, with a way back if there is one.
    fn say(&self, words: &Words, undo: Option<&Rc<dyn Fn()>>) -> Option<u32> {
        if !words.is_shown {
            self.notices.announce(&words.done);
            return None;
        }
        let done = words.done.clone();
        Some(match undo {
            Some(undo) => {
                let undo = Rc::clone(undo);
                self.notices
                    .offer(done, i18n::undo(), UNDO_SECONDS, move || undo())
            }
            None => self.notices.tell(done),
        })
    }

    fn silence(&self, tracked: &mut Tracked) {
        if let Some(toast) = tracked.toast.take() {
            self.notices.dismiss(toast);
        }
    }

    fn with(&self, id: OperationId, change: impl FnOnce(&mut Tracked)) {
        self.all.update_value(|all| {
            if let Some(tracked) = all.iter_mut().find(|tracked| tracked.id == id) {
                change(tracked);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::notices::{Notices, Said};
    use super::{Operations, Words};
    use crate::reactive::*;
    use mail_engine::{OperationId, OperationState};
    use mail_model::{Problem, ProblemKind};
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Page {
        notices: Notices,
        operations: Operations,
        undone: Rc<RefCell<Vec<OperationId>>>,
    }

    impl Page {
        fn new() -> Self {
            Owner::new().set();
            let notices = Notices::new();
            Self {
                notices,
                operations: Operations::new(notices),
                undone: Rc::default(),
            }
        }
        fn begin(&self, is_large: bool) -> OperationId {
            let undone = Rc::clone(&self.undone);
            let words = Words {
                done: "3 messages moved".to_owned(),
                going: "Moving 3 messages".to_owned(),
                is_shown: true,
                is_large,
            };
            let undo = move |id| undone.borrow_mut().push(id);
            let id = self.operations.begin(words, undo);
            self.operations.say_begun(id);
            id
        }
        fn said(&self) -> Vec<Said> {
            let shown = self.notices.shown().get_untracked();
            shown.into_iter().map(|notice| notice.said).collect()
        }
    }

    #[test]
    fn what_was_done_is_told_at_once_and_can_be_taken_back() {
        let page = Page::new();
        let id = page.begin(false);
        assert!(matches!(
            &page.said()[..],
            [Said::Done { offer: Some(_), .. }]
        ));
        assert_eq!(page.operations.last_undoable(), Some(id));
        let key = page.notices.shown().get_untracked()[0].key;
        page.notices.take_up(key);
        assert_eq!(*page.undone.borrow(), [id]);
        page.operations.begin_undo(id);
        assert_eq!(page.operations.last_undoable(), None);
        page.operations.tell(id, &OperationState::Undone);
        assert!(matches!(&page.said()[..], [Said::Done { offer: None, .. }]));
    }

    #[test]
    fn what_cannot_be_taken_back_is_not_offered_any_more() {
        let page = Page::new();
        let first = page.begin(false);
        let id = page.begin(false);
        page.operations
            .tell(id, &OperationState::Done { can_undo: false });
        let offers = |said: &Said| matches!(said, Said::Done { offer: Some(_), .. });
        assert_eq!(
            page.said().iter().map(offers).collect::<Vec<_>>(),
            [true, false]
        );
        assert_eq!(page.operations.last_undoable(), Some(first));
    }

    #[test]
    fn what_was_refused_is_told_in_the_place_of_what_was_promised() {
        let page = Page::new();
        let id = page.begin(false);
        let problem = Problem::new(ProblemKind::ChangeRefused);
        page.operations
            .tell(id, &OperationState::Failed(problem.clone()));
        assert_eq!(page.said(), [Said::Problem(problem)]);
        assert_eq!(page.operations.last_undoable(), None);
    }

    #[test]
    fn a_large_one_shows_its_way_only_if_it_takes_long() {
        let page = Page::new();
        let id = page.begin(true);
        assert_eq!(page.said(), []);
        page.operations.tell(
            id,
            &OperationState::Pending {
                done: 5,
                total: Some(9),
            },
        );
        page.operations.show_progress(id, || {});
        let said = page.said();
        let [Said::Going { progress, .. }] = &said[..] else {
            panic!("{said:?}");
        };
        page.operations.tell(
            id,
            &OperationState::Pending {
                done: 7,
                total: Some(9),
            },
        );
        assert_eq!(progress.get_untracked().done, 7);
        page.operations
            .tell(id, &OperationState::Done { can_undo: true });
        assert!(matches!(
            &page.said()[..],
            [Said::Done { offer: Some(_), .. }]
        ));
        // It is over: nothing more is shown of its way.
        page.operations.show_progress(id, || {});
        assert_eq!(page.said().len(), 1);
    }
}
