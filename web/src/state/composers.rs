use crate::reactive::*;
use mail_engine::{
    Completion, ComposeFrom, Draft, DraftId, DraftState, KeptDraft, LaterChange, OutgoingId,
};
use mail_model::{Address, Composed, EnvelopeAddress, LetterContent, Problem};
use std::rc::Rc;

/// Where a composer stands on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// At the page's edge, beside the others.
    #[default]
    Docked,
    /// Only its bar.
    Minimised,
    /// Over all of the page.
    Maximised,
}

/// How far a composer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its content is being made.
    Opening,
    /// One writes.
    Open,
    /// It could not be begun.
    Failed(Problem),
    /// It is out of sight: thrown away, while that can be taken back.
    Hidden,
    /// Its window closes once it is saved or sent.
    Leaving,
}

/// A field for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// To.
    To,
    /// Cc.
    Cc,
    /// Bcc.
    Bcc,
    /// Reply-To: who gets the answers.
    ReplyTo,
}

impl Field {
    /// All of them, as they stand below each other.
    pub const ALL: [Self; 4] = [Self::To, Self::Cc, Self::Bcc, Self::ReplyTo];

    /// Whether those in it get the letter.
    pub fn is_for_recipients(self) -> bool {
        self != Self::ReplyTo
    }

    /// Its people in a draft.
    pub fn of(self, draft: &Draft) -> &Vec<Address> {
        match self {
            Self::To => &draft.letter.to,
            Self::Cc => &draft.letter.cc,
            Self::Bcc => &draft.letter.bcc,
            Self::ReplyTo => &draft.letter.reply_to,
        }
    }

    fn of_mut(self, draft: &mut Draft) -> &mut Vec<Address> {
        match self {
            Self::To => &mut draft.letter.to,
            Self::Cc => &mut draft.letter.cc,
            Self::Bcc => &mut draft.letter.bcc,
            Self::ReplyTo => &mut draft.letter.reply_to,
        }
    }
}

/// What composers hear of.
#[derive(Clone, Debug)]
pub enum Told {
    /// The person wants to write something.
    Begin(ComposeFrom),
    /// The person wants to see what is on its way out.
    ShowOutbox,
    /// A draft that was to be sent is to be corrected.
    Reopen(DraftId),
    /// The engine told something that concerns them.
    Change(LaterChange),
}

/// What hears it.
type Hear = Rc<dyn Fn(Told)>;

/// What is being written, in windows of the page. The code that shows them comes
/// in a part of its own; until it is here what they are told waits.
#[derive(Clone, Copy)]
pub struct Composers {
    open: RwSignal<Vec<Composer>>,
    is_wanted: RwSignal<bool>,
    recovered: RwSignal<Vec<KeptDraft>>,
    completions: RwSignal<(u32, Vec<Completion>)>,
    last_question: StoredValue<u32>,
    limit: RwSignal<Option<u64>>,
    troubles: StoredValue<Vec<(DraftId, Trouble)>>,
    early: StoredValue<Vec<Told>>,
    hear: StoredValue<Option<Hear>, LocalStorage>,
}

impl Composers {
    /// `is_wanted` from the beginning where the page's address names a composer.
    pub(super) fn new(is_wanted: bool) -> Self {
        Self {
            open: RwSignal::new(Vec::new()),
            is_wanted: RwSignal::new(is_wanted),
            recovered: RwSignal::new(Vec::new()),
            completions: RwSignal::new((0, Vec::new())),
            last_question: StoredValue::new(0),
            limit: RwSignal::new(None),
            troubles: StoredValue::new(Vec::new()),
            early: StoredValue::new(Vec::new()),
            hear: StoredValue::new_local(None),
        }
    }

    /// Tells composers something, now or as soon as their code is here.
    pub fn tell(&self, told: Told) {
        match self.hear.get_value() {
            Some(hear) => hear(told),
            None => {
                let is_for_person = match &told {
                    Told::Begin(_) | Told::ShowOutbox | Told::Reopen(_) => true,
                    Told::Change(LaterChange::KeptDrafts(kept)) => !kept.is_empty(),
                    Told::Change(change) => {
                        matches!(
                            change,
                            LaterChange::Composing(_) | LaterChange::LogoutWouldLose(_)
                        )
                    }
                };
                self.early.update_value(|early| early.push(told));
                if is_for_person {
                    self.is_wanted.set(true);
                }
            }
        }
    }

    /// Whether the code that shows composers is needed.
    pub fn is_wanted(&self) -> ReadSignal<bool> {
        self.is_wanted.read_only()
    }

    /// The code is here: it hears what waited, and all that follows.
    pub fn listen(&self, hear: impl Fn(Told) + 'static) {
        let hear: Hear = Rc::new(hear);
        self.hear.set_value(Some(Rc::clone(&hear)));
        let mut early = Vec::new();
        self.early
            .update_value(|waits| early = std::mem::take(waits));
        for told in early {
            hear(told);
        }
    }

    /// The composers, as they stand beside each other.
    pub fn open(&self) -> ReadSignal<Vec<Composer>> {
        self.open.read_only()
    }

    /// The composer of a draft.
    pub fn find(&self, id: DraftId) -> Option<Composer> {
        self.open
            .with_untracked(|open| open.iter().find(|composer| composer.id == id).copied())
    }

    /// Opens a window for a draft that is being made.
    pub fn begin(&self, id: DraftId) -> Composer {
        if let Some(composer) = self.find(id) {
            return composer;
        }
        let composer = Composer::new(id);
        self.open.update(|open| open.push(composer));
        composer
    }

    /// A draft is here: fills its window, or opens one for it.
    pub fn fill(&self, draft: Draft) -> Composer {
        let composer = self.begin(draft.id);
        let id = draft.id;
        composer.fill(draft);
        let mut trouble = None;
        self.troubles.update_value(|troubles| {
            let at = troubles.iter().position(|(of, _)| *of == id);
            trouble = at.map(|at| troubles.swap_remove(at).1);
        });
        composer.trouble.set(trouble);
        composer
    }

    /// A draft comes back because this keeps it from being sent.
    pub fn note(&self, id: DraftId, trouble: Trouble) {
        self.troubles
            .update_value(|troubles| troubles.push((id, trouble)));
    }

    /// Takes a composer off the page.
    pub fn close(&self, id: DraftId) {
        let closed = self.find(id);
        self.open
            .update(|open| open.retain(|composer| composer.id != id));
        if let Some(composer) = closed {
            // Its signals outlive it, for whoever still looks at them in this
            // moment; what weighs something goes.
            composer
                .draft
                .update_untracked(|draft| *draft = nothing(id));
        }
    }

    /// What was being written when an earlier tab ended.
    pub fn recovered(&self) -> ReadSignal<Vec<KeptDraft>> {
        self.recovered.read_only()
    }

    /// Offers what was kept, but for what is open already.
    pub fn offer(&self, kept: Vec<KeptDraft>) {
        let is_other = |kept: &KeptDraft| self.find(kept.id).is_none();
        self.recovered
            .set(kept.into_iter().filter(is_other).collect());
    }

    /// It was decided what becomes of a draft that was kept.
    pub fn decide(&self, id: DraftId) {
        self.recovered
            .update(|kept| kept.retain(|kept| kept.id != id));
    }

    /// Who was found last, and for which question.
    pub fn completions(&self) -> ReadSignal<(u32, Vec<Completion>)> {
        self.completions.read_only()
    }

    /// A name for the next question.
    pub fn next_question(&self) -> u32 {
        self.last_question.update_value(|last| *last += 1);
        self.last_question.get_value()
    }

    /// Somebody was found.
    pub fn complete(&self, question: u32, found: Vec<Completion>) {
        self.completions.set((question, found));
    }

    /// How long a message may be at most, in octets, once that is known.
    pub fn limit(&self) -> ReadSignal<Option<u64>> {
        self.limit.read_only()
    }

    /// It is known.
    pub fn set_limit(&self, octets: u64) {
        self.limit.set(Some(octets));
    }

    pub(super) fn clear(&self) {
        self.open.set(Vec::new());
        self.recovered.set(Vec::new());
        self.completions.set((0, Vec::new()));
        self.limit.set(None);
        self.troubles.set_value(Vec::new());
        self.early.set_value(Vec::new());
    }
}

/// What keeps a letter from being sent: why, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Why, in the service's words.
    pub problem: Problem,
    /// The recipients that it is about.
    pub recipients: Vec<(EnvelopeAddress, Problem)>,
}

/// What is being written in one window. A handle: copies are the same window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composer {
    /// The draft's name.
    pub id: DraftId,
    phase: RwSignal<Phase>,
    stance: RwSignal<Stance>,
    draft: RwSignal<Draft>,
    kept: RwSignal<Option<DraftState>>,
    /// The browser does not keep it.
    is_unkept: StoredValue<bool>,
    trouble: RwSignal<Option<Trouble>>,
    /// How much is here of the files that it begins with, in hundredths.
    progress: RwSignal<u8>,
    /// Counts how often the content was put there by something else than typing.
    turn: RwSignal<u32>,
    /// Something was changed that the engine was not told of yet.
    is_untold: StoredValue<bool>,
    /// Something was changed since it was opened.
    is_changed: RwSignal<bool>,
    /// As which letter it goes out, where its window waits for that.
    outgoing: StoredValue<Option<OutgoingId>>,
}

impl Composer {
    fn new(id: DraftId) -> Self {
        Self {
            id,
            phase: RwSignal::new(Phase::Opening),
            stance: RwSignal::new(Stance::Docked),
            draft: RwSignal::new(nothing(id)),
            kept: RwSignal::new(None),
            is_unkept: StoredValue::new(false),
            trouble: RwSignal::new(None),
            progress: RwSignal::new(0),
            turn: RwSignal::new(0),
            is_untold: StoredValue::new(false),
            is_changed: RwSignal::new(false),
            outgoing: StoredValue::new(None),
        }
    }

    /// How far it is.
    pub fn phase(&self) -> ReadSignal<Phase> {
        self.phase.read_only()
    }

    /// It goes on.
    pub fn set_phase(&self, phase: Phase) {
        self.phase.set(phase);
    }

    /// As which letter it goes out, where its window waits for that.
    pub fn outgoing(&self) -> Option<OutgoingId> {
        self.outgoing.get_value()
    }

    /// Its window waits for a letter to be sent, or for it to be saved.
    pub fn leave(&self, outgoing: Option<OutgoingId>) {
        self.outgoing.set_value(outgoing);
        self.phase.set(Phase::Leaving);
    }

    /// Where it stands.
    pub fn stance(&self) -> ReadSignal<Stance> {
        self.stance.read_only()
    }

    /// Puts it elsewhere.
    pub fn set_stance(&self, stance: Stance) {
        if self.stance.get_untracked() != stance {
            self.stance.set(stance);
        }
    }

    /// The draft as it stands; what is typed into the text comes into it when it
    /// is kept, and wakes nobody.
    pub fn draft(&self) -> ReadSignal<Draft> {
        self.draft.read_only()
    }

    /// How the engine keeps it.
    pub fn kept(&self) -> ReadSignal<Option<DraftState>> {
        self.kept.read_only()
    }

    /// The engine keeps it like this.
    pub fn set_kept(&self, state: DraftState) {
        match state {
            DraftState::Unkept => self.is_unkept.set_value(true),
            DraftState::Local => self.is_unkept.set_value(false),
            _ => {}
        }
        self.kept.set(Some(state));
    }

    /// Whether the browser does not keep it, as far as is known.
    pub fn is_unkept(&self) -> bool {
        self.is_unkept.get_value()
    }

    /// Whether it would be lost if the tab ended now.
    pub fn would_be_lost(&self) -> bool {
        let kept = self.kept.get_untracked();
        let is_saved = matches!(
            kept,
            Some(DraftState::Saved(_) | DraftState::ChangedElsewhere)
        );
        self.is_unkept() && !is_saved
    }

    /// What kept it from being sent.
    pub fn trouble(&self) -> ReadSignal<Option<Trouble>> {
        self.trouble.read_only()
    }

    /// How much is here of the files that it begins with, in hundredths.
    pub fn progress(&self) -> ReadSignal<u8> {
        self.progress.read_only()
    }

    /// So much of them is here.
    pub fn set_progress(&self, percent: u8) {
        self.progress.set(percent);
    }

    /// Counts how often something else than typing changed the content.
    pub fn turn(&self) -> ReadSignal<u32> {
        self.turn.read_only()
    }

    /// Something was changed since it was opened.
    pub fn is_changed(&self) -> ReadSignal<bool> {
        self.is_changed.read_only()
    }

    /// The draft came.
    fn fill(&self, mut draft: Draft) {
        if let LetterContent::Text(text) = draft.letter.content {
            draft.letter.content = LetterContent::Composed(Composed {
                text,
                ..Composed::default()
            });
        }
        self.draft.set(draft);
        self.turn.update(|turn| *turn += 1);
        self.is_changed.set(false);
        self.is_untold.set_value(false);
        self.outgoing.set_value(None);
        self.phase.set(Phase::Open);
    }

    /// Changes anything but what is typed into the text.
    pub fn edit(&self, change: impl FnOnce(&mut Draft)) {
        self.touch();
        self.draft.update(change);
    }

    /// Something was typed into the text, which is not read yet.
    pub fn touch(&self) {
        self.is_untold.set_value(true);
        if !self.is_changed.get_untracked() {
            self.is_changed.set(true);
        }
    }

    /// The text was read: wakes nobody, for nobody shows it but who typed it.
    /// Tells whether it is another than before.
    pub fn read(&self, text: String, html: Option<String>) -> bool {
        let mut is_other = false;
        self.draft.update_untracked(|draft| {
            if let LetterContent::Composed(composed) = &mut draft.letter.content
                && (composed.text != text || composed.html != html)
            {
                is_other = true;
                (composed.text, composed.html) = (text, html);
                composed.is_markdown &= composed.html.is_none();
            }
        });
        is_other
    }

    /// Whether something was changed that the engine was not told of yet.
    pub fn is_untold(&self) -> bool {
        self.is_untold.get_value()
    }

    /// The engine is being told.
    pub fn set_told(&self) {
        self.is_untold.set_value(false);
    }

    /// Puts recipients into a field, each once.
    pub fn add(&self, field: Field, people: Vec<Address>) {
        if people.is_empty() {
            return;
        }
        self.edit(|draft| {
            let all = field.of_mut(draft);
            for person in people {
                let is_there =
                    |known: &Address| known.address.eq_ignore_ascii_case(&person.address);
                if !all.iter().any(is_there) {
                    all.push(person);
                }
            }
        });
    }

    /// Takes a recipient out of a field.
    pub fn remove(&self, field: Field, person: &Address) {
        self.edit(|draft| field.of_mut(draft).retain(|known| known != person));
    }

    /// Moves a recipient to another field.
    pub fn move_to(&self, person: &Address, from: Field, to: Field) {
        if from != to {
            self.remove(from, person);
            self.add(to, vec![person.clone()]);
        }
    }
}

/// The draft of a window that waits for one.
fn nothing(id: DraftId) -> Draft {
    Draft {
        id,
        letter: Default::default(),
        identity: None,
        about: Vec::new(),
        notices: None,
        keeps_copy: true,
    }
}
