//! Who may open a relay now: caps in all, for each address, and for each
//! address and minute.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::config::Limits;

/// The window of `openings_per_minute`.
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses remembered without an open relay, before those whose window is
/// over are forgotten.
const REMEMBERED: usize = 4096;
/// After a cap of open relays, a place may be free any time.
const RETRY_SOON: Duration = Duration::from_secs(5);

/// Counts the relays that are open.
#[derive(Debug)]
pub(crate) struct Admission {
    relays: usize,
    relays_per_address: usize,
    openings_per_minute: u32,
    register: Mutex<Register>,
}

#[derive(Debug, Default)]
struct Register {
    open: usize,
    addresses: BTreeMap<IpAddr, Entry>,
}

#[derive(Debug)]
struct Entry {
    open: usize,
    window_began: Instant,
    openings: u32,
}

/// Why a relay may not open, and when to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Too many in all.
    Full(Duration),
    /// Too many from this address.
    TooManyFromAddress(Duration),
}

/// An open relay's place, given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    admission: Arc<Admission>,
    address: IpAddr,
}

impl Admission {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            relays: limits.relays,
            relays_per_address: limits.relays_per_address,
            openings_per_minute: limits.openings_per_minute,
            register: Mutex::default(),
        }
    }

    /// A place for a relay from `address`.
    pub(crate) fn admit(self: &Arc<Self>, address: IpAddr, now: Instant) -> Result<Place, Refusal> {
        let address = accountable(address);
        let mut register = self.register.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge(&register, address, now)?;
        register.forget_old(now);
        register.open += 1;
        let entry = register.addresses.entry(address).or_insert(Entry {
            open: 0,
            window_began: now,
            openings: 0,
        });
        if now.duration_since(entry.window_began) >= WINDOW {
            entry.window_began = now;
            entry.openings = 0;
        }
        entry.open += 1;
        entry.openings += 1;
        Ok(Place {
            admission: Arc::clone(self),
            address,
        })
    }

    /// What [`Self::admit`] would say, without taking a place.
    pub(crate) fn would_admit(&self, address: IpAddr, now: Instant) -> Result<(), Refusal> {
        let register = self.register.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge(&register, accountable(address), now)
    }

    fn judge(&self, register: &Register, address: IpAddr, now: Instant) -> Result<(), Refusal> {
        if register.open >= self.relays {
            return Err(Refusal::Full(RETRY_SOON));
        }
        let Some(entry) = register.addresses.get(&address) else {
            return Ok(());
        };
        if entry.open >= self.relays_per_address {
            return Err(Refusal::TooManyFromAddress(RETRY_SOON));
        }
        let age = now.duration_since(entry.window_began);
        if age < WINDOW && entry.openings >= self.openings_per_minute {
            return Err(Refusal::TooManyFromAddress(WINDOW - age));
        }
        Ok(())
    }
}

impl Register {
    fn forget_old(&mut self, now: Instant) {
        if self.addresses.len() >= REMEMBERED + self.open {
            self.addresses.retain(|_, entry| {
                entry.open > 0 || now.duration_since(entry.window_began) < WINDOW
            });
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut register = self
            .admission
            .register
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        register.open = register.open.saturating_sub(1);
        if let Some(entry) = register.addresses.get_mut(&self.address) {
            entry.open = entry.open.saturating_sub(1);
        }
    }
}

/// What counts as one address: in IPv6 a /64, for that is what one customer is
/// given at least (RFC 6177 §2).
fn accountable(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(
            address.to_bits() & !u128::from(u64::MAX),
        )),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{Admission, Refusal};
    use crate::config::Limits;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    fn admission(
        relays: usize,
        relays_per_address: usize,
        openings_per_minute: u32,
    ) -> Arc<Admission> {
        Arc::new(Admission::new(&Limits {
            relays,
            relays_per_address,
            openings_per_minute,
            ..Limits::default()
        }))
    }

    #[test]
    fn a_place_given_back_can_be_taken_again() {
        let admission = admission(2, 1, 100);
        let now = Instant::now();
        let first = admission.admit("192.0.2.1".parse().unwrap(), now).unwrap();
        let refused = admission
            .admit("192.0.2.1".parse().unwrap(), now)
            .unwrap_err();
        assert!(matches!(refused, Refusal::TooManyFromAddress(_)));
        let _second = admission.admit("192.0.2.2".parse().unwrap(), now).unwrap();
        let refused = admission
            .admit("192.0.2.3".parse().unwrap(), now)
            .unwrap_err();
        assert!(matches!(refused, Refusal::Full(_)));
        drop(first);
        admission.admit("192.0.2.1".parse().unwrap(), now).unwrap();
    }

    #[test]
    fn an_address_that_opens_too_often_waits_for_the_minute_to_pass() {
        let admission = admission(10, 10, 2);
        let now = Instant::now();
        let address = "192.0.2.1".parse().unwrap();
        drop(admission.admit(address, now));
        drop(admission.admit(address, now));
        assert_eq!(
            admission.would_admit(address, now + Duration::from_secs(20)),
            Err(Refusal::TooManyFromAddress(Duration::from_secs(40)))
        );
        assert_eq!(
            admission.would_admit(address, now + Duration::from_secs(60)),
            Ok(())
        );
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_count_as_one() {
        let admission = admission(10, 1, 100);
        let now = Instant::now();
        let _place = admission
            .admit("2001:db8::1".parse().unwrap(), now)
            .unwrap();
        assert!(
            admission
                .would_admit("2001:db8::2".parse().unwrap(), now)
                .is_err()
        );
        assert!(
            admission
                .would_admit("2001:db8:0:1::2".parse().unwrap(), now)
                .is_ok()
        );
        let _place = admission
            .admit("::ffff:192.0.2.1".parse().unwrap(), now)
            .unwrap();
        assert!(
            admission
                .would_admit("192.0.2.1".parse().unwrap(), now)
                .is_err()
        );
    }
}
