use crate::random::Random;
use core::time::Duration;

/// The first wait before a lost connection is tried again.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(64);

/// So many tries are skipped where the server is busy: the next wait is 16 seconds.
const PATIENT: u32 = 4;

/// How long to wait before the connection is tried again: twice as long each
/// time, and never the same for two clients, so that a server which comes back
/// is not met by all of them at once.
#[derive(Debug)]
pub(crate) struct Backoff {
    /// Tries since the connection last held.
    tries: u32,
    /// Decides the jitter.
    random: Random,
}

impl Backoff {
    /// A backoff whose jitter is decided by `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            tries: 0,
            random: Random::new(seed),
        }
    }
    /// The connection held.
    pub(crate) fn reset(&mut self) {
        self.tries = 0;
    }
    /// How many waits there were since the connection last held.
    pub(crate) fn tries(&self) -> u32 {
        self.tries
    }
    /// The server has too much to do: the next waits are no short ones.
    pub(crate) fn be_patient(&mut self) {
        self.tries = self.tries.max(PATIENT);
    }
    /// The next wait: between three quarters of its nominal length and all of it.
    pub(crate) fn next_wait(&mut self) -> Duration {
        let nominal = FIRST.saturating_mul(1 << self.tries.min(10)).min(LONGEST);
        self.tries = self.tries.saturating_add(1);
        let quarters = self.random.next() % 1000;
        nominal - nominal.mul_f64(0.25 * quarters as f64 / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_one_second_to_sixty_four_and_start_anew_after_a_reset() {
        let mut backoff = Backoff::new(7);
        for nominal in [1_u64, 2, 4, 8, 16, 32, 64, 64, 64] {
            let wait = backoff.next_wait();
            assert!(
                wait <= Duration::from_secs(nominal),
                "{wait:?} of {nominal}"
            );
            assert!(
                wait >= Duration::from_millis(nominal * 750),
                "{wait:?} of {nominal}"
            );
        }
        backoff.reset();
        assert!(backoff.next_wait() <= Duration::from_secs(1));
        backoff.be_patient();
        assert!(backoff.next_wait() >= Duration::from_secs(12));
        assert!(backoff.next_wait() >= Duration::from_secs(24));
    }

    #[test]
    fn two_seeds_wait_differently() {
        assert_ne!(Backoff::new(1).next_wait(), Backoff::new(2).next_wait());
    }
}
