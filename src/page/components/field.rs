//! A field that shows a secret, or takes one.

use yew::prelude::*;

use crate::{
    page::browser::field::{Field, Purpose},
    secret::Secret,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The id of the element that hosts the field.
    pub(crate) id: &'static str,
    /// What a screen reader calls it.
    pub(crate) label: &'static str,
    /// The handle by which its text is set and selected.
    pub(crate) field: Field,
    /// Gets what the user types. Without it, the field is read-only.
    #[prop_or_default]
    pub(crate) on_input: Option<Callback<Secret>>,
}

/// A text area that no saved or serialised copy of the document holds; see [`Field`].
#[component]
pub(crate) fn SecretField(props: &Props) -> Html {
    let host = use_node_ref();
    let enters = props.on_input.is_some();
    {
        let (host, field, label, on_input) = (host.clone(), props.field.clone(), props.label, props.on_input.clone());
        use_effect_with((), move |()| {
            if let Some(host) = host.cast() {
                field.mount(&host, label, if enters { Purpose::Enter } else { Purpose::Show });
                if let Some(on_input) = on_input {
                    field.on_input(move |text| on_input.emit(text));
                }
            }
        });
    }
    html! { <div id={props.id} class="secret" ref={host} data-typing={enters.then_some("")} data-shows={(!enters).then_some("")}></div> }
}
