//! Invitations and vCards that messages carry, read; answers to invitations,
//! made; and vCards that are kept, changed and written.
//!
//! ```text
//! text ─► line ─► component ─► calendar ─► Invitation     (RFC 5545, 5546)
//!         folds,  BEGIN, END   │  time: dates on a clock, durations
//!         names,               │  zone: what a clock's moment is
//!         parameters           └  recurrence: rules, never unrolled
//!                           └─► vcard ─► Contact          (RFC 6350, 2426, vCard 2.1)
//! Invitation ─► answer ─► file ─► text                     (RFC 5546 §3.2.3)
//! Card ⇄ text: a vCard that is kept, edit: changed, merge: by two at once
//! ```
//!
//! Nothing in here fails and no input panics: what is damaged is read as far as
//! it goes. The time taken is linear in the input's length; counts, depth and
//! lengths are bounded by `limits`. All that comes out is text of the sender's,
//! to be shown as such.
#![warn(missing_docs)]

mod answer;
mod calendar;
mod card;
mod categories;
mod component;
mod contact;
mod edit;
mod file;
mod invitation;
mod job;
mod limits;
mod line;
mod merge;
mod recurrence;
mod time;
mod vcard;
mod zone;
mod zone_name;

pub use answer::{Answer, Reply};
pub use card::Card;
pub use contact::{Birthday, Contact, Label, Labelled, Names, Photo, PostalAddress, Version};
pub use invitation::{
    Attendee, AttendeeKind, Invitation, Method, Other, OtherKind, Participation, Role, Status,
};
pub use job::{Cards, Found, Job};
pub use recurrence::{Frequency, Recurrence, Weekday, WeekdayRule};
pub use time::{ClockTime, Date, When};
