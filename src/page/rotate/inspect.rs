//! Which key signed a value: what was pasted stays in its fields, and what is kept of it are findings.

use yew::html::Scope;

use crate::{
    inspect::{self, Content, Inside, Typed, User},
    line::Written,
    make::{COPIED, SELECTED},
    page::{
        app::{self, App},
        browser::{field::Field, inflate, input},
        element::{Element, el},
        parts::{Takes, button, copy, press, said, text_field},
    },
    secret::Secret,
};

/// The part.
#[derive(Default)]
pub(in crate::page) struct Inspect {
    /// As in [`FIELDS`].
    fields: [Field; 6],
    content: Field,
    cookie: String,
    salt: String,
    told: Option<(inspect::Told, Inside)>,
    /// What is inside, until the field has a size to show it in.
    coming: Option<Secret>,
    /// Which text is being unpacked: what an earlier one held comes too late.
    unpacking: u32,
    said: &'static str,
}

/// Something happened.
pub(in crate::page) enum Message {
    Typed,
    Cookie(String),
    Salt(String),
    Unpacked(u32, Option<Secret>),
    Copy,
    Copied(bool),
}

/// The fields that are typed into, with their labels. The value, the keys, and what the database holds of a
/// user.
const FIELDS: [(&str, &str); 6] = [
    ("inspect-token", "The signed value"),
    ("inspect-keys", "The keys, one per line"),
    ("inspect-user", "The user’s id"),
    ("inspect-password", "The hash of the user’s password"),
    ("inspect-login", "The user’s last login, in UTC"),
    ("inspect-email", "The user’s email address"),
];

impl Inspect {
    /// Fills the fields, which the framework knows nothing of.
    pub(in crate::page) fn rendered(&mut self, link: &Scope<App>, first: bool) {
        if first {
            for (field, (id, label)) in self.fields.iter().zip(FIELDS) {
                let typed = link.callback(|_: Secret| app::Message::from(Message::Typed));
                field.mount(id, label, Some(Box::new(move |text| typed.emit(text))));
            }
        }
        if let Some(text) = self.coming.take() {
            self.content.mount_once("inspect-content", "What is inside");
            self.content.show(Some(&Written { text, lead: 0 }));
        }
    }

    /// Does what a message asks for; whether the part looks different then.
    pub(in crate::page) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Typed => self.look(link),
            Message::Cookie(name) => {
                self.cookie = name;
                self.look(link);
            }
            Message::Salt(salt) => {
                self.salt = salt;
                self.look(link);
            }
            Message::Unpacked(unpacking, text) => {
                let Some(told) = self.told.as_mut().filter(|_| unpacking == self.unpacking) else { return false };
                (told.1, self.coming) = Inside::unpacked(text);
            }
            Message::Copy => {
                copy(link, self.content.text().expose(), |_, done| Message::Copied(done).into(), 0);
                // The same again is to be heard again.
                self.said = "";
            }
            Message::Copied(true) => self.said = COPIED,
            Message::Copied(false) => {
                self.content.select();
                self.said = SELECTED;
            }
        }
        true
    }

    /// Lets go of what was pasted and what was inside.
    pub(in crate::page) fn forget(&mut self, link: &Scope<App>) {
        self.fields.iter().for_each(|field| field.show(None));
        self.look(link);
    }

    /// Looks at what is in the fields.
    fn look(&mut self, link: &Scope<App>) {
        self.content.show(None);
        self.coming = None;
        self.unpacking += 1;
        self.said = "";
        let [token, keys, id, password, last_login, email] = self.fields.each_ref().map(Field::text);
        let typed = Typed {
            token: token.expose(),
            keys: keys.expose(),
            cookie: &self.cookie,
            salt: &self.salt,
            user: User {
                id: id.expose(),
                password: password.expose(),
                last_login: last_login.expose(),
                email: email.expose(),
            },
        };
        self.told = typed.tell().map(|(told, content)| {
            let inside = match content {
                Content::None => Inside::Nothing,
                Content::Pickle => Inside::Pickle,
                Content::Text(text) => {
                    self.coming = Some(text);
                    Inside::Text
                }
                Content::Deflated(bytes) => {
                    let (unpacking, unpacked) = (self.unpacking, inflate::inflate(bytes));
                    link.send_future(async move { app::Message::from(Message::Unpacked(unpacking, unpacked.await)) });
                    Inside::Nothing
                }
            };
            (told, inside)
        });
    }

    /// How the part looks.
    pub(in crate::page) fn view(&self, link: &Scope<App>) -> Element {
        let labelled = |at: usize| {
            let (id, label) = FIELDS[at];
            el("div")
                .class("field")
                .with(el("p").class("caption").set("aria-hidden", "true").words(label))
                .with(Field::host(id))
        };
        let plain =
            |id, label, text, message| text_field(id, label, Takes::Text, text, None, input::on_input(link, message));
        let details = el("div")
            .class("inside options")
            .with(plain("inspect-cookie", "The cookie’s name", &self.cookie, |text| Message::Cookie(text).into()))
            .with(plain("inspect-salt", "The salt, of the cookie or the signer", &self.salt, |text| {
                Message::Salt(text).into()
            }))
            .with(el("p").class("took").words("For a password-reset token or _auth_user_hash, as in the database:"))
            .each((2..6).map(labelled));
        let details = el("details")
            .class("fold")
            .with(el("summary").set("id", "inspect-details").words("Details: the cookie, the salt, the user"))
            .with(details);
        let told = self.told.as_ref();
        let has_content = told.is_some_and(|(_, inside)| *inside == Inside::Text);
        let copy = button("inspect-copy", "secondary small", "Copy", true, press(link, |_| Message::Copy.into(), 0));
        let inside = el("div")
            .class("content")
            .shown(has_content)
            .with(el("div").class("row").with(el("p").class("caption").words(Inside::Text.words())).with(copy))
            .with(Field::host("inspect-content"))
            .with(said("inspect-said", self.said));
        let note = told.filter(|(_, inside)| !has_content && *inside != Inside::Nothing);
        let results = el("div")
            .set("id", "inspect-result")
            .set("aria-live", "polite")
            .with_some(told.map(|(told, _)| verdict(told)))
            .with_some(note.map(|(_, inside)| el("p").class("took").words(inside.words())));
        el("section")
            .class("inspect")
            .set("aria-labelledby", "inspect")
            .with(el("h2").set("id", "inspect").words("Which key signed this?"))
            .with(el("p").class("lead").words("Paste a cookie, a stored session, a token or a signed link, and your keys. You see whether a new key has arrived everywhere, and whether an old one is gone."))
            .each((0..2).map(labelled))
            .with(details)
            .with(results)
            .with(inside)
    }
}

fn verdict(told: &inspect::Told) -> Element {
    let words = el("div")
        .with(el("h3").text(told.heading.clone()))
        .each(told.sentences.split('\n').map(|one| el("p").text(one.to_owned())));
    el("div")
        .set_text("class", ["verdict ", told.verdict].concat())
        .set("data-verdict", told.verdict)
        .with(el("span").class("sign").set("aria-hidden", "true").words(told.sign()))
        .with(words)
}
