//! The way to what acts on messages. Its code is loaded behind the list: until it
//! is here what is wished for waits for it.

use crate::app::App;
use crate::dom::View;
use crate::i18n::{self, Pack};
use crate::keyboard::Command;
use crate::reactive::*;
use crate::sheet::{self, Sheet};
use crate::state::Selected;
use mail_engine::Conversation;
use mail_model::MessageSummary;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What a row shows that stands for a conversation, and what unfolds it.
pub type DrawRow = fn(App, &Conversation, &MessageSummary) -> (Arc<MessageSummary>, View);

/// The code that acts on messages.
#[derive(Clone, Copy, Debug)]
pub struct Acting {
    /// What stands over the page when it is asked for: questions, menus, and what
    /// hears pointers.
    pub stage: fn(App) -> View,
    /// The head of the list while messages are selected.
    pub head: fn(App) -> View,
    /// What a folder offers that is emptied often.
    pub strip: fn(App) -> View,
    /// What stands below the rows for whoever is new here.
    pub foot: fn(App) -> View,
    /// What a row shows that stands for a conversation: what its message's row would,
    /// but of all of them, and what unfolds it.
    pub row: DrawRow,
    /// Does what a command says with these messages, or with those that are meant
    /// where nobody says which.
    pub run: fn(App, Command, Option<Selected>),
}

impl App {
    /// Does what a command says, to these messages or to those that are meant: the
    /// selected ones, else the open one, else the one at the cursor.
    pub fn run(&self, command: Command, messages: Option<Selected>) {
        let app = *self;
        if let Some(code) = self.state.operations.code().get_untracked() {
            return (code.run)(app, command, messages);
        }
        self.load_rest();
        spawn_local(async move {
            // What can't be loaded now is tried again with the next wish.
            if let Ok(code) = load(app).await {
                app.state.operations.set_code(code);
                (code.run)(app, command, messages);
            }
        });
    }

    /// Loads the code, for whatever is wished for next.
    pub(crate) fn prepare_to_act(&self) {
        let app = *self;
        if self.state.operations.code().get_untracked().is_some() {
            return;
        }
        self.load_rest();
        spawn_local(async move {
            if let Ok(code) = load(app).await {
                app.state.operations.set_code(code);
            }
        });
    }
}

/// The code, with what it says and is drawn by.
async fn load(app: App) -> Result<Acting, ()> {
    let words = i18n::load(Pack::Rest);
    let sheet = sheet::load(Sheet::Later);
    let code = (app.parts.acting)().await?;
    words.await;
    sheet.await?;
    Ok(code)
}
