/// Bytes that choose what happens next: a fuzzer's, or those of a generator.
/// When they are used up every choice is the first.
#[derive(Debug)]
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    /// The choices that these bytes make.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }
    /// Whether all bytes are used up.
    pub fn are_over(&self) -> bool {
        self.0.is_empty()
    }
    /// A number below `bound`; as few bytes are used for it as can tell all of them.
    pub fn below(&mut self, bound: u32) -> u32 {
        let mut number = 0;
        let mut span: u64 = 1;
        while span < u64::from(bound) {
            number = number << 8 | u64::from(self.byte());
            span <<= 8;
        }
        (number % u64::from(bound.max(1))) as u32
    }
    /// The bytes that have chosen nothing yet.
    pub fn rest(&self) -> &[u8] {
        self.0
    }
    fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }
}

/// Bytes without a pattern: the same for the same seed.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    // A linear congruential generator; its high bits are the good ones.
    let mut state = seed;
    let next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    core::iter::repeat_with(next)
        .take(length + 8)
        .skip(8)
        .collect()
}
