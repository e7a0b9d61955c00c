//! The app: what its parts have in common, and which page is shown.

use crate::bridge::{Link, News};
use crate::components::upstreams;
use crate::compose::Verb;
use crate::dom::{Child, View, document, effect, tell_leaving, window};
use crate::files::Files;
use crate::filter::Filter;
use crate::i18n::Pack;
use crate::keyboard::Command;
use crate::later::{Part, Parts, load_styled};
use crate::reactive::*;
use crate::rest::Waiting;
use crate::route::Route;
use crate::ruling::ruling;
use crate::searching::is_of_one_mailbox;
use crate::sorting::Sorting;
use crate::state::{Spot, State, recent_searches};
use crate::stopped::tell_when_it_stops;
use crate::{format, i18n, navigation, pages};
use any_spawner::Executor;
use gloo_timers::callback::Timeout;
use mail_engine::{
    Action, Change, LaterAction, LoginRequest, Place, Preferences, Prepared, Preparing,
    SessionState, Settings,
};
use mail_model::{Flag, MailboxName, MessageSummary};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A handle that every component has: the state to read, and the ways to act.
#[derive(Clone, Copy)]
pub struct App {
    pub state: State,
    /// What loads the parts that come later.
    pub parts: Parts,
    /// The way to the engine, once there is one.
    pub(crate) link: StoredValue<Rc<OnceCell<Link>>, LocalStorage>,
    /// The page's end of what no list needs, and what waits for it.
    pub(crate) waiting: StoredValue<Waiting, LocalStorage>,
    /// The files that were fetched.
    pub(crate) files: StoredValue<Files, LocalStorage>,
    /// A session was kept from before a reload, so no login form need be shown yet.
    has_kept_session: bool,
    /// The window shows messages alone, without folders and list.
    is_alone: bool,
    /// The message at the cursor is to open as soon as its row is here.
    awaits_cursor: StoredValue<bool, LocalStorage>,
    /// What is to be written about the message at the cursor once it is open.
    pub(crate) awaits_verb: StoredValue<Option<Verb>, LocalStorage>,
    /// What does what a command says, on the mail page.
    commands: StoredValue<Option<RunCommand>, LocalStorage>,
    /// Where the list stands is noted in a moment.
    noting: StoredValue<Option<Timeout>, LocalStorage>,
    /// The person has asked to be logged out.
    is_leaving: StoredValue<bool, LocalStorage>,
}

/// How long a list's view rests until the history is told where it stands: browsers
/// let a page tell it a few hundred times a minute.
const NOTE_MILLISECONDS: u32 = 300;

/// What does what a command says.
type RunCommand = Rc<dyn Fn(Command)>;

/// Which page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Login,
    Mail,
    Unknown,
}

impl App {
    /// An app whose wishes go by `link`, once that is filled.
    pub fn new(state: State, parts: Parts, link: Rc<OnceCell<Link>>) -> Self {
        let app = Self {
            state,
            parts,
            link: StoredValue::new_local(link),
            waiting: StoredValue::new_local(Waiting::default()),
            files: StoredValue::new_local(Files::default()),
            has_kept_session: Link::has_kept_session(),
            is_alone: navigation::is_alone(),
            awaits_cursor: StoredValue::new_local(false),
            awaits_verb: StoredValue::new_local(None),
            commands: StoredValue::new_local(None),
            noting: StoredValue::new_local(None),
            is_leaving: StoredValue::new_local(false),
        };
        navigation::on_travel(move |route| app.travel(route));
        app
    }

    /// Whether the window shows messages alone, without folders and list.
    pub fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// From now on commands are done by `run`.
    pub fn hear_commands(&self, run: impl Fn(Command) + 'static) {
        self.commands.set_value(Some(Rc::new(run)));
    }

    /// Does what a command says, as if its key had been pressed.
    pub fn command(&self, command: Command) {
        if let Some(run) = self.commands.get_value() {
            run(command);
        }
    }

    /// Passes a wish on to the engine.
    pub fn act(&self, action: impl Into<Action>) {
        match action.into() {
            Action::Later(action) => self.act_later(action),
            action => {
                if let Some(link) = self.link.get_value().get() {
                    link.act(action);
                }
            }
        }
    }

    /// Takes in what changed.
    pub fn receive(&self, news: Vec<News>) {
        let is_whose = |news: &News| matches!(news, News::Now(Change::Account { .. }));
        let is_begun = news.iter().any(is_whose);
        for news in news {
            match news {
                News::Now(Change::PlaceMoved(place)) => self.follow(place),
                News::Now(change) => self.state.apply(vec![change]),
                News::Later(packed) => self.hear_later(packed),
            }
        }
        if matches!(
            self.state.session().get_untracked(),
            Some(SessionState::LoggedOut(_))
        ) {
            self.forget_files();
            if self.is_leaving.try_update_value(std::mem::take) == Some(true) {
                // The browser keeps them beyond this tab.
                recent_searches::forget_all();
                navigation::replace(&Route::Login);
                self.state.set_route(Route::Login);
            }
        }
        if is_begun {
            self.recall_folded();
            self.act(LaterAction::Rule(ruling()));
            let preferences = self.state.recall_preferences();
            self.act(LaterAction::Prefer(Box::new(preferences)));
            self.act(LaterAction::OwnDomains(self.domains()));
            let route = self.route();
            let as_preferred = self.conversing(route.clone());
            if as_preferred != route {
                navigation::replace(&as_preferred);
                self.arrive(as_preferred);
            }
        }
        let is_online = matches!(
            self.state.session().get_untracked(),
            Some(SessionState::Online)
        );
        if is_online && matches!(self.route(), Route::Start | Route::Login) {
            let inbox = self.conversing(Route::inbox());
            navigation::replace(&inbox);
            self.arrive(inbox);
        }
        if self.awaits_cursor.get_value() {
            self.open_at_cursor();
        }
        if let Some(verb) = self.awaits_verb.get_value() {
            self.compose_once_open(verb);
        }
    }

    /// Moves the keyboard's place in the list.
    pub fn move_cursor(&self, row: u32) {
        self.awaits_cursor.set_value(false);
        self.awaits_verb.set_value(None);
        self.state.list.move_cursor(Some(row));
    }

    /// Opens the message at the cursor, now or when its row has come; tells
    /// whether it was open already.
    pub fn open_at_cursor(&self) -> bool {
        let list = self.state.list;
        let Some(row) = list.cursor().get_untracked() else {
            return false;
        };
        let summary = list.summary_at(row);
        self.awaits_cursor.set_value(summary.is_none());
        let (Some(summary), Some(head)) = (summary, list.head().get_untracked()) else {
            return false;
        };
        let place = self.route().first_place();
        let is_here = place.mailbox == head.mailbox || place.view.search.is_some();
        let route = match is_here {
            true => self.at_row(summary.uid),
            false => Route::message(head.mailbox, summary.uid),
        };
        let is_open = self.route() == route;
        match is_here {
            true => self.open_row(summary.uid),
            false => self.go(route),
        }
        is_open
    }

    /// Goes to a page. From one message to the next the history's entry is
    /// replaced: going back always leads to the list. A composer lies over what was
    /// there before.
    pub fn go(&self, route: Route) {
        let route = self.conversing(route);
        let before = self.route();
        if before == route {
            return;
        }
        let opened = |route: &Route| {
            let place = route.place()?;
            place.message.map(|_| place.mailbox.clone())
        };
        match (opened(&before), opened(&route)) {
            (Some(old), Some(new)) if old == new || is_same_search(&before, &route) => {
                navigation::replace(&route);
            }
            (None, Some(new)) => {
                self.note_spot();
                let is_in_list = before.place().is_some_and(|place| place.mailbox == new);
                let is_from_list = is_in_list || is_same_search(&before, &route);
                navigation::push(&route, is_from_list);
            }
            _ => {
                self.note_spot();
                navigation::push(&route, matches!(route, Route::Compose(_)));
            }
        }
        self.arrive(route);
    }

    /// Whoever goes back to this list, or loads the page anew, finds it where it is
    /// left; while one types a search it is not this list that is shown.
    fn note_spot(&self) {
        if self.route().place().is_some() && !self.is_typing_search() {
            navigation::note(&self.state.list.spot().to_text());
        }
    }

    /// The same once the view rests.
    pub fn note_spot_soon(&self) {
        let app = *self;
        let note = move || app.note_spot();
        self.noting
            .set_value(Some(Timeout::new(NOTE_MILLISECONDS, note)));
    }

    /// The list that comes next begins where the person left it.
    pub(crate) fn find_spot(&self) {
        self.state.list.begin_next_at(noted_spot(&self.route()));
    }

    /// The person goes back or forward.
    fn travel(&self, route: Route) {
        self.arrive(route);
        self.find_spot();
    }

    /// The page was loaded anew, perhaps: the list stands where it was, but for one
    /// that begins where its message is.
    fn come_back(&self) {
        let route = self.route();
        let begins_at_message = route.place().is_some_and(|place| {
            let view = &place.view;
            place.message.is_some() && view.search.is_none() && view.order.is_empty()
        });
        if !begins_at_message {
            self.find_spot();
        }
    }

    /// Goes to a list, and to its first row where it is there already.
    pub fn go_to_top(&self, route: Route) {
        let route = self.conversing(route);
        let before = self.route();
        // Behind the settings and the contacts the list waits as it was.
        let is_there = before.place().is_none() || is_same_list(&before, &route);
        self.go(route);
        if is_there {
            self.state.list.rewind();
        }
    }

    /// The same route with conversations as rows, where the person likes that: not
    /// in what was looked for in several mailboxes, nor in an order that is not of
    /// days.
    fn conversing(&self, mut route: Route) -> Route {
        let prefers = self.state.preferences();
        if let Route::Mail(place) = &mut route {
            let view = &mut place.view;
            let is_here = view.search.as_deref().is_none_or(is_of_one_mailbox);
            let can_be = is_here && Sorting::of(&view.order).key.is_of_days();
            let is_so =
                can_be && (view.is_folded || prefers.with_untracked(|all| all.look.conversations));
            (view.threads, view.is_folded) = (is_so, is_so);
        }
        route
    }

    /// Gives each conversation one row from now on, or each message.
    pub fn converse(&self, is_so: bool) {
        self.prefer(|all| all.look.conversations = is_so);
        let mut place = self.route().first_place();
        (place.view.threads, place.view.is_folded) = (is_so, is_so);
        if is_so && !Sorting::of(&place.view.order).key.is_of_days() {
            place.view.order = Vec::new();
        }
        self.go(Route::Mail(place));
    }

    /// Closes the open message.
    pub fn close_message(&self) {
        let Some(place) = self.route().place().cloned() else {
            return;
        };
        if self.is_alone {
            // A window that a script opened may close itself; another stays.
            let _ = window().close();
            return;
        }
        if place.message.is_some() && !navigation::back() {
            let list = Route::within(&place, None);
            navigation::replace(&list);
            self.arrive(list);
        }
    }

    /// In which order the list stands.
    pub fn sorting(&self) -> Sorting {
        let route = self.route();
        let place = route.place();
        place.map_or_else(Sorting::default, |place| Sorting::of(&place.view.order))
    }

    /// Has the list stand in another order.
    pub fn sort(&self, sorting: Sorting) {
        let mut place = self.route().first_place();
        place.view.order = sorting.order();
        self.go(Route::Mail(place));
    }

    /// Shows only such messages of the list, or no longer only them.
    pub fn filter(&self, filter: Filter) {
        let mut place = filter.turned(&self.route().first_place());
        place.message = None;
        self.go(Route::Mail(place));
    }

    /// Logs in, and goes where the URL points.
    pub fn log_in(&self, login: LoginRequest) {
        let place = self.route().first_place();
        self.act(Action::Login { login, place });
    }

    /// Ends the session, unless the engine finds that something would be lost.
    pub fn log_out(&self) {
        tell_leaving();
        self.is_leaving.set_value(true);
        self.act(Action::Logout);
    }

    /// Sets or clears a flag of one message.
    pub fn set_flag(&self, message: &MessageSummary, flag: Flag, value: bool) {
        self.act(LaterAction::SetFlag {
            uids: vec![message.uid],
            flag,
            value,
        });
    }

    /// Changes how the person reads, here and from now on.
    pub fn prefer(&self, change: impl FnOnce(&mut Preferences)) {
        let mut preferences = self.state.preferences().get_untracked();
        change(&mut preferences);
        ruling().force_preferences(&mut preferences);
        if !self.set(|settings| settings.preferences = preferences.clone()) {
            self.state.set_preferences(preferences.clone());
            self.act(LaterAction::Prefer(Box::new(preferences)));
        }
    }

    /// Changes what the person has set, here and in the account. `false` where it
    /// is not known yet what that is.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) -> bool {
        let Some(mut settings) = self.state.settings().get_untracked() else {
            return false;
        };
        change(&mut settings);
        self.state.set_settings(settings.clone());
        self.act(LaterAction::KeepSettings(Box::new(settings)));
        true
    }

    /// The domains of the mail server that the person is at.
    fn domains(&self) -> Vec<String> {
        let name = self.state.upstream().get_untracked();
        let known = upstreams().into_iter().find(|known| known.name == name);
        known.map(|known| known.domains).unwrap_or_default()
    }

    /// Has markup made fit for an editor; `then` gets what became of it, unless the
    /// session or the worker ends before.
    pub fn prepare(&self, content: Preparing, then: impl FnOnce(Prepared) + 'static) {
        let question = self.state.preparations.ask(then);
        self.act(LaterAction::Prepare { question, content });
    }

    /// The mailbox that is open has another name, or is no more: the URL follows.
    fn follow(&self, place: Place) {
        if self.route().place().is_some() {
            let route = Route::Mail(place);
            navigation::replace(&route);
            // The engine is there already, unless the person has just gone on.
            self.arrive(route);
        }
    }

    fn route(&self) -> Route {
        self.state.route().get_untracked()
    }

    pub(crate) fn arrive(&self, route: Route) {
        self.awaits_cursor.set_value(false);
        self.awaits_verb.set_value(None);
        self.state.list.begin_next_at(None);
        self.noting.set_value(None);
        let before = self.route();
        if let Some(place) = route.place() {
            self.act(Action::Go(place.clone()));
        } else if let (Route::Contacts(_), Some(place)) = (&route, before.place()) {
            // No message is open there; coming back opens it anew.
            self.act(Action::Go(Place {
                message: None,
                message_id: None,
                ..place.clone()
            }));
        }
        self.state.set_route(route);
    }

    fn page(&self, before: Option<Page>) -> Page {
        if self.state.route().get() == Route::Unknown {
            return Page::Unknown;
        }
        match self.state.session().get() {
            Some(SessionState::LoggedOut(_)) => Page::Login,
            // A login shows in the form where it was begun.
            None | Some(SessionState::LoggingIn) => match before {
                Some(page @ (Page::Login | Page::Mail)) => page,
                _ if self.has_kept_session => Page::Mail,
                _ => Page::Login,
            },
            Some(_) => Page::Mail,
        }
    }
}

/// Where a route's list was left, as the history has it.
fn noted_spot(route: &Route) -> Option<(MailboxName, Spot)> {
    let spot = navigation::noted().as_deref().and_then(Spot::parse);
    let mailbox = route.place().map(|place| place.mailbox.clone());
    mailbox.zip(spot)
}

/// Whether both show one list.
fn is_same_list(one: &Route, other: &Route) -> bool {
    let list = |route: &Route| {
        let place = route.place()?;
        Some((place.mailbox.clone(), place.view.clone()))
    };
    list(one).is_some() && list(one) == list(other)
}

/// Whether both are in the list of one search.
fn is_same_search(one: &Route, other: &Route) -> bool {
    let search = |route: &Route| route.place().and_then(|place| place.view.search.clone());
    search(one).is_some() && search(one) == search(other)
}

/// Mounts the app on the page and starts its engine.
pub fn start(parts: Parts) {
    tell_when_it_stops();
    // It is not there yet: this is the program's first line.
    let _ = Executor::init_wasm_bindgen();
    run_with_the_language();
    spawn_local(async move {
        i18n::load(Pack::First).await;
        begin(parts);
    });
}

fn begin(parts: Parts) {
    let owner = Owner::new();
    owner.with(|| {
        let route = navigation::current();
        let place = route.first_place();
        let state = State::new(route);
        let link = Rc::new(OnceCell::<Link>::new());
        let app = App::new(state, parts, Rc::clone(&link));
        app.come_back();
        // It was empty: this is the only place that fills it.
        let _ = link.set(Link::start(Some(place), move |news| app.receive(news)));
        mount(shell(app));
    });
    // The page's life is the app's.
    std::mem::forget(owner);
}

/// The page runs as its language is written.
fn run_with_the_language() {
    let Some(root) = document().document_element() else {
        return;
    };
    let language = root.get_attribute("lang").unwrap_or_default();
    if i18n::is_right_to_left(&language) || navigation::is_turned() {
        // Refused by no browser: the name is a plain word.
        let _ = root.set_attribute("dir", "rtl");
    }
}

fn mount(view: View) {
    if let Some(body) = document().body() {
        view.append_to(&body);
    }
}

/// The page for where the person is.
pub fn shell(app: App) -> View {
    take_away_splash();
    let mail = RwSignal::new(Part::Awaited);
    load_styled(mail, (app.parts.mail)());
    effect(move || document().set_title(&title(app)));
    let page = memo(move |before: Option<&Page>| app.page(before.copied()));
    effect(move || {
        if matches!(mail.get(), Part::Here(_)) {
            Timeout::new(0, format::prepare).forget();
        }
    });
    let mut before = None;
    (move || {
        let now = page.get();
        let was = before.replace(now);
        if (was, now) == (Some(Page::Login), Page::Mail) {
            // The form that had the focus is gone.
            effect(move || {
                if matches!(mail.get(), Part::Here(_)) {
                    Timeout::new(0, crate::components::focus_list).forget();
                }
            });
        }
        match now {
            Page::Login => pages::login(app),
            Page::Mail => pages::coming(app, mail),
            Page::Unknown => pages::not_found(app),
        }
    })
    .view()
}

fn title(app: App) -> String {
    let route = app.state.route().get();
    let is_in = matches!(
        app.state.session().get(),
        Some(SessionState::Online | SessionState::Offline { .. } | SessionState::Reconnecting)
    );
    // Where no mailbox is shown, new mail is told nevertheless.
    let inbox = MailboxName::inbox();
    let (name, counted) = match &route {
        _ if !is_in => return i18n::product().to_owned(),
        Route::Settings(_) => (i18n::task_settings().to_owned(), &inbox),
        Route::Contacts(_) => (i18n::task_contacts().to_owned(), &inbox),
        Route::Mail(place) => match place.view.search.as_deref() {
            Some(search) if !is_of_one_mailbox(search) => (i18n::list_found().to_owned(), &inbox),
            _ => {
                let name = crate::components::mailbox_label(app, &place.mailbox);
                (name, &place.mailbox)
            }
        },
        _ => return i18n::product().to_owned(),
    };
    let counts = app.state.tree.counts(counted);
    let unseen = counts.map_or(0, |counts| counts.unseen);
    if unseen == 0 {
        i18n::title_page(&name)
    } else {
        i18n::title_unread(&format::number(unseen), &name)
    }
}

/// The page paints something calm before this program runs; it goes now.
fn take_away_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
}
