//! Surviving the truncation of a mapped file.
//!
//! Looking at a page whose part of the file is gone raises SIGBUS. The handler here puts zero
//! pages in the place of the rest of the mapping and remembers that it did: reading goes on, and
//! the caller asks afterwards whether what it saw was real.

#[cfg(not(miri))]
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Mappings that are watched at one time. A process opens its files one after the other, so this
/// is plenty; a file for which no place is left is read instead of mapped.
const SLOTS: usize = 64;

struct Slot {
    /// First address; 0 when the slot is free.
    start: AtomicUsize,
    len: AtomicUsize,
    hit: AtomicBool,
}

static WATCHED: [Slot; SLOTS] = [const {
    Slot { start: AtomicUsize::new(0), len: AtomicUsize::new(0), hit: AtomicBool::new(false) }
}; SLOTS];
static PAGE: AtomicUsize = AtomicUsize::new(0);
static INSTALL: Once = Once::new();

/// A range of addresses whose pages may vanish.
#[derive(Debug)]
pub(super) struct Watch(usize);

impl Watch {
    /// Watches `len` bytes from `start`; `None` when there is no place left.
    pub(super) fn new(start: usize, len: usize) -> Option<Self> {
        INSTALL.call_once(install);
        if PAGE.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let free = |slot: &Slot| {
            slot.start.compare_exchange(0, start, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        };
        let index = WATCHED.iter().position(free)?;
        let slot = WATCHED.get(index)?;
        slot.hit.store(false, Ordering::Relaxed);
        slot.len.store(len, Ordering::Release);
        Some(Self(index))
    }

    /// Whether a page of the range was missing when somebody looked.
    pub(super) fn was_hit(&self) -> bool {
        WATCHED.get(self.0).is_some_and(|slot| slot.hit.load(Ordering::Acquire))
    }
}

/// The size of a page; a watch has been made before.
pub(super) fn page() -> usize {
    PAGE.load(Ordering::Acquire).max(1)
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(slot) = WATCHED.get(self.0) {
            slot.len.store(0, Ordering::Release);
            slot.start.store(0, Ordering::Release);
        }
    }
}

// Miri has no signals; what is left of this file under it are the slots.
#[cfg(miri)]
fn install() {
    PAGE.store(4096, Ordering::Release);
}

#[cfg(not(miri))]
fn install() {
    // SAFETY: `sysconf` only reads a constant of the system.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) = on_sigbus;
    // SAFETY: `sigaction` is plain data, for which zeros are a valid value; it is filled in as
    // the system asks, and the handler has the signature that SA_SIGINFO demands.
    let done = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigemptyset(&raw mut action.sa_mask);
        libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut())
    };
    if done == 0 {
        PAGE.store(usize::try_from(page).unwrap_or(0), Ordering::Release);
    }
}

/// Replaces what is left of the mapping by zeros, or lets the signal have its usual effect when
/// it came from elsewhere. Only async-signal-safe calls and lock-free atomics are used.
#[cfg(not(miri))]
extern "C" fn on_sigbus(_: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: the system passes a valid `siginfo_t` to a handler installed with SA_SIGINFO, and
    // for SIGBUS its address is set.
    let address = unsafe { (*info).si_addr() } as usize;
    let page = PAGE.load(Ordering::Acquire);
    for slot in &WATCHED {
        let start = slot.start.load(Ordering::Acquire);
        let end = start.saturating_add(slot.len.load(Ordering::Acquire));
        if start == 0 || !(start..end).contains(&address) {
            continue;
        }
        let first = address & !page.wrapping_sub(1);
        // SAFETY: the pages from `first` to `end` belong to a mapping of ours (a watch never
        // outlives its mapping), so nothing else is overwritten; the new pages are as readable.
        let zeros = unsafe {
            libc::mmap(
                first as *mut libc::c_void,
                end.wrapping_sub(first),
                libc::PROT_READ,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        if zeros != libc::MAP_FAILED {
            slot.hit.store(true, Ordering::Release);
            return;
        }
    }
    // SAFETY: restoring the default action; the faulting instruction is then run again.
    unsafe {
        libc::signal(libc::SIGBUS, libc::SIG_DFL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// Threads that map files at one time never share a slot, and give theirs back. Addresses are
    /// those of no mapping: nothing is read through them.
    #[test]
    fn every_watch_has_a_slot_of_its_own() {
        let threads: Vec<_> = (1..=4_usize)
            .map(|thread| {
                thread::spawn(move || {
                    for round in 1..=8_usize {
                        let start = (thread << 20) | (round << 12);
                        let watch = Watch::new(start, 4096).unwrap();
                        assert_eq!(WATCHED[watch.0].start.load(Ordering::Acquire), start);
                        assert_eq!(WATCHED[watch.0].len.load(Ordering::Acquire), 4096);
                        assert!(!watch.was_hit());
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let all: Vec<_> = (1..=SLOTS + 9).map_while(|at| Watch::new(at << 40, 1)).collect();
        assert!((SLOTS - 4..=SLOTS).contains(&all.len()), "{} watches", all.len());
        assert!(Watch::new(1 << 50, 1).is_none(), "more watches than slots");
        drop(all);
        assert!(Watch::new(1 << 50, 1).is_some(), "slots are not given back");
        assert!(page().is_power_of_two());
    }
}
