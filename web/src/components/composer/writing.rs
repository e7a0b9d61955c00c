use super::markdown;
use super::own_window;
use super::questions::Question;
use super::settings;
use super::shown::Shown;
use crate::app::App;
use crate::components::focus_list;
use crate::editor::Editor;
use crate::i18n;
use crate::navigation;
use crate::reactive::*;
use crate::state::{Composer, Phase, Stance};
use crate::{calendar, format};
use gloo_timers::callback::Timeout;
use mail_engine::{Draft, DraftId, LaterAction, OutgoingId};
use mail_model::{LetterContent, LetterFile, Phrase};

/// How long after a change the engine is told how the draft stands, in
/// milliseconds: no more than this is lost with the tab.
const KEEP_AFTER: u32 = 400;

/// How long a draft that was thrown away can be taken back, in seconds.
const DISCARD_SECONDS: u32 = 8;

/// One window at work: what its parts share.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) app: App,
    pub(super) composer: Composer,
    /// What is asked before it goes out.
    pub(super) question: RwSignal<Option<Question>>,
    /// Where the text is written.
    editor: StoredValue<Option<Editor>, LocalStorage>,
    /// What was seen in it.
    shown: StoredValue<Shown, LocalStorage>,
    /// The next keeping.
    due: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Writing {
    pub(super) fn new(app: App, composer: Composer) -> Self {
        Self {
            app,
            composer,
            question: RwSignal::new(None),
            editor: StoredValue::new_local(None),
            shown: StoredValue::new_local(Shown::default()),
            due: StoredValue::new_local(None),
        }
    }

    /// The text is written here from now on.
    pub(super) fn set_editor(&self, editor: Editor) {
        self.editor.set_value(Some(editor));
        self.shown.set_value(Shown::default());
    }

    /// Does something with the editor, if there is one.
    pub(super) fn with_editor<T>(&self, act: impl FnOnce(&Editor) -> T) -> Option<T> {
        // The window may have gone meanwhile.
        let editor = self.editor.try_get_value().flatten();
        editor.as_ref().map(act)
    }

    /// The text was changed, and the editor has waited long enough to tell.
    pub(super) fn typed(&self) {
        self.shown.update_value(Shown::typed);
        self.composer.touch();
        self.keep();
    }

    /// Changes anything but the text.
    pub(super) fn edit(&self, change: impl FnOnce(&mut Draft)) {
        self.composer.edit(change);
        self.keep_soon();
    }

    /// Has the engine told before long. What is told already is not put off by
    /// the next key.
    pub(super) fn keep_soon(&self) {
        let is_due = self.due.with_value(Option::is_some);
        if !is_due {
            let this = *self;
            let timeout = Timeout::new(KEEP_AFTER, move || this.keep());
            self.due.set_value(Some(timeout));
        }
    }

    /// Changes the files that it carries.
    pub(super) fn edit_files(&self, change: impl FnOnce(&mut Vec<LetterFile>)) {
        self.edit(|draft| {
            if let LetterContent::Composed(composed) = &mut draft.letter.content {
                change(&mut composed.files);
            }
        });
    }

    /// Takes what was typed into the draft. What an editor makes of what it began
    /// with is nobody's change.
    pub(super) fn read(&self) {
        let read = |editor: &Editor| (editor.content(), editor.has_news());
        let Some((content, has_news)) = self.with_editor(read) else {
            return;
        };
        let see = |shown: &mut Shown| {
            // Who types a word and sends it at once does not wait to be told of.
            if has_news {
                shown.typed();
            }
            shown.see(&content)
        };
        if self.shown.try_update_value(see) != Some(true) {
            return;
        }
        let (text, html) = match content {
            Phrase::Text(text) => (text, None),
            Phrase::Html(html) => (String::new(), Some(html)),
        };
        if self.composer.read(text, html) {
            self.composer.touch();
        }
    }

    /// Tells the engine how the draft stands, if it does not know.
    pub(super) fn keep(&self) {
        // The window may have gone meanwhile; then it has told.
        let _ = self.due.try_update_value(Option::take);
        self.read();
        if self.composer.is_untold() {
            self.composer.set_told();
            self.app.act(LaterAction::KeepDraft(Box::new(self.draft())));
        }
    }

    /// The draft as it was read last.
    pub(super) fn draft(&self) -> Draft {
        let mut draft = self.composer.draft().get_untracked();
        draft.letter.offset_minutes = calendar::offset_minutes(format::now());
        draft
    }

    /// Puts it into the mailbox for drafts now.
    pub(super) fn save(&self) {
        self.composer.touch();
        self.keep();
        self.app.act(LaterAction::SaveDraft(self.id()));
    }

    /// Leaves it: what was written is kept. What nothing was written into is not
    /// worth keeping.
    pub(super) fn close(&self) {
        self.keep();
        let is_worth = self.composer.is_changed().get_untracked()
            || self.composer.kept().get_untracked().is_some();
        self.app.act(match is_worth {
            true => LaterAction::CloseDraft(self.id()),
            false => LaterAction::DiscardDraft(self.id()),
        });
        if navigation::is_for_composer() {
            return match is_worth {
                true => self.composer.leave(None),
                false => own_window::close_soon(self.app, self.composer),
            };
        }
        if is_worth {
            self.app.state.notices.announce(i18n::composer_closed());
        }
        self.gone();
    }

    /// Throws it away, after some seconds in which that can be taken back.
    pub(super) fn discard(&self) {
        let this = *self;
        let (app, composer) = (self.app, self.composer);
        self.keep();
        if navigation::is_for_composer() {
            app.act(LaterAction::DiscardDraft(composer.id));
            return own_window::close_soon(app, composer);
        }
        composer.set_phase(Phase::Hidden);
        focus_list();
        super::leave_route(app, self.id());
        let timer = Timeout::new(DISCARD_SECONDS * 1_000, move || {
            if composer.phase().get_untracked() == Phase::Hidden {
                app.act(LaterAction::DiscardDraft(composer.id));
                app.state.composers.close(composer.id);
                super::remember(app);
            }
        });
        timer.forget();
        let words = i18n::composer_discarded().to_owned();
        let take_back = move || {
            composer.set_phase(Phase::Open);
            super::show(app, composer);
            super::window::focus_in(this.id());
        };
        app.state
            .notices
            .offer(words, i18n::undo(), DISCARD_SECONDS, take_back);
        super::remember(app);
    }

    /// Sends it, once it is all here.
    pub(super) fn send(&self) {
        let this = *self;
        markdown::with_markup(this, move || this.send_now());
    }

    fn send_now(&self) {
        let app = self.app;
        let outgoing = app.state.outbox.next_id();
        let hold = settings::writing(app).undo_seconds;
        settings::sign(app, self.composer);
        self.composer.touch();
        self.keep();
        let subject = super::words::subject(&self.composer.draft().get_untracked());
        super::sent::watch(app, self.id(), outgoing, subject, hold);
        app.act(LaterAction::SendDraft {
            draft: self.id(),
            outgoing,
            hold,
        });
        if navigation::is_for_composer() {
            return own_window::close_once_sent(app, self.composer, outgoing);
        }
        self.gone();
    }

    pub(super) fn minimise(&self) {
        if navigation::is_for_composer() {
            return;
        }
        self.composer.set_stance(Stance::Minimised);
        super::leave_route(self.app, self.id());
        focus_list();
    }

    pub(super) fn id(&self) -> DraftId {
        self.composer.id
    }

    fn gone(&self) {
        focus_list();
        super::leave_route(self.app, self.id());
        self.app.state.composers.close(self.id());
        super::remember(self.app);
    }
}

/// Takes back what is not submitted yet.
pub(super) fn recall(app: App, outgoing: OutgoingId) {
    app.act(LaterAction::RecallOutgoing(outgoing));
}
