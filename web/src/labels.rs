//! Labels: keywords that have a name and a colour (RFC 9051 §2.3.2).

use crate::app::App;
use crate::dom::{Child, View, html};
use crate::format::lower_case;
use crate::i18n;
use crate::reactive::*;
use mail_engine::{Label, MailboxColour as Hue};
use mail_model::{Flag, Flags, Keyword};

/// Thunderbird's five, under the names and in the colours that it gives them.
const USUAL: [(&str, Hue); 5] = [
    ("$label1", Hue::Red),
    ("$label2", Hue::Orange),
    ("$label3", Hue::Green),
    ("$label4", Hue::Blue),
    ("$label5", Hue::Violet),
];

/// Keywords of programs, that no person set. Those that begin with `$` are the
/// programs' anyway.
const PROGRAMS: [&str; 8] = [
    "forwarded",
    "junk",
    "mdnsent",
    "nonjunk",
    "notjunk",
    "old",
    "receipt-handled",
    "redirected",
];

/// All labels that can be given, in their order. Reactive.
pub(crate) fn labels(app: App) -> Vec<Label> {
    let preferences = app.state.preferences();
    preferences.with(|preferences| all(preferences.labels()))
}

/// What a keyword is called. Not reactive.
pub(crate) fn name_of(app: App, keyword: &Keyword) -> String {
    let labels = untrack(|| labels(app));
    let known = labels.into_iter().find(|label| label.is_of(keyword));
    known.map_or_else(|| keyword.as_str().to_owned(), |label| label.name)
}

/// The labels that a message has, as chips. Reactive.
pub(crate) fn chips(app: App, flags: &Flags) -> Vec<View> {
    let has_keyword = flags.iter().any(|flag| matches!(flag, Flag::Keyword(_)));
    if !has_keyword {
        return Vec::new();
    }
    let all = labels(app);
    shown(flags, &all).into_iter().map(|l| chip(&l)).collect()
}

fn chip(label: &Label) -> View {
    html::span()
        .class("label")
        .attr("dir", "auto")
        .attr("data-colour", label.colour.word())
        .child(label.name.clone())
        .view()
}

/// The usual ones, named otherwise where the person has, and the person's own; in
/// the person's order, once they have put one elsewhere and so named all of them.
fn all(own: &[Label]) -> Vec<Label> {
    let is_own = |usual: &Label| own.iter().any(|label| label.is_of(&usual.keyword));
    let usual: Vec<Label> = usual().collect();
    if usual.iter().all(is_own) {
        return own.to_vec();
    }
    let is_usual = |label: &&Label| usual.iter().any(|usual| usual.is_of(&label.keyword));
    let further = own.iter().filter(|label| !is_usual(label)).cloned();
    let named = usual.iter().map(|usual| {
        let named = own.iter().find(|label| label.is_of(&usual.keyword));
        named.unwrap_or(usual).clone()
    });
    named.chain(further).collect()
}

/// Those that everybody has, as they are called where nobody names them otherwise.
fn usual() -> impl Iterator<Item = Label> {
    let names = [
        i18n::label_important,
        i18n::label_work,
        i18n::label_personal,
        i18n::label_to_do,
        i18n::label_later,
    ];
    let usual = USUAL.into_iter().zip(names);
    usual.filter_map(|((text, colour), name)| {
        Some(Label {
            keyword: Keyword::new(text)?,
            name: name().to_owned(),
            colour,
        })
    })
}

/// The same of one keyword, if it is one of theirs.
pub(crate) fn usual_label(keyword: &Keyword) -> Option<Label> {
    usual().find(|label| label.is_of(keyword))
}

/// The labels among a message's flags: those that are known, and keywords that
/// somebody gave it elsewhere, by their own words.
fn shown(flags: &Flags, all: &[Label]) -> Vec<Label> {
    let keywords = flags.iter().filter_map(|flag| match flag {
        Flag::Keyword(keyword) => Some(keyword),
        _ => None,
    });
    let found = keywords.filter_map(|keyword| {
        let known = all.iter().find(|label| label.is_of(keyword)).cloned();
        known.or_else(|| {
            let text = keyword.as_str();
            let word = lower_case(text);
            let is_program = text.starts_with('$') || PROGRAMS.contains(&word.as_str());
            (!is_program).then(|| Label {
                keyword: keyword.clone(),
                name: text.to_owned(),
                colour: hue(text.bytes().map(usize::from).sum()),
            })
        })
    });
    found.collect()
}

/// One of all hues.
fn hue(number: usize) -> Hue {
    Hue::ALL[number % Hue::ALL.len()]
}

/// A label of this name for the person's own; `None` for a name of white space. Its
/// keyword is an atom that says the name as well as one can.
pub(crate) fn new_label(name: &str, own: &[Label]) -> Option<Label> {
    let name = name.trim();
    let mut text = String::new();
    for character in lower_case(name).chars() {
        match character {
            'a'..='z' | '0'..='9' | '-' | '_' => text.push(character),
            character if character.is_ascii() => text.push('_'),
            character => text.push_str(&format!("+{:x}", u32::from(character))),
        }
    }
    let keyword = Keyword::new(&text)?;
    Some(Label {
        keyword,
        name: name.to_owned(),
        colour: hue(own.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::{all, new_label, shown};
    use mail_engine::Label;
    use mail_model::{Flag, Flags, Keyword};

    fn label(keyword: &str, name: &str) -> Label {
        Label {
            keyword: Keyword::new(keyword).unwrap(),
            name: name.to_owned(),
            colour: mail_engine::MailboxColour::Red,
        }
    }

    fn names(keywords: &[&str], own: &[Label]) -> Vec<String> {
        let flags = keywords
            .iter()
            .map(|text| Flag::Keyword(Keyword::new(text).unwrap()));
        let flags: Flags = flags.chain([Flag::Seen]).collect();
        let shown = shown(&flags, &all(own));
        shown.into_iter().map(|label| label.name).collect()
    }

    #[test]
    fn thunderbirds_labels_are_known_by_their_names() {
        assert_eq!(names(&["$label1", "$label4"], &[]), ["Important", "To do"]);
        assert_eq!(names(&["$label1"], &[label("$LABEL1", "Boss")]), ["Boss"]);
        assert_eq!(all(&[label("$label2", "Firm")]).len(), 5);
    }

    #[test]
    fn who_puts_one_elsewhere_has_them_in_their_own_order() {
        let own = label("travel", "Trips");
        let names = |own: &[Label]| -> Vec<String> {
            all(own).into_iter().map(|label| label.name).collect()
        };
        let mut order = all(std::slice::from_ref(&own));
        order.swap(0, 5);
        let expected: Vec<String> = order.iter().map(|label| label.name.clone()).collect();
        assert_eq!(expected[0], "Trips");
        assert_eq!(names(&order), expected);
        // One that comes is the last; one that is gone leaves the others as they are.
        order.remove(0);
        order.push(label("new", "New"));
        assert_eq!(names(&order)[4..], ["Important", "New"]);
        assert_eq!(names(&[own])[..2], ["Important", "Work"]);
    }

    #[test]
    fn what_programs_note_is_no_label() {
        let notes = ["$Forwarded", "$MDNSent", "NonJunk", "$label7x"];
        assert_eq!(names(&notes, &[]), Vec::<String>::new());
        assert_eq!(names(&["Travel"], &[]), ["Travel"]);
        assert_eq!(names(&["travel"], &[label("Travel", "Trips")]), ["Trips"]);
    }

    #[test]
    fn a_new_label_gets_a_keyword_that_can_be_sent() {
        for (name, keyword) in [
            ("Travel", Some("travel")),
            (" Two words ", Some("two_words")),
            ("(a) \"b\"\\%*]{", Some("_a___b______")),
            ("Ämter", Some("+e4mter")),
            ("  ", None),
        ] {
            let made = new_label(name, &[]);
            let text = made.as_ref().map(|label| label.keyword.as_str());
            assert_eq!(text, keyword, "{name}");
        }
        assert_ne!(
            new_label("a", &[]).map(|label| label.colour),
            new_label("b", &[label("a", "a")]).map(|label| label.colour)
        );
    }
}
