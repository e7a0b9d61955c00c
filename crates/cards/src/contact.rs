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

/// The parts of a person's name (RFC 6350 §6.2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Family names.
    pub family: String,
    /// Given names.
    pub given: String,
    /// Further names.
    pub additional: String,
    /// What stands before, as `Dr.`
    pub prefixes: String,
    /// What stands behind, as `M.A.`
    pub suffixes: String,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// What it is for.
    pub label: Label,
    /// The street, and what goes with it, in lines.
    pub street: String,
    /// The town.
    pub town: String,
    /// The state or region.
    pub region: String,
    /// The postal code.
    pub code: String,
    /// The country.
    pub country: String,
}

impl PostalAddress {
    /// As it stands on a letter.
    pub fn lines(&self) -> String {
        let town = [self.code.as_str(), self.town.as_str()];
        let town = town.map(str::trim).join(" ");
        let lines = [
            self.street.as_str(),
            town.trim(),
            self.region.as_str(),
            self.country.as_str(),
        ];
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
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

/// A person, an organization or a group, as a vCard tells of them. All texts may
/// be empty, and none is to be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What names it wherever it is; empty where the card has no such name.
    pub uid: String,
    /// What they are called; what comes closest to a name where there is none.
    pub name: String,
    /// The parts of that; all empty for what is no person.
    pub names: Names,
    /// What friends call them.
    pub nickname: String,
    /// Where they work, from the whole to its part.
    pub organization: String,
    /// What they are there.
    pub title: String,
    /// Mail addresses.
    pub emails: Vec<Labelled>,
    /// Telephone numbers.
    pub phones: Vec<Labelled>,
    /// Postal addresses.
    pub addresses: Vec<PostalAddress>,
    /// Pages: absolute http or https URLs.
    pub urls: Vec<Labelled>,
    /// When they were born.
    pub birthday: Option<Birthday>,
    /// What is noted of them.
    pub note: String,
    /// A picture, if it lies within.
    pub photo: Option<Photo>,
    /// Who belongs to it, where it is a group: UIDs, or `mailto:` addresses.
    pub members: Option<Vec<String>>,
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
