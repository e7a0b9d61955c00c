//! Who has a word with this beginning: of ten thousand people with a few looks.

/// So many octets of a word are kept.
const KEPT: usize = 8;

/// The beginning of a word, whom it belongs to, and how much it says of them.
pub(super) type Beginning = (u64, u32, u8);

/// The beginnings of all words of a row of people, in their order, each beside the
/// place of whom it belongs to and how much it says of them.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Vec<Beginning>);

impl Beginnings {
    /// Of people with these words, those first that say most of them.
    pub(super) fn of<'a, W>(people: impl Iterator<Item = W>) -> Self
    where
        W: Iterator<Item = (&'a str, u8)>,
    {
        let mut all = Vec::new();
        for (place, words) in (0..).zip(people) {
            let begin = all.len();
            for (word, says) in words {
                let beginning = number(word.as_bytes(), 0);
                let is_same = |other: &Beginning| other.0 == beginning;
                if !all.iter().skip(begin).any(is_same) {
                    all.push((beginning, place, says));
                }
            }
        }
        // One after the other they need no comparing of words.
        mail_model::sort_by(&mut all, Ord::cmp);
        Self(all)
    }
    /// The places of all who have a word that begins with this, as far as it is
    /// kept: of a longer one some of them may have another.
    pub(super) fn places(&self, word: &str) -> &[Beginning] {
        let (least, most) = (number(word.as_bytes(), 0), number(word.as_bytes(), u8::MAX));
        let begin = self.0.partition_point(|known| known.0 < least);
        let end = self.0.partition_point(|known| known.0 <= most);
        self.0.get(begin..end).unwrap_or_default()
    }
    /// Each of these places once, in their order.
    pub(super) fn in_order(places: &[Beginning]) -> Vec<usize> {
        let mut places: Vec<usize> = places.iter().map(|known| known.1 as usize).collect();
        mail_model::sort_by(&mut places, Ord::cmp);
        places.dedup();
        places
    }
}

/// The last place of whom a word says at least one, and at least two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Behind([Option<u32>; 2]);

impl Behind {
    /// Of these.
    pub(super) fn of(places: &[Beginning]) -> Self {
        let mut last = [None; 2];
        for (_, place, says) in places {
            for (least, last) in (1..).zip(&mut last) {
                if *says >= least {
                    *last = (*last).max(Some(*place));
                }
            }
        }
        Self(last)
    }
    /// How much it says at most of whoever stands at this place or behind it.
    pub(super) fn most_from(self, place: usize) -> u8 {
        let place = u32::try_from(place).ok();
        let [one, two] = self.0.map(|last| last.is_some() && last >= place);
        if two { 2 } else { u8::from(one) }
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
    use super::{Beginnings, Behind};

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
        // The first says two, the others one.
        let words = people.iter().map(|words| {
            let says = |(at, word): (usize, &&'static str)| (*word, if at == 0 { 2 } else { 1 });
            words.iter().enumerate().map(says)
        });
        let beginnings = Beginnings::of(words);
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
        let behind = Behind::of(beginnings.places("ada"));
        let most: Vec<u8> = (0..6).map(|place| behind.most_from(place)).collect();
        assert_eq!(most, [2, 2, 2, 2, 2, 0]);
        let behind = Behind::of(beginnings.places("tur"));
        let most: Vec<u8> = (0..3).map(|place| behind.most_from(place)).collect();
        assert_eq!(most, [1, 1, 0]);
        assert_eq!(Behind::of(beginnings.places("b")).most_from(0), 0);
    }
}
