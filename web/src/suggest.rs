//! What is proposed while somebody types a search.

use core::ops::Range;
use mail_engine::{Completion, Mark, Operator, word_at};
use mail_model::Day;

/// So many of one kind are proposed beside others.
const FEW: usize = 4;
/// So many are proposed where nothing else is.
const MANY: usize = 8;

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A search that is kept; its text is its address.
    Kept,
    /// What was looked for lately.
    Recent,
    /// An operator, or its value.
    Word,
    /// Somebody.
    Person,
    /// A mailbox.
    Mailbox,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: Kind,
    /// What is shown of it.
    pub label: String,
    /// What stands beside that: of a mailbox those above it, which tell it from
    /// others that are called so too.
    pub beside: String,
    /// The field's text when it is taken; of a kept search where it leads.
    pub text: String,
    /// Where one goes on typing, in octets.
    pub place: usize,
    /// There is nothing to go on with: it is looked for.
    pub is_whole: bool,
}

/// What is known that can be proposed.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The searches that are kept: how they are called, what they look for, where
    /// they lead.
    pub kept: &'a [[String; 3]],
    /// What was looked for, the latest first.
    pub recent: &'a [String],
    /// Whom the word at the cursor may mean.
    pub people: &'a [Completion],
    /// Mailboxes: their names, how they are called, and those above them.
    pub mailboxes: &'a [[String; 3]],
    /// Labels: how they are called, and what finds them.
    pub labels: &'a [[String; 2]],
    /// The day where the person is, if it is known.
    pub today: Option<Day>,
}

/// What finds Thunderbird's five labels in every language, where nobody calls them
/// otherwise.
const USUAL_LABELS: [&str; 5] = ["important", "work", "personal", "to do", "later"];

/// What finds a label: its name, where the person gave it that.
pub fn label_value(name: &str, keyword: &str, is_own: bool) -> String {
    let number = keyword.strip_prefix("$label");
    let number = number.and_then(|number| number.parse::<usize>().ok());
    let usual = number.and_then(|number| USUAL_LABELS.get(number.checked_sub(1)?));
    match usual {
        Some(usual) if !is_own => (*usual).to_owned(),
        _ => name.to_owned(),
    }
}

/// What is proposed for a text with the cursor at an octet of it.
pub fn suggestions(text: &str, place: usize, known: Known<'_>) -> Vec<Suggestion> {
    let (operator, range, typed) = word_at(text, place);
    let begins = typed.to_lowercase();
    let filling = Filling { text, range };
    let mut found = Vec::new();
    match operator {
        Some(Operator::From | Operator::To | Operator::Cc | Operator::Bcc) => {
            let people = known.people.iter().filter_map(address);
            let people = people.take(MANY);
            found.extend(
                people.map(|(label, address)| filling.with(Kind::Person, label, &quoted(&address))),
            );
        }
        Some(Operator::In) => {
            if "anywhere".starts_with(&begins) {
                found.push(filling.with(Kind::Word, "in:anywhere".to_owned(), "anywhere"));
            }
            let called = mailboxes(known, &begins).into_iter().take(MANY);
            found.extend(called.map(|[name, label, above]| Suggestion {
                beside: above.clone(),
                ..filling.with(Kind::Mailbox, label.clone(), &quoted(name))
            }));
        }
        Some(Operator::Label) => {
            let meant = known.labels.iter().filter(|[name, value]| {
                name.to_lowercase().contains(&begins) || value.starts_with(&begins)
            });
            found.extend(meant.take(MANY).map(|[name, value]| {
                filling.with(
                    Kind::Word,
                    format!("label:{}", quoted(name)),
                    &quoted(value),
                )
            }));
        }
        Some(operator) => {
            let word = name_of(operator);
            let values = match operator {
                Operator::Before | Operator::After | Operator::On => days(known.today),
                other => values(other).into_iter().map(str::to_owned).collect(),
            };
            let meant = values.iter().filter(|value| value.starts_with(&begins));
            found.extend(
                meant.map(|value| filling.with(Kind::Word, format!("{word}:{value}"), value)),
            );
        }
        None => {
            let sought = text.trim().to_lowercase();
            let kept = known.kept.iter().filter(|[label, of, _]| {
                label.to_lowercase().contains(&sought) || of.to_lowercase().contains(&sought)
            });
            found.extend(kept.take(FEW).map(|[label, _, address]| Suggestion {
                kind: Kind::Kept,
                label: label.clone(),
                beside: String::new(),
                text: address.clone(),
                place: address.len(),
                is_whole: true,
            }));
            let recent = known.recent.iter().filter(|recent| {
                recent.as_str() != text.trim()
                    && recent.to_lowercase().contains(&sought)
                    && !known.kept.iter().any(|[label, ..]| label == *recent)
            });
            found.extend(recent.take(FEW).map(|recent| Suggestion {
                kind: Kind::Recent,
                label: recent.clone(),
                beside: String::new(),
                text: recent.clone(),
                place: recent.len(),
                is_whole: true,
            }));
            let operators = Operator::ALL.iter().map(|(_, name)| *name);
            let meant = operators.filter(|name| name.starts_with(&begins));
            let most = if begins.is_empty() { MANY } else { FEW };
            found.extend(meant.take(most).map(|name| {
                let word = format!("{name}:");
                filling.open(Kind::Word, word.clone(), &word)
            }));
            if !begins.is_empty() {
                let people = known.people.iter().filter_map(address);
                found.extend(people.take(FEW).map(|(label, address)| {
                    filling.with(Kind::Person, label, &format!("from:{}", quoted(&address)))
                }));
                let called = mailboxes(known, &begins).into_iter().take(FEW);
                found.extend(called.map(|[name, label, above]| Suggestion {
                    beside: above.clone(),
                    ..filling.with(
                        Kind::Mailbox,
                        label.clone(),
                        &format!("in:{}", quoted(name)),
                    )
                }));
            }
        }
    }
    found
}

/// The mailboxes that may be meant: those that are called so before those that only
/// lie below one that is.
fn mailboxes<'a>(known: Known<'a>, begins: &str) -> Vec<&'a [String; 3]> {
    let fit = |[name, label, _]: &[String; 3]| {
        let label = label.to_lowercase();
        match label.find(begins) {
            Some(0) => Some(0),
            Some(_) => Some(1),
            None => name.to_lowercase().contains(begins).then_some(2),
        }
    };
    let all = known.mailboxes.iter();
    let mut found: Vec<_> = all.filter_map(|all| Some((fit(all)?, all))).collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, all)| all).collect()
}

fn name_of(operator: Operator) -> &'static str {
    let mut all = Operator::ALL.into_iter();
    let found = all.find(|(known, _)| *known == operator);
    found.map_or("", |(_, name)| name)
}

/// What an operator is likely to be followed by.
fn values(operator: Operator) -> Vec<&'static str> {
    match operator {
        Operator::Is => {
            // The words of Gmail mean the same as others of these.
            let words = Mark::ALL.iter().map(|(_, word)| *word);
            words.filter(|word| !word.contains("starred")).collect()
        }
        Operator::Has => vec!["attachment"],
        Operator::OlderThan | Operator::NewerThan => vec!["7d", "1m", "1y"],
        Operator::Larger | Operator::Smaller => vec!["100k", "1M", "10M"],
        _ => Vec::new(),
    }
}

/// This year, the one before it, this month and today: how a year, a month and a day
/// are written.
fn days(today: Option<Day>) -> Vec<String> {
    let Some(today) = today else {
        return Vec::new();
    };
    let (year, month, day) = (today.year(), today.month(), today.day());
    vec![
        format!("{year:04}"),
        format!("{:04}", year.saturating_sub(1)),
        format!("{year:04}-{month:02}"),
        format!("{year:04}-{month:02}-{day:02}"),
    ]
}

/// How somebody is shown, and the address that is looked for.
fn address(found: &Completion) -> Option<(String, String)> {
    let [person] = found.addresses.as_slice() else {
        return None;
    };
    let label = match person.name.as_str() {
        "" => person.address.clone(),
        name => format!("{name} <{}>", person.address),
    };
    Some((label, person.address.clone()))
}

/// A value as it can stand behind an operator.
fn quoted(value: &str) -> String {
    let ends = |c: char| c.is_whitespace() || "()\"".contains(c);
    match value.contains(ends) {
        true => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
        false => value.to_owned(),
    }
}

/// A text and what of it is replaced.
struct Filling<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Filling<'_> {
    /// Filled in, and a blank behind it.
    fn with(&self, kind: Kind, label: String, value: &str) -> Suggestion {
        let mut made = self.open(kind, label, value);
        let rest = made.text.get(made.place..).unwrap_or_default();
        if !rest.starts_with(' ') {
            made.text.insert(made.place, ' ');
        }
        made.place += 1;
        made
    }
    /// Filled in, to be gone on with.
    fn open(&self, kind: Kind, label: String, value: &str) -> Suggestion {
        let before = self.text.get(..self.range.start).unwrap_or_default();
        let after = self.text.get(self.range.end..).unwrap_or_default();
        Suggestion {
            kind,
            label,
            beside: String::new(),
            text: [before, value, after].concat(),
            place: before.len() + value.len(),
            is_whole: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Address;

    fn labels(text: &str) -> Vec<String> {
        made(text).into_iter().map(|made| made.label).collect()
    }

    fn made(text: &str) -> Vec<Suggestion> {
        let person = Completion {
            group: String::new(),
            addresses: vec![Address {
                name: "Ann Burton".to_owned(),
                address: "ann@example.org".to_owned(),
            }],
        };
        let recent = ["report", "from:bob plan"].map(str::to_owned);
        let mailboxes = [
            ["INBOX", "Inbox", ""],
            ["Old mail", "Old mail", ""],
            ["Old mail/Bills", "Bills", "Old mail"],
            ["Work/Bills", "Bills", "Work"],
            ["Work/The old", "The old", "Work"],
        ];
        let mailboxes = mailboxes.map(|words| words.map(str::to_owned));
        let kept = [
            "Plans at work",
            "plan in:Work",
            "/mail/INBOX?q=plan%20in%3AWork",
        ];
        let known = Known {
            kept: &[kept.map(str::to_owned)],
            recent: &recent,
            people: &[person],
            mailboxes: &mailboxes,
            labels: &[
                ("Wichtig", "$label1", false),
                ("Kunde Müller", "$label2", true),
                ("Belege", "belege", true),
            ]
            .map(|(name, keyword, is_own)| [name.to_owned(), label_value(name, keyword, is_own)]),
            today: Day::new(2026, 3, 5),
        };
        suggestions(text, text.len(), known)
    }

    #[test]
    fn labels_are_proposed_by_the_names_that_they_have_here() {
        let found = |text: &str| -> Vec<[String; 2]> {
            let made = made(text).into_iter();
            made.map(|made| [made.label, made.text]).collect()
        };
        let wichtig = ["label:Wichtig", "label:important "].map(str::to_owned);
        let kunde = ["label:\"Kunde Müller\"", "label:\"Kunde Müller\" "].map(str::to_owned);
        let belege = ["label:Belege", "label:Belege "].map(str::to_owned);
        assert_eq!(
            found("label:"),
            [wichtig.clone(), kunde.clone(), belege.clone()]
        );
        assert_eq!(found("label:wich"), std::slice::from_ref(&wichtig));
        assert_eq!(found("label:impo"), [wichtig]);
        assert_eq!(found("label:mül"), [kunde]);
        assert_eq!(found("label:personal"), Vec::<[String; 2]>::new());
    }

    #[test]
    fn an_empty_field_proposes_what_was_looked_for_and_how_one_can() {
        let labels = labels("");
        let first = ["Plans at work", "report", "from:bob plan", "from:"];
        assert_eq!(labels[..4], first);
        assert!(labels.contains(&"has:".to_owned()));
    }

    #[test]
    fn a_word_may_become_many_things() {
        assert_eq!(
            labels("fr"),
            ["from:bob plan", "from:", "Ann Burton <ann@example.org>"]
        );
        let made = made("plan ol");
        let old = made.iter().find(|made| made.label == "Old mail").unwrap();
        assert_eq!(old.text, "plan in:\"Old mail\" ");
        assert_eq!(old.place, old.text.len());
    }

    #[test]
    fn a_kept_search_is_found_by_its_name_and_by_what_it_looks_for() {
        for typed in ["at work", "plan in"] {
            let made = made(typed);
            let kept = made.iter().find(|made| made.kind == Kind::Kept).unwrap();
            assert_eq!(kept.text, "/mail/INBOX?q=plan%20in%3AWork", "{typed}");
        }
        assert!(made("zebra").iter().all(|made| made.kind != Kind::Kept));
    }

    #[test]
    fn an_operator_proposes_its_values() {
        assert_eq!(labels("is:un"), ["is:unread", "is:unflagged"]);
        assert_eq!(labels("plan has:"), ["has:attachment"]);
        assert_eq!(made("from:an")[0].text, "from:ann@example.org ");
        assert_eq!(labels("in:any"), ["in:anywhere"]);
        assert_eq!(labels("in:old"), ["Old mail", "The old", "Bills"]);
    }

    #[test]
    fn days_months_and_years_are_proposed_as_they_are_written() {
        assert_eq!(
            labels("on:"),
            ["on:2026", "on:2025", "on:2026-03", "on:2026-03-05"]
        );
        assert_eq!(
            labels("before:2026-"),
            ["before:2026-03", "before:2026-03-05"]
        );
        assert_eq!(made("plan after:2025")[0].text, "plan after:2025 ");
        // Each is understood, and as what it looks like.
        for made in made("on:") {
            let query = mail_engine::Query::parse(&made.text);
            assert_eq!(query.to_string(), made.text.trim());
            assert!(!query.has_words(), "{}", made.text);
        }
    }

    #[test]
    fn mailboxes_of_one_name_are_told_apart() {
        let told = made("in:bills").into_iter();
        let told: Vec<_> = told
            .map(|made| (made.label, made.beside, made.text))
            .collect();
        let bills = |above: &str, text: &str| ("Bills".into(), above.into(), text.into());
        assert_eq!(
            told,
            [
                bills("Old mail", "in:\"Old mail/Bills\" "),
                bills("Work", "in:Work/Bills ")
            ]
        );
    }

    #[test]
    fn what_stands_behind_stays() {
        let text = "fr plan";
        let known = Known {
            kept: &[],
            recent: &[],
            people: &[],
            mailboxes: &[],
            labels: &[],
            today: None,
        };
        let made = suggestions(text, 2, known);
        assert_eq!((made[0].text.as_str(), made[0].place), ("from: plan", 5));
        let made = suggestions("is:un plan", 5, known);
        assert_eq!(
            (made[0].text.as_str(), made[0].place),
            ("is:unread plan", 10)
        );
    }
}
