use core::time::Duration;
use mail_model::Timestamp;
use std::collections::VecDeque;

/// How a session's octets go out, where a test had its hands in it.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    /// What lies behind such a place waits for its time, in order.
    holds: VecDeque<Hold>,
    /// So many octets more, then the connection is cut.
    pub(super) cut_after: Option<usize>,
    /// Nothing is answered, and nothing is heard.
    pub(super) is_mute: bool,
}

/// A place in the output, and when it may be passed.
#[derive(Clone, Copy, Debug)]
struct Hold {
    at: usize,
    due: Timestamp,
}

impl Delivery {
    /// Keeps what lies behind `at` until `due`, or until what is before it has gone.
    pub(super) fn hold(&mut self, at: usize, due: Timestamp) {
        self.holds.push_back(Hold { at, due });
    }

    /// When the next octets may go.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        Some(self.holds.front()?.due)
    }

    /// Lets go what has waited long enough.
    pub(super) fn release(&mut self, now: Timestamp) {
        while self.holds.front().is_some_and(|hold| hold.due <= now) {
            self.holds.pop_front();
        }
    }

    /// Whether any octets wait for their time.
    pub(super) fn is_holding(&self) -> bool {
        !self.holds.is_empty()
    }

    /// The octets that may go now; tells whether the connection is cut behind them.
    /// `on_wire` makes of them what is sent.
    pub(super) fn take(
        &mut self,
        output: &mut Vec<u8>,
        on_wire: impl FnOnce(Vec<u8>) -> Vec<u8>,
    ) -> (Vec<u8>, bool) {
        if self.is_mute {
            return (Vec::new(), false);
        }
        let end = self.holds.front().map_or(output.len(), |hold| hold.at);
        let ready: Vec<u8> = output.drain(..end.min(output.len())).collect();
        for hold in &mut self.holds {
            hold.at = hold.at.saturating_sub(ready.len());
        }
        let mut ready = on_wire(ready);
        let Some(left) = self.cut_after.as_mut() else {
            return (ready, false);
        };
        let is_cut = ready.len() >= *left;
        ready.truncate(*left);
        *left -= ready.len();
        if is_cut {
            self.holds.clear();
            output.clear();
        }
        (ready, is_cut)
    }
}

/// How long an answer takes, and how often meanwhile its progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slowness {
    pub(crate) step: Duration,
    /// At least one.
    pub(crate) steps: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_goes_in_its_time_and_order() {
        let mut delivery = Delivery::default();
        let mut output = b"abcdef".to_vec();
        delivery.hold(2, Timestamp(10));
        delivery.hold(4, Timestamp(20));
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (b"ab".to_vec(), false)
        );
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (Vec::new(), false)
        );
        output.extend(b"gh");
        delivery.release(Timestamp(10));
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (b"cd".to_vec(), false)
        );
        delivery.release(Timestamp(30));
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (b"efgh".to_vec(), false)
        );
    }

    #[test]
    fn a_cut_comes_at_its_octet() {
        let mut delivery = Delivery {
            cut_after: Some(3),
            ..Delivery::default()
        };
        let mut output = b"ab".to_vec();
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (b"ab".to_vec(), false)
        );
        output.extend(b"cd");
        assert_eq!(
            delivery.take(&mut output, |plain| plain),
            (b"c".to_vec(), true)
        );
        assert!(output.is_empty());
    }
}
