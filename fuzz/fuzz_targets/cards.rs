//! A vCard that is kept is read again as it was, and a change that changes
//! nothing changes nothing.
#![no_main]

use cards::{Card, Version};
use libfuzzer_sys::fuzz_target;
use mime_message::BuiltInCharsets;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let cards = Card::split(&text).filter_map(|text| Card::read(text, &BuiltInCharsets));
    let cards: Vec<Card> = cards.take(20).collect();
    for card in &cards {
        let kept = card.kept();
        let again = Card::read(&kept, &BuiltInCharsets).expect("it was written here");
        assert_eq!(again.kept(), kept);
        let _ = card.written(Version::V3);
        if let Some(contact) = card.contact() {
            let mut same = card.clone();
            same.edit(&contact);
            assert_eq!(same.contact(), Some(contact));
        }
    }
    for (one, other) in cards.iter().zip(cards.iter().skip(1)) {
        let _ = Card::merged(cards.first(), one, other).contact();
    }
});
