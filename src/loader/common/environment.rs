//! The variables of the host that a loader is started on.

/// The environment that the loader's process was started with. Where a loader interpolates, it
/// looks here.
#[derive(Debug, Clone, Copy, Default)]
pub struct Environment<'a> {
    pub(in crate::loader) variables: &'a [(&'a str, &'a str)],
    /// A name, and what every other variable is set to.
    others: Option<(&'a str, &'a str)>,
}

impl<'a> Environment<'a> {
    /// No variable is set, as on a fresh host.
    pub const EMPTY: Environment<'static> = Environment { variables: &[], others: None };

    /// The given variables are set.
    pub const fn new(variables: &'a [(&'a str, &'a str)]) -> Self {
        Self { variables, others: None }
    }

    /// Every variable is set to `value`, but for `name`. What is read there and not on a fresh host hangs on
    /// the host.
    pub const fn all_but(name: &'a str, value: &'a str) -> Self {
        Self { variables: &[], others: Some((name, value)) }
    }

    /// The same, with every variable that is not given set to `value`.
    pub(crate) const fn and_others(self, value: &'a str) -> Self {
        Self { others: Some(("", value)), ..self }
    }

    /// The value of `name`, if it is set.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let set = self.variables.iter().find(|(set, _)| *set == name).map(|(_, value)| *value);
        set.or_else(|| Some(self.others.filter(|(but, _)| *but != name)?.1))
    }

    /// The value of the last that is called `name`, or so in other letters' cases.
    pub(crate) fn in_any_case(&self, name: &str) -> Option<&'a str> {
        let set = self.variables.iter().rfind(|(set, _)| set.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
        set.or_else(|| Some(self.others?.1))
    }
}
