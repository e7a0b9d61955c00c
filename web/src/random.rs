//! Names that no other tab chooses.

use crate::dom::window;

/// A number that nobody else has drawn.
pub fn number() -> u64 {
    let mut bytes = [0; 8];
    let drawn = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    match drawn {
        Ok(_) => u64::from_le_bytes(bytes),
        // No browser refuses so few; a weaker number names a draft as well.
        Err(_) => js_sys::Math::random().to_bits(),
    }
}
