//! Texts as they are compared: i;unicode-casemap (RFC 5051), as far as the
//! scripts of Europe need it. Letters lose their case, and those of Latin with
//! a mark are taken apart, so that é stands between e and f.

/// How many characters of a text are compared.
const LENGTH_LIMIT: usize = 1_000;

/// The capitals from U+00C0 to U+017F that are a letter and a mark.
const MARKED: [(&str, char, &str); 12] = [
    ("ÀÈÌÒÙǸ", '\u{300}', "AEIOUN"),
    ("ÁÉÍÓÚÝĆĹŃŔŚŹ", '\u{301}', "AEIOUYCLNRSZ"),
    ("ÂÊÎÔÛĈĜĤĴŜŴŶ", '\u{302}', "AEIOUCGHJSWY"),
    ("ÃÑÕĨŨ", '\u{303}', "ANOIU"),
    ("ĀĒĪŌŪ", '\u{304}', "AEIOU"),
    ("ĂĔĞĬŎŬ", '\u{306}', "AEGIOU"),
    ("ĊĖĠİŻ", '\u{307}', "CEGIZ"),
    ("ÄËÏÖÜŸ", '\u{308}', "AEIOUY"),
    ("ÅŮ", '\u{30a}', "AU"),
    ("ŐŰ", '\u{30b}', "OU"),
    ("ČĎĚŇŘŠŤŽ", '\u{30c}', "CDENRSTZ"),
    ("ÇĢĶĻŅŖŞŢ", '\u{327}', "CGKLNRST"),
];
/// The same with an ogonek.
const OGONEK: (&str, char, &str) = ("ĄĘĮŲ", '\u{328}', "AEIU");

/// A text as it is compared.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().take(LENGTH_LIMIT) {
        let mut capitals = c.to_uppercase();
        // A letter whose capital is two, such as ß, stays what it is.
        let capital = match (capitals.next(), capitals.next()) {
            (Some(capital), None) => capital,
            _ => c,
        };
        match taken_apart(capital) {
            Some((letter, mark)) => folded.extend([letter, mark]),
            None => folded.push(capital),
        }
    }
    folded
}

/// A text as it is looked for by people who type no marks.
pub(crate) fn bare(text: &str) -> String {
    const SPELT: [(char, &str); 8] = [
        ('ß', "SS"),
        ('Æ', "AE"),
        ('Œ', "OE"),
        ('Ø', "O"),
        ('Ł', "L"),
        ('Đ', "D"),
        ('Ð', "D"),
        ('Þ', "TH"),
    ];
    let mut bare = String::with_capacity(text.len());
    for c in folded(text).chars() {
        if ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        match SPELT.iter().find(|(letter, _)| *letter == c) {
            Some((_, spelt)) if !c.is_ascii() => bare.push_str(spelt),
            _ => bare.push(c),
        }
    }
    bare
}

fn taken_apart(c: char) -> Option<(char, char)> {
    if !('\u{c0}'..'\u{200}').contains(&c) {
        return None;
    }
    let all = MARKED.iter().chain(core::iter::once(&OGONEK));
    all.filter_map(|(marked, mark, letters)| {
        let place = marked.chars().position(|capital| capital == c)?;
        Some((letters.chars().nth(place)?, *mark))
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_lost_and_marks_stand_apart() {
        assert_eq!(folded("Straße é Č"), "STRAßE E\u{301} C\u{30c}");
        assert_eq!(folded("ПРИВЕТ"), folded("привет"));
        assert!(folded("Ärger") < folded("Anton") || folded("Ärger") > folded("Azur"));
        for (marked, _, letters) in MARKED {
            assert_eq!(marked.chars().count(), letters.len());
        }
    }
}
