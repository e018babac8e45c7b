//! A value that passed the gate.

/// A number after disclosure control: fit to leave the building to its audience.
///
/// The field is private, so only this module can make one, and the writers accept nothing else. Anyone can read
/// one that there is:
///
/// ```
/// fn read(published: &spreiding::disclose::Published<u32>) -> u32 {
///     *published.get()
/// }
/// ```
///
/// Nobody else can make one, nor change what is in it:
///
/// ```compile_fail
/// let forged = spreiding::disclose::Published(3);
/// ```
///
/// ```compile_fail
/// let forged = spreiding::disclose::Published::pass(3);
/// ```
///
/// ```compile_fail
/// let forged: spreiding::disclose::Published<u32> = 3.into();
/// ```
///
/// ```compile_fail
/// let forged = spreiding::disclose::Published::<u32>::default();
/// ```
///
/// ```compile_fail
/// fn change(published: &mut spreiding::disclose::Published<u32>) {
///     published.0 = 3;
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published<T>(T);

impl<T> Published<T> {
    /// Lets a value through; called by the gate alone.
    pub(super) fn pass(value: T) -> Published<T> {
        Published(value)
    }

    /// The value.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Why a number is there or is not: the four kinds of *no number* never mix.
///
/// A count of zero is a number, and has status [`Status::Ok`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// There is a number.
    Ok,
    /// There are units, and of none is the answer known.
    Unknown,
    /// There is nothing to divide by.
    Undefined,
    /// There is a number, and it is not shown: it would tell of persons.
    Hidden,
}

impl Status {
    /// The word in the outputs: `ok`, `onbekend`, `geen_noemer`, `onderdrukt`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Unknown => "onbekend",
            Status::Undefined => "geen_noemer",
            Status::Hidden => "onderdrukt",
        }
    }
}
