//! The SIGBUS handler of a program is preserved. A single test, because handlers are per process.
#![cfg(all(unix, not(miri)))]
#![allow(missing_docs, unsafe_code, clippy::unwrap_used)]

use bytescope_inspect::{OpenOptions, Source};
use libc::{c_int, c_void, sigaction, siginfo_t};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

const LARGE: usize = 1 << 20;
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// The program's handler: counts its calls and maps the missing page.
extern "C" fn program_handler(_: c_int, info: *mut siginfo_t, _: *mut c_void) {
    CALLS.fetch_add(1, Ordering::SeqCst);
    unsafe {
        if (*info).si_code > 0 {
            let page = libc::sysconf(libc::_SC_PAGESIZE) as usize;
            let at = (*info).si_addr() as usize & !(page - 1);
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED;
            libc::mmap(at as *mut c_void, page, libc::PROT_READ, flags, -1, 0);
        }
    }
}

/// A handler that the program installs while a file is mapped.
extern "C" fn later_handler(_: c_int, _: *mut siginfo_t, _: *mut c_void) {}

fn install(handler: Handler) {
    unsafe {
        let mut action: sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO;
        assert_eq!(libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut()), 0);
    }
}

fn is_installed(handler: Handler) -> bool {
    unsafe {
        let mut action: sigaction = std::mem::zeroed();
        assert_eq!(libc::sigaction(libc::SIGBUS, ptr::null(), &raw mut action), 0);
        action.sa_sigaction == handler as usize
    }
}

fn calls() -> usize {
    CALLS.load(Ordering::SeqCst)
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("bytescope-sigbus-{}-{name}", std::process::id()));
    File::create(&path).unwrap().write_all(&vec![7; LARGE]).unwrap();
    path
}

fn truncate(path: &Path) {
    File::options().write(true).open(path).unwrap().set_len(5000).unwrap();
}

fn map(path: &Path) -> Source {
    Source::open(path, OpenOptions::MAPPED).unwrap()
}

#[test]
fn handler_of_the_program_is_called_and_restored() {
    let (library_file, program_file) = (file("library"), file("program"));
    install(program_handler);

    // A file that is read, not mapped, needs no handler.
    let read = Source::open(&library_file, OpenOptions::default()).unwrap();
    assert!(is_installed(program_handler));
    drop(read);

    let (first, second) = (map(&library_file), map(&library_file));
    assert!(!is_installed(program_handler));

    // A signal sent by the program.
    unsafe { libc::raise(libc::SIGBUS) };
    assert_eq!(calls(), 1);

    // A missing page in a mapping of the program.
    let mapping = unsafe {
        use std::os::fd::AsRawFd;
        let file = File::open(&program_file).unwrap();
        libc::mmap(ptr::null_mut(), LARGE, libc::PROT_READ, libc::MAP_PRIVATE, file.as_raw_fd(), 0)
    };
    assert_ne!(mapping, libc::MAP_FAILED);
    truncate(&program_file);
    let last = unsafe { mapping.cast::<u8>().add(LARGE - 1).read_volatile() };
    assert_eq!((last, calls()), (0, 2));
    unsafe { libc::munmap(mapping, LARGE) };

    // A missing page in a mapping of the library.
    truncate(&library_file);
    assert_eq!(first.bytes().last(), Some(&0));
    assert_eq!((first.truncated(), calls()), (Some(5000), 2));

    drop(first);
    assert!(!is_installed(program_handler), "a file is still mapped");
    drop(second);
    assert!(is_installed(program_handler));

    // A handler installed after the library's handler is not removed.
    let later_file = file("later");
    let source = map(&later_file);
    install(later_handler);
    drop(source);
    assert!(is_installed(later_handler));

    for path in [library_file, program_file, later_file] {
        let _ = std::fs::remove_file(path);
    }
}
