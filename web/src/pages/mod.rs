//! Layout and route, no logic.

mod coming;
mod login;
mod mail;
mod not_found;

pub use coming::coming;
pub use login::login;
pub use mail::mail;
pub use not_found::not_found;
