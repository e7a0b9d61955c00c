//! How texts are compared when they are sorted (RFC 5256 §3): by
//! i;unicode-casemap (RFC 5051), for the letters of Europe and whatever has no
//! marks. Other letters with marks are compared as they are.

/// A capital letter with a mark, its letter and its mark.
const MARKED: &[(char, char, char)] = &[
    ('À', 'A', '\u{0300}'),
    ('Á', 'A', '\u{0301}'),
    ('Â', 'A', '\u{0302}'),
    ('Ã', 'A', '\u{0303}'),
    ('Ä', 'A', '\u{0308}'),
    ('Å', 'A', '\u{030a}'),
    ('Ç', 'C', '\u{0327}'),
    ('È', 'E', '\u{0300}'),
    ('É', 'E', '\u{0301}'),
    ('Ê', 'E', '\u{0302}'),
    ('Ë', 'E', '\u{0308}'),
    ('Ì', 'I', '\u{0300}'),
    ('Í', 'I', '\u{0301}'),
    ('Î', 'I', '\u{0302}'),
    ('Ï', 'I', '\u{0308}'),
    ('Ñ', 'N', '\u{0303}'),
    ('Ò', 'O', '\u{0300}'),
    ('Ó', 'O', '\u{0301}'),
    ('Ô', 'O', '\u{0302}'),
    ('Õ', 'O', '\u{0303}'),
    ('Ö', 'O', '\u{0308}'),
    ('Ù', 'U', '\u{0300}'),
    ('Ú', 'U', '\u{0301}'),
    ('Û', 'U', '\u{0302}'),
    ('Ü', 'U', '\u{0308}'),
    ('Ý', 'Y', '\u{0301}'),
    ('Ā', 'A', '\u{0304}'),
    ('Ă', 'A', '\u{0306}'),
    ('Ą', 'A', '\u{0328}'),
    ('Ć', 'C', '\u{0301}'),
    ('Ĉ', 'C', '\u{0302}'),
    ('Ċ', 'C', '\u{0307}'),
    ('Č', 'C', '\u{030c}'),
    ('Ď', 'D', '\u{030c}'),
    ('Ē', 'E', '\u{0304}'),
    ('Ĕ', 'E', '\u{0306}'),
    ('Ė', 'E', '\u{0307}'),
    ('Ę', 'E', '\u{0328}'),
    ('Ě', 'E', '\u{030c}'),
    ('Ĝ', 'G', '\u{0302}'),
    ('Ğ', 'G', '\u{0306}'),
    ('Ġ', 'G', '\u{0307}'),
    ('Ģ', 'G', '\u{0327}'),
    ('Ĥ', 'H', '\u{0302}'),
    ('Ĩ', 'I', '\u{0303}'),
    ('Ī', 'I', '\u{0304}'),
    ('Ĭ', 'I', '\u{0306}'),
    ('Į', 'I', '\u{0328}'),
    ('İ', 'I', '\u{0307}'),
    ('Ĵ', 'J', '\u{0302}'),
    ('Ķ', 'K', '\u{0327}'),
    ('Ĺ', 'L', '\u{0301}'),
    ('Ļ', 'L', '\u{0327}'),
    ('Ľ', 'L', '\u{030c}'),
    ('Ń', 'N', '\u{0301}'),
    ('Ņ', 'N', '\u{0327}'),
    ('Ň', 'N', '\u{030c}'),
    ('Ō', 'O', '\u{0304}'),
    ('Ŏ', 'O', '\u{0306}'),
    ('Ő', 'O', '\u{030b}'),
    ('Ŕ', 'R', '\u{0301}'),
    ('Ŗ', 'R', '\u{0327}'),
    ('Ř', 'R', '\u{030c}'),
    ('Ś', 'S', '\u{0301}'),
    ('Ŝ', 'S', '\u{0302}'),
    ('Ş', 'S', '\u{0327}'),
    ('Š', 'S', '\u{030c}'),
    ('Ţ', 'T', '\u{0327}'),
    ('Ť', 'T', '\u{030c}'),
    ('Ũ', 'U', '\u{0303}'),
    ('Ū', 'U', '\u{0304}'),
    ('Ŭ', 'U', '\u{0306}'),
    ('Ů', 'U', '\u{030a}'),
    ('Ű', 'U', '\u{030b}'),
    ('Ų', 'U', '\u{0328}'),
    ('Ŵ', 'W', '\u{0302}'),
    ('Ŷ', 'Y', '\u{0302}'),
    ('Ÿ', 'Y', '\u{0308}'),
    ('Ź', 'Z', '\u{0301}'),
    ('Ż', 'Z', '\u{0307}'),
    ('Ž', 'Z', '\u{030c}'),
];

/// A text whose order by octets is the order that is wanted: capitals, with
/// the marks behind their letters.
pub(crate) fn for_comparison(text: &str) -> String {
    let mut compared = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            compared.push(character.to_ascii_uppercase());
            continue;
        }
        for capital in character.to_uppercase() {
            match MARKED.binary_search_by_key(&capital, |(marked, _, _)| *marked) {
                Ok(at) => compared.extend(MARKED.get(at).into_iter().flat_map(|m| [m.1, m.2])),
                Err(_) => compared.push(capital),
            }
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_and_marks_count_last() {
        assert!(MARKED.is_sorted());
        let mut words = ["zebra", "Éclair", "eczema", "étude", "Apfel", "Äpfel", "東"];
        words.sort_by_key(|word| for_comparison(word));
        assert_eq!(
            words,
            ["Apfel", "Äpfel", "eczema", "Éclair", "étude", "zebra", "東"]
        );
        assert_eq!(for_comparison("Über"), for_comparison("ÜBER"));
    }
}
