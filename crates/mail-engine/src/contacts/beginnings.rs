//! Who has a word with this beginning: of ten thousand people with a few looks.

/// So many octets of a word are kept.
const KEPT: usize = 8;

/// The beginnings of all words of a row of people, in their order, each beside the
/// place of whom it belongs to.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Vec<(u64, u32)>);

impl Beginnings {
    /// Of people with these words.
    pub(super) fn of<'a, W>(people: impl Iterator<Item = W>) -> Self
    where
        W: Iterator<Item = &'a str>,
    {
        let mut all = Vec::new();
        for (place, words) in (0..).zip(people) {
            let begin = all.len();
            for word in words {
                let beginning = (number(word.as_bytes(), 0), place);
                if !all.iter().skip(begin).any(|other| *other == beginning) {
                    all.push(beginning);
                }
            }
        }
        // One after the other they need no comparing of words.
        mail_model::sort_by(&mut all, Ord::cmp);
        Self(all)
    }
    /// The places of all who have a word that begins with this, as far as it is
    /// kept: of a longer one some of them may have another.
    pub(super) fn places(&self, word: &str) -> &[(u64, u32)] {
        let (least, most) = (number(word.as_bytes(), 0), number(word.as_bytes(), u8::MAX));
        let begin = self.0.partition_point(|(beginning, _)| *beginning < least);
        let end = self.0.partition_point(|(beginning, _)| *beginning <= most);
        self.0.get(begin..end).unwrap_or_default()
    }
    /// Each of these places once, in their order.
    pub(super) fn in_order(places: &[(u64, u32)]) -> Vec<usize> {
        let mut places: Vec<usize> = places.iter().map(|(_, place)| *place as usize).collect();
        mail_model::sort_by(&mut places, Ord::cmp);
        places.dedup();
        places
    }
}

/// A word's first octets as a number that compares as they do; what is missing of
/// them is this.
fn number(word: &[u8], missing: u8) -> u64 {
    let octets: [u8; KEPT] = core::array::from_fn(|at| word.get(at).copied().unwrap_or(missing));
    u64::from_be_bytes(octets)
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn those_are_found_who_have_a_word_with_this_beginning() {
        let people = [
            vec!["ada", "lovelace", "ada@example.org", "ada"],
            vec!["alan", "turing"],
            vec!["ærø", "ada"],
            vec![],
            vec!["adalbert"],
            vec!["a", "telegraphist"],
        ];
        let beginnings = Beginnings::of(people.iter().map(|words| words.iter().copied()));
        for (word, expected) in [
            ("a", vec![0, 1, 2, 4, 5]),
            ("ada", vec![0, 2, 4]),
            ("ada@exam", vec![0]),
            ("æ", vec![2]),
            ("turing", vec![1]),
            ("adalberta", vec![4]),
            // Its ninth letter is another: who is asked looks for themselves.
            ("telegrapher", vec![5]),
            ("turings", vec![]),
            ("b", vec![]),
            ("", vec![0, 1, 2, 4, 5]),
        ] {
            let found = Beginnings::in_order(beginnings.places(word));
            assert_eq!(found, expected, "{word}");
        }
    }
}
