use crate::app::App;
use crate::components::{Upstream, problem_text, upstreams};
use crate::dom::{Child, View, effect, ev, html, value_of};
use crate::i18n;
use crate::language::{self, LANGUAGES};
use crate::reactive::*;
use crate::ui::{Field, Icon, field, icon, logo};
use mail_engine::{Credential, LoginRequest, SessionState};
use mail_model::{Problem, ProblemKind, Secret};
use web_sys::HtmlInputElement;

/// The id of the element that says what is wrong.
const PROBLEM: &str = "login-problem";

/// What stops a login before it is tried, or refused it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hindrance {
    NoUpstream,
    UserMissing,
    PasswordMissing,
    Refused(Problem),
}

/// The login page.
pub fn login(app: App) -> View {
    let upstreams = StoredValue::new(upstreams());
    let chosen = RwSignal::new(first_name(&upstreams.get_value()));
    let is_shown = RwSignal::new(false);
    let caps_lock = RwSignal::new(false);
    let missing = RwSignal::new(None::<Hindrance>);

    let is_busy = move || matches!(app.state.session().get(), Some(SessionState::LoggingIn));
    let hindrance = move || {
        missing.get().or_else(|| match app.state.session().get() {
            Some(SessionState::LoggedOut(Some(problem))) => Some(Hindrance::Refused(problem)),
            _ => None,
        })
    };
    let (user_field, user) = field(
        Field {
            id: "username",
            label: i18n::login_user(),
            autocomplete: "username",
            described_by: PROBLEM,
        },
        || "text",
        ().view(),
    );
    let (password_field, password) = field(
        Field {
            id: "password",
            label: i18n::login_password(),
            autocomplete: "current-password",
            described_by: PROBLEM,
        },
        move || if is_shown.get() { "text" } else { "password" },
        show_button(is_shown),
    );
    user.set_value(&language::name_typed_before());
    focus_what_is_needed(app, user.clone(), password.clone());
    let languages = (!language::is_locked()).then(|| language_choice(user.clone()));
    let submit = move |event: &web_sys::Event| {
        event.prevent_default();
        if is_busy() {
            return;
        }
        let name = user.value().trim().to_owned();
        let upstream =
            upstreams.with_value(|all| upstream_for(all, &name, &chosen.get_untracked()));
        let Some(upstream) = upstream else {
            return missing.set(Some(Hindrance::NoUpstream));
        };
        if name.is_empty() {
            missing.set(Some(Hindrance::UserMissing));
            let _ = user.focus();
        } else if password.value().is_empty() {
            missing.set(Some(Hindrance::PasswordMissing));
            let _ = password.focus();
        } else {
            missing.set(None);
            app.log_in(LoginRequest {
                upstream,
                user: name,
                credential: Credential::Password(Secret::new(password.value())),
            });
        }
    };

    html::main()
        .class("centred-page login-page")
        .child((
            logo(),
            html::h1().child(i18n::product()),
            html::form()
                .class("login-form")
                .attr("aria-label", i18n::login_title())
                .attr("novalidate", "")
                .on(ev::SUBMIT, submit)
                .child((
                    upstream_choice(&upstreams.get_value(), chosen),
                    user_field,
                    html::div()
                        .on(ev::KEY_UP, move |event| {
                            caps_lock.set(event.get_modifier_state("CapsLock"));
                        })
                        .child(password_field),
                    html::p()
                        .class("login-hint")
                        .attr("role", "status")
                        .child(move || caps_lock.get().then(i18n::login_caps_lock)),
                    html::button()
                        .class("button is-wide")
                        .attr("type", "submit")
                        .attr("aria-disabled", move || is_busy().then_some("true"))
                        .child((
                            move || is_busy().then(|| html::span().class("spinner")),
                            move || {
                                if is_busy() {
                                    i18n::login_busy()
                                } else {
                                    i18n::login_submit()
                                }
                            },
                        )),
                )),
            html::div()
                .class("login-problem")
                .attr("id", PROBLEM)
                .attr("role", "alert")
                .child(move || {
                    let hindrance = hindrance().filter(|_| !is_busy());
                    hindrance.map(|hindrance| (icon(Icon::Warning), words(&hindrance)))
                }),
            languages,
        ))
        .view()
}

fn words(hindrance: &Hindrance) -> View {
    match hindrance {
        Hindrance::NoUpstream => i18n::login_no_upstream().view(),
        Hindrance::UserMissing => i18n::login_user_missing().view(),
        Hindrance::PasswordMissing => i18n::login_password_missing().view(),
        Hindrance::Refused(problem) => problem_text(problem),
    }
}

/// The name first; after a refusal the password, ready to be typed over.
fn focus_what_is_needed(app: App, user: HtmlInputElement, password: HtmlInputElement) {
    let mut is_name_here = !user.value().is_empty();
    effect(move || match app.state.session().get() {
        Some(SessionState::LoggedOut(Some(problem)))
            if problem.kind == ProblemKind::WrongCredentials && !user.value().is_empty() =>
        {
            password.select();
            let _ = password.focus();
        }
        Some(SessionState::LoggingIn) => {}
        _ if user.value().is_empty() => {
            let _ = user.focus();
        }
        // The name was typed before another language was chosen.
        _ if std::mem::take(&mut is_name_here) => {
            let _ = password.focus();
        }
        _ => {}
    });
}

fn show_button(is_shown: RwSignal<bool>) -> View {
    let name = move || {
        if is_shown.get() {
            i18n::login_hide_password()
        } else {
            i18n::login_show_password()
        }
    };
    html::button()
        .class("icon-button")
        .attr("type", "button")
        .attr("aria-label", name)
        .attr("title", name)
        .on(ev::CLICK, move |_| {
            is_shown.update(|shown| *shown = !*shown);
        })
        .child(move || {
            icon(if is_shown.get() {
                Icon::EyeOff
            } else {
                Icon::Eye
            })
        })
        .view()
}

/// The choice of a server, where there is one to make.
fn upstream_choice(upstreams: &[Upstream], chosen: RwSignal<String>) -> Option<View> {
    if upstreams.len() < 2 {
        return None;
    }
    let options: Vec<_> = upstreams
        .iter()
        .map(|upstream| {
            html::option()
                .attr("value", upstream.name.clone())
                .child(upstream.label.clone())
                .view()
        })
        .collect();
    let choice = html::div().class("field").child((
        html::label()
            .attr("for", "upstream")
            .child(i18n::login_upstream()),
        html::div().class("field-box").child((
            html::select()
                .attr("id", "upstream")
                .on(ev::CHANGE, move |event| {
                    chosen.set(value_of(event));
                })
                .child(options),
            icon(Icon::ChevronDown),
        )),
    ));
    Some(choice.view())
}

/// The choice of a language, for this browser.
fn language_choice(user: HtmlInputElement) -> View {
    let spoken = language::spoken();
    let options: Vec<View> = LANGUAGES
        .iter()
        .map(|(tag, name)| {
            html::option()
                .attr("value", *tag)
                .attr("lang", *tag)
                .attr("selected", (*tag == spoken).then_some(""))
                .child(*name)
                .view()
        })
        .collect();
    html::select()
        .class("login-language")
        .attr("aria-label", i18n::login_language())
        .on(ev::CHANGE, move |event| {
            language::choose(&value_of(event));
            language::load_again_with(&user.value());
        })
        .child(options)
        .view()
}

fn first_name(upstreams: &[Upstream]) -> String {
    upstreams
        .first()
        .map(|upstream| upstream.name.clone())
        .unwrap_or_default()
}

/// The server whose mail domain the name has; else the one that was chosen.
fn upstream_for(upstreams: &[Upstream], user: &str, chosen: &str) -> Option<String> {
    let domain = user.rsplit_once('@').map(|(_, domain)| domain);
    let by_domain = upstreams.iter().find(|upstream| {
        domain.is_some_and(|domain| {
            upstream
                .domains
                .iter()
                .any(|known| known.eq_ignore_ascii_case(domain))
        })
    });
    let by_choice = || upstreams.iter().find(|upstream| upstream.name == chosen);
    by_domain
        .or_else(by_choice)
        .map(|upstream| upstream.name.clone())
}

#[cfg(test)]
mod tests {
    use super::{Upstream, upstream_for};

    fn upstreams() -> Vec<Upstream> {
        let upstream = |name: &str, domains: &[&str]| Upstream {
            name: name.to_owned(),
            label: name.to_owned(),
            domains: domains.iter().map(|d| (*d).to_owned()).collect(),
            can_submit: false,
        };
        vec![
            upstream("a", &["example.org"]),
            upstream("b", &["example.net"]),
        ]
    }

    #[test]
    fn the_mail_domain_names_the_server() {
        let chosen = upstream_for(&upstreams(), "robin@Example.NET", "a");
        assert_eq!(chosen.as_deref(), Some("b"));
    }

    #[test]
    fn without_a_known_domain_the_choice_holds() {
        for user in ["robin", "robin@example.com", "@", ""] {
            let chosen = upstream_for(&upstreams(), user, "b");
            assert_eq!(chosen.as_deref(), Some("b"));
        }
    }

    #[test]
    fn without_a_server_there_is_none_to_log_in_to() {
        assert_eq!(upstream_for(&[], "robin@example.org", ""), None);
    }
}
