//! Texts that name no charset, read with the tables that browsers have.
#![expect(clippy::unwrap_used, reason = "a test's panic is its report")]

mod encoding;

use encoding::EncodingTables;
use mail_model::Part;
use mime_message::{decode_text, parse_header};

const RUSSIAN: &str = "Добрый день! Высылаю вам договор, как мы и договорились вчера.";
const UKRAINIAN: &str = "Моя сім'я не велика і не маленька: я, мама, тато і сестра.";
const JAPANESE: &str = "お世話になっております。会議の資料をお送りします。";
const KOREAN: &str = "안녕하세요. 회의 자료를 보내 드립니다. 확인해 주세요.";
const GREEK: &str = "Καλημέρα, σας στέλνω το συμβόλαιο που συζητήσαμε χθες.";
const HEBREW: &str = "שלום רב, מצורף החוזה שעליו דיברנו אתמול בערב.";
const ARABIC: &str = "السلام عليكم، أرسل إليكم العقد الذي تحدثنا عنه أمس.";
const THAI: &str = "สวัสดีครับ ผมส่งสัญญาที่เราคุยกันเมื่อวานนี้มาให้";
const CHINESE: &str = "你好，这是我们今天开会的资料，请你看一下，有问题可以来找我。";
const TAIWANESE: &str = "你好，這是我們今天開會的資料，請你看一下，有問題可以來找我。";

fn encoded(text: &str, charset: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    encoding.encode(text).0.into_owned()
}

fn read(bytes: &[u8]) -> String {
    let part = Part {
        media_type: "text/plain".to_owned(),
        ..Part::default()
    };
    decode_text(&part, bytes, &EncodingTables).value
}

#[test]
fn a_text_without_a_charset_is_read_in_the_one_that_fits() {
    for (text, charsets) in [
        (GREEK, &["windows-1253", "iso-8859-7"][..]),
        (HEBREW, &["windows-1255"]),
        (ARABIC, &["windows-1256"]),
        (THAI, &["windows-874"]),
        (RUSSIAN, &["windows-1251", "koi8-r", "ibm866", "utf-8"][..]),
        (UKRAINIAN, &["windows-1251", "koi8-u"]),
        (JAPANESE, &["shift_jis", "euc-jp", "iso-2022-jp"]),
        (KOREAN, &["euc-kr"]),
        (CHINESE, &["gb18030"]),
        (TAIWANESE, &["big5"]),
    ] {
        for charset in charsets {
            let html = format!("<p style=\"color: red\">{text}</p>");
            assert_eq!(read(&encoded(text, charset)), text, "{charset}");
            assert_eq!(read(&encoded(&html, charset)), html, "{charset}");
        }
    }
}

#[test]
fn western_texts_stay_western() {
    for text in [
        "Die Hasen klagten einst über ihre mißliche Lage, jäh und öde.",
        "À bientôt, l’été s’achève déjà à Montréal où naît l’œuvre.",
        "ÄÖÜ äöü ß",
        "Señor, ¿qué pasó mañana? ¡Él está aquí!",
        "Kjære, blåbærsyltetøy på brød er æra verdt.",
    ] {
        assert_eq!(read(&encoded(text, "windows-1252")), text);
    }
}

#[test]
fn a_raw_subject_is_read_in_the_charset_that_fits() {
    let raw = [
        b"Subject: ".as_slice(),
        &encoded("Договор на оплату", "koi8-r"),
    ]
    .concat();
    assert_eq!(
        parse_header(&raw, &EncodingTables).subject,
        "Договор на оплату"
    );
}

#[test]
fn a_word_or_two_are_enough() {
    for (text, charset) in [
        ("Файлы", "windows-1251"),
        ("Договор", "koi8-r"),
        ("Счёт за май", "windows-1251"),
        ("Καλημέρα σας", "windows-1253"),
        ("שלום רב", "windows-1255"),
        ("السلام عليكم", "windows-1256"),
        ("สวัสดีครับ", "windows-874"),
    ] {
        assert_eq!(read(&encoded(text, charset)), text);
    }
}

#[test]
fn utf_16_is_known_without_a_label() {
    for text in ["Grüße aus Köln", "plain"] {
        let units = text.encode_utf16();
        let little: Vec<u8> = units.clone().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        for bytes in [little, big, marked] {
            assert_eq!(read(&bytes), text);
        }
    }
}
