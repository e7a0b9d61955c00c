use mail_model::Part;

/// Undoes a transfer encoding slice by slice, so that of a large file no more
/// than a slice is in memory.
#[derive(Debug)]
pub(super) struct TransferDecoder {
    part: Part,
    /// What came and cannot be decoded apart from what follows it.
    rest: Vec<u8>,
    /// Decoded, and not taken yet.
    decoded: Vec<u8>,
    /// Octets that were taken before it was begun anew: they are not told twice.
    skipped: u64,
    taken: u64,
    /// Something odd came: from there on all is decoded at once, in the end.
    is_held: bool,
}

impl TransferDecoder {
    /// A decoder of a part's body.
    pub(super) fn new(part: &Part) -> Self {
        Self {
            part: part.clone(),
            rest: Vec::new(),
            decoded: Vec::new(),
            skipped: 0,
            taken: 0,
            is_held: false,
        }
    }
    /// The file comes once more from its beginning. What was taken is passed over.
    pub(super) fn begin_anew(&mut self) {
        self.rest.clear();
        self.decoded.clear();
        self.skipped = self.taken;
        self.is_held = false;
    }
    /// A slice came.
    pub(super) fn push(&mut self, slice: &[u8]) {
        self.rest.extend_from_slice(slice);
        if self.is_held {
            return;
        }
        let end = match self.part.transfer_encoding.as_str() {
            "base64" => match whole_groups(&self.rest) {
                Some(end) => end,
                None => {
                    self.is_held = true;
                    return;
                }
            },
            // A soft line break may not be cut from its line.
            "quoted-printable" => self
                .rest
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(0, |at| at + 1),
            "7bit" | "8bit" | "binary" | "" => self.rest.len(),
            _ => 0,
        };
        let ready: Vec<u8> = self.rest.drain(..end).collect();
        self.decode(&ready);
    }
    /// A slice came from which the server has taken the encoding.
    pub(super) fn push_decoded(&mut self, slice: &[u8]) {
        self.decoded.extend_from_slice(slice);
    }
    /// Octets that wait for what follows them.
    pub(super) fn waiting(&self) -> usize {
        self.rest.len()
    }
    /// Octets of the file that were taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }
    /// What of the file was not taken yet.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let mut bytes = core::mem::take(&mut self.decoded);
        let known = usize::try_from(self.skipped).unwrap_or(usize::MAX);
        let known = known.min(bytes.len());
        bytes.drain(..known);
        self.skipped -= known as u64;
        self.taken += bytes.len() as u64;
        bytes
    }
    /// All has come.
    pub(super) fn finish(&mut self) {
        let rest = core::mem::take(&mut self.rest);
        self.decode(&rest);
    }

    fn decode(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            let decoded = mime_message::decode_transfer(&self.part, bytes);
            self.decoded.extend(decoded.value);
        }
    }
}

/// How far the groups of four base64 characters are whole; `None` where there
/// is anything but those and line ends, such as the padding at the end.
fn whole_groups(bytes: &[u8]) -> Option<usize> {
    let (mut characters, mut end) = (0_u32, 0);
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => {
                characters += 1;
                if characters == 4 {
                    (characters, end) = (0, index + 1);
                }
            }
            b'\r' | b'\n' => {}
            _ => return None,
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: &str, slices: &[&[u8]]) -> Vec<u8> {
        let part = Part {
            media_type: "application/octet-stream".to_owned(),
            transfer_encoding: encoding.to_owned(),
            ..Part::default()
        };
        let mut decoder = TransferDecoder::new(&part);
        for slice in slices {
            decoder.push(slice);
        }
        decoder.finish();
        decoder.take()
    }

    #[test]
    fn wherever_the_slices_are_cut_the_file_is_the_same() {
        let bodies: [(&str, &[u8]); 6] = [
            ("base64", b"VGhlIHF1aWNr\r\nIGJyb3duIGZveA==\r\n"),
            ("base64", b"VGhlIHF1\r\naWNrIGJyb3du\r\n"),
            ("base64", b"VGhl!IHF1 aWNr"),
            (
                "quoted-printable",
                b"a=3Db soft=\r\nly broken =\r\nline\r\nend=20",
            ),
            ("7bit", b"plain\r\ntext"),
            ("x-unknown", b"what is this"),
        ];
        for (encoding, body) in bodies {
            let whole = decoded(encoding, &[body]);
            assert!(!whole.is_empty());
            for first in 0..=body.len() {
                for second in first..=body.len() {
                    let slices = [&body[..first], &body[first..second], &body[second..]];
                    assert_eq!(
                        decoded(encoding, &slices),
                        whole,
                        "{encoding} {first} {second}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_base64_file_is_decoded_as_it_comes() {
        let part = Part {
            transfer_encoding: "base64".to_owned(),
            ..Part::default()
        };
        let mut decoder = TransferDecoder::new(&part);
        decoder.push(b"VGhlIHF1aWNr\r\nIG");
        assert_eq!(decoder.take(), b"The quick");
        assert_eq!(decoder.waiting(), 4);
    }

    #[test]
    fn what_was_taken_is_not_told_again_when_a_file_comes_anew() {
        let part = Part {
            transfer_encoding: "base64".to_owned(),
            ..Part::default()
        };
        let mut decoder = TransferDecoder::new(&part);
        decoder.push_decoded(b"The qui");
        assert_eq!(decoder.take(), b"The qui");
        decoder.begin_anew();
        decoder.push(b"VGhl");
        assert_eq!(decoder.take(), b"");
        decoder.push(b"IHF1aWNr\r\n");
        assert_eq!(decoder.take(), b"ck");
        assert_eq!(decoder.taken(), 9);
    }
}
