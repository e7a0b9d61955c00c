use serde::{Deserialize, Serialize};

/// What a number or an address is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Label {
    /// Nothing is said.
    #[default]
    None,
    /// At home.
    Home,
    /// At work.
    Work,
    /// A mobile telephone.
    Mobile,
    /// A fax machine.
    Fax,
    /// As somebody named it.
    Named(String),
}

/// A number, an address or the like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// What it is for.
    pub label: Label,
    /// What it is.
    pub value: String,
}

/// A day of birth; the year may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birthday {
    /// The year.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A picture that lies within a vCard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// `image/jpeg`, `image/png`, `image/gif` or `image/webp`, as its bytes say.
    pub media_type: String,
    /// At most 256 KiB.
    pub bytes: Vec<u8>,
}

/// A person or an organization, as a vCard tells of them. All texts may be
/// empty, and none is to be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What they are called; what comes closest to a name where there is none.
    pub name: String,
    /// Where they work, from the whole to its part.
    pub organization: String,
    /// What they are there.
    pub title: String,
    /// Mail addresses.
    pub emails: Vec<Labelled>,
    /// Telephone numbers.
    pub phones: Vec<Labelled>,
    /// Postal addresses, in lines.
    pub addresses: Vec<Labelled>,
    /// Pages: absolute http or https URLs.
    pub urls: Vec<Labelled>,
    /// When they were born.
    pub birthday: Option<Birthday>,
    /// What is noted of them.
    pub note: String,
    /// A picture, if it lies within.
    pub photo: Option<Photo>,
}

/// How vCards are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// 4.0 (RFC 6350).
    #[default]
    V4,
    /// 3.0 (RFC 2426), for programs that know no other.
    V3,
}
