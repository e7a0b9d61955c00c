//! Giving labels to messages and taking them away.

use super::chooser::{Choice, chooser};
use super::{deed, meant};
use crate::app::App;
use crate::dom::View;
use crate::format::lower_case;
use crate::i18n;
use crate::labels::{labels, new_label};
use crate::reactive::*;
use crate::state::Selected;
use mail_engine::Label;
use mail_model::{Flag, MessageSummary};
use std::sync::Arc;

/// What a line does.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    /// The label is given, or taken away where all have it.
    Known(Label),
    /// A label of this name is made, and given.
    New(String),
}

/// The labels, with those that all of the messages have marked. `close` ends it.
pub(super) fn label_chooser(app: App, messages: Selected, close: impl Fn() + 'static) -> View {
    let known = meant::known(app, &messages);
    let fitting = move |typed: &str| {
        let labels = untrack(|| labels(app));
        lines(&labels, typed, |label| is_on_all(&known, label))
    };
    let choose = move |choice: &Choice<Line>| {
        let label = match &choice.value {
            Line::Known(label) => Some(label.clone()),
            Line::New(name) => make(app, name),
        };
        if let Some(label) = label {
            let gives = choice.is_on != Some(true);
            deed::set_flag(app, &messages, Flag::Keyword(label.keyword), gives);
        }
        close();
    };
    chooser(i18n::label_field(), i18n::label_none(), fitting, choose)
}

fn is_on_all(known: &[Arc<MessageSummary>], label: &Label) -> bool {
    let has = |summary: &Arc<MessageSummary>| {
        summary.flags.iter().any(|flag| match flag {
            Flag::Keyword(keyword) => label.is_of(keyword),
            _ => false,
        })
    };
    !known.is_empty() && known.iter().all(has)
}

/// The labels whose names contain what was typed, and a new one of that name where
/// there is none.
fn lines(labels: &[Label], typed: &str, is_on: impl Fn(&Label) -> bool) -> Vec<Choice<Line>> {
    let typed = typed.trim();
    let sought = lower_case(typed);
    let mut lines: Vec<_> = labels
        .iter()
        .filter(|label| lower_case(&label.name).contains(&sought))
        .map(|label| Choice {
            value: Line::Known(label.clone()),
            name: label.name.clone(),
            detail: String::new(),
            is_on: Some(is_on(label)),
            colour: Some(label.colour.word()),
        })
        .collect();
    let is_known = labels.iter().any(|label| lower_case(&label.name) == sought);
    if !is_known && new_label(typed, &[]).is_some() {
        lines.push(Choice {
            value: Line::New(typed.to_owned()),
            name: i18n::label_new(typed),
            detail: String::new(),
            is_on: None,
            colour: None,
        });
    }
    lines
}

/// Makes a label, and keeps it with what the person prefers.
fn make(app: App, name: &str) -> Option<Label> {
    let preferences = app.state.preferences();
    let label = preferences.with_untracked(|all| new_label(name, all.labels()))?;
    let kept = label.clone();
    app.prefer(move |all| all.set_label(kept));
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};
    use crate::labels::new_label;

    #[test]
    fn a_new_label_is_offered_where_none_is_called_so() {
        let known = [new_label("Travel", &[]).unwrap()];
        let offered = |typed: &str| {
            let lines = lines(&known, typed, |_| false);
            lines
                .into_iter()
                .map(|line| matches!(line.value, Line::New(_)))
                .collect::<Vec<_>>()
        };
        assert_eq!(offered(""), [false]);
        assert_eq!(offered(" travel "), [false]);
        assert_eq!(offered("tra"), [false, true]);
        assert_eq!(offered("Work"), [true]);
    }
}
