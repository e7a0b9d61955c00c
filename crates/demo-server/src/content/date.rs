use chrono::DateTime;
use mail_model::Timestamp;

/// A moment as the Date field has it (RFC 5322 §3.3).
pub(super) fn rfc5322_date(moment: Timestamp) -> String {
    DateTime::from_timestamp_millis(moment.0)
        .map(|date| date.to_rfc2822())
        .unwrap_or_default()
}

/// A day as iCalendar has it (RFC 5545 §3.3.4).
pub(super) fn calendar_day(moment: Timestamp) -> String {
    DateTime::from_timestamp_millis(moment.0)
        .map(|date| date.format("%Y%m%d").to_string())
        .unwrap_or_default()
}
