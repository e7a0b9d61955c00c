//! Layout and route, no logic.

mod login;
mod mail;
mod not_found;

pub use login::login;
pub use mail::mail;
pub use not_found::not_found;
