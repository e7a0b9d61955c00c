//! What of a draft no letter says: as whom it is written, and what it is about.
//! It goes with the message, so that another browser knows it too.

use crate::compose::Draft;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use mail_model::{DeliveryNotices, Flag, IdentityId, LetterContent, MessageRef};
use serde::{Deserialize, Serialize};

/// What a note begins with.
const FORM: u8 = 1;
/// The same, where what was written is Markdown.
const MARKDOWN: u8 = 2;

#[derive(Serialize, Deserialize)]
struct Note {
    identity: Option<IdentityId>,
    about: Vec<(MessageRef, Flag)>,
    notices: Option<DeliveryNotices>,
    keeps_copy: bool,
}

/// The note of a draft, as words of ASCII.
pub(crate) fn pack(draft: &Draft) -> String {
    let note = Note {
        identity: draft.identity,
        about: draft.about.clone(),
        notices: draft.notices,
        keeps_copy: draft.keeps_copy,
    };
    let form = match &draft.letter.content {
        LetterContent::Composed(composed) if composed.is_markdown => MARKDOWN,
        _ => FORM,
    };
    let bytes = postcard::to_extend(&note, vec![form]).unwrap_or_default();
    // A word must not be too long for a line.
    let text = BASE64.encode(bytes);
    let words: Vec<&str> = (0..text.len())
        .step_by(70)
        .filter_map(|at| text.get(at..text.len().min(at + 70)))
        .collect();
    words.join(" ")
}

/// What a note says, into a draft. Whatever is no note of ours says nothing.
pub(crate) fn unpack(note: &str, draft: &mut Draft) {
    let text: String = note.split_ascii_whitespace().collect();
    let Ok(bytes) = BASE64.decode(text) else {
        return;
    };
    let Some((&form @ (FORM | MARKDOWN), rest)) = bytes.split_first() else {
        return;
    };
    if let Ok(note) = postcard::from_bytes::<Note>(rest) {
        draft.identity = note.identity;
        draft.about = note.about;
        draft.notices = note.notices;
        draft.keeps_copy = note.keeps_copy;
        if let LetterContent::Composed(composed) = &mut draft.letter.content {
            composed.is_markdown = form == MARKDOWN && composed.html.is_none();
        }
    }
}
