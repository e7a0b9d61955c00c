//! A guess at the charset of a text that names none and is no UTF-8: the one in
//! which it reads like a language. Small, and silent where it is not sure.

use super::CharsetDecoder;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4096;
/// Fewer bytes beyond ASCII tell nothing.
const FEWEST: usize = 4;

/// How a script's texts are told from nonsense.
#[derive(Clone, Copy)]
enum Script {
    Cyrillic,
    Japanese,
    Korean,
    Chinese,
    Greek,
    Hebrew,
    Arabic,
    Thai,
}

/// The charsets that are tried, of two that fit as well the first.
const CANDIDATES: [(&str, Script); 13] = [
    ("windows-1251", Script::Cyrillic),
    ("koi8-u", Script::Cyrillic),
    ("ibm866", Script::Cyrillic),
    ("shift_jis", Script::Japanese),
    ("euc-jp", Script::Japanese),
    ("euc-kr", Script::Korean),
    ("gb18030", Script::Chinese),
    ("big5", Script::Chinese),
    ("windows-1253", Script::Greek),
    ("iso-8859-7", Script::Greek),
    ("windows-1255", Script::Hebrew),
    ("windows-1256", Script::Arabic),
    ("windows-874", Script::Thai),
];

/// The letters that make up two thirds of Russian and Ukrainian.
const COMMON_CYRILLIC: &str = "оеаинтсрлві";
/// The same of others whose letters share the octets of Russian's, so that only
/// how often each comes tells them apart.
const COMMON_GREEK: &str = "αοιετσνηάέίό";
const COMMON_HEBREW: &str = "יוהלאתרבמ";
const COMMON_ARABIC: &str = "الينومرتهبد";
const COMMON_THAI: &str = "านรอกเงมยลตวสดทปหคบ";
/// The characters that make up a fifth of Chinese, in both ways of writing it.
const COMMON_CHINESE: &str = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能\
                              而子那得于着下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實";

/// The text in the charset that fits, if one does.
pub(super) fn decode(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Option<String> {
    let sample = sample(bytes);
    let beyond = sample.iter().filter(|byte| !byte.is_ascii()).count();
    // Western words have single letters beyond ASCII, others hardly anything else.
    let in_a_row = sample
        .windows(3)
        .filter(|bytes| bytes.iter().all(|byte| !byte.is_ascii()))
        .count();
    if beyond < FEWEST || in_a_row * 3 < beyond {
        return None;
    }
    let likeness = |(label, script): &(&'static str, Script)| {
        let text = charsets.decode(label, sample)?;
        Some((*label, likeness(&text, *script)))
    };
    let best = CANDIDATES
        .iter()
        .filter_map(likeness)
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let enough = i32::try_from(beyond / 2).unwrap_or(i32::MAX);
    let (label, _) = best.filter(|(_, likeness)| *likeness >= enough)?;
    charsets.decode(label, bytes)
}

/// Some of the text, from its first byte beyond ASCII to the end of a line.
fn sample(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|byte| !byte.is_ascii());
    let bytes = bytes.get(from.unwrap_or(0)..).unwrap_or_default();
    let Some(sample) = bytes.get(..SAMPLE) else {
        return bytes;
    };
    let end = sample.iter().rposition(|&byte| byte == b'\n');
    sample.get(..end.unwrap_or(SAMPLE)).unwrap_or(sample)
}

/// About one for each byte beyond ASCII of a text that is what it seems.
#[expect(clippy::match_same_arms, reason = "one script after the other")]
fn likeness(text: &str, script: Script) -> i32 {
    let mut before = ' ';
    let mut sum = 0;
    for c in text.chars() {
        sum += match (script, c) {
            (_, '\u{80}'..='\u{9F}' | char::REPLACEMENT_CHARACTER | '\u{E000}'..='\u{F8FF}') => -8,
            (Script::Cyrillic, 'А'..='Я') if before.is_lowercase() => -2,
            (Script::Cyrillic, c) if COMMON_CYRILLIC.contains(c) => 2,
            (Script::Cyrillic, '─'..='╿' | '°'..='¿') => -2,
            (Script::Japanese, 'ぁ'..='ん' | 'ァ'..='ー' | '、' | '。') => 3,
            (Script::Japanese, '\u{FF61}'..='\u{FF9F}') => -2,
            (Script::Korean, '가'..='힣') => 2,
            (Script::Korean, '一'..='鿿') => -2,
            (Script::Chinese, c) if COMMON_CHINESE.contains(c) => 8,
            (Script::Chinese, '，' | '。') => 2,
            (Script::Chinese, 'ぁ'..='ー' | '\u{3400}'..='\u{4DBF}') => -2,
            // Signs within words, and points that nobody writes.
            (
                Script::Greek | Script::Hebrew | Script::Arabic,
                '\u{A1}'..='\u{BF}' | '\u{5B0}'..='\u{5C7}',
            ) => -2,
            (Script::Greek, 'Α'..='Ω') if before.is_lowercase() => -2,
            (Script::Greek, c) if COMMON_GREEK.contains(c) => 2,
            (Script::Hebrew, c) if COMMON_HEBREW.contains(c) => 2,
            (Script::Arabic, c) if COMMON_ARABIC.contains(c) => 2,
            // A vowel or a tone above nothing.
            (Script::Thai, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}') if !matches!(before, 'ก'..='ฮ' | '\u{E31}'..='\u{E3A}') => {
                -8
            }
            (Script::Thai, c) if COMMON_THAI.contains(c) => 2,
            _ => 0,
        };
        before = c;
    }
    sum
}
