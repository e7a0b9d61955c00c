//! What a configuration may say, and how its mistakes are named.
#![allow(clippy::unwrap_used, reason = "a test's panic is its report")]

use std::path::Path;

use porthole::Config;
use porthole::config::{
    Limits, LogFormat, LogLevel, LogSettings, MailServer, Service, Target, TlsMode,
};

fn parse(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::parse(text, Path::new("porthole.toml"), environment).map_err(|error| error.to_string())
}

fn server(config: &Config, name: &str) -> MailServer {
    match &config.upstreams[name].target {
        Target::Server(server) => server.clone(),
        #[cfg(any(feature = "demo", feature = "conformance"))]
        _ => unreachable!("no file names another target"),
    }
}

const FULL: &str = r#"
listen = "0.0.0.0:8080"
origins = ["https://mail.example.org", "http://localhost:8080"]
trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]
product = "Example Mail"

[upstreams.work]
host = "imap.example.org"
label = "Work"
domains = ["example.org"]

[upstreams.old]
host = "192.0.2.7"
tls = "starttls"
ca_file = "/etc/porthole/ca.pem"
proxy_protocol = true

[limits]
relays = 50

[log]
format = "json"
level = "warn"
"#;

#[test]
fn what_is_not_said_of_submission_is_as_it_is_with_reading() {
    let submission = |table: &str| {
        let text = format!(
            "[upstreams.work]\nhost = \"mail.example.org\"\nca_file = \"/ca.pem\"\n{table}"
        );
        let mut config = parse(&text, &[])?;
        match config.upstreams.remove("work").unwrap().submission {
            Some(Target::Server(server)) => Ok(Some(server)),
            _ => Ok::<_, String>(None),
        }
    };
    assert!(submission("").unwrap().is_none());
    let usual = submission("[upstreams.work.submission]").unwrap().unwrap();
    assert_eq!((usual.host.as_str(), usual.port), ("mail.example.org", 465));
    assert_eq!(usual.ca_file, Some("/ca.pem".into()));
    assert_eq!(usual.service, Service::Submission);
    let old = "[upstreams.work.submission]\nhost = \"smtp.example.org\"\ntls = \"starttls\"";
    let old = submission(old).unwrap().unwrap();
    assert_eq!((old.host.as_str(), old.port), ("smtp.example.org", 587));
    let wrong = submission("[upstreams.work.submission]\nport = 0").unwrap_err();
    assert!(
        wrong.contains("line 5") && wrong.contains("submission.port"),
        "{wrong}"
    );
}

#[test]
fn every_key_is_understood() {
    let config = parse(FULL, &[]).unwrap();
    assert_eq!(config.listen, "0.0.0.0:8080".parse().unwrap());
    assert_eq!(
        config.origins,
        ["https://mail.example.org", "http://localhost:8080"]
    );
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.product, "Example Mail");
    assert_eq!(
        config.limits,
        Limits {
            relays: 50,
            ..Limits::default()
        }
    );
    assert_eq!(
        (config.log.format, config.log.level),
        (LogFormat::Json, LogLevel::Warn)
    );
    let work = &config.upstreams["work"];
    assert_eq!(
        (work.label.as_str(), work.domains.as_slice()),
        ("Work", &["example.org".to_owned()][..])
    );
    let server = |name| server(&config, name);
    assert_eq!(
        (server("work").port, server("work").tls),
        (993, TlsMode::Implicit)
    );
    assert_eq!(
        (server("old").port, server("old").tls),
        (143, TlsMode::StartTls)
    );
    assert!(server("old").proxy_protocol && !server("work").proxy_protocol);
    assert_eq!(config.upstreams["old"].label, "old");
}

#[test]
fn the_example_for_deployment_is_valid_and_tells_the_defaults() {
    let config = parse(include_str!("../../deploy/porthole.toml"), &[]).unwrap();
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.log, LogSettings::default());
}

#[test]
fn a_mistake_is_named_with_its_file_its_line_and_what_was_meant() {
    for (text, expected) in [
        (
            "\nlisen = \"127.0.0.1:80\"",
            "porthole.toml, line 2: unknown field `lisen`, expected one of `listen`, `origins`, `trusted_proxies`, \
             `product`, `upstreams`, `limits`, `log`, `settings`. Did you mean `listen`?",
        ),
        (
            "[limits]\n\n# a comment\nrelay = 3",
            "porthole.toml, line 4: unknown field `relay`, expected one of",
        ),
        (
            "[upstreams.work]\nhost = \"h.example\"\ntls = \"none\"",
            "porthole.toml, line 3: unknown variant `none`, expected `implicit` or `starttls`",
        ),
        (
            "[upstreams.work]\nhost = \"h.example\"\nverify = false",
            "porthole.toml, line 3: unknown field `verify`, expected one of `host`, `port`, `tls`, `ca_file`, \
             `proxy_protocol`, `label`, `domains`",
        ),
        (
            "[upstreams.work]\nport = \"993\"",
            "porthole.toml, line 2: invalid type: string \"993\", expected u16",
        ),
        (
            "listen = \"8080\"",
            "porthole.toml, line 1: `listen`: expected an address and a port",
        ),
        ("a = [", "porthole.toml, line 1: "),
        (
            "\n[upstreams.work]\nlabel = \"Work\"",
            "porthole.toml, line 2: `upstreams.work.host`: is missing",
        ),
        (
            "[upstreams.\"a/b\"]\nhost = \"h.example\"",
            "porthole.toml, line 1: `upstreams.a/b`: an upstream's name stands in addresses",
        ),
        (
            "[upstreams.work]\n\nhost = \"imap example\"",
            "porthole.toml, line 3: `upstreams.work.host`: is neither a host name nor an address",
        ),
        (
            "listen = \"0.0.0.0:80\"",
            "porthole.toml: `origins`: must name the app's address as browsers see it",
        ),
        (
            "\norigins = [\"https://mail.example.org/\"]",
            "porthole.toml, line 2: `origins`: \"https://mail.example.org/\" is no origin",
        ),
        (
            "origins = [\"*\"]",
            "begins with neither https:// nor http://",
        ),
        ("origins = [\"https://*.example.org\"]", "is no origin"),
        (
            "origins = [\"https://Mail.example.org\"]",
            "has capitals, which browsers never send",
        ),
        (
            "origins = [\"https://mail.example.org:443\"]",
            "names its scheme's own port, which browsers never send",
        ),
        (
            "trusted_proxies = [\"localhost\"]",
            "line 1: `trusted_proxies`: expected an address or a range",
        ),
        (
            "[limits]\nidle_seconds = 60",
            "line 2: `limits.idle_seconds`: must lie between 1741 and 86400",
        ),
        (
            "[limits]\nmessage_bytes = 1",
            "line 2: `limits.message_bytes`: must lie between",
        ),
        (
            "[settings.default]\nrich = true\ntheme = \"drak\"",
            "porthole.toml, line 3: `settings.default.theme`: expected one of system, light, dark, contrast",
        ),
        (
            "[settings]\ndefault = { rich = 7 }",
            "porthole.toml, line 2: `settings.default.rich`: expected true or false",
        ),
        (
            "[settings.default]\nundo = 121",
            "porthole.toml, line 2: `settings.default.undo`: expected a number from 0 to 120",
        ),
        (
            "[settings.default]\nthem = \"dark\"",
            "porthole.toml, line 2: `settings.default.them`: is no setting. Did you mean `theme`?",
        ),
        (
            "[settings]\nlocked = [\"density\"]",
            "porthole.toml, line 2: `settings.locked`: \"density\" is locked, but `settings.default` does not say",
        ),
        (
            "[settings]\nlocked = [\"identities\"]",
            "porthole.toml, line 2: `settings.locked`: \"identities\" is no setting; there are alert, ",
        ),
        (
            "[settings]\ndefaults = {}",
            "porthole.toml, line 2: unknown field `defaults`, expected `default` or `locked`",
        ),
        (
            "[limits]\nrelays = 0",
            "line 2: `limits.relays`: must be at least 1",
        ),
    ] {
        let error = parse(text, &[]).unwrap_err();
        assert!(error.contains(expected), "{text}\n{error}");
    }
}

#[test]
fn what_everybodys_settings_begin_with_is_told_in_their_own_words() {
    let config = parse(
        "[settings]\nlocked = [\"theme\", \"mark-read\"]\n[settings.default]\ntheme = \"dark\"\n\
         rich = false\nundo = 10\ncolumns = [\"date\", \"size\"]\n",
        &[("PORTHOLE_SETTINGS__DEFAULT__MARK_READ", "never")],
    );
    let config = config.unwrap();
    let given: Vec<_> = config
        .settings
        .iter()
        .map(|given| (given.name, given.value.as_str(), given.is_locked))
        .collect();
    assert_eq!(
        given,
        [
            ("columns", "date size", false),
            ("mark-read", "never", true),
            ("rich", "no", false),
            ("theme", "dark", true),
            ("undo", "10", false),
        ]
    );
}

#[test]
fn every_setting_that_may_be_given_is_documented() {
    let page = include_str!("../../docs/settings.md");
    for setting in relay_protocol::SETTINGS {
        let row = format!("| `{}` |", setting.name);
        assert!(page.contains(&row), "{}", setting.name);
    }
}

#[test]
fn every_key_can_be_set_by_the_environment() {
    let config = parse(
        FULL,
        &[
            ("HOME", "/root"),
            ("PORTHOLE_CONFIG", "elsewhere.toml"),
            ("PORTHOLE_LISTEN", "127.0.0.1:9"),
            ("PORTHOLE_ORIGINS", "[\"https://other.example\"]"),
            ("PORTHOLE_LIMITS__RELAYS", "7"),
            ("PORTHOLE_LOG__LEVEL", "debug"),
            ("PORTHOLE_PRODUCT", "1984"),
            ("PORTHOLE_UPSTREAMS__WORK__PORT", "1993"),
            ("PORTHOLE_UPSTREAMS__NEW__HOST", "new.example"),
        ],
    )
    .unwrap();
    assert_eq!(config.listen, "127.0.0.1:9".parse().unwrap());
    assert_eq!(config.origins, ["https://other.example"]);
    assert_eq!(config.limits.relays, 7);
    assert_eq!(config.log.level, LogLevel::Debug);
    assert_eq!(config.product, "1984");
    assert_eq!(
        config.upstreams.keys().collect::<Vec<_>>(),
        ["new", "old", "work"]
    );
    let work = server(&config, "work");
    assert_eq!((work.host.as_str(), work.port), ("imap.example.org", 1993));
}

#[test]
fn a_mistake_in_the_environment_names_its_variable() {
    for (name, value, expected) in [
        (
            "PORTHOLE_LISEN",
            "x",
            "environment variable PORTHOLE_LISEN: unknown field `lisen`",
        ),
        (
            "PORTHOLE_LIMITS__RELAYS",
            "many",
            "environment variable PORTHOLE_LIMITS__RELAYS: invalid type: string",
        ),
        (
            "PORTHOLE_LISTEN__PORT",
            "80",
            "environment variable PORTHOLE_LISTEN__PORT: sets a key below one",
        ),
    ] {
        let error = parse("listen = \"127.0.0.1:80\"", &[(name, value)]).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Config::load(Path::new("/nowhere/porthole.toml"), []).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("/nowhere/porthole.toml: cannot be read: ")
    );
}
