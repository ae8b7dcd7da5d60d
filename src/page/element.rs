//! Elements, written as chains of calls.
//!
//! What `html!` writes out for an element weighs some 400 bytes in the page, a chain of these calls a
//! fifth of it. Whatever may be missing keeps its place among its siblings, so that Yew never takes
//! one element for another: a field that is taken out of the document loses what it shows.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, SubmitEvent,
    html::{onclick, oninput, onsubmit},
    virtual_dom::{VList, VNode, VTag, VText},
};

use crate::field::NO_HELP;

/// An element in the making.
pub(super) struct Element(Box<VTag>);

/// An element with this tag.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> Element {
    Element(Box::new(VTag::new(tag)))
}

/// Several elements without one round them.
#[inline(never)]
pub(super) fn all(children: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::with_children(children, None)))
}

impl Element {
    /// A place of code: not to be translated.
    pub(super) fn code(self) -> Self {
        self.set("translate", "no")
    }

    /// A field that has [`NO_HELP`].
    pub(super) fn unhelped(self) -> Self {
        NO_HELP.iter().fold(self, |field, (name, value)| field.set(name, value))
    }

    /// With this class, or several with blanks between.
    pub(super) fn class(self, class: &'static str) -> Self {
        self.set("class", class)
    }

    /// With this attribute.
    #[inline(never)]
    pub(super) fn set(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.add_attribute(name, AttrValue::Static(value));
        self
    }

    /// With this attribute, whose value is made just now and is no secret.
    #[inline(never)]
    pub(super) fn set_text(mut self, name: &'static str, value: String) -> Self {
        self.0.add_attribute(name, AttrValue::from(value));
        self
    }

    /// Told from its siblings by this: the focus stays on it when others go. For all of them, or none.
    pub(super) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// With this attribute, which has no value, if `wanted`.
    pub(super) fn mark(self, name: &'static str, wanted: bool) -> Self {
        if wanted { self.set(name, "") } else { self }
    }

    /// Shown only if `shown`; there in any case.
    pub(super) fn shown(self, shown: bool) -> Self {
        self.mark("hidden", !shown)
    }

    /// With these words.
    #[inline(never)]
    pub(super) fn words(self, words: &'static str) -> Self {
        self.html(VNode::VText(VText::new(AttrValue::Static(words))))
    }

    /// With these words, which are made just now and hold no secret.
    #[inline(never)]
    pub(super) fn text(self, words: String) -> Self {
        self.html(VNode::VText(VText::new(words)))
    }

    /// With this element in it.
    #[inline(never)]
    pub(super) fn with(self, child: Self) -> Self {
        self.html(child.html_node())
    }

    /// With this element in it, or nothing in its place.
    #[inline(never)]
    pub(super) fn with_some(self, child: Option<Self>) -> Self {
        self.html(child.map_or_else(Html::default, Self::html_node))
    }

    /// With this in it.
    #[inline(never)]
    pub(super) fn html(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }

    /// With each of these in it.
    pub(super) fn each(self, children: impl Iterator<Item = Self>) -> Self {
        children.fold(self, Self::with)
    }

    /// With what the text field holds.
    #[inline(never)]
    pub(super) fn value(mut self, value: &str) -> Self {
        self.0.set_value(Some(AttrValue::from(value.to_owned())));
        self
    }

    /// Ticked or chosen.
    #[inline(never)]
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Calls this when it is pressed.
    #[inline(never)]
    pub(super) fn on_click(mut self, then: Callback<MouseEvent>) -> Self {
        self.0.add_listener(Rc::new(onclick::Wrapper::new(then)));
        self
    }

    /// Calls this when the user types into it.
    pub(super) fn on_input(mut self, then: Callback<InputEvent>) -> Self {
        self.0.add_listener(Rc::new(oninput::Wrapper::new(then)));
        self
    }

    /// Calls this when the form is sent.
    pub(super) fn on_submit(mut self, then: Callback<SubmitEvent>) -> Self {
        self.0.add_listener(Rc::new(onsubmit::Wrapper::new(then)));
        self
    }

    /// The element, done.
    #[inline(never)]
    pub(super) fn html_node(self) -> Html {
        VNode::VTag(Rc::new(*self.0))
    }
}
