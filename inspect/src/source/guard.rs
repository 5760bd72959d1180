//! Handling of the truncation of a mapped file by another process.
//!
//! Accessing a page past the new end of the file raises SIGBUS. The handler replaces the rest of
//! the mapping with zero pages and records this, so reading continues and the caller can check
//! afterwards whether zeros were substituted.
//!
//! The handler is installed while files are mapped. Signals for other addresses are passed to the
//! previous handler.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Maximum number of mappings guarded at a time. If all slots are in use, a file is read instead of
/// mapped.
const MAX_GUARDS: usize = 64;

/// Slot for a guarded address range.
struct GuardSlot {
    /// First address; 0 if the slot is free.
    start: AtomicUsize,
    len: AtomicUsize,
    hit: AtomicBool,
}

static SLOTS: [GuardSlot; MAX_GUARDS] = [const {
    GuardSlot { start: AtomicUsize::new(0), len: AtomicUsize::new(0), hit: AtomicBool::new(false) }
}; MAX_GUARDS];
/// Page size in bytes.
static PAGE_SIZE: AtomicUsize = AtomicUsize::new(0);
/// Number of guards. The handler is installed with the first guard and removed with the last.
static GUARD_COUNT: Mutex<usize> = Mutex::new(0);

/// A guarded address range, whose pages may become inaccessible. Contains the index of the slot.
#[derive(Debug)]
pub(super) struct GuardedRange(usize);

impl GuardedRange {
    /// Guards `len` bytes from `start`; `None` if no slot is free or the handler cannot be
    /// installed.
    pub(super) fn new(start: usize, len: usize) -> Option<Self> {
        let mut count = GUARD_COUNT.lock().unwrap_or_else(PoisonError::into_inner);
        if *count == 0 && !handler::install() {
            return None;
        }
        let free = |slot: &GuardSlot| {
            slot.start.compare_exchange(0, start, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        };
        let index = SLOTS.iter().position(free)?;
        let slot = SLOTS.get(index)?;
        *count = count.saturating_add(1);
        slot.hit.store(false, Ordering::Relaxed);
        slot.len.store(len, Ordering::Release);
        Some(Self(index))
    }

    /// True if an inaccessible page of the range was accessed.
    pub(super) fn was_hit(&self) -> bool {
        SLOTS.get(self.0).is_some_and(|slot| slot.hit.load(Ordering::Acquire))
    }
}

/// Returns the page size in bytes. Requires that a guard was created before.
pub(super) fn page_size() -> usize {
    PAGE_SIZE.load(Ordering::Acquire).max(1)
}

impl Drop for GuardedRange {
    fn drop(&mut self) {
        if let Some(slot) = SLOTS.get(self.0) {
            slot.len.store(0, Ordering::Release);
            slot.start.store(0, Ordering::Release);
        }
        let mut count = GUARD_COUNT.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_sub(1);
        if *count == 0 {
            handler::remove();
        }
    }
}

/// Replaces the guarded mapping that contains the address with zero pages, from the address's page
/// on. Returns false if there is no such mapping or the replacement fails. Uses only
/// async-signal-safe calls and lock-free atomics.
#[cfg(not(miri))]
fn replace(address: usize) -> bool {
    let page_size = PAGE_SIZE.load(Ordering::Acquire);
    SLOTS.iter().any(|slot| {
        let start = slot.start.load(Ordering::Acquire);
        let end = start.saturating_add(slot.len.load(Ordering::Acquire));
        if start == 0 || !(start..end).contains(&address) {
            return false;
        }
        let first = address & !page_size.wrapping_sub(1);
        // SAFETY: the pages from `first` to `end` belong to a mapping of this module (a guard never
        // outlives its mapping), so nothing else is overwritten; the new pages are readable, too,
        // and writable as those of a private copy.
        let zeros = unsafe {
            libc::mmap(
                first as *mut libc::c_void,
                end.wrapping_sub(first),
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        let replaced = zeros != libc::MAP_FAILED;
        if replaced {
            slot.hit.store(true, Ordering::Release);
        }
        replaced
    })
}

// Miri has no signals; under Miri only the slots are tested.
#[cfg(miri)]
mod handler {
    pub(super) fn install() -> bool {
        super::PAGE_SIZE.store(4096, std::sync::atomic::Ordering::Release);
        true
    }

    pub(super) fn remove() {}
}

/// The SIGBUS handler. `install` and `remove` must be called with `GUARD_COUNT` locked.
#[cfg(not(miri))]
mod handler {
    use super::{PAGE_SIZE, replace};
    use libc::{c_int, c_void, sigaction, siginfo_t};
    use std::ptr;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    type WithInfo = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);
    type Simple = extern "C" fn(c_int);

    /// Previous action, to be restored; `Some` while the handler is installed.
    static PREVIOUS: Mutex<Option<sigaction>> = Mutex::new(None);
    /// Handler function of the previous action. Used by the signal handler, which must not lock.
    static PREVIOUS_HANDLER: AtomicUsize = AtomicUsize::new(libc::SIG_DFL);
    /// True if that function has the signature for `SA_SIGINFO`.
    static PREVIOUS_WITH_INFO: AtomicBool = AtomicBool::new(false);

    /// Installs the handler if necessary. Returns true if it is installed.
    pub(super) fn install() -> bool {
        let mut previous = PREVIOUS.lock().unwrap_or_else(PoisonError::into_inner);
        if previous.is_some() {
            // `remove` left the handler installed, because another handler had replaced it. That
            // handler passes signals on to this one, so installing this one again would create a
            // cycle.
            return true;
        }
        // SAFETY: `sysconf` only reads a system constant.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let (Ok(page), Some(old)) = (usize::try_from(page), current()) else { return false };
        PAGE_SIZE.store(page, Ordering::Release);
        PREVIOUS_WITH_INFO.store(old.sa_flags & libc::SA_SIGINFO != 0, Ordering::Release);
        PREVIOUS_HANDLER.store(old.sa_sigaction, Ordering::Release);
        // SAFETY: `sigaction` is plain data, for which zeros are a valid value; all required
        // fields are set, and the handler has the signature that SA_SIGINFO requires.
        let done = unsafe {
            let mut action: sigaction = std::mem::zeroed();
            action.sa_sigaction = on_sigbus as WithInfo as usize;
            // Use the alternate stack, if there is one, because the previous handler may need it.
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut action.sa_mask);
            libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut())
        };
        if done == 0 {
            *previous = Some(old);
        }
        done == 0
    }

    /// Restores the previous action, unless another handler was installed in the meantime.
    pub(super) fn remove() {
        let mut previous = PREVIOUS.lock().unwrap_or_else(PoisonError::into_inner);
        let is_installed =
            |action: sigaction| action.sa_sigaction == on_sigbus as WithInfo as usize;
        if current().is_some_and(is_installed)
            && let Some(old) = previous.take()
        {
            // SAFETY: the action was returned by the system.
            unsafe {
                libc::sigaction(libc::SIGBUS, &raw const old, ptr::null_mut());
            }
        }
    }

    /// Returns the installed action.
    fn current() -> Option<sigaction> {
        // SAFETY: zeros are a valid value of `sigaction`; the system only writes to it.
        unsafe {
            let mut action: sigaction = std::mem::zeroed();
            let done = libc::sigaction(libc::SIGBUS, ptr::null(), &raw mut action);
            (done == 0).then_some(action)
        }
    }

    /// Replaces the rest of a guarded mapping with zero pages, or performs the previous action.
    extern "C" fn on_sigbus(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        // SAFETY: the system passes a valid `siginfo_t` to a handler installed with SA_SIGINFO.
        // Its address is set if `si_code` is positive: a fault, not a signal sent by a process.
        let (fault, address) = unsafe { ((*info).si_code > 0, (*info).si_addr() as usize) };
        if fault && replace(address) {
            return;
        }
        match PREVIOUS_HANDLER.load(Ordering::Acquire) {
            // A signal sent by a process can be ignored, a fault cannot.
            libc::SIG_IGN if !fault => {}
            // SAFETY: restores the default action and raises the signal again; it is delivered
            // when this handler returns.
            libc::SIG_DFL | libc::SIG_IGN => unsafe {
                libc::signal(signal, libc::SIG_DFL);
                libc::raise(signal);
            },
            // SAFETY: the address is that of a handler installed with this signature.
            previous if PREVIOUS_WITH_INFO.load(Ordering::Acquire) => unsafe {
                std::mem::transmute::<usize, WithInfo>(previous)(signal, info, context);
            },
            // SAFETY: as above.
            previous => unsafe { std::mem::transmute::<usize, Simple>(previous)(signal) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// Threads that map files concurrently never share a slot, and release their slots. The
    /// addresses do not belong to mappings and are not accessed.
    #[test]
    fn every_guard_has_a_separate_slot() {
        let threads: Vec<_> = (1..=4_usize)
            .map(|thread| {
                thread::spawn(move || {
                    for round in 1..=8_usize {
                        let start = (thread << 20) | (round << 12);
                        let guard = GuardedRange::new(start, 4096).unwrap();
                        assert_eq!(SLOTS[guard.0].start.load(Ordering::Acquire), start);
                        assert_eq!(SLOTS[guard.0].len.load(Ordering::Acquire), 4096);
                        assert!(!guard.was_hit());
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let all: Vec<_> =
            (1..=MAX_GUARDS + 9).map_while(|at| GuardedRange::new(at << 40, 1)).collect();
        assert!((MAX_GUARDS - 4..=MAX_GUARDS).contains(&all.len()), "{} guards", all.len());
        assert!(GuardedRange::new(1 << 50, 1).is_none(), "more guards than slots");
        drop(all);
        assert!(GuardedRange::new(1 << 50, 1).is_some(), "slots are not released");
        assert!(page_size().is_power_of_two());
    }
}
