use mail_model::{AclEntry, QuotaKind, QuotaRoot, Rights};

/// What is known of a mailbox beside its messages, as far as somebody asked and
/// the server told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxFacts {
    /// How many octets it holds.
    pub octets: Option<u64>,
    /// What the person may do with it.
    pub rights: Option<Rights>,
    /// Who may do what with it.
    pub acl: Option<Vec<AclEntry>>,
}

/// How much room there is for mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Octets that are used, or messages.
    pub used: u64,
    /// Of how many.
    pub limit: u64,
    /// Messages are counted, not octets.
    pub counts_messages: bool,
}

impl Room {
    /// From so many hundredths on it is scarce.
    const SCARCE: u64 = 90;

    /// The room that runs out first, if there is a limit at all.
    pub fn of(roots: &[QuotaRoot]) -> Option<Self> {
        let resources = roots.iter().flat_map(|root| &root.resources);
        let rooms = resources.filter_map(|resource| {
            let counts_messages = match resource.kind {
                QuotaKind::Storage => false,
                QuotaKind::Messages => true,
                QuotaKind::Mailboxes | QuotaKind::Other(_) => return None,
            };
            Some(Self {
                used: resource.used,
                limit: resource.limit,
                counts_messages,
            })
        });
        // Of two that are as full as each other octets say more.
        rooms.max_by_key(|room| (room.hundredths(), !room.counts_messages))
    }
    /// How much of it is used, of a hundred; more than that where the limit was
    /// made lower.
    pub fn hundredths(self) -> u64 {
        match self.limit {
            // Nothing may be kept here.
            0 => 100,
            limit => {
                let hundredths = u128::from(self.used) * 100 / u128::from(limit);
                u64::try_from(hundredths).unwrap_or(u64::MAX)
            }
        }
    }
    /// Whether it soon runs out.
    pub fn is_scarce(self) -> bool {
        self.hundredths() >= Self::SCARCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::QuotaResource;

    fn root(resources: &[(QuotaKind, u64, u64)]) -> QuotaRoot {
        let resources = resources.iter().map(|(kind, used, limit)| QuotaResource {
            kind: kind.clone(),
            used: *used,
            limit: *limit,
        });
        QuotaRoot {
            name: String::new(),
            resources: resources.collect(),
        }
    }

    #[test]
    fn the_room_that_runs_out_first_is_told() {
        let roots = [
            root(&[(QuotaKind::Storage, 50, 100), (QuotaKind::Mailboxes, 9, 10)]),
            root(&[(QuotaKind::Messages, 950, 1_000)]),
        ];
        let room = Room::of(&roots).unwrap();
        assert!(room.counts_messages && room.is_scarce());
        assert_eq!(room.hundredths(), 95);
        let room = Room::of(&roots[..1]).unwrap();
        assert!(!room.counts_messages && !room.is_scarce());
        assert_eq!(Room::of(&[]), None);
        assert_eq!(Room::of(&[root(&[])]), None);
    }

    #[test]
    fn odd_limits_are_no_trouble() {
        let room = |used, limit| Room::of(&[root(&[(QuotaKind::Storage, used, limit)])]).unwrap();
        assert_eq!(room(u64::MAX, 1).hundredths(), u64::MAX);
        assert!(room(0, 0).is_scarce());
        assert_eq!(room(1, u64::MAX).hundredths(), 0);
        assert!(room(90, 100).is_scarce() && !room(899, 1_000).is_scarce());
    }
}
