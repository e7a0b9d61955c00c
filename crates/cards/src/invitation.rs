use crate::recurrence::Recurrence;
use crate::time::When;
use mail_model::Address;
use serde::{Deserialize, Serialize};

/// What a message wants with an event (RFC 5546 §1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// It tells of the event; also where it says nothing, or nothing that is known.
    Publish,
    /// It invites, or tells of a change.
    Request,
    /// An attendee answers.
    Reply,
    /// Further dates of a series.
    Add,
    /// The event, or some of its dates, will not be.
    Cancel,
    /// An attendee asks for the event as it is now.
    Refresh,
    /// An attendee proposes another.
    Counter,
    /// The organizer does not take what was proposed.
    DeclineCounter,
}

/// What an event says of itself (RFC 5545 §3.8.1.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It will be; also where it says nothing.
    #[default]
    Confirmed,
    /// It may be.
    Tentative,
    /// It will not be.
    Cancelled,
}

/// Whether somebody takes part (RFC 5545 §3.2.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Participation {
    /// They have not said yet.
    #[default]
    NeedsAction,
    /// Yes.
    Accepted,
    /// Perhaps.
    Tentative,
    /// No.
    Declined,
    /// Somebody else does for them.
    Delegated,
}

/// What an attendee is there for (RFC 5545 §3.2.16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Is needed.
    #[default]
    Required,
    /// Leads.
    Chair,
    /// May come.
    Optional,
    /// Is told of it, and does not take part.
    Informed,
}

/// What an attendee is (RFC 5545 §3.2.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttendeeKind {
    /// A person; also where nothing is said.
    #[default]
    Person,
    /// Several people.
    Group,
    /// A thing.
    Resource,
    /// A room.
    Room,
}

/// Who is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Who.
    pub address: Address,
    /// Whether they take part.
    pub participation: Participation,
    /// What they are there for.
    pub role: Role,
    /// What they are.
    pub kind: AttendeeKind,
}

/// An event, and what a message wants with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What the message wants.
    pub method: Method,
    /// The event's name among all events; empty if it has none that can be answered to.
    pub uid: String,
    /// Which revision of the event it is.
    pub sequence: u32,
    /// Which date of a series it is about; all where `None`.
    pub recurrence_id: Option<When>,
    /// What it is called; may be empty, as all texts here.
    pub summary: String,
    /// Where.
    pub location: String,
    /// What is said of it.
    pub description: String,
    /// What somebody wrote who answers, proposes or cancels.
    pub comment: String,
    /// Who invites.
    pub organizer: Option<Address>,
    /// Who is invited, the first 500.
    pub attendees: Vec<Attendee>,
    /// How many further attendees there are.
    pub more_attendees: u32,
    /// When it begins.
    pub start: Option<When>,
    /// When it ends; of whole days the last one. `None` where it is no later than the start.
    pub end: Option<When>,
    /// How it recurs.
    pub recurrence: Option<Recurrence>,
    /// What it says of itself.
    pub status: Status,
    /// A page about it: an absolute http or https URL.
    pub url: Option<String>,
    /// Where one joins by video: an absolute http or https URL.
    pub conference: Option<String>,
}

/// What else a calendar file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OtherKind {
    /// Something to do (VTODO).
    Task,
    /// A journal entry (VJOURNAL).
    Journal,
    /// When somebody is free (VFREEBUSY).
    FreeBusy,
}

/// A thing of a calendar that is no event: it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// What it is.
    pub kind: OtherKind,
    /// What it is called; may be empty.
    pub summary: String,
}
