use super::unicode::ByteOrder;

/// What a charset label stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// Also US-ASCII, of which it is a superset.
    Utf8,
    /// Also ISO-8859-1, as which it is so often labelled that browsers read both as this.
    Windows1252,
    /// `None`: as the byte order mark says.
    Utf16(Option<ByteOrder>),
    /// `None`: as the byte order mark says.
    Utf32(Option<ByteOrder>),
    /// RFC 2152.
    Utf7,
    /// RFC 1557.
    Iso2022Kr,
    /// RFC 1843.
    Hz,
    /// The original PC's.
    Ibm437,
    /// The western European PC's.
    Ibm850,
    /// One that only a [`CharsetDecoder`](super::CharsetDecoder) knows, by a label that WHATWG's Encoding Standard has.
    Other(String),
}

impl Charset {
    /// Reads a label however it is spelt; `None` if it says nothing about the text.
    pub(crate) fn from_label(label: &str) -> Option<Self> {
        let label = label
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | ',' | '='))
            .to_ascii_lowercase();
        let label = label.strip_prefix("charset=").unwrap_or(&label);
        Some(match label {
            "" | "unknown" | "x-unknown" | "unknown-8bit" | "8bit" | "7bit" | "binary" | "none"
            | "default" | "default_charset" | "_autodetect" | "_autodetect_all" | "iso"
            | "x-user-defined" | "user-defined" => return None,
            "utf-8" | "utf8" | "utf_8" | "unicode-1-1-utf-8" | "utf8mb4" | "x-utf-8"
            | "cp65001" | "us-ascii" | "ascii" | "us_ascii" | "usascii" | "ansi_x3.4-1968"
            | "iso646-us" | "cp367" | "iso-ir-6" => Self::Utf8,
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "iso88591" | "iso8859_1" | "8859-1"
            | "latin1" | "latin-1" | "l1" | "cp819" | "iso-8859-1:1987" | "windows-1252"
            | "windows1252" | "cp1252" | "cp-1252" | "x-cp1252" | "ansi" | "win-1252" => {
                Self::Windows1252
            }
            "utf-16" | "utf16" | "utf_16" | "ucs-2" | "iso-10646-ucs-2" | "unicode" => {
                Self::Utf16(None)
            }
            "utf-16le" | "utf16le" | "utf-16-le" => Self::Utf16(Some(ByteOrder::Little)),
            "utf-16be" | "utf16be" | "utf-16-be" => Self::Utf16(Some(ByteOrder::Big)),
            "utf-32" | "utf32" | "ucs-4" | "iso-10646-ucs-4" => Self::Utf32(None),
            "utf-32le" | "utf32le" => Self::Utf32(Some(ByteOrder::Little)),
            "utf-32be" | "utf32be" => Self::Utf32(Some(ByteOrder::Big)),
            "utf-7" | "utf7" | "unicode-1-1-utf-7" | "x-unicode-2-0-utf-7" | "csunicode11utf7" => {
                Self::Utf7
            }
            "iso-2022-kr" | "csiso2022kr" => Self::Iso2022Kr,
            "hz-gb-2312" | "hz" => Self::Hz,
            "ibm437" | "cp437" | "437" | "cspc8codepage437" => Self::Ibm437,
            "ibm850" | "cp850" | "850" | "ibm-850" | "cspc850multilingual" => Self::Ibm850,
            other => Self::Other(whatwg_label(other)),
        })
    }

    /// Whether a character may take several bytes beyond ASCII, so that chance
    /// can make it look like UTF-8.
    pub(super) fn is_multi_byte(&self) -> bool {
        match self {
            Self::Other(label) => ["gb", "big5", "euc-", "shift", "iso-2022"]
                .iter()
                .any(|prefix| label.starts_with(prefix)),
            _ => false,
        }
    }

    /// Whether words of it must be decoded one by one: each begins anew.
    pub(crate) fn starts_afresh(&self) -> bool {
        matches!(self, Self::Utf7 | Self::Utf16(_) | Self::Utf32(_))
    }
}

/// The label under which the Encoding Standard knows what mailers call otherwise.
fn whatwg_label(label: &str) -> String {
    let known = match label {
        "cp932" | "ms932" | "windows-932" | "windows-31j" | "x-sjis" | "sjis" | "shift-jis"
        | "x-shift-jis" | "shift_jis-2004" | "shift_jisx0213" | "ms_kanji" | "mskanji" => {
            "shift_jis"
        }
        "cp936" | "ms936" | "windows-936" | "gb_2312-80" | "gb2312" | "gb_2312" | "gb2312-80"
        | "euc-cn" | "euccn" | "x-gbk" | "cn-gb" => "gbk",
        "gb-18030" => "gb18030",
        "cp949" | "ms949" | "windows-949" | "x-windows-949" | "uhc" | "ks_c_5601-1987"
        | "ks_c_5601" | "ksc5601" | "ksc_5601" | "ks_c_5601_1987" | "euckr" | "johab"
        | "ks_c_5601-1989" | "x-euc-kr" | "5601" => "euc-kr",
        "cp950" | "ms950" | "windows-950" | "x-x-big5" | "big-5" | "cn-big5" | "big5hkscs"
        | "big5-hkscs" | "big5-eten" => "big5",
        "eucjp" | "euc_jp" | "x-euc-jp" | "x-euc" | "ujis" | "cp51932" | "euc-jis-2004"
        | "eucjp-ms" => "euc-jp",
        "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3" | "iso-2022-jp-2004"
        | "iso-2022-jp-ext" | "iso-2022-jp-ms" | "iso2022-jp" | "iso2022jp" | "iso_2022-jp"
        | "jis" | "jis7" | "cp50220" | "cp50221" => "iso-2022-jp",
        "cp866" | "866" => "ibm866",
        "koi8r" | "koi8" | "koi" => "koi8-r",
        "koi8u" | "koi8-ru" => "koi8-u",
        "tis620" | "tis-620" | "cp874" | "windows874" => "windows-874",
        "mac" | "x-mac-roman" | "macroman" | "mac-roman" => "macintosh",
        "iso-8859-8-e" | "visual" => "iso-8859-8",
        "logical" => "iso-8859-8-i",
        other => return numbered(other).unwrap_or_else(|| other.to_owned()),
    };
    known.to_owned()
}

/// `cp1251`, `win-1251`, `windows1251` and `iso8859_2`, `8859-2` spelt properly.
fn numbered(label: &str) -> Option<String> {
    let digits_at = |prefixes: &[&str]| {
        prefixes
            .iter()
            .find_map(|prefix| label.strip_prefix(prefix))
            .map(|rest| rest.trim_start_matches(['-', '_']))
            .filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    if let Some(page) = digits_at(&["windows", "win", "cp", "x-cp", "ms", "ibm-", "ibm"])
        && page.len() == 4
        && page.starts_with("125")
    {
        return Some(format!("windows-{page}"));
    }
    let part = digits_at(&["iso-8859", "iso_8859", "iso8859", "8859"])?;
    (part.len() <= 2).then(|| format!("iso-8859-{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_by_their_many_spellings() {
        let other = |label: &str| Some(Charset::Other(label.to_owned()));
        let table = [
            ("UTF8", Some(Charset::Utf8)),
            ("\"utf-8\"", Some(Charset::Utf8)),
            ("US-ASCII", Some(Charset::Utf8)),
            ("ISO-8859-1", Some(Charset::Windows1252)),
            ("cp1251", other("windows-1251")),
            ("win-1251", other("windows-1251")),
            ("ISO8859_2", other("iso-8859-2")),
            ("8859-15", other("iso-8859-15")),
            ("cp932", other("shift_jis")),
            ("KS_C_5601-1987", other("euc-kr")),
            ("unicode-1-1-utf-7", Some(Charset::Utf7)),
            ("x-unknown", None),
            ("", None),
        ];
        for (label, charset) in table {
            assert_eq!(Charset::from_label(label), charset, "{label}");
        }
    }
}
