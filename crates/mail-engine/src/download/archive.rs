//! Several files as one: a ZIP archive (APPNOTE 6.3), written as the files come.
//!
//! Files are stored as they are, since most of what is attached is compressed
//! already. What is known only at a file's end, its length and check sum,
//! stands behind it in a data descriptor, so nothing is ever gone back to.

use mail_model::{Set, Timestamp};

/// The largest archive in octets: beyond it lie the 64-bit forms of the
/// format, which are not written.
pub(super) const LARGEST_ARCHIVE: u64 = u32::MAX as u64;
/// So many files are in an archive at most (APPNOTE 4.4.22).
pub(super) const MOST_FILES: usize = u16::MAX as usize;

/// The version of the format that a reader must know: 2.0.
const VERSION: u16 = 20;
/// Lengths and check sum follow the file, and its name is UTF-8.
const FLAGS: u16 = (1 << 3) | (1 << 11);

/// An archive that is being written. Each method tells what comes next in it.
#[derive(Debug)]
pub(super) struct Archive {
    /// Octets written so far.
    length: u64,
    /// The files that are in it, as the directory at its end will have them.
    directory: Vec<u8>,
    files: u16,
    /// The names that are taken, in lower case.
    names: Set<String>,
    /// When all of its files are said to be written: (time, date).
    written: (u16, u16),
    open: Option<Open>,
}

/// The file that is being written.
#[derive(Debug)]
struct Open {
    name: String,
    at: u64,
    length: u64,
    check: Crc32,
}

impl Archive {
    /// An archive whose files are said to be `written` then.
    pub(super) fn new(written: Timestamp) -> Self {
        Self {
            length: 0,
            directory: Vec::new(),
            files: 0,
            names: Set::new(),
            written: dos_time(written),
            open: None,
        }
    }
    /// How long the archive would be if it ended here.
    pub(super) fn length(&self) -> u64 {
        self.length + self.directory.len() as u64 + 1024
    }
    /// A file begins; it is called by its name, or by one like it if that is taken.
    pub(super) fn begin(&mut self, name: &str, out: &mut Vec<u8>) {
        let open = Open {
            name: self.free_name(&entry_name(name)),
            at: self.length,
            length: 0,
            check: Crc32::default(),
        };
        let mut head = Vec::new();
        head.extend(b"PK\x03\x04");
        self.describe(&mut head, 0, 0);
        put_16(&mut head, open.name.len() as u16);
        put_16(&mut head, 0);
        head.extend(open.name.as_bytes());
        self.put(&head, out);
        self.open = Some(open);
    }
    /// More of the file.
    pub(super) fn write(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if let Some(open) = &mut self.open {
            open.check.add(bytes);
            open.length += bytes.len() as u64;
            self.put(bytes, out);
        }
    }
    /// The file ends.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        let Some(open) = self.open.take() else {
            return;
        };
        let check = open.check.sum();
        let length = open.length as u32;
        let mut descriptor = b"PK\x07\x08".to_vec();
        put_32(&mut descriptor, check);
        put_32(&mut descriptor, length);
        put_32(&mut descriptor, length);
        self.put(&descriptor, out);

        let mut entry = b"PK\x01\x02".to_vec();
        put_16(&mut entry, VERSION);
        self.describe(&mut entry, check, length);
        put_16(&mut entry, open.name.len() as u16);
        // No extra fields, no comment, the first disk, no attributes.
        entry.extend([0; 2 + 2 + 2 + 2 + 4]);
        put_32(&mut entry, open.at as u32);
        entry.extend(open.name.as_bytes());
        self.directory.extend(entry);
        self.files = self.files.saturating_add(1);
    }
    /// The archive ends.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        self.end(out);
        let directory = core::mem::take(&mut self.directory);
        let at = self.length as u32;
        let length = directory.len() as u32;
        self.put(&directory, out);
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        put_16(&mut end, self.files);
        put_16(&mut end, self.files);
        put_32(&mut end, length);
        put_32(&mut end, at);
        put_16(&mut end, 0);
        self.put(&end, out);
    }

    /// The fields that a file's head and its entry in the directory share.
    fn describe(&self, out: &mut Vec<u8>, check: u32, length: u32) {
        let (time, date) = self.written;
        // Method 0: stored.
        for field in [VERSION, FLAGS, 0, time, date] {
            put_16(out, field);
        }
        for field in [check, length, length] {
            put_32(out, field);
        }
    }
    fn put(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        self.length += bytes.len() as u64;
        out.extend_from_slice(bytes);
    }
    /// `a.txt`, or `a (2).txt` if that is taken. Names that differ by case
    /// alone are the same to many systems.
    fn free_name(&mut self, name: &str) -> String {
        let (stem, extension) = match name.rfind('.') {
            Some(dot) if dot > 0 => name.split_at(dot),
            _ => (name, ""),
        };
        let mut free = name.to_owned();
        let mut number = 2_u32;
        while !self.names.insert(free.to_lowercase()) {
            free = format!("{stem} ({number}){extension}");
            number += 1;
        }
        free
    }
}

/// A name as an archive may hold it: what Windows takes for a device, or can't
/// have in a name, is changed.
fn entry_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\' => '_',
            other => other,
        })
        .collect();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_uppercase();
    let is_numbered = |device: &str| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || is_numbered("COM")
        || is_numbered("LPT");
    match is_device {
        true => format!("_{name}"),
        false => name,
    }
}

fn put_16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn put_32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

/// The day of a moment by UTC, as names sort by it.
pub(super) fn day(moment: Timestamp) -> String {
    let (year, month, day) = civil(moment.0.div_euclid(1000).div_euclid(86_400));
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment as MS-DOS wrote it, by UTC: (time, date). Years before 1980 can't be written.
fn dos_time(moment: Timestamp) -> (u16, u16) {
    let seconds = moment.0.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    if !(1980..=2107).contains(&year) {
        return (0, (1 << 5) | 1);
    }
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let time = (hour << 11) | (minute << 5) | (second % 60 / 2);
    let date = ((year - 1980) << 9) | (month << 5) | day;
    (time as u16, date as u16)
}

/// The day, so many days after 1970-01-01, in the Gregorian calendar. Years are
/// counted from March, so that the day that leap years add is their last.
fn civil(days: i64) -> (i64, i64, i64) {
    // 0000-03-01 is 719,468 days before; an era is 400 years, 146,097 days.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + next, month, day)
}

/// CRC-32 (APPNOTE 4.4.7), half an octet at a time: a table of 64 octets is
/// fast enough for what comes over a network.
#[derive(Debug)]
struct Crc32(u32);

impl Default for Crc32 {
    fn default() -> Self {
        Self(!0)
    }
}

impl Crc32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut index = 0;
        while index < 16 {
            let mut value = index as u32;
            let mut bit = 0;
            while bit < 4 {
                value = if value & 1 == 1 {
                    value >> 1 ^ 0xEDB8_8320
                } else {
                    value >> 1
                };
                bit += 1;
            }
            table[index] = value;
            index += 1;
        }
        table
    };
    fn add(&mut self, bytes: &[u8]) {
        let step = |sum: u32, half: u8| {
            let index = (sum as u8 ^ half) & 15;
            sum >> 4 ^ Self::TABLE[usize::from(index)]
        };
        self.0 = bytes
            .iter()
            .fold(self.0, |sum, byte| step(step(sum, *byte), *byte >> 4));
    }
    fn sum(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_known_one() {
        let mut check = Crc32::default();
        check.add(b"12345");
        check.add(b"6789");
        assert_eq!(check.sum(), 0xCBF4_3926);
        assert_eq!(Crc32::default().sum(), 0);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (19_722, (2023, 12, 31)),
            (19_723, (2024, 1, 1)),
            (-1, (1969, 12, 31)),
        ] {
            assert_eq!(civil(days), date, "{days}");
        }
        // 2024-05-06 07:08:10 UTC.
        let (time, date) = dos_time(Timestamp(1_714_979_290_000));
        assert_eq!((time >> 11, time >> 5 & 63, (time & 31) * 2), (7, 8, 10));
        assert_eq!(
            (1980 + (date >> 9), date >> 5 & 15, date & 31),
            (2024, 5, 6)
        );
        assert_eq!(dos_time(Timestamp(0)), (0, 33));
    }

    #[test]
    fn names_that_are_taken_or_mean_something_else_are_changed() {
        let mut archive = Archive::new(Timestamp(0));
        let mut names = Vec::new();
        for name in [
            "a.txt", "A.TXT", "a.txt", "b", "b", ".x", "nul", "Com1.txt", "com10", "x:y?", "ü.pdf",
        ] {
            archive.begin(name, &mut Vec::new());
            names.push(archive.open.as_ref().unwrap().name.clone());
            archive.end(&mut Vec::new());
        }
        let expected = [
            "a.txt",
            "A (2).TXT",
            "a (3).txt",
            "b",
            "b (2)",
            ".x",
            "_nul",
            "_Com1.txt",
            "com10",
            "x_y_",
            "ü.pdf",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn python_reads_what_is_written() {
        let mut archive = Archive::new(Timestamp(1_714_979_290_000));
        let mut out = Vec::new();
        let large: Vec<u8> = (0..300_000_u32).map(|at| ((at * 7) >> 3) as u8).collect();
        for (name, slices) in [
            ("größe 東京.txt", vec![&b"twelve "[..], b"boxers"]),
            ("empty", vec![]),
            ("a.bin", large.chunks(4_097).collect()),
            ("a.bin", vec![b"another"]),
        ] {
            archive.begin(name, &mut out);
            for slice in slices {
                archive.write(slice, &mut out);
            }
            archive.end(&mut out);
        }
        archive.finish(&mut out);
        let script = "import sys, io, zipfile\n\
            z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))\n\
            assert z.testzip() is None\n\
            for i in z.infolist(): print(i.filename, i.file_size, i.date_time[0:5], i.compress_type)\n";
        let python = std::process::Command::new("python3")
            .args(["-X", "utf8", "-c", script])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn();
        let Ok(mut python) = python else {
            // A machine without Python checks the rest alone.
            return;
        };
        std::io::Write::write_all(&mut python.stdin.take().unwrap(), &out).unwrap();
        let output = python.wait_with_output().unwrap();
        let listing = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            listing,
            "größe 東京.txt 13 (2024, 5, 6, 7, 8) 0\n\
             empty 0 (2024, 5, 6, 7, 8) 0\n\
             a.bin 300000 (2024, 5, 6, 7, 8) 0\n\
             a (2).bin 7 (2024, 5, 6, 7, 8) 0\n"
        );
    }
}
