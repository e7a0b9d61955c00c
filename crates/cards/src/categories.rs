//! What a card is filed under (CATEGORIES, RFC 6350 §6.7.1), which other programs show
//! as labels of a contact.

use crate::card::Card;
use crate::limits;
use crate::line::{Line, clean, split_unescaped, unescape};

/// What programs file everybody under by themselves: no person's word.
const OF_PROGRAMS: [&str; 3] = ["mycontacts", "starred", "vcard"];

impl Card {
    /// What it is filed under, as far as a person has said so; each once.
    pub fn categories(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let named = self.0.lines("CATEGORIES").flat_map(names);
        for name in named {
            let lower = name.to_lowercase();
            let is_known = found.iter().any(|known| known.to_lowercase() == lower);
            // Google writes its own with a star before them.
            let is_of_program = name.starts_with("* ") || OF_PROGRAMS.contains(&&*lower);
            let is_one = !name.is_empty() && !is_known && !is_of_program;
            if is_one && found.len() < limits::ENTRIES {
                found.push(name);
            }
        }
        found
    }
}

fn names(line: &Line) -> impl Iterator<Item = String> + '_ {
    let names = split_unescaped(&line.value, ',');
    names.map(|name| clean(&unescape(name), limits::SHORT_TEXT))
}

#[cfg(test)]
mod tests {
    use crate::Card;
    use mime_message::BuiltInCharsets;

    #[test]
    fn a_card_is_filed_under_what_a_person_said() {
        for (lines, expected) in [
            ("CATEGORIES:Friends,Poets", vec!["Friends", "Poets"]),
            (
                "CATEGORIES:myContacts,Choir\\, old,* starred\nCATEGORIES:choir\\, OLD,",
                vec!["Choir, old"],
            ),
            ("item1.CATEGORIES:  Work ", vec!["Work"]),
            ("NOTE:x", vec![]),
        ] {
            let text = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{lines}\nEND:VCARD\n");
            let card = Card::read(&text, &BuiltInCharsets).unwrap();
            assert_eq!(card.categories(), expected, "{lines}");
        }
    }
}
