use crate::app::App;
use crate::components::problem_text;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::later::{Part, load_styled};
use crate::reactive::*;
use crate::ui::logo;
use mail_model::{Problem, ProblemKind};

/// The mail page, or something calm until it is loaded.
pub fn coming(app: App, part: RwSignal<Part>) -> View {
    (move || match part.get() {
        Part::Here(mail) => mail(app),
        Part::Awaited => html::div().class("centred-page").child(logo()).view(),
        Part::Failed => html::main()
            .class("centred-page")
            .attr("role", "alert")
            .child((
                logo(),
                problem_text(&Problem::new(ProblemKind::ProxyUnreachable)),
                html::button()
                    .class("button")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| load_styled(part, (app.parts.mail)()))
                    .child(i18n::connection_retry_now()),
            ))
            .view(),
    })
    .view()
}
