//! What zones are called: the IANA name within or behind a name that software
//! made up.

/// The IANA name that a zone's name holds or stands for, where that is known.
pub(crate) fn iana_name(name: &str) -> Option<String> {
    /// The areas of the IANA database.
    const AREAS: [&str; 11] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
        "Etc/",
    ];
    let name = name.trim().trim_matches('"').trim();
    if matches!(
        name,
        "UTC" | "GMT" | "Z" | "Etc/GMT" | "Etc/UTC" | "Etc/Zulu"
    ) {
        return Some("Etc/UTC".to_owned());
    }
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    // As in `/freeassociation.sourceforge.net/Europe/Berlin`.
    let area = AREAS.iter().find_map(|area| {
        let at = name.find(area)?;
        let is_whole = at == 0 || name.get(..at)?.ends_with('/');
        name.get(at..).filter(|_| is_whole)
    });
    if let Some(zone) = area {
        let is_name = zone.len() <= 64 && zone.chars().all(is_of_name);
        return is_name.then(|| zone.to_owned());
    }
    let known = WINDOWS
        .iter()
        .find(|(windows, _)| windows.eq_ignore_ascii_case(name));
    known.map(|(_, iana)| (*iana).to_owned())
}

/// The zones of Windows that most mail comes from, by the place that stands for
/// each (Unicode CLDR, windowsZones).
const WINDOWS: &[(&str, &str)] = &[
    ("AUS Central Standard Time", "Australia/Darwin"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Bangladesh Standard Time", "Asia/Dhaka"),
    ("Canada Central Standard Time", "America/Regina"),
    ("Cen. Australia Standard Time", "Australia/Adelaide"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Asia Standard Time", "Asia/Almaty"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Standard Time", "America/Chicago"),
    ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("China Standard Time", "Asia/Shanghai"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("E. Australia Standard Time", "Australia/Brisbane"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("India Standard Time", "Asia/Calcutta"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Jordan Standard Time", "Asia/Amman"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Middle East Standard Time", "Asia/Beirut"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Mountain Standard Time", "America/Denver"),
    ("Myanmar Standard Time", "Asia/Rangoon"),
    ("Nepal Standard Time", "Asia/Katmandu"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Newfoundland Standard Time", "America/St_Johns"),
    ("Pacific SA Standard Time", "America/Santiago"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("SA Eastern Standard Time", "America/Cayenne"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("SA Western Standard Time", "America/La_Paz"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Sri Lanka Standard Time", "Asia/Colombo"),
    ("Taipei Standard Time", "Asia/Taipei"),
    ("Tasmania Standard Time", "Australia/Hobart"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("US Eastern Standard Time", "America/Indianapolis"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("UTC-02", "Etc/GMT+2"),
    ("Venezuela Standard Time", "America/Caracas"),
    ("W. Australia Standard Time", "Australia/Perth"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("West Asia Standard Time", "Asia/Tashkent"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_the_names_that_software_gives_them() {
        for (name, expected) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            (
                "America/Argentina/Ushuaia",
                Some("America/Argentina/Ushuaia"),
            ),
            (
                "/freeassociation.sourceforge.net/Europe/Berlin",
                Some("Europe/Berlin"),
            ),
            (
                "/citadel.org/20211207_1/America/New_York",
                Some("America/New_York"),
            ),
            ("W. Europe Standard Time", Some("Europe/Berlin")),
            ("eastern standard time", Some("America/New_York")),
            ("\"Tokyo Standard Time\"", Some("Asia/Tokyo")),
            ("UTC", Some("Etc/UTC")),
            ("Customized Time Zone", None),
            ("NotEurope/Berlin", None),
            ("Europe/Berlin\" onload=", None),
            ("", None),
        ] {
            assert_eq!(iana_name(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_names_each_zone_once() {
        assert!(WINDOWS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
